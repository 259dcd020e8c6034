package securitygroup_test

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/internal/graph"
	"github.com/aks-landing-zone/aks-landing-zone/components/securitygroup"
)

// echo answers every registration with its own inputs and the name as the ID.
type echo struct{}

func (echo) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	return "id of " + args.Name, args.Inputs, nil
}

func (echo) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func build(rules ...securitygroup.Rule) ([]graph.Resource, error) {
	return graph.Record(echo{}, func(ctx *pulumi.Context) error {
		_, err := securitygroup.New(ctx, "guard", securitygroup.Args{
			Name: "nsg-guard", ResourceGroupName: pulumi.String("rg"), Location: "westeurope", Rules: rules,
			WorkspaceID: pulumi.String("workspace"), Tags: map[string]string{"owner": "platform"},
		})
		return err
	})
}

func TestRulesAreWrittenAsARMWantsThem(t *testing.T) {
	got, err := build(
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
	require.Equal(t, []string{"guard", "guard-diagnostics"}, graph.Names(got))
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
	}, got[0].Inputs)
	assert.Equal(t, "id of guard", got[1].Inputs["resourceUri"])
	assert.Equal(t, []string{"guard"}, got[1].DependsOn)
	offered, _, _ := azure.DiagnosticCategories("Microsoft.Network/networkSecurityGroups")
	for _, log := range got[1].Inputs["logs"].([]any) {
		assert.Contains(t, offered, log.(map[string]any)["category"])
	}
}

func TestAGroupWithoutRulesSaysSo(t *testing.T) {
	got, err := build()
	require.NoError(t, err)
	assert.Equal(t, []any{}, got[0].Inputs["securityRules"])
}

func TestRulesThatARMRefusesAreRefused(t *testing.T) {
	good := securitygroup.Rule{
		Name: "A", Priority: 100, Direction: securitygroup.Inbound, Sources: []string{"*"}, Destinations: []string{"*"}, Ports: []string{"*"},
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
		got, err := build(rules...)
		assert.ErrorContains(t, err, `network security group "guard": `+want)
		assert.Empty(t, got)
	}
	_, err := build(good, change(func(r *securitygroup.Rule) { r.Name, r.Direction = "B", securitygroup.Outbound }))
	assert.NoError(t, err, "each direction has its own priorities")
}
