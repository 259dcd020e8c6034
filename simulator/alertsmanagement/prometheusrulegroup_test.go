package alertsmanagement_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/alertsmanagement"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx       = context.Background()
	provider  = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
	workspace = azure.ResourceID(subscription, "rg", "Microsoft.Monitor/accounts", "amw-aks")
	second    = azure.ResourceID(subscription, "rg", "Microsoft.Monitor/accounts", "amw-second")
	cluster   = azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks")
	page      = azure.ResourceID(subscription, "rg", "Microsoft.Insights/actionGroups", "ag-page")
)

// existing is a service with a type that does nothing but exist.
func existing(token, name string) *engine.Service {
	type args struct {
		ResourceGroupName string  `pulumi:"resourceGroupName"`
		ResourceName      *string `pulumi:"resourceName"`
	}
	armType, _ := azure.ARMType(token)
	return &engine.Service{Name: name, Types: []*engine.Type{{Token: token, Versions: []string{""}, ARMType: armType,
		Names: []string{"resourceName"}, Args: args{}, State: args{}}}}
}

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{
		resources.Service(), insights.Service(), alertsmanagement.Service(),
		existing(azure.TypeAzureMonitorWorkspace, "Microsoft.Monitor"), existing(azure.TypeManagedCluster, "Microsoft.ContainerService"),
	}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: azure.TypeAzureMonitorWorkspace, Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "amw-aks"}},
		{Token: azure.TypeAzureMonitorWorkspace, Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "amw-second"}},
		{Token: azure.TypeManagedCluster, Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "aks"}},
		{Token: "azure-native:insights/v20230101:ActionGroup", Inputs: map[string]any{
			"resourceGroupName": "rg", "actionGroupName": "ag-page", "groupShortName": "page", "enabled": true, "location": "global",
		}},
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

// group is a group with one alert, with some inputs replaced.
func group(changes map[string]any) engine.Request {
	inputs := map[string]any{
		"resourceGroupName": "rg", "ruleGroupName": "pods", "scopes": []any{workspace, cluster}, "clusterName": "aks", "rules": []any{alert(nil)},
	}
	maps.Copy(inputs, changes)
	return engine.Request{
		Token: "azure-native:alertsmanagement/v20230301:PrometheusRuleGroup", Provider: provider, Inputs: inputs, URN: "urn",
		ID: azure.ResourceID(subscription, "rg", "Microsoft.AlertsManagement/prometheusRuleGroups", fmt.Sprint(inputs["ruleGroupName"])),
	}
}

func alert(changes map[string]any) map[string]any {
	rule := map[string]any{"alert": "Down", "expression": `up{job="a"} == 0`}
	maps.Copy(rule, changes)
	return rule
}

func rules(list ...any) map[string]any { return map[string]any{"rules": list} }

func many(n int) map[string]any {
	var list []any
	for range n {
		list = append(list, alert(nil))
	}
	return rules(list...)
}

func TestAGroupIsAnsweredWithTheServicesDefaults(t *testing.T) {
	made, err := start(t).Create(ctx, group(rules(alert(nil), map[string]any{"record": "a:b", "expression": "sum(up)"})))
	require.NoError(t, err)
	delete(made.Outputs, "etag")
	assert.Empty(t, cmp.Diff(map[string]any{
		"name": "pods", "type": "Microsoft.AlertsManagement/prometheusRuleGroups", "location": "westeurope", "clusterName": "aks",
		"scopes": []any{workspace, cluster}, "enabled": true, "interval": "PT1M",
		"rules": []any{
			map[string]any{
				"alert": "Down", "expression": `up{job="a"} == 0`, "enabled": true, "severity": 3.0,
				"resolveConfiguration": map[string]any{"autoResolved": true, "timeToResolve": "PT5M"},
			},
			map[string]any{"record": "a:b", "expression": "sum(up)", "enabled": true},
		},
	}, made.Outputs))
}

