package stacks_test

import (
	"strings"
	"testing"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220401"
	containerregistry "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// What makes a landing zone fail in Azure is rarely a wrong type. Each case here is the shipped production stack with
// one thing missing that its code takes care of, and the answer that Azure would give.
func TestAzureRefusesProductionWithOneThingMissing(t *testing.T) {
	for _, test := range []struct {
		name, code, about string
		damage            func(name string, props pulumi.Input)
	}{
		{"cluster identity without a grant on its subnet", "LinkedAuthorizationFailed", "snet-clusternodes", func(name string, props pulumi.Input) {
			if grant, ok := props.(*authorization.RoleAssignmentArgs); ok && strings.HasSuffix(name, "grant-node-subnet") {
				grant.RoleDefinitionId = pulumi.String(azure.RoleDefinitionID("00000000-0000-4000-8000-000000000003", azure.RoleReader))
			}
		}},
		{"node subnet without a route table", "ExistingRouteTableNotAssociatedWithSubnet", "snet-clusternodes", eachSpokeSubnet(func(subnet *network.SubnetTypeArgs) {
			if subnet.Delegations == nil {
				subnet.RouteTable = nil
			}
		})},
		{"firewall that lets no node join", "VMExtensionProvisioningError", "outbound", func(_ string, props pulumi.Input) {
			if group, ok := props.(*network.FirewallPolicyRuleCollectionGroupArgs); ok {
				withoutAKS(group)
			}
		}},
		{"Bastion subnet that is too small", "BadRequest", "must have a prefix of /26 or larger", eachSubnet(func(name string, subnet *network.SubnetTypeArgs) {
			if name == azure.SubnetAzureBastion {
				subnet.AddressPrefix = pulumi.String("10.200.0.128/27")
			}
		})},
		{"workspace that does not exist", "ResourceNotFound", "la-none", func(_ string, props pulumi.Input) {
			if setting, ok := props.(*insights.DiagnosticSettingArgs); ok {
				setting.WorkspaceId = pulumi.String(azure.ResourceID(
					"00000000-0000-4000-8000-000000000003", "rg-bu0001a0008-westeurope", "Microsoft.OperationalInsights/workspaces", "la-none"))
			}
		}},
		{"gateway that may not read its certificate", "ApplicationGatewayKeyVaultSecretException", "apw-aks-", func(name string, props pulumi.Input) {
			if grant, ok := props.(*authorization.RoleAssignmentArgs); ok && strings.HasSuffix(name, "gateway-grant-vault-secrets") {
				grant.RoleDefinitionId = pulumi.String(azure.RoleDefinitionID("00000000-0000-4000-8000-000000000003", azure.RoleReader))
			}
		}},
		{"registry whose administrator can sign in", "RequestDisallowedByPolicy", "acraks", func(_ string, props pulumi.Input) {
			if registry, ok := props.(*containerregistry.RegistryArgs); ok {
				registry.AdminUserEnabled = pulumi.Bool(true)
			}
		}},
		{"spoke that overlaps its hub", "VnetAddressSpacesOverlap", "primary-spoke-bu0001a0008-to-hub", func(name string, props pulumi.Input) {
			vnet, ok := props.(*network.VirtualNetworkArgs)
			if ok && strings.Contains(name, "-spoke-") {
				vnet.AddressSpace = network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.240.0.0/16", "10.200.0.0/25"})}
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			m, err := monitor.New(monitor.Options{})
			require.NoError(t, err)
			defer m.Simulator().Close()
			raw := shipped(t, "prod")
			err = pulumi.RunErr(func(ctx *pulumi.Context) error {
				if err := ctx.RegisterStackTransformation(func(args *pulumi.ResourceTransformationArgs) *pulumi.ResourceTransformationResult {
					test.damage(args.Name, args.Props)
					return &pulumi.ResourceTransformationResult{Props: args.Props, Opts: args.Opts}
				}); err != nil {
					return err
				}
				return stacks.Deploy(ctx)
			}, pulumi.WithMocks(stacks.Namespace, "prod", m), configured(t, raw))
			require.Error(t, err)
			assert.ErrorContains(t, m.Err(), test.code)
			assert.ErrorContains(t, m.Err(), test.about)
		})
	}
}

func eachSubnet(change func(name string, subnet *network.SubnetTypeArgs)) func(string, pulumi.Input) {
	return func(_ string, props pulumi.Input) {
		vnet, ok := props.(*network.VirtualNetworkArgs)
		if !ok {
			return
		}
		subnets := vnet.Subnets.(network.SubnetTypeArray)
		for i, input := range subnets {
			switch subnet := input.(type) {
			case *network.SubnetTypeArgs:
				change(string(subnet.Name.(pulumi.String)), subnet)
			case network.SubnetTypeArgs:
				change(string(subnet.Name.(pulumi.String)), &subnet)
				subnets[i] = subnet
			}
		}
	}
}

func eachSpokeSubnet(change func(subnet *network.SubnetTypeArgs)) func(string, pulumi.Input) {
	return eachSubnet(func(name string, subnet *network.SubnetTypeArgs) {
		if strings.HasPrefix(name, "snet-") {
			change(subnet)
		}
	})
}

// withoutAKS has the rule that lets nodes reach what they need lead elsewhere.
func withoutAKS(group *network.FirewallPolicyRuleCollectionGroupArgs) {
	for _, input := range group.RuleCollections.(pulumi.Array) {
		rules, _ := input.(network.FirewallPolicyFilterRuleCollectionArgs).Rules.(pulumi.Array)
		for i, input := range rules {
			if rule, ok := input.(network.ApplicationRuleArgs); ok && rule.FqdnTags != nil {
				rule.FqdnTags, rule.TargetFqdns = nil, pulumi.ToStringArray([]string{"www.contoso.com"})
				rules[i] = rule
			}
		}
	}
}
