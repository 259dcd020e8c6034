package cost

import (
	"maps"
	"net/mail"
	"slices"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	budgetSource = "https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update"
	exportSource = "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-improved-exports"
)

// Scopes that a budget of their own can be given for.
const (
	ScopeHub      = "hub"
	ScopeSpokes   = "spokes"
	ScopeWorkload = "workload"
	// scopeSubscription is the scope of MonthlyBudget itself.
	scopeSubscription = "subscription"
)

// earliest is the first month in which an Azure budget may begin. Source: budgetSource
var earliest = time.Date(2017, time.June, 1, 0, 0, 0, 0, time.UTC)

// Settings are what a stack may cost, who hears of it, and what is done to make it less.
type Settings struct {
	// MonthlyBudget is what the whole subscription may cost in a month before somebody is told, in the currency of its
	// bill, above 0. Each resource group of the stack gets a budget of the same amount, unless budgets names another: a
	// budget is an alarm for its own scope, not a share of a sum. Mail goes out at 50, 75 and 90 % spent, and at 100 %
	// forecast; nothing is ever stopped. Required.
	// https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets
	MonthlyBudget float64 `json:"monthlyBudget"`
	// Budgets are the amounts of the stack's resource groups, by hub, spokes and workload, for every region. Default
	// MonthlyBudget for each.
	Budgets map[string]float64 `json:"budgets"`
	// StartDate is the month in which the budgets begin, as YYYY-MM-01. Default the month in which they are made. It counts
	// only then: Azure takes neither a month that has passed nor one more than a year ahead for a new budget, and no change
	// to an existing one, so that a later change here does nothing.
	// https://learn.microsoft.com/rest/api/consumption/budgets/create-or-update
	StartDate string `json:"startDate"`
	// ContactEmails get the mails about budgets, besides the action group for costs. Default none.
	ContactEmails []string `json:"contactEmails"`
	// Export writes the subscription's costs of each month into a storage account.
	Export Export `json:"export"`
	// Schedule stops the cluster outside working hours. Not in prod. Default none: the cluster always runs.
	Schedule *Schedule `json:"schedule"`
}

// Export says whether costs are written down for charging them back, once a month, with the tags of what caused them.
type Export struct {
	// Enabled makes a storage account and the export into it. Default false in dev, true in qa and prod. The subscription
	// must be registered with the resource provider Microsoft.CostManagementExports, and who deploys must be allowed to
	// assign roles.
	// https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-improved-exports
	Enabled bool `json:"enabled"`
}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.Export = Export{Enabled: class.ProductionLike()}
}

// Begin is the first moment of the budgets: StartDate, or else the first of the month of now.
func (s Settings) Begin(now time.Time) time.Time {
	if date, err := time.Parse(time.DateOnly, s.StartDate); err == nil {
		return date
	}
	now = now.UTC()
	return time.Date(now.Year(), now.Month(), 1, 0, 0, 0, 0, time.UTC)
}

// amount is the budget of a scope.
func (s Settings) amount(scope string) float64 {
	if amount, own := s.Budgets[scope]; own {
		return amount
	}
	return s.MonthlyBudget
}

// Validate reports every mistake in the settings; path is where they stand in the configuration.
func (s Settings) Validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	if at := path.Child("monthlyBudget"); s.MonthlyBudget == 0 {
		errors.Add(field.Error{
			Path: at, Rule: "is required", Remedy: "write what a month may cost, in the currency of the bill, above 0", Source: budgetSource,
		})
	} else {
		errors.Append(positive(at, s.MonthlyBudget))
	}
	for _, scope := range slices.Sorted(maps.Keys(s.Budgets)) {
		at := path.Child("budgets").Child(scope)
		if known := []string{ScopeHub, ScopeSpokes, ScopeWorkload}; !slices.Contains(known, scope) {
			errors.Add(field.Error{Path: at, Rule: "is no resource group of the stack", Remedy: "choose one of hub, spokes, workload"})
			continue
		}
		errors.Append(positive(at, s.Budgets[scope]))
	}
	if s.StartDate != "" {
		date, err := time.Parse(time.DateOnly, s.StartDate)
		if err != nil || date.Day() != 1 || date.Before(earliest) {
			errors.Add(field.Error{
				Path: path.Child("startDate"), Value: s.StartDate, Rule: "is not the first day of a month since June 2017",
				Remedy: "write YYYY-MM-01, or leave it out", Source: budgetSource,
			})
		}
	}
	for i, email := range s.ContactEmails {
		if address, err := mail.ParseAddress(email); err != nil || address.Address != email {
			errors.Add(field.Error{
				Path: path.Child("contactEmails").Index(i), Value: email, Rule: "is not an e-mail address", Remedy: "write name@domain",
			})
		}
	}
	if s.Schedule != nil {
		errors.Append(s.Schedule.validate(path.Child("schedule"), class))
	}
	return errors
}

func positive(path field.Path, amount float64) field.Errors {
	if amount > 0 {
		return nil
	}
	return field.Errors{{Path: path, Value: amount, Rule: "is not above 0", Remedy: "write an amount above 0", Source: budgetSource}}
}
