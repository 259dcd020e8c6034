package operationalinsights

import (
	"slices"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Defaults that the service fills in.
const (
	defaultSKU       = string(sdk.WorkspaceSkuNameEnumPerGB2018)
	defaultRetention = 30 // days
	unlimited        = -1 // dailyQuotaGb without a cap
)

// smallestQuota is the smallest daily cap, in GB.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/daily-cap
const smallestQuota = 0.023

// commitments are the daily amounts, in GB, that capacity can be reserved in.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#commitment-tiers
var commitments = []int{100, 200, 300, 400, 500, 1000, 2000, 5000, 10000, 25000, 50000}

// retention is how long a pricing tier may keep data, in days.
type retention struct{ min, max int }

// retentions is keyed by pricing tier.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure,
// https://learn.microsoft.com/azure/azure-monitor/logs/cost-logs#legacy-pricing-tiers
var retentions = map[string]retention{
	string(sdk.WorkspaceSkuNameEnumFree):                {7, 7},
	string(sdk.WorkspaceSkuNameEnumStandard):            {30, 30},
	string(sdk.WorkspaceSkuNameEnumPremium):             {365, 365},
	string(sdk.WorkspaceSkuNameEnumPerNode):             {30, 730},
	string(sdk.WorkspaceSkuNameEnumStandalone):          {30, 730},
	string(sdk.WorkspaceSkuNameEnumPerGB2018):           {30, 730},
	string(sdk.WorkspaceSkuNameEnumCapacityReservation): {30, 730},
	string(sdk.WorkspaceSkuNameEnumLACluster):           {30, 730},
}

func workspace() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeWorkspace,
		Versions:   []string{"", "v20221001"},
		APIVersion: "2022-10-01",
		ARMType:    "Microsoft.OperationalInsights/workspaces",
		Names:      []string{"workspaceName"},
		Args:       sdk.WorkspaceArgs{},
		State:      sdk.Workspace{},
		Check:      checkWorkspace,
		Put:        putWorkspace,
		Models: []string{
			"Retention, daily cap and reserved capacity are within what the pricing tier allows.",
			"A workspace that was deleted can be created again at once under its name: it is recovered, with the same customer ID.",
			"Deleting a workspace does not ask who sends logs to it, as in Azure.",
		},
		Codes: []engine.Code{CodeInvalidParameter},
	}
}

func checkWorkspace(c *engine.Check) {
	sku := c.Inputs.At("sku", "name")
	if !sku.Known() {
		return
	}
	tier := canonicalTier(sku.TextOr(defaultSKU))
	if kept := c.Inputs.At("retentionInDays"); kept.Present() && kept.Known() {
		if limits := retentions[tier]; kept.Int() < limits.min || kept.Int() > limits.max {
			c.Failf(kept, CodeInvalidParameter, "'RetentionInDays' property doesn't match the SKU limits: %s keeps data for %d to %d "+
				"days, not %d.", tier, limits.min, limits.max, kept.Int())
		}
	}
	checkCommitment(c, tier)
	quota := c.Inputs.At("workspaceCapping", "dailyQuotaGb")
	if gb, given := quota.Raw().(float64); given && gb != unlimited && gb < smallestQuota {
		c.Failf(quota, CodeInvalidParameter, "The daily quota of %v GB is too small; it must be %v GB or more, or -1 for none.",
			gb, smallestQuota)
	}
}

// canonicalTier spells a tier as the service does, which ignores case in requests.
func canonicalTier(given string) string {
	for tier := range retentions {
		if strings.EqualFold(tier, given) {
			return tier
		}
	}
	return given
}

func checkCommitment(c *engine.Check, tier string) {
	level := c.Inputs.At("sku", "capacityReservationLevel")
	reserved := tier == string(sdk.WorkspaceSkuNameEnumCapacityReservation)
	switch {
	case !level.Known():
	case reserved && !slices.Contains(commitments, level.Int()):
		c.Failf(level, CodeInvalidParameter, "A capacity reservation of %d GB per day is not offered; choose one of %v.",
			level.Int(), commitments)
	case !reserved && level.Present():
		c.Failf(level, CodeInvalidParameter, "capacityReservationLevel is only for the tier CapacityReservation, not for %s.", tier)
	}
}

func putWorkspace(op *engine.Operation) error {
	tier := canonicalTier(op.Inputs.At("sku", "name").TextOr(defaultSKU))
	now := op.Now().Format(time.RFC3339)
	created, skuSince := now, now
	if op.Old != nil {
		created = op.Old.Out().At("createdDate").Text()
		if tier == op.Old.Out().At("sku", "name").Text() {
			skuSince = op.Old.Out().At("sku", "lastSkuUpdate").Text()
		}
	}
	op.Set(op.GUID("customer"), "customerId")
	op.Set(created, "createdDate")
	op.Set(now, "modifiedDate")
	op.Set(tier, "sku", "name")
	op.Set(skuSince, "sku", "lastSkuUpdate")
	op.Default(max(defaultRetention, retentions[tier].min), "retentionInDays")
	if tier == string(sdk.WorkspaceSkuNameEnumFree) {
		op.Set(retentions[tier].max, "retentionInDays")
	}
	op.Default(string(sdk.PublicNetworkAccessTypeEnabled), "publicNetworkAccessForIngestion")
	op.Default(string(sdk.PublicNetworkAccessTypeEnabled), "publicNetworkAccessForQuery")
	op.Default(float64(unlimited), "workspaceCapping", "dailyQuotaGb")
	op.Set("RespectQuota", "workspaceCapping", "dataIngestionStatus")
	op.Default(true, "features", "enableLogAccessUsingOnlyResourcePermissions")
	return nil
}
