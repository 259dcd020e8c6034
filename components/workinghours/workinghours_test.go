package workinghours_test

import (
	"path/filepath"
	"testing"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/workinghours"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func args() *workinghours.Args {
	return &workinghours.Args{
		Schedule: workinghours.Schedule{Start: "06:30", Stop: "19:45", Days: []string{"Monday", "Friday"}, TimeZone: "W. Europe Standard Time"},
		Location: azure.Location{Name: "westeurope"}, SubscriptionID: monitor.Subscription, Class: environment.Dev, Tags: map[string]string{"team": "platform"},
		Names: naming.For(naming.Args{
			SubscriptionID: monitor.Subscription, Stack: "dev", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
	}
}

// record builds the component in a new simulated Azure with a group, a workspace and a cluster; change may alter the args
// at the end.
func record(t *testing.T, a *workinghours.Args, change func(*workinghours.Args)) (*monitor.Monitor, error) {
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
		cluster, err := containerservice.NewManagedCluster(ctx, "cluster", &containerservice.ManagedClusterArgs{
			ResourceGroupName: group.Name, ResourceName: pulumi.String("aks"), DnsPrefix: pulumi.String("aks"),
			Identity: containerservice.ManagedClusterIdentityArgs{Type: containerservice.ResourceIdentityTypeSystemAssigned},
			AgentPoolProfiles: containerservice.ManagedClusterAgentPoolProfileArray{containerservice.ManagedClusterAgentPoolProfileArgs{
				Name: pulumi.String("npsystem"), Mode: pulumi.String("System"), VmSize: pulumi.String("Standard_D2s_v5"), Count: pulumi.Int(1),
			}},
		})
		if err != nil {
			return err
		}
		a.ResourceGroupName, a.WorkspaceID, a.ClusterID = group.Name, workspace.ID().ToStringOutput(), cluster.ID().ToStringOutput()
		if change != nil {
			change(a)
		}
		_, err = workinghours.New(ctx, "primary-workinghours", a)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

func TestWholeGraph(t *testing.T) {
	m, err := record(t, args(), nil)
	require.NoError(t, err)
	golden.Compare(t, filepath.Join("testdata", "dev.golden"), monitor.Graph(m.Below("landingzone:workinghours:WorkingHours::primary-workinghours")))
}

func TestEachWorkflowActsAtItsHourAndOnlyOnAClusterAtRest(t *testing.T) {
	m, err := record(t, args(), nil)
	require.NoError(t, err)
	clusterID := azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.ContainerService/managedClusters", "aks")
	for verb, want := range map[string]struct {
		hour, minute int
		from, step   string
	}{
		"start": {6, 30, "Stopped", "Start_cluster"},
		"stop":  {19, 45, "Running", "Stop_cluster"},
	} {
		definition := m.Named(t, "primary-workinghours-"+verb).In().At("definition")
		recurrence := definition.At("triggers", "Working_hours", "recurrence")
		assert.Equal(t, want.hour, recurrence.At("schedule", "hours").Items()[0].Int(), verb)
		assert.Equal(t, want.minute, recurrence.At("schedule", "minutes").Items()[0].Int(), verb)
		assert.Equal(t, []string{"Monday", "Friday"}, recurrence.At("schedule", "weekDays").Texts(), verb)
		assert.Equal(t, "W. Europe Standard Time", recurrence.At("timeZone").Text(), verb)
		decide := definition.At("actions", "If_cluster_is_at_rest")
		conditions := decide.At("expression", "and").Items()
		require.Len(t, conditions, 3, verb)
		assert.Equal(t, []string{"@body('Get_cluster')?['properties']?['provisioningState']", "Succeeded"}, conditions[0].At("equals").Texts(), verb)
		assert.Equal(t, []string{"@body('Get_cluster')?['properties']?['powerState']?['code']", want.from}, conditions[1].At("equals").Texts(), verb)
		assert.Equal(t, "@length(body('Pools_at_work'))", conditions[2].At("equals").Texts()[0], verb)
		act := decide.At("actions", want.step, "inputs")
		assert.Equal(t, "POST", act.At("method").Text(), verb)
		assert.Equal(t, "https://management.azure.com"+clusterID+"/"+verb+"?api-version=2024-10-01", act.At("uri").Text(), verb)

		role := m.Named(t, "primary-workinghours-"+verb+"-contributor")
		assert.Equal(t, clusterID, role.In().At("scope").Text(), verb)
		assert.Equal(t, azure.RoleAKSContributor, azure.RoleGUID(role.In().At("roleDefinitionId").Text()), verb)
		identity := m.Named(t, "primary-workinghours-"+verb).Outputs["identity"].(map[string]any)
		assert.Equal(t, identity["principalId"], role.Inputs["principalId"], verb)
	}
}

func TestNewRefusesArgs(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*workinghours.Args)
		want   string
	}{
		"production":   {func(a *workinghours.Args) { a.Class = environment.Prod }, "production is never stopped"},
		"schedule":     {func(a *workinghours.Args) { a.Schedule = workinghours.Schedule{} }, "Schedule is required"},
		"location":     {func(a *workinghours.Args) { a.Location = azure.Location{} }, "Location is required"},
		"subscription": {func(a *workinghours.Args) { a.SubscriptionID = "mine" }, "SubscriptionID, a GUID, is required"},
		"group":        {func(a *workinghours.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		"cluster":      {func(a *workinghours.Args) { a.ClusterID = nil }, "ClusterID is required"},
		"workspace":    {func(a *workinghours.Args) { a.WorkspaceID = nil }, "WorkspaceID is required"},
		"time of day":  {func(a *workinghours.Args) { a.Schedule.Stop = "late" }, "stop: reading the time of day"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := record(t, args(), c.change)
			assert.ErrorContains(t, err, `working hours "primary-workinghours": `+c.want)
		})
	}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error { _, err := workinghours.New(ctx, "w", nil); return err },
		pulumi.WithMocks("p", "s", &monitor.Monitor{}))
	assert.ErrorContains(t, err, `working hours "w": args are required`)
}
