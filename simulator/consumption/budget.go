package consumption

import (
	"net/mail"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	budgetType      = "Microsoft.Consumption/budgets"
	actionGroupType = "Microsoft.Insights/actionGroups"

	// maxNotifications, maxContacts and maxThreshold are the service's limits; a threshold is in percent.
	maxNotifications = 5
	maxContacts      = 50
	maxThreshold     = 1000
	// monthsAhead is how far in the future a budget may begin, yearsLong how long it holds when no end is given.
	monthsAhead = 12
	yearsLong   = 10
)

// earliest is the first day on which a budget may begin.
var earliest = time.Date(2017, time.June, 1, 0, 0, 0, 0, time.UTC)

// The shape of a budget, from https://learn.microsoft.com/azure/templates/microsoft.consumption/2023-05-01/budgets.
type (
	budgetArgs struct {
		Amount        float64                 `pulumi:"amount"`
		BudgetName    *string                 `pulumi:"budgetName"`
		Category      string                  `pulumi:"category"`
		ETag          *string                 `pulumi:"eTag"`
		Filter        *filter                 `pulumi:"filter"`
		Notifications map[string]notification `pulumi:"notifications"`
		Scope         string                  `pulumi:"scope"`
		TimeGrain     string                  `pulumi:"timeGrain"`
		TimePeriod    timePeriod              `pulumi:"timePeriod"`
	}
	budgetState struct {
		Amount        float64                 `pulumi:"amount"`
		Category      string                  `pulumi:"category"`
		ETag          *string                 `pulumi:"eTag"`
		Filter        *filter                 `pulumi:"filter"`
		Name          string                  `pulumi:"name"`
		Notifications map[string]notification `pulumi:"notifications"`
		TimeGrain     string                  `pulumi:"timeGrain"`
		TimePeriod    timePeriod              `pulumi:"timePeriod"`
		Type          string                  `pulumi:"type"`
	}
	timePeriod struct {
		EndDate   *string `pulumi:"endDate"`
		StartDate string  `pulumi:"startDate"`
	}
	notification struct {
		ContactEmails []string `pulumi:"contactEmails"`
		ContactGroups []string `pulumi:"contactGroups"`
		ContactRoles  []string `pulumi:"contactRoles"`
		Enabled       bool     `pulumi:"enabled"`
		Locale        *string  `pulumi:"locale"`
		Operator      string   `pulumi:"operator"`
		Threshold     float64  `pulumi:"threshold"`
		ThresholdType *string  `pulumi:"thresholdType"`
	}
	filter struct {
		And        []filterPart `pulumi:"and"`
		Dimensions *comparison  `pulumi:"dimensions"`
		Tags       *comparison  `pulumi:"tags"`
	}
	filterPart struct {
		Dimensions *comparison `pulumi:"dimensions"`
		Tags       *comparison `pulumi:"tags"`
	}
	comparison struct {
		Name     string   `pulumi:"name"`
		Operator string   `pulumi:"operator"`
		Values   []string `pulumi:"values"`
	}
)

func budget() *engine.Type {
	return &engine.Type{
		Token:         azure.TypeBudget,
		Versions:      []string{"v20230501", ""},
		APIVersion:    "2023-05-01",
		ARMType:       budgetType,
		Scope:         engine.ExtensionScope,
		ScopeProperty: "scope",
		Names:         []string{"budgetName"},
		Args:          budgetArgs{},
		State:         budgetState{},
		Check:         checkBudget,
		Put:           putBudget,
		Models: []string{
			"The amount is above 0, the scope a subscription or a resource group, and there are five notifications at most.",
			"A notification has a threshold of 0 to 1000 percent and tells at least one e-mail address or action group, which exists.",
			"A budget begins on the first of a month, not before the current time grain and not more than twelve months ahead; the start " +
				"cannot be changed afterwards. It ends after it began, ten years later if nothing is said.",
			"What is spent is not modelled.",
		},
		Codes: []engine.Code{CodeBadRequest},
	}
}

func checkBudget(c *engine.Check) {
	amount := c.Inputs.At("amount")
	if value, ok := amount.Raw().(float64); ok && value <= 0 {
		c.Failf(amount, CodeBadRequest, "Budget amount must be greater than 0.")
	}
	scope := c.Inputs.At("scope")
	if id, ok := scope.ID(); ok && !watchable(id) {
		c.Failf(scope, CodeBadRequest, "A budget watches a subscription or a resource group, and '%s' is a %s.", id, id.Type())
	}
	checkPeriod(c, c.Inputs.At("timePeriod"))
	notifications := c.Inputs.At("notifications")
	keys := notifications.Keys()
	if len(keys) > maxNotifications {
		c.Failf(notifications, CodeBadRequest, "A budget can have up to %d notifications, and this one has %d.", maxNotifications, len(keys))
	}
	for _, key := range keys {
		checkNotification(c, notifications.At(key))
	}
}

