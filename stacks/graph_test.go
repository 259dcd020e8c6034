package stacks_test

import (
	"errors"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// deployed runs the whole program against the simulator, without an engine.
func deployed(t *testing.T, raw stacks.Raw, stack string) (*monitor.Monitor, error) {
	t.Helper()
	return deployedAfter(t, nil, raw, stack)
}

// deployedAfter does the same in an Azure where another program has run before: that of a team whose resources the stack
// uses. nil stands for none.
func deployedAfter(t *testing.T, others pulumi.RunFunc, raw stacks.Raw, stack string) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	t.Cleanup(func() { _ = m.Simulator().Close() })
	if others != nil {
		theirs, err := monitor.New(monitor.Options{Simulator: m.Simulator()})
		require.NoError(t, err)
		require.NoError(t, pulumi.RunErr(others, pulumi.WithMocks("others", stack, theirs)))
	}
	return m, pulumi.RunErr(stacks.Deploy, pulumi.WithMocks(stacks.Namespace, stack, m), configured(t, raw))
}

// configured gives a configuration to a run.
func configured(t *testing.T, raw stacks.Raw) pulumi.RunOption {
	return func(info *pulumi.RunInfo) {
		info.Config, info.RootDirectory = raw.Values, t.TempDir()
		for key, secret := range raw.Secret {
			if secret {
				info.ConfigSecretKeys = append(info.ConfigSecretKeys, key)
			}
		}
	}
}

// The golden graphs are what happens to somebody's platform: review their difference as you review code.
func TestGraphsOfTheShippedStacks(t *testing.T) {
	for _, stack := range []string{"dev", "prod"} {
		m, err := deployed(t, shipped(t, stack), stack)
		require.NoError(t, err)
		golden.Compare(t, "testdata/"+stack+".golden", m.Graph())
	}
}

func TestASecondRegionAddsAndChangesNothing(t *testing.T) {
	one, err := deployed(t, shipped(t, "prod"), "prod")
	require.NoError(t, err)
	raw := shipped(t, "prod")
	change(t, raw, "regions[1]", map[string]any{"location": "northeurope"})
	two, err := deployed(t, raw, "prod")
	require.NoError(t, err)

	before := map[string]*monitor.Registration{}
	for _, r := range one.Registrations() {
		before[r.URN] = r
	}
	added := 0
	for _, r := range two.Registrations() {
		was, existed := before[r.URN]
		if !existed {
			added++
			continue
		}
		assert.Equal(t, was.Inputs, r.Inputs, r.URN)
		delete(before, r.URN)
	}
	assert.Empty(t, before, "resources of the first region are gone")
	assert.NotZero(t, added)
}

// A configuration with mistakes registers nothing at all.
func TestNoResourceBeforeTheConfigurationIsWhole(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "cluster.sku.tier", "Free")
	m, err := deployed(t, raw, "prod")
	var invalid *field.Invalid
	require.True(t, errors.As(err, &invalid), "%v", err)
	assert.Empty(t, m.Registrations())
}

func TestEachRegionLeavesByItsOwnAppliance(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "egress.mode", "nva")
	change(t, raw, "egress.nvaPrivateIp", "10.200.0.196")
	change(t, raw, "regions[1]", map[string]any{"location": "northeurope", "nvaPrivateIp": "10.200.1.197"})
	certify(t, raw)
	m, err := deployed(t, raw, "prod")
	require.NoError(t, err)
	for name, want := range map[string]string{"primary-spoke-bu0001a0008-routes": "10.200.0.196", "secondary-spoke-bu0001a0008-routes": "10.200.1.197"} {
		routes := m.Named(t, name).Inputs["routes"].([]any)
		assert.Equal(t, want, routes[0].(map[string]any)["nextHopIpAddress"], name)
	}
}

func TestSourcesOfTheAPIServerReachItsSecurityGroup(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "cluster.apiServer.allowedSources", []any{"10.9.1.7/24", "10.8.0.0/28"})
	certify(t, raw)
	m, err := deployed(t, raw, "prod")
	require.NoError(t, err)
	for _, rule := range m.Named(t, "primary-spoke-bu0001a0008-nsg-privatecluster").Inputs["securityRules"].([]any) {
		if r := rule.(map[string]any); r["name"] == "AllowConfiguredSourcesInbound" {
			assert.Equal(t, []any{"10.8.0.0/28", "10.9.1.0/24"}, r["sourceAddressPrefixes"])
			return
		}
	}
	t.Fatal("no rule admits the configured sources")
}
