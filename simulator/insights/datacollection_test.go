package insights_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/azuremonitor"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

var (
	account      = azure.ResourceID(subscription, "rg", "Microsoft.Monitor/accounts", "amw")
	dce          = azure.ResourceID(subscription, "rg", "Microsoft.Insights/dataCollectionEndpoints", "dce")
	logRule      = azure.ResourceID(subscription, "rg", "Microsoft.Insights/dataCollectionRules", "msci")
	farWorkspace = azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-far")
	farDCE       = azure.ResourceID(subscription, "rg", "Microsoft.Insights/dataCollectionEndpoints", "dce-far")
)

// collecting returns an engine with workspaces and endpoints in two regions, and a cluster.
func collecting(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), operationalinsights.Service(), azuremonitor.Service(),
		insights.Service(), clusters()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: azure.TypeWorkspace, Inputs: map[string]any{"resourceGroupName": "rg", "workspaceName": "la-hub"}},
		{Token: azure.TypeWorkspace, Inputs: map[string]any{"resourceGroupName": "rg", "workspaceName": "la-far", "location": "northeurope"}},
		{Token: azure.TypeAzureMonitorWorkspace, Inputs: map[string]any{"resourceGroupName": "rg", "azureMonitorWorkspaceName": "amw"}},
		{Token: azure.TypeDataCollectionEndpoint, Inputs: map[string]any{"resourceGroupName": "rg", "dataCollectionEndpointName": "dce"}},
		{Token: azure.TypeDataCollectionEndpoint, Inputs: map[string]any{"resourceGroupName": "rg", "dataCollectionEndpointName": "dce-far", "location": "northeurope"}},
		{Token: "azure-native:containerservice/v20241001:ManagedCluster", Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "aks"}},
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

func list(items ...any) []any { return items }

// logsRule collects the system log and container logs into "la-hub", with some inputs replaced.
func logsRule(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"resourceGroupName": "rg", "dataCollectionRuleName": "msci", "kind": "Linux",
		"dataSources": map[string]any{
			"syslog": list(map[string]any{"name": "syslog", "streams": list("Microsoft-Syslog"), "facilityNames": list("auth"), "logLevels": list("Info")}),
			"extensions": list(map[string]any{"name": "agent", "streams": list("Microsoft-ContainerLogV2"), "extensionName": "ContainerInsights",
				"extensionSettings": map[string]any{"dataCollectionSettings": map[string]any{"interval": "1m"}}}),
		},
		"destinations": map[string]any{"logAnalytics": list(map[string]any{"name": "la", "workspaceResourceId": workspace})},
		"dataFlows":    list(map[string]any{"streams": list("Microsoft-Syslog", "Microsoft-ContainerLogV2"), "destinations": list("la")}),
	}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:insights/v20220601:DataCollectionRule", URN: "urn:dcr", Provider: provider, Inputs: inputs, ID: logRule}
}

// metricsRule collects Prometheus metrics into "amw", with some inputs replaced.
func metricsRule(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"resourceGroupName": "rg", "dataCollectionRuleName": "msprom", "dataCollectionEndpointId": dce,
		"dataSources":  map[string]any{"prometheusForwarder": list(map[string]any{"name": "p", "streams": list("Microsoft-PrometheusMetrics"), "labelIncludeFilter": map[string]any{}})},
		"destinations": map[string]any{"monitoringAccounts": list(map[string]any{"name": "amw", "accountResourceId": account})},
		"dataFlows":    list(map[string]any{"streams": list("Microsoft-PrometheusMetrics"), "destinations": list("amw")}),
	}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:insights/v20220601:DataCollectionRule", URN: "urn:prom", Provider: provider, Inputs: inputs}
}

func association(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceUri": cluster, "associationName": "msci", "dataCollectionRuleId": logRule}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:insights/v20220601:DataCollectionRuleAssociation", URN: "urn:dcra", Provider: provider, Inputs: inputs,
		ID: cluster + "/providers/Microsoft.Insights/dataCollectionRuleAssociations/msci"}
}

