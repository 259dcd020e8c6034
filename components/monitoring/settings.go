package monitoring

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Values of ContainerLogPlan.
const (
	// PlanBasic costs a fraction to write, and is paid for by the query. Alerts cannot read it.
	PlanBasic = "basic"
	// PlanAnalytics is for logs that are read often, or by alerts.
	PlanAnalytics = "analytics"
)

// Values of Grafana.Mode.
const (
	// GrafanaManaged is Azure Managed Grafana.
	GrafanaManaged = "managed"
	// GrafanaNone builds no Grafana; metrics can be read in the portal.
	GrafanaNone = "none"
)

// Spellings of ARM's switches.
const (
	enabled  = "Enabled"
	disabled = "Disabled"
)

// Settings are monitoring's part of the configuration.
type Settings struct {
	// RetentionInDays is how long logs can be queried, 30 to 730. Default 30; regulated environments want 365.
	// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
	RetentionInDays int `json:"retentionInDays" jsonschema:"minimum=30,maximum=730"`
	// DailyQuotaGB stops collecting for the rest of a day in which this many GB have come in, at least 0.023; -1 never
	// does. Default -1: what is lost first in an attack or an outage is what was needed.
	// https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap
	DailyQuotaGB float64 `json:"dailyQuotaGb"`
	// ContainerLogPlan is the plan of the table of container logs, the largest of all: basic or analytics. Default basic. A
	// basic table can be queried for 30 days, alone or joined by whoever looks; alerts that read container logs need
	// analytics. https://learn.microsoft.com/azure/azure-monitor/logs/logs-table-plans
	ContainerLogPlan string `json:"containerLogPlan" jsonschema:"enum=basic,enum=analytics"`
	// ContainerLogRetentionInDays is how long container logs are kept in all; beyond the days in which they can be
	// queried they are archived. At least 30 with the basic plan, at least retentionInDays with the other; up to 730, or
	// a number of years: 1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383. Default 30.
	// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
	ContainerLogRetentionInDays int `json:"containerLogRetentionInDays" jsonschema:"minimum=30,maximum=4383"`
	// Grafana shows the metrics.
	Grafana Grafana `json:"grafana"`
}

// Grafana are the settings of the dashboards.
type Grafana struct {
	// Mode is managed for Azure Managed Grafana, or none. Default dev none, prod managed.
	// https://learn.microsoft.com/azure/managed-grafana/overview
	Mode string `json:"mode" jsonschema:"enum=managed,enum=none"`
	// PublicNetworkAccess is Enabled for a public address behind Entra sign-in, or Disabled for a private endpoint alone.
	// Default dev Enabled, prod Disabled.
	// https://learn.microsoft.com/azure/managed-grafana/how-to-set-up-private-access
	PublicNetworkAccess string `json:"publicNetworkAccess" jsonschema:"enum=Enabled,enum=Disabled"`
	// ZoneRedundancy is Enabled to spread Grafana over zones, which costs more and cannot be changed later. Default dev
	// Disabled, prod Enabled. https://learn.microsoft.com/azure/managed-grafana/how-to-enable-zone-redundancy
	ZoneRedundancy string `json:"zoneRedundancy" jsonschema:"enum=Enabled,enum=Disabled"`
	// AdminGroupObjectIDs are Entra groups whose members may change everything in Grafana. Default none: then only
	// owners of the subscription get in.
	// https://learn.microsoft.com/azure/managed-grafana/how-to-manage-access-permissions-users-identities
	AdminGroupObjectIDs []string `json:"adminGroupObjectIDs"`
}

const (
	// unlimited is the daily quota of a workspace without one.
	unlimited = -1
	// smallestQuota is Azure's lower limit, in GB.
	// Source: https://learn.microsoft.com/cli/azure/monitor/log-analytics/workspace
	smallestQuota = 0.023
	// shortestRetention is that of a basic table, in days, and what a workspace keeps at no extra cost.
	shortestRetention = 30
	// twoYears is the longest retention that need not be a whole number of years, in days.
	twoYears = 730

	retentionSource = "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure"
	quotaSource     = "https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap"
	planSource      = "https://learn.microsoft.com/azure/azure-monitor/logs/logs-table-plans"
	grafanaSource   = "https://learn.microsoft.com/azure/managed-grafana/overview"
	zonesSource     = "https://learn.microsoft.com/azure/managed-grafana/how-to-enable-zone-redundancy"
	privateSource   = "https://learn.microsoft.com/azure/managed-grafana/how-to-set-up-private-access"
	accessSource    = "https://learn.microsoft.com/azure/managed-grafana/how-to-manage-access-permissions-users-identities"
)

// years are the total retentions that Azure offers beyond two years, in days.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
var years = []int{1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.RetentionInDays, s.DailyQuotaGB = shortestRetention, unlimited
	s.ContainerLogPlan, s.ContainerLogRetentionInDays = PlanBasic, shortestRetention
	s.Grafana.SetDefaults(class)
}

