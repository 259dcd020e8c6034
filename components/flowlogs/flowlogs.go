// Package flowlogs records who talks to whom through the network of a region: a flow log, the storage account that it
// writes into, and Traffic Analytics, which sums the records up in a workspace. No keys are in use: the flow log has an
// identity of its own.
package flowlogs

import (
	"errors"
	"fmt"

	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/components/storageaccount"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:flowlogs:FlowLogs"

const (
	// watcherGroup and watcherPrefix name the Network Watcher of a region. Azure makes it with the region's first network.
	// Source: https://learn.microsoft.com/azure/network-watcher/network-watcher-create
	watcherGroup  = "NetworkWatcherRG"
	watcherPrefix = "NetworkWatcher_"
	// analyticsInterval is how often Traffic Analytics looks, in minutes: 10 or 60.
	analyticsInterval = 60
	formatVersion     = 2
)

// Args are what is recorded, and where. All but Tags and Protect are required.
type Args struct {
	// Names are the region's physical names.
	Names naming.Names
	// Location is the region of the network and of the account.
	Location azure.Location
	// SubscriptionID is the GUID of the network's subscription, which has the region's Network Watcher.
	SubscriptionID string
	// ResourceGroupName is the group of the account and of the identity.
	ResourceGroupName pulumi.StringInput
	// VNetID is the ARM ID of the network.
	VNetID pulumi.StringInput
	// WorkspaceID is the ARM ID of the workspace for the sums, and for the logs of the account.
	WorkspaceID pulumi.StringInput
	// RetentionInDays is how long records stay in the account, 1 to 365.
	RetentionInDays int
	// Tags are on everything that takes tags.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the account.
	Protect bool
}

// FlowLogs are the flow log of one network with what it needs.
type FlowLogs struct {
	pulumi.ResourceState

	// FlowLogID is the ARM ID of the flow log.
	FlowLogID pulumi.StringOutput
}

// New declares the flow log, its account and its identity. It refuses args that lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*FlowLogs, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("flow logs %q: %w", name, err)
	}
	component := &FlowLogs{}
	if err := ctx.RegisterComponentResource(Token, name, component, opts...); err != nil {
		return nil, fmt.Errorf("flow logs %q: %w", name, err)
	}
	if err := component.declare(ctx, name, args); err != nil {
		return nil, fmt.Errorf("flow logs %q: %w", name, err)
	}
	if err := ctx.RegisterResourceOutputs(component, pulumi.Map{"flowLogId": component.FlowLogID}); err != nil {
		return nil, fmt.Errorf("flow logs %q: outputs: %w", name, err)
	}
	return component, nil
}

func (f *FlowLogs) declare(ctx *pulumi.Context, name string, args *Args) error {
	parent := pulumi.Parent(f)
	redundancy := storageaccount.GeoRedundant
	if args.Location.HasZones() {
		redundancy = storageaccount.ZoneRedundant
	}
	account, err := storageaccount.New(ctx, name+"-storage", &storageaccount.Args{
		AccountName: args.Names.FlowLogStorageAccount(), ResourceGroupName: args.ResourceGroupName, Location: args.Location, SKU: redundancy,
		// Network Watcher is one of the trusted services.
		// Source: https://learn.microsoft.com/azure/storage/common/storage-network-security-trusted-azure-services
		WorkspaceID: args.WorkspaceID, BypassAzureServices: true, Tags: args.Tags, Protect: args.Protect,
	}, parent)
	if err != nil {
		return err
	}
	identity, err := managedidentity.NewUserAssignedIdentity(ctx, name+"-identity", &managedidentity.UserAssignedIdentityArgs{
		Location: pulumi.String(args.Location.Name), ResourceGroupName: args.ResourceGroupName,
		ResourceName: pulumi.String(args.Names.FlowLogIdentity()), Tags: pulumi.ToStringMap(args.Tags),
	}, parent)
	if err != nil {
		return fmt.Errorf("identity: %w", err)
	}
	// Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-managed-identity
	grant, err := roleassignment.New(ctx, name+"-writes", &roleassignment.Args{
		Key:  []string{args.SubscriptionID, args.Names.FlowLogStorageAccount(), args.Names.FlowLogIdentity()},
		Role: azure.RoleStorageBlobDataContributor, Scope: account.ID(), SubscriptionID: args.SubscriptionID,
		PrincipalID: identity.PrincipalId, PrincipalType: roleassignment.ServicePrincipal, Description: "The flow log writes its records here.",
	}, parent)
	if err != nil {
		return err
	}
	log, err := network.NewFlowLog(ctx, name+"-flowlog", &network.FlowLogArgs{
		Enabled: pulumi.Bool(true),
		FlowAnalyticsConfiguration: network.TrafficAnalyticsPropertiesArgs{
			NetworkWatcherFlowAnalyticsConfiguration: network.TrafficAnalyticsConfigurationPropertiesArgs{
				Enabled: pulumi.Bool(true), TrafficAnalyticsInterval: pulumi.Int(analyticsInterval),
				WorkspaceRegion: pulumi.String(args.Location.Name), WorkspaceResourceId: args.WorkspaceID.ToStringOutput().ToStringPtrOutput(),
			},
		},
		FlowLogName: pulumi.String(args.Names.FlowLog()),
		Format:      network.FlowLogFormatParametersArgs{Type: pulumi.String("JSON"), Version: pulumi.Int(formatVersion)},
		Identity: network.ManagedServiceIdentityArgs{
			Type: network.ResourceIdentityTypeUserAssigned, UserAssignedIdentities: pulumi.StringArray{identity.ID()},
		},
		Location: pulumi.String(args.Location.Name), NetworkWatcherName: pulumi.String(watcherPrefix + args.Location.Name),
		ResourceGroupName: pulumi.String(watcherGroup),
		RetentionPolicy:   network.RetentionPolicyParametersArgs{Days: pulumi.Int(args.RetentionInDays), Enabled: pulumi.Bool(true)},
		StorageId:         account.ID(), Tags: pulumi.ToStringMap(args.Tags), TargetResourceId: args.VNetID,
	}, parent, pulumi.DependsOn([]pulumi.Resource{grant}))
	if err != nil {
		return fmt.Errorf("flow log: %w", err)
	}
	f.FlowLogID = log.ID().ToStringOutput()
	return nil
}

// check reports every missing argument.
func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Location", a.Location.Name != ""},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"VNetID", a.VNetID != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
		{"RetentionInDays", a.RetentionInDays > 0},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}