func TestAnEndpointIsAnsweredWithItsAddresses(t *testing.T) {
	made, found := collecting(t).Resource(dce)
	require.True(t, found)
	assert.Regexp(t, "^dce-[0-9a-f]{32}$", made.Outputs["immutableId"])
	for output, host := range map[string]string{
		"configurationAccess": ".westeurope-1.handler.control.monitor.azure.com", "logsIngestion": ".westeurope-1.ingest.monitor.azure.com",
		"metricsIngestion": ".westeurope-1.metrics.ingest.monitor.azure.com",
	} {
		address := made.Outputs[output].(map[string]any)["endpoint"].(string)
		assert.True(t, strings.HasPrefix(address, "https://dce-") && strings.HasSuffix(address, host), address)
	}
	assert.Equal(t, map[string]any{"publicNetworkAccess": "Enabled"}, made.Outputs["networkAcls"])
}

func TestARuleIsAnsweredWithWhatItsDestinationsAreCalled(t *testing.T) {
	e := collecting(t)
	made, err := e.Create(ctx, logsRule(nil))
	require.NoError(t, err)
	assert.Regexp(t, "^dcr-[0-9a-f]{32}$", made.Outputs["immutableId"])
	la, _ := e.Resource(workspace)
	want := map[string]any{"logAnalytics": []any{map[string]any{"name": "la", "workspaceResourceId": workspace, "workspaceId": la.Outputs["customerId"]}}}
	assert.Empty(t, cmp.Diff(want, made.Outputs["destinations"]))
	assert.NotContains(t, made.Inputs["destinations"].(map[string]any)["logAnalytics"].([]any)[0], "workspaceId", "inputs stay as they were given")

	metrics, err := e.Create(ctx, metricsRule(nil))
	require.NoError(t, err)
	amw, _ := e.Resource(account)
	want = map[string]any{"monitoringAccounts": []any{map[string]any{"name": "amw", "accountResourceId": account, "accountId": amw.Outputs["accountId"]}}}
	assert.Empty(t, cmp.Diff(want, metrics.Outputs["destinations"]))
}

