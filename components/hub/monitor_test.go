package hub_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// subscription is the one of everything that has no provider of its own.
const subscription = monitor.Subscription

// newMonitor is a new simulated Azure, which refuses what Azure would refuse.
func newMonitor(t *testing.T) pulumi.MockResourceMonitor {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m
}
