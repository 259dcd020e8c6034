package logic

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	// schema is the one that a definition names.
	schema = "https://schema.management.azure.com/providers/Microsoft.Logic/schemas/2016-06-01/workflowdefinition.json#"

	httpAction      = "Http"
	managedIdentity = "ManagedServiceIdentity"
)

// statuses are how an action can end, for those that run after it.
var statuses = []string{"Succeeded", "Failed", "Skipped", "TimedOut"}

func checkWorkflow(c *engine.Check) {
	d := c.Inputs.At("definition")
	if !d.Known() {
		return
	}
	if at := d.At("$schema"); at.Known() && at.Text() != schema {
		c.Failf(at, CodeInvalidTemplate, "The template schema '%s' is not supported; it must be '%s'.", at.Text(), schema)
	}
	c.Require(d.At("contentVersion"), CodeInvalidTemplate, "The template must have a contentVersion.")
	for _, part := range []string{"triggers", "actions"} {
		at := d.At(part)
		if at.Known() && len(at.Keys()) == 0 {
			c.Failf(at, CodeInvalidTemplate, "The template must have %s.", part)
		}
	}
	for _, name := range d.At("triggers").Keys() {
		trigger := d.At("triggers", name)
		if typed(c, "trigger", name, trigger) == "Recurrence" {
			checkRecurrence(c, name, trigger.At("recurrence"))
		}
	}
	checkActions(c, d.At("actions"))
}

// typed returns the type of a trigger or action, which must be there; "" while it is not known.
func typed(c *engine.Check, what, name string, at engine.Value) string {
	if at.Known() {
		c.Require(at.At("type"), CodeInvalidTemplate, "The template %s '%s' must have a type.", what, name)
	}
	return at.At("type").Text()
}

// checkActions judges actions that stand beside each other, and those inside them.
func checkActions(c *engine.Check, actions engine.Value) {
	names := actions.Keys()
	for _, name := range names {
		action := actions.At(name)
		kind := typed(c, "action", name, action)
		after := action.At("runAfter")
		for _, before := range after.Keys() {
			if !slices.Contains(names, before) || before == name {
				c.Failf(after.At(before), CodeInvalidTemplate, "The 'runAfter' property of template action '%s' contains non-existent action: '%s'.",
					name, before)
			}
			for _, status := range after.At(before).Items() {
				if status.Known() && !slices.Contains(statuses, status.Text()) {
					c.Failf(status, CodeInvalidTemplate, "'%s' is not a status; statuses are %s.", status.Text(), strings.Join(statuses, ", "))
				}
			}
		}
		if kind == httpAction {
			checkHTTP(c, name, action.At("inputs"))
		}
		if kind == "If" && action.At("expression").Absent() {
			c.Failf(action, CodeInvalidTemplate, "The template action '%s' of type If must have an expression.", name)
		}
		checkActions(c, action.At("actions"))
		checkActions(c, action.At("else", "actions"))
	}
}

func checkHTTP(c *engine.Check, name string, inputs engine.Value) {
	if !inputs.Known() {
		return
	}
	for _, property := range []string{"method", "uri"} {
		c.Require(inputs.At(property), CodeInvalidTemplate, "The template action '%s' of type Http must have a %s.", name, property)
	}
	authentication := inputs.At("authentication", "type")
	if authentication.Text() != managedIdentity {
		return
	}
	if kind := c.Inputs.At("identity", "type"); kind.Known() && (kind.Absent() || kind.Text() == "None") {
		c.Failf(authentication, CodeInvalidTemplate, "The action '%s' authenticates with a managed identity, and the workflow has none.", name)
	}
}

// frequencies are how often a recurrence can recur, with what its schedule may say.
// Source: https://learn.microsoft.com/azure/connectors/connectors-native-recurrence
var frequencies = map[string][]string{
	"Second": nil, "Minute": nil, "Hour": nil, "Day": {"hours", "minutes"}, "Week": {"hours", "minutes", "weekDays"},
	"Month": {"hours", "minutes", "monthDays"},
}

var weekDays = []string{"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

func checkRecurrence(c *engine.Check, name string, r engine.Value) {
	if !r.Known() {
		return
	}
	frequency, interval := r.At("frequency"), r.At("interval")
	allowed, known := frequencies[frequency.Text()]
	if frequency.Known() && !known {
		c.Failf(frequency, CodeInvalidTemplate, "The recurrence of trigger '%s' has an invalid frequency '%s'.", name, frequency.Text())
	}
	if interval.Known() && interval.Int() < 1 {
		c.Failf(interval, CodeInvalidTemplate, "The recurrence of trigger '%s' must have an interval of at least 1.", name)
	}
	if zone := r.At("timeZone"); zone.Present() && zone.Known() {
		if _, ok := azure.LookupTimeZone(zone.Text()); !ok {
			c.Failf(zone, CodeInvalidTemplate, "The recurrence of trigger '%s' has an invalid time zone '%s'; names are those of Windows.", name, zone.Text())
		}
	}
	schedule := r.At("schedule")
	for _, key := range schedule.Keys() {
		if known && !slices.Contains(allowed, key) {
			c.Failf(schedule.At(key), CodeInvalidTemplate, "The schedule of trigger '%s' has '%s', which frequency %s does not take.", name, key,
				frequency.Text())
		}
	}
	within(c, schedule.At("hours"), 0, 23)
	within(c, schedule.At("minutes"), 0, 59)
	within(c, schedule.At("monthDays"), -1, 31)
	for _, day := range schedule.At("weekDays").Items() {
		if day.Known() && !slices.Contains(weekDays, day.Text()) {
			c.Failf(day, CodeInvalidTemplate, "'%s' is not a day of the week.", day.Text())
		}
	}
}

// within requires whole numbers of a range.
func within(c *engine.Check, list engine.Value, low, high int) {
	for _, at := range list.Items() {
		if number, ok := at.Raw().(float64); at.Known() && (!ok || number != float64(int(number)) || int(number) < low || int(number) > high) {
			c.Failf(at, CodeInvalidTemplate, "The value %v is not a whole number between %d and %d.", at.Raw(), low, high)
		}
	}
}
