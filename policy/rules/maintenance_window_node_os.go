package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var maintenanceWindowNodeOS = pack.Rule{
	ID:       "maintenance-window-node-os",
	Title:    "Nodes are patched in a weekly window",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Without a window nodes are drained and replaced at any hour; with a rare or short one fixes arrive late or the change is cut off.",
	Absent:   "Azure patches nodes whenever a new image is there.",
	Remedy: "Add a MaintenanceConfiguration named aksManagedNodeOSUpgradeSchedule to the cluster, daily or weekly, with a " +
		"durationHours of at least 4.",
	Source: "https://learn.microsoft.com/azure/aks/planned-maintenance",
	Types:  []string{azure.TypeManagedCluster},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachCluster(s, func(c pack.Resource) pack.Verdict {
			var windows []pack.Verdict
			unsure := pack.False
			for _, m := range s.Of(azure.TypeMaintenanceConfiguration) {
				is := configName(m).Is(nodeOSWindow).And(belongsTo(m, c))
				if is.Yes() {
					windows = append(windows, nodeOSSchedule(m))
				}
				unsure = unsure.Or(is)
			}
			if len(windows) == 0 {
				return pack.When(unsure, pack.Pass, func() pack.Verdict {
					return c.Fail("the cluster has no maintenance configuration %s", nodeOSWindow)
				})
			}
			return pack.Any(windows...)
		})
	},
	Pass: pack.Examples{
		"weekly": pack.Together(aks(), window("aks-example", nodeOSWindow, "maintenanceWindow.durationHours", 12,
			"maintenanceWindow.schedule.weekly", set("dayOfWeek", "Tuesday", "intervalWeeks", 1))),
		"daily": pack.Together(aks(), window("aks-example", nodeOSWindow, "maintenanceWindow.durationHours", 4,
			"maintenanceWindow.schedule.daily", set("intervalDays", 1))),
		"cluster from its output": pack.Together(aks(), madeFrom(window("", nodeOSWindow, "resourceName", pack.Unknown,
			"maintenanceWindow.durationHours", 4, "maintenanceWindow.schedule.daily.intervalDays", 1), "resourceName", "cluster")),
	},
	Fail: pack.Examples{
		"window left out": pack.Together(aks()),
		"window of the control plane only": pack.Together(aks(), window("aks-example", "aksManagedAutoUpgradeSchedule",
			"maintenanceWindow.durationHours", 12, "maintenanceWindow.schedule.weekly", set("dayOfWeek", "Tuesday", "intervalWeeks", 1))),
		"window of another": pack.Together(aks(), window("aks-other", nodeOSWindow,
			"maintenanceWindow.durationHours", 12, "maintenanceWindow.schedule.weekly", set("dayOfWeek", "Tuesday", "intervalWeeks", 1))),
		"every second week": pack.Together(aks(), window("aks-example", nodeOSWindow, "maintenanceWindow.durationHours", 12,
			"maintenanceWindow.schedule.weekly", set("dayOfWeek", "Tuesday", "intervalWeeks", 2))),
		"every tenth day": pack.Together(aks(), window("aks-example", nodeOSWindow, "maintenanceWindow.durationHours", 12,
			"maintenanceWindow.schedule.daily.intervalDays", 10)),
		"monthly": pack.Together(aks(), window("aks-example", nodeOSWindow, "maintenanceWindow.durationHours", 12,
			"maintenanceWindow.schedule.absoluteMonthly", set("dayOfMonth", 1, "intervalMonths", 1))),
		"short": pack.Together(aks(), window("aks-example", nodeOSWindow, "maintenanceWindow.durationHours", 3,
			"maintenanceWindow.schedule.weekly", set("dayOfWeek", "Tuesday", "intervalWeeks", 1))),
		"duration left out": pack.Together(aks(), window("aks-example", nodeOSWindow,
			"maintenanceWindow.schedule.weekly", set("dayOfWeek", "Tuesday", "intervalWeeks", 1))),
	},
}

// nodeOSWindow is the name by which AKS finds the window for node images.
// Source: https://learn.microsoft.com/azure/aks/planned-maintenance#schedule-configuration-types-for-planned-maintenance
const nodeOSWindow = "aksManagedNodeOSUpgradeSchedule"

// shortestWindowHours is the shortest window that AKS takes.
const shortestWindowHours = 4

func window(cluster, name string, pairs ...any) pack.ExampleResource {
	return object("window", azure.TypeMaintenanceConfiguration, append([]any{"resourceName", cluster, "configName", name}, pairs...)...)
}

func configName(m pack.Resource) pack.Value {
	if name := m.At("configName"); !name.Exists().No() {
		return name
	}
	return m.At("name")
}

func nodeOSSchedule(m pack.Resource) pack.Verdict {
	plan := m.At("maintenanceWindow")
	schedule := plan.At("schedule")
	daily, weekly := schedule.At("daily"), schedule.At("weekly")
	return pack.All(
		plan.At("durationHours").MustBeAtLeast(shortestWindowHours),
		pack.When(daily.Exists(),
			func() pack.Verdict { return atMost(daily.At("intervalDays"), 7) },
			func() pack.Verdict {
				return pack.When(weekly.Exists(),
					func() pack.Verdict { return atMost(weekly.At("intervalWeeks"), 1) },
					func() pack.Verdict { return schedule.Fail("must be daily or weekly") })
			}),
	)
}

func atMost(v pack.Value, limit float64) pack.Verdict {
	return v.MustMatch("must be set and at least weekly", func(v pack.Value) bool {
		n, ok := v.Number()
		return ok && n <= limit
	})
}
