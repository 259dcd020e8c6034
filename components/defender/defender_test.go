package defender_test

import (
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/defender"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const component = "landingzone:defender:Defender::defender"

func args(class environment.Class) *defender.Args {
	a := &defender.Args{
		Location: azure.Location{Name: "westeurope"}, SubscriptionID: monitor.Subscription, Class: class, Tags: map[string]string{"team": "platform"},
		Names: naming.For(naming.Args{
			SubscriptionID: monitor.Subscription, Stack: string(class), Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
	}
	a.Settings.SetDefaults(class)
	return a
}

// record builds the component in a new simulated Azure with a group and a workspace; change may alter the args at the end.
func record(t *testing.T, a *defender.Args, change func(*defender.Args)) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-workload"),
		})
		if err != nil {
			return err
		}
		workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
			ResourceGroupName: group.Name, WorkspaceName: pulumi.String("la-aks"),
		})
		if err != nil {
			return err
		}
		a.ResourceGroupName, a.WorkspaceID = group.Name, workspace.ID().ToStringOutput()
		if change != nil {
			change(a)
		}
		_, err = defender.New(ctx, "defender", a)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

func TestWholeGraph(t *testing.T) {
	for name, c := range map[string]struct {
		class  environment.Class
		change func(*defender.Args)
	}{
		"prod": {environment.Prod, nil},
		"options": {environment.Dev, func(a *defender.Args) {
			a.Settings = defender.Settings{Enabled: true, Plans: []string{defender.PlanArm}, ContactEmail: "security@example.com"}
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := record(t, args(c.class), c.change)
			require.NoError(t, err)
			golden.Compare(t, filepath.Join("testdata", name+".golden"), monitor.Graph(m.Below(component)))
		})
	}
}

func TestDevelopmentDeclaresNothing(t *testing.T) {
	m, err := record(t, args(environment.Dev), nil)
	require.NoError(t, err)
	assert.Len(t, m.Below(component), 1, "the component alone")
}

func TestPlansAreAdoptedOneAfterTheOtherAndNeverDeleted(t *testing.T) {
	m, err := record(t, args(environment.Prod), nil)
	require.NoError(t, err)
	before := ""
	for _, plan := range []string{"containers", "keyvaults", "arm"} {
		r := m.Named(t, "defender-plan-"+plan)
		assert.Equal(t, r.ID, r.ImportID, plan)
		assert.True(t, r.RetainOnDelete, plan)
		assert.Equal(t, "Standard", r.Outputs["pricingTier"], plan)
		if before != "" {
			assert.Equal(t, []string{before}, r.DependsOn, plan)
		}
		before = r.Key()
	}
}

func TestNewRefusesArgs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*defender.Args)
		want   string
	}{
		"location":     {func(a *defender.Args) { a.Location = azure.Location{} }, "Location is required"},
		"subscription": {func(a *defender.Args) { a.SubscriptionID = "mine" }, "SubscriptionID, a GUID, is required"},
		"group":        {func(a *defender.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		"workspace":    {func(a *defender.Args) { a.WorkspaceID = nil }, "WorkspaceID is required"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := record(t, args(environment.Prod), c.change)
			assert.ErrorContains(t, err, `defender "defender": `+c.want)
		})
	}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error { _, err := defender.New(ctx, "d", nil); return err },
		pulumi.WithMocks("p", "s", &monitor.Monitor{}))
	assert.ErrorContains(t, err, `defender "d": args are required`)
}

func TestSettings(t *testing.T) {
	all := []string{"Containers", "KeyVaults", "Arm"}
	for class, want := range map[environment.Class]defender.Settings{
		environment.Dev: {Plans: all}, environment.QA: {Enabled: true, Plans: all}, environment.Prod: {Enabled: true, Plans: all},
	} {
		var got defender.Settings
		require.Empty(t, field.Decode("defender", map[string]any{}, &got, class))
		assert.Equal(t, want, got, string(class))
	}
	var decoded defender.Settings
	require.Empty(t, field.Decode("defender", map[string]any{"enabled": true, "plans": []any{"Arm"}, "contactEmail": "a@b.c"}, &decoded, environment.Dev))
	assert.Equal(t, defender.Settings{Enabled: true, Plans: []string{"Arm"}, ContactEmail: "a@b.c"}, decoded)

	for name, c := range map[string]struct {
		s    defender.Settings
		want []string
	}{
		"all":           {defender.Settings{Enabled: true, Plans: all, ContactEmail: "a@b.c"}, nil},
		"off":           {defender.Settings{}, nil},
		"on for nobody": {defender.Settings{Enabled: true}, []string{"defender.plans: is empty; choose from Arm, Containers, KeyVaults, or set enabled to false\n    (https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update)"}},
		"another plan":  {defender.Settings{Plans: []string{"Arm", "Dns"}}, []string{"defender.plans[1]: \"Dns\" is not supported; choose one of Arm, Containers, KeyVaults\n    (https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update)"}},
		"twice":         {defender.Settings{Plans: []string{"Arm", "Arm"}}, []string{`defender.plans[1]: "Arm" is listed twice; remove it`}},
		"no address":    {defender.Settings{ContactEmail: "nobody"}, []string{`defender.contactEmail: "nobody" is not an e-mail address; write name@domain`}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, err := range c.s.Validate("defender", environment.Prod) {
				got = append(got, err.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}
