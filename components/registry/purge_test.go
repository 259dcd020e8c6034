package registry_test

import (
	"encoding/base64"
	"testing"

	containerregistry "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/registry"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const definition = `steps:
- cmd: acr purge --filter 'samples/.*:^[0-9a-f]{40}$' --filter 'cache/.*:.*' --ago
    30d --keep 4
  disableWorkingDirectoryOverride: true
  timeout: 3600
version: v1.1.0
`

func TestPurge(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String("rg-workload"), Location: pulumi.String("westeurope"),
		})
		if err != nil {
			return err
		}
		vnet, err := network.NewVirtualNetwork(ctx, "vnet", &network.VirtualNetworkArgs{
			VirtualNetworkName: pulumi.String("vnet"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
			AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.0.0.0/24"})},
			Subnets:      network.SubnetTypeArray{network.SubnetTypeArgs{Name: pulumi.String("tasks"), AddressPrefix: pulumi.String("10.0.0.0/28")}},
		})
		if err != nil {
			return err
		}
		acr, err := containerregistry.NewRegistry(ctx, "acr", &containerregistry.RegistryArgs{
			RegistryName: pulumi.String("acrtest"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
			Sku: containerregistry.SkuArgs{Name: pulumi.String("Premium")}, AdminUserEnabled: pulumi.Bool(false),
		})
		if err != nil {
			return err
		}
		_, err = registry.NewPurge(ctx, "purge", &registry.PurgeArgs{
			Settings: registry.PurgeSettings{
				Filters: []string{"samples/.*:^[0-9a-f]{40}$", "cache/.*:.*"}, OlderThanDays: 30, Keep: 4, Schedule: "15 2 * * *", Subnet: "tasks",
			},
			Location: location("westeurope"), RegistryName: acr.Name, ResourceGroupName: group.Name,
			SubnetID: vnet.ID().ApplyT(func(id pulumi.ID) string { return azure.SubnetID(string(id), "tasks") }).(pulumi.StringOutput),
			After:    []pulumi.Resource{vnet}, Tags: map[string]string{"owner": "me"},
		})
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	require.NoError(t, m.Err())
	of := registry.PurgeToken + "::purge"
	want := []monitor.Registration{
		{
			Type: "azure-native:containerregistry/v20190601preview:AgentPool", Name: "purge-pool", Parent: of,
			ReplaceOnChanges: []string{"virtualNetworkSubnetResourceId"}, DeleteBeforeReplace: true,
			Inputs: map[string]any{
				"agentPoolName": "registry-tasks", "count": 1.0, "location": "westeurope", "os": "Linux", "registryName": "acrtest",
				"resourceGroupName": "rg-workload", "tags": map[string]any{"owner": "me"}, "tier": "S1",
				"virtualNetworkSubnetResourceId": azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.Network/virtualNetworks/subnets", "vnet", "tasks"),
			},
		},
		{
			Type: "azure-native:containerregistry/v20190601preview:Task", Name: "purge-task", Parent: of,
			Inputs: map[string]any{
				"agentPoolName": "registry-tasks", "credentials": map[string]any{"sourceRegistry": map[string]any{"loginMode": "Default"}},
				"isSystemTask": false, "location": "westeurope", "platform": map[string]any{"architecture": "amd64", "os": "Linux"},
				"registryName": "acrtest", "resourceGroupName": "rg-workload", "status": "Enabled",
				"step": map[string]any{"type": "EncodedTask", "encodedTaskContent": base64.StdEncoding.EncodeToString([]byte(definition))},
				"tags": map[string]any{"owner": "me"}, "taskName": "purge-old-tags", "timeout": 3600.0,
				"trigger": map[string]any{"timerTriggers": []any{map[string]any{"name": "schedule", "schedule": "15 2 * * *", "status": "Enabled"}}},
			},
		},
	}
	var got []monitor.Registration
	for _, r := range m.Registrations() {
		if r.Parent == of {
			got = append(got, monitor.Registration{Type: r.Type, Name: r.Name, Parent: r.Parent, Inputs: r.Inputs,
				ReplaceOnChanges: r.ReplaceOnChanges, DeleteBeforeReplace: r.DeleteBeforeReplace})
		}
	}
	assert.ElementsMatch(t, want, got)
	assert.Contains(t, m.Named(t, "purge-pool").Dependencies, m.Named(t, "vnet").Key())
}

func TestNewPurgeRefusesArgs(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := registry.NewPurge(ctx, "p", nil)
		assert.EqualError(t, err, `registry purge "p": args are required`)
		_, err = registry.NewPurge(ctx, "p", &registry.PurgeArgs{})
		assert.EqualError(t, err, `registry purge "p": Settings.Filters is required
Location is required
RegistryName is required
ResourceGroupName is required
SubnetID is required`)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
}

func TestMistakesOfThePurge(t *testing.T) {
	const (
		purge     = "\n    (https://learn.microsoft.com/azure/container-registry/container-registry-auto-purge)"
		schedules = "\n    (https://learn.microsoft.com/azure/container-registry/container-registry-tasks-scheduled#cron-expressions)"
		filter    = " is not <repository>:<tag>, two regular expressions without blanks and quotation marks; write it as in \"samples/.*:.*\"" + purge
		schedule  = " is not a cron expression of five fields; give minute, hour, day, month and day of the week, such as \"0 3 * * Sun\"" + schedules
		command   = "; remove it, and run `acr purge` from inside the network"
	)
	for name, c := range map[string]struct {
		region string
		change func(*registry.Settings)
		want   []string
	}{
		"as it should be": {"westeurope", func(*registry.Settings) {}, nil},
		"limits":          {"westeurope", func(s *registry.Settings) { s.Purge.OlderThanDays, s.Purge.Keep = 3650, 1000 }, nil},
		"other limits":    {"westeurope", func(s *registry.Settings) { s.Purge.OlderThanDays, s.Purge.Keep = 1, 1 }, nil},
		"expressions that only the command knows": {"westeurope", func(s *registry.Settings) {
			s.Purge.Filters = []string{"samples/.*:^(?!keep).*$", "a:b:c"}
		}, nil},
		"nothing said": {"westeurope", func(s *registry.Settings) { *s.Purge = registry.PurgeSettings{} }, []string{
			"registry.purge.olderThanDays: 0 is outside 1 to 3650; choose 1 to 3650" + purge,
			"registry.purge.keep: 0 is outside 1 to 1000; choose 1 to 1000" + purge,
			"registry.purge.subnet: is required; name an extra subnet of the first region's first spoke",
			`registry.purge.filters: is empty; name the tags that may go, such as "samples/.*:.*"` + purge,
			`registry.purge.schedule: ""` + schedule,
		}},
		"filters": {"westeurope", func(s *registry.Settings) {
			s.Purge.Filters = []string{"samples", ":.*", "a:", "a b:.*", "a:'; acr login"}
		}, []string{
			`registry.purge.filters[0]: "samples"` + filter, `registry.purge.filters[1]: ":.*"` + filter, `registry.purge.filters[2]: "a:"` + filter,
			`registry.purge.filters[3]: "a b:.*"` + filter, `registry.purge.filters[4]: "a:'; acr login"` + filter,
		}},
		"six fields":      {"westeurope", func(s *registry.Settings) { s.Purge.Schedule = "0 0 3 * * Sun" }, []string{`registry.purge.schedule: "0 0 3 * * Sun"` + schedule}},
		"hour of no day":  {"westeurope", func(s *registry.Settings) { s.Purge.Schedule = "0 24 * * Sun" }, []string{`registry.purge.schedule: "0 24 * * Sun"` + schedule}},
		"named schedule":  {"westeurope", func(s *registry.Settings) { s.Purge.Schedule = "@weekly" }, []string{`registry.purge.schedule: "@weekly"` + schedule}},
		"question mark":   {"westeurope", func(s *registry.Settings) { s.Purge.Schedule = "0 3 ? * Sun" }, []string{`registry.purge.schedule: "0 3 ? * Sun"` + schedule}},
		"no agent pools":  {"swedencentral", func(*registry.Settings) {}, []string{"registry.purge: needs an agent pool, which Sweden Central has not" + command + "\n    (https://learn.microsoft.com/azure/container-registry/tasks-agent-pools)"}},
		"roles by folder": {"westeurope", func(s *registry.Settings) { s.ABAC = true }, []string{"registry.purge: needs a task identity that the API version in use cannot name for a registry with abac" + command + purge}},
	} {
		t.Run(name, func(t *testing.T) {
			raw := map[string]any{"purge": map[string]any{"filters": []any{"a:.*"}, "subnet": "tasks"}}
			s := load(t, environment.Dev, raw, c.region)
			require.Equal(t, &registry.PurgeSettings{Filters: []string{"a:.*"}, OlderThanDays: 90, Keep: 10, Schedule: "0 3 * * Sun", Subnet: "tasks"}, s.Purge)
			c.change(&s)
			var got []string
			for _, err := range s.Validate("registry", environment.Dev, locations(c.region)) {
				got = append(got, err.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}
