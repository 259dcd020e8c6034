package operationalinsights

import (
	"slices"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	planBasic     = string(sdk.TablePlanEnumBasic)
	planAnalytics = string(sdk.TablePlanEnumAnalytics)
	// basicRetention is how many days of a table with the plan Basic can be queried.
	// Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
	basicRetention = 30
	// inherited is a retention that follows the workspace, or the table's own.
	inherited = -1
)

// yearsOfRetention are the total retentions, in days, that are offered beyond two years.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
var yearsOfRetention = []int{1095, 1460, 1826, 2191, 2556, 2922, 3288, 3653, 4018, 4383}

// analyticsOnly are tables of a cluster's workspace that cannot have the plan Basic.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/basic-logs-azure-tables
var analyticsOnly = []string{"AzureActivity", "Heartbeat", "InsightsMetrics", "KubeEvents", "KubeNodeInventory", "KubePodInventory", "Perf", "Usage"}

// ownSuffixes end the names of tables that belong to the workspace's owner; all others are Azure's.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/create-custom-table
var ownSuffixes = []string{"_CL", "_SRCH", "_RST"}

func table() *engine.Type {
	return &engine.Type{
		Token: azure.TypeTable, Versions: []string{"", "v20221001"}, APIVersion: "2022-10-01",
		ARMType: "Microsoft.OperationalInsights/workspaces/tables", Names: []string{"workspaceName", "tableName"},
		Args: sdk.TableArgs{}, State: sdk.Table{},
		Standing: standing,
		Check:    checkTable,
		Put:      putTable,
		Delete:   deleteTable,
		Models: []string{
			"Azure's tables come with their workspace: they cannot be created, only imported and changed. Every name without an ending of one's own is taken for one.",
			"The plan is one that the table can have, and retention is within its limits and not longer than the total.",
			"A table of one's own needs columns, among them TimeGenerated; the schema is that of the table.",
			"A table of Azure's cannot be deleted; it goes away with its workspace.",
			"That the plan can change only once a week is not modelled.",
		},
		Codes: []engine.Code{CodeInvalidParameter, CodeTableNotDeletable},
	}
}

// own reports whether a table belongs to the workspace's owner.
func own(name string) bool {
	return slices.ContainsFunc(ownSuffixes, func(s string) bool { return strings.HasSuffix(name, s) })
}

// standing are the inputs of a table of Azure's that nobody has touched.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/manage-logs-tables
func standing(id azure.ID) map[string]any {
	workspace, nested := id.Parent()
	if !nested || own(id.Name()) {
		return nil
	}
	return map[string]any{
		"resourceGroupName": id.ResourceGroup(), "workspaceName": workspace.Name(), "tableName": id.Name(),
		"plan": planAnalytics, "schema": map[string]any{"name": id.Name()},
	}
}

func checkTable(c *engine.Check) {
	name, basic := c.Name(), strings.EqualFold(c.Inputs.At("plan").Text(), planBasic)
	if basic && slices.Contains(analyticsOnly, name) {
		c.Failf(c.Inputs.At("plan"), CodeInvalidParameter, "Table '%s' does not support the plan %s.", name, planBasic)
	}
	kept, total := c.Inputs.At("retentionInDays"), c.Inputs.At("totalRetentionInDays")
	if days, given := number(kept); given && days != inherited {
		switch {
		case basic && days != basicRetention:
			c.Failf(kept, CodeInvalidParameter, "'RetentionInDays' cannot be set for a table with the plan %s; it is %d days.", planBasic, basicRetention)
		case days < 4 || days > 730:
			c.Failf(kept, CodeInvalidParameter, "'RetentionInDays' must be 4 to 730 or -1, not %d.", days)
		}
	}
	if days, given := number(total); given && days != inherited && (days < 4 || days > 730) && !slices.Contains(yearsOfRetention, days) {
		c.Failf(total, CodeInvalidParameter, "'TotalRetentionInDays' must be 4 to 730, one of %v, or -1, not %d.", yearsOfRetention, days)
	}
	checkSchema(c, name)
}

// number returns a whole number that is given and known.
func number(at engine.Value) (int, bool) { return at.Int(), at.Present() && at.Known() }

func checkSchema(c *engine.Check, name string) {
	schema := c.Inputs.At("schema")
	if given := schema.At("name"); name != "" && given.Present() && given.Known() && given.Text() != name {
		c.Failf(given, CodeInvalidParameter, "'Schema.Name' must be the table's name '%s', not '%s'.", name, given.Text())
	}
	columns := schema.At("columns")
	if !strings.HasSuffix(name, "_CL") || !columns.KnownThroughout() {
		return
	}
	if !slices.ContainsFunc(columns.Items(), func(column engine.Value) bool {
		return column.At("name").Text() == "TimeGenerated" && strings.EqualFold(column.At("type").Text(), "dateTime")
	}) {
		c.Failf(columns, CodeInvalidParameter, "Custom table '%s' must have a column TimeGenerated of type dateTime.", name)
	}
}

func putTable(op *engine.Operation) error {
	parent, _ := op.ID.Parent()
	workspace, _ := op.Get(parent.String())
	plan := planAnalytics
	if strings.EqualFold(op.Inputs.At("plan").Text(), planBasic) {
		plan = planBasic
	}
	kept, byDefault := op.Inputs.At("retentionInDays").IntOr(inherited), false
	switch {
	case plan == planBasic:
		kept = basicRetention
	case kept == inherited:
		kept, byDefault = workspace.Out().At("retentionInDays").Int(), true
	}
	total, totalByDefault := op.Inputs.At("totalRetentionInDays").IntOr(inherited), false
	if total == inherited {
		total, totalByDefault = kept, true
	}
	if total < kept {
		return CodeInvalidParameter.Errorf("'TotalRetentionInDays' of table '%s' is %d days, which is less than its retention of %d days.",
			op.Name, total, kept)
	}
	changed := op.Now().Format(time.RFC3339)
	switch {
	case op.Old == nil && !own(op.Name): // it came with the workspace
		changed = workspace.Created.UTC().Format(time.RFC3339)
	case op.Old != nil && op.Old.Out().At("plan").Text() == plan:
		changed = op.Old.Out().At("lastPlanModifiedDate").Text()
	}
	op.Set(plan, "plan")
	op.Set(changed, "lastPlanModifiedDate")
	op.Set(kept, "retentionInDays")
	op.Set(byDefault, "retentionInDaysAsDefault")
	op.Set(total, "totalRetentionInDays")
	op.Set(totalByDefault, "totalRetentionInDaysAsDefault")
	op.Set(total-kept, "archiveRetentionInDays")
	op.Default(op.Name, "schema", "name")
	kind := "Microsoft"
	if own(op.Name) {
		kind = "CustomLog"
	}
	op.Set(kind, "schema", "tableType")
	return nil
}

func deleteTable(op *engine.Operation) error {
	if own(op.Name) {
		return nil
	}
	return CodeTableNotDeletable.Errorf("Table '%s' is an Azure table and cannot be deleted.", op.Name)
}
