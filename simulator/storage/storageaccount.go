package storage

import (
	"net/netip"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/storage/v2/v20240101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Limits on an account.
// Source: https://learn.microsoft.com/azure/storage/common/scalability-targets-standard-account,
// https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
const (
	maxAddressRules     = 400
	maxTagNameLength    = 128
	maxImmutabilityDays = 146000
)

// bypasses are the words of which a firewall's bypass is made.
var bypasses = []string{"None", "Logging", "Metrics", "AzureServices"}

func storageAccount() *engine.Type {
	return &engine.Type{
		Token: azure.TypeStorageAccount, Versions: versions, APIVersion: apiVersion, ARMType: accountType,
		Names: []string{"accountName"},
		Args:  sdk.StorageAccountArgs{}, State: sdk.StorageAccount{},
		Check: checkAccount, Put: putAccount,
		Models: []string{
			"The name is unique in all of Azure, as far as the simulator knows Azure: among its own accounts.",
			"Copies in zones need a region with zones, copies in another region a paired region; premium storage is of the kinds for blocks and files.",
			"An account stays of its kind, except that one of the first kind becomes StorageV2, and changes zones or regions of its copies in two steps.",
			"Immutability of the whole account is chosen at its creation, is not locked then, and excludes the hierarchical namespace and NFS.",
			"A second layer of encryption is chosen at creation; rules of the firewall are public IPv4 addresses.",
		},
		Codes: []engine.Code{
			CodeStorageAccountAlreadyTaken, CodeRedundancyNotAvailable, CodeInvalidProperty, CodeInvalidValues, engine.CodeInvalidTags,
			engine.CodeInvalidResourceName, engine.CodePropertyChangeNotAllowed,
		},
	}
}

func checkAccount(c *engine.Check) {
	checkRedundancy(c)
	checkKind(c)
	checkFirewall(c)
	checkImmutability(c)
	for _, name := range c.Inputs.At("tags").Keys() {
		if utf8.RuneCountInString(name) > maxTagNameLength {
			c.Failf(c.Inputs.At("tags", name), engine.CodeInvalidTags, "The tag name %.20q... exceeds the maximum length of %d.", name, maxTagNameLength)
		}
	}
	source, vault := c.Inputs.At("encryption", "keySource"), c.Inputs.At("encryption", "keyVaultProperties")
	if strings.EqualFold(source.Text(), string(sdk.KeySource_Microsoft_Keyvault)) && vault.Absent() {
		c.Failf(vault, CodeInvalidProperty, "keyVaultProperties must be given when the key source is %s.", source.Text())
	}
}

// inZones and inPair tell where the copies of a redundancy are.
func inZones(sku string) bool { return strings.Contains(strings.ToUpper(sku), "ZRS") }
func inPair(sku string) bool {
	return strings.HasSuffix(strings.ToUpper(sku), "GRS") || strings.HasSuffix(strings.ToUpper(sku), "GZRS")
}

func checkRedundancy(c *engine.Check) {
	sku := c.Inputs.At("sku", "name")
	location, ok := azure.LookupLocation(c.Inputs.At("location").Text())
	if !ok {
		return // unknown, or reported already
	}
	if inZones(sku.Text()) && !location.HasZones() || inPair(sku.Text()) && location.Pair == "" {
		c.Failf(sku, CodeRedundancyNotAvailable, "The requested storage account redundancy configuration '%s' is not available in '%s'.",
			sku.Text(), location.Name)
	}
}

func checkKind(c *engine.Check) {
	kind, sku := c.Inputs.At("kind"), c.Inputs.At("sku", "name")
	if kind.Text() == "" || sku.Text() == "" {
		return
	}
	premium := strings.HasPrefix(strings.ToLower(sku.Text()), "premium")
	special := strings.EqualFold(kind.Text(), string(sdk.KindFileStorage)) || strings.EqualFold(kind.Text(), string(sdk.KindBlockBlobStorage))
	switch {
	case premium != special && (!premium || inZones(sku.Text())):
		c.Failf(kind, CodeInvalidProperty, "Accounts of kind '%s' are not available with the SKU '%s'.", kind.Text(), sku.Text())
	case strings.EqualFold(kind.Text(), string(sdk.KindBlobStorage)) && inZones(sku.Text()):
		c.Failf(kind, CodeInvalidProperty, "Accounts of kind '%s' are not available with the SKU '%s'.", kind.Text(), sku.Text())
	}
	tier := c.Inputs.At("accessTier")
	if strings.EqualFold(kind.Text(), string(sdk.KindBlobStorage)) && tier.Absent() {
		c.Failf(tier, CodeInvalidProperty, "accessTier must be given for accounts of kind '%s'.", kind.Text())
	}
}

func checkFirewall(c *engine.Check) {
	rules := c.Inputs.At("networkRuleSet")
	if bypass := rules.At("bypass"); bypass.Known() && bypass.Present() {
		for word := range strings.SplitSeq(bypass.Text(), ",") {
			if !slices.ContainsFunc(bypasses, func(b string) bool { return strings.EqualFold(b, strings.TrimSpace(word)) }) {
				c.Failf(bypass, CodeInvalidValues, "Values for request parameters are invalid: networkAcls.bypass '%s'.", bypass.Text())
			}
		}
	}
	addresses := rules.At("ipRules")
	if n := len(addresses.Items()); n > maxAddressRules {
		c.Failf(addresses, CodeInvalidValues, "%d address rules were given, at most %d are allowed.", n, maxAddressRules)
	}
	for _, rule := range addresses.Items() {
		if at := rule.At("iPAddressOrRange"); at.Known() && !publicRange(at.Text()) {
			c.Failf(at, CodeInvalidValues, "Values for request parameters are invalid: networkAcls.ipRule[*].value '%s'. "+
				"It must be a public IPv4 address, or a range up to /30.", at.Text())
		}
	}
}

// publicRange reports whether the firewall takes an address or range. A range of one or two addresses is written as
// addresses.
func publicRange(s string) bool {
	prefix, err := netip.ParsePrefix(s)
	if err != nil {
		address, err := netip.ParseAddr(s)
		return err == nil && address.Is4() && !address.IsPrivate()
	}
	return prefix.Addr().Is4() && prefix.Bits() <= 30 && prefix.Masked() == prefix && !prefix.Addr().IsPrivate()
}

func checkImmutability(c *engine.Check) {
	immutable := c.Inputs.At("immutableStorageWithVersioning")
	policy := immutable.At("immutabilityPolicy")
	c.Range(policy.At("immutabilityPeriodSinceCreationInDays"), CodeInvalidProperty, 1, maxImmutabilityDays)
	if !immutable.At("enabled").Known() {
		return
	}
	if !immutable.At("enabled").Bool() {
		if policy.Present() {
			c.Failf(policy, CodeInvalidProperty, "An immutability policy needs immutableStorageWithVersioning.enabled.")
		}
		return
	}
	for _, other := range []string{"isHnsEnabled", "enableNfsV3"} {
		if c.Inputs.At(other).Bool() {
			c.Failf(immutable, CodeInvalidProperty, "Version-level immutability is not supported together with %s.", other)
		}
	}
}

func putAccount(op *engine.Operation) error {
	for _, other := range op.List(accountType) {
		if strings.EqualFold(other.Name(), op.Name) && other.ARMID().Key() != op.ID.Key() {
			return CodeStorageAccountAlreadyTaken.Errorf("The storage account named %s is already taken.", op.Name)
		}
	}
	if err := judgeUpdate(op); err != nil {
		return err
	}
	locked := op.Inputs.At("immutableStorageWithVersioning", "immutabilityPolicy", "state")
	if strings.EqualFold(locked.Text(), string(sdk.AccountImmutabilityPolicyStateLocked)) && op.Old == nil {
		return CodeInvalidProperty.Errorf("An immutability policy can only be created in the state Disabled or Unlocked.")
	}
	completeAccount(op)
	return nil
}

// judgeUpdate refuses changes that Azure makes by no single write.
func judgeUpdate(op *engine.Operation) error {
	if op.Old == nil {
		return nil
	}
	if op.Changed("kind") && !strings.EqualFold(op.Inputs.At("kind").Text(), string(sdk.KindStorageV2)) {
		return CodeInvalidProperty.Errorf("The account kind '%s' cannot be changed to '%s'.", op.Old.In().At("kind").Text(), op.Inputs.At("kind").Text())
	}
	before, after := op.Old.In().At("sku", "name").Text(), op.Inputs.At("sku", "name").Text()
	if inZones(before) != inZones(after) && inPair(before) != inPair(after) {
		return CodeInvalidProperty.Errorf("The SKU '%s' cannot be changed to '%s' in one step: change zones and regions one after the other.",
			before, after)
	}
	return nil
}

func completeAccount(op *engine.Operation) {
	created := op.Now()
	if op.Old != nil {
		created = op.Old.Created
	}
	sku := op.Inputs.At("sku", "name").Text()
	tier, _, _ := strings.Cut(sku, "_")
	op.Set(tier, "sku", "tier")
	op.Default("Hot", "accessTier")
	op.Default(false, "allowBlobPublicAccess")
	op.Default("TLS1_0", "minimumTlsVersion")
	op.Default(true, "enableHttpsTrafficOnly")
	op.Default("Microsoft.Storage", "encryption", "keySource")
	for _, service := range []string{"blob", "file"} {
		op.Default(true, "encryption", "services", service, "enabled")
		op.Default("Account", "encryption", "services", service, "keyType")
		op.Set(created.Format(time.RFC3339), "encryption", "services", service, "lastEnabledTime")
	}
	op.Default("AzureServices", "networkRuleSet", "bypass")
	op.Default("Allow", "networkRuleSet", "defaultAction")
	for _, list := range []string{"ipRules", "resourceAccessRules", "virtualNetworkRules"} {
		op.Default([]any{}, "networkRuleSet", list)
	}
	if identity := op.Inputs.At("identity", "type").Text(); strings.HasPrefix(identity, string(sdk.IdentityTypeSystemAssigned)) {
		op.Set(op.GUID("principal"), "identity", "principalId")
		op.Set(op.Provider.Tenant, "identity", "tenantId")
	}
	op.Set(created.Format(time.RFC3339), "creationTime")
	for _, key := range []string{"key1", "key2"} {
		op.Set(created.Format(time.RFC3339), "keyCreationTime", key)
	}
	for service, label := range map[string]string{"blob": "blob", "dfs": "dfs", "file": "file", "queue": "queue", "table": "table", "web": "z6.web"} {
		op.Set("https://"+op.Name+"."+label+".core.windows.net/", "primaryEndpoints", service)
	}
	location, _ := azure.LookupLocation(op.Inputs.At("location").Text())
	op.Set(location.Name, "primaryLocation")
	op.Set("available", "statusOfPrimary")
	if inPair(sku) {
		op.Set(location.Pair, "secondaryLocation")
		op.Set("available", "statusOfSecondary")
	}
	op.Set([]any{}, "privateEndpointConnections")
}
