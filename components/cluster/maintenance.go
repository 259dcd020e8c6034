package cluster

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Names of the maintenance configurations that AKS knows.
// Source: https://learn.microsoft.com/azure/aks/planned-maintenance
const (
	// MaintenanceDefault times AKS's own weekly releases.
	MaintenanceDefault = "default"
	// MaintenanceAutoUpgrade times the upgrades of the cluster's channel.
	MaintenanceAutoUpgrade = "aksManagedAutoUpgradeSchedule"
	// MaintenanceNodeOS times the updates of the nodes' operating system.
	MaintenanceNodeOS = "aksManagedNodeOSUpgradeSchedule"
)

// Schedules of a window.
const (
	ScheduleWeekly = "weekly"
	ScheduleDaily  = "daily"
)

// Maintenance says when AKS may change the cluster by itself. https://learn.microsoft.com/azure/aks/planned-maintenance
type Maintenance struct {
	// Default is the window for AKS's own releases, weekly. Default Thursday 22:00, 8 hours.
	Default Window `json:"default"`
	// AutoUpgrade is the window for the upgrade channel; without a channel it is not created. Default Wednesday 22:00, 8
	// hours.
	AutoUpgrade Window `json:"aksManagedAutoUpgradeSchedule"`
	// NodeOS is the window for the nodes' operating system. Default Tuesday 21:00, 12 hours.
	NodeOS Window `json:"aksManagedNodeOSUpgradeSchedule"`
	// NotAllowedDates are the days on which nothing is changed, such as the end of a year.
	NotAllowedDates []DateSpan `json:"notAllowedDates"`
	// RegionOffsetHours is by how much the windows of each further region of a stack are later, 0 to 167, so that two
	// regions are never changed at once. Default 72.
	RegionOffsetHours int `json:"regionOffsetHours" jsonschema:"minimum=0,maximum=167"`
}

// Window is a time in which AKS may work, again and again.
type Window struct {
	// Schedule is weekly or daily. Default weekly; the default window takes no other.
	Schedule string `json:"schedule" jsonschema:"enum=weekly,enum=daily"`
	// DayOfWeek is the day on which a weekly window begins, in English.
	DayOfWeek string `json:"dayOfWeek"`
	// IntervalWeeks is the number of weeks between two weekly windows, 1 to 4. Default 1; the default window takes no other.
	IntervalWeeks int `json:"intervalWeeks" jsonschema:"minimum=1,maximum=4"`
	// IntervalDays is the number of days between two daily windows, 1 to 7. Default 1.
	IntervalDays int `json:"intervalDays" jsonschema:"minimum=1,maximum=7"`
	// StartTime is when the window begins, as HH:MM on a clock with the offset UTCOffset.
	StartTime string `json:"startTime"`
	// DurationHours is how long it is open, 4 to 24.
	DurationHours int `json:"durationHours" jsonschema:"minimum=4,maximum=24"`
	// UTCOffset is the clock's distance to UTC, as +HH:MM or -HH:MM. Default +00:00.
	UTCOffset string `json:"utcOffset"`
}

// DateSpan is a number of days.
type DateSpan struct {
	// Start is the first day, as YYYY-MM-DD.
	Start string `json:"start"`
	// End is the last day.
	End string `json:"end"`
}

// SetDefaults implements field.Defaulter. The windows follow one another, so that one change is over before the next.
func (m *Maintenance) SetDefaults(environment.Class) {
	weekly := func(day, start string, hours int) Window {
		return Window{
			Schedule: ScheduleWeekly, DayOfWeek: day, IntervalWeeks: 1, IntervalDays: 1, StartTime: start, DurationHours: hours,
			UTCOffset: "+00:00",
		}
	}
	*m = Maintenance{
		NodeOS: weekly("Tuesday", "21:00", 12), AutoUpgrade: weekly("Wednesday", "22:00", 8), Default: weekly("Thursday", "22:00", 8),
		RegionOffsetHours: 72,
	}
}

const (
	maintenanceSource = "https://learn.microsoft.com/azure/aks/planned-maintenance"
	// everyWeekSource says that AKS's own releases no longer wait for a window that is rarer than weekly.
	everyWeekSource = "https://github.com/Azure/AKS/issues/5050"
)

// named is a window with the name AKS knows it by.
type named struct {
	name   string
	window Window
}

// windows lists the maintenance configurations that the cluster gets, in the order in which a week brings them.
func (s Settings) windows() []named {
	windows := []named{{MaintenanceNodeOS, s.Maintenance.NodeOS}}
	if s.AutoUpgradeProfile.Automatic() {
		windows = append(windows, named{MaintenanceAutoUpgrade, s.Maintenance.AutoUpgrade})
	}
	return append(windows, named{MaintenanceDefault, s.Maintenance.Default})
}

