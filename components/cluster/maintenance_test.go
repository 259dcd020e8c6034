package cluster

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func drawWindow(t *rapid.T, label string) Window {
	offset := rapid.IntRange(-12*4, 14*4).Draw(t, label+" offset quarters")
	sign, quarters := "+", offset
	if offset < 0 {
		sign, quarters = "-", -offset
	}
	return Window{
		Schedule:      rapid.SampledFrom([]string{ScheduleWeekly, ScheduleDaily}).Draw(t, label+" schedule"),
		DayOfWeek:     rapid.SampledFrom(weekdays).Draw(t, label+" day"),
		IntervalWeeks: 1, IntervalDays: 1,
		StartTime:     fmt.Sprintf("%02d:%02d", rapid.IntRange(0, 23).Draw(t, label+" hour"), rapid.IntRange(0, 59).Draw(t, label+" minute")),
		DurationHours: rapid.IntRange(4, 24).Draw(t, label+" duration"),
		UTCOffset:     fmt.Sprintf("%s%02d:%02d", sign, quarters/4, quarters%4*15),
	}
}

// open marks every minute of a UTC week in which a window is open.
func open(w Window) [minutesPerWeek]bool {
	var week [minutesPerWeek]bool
	for _, start := range w.starts() {
		for minute := range w.DurationHours * 60 {
			week[(start+minute)%minutesPerWeek] = true
		}
	}
	return week
}

func TestWindowsOverlapWhenAMinuteIsInBoth(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a, b := drawWindow(t, "a"), drawWindow(t, "b")
		weekA, weekB := open(a), open(b)
		shared := false
		for minute := range weekA {
			shared = shared || weekA[minute] && weekB[minute]
		}
		assert.Equal(t, shared, a.Overlaps(b), "%s and %s", a, b)
		assert.Equal(t, shared, b.Overlaps(a), "%s and %s", b, a)
	})
}

func TestLaterMovesEveryMinuteByAsMuch(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := drawWindow(t, "w")
		hours := rapid.IntRange(0, 500).Draw(t, "hours")
		moved := w.Later(hours)
		assert.Empty(t, moved.validate("w"))
		before, after := open(w), open(moved)
		for minute := range before {
			if before[minute] != after[(minute+hours*60)%minutesPerWeek] {
				t.Fatalf("%s is not %s %d hours later", moved, w, hours)
			}
		}
	})
}

func TestWindowStarts(t *testing.T) {
	const hour, day = 60, 24 * 60
	for _, c := range []struct {
		name   string
		window Window
		want   []int
	}{
		{"Tuesday evening in UTC", Window{Schedule: ScheduleWeekly, DayOfWeek: "Tuesday", StartTime: "21:00", UTCOffset: "+00:00"}, []int{2*day + 21*hour}},
		{"Sunday night east of Greenwich is Saturday", Window{Schedule: ScheduleWeekly, DayOfWeek: "Sunday", StartTime: "00:30", UTCOffset: "+02:00"}, []int{6*day + 22*hour + 30}},
		{"Saturday evening west of it is Sunday", Window{Schedule: ScheduleWeekly, DayOfWeek: "Saturday", StartTime: "23:00", UTCOffset: "-05:30"}, []int{4*hour + 30}},
		{"every day", Window{Schedule: ScheduleDaily, StartTime: "01:00", UTCOffset: "+00:00"}, []int{hour, day + hour, 2*day + hour, 3*day + hour, 4*day + hour, 5*day + hour, 6*day + hour}},
	} {
		assert.Equal(t, c.want, c.window.starts(), c.name)
	}
}

func TestRegionsAreNotChangedAtOnce(t *testing.T) {
	assert.Empty(t, told(settings(t, `{}`, environment.Prod).ValidateRegions("cluster", 3)), "three regions of production")
	assert.Empty(t, told(settings(t, `{}`, environment.Dev).ValidateRegions("cluster", 2)), "two regions of dev")
	assert.Empty(t, told(settings(t, `{"maintenance":{"regionOffsetHours":0}}`, environment.Prod).ValidateRegions("cluster", 1)), "one region")

	got := told(settings(t, `{"maintenance":{"regionOffsetHours":4}}`, environment.Prod).ValidateRegions("cluster", 2))
	assert.Equal(t, `cluster.maintenance.regionOffsetHours: 4 lets regions 0 and 1 be changed at once: aksManagedNodeOSUpgradeSchedule (weekly Wednesday 01:00 +00:00 for 12 h) overlaps aksManagedNodeOSUpgradeSchedule (weekly Tuesday 21:00 +00:00 for 12 h); choose another offset, or shorter windows
    (https://learn.microsoft.com/azure/aks/planned-maintenance)
cluster.maintenance.regionOffsetHours: 4 lets regions 0 and 1 be changed at once: default (weekly Friday 02:00 +00:00 for 8 h) overlaps default (weekly Thursday 22:00 +00:00 for 8 h); choose another offset, or shorter windows
    (https://learn.microsoft.com/azure/aks/planned-maintenance)`, got)
}
