package insights

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	ruleType    = "Microsoft.Insights/dataCollectionRules"
	accountType = "Microsoft.Monitor/accounts"
)

// The shape of a rule, from https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionrules,
// without the sources and destinations of Windows machines and of files.
type (
	dataCollectionRuleArgs struct {
		DataCollectionEndpointId *string                      `pulumi:"dataCollectionEndpointId"`
		DataCollectionRuleName   *string                      `pulumi:"dataCollectionRuleName"`
		DataFlows                []dataFlow                   `pulumi:"dataFlows"`
		DataSources              *dataSources                 `pulumi:"dataSources"`
		Description              *string                      `pulumi:"description"`
		Destinations             *ruleDestinations            `pulumi:"destinations"`
		Identity                 *identity                    `pulumi:"identity"`
		Kind                     *string                      `pulumi:"kind"`
		Location                 *string                      `pulumi:"location"`
		ResourceGroupName        string                       `pulumi:"resourceGroupName"`
		StreamDeclarations       map[string]streamDeclaration `pulumi:"streamDeclarations"`
		Tags                     map[string]string            `pulumi:"tags"`
	}
	dataCollectionRuleState struct {
		DataCollectionEndpointId *string                      `pulumi:"dataCollectionEndpointId"`
		DataFlows                []dataFlow                   `pulumi:"dataFlows"`
		DataSources              *dataSources                 `pulumi:"dataSources"`
		Description              *string                      `pulumi:"description"`
		Destinations             *ruleDestinations            `pulumi:"destinations"`
		Etag                     string                       `pulumi:"etag"`
		Identity                 *identity                    `pulumi:"identity"`
		ImmutableId              string                       `pulumi:"immutableId"`
		Kind                     *string                      `pulumi:"kind"`
		Location                 string                       `pulumi:"location"`
		Name                     string                       `pulumi:"name"`
		ProvisioningState        string                       `pulumi:"provisioningState"`
		StreamDeclarations       map[string]streamDeclaration `pulumi:"streamDeclarations"`
		Tags                     map[string]string            `pulumi:"tags"`
		Type                     string                       `pulumi:"type"`
	}
	dataFlow struct {
		BuiltInTransform *string  `pulumi:"builtInTransform"`
		Destinations     []string `pulumi:"destinations"`
		OutputStream     *string  `pulumi:"outputStream"`
		Streams          []string `pulumi:"streams"`
		TransformKql     *string  `pulumi:"transformKql"`
	}
	dataSources struct {
		Extensions          []extensionDataSource           `pulumi:"extensions"`
		PerformanceCounters []performanceCounterDataSource  `pulumi:"performanceCounters"`
		PrometheusForwarder []prometheusForwarderDataSource `pulumi:"prometheusForwarder"`
		Syslog              []syslogDataSource              `pulumi:"syslog"`
		WindowsEventLogs    []windowsEventLogDataSource     `pulumi:"windowsEventLogs"`
	}
	extensionDataSource struct {
		ExtensionName     string   `pulumi:"extensionName"`
		ExtensionSettings any      `pulumi:"extensionSettings"`
		InputDataSources  []string `pulumi:"inputDataSources"`
		Name              *string  `pulumi:"name"`
		Streams           []string `pulumi:"streams"`
	}
	performanceCounterDataSource struct {
		CounterSpecifiers          []string `pulumi:"counterSpecifiers"`
		Name                       *string  `pulumi:"name"`
		SamplingFrequencyInSeconds *int     `pulumi:"samplingFrequencyInSeconds"`
		Streams                    []string `pulumi:"streams"`
	}
	prometheusForwarderDataSource struct {
		LabelIncludeFilter map[string]string `pulumi:"labelIncludeFilter"`
		Name               *string           `pulumi:"name"`
		Streams            []string          `pulumi:"streams"`
	}
	syslogDataSource struct {
		FacilityNames []string `pulumi:"facilityNames"`
		LogLevels     []string `pulumi:"logLevels"`
		Name          *string  `pulumi:"name"`
		Streams       []string `pulumi:"streams"`
	}
	windowsEventLogDataSource struct {
		Name         *string  `pulumi:"name"`
		Streams      []string `pulumi:"streams"`
		XPathQueries []string `pulumi:"xPathQueries"`
	}
	ruleDestinations struct {
		AzureMonitorMetrics *azureMonitorMetricsDestination `pulumi:"azureMonitorMetrics"`
		LogAnalytics        []logAnalyticsDestination       `pulumi:"logAnalytics"`
		MonitoringAccounts  []monitoringAccountDestination  `pulumi:"monitoringAccounts"`
	}
	azureMonitorMetricsDestination struct {
		Name *string `pulumi:"name"`
	}
	logAnalyticsDestination struct {
		Name                *string `pulumi:"name"`
		WorkspaceId         *string `pulumi:"workspaceId"`
		WorkspaceResourceId *string `pulumi:"workspaceResourceId"`
	}
	monitoringAccountDestination struct {
		AccountId         *string `pulumi:"accountId"`
		AccountResourceId *string `pulumi:"accountResourceId"`
		Name              *string `pulumi:"name"`
	}
	streamDeclaration struct {
		Columns []columnDefinition `pulumi:"columns"`
	}
	columnDefinition struct {
		Name *string `pulumi:"name"`
		Type *string `pulumi:"type"`
	}
)

