package insights

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	settingType   = "Microsoft.Insights/diagnosticSettings"
	workspaceType = "Microsoft.OperationalInsights/workspaces"
	// maxSettings is how many settings one resource may have.
	maxSettings = 5
	// dedicated asks for a table per log category.
	dedicated = "Dedicated"
)

// choosesTables are the types whose logs can go to tables of their own or to the shared one; for all others the service
// drops the choice.
// Source: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index, the page of each type
var choosesTables = []string{
	"Microsoft.ContainerService/managedClusters", "Microsoft.KeyVault/vaults", "Microsoft.Network/applicationGateways",
	"Microsoft.Network/azureFirewalls",
}

// The shape of a setting, from
// https://learn.microsoft.com/azure/templates/microsoft.insights/2021-05-01-preview/diagnosticsettings.
type (
	diagnosticSettingArgs struct {
		EventHubAuthorizationRuleId *string          `pulumi:"eventHubAuthorizationRuleId"`
		EventHubName                *string          `pulumi:"eventHubName"`
		LogAnalyticsDestinationType *string          `pulumi:"logAnalyticsDestinationType"`
		Logs                        []logSettings    `pulumi:"logs"`
		MarketplacePartnerId        *string          `pulumi:"marketplacePartnerId"`
		Metrics                     []metricSettings `pulumi:"metrics"`
		Name                        *string          `pulumi:"name"`
		ResourceUri                 string           `pulumi:"resourceUri"`
		ServiceBusRuleId            *string          `pulumi:"serviceBusRuleId"`
		StorageAccountId            *string          `pulumi:"storageAccountId"`
		WorkspaceId                 *string          `pulumi:"workspaceId"`
	}
	diagnosticSettingState struct {
		EventHubAuthorizationRuleId *string          `pulumi:"eventHubAuthorizationRuleId"`
		EventHubName                *string          `pulumi:"eventHubName"`
		LogAnalyticsDestinationType *string          `pulumi:"logAnalyticsDestinationType"`
		Logs                        []logSettings    `pulumi:"logs"`
		MarketplacePartnerId        *string          `pulumi:"marketplacePartnerId"`
		Metrics                     []metricSettings `pulumi:"metrics"`
		Name                        string           `pulumi:"name"`
		ServiceBusRuleId            *string          `pulumi:"serviceBusRuleId"`
		StorageAccountId            *string          `pulumi:"storageAccountId"`
		Type                        string           `pulumi:"type"`
		WorkspaceId                 *string          `pulumi:"workspaceId"`
	}
	logSettings struct {
		Category        *string          `pulumi:"category"`
		CategoryGroup   *string          `pulumi:"categoryGroup"`
		Enabled         bool             `pulumi:"enabled"`
		RetentionPolicy *retentionPolicy `pulumi:"retentionPolicy"`
	}
	metricSettings struct {
		Category        *string          `pulumi:"category"`
		Enabled         bool             `pulumi:"enabled"`
		RetentionPolicy *retentionPolicy `pulumi:"retentionPolicy"`
		TimeGrain       *string          `pulumi:"timeGrain"`
	}
	retentionPolicy struct {
		Days    int  `pulumi:"days"`
		Enabled bool `pulumi:"enabled"`
	}
)

// destinations are the inputs of which at least one must be given.
var destinations = []string{
	"workspaceId", "storageAccountId", "eventHubAuthorizationRuleId", "marketplacePartnerId", "serviceBusRuleId",
}

