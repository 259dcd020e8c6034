package backup_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func TestDefaults(t *testing.T) {
	for class, redundancy := range map[environment.Class]backup.Redundancy{
		environment.Dev: backup.ZoneRedundant, environment.QA: backup.GeoRedundant, environment.Prod: backup.GeoRedundant,
	} {
		var s backup.Settings
		require.Empty(t, field.Decode("backup", nil, &s, class))
		assert.Equal(t, backup.Settings{Engine: backup.None, OperationalRetentionDays: 7, VaultRetentionDays: 30, Redundancy: redundancy}, s)
		assert.Empty(t, s.Validate("backup", class))
		assert.False(t, s.Enabled())
	}
}

func TestEveryKeyIsRead(t *testing.T) {
	var s backup.Settings
	require.Empty(t, field.Decode("backup", map[string]any{
		"engine": "azureBackup", "includedNamespaces": []any{"shop"}, "operationalRetentionDays": 5., "vaultRetentionDays": 90.,
		"redundancy": "GeoRedundant", "crossRegionRestore": true,
	}, &s, environment.Dev))
	assert.Equal(t, backup.Settings{
		Engine: backup.AzureBackup, IncludedNamespaces: []string{"shop"}, OperationalRetentionDays: 5, VaultRetentionDays: 90,
		Redundancy: backup.GeoRedundant, CrossRegionRestore: true,
	}, s)
	assert.True(t, s.Enabled())
}

func TestRefusedSettings(t *testing.T) {
	const (
		matrix = "\n    (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations)"
		policy = "\n    (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli#before-you-start)"
		page   = "\n    (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview)"
		vault  = "\n    (https://learn.microsoft.com/azure/backup/create-manage-backup-vault)"
	)
	var many []string
	for i := range 801 {
		many = append(many, fmt.Sprintf("n%d", i))
	}
	for name, c := range map[string]struct {
		change func(*backup.Settings)
		want   []string
	}{
		"nothing wrong":  {func(*backup.Settings) {}, nil},
		"shortest":       {func(s *backup.Settings) { s.OperationalRetentionDays, s.VaultRetentionDays = 1, 2 }, nil},
		"longest":        {func(s *backup.Settings) { s.OperationalRetentionDays, s.VaultRetentionDays = 360, 3650 }, nil},
		"800 namespaces": {func(s *backup.Settings) { s.IncludedNamespaces = many[:800] }, nil},
		"engine that is none": {func(s *backup.Settings) { s.Engine = "kasten" }, []string{
			`backup.engine: "kasten" is not supported; choose one of none, azureBackup` + page,
		}},
		"no engine": {func(s *backup.Settings) { s.Engine = "" }, []string{"backup.engine: is required; choose one of none, azureBackup" + page}},
		"velero": {func(s *backup.Settings) { s.Engine = backup.Velero }, []string{
			`backup.engine: "velero" is not available: the landing zone brings no manifests for it yet; choose azureBackup, or none and install Velero from your own repository` + page,
		}},
		"snapshots for 0 days":   {func(s *backup.Settings) { s.OperationalRetentionDays = 0 }, []string{"backup.operationalRetentionDays: 0 is outside 1 to 360; choose 1 to 360" + policy}},
		"snapshots for 361 days": {func(s *backup.Settings) { s.OperationalRetentionDays, s.VaultRetentionDays = 361, 400 }, []string{"backup.operationalRetentionDays: 361 is outside 1 to 360; choose 1 to 360" + policy}},
		"vault for 0 days":       {func(s *backup.Settings) { s.VaultRetentionDays = 0 }, []string{"backup.vaultRetentionDays: 0 is outside 1 to 3650; choose 1 to 3650"}},
		"vault for 3651 days":    {func(s *backup.Settings) { s.VaultRetentionDays = 3651 }, []string{"backup.vaultRetentionDays: 3651 is outside 1 to 3650; choose 1 to 3650"}},
		"vault for no longer": {func(s *backup.Settings) { s.VaultRetentionDays = 7 }, []string{
			"backup.vaultRetentionDays: 7 is not above operationalRetentionDays 7, so that the vault would hold nothing that the subscription does not; choose 8 to 3650",
		}},
		"redundancy that is none": {func(s *backup.Settings) { s.Redundancy = "LocallyRedundant" }, []string{
			`backup.redundancy: "LocallyRedundant" is not supported; choose one of ZoneRedundant, GeoRedundant` + vault,
		}},
		"restore where no copies are": {func(s *backup.Settings) { s.Redundancy, s.CrossRegionRestore = backup.ZoneRedundant, true }, []string{
			"backup.crossRegionRestore: true needs copies in the paired region, and redundancy is ZoneRedundant; set redundancy to GeoRedundant, or crossRegionRestore to false" +
				"\n    (https://learn.microsoft.com/azure/backup/tutorial-cross-region-restore)",
		}},
		"801 namespaces": {func(s *backup.Settings) { s.IncludedNamespaces = many }, []string{
			"backup.includedNamespaces: 801 namespaces are too many for one backup; choose at most 800, or leave them out to back up all" + matrix,
		}},
		"namespaces": {func(s *backup.Settings) { s.IncludedNamespaces = []string{"shop", "kube-system", "Shop", "shop"} }, []string{
			`backup.includedNamespaces[1]: "kube-system" is never backed up; leave it out` + matrix,
			`backup.includedNamespaces[2]: "Shop" is no name of a namespace; use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends`,
			`backup.includedNamespaces[3]: "shop" is listed twice; list it once`,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := settings(environment.Prod)
			c.change(&s)
			assert.Equal(t, c.want, texts(s.Validate("backup", environment.Prod)))
		})
	}
}

