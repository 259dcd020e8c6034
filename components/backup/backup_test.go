package backup_test

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const component = backup.Token + "::primary-backup"

// The golden files hold every child with its inputs, and were accepted by the simulated Azure.
func TestChildren(t *testing.T) {
	for name, c := range map[string]struct {
		class  environment.Class
		change func(*backup.Args)
	}{
		"dev":  {environment.Dev, nil},
		"prod": {environment.Prod, nil},
		"options": {environment.Prod, func(a *backup.Args) {
			a.Settings.IncludedNamespaces = []string{"shop", "orders"}
			a.Settings.OperationalRetentionDays, a.Settings.VaultRetentionDays = 14, 365
			a.Settings.CrossRegionRestore = true
			a.ClusterResourceGroupName = a.ResourceGroupName
		}},
	} {
		t.Run(name, func(t *testing.T) {
			m, err := deploy(t, c.class, c.change)
			require.NoError(t, err)
			golden.Compare(t, "testdata/"+name+".golden", monitor.Graph(m.Below(component)))
		})
	}
}

func TestWhatMustNotDieIsProtected(t *testing.T) {
	m, err := deploy(t, environment.Prod, nil)
	require.NoError(t, err)
	var protected []string
	for _, r := range m.Below(component) {
		if r.Protect {
			protected = append(protected, r.Name)
		}
	}
	assert.ElementsMatch(t, []string{
		"primary-backup-instance", "primary-backup-snapshots", "primary-backup-storage", "primary-backup-storage-aks-backups", "primary-backup-vault",
	}, protected)
}

// Azure refuses an instance while anything around it is missing, so each of these must come before it.
func TestTheInstanceComesLast(t *testing.T) {
	m, err := deploy(t, environment.Prod, nil)
	require.NoError(t, err)
	before := strings.Join(m.Named(t, "primary-backup-instance").Dependencies, "\n")
	for _, part := range []string{
		"vault-reads-cluster", "vault-reads-snapshots", "vault-handles-snapshots", "vault-reads-disks", "vault-reads-storage",
		"cluster-makes-snapshots", "extension-writes-storage", "extension-reads-account", "trusted-access", "policy", "snapshots",
	} {
		assert.Contains(t, before, "::primary-backup-"+part)
	}
	extension := strings.Join(m.Named(t, "primary-backup-extension").Dependencies, "\n")
	for _, part := range []string{"cluster", "primary-backup-storage-endpoint-dns", "primary-backup-storage-aks-backups"} {
		assert.Contains(t, extension, "::"+part)
	}
	binding := strings.Join(m.Named(t, "primary-backup-trusted-access").Dependencies, "\n")
	assert.Contains(t, binding, "::primary-backup-extension-writes-storage", "its minutes are those in which the last grant takes effect")
}

func TestARegionWithoutZonesGetsCopiesInItsPair(t *testing.T) {
	m, err := deployIn(t, "westus", environment.Prod, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]any{"name": "Standard_GRS"}, m.Named(t, "primary-backup-storage").Inputs["sku"])
}

func TestAnotherRetentionIsAnotherPolicy(t *testing.T) {
	a, b := settings(environment.Prod), settings(environment.Prod)
	b.VaultRetentionDays++
	assert.Equal(t, "aks-4h-7d-30d", a.PolicyName())
	assert.Equal(t, "aks-4h-7d-31d", b.PolicyName())
	longest := backup.Settings{OperationalRetentionDays: 360, VaultRetentionDays: 3650}
	assert.NoError(t, azure.CheckName("Microsoft.DataProtection/backupVaults/backupPolicies", longest.PolicyName()))
}

func TestOutputs(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	var vault, account, group string
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		args, err := world(ctx, environment.Dev, region)
		if err != nil {
			return err
		}
		built, err := backup.New(ctx, "primary-backup", args)
		if err != nil {
			return err
		}
		pulumi.All(built.VaultID, built.StorageAccountID, built.SnapshotResourceGroupName).ApplyT(func(all []any) error {
			vault, account, group = all[0].(string), all[1].(string), all[2].(string)
			return nil
		})
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	assert.Equal(t, azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.DataProtection/backupVaults", names.BackupVault()), vault)
	assert.Equal(t, azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.Storage/storageAccounts", names.BackupStorageAccount()), account)
	assert.Equal(t, names.BackupSnapshotResourceGroup(), group)
}

func TestMissingArgumentsAreTold(t *testing.T) {
	for want, change := range map[string]func(*backup.Args){
		"Location is required":                func(a *backup.Args) { a.Location = azure.Location{} },
		"TenantID is required":                func(a *backup.Args) { a.TenantID = "" },
		"SubscriptionID is required":          func(a *backup.Args) { a.SubscriptionID = "" },
		"ResourceGroupName is required":       func(a *backup.Args) { a.ResourceGroupName = nil },
		"ClusterID is required":               func(a *backup.Args) { a.ClusterID = nil },
		"ClusterName is required":             func(a *backup.Args) { a.ClusterName = nil },
		"ClusterPrincipalID is required":      func(a *backup.Args) { a.ClusterPrincipalID = nil },
		"WorkspaceID is required":             func(a *backup.Args) { a.WorkspaceID = nil },
		"PrivateEndpointSubnetID is required": func(a *backup.Args) { a.PrivateEndpointSubnetID = nil },
		"BlobZoneID is required":              func(a *backup.Args) { a.BlobZoneID = nil },
		`the engine "none" deploys nothing`:   func(a *backup.Args) { a.Settings.Engine = backup.None },
	} {
		t.Run(want, func(t *testing.T) {
			m, err := deploy(t, environment.Dev, change)
			assert.ErrorContains(t, err, `backup "primary-backup": `+want)
			assert.Empty(t, m.Below(component))
		})
	}
	err := pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := backup.New(ctx, "b", nil)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", &monitor.Monitor{}))
	assert.ErrorContains(t, err, `backup "b": args are required`)
}
