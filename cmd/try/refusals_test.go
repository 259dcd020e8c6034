//go:build engine

package main

import (
	"bytes"
	"errors"
	"testing"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// The configuration refuses these weaknesses long before the engine runs; here the program itself is made weak, as a
// careless change of the code would, and the policy pack has to stop it.
func TestPolicyPackStopsAWeakenedProduction(t *testing.T) {
	for _, test := range []struct {
		name, rule, resource, remedy string
		weaken                       func(props pulumi.Input)
	}{
		{"public API server", "aks-private-cluster", "primary-cluster", "enablePrivateCluster", onCluster(func(c *containerservice.ManagedClusterArgs) {
			c.ApiServerAccessProfile = containerservice.ManagedClusterAPIServerAccessProfileArgs{EnablePrivateCluster: pulumi.Bool(false)}
		})},
		{"local accounts", "aks-local-accounts-disabled", "primary-cluster", "disableLocalAccounts", onCluster(func(c *containerservice.ManagedClusterArgs) {
			c.DisableLocalAccounts = pulumi.Bool(false)
		})},
		{"no network policy", "aks-network-policy-set", "primary-cluster", "networkPolicy", onCluster(func(c *containerservice.ManagedClusterArgs) {
			switch profile := c.NetworkProfile.(type) {
			case *containerservice.ContainerServiceNetworkProfileArgs:
				profile.NetworkPolicy = nil
			case containerservice.ContainerServiceNetworkProfileArgs:
				profile.NetworkPolicy = nil
				c.NetworkProfile = profile
			}
		})},
		{"untainted system pool", "system-pool-dedicated", "primary-cluster", "CriticalAddonsOnly", onCluster(func(c *containerservice.ManagedClusterArgs) {
			pools := c.AgentPoolProfiles.(containerservice.ManagedClusterAgentPoolProfileArray)
			switch pool := pools[0].(type) {
			case *containerservice.ManagedClusterAgentPoolProfileArgs:
				pool.NodeTaints = nil
			case containerservice.ManagedClusterAgentPoolProfileArgs:
				pool.NodeTaints = nil
				pools[0] = pool
			}
		})},
		{"subnet without rules", "subnet-has-nsg", "primary-spoke-bu0001a0008", "networkSecurityGroup", func(props pulumi.Input) {
			vnet, ok := props.(*network.VirtualNetworkArgs)
			if !ok {
				return
			}
			subnets := vnet.Subnets.(network.SubnetTypeArray)
			for i, subnet := range subnets {
				switch s := subnet.(type) {
				case *network.SubnetTypeArgs:
					if s.Delegations == nil && s.RouteTable != nil {
						s.NetworkSecurityGroup = nil
					}
				case network.SubnetTypeArgs:
					if s.Delegations == nil && s.RouteTable != nil {
						s.NetworkSecurityGroup = nil
						subnets[i] = s
					}
				}
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dirs, err := findDirectories()
			require.NoError(t, err)
			dirs.keep = t.TempDir()
			var stdout, story bytes.Buffer
			inv := &invocation{
				verb: "preview", stack: "prod", seed: "1", stdout: &stdout, stderr: &story, dirs: dirs,
				program: func(ctx *pulumi.Context) error {
					err := ctx.RegisterStackTransformation(func(args *pulumi.ResourceTransformationArgs) *pulumi.ResourceTransformationResult {
						test.weaken(args.Props)
						return &pulumi.ResourceTransformationResult{Props: args.Props, Opts: args.Opts}
					})
					return errors.Join(err, stacks.Deploy(ctx))
				},
			}
			err = preview(t.Context(), inv)
			var refused findings
			require.ErrorAs(t, err, &refused, story.String())
			assert.Contains(t, refused.Error(), "mandatory violation")
			assert.Contains(t, story.String(), test.rule)
			assert.Contains(t, story.String(), test.resource)
			assert.Contains(t, story.String(), test.remedy)
		})
	}
}

func onCluster(weaken func(*containerservice.ManagedClusterArgs)) func(pulumi.Input) {
	return func(props pulumi.Input) {
		if cluster, ok := props.(*containerservice.ManagedClusterArgs); ok {
			weaken(cluster)
		}
	}
}

// Default providers are off in the project: a resource that nobody gave a provider would land in whatever subscription
// the person at work happens to be signed in to.
func TestForgottenProviderFailsThePreview(t *testing.T) {
	dirs, err := findDirectories()
	require.NoError(t, err)
	dirs.keep = t.TempDir()
	var stdout, story bytes.Buffer
	err = preview(t.Context(), &invocation{
		verb: "preview", stack: "dev", seed: "1", stdout: &stdout, stderr: &story, dirs: dirs,
		program: func(ctx *pulumi.Context) error {
			_, err := resources.NewResourceGroup(ctx, "forgotten", &resources.ResourceGroupArgs{ResourceGroupName: pulumi.String("rg-forgotten")})
			return err
		},
	})
	var refused findings
	require.ErrorAs(t, err, &refused, story.String())
	assert.Contains(t, story.String(), "Default provider for 'azure-native' disabled")
}
