package containerservice_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// maintenance is a weekly window for node images, with changes.
func maintenance(changes object) object {
	return change(object{
		"resourceGroupName": clusterGroup, "resourceName": "aks-one", "configName": "aksManagedNodeOSUpgradeSchedule",
		"maintenanceWindow": object{"durationHours": 6.0, "startTime": "21:00", "schedule": object{"weekly": object{"dayOfWeek": "Tuesday", "intervalWeeks": 1.0}}},
	}, changes)
}

func TestAMaintenanceWindowIsCreated(t *testing.T) {
	p := newPlatform(t).build()
	p.make(azure.TypeManagedCluster, cluster(nil))
	made := p.make(azure.TypeMaintenanceConfiguration, maintenance(object{"maintenanceWindow.notAllowedDates": list(object{"start": "2026-12-20", "end": "2027-01-06"})}))
	assert.Equal(t, clusterID+"/maintenanceConfigurations/aksManagedNodeOSUpgradeSchedule", made.ID)
	want := object{
		"name": "aksManagedNodeOSUpgradeSchedule", "type": "Microsoft.ContainerService/managedClusters/maintenanceConfigurations",
		"maintenanceWindow": object{"durationHours": 6.0, "startTime": "21:00", "utcOffset": "+00:00", "startDate": "2026-01-05",
			"schedule":        object{"weekly": object{"dayOfWeek": "Tuesday", "intervalWeeks": 1.0}},
			"notAllowedDates": list(object{"start": "2026-12-20", "end": "2027-01-06"})},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
}

func TestAllowedMaintenanceWindows(t *testing.T) {
	for name, changes := range map[string]object{
		"daily":            {"maintenanceWindow.schedule": object{"daily": object{"intervalDays": 3.0}}},
		"absolute monthly": {"configName": "aksManagedAutoUpgradeSchedule", "maintenanceWindow.schedule": object{"absoluteMonthly": object{"dayOfMonth": 31.0, "intervalMonths": 6.0}}},
		"relative monthly": {"maintenanceWindow.schedule": object{"relativeMonthly": object{"dayOfWeek": "Monday", "weekIndex": "Last", "intervalMonths": 2.0}}},
		"default":          {"configName": "default"},
		"longest":          {"maintenanceWindow.durationHours": 24.0, "maintenanceWindow.utcOffset": "-08:00", "maintenanceWindow.startDate": "2026-12-01"},
		"unknown":          {"maintenanceWindow": engine.Unknown},
		"unknown parts":    {"maintenanceWindow.durationHours": engine.Unknown, "maintenanceWindow.startTime": engine.Unknown, "configName": engine.Unknown},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := newPlatform(t).Check(request(azure.TypeMaintenanceConfiguration, maintenance(changes)))
			assert.NoError(t, err)
			assert.Empty(t, failures)
		})
	}
}

func TestRefusedMaintenanceWindows(t *testing.T) {
	for name, c := range map[string]struct {
		changes object
		code    engine.Code
		says    string
	}{
		"a name of one's own":       {object{"configName": "nights"}, engine.CodeInvalidResourceName, "aksManagedAutoUpgradeSchedule"},
		"too short":                 {object{"maintenanceWindow.durationHours": 3.0}, containerservice.CodeInvalidParameter, "between 4 and 24"},
		"too long":                  {object{"maintenanceWindow.durationHours": 25.0}, containerservice.CodeInvalidParameter, "between 4 and 24"},
		"no schedule":               {object{"maintenanceWindow.schedule": object{}}, containerservice.CodeInvalidParameter, "exactly one schedule"},
		"two schedules":             {object{"maintenanceWindow.schedule.daily": object{"intervalDays": 1.0}}, containerservice.CodeInvalidParameter, "exactly one schedule"},
		"daily default":             {object{"configName": "default", "maintenanceWindow.schedule": object{"daily": object{"intervalDays": 1.0}}}, containerservice.CodeInvalidParameter, "weekly schedule only"},
		"too many weeks":            {object{"maintenanceWindow.schedule.weekly.intervalWeeks": 5.0}, containerservice.CodeInvalidParameter, "between 1 and 4"},
		"day that is none":          {object{"maintenanceWindow.schedule.weekly.dayOfWeek": "Someday"}, engine.CodeInvalidRequestContent, "Someday"},
		"start that is no time":     {object{"maintenanceWindow.startTime": "24:00"}, containerservice.CodeInvalidParameter, "02:00"},
		"offset that is none":       {object{"maintenanceWindow.utcOffset": "CET"}, containerservice.CodeInvalidParameter, "+01:00"},
		"date that is none":         {object{"maintenanceWindow.startDate": "2026-02-30"}, containerservice.CodeInvalidParameter, "2026-11-21"},
		"days back to front":        {object{"maintenanceWindow.notAllowedDates": list(object{"start": "2027-01-06", "end": "2026-12-20"})}, containerservice.CodeInvalidParameter, "before the start"},
		"hours of the old form":     {object{"timeInWeek": list(object{"day": "Monday", "hourSlots": list(1.0)})}, containerservice.CodeInvalidParameter, "only the configuration default"},
		"cluster that is not there": {object{"resourceName": "aks-none"}, engine.CodeParentResourceNotFound, "aks-none"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t)
			p.steps = p.steps[:3]
			_, err := p.build().Create(ctx, request(azure.TypeMaintenanceConfiguration, maintenance(c.changes)))
			refused(t, err, c.code, c.says)
		})
	}
}
