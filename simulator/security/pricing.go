package security

import (
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	pricingType      = "Microsoft.Security/pricings"
	subscriptionType = "Microsoft.Resources/subscriptions"

	free, standard = "Free", "Standard"
	enabled        = "True"
)

// plan is what can be chosen about a Defender plan.
type plan struct{ subPlans, extensions []string }

// plans are the plans of a subscription with their sub-plans and extensions.
// Sources: https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update (names, extensions);
// https://github.com/Azure/azure-policy, built-in-policies/policyDefinitions/Security Center (sub-plans)
var plans = map[string]plan{
	"AI":          {extensions: []string{"AIPromptEvidence"}},
	"Api":         {subPlans: []string{"P1", "P2", "P3", "P4", "P5"}},
	"AppServices": {},
	"Arm":         {subPlans: []string{"PerSubscription", "PerApiCall"}},
	"CloudPosture": {extensions: []string{
		"AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "ContainerRegistriesVulnerabilityAssessments", "EntraPermissionsManagement",
		"SensitiveDataDiscovery",
	}},
	"ContainerRegistry": {},
	"Containers": {extensions: []string{
		"AgentlessDiscoveryForKubernetes", "AgentlessVmScanning", "ContainerIntegrityContribution", "ContainerRegistriesVulnerabilityAssessments",
		"ContainerSensor",
	}},
	"CosmosDbs":                     {},
	"Dns":                           {},
	"KeyVaults":                     {subPlans: []string{"PerKeyVault", "PerTransaction"}},
	"KubernetesService":             {},
	"OpenSourceRelationalDatabases": {},
	"SqlServerVirtualMachines":      {},
	"SqlServers":                    {},
	"StorageAccounts": {
		subPlans:   []string{"DefenderForStorageV2", "PerStorageAccount", "PerTransaction"},
		extensions: []string{"OnUploadMalwareScanning", "SensitiveDataDiscovery"},
	},
	"VirtualMachines": {
		subPlans:   []string{"P1", "P2"},
		extensions: []string{"AgentlessVmScanning", "FileIntegrityMonitoring", "MdeDesignatedSubscription"},
	},
}

// The shape of a plan, from https://learn.microsoft.com/azure/templates/microsoft.security/2024-01-01/pricings.
type (
	pricingArgs struct {
		Enforce     *string     `pulumi:"enforce"`
		Extensions  []extension `pulumi:"extensions"`
		PricingName *string     `pulumi:"pricingName"`
		PricingTier string      `pulumi:"pricingTier"`
		ScopeId     string      `pulumi:"scopeId"`
		SubPlan     *string     `pulumi:"subPlan"`
	}
	pricingState struct {
		EnablementTime         *string     `pulumi:"enablementTime"`
		Enforce                *string     `pulumi:"enforce"`
		Extensions             []extension `pulumi:"extensions"`
		FreeTrialRemainingTime string      `pulumi:"freeTrialRemainingTime"`
		Name                   string      `pulumi:"name"`
		PricingTier            string      `pulumi:"pricingTier"`
		SubPlan                *string     `pulumi:"subPlan"`
		Type                   string      `pulumi:"type"`
	}
	extension struct {
		AdditionalExtensionProperties map[string]string `pulumi:"additionalExtensionProperties"`
		IsEnabled                     string            `pulumi:"isEnabled"`
		Name                          string            `pulumi:"name"`
	}
)

