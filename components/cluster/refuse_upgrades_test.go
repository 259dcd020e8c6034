package cluster

import (
	"testing"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestAutoscalerRefuses(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "unneeded for less than two scans", text: `{"autoScalerProfile":{"scaleDownUnneededTime":"1m","scanInterval":"31s"}}`,
			want: `cluster.autoScalerProfile.scaleDownUnneededTime: "1m" is shorter than two scans of 31s, so a single look could remove a node; choose a longer time, or a shorter scanInterval
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)`,
		},
		{
			name: "priority without its ConfigMap", text: `{"autoScalerProfile":{"expander":"priority"}}`,
			want: `cluster.autoScalerProfile.expander: "priority" reads the ConfigMap cluster-autoscaler-priority-expander, which nothing installs here; choose random, least-waste or most-pods
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)`,
		},
		{
			name: "unknown expander", text: `{"autoScalerProfile":{"expander":"price"}}`,
			want: `cluster.autoScalerProfile.expander: "price" is not supported; choose one of random, least-waste, most-pods
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)`,
		},
		{
			name: "times in other units", text: `{"autoScalerProfile":{"scaleDownDelayAfterAdd":"600s","scanInterval":"1m","newPodScaleUpDelay":"now","scaleDownDelayAfterDelete":"1h"}}`,
			want: `cluster.autoScalerProfile.newPodScaleUpDelay: "now" is not a time that AKS takes here; write it as 0s, 2m or 1h
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)
cluster.autoScalerProfile.scaleDownDelayAfterAdd: "600s" is not a time that AKS takes here; write it as 10m
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)
cluster.autoScalerProfile.scaleDownDelayAfterDelete: "1h" is not a time that AKS takes here; write it as 20s or 1m
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)
cluster.autoScalerProfile.scanInterval: "1m" is not a time that AKS takes here; write it as 10s
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)`,
		},
		{
			name: "shares out of range", text: `{"autoScalerProfile":{"scaleDownUtilizationThreshold":1.5,"maxTotalUnreadyPercentage":101}}`,
			want: `cluster.autoScalerProfile.maxTotalUnreadyPercentage: 101 is outside 0 to 100; choose 0 to 100
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)
cluster.autoScalerProfile.scaleDownUtilizationThreshold: 1.5 is not a share of a node; choose 0 to 1
    (https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile)`,
		},
	})
}

