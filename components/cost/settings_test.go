package cost_test

import (
	"encoding/json"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/components/cost"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func decode(t *testing.T, text string, class environment.Class) cost.Settings {
	t.Helper()
	var raw any
	require.NoError(t, json.Unmarshal([]byte(text), &raw))
	var s cost.Settings
	require.Empty(t, field.Decode("cost", raw, &s, class))
	return s
}

func TestDefaults(t *testing.T) {
	assert.Equal(t, cost.Settings{}, decode(t, `{}`, environment.Dev))
	assert.Equal(t, cost.Settings{Export: cost.Export{Enabled: true}}, decode(t, `{}`, environment.QA))
	assert.Equal(t, cost.Settings{Export: cost.Export{Enabled: true}}, decode(t, `{}`, environment.Prod))
	assert.Equal(t, cost.Settings{Schedule: &cost.Schedule{
		Start: "06:30", Stop: "19:00", Days: []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday"}, TimeZone: "UTC",
	}}, decode(t, `{"schedule":{"start":"06:30"}}`, environment.Dev))
	assert.Equal(t, cost.Settings{
		MonthlyBudget: 1.5, Budgets: map[string]float64{"hub": 2}, StartDate: "2026-01-01", ContactEmails: []string{"a@example.com"},
		Export: cost.Export{Enabled: true}, Schedule: &cost.Schedule{Start: "08:00", Stop: "18:00", Days: []string{"Sunday"}, TimeZone: "Israel Standard Time"},
	}, decode(t, `{"monthlyBudget":1.5,"budgets":{"hub":2},"startDate":"2026-01-01","contactEmails":["a@example.com"],"export":{"enabled":true},
		"schedule":{"start":"08:00","stop":"18:00","days":["Sunday"],"timezone":"Israel Standard Time"}}`, environment.Dev))
}

