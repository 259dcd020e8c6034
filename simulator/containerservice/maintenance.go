package containerservice

import (
	"regexp"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// windowDefault is the name of the window for AKS's own weekly releases.
// Source: https://learn.microsoft.com/azure/aks/planned-maintenance
const windowDefault = "default"

// Ranges of a window.
// Source: https://learn.microsoft.com/rest/api/aks/maintenance-configurations/create-or-update (API version 2024-10-01)
const minWindowHours, maxWindowHours = 4, 24

var (
	startTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
	utcOffset = regexp.MustCompile(`^[+-](0[0-9]|1[0-4]):[0-5][0-9]$`)
)

// schedules are the kinds of schedule and the ranges of their numbers.
var schedules = map[string]map[string]struct{ min, max int }{
	"daily":           {"intervalDays": {1, 7}},
	"weekly":          {"intervalWeeks": {1, 4}},
	"absoluteMonthly": {"intervalMonths": {1, 6}, "dayOfMonth": {1, 31}},
	"relativeMonthly": {"intervalMonths": {1, 6}},
}

func maintenanceConfiguration() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeMaintenanceConfiguration,
		Versions:   versions,
		APIVersion: apiVersion,
		ARMType:    maintenanceType,
		Names:      []string{"resourceName", "configName"},
		Args:       sdk.MaintenanceConfigurationArgs{},
		State:      sdk.MaintenanceConfiguration{},
		Check:      checkMaintenance,
		Put: func(op *engine.Operation) error {
			op.Default("+00:00", "maintenanceWindow", "utcOffset")
			op.Default(op.Now().Format(time.DateOnly), "maintenanceWindow", "startDate")
			if op.Old != nil && op.Inputs.At("maintenanceWindow", "startDate").Absent() {
				op.Set(op.Old.Out().At("maintenanceWindow", "startDate").Text(), "maintenanceWindow", "startDate")
			}
			return nil
		},
		Models: []string{
			"The name is one of the three that AKS has; the window lasts 4 to 24 hours and has exactly one schedule, of a kind that the name allows.",
			"Times, dates and offsets have their forms, and the days on which nothing runs are whole ranges.",
		},
		Codes: []engine.Code{CodeInvalidParameter, engine.CodeInvalidResourceName},
	}
}

func checkMaintenance(c *engine.Check) {
	window := c.Inputs.At("maintenanceWindow")
	c.Range(window.At("durationHours"), CodeInvalidParameter, minWindowHours, maxWindowHours)
	if v := window.At("startTime"); v.Present() && v.Known() && !startTime.MatchString(v.Text()) {
		errorf(c, v, "'%s' is not a time such as 02:00", v.Text())
	}
	if v := window.At("utcOffset"); v.Present() && v.Known() && !utcOffset.MatchString(v.Text()) {
		errorf(c, v, "'%s' is not an offset such as +01:00", v.Text())
	}
	checkDate(c, window.At("startDate"))
	for _, span := range window.At("notAllowedDates").Items() {
		from, ok1 := checkDate(c, span.At("start"))
		to, ok2 := checkDate(c, span.At("end"))
		if ok1 && ok2 && to.Before(from) {
			errorf(c, span, "the end %s is before the start %s", span.At("end").Text(), span.At("start").Text())
		}
	}
	checkSchedule(c, window.At("schedule"))
	if c.Name() != "" && c.Name() != windowDefault {
		for _, legacy := range []string{"timeInWeek", "notAllowedTime"} {
			if v := c.Inputs.At(legacy); v.Present() {
				errorf(c, v, "only the configuration default has it")
			}
		}
	}
}

func checkDate(c *engine.Check, v engine.Value) (time.Time, bool) {
	if v.Absent() || !v.Known() {
		return time.Time{}, false
	}
	d, err := time.Parse(time.DateOnly, v.Text())
	if err != nil {
		errorf(c, v, "'%s' is not a date such as 2026-11-21", v.Text())
	}
	return d, err == nil
}

// checkSchedule requires exactly one schedule, of a kind that the window's name allows.
// Source: https://learn.microsoft.com/azure/aks/planned-maintenance#schedule-types
func checkSchedule(c *engine.Check, schedule engine.Value) {
	if !schedule.Known() || schedule.Absent() {
		return
	}
	given := schedule.Keys()
	if len(given) != 1 {
		errorf(c, schedule, "exactly one schedule is required, not %d", len(given))
	}
	for _, kind := range given {
		for number, limits := range schedules[kind] {
			c.Range(schedule.At(kind, number), CodeInvalidParameter, limits.min, limits.max)
		}
		if c.Name() == windowDefault && kind != "weekly" {
			errorf(c, schedule.At(kind), "the configuration default takes a weekly schedule only")
		}
	}
}
