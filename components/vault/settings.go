package vault

import (
	"net/netip"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Tiers of Key Vault. Premium adds keys in hardware.
//
// Source: https://learn.microsoft.com/azure/key-vault/keys/about-keys
const (
	SKUStandard = "standard"
	SKUPremium  = "premium"
)

// Values of Settings.PublicNetworkAccess, in ARM's spelling.
const (
	AccessEnabled  = "Enabled"
	AccessDisabled = "Disabled"
)

// Values of Settings.CreateMode, in ARM's spelling.
const (
	CreateDefault = "default"
	CreateRecover = "recover"
)

// Pages that the settings were read from.
const (
	sourceTiers      = "https://azure.microsoft.com/pricing/details/key-vault/"
	sourceSoftDelete = "https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview"
	sourceNetwork    = "https://learn.microsoft.com/azure/key-vault/general/network-security"
	sourceLimits     = "https://learn.microsoft.com/azure/key-vault/general/service-limits"
)

const (
	shortestRetention, longestRetention = 7, 90
	// maxIPRules is how many addresses and ranges one vault lists. Source: sourceLimits
	maxIPRules = 1000
)

// Settings are the vault's part of the configuration. What is not here is the same everywhere: roles decide who reads,
// the firewall denies by default, and deleted things are kept.
type Settings struct {
	// SKU is standard or premium; premium keeps keys in hardware, which regulated workloads need. Default standard.
	// https://learn.microsoft.com/azure/key-vault/keys/about-keys
	SKU string `json:"sku" jsonschema:"enum=standard,enum=premium"`
	// PublicNetworkAccess is Enabled or Disabled. Enabled leaves the public endpoint to the addresses of ipRules and to
	// trusted Azure services; Disabled leaves only the private endpoint, through which Application Gateway and pods then
	// come. Default Enabled in dev, Disabled in qa and prod.
	// https://learn.microsoft.com/azure/key-vault/general/network-security
	PublicNetworkAccess string `json:"publicNetworkAccess" jsonschema:"enum=Enabled,enum=Disabled"`
	// IPRules are the public IPv4 addresses and ranges that the firewall lets in, at most 1,000; none in prod. Default
	// none. https://learn.microsoft.com/azure/key-vault/general/network-security
	IPRules []string `json:"ipRules"`
	// SoftDeleteRetentionInDays is how long a deleted vault, and what was deleted in it, can be recovered, 7 to 90; it
	// cannot be changed later. The vault's name is taken as long. Default 7 in dev, 90 in qa and prod.
	// https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview
	SoftDeleteRetentionInDays int `json:"softDeleteRetentionInDays" jsonschema:"minimum=7,maximum=90"`
	// EnablePurgeProtection forbids to end that time early. It cannot be taken back: setting it to false later changes
	// nothing. Default false in dev, true in qa and prod.
	// https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview#purge-protection
	EnablePurgeProtection bool `json:"enablePurgeProtection"`
	// CreateMode is default or recover. After a destroy the name belongs to the deleted vault, and a new deployment is
	// refused with ConflictError: purge the vault with az keyvault purge, or, where purge protection forbids that, deploy
	// once with recover and then with default again. A recovered vault has its secrets; name them in certificates by
	// their IDs, or import them. Default default.
	// https://learn.microsoft.com/azure/key-vault/general/key-vault-recovery
	CreateMode string `json:"createMode" jsonschema:"enum=default,enum=recover"`
}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.SKU, s.CreateMode = SKUStandard, CreateDefault
	s.PublicNetworkAccess = environment.Pick(class, AccessEnabled, AccessDisabled)
	s.SoftDeleteRetentionInDays = environment.Pick(class, shortestRetention, longestRetention)
	s.EnablePurgeProtection = environment.Pick(class, false, true)
}

// Validate reports every mistake in the settings.
func (s Settings) Validate(path field.Path, class environment.Class) field.Errors {
	errors := field.OneOf(path.Child("sku"), s.SKU, []string{SKUStandard, SKUPremium}, sourceTiers)
	errors.Append(field.OneOf(path.Child("publicNetworkAccess"), s.PublicNetworkAccess, []string{AccessEnabled, AccessDisabled}, sourceNetwork))
	errors.Append(field.OneOf(path.Child("createMode"), s.CreateMode, []string{CreateDefault, CreateRecover}, sourceSoftDelete))
	errors.Append(field.Between(path.Child("softDeleteRetentionInDays"), s.SoftDeleteRetentionInDays, shortestRetention, longestRetention, sourceSoftDelete))
	errors.Append(s.validateRules(path.Child("ipRules"), class))
	return errors
}

func (s Settings) validateRules(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	switch {
	case len(s.IPRules) == 0:
	case class == environment.Prod:
		errors.Add(field.Error{
			Path: path, Value: s.IPRules, Rule: "opens the vault to the internet in production",
			Remedy: "leave the list empty; the private endpoint serves the network, and Bastion leads people into it", Source: sourceNetwork,
		})
	case s.PublicNetworkAccess == AccessDisabled:
		errors.Add(field.Error{
			Path: path, Value: s.IPRules, Rule: "has no effect while publicNetworkAccess is Disabled",
			Remedy: "leave the list empty, or set publicNetworkAccess to Enabled", Source: sourceNetwork,
		})
	case len(s.IPRules) > maxIPRules:
		errors.Append(field.Between(path, len(s.IPRules), 0, maxIPRules, sourceLimits))
	}
	for i, rule := range s.IPRules {
		if problem := checkRule(rule); problem != "" {
			errors.Add(field.Error{
				Path: path.Index(i), Value: rule, Rule: problem,
				Remedy: "write a public IPv4 address such as 20.0.0.1, or a range such as 20.0.0.0/24", Source: sourceNetwork,
			})
		}
	}
	return errors
}

// checkRule says what is wrong with an address or range, or nothing.
func checkRule(text string) string {
	if !strings.Contains(text, "/") {
		text += "/32"
	}
	prefix, err := netip.ParsePrefix(text)
	switch {
	case err != nil || !prefix.Addr().Is4():
		return "is no IPv4 address or range"
	case prefix != prefix.Masked():
		return "is no range: it begins at " + prefix.Masked().Addr().String()
	case prefix.Bits() == 0:
		return "is every address"
	case prefix.Addr().IsPrivate() || prefix.Addr().IsLoopback() || prefix.Addr().IsLinkLocalUnicast():
		return "is private, and never seen by the public endpoint"
	}
	return ""
}