func diagnosticSetting() *engine.Type {
	return &engine.Type{
		Token:         azure.TypeDiagnosticSetting,
		Versions:      []string{"v20210501preview", ""},
		APIVersion:    "2021-05-01-preview",
		ARMType:       settingType,
		Scope:         engine.ExtensionScope,
		ScopeProperty: "resourceUri",
		Names:         []string{"name"},
		Args:          diagnosticSettingArgs{},
		State:         diagnosticSettingState{},
		Check:         checkSetting,
		Put:           putSetting,
		Models: []string{
			"The watched resource and the workspace exist; a setting has a destination and at least one category that is on.",
			"Every category is one that Azure offers for the type of the watched resource, named once.",
			"A resource has five settings at most, and no two of them send the same category to the same destination.",
			"Where a type offers no choice of tables, the choice is dropped from the answer.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeResourceTypeNotSupported, CodeConflict},
	}
}

func checkSetting(c *engine.Check) {
	if !slices.ContainsFunc(destinations, func(d string) bool { return c.Inputs.At(d).Present() }) {
		c.Failf(c.Inputs.At("workspaceId"), CodeBadRequest, "At least one data sink needs to be specified.")
	}
	logs, metrics := c.Inputs.At("logs"), c.Inputs.At("metrics")
	if logs.KnownThroughout() && metrics.KnownThroughout() && !anyEnabled(logs) && !anyEnabled(metrics) {
		c.Failf(logs, CodeBadRequest, "At least one log or metric category must be enabled.")
	}
	checkNaming(c, logs)
	checkNaming(c, metrics)
	if target, ok := c.Inputs.At("resourceUri").ID(); ok {
		checkCategories(c, target, logs, metrics)
	}
}

func anyEnabled(settings engine.Value) bool {
	return slices.ContainsFunc(settings.Items(), func(s engine.Value) bool { return s.At("enabled").Bool() })
}

// checkNaming judges how categories are named: each by name or as a group, each once, without a retention of its own.
func checkNaming(c *engine.Check, settings engine.Value) {
	seen := map[string]bool{}
	grouped := false
	for _, s := range settings.Items() {
		category, group, days := s.At("category"), s.At("categoryGroup"), s.At("retentionPolicy", "days")
		if category.Present() == group.Present() {
			c.Failf(s, CodeBadRequest, "Exactly one of 'category' and 'categoryGroup' must be specified at '%s'.", s.Path())
			continue
		}
		grouped = grouped || group.Present()
		name := strings.ToLower(category.Text() + group.Text())
		if name != "" && seen[name] {
			c.Failf(s, CodeBadRequest, "Diagnostic setting contains the duplicate category '%s'.", category.Text()+group.Text())
		}
		seen[name] = true
		if s.At("retentionPolicy", "enabled").Bool() && days.Int() > 0 {
			c.Failf(days, CodeBadRequest, "Diagnostic settings no longer support retention for new diagnostic settings.")
		}
	}
	if grouped && slices.ContainsFunc(settings.Items(), func(s engine.Value) bool { return s.At("category").Present() }) {
		c.Failf(settings, CodeBadRequest, "A diagnostic setting cannot use category groups and individual log categories together.")
	}
}

// checkCategories compares categories with what the target's type offers. A type whose categories this project does not
// know passes; a type of which it knows that there are none is refused.
func checkCategories(c *engine.Check, target azure.ID, logs, metrics engine.Value) {
	offeredLogs, offeredMetrics, known := azure.DiagnosticCategories(target.Type())
	if !known {
		if slices.ContainsFunc(withoutDiagnostics, func(t string) bool { return strings.EqualFold(t, target.Type()) }) {
			c.Failf(c.Inputs.At("resourceUri"), CodeResourceTypeNotSupported,
				"The resource type '%s' does not support diagnostic settings.", strings.ToLower(target.Type()))
		}
		return
	}
	for _, list := range []struct {
		settings engine.Value
		offered  []string
	}{{logs, offeredLogs}, {metrics, offeredMetrics}} {
		for _, s := range list.settings.Items() {
			category := s.At("category")
			if category.Present() && category.Known() && !containsFold(list.offered, category.Text()) {
				c.Failf(category, CodeBadRequest, "Category '%s' is not supported. %s offers: %s.", category.Text(), target.Type(),
					strings.Join(list.offered, ", "))
			}
			if s.At("categoryGroup").Present() && len(list.offered) == 0 {
				c.Failf(s, CodeBadRequest, "Category group '%s' is not supported.", s.At("categoryGroup").Text())
			}
		}
	}
}

// withoutDiagnostics are types of a landing zone that Azure Monitor has neither logs nor metrics for.
// Source: https://learn.microsoft.com/azure/azure-monitor/reference/logs-index (not listed),
// https://learn.microsoft.com/azure/azure-monitor/reference/metrics-index (not listed)
var withoutDiagnostics = []string{
	"Microsoft.Network/routeTables", "Microsoft.Network/ipGroups", "Microsoft.Network/firewallPolicies",
	"Microsoft.Network/virtualNetworks/subnets", "Microsoft.ManagedIdentity/userAssignedIdentities",
	"Microsoft.ContainerService/managedClusters/agentPools", "Microsoft.Resources/resourceGroups",
}

func containsFold(list []string, s string) bool {
	return slices.ContainsFunc(list, func(e string) bool { return strings.EqualFold(e, s) })
}

func putSetting(op *engine.Operation) error {
	if at := op.Inputs.At("workspaceId"); at.Present() {
		if _, err := op.Resolve(at, workspaceType); err != nil {
			return err
		}
	}
	target, _ := op.Inputs.At("resourceUri").ID()
	others := settingsOn(op, target)
	if len(others) >= maxSettings {
		return CodeBadRequest.Errorf("The limit of %d diagnostic settings was reached for the resource '%s'.", maxSettings, target)
	}
	for _, other := range others {
		if err := sameSink(op, other); err != nil {
			return err
		}
	}
	// The service answers with a retention policy for every category, whether one was sent or not.
	for _, list := range []string{"logs", "metrics"} {
		settings, _ := op.Outputs[list].([]any)
		for _, s := range settings {
			if s := s.(map[string]any); s["retentionPolicy"] == nil {
				s["retentionPolicy"] = map[string]any{"days": 0.0, "enabled": false}
			}
		}
	}
	if !containsFold(choosesTables, target.Type()) {
		delete(op.Outputs, "logAnalyticsDestinationType")
	}
	return nil
}

// settingsOn returns the other settings of the watched resource itself, not those of what lies below it.
func settingsOn(op *engine.Operation, target azure.ID) []*engine.Resource {
	var others []*engine.Resource
	for _, r := range op.In(target.String()) {
		if !r.Is(settingType) || r.ARMID().Key() == op.ID.Key() {
			continue
		}
		if watched, _ := r.In().At("resourceUri").ID(); watched.Equal(target) {
			others = append(others, r)
		}
	}
	return others
}

// sameSink refuses to send what another setting sends to the same place already.
func sameSink(op *engine.Operation, other *engine.Resource) error {
	for _, d := range destinations {
		sink, taken := op.Inputs.At(d).Text(), other.In().At(d).Text()
		if sink == "" || !strings.EqualFold(sink, taken) {
			continue
		}
		for _, list := range []string{"logs", "metrics"} {
			for _, s := range op.Inputs.At(list).Items() {
				for _, o := range other.In().At(list).Items() {
					if s.At("enabled").Bool() && o.At("enabled").Bool() && overlap(s, o) {
						return CodeConflict.Errorf("Data sink '%s' is already used in diagnostic setting '%s' for category '%s'. Data sinks "+
							"can't be reused in different settings on the same category for the same resource.",
							sink, other.Name(), o.At("category").Text()+o.At("categoryGroup").Text())
					}
				}
			}
		}
	}
	return nil
}

// overlap reports whether two entries name the same category, a group counting as all of them.
func overlap(a, b engine.Value) bool {
	if a.At("categoryGroup").Present() || b.At("categoryGroup").Present() {
		return true
	}
	return strings.EqualFold(a.At("category").Text(), b.At("category").Text())
}
