package cost

import (
	"fmt"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/consumption"
)

// thresholds are the parts of a budget at which somebody is told, in percent. Three are of what was spent, so that there
// is time to act; the last is of what will have been at the end of the month.
var thresholds = []struct {
	kind    string
	percent float64
}{{"Actual", 50}, {"Actual", 75}, {"Actual", 90}, {"Forecasted", 100}}

// newBudgets declares the budget of the subscription and those of the resource groups.
func newBudgets(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) error {
	scopes := append([]ResourceGroup{{
		Name: scopeSubscription, Scope: scopeSubscription, ID: pulumi.String(azure.SubscriptionID(args.SubscriptionID)),
	}}, args.ResourceGroups...)
	for _, scope := range scopes {
		_, err := consumption.NewBudget(ctx, name+"-budget-"+scope.Name, &consumption.BudgetArgs{
			Amount:        pulumi.Float64(args.Settings.amount(scope.Scope)),
			BudgetName:    pulumi.String(args.Names.Budget(scope.Scope)),
			Category:      pulumi.String("Cost"),
			Notifications: notifications(args),
			Scope:         scope.ID,
			TimeGrain:     pulumi.String("Monthly"),
			TimePeriod:    consumption.BudgetTimePeriodArgs{StartDate: pulumi.String(args.Settings.Begin(args.Now).Format(time.RFC3339))},
			// Azure refuses another start for a budget that exists: the one it was made with stays.
		}, parent, pulumi.IgnoreChanges([]string{"timePeriod.startDate"}))
		if err != nil {
			return fmt.Errorf("budget of %s: %w", scope.Name, err)
		}
	}
	return nil
}

func notifications(args *Args) consumption.NotificationMap {
	groups := pulumi.StringArray{}
	if args.ActionGroupID != nil {
		groups = append(groups, args.ActionGroupID)
	}
	told := consumption.NotificationMap{}
	for _, t := range thresholds {
		told[fmt.Sprintf("%s_GreaterThanOrEqualTo_%.0f_Percent", t.kind, t.percent)] = consumption.NotificationArgs{
			// Azure wants the list of addresses even where there is none.
			ContactEmails: pulumi.ToStringArray(args.Settings.ContactEmails), ContactGroups: groups, Enabled: pulumi.Bool(true),
			Operator: pulumi.String("GreaterThanOrEqualTo"), Threshold: pulumi.Float64(t.percent), ThresholdType: pulumi.String(t.kind),
		}
	}
	return told
}
