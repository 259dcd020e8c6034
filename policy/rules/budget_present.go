package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var budgetPresent = pack.Rule{
	ID:       "budget-present",
	Title:    "Somebody is told before the money is gone",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "A runaway autoscaler or a forgotten test shows on the bill weeks later; a budget tells within a day.",
	Absent:   "Azure sets no budget, and one without contacts tells nobody.",
	Remedy: "Add a Budget with an amount above 0 and an enabled notification to an action group or an address, whose scope is the resource " +
		"group or its subscription.",
	Source: "https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-acm-create-budgets",
	Types:  []string{azure.TypeResourceGroup},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, group := range s.Of(azure.TypeResourceGroup) {
			watched := pack.False
			for _, budget := range s.Of(azure.TypeBudget) {
				watched = watched.Or(watches(budget.At("scope"), group).And(tells(budget)))
			}
			verdicts = append(verdicts, pack.When(watched, pack.Pass, func() pack.Verdict {
				return group.Fail("no budget that tells somebody has this resource group or its subscription as its scope")
			}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"of the group":        pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID)),
		"of the subscription": pack.Together(exampleGroup(), exampleBudget("scope", exampleSubscriptionID)),
		"by mail": pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID, "notifications",
			pack.Map{"n": set("enabled", true, "contactEmails", list("money@example.com"))})),
		"second notification": pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID, "notifications",
			pack.Map{"a": set("enabled", false, "contactGroups", list(exampleActionGroupID)), "b": set("enabled", true, "contactGroups", list(exampleActionGroupID))})),
		"group made in the same run": pack.Together(object("rg", azure.TypeResourceGroup, "location", "westeurope"),
			madeFrom(exampleBudget("scope", pack.Unknown), "scope", "rg")),
	},
	Fail: pack.Examples{
		"budget left out":         pack.Together(exampleGroup()),
		"of another group":        pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID+"-other")),
		"of another subscription": pack.Together(exampleGroup(), exampleBudget("scope", "/subscriptions/11111111-1111-4111-8111-111111111111")),
		"amount 0":                pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID, "amount", 0)),
		"notifications left out":  pack.Together(exampleGroup(), object("budget", azure.TypeBudget, "scope", exampleGroupID, "amount", 100)),
		"notification off": pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID, "notifications",
			pack.Map{"n": set("enabled", false, "contactGroups", list(exampleActionGroupID))})),
		"nobody to tell": pack.Together(exampleGroup(), exampleBudget("scope", exampleGroupID, "notifications",
			pack.Map{"n": set("enabled", true, "contactEmails", list())})),
		"one of two": pack.Together(exampleGroup(), object("second", azure.TypeResourceGroup, "id", exampleGroupID+"-second"),
			exampleBudget("scope", exampleGroupID)),
	},
}

const (
	exampleSubscriptionID = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590"
	exampleActionGroupID  = exampleGroupID + "/providers/Microsoft.Insights/actionGroups/ag-cost"
)

func exampleGroup() pack.ExampleResource {
	return object("rg", azure.TypeResourceGroup, "id", exampleGroupID)
}

func exampleBudget(pairs ...any) pack.ExampleResource {
	return object("budget", azure.TypeBudget, append([]any{
		"amount", 100, "notifications", pack.Map{"n": set("enabled", true, "contactGroups", list(exampleActionGroupID))},
	}, pairs...)...)
}

// watches reports whether a scope is a resource group or its subscription.
func watches(scope pack.Value, group pack.Resource) pack.Truth {
	text, known := scope.Text()
	if parsed, err := azure.ParseID(text); !known || err != nil || !strings.EqualFold(parsed.Type(), "Microsoft.Resources/subscriptions") {
		return scope.RefersTo(group)
	}
	id := group.At("id")
	if text, known := id.Text(); known {
		parsed, err := azure.ParseID(text)
		return pack.Known(err == nil && strings.EqualFold(azure.SubscriptionID(parsed.Subscription()), strings.TrimSuffix(scopeText(scope), "/")))
	}
	// Before the first deployment the group has no ID yet, but its provider has a subscription.
	subscription := group.Provider("subscriptionId")
	if text, known := subscription.Text(); known {
		return pack.Known(strings.EqualFold(azure.SubscriptionID(text), strings.TrimSuffix(scopeText(scope), "/")))
	}
	return pack.DontKnow(id.Path())
}

func scopeText(scope pack.Value) string {
	text, _ := scope.Text()
	return text
}

// tells reports whether a budget has an amount, and a notification that reaches somebody.
func tells(budget pack.Resource) pack.Truth {
	amount := budget.At("amount")
	above := pack.DontKnow(amount.Path())
	if !amount.NotKnown() {
		n, ok := amount.Number()
		above = pack.Known(ok && n > 0)
	}
	notifications, known := budget.At("notifications").Entries()
	told := pack.False
	if !known {
		told = pack.DontKnow(budget.At("notifications").Path())
	}
	for _, n := range notifications {
		reached := n.At("contactGroups").IsSet().Or(n.At("contactEmails").IsSet()).Or(n.At("contactRoles").IsSet())
		told = told.Or(n.At("enabled").Is(true).And(reached))
	}
	return above.And(told)
}
