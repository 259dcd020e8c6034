// Package containerregistry simulates the part of Microsoft.ContainerRegistry that a landing zone uses: registries and
// their copies in other regions, with what each tier offers, what is chosen once and for ever, and the addresses that a
// copy takes from every private endpoint; and tasks with their agent pools, which run nothing. Images are not simulated. Private endpoints themselves are in
// simulator/network.
package containerregistry

import (
	"reflect"

	tasks "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20190601preview"
	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// ARM types of this service, and of private endpoints, on which copies depend.
const (
	armRegistry    = "Microsoft.ContainerRegistry/registries"
	armReplication = armRegistry + "/replications"
	armAgentPool   = armRegistry + "/agentPools"
	armTask        = armRegistry + "/tasks"
	armEndpoint    = "Microsoft.Network/privateEndpoints"
	armInterface   = "Microsoft.Network/networkInterfaces"
)

const apiVersion = "2023-07-01"

var versions = []string{"v20230701"}

// Service returns the types of Microsoft.ContainerRegistry, made anew for one engine.
func Service() *engine.Service {
	status := engine.Values(sdk.PolicyStatusEnabled, sdk.PolicyStatusDisabled)
	zones := engine.Values(sdk.ZoneRedundancyEnabled, sdk.ZoneRedundancyDisabled)
	return &engine.Service{
		Name:  "Microsoft.ContainerRegistry",
		Types: []*engine.Type{registry(), replication(), agentPool(), task()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"EncryptionProperty.status": engine.Values(sdk.EncryptionStatusEnabled, sdk.EncryptionStatusDisabled),
			"ExportPolicy.status":       engine.Values(sdk.ExportPolicyStatusEnabled, sdk.ExportPolicyStatusDisabled),
			"IPRule.action":             engine.Values(sdk.ActionAllow),
			"IdentityProperties.type": engine.Values(sdk.ResourceIdentityTypeSystemAssigned, sdk.ResourceIdentityTypeUserAssigned,
				sdk.ResourceIdentityType_SystemAssigned_UserAssigned, sdk.ResourceIdentityTypeNone),
			"NetworkRuleSet.defaultAction":          engine.Values(sdk.DefaultActionAllow, sdk.DefaultActionDeny),
			"QuarantinePolicy.status":               status,
			"RetentionPolicy.status":                status,
			"TrustPolicy.status":                    status,
			"TrustPolicy.type":                      engine.Values(sdk.TrustPolicyTypeNotary),
			"Sku.name":                              engine.Values(sdk.SkuNameClassic, sdk.SkuNameBasic, sdk.SkuNameStandard, sdk.SkuNamePremium),
			"registryArgs.networkRuleBypassOptions": engine.Values(sdk.NetworkRuleBypassOptionsAzureServices, sdk.NetworkRuleBypassOptionsNone),
			"registryArgs.publicNetworkAccess":      engine.Values(sdk.PublicNetworkAccessEnabled, sdk.PublicNetworkAccessDisabled),
			"registryArgs.zoneRedundancy":           zones,
			"replicationArgs.zoneRedundancy":        zones,
			"agentPoolArgs.os":                      engine.Values(tasks.OSLinux, tasks.OSWindows),
			"agentPoolArgs.tier":                    {"S1", "S2", "S3", "I6"},
			"PlatformProperties.os":                 engine.Values(tasks.OSLinux, tasks.OSWindows),
			"PlatformProperties.architecture": engine.Values(tasks.ArchitectureAmd64, tasks.ArchitectureX86, tasks.Architecture_386,
				tasks.ArchitectureArm, tasks.ArchitectureArm64),
			"SourceRegistryCredentials.loginMode": engine.Values(tasks.SourceRegistryLoginModeDefault, tasks.SourceRegistryLoginModeNone),
			"taskArgs.status":                     engine.Values(tasks.TaskStatusEnabled, tasks.TaskStatusDisabled),
			"TimerTrigger.status":                 engine.Values(tasks.TriggerStatusEnabled, tasks.TriggerStatusDisabled),
		}, Unions: map[string]engine.Union{"taskArgs.step": {Discriminator: "type", Types: map[string]reflect.Type{
			string(tasks.StepTypeDocker):      reflect.TypeFor[tasks.DockerBuildStep](),
			string(tasks.StepTypeEncodedTask): reflect.TypeFor[tasks.EncodedTaskStep](),
			string(tasks.StepTypeFileTask):    reflect.TypeFor[tasks.FileTaskStep](),
		}}}, Any: []string{"Task.step"}},
	}
}