func watchable(id azure.ID) bool {
	return strings.EqualFold(id.Type(), "Microsoft.Resources/subscriptions") || strings.EqualFold(id.Type(), "Microsoft.Resources/resourceGroups")
}

func checkPeriod(c *engine.Check, period engine.Value) {
	start, startKnown := moment(c, period.At("startDate"))
	end, endKnown := moment(c, period.At("endDate"))
	if startKnown {
		at := period.At("startDate")
		switch {
		case start.Day() != 1 || start.Truncate(24*time.Hour) != start:
			c.Failf(at, CodeBadRequest, "Start date must be the first of the month, and is %s.", at.Text())
		case start.Before(earliest):
			c.Failf(at, CodeBadRequest, "Start date must be on or after June 1, 2017, and is %s.", at.Text())
		}
	}
	if startKnown && endKnown && !end.After(start) {
		c.Failf(period.At("endDate"), CodeBadRequest, "Start date should be less than end date.")
	}
}

// moment reads a point in time. Absent and unknown values are not ok, and no failure.
func moment(c *engine.Check, at engine.Value) (t time.Time, ok bool) {
	if at.Absent() || !at.Known() {
		return time.Time{}, false
	}
	t, err := time.Parse(time.RFC3339, at.Text())
	if err != nil {
		c.Failf(at, CodeBadRequest, "'%s' is not a point in time such as 2026-01-01T00:00:00Z.", at.Text())
		return time.Time{}, false
	}
	return t.UTC(), true
}

func checkNotification(c *engine.Check, n engine.Value) {
	threshold := n.At("threshold")
	if value, ok := threshold.Raw().(float64); ok && (value < 0 || value > maxThreshold) {
		c.Failf(threshold, CodeBadRequest, "Threshold must be between 0 and %d percent, and is %v.", maxThreshold, value)
	}
	emails, groups := n.At("contactEmails"), n.At("contactGroups")
	if emails.KnownThroughout() && groups.Known() && len(emails.Items())+len(groups.Items()) == 0 {
		c.Failf(n, CodeBadRequest, "A notification must have at least one contact email or contact group.")
	}
	for _, list := range []engine.Value{emails, groups} {
		if count := len(list.Items()); count > maxContacts {
			c.Failf(list, CodeBadRequest, "'%s' has %d entries; the limit is %d.", list.Path(), count, maxContacts)
		}
	}
	for _, email := range emails.Items() {
		if _, err := mail.ParseAddress(email.Text()); email.Known() && err != nil {
			c.Failf(email, CodeBadRequest, "'%s' is not an e-mail address.", email.Text())
		}
	}
}

func putBudget(op *engine.Operation) error {
	for _, key := range op.Inputs.At("notifications").Keys() {
		for _, group := range op.Inputs.At("notifications", key, "contactGroups").Items() {
			if _, err := op.Resolve(group, actionGroupType); err != nil {
				return err
			}
		}
		op.Default("Actual", "notifications", key, "thresholdType")
		op.Default("en-us", "notifications", key, "locale")
	}
	start, _ := time.Parse(time.RFC3339, op.Inputs.At("timePeriod", "startDate").Text())
	if op.Old == nil {
		if err := begins(op, start.UTC()); err != nil {
			return err
		}
	}
	op.Default(start.UTC().AddDate(yearsLong, 0, 0).Format(time.RFC3339), "timePeriod", "endDate")
	previous := ""
	if op.Old != nil {
		previous = op.Old.Out().At("eTag").Text()
	}
	op.Set(`"`+op.GUID("etag after "+previous)+`"`, "eTag")
	return nil
}

// begins judges the start of a new budget by the calendar.
// Source: https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update (timePeriod);
// https://github.com/hashicorp/terraform-provider-azurerm/pull/12121 (the service's answers)
func begins(op *engine.Operation, start time.Time) error {
	now := op.Now()
	months := map[string]time.Month{"quarterly": 3, "annually": 12}[strings.ToLower(op.Inputs.At("timeGrain").Text())]
	if months == 0 {
		months = 1
	}
	current := time.Date(now.Year(), (now.Month()-1)/months*months+1, 1, 0, 0, 0, 0, time.UTC)
	var e *engine.Error
	switch {
	case start.Before(current):
		e = CodeBadRequest.Errorf("Start date for %s time grain should not be prior to %s.", strings.ToLower(op.Inputs.At("timeGrain").Text()),
			current.Format(time.DateOnly))
	case start.After(time.Date(now.Year(), now.Month()+monthsAhead, 1, 0, 0, 0, 0, time.UTC)):
		e = CodeBadRequest.Errorf("Start date of the budget cannot be more than %d months into the future.", monthsAhead)
	default:
		return nil
	}
	e.Path = "timePeriod.startDate"
	return e
}
