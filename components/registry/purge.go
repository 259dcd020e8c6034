package registry

import (
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	tasks "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20190601preview"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// PurgeToken is the type of a [Purge].
const PurgeToken = "landingzone:registry:Purge"

const (
	agentPoolName = "registry-tasks"
	purgeTaskName = "purge-old-tags"
	// purgeTimeout is how long one run may take, in seconds; the service's own default for scheduled tasks.
	purgeTimeout = 3600
)

// PurgeArgs are what the purge of old tags is made of. Fields without "default" are required.
type PurgeArgs struct {
	// Settings are the validated part of the registry's section.
	Settings PurgeSettings
	// Location is the registry's own region.
	Location azure.Location
	// RegistryName and ResourceGroupName are the registry's physical name and its group.
	RegistryName, ResourceGroupName pulumi.StringInput
	// SubnetID is the ARM ID of the subnet that the machine is in.
	SubnetID pulumi.StringInput
	// After is what a machine in the subnet needs to start and to reach the registry: its way out, and the private
	// endpoint. Default none.
	After []pulumi.Resource
	// Tags are on everything that takes tags.
	Tags map[string]string
}

// Purge deletes old tags on a schedule. Azure has both the command and the agent pool as previews.
type Purge struct {
	pulumi.ResourceState

	// TaskID is the ARM ID of the task that runs the command.
	TaskID pulumi.StringOutput
}

// NewPurge declares the machine and the task. It refuses args that lack something required.
func NewPurge(ctx *pulumi.Context, name string, args *PurgeArgs, opts ...pulumi.ResourceOption) (*Purge, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("registry purge %q: %w", name, err)
	}
	component := &Purge{}
	if err := ctx.RegisterComponentResource(PurgeToken, name, component, opts...); err != nil {
		return nil, fmt.Errorf("registry purge %q: %w", name, err)
	}
	parent := pulumi.Parent(component)
	pool, err := tasks.NewAgentPool(ctx, name+"-pool", &tasks.AgentPoolArgs{
		AgentPoolName: pulumi.String(agentPoolName), Count: pulumi.Int(1), Location: pulumi.String(args.Location.Name),
		Os: pulumi.String(tasks.OSLinux), RegistryName: args.RegistryName, ResourceGroupName: args.ResourceGroupName,
		Tags: pulumi.ToStringMap(args.Tags), Tier: pulumi.String("S1"), VirtualNetworkSubnetResourceId: args.SubnetID,
		// Azure changes nothing but the number of machines, and azure-native does not know.
	}, parent, pulumi.DependsOn(args.After), pulumi.ReplaceOnChanges([]string{"virtualNetworkSubnetResourceId"}), pulumi.DeleteBeforeReplace(true))
	if err != nil {
		return nil, fmt.Errorf("registry purge %q: agent pool: %w", name, err)
	}
	definition, err := args.Settings.definition()
	if err != nil {
		return nil, fmt.Errorf("registry purge %q: %w", name, err)
	}
	task, err := tasks.NewTask(ctx, name+"-task", &tasks.TaskArgs{
		AgentPoolName: pool.Name,
		Credentials: tasks.CredentialsArgs{
			SourceRegistry: tasks.SourceRegistryCredentialsArgs{LoginMode: pulumi.String(tasks.SourceRegistryLoginModeDefault)},
		},
		IsSystemTask: pulumi.Bool(false), Location: pulumi.String(args.Location.Name),
		Platform:     tasks.PlatformPropertiesArgs{Architecture: pulumi.String(tasks.ArchitectureAmd64), Os: pulumi.String(tasks.OSLinux)},
		RegistryName: args.RegistryName, ResourceGroupName: args.ResourceGroupName, Status: pulumi.String(tasks.TaskStatusEnabled),
		Step: tasks.EncodedTaskStepArgs{
			EncodedTaskContent: pulumi.String(base64.StdEncoding.EncodeToString(definition)), Type: pulumi.String(tasks.StepTypeEncodedTask),
		},
		Tags: pulumi.ToStringMap(args.Tags), TaskName: pulumi.String(purgeTaskName), Timeout: pulumi.Int(purgeTimeout),
		Trigger: tasks.TriggerPropertiesArgs{TimerTriggers: tasks.TimerTriggerArray{tasks.TimerTriggerArgs{
			Name: pulumi.String("schedule"), Schedule: pulumi.String(args.Settings.Schedule), Status: pulumi.String(tasks.TriggerStatusEnabled),
		}}},
	}, parent)
	if err != nil {
		return nil, fmt.Errorf("registry purge %q: task: %w", name, err)
	}
	component.TaskID = task.ID().ToStringOutput()
	if err := ctx.RegisterResourceOutputs(component, pulumi.Map{"taskId": component.TaskID}); err != nil {
		return nil, fmt.Errorf("registry purge %q: outputs: %w", name, err)
	}
	return component, nil
}

// definition is the task as the service reads it. The retention policy takes the manifests that lose their last tag; the
// command's own --untagged would also take those that somebody pulls by digest.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-tasks-reference-yaml#aliases
func (p PurgeSettings) definition() ([]byte, error) {
	var command strings.Builder
	command.WriteString("acr purge")
	for _, filter := range p.Filters {
		fmt.Fprintf(&command, " --filter '%s'", filter)
	}
	fmt.Fprintf(&command, " --ago %dd --keep %d", p.OlderThanDays, p.Keep)
	type step struct {
		Cmd                             string `json:"cmd"`
		DisableWorkingDirectoryOverride bool   `json:"disableWorkingDirectoryOverride"`
		Timeout                         int    `json:"timeout"`
	}
	definition, err := yaml.Marshal(struct {
		Version string `json:"version"`
		Steps   []step `json:"steps"`
	}{"v1.1.0", []step{{command.String(), true, purgeTimeout}}})
	if err != nil {
		return nil, fmt.Errorf("definition of the task: %w", err)
	}
	return definition, nil
}

// check reports every missing argument.
func (a *PurgeArgs) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Settings.Filters", len(a.Settings.Filters) > 0},
		{"Location", a.Location.Name != ""},
		{"RegistryName", a.RegistryName != nil},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"SubnetID", a.SubnetID != nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}
