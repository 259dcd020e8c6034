package hub

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Tiers of Azure Firewall and of its policy, from the lowest to the highest. Basic is no choice here: it has neither
// DNS proxy nor network rules by FQDN.
//
// Source: https://learn.microsoft.com/azure/firewall/choose-firewall-sku
const (
	TierBasic    = "Basic"
	TierStandard = "Standard"
	TierPremium  = "Premium"
)

// Modes of threat intelligence and of intrusion detection.
const (
	ModeOff   = "Off"
	ModeAlert = "Alert"
	ModeDeny  = "Deny"
)

// SKUs of Azure Bastion with a host of their own.
//
// Source: https://learn.microsoft.com/azure/bastion/bastion-sku-comparison
const (
	BastionBasic    = "Basic"
	BastionStandard = "Standard"
	BastionPremium  = "Premium"
)

const (
	sourceFirewallFeatures = "https://learn.microsoft.com/azure/firewall/choose-firewall-sku"
	sourceFirewallLimits   = "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-firewall-limits"
	sourceBastionSKUs      = "https://learn.microsoft.com/azure/bastion/bastion-sku-comparison"
	sourcePolicyHierarchy  = "https://learn.microsoft.com/azure/firewall-manager/policy-overview#hierarchical-policies"
)

// maxPublicIPs is how many public addresses one firewall takes. Source: sourceFirewallLimits
const maxPublicIPs = 250

// Settings are the settings of every region's hub.
type Settings struct {
	// Firewall is the Azure Firewall through which the spokes leave. It is only built with egress.mode firewall.
	Firewall Firewall `json:"firewall"`
	// Bastion is the way for people to private machines and to the private API server.
	Bastion Bastion `json:"bastion"`
	// FlowLogs record who talks to whom through the hub's network.
	FlowLogs FlowLogs `json:"flowLogs"`
}

// FlowLogs are the flow logs of the hub's network, kept in a storage account and summed up in its workspace.
// https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-overview
type FlowLogs struct {
	// Enabled says whether there are any. Default dev false, qa and prod true.
	Enabled bool `json:"enabled"`
	// RetentionInDays is how long the records stay in the storage account, 1 to 365. Default 30.
	RetentionInDays int `json:"retentionInDays" jsonschema:"minimum=1,maximum=365"`
}

// Firewall is the Azure Firewall and its policy.
type Firewall struct {
	// PublicIPCount is the number of public addresses the firewall sends from, 1 to 250. Each adds 2,496 SNAT ports
	// per instance and destination. Default 1 in dev, 3 in qa and prod.
	//
	// Source: https://learn.microsoft.com/azure/firewall/integrate-with-nat-gateway
	PublicIPCount int `json:"publicIpCount" jsonschema:"minimum=1,maximum=250"`
	// Tier is the tier of the firewall and of its policy, which are always the same: Standard or Premium. Premium adds
	// intrusion detection. Default Standard in dev, Premium in qa and prod.
	//
	// Source: https://learn.microsoft.com/azure/firewall/choose-firewall-sku
	Tier string `json:"tier" jsonschema:"enum=Standard,enum=Premium"`
	// ThreatIntelMode says what happens to traffic from or to addresses and names that Microsoft knows as malicious:
	// Off, Alert or Deny. Default Alert in dev, Deny in qa and prod.
	//
	// Source: https://learn.microsoft.com/azure/firewall/threat-intel
	ThreatIntelMode string `json:"threatIntelMode" jsonschema:"enum=Off,enum=Alert,enum=Deny"`
	// IntrusionDetection looks for known attacks inside the traffic; only with tier Premium.
	IntrusionDetection IntrusionDetection `json:"intrusionDetection"`
	// BasePolicyID is the ARM ID of a firewall policy of the organisation whose rules come before the hub's own. It
	// must be in the hub's region. Default none.
	//
	// Source: https://learn.microsoft.com/azure/firewall-manager/policy-overview#hierarchical-policies
	BasePolicyID string `json:"basePolicyId"`
	// BasePolicyTier is the tier of that policy: Basic, Standard or Premium. Required with basePolicyId, because the
	// policy itself is not read; it may not be lower than tier.
	BasePolicyTier string `json:"basePolicyTier" jsonschema:"enum=Basic,enum=Standard,enum=Premium"`
	// LegacyLogs also sends the three log categories that the structured ones replace, which doubles their cost.
	// Default false.
	LegacyLogs bool `json:"legacyLogs"`
}

// IntrusionDetection is the firewall's intrusion detection and prevention (IDPS).
type IntrusionDetection struct {
	// Mode is Off, Alert or Deny. Default Off in dev, Deny in qa and prod.
	//
	// Source: https://learn.microsoft.com/azure/firewall/premium-features#idps
	Mode string `json:"mode" jsonschema:"enum=Off,enum=Alert,enum=Deny"`
}

// Bastion is the Azure Bastion host.
type Bastion struct {
	// Enabled builds the host; its subnet and the subnet's rules exist in any case. Default false in dev, true in qa
	// and prod.
	Enabled bool `json:"enabled"`
	// SKU is Basic, Standard or Premium. Default Standard.
	//
	// Source: https://learn.microsoft.com/azure/bastion/bastion-sku-comparison
	SKU string `json:"sku" jsonschema:"enum=Basic,enum=Standard,enum=Premium"`
	// EnableTunneling lets a native client through, which is how kubectl reaches the private API server. Needs sku
	// Standard or Premium. Default true.
	//
	// Source: https://learn.microsoft.com/azure/bastion/native-client
	EnableTunneling bool `json:"enableTunneling"`
	// AllowedSourceCIDRs are the address ranges from which people may open the Bastion page. Default none, which
	// admits the whole Internet; signing in is still required.
	AllowedSourceCIDRs []string `json:"allowedSourceCidrs"`
}

