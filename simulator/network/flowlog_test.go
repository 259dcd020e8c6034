package network_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/storage"
)

// store makes a storage account in a region.
func (w *world) store(name, location string) *engine.Resource {
	w.Helper()
	made, err := w.Create(ctx, engine.Request{Token: "azure-native:storage/v20240101:StorageAccount", Provider: provider, URN: "urn:" + name, Inputs: object{
		"resourceGroupName": group, "accountName": name, "location": location, "kind": "StorageV2", "sku": object{"name": "Standard_ZRS"},
	}})
	require.NoError(w, err)
	return made
}

func TestFlowLog(t *testing.T) {
	w := newWorld(t, func(o *engine.Options) {
		o.Services = append(o.Services, storage.Service(), operationalinsights.Service())
	})
	hub := w.make(azure.TypeVirtualNetwork, vnet("hub", "10.0.0.0/16"))
	guard := w.make(azure.TypeNetworkSecurityGroup, object{"networkSecurityGroupName": "guard", "location": region})
	here, there := w.store("stflowlogs", region), w.store("stelsewhere", "northeurope")
	analytics := func(minutes float64, workspace string) object {
		return object{"networkWatcherFlowAnalyticsConfiguration": object{
			"enabled": true, "trafficAnalyticsInterval": minutes, "workspaceRegion": region, "workspaceResourceId": workspace,
		}}
	}
	log := func(changes object) object {
		return with(object{
			"resourceGroupName": "NetworkWatcherRG", "networkWatcherName": "NetworkWatcher_" + region, "flowLogName": "fl-hub", "location": region,
			"enabled": true, "format": object{"type": "JSON", "version": 2.0}, "retentionPolicy": object{"days": 30.0, "enabled": true},
			"storageId": here.ID, "targetResourceId": hub.ID,
		}, changes)
	}
	nowhere := azure.ResourceID(provider.Subscription, group, "Microsoft.OperationalInsights/workspaces", "la-nowhere")
	for name, c := range map[string]struct {
		changes object
		code    engine.Code
		says    string
	}{
		"of a security group":       {object{"targetResourceId": guard.ID}, network.CodeInvalidFlowLog, "can no longer be created"},
		"of a watcher elsewhere":    {object{"networkWatcherName": "NetworkWatcher_northeurope"}, network.CodeInvalidFlowLog, "does not belong"},
		"of no watcher":             {object{"networkWatcherName": "watcher", "location": "watcher"}, engine.CodeLocationNotAvailable, "watcher"},
		"of a watcher that is none": {object{"resourceGroupName": group}, engine.CodeParentResourceNotFound, "NetworkWatcher_" + region},
		"into another region":       {object{"storageId": there.ID}, network.CodeInvalidResourceReference, "stelsewhere"},
		"kept too long":             {object{"retentionPolicy": object{"days": 366.0, "enabled": true}}, network.CodeInvalidFlowLog, "365"},
		"looked at every half hour": {object{"flowAnalyticsConfiguration": analytics(30, nowhere)}, network.CodeInvalidFlowLog, "10 or 60"},
		"summed up nowhere":         {object{"flowAnalyticsConfiguration": analytics(10, nowhere)}, network.CodeInvalidResourceReference, "la-nowhere"},
	} {
		t.Run(name, func(t *testing.T) {
			inner := &world{t, w.Engine}
			inner.refuse(c.code, c.says, azure.TypeFlowLog, log(c.changes))
		})
	}
	made := w.make(azure.TypeFlowLog, log(nil))
	assert.Equal(t, azure.ResourceID(provider.Subscription, "NetworkWatcherRG", "Microsoft.Network/networkWatchers/flowLogs", "NetworkWatcher_"+region, "fl-hub"), made.ID)
	assert.True(t, azure.IsGUID(made.Outputs["targetResourceGuid"].(string)))
	w.refuse(network.CodeInvalidFlowLog, "has flow log", azure.TypeFlowLog, log(object{"flowLogName": "fl-again"}))
	changed := w.change(made, log(object{"retentionPolicy": object{"days": 90.0, "enabled": true}}))
	assert.Equal(t, object{"days": 90.0, "enabled": true}, changed.Outputs["retentionPolicy"])
	require.NoError(t, w.remove(made))
}
