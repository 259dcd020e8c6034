package cluster

import (
	"fmt"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Settings are the cluster's part of the configuration. What production may never give up is no setting: local
// accounts, pod identity, public addresses on nodes and the like are constants in the file of their subject.
type Settings struct {
	// KubernetesVersion is the version of the control plane, and of every pool that names none: 1.36 stands for the
	// newest patch of that minor, 1.36.2 for itself. Default: the minor before the newest.
	// https://learn.microsoft.com/azure/aks/supported-kubernetes-versions
	KubernetesVersion string `json:"kubernetesVersion"`
	// SKU is the tier of the control plane.
	SKU SKU `json:"sku"`
	// SupportPlan is KubernetesOfficial (default) or AKSLongTermSupport, which comes with tier Premium and only with it.
	// https://learn.microsoft.com/azure/aks/long-term-support
	SupportPlan string `json:"supportPlan" jsonschema:"enum=KubernetesOfficial,enum=AKSLongTermSupport"`
	// NodeResourceGroupProfile protects the group that AKS makes for the nodes.
	NodeResourceGroupProfile NodeResourceGroupProfile `json:"nodeResourceGroupProfile"`

	// APIServer says who can reach the API server.
	APIServer APIServer `json:"apiServer"`
	// Network is the cluster's own network: pods, services, and the engine of network policies.
	Network Network `json:"network"`

	// NodePools are the cluster's machines. Default: npsystem for the add-ons and npuser01 for workloads.
	NodePools []NodePool `json:"nodePools"`
	// AllowedVMFamilies are the series that pools may use, in Azure's words. Default Dd v5, Dds v5, Dds v6, Ed v5 and
	// Fs v2.
	AllowedVMFamilies []string `json:"allowedVmFamilies"`
	// AutoScalerProfile tunes the cluster autoscaler. A cluster has one profile, for all pools.
	AutoScalerProfile AutoScalerProfile `json:"autoScalerProfile"`

	// AutoUpgradeProfile says what AKS upgrades by itself.
	AutoUpgradeProfile AutoUpgradeProfile `json:"autoUpgradeProfile"`
	// Maintenance says when AKS may do so.
	Maintenance Maintenance `json:"maintenance"`

	// SecretsProvider is the add-on that mounts Key Vault secrets into pods.
	SecretsProvider SecretsProvider `json:"azureKeyvaultSecretsProvider"`
	// Storage turns on the drivers for persistent volumes.
	Storage Storage `json:"storage"`
	// ImageCleaner removes unused images from nodes.
	ImageCleaner ImageCleaner `json:"imageCleaner"`
	// Defender turns on the sensor of Microsoft Defender for Containers. Default dev false, qa and prod true.
	// https://learn.microsoft.com/azure/defender-for-cloud/defender-for-containers-introduction
	Defender bool `json:"defender"`
	// Diagnostics says which control-plane logs are kept.
	Diagnostics Diagnostics `json:"diagnostics"`

	// OIDCIssuer is the issuer of the tokens that workload identity trusts. Only true: AKS cannot turn it off again.
	// https://learn.microsoft.com/azure/aks/use-oidc-issuer
	OIDCIssuer bool `json:"oidcIssuer"`

	// The settings below exist in a newer AKS API than [APIVersion]. Only their defaults are accepted.

	// NodeRestriction would state the admission plugin of that name, which AKS turns on by itself. Only false.
	NodeRestriction bool `json:"nodeRestriction"`
	// BootstrapArtifacts says where nodes fetch their own components: direct, from Microsoft's registry, or cache, from
	// a registry of one's own. Only direct.
	BootstrapArtifacts string `json:"bootstrapArtifacts" jsonschema:"enum=direct"`
	// CustomCATrustCertificates are certificate authorities that nodes would trust, as base64 PEM. Only empty.
	CustomCATrustCertificates []string `json:"customCATrustCertificates"`
	// NodeProvisioning says who chooses machines: manual, by nodePools, or auto, by node auto-provisioning. Only manual.
	NodeProvisioning string `json:"nodeProvisioning" jsonschema:"enum=manual"`
	// ImageIntegrity would let AKS verify image signatures. Only false.
	ImageIntegrity bool `json:"imageIntegrity"`
	// StaticEgressGateway would give pods fixed source addresses. Only false.
	StaticEgressGateway bool `json:"staticEgressGateway"`
}

// SKU is the tier of the control plane.
type SKU struct {
	// Tier is Free (no uptime agreement), Standard (99.95 % with zones, 99.9 % without) or Premium (the same, together
	// with supportPlan AKSLongTermSupport). Default dev Free, qa and prod Standard; prod refuses Free.
	// https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers
	Tier string `json:"tier" jsonschema:"enum=Free,enum=Standard,enum=Premium"`
}

// Tiers of the control plane.
const (
	TierFree     = "Free"
	TierStandard = "Standard"
	TierPremium  = "Premium"
)

// Support plans.
const (
	SupportOfficial = "KubernetesOfficial"
	SupportLongTerm = "AKSLongTermSupport"
)

// NodeResourceGroupProfile protects the group that AKS makes for the nodes.
type NodeResourceGroupProfile struct {
	// RestrictionLevel is ReadOnly, which denies everybody but AKS to change what is in the group, or Unrestricted.
	// Default dev Unrestricted, qa and prod ReadOnly.
	// https://learn.microsoft.com/azure/aks/node-resource-group-lockdown
	RestrictionLevel string `json:"restrictionLevel" jsonschema:"enum=Unrestricted,enum=ReadOnly"`
}

// Restriction levels.
const (
	RestrictionReadOnly     = "ReadOnly"
	RestrictionUnrestricted = "Unrestricted"
)

const (
	versionsSource = "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions"
	tiersSource    = "https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers"
	ltsSource      = "https://learn.microsoft.com/azure/aks/long-term-support"
)

// Validate reports every mistake in the settings themselves. What needs the region is in [Settings.ValidateLocation],
// what needs the number of regions in [Settings.ValidateRegions], what needs the address plan in [CheckPodCIDR], and
// what concerns identities in [Settings.ValidateIdentity].
func (s Settings) Validate(path field.Path, class environment.Class) field.Errors {
	s.Complete(class)
	var errors field.Errors
	errors.Append(validateKubernetesVersion(path.Child("kubernetesVersion"), s.KubernetesVersion))
	errors.Append(s.validateTier(path, class))
	levels := []string{RestrictionUnrestricted, RestrictionReadOnly}
	errors.Append(field.OneOf(path.Child("nodeResourceGroupProfile").Child("restrictionLevel"),
		s.NodeResourceGroupProfile.RestrictionLevel, levels, "https://learn.microsoft.com/azure/aks/node-resource-group-lockdown"))
	errors.Append(s.APIServer.Validate(path.Child("apiServer"), class))
	errors.Append(s.Network.Validate(path.Child("network"), class))
	errors.Append(s.validateNodePools(path, class))
	errors.Append(s.AutoScalerProfile.Validate(path.Child("autoScalerProfile"), class))
	errors.Append(s.AutoUpgradeProfile.Validate(path.Child("autoUpgradeProfile"), class))
	errors.Append(s.validateMaintenance(path.Child("maintenance"), class))
	errors.Append(s.SecretsProvider.Validate(path.Child("azureKeyvaultSecretsProvider"), class))
	errors.Append(s.ImageCleaner.Validate(path.Child("imageCleaner"), class))
	errors.Append(s.Diagnostics.Validate(path.Child("diagnostics"), class))
	if !s.OIDCIssuer {
		errors.Add(field.Error{
			Path: path.Child("oidcIssuer"), Value: false, Rule: "turns off what workload identity stands on",
			Remedy: "remove the key", Source: "https://learn.microsoft.com/azure/aks/use-oidc-issuer",
		})
	}
	errors.Append(s.validateLater(path))
	return errors
}

func validateKubernetesVersion(path field.Path, text string) field.Errors {
	if text == "" {
		return field.Errors{{
			Path: path, Rule: "is required", Remedy: fmt.Sprintf("write a minor version such as %s", defaultKubernetesVersion()),
			Source: versionsSource,
		}}
	}
	version, err := azure.ParseKubernetesVersion(text)
	if err != nil {
		return field.Errors{{
			Path: path, Value: text, Rule: "is not a Kubernetes version",
			Remedy: fmt.Sprintf("write 1.<minor> or 1.<minor>.<patch>, such as %s", defaultKubernetesVersion()), Source: versionsSource,
		}}
	}
	if version.Minor < azure.OldestKubernetesMinor {
		return field.Errors{{
			Path: path, Value: text,
			Rule:   fmt.Sprintf("is out of support: AKS serves 1.%d to 1.%d", azure.OldestKubernetesMinor, azure.NewestKubernetesMinor),
			Remedy: fmt.Sprintf("choose 1.%d or newer", azure.OldestKubernetesMinor), Source: versionsSource,
		}}
	}
	return nil
}

func (s Settings) validateTier(path field.Path, class environment.Class) field.Errors {
	tier, plan := path.Child("sku").Child("tier"), path.Child("supportPlan")
	errors := field.OneOf(tier, s.SKU.Tier, []string{TierFree, TierStandard, TierPremium}, tiersSource)
	errors.Append(field.OneOf(plan, s.SupportPlan, []string{SupportOfficial, SupportLongTerm}, ltsSource))
	if s.SKU.Tier == TierFree && class == environment.Prod {
		errors.Add(field.Error{
			Path: tier, Value: s.SKU.Tier, Rule: "has no uptime agreement, and production needs one",
			Remedy: "choose Standard", Source: tiersSource,
		})
	}
	longTerm := s.SupportPlan == SupportLongTerm
	if longTerm && s.SKU.Tier != TierPremium {
		errors.Add(field.Error{
			Path: plan, Value: s.SupportPlan, Rule: fmt.Sprintf("needs sku.tier Premium, which is %s", s.SKU.Tier),
			Remedy: "set sku.tier to Premium, or stay with KubernetesOfficial", Source: ltsSource,
		})
	}
	if s.SKU.Tier == TierPremium && !longTerm {
		errors.Add(field.Error{
			Path: tier, Value: s.SKU.Tier, Rule: "only comes together with supportPlan AKSLongTermSupport",
			Remedy: "choose Standard, or set supportPlan to AKSLongTermSupport", Source: tiersSource,
		})
	}
	return errors
}
