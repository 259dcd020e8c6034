package monitoring_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func TestDefaultsOfEachClass(t *testing.T) {
	dev := monitoring.Settings{
		RetentionInDays: 30, DailyQuotaGB: -1, ContainerLogPlan: "basic", ContainerLogRetentionInDays: 30,
		Grafana: monitoring.Grafana{Mode: "none", PublicNetworkAccess: "Enabled", ZoneRedundancy: "Disabled"},
	}
	prod := dev
	prod.Grafana = monitoring.Grafana{Mode: "managed", PublicNetworkAccess: "Disabled", ZoneRedundancy: "Enabled"}
	for class, want := range map[environment.Class]monitoring.Settings{environment.Dev: dev, environment.QA: prod, environment.Prod: prod} {
		got := settings(t, class)
		assert.Equal(t, want, got, class)
		assert.Empty(t, got.Validate("monitoring", class), class)
		assert.True(t, got.ContainerLogsBasic())
	}
	assert.True(t, prod.Grafana.Private())
	assert.False(t, dev.Grafana.Private())
	public := prod.Grafana
	public.PublicNetworkAccess = "Enabled"
	assert.True(t, public.Managed())
	assert.False(t, public.Private())
}

// A part that is written down keeps the defaults of the rest.
func TestWrittenSettingsKeepTheOtherDefaults(t *testing.T) {
	got := settings(t, environment.Prod)
	require.Empty(t, field.Decode("monitoring", map[string]any{
		"containerLogPlan": "analytics", "grafana": map[string]any{"publicNetworkAccess": "Enabled", "adminGroupObjectIDs": []any{admins}},
	}, &got, environment.Prod))
	assert.Equal(t, monitoring.Settings{
		RetentionInDays: 30, DailyQuotaGB: -1, ContainerLogPlan: "analytics", ContainerLogRetentionInDays: 30,
		Grafana: monitoring.Grafana{Mode: "managed", PublicNetworkAccess: "Enabled", ZoneRedundancy: "Enabled", AdminGroupObjectIDs: []string{admins}},
	}, got)
	assert.False(t, got.ContainerLogsBasic())
}

func TestRejectedSettings(t *testing.T) {
	const (
		retention = "\n    (https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure)"
		access    = "\n    (https://learn.microsoft.com/azure/managed-grafana/how-to-manage-access-permissions-users-identities)"
	)
	for name, test := range map[string]struct {
		change func(*monitoring.Settings)
		want   []string
	}{
		"limits": {func(s *monitoring.Settings) {
			s.RetentionInDays, s.DailyQuotaGB, s.ContainerLogPlan, s.ContainerLogRetentionInDays = 730, 0.023, "analytics", 4383
		}, nil},
		"a month less a day": {func(s *monitoring.Settings) { s.RetentionInDays = 29 }, []string{
			"monitoring.retentionInDays: 29 is outside 30 to 730; choose 30 to 730" + retention,
		}},
		"too long, and nothing": {func(s *monitoring.Settings) { s.RetentionInDays, s.DailyQuotaGB = 731, 0 }, []string{
			"monitoring.retentionInDays: 731 is outside 30 to 730; choose 30 to 730" + retention,
			"monitoring.dailyQuotaGb: 0 is no amount that Azure takes; choose -1 for no limit, or at least 0.023\n" +
				"    (https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap)",
		}},
		"plan that is none": {func(s *monitoring.Settings) { s.ContainerLogPlan = "Basic" }, []string{
			"monitoring.containerLogPlan: \"Basic\" is not supported; choose one of basic, analytics",
		}},
		"basic logs kept for a week": {func(s *monitoring.Settings) { s.ContainerLogRetentionInDays = 7 }, []string{
			"monitoring.containerLogRetentionInDays: 7 is shorter than the 30 days in which container logs can be queried; choose at least 30" + retention,
		}},
		"shorter than the workspace": {func(s *monitoring.Settings) { s.ContainerLogPlan, s.RetentionInDays = "analytics", 365 }, []string{
			"monitoring.containerLogRetentionInDays: 30 is shorter than the 365 days in which container logs can be queried; choose at least 365" + retention,
		}},
		"between two years": {func(s *monitoring.Settings) { s.ContainerLogRetentionInDays = 1000 }, []string{
			"monitoring.containerLogRetentionInDays: 1000 is no retention that Azure offers; choose up to 730, or one of " +
				"1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383" + retention,
		}},
		"words that are none": {func(s *monitoring.Settings) {
			s.Grafana = monitoring.Grafana{Mode: "selfHosted", PublicNetworkAccess: "off", ZoneRedundancy: "on"}
		}, []string{
			"monitoring.grafana.mode: \"selfHosted\" is not supported; choose one of managed, none", "monitoring.grafana.publicNetworkAccess: \"off\" is not supported; choose one of Enabled, Disabled",
			"monitoring.grafana.zoneRedundancy: \"on\" is not supported; choose one of Enabled, Disabled",
		}},
		"a name and a double": {func(s *monitoring.Settings) { s.Grafana.AdminGroupObjectIDs = []string{admins, "sre", admins} }, []string{
			"monitoring.grafana.adminGroupObjectIDs[1]: \"sre\" is not the object ID of a group; give the GUID that Entra shows for the group" + access,
			"monitoring.grafana.adminGroupObjectIDs[2]: \"" + admins + "\" is named twice; leave one out" + access,
		}},
		"groups for nothing": {func(s *monitoring.Settings) { s.Grafana.Mode, s.Grafana.AdminGroupObjectIDs = "none", []string{admins} }, []string{
			"monitoring.grafana.adminGroupObjectIDs: names groups, and there is no Grafana; set mode to managed, or leave the groups out",
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := settings(t, environment.Prod)
			test.change(&s)
			errors := s.Validate("monitoring", environment.Prod)
			require.Len(t, errors, len(test.want))
			for i, want := range test.want {
				assert.Contains(t, errors[i].Error(), want)
				assert.NotEmpty(t, errors[i].Source)
			}
		})
	}
}

func TestARegionWithoutZonesHasNoZoneRedundantGrafana(t *testing.T) {
	without, with := azure.Location{Name: "westus"}, azure.Location{Name: "westeurope", Zones: []string{"1", "2", "3"}}
	prod, dev := settings(t, environment.Prod), settings(t, environment.Dev)
	errors := prod.ValidateLocation("monitoring", without)
	require.Len(t, errors, 1)
	assert.Equal(t, "monitoring.grafana.zoneRedundancy: \"Enabled\" needs zones, and westus has none; set it to Disabled\n"+
		"    (https://learn.microsoft.com/azure/managed-grafana/how-to-enable-zone-redundancy)", errors[0].Error())
	assert.Empty(t, prod.ValidateLocation("monitoring", with))
	dev.Grafana.ZoneRedundancy = "Enabled"
	assert.Empty(t, dev.ValidateLocation("monitoring", without), "there is no Grafana")
}