func TestAllowedRules(t *testing.T) {
	for name, request := range map[string]engine.Request{
		"unknown workspace": logsRule(map[string]any{"destinations": map[string]any{"logAnalytics": list(map[string]any{"name": "la", "workspaceResourceId": engine.Unknown})}}),
		"unknown flows":     logsRule(map[string]any{"dataFlows": engine.Unknown}),
		"unknown sources":   logsRule(map[string]any{"dataSources": engine.Unknown}),
		"unknown endpoint":  metricsRule(map[string]any{"dataCollectionEndpointId": engine.Unknown}),
		"sent directly, with a stream of one's own": logsRule(map[string]any{"dataSources": nil,
			"streamDeclarations": map[string]any{"Custom-Orders": map[string]any{"columns": list(map[string]any{"name": "TimeGenerated", "type": "datetime"})}},
			"dataFlows":          list(map[string]any{"streams": list("Custom-Orders"), "destinations": list("la"), "outputStream": "Custom-Orders_CL"})}),
		"all levels of all facilities": logsRule(map[string]any{
			"dataSources": map[string]any{"syslog": list(map[string]any{"name": "s", "streams": list("Microsoft-Syslog"), "facilityNames": list("*"), "logLevels": list("*")})},
			"dataFlows":   list(map[string]any{"streams": list("Microsoft-Syslog"), "destinations": list("LA")})}),
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := collecting(t).Check(request)
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedRules(t *testing.T) {
	source := func(kind string, source map[string]any) map[string]any {
		return map[string]any{"dataSources": map[string]any{kind: list(source)}}
	}
	flow := func(streams []any, destinations ...any) map[string]any {
		return map[string]any{"dataFlows": list(map[string]any{"streams": streams, "destinations": destinations})}
	}
	amw := map[string]any{"name": "amw", "accountResourceId": account}
	for name, c := range map[string]struct {
		request engine.Request
		code    engine.Code
		message string
	}{
		"stream that is none":    {logsRule(source("syslog", map[string]any{"name": "s", "streams": list("Microsoft-Sylog")})), insights.CodeInvalidPayload, "InvalidStream"},
		"stream without prefix":  {logsRule(source("extensions", map[string]any{"name": "s", "extensionName": "ContainerInsights", "streams": list("ContainerLogV2")})), insights.CodeInvalidPayload, "'ContainerLogV2' must be a custom stream"},
		"stream of another kind": {logsRule(source("syslog", map[string]any{"name": "s", "streams": list("Microsoft-Perf")})), insights.CodeInvalidPayload, "must be one of: Microsoft-Syslog"},
		"stream not declared":    {logsRule(flow(list("Custom-Orders"), "la")), insights.CodeInvalidPayload, "Custom-Orders"},
		"no streams":             {logsRule(source("syslog", map[string]any{"name": "s"})), insights.CodeInvalidPayload, "must not be empty"},
		"declared without prefix": {logsRule(map[string]any{"streamDeclarations": map[string]any{"Orders": map[string]any{}}}),
			insights.CodeInvalidPayload, "must begin with 'Custom-'"},
		"facility that is none": {logsRule(source("syslog", map[string]any{"name": "s", "streams": list("Microsoft-Syslog"), "facilityNames": list("kernel")})), insights.CodeInvalidPayload, "FacilityNames"},
		"level that is none":    {logsRule(source("syslog", map[string]any{"name": "s", "streams": list("Microsoft-Syslog"), "logLevels": list("info")})), insights.CodeInvalidPayload, "LogLevels"},
		"source without a name": {logsRule(source("syslog", map[string]any{"streams": list("Microsoft-Syslog")})), insights.CodeInvalidPayload, "must have a name"},
		"names used twice": {logsRule(map[string]any{"destinations": map[string]any{"logAnalytics": list(
			map[string]any{"name": "la", "workspaceResourceId": workspace}, map[string]any{"name": "LA", "workspaceResourceId": workspace})}}), insights.CodeInvalidPayload, "used twice"},
		"destination of nothing":     {logsRule(map[string]any{"destinations": map[string]any{"logAnalytics": list(map[string]any{"name": "la"})}}), insights.CodeInvalidPayload, "workspaceResourceId"},
		"no flows":                   {logsRule(map[string]any{"dataFlows": nil}), insights.CodeInvalidPayload, "At least one data flow"},
		"flow of nothing":            {logsRule(flow(list(), "la")), insights.CodeInvalidPayload, "'Streams' of a data flow"},
		"flow to nowhere":            {logsRule(flow(list("Microsoft-Syslog"))), insights.CodeInvalidPayload, "'Destinations' of a data flow"},
		"flow to another's":          {logsRule(flow(list("Microsoft-Syslog"), "elsewhere")), insights.CodeInvalidPayload, "'elsewhere' of a data flow is not one"},
		"flow of what is not there":  {logsRule(flow(list("Microsoft-Perf"), "la")), insights.CodeInvalidPayload, "comes from no data source"},
		"metrics without endpoint":   {metricsRule(map[string]any{"dataCollectionEndpointId": nil}), insights.CodeInvalidPayload, "'DataCollectionEndpointId' is required"},
		"metrics into a log":         {metricsRule(map[string]any{"destinations": map[string]any{"logAnalytics": list(map[string]any{"name": "amw", "workspaceResourceId": workspace})}}), insights.CodeInvalidPayload, "InvalidOutputTable"},
		"logs into metrics":          {logsRule(map[string]any{"destinations": map[string]any{"monitoringAccounts": list(map[string]any{"name": "la", "accountResourceId": account})}}), insights.CodeInvalidPayload, "InvalidOutputTable"},
		"workspace of another place": {logsRule(map[string]any{"destinations": map[string]any{"logAnalytics": list(map[string]any{"name": "la", "workspaceResourceId": farWorkspace})}}), insights.CodeInvalidPayload, "northeurope"},
		"endpoint of another place":  {metricsRule(map[string]any{"dataCollectionEndpointId": farDCE}), insights.CodeInvalidPayload, "northeurope"},
		"rule of another place":      {metricsRule(map[string]any{"location": "northeurope"}), insights.CodeInvalidPayload, "in region 'westeurope'"},
		"workspace is missing":       {logsRule(map[string]any{"destinations": map[string]any{"logAnalytics": list(map[string]any{"name": "la", "workspaceResourceId": workspace + "2"})}}), engine.CodeResourceNotFound, "la-hub2"},
		"workspace of another kind":  {metricsRule(map[string]any{"destinations": map[string]any{"monitoringAccounts": list(map[string]any{"name": "amw", "accountResourceId": workspace})}}), engine.CodeInvalidRequestContent, "must be the ID"},
		"endpoint is missing":        {metricsRule(map[string]any{"dataCollectionEndpointId": dce + "2"}), engine.CodeResourceNotFound, "dce2"},
		"kind that is none":          {logsRule(map[string]any{"kind": "linux cluster"}), engine.CodeInvalidRequestContent, "possible values"},
		"name too long":              {logsRule(map[string]any{"dataCollectionRuleName": strings.Repeat("a", 65)}), engine.CodeInvalidResourceName, "3 to 64"},
		"property that is none":      {metricsRule(map[string]any{"destinations": map[string]any{"prometheus": list(amw)}}), engine.CodeInvalidRequestContent, "is no property"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := collecting(t).Create(ctx, c.request)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestEndpointNamesAreShort(t *testing.T) {
	for name, wrong := range map[string]bool{strings.Repeat("a", 44): false, strings.Repeat("a", 45): true, "ab": true} {
		_, failures, err := collecting(t).Check(engine.Request{Token: azure.TypeDataCollectionEndpoint, Provider: provider,
			Inputs: map[string]any{"resourceGroupName": "rg", "dataCollectionEndpointName": name}})
		require.NoError(t, err)
		assert.Equal(t, wrong, len(failures) > 0, name)
	}
}

func TestARuleCanBeDeletedWhenNobodyCollectsByIt(t *testing.T) {
	e := collecting(t)
	_, err := e.Create(ctx, logsRule(nil))
	require.NoError(t, err)
	made, err := e.Create(ctx, association(nil))
	require.NoError(t, err)
	assert.Equal(t, association(nil).ID, made.ID)
	err = e.Delete(ctx, logsRule(nil))
	require.Error(t, err)
	assert.True(t, engine.HasCode(err, insights.CodeAssociated), err)
	require.NoError(t, e.Delete(ctx, association(nil)))
	assert.NoError(t, e.Delete(ctx, logsRule(nil)))
}

func TestAnAssociationGoesAwayWithTheCluster(t *testing.T) {
	e := collecting(t)
	_, err := e.Create(ctx, logsRule(nil))
	require.NoError(t, err)
	made, err := e.Create(ctx, association(nil))
	require.NoError(t, err)
	require.NoError(t, e.Delete(ctx, engine.Request{Token: "azure-native:containerservice/v20241001:ManagedCluster", ID: cluster, Provider: provider}))
	_, still := e.Resource(made.ID)
	assert.False(t, still)
}

func TestAssociationsWithAnEndpointHaveOneName(t *testing.T) {
	e := collecting(t)
	_, err := e.Create(ctx, association(map[string]any{"associationName": "configurationAccessEndpoint", "dataCollectionRuleId": nil, "dataCollectionEndpointId": dce}))
	assert.NoError(t, err)
}

func TestRefusedAssociations(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"with both":               {map[string]any{"dataCollectionEndpointId": dce}, insights.CodeInvalidPayload, "exactly one"},
		"with neither":            {map[string]any{"dataCollectionRuleId": nil}, insights.CodeInvalidPayload, "exactly one"},
		"endpoint by any name":    {map[string]any{"dataCollectionRuleId": nil, "dataCollectionEndpointId": dce}, insights.CodeInvalidPayload, "configurationAccessEndpoint"},
		"rule by the name":        {map[string]any{"associationName": "configurationAccessEndpoint"}, insights.CodeInvalidPayload, "and no other"},
		"rule is missing":         {map[string]any{"dataCollectionRuleId": logRule + "2"}, engine.CodeResourceNotFound, "msci2"},
		"rule is no rule":         {map[string]any{"dataCollectionRuleId": dce}, engine.CodeInvalidRequestContent, "must be the ID"},
		"cluster is missing":      {map[string]any{"resourceUri": cluster + "2"}, engine.CodeResourceNotFound, "aks2"},
		"character in the name":   {map[string]any{"associationName": "a/b"}, engine.CodeInvalidResourceName, "a/b"},
		"what the type has not":   {map[string]any{"tags": map[string]any{}}, engine.CodeInvalidRequestContent, "is no property"},
		"scope that is no ARM ID": {map[string]any{"resourceUri": "aks"}, engine.CodeInvalidRequestContent, "not a valid resource ID"},
	} {
		t.Run(name, func(t *testing.T) {
			e := collecting(t)
			_, err := e.Create(ctx, logsRule(nil))
			require.NoError(t, err)
			_, err = e.Create(ctx, association(c.changes))
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			assert.Contains(t, err.Error(), c.message)
		})
	}
}
