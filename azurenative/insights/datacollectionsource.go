package insights

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// DataCollectionRuleDataSourcesPtrInput is a DataCollectionRuleDataSourcesArgs, or nil.
type DataCollectionRuleDataSourcesPtrInput interface {
	pulumi.Input

	dataSources()
}

// DataCollectionRuleDataSourcesArgs are what a rule collects. Names are unique among all sources of a rule.
type DataCollectionRuleDataSourcesArgs struct {
	// Extensions are agents with settings of their own, such as Container Insights.
	Extensions ExtensionDataSourceArray `pulumi:"extensions"`
	// PrometheusForwarder are the agents of managed Prometheus.
	PrometheusForwarder PrometheusForwarderDataSourceArray `pulumi:"prometheusForwarder"`
	// Syslog are the system logs of Linux machines.
	Syslog SyslogDataSourceArray `pulumi:"syslog"`
}

type dataCollectionRuleDataSources struct {
	Extensions          []extensionDataSource           `pulumi:"extensions"`
	PrometheusForwarder []prometheusForwarderDataSource `pulumi:"prometheusForwarder"`
	Syslog              []syslogDataSource              `pulumi:"syslog"`
}

// ElementType is the plain form.
func (DataCollectionRuleDataSourcesArgs) ElementType() reflect.Type {
	return reflect.TypeFor[dataCollectionRuleDataSources]()
}

func (DataCollectionRuleDataSourcesArgs) dataSources() {}

// ExtensionDataSourceArgs collect through an agent extension.
type ExtensionDataSourceArgs struct {
	// ExtensionName is the kind of agent: ContainerInsights for a cluster's. Required.
	ExtensionName pulumi.StringInput `pulumi:"extensionName"`
	// ExtensionSettings are the agent's own; for ContainerInsights an object dataCollectionSettings.
	//
	// Source: https://learn.microsoft.com/azure/azure-monitor/containers/container-insights-data-collection-configure
	ExtensionSettings pulumi.Input `pulumi:"extensionSettings"`
	// Name of the source.
	Name pulumi.StringPtrInput `pulumi:"name"`
	// Streams that it yields.
	Streams pulumi.StringArrayInput `pulumi:"streams"`
}

type extensionDataSource struct {
	ExtensionName     string   `pulumi:"extensionName"`
	ExtensionSettings any      `pulumi:"extensionSettings"`
	Name              *string  `pulumi:"name"`
	Streams           []string `pulumi:"streams"`
}

// ElementType is the plain form.
func (ExtensionDataSourceArgs) ElementType() reflect.Type {
	return reflect.TypeFor[extensionDataSource]()
}

// ExtensionDataSourceArray is a list of agent extensions.
type ExtensionDataSourceArray []ExtensionDataSourceArgs

// ElementType is the plain form.
func (ExtensionDataSourceArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]extensionDataSource]()
}

// PrometheusForwarderDataSourceArgs collect Prometheus metrics.
type PrometheusForwarderDataSourceArgs struct {
	// LabelIncludeFilter passes only metrics with a label of this value; the one label that Azure knows is
	// microsoft_metrics_include_label. An empty map passes all.
	LabelIncludeFilter pulumi.StringMapInput `pulumi:"labelIncludeFilter"`
	// Name of the source.
	Name pulumi.StringPtrInput `pulumi:"name"`
	// Streams that it yields; there is one, Microsoft-PrometheusMetrics.
	Streams pulumi.StringArrayInput `pulumi:"streams"`
}

type prometheusForwarderDataSource struct {
	LabelIncludeFilter map[string]string `pulumi:"labelIncludeFilter"`
	Name               *string           `pulumi:"name"`
	Streams            []string          `pulumi:"streams"`
}

// ElementType is the plain form.
func (PrometheusForwarderDataSourceArgs) ElementType() reflect.Type {
	return reflect.TypeFor[prometheusForwarderDataSource]()
}

// PrometheusForwarderDataSourceArray is a list of Prometheus sources.
type PrometheusForwarderDataSourceArray []PrometheusForwarderDataSourceArgs

// ElementType is the plain form.
func (PrometheusForwarderDataSourceArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]prometheusForwarderDataSource]()
}

// SyslogDataSourceArgs collect the system log.
type SyslogDataSourceArgs struct {
	// FacilityNames are the facilities to collect, such as auth and kern.
	FacilityNames pulumi.StringArrayInput `pulumi:"facilityNames"`
	// LogLevels are the levels to collect: Debug, Info, Notice, Warning, Error, Critical, Alert, Emergency, or *.
	LogLevels pulumi.StringArrayInput `pulumi:"logLevels"`
	// Name of the source.
	Name pulumi.StringPtrInput `pulumi:"name"`
	// Streams that it yields; there is one, Microsoft-Syslog.
	Streams pulumi.StringArrayInput `pulumi:"streams"`
}

type syslogDataSource struct {
	FacilityNames []string `pulumi:"facilityNames"`
	LogLevels     []string `pulumi:"logLevels"`
	Name          *string  `pulumi:"name"`
	Streams       []string `pulumi:"streams"`
}

// ElementType is the plain form.
func (SyslogDataSourceArgs) ElementType() reflect.Type { return reflect.TypeFor[syslogDataSource]() }

// SyslogDataSourceArray is a list of system logs.
type SyslogDataSourceArray []SyslogDataSourceArgs

// ElementType is the plain form.
func (SyslogDataSourceArray) ElementType() reflect.Type { return reflect.TypeFor[[]syslogDataSource]() }
