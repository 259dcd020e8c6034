package securitygroup_test

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/securitygroup"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// build declares a group with its surroundings, a resource group and a workspace, in a simulated Azure.
func build(t *testing.T, rules ...securitygroup.Rule) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String("rg"), Location: pulumi.String("westeurope"),
		})
		if err != nil {
			return err
		}
		workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
			WorkspaceName: pulumi.String("la-test"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
			Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
		})
		if err != nil {
			return err
		}
		_, err = securitygroup.New(ctx, "guard", securitygroup.Args{
			Name: "nsg-guard", ResourceGroupName: group.Name, Location: "westeurope", Rules: rules,
			WorkspaceID: workspace.ID().ToStringOutput(), Tags: map[string]string{"owner": "platform"},
		})
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

// names are the Pulumi names of everything but the surroundings.
func names(m *monitor.Monitor) []string {
	var list []string
	for _, r := range m.Registrations() {
		if r.Name != "group" && r.Name != "workspace" {
			list = append(list, r.Name)
		}
	}
	return list
}

func TestRulesAreWrittenAsARMWantsThem(t *testing.T) {
	m, err := build(t,
		securitygroup.Rule{
			Name: "In", Description: "one of each", Priority: 101, Direction: securitygroup.Inbound, Access: securitygroup.Allow,
			Protocol: securitygroup.TCP, Sources: []string{"Internet"}, Destinations: []string{"10.0.0.0/24"}, Ports: []string{"443"},
		},
		securitygroup.Rule{
			Name: "Out", Description: "several of each", Priority: 102, Direction: securitygroup.Outbound, Access: securitygroup.Deny,
			Protocol: securitygroup.AnyProtocol, Sources: []string{"10.0.1.0/24", "10.0.2.0/24"},
			Destinations: []string{"10.0.3.0/24", "10.0.4.0/24"}, Ports: []string{"80", "65200-65535"},
		},
	)
	require.NoError(t, err)
	require.ElementsMatch(t, []string{"guard", "guard-diagnostics"}, names(m))
	guard, diagnostics := m.Named(t, "guard"), m.Named(t, "guard-diagnostics")
	assert.Equal(t, map[string]any{
		"networkSecurityGroupName": "nsg-guard", "resourceGroupName": "rg", "location": "westeurope", "tags": map[string]any{"owner": "platform"},
		"securityRules": []any{
			map[string]any{
				"name": "In", "description": "one of each", "priority": 101.0, "direction": "Inbound", "access": "Allow", "protocol": "Tcp",
				"sourcePortRange": "*", "sourceAddressPrefix": "Internet", "destinationAddressPrefix": "10.0.0.0/24", "destinationPortRange": "443",
			},
			map[string]any{
				"name": "Out", "description": "several of each", "priority": 102.0, "direction": "Outbound", "access": "Deny", "protocol": "*",
				"sourcePortRange": "*", "sourceAddressPrefixes": []any{"10.0.1.0/24", "10.0.2.0/24"},
				"destinationAddressPrefixes": []any{"10.0.3.0/24", "10.0.4.0/24"}, "destinationPortRanges": []any{"80", "65200-65535"},
			},
		},
	}, guard.Inputs)
	assert.Equal(t, azure.ResourceID(monitor.Subscription, "rg", "Microsoft.Network/networkSecurityGroups", "nsg-guard"), diagnostics.Inputs["resourceUri"])
	assert.Equal(t, []string{guard.Key(), m.Named(t, "workspace").Key()}, diagnostics.Dependencies)
	offered, _, _ := azure.DiagnosticCategories("Microsoft.Network/networkSecurityGroups")
	for _, log := range diagnostics.Inputs["logs"].([]any) {
		assert.Contains(t, offered, log.(map[string]any)["category"])
	}
}

func TestAGroupWithoutRulesSaysSo(t *testing.T) {
	m, err := build(t)
	require.NoError(t, err)
	assert.Equal(t, []any{}, m.Named(t, "guard").Inputs["securityRules"])
}

func TestRulesThatARMRefusesAreRefused(t *testing.T) {
	good := securitygroup.Rule{
		Name: "A", Priority: 100, Direction: securitygroup.Inbound, Access: securitygroup.Allow, Protocol: securitygroup.TCP, Sources: []string{"*"}, Destinations: []string{"*"}, Ports: []string{"*"},
	}
	change := func(f func(*securitygroup.Rule)) securitygroup.Rule {
		changed := good
		f(&changed)
		return changed
	}
	for want, rules := range map[string][]securitygroup.Rule{
		`rule "A": the name is used twice`:                        {good, change(func(r *securitygroup.Rule) { r.Priority = 101 })},
		`rule "B": priority 100 is taken by rule "A"`:             {good, change(func(r *securitygroup.Rule) { r.Name = "B" })},
		`rule "A": priority 99 is outside 100 to 4096`:            {change(func(r *securitygroup.Rule) { r.Priority = 99 })},
		`rule "A": priority 4097 is outside 100 to 4096`:          {change(func(r *securitygroup.Rule) { r.Priority = 4097 })},
		`rule "A": the description is longer than 140 characters`: {change(func(r *securitygroup.Rule) { r.Description = strings.Repeat("x", 141) })},
		`rule "A": sources, destinations and ports are required`:  {change(func(r *securitygroup.Rule) { r.Ports = nil })},
	} {
		m, err := build(t, rules...)
		assert.ErrorContains(t, err, `network security group "guard": `+want)
		assert.Empty(t, names(m))
	}
	_, err := build(t, good, change(func(r *securitygroup.Rule) { r.Name, r.Direction = "B", securitygroup.Outbound }))
	assert.NoError(t, err, "each direction has its own priorities")
}
