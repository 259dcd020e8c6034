package cost

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	stopSource     = "https://learn.microsoft.com/azure/aks/start-stop-cluster"
	scheduleSource = "https://learn.microsoft.com/azure/connectors/connectors-native-recurrence"

	day = 24 * time.Hour
	// shortest is how long the cluster must run, and how long it must stand still, so that one operation is over before the
	// next begins: AKS asks for half an hour between a stop and a start, and a start takes some minutes itself.
	// Source: stopSource
	shortest = time.Hour
)

// week is the days in the order in which a week of work has them.
var week = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

// Schedule says when people work. On those days the cluster runs from Start to Stop; at all other times it stands still,
// with its nodes and its control plane switched off. A cluster that somebody started by hand is stopped at the next Stop.
// https://learn.microsoft.com/azure/aks/start-stop-cluster
type Schedule struct {
	// Start is when the cluster is started, as HH:MM. It takes some minutes. Default 07:00.
	Start string `json:"start"`
	// Stop is when the cluster is stopped, as HH:MM, at least an hour after Start on the same day. Default 19:00.
	Stop string `json:"stop"`
	// Days are the days of work, in English. Default Monday to Friday.
	Days []string `json:"days"`
	// TimeZone is the zone of the two clocks, by Windows' name, such as W. Europe Standard Time. Default UTC.
	// https://learn.microsoft.com/windows-hardware/manufacture/desktop/default-time-zones
	TimeZone string `json:"timezone"`
}

// SetDefaults implements field.Defaulter.
func (s *Schedule) SetDefaults(environment.Class) {
	*s = Schedule{Start: "07:00", Stop: "19:00", Days: slices.Clone(week[:5]), TimeZone: "UTC"}
}

func (s Schedule) validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	if class == environment.Prod {
		errors.Add(field.Error{
			Path: path, Rule: "is set in an environment of class prod", Remedy: "remove it: production is never stopped", Source: stopSource,
		})
	}
	start, startErr := clock(s.Start)
	stop, stopErr := clock(s.Stop)
	for _, c := range []struct {
		key, value string
		err        error
	}{{"start", s.Start, startErr}, {"stop", s.Stop, stopErr}} {
		if c.err != nil {
			errors.Add(field.Error{Path: path.Child(c.key), Value: c.value, Rule: "is not a time of day", Remedy: "write HH:MM, such as 07:00"})
		}
	}
	if startErr == nil && stopErr == nil && (stop-start < shortest || day-(stop-start) < shortest) {
		errors.Add(field.Error{
			Path: path.Child("stop"), Value: s.Stop, Rule: fmt.Sprintf("leaves no hour between start %s and stop on the same day, or until the next start", s.Start),
			Remedy: "put stop at least an hour after start, and the next start an hour after stop", Source: stopSource,
		})
	}
	errors.Append(s.validateDays(path.Child("days")))
	if _, ok := azure.LookupTimeZone(s.TimeZone); !ok {
		remedy := "choose one of " + strings.Join(azure.TimeZoneNames(), ", ")
		if near, ok := field.Nearest(s.TimeZone, azure.TimeZoneNames()); ok {
			remedy = fmt.Sprintf("did you mean %s?", near)
		}
		errors.Add(field.Error{
			Path: path.Child("timezone"), Value: s.TimeZone, Rule: "is no time zone that Windows knows", Remedy: remedy, Source: scheduleSource,
		})
	}
	return errors
}

func (s Schedule) validateDays(path field.Path) field.Errors {
	var errors field.Errors
	if len(s.Days) == 0 {
		errors.Add(field.Error{Path: path, Rule: "is empty", Remedy: "name the days on which people work, or remove schedule"})
	}
	for i, name := range s.Days {
		switch {
		case !slices.Contains(week, name):
			errors.Add(field.Error{Path: path.Index(i), Value: name, Rule: "is no day", Remedy: "choose one of " + strings.Join(week, ", ")})
		case slices.Contains(s.Days[:i], name):
			errors.Add(field.Error{Path: path.Index(i), Value: name, Rule: "is listed twice", Remedy: "remove it"})
		}
	}
	return errors
}

// clock reads HH:MM as the time since midnight.
func clock(text string) (time.Duration, error) {
	t, err := time.Parse("15:04", text)
	if err != nil || len(text) != len("15:04") {
		return 0, fmt.Errorf("%q is not a time of day", text)
	}
	return time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute, nil
}

// Interval is a part of every week, in UTC.
type Interval struct {
	// Day is the day on which it begins.
	Day time.Weekday
	// Start is when it begins, as time since midnight: 0 to 24 hours less a minute.
	Start time.Duration
	// Length is how long it is, up to a week.
	Length time.Duration
}

// Overlaps reports whether two parts of every week have a moment in common. A part that ends as the other begins does
// not count.
func (i Interval) Overlaps(other Interval) bool {
	distance := func(a, b Interval) time.Duration {
		d := (b.since() - a.since()) % (7 * day)
		if d < 0 {
			d += 7 * day
		}
		return d
	}
	return i.Length > 0 && other.Length > 0 && (distance(i, other) < i.Length || distance(other, i) < other.Length)
}

// since is the beginning as time since Sunday, midnight.
func (i Interval) since() time.Duration { return time.Duration(i.Day)*day + i.Start }

// String shows the interval for an error: Friday 18:00 for 62h.
func (i Interval) String() string {
	return fmt.Sprintf("%s %02d:%02d UTC for %s", i.Day, int(i.Start.Hours()), int(i.Start.Minutes())%60,
		strings.TrimSuffix(strings.TrimSuffix(i.Length.String(), "0s"), "0m"))
}

// Stops are the times of a week at which the cluster stands still, one for each day of work, in the order of the week.
// In a zone that changes its clocks they cover both clocks, and so are an hour longer. The schedule must be valid.
func (s Schedule) Stops() []Interval {
	start, _ := clock(s.Start)
	stop, _ := clock(s.Stop)
	zone, _ := azure.LookupTimeZone(s.TimeZone)
	var working []int
	for i, name := range week {
		if slices.Contains(s.Days, name) {
			working = append(working, i)
		}
	}
	var stops []Interval
	for i, today := range working {
		next := working[(i+1)%len(working)]
		days := (next - today + len(week)) % len(week)
		if days == 0 {
			days = len(week)
		}
		begins := time.Duration(today)*day + stop - zone.Daylight
		ends := time.Duration(today+days)*day + start - zone.Standard
		// week begins on Monday, time.Weekday on Sunday.
		since := (begins + day + 7*day) % (7 * day)
		stops = append(stops, Interval{Day: time.Weekday(since / day), Start: since % day, Length: ends - begins})
	}
	return stops
}
