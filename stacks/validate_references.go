package stacks

import (
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// validateReferences checks what one section says about another.
func (c Config) validateReferences() field.Errors {
	errors := append(c.validatePoolSubnets(), c.validatePurgeSubnet()...)
	errors.Append(c.validateVersions())
	return errors
}

// validateCluster checks the cluster's settings, alone and against every region.
func (c Config) validateCluster(path field.Path) field.Errors {
	errors := c.Cluster.Validate(path, c.Environment)
	errors.Append(c.Cluster.ValidateIdentity(path, c.Identity))
	errors.Append(c.Cluster.ValidateRegions(path, len(c.Regions)))
	for _, region := range c.Regions {
		// A region without zones has been reported where it is chosen.
		if location, ok := azure.LookupLocation(region.Location); ok && (location.HasZones() || c.Environment != environment.Prod) {
			errors.Append(below(errors, c.Cluster.ValidateLocation(path, location, region.ZoneSKUs)))
		}
	}
	return errors
}

// validateWorkloads checks the workloads, alone and against the namespaces.
func (c Config) validateWorkloads(path field.Path) field.Errors {
	errors := cluster.CheckServiceAccounts(path, c.Workloads)
	known := map[string]bool{bootstrap.BaselineNamespace: true}
	for _, namespace := range c.Namespaces {
		known[namespace.Name] = true
	}
	names := map[string]int{}
	for i, workload := range c.Workloads {
		at := path.Index(i)
		errors.Append(workload.Validate(at, c.Environment))
		errors.Append(duplicate(at.Child("name"), workload.Name, names, i))
		if workload.Namespace != "" && !known[workload.Namespace] {
			errors.Add(field.Error{
				Path: at.Child("namespace"), Value: workload.Namespace, Rule: "is not one of the namespaces",
				Remedy: "add it under namespaces, or choose one of " + strings.Join(sortedNames(known), ", "),
			})
		}
	}
	return errors
}

// validatePoolSubnets wants every subnet that a pool asks for in the spoke that holds the cluster.
func (c Config) validatePoolSubnets() field.Errors {
	var errors field.Errors
	for i, pool := range c.Cluster.NodePools {
		path := field.Root(Namespace, "cluster").Child("nodePools").Index(i)
		errors.Append(c.validatePoolSubnet(path.Child("subnet"), pool.Subnet, true))
		errors.Append(c.validatePoolSubnet(path.Child("podSubnet"), pool.PodSubnet, false))
	}
	return errors
}

// validatePurgeSubnet wants the subnet of the machine that purges the registry in the spoke beside it, with a way out.
func (c Config) validatePurgeSubnet() field.Errors {
	if c.Registry.Purge == nil || c.Registry.Purge.Subnet == "" || len(c.Regions) == 0 || len(c.Regions[0].Spokes) == 0 {
		return nil
	}
	name, home := c.Registry.Purge.Subnet, c.Regions[0].Spokes[0]
	wrong := field.Error{Path: field.Root(Namespace, "registry").Child("purge").Child("subnet"), Value: name}
	at := slices.IndexFunc(home.ExtraSubnets, func(extra spoke.ExtraSubnet) bool { return extra.Name == name })
	switch {
	case at < 0:
		wrong.Rule = fmt.Sprintf("is not an extra subnet of spoke %s in region %s", home.Name, c.Regions[0].Name)
		wrong.Remedy = "add it to the spoke's extraSubnets"
	case !home.ExtraSubnets[at].RouteToFirewall:
		wrong.Rule, wrong.Remedy = "has no way out, which the machine needs to fetch its work", "set routeToFirewall of the subnet to true"
	case len(home.ExtraSubnets[at].Delegations) > 0:
		wrong.Rule, wrong.Remedy = "is delegated to another service", "choose a subnet without delegations"
	default:
		return nil
	}
	return field.Errors{wrong}
}

func (c Config) validatePoolSubnet(path field.Path, name string, nodes bool) field.Errors {
	var errors field.Errors
	for _, region := range c.Regions {
		if name == "" || len(region.Spokes) == 0 {
			continue
		}
		at := slices.IndexFunc(region.Spokes[0].ExtraSubnets, func(extra spoke.ExtraSubnet) bool { return extra.Name == name })
		switch {
		case at >= 0 && nodes && !region.Spokes[0].ExtraSubnets[at].RouteToFirewall:
			errors.Add(field.Error{
				Path: path, Value: name, Rule: fmt.Sprintf("has no way out in region %s, and no node joins without one", region.Name),
				Remedy: "set routeToFirewall of the subnet to true", Source: "https://learn.microsoft.com/azure/aks/outbound-rules-control-egress",
			})
		case at < 0:
			errors.Add(field.Error{
				Path: path, Value: name,
				Rule:   fmt.Sprintf("is not an extra subnet of spoke %s in region %s", region.Spokes[0].Name, region.Name),
				Remedy: "add it to the spoke's extraSubnets",
			})
		}
	}
	return errors
}

// validateVersions refuses a version that AKS does not serve yet: nothing else would before the cluster is created.
func (c Config) validateVersions() field.Errors {
	version, err := azure.ParseKubernetesVersion(c.Cluster.KubernetesVersion)
	if err != nil || version.Minor <= azure.NewestKubernetesMinor {
		return nil
	}
	return field.Errors{{
		Path: field.Root(Namespace, "cluster").Child("kubernetesVersion"), Value: c.Cluster.KubernetesVersion,
		Rule:   fmt.Sprintf("is newer than 1.%d, the newest that AKS serves", azure.NewestKubernetesMinor),
		Remedy: fmt.Sprintf("choose 1.%d or older", azure.NewestKubernetesMinor),
		Source: "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
	}}
}

func sortedNames(set map[string]bool) []string {
	names := make([]string, 0, len(set))
	for name := range set {
		names = append(names, name)
	}
	sort.Strings(names)
	return names
}

// weakness is a place where a stack can be weaker than production's default.
type weakness struct {
	key  string
	weak func(Config) (value any, isWeak bool)
	rule string
}

// weaknesses lists every default of production that a stack may give up with an exception. What nobody may give up
// is not here: its section refuses it.
var weaknesses = []weakness{
	{"egress.mode", func(c Config) (any, bool) { return c.Egress.Mode, c.Egress.Mode == EgressNATGateway }, "leaves without inspection"},
	{"hub.firewall.tier", func(c Config) (any, bool) {
		return c.Hub.Firewall.Tier, c.Egress.Mode == EgressFirewall && c.Hub.Firewall.Tier != "Premium"
	}, "cannot detect intrusions"},
	{"hub.firewall.threatIntelMode", func(c Config) (any, bool) {
		return c.Hub.Firewall.ThreatIntelMode, c.Egress.Mode == EgressFirewall && c.Hub.Firewall.ThreatIntelMode != "Deny"
	}, "lets known bad destinations through"},
	{"hub.bastion.enabled", func(c Config) (any, bool) { return false, !c.Hub.Bastion.Enabled }, "leaves no way to the private API server"},
	{"hub.bastion.allowedSourceCidrs", func(c Config) (any, bool) {
		return nil, c.Hub.Bastion.Enabled && len(c.Hub.Bastion.AllowedSourceCIDRs) == 0
	}, "lets the whole Internet knock at Bastion"},
	{"hub.flowLogs.enabled", func(c Config) (any, bool) { return false, !c.Hub.FlowLogs.Enabled }, "does not know who talked to whom"},
	{"cluster.apiServer.enablePrivateClusterPublicFQDN", func(c Config) (any, bool) {
		return true, c.Cluster.APIServer.EnablePrivateClusterPublicFQDN
	}, "tells the world the private API server's address"},
	{"governance.effects", func(c Config) (any, bool) {
		weaker := c.Governance.Weaker(c.Environment)
		return strings.Join(weaker, ", "), len(weaker) > 0
	}, "asks less of what is deployed"},
	{"ingress.waf.mode", func(c Config) (any, bool) { return c.Ingress.WAF.Mode, c.Ingress.WAF.Mode == gateway.ModeDetection }, "only notes attacks"},
	{"ingress.autoscale.minCapacity", func(c Config) (any, bool) {
		return c.Ingress.Autoscale.MinCapacity, c.Ingress.Autoscale.MinCapacity < 2
	}, "starts from nothing when traffic comes"},
	{"cluster.defender", func(c Config) (any, bool) { return false, !c.Cluster.Defender }, "leaves nodes unwatched"},
	{"defender.enabled", func(c Config) (any, bool) { return false, !c.Defender.Enabled }, "leaves clusters, registry and vaults unwatched"},
	{"vault.publicNetworkAccess", func(c Config) (any, bool) {
		return c.Vault.PublicNetworkAccess, c.Vault.PublicNetworkAccess == vault.AccessEnabled
	}, "keeps a public endpoint in front of secrets"},
	{"vault.enablePurgeProtection", func(c Config) (any, bool) { return false, !c.Vault.EnablePurgeProtection }, "lets one mistake destroy secrets for good"},
}

// validateExceptions checks the exceptions themselves and demands one for every weakness of a production stack.
func (c Config) validateExceptions(path field.Path) field.Errors {
	var errors field.Errors
	accepted := map[string]bool{}
	known := map[string]bool{}
	for _, w := range weaknesses {
		known[w.key] = true
	}
	for i, exception := range c.Exceptions {
		errors.Append(exception.validate(path.Index(i), known))
		accepted[exception.Key] = true
	}
	if c.Environment != environment.Prod {
		return errors
	}
	for _, w := range weaknesses {
		value, weak := w.weak(c)
		if !weak || accepted[w.key] {
			continue
		}
		rule, remedy := "in production "+w.rule, "remove the key"
		if value == nil {
			rule, remedy = "is empty, which in production "+w.rule, "fill it"
		}
		errors.Add(field.Error{
			Path: field.Path(Namespace + ":" + w.key), Value: value, Rule: rule, Remedy: remedy + ", or add an entry with its reason to exceptions",
		})
	}
	return errors
}
