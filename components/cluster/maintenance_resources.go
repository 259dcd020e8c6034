package cluster

import (
	"fmt"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// maintenanceParts are the windows' parts of Pulumi names.
var maintenanceParts = map[string]string{
	MaintenanceNodeOS: "maintenance-node-os", MaintenanceAutoUpgrade: "maintenance-auto-upgrade", MaintenanceDefault: "maintenance-default",
}

// maintenanceConfigurations declares the windows, later by the region's offset.
func (b *builder) maintenanceConfigurations(cluster *containerservice.ManagedCluster) error {
	offset := b.args.RegionIndex * b.settings.Maintenance.RegionOffsetHours
	for _, w := range b.settings.windows() {
		_, err := containerservice.NewMaintenanceConfiguration(b.ctx, b.child(maintenanceParts[w.name]), &containerservice.MaintenanceConfigurationArgs{
			ConfigName: pulumi.String(w.name), ResourceGroupName: b.args.ResourceGroupName, ResourceName: cluster.Name,
			MaintenanceWindow: w.window.Later(offset).inputs(b.settings.Maintenance.NotAllowedDates),
		}, b.parent)
		if err != nil {
			return fmt.Errorf("maintenance configuration %s: %w", w.name, err)
		}
	}
	return nil
}

// inputs maps a window to ARM.
func (w Window) inputs(notAllowed []DateSpan) containerservice.MaintenanceWindowArgs {
	inputs := containerservice.MaintenanceWindowArgs{
		DurationHours: pulumi.Int(w.DurationHours), StartTime: pulumi.String(w.StartTime), UtcOffset: pulumi.String(w.UTCOffset),
	}
	schedule := containerservice.ScheduleArgs{}
	if w.Schedule == ScheduleDaily {
		schedule.Daily = containerservice.DailyScheduleArgs{IntervalDays: pulumi.Int(w.IntervalDays)}
	} else {
		schedule.Weekly = containerservice.WeeklyScheduleArgs{DayOfWeek: pulumi.String(w.DayOfWeek), IntervalWeeks: pulumi.Int(w.IntervalWeeks)}
	}
	inputs.Schedule = schedule
	if len(notAllowed) > 0 {
		spans := containerservice.DateSpanArray{}
		for _, span := range notAllowed {
			spans = append(spans, containerservice.DateSpanArgs{Start: pulumi.String(span.Start), End: pulumi.String(span.End)})
		}
		inputs.NotAllowedDates = spans
	}
	return inputs
}