func TestAllowedGroups(t *testing.T) {
	e := start(t)
	for name, changes := range map[string]map[string]any{
		"twenty rules":      many(20),
		"all clusters":      {"scopes": []any{workspace}, "clusterName": nil},
		"a day":             {"interval": "P1D"},
		"told":              rules(alert(map[string]any{"severity": 0.0, "for": "PT360M", "actions": []any{map[string]any{"actionGroupId": page}}, "labels": map[string]any{"severity": "warning"}})),
		"escaped quotes":    rules(alert(map[string]any{"expression": `up{a="\"(", b='[', c=` + "`\\`" + `} > 0`})),
		"scope not known":   {"scopes": []any{engine.Unknown, cluster}},
		"unknown rules":     {"rules": engine.Unknown},
		"unknown rule part": rules(alert(map[string]any{"expression": engine.Unknown, "actions": []any{map[string]any{"actionGroupId": engine.Unknown}}})),
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := e.Check(group(changes))
			require.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedGroups(t *testing.T) {
	bad := alertsmanagement.CodeBadRequest
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"no rules":              {rules(), bad, "must be between 1 and 20. You entered 0"},
		"rules left out":        {map[string]any{"rules": nil}, engine.Code{}, "missing required property 'rules'"},
		"a rule too many":       {many(21), bad, "must be between 1 and 20. You entered 21"},
		"every second":          {map[string]any{"interval": "PT1S"}, bad, "'Interval'"},
		"every week":            {map[string]any{"interval": "P7D"}, bad, "'Interval'"},
		"interval of words":     {map[string]any{"interval": "1m"}, bad, "'Interval'"},
		"no workspace":          {map[string]any{"scopes": []any{cluster}}, bad, "one Azure Monitor workspace"},
		"two workspaces":        {map[string]any{"scopes": []any{workspace, second}}, bad, "one Azure Monitor workspace"},
		"scope of another type": {map[string]any{"scopes": []any{workspace, page}}, bad, "neither"},
		"workspace is missing":  {map[string]any{"scopes": []any{workspace + "2", cluster}}, engine.CodeResourceNotFound, "amw-aks2"},
		"cluster is missing":    {map[string]any{"scopes": []any{workspace, cluster + "2"}}, engine.CodeResourceNotFound, "aks2"},
		"neither":               {rules(map[string]any{"expression": "up"}), bad, "either 'alert' or 'record'"},
		"both":                  {rules(alert(map[string]any{"record": "a:b"})), bad, "either 'alert' or 'record'"},
		"nameless alert":        {rules(alert(map[string]any{"alert": ""})), bad, "no name"},
		"name of a series":      {rules(map[string]any{"record": "a-b", "expression": "up"}), bad, "'a-b'"},
		"urgent recording":      {rules(map[string]any{"record": "a:b", "expression": "up", "severity": 1.0}), bad, "is for alerts"},
		"empty expression":      {rules(alert(map[string]any{"expression": " "})), bad, "it is empty"},
		"bracket not closed":    {rules(alert(map[string]any{"expression": "sum(up"})), bad, "missing ')'"},
		"bracket not opened":    {rules(alert(map[string]any{"expression": "sum(up))"})), bad, "unexpected ')'"},
		"brackets crossed":      {rules(alert(map[string]any{"expression": "sum(up{)}"})), bad, "unexpected ')'"},
		"quote not closed":      {rules(alert(map[string]any{"expression": `up{a="b} > 0`})), bad, "unterminated"},
		"no expression":         {rules(map[string]any{"alert": "a"}), engine.Code{}, "missing required property 'rules[0].expression'"},
		"severity":              {rules(alert(map[string]any{"severity": 5.0})), bad, "between 0 and 4"},
		"for of words":          {rules(alert(map[string]any{"for": "5m"})), bad, "'5m'"},
		"resolved in words":     {rules(alert(map[string]any{"resolveConfiguration": map[string]any{"timeToResolve": "soon"}})), bad, "'soon'"},
		"label":                 {rules(alert(map[string]any{"labels": map[string]any{"a.b": "c"}})), bad, "'a.b'"},
		"tells a cluster":       {rules(alert(map[string]any{"actions": []any{map[string]any{"actionGroupId": cluster}}})), bad, "action group ID"},
		"tells nobody there is": {rules(alert(map[string]any{"actions": []any{map[string]any{"actionGroupId": page + "2"}}})), engine.CodeResourceNotFound, "ag-page2"},
		"name":                  {map[string]any{"ruleGroupName": "a*b"}, engine.CodeInvalidResourceName, "1 to 260"},
		"unknown property":      {rules(alert(map[string]any{"expr": "up"})), engine.CodeInvalidRequestContent, "no property"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, group(c.changes))
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestTheWorkspaceOfAGroupStays(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, group(nil))
	require.NoError(t, err)
	_, err = e.Update(ctx, group(map[string]any{"scopes": []any{workspace}, "clusterName": nil}))
	require.NoError(t, err)
	_, err = e.Update(ctx, group(map[string]any{"scopes": []any{second, cluster}}))
	assert.True(t, engine.HasCode(err, alertsmanagement.CodeBadRequest), "%v", err)
}