// SetDefaults implements field.Defaulter.
func (g *Grafana) SetDefaults(class environment.Class) {
	g.Mode = environment.Pick(class, GrafanaNone, GrafanaManaged)
	g.PublicNetworkAccess = environment.Pick(class, enabled, disabled)
	g.ZoneRedundancy = environment.Pick(class, disabled, enabled)
}

// ContainerLogsBasic reports whether container logs are in a table that alerts cannot read.
func (s Settings) ContainerLogsBasic() bool { return s.ContainerLogPlan == PlanBasic }

// Managed reports whether Azure Managed Grafana is built.
func (g Grafana) Managed() bool { return g.Mode == GrafanaManaged }

// Private reports whether Grafana is built and has a private endpoint, for which it needs a subnet and a DNS zone.
func (g Grafana) Private() bool { return g.Managed() && g.PublicNetworkAccess == disabled }

// Validate reports every mistake in the settings.
func (s Settings) Validate(path field.Path, class environment.Class) field.Errors {
	errors := field.Between(path.Child("retentionInDays"), s.RetentionInDays, shortestRetention, twoYears, retentionSource)
	if s.DailyQuotaGB != unlimited && !(s.DailyQuotaGB >= smallestQuota) {
		errors.Add(field.Error{
			Path: path.Child("dailyQuotaGb"), Value: s.DailyQuotaGB, Rule: "is no amount that Azure takes",
			Remedy: "choose -1 for no limit, or at least 0.023", Source: quotaSource,
		})
	}
	errors.Append(field.OneOf(path.Child("containerLogPlan"), s.ContainerLogPlan, []string{PlanBasic, PlanAnalytics}, planSource))
	errors.Append(s.validateContainerLogRetention(path.Child("containerLogRetentionInDays")))
	errors.Append(s.Grafana.Validate(path.Child("grafana"), class))
	return errors
}

// validateContainerLogRetention reports a total that is shorter than the time in which logs can be queried, or that Azure
// does not offer.
func (s Settings) validateContainerLogRetention(path field.Path) field.Errors {
	days, shortest := s.ContainerLogRetentionInDays, shortestRetention
	if s.ContainerLogPlan == PlanAnalytics {
		shortest = s.RetentionInDays
	}
	switch {
	case days < shortest:
		return field.Errors{{
			Path: path, Value: days, Rule: fmt.Sprintf("is shorter than the %d days in which container logs can be queried", shortest),
			Remedy: fmt.Sprintf("choose at least %d", shortest), Source: retentionSource,
		}}
	case days > twoYears && !slices.Contains(years, days):
		return field.Errors{{
			Path: path, Value: days, Rule: "is no retention that Azure offers", Remedy: fmt.Sprintf("choose up to %d, or one of %s", twoYears, strings.Trim(strings.ReplaceAll(fmt.Sprint(years), " ", ", "), "[]")),
			Source: retentionSource,
		}}
	}
	return nil
}

// Validate reports every mistake in the settings.
func (g Grafana) Validate(path field.Path, _ environment.Class) field.Errors {
	switches := []string{enabled, disabled}
	errors := field.OneOf(path.Child("mode"), g.Mode, []string{GrafanaManaged, GrafanaNone}, grafanaSource)
	errors.Append(field.OneOf(path.Child("publicNetworkAccess"), g.PublicNetworkAccess, switches, privateSource))
	errors.Append(field.OneOf(path.Child("zoneRedundancy"), g.ZoneRedundancy, switches, zonesSource))
	admins := path.Child("adminGroupObjectIDs")
	for i, id := range g.AdminGroupObjectIDs {
		switch {
		case !azure.IsGUID(id):
			errors.Add(field.Error{
				Path: admins.Index(i), Value: id, Rule: "is not the object ID of a group", Remedy: "give the GUID that Entra shows for the group",
				Source: accessSource,
			})
		case slices.Contains(g.AdminGroupObjectIDs[:i], id):
			errors.Add(field.Error{
				Path: admins.Index(i), Value: id, Rule: "is named twice", Remedy: "leave one out", Source: accessSource,
			})
		}
	}
	if g.Mode == GrafanaNone && len(g.AdminGroupObjectIDs) > 0 {
		errors.Add(field.Error{
			Path: admins, Rule: "names groups, and there is no Grafana", Remedy: "set mode to managed, or leave the groups out",
			Source: grafanaSource,
		})
	}
	return errors
}

// ValidateLocation reports what a region does not offer: zones for Grafana where the region has none.
func (s Settings) ValidateLocation(path field.Path, location azure.Location) field.Errors {
	if !s.Grafana.Managed() || s.Grafana.ZoneRedundancy != enabled || len(location.Zones) > 0 {
		return nil
	}
	return field.Errors{{
		Path: path.Child("grafana").Child("zoneRedundancy"), Value: enabled, Rule: fmt.Sprintf("needs zones, and %s has none", location.Name),
		Remedy: "set it to Disabled", Source: zonesSource,
	}}
}