const (
	// longestFlowLogRetention is how long flow logs are kept at most, in days.
	// Source: https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-manage
	longestFlowLogRetention = 365
	sourceFlowLogs          = "https://learn.microsoft.com/azure/network-watcher/vnet-flow-logs-manage"
)

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.Firewall = Firewall{
		PublicIPCount:      environment.Pick(class, 1, 3),
		Tier:               environment.Pick(class, TierStandard, TierPremium),
		ThreatIntelMode:    environment.Pick(class, ModeAlert, ModeDeny),
		IntrusionDetection: IntrusionDetection{Mode: environment.Pick(class, ModeOff, ModeDeny)},
	}
	s.Bastion = Bastion{Enabled: class.ProductionLike(), SKU: BastionStandard, EnableTunneling: true}
	s.FlowLogs = FlowLogs{Enabled: class.ProductionLike(), RetentionInDays: 30}
}

// Validate reports every mistake in the settings; path is where they stand in the configuration.
func (s Settings) Validate(path field.Path, _ environment.Class) field.Errors {
	errors := s.Firewall.validate(path.Child("firewall"))
	errors.Append(s.Bastion.validate(path.Child("bastion")))
	errors.Append(field.Between(path.Child("flowLogs").Child("retentionInDays"), s.FlowLogs.RetentionInDays, 1, longestFlowLogRetention, sourceFlowLogs))
	return errors
}

func (f Firewall) validate(path field.Path) field.Errors {
	modes := []string{ModeOff, ModeAlert, ModeDeny}
	errors := field.Between(path.Child("publicIpCount"), f.PublicIPCount, 1, maxPublicIPs, sourceFirewallLimits)
	errors.Append(field.OneOf(path.Child("tier"), f.Tier, []string{TierStandard, TierPremium}, sourceFirewallFeatures))
	errors.Append(field.OneOf(path.Child("threatIntelMode"), f.ThreatIntelMode, modes, sourceFirewallFeatures))
	idps := path.Child("intrusionDetection").Child("mode")
	errors.Append(field.OneOf(idps, f.IntrusionDetection.Mode, modes, sourceFirewallFeatures))
	if f.Tier == TierStandard && (f.IntrusionDetection.Mode == ModeAlert || f.IntrusionDetection.Mode == ModeDeny) {
		errors.Add(field.Error{
			Path: idps, Value: f.IntrusionDetection.Mode, Rule: "needs firewall tier Premium, and tier is Standard",
			Remedy: "set tier to Premium, or intrusionDetection.mode to Off", Source: sourceFirewallFeatures,
		})
	}
	errors.Append(f.validateBasePolicy(path))
	return errors
}

func (f Firewall) validateBasePolicy(path field.Path) field.Errors {
	if f.BasePolicyID == "" {
		if f.BasePolicyTier == "" {
			return nil
		}
		return field.Errors{{
			Path: path.Child("basePolicyTier"), Value: f.BasePolicyTier, Rule: "only means something with basePolicyId",
			Remedy: "remove it or set basePolicyId",
		}}
	}
	var errors field.Errors
	const armType = "Microsoft.Network/firewallPolicies"
	if id, err := azure.ParseID(f.BasePolicyID); err != nil || !strings.EqualFold(id.Type(), armType) {
		errors.Add(field.Error{
			Path: path.Child("basePolicyId"), Value: f.BasePolicyID, Rule: "is not the resource ID of a firewall policy",
			Remedy: "write /subscriptions/<id>/resourceGroups/<group>/providers/" + armType + "/<name>", Source: sourcePolicyHierarchy,
		})
	}
	tiers := []string{TierBasic, TierStandard, TierPremium}
	tierPath := path.Child("basePolicyTier")
	errors.Append(field.OneOf(tierPath, f.BasePolicyTier, tiers, sourcePolicyHierarchy))
	base, own := slices.Index(tiers, f.BasePolicyTier), slices.Index(tiers, f.Tier)
	if base >= 0 && base < own {
		errors.Add(field.Error{
			Path: tierPath, Value: f.BasePolicyTier, Rule: fmt.Sprintf("is a lower tier than the hub's own policy has, %s", f.Tier),
			Remedy: fmt.Sprintf("raise the base policy to %s, or lower firewall.tier", f.Tier), Source: sourcePolicyHierarchy,
		})
	}
	return errors
}

func (b Bastion) validate(path field.Path) field.Errors {
	errors := field.OneOf(path.Child("sku"), b.SKU, []string{BastionBasic, BastionStandard, BastionPremium}, sourceBastionSKUs)
	if b.SKU == BastionBasic && b.EnableTunneling {
		errors.Add(field.Error{
			Path: path.Child("enableTunneling"), Value: true, Rule: "needs sku Standard or Premium, and sku is Basic",
			Remedy: "set sku to Standard, or enableTunneling to false", Source: sourceBastionSKUs,
		})
	}
	for i, text := range b.AllowedSourceCIDRs {
		if prefix, err := netip.ParsePrefix(text); err != nil || prefix != prefix.Masked() {
			errors.Add(field.Error{
				Path: path.Child("allowedSourceCidrs").Index(i), Value: text, Rule: "is not an address range",
				Remedy: "write it in CIDR form: 203.0.113.0/24",
			})
		} else if prefix.Bits() == 0 {
			errors.Add(field.Error{
				Path: path.Child("allowedSourceCidrs").Index(i), Value: text, Rule: "admits every address",
				Remedy: "list the ranges people come from, or leave the list empty",
			})
		}
	}
	return errors
}
