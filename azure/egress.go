package azure

import (
	"slices"
	"strings"
)

// EgressKind is the kind of Azure Firewall rule that lets a destination through.
type EgressKind string

const (
	// EgressNetwork is a network rule: addresses, service tags or FQDNs, by transport protocol and port. FQDNs in network
	// rules need the firewall's DNS proxy.
	EgressNetwork EgressKind = "Network"
	// EgressApplication is an application rule: FQDNs or FQDN tags, by HTTP or HTTPS and port.
	EgressApplication EgressKind = "Application"
)

// Rule collections that the table assigns its rules to. Network and application rules live in different rule collection
// groups, so the AKS collection exists once in each.
const (
	CollectionOrgWideAllowed        = "org-wide-allowed"
	CollectionAKSGlobalRequirements = "AKS-Global-Requirements"
	CollectionGitOpsTraffic         = "GitOps-Traffic"
)

// EgressFeature is something that a cluster may have switched on and that then needs destinations outside.
type EgressFeature string

// The features of the table, in its order.
const (
	// EgressDNS: name resolution by something other than the firewall's own DNS proxy.
	EgressDNS EgressFeature = "DNS"
	// EgressAPIServer: pods that call the API server by its public address. Not for a private cluster, whose API server is
	// reached inside the network.
	EgressAPIServer EgressFeature = "APIServer"
	// EgressLegacyTunnel: the tunnel of clusters older than konnectivity-agent.
	EgressLegacyTunnel EgressFeature = "LegacyTunnel"
	// EgressAKS: what every node needs to join and to be kept up to date.
	EgressAKS EgressFeature = "AKS"
	// EgressUbuntu: time and package updates of Ubuntu nodes.
	EgressUbuntu EgressFeature = "Ubuntu"
	// EgressMonitoring: container logs to a Log Analytics workspace over public ingestion.
	EgressMonitoring EgressFeature = "Monitoring"
	// EgressManagedPrometheus: metrics to an Azure Monitor workspace over public ingestion.
	EgressManagedPrometheus EgressFeature = "ManagedPrometheus"
	// EgressApplicationInsights: traces of applications, and the telemetry of agents.
	EgressApplicationInsights EgressFeature = "ApplicationInsights"
	// EgressPolicyAddon: the Azure Policy add-on.
	EgressPolicyAddon EgressFeature = "PolicyAddon"
	// EgressDefender: the Microsoft Defender for Containers sensor.
	EgressDefender EgressFeature = "Defender"
	// EgressWorkloadIdentity: pods that exchange their token at Microsoft Entra.
	EgressWorkloadIdentity EgressFeature = "WorkloadIdentity"
	// EgressKeyVault: vaults that are reached without a private endpoint.
	EgressKeyVault EgressFeature = "KeyVault"
	// EgressCostAnalysis: the cost analysis add-on.
	EgressCostAnalysis EgressFeature = "CostAnalysis"
	// EgressBackup: the Azure Backup extension.
	EgressBackup EgressFeature = "Backup"
	// EgressWindows: Windows node pools.
	EgressWindows EgressFeature = "Windows"
	// EgressGPU: GPU node pools.
	EgressGPU EgressFeature = "GPU"
	// EgressSigstore: keyless verification of image signatures.
	EgressSigstore EgressFeature = "Sigstore"
	// EgressPublicRegistries: images pulled straight from Docker Hub or GitHub. For development only.
	EgressPublicRegistries EgressFeature = "PublicRegistries"
	// EgressRegistryTasks: machines of a container registry's agent pool.
	EgressRegistryTasks EgressFeature = "RegistryTasks"
	// EgressGitHub: a GitOps repository on github.com, over HTTPS.
	EgressGitHub EgressFeature = "GitHub"
	// EgressGitHubSSH: the same over SSH.
	EgressGitHubSSH EgressFeature = "GitHubSSH"
	// EgressAzureDevOps: a GitOps repository in Azure Repos, over HTTPS.
	EgressAzureDevOps EgressFeature = "AzureDevOps"
	// EgressAzureDevOpsSSH: the same over SSH.
	EgressAzureDevOpsSSH EgressFeature = "AzureDevOpsSSH"
	// EgressFlux: the Flux extension and the agents that install it.
	EgressFlux EgressFeature = "Flux"
)

