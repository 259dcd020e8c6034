package spoke_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// tenSpokes builds the spokes with the given indexes behind one hub, each peered after the one before.
func tenSpokes(t *testing.T, indexes ...int) *monitor.Monitor {
	t.Helper()
	m := newMonitor(t)
	err := run(m, func(ctx *pulumi.Context) error {
		s, err := newSurroundings(ctx)
		if err != nil {
			return err
		}
		var after []pulumi.Resource
		for _, i := range indexes {
			name := fmt.Sprintf("team%d", i)
			args, err := config{
				class: environment.Dev, egress: toNATGateway,
				network: spoke.Network{Name: name, AddressPrefix: fmt.Sprintf("10.%d.0.0/16", 100+i)},
			}.args(s)
			if err != nil {
				return err
			}
			args.PeerAfter = after
			built, err := spoke.New(ctx, name, args)
			if err != nil {
				return err
			}
			after = built.Peerings
		}
		return nil
	})
	require.NoError(t, err)
	return m
}

func TestTenSpokesShareAHubAndOneCanGo(t *testing.T) {
	all := tenSpokes(t, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9)
	fewer := tenSpokes(t, 0, 1, 2, 3, 5, 6, 7, 8, 9)
	physical := map[string]string{}
	for i := range 10 {
		name := fmt.Sprintf("team%d", i)
		own := below(all, name)
		require.Len(t, own, 17, name)
		for _, r := range own {
			if vnet, ok := r.Inputs["virtualNetworkName"].(string); ok && strings.HasSuffix(r.Type, ":VirtualNetwork") {
				assert.Empty(t, physical[vnet], "two spokes with one network")
				physical[vnet] = name
			}
		}
		if i > 0 {
			// Peerings of one hub are written one after the other.
			waits(t, all, name+"-to-hub", fmt.Sprintf("team%d-from-hub", i-1))
		}
		left := below(fewer, name)
		switch i {
		case 4:
			assert.Empty(t, left, "a spoke that is no longer listed leaves nothing")
		case 5:
			assert.Equal(t, inputs(own), inputs(left), "its neighbour changes in nothing but what it waits for")
		default:
			assert.Equal(t, monitor.Graph(own), monitor.Graph(left), "no other spoke changes")
		}
	}
	assert.Len(t, physical, 10)
}

// inputs are the registrations' inputs by name.
func inputs(registrations []*monitor.Registration) map[string]map[string]any {
	byName := map[string]map[string]any{}
	for _, r := range registrations {
		byName[r.Name] = r.Inputs
	}
	return byName
}
