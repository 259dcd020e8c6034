package costmanagement

import (
	"regexp"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	exportType  = "Microsoft.CostManagement/exports"
	storageType = "Microsoft.Storage/storageAccounts"

	active         = "Active"
	custom         = "Custom"
	systemAssigned = "SystemAssigned"
)

// containerPattern is what a blob container may be called.
// Source: https://learn.microsoft.com/rest/api/storageservices/naming-and-referencing-containers--blobs--and-metadata#container-names
var containerPattern = regexp.MustCompile(`^[a-z0-9](?:-?[a-z0-9]){2,62}$`)

// The shape of an export, from https://learn.microsoft.com/azure/templates/microsoft.costmanagement/2023-08-01/exports.
type (
	exportArgs struct {
		Definition    definition   `pulumi:"definition"`
		DeliveryInfo  deliveryInfo `pulumi:"deliveryInfo"`
		ETag          *string      `pulumi:"eTag"`
		ExportName    *string      `pulumi:"exportName"`
		Format        *string      `pulumi:"format"`
		Identity      *identity    `pulumi:"identity"`
		Location      *string      `pulumi:"location"`
		PartitionData *bool        `pulumi:"partitionData"`
		Schedule      *schedule    `pulumi:"schedule"`
		Scope         string       `pulumi:"scope"`
	}
	exportState struct {
		Definition          definition     `pulumi:"definition"`
		DeliveryInfo        deliveryInfo   `pulumi:"deliveryInfo"`
		ETag                *string        `pulumi:"eTag"`
		Format              *string        `pulumi:"format"`
		Identity            *identityState `pulumi:"identity"`
		Location            *string        `pulumi:"location"`
		Name                string         `pulumi:"name"`
		NextRunTimeEstimate *string        `pulumi:"nextRunTimeEstimate"`
		PartitionData       *bool          `pulumi:"partitionData"`
		Schedule            *schedule      `pulumi:"schedule"`
		Type                string         `pulumi:"type"`
	}
	definition struct {
		DataSet    *dataSet `pulumi:"dataSet"`
		TimePeriod *period  `pulumi:"timePeriod"`
		Timeframe  string   `pulumi:"timeframe"`
		Type       string   `pulumi:"type"`
	}
	dataSet struct {
		Configuration *configuration `pulumi:"configuration"`
		Granularity   *string        `pulumi:"granularity"`
	}
	configuration struct {
		Columns []string `pulumi:"columns"`
	}
	period struct {
		From string `pulumi:"from"`
		To   string `pulumi:"to"`
	}
	deliveryInfo struct {
		Destination destination `pulumi:"destination"`
	}
	destination struct {
		Container      string  `pulumi:"container"`
		ResourceId     *string `pulumi:"resourceId"`
		RootFolderPath *string `pulumi:"rootFolderPath"`
		SasToken       *string `pulumi:"sasToken"`
		StorageAccount *string `pulumi:"storageAccount"`
	}
	schedule struct {
		Recurrence       *string           `pulumi:"recurrence"`
		RecurrencePeriod *recurrencePeriod `pulumi:"recurrencePeriod"`
		Status           *string           `pulumi:"status"`
	}
	recurrencePeriod struct {
		From string  `pulumi:"from"`
		To   *string `pulumi:"to"`
	}
	identity struct {
		Type string `pulumi:"type"`
	}
	identityState struct {
		PrincipalId *string `pulumi:"principalId"`
		TenantId    *string `pulumi:"tenantId"`
		Type        string  `pulumi:"type"`
	}
)

func export() *engine.Type {
	return &engine.Type{
		Token:            azure.TypeExport,
		Versions:         []string{"v20230801"},
		APIVersion:       "2023-08-01",
		ARMType:          exportType,
		Scope:            engine.ExtensionScope,
		ScopeProperty:    "scope",
		Names:            []string{"exportName"},
		OptionalLocation: true,
		Args:             exportArgs{},
		State:            exportState{},
		Check:            checkExport,
		Put:              putExport,
		Models: []string{
			"The storage account exists; without an identity it must accept its keys and have no firewall, with one its firewall must let " +
				"trusted services in.",
			"An identity needs a location; an active schedule needs a recurrence and a period, which begins in the future when the export is " +
				"made and ends after it began.",
			"The role that Cost Management gives the identity by itself, and the registration of Microsoft.CostManagementExports, are not modelled.",
		},
		Codes: []engine.Code{CodeBadRequest},
	}
}

