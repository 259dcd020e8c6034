package storageaccount_test

import (
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/storageaccount"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func location(t *testing.T, name string) azure.Location {
	t.Helper()
	found, ok := azure.LookupLocation(name)
	require.True(t, ok)
	return found
}

func args(t *testing.T) *storageaccount.Args {
	return &storageaccount.Args{
		AccountName: "stbackup", ResourceGroupName: pulumi.String("rg"), Location: location(t, "westeurope"), SKU: storageaccount.ZoneRedundant,
		WorkspaceID: pulumi.String(azure.ResourceID(monitor.Subscription, "rg", "Microsoft.OperationalInsights/workspaces", "la-test")),
	}
}

// build declares an account in a simulated Azure, which refuses what Azure would.
func build(t *testing.T, a *storageaccount.Args) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String("rg"), Location: pulumi.String("westeurope"),
		})
		if err != nil {
			return err
		}
		workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
			WorkspaceName: pulumi.String("la-test"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
			Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
		})
		if err != nil {
			return err
		}
		if a != nil && a.ResourceGroupName != nil && a.WorkspaceID != nil {
			a.ResourceGroupName, a.WorkspaceID = group.Name, workspace.ID().ToStringOutput()
		}
		made, err := storageaccount.New(ctx, "storage", a)
		if err == nil {
			assert.Len(t, made.Containers, len(a.Containers))
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

// The golden files hold every child with its inputs, and were accepted by the simulated Azure.
func TestChildren(t *testing.T) {
	for name, change := range map[string]func(*storageaccount.Args){
		"closed": func(*storageaccount.Args) {},
		"trusted-services": func(a *storageaccount.Args) {
			a.PublicNetworkAccess, a.BypassAzureServices = true, true
			a.SKU, a.Containers = storageaccount.GeoRedundant, []storageaccount.Container{{Name: "exports"}}
		},
		"immutable": func(a *storageaccount.Args) {
			a.ImmutableDays, a.SKU, a.Protect = 7, storageaccount.GeoZoneRedundant, true
			a.Containers = []storageaccount.Container{{Name: "backups"}, {Name: "audits", Immutable: true}}
			a.Tags = map[string]string{"owner": "platform"}
		},
	} {
		t.Run(name, func(t *testing.T) {
			a := args(t)
			change(a)
			m, err := build(t, a)
			require.NoError(t, err)
			var own []*monitor.Registration
			for _, r := range m.Registrations() {
				if r.Name != "group" && r.Name != "workspace" {
					own = append(own, r)
				}
			}
			golden.Compare(t, "testdata/"+name+".golden", monitor.Graph(own))
		})
	}
}

func TestRefusedArguments(t *testing.T) {
	for name, c := range map[string]struct {
		change func(*storageaccount.Args)
		want   string
	}{
		"name":      {func(a *storageaccount.Args) { a.AccountName = "" }, "AccountName is required"},
		"group":     {func(a *storageaccount.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		"location":  {func(a *storageaccount.Args) { a.Location = azure.Location{} }, "Location is required"},
		"workspace": {func(a *storageaccount.Args) { a.WorkspaceID = nil }, "WorkspaceID is required"},
		"several":   {func(a *storageaccount.Args) { a.AccountName, a.WorkspaceID = "", nil }, "AccountName is required\nWorkspaceID is required"},
		"no SKU":    {func(a *storageaccount.Args) { a.SKU = "" }, `SKU "" is not one of [Standard_ZRS Standard_GRS Standard_GZRS]`},
		"one site":  {func(a *storageaccount.Args) { a.SKU = "Standard_LRS" }, `SKU "Standard_LRS" is not one of`},
		"no zones":  {func(a *storageaccount.Args) { a.Location = location(t, "westus") }, "SKU Standard_ZRS: region westus has no zones; choose Standard_GRS"},
		"no pair": {func(a *storageaccount.Args) {
			a.Location, a.SKU = location(t, "polandcentral"), storageaccount.GeoRedundant
		}, "SKU Standard_GRS: region polandcentral has no paired region; choose Standard_ZRS"},
		"zones, no pair": {func(a *storageaccount.Args) {
			a.Location, a.SKU = location(t, "polandcentral"), storageaccount.GeoZoneRedundant
		}, "SKU Standard_GZRS: region polandcentral has no paired region"},
		"-1 days":     {func(a *storageaccount.Args) { a.ImmutableDays = -1 }, "ImmutableDays -1 is outside 0 to 146000"},
		"146001 days": {func(a *storageaccount.Args) { a.ImmutableDays = 146001 }, "ImmutableDays 146001 is outside 0 to 146000"},
	} {
		t.Run(name, func(t *testing.T) {
			a := args(t)
			c.change(a)
			m, err := build(t, a)
			assert.ErrorContains(t, err, `storage account "storage": `+c.want)
			assert.Nil(t, m.Find("azure-native:storage/v20240101:StorageAccount", "storage"))
		})
	}
	_, err := build(t, nil)
	assert.ErrorContains(t, err, `storage account "storage": args are required`)
}

func TestTheIDIsThatOfTheAccount(t *testing.T) {
	m, err := build(t, args(t))
	require.NoError(t, err)
	id := azure.ResourceID(monitor.Subscription, "rg", "Microsoft.Storage/storageAccounts", "stbackup")
	assert.Equal(t, id, m.Named(t, "storage").ID)
	assert.Equal(t, id, m.Named(t, "storage-diagnostics").Inputs["resourceUri"])
	assert.Equal(t, id+"/blobServices/default", m.Named(t, "storage-blobs-diagnostics").Inputs["resourceUri"])
}
