package monitoring

import (
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Settings are the workspace's part of the configuration.
type Settings struct {
	// RetentionInDays is how long logs can be queried, 30 to 730. Default 30; regulated environments want 365.
	// https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
	RetentionInDays int `json:"retentionInDays" jsonschema:"minimum=30,maximum=730"`
	// DailyQuotaGB stops collecting for the rest of a day in which this many GB have come in, at least 0.023; -1 never
	// does. Default -1: what is lost first in an attack or an outage is what was needed.
	// https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap
	DailyQuotaGB float64 `json:"dailyQuotaGb"`
}

const (
	// unlimited is the daily quota of a workspace without one.
	unlimited = -1
	// smallestQuota is Azure's lower limit, in GB.
	// Source: https://learn.microsoft.com/cli/azure/monitor/log-analytics/workspace
	smallestQuota = 0.023

	retentionSource = "https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure"
	quotaSource     = "https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap"
)

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(environment.Class) {
	s.RetentionInDays, s.DailyQuotaGB = 30, unlimited
}

// Validate reports every mistake in the settings.
func (s Settings) Validate(path field.Path, _ environment.Class) field.Errors {
	errors := field.Between(path.Child("retentionInDays"), s.RetentionInDays, 30, 730, retentionSource)
	if s.DailyQuotaGB != unlimited && !(s.DailyQuotaGB >= smallestQuota) {
		errors.Add(field.Error{
			Path: path.Child("dailyQuotaGb"), Value: s.DailyQuotaGB, Rule: "is no amount that Azure takes",
			Remedy: "choose -1 for no limit, or at least 0.023", Source: quotaSource,
		})
	}
	return errors
}