// validateMaintenance checks every window, used or not, and those of the cluster against each other.
func (s Settings) validateMaintenance(path field.Path, _ environment.Class) field.Errors {
	m := s.Maintenance
	errors := field.Between(path.Child("regionOffsetHours"), m.RegionOffsetHours, 0, hoursPerWeek-1, "")
	for _, w := range []named{{MaintenanceDefault, m.Default}, {MaintenanceAutoUpgrade, m.AutoUpgrade}, {MaintenanceNodeOS, m.NodeOS}} {
		errors.Append(w.window.validate(path.Child(w.name)))
	}
	if m.Default.Schedule == ScheduleDaily {
		errors.Add(field.Error{
			Path: path.Child(MaintenanceDefault).Child("schedule"), Value: ScheduleDaily, Rule: "is not possible for AKS's own releases",
			Remedy: "choose weekly", Source: maintenanceSource,
		})
	}
	if weeks := m.Default.IntervalWeeks; m.Default.Schedule == ScheduleWeekly && weeks > 1 && weeks <= 4 {
		errors.Add(field.Error{
			Path: path.Child(MaintenanceDefault).Child("intervalWeeks"), Value: weeks,
			Rule: "is too rare for AKS's own releases, which then come at any time", Remedy: "choose 1", Source: everyWeekSource,
		})
	}
	errors.Append(s.validateNodeOSRhythm(path.Child(MaintenanceNodeOS)))
	for i, span := range m.NotAllowedDates {
		errors.Append(span.validate(path.Child("notAllowedDates").Index(i)))
	}
	if len(errors) > 0 {
		return errors
	}
	windows := s.windows()
	for i, a := range windows {
		for _, b := range windows[:i] {
			if a.window.Overlaps(b.window) {
				errors.Add(field.Error{
					Path: path.Child(a.name), Value: a.window.String(), Rule: fmt.Sprintf("overlaps %s, %s", b.name, b.window),
					Remedy: "move one of the two", Source: maintenanceSource,
				})
			}
		}
	}
	return errors
}

// validateNodeOSRhythm: a node image is out of date after two weeks, a security patch after two days.
func (s Settings) validateNodeOSRhythm(path field.Path) field.Errors {
	window := s.Maintenance.NodeOS
	switch {
	case s.AutoUpgradeProfile.NodeOSUpgradeChannel == NodeOSSecurityPatch && window.Schedule != ScheduleDaily:
		return field.Errors{{
			Path: path.Child("schedule"), Value: window.Schedule, Rule: "is too rare for nodeOSUpgradeChannel SecurityPatch",
			Remedy: "choose daily, with intervalDays 1 or 2", Source: nodeOSSource,
		}}
	case s.AutoUpgradeProfile.NodeOSUpgradeChannel == NodeOSSecurityPatch && window.IntervalDays > 2:
		return field.Errors{{
			Path: path.Child("intervalDays"), Value: window.IntervalDays, Rule: "is too rare for nodeOSUpgradeChannel SecurityPatch",
			Remedy: "choose 1 or 2", Source: nodeOSSource,
		}}
	case window.Schedule == ScheduleWeekly && window.IntervalWeeks > 2:
		return field.Errors{{
			Path: path.Child("intervalWeeks"), Value: window.IntervalWeeks, Rule: "leaves nodes without updates for more than two weeks",
			Remedy: "choose 1 or 2", Source: nodeOSSource,
		}}
	}
	return nil
}

