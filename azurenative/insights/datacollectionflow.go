package insights

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// DataFlowArgs send streams to destinations.
type DataFlowArgs struct {
	// Destinations are names of destinations of the same rule.
	Destinations pulumi.StringArrayInput `pulumi:"destinations"`
	// Streams are what is sent, such as Microsoft-Syslog. Each must come from a data source of the same rule.
	Streams pulumi.StringArrayInput `pulumi:"streams"`
	// TransformKql changes or drops rows on the way.
	TransformKql pulumi.StringPtrInput `pulumi:"transformKql"`
}

type dataFlow struct {
	Destinations []string `pulumi:"destinations"`
	Streams      []string `pulumi:"streams"`
	TransformKql *string  `pulumi:"transformKql"`
}

// ElementType is the plain form.
func (DataFlowArgs) ElementType() reflect.Type { return reflect.TypeFor[dataFlow]() }

// DataFlowArray is a list of flows.
type DataFlowArray []DataFlowArgs

// ElementType is the plain form.
func (DataFlowArray) ElementType() reflect.Type { return reflect.TypeFor[[]dataFlow]() }

// DataCollectionRuleDestinationsPtrInput is a DataCollectionRuleDestinationsArgs, or nil.
type DataCollectionRuleDestinationsPtrInput interface {
	pulumi.Input

	destinations()
}

// DataCollectionRuleDestinationsArgs are where a rule's data goes. Names are unique among all destinations of a rule.
type DataCollectionRuleDestinationsArgs struct {
	// LogAnalytics are Log Analytics workspaces.
	LogAnalytics LogAnalyticsDestinationArray `pulumi:"logAnalytics"`
	// MonitoringAccounts are Azure Monitor workspaces.
	MonitoringAccounts MonitoringAccountDestinationArray `pulumi:"monitoringAccounts"`
}

type dataCollectionRuleDestinations struct {
	LogAnalytics       []logAnalyticsDestination      `pulumi:"logAnalytics"`
	MonitoringAccounts []monitoringAccountDestination `pulumi:"monitoringAccounts"`
}

// ElementType is the plain form.
func (DataCollectionRuleDestinationsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dataCollectionRuleDestinations]()
}

func (DataCollectionRuleDestinationsArgs) destinations() {}

// LogAnalyticsDestinationArgs are one Log Analytics workspace.
type LogAnalyticsDestinationArgs struct {
	// Name by which flows refer to it.
	Name pulumi.StringPtrInput `pulumi:"name"`
	// WorkspaceResourceId is the workspace's ARM ID.
	WorkspaceResourceId pulumi.StringPtrInput `pulumi:"workspaceResourceId"`
}

type logAnalyticsDestination struct {
	Name                *string `pulumi:"name"`
	WorkspaceResourceId *string `pulumi:"workspaceResourceId"`
}

// ElementType is the plain form.
func (LogAnalyticsDestinationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[logAnalyticsDestination]()
}

// LogAnalyticsDestinationArray is a list of Log Analytics workspaces.
type LogAnalyticsDestinationArray []LogAnalyticsDestinationArgs

// ElementType is the plain form.
func (LogAnalyticsDestinationArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]logAnalyticsDestination]()
}

// MonitoringAccountDestinationArgs are one Azure Monitor workspace.
type MonitoringAccountDestinationArgs struct {
	// AccountResourceId is the workspace's ARM ID.
	AccountResourceId pulumi.StringPtrInput `pulumi:"accountResourceId"`
	// Name by which flows refer to it.
	Name pulumi.StringPtrInput `pulumi:"name"`
}

type monitoringAccountDestination struct {
	AccountResourceId *string `pulumi:"accountResourceId"`
	Name              *string `pulumi:"name"`
}

// ElementType is the plain form.
func (MonitoringAccountDestinationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[monitoringAccountDestination]()
}

// MonitoringAccountDestinationArray is a list of Azure Monitor workspaces.
type MonitoringAccountDestinationArray []MonitoringAccountDestinationArgs

// ElementType is the plain form.
func (MonitoringAccountDestinationArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]monitoringAccountDestination]()
}
