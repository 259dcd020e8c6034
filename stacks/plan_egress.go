package stacks

import (
	"net/url"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// egressRules are what the firewall of a region lets out for the platform itself.
func egressRules(config Config, location string) []azure.EgressRule {
	features, own := gitEgress(config.GitOps.RepoURL)
	features = append(features, egressFeatures(config)...)
	return append(azure.EgressRules(location, features...), own...)
}

// egressFeatures lists what the stack uses that needs a way out, so that the firewall opens for that and nothing
// else.
func egressFeatures(config Config) []azure.EgressFeature {
	features := []azure.EgressFeature{
		azure.EgressDNS, azure.EgressAKS, azure.EgressWorkloadIdentity, azure.EgressMonitoring, azure.EgressApplicationInsights,
		azure.EgressPolicyAddon, azure.EgressFlux,
	}
	if config.Cluster.APIServer.Mode == cluster.APIServerPublic {
		features = append(features, azure.EgressAPIServer)
	}
	if config.Cluster.Defender {
		features = append(features, azure.EgressDefender)
	}
	if config.Cluster.SKU.Tier != cluster.TierFree {
		features = append(features, azure.EgressCostAnalysis)
	}
	if config.Backup.Enabled() {
		features = append(features, azure.EgressBackup)
	}
	for _, pool := range config.Cluster.NodePools {
		if strings.HasPrefix(pool.OSSKU, "Ubuntu") {
			features = append(features, azure.EgressUbuntu)
			break
		}
	}
	if config.Environment == environment.Dev {
		features = append(features, azure.EgressPublicRegistries)
	}
	return features
}

// purgeEgress is what the machine that purges the registry needs, from its subnet only: Storage as a whole is no place for
// workloads to send data to.
func purgeEgress(config Config, plan RegionPlan) []azure.EgressRule {
	if config.Registry.Purge == nil {
		return nil
	}
	rules := azure.EgressRules(plan.Location.Name, azure.EgressRegistryTasks)
	for i := range rules {
		rules[i].Sources = []string{plan.Spokes[0].Addresses.Extra[config.Registry.Purge.Subnet].String()}
	}
	return rules
}

const (
	httpsPort = 443
	sshPort   = 22
)

// gitEgress opens the way to the GitOps repository: by the table for the hosts that it knows, and by a rule of its
// own for any other.
func gitEgress(repoURL string) ([]azure.EgressFeature, []azure.EgressRule) {
	host, ssh := gitHost(repoURL)
	switch {
	case host == "":
		return nil, nil
	case host == "github.com" && ssh:
		return []azure.EgressFeature{azure.EgressGitHub, azure.EgressGitHubSSH}, nil
	case host == "github.com":
		return []azure.EgressFeature{azure.EgressGitHub}, nil
	case isAzureDevOps(host) && ssh:
		return []azure.EgressFeature{azure.EgressAzureDevOps, azure.EgressAzureDevOpsSSH}, nil
	case isAzureDevOps(host):
		return []azure.EgressFeature{azure.EgressAzureDevOps}, nil
	}
	rule := azure.EgressRule{
		Name: "gitops-origin", FQDNs: []string{host}, Reason: "Flux reads the GitOps repository from there.",
		Kind: azure.EgressApplication, Collection: azure.CollectionGitOpsTraffic, Protocol: "Https", Ports: []int{httpsPort},
		Source: "gitops.repoUrl",
	}
	if ssh {
		rule.Kind, rule.Collection, rule.Protocol, rule.Ports = azure.EgressNetwork, azure.CollectionAKSGlobalRequirements, "TCP", []int{sshPort}
	}
	return nil, []azure.EgressRule{rule}
}

func isAzureDevOps(host string) bool {
	return host == "dev.azure.com" || host == "ssh.dev.azure.com" || strings.HasSuffix(host, ".visualstudio.com")
}

// gitHost returns the host of a repository and whether it is reached over SSH; it knows the scp form git@host:path.
func gitHost(repoURL string) (host string, ssh bool) {
	if user, rest, ok := strings.Cut(repoURL, "@"); ok && !strings.Contains(user, "/") {
		host, _, _ = strings.Cut(rest, ":")
		return strings.ToLower(host), true
	}
	parsed, err := url.Parse(repoURL)
	if err != nil {
		return "", false
	}
	return strings.ToLower(parsed.Hostname()), parsed.Scheme == "ssh"
}