func TestUpgradesRefuse(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "stable channel in production", text: `{"autoUpgradeProfile":{"upgradeChannel":"stable"}}`,
			want: `cluster.autoUpgradeProfile.upgradeChannel: "stable" moves production to another minor version by itself; choose none or patch
    (https://learn.microsoft.com/azure/aks/auto-upgrade-cluster#cluster-autoupgrade-channels)`,
		},
		{
			name: "rapid channel in production", text: `{"autoUpgradeProfile":{"upgradeChannel":"rapid"}}`,
			want: `cluster.autoUpgradeProfile.upgradeChannel: "rapid" moves production to another minor version by itself; choose none or patch
    (https://learn.microsoft.com/azure/aks/auto-upgrade-cluster#cluster-autoupgrade-channels)`,
		},
		{
			name: "legacy channel", class: environment.Dev, text: `{"autoUpgradeProfile":{"upgradeChannel":"node-image"}}`,
			want: `cluster.autoUpgradeProfile.upgradeChannel: "node-image" is superseded by nodeOSUpgradeChannel NodeImage; choose none or patch
    (https://learn.microsoft.com/azure/aks/auto-upgrade-cluster#cluster-autoupgrade-channels)`,
		},
		{
			name: "unknown channel", text: `{"autoUpgradeProfile":{"upgradeChannel":"monthly"}}`,
			want: `cluster.autoUpgradeProfile.upgradeChannel: "monthly" is not supported; choose one of none, patch, stable, rapid
    (https://learn.microsoft.com/azure/aks/auto-upgrade-cluster#cluster-autoupgrade-channels)`,
		},
		{
			name: "unmanaged nodes", class: environment.Dev, text: `{"autoUpgradeProfile":{"nodeOSUpgradeChannel":"Unmanaged"}}`,
			want: `cluster.autoUpgradeProfile.nodeOSUpgradeChannel: "Unmanaged" leaves it to chance whether nodes get their security updates; choose NodeImage
    (https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades)`,
		},
		{
			name: "nodes that are never updated", text: `{"autoUpgradeProfile":{"nodeOSUpgradeChannel":"None"}}`,
			want: `cluster.autoUpgradeProfile.nodeOSUpgradeChannel: "None" leaves it to chance whether nodes get their security updates; choose NodeImage
    (https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades)`,
		},
		{
			name: "unknown node channel", text: `{"autoUpgradeProfile":{"nodeOSUpgradeChannel":"Weekly"}}`,
			want: `cluster.autoUpgradeProfile.nodeOSUpgradeChannel: "Weekly" is not supported; choose one of NodeImage, SecurityPatch
    (https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades)`,
		},
		{
			name: "security patches in a weekly window", text: `{"autoUpgradeProfile":{"nodeOSUpgradeChannel":"SecurityPatch"}}`,
			want: `cluster.maintenance.aksManagedNodeOSUpgradeSchedule.schedule: "weekly" is too rare for nodeOSUpgradeChannel SecurityPatch; choose daily, with intervalDays 1 or 2
    (https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades)`,
		},
		{
			name: "security patches every third day", text: `{"autoUpgradeProfile":{"nodeOSUpgradeChannel":"SecurityPatch"},"maintenance":{"aksManagedNodeOSUpgradeSchedule":{"schedule":"daily","intervalDays":3}}}`,
			want: `cluster.maintenance.aksManagedNodeOSUpgradeSchedule.intervalDays: 3 is too rare for nodeOSUpgradeChannel SecurityPatch; choose 1 or 2
    (https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades)`,
		},
		{
			name: "node images every third week", text: `{"maintenance":{"aksManagedNodeOSUpgradeSchedule":{"intervalWeeks":3}}}`,
			want: `cluster.maintenance.aksManagedNodeOSUpgradeSchedule.intervalWeeks: 3 leaves nodes without updates for more than two weeks; choose 1 or 2
    (https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades)`,
		},
		{
			name: "window of three hours", text: `{"maintenance":{"aksManagedNodeOSUpgradeSchedule":{"durationHours":3}}}`,
			want: `cluster.maintenance.aksManagedNodeOSUpgradeSchedule.durationHours: 3 is outside 4 to 24; choose 4 to 24
    (https://learn.microsoft.com/azure/aks/planned-maintenance)`,
		},
		{
			name: "window on no day", text: `{"maintenance":{"aksManagedAutoUpgradeSchedule":{"dayOfWeek":"Wed","startTime":"24:00","utcOffset":"UTC"}}}`,
			want: `cluster.maintenance.aksManagedAutoUpgradeSchedule.dayOfWeek: "Wed" is not supported; choose one of Sunday, Monday, Tuesday, Wednesday, Thursday, Friday, Saturday
    (https://learn.microsoft.com/azure/aks/planned-maintenance)
cluster.maintenance.aksManagedAutoUpgradeSchedule.startTime: "24:00" is not a time of day; write 00:00 to 23:59
    (https://learn.microsoft.com/azure/aks/planned-maintenance)
cluster.maintenance.aksManagedAutoUpgradeSchedule.utcOffset: "UTC" is not an offset; write it as +01:00
    (https://learn.microsoft.com/azure/aks/planned-maintenance)`,
		},
		{
			name: "daily window for releases", text: `{"maintenance":{"default":{"schedule":"daily"}}}`,
			want: `cluster.maintenance.default.schedule: "daily" is not possible for AKS's own releases; choose weekly
    (https://learn.microsoft.com/azure/aks/planned-maintenance)`,
		},
		{
			name: "window for releases every other week", text: `{"maintenance":{"default":{"intervalWeeks":2}}}`,
			want: `cluster.maintenance.default.intervalWeeks: 2 is too rare for AKS's own releases, which then come at any time; choose 1
    (https://github.com/Azure/AKS/issues/5050)`,
		},
		{
			name: "unknown schedule", text: `{"maintenance":{"default":{"schedule":"monthly"}}}`,
			want: `cluster.maintenance.default.schedule: "monthly" is not supported; choose one of weekly, daily
    (https://learn.microsoft.com/azure/aks/planned-maintenance)`,
		},
		{
			name: "windows that overlap", class: environment.Dev, text: `{"maintenance":{"aksManagedAutoUpgradeSchedule":{"dayOfWeek":"Wednesday","startTime":"08:00"}}}`,
			want: `cluster.maintenance.aksManagedAutoUpgradeSchedule: "weekly Wednesday 08:00 +00:00 for 8 h" overlaps aksManagedNodeOSUpgradeSchedule, weekly Tuesday 21:00 +00:00 for 12 h; move one of the two
    (https://learn.microsoft.com/azure/aks/planned-maintenance)`,
		},
		{
			name: "freeze that ends before it begins", text: `{"maintenance":{"notAllowedDates":[{"start":"2027-12-20","end":"2026-01-05"},{"start":"xmas"}]}}`,
			want: `cluster.maintenance.notAllowedDates[0].end: "2026-01-05" is before start 2027-12-20; swap the two days
cluster.maintenance.notAllowedDates[1].start: "xmas" is not a day; write it as 2027-12-20
cluster.maintenance.notAllowedDates[1].end: is not a day; write it as 2027-12-20`,
		},
		{
			name: "offset of a week", text: `{"maintenance":{"regionOffsetHours":168}}`,
			want: `cluster.maintenance.regionOffsetHours: 168 is outside 0 to 167; choose 0 to 167`,
		},
	})
}