func TestValidate(t *testing.T) {
	const required = `cost.monthlyBudget: is required; write what a month may cost, in the currency of the bill, above 0
    (https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update)`
	for name, c := range map[string]struct {
		config string
		class  environment.Class
		want   []string
	}{
		"the least":            {`{"monthlyBudget":0.01}`, environment.Prod, nil},
		"a schedule in dev":    {`{"monthlyBudget":1,"schedule":{}}`, environment.Dev, nil},
		"a schedule in qa":     {`{"monthlyBudget":1,"schedule":{}}`, environment.QA, nil},
		"an hour of work":      {`{"monthlyBudget":1,"schedule":{"start":"12:00","stop":"13:00"}}`, environment.Dev, nil},
		"an hour of rest":      {`{"monthlyBudget":1,"schedule":{"start":"00:30","stop":"23:30"}}`, environment.Dev, nil},
		"all that can be":      {`{"monthlyBudget":1,"budgets":{"hub":1,"spokes":2,"workload":3},"startDate":"2017-06-01","contactEmails":["a@b.c"]}`, environment.Prod, nil},
		"nothing":              {`{}`, environment.Dev, []string{required}},
		"below 0":              {`{"monthlyBudget":-1}`, environment.Dev, []string{"cost.monthlyBudget: -1 is not above 0; write an amount above 0\n    (https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update)"}},
		"group without money":  {`{"monthlyBudget":1,"budgets":{"hub":0}}`, environment.Dev, []string{"cost.budgets.hub: 0 is not above 0; write an amount above 0\n    (https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update)"}},
		"group that is none":   {`{"monthlyBudget":1,"budgets":{"moon":1}}`, environment.Dev, []string{"cost.budgets.moon: is no resource group of the stack; choose one of hub, spokes, workload"}},
		"mid-month":            {`{"monthlyBudget":1,"startDate":"2026-01-02"}`, environment.Dev, []string{"cost.startDate: \"2026-01-02\" is not the first day of a month since June 2017; write YYYY-MM-01, or leave it out\n    (https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update)"}},
		"too early":            {`{"monthlyBudget":1,"startDate":"2017-05-01"}`, environment.Dev, []string{"cost.startDate: \"2017-05-01\" is not the first day of a month since June 2017; write YYYY-MM-01, or leave it out\n    (https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update)"}},
		"no date":              {`{"monthlyBudget":1,"startDate":"soon"}`, environment.Dev, []string{"cost.startDate: \"soon\" is not the first day of a month since June 2017; write YYYY-MM-01, or leave it out\n    (https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update)"}},
		"no address":           {`{"monthlyBudget":1,"contactEmails":["a@b.c","nobody"]}`, environment.Dev, []string{`cost.contactEmails[1]: "nobody" is not an e-mail address; write name@domain`}},
		"a name and address":   {`{"monthlyBudget":1,"contactEmails":["A <a@b.c>"]}`, environment.Dev, []string{`cost.contactEmails[0]: "A <a@b.c>" is not an e-mail address; write name@domain`}},
		"a schedule in prod":   {`{"monthlyBudget":1,"schedule":{}}`, environment.Prod, []string{"cost.schedule: is set in an environment of class prod; remove it: production is never stopped\n    (https://learn.microsoft.com/azure/aks/start-stop-cluster)"}},
		"times that are none":  {`{"monthlyBudget":1,"schedule":{"start":"7:00","stop":"24:00"}}`, environment.Dev, []string{`cost.schedule.start: "7:00" is not a time of day; write HH:MM, such as 07:00`, `cost.schedule.stop: "24:00" is not a time of day; write HH:MM, such as 07:00`}},
		"stop before start":    {`{"monthlyBudget":1,"schedule":{"start":"19:00","stop":"07:00"}}`, environment.Dev, []string{"cost.schedule.stop: \"07:00\" leaves no hour between start 19:00 and stop on the same day, or until the next start; put stop at least an hour after start, and the next start an hour after stop\n    (https://learn.microsoft.com/azure/aks/start-stop-cluster)"}},
		"too short a day":      {`{"monthlyBudget":1,"schedule":{"start":"12:00","stop":"12:59"}}`, environment.Dev, []string{"cost.schedule.stop: \"12:59\" leaves no hour between start 12:00 and stop on the same day, or until the next start; put stop at least an hour after start, and the next start an hour after stop\n    (https://learn.microsoft.com/azure/aks/start-stop-cluster)"}},
		"too short a night":    {`{"monthlyBudget":1,"schedule":{"start":"00:30","stop":"23:31"}}`, environment.Dev, []string{"cost.schedule.stop: \"23:31\" leaves no hour between start 00:30 and stop on the same day, or until the next start; put stop at least an hour after start, and the next start an hour after stop\n    (https://learn.microsoft.com/azure/aks/start-stop-cluster)"}},
		"no day":               {`{"monthlyBudget":1,"schedule":{"days":[]}}`, environment.Dev, []string{"cost.schedule.days: is empty; name the days on which people work, or remove schedule"}},
		"days that are none":   {`{"monthlyBudget":1,"schedule":{"days":["Monday","Mon","Monday"]}}`, environment.Dev, []string{`cost.schedule.days[1]: "Mon" is no day; choose one of Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday`, `cost.schedule.days[2]: "Monday" is listed twice; remove it`}},
		"zone in another case": {`{"monthlyBudget":1,"schedule":{"timezone":"W. Europe standard time"}}`, environment.Dev, []string{"cost.schedule.timezone: \"W. Europe standard time\" is no time zone that Windows knows; did you mean W. Europe Standard Time?\n    (https://learn.microsoft.com/azure/connectors/connectors-native-recurrence)"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, err := range decode(t, c.config, c.class).Validate("cost", c.class) {
				got = append(got, err.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func TestBudgetsBeginWithTheMonth(t *testing.T) {
	now := time.Date(2026, time.March, 31, 23, 0, 0, 0, time.FixedZone("west", -3600*5))
	assert.Equal(t, time.Date(2026, time.April, 1, 0, 0, 0, 0, time.UTC), cost.Settings{}.Begin(now), "it is April in Azure already")
	assert.Equal(t, time.Date(2026, time.July, 1, 0, 0, 0, 0, time.UTC), cost.Settings{StartDate: "2026-07-01"}.Begin(now))
}

func schedule(zone string, days ...string) cost.Schedule {
	return cost.Schedule{Start: "07:00", Stop: "19:00", Days: days, TimeZone: zone}
}

func TestStops(t *testing.T) {
	const h = time.Hour
	for name, c := range map[string]struct {
		schedule cost.Schedule
		want     []cost.Interval
	}{
		"working days": {schedule("UTC", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday"), []cost.Interval{
			{time.Monday, 19 * h, 12 * h}, {time.Tuesday, 19 * h, 12 * h}, {time.Wednesday, 19 * h, 12 * h}, {time.Thursday, 19 * h, 12 * h},
			{time.Friday, 19 * h, 60 * h},
		}},
		"in any order":                  {schedule("UTC", "Friday", "Monday"), []cost.Interval{{time.Monday, 19 * h, 84 * h}, {time.Friday, 19 * h, 60 * h}}},
		"one day":                       {schedule("UTC", "Sunday"), []cost.Interval{{time.Sunday, 19 * h, 156 * h}}},
		"clocks that change":            {schedule("W. Europe Standard Time", "Monday"), []cost.Interval{{time.Monday, 17 * h, 157 * h}}},
		"far west, on the next day":     {schedule("Hawaiian Standard Time", "Sunday"), []cost.Interval{{time.Monday, 5 * h, 156 * h}}},
		"far east, on the day before":   {cost.Schedule{Start: "01:00", Stop: "02:00", Days: []string{"Monday"}, TimeZone: "Tokyo Standard Time"}, []cost.Interval{{time.Sunday, 17 * h, 167 * h}}},
		"half an hour beside the world": {schedule("India Standard Time", "Tuesday", "Wednesday"), []cost.Interval{{time.Tuesday, 13*h + 30*time.Minute, 12 * h}, {time.Wednesday, 13*h + 30*time.Minute, 132 * h}}},
	} {
		t.Run(name, func(t *testing.T) { assert.Equal(t, c.want, c.schedule.Stops()) })
	}
	assert.Equal(t, "Friday 18:05 UTC for 62h", cost.Interval{Day: time.Friday, Start: 18*h + 5*time.Minute, Length: 62 * h}.String())
}

func TestOverlaps(t *testing.T) {
	const h = time.Hour
	night := cost.Interval{Day: time.Saturday, Start: 19 * h, Length: 12 * h}
	for name, c := range map[string]struct {
		other cost.Interval
		want  bool
	}{
		"inside":                 {cost.Interval{Day: time.Saturday, Start: 20 * h, Length: h}, true},
		"over the week's end":    {cost.Interval{Day: time.Sunday, Start: 6 * h, Length: h}, true},
		"from before":            {cost.Interval{Day: time.Saturday, Start: 18 * h, Length: 2 * h}, true},
		"around":                 {cost.Interval{Day: time.Friday, Start: 0, Length: 72 * h}, true},
		"the whole week":         {cost.Interval{Day: time.Tuesday, Start: 0, Length: 168 * h}, true},
		"up to it":               {cost.Interval{Day: time.Saturday, Start: 15 * h, Length: 4 * h}, false},
		"from its end":           {cost.Interval{Day: time.Sunday, Start: 7 * h, Length: 4 * h}, false},
		"on another day":         {cost.Interval{Day: time.Wednesday, Start: 19 * h, Length: 12 * h}, false},
		"nothing in the middle":  {cost.Interval{Day: time.Saturday, Start: 20 * h}, false},
		"the same":               {night, true},
		"around the week's turn": {cost.Interval{Day: time.Sunday, Start: 0, Length: time.Minute}, true},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.want, night.Overlaps(c.other))
			assert.Equal(t, c.want, c.other.Overlaps(night), "and the other way round")
		})
	}
}

func TestOverlapIsWhatCountingMinutesFinds(t *testing.T) {
	const week = 7 * 24 * 60
	interval := rapid.Custom(func(t *rapid.T) cost.Interval {
		return cost.Interval{
			Day: time.Weekday(rapid.IntRange(0, 6).Draw(t, "day")), Start: time.Duration(rapid.IntRange(0, 1439).Draw(t, "start")) * time.Minute,
			Length: time.Duration(rapid.IntRange(0, week).Draw(t, "length")) * time.Minute,
		}
	})
	minutes := func(i cost.Interval) map[int]bool {
		in := map[int]bool{}
		for m := range int(i.Length / time.Minute) {
			in[(int(i.Day)*1440+int(i.Start/time.Minute)+m)%week] = true
		}
		return in
	}
	rapid.Check(t, func(t *rapid.T) {
		a, b := interval.Draw(t, "a"), interval.Draw(t, "b")
		shared := false
		in := minutes(a)
		for m := range minutes(b) {
			shared = shared || in[m]
		}
		if a.Overlaps(b) != shared {
			t.Fatalf("%v and %v: %v", a, b, !shared)
		}
	})
}
