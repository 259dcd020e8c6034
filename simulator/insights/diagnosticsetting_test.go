package insights_test

import (
	"context"
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
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

const subscription = "11111111-1111-4111-8111-111111111111"

var (
	ctx       = context.Background()
	provider  = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
	workspace = azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-hub")
	second    = azure.ResourceID(subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-second")
	identity  = azure.ResourceID(subscription, "rg", "Microsoft.ManagedIdentity/userAssignedIdentities", "mi-app")
	cluster   = azure.ResourceID(subscription, "rg", "Microsoft.ContainerService/managedClusters", "aks")
)

// clusters is a service with a cluster type that does nothing but exist, to be watched.
func clusters() *engine.Service {
	type args struct {
		ResourceGroupName string  `pulumi:"resourceGroupName"`
		ResourceName      *string `pulumi:"resourceName"`
	}
	return &engine.Service{Name: "Microsoft.ContainerService", Types: []*engine.Type{{Token: azure.TypeManagedCluster,
		Versions: []string{"v20241001"}, ARMType: "Microsoft.ContainerService/managedClusters", Names: []string{"resourceName"},
		Args: args{}, State: args{}}}}
}

// start returns an engine with two workspaces, an identity and a cluster in the group "rg".
func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), operationalinsights.Service(),
		managedidentity.Service(), insights.Service(), clusters()}})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: "azure-native:operationalinsights:Workspace", Inputs: map[string]any{"resourceGroupName": "rg", "workspaceName": "la-hub"}},
		{Token: "azure-native:operationalinsights:Workspace", Inputs: map[string]any{"resourceGroupName": "rg", "workspaceName": "la-second"}},
		{Token: "azure-native:managedidentity/v20230131:UserAssignedIdentity", Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "mi-app"}},
		{Token: "azure-native:containerservice/v20241001:ManagedCluster", Inputs: map[string]any{"resourceGroupName": "rg", "resourceName": "aks"}},
	} {
		r.Provider, r.URN = provider, "urn"
		_, err := e.Create(ctx, r)
		require.NoError(t, err)
	}
	return e
}

func logs(categories ...string) []any {
	var list []any
	for _, c := range categories {
		list = append(list, map[string]any{"category": c, "enabled": true})
	}
	return list
}

// setting is a setting "default" that sends the cluster's guard log to "la-hub", with some inputs replaced.
func setting(changes map[string]any) engine.Request {
	inputs := map[string]any{"resourceUri": cluster, "name": "default", "workspaceId": workspace, "logs": logs("guard")}
	maps.Copy(inputs, changes)
	return engine.Request{Token: "azure-native:insights/v20210501preview:DiagnosticSetting", Provider: provider, Inputs: inputs,
		URN: fmt.Sprintf("urn:%v", inputs["name"]),
		ID:  fmt.Sprintf("%v/providers/Microsoft.Insights/diagnosticSettings/%v", inputs["resourceUri"], inputs["name"])}
}

