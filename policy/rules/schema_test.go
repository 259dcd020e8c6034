package rules_test

import (
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
	"testing"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"
	containerregistry "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"
	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	keyvault "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"
	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	operationalinsights "github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	resources "github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	storage "github.com/pulumi/pulumi-azure-native-sdk/storage/v2/v20240101"
	"github.com/stretchr/testify/assert"
	appsv1 "k8s.io/api/apps/v1"
	autoscalingv2 "k8s.io/api/autoscaling/v2"
	batchv1 "k8s.io/api/batch/v1"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	policyv1 "k8s.io/api/policy/v1"
	rbacv1 "k8s.io/api/rbac/v1"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/consumption"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/security"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// azureInputs are the published input structs, which spell properties as a program does.
var azureInputs = map[string]reflect.Type{
	azure.TypeResourceGroup:            resources.ResourceGroupArgs{}.ElementType(),
	azure.TypeVirtualNetwork:           network.VirtualNetworkArgs{}.ElementType(),
	azure.TypeSubnet:                   network.SubnetArgs{}.ElementType(),
	azure.TypeNetworkSecurityGroup:     network.NetworkSecurityGroupArgs{}.ElementType(),
	azure.TypeRouteTable:               network.RouteTableArgs{}.ElementType(),
	azure.TypePublicIPAddress:          network.PublicIPAddressArgs{}.ElementType(),
	azure.TypePublicIPPrefix:           network.PublicIPPrefixArgs{}.ElementType(),
	azure.TypeNatGateway:               network.NatGatewayArgs{}.ElementType(),
	azure.TypeIPGroup:                  network.IpGroupArgs{}.ElementType(),
	azure.TypeAzureFirewall:            network.AzureFirewallArgs{}.ElementType(),
	azure.TypeFirewallPolicy:           network.FirewallPolicyArgs{}.ElementType(),
	azure.TypeBastionHost:              network.BastionHostArgs{}.ElementType(),
	azure.TypeVirtualNetworkPeering:    network.VirtualNetworkPeeringArgs{}.ElementType(),
	azure.TypePrivateEndpoint:          network.PrivateEndpointArgs{}.ElementType(),
	azure.TypeManagedCluster:           containerservice.ManagedClusterArgs{}.ElementType(),
	azure.TypeAgentPool:                containerservice.AgentPoolArgs{}.ElementType(),
	azure.TypeMaintenanceConfiguration: containerservice.MaintenanceConfigurationArgs{}.ElementType(),
	azure.TypeUserAssignedIdentity:     managedidentity.UserAssignedIdentityArgs{}.ElementType(),
	azure.TypeRoleAssignment:           authorization.RoleAssignmentArgs{}.ElementType(),
	azure.TypeRegistry:                 containerregistry.RegistryArgs{}.ElementType(),
	azure.TypeReplication:              containerregistry.ReplicationArgs{}.ElementType(),
	azure.TypeVault:                    keyvault.VaultArgs{}.ElementType(),
	azure.TypeWorkspace:                operationalinsights.WorkspaceArgs{}.ElementType(),
	azure.TypeStorageAccount:           storage.StorageAccountArgs{}.ElementType(),
	azure.TypeBlobServiceProperties:    storage.BlobServicePropertiesArgs{}.ElementType(),
	azure.TypeBlobContainer:            storage.BlobContainerArgs{}.ElementType(),
	azure.TypeBudget:                   consumption.BudgetArgs{}.ElementType(),
	azure.TypePricing:                  security.PricingArgs{}.ElementType(),
	azure.TypeComponent:                insights.ComponentArgs{}.ElementType(),
	azure.TypeDataCollectionRule:       insights.DataCollectionRuleArgs{}.ElementType(),

	azure.TypeFirewallPolicyRuleCollectionGroup:  network.FirewallPolicyRuleCollectionGroupArgs{}.ElementType(),
	"azure-native:network:ApplicationGateway":    network.ApplicationGatewayArgs{}.ElementType(),
	azure.TypeFlowLog:                            network.FlowLogArgs{}.ElementType(),
	azure.TypeWebApplicationFirewallPolicy:       network.WebApplicationFirewallPolicyArgs{}.ElementType(),
	"azure-native:network:LoadBalancer":          network.LoadBalancerArgs{}.ElementType(),
	"azure-native:network:NetworkInterface":      network.NetworkInterfaceArgs{}.ElementType(),
	"azure-native:network:Route":                 network.RouteArgs{}.ElementType(),
	"azure-native:network:VirtualNetworkGateway": network.VirtualNetworkGatewayArgs{}.ElementType(),
}

// kubernetesObjects are the published types of the objects that rules speak of.
var kubernetesObjects = map[string]reflect.Type{
	"kubernetes:core:Namespace":                               reflect.TypeFor[corev1.Namespace](),
	"kubernetes:core:Pod":                                     reflect.TypeFor[corev1.Pod](),
	"kubernetes:core:PodTemplate":                             reflect.TypeFor[corev1.PodTemplate](),
	"kubernetes:core:ReplicationController":                   reflect.TypeFor[corev1.ReplicationController](),
	"kubernetes:core:ResourceQuota":                           reflect.TypeFor[corev1.ResourceQuota](),
	"kubernetes:core:LimitRange":                              reflect.TypeFor[corev1.LimitRange](),
	"kubernetes:core:ServiceAccount":                          reflect.TypeFor[corev1.ServiceAccount](),
	"kubernetes:core:Service":                                 reflect.TypeFor[corev1.Service](),
	"kubernetes:core:Secret":                                  reflect.TypeFor[corev1.Secret](),
	"kubernetes:core:ConfigMap":                               reflect.TypeFor[corev1.ConfigMap](),
	"kubernetes:core:PersistentVolume":                        reflect.TypeFor[corev1.PersistentVolume](),
	"kubernetes:core:PersistentVolumeClaim":                   reflect.TypeFor[corev1.PersistentVolumeClaim](),
	"kubernetes:apps:Deployment":                              reflect.TypeFor[appsv1.Deployment](),
	"kubernetes:apps:StatefulSet":                             reflect.TypeFor[appsv1.StatefulSet](),
	"kubernetes:apps:DaemonSet":                               reflect.TypeFor[appsv1.DaemonSet](),
	"kubernetes:apps:ReplicaSet":                              reflect.TypeFor[appsv1.ReplicaSet](),
	"kubernetes:batch:Job":                                    reflect.TypeFor[batchv1.Job](),
	"kubernetes:batch:CronJob":                                reflect.TypeFor[batchv1.CronJob](),
	"kubernetes:networking.k8s.io:NetworkPolicy":              reflect.TypeFor[networkingv1.NetworkPolicy](),
	"kubernetes:networking.k8s.io:Ingress":                    reflect.TypeFor[networkingv1.Ingress](),
	"kubernetes:policy:PodDisruptionBudget":                   reflect.TypeFor[policyv1.PodDisruptionBudget](),
	"kubernetes:autoscaling:HorizontalPodAutoscaler":          reflect.TypeFor[autoscalingv2.HorizontalPodAutoscaler](),
	"kubernetes:rbac.authorization.k8s.io:ClusterRoleBinding": reflect.TypeFor[rbacv1.ClusterRoleBinding](),
}

// A rule that reads a misspelled property finds nothing and stays silent. Every property in an example is therefore
// looked up in the published types.
func TestExamplesSpellPropertiesAsTheProvidersDo(t *testing.T) {
	// Outputs that stack rules read, and properties that the pinned API does not have because a rule forbids them.
	outputs := map[string]bool{"id": true, "name": true, "principalId": true}
	foreign := map[string]bool{"no-unlisted-preview-feature": true, "acr-no-anonymous": true}
	looked := 0
	for _, rule := range newPack(t).Rules() {
		if foreign[rule.ID] {
			continue
		}
		for _, examples := range []pack.Examples{rule.Pass, rule.Fail} {
			for name, example := range examples {
				for _, r := range example.Resources {
					published, tag := azureInputs[pack.Canonical(r.Type)], "pulumi"
					if published == nil {
						published, tag = kubernetesObjects[pack.Canonical(r.Type)], "json"
					}
					if published == nil {
						continue
					}
					looked++
					for _, stray := range strayKeys(r.Properties, published, tag, "") {
						if !outputs[stray] {
							assert.Failf(t, "misspelled property", "rule %s, example %q: %s has no property %s", rule.ID, name, r.Type, stray)
						}
					}
				}
			}
		}
	}
	assert.Greater(t, looked, 300, "the examples are not looked at")
}

// strayKeys returns the paths in a value that a Go type does not have, by the names in its struct tags.
func strayKeys(v any, t reflect.Type, tag, at string) []string {
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	if reflect.PointerTo(t).Implements(reflect.TypeFor[json.Unmarshaler]()) {
		return nil
	}
	var stray []string
	switch v := v.(type) {
	case pack.Map:
		for key, below := range v {
			path := strings.TrimPrefix(at+"."+key, ".")
			switch t.Kind() {
			case reflect.Map:
				stray = append(stray, strayKeys(below, t.Elem(), tag, path)...)
			case reflect.Struct:
				if field, ok := fieldNamed(t, tag, key); ok {
					stray = append(stray, strayKeys(below, field, tag, path)...)
				} else {
					stray = append(stray, path)
				}
			}
		}
	case []any:
		if t.Kind() == reflect.Slice {
			for i, below := range v {
				stray = append(stray, strayKeys(below, t.Elem(), tag, fmt.Sprintf("%s[%d]", at, i))...)
			}
		}
	}
	return stray
}

func fieldNamed(t reflect.Type, tag, name string) (reflect.Type, bool) {
	for i := range t.NumField() {
		field := t.Field(i)
		spelled, options, _ := strings.Cut(field.Tag.Get(tag), ",")
		if spelled == name {
			return field.Type, true
		}
		if field.Anonymous && (options == "inline" || field.Tag.Get(tag) == "") {
			if found, ok := fieldNamed(field.Type, tag, name); ok {
				return found, true
			}
		}
	}
	return nil, false
}