func checkExport(c *engine.Check) {
	identity := c.Inputs.At("identity", "type")
	if identity.Text() == systemAssigned && c.Inputs.At("location").Absent() {
		c.Failf(identity, CodeBadRequest, "Location is required when a managed identity is used.")
	}
	if frame := c.Inputs.At("definition", "timeframe"); frame.Text() == custom && c.Inputs.At("definition", "timePeriod").Absent() {
		c.Failf(frame, CodeBadRequest, "A specific time period must be provided with timeframe Custom.")
	}
	target := c.Inputs.At("deliveryInfo", "destination")
	if target.At("resourceId").Absent() && (target.At("sasToken").Absent() || target.At("storageAccount").Absent()) {
		c.Failf(target, CodeBadRequest, "The destination must have a resourceId, or a storageAccount and a sasToken.")
	}
	if container := target.At("container"); container.Known() && !containerPattern.MatchString(container.Text()) {
		c.Failf(container, CodeBadRequest, "The container name '%s' is invalid.", container.Text())
	}
	checkSchedule(c, c.Inputs.At("schedule"))
}

func checkSchedule(c *engine.Check, schedule engine.Value) {
	if schedule.Absent() || !schedule.Known() {
		return
	}
	period := schedule.At("recurrencePeriod")
	if schedule.At("status").Text() == active {
		c.Require(schedule.At("recurrence"), CodeBadRequest, "An active schedule must have a recurrence.")
		c.Require(period, CodeBadRequest, "An active schedule must have a recurrencePeriod.")
	}
	from, ok1 := moment(c, period.At("from"))
	to, ok2 := moment(c, period.At("to"))
	if ok1 && ok2 && !to.After(from) {
		c.Failf(period.At("to"), CodeBadRequest, "The end date of the recurrence must be greater than its start date.")
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
	return t, true
}

func putExport(op *engine.Operation) error {
	if err := delivers(op); err != nil {
		return err
	}
	if from := op.Inputs.At("schedule", "recurrencePeriod", "from"); from.Present() && op.Old == nil {
		if start, _ := time.Parse(time.RFC3339, from.Text()); !start.After(op.Now()) {
			e := CodeBadRequest.Errorf("The start date of the recurrence must be in the future, and is %s.", from.Text())
			e.Path = from.Path()
			return e
		}
		op.Set(from.Text(), "nextRunTimeEstimate")
	}
	if op.Old != nil {
		op.Set(op.Old.Out().At("nextRunTimeEstimate").Raw(), "nextRunTimeEstimate")
	}
	op.Default("Csv", "format")
	if op.Inputs.At("identity", "type").Text() == systemAssigned {
		op.Set(op.GUID("principal"), "identity", "principalId")
		op.Set(op.Provider.Tenant, "identity", "tenantId")
	}
	previous := ""
	if op.Old != nil {
		previous = op.Old.Out().At("eTag").Text()
	}
	op.Set(`"`+op.GUID("etag after "+previous)+`"`, "eTag")
	return nil
}

// delivers judges whether the export may write into its storage account.
// Sources: https://github.com/Azure/azure-cli/issues/32912 (keys); https://github.com/hashicorp/terraform-provider-azurerm/issues/23962
// (firewall); https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-improved-exports (identity)
func delivers(op *engine.Operation) error {
	at := op.Inputs.At("deliveryInfo", "destination", "resourceId")
	if at.Absent() {
		return nil
	}
	target, err := op.Resolve(at, storageType)
	if err != nil {
		return err
	}
	account := target.Resource
	refuse := func(format string, args ...any) error {
		e := CodeBadRequest.Errorf(format, args...)
		e.Path = at.Path()
		return e
	}
	identified := op.Inputs.At("identity", "type").Text() == systemAssigned
	if !identified && !account.In().At("allowSharedKeyAccess").BoolOr(true) {
		return refuse("Key-based authentication is currently disabled on this storage account. To proceed, please enable " +
			"\"Allow storage account key access\".")
	}
	rules := account.In().At("networkRuleSet")
	closed := strings.EqualFold(account.In().At("publicNetworkAccess").Text(), "Disabled") ||
		strings.EqualFold(rules.At("defaultAction").TextOr("Allow"), "Deny")
	bypassed := strings.Contains(rules.At("bypass").TextOr("AzureServices"), "AzureServices")
	if closed && (!identified || !bypassed) {
		return refuse("The exports service is not authorized to access the specified storage account '%s'.", account.Name())
	}
	return nil
}
