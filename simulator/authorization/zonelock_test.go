package authorization_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

// A lock on the start of authority keeps the zone and lets go of the other records; a lock on the zone keeps them all.
func TestALockOnAStartOfAuthorityKeepsTheZoneOnly(t *testing.T) {
	zoneID := azure.ResourceID(subscription, "rg", "Microsoft.Network/privateDnsZones", "corp.example")
	for scope, keepsRecords := range map[string]bool{zoneID + "/SOA/@": false, zoneID: true} {
		e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), network.Service(), authorization.Service()}})
		require.NoError(t, err)
		t.Cleanup(func() { require.NoError(t, e.Close()) })
		create := func(token string, inputs map[string]any) engine.Request {
			made := engine.Request{Token: token, URN: "urn:" + token, Inputs: inputs, Provider: provider}
			r, err := e.Create(ctx, made)
			require.NoError(t, err)
			made.ID = r.ID
			return made
		}
		create(azure.TypeResourceGroup, map[string]any{"resourceGroupName": "rg", "location": "westeurope"})

		_, err = e.Create(ctx, lock(zoneID+"/SOA/@", "CanNotDelete"))
		assert.True(t, engine.HasCode(err, engine.CodeResourceNotFound), "no record without its zone: %v", err)

		zone := create("azure-native:network/v20240601:PrivateZone",
			map[string]any{"resourceGroupName": "rg", "privateZoneName": "corp.example", "location": "global"})
		record := create("azure-native:network/v20240601:PrivateRecordSet", map[string]any{
			"resourceGroupName": "rg", "privateZoneName": "corp.example", "recordType": "A", "relativeRecordSetName": "app", "ttl": 300.0,
			"aRecords": []any{map[string]any{"ipv4Address": "10.0.0.4"}},
		})
		_, err = e.Create(ctx, lock(scope, "CanNotDelete"))
		require.NoError(t, err)
		assert.Equal(t, keepsRecords, engine.HasCode(e.Delete(ctx, record), authorization.CodeScopeLocked), scope)
		assert.True(t, engine.HasCode(e.Delete(ctx, zone), authorization.CodeScopeLocked), scope)
	}
}
