package containerregistry

import (
	"fmt"
	"net/netip"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Limits of a registry.
const (
	// longestRetention is how long untagged manifests can be kept, in days.
	// Source: https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy
	longestRetention = 365
	// defaultRetention is what the service notes when nothing is said.
	// Source: https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy
	defaultRetention = 7
	// mostIPRules is how many address ranges a registry can admit.
	// Source: https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks
	mostIPRules = 200
)

func registry() *engine.Type {
	return &engine.Type{
		Token: azure.TypeRegistry, Versions: versions, APIVersion: apiVersion, ARMType: armRegistry,
		Names: []string{"registryName"},
		Args:  sdk.RegistryArgs{}, State: sdk.Registry{},
		Check: checkRegistry,
		Put:   putRegistry,
		Models: []string{
			"A name that another registry has, in any subscription, is refused.",
			"Private access, data endpoints, copies, retention, quarantine, content trust, network rules, encryption with an own key and the end of exports need the tier Premium; a registry with copies or private endpoints keeps it.",
			"Exports can be forbidden only where public access is.",
			"Zone redundancy is chosen at creation, in a region that has zones; encryption with an own key is chosen at creation.",
			"The host names of data endpoints are those of the copies that existed when the registry was written.",
			"A deleted registry frees its name at once and takes its copies along; private endpoints to it stay, without a use.",
		},
		Codes: []engine.Code{CodeAlreadyInUse, CodeSKUNotSupported, CodePublicAccessNotDisabled, CodeExportNeedsPrivate, CodeNoZones,
			CodeInvalidRetention, CodeInvalidEncryption, CodeInvalidIPRule},
	}
}

func checkRegistry(c *engine.Check) {
	checkTier(c)
	checkZones(c)
	policies := c.Inputs.At("policies")
	public := c.Inputs.At("publicNetworkAccess")
	if export := policies.At("exportPolicy", "status"); is(export, "disabled") && public.Known() && !is(public, "Disabled") {
		c.Failf(export, CodeExportNeedsPrivate, "Exports from registry %s can be disabled only when publicNetworkAccess is Disabled.", c.Name())
	}
	c.Range(policies.At("retentionPolicy", "days"), CodeInvalidRetention, 0, longestRetention)
	checkEncryption(c)
	checkIPRules(c)
}

// is reports whether a known text equals a word, as ARM compares.
func is(at engine.Value, word string) bool { return strings.EqualFold(at.Text(), word) }

// premiumOnly are the settings that only the tier Premium takes, as the path that leads to each and the word that asks.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-skus
var premiumOnly = []struct {
	path []string
	word string
}{
	{[]string{"encryption", "status"}, "enabled"},
	{[]string{"networkRuleSet", "defaultAction"}, "Deny"},
	{[]string{"policies", "exportPolicy", "status"}, "disabled"},
	{[]string{"policies", "quarantinePolicy", "status"}, "enabled"},
	{[]string{"policies", "retentionPolicy", "status"}, "enabled"},
	{[]string{"policies", "trustPolicy", "status"}, "enabled"},
	{[]string{"zoneRedundancy"}, "Enabled"},
}

func checkTier(c *engine.Check) {
	tier := c.Inputs.At("sku", "name")
	switch {
	case !tier.Known() || is(tier, string(sdk.SkuNamePremium)):
		return
	case is(tier, string(sdk.SkuNameClassic)):
		// Source: https://learn.microsoft.com/azure/container-registry/container-registry-skus
		c.Failf(tier, CodeSKUNotSupported, "The SKU Classic is not supported.")
		return
	}
	if public := c.Inputs.At("publicNetworkAccess"); is(public, "Disabled") {
		c.Failf(public, CodePublicAccessNotDisabled, "Disabling public network access is not supported for the SKU %s. For more "+
			"information, please visit https://aka.ms/acr/private-link.", tier.Text())
	}
	refuse := func(at engine.Value) {
		c.Failf(at, CodeSKUNotSupported, "The SKU %s is not supported. %s needs the SKU Premium.", tier.Text(), at.Path())
	}
	for _, setting := range premiumOnly {
		if at := c.Inputs.At(setting.path...); is(at, setting.word) {
			refuse(at)
		}
	}
	if at := c.Inputs.At("dataEndpointEnabled"); at.Bool() {
		refuse(at)
	}
	if at := c.Inputs.At("networkRuleSet", "ipRules"); len(at.Items()) > 0 {
		refuse(at)
	}
}

// checkZones refuses zone redundancy where there are no zones.
func checkZones(c *engine.Check) {
	at := c.Inputs.At("zoneRedundancy")
	location, known := azure.LookupLocation(c.Inputs.At("location").Text())
	if is(at, "Enabled") && known && !location.HasZones() {
		c.Failf(at, CodeNoZones, "Zone redundancy is not supported in location %s.", location.Name)
	}
}

func checkEncryption(c *engine.Check) {
	at := c.Inputs.At("encryption")
	if !is(at.At("status"), "enabled") {
		return
	}
	key, identity := at.At("keyVaultProperties", "keyIdentifier"), c.Inputs.At("identity", "type")
	if key.Absent() {
		c.Failf(at, CodeInvalidEncryption, "Encryption of registry %s names no key.", c.Name())
	}
	if identity.Known() && !strings.Contains(identity.Text(), string(sdk.ResourceIdentityTypeUserAssigned)) {
		c.Failf(at, CodeInvalidEncryption, "Encryption of registry %s needs a user-assigned identity that reads the key.", c.Name())
	}
}

func checkIPRules(c *engine.Check) {
	rules := c.Inputs.At("networkRuleSet", "ipRules")
	if n := len(rules.Items()); n > mostIPRules {
		c.Failf(rules, CodeInvalidIPRule, "Registry %s has %d IP rules; the most is %d.", c.Name(), n, mostIPRules)
	}
	for _, rule := range rules.Items() {
		at := rule.At("iPAddressOrRange")
		if at.Absent() || !at.Known() {
			continue
		}
		if address, ok := addressOf(at.Text()); !ok || !address.Is4() || address.IsPrivate() || address.IsLoopback() {
			c.Failf(at, CodeInvalidIPRule, "'%s' is not a public IPv4 address or CIDR range.", at.Text())
		}
	}
}

// addressOf is an address, or the first one of a range.
func addressOf(text string) (netip.Addr, bool) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked().Addr(), prefix == prefix.Masked()
	}
	address, err := netip.ParseAddr(text)
	return address, err == nil
}

