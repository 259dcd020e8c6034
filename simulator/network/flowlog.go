package network

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// ARM types that a flow log speaks of.
const (
	armNetworkWatcher = "Microsoft.Network/networkWatchers"
	armFlowLog        = armNetworkWatcher + "/flowLogs"
	armStorageAccount = "Microsoft.Storage/storageAccounts"
	armWorkspace      = "Microsoft.OperationalInsights/workspaces"
)

// isNetworkWatcher reports whether Azure makes a watcher by itself: one for each region, in a group of its own. It comes
// with the region's first network; here it is always there.
// Source: https://learn.microsoft.com/azure/network-watcher/network-watcher-create
func isNetworkWatcher(id azure.ID) bool {
	region, named := strings.CutPrefix(strings.ToLower(id.Name()), "networkwatcher_")
	_, known := azure.LookupLocation(region)
	return named && known && strings.EqualFold(id.ResourceGroup(), "NetworkWatcherRG")
}

// longestFlowLogRetention is in days.
// Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-manage
const longestFlowLogRetention = 365

func flowLog() *engine.Type {
	return &engine.Type{
		Token: azure.TypeFlowLog, Versions: versions, APIVersion: apiVersion, ARMType: armFlowLog,
		Names: []string{"networkWatcherName", "flowLogName"},
		Args:  sdk.FlowLogArgs{}, State: sdk.FlowLog{},
		Check: checkFlowLog,
		Put:   putFlowLog,
		Models: []string{
			"It belongs to the Network Watcher of its region, which Azure makes by itself.",
			"What it watches and its storage account are in its region, and what it watches has no other flow log.",
			"New flow logs are of networks, subnets or interfaces: none can be made for a security group any more.",
			"Traffic Analytics looks every 10 or 60 minutes, into a workspace that is there.",
			"Nothing is recorded, and what the identity may is not looked at.",
		},
		Codes: []engine.Code{CodeInvalidFlowLog, CodeInvalidResourceReference, engine.CodeParentResourceNotFound},
	}
}

func checkFlowLog(c *engine.Check) {
	c.Range(c.Inputs.At("retentionPolicy", "days"), CodeInvalidFlowLog, 0, longestFlowLogRetention)
	interval := c.Inputs.At("flowAnalyticsConfiguration", "networkWatcherFlowAnalyticsConfiguration", "trafficAnalyticsInterval")
	if interval.Present() && interval.Known() && interval.Int() != 10 && interval.Int() != 60 {
		c.Failf(interval, CodeInvalidFlowLog, "The interval of traffic analytics is %d minutes; it must be 10 or 60.", interval.Int())
	}
	watcher, location := c.Inputs.At("networkWatcherName"), c.Inputs.At("location")
	if watcher.Known() && location.Known() && !strings.EqualFold(watcher.Text(), "NetworkWatcher_"+azure.NormalizeLocation(location.Text())) {
		c.Failf(location, CodeInvalidFlowLog, "Flow log %s in location %s does not belong to %s.", c.Name(), location.Text(), watcher.Text())
	}
}

func putFlowLog(op *engine.Operation) error {
	watched, err := sameRegion(op, op.Inputs.At("targetResourceId"), armVirtualNetwork, armSubnet, armInterface, armNSG)
	if err != nil {
		return err
	}
	if strings.EqualFold(watched.ID.Type(), armNSG) {
		return CodeInvalidFlowLog.Errorf("Flow logs of network security groups can no longer be created: %s.", watched.ID)
	}
	if _, err := sameRegion(op, op.Inputs.At("storageId"), armStorageAccount); err != nil {
		return err
	}
	if at := op.Inputs.At("flowAnalyticsConfiguration", "networkWatcherFlowAnalyticsConfiguration", "workspaceResourceId"); at.Present() {
		if _, err := op.Resolve(at, armWorkspace); err != nil {
			return err
		}
	}
	for _, ref := range op.ReferencesTo(op.Inputs.At("targetResourceId").Text()) {
		if ref.From.Is(armFlowLog) && ref.Path == "targetResourceId" && !strings.EqualFold(ref.From.ID, op.ID.String()) {
			return CodeInvalidFlowLog.Errorf("%s has flow log %s already.", op.Inputs.At("targetResourceId").Text(), ref.From.ID)
		}
	}
	op.Set(op.GUID("target"), "targetResourceGuid")
	return nil
}