// EgressRule is one rule of the egress table.
type EgressRule struct {
	// Name is the rule's name, unique in its collection.
	Name string
	// Feature is what needs the rule.
	Feature EgressFeature
	// Kind is the kind of rule.
	Kind EgressKind
	// Collection is the rule collection the rule belongs to.
	Collection string
	// FQDNs are host names; an asterisk stands only at the very left, the one place where Azure Firewall takes it.
	FQDNs []string
	// FQDNTags are names of Microsoft-maintained lists of host names (application rules only).
	FQDNTags []string
	// ServiceTags are names of Microsoft-maintained lists of address ranges (network rules only).
	ServiceTags []string
	// Addresses are IP addresses or CIDR ranges (network rules only).
	Addresses []string
	// Sources are the ranges that the traffic comes from; the table names none. Empty: the node subnets.
	Sources []string
	// Protocol is "TCP" or "UDP" in a network rule, "Http" or "Https" in an application rule.
	Protocol string
	// Ports are the destination ports.
	Ports []int
	// Reason says in one sentence what breaks without the rule.
	Reason string
	// Source is the page the destinations were read from.
	Source string
	// Required is true for what a node needs in order to join: without it the node's provisioning fails.
	Required bool
}

// regionPlaceholder stands in the table for the region: as ARM spells it in FQDNs, as service tags spell it in those.
const regionPlaceholder = "<region>"

// EgressFeatures returns every feature of the table, in the table's order.
func EgressFeatures() []EgressFeature {
	var features []EgressFeature
	for _, r := range egressTable {
		if !slices.Contains(features, r.Feature) {
			features = append(features, r.Feature)
		}
	}
	return features
}

// EgressRules returns the rules that the given features need in a region, in the table's order whatever the order of the
// features, each once. A feature the table does not know adds nothing.
func EgressRules(location string, features ...EgressFeature) []EgressRule {
	region, ok := LookupLocation(location)
	if !ok {
		region = Location{Name: NormalizeLocation(location)}
	}
	var rules []EgressRule
	for _, r := range egressTable {
		if !slices.Contains(features, r.Feature) {
			continue
		}
		r.FQDNs = inRegion(r.FQDNs, region)
		r.FQDNTags = slices.Clone(r.FQDNTags)
		r.ServiceTags = tagsInRegion(r.ServiceTags, region)
		r.Addresses = slices.Clone(r.Addresses)
		r.Ports = slices.Clone(r.Ports)
		rules = append(rules, r)
	}
	return rules
}

func inRegion(names []string, region Location) []string {
	var out []string
	for _, n := range names {
		out = append(out, strings.ReplaceAll(n, regionPlaceholder, region.Name))
	}
	return out
}

func tagsInRegion(tags []string, region Location) []string {
	var out []string
	for _, t := range tags {
		if service, regional := strings.CutSuffix(t, "."+regionPlaceholder); regional {
			t = region.ServiceTag(service)
		}
		out = append(out, t)
	}
	return out
}

// AKSRequiredFQDNs returns the host names, all HTTPS on port 443, that a node must reach when the firewall has no FQDN
// tag AzureKubernetesService, as with a third-party appliance. A private cluster does not need the API server's public
// name.
//
// Source: https://learn.microsoft.com/azure/aks/outbound-rules-control-egress#azure-global-required-fqdn--application-rules
// (dated 2026-06-18).
func AKSRequiredFQDNs(location string, private bool) []string {
	fqdns := []string{
		"mcr.microsoft.com",
		"*.data.mcr.microsoft.com",
		"mcr-0001.mcr-msedge.net",
		"management.azure.com",
		"login.microsoftonline.com",
		"packages.microsoft.com",
		"acs-mirror.azureedge.net",
		"packages.aks.azure.com",
	}
	if !private {
		fqdns = append([]string{"*.hcp." + NormalizeLocation(location) + ".azmk8s.io"}, fqdns...)
	}
	return fqdns
}
