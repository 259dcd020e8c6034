package stacks

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// validateBackup checks the backup alone, against the cluster's drivers, and against every region.
func (c Config) validateBackup(path field.Path) field.Errors {
	errors := c.Backup.Validate(path, c.Environment)
	errors.Append(c.Backup.ValidateDrivers(path, c.Cluster.Storage.Disk, c.Cluster.Storage.Snapshot))
	for _, location := range c.locations() {
		errors.Append(below(errors, c.Backup.ValidateRegion(path, location)))
	}
	return errors
}

// validateWorkingHours reports what cannot be done to a cluster that stands still: backups, and upgrades of which every
// window is in hours when it is stopped. Hours that are none, or that nobody may have, are reported as such.
func (c Config) validateWorkingHours(path field.Path) field.Errors {
	wrong := slices.ContainsFunc(c.Cost.Validate(field.Root(Namespace, "cost"), c.Environment), func(mistake field.Error) bool {
		return strings.HasPrefix(string(mistake.Path), string(path))
	})
	if c.Cost.Schedule == nil || wrong {
		return nil
	}
	var errors field.Errors
	if c.Backup.Enabled() {
		errors.Add(field.Error{
			Path: path, Rule: "stops the cluster while backups are due, every four hours", Remedy: "set backup.engine to none, or remove the schedule",
		})
	}
	for _, window := range c.Cluster.MaintenanceWindows() {
		for _, stop := range c.Cost.Schedule.Stops() {
			if window.Within(stop.Day, stop.Start, stop.Length) {
				errors.Add(field.Error{
					Path: path, Rule: fmt.Sprintf("stops the cluster during the whole of cluster.maintenance.%s (%s)", window.Name, window.Window),
					Remedy: "move the window into working hours", Source: "https://learn.microsoft.com/azure/aks/planned-maintenance",
				})
			}
		}
	}
	return errors
}