func texts(errors field.Errors) []string {
	var all []string
	for _, err := range errors {
		all = append(all, err.Error())
	}
	return all
}

func TestBackupNeedsTheDrivers(t *testing.T) {
	on, off := settings(environment.Prod), settings(environment.Prod)
	off.Engine = backup.None
	for _, c := range []struct {
		s              backup.Settings
		disk, snapshot bool
		want           string
	}{
		{on, true, true, ""},
		{off, false, false, ""},
		{on, false, false, "needs the cluster's drivers for disks and snapshots, which are off"},
		{on, true, false, "needs the cluster's driver for snapshots, which is off"},
		{on, false, true, "needs the cluster's driver for disks, which is off"},
	} {
		errors := c.s.ValidateDrivers("backup", c.disk, c.snapshot)
		if c.want == "" {
			assert.Empty(t, errors)
			continue
		}
		assert.Equal(t, []string{`backup.engine: "azureBackup" ` + c.want + "; set cluster.storage.disk and cluster.storage.snapshot to true" +
			"\n    (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations)"}, texts(errors))
	}
}

func TestTheRegionOffersTheRedundancy(t *testing.T) {
	for _, c := range []struct {
		region     string
		redundancy backup.Redundancy
		want       string
	}{
		{"westeurope", backup.GeoRedundant, ""},
		{"westeurope", backup.ZoneRedundant, ""},
		{"westus", backup.GeoRedundant, ""},
		{"polandcentral", backup.ZoneRedundant, ""},
		{"westus", backup.ZoneRedundant, `"ZoneRedundant" is not offered in westus, which has no zones; choose GeoRedundant`},
		{"polandcentral", backup.GeoRedundant, `"GeoRedundant" is not offered in polandcentral, which has no paired region; choose ZoneRedundant`},
	} {
		location, ok := azure.LookupLocation(c.region)
		require.True(t, ok)
		s := settings(environment.Prod)
		s.Redundancy = c.redundancy
		errors := s.ValidateRegion("backup", location)
		s.Engine = backup.None
		assert.Empty(t, s.ValidateRegion("backup", location), "nothing is deployed")
		if c.want == "" {
			assert.Empty(t, errors)
			continue
		}
		assert.Equal(t, []string{"backup.redundancy: " + c.want + "\n    (https://learn.microsoft.com/azure/backup/create-manage-backup-vault)"}, texts(errors))
	}
}