func dataCollectionRule() *engine.Type {
	return &engine.Type{
		Token: azure.TypeDataCollectionRule, Versions: collectionVersions, APIVersion: "2022-06-01",
		ARMType: ruleType, Names: []string{"dataCollectionRuleName"},
		Args: dataCollectionRuleArgs{}, State: dataCollectionRuleState{},
		Check: checkRule,
		Put:   putRule,
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !ref.From.Is(associationType) {
				return nil
			}
			return CodeAssociated.Errorf("Data collection rule '%s' cannot be deleted: it is associated with '%s'.", op.ID, ref.From.ID)
		},
		Models: []string{
			"Every data source has a name and yields streams that exist and that its kind yields.",
			"Every flow sends streams of the rule's sources to destinations of the rule; Prometheus metrics go to Azure Monitor workspaces, and nothing else does.",
			"A rule for Prometheus metrics has an endpoint.",
			"Rule, endpoint and destinations are in one region.",
			"A rule cannot be deleted while a resource is associated with it.",
		},
		Codes: []engine.Code{CodeInvalidPayload, CodeAssociated},
	}
}

// putRule compares regions and completes the destinations. Sources: the endpoint's page and
// https://learn.microsoft.com/azure/azure-monitor/essentials/data-collection-rule-overview#supported-regions
func putRule(op *engine.Operation) error {
	region := azure.NormalizeLocation(textOf(op.Outputs["location"]))
	if at := op.Inputs.At("dataCollectionEndpointId"); at.Present() {
		if _, err := inRegion(op, at, region, endpointType); err != nil {
			return err
		}
	}
	for _, kind := range []struct{ list, id, armType, own, output string }{
		{"logAnalytics", "workspaceResourceId", workspaceType, "customerId", "workspaceId"},
		{"monitoringAccounts", "accountResourceId", accountType, "accountId", "accountId"},
	} {
		for i, destination := range op.Inputs.At("destinations", kind.list).Items() {
			target, err := inRegion(op, destination.At(kind.id), region, kind.armType)
			if err != nil {
				return err
			}
			outputs, _ := op.Outputs["destinations"].(map[string]any)
			items, _ := outputs[kind.list].([]any)
			if own := target.Resource.Out().At(kind.own).Text(); own != "" {
				items[i].(map[string]any)[kind.output] = own
			}
		}
	}
	op.Set("dcr-"+strings.ReplaceAll(op.GUID("immutable"), "-", ""), "immutableId")
	return nil
}

// inRegion resolves an ID and refuses what it names in another region than the rule's.
func inRegion(op *engine.Operation, at engine.Value, region, armType string) (engine.Target, error) {
	target, err := op.Resolve(at, armType)
	if err != nil {
		return target, err
	}
	if location := azure.NormalizeLocation(target.Resource.Out().At("location").Text()); location != region {
		return target, CodeInvalidPayload.Errorf("Data collection rule is invalid: '%s' is in region '%s', and the rule in '%s'; both must be "+
			"in the same region. Target: %s.", target.ID, location, region, at.Path())
	}
	return target, nil
}

func textOf(value any) string {
	text, _ := value.(string)
	return text
}
