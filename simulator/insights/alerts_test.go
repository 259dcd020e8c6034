package insights_test

import (
	"fmt"
	"maps"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

var (
	vault = azure.ResourceID(subscription, "rg", "Microsoft.KeyVault/vaults", "kv-aks")
	page  = azure.ResourceID(subscription, "rg", "Microsoft.Insights/actionGroups", "ag-page")
	rg    = azure.ResourceGroupID(subscription, "rg")
)

// vaults is a service with a vault type that does nothing but exist, to be watched.
func vaults() *engine.Service {
	type args struct {
		ResourceGroupName string  `pulumi:"resourceGroupName"`
		VaultName         *string `pulumi:"vaultName"`
	}
	return &engine.Service{Name: "Microsoft.KeyVault", Types: []*engine.Type{{Token: azure.TypeVault, Versions: []string{"v20230701"},
		ARMType: "Microsoft.KeyVault/vaults", Names: []string{"vaultName"}, Args: args{}, State: args{}}}}
}

// startAlerts returns an engine with a workspace, a cluster, a vault and an action group in the group "rg".
func startAlerts(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{
		resources.Service(), operationalinsights.Service(), insights.Service(), clusters(), vaults(),
	}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: "azure-native:operationalinsights:Workspace", Inputs: map[string]any{"resourceGroupName": "rg", "workspaceName": "la-hub"}},
		{Token: "azure-native:containerservice/v20241001:ManagedCluster", Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "aks"}},
		{Token: "azure-native:keyvault/v20230701:Vault", Inputs: map[string]any{"resourceGroupName": "rg", "vaultName": "kv-aks"}},
		alert("group", map[string]any{"actionGroupName": "ag-page"}),
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

