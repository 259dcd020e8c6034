package governance_test

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func TestLocks(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "hub", &resources.ResourceGroupArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-hub"),
		})
		if err != nil {
			return err
		}
		_, err = governance.NewLocks(ctx, "primary-locks", &governance.LocksArgs{Locks: []governance.Lock{
			{Name: "hub", Scope: group.ID(), Notes: "All traffic goes through it."},
			{Name: "subscription", Scope: pulumi.String(azure.SubscriptionID(monitor.Subscription)), Notes: "Everything."},
		}})
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	const parent = "landingzone:governance:Locks::primary-locks"
	var got []monitor.Registration
	for _, r := range m.Below(parent) {
		if r.Parent == parent {
			got = append(got, monitor.Registration{Type: r.Type, Name: r.Name, Parent: r.Parent, Inputs: r.Inputs, Protect: r.Protect})
		}
	}
	assert.Equal(t, []monitor.Registration{
		{Type: "azure-native:authorization/v20200501:ManagementLockByScope", Name: "primary-locks-hub", Parent: parent, Inputs: map[string]any{
			"level": "CanNotDelete", "lockName": "landing-zone-keep", "notes": "All traffic goes through it.", "scope": azure.ResourceGroupID(monitor.Subscription, "rg-hub"),
		}},
		{Type: "azure-native:authorization/v20200501:ManagementLockByScope", Name: "primary-locks-subscription", Parent: parent, Inputs: map[string]any{
			"level": "CanNotDelete", "lockName": "landing-zone-keep", "notes": "Everything.", "scope": azure.SubscriptionID(monitor.Subscription),
		}},
	}, got)
}

func TestRefusedLocks(t *testing.T) {
	scope := pulumi.String("/subscriptions/x")
	for want, args := range map[string]*governance.LocksArgs{
		`locks "l": args are required`:                             nil,
		`locks "l": lock 0 has no Name`:                            {Locks: []governance.Lock{{Scope: scope, Notes: "n"}}},
		`locks "l": two locks are called hub`:                      {Locks: []governance.Lock{{Name: "hub", Scope: scope, Notes: "n"}, {Name: "hub", Scope: scope, Notes: "n"}}},
		`locks "l": hub: Scope is required`:                        {Locks: []governance.Lock{{Name: "hub", Notes: "n"}}},
		`locks "l": hub: Notes must have 1 to 512 characters`:      {Locks: []governance.Lock{{Name: "hub", Scope: scope}}},
		`locks "l": firewall: Notes must have 1 to 512 characters`: {Locks: []governance.Lock{{Name: "firewall", Scope: scope, Notes: strings.Repeat("n", 513)}}},
	} {
		_, err := governance.NewLocks(nil, "l", args)
		assert.EqualError(t, err, want)
	}
}
