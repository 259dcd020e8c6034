package spoke_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// subscription is the one of everything that has no provider of its own.
const subscription = monitor.Subscription

// newMonitor is a new simulated Azure, which refuses what Azure would refuse.
func newMonitor(t *testing.T) *monitor.Monitor {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m
}

// run runs a program on a monitor, or on one that stands before it.
func run(monitor pulumi.MockResourceMonitor, program pulumi.RunFunc) error {
	return pulumi.RunErr(program, pulumi.WithMocks("aks-landing-zone", "test", monitor))
}

// unjudged takes one type whatever Azure says of it, where what it refers to is nothing that the landing zone builds: a
// gateway in the hub, a zone or a network of another team. The monitor behind it still notes the registration.
type unjudged struct {
	pulumi.MockResourceMonitor
	token string
}

func (u unjudged) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	id, state, err := u.MockResourceMonitor.NewResource(args)
	if err != nil && azure.CanonicalType(args.TypeToken) == u.token {
		return args.Name, args.Inputs, nil
	}
	return id, state, err
}

// below are the spoke of a name and its children.
func below(m *monitor.Monitor, name string) []*monitor.Registration {
	return m.Below(spoke.Type + "::" + name)
}

// waits tells whether a resource comes after another.
func waits(t *testing.T, m *monitor.Monitor, name, other string) {
	t.Helper()
	assert.Contains(t, m.Named(t, name).Dependencies, m.Named(t, other).Key(), "%s waits for %s", name, other)
}
