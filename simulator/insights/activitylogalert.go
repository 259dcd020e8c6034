package insights

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// categories are the kinds of events in the activity log.
// Source: https://learn.microsoft.com/azure/azure-monitor/platform/activity-log-schema
var categories = []string{"Administrative", "ServiceHealth", "ResourceHealth", "Alert", "Autoscale", "Recommendation", "Security", "Policy"}

// The shape of an alert, from https://learn.microsoft.com/azure/templates/microsoft.insights/2020-10-01/activitylogalerts.
type (
	activityLogAlertArgs struct {
		Actions              activityLogActions   `pulumi:"actions"`
		ActivityLogAlertName *string              `pulumi:"activityLogAlertName"`
		Condition            activityLogCondition `pulumi:"condition"`
		Description          *string              `pulumi:"description"`
		Enabled              *bool                `pulumi:"enabled"`
		Location             *string              `pulumi:"location"`
		ResourceGroupName    string               `pulumi:"resourceGroupName"`
		Scopes               []string             `pulumi:"scopes"`
		Tags                 map[string]string    `pulumi:"tags"`
	}
	activityLogAlertState struct {
		Actions     activityLogActions   `pulumi:"actions"`
		Condition   activityLogCondition `pulumi:"condition"`
		Description *string              `pulumi:"description"`
		Enabled     *bool                `pulumi:"enabled"`
		Location    *string              `pulumi:"location"`
		Name        string               `pulumi:"name"`
		Scopes      []string             `pulumi:"scopes"`
		Tags        map[string]string    `pulumi:"tags"`
		Type        string               `pulumi:"type"`
	}
	activityLogActions struct {
		ActionGroups []activityLogActionGroup `pulumi:"actionGroups"`
	}
	activityLogActionGroup struct {
		ActionGroupId     string            `pulumi:"actionGroupId"`
		WebhookProperties map[string]string `pulumi:"webhookProperties"`
	}
	activityLogCondition struct {
		AllOf []activityLogLeafOrAny `pulumi:"allOf"`
	}
	activityLogLeafOrAny struct {
		AnyOf       []activityLogLeaf `pulumi:"anyOf"`
		ContainsAny []string          `pulumi:"containsAny"`
		Equals      *string           `pulumi:"equals"`
		Field       *string           `pulumi:"field"`
	}
	activityLogLeaf struct {
		ContainsAny []string `pulumi:"containsAny"`
		Equals      *string  `pulumi:"equals"`
		Field       *string  `pulumi:"field"`
	}
)

func activityLogAlert() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeActivityLogAlert,
		Versions:   []string{"v20201001"},
		APIVersion: "2020-10-01",
		ARMType:    "Microsoft.Insights/activityLogAlerts",
		Names:      []string{"activityLogAlertName"},
		Global:     true,
		Args:       activityLogAlertArgs{},
		State:      activityLogAlertState{},
		Check:      checkActivityLogAlert,
		Put:        putActivityLogAlert,
		Models: []string{
			"A rule has a scope that exists and says which category of events it is about; every condition names a field and what it is compared with.",
			"Action groups exist.",
			"Rules in the regions that keep data within them are not modelled: the location is global.",
		},
		Codes: []engine.Code{CodeBadActivityLogAlert},
	}
}

func checkActivityLogAlert(c *engine.Check) {
	if scopes := c.Inputs.At("scopes"); scopes.Known() && len(scopes.Items()) == 0 {
		c.Failf(scopes, CodeBadActivityLogAlert, "The rule has no scope.")
	}
	for _, group := range c.Inputs.At("actions", "actionGroups").Items() {
		checkActionGroupIDs(c, CodeBadActivityLogAlert, group.At("actionGroupId"))
	}
	all := c.Inputs.At("condition", "allOf")
	categorised := !all.KnownThroughout()
	for _, condition := range all.Items() {
		if leaves := condition.At("anyOf"); leaves.Present() {
			for _, leaf := range leaves.Items() {
				categorised = checkLeaf(c, leaf) || categorised
			}
			if condition.At("field").Present() {
				c.Failf(condition, CodeBadActivityLogAlert, "A condition has either 'anyOf' or 'field', not both.")
			}
			continue
		}
		categorised = checkLeaf(c, condition) || categorised
	}
	if !categorised {
		c.Failf(all, CodeBadActivityLogAlert, "The conditions must include one on the field 'category'.")
	}
}

// checkLeaf judges one comparison and tells whether it is about the category.
func checkLeaf(c *engine.Check, leaf engine.Value) (category bool) {
	field, equals, contains := leaf.At("field"), leaf.At("equals"), leaf.At("containsAny")
	if field.Absent() || equals.Present() == contains.Present() {
		c.Failf(leaf, CodeBadActivityLogAlert, "A condition names a 'field' and either 'equals' or 'containsAny' at '%s'.", leaf.Path())
		return false
	}
	if !strings.EqualFold(field.Text(), "category") {
		return false
	}
	if equals.Present() && equals.Known() && !containsFold(categories, equals.Text()) {
		c.Failf(equals, CodeBadActivityLogAlert, "The category '%s' is not supported. Supported: %s.", equals.Text(), strings.Join(categories, ", "))
	}
	return true
}

func putActivityLogAlert(op *engine.Operation) error {
	for _, scope := range op.Inputs.At("scopes").Items() {
		if _, err := op.Resolve(scope); err != nil {
			return err
		}
	}
	op.Default(true, "enabled")
	return nil
}
