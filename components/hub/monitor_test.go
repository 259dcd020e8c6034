package hub_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// subscription is the one of everything that has no provider of its own.
const subscription = monitor.Subscription

// record builds one hub in a new simulated Azure, which refuses what Azure would refuse; after is called with it.
func record(t *testing.T, a *hub.Args, after func(*hub.Hub)) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		built, err := hub.New(ctx, "primary-hub", a)
		if err == nil && after != nil {
			after(built)
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

// keys are the keys of registrations, in their order.
func keys(registrations []*monitor.Registration) []string {
	list := []string{}
	for _, r := range registrations {
		list = append(list, r.Key())
	}
	return list
}

// waits tells whether a resource comes after others.
func waits(t *testing.T, m *monitor.Monitor, name string, others ...string) {
	t.Helper()
	for _, other := range others {
		assert.Contains(t, m.Named(t, name).Dependencies, m.Named(t, other).Key(), "%s waits for %s", name, other)
	}
}