func pricing() *engine.Type {
	return &engine.Type{
		Token:       azure.TypePricing,
		Versions:    []string{"v20240101", ""},
		APIVersion:  "2024-01-01",
		ARMType:     pricingType,
		Scope:       engine.OwnScope,
		ID:          pricingID,
		Names:       []string{"pricingName"},
		Identifying: []string{"scopeId"},
		Args:        pricingArgs{},
		State:       pricingState{},
		Standing:    standing,
		Check:       checkPricing,
		Put:         putPricing,
		Delete: func(*engine.Operation) error {
			return CodeInvalidURLConfiguration.Errorf("Delete operation is supported only for single resources scope (not subscriptions). " +
				"Use PUT to Enabled or Disable specific pricing bundles on a subscription.")
		},
		Exclusive: func(op *engine.Operation) []string {
			return []string{azure.SubscriptionID(op.ID.Subscription()) + "/providers/" + pricingType}
		},
		Models: []string{
			"Every plan stands in every subscription with the tier Free: it cannot be created, only imported and changed, and it cannot be deleted.",
			"The plan is one that Azure knows, a sub-plan one of the plan's, and an extension one of the plan's, each once.",
			"A sub-plan and extensions need the tier Standard.",
			"Plans of one subscription change one after the other.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeInvalidURLConfiguration},
	}
}

// pricingID is the ID of a plan; the scope is given without a slash in front, as the API's path has it.
func pricingID(_ engine.Provider, inputs engine.Value) (string, error) {
	return "/" + strings.TrimPrefix(inputs.At("scopeId").Text(), "/") + "/providers/" + pricingType + "/" + inputs.At("pricingName").Text(), nil
}

// standing are the inputs of a plan that nobody has touched, as an import reads them.
func standing(id azure.ID) map[string]any {
	parent, _ := id.Parent()
	name := planNamed(id.Name())
	if name == "" || !strings.EqualFold(parent.Type(), subscriptionType) {
		return nil
	}
	return map[string]any{"pricingName": name, "pricingTier": free, "scopeId": strings.TrimPrefix(parent.String(), "/")}
}

// planNamed is the name of a plan in Azure's spelling; "" for what is none.
func planNamed(name string) string {
	for known := range plans {
		if strings.EqualFold(known, name) {
			return known
		}
	}
	return ""
}

func checkPricing(c *engine.Check) {
	scope, name := c.Inputs.At("scopeId"), c.Inputs.At("pricingName")
	if scope.Known() {
		id, err := azure.ParseID("/" + strings.TrimPrefix(scope.Text(), "/"))
		if err != nil || !strings.EqualFold(id.Type(), subscriptionType) {
			c.Failf(scope, CodeBadRequest, "The scope '%s' is not a subscription, such as subscriptions/<ID>.", scope.Text())
		}
	}
	if !name.Known() {
		return
	}
	known := planNamed(name.Text())
	if known == "" {
		c.Failf(name, CodeBadRequest, "The name '%s' is not a valid name. Possible pricing bundle names: %s.", name.Text(),
			strings.Join(slices.Sorted(maps.Keys(plans)), ", "))
		return
	}
	checkChoices(c, known)
}

// checkChoices judges what was chosen about a plan that exists.
func checkChoices(c *engine.Check, name string) {
	tier, subPlan, extensions := c.Inputs.At("pricingTier"), c.Inputs.At("subPlan"), c.Inputs.At("extensions")
	offered := plans[name]
	if strings.EqualFold(tier.Text(), free) && (subPlan.Present() || slices.ContainsFunc(extensions.Items(), switchedOn)) {
		c.Failf(tier, CodeBadRequest, "The plan %s is Free: a sub-plan or an extension needs the tier Standard.", name)
	}
	if subPlan.Present() && subPlan.Known() && !slices.Contains(offered.subPlans, subPlan.Text()) {
		c.Failf(subPlan, CodeBadRequest, "The sub-plan '%s' is not available for %s; available are: %s.", subPlan.Text(), name,
			strings.Join(offered.subPlans, ", "))
	}
	seen := map[string]bool{}
	for _, e := range extensions.Items() {
		at := e.At("name")
		switch {
		case !at.Known():
		case !slices.Contains(offered.extensions, at.Text()):
			c.Failf(at, CodeBadRequest, "The extension '%s' is not available for %s; available are: %s.", at.Text(), name,
				strings.Join(offered.extensions, ", "))
		case seen[at.Text()]:
			c.Failf(at, CodeBadRequest, "The extension '%s' is listed twice.", at.Text())
		}
		seen[at.Text()] = true
	}
}

func switchedOn(extension engine.Value) bool {
	return strings.EqualFold(extension.At("isEnabled").Text(), enabled)
}

func putPricing(op *engine.Operation) error {
	op.Set("PT0S", "freeTrialRemainingTime")
	if !strings.EqualFold(op.Inputs.At("pricingTier").Text(), standard) {
		return nil
	}
	since := op.Now().Format(time.RFC3339)
	if op.Old != nil && op.Old.Out().At("enablementTime").Present() {
		since = op.Old.Out().At("enablementTime").Text()
	}
	op.Set(since, "enablementTime")
	return nil
}