func putRegistry(op *engine.Operation) error {
	for _, other := range op.List(armRegistry) {
		if strings.EqualFold(other.Name(), op.Name) && !strings.EqualFold(other.ID, op.ID.String()) {
			return CodeAlreadyInUse.Errorf("The registry DNS name %s is already in use. You can check if the name is already claimed "+
				"using following API: https://learn.microsoft.com/rest/api/containerregistry/registries/check-name-availability", loginServer(op.Name))
		}
	}
	if err := keepPremium(op); err != nil {
		return err
	}
	created := op.Now().Format(time.RFC3339)
	if op.Old != nil {
		created = op.Old.Out().At("creationDate").Text()
	}
	op.Set(created, "creationDate")
	op.Set(loginServer(op.Name), "loginServer")
	op.Set(op.Inputs.At("sku", "name").Text(), "sku", "tier")
	hosts := []string{}
	if op.Inputs.At("dataEndpointEnabled").Bool() {
		for _, region := range regions(op) {
			hosts = append(hosts, dataEndpoint(op.Name, region))
		}
	}
	op.Set(hosts, "dataEndpointHostNames")
	op.Set([]any{}, "privateEndpointConnections")
	op.Default(false, "adminUserEnabled")
	op.Default(false, "dataEndpointEnabled")
	op.Default("disabled", "encryption", "status")
	op.Default(string(sdk.NetworkRuleBypassOptionsAzureServices), "networkRuleBypassOptions")
	op.Default(string(sdk.PublicNetworkAccessEnabled), "publicNetworkAccess")
	op.Default(string(sdk.ZoneRedundancyDisabled), "zoneRedundancy")
	defaultPolicies(op)
	return nil
}

// defaultPolicies fills in the policies that the program does not set, which only the tier Premium has.
func defaultPolicies(op *engine.Operation) {
	if !is(op.Inputs.At("sku", "name"), string(sdk.SkuNamePremium)) {
		return
	}
	op.Default(string(sdk.DefaultActionAllow), "networkRuleSet", "defaultAction")
	op.Default([]any{}, "networkRuleSet", "ipRules")
	op.Default("enabled", "policies", "exportPolicy", "status")
	op.Default("disabled", "policies", "quarantinePolicy", "status")
	op.Default("disabled", "policies", "retentionPolicy", "status")
	op.Default(defaultRetention, "policies", "retentionPolicy", "days")
	op.Set(op.Now().Format(time.RFC3339), "policies", "retentionPolicy", "lastUpdatedTime")
	op.Default("disabled", "policies", "trustPolicy", "status")
	op.Default("Notary", "policies", "trustPolicy", "type")
}

// keepPremium refuses to leave the tier on which copies and private endpoints depend.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-skus#changing-tiers
func keepPremium(op *engine.Operation) error {
	if op.Old == nil || is(op.Inputs.At("sku", "name"), string(sdk.SkuNamePremium)) {
		return nil
	}
	for _, child := range op.In(op.ID.String()) {
		if child.Is(armReplication) {
			return CodeSKUNotSupported.Errorf("The SKU %s is not supported. Registry %s has replication %s, which needs the SKU Premium.",
				op.Inputs.At("sku", "name").Text(), op.Name, child.Name())
		}
	}
	if using := endpoints(op, op.ID.String()); len(using) > 0 {
		return CodeSKUNotSupported.Errorf("The SKU %s is not supported. Registry %s has private endpoint %s, which needs the SKU Premium.",
			op.Inputs.At("sku", "name").Text(), op.Name, using[0].Name())
	}
	return nil
}

// regions are those of the registry: its own, then those of its copies, sorted by name.
func regions(op *engine.Operation) []string {
	found := []string{azure.NormalizeLocation(op.Inputs.At("location").Text())}
	for _, child := range op.In(op.ID.String()) {
		if child.Is(armReplication) {
			found = append(found, child.Location())
		}
	}
	return found
}

func loginServer(name string) string { return strings.ToLower(name) + ".azurecr.io" }

// dataEndpoint is the host that layers come from.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-dedicated-data-endpoints
func dataEndpoint(name, region string) string {
	return fmt.Sprintf("%s.%s.data.azurecr.io", strings.ToLower(name), region)
}

// premiumOwner is the registry that a child belongs to, if its tier has such children.
func premiumOwner(op *engine.Operation, children string) (*engine.Resource, error) {
	parent, _ := op.ID.Parent()
	owner, _ := op.Get(parent.String())
	if tier := owner.In().At("sku", "name"); !is(tier, string(sdk.SkuNamePremium)) {
		return nil, CodeSKUNotSupported.Errorf("The SKU %s is not supported. %s need the SKU Premium.", tier.Text(), children)
	}
	return owner, nil
}
