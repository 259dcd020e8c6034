package cost_test

import (
	"path/filepath"
	"testing"
	"time"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cost"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func location(t *testing.T, name string) azure.Location {
	t.Helper()
	l, ok := azure.LookupLocation(name)
	require.True(t, ok)
	return l
}

// settings are the defaults of a class with a budget.
func settings(class environment.Class) cost.Settings {
	var s cost.Settings
	s.SetDefaults(class)
	s.MonthlyBudget = 5000
	return s
}

// args are everything that New asks for in a class. Now is a day of the simulated Azure's first month.
func args(t *testing.T, class environment.Class) *cost.Args {
	return &cost.Args{
		Settings: settings(class), Location: location(t, "westeurope"), SubscriptionID: monitor.Subscription,
		Names: naming.For(naming.Args{
			SubscriptionID: monitor.Subscription, Stack: string(class), Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
		Now: time.Date(2026, time.January, 31, 23, 59, 0, 0, time.UTC), Class: class, Tags: map[string]string{"team": "platform"},
		Protect: class.ProductionLike(),
	}
}

// world declares what the component needs: three resource groups, a workspace and an action group.
func world(ctx *pulumi.Context, a *cost.Args) error {
	a.ResourceGroups = nil
	for _, scope := range []string{cost.ScopeHub, cost.ScopeSpokes, cost.ScopeWorkload} {
		group, err := resources.NewResourceGroup(ctx, scope, &resources.ResourceGroupArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-" + scope),
		})
		if err != nil {
			return err
		}
		a.ResourceGroups = append(a.ResourceGroups, cost.ResourceGroup{Name: "primary-" + scope, Scope: scope, ID: group.ID().ToStringOutput()})
		a.ResourceGroupName = group.Name
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		ResourceGroupName: a.ResourceGroupName, WorkspaceName: pulumi.String("la-aks"),
	})
	if err != nil {
		return err
	}
	a.WorkspaceID = workspace.ID().ToStringOutput()
	var group pulumi.CustomResourceState
	err = ctx.RegisterResource("azure-native:insights/v20230101:ActionGroup", "action-group", pulumi.Map{
		"actionGroupName": pulumi.String("ag-cost"), "enabled": pulumi.Bool(true), "groupShortName": pulumi.String("cost"),
		"location": pulumi.String("global"), "resourceGroupName": a.ResourceGroupName,
	}, &group)
	a.ActionGroupID = group.ID().ToStringOutput()
	return err
}

// record builds the component in a new simulated Azure with what it needs. change may alter the args at the end.
func record(t *testing.T, a *cost.Args, change func(*cost.Args), after func(*cost.Cost)) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		if err := world(ctx, a); err != nil {
			return err
		}
		if change != nil {
			change(a)
		}
		built, err := cost.New(ctx, "cost", a)
		if err == nil && after != nil {
			after(built)
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

func TestWholeGraph(t *testing.T) {
	for name, c := range map[string]struct {
		class  environment.Class
		change func(*cost.Args)
	}{
		"dev":  {environment.Dev, nil},
		"prod": {environment.Prod, nil},
		"options": {environment.QA, func(a *cost.Args) {
			a.Settings.Budgets = map[string]float64{cost.ScopeHub: 700.5}
			a.Settings.StartDate = "2026-06-01"
			a.Settings.ContactEmails = []string{"money@example.com"}
			a.ActionGroupID = nil
			a.Location = location(t, "westus")
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := record(t, args(t, c.class), c.change, nil)
			require.NoError(t, err)
			golden.Compare(t, filepath.Join("testdata", name+".golden"), monitor.Graph(m.Below("landingzone:cost:Cost::cost")))
		})
	}
}

func TestBudgetsAreAlarmsForTheirOwnScope(t *testing.T) {
	a := args(t, environment.Dev)
	a.Settings.Budgets = map[string]float64{cost.ScopeWorkload: 300}
	m, err := record(t, a, nil, nil)
	require.NoError(t, err)
	for part, want := range map[string]struct {
		scope  string
		amount float64
	}{
		"subscription":     {azure.SubscriptionID(monitor.Subscription), 5000},
		"primary-hub":      {azure.ResourceGroupID(monitor.Subscription, "rg-hub"), 5000},
		"primary-spokes":   {azure.ResourceGroupID(monitor.Subscription, "rg-spokes"), 5000},
		"primary-workload": {azure.ResourceGroupID(monitor.Subscription, "rg-workload"), 300},
	} {
		budget := m.Find(azure.TypeBudget, "cost-budget-"+part)
		require.NotNil(t, budget, part)
		assert.Equal(t, want.scope, budget.Inputs["scope"], part)
		assert.Equal(t, want.amount, budget.Inputs["amount"], part)
		assert.Equal(t, []string{"timePeriod.startDate"}, budget.IgnoreChanges, part)
	}
}

func TestTheExportBeginsAfterTheBudgetsAndWritesWithoutKeys(t *testing.T) {
	var account string
	m, err := record(t, args(t, environment.Prod), nil, func(c *cost.Cost) {
		c.StorageAccountID.ApplyT(func(id string) string { account = id; return id })
	})
	require.NoError(t, err)
	export := m.Find(azure.TypeExport, "cost-export")
	require.NotNil(t, export)
	assert.Equal(t, account, export.In().At("deliveryInfo", "destination", "resourceId").Text())
	assert.Equal(t, "2026-01-01T00:00:00Z", m.Find(azure.TypeBudget, "cost-budget-subscription").In().At("timePeriod", "startDate").Text())
	assert.Equal(t, "2026-02-01T00:00:00Z", export.In().At("schedule", "recurrencePeriod", "from").Text())
	assert.Equal(t, false, m.Find(azure.TypeStorageAccount, "cost-storage").Inputs["allowSharedKeyAccess"])
	assert.True(t, m.Find(azure.TypeStorageAccount, "cost-storage").Protect)
	assert.Contains(t, export.DependsOn, m.Named(t, "cost-storage-costs").Key())
}

func TestNewRefusesArgs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*cost.Args)
		want   string
	}{
		"location":     {func(a *cost.Args) { a.Location = azure.Location{} }, "Location is required"},
		"subscription": {func(a *cost.Args) { a.SubscriptionID = "mine" }, "SubscriptionID, a GUID, is required"},
		"nobody":       {func(a *cost.Args) { a.ActionGroupID = nil }, "ActionGroupID, or an address in the settings, is required"},
		"time":         {func(a *cost.Args) { a.Now = time.Time{} }, "Now is required"},
		"group":        {func(a *cost.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		"workspace":    {func(a *cost.Args) { a.WorkspaceID = nil }, "WorkspaceID is required"},
		"scope":        {func(a *cost.Args) { a.ResourceGroups[0].ID = nil }, "Name, Scope and ID of each of ResourceGroups is required"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := record(t, args(t, environment.Prod), c.change, nil)
			assert.ErrorContains(t, err, `cost "cost": `+c.want)
		})
	}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error { _, err := cost.New(ctx, "c", nil); return err },
		pulumi.WithMocks("p", "s", &monitor.Monitor{}))
	assert.ErrorContains(t, err, `cost "c": args are required`)
}