// alert is a resource of each kind that Azure takes, with some inputs replaced.
func alert(kind string, changes map[string]any) engine.Request {
	examples := map[string]struct {
		token, name string
		inputs      map[string]any
	}{
		"group": {"azure-native:insights/v20230101:ActionGroup", "actionGroupName", map[string]any{
			"actionGroupName": "ag-ticket", "enabled": true, "groupShortName": "ticket", "location": "Global",
			"emailReceivers": []any{map[string]any{"name": "a", "emailAddress": "a@b.example", "useCommonAlertSchema": true}},
		}},
		"metric": {"azure-native:insights/v20180301:MetricAlert", "ruleName", map[string]any{
			"ruleName": "vault", "enabled": true, "severity": 1.0, "scopes": []any{vault}, "location": "global",
			"evaluationFrequency": "PT1M", "windowSize": "PT5M", "actions": []any{map[string]any{"actionGroupId": page}},
			"criteria": map[string]any{"odataType": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", "allOf": []any{metricOf(nil)}},
		}},
		"query": {"azure-native:insights/v20231201:ScheduledQueryRule", "ruleName", map[string]any{
			"ruleName": "cap", "enabled": true, "severity": 1.0, "scopes": []any{workspace}, "evaluationFrequency": "PT5M", "windowSize": "PT5M",
			"actions": map[string]any{"actionGroups": []any{page}}, "criteria": map[string]any{"allOf": []any{queryOf(nil)}},
		}},
		"activity": {"azure-native:insights/v20201001:ActivityLogAlert", "activityLogAlertName", map[string]any{
			"activityLogAlertName": "advisor", "scopes": []any{rg}, "location": "global",
			"actions":   map[string]any{"actionGroups": []any{map[string]any{"actionGroupId": page}}},
			"condition": map[string]any{"allOf": []any{map[string]any{"field": "category", "equals": "Recommendation"}}},
		}},
	}
	example := examples[kind]
	example.inputs["resourceGroupName"] = "rg"
	maps.Copy(example.inputs, changes)
	armType, _ := azure.ARMType(example.token)
	return engine.Request{
		Token: example.token, Provider: provider, Inputs: example.inputs, URN: "urn",
		ID: azure.ResourceID(subscription, "rg", armType, fmt.Sprint(example.inputs[example.name])),
	}
}

func metricOf(changes map[string]any) map[string]any {
	criterion := map[string]any{
		"criterionType": "StaticThresholdCriterion", "name": "a", "metricName": "Availability", "metricNamespace": "Microsoft.KeyVault/vaults",
		"operator": "LessThan", "threshold": 100.0, "timeAggregation": "Average",
	}
	maps.Copy(criterion, changes)
	return criterion
}

func metrics(criteria ...any) map[string]any {
	return map[string]any{"criteria": map[string]any{"odataType": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria", "allOf": criteria}}
}

func queryOf(changes map[string]any) map[string]any {
	condition := map[string]any{"query": "_LogOperation", "operator": "GreaterThan", "threshold": 0.0, "timeAggregation": "Count"}
	maps.Copy(condition, changes)
	return condition
}

func queries(changes map[string]any) map[string]any {
	return map[string]any{"criteria": map[string]any{"allOf": []any{queryOf(changes)}}}
}

func emails(n int) map[string]any {
	var list []any
	for i := range n {
		list = append(list, map[string]any{"name": fmt.Sprint(i), "emailAddress": "a@b.example"})
	}
	return map[string]any{"emailReceivers": list}
}

func webhooks(n int, changes map[string]any) map[string]any {
	var list []any
	for i := range n {
		hook := map[string]any{"name": fmt.Sprint("w", i), "serviceUri": "https://hook.example/x"}
		maps.Copy(hook, changes)
		list = append(list, hook)
	}
	return map[string]any{"webhookReceivers": list}
}

func TestAlertsAreAnsweredWithTheServicesDefaults(t *testing.T) {
	e := startAlerts(t)
	for kind, added := range map[string]map[string]any{
		"group":    {"location": "global"},
		"metric":   {"autoMitigate": true, "isMigrated": false, "lastUpdatedTime": "2026-01-05T08:00:00Z"},
		"activity": {"enabled": true},
		"query": {
			"autoMitigate": true, "checkWorkspaceAlertsStorageConfigured": false, "skipQueryValidation": false, "location": "westeurope",
			"createdWithApiVersion": "2023-12-01", "isLegacyLogAnalyticsRule": false, "isWorkspaceAlertsStorageConfigured": false,
		},
	} {
		request := alert(kind, nil)
		made, err := e.Create(ctx, request)
		require.NoError(t, err, kind)
		id, err := azure.ParseID(made.ID)
		require.NoError(t, err)
		want := map[string]any{"name": id.Name(), "type": id.Type()}
		for property, v := range request.Inputs {
			if property != "resourceGroupName" && property != "ruleName" && !strings.HasSuffix(property, "Name") || property == "groupShortName" {
				want[property] = v
			}
		}
		maps.Copy(want, added)
		delete(made.Outputs, "etag")
		assert.Empty(t, cmp.Diff(want, made.Outputs), kind)
	}
}

func TestAllowedAlerts(t *testing.T) {
	e := startAlerts(t)
	for name, request := range map[string]engine.Request{
		"group of nobody":            alert("group", map[string]any{"emailReceivers": nil}),
		"longest short name":         alert("group", map[string]any{"groupShortName": "twelve-chars"}),
		"most mail":                  alert("group", emails(1000)),
		"most webhooks":              alert("group", webhooks(10, nil)),
		"webhook with a token":       alert("group", webhooks(1, map[string]any{"useAadAuth": true, "objectId": "o", "identifierUri": "api://x"})),
		"webhook not known yet":      alert("group", webhooks(1, map[string]any{"serviceUri": engine.Unknown})),
		"role":                       alert("group", map[string]any{"armRoleReceivers": []any{map[string]any{"name": "r", "roleId": azure.RoleOwner}}}),
		"longest window":             alert("metric", map[string]any{"evaluationFrequency": "PT1H", "windowSize": "P1D"}),
		"window in other words":      alert("metric", map[string]any{"windowSize": "PT60M"}),
		"least severe":               alert("metric", map[string]any{"severity": 4.0}),
		"metric of another type":     alert("metric", map[string]any{"scopes": []any{cluster}, "criteria": metrics(metricOf(map[string]any{"metricNamespace": nil, "metricName": "any"}))["criteria"]}),
		"metric that is not sent":    alert("metric", metrics(metricOf(map[string]any{"metricName": "custom", "skipMetricValidation": true}))),
		"metric by dimension":        alert("metric", metrics(metricOf(map[string]any{"dimensions": []any{map[string]any{"name": "ActivityType", "operator": "Include", "values": []any{"*"}}}}))),
		"scope not known yet":        alert("metric", map[string]any{"scopes": []any{engine.Unknown}}),
		"average of a column":        alert("query", queries(map[string]any{"timeAggregation": "Average", "metricMeasureColumn": "n", "failingPeriods": map[string]any{"numberOfEvaluationPeriods": 6.0, "minFailingPeriodsToAlert": 6.0}})),
		"longer reach":               alert("query", map[string]any{"overrideQueryTimeRange": "PT1H"}),
		"muted":                      alert("query", map[string]any{"muteActionsDuration": "PT1H", "autoMitigate": false}),
		"rows into a metric":         alert("query", map[string]any{"kind": "LogToMetric", "severity": nil, "windowSize": nil, "evaluationFrequency": nil, "criteria": map[string]any{"allOf": []any{map[string]any{"query": "T", "metricName": "m"}}}}),
		"one of several in activity": alert("activity", map[string]any{"condition": map[string]any{"allOf": []any{map[string]any{"anyOf": []any{map[string]any{"field": "category", "equals": "policy"}}}}}}),
		"whole subscription":         alert("activity", map[string]any{"scopes": []any{azure.SubscriptionID(subscription)}}),
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := e.Check(request)
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedAlerts(t *testing.T) {
	group, metric, query, activity := insights.CodeBadActionGroup, insights.CodeBadMetricAlert, insights.CodeBadQueryRule, insights.CodeBadActivityLogAlert
	shape, missing := engine.CodeInvalidRequestContent, engine.CodeResourceNotFound
	for name, c := range map[string]struct {
		request engine.Request
		code    engine.Code
		message string
	}{
		"short name too long":           {alert("group", map[string]any{"groupShortName": "thirteen-char"}), insights.CodeGroupShortNameIsTooLong, "'12' or less"},
		"short name empty":              {alert("group", map[string]any{"groupShortName": ""}), group, "null or empty"},
		"short name left out":           {alert("group", map[string]any{"groupShortName": nil}), engine.Code{}, "missing required property 'groupShortName'"},
		"group in a region":             {alert("group", map[string]any{"location": "westeurope"}), engine.CodeLocationNotAvailable, "'global'"},
		"receiver without a name":       {alert("group", webhooks(1, map[string]any{"name": ""})), group, "null or empty"},
		"two receivers of one name":     {alert("group", webhooks(1, map[string]any{"name": "A"})), group, "more than once"},
		"too much mail":                 {alert("group", emails(1001)), group, "the maximum is 1000"},
		"too many webhooks":             {alert("group", webhooks(11, nil)), group, "the maximum is 10"},
		"no mail address":               {alert("group", map[string]any{"emailReceivers": []any{map[string]any{"name": "a", "emailAddress": "somebody"}}}), group, "'somebody'"},
		"mail address too long":         {alert("group", map[string]any{"emailReceivers": []any{map[string]any{"name": "a", "emailAddress": strings.Repeat("a", 54) + "@b.example1"}}}), group, "invalid"},
		"webhook that is none":          {alert("group", webhooks(1, map[string]any{"serviceUri": "hook.example"})), group, "service URI"},
		"token for nobody":              {alert("group", webhooks(1, map[string]any{"useAadAuth": true, "objectId": "o"})), group, "identifierUri"},
		"role by name":                  {alert("group", map[string]any{"armRoleReceivers": []any{map[string]any{"name": "r", "roleId": "Owner"}}}), group, "'Owner'"},
		"group name":                    {alert("group", map[string]any{"actionGroupName": "a/b"}), engine.CodeInvalidResourceName, "1 to 260"},
		"unknown receiver":              {alert("group", map[string]any{"pagers": []any{}}), shape, "no property"},
		"severity of a metric alert":    {alert("metric", map[string]any{"severity": 5.0}), metric, "severity 5"},
		"severity below":                {alert("metric", map[string]any{"severity": -1.0}), metric, "severity -1"},
		"frequency of a metric alert":   {alert("metric", map[string]any{"evaluationFrequency": "PT2M"}), metric, "'PT2M'"},
		"window of a metric alert":      {alert("metric", map[string]any{"windowSize": "PT10M"}), metric, "'PT10M'"},
		"window no time":                {alert("metric", map[string]any{"windowSize": "5m"}), metric, "'5m'"},
		"window shorter than frequency": {alert("metric", map[string]any{"evaluationFrequency": "PT15M"}), metric, "shorter than"},
		"two scopes":                    {alert("metric", map[string]any{"scopes": []any{vault, cluster}}), metric, "Alert scope is invalid"},
		"scope does not exist":          {alert("metric", map[string]any{"scopes": []any{vault + "2"}}), missing, "kv-aks2"},
		"criteria of another kind":      {alert("metric", map[string]any{"criteria": map[string]any{"odataType": "Other", "allOf": []any{metricOf(nil)}}}), shape, "'Other'"},
		"no criterion":                  {alert("metric", metrics()), metric, "0 criteria"},
		"six criteria":                  {alert("metric", metrics(metricOf(nil), metricOf(nil), metricOf(nil), metricOf(nil), metricOf(nil), metricOf(nil))), metric, "6 criteria"},
		"criteria of one name":          {alert("metric", metrics(metricOf(nil), metricOf(nil))), metric, "more than once"},
		"metric that is none":           {alert("metric", metrics(metricOf(map[string]any{"metricName": "FirewallHealth"}))), metric, "Couldn't find a metric named 'FirewallHealth'"},
		"metric of another namespace":   {alert("metric", metrics(metricOf(map[string]any{"metricNamespace": "Microsoft.Network/azureFirewalls"}))), metric, "namespace"},
		"sum of percentages":            {alert("metric", metrics(metricOf(map[string]any{"timeAggregation": "Total"}))), metric, "aggregation 'Total'"},
		"unknown dimension":             {alert("metric", metrics(metricOf(map[string]any{"dimensions": []any{map[string]any{"name": "host", "operator": "Include", "values": []any{"*"}}}}))), metric, "no dimension 'host'"},
		"dimension without values":      {alert("metric", metrics(metricOf(map[string]any{"dimensions": []any{map[string]any{"name": "StatusCode", "operator": "Include", "values": []any{}}}}))), metric, "no values"},
		"operator of dimensions":        {alert("metric", metrics(metricOf(map[string]any{"dimensions": []any{map[string]any{"name": "StatusCode", "operator": "Equals", "values": []any{"*"}}}}))), shape, "'Equals'"},
		"operator":                      {alert("metric", metrics(metricOf(map[string]any{"operator": "Below"}))), shape, "'Below'"},
		"action group of another type":  {alert("metric", map[string]any{"actions": []any{map[string]any{"actionGroupId": vault}}}), metric, "action group ID"},
		"action group is missing":       {alert("metric", map[string]any{"actions": []any{map[string]any{"actionGroupId": page + "2"}}}), missing, "ag-page2"},
		"severity of a query rule":      {alert("query", map[string]any{"severity": 1.5}), query, "severity 1.5"},
		"severity left out":             {alert("query", map[string]any{"severity": nil}), query, "'severity' is required"},
		"frequency left out":            {alert("query", map[string]any{"evaluationFrequency": nil}), query, "'evaluationFrequency' is required"},
		"frequency of a query rule":     {alert("query", map[string]any{"evaluationFrequency": "PT3M"}), query, "'PT3M'"},
		"window left out":               {alert("query", map[string]any{"windowSize": nil}), query, "'windowSize' is required"},
		"window below frequency":        {alert("query", map[string]any{"evaluationFrequency": "PT10M"}), query, "shorter than"},
		"scopes empty":                  {alert("query", map[string]any{"scopes": []any{}}), query, "no scope"},
		"scope is missing":              {alert("query", map[string]any{"scopes": []any{workspace + "2"}}), missing, "la-hub2"},
		"no condition":                  {alert("query", map[string]any{"criteria": map[string]any{"allOf": []any{}}}), query, "no condition"},
		"empty query":                   {alert("query", queries(map[string]any{"query": " "})), query, "query is empty"},
		"no threshold":                  {alert("query", queries(map[string]any{"threshold": nil})), query, "threshold' is required"},
		"average of nothing":            {alert("query", queries(map[string]any{"timeAggregation": "Average"})), query, "metricMeasureColumn"},
		"seven windows":                 {alert("query", queries(map[string]any{"failingPeriods": map[string]any{"numberOfEvaluationPeriods": 7.0}})), query, "1 to 6"},
		"more failures than windows":    {alert("query", queries(map[string]any{"failingPeriods": map[string]any{"numberOfEvaluationPeriods": 2.0, "minFailingPeriodsToAlert": 3.0}})), query, "evaluation periods, 2"},
		"three days back": {alert("query", map[string]any{"windowSize": "P1D", "evaluationFrequency": "P1D",
			"criteria": map[string]any{"allOf": []any{queryOf(map[string]any{"failingPeriods": map[string]any{"numberOfEvaluationPeriods": 3.0}})}}}), query, "more than two days"},
		"reach below what is evaluated": {alert("query", map[string]any{"windowSize": "PT10M", "overrideQueryTimeRange": "PT5M"}), query, "shorter than what is evaluated"},
		"reach":                         {alert("query", map[string]any{"overrideQueryTimeRange": "P3D"}), query, "'P3D'"},
		"muted and resolved":            {alert("query", map[string]any{"muteActionsDuration": "PT1H"}), query, "cannot be muted"},
		"query tells a vault":           {alert("query", map[string]any{"actions": map[string]any{"actionGroups": []any{vault}}}), query, "action group ID"},
		"activity without scope":        {alert("activity", map[string]any{"scopes": []any{}}), activity, "no scope"},
		"activity of nothing":           {alert("activity", map[string]any{"scopes": []any{rg + "2"}}), missing, "rg2"},
		"activity without category":     {alert("activity", map[string]any{"condition": map[string]any{"allOf": []any{map[string]any{"field": "operationName", "equals": "x"}}}}), activity, "'category'"},
		"unknown category":              {alert("activity", map[string]any{"condition": map[string]any{"allOf": []any{map[string]any{"field": "category", "equals": "Advice"}}}}), activity, "'Advice'"},
		"compared with nothing":         {alert("activity", map[string]any{"condition": map[string]any{"allOf": []any{map[string]any{"field": "category"}}}}), activity, "either 'equals' or 'containsAny'"},
		"any and one":                   {alert("activity", map[string]any{"condition": map[string]any{"allOf": []any{map[string]any{"field": "category", "anyOf": []any{map[string]any{"field": "category", "equals": "Alert"}}}}}}), activity, "not both"},
		"activity tells a vault":        {alert("activity", map[string]any{"actions": map[string]any{"actionGroups": []any{map[string]any{"actionGroupId": vault}}}}), activity, "action group ID"},
		"activity in a region":          {alert("activity", map[string]any{"location": "northeurope"}), engine.CodeLocationNotAvailable, "'global'"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := startAlerts(t).Create(ctx, c.request)
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestMetricsHaveNoValuesForShorterWindowsThanTheirGrain(t *testing.T) {
	registry := azure.ResourceID(subscription, "rg", "Microsoft.ContainerRegistry/registries", "acr12")
	request := alert("metric", map[string]any{"scopes": []any{registry}})
	request.Inputs["criteria"] = metrics(metricOf(map[string]any{"metricName": "StorageUsed", "metricNamespace": nil}))["criteria"]
	_, failures, err := startAlerts(t).Check(request)
	require.NoError(t, err)
	require.Len(t, failures, 1)
	assert.Contains(t, failures[0].Err.Error(), "no values for a window of PT5M")
}

func TestAnActionGroupCanGoWhileAlertsNameIt(t *testing.T) {
	e := startAlerts(t)
	_, err := e.Create(ctx, alert("metric", nil))
	require.NoError(t, err)
	assert.NoError(t, e.Delete(ctx, alert("group", map[string]any{"actionGroupName": "ag-page"})))
}