var (
	clockTime = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9]$`)
	utcOffset = regexp.MustCompile(`^[+-](0[0-9]|1[0-4]):[0-5][0-9]$`)
	weekdays  = []string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}
)

func (w Window) validate(path field.Path) field.Errors {
	errors := field.OneOf(path.Child("schedule"), w.Schedule, []string{ScheduleWeekly, ScheduleDaily}, maintenanceSource)
	if w.Schedule == ScheduleWeekly {
		errors.Append(field.OneOf(path.Child("dayOfWeek"), w.DayOfWeek, weekdays, maintenanceSource))
		errors.Append(field.Between(path.Child("intervalWeeks"), w.IntervalWeeks, 1, 4, maintenanceSource))
	}
	if w.Schedule == ScheduleDaily {
		errors.Append(field.Between(path.Child("intervalDays"), w.IntervalDays, 1, 7, maintenanceSource))
	}
	errors.Append(field.Between(path.Child("durationHours"), w.DurationHours, 4, 24, maintenanceSource))
	if !clockTime.MatchString(w.StartTime) {
		errors.Add(field.Error{
			Path: path.Child("startTime"), Value: orNil(w.StartTime), Rule: "is not a time of day", Remedy: "write 00:00 to 23:59", Source: maintenanceSource,
		})
	}
	if !utcOffset.MatchString(w.UTCOffset) {
		errors.Add(field.Error{
			Path: path.Child("utcOffset"), Value: orNil(w.UTCOffset), Rule: "is not an offset", Remedy: "write it as +01:00", Source: maintenanceSource,
		})
	}
	return errors
}

func (d DateSpan) validate(path field.Path) field.Errors {
	var errors field.Errors
	start, startErr := time.Parse(time.DateOnly, d.Start)
	end, endErr := time.Parse(time.DateOnly, d.End)
	for _, day := range []struct {
		key, value string
		err        error
	}{{"start", d.Start, startErr}, {"end", d.End, endErr}} {
		if day.err != nil {
			errors.Add(field.Error{Path: path.Child(day.key), Value: orNil(day.value), Rule: "is not a day", Remedy: "write it as 2027-12-20"})
		}
	}
	if len(errors) == 0 && end.Before(start) {
		errors.Add(field.Error{Path: path.Child("end"), Value: d.End, Rule: "is before start " + d.Start, Remedy: "swap the two days"})
	}
	return errors
}

// ValidateRegions reports windows in which two of a stack's regions could be changed at once. regions is their number.
func (s Settings) ValidateRegions(path field.Path, regions int) field.Errors {
	var errors field.Errors
	for i := range regions {
		for j := range i {
			for _, a := range s.windows() {
				for _, b := range s.windows() {
					mine, theirs := a.window.Later(i*s.Maintenance.RegionOffsetHours), b.window.Later(j*s.Maintenance.RegionOffsetHours)
					if !mine.Overlaps(theirs) {
						continue
					}
					errors.Add(field.Error{
						Path: path.Child("maintenance").Child("regionOffsetHours"), Value: s.Maintenance.RegionOffsetHours,
						Rule:   fmt.Sprintf("lets regions %d and %d be changed at once: %s (%s) overlaps %s (%s)", j, i, a.name, mine, b.name, theirs),
						Remedy: "choose another offset, or shorter windows", Source: maintenanceSource,
					})
				}
			}
		}
	}
	return errors
}

// String says when the window is open: weekly Tuesday 21:00 +00:00 for 12 h.
func (w Window) String() string {
	day := ""
	if w.Schedule == ScheduleWeekly {
		day = w.DayOfWeek + " "
	}
	return fmt.Sprintf("%s %s%s %s for %d h", w.Schedule, day, w.StartTime, w.UTCOffset, w.DurationHours)
}

const (
	hoursPerWeek   = 7 * 24
	minutesPerWeek = hoursPerWeek * 60
)

// starts returns the minutes of a UTC week, counted from Sunday 00:00, at which the window can open. A window that does
// not open every week or day counts as if it did: which weeks it leaves out depends on when it was created.
func (w Window) starts() []int {
	var hour, minute, offsetHour, offsetMinute int
	_, _ = fmt.Sscanf(w.StartTime, "%d:%d", &hour, &minute)
	_, _ = fmt.Sscanf(strings.TrimLeft(w.UTCOffset, "+-"), "%d:%d", &offsetHour, &offsetMinute)
	offset := offsetHour*60 + offsetMinute
	if strings.HasPrefix(w.UTCOffset, "-") {
		offset = -offset
	}
	days := []int{slices.Index(weekdays, w.DayOfWeek)}
	if w.Schedule == ScheduleDaily {
		days = []int{0, 1, 2, 3, 4, 5, 6}
	}
	starts := make([]int, 0, len(days))
	for _, day := range days {
		starts = append(starts, modulo(day*24*60+hour*60+minute-offset, minutesPerWeek))
	}
	return starts
}

func modulo(n, m int) int { return (n%m + m) % m }

// Overlaps reports whether both windows can be open at the same time. The windows are valid ones.
func (w Window) Overlaps(other Window) bool {
	for _, mine := range w.starts() {
		for _, theirs := range other.starts() {
			if modulo(theirs-mine, minutesPerWeek) < w.DurationHours*60 || modulo(mine-theirs, minutesPerWeek) < other.DurationHours*60 {
				return true
			}
		}
	}
	return false
}

// Later returns the window moved by a number of hours, to the next day or days where needed. The window is a valid one.
func (w Window) Later(hours int) Window {
	var hour, minute int
	_, _ = fmt.Sscanf(w.StartTime, "%d:%d", &hour, &minute)
	hour += hours
	if w.Schedule == ScheduleWeekly {
		w.DayOfWeek = weekdays[modulo(slices.Index(weekdays, w.DayOfWeek)+hour/24, len(weekdays))]
	}
	w.StartTime = fmt.Sprintf("%02d:%02d", hour%24, minute)
	return w
}

// NamedWindow is a maintenance window with its key in the configuration.
type NamedWindow struct {
	// Name is the key below maintenance.
	Name string
	Window
}

// MaintenanceWindows are the windows that AKS gets. The settings are valid ones.
func (s Settings) MaintenanceWindows() []NamedWindow {
	windows := []NamedWindow{{"default", s.Maintenance.Default}, {MaintenanceNodeOS, s.Maintenance.NodeOS}}
	if s.AutoUpgradeProfile.UpgradeChannel != ChannelNone {
		windows = append(windows, NamedWindow{MaintenanceAutoUpgrade, s.Maintenance.AutoUpgrade})
	}
	return windows
}

// Within reports whether the whole window lies in a part of every week that begins on a day at a time since midnight UTC.
func (w Window) Within(day time.Weekday, start, length time.Duration) bool {
	begin := int(day)*24*60 + int(start.Minutes())
	for _, mine := range w.starts() {
		if modulo(mine-begin, minutesPerWeek)+w.DurationHours*60 > int(length.Minutes()) {
			return false
		}
	}
	return true
}