func TestASettingIsAnsweredWithRetentionPolicies(t *testing.T) {
	e := start(t)
	made, err := e.Create(ctx, setting(map[string]any{"logs": logs("guard", "kube-audit-admin"), "logAnalyticsDestinationType": "Dedicated",
		"metrics": []any{map[string]any{"category": "AllMetrics", "enabled": false, "retentionPolicy": map[string]any{"days": 0.0, "enabled": false}}}}))
	require.NoError(t, err)
	assert.Equal(t, cluster+"/providers/Microsoft.Insights/diagnosticSettings/default", made.ID)
	never := map[string]any{"days": 0.0, "enabled": false}
	want := map[string]any{
		"name": "default", "type": "Microsoft.Insights/diagnosticSettings", "workspaceId": workspace, "logAnalyticsDestinationType": "Dedicated",
		"logs": []any{
			map[string]any{"category": "guard", "enabled": true, "retentionPolicy": never},
			map[string]any{"category": "kube-audit-admin", "enabled": true, "retentionPolicy": never},
		},
		"metrics": []any{map[string]any{"category": "AllMetrics", "enabled": false, "retentionPolicy": never}},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	assert.Nil(t, setting(nil).Inputs["metrics"])
}

func TestAChoiceOfTablesThatTheTypeDoesNotOfferIsDropped(t *testing.T) {
	made, err := start(t).Create(ctx, setting(map[string]any{"resourceUri": workspace, "workspaceId": second, "logs": logs("Audit"),
		"logAnalyticsDestinationType": "Dedicated"}))
	require.NoError(t, err)
	assert.NotContains(t, made.Outputs, "logAnalyticsDestinationType")
}

func TestRefusedSettings(t *testing.T) {
	for name, c := range map[string]struct {
		changes map[string]any
		code    engine.Code
		message string
	}{
		"no destination":           {map[string]any{"workspaceId": nil}, insights.CodeBadRequest, "data sink"},
		"no category":              {map[string]any{"logs": nil}, insights.CodeBadRequest, "must be enabled"},
		"all categories off":       {map[string]any{"logs": []any{map[string]any{"category": "guard", "enabled": false}}}, insights.CodeBadRequest, "must be enabled"},
		"category left out":        {map[string]any{"logs": []any{map[string]any{"enabled": true}}}, insights.CodeBadRequest, "Exactly one of"},
		"category and group":       {map[string]any{"logs": []any{map[string]any{"category": "guard", "categoryGroup": "audit", "enabled": true}}}, insights.CodeBadRequest, "Exactly one of"},
		"groups beside names":      {map[string]any{"logs": []any{map[string]any{"categoryGroup": "audit", "enabled": true}, map[string]any{"category": "guard", "enabled": true}}}, insights.CodeBadRequest, "together"},
		"category twice":           {map[string]any{"logs": logs("guard", "Guard")}, insights.CodeBadRequest, "duplicate"},
		"category of another":      {map[string]any{"logs": logs("AZFWDnsQuery")}, insights.CodeBadRequest, "Category 'AZFWDnsQuery' is not supported"},
		"metric that is none":      {map[string]any{"metrics": logs("Transaction")}, insights.CodeBadRequest, "Category 'Transaction' is not supported"},
		"group nobody has":         {map[string]any{"logs": []any{map[string]any{"categoryGroup": "most", "enabled": true}}}, engine.CodeInvalidRequestContent, "most"},
		"retention in a setting":   {map[string]any{"logs": []any{map[string]any{"category": "guard", "enabled": true, "retentionPolicy": map[string]any{"days": 30.0, "enabled": true}}}}, insights.CodeBadRequest, "no longer support retention"},
		"type without logs":        {map[string]any{"resourceUri": identity}, insights.CodeResourceTypeNotSupported, "userassignedidentities"},
		"target does not exist":    {map[string]any{"resourceUri": cluster + "2"}, engine.CodeResourceNotFound, "aks2"},
		"workspace is missing":     {map[string]any{"workspaceId": workspace + "2"}, engine.CodeResourceNotFound, "la-hub2"},
		"workspace is no such":     {map[string]any{"workspaceId": identity}, engine.CodeInvalidRequestContent, "must be the ID"},
		"enabled left out":         {map[string]any{"logs": []any{map[string]any{"category": "guard"}}}, engine.Code{}, "missing required property 'logs[0].enabled'"},
		"unknown property":         {map[string]any{"logs": []any{map[string]any{"category": "guard", "enabled": true, "days": 3.0}}}, engine.CodeInvalidRequestContent, "is no property"},
		"character in the name":    {map[string]any{"name": "a*b"}, engine.CodeInvalidResourceName, "a*b"},
		"same sink for a category": {map[string]any{"name": "other"}, insights.CodeConflict, "already used in diagnostic setting 'default'"},
		"same sink, by group": {map[string]any{"name": "other", "logs": []any{map[string]any{"categoryGroup": "allLogs", "enabled": true}}},
			insights.CodeConflict, "already used"},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			if strings.HasPrefix(name, "same sink") {
				_, err := e.Create(ctx, setting(nil))
				require.NoError(t, err)
			}
			_, err := e.Create(ctx, setting(c.changes))
			require.Error(t, err)
			if c.code.Name != "" {
				assert.True(t, engine.HasCode(err, c.code), "want %s, got %v", c.code.Name, err)
			}
			assert.Contains(t, err.Error(), c.message)
		})
	}
}

func TestUnknownInputsOfASettingPass(t *testing.T) {
	_, failures, err := start(t).Check(setting(map[string]any{"resourceUri": engine.Unknown, "workspaceId": engine.Unknown,
		"logs": []any{map[string]any{"category": engine.Unknown, "enabled": engine.Unknown}}}))
	require.NoError(t, err)
	assert.Empty(t, failures)
}

func TestAResourceHasFiveSettingsAtMost(t *testing.T) {
	e := start(t)
	categories := []string{"guard", "kube-apiserver", "kube-audit", "kube-scheduler", "cluster-autoscaler", "kube-controller-manager"}
	for i, category := range categories {
		_, err := e.Create(ctx, setting(map[string]any{"name": fmt.Sprintf("s%d", i), "logs": logs(category)}))
		if i < 5 {
			require.NoError(t, err)
			continue
		}
		require.Error(t, err)
		assert.True(t, engine.HasCode(err, insights.CodeBadRequest), err)
		assert.Contains(t, err.Error(), "limit of 5")
	}
}

func TestTheSameCategoryMayGoToTwoWorkspaces(t *testing.T) {
	e := start(t)
	_, err := e.Create(ctx, setting(nil))
	require.NoError(t, err)
	_, err = e.Create(ctx, setting(map[string]any{"name": "other", "workspaceId": second}))
	assert.NoError(t, err)
}

func TestASettingGoesAwayWithWhatItWatches(t *testing.T) {
	e := start(t)
	made, err := e.Create(ctx, setting(nil))
	require.NoError(t, err)
	require.NoError(t, e.Delete(ctx, engine.Request{Token: "azure-native:containerservice/v20241001:ManagedCluster", ID: cluster, Provider: provider}))
	_, still := e.Resource(made.ID)
	assert.False(t, still)
}

func TestNameAndTargetReplaceASetting(t *testing.T) {
	typ, err := start(t).Lookup("azure-native:insights:DiagnosticSetting")
	require.NoError(t, err)
	changes := typ.Diff(setting(nil).Inputs, setting(map[string]any{"name": "n", "resourceUri": workspace, "logs": logs("kube-audit")}).Inputs, nil)
	assert.Equal(t, []string{"name", "resourceUri"}, engine.Replaces(changes))
	assert.Contains(t, changes, "logs[0].category")
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range insights.Service().Types {
		assert.NotEmpty(t, typ.Models)
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
