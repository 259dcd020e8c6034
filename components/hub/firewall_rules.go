package hub

import (
	"fmt"
	"net/netip"
	"slices"
	"strconv"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// collectionWorkloadAllowed holds the rules that come from the configuration instead of the egress table.
const collectionWorkloadAllowed = "workload-allowed"

// Priorities of the rule collections in their group; the lowest is read first.
var (
	networkPriorities = map[string]int{
		azure.CollectionOrgWideAllowed: 100, azure.CollectionAKSGlobalRequirements: 200, collectionWorkloadAllowed: 400,
	}
	applicationPriorities = map[string]int{
		azure.CollectionAKSGlobalRequirements: 200, azure.CollectionGitOpsTraffic: 300, collectionWorkloadAllowed: 400,
	}
)

// anyAddress matches every address in a firewall rule.
const anyAddress = "*"

// rule is one firewall rule before it is written as ARM wants it.
type rule struct {
	name, description string
	// sources are address ranges; empty means the IP group of all node subnets.
	sources []string
	// Exactly one of the three is set.
	fqdns, fqdnTags, addresses []string
	// protocols of a network rule are TCP and UDP, and each goes with every port. Those of an application rule are
	// Http and Https, each with one port.
	protocols []string
	ports     []int
}

// collection is one rule collection of action Allow.
type collection struct {
	name     string
	priority int
	rules    []rule
}

// rulePlan is what the firewall lets out: the collections of the network and of the application rule group, by
// priority, none of them empty.
type rulePlan struct {
	network, application []collection
}

// planRules turns the egress table's rules and the configured allowances into rule collections. Without node subnets
// nobody is there to let out, so only rules for any source remain.
func planRules(args *Args) (rulePlan, error) {
	networkRules, applicationRules := map[string][]rule{}, map[string][]rule{}
	for _, egress := range args.EgressRules {
		planned, err := args.egressRule(egress)
		if err != nil {
			return rulePlan{}, err
		}
		if len(planned.sources) == 0 && len(args.NodeSubnets) == 0 {
			continue
		}
		into := networkRules
		if egress.Kind == azure.EgressApplication {
			into = applicationRules
		}
		into[egress.Collection] = append(into[egress.Collection], planned)
	}
	for _, allowance := range args.Allow {
		planned, err := args.allowanceRule(allowance)
		if err != nil {
			return rulePlan{}, err
		}
		if len(planned.sources) == 0 && len(args.NodeSubnets) == 0 {
			continue
		}
		into := networkRules
		if allowance.application() {
			into = applicationRules
		}
		into[collectionWorkloadAllowed] = append(into[collectionWorkloadAllowed], planned)
	}
	var plan rulePlan
	var err error
	if plan.network, err = collections(networkRules, networkPriorities); err != nil {
		return rulePlan{}, fmt.Errorf("network rules: %w", err)
	}
	if plan.application, err = collections(applicationRules, applicationPriorities); err != nil {
		return rulePlan{}, fmt.Errorf("application rules: %w", err)
	}
	return plan, nil
}

// egressRule adds to a rule of the egress table who may use it.
func (a *Args) egressRule(egress azure.EgressRule) (rule, error) {
	planned := rule{
		name: egress.Name, description: egress.Reason, sources: egress.Sources, fqdns: egress.FQDNs, fqdnTags: egress.FQDNTags,
		addresses: slices.Concat(egress.ServiceTags, egress.Addresses), protocols: []string{egress.Protocol}, ports: egress.Ports,
	}
	if egress.Feature == azure.EgressDNS {
		if a.Class.ProductionLike() {
			planned.addresses = append(planned.addresses, a.DNSServers...)
		} else {
			// Developers try out resolvers; in production only the ones that are configured are open.
			planned.sources, planned.addresses = []string{anyAddress}, []string{anyAddress}
		}
	}
	kinds := 0
	for _, destinations := range [][]string{planned.fqdns, planned.fqdnTags, planned.addresses} {
		if len(destinations) > 0 {
			kinds++
		}
	}
	if kinds != 1 {
		return rule{}, fmt.Errorf("egress rule %q: needs exactly one kind of destination, it has %d", egress.Name, kinds)
	}
	if isApplicationProtocol(egress.Protocol) != (egress.Kind == azure.EgressApplication) {
		return rule{}, fmt.Errorf("egress rule %q: protocol %s does not go with a rule of kind %s", egress.Name, egress.Protocol, egress.Kind)
	}
	if isApplicationProtocol(egress.Protocol) {
		planned.protocols = slices.Repeat(planned.protocols, len(egress.Ports))
	}
	return planned, nil
}

// allowanceRule turns a configured destination into a rule from the node subnets of its spokes.
func (a *Args) allowanceRule(allowance Allowance) (rule, error) {
	var sources []netip.Prefix
	for _, name := range allowance.Spokes {
		subnets, ok := a.SpokeNodeSubnets[name]
		if !ok {
			return rule{}, fmt.Errorf("allowance %q: spoke %q does not exist", allowance.Name, name)
		}
		sources = append(sources, subnets...)
	}
	planned := rule{
		name: allowance.Name, description: allowance.Reason, sources: sortedPrefixes(sources),
		fqdns: allowance.FQDNs, fqdnTags: allowance.FQDNTags, addresses: allowance.Addresses,
		protocols: allowance.protocols(), ports: allowance.ports(),
	}
	if allowance.application() && len(planned.protocols) == 1 {
		planned.protocols = slices.Repeat(planned.protocols, len(planned.ports))
	}
	return planned, nil
}

// collections orders the rules into their collections and the collections by priority.
func collections(rules map[string][]rule, priorities map[string]int) ([]collection, error) {
	planned := []collection{}
	for name, members := range rules {
		priority, known := priorities[name]
		if !known {
			return nil, fmt.Errorf("rule collection %q is not known", name)
		}
		seen := map[string]bool{}
		for _, member := range members {
			if seen[member.name] {
				return nil, fmt.Errorf("rule collection %q: rule %q is there twice", name, member.name)
			}
			seen[member.name] = true
		}
		planned = append(planned, collection{name: name, priority: priority, rules: members})
	}
	slices.SortFunc(planned, func(a, b collection) int { return a.priority - b.priority })
	return planned, nil
}

// sortedPrefixes returns the ranges as text, each once, in the order of their addresses.
func sortedPrefixes(prefixes []netip.Prefix) []string {
	sorted := slices.SortedFunc(slices.Values(prefixes), netip.Prefix.Compare)
	texts := make([]string, 0, len(sorted))
	for _, prefix := range slices.Compact(sorted) {
		texts = append(texts, prefix.String())
	}
	return texts
}

// ruleCollections writes collections as ARM wants them; each maps one rule.
func ruleCollections(planned []collection, each func(rule) pulumi.Input) pulumi.Array {
	mapped := pulumi.Array{}
	for _, c := range planned {
		rules := pulumi.Array{}
		for _, r := range c.rules {
			rules = append(rules, each(r))
		}
		mapped = append(mapped, network.FirewallPolicyFilterRuleCollectionArgs{
			RuleCollectionType: pulumi.String("FirewallPolicyFilterRuleCollection"),
			Name:               pulumi.String(c.name),
			Priority:           pulumi.Int(c.priority),
			Action:             network.FirewallPolicyFilterRuleCollectionActionArgs{Type: pulumi.String("Allow")},
			Rules:              rules,
		})
	}
	return mapped
}

// networkRule writes a rule that judges address and port.
func networkRule(r rule, nodes pulumi.StringInput) pulumi.Input {
	ports := pulumi.StringArray{}
	for _, port := range r.ports {
		ports = append(ports, pulumi.String(strconv.Itoa(port)))
	}
	mapped := network.NetworkRuleArgs{
		RuleType:         pulumi.String("NetworkRule"),
		Name:             pulumi.String(r.name),
		Description:      pulumi.String(r.description),
		IpProtocols:      pulumi.ToStringArray(r.protocols),
		DestinationPorts: ports,
	}
	mapped.SourceAddresses, mapped.SourceIpGroups = r.from(nodes)
	if len(r.fqdns) > 0 {
		mapped.DestinationFqdns = pulumi.ToStringArray(r.fqdns)
	} else {
		mapped.DestinationAddresses = pulumi.ToStringArray(r.addresses)
	}
	return mapped
}

// applicationRule writes a rule that reads the host name out of the request. TLS is not opened: that would need a
// certificate authority that every workload trusts.
func applicationRule(r rule, nodes pulumi.StringInput) pulumi.Input {
	protocols := network.FirewallPolicyRuleApplicationProtocolArray{}
	for i, protocol := range r.protocols {
		protocols = append(protocols, network.FirewallPolicyRuleApplicationProtocolArgs{
			ProtocolType: pulumi.String(protocol), Port: pulumi.Int(r.ports[i]),
		})
	}
	mapped := network.ApplicationRuleArgs{
		RuleType:     pulumi.String("ApplicationRule"),
		Name:         pulumi.String(r.name),
		Description:  pulumi.String(r.description),
		Protocols:    protocols,
		TerminateTLS: pulumi.Bool(false),
	}
	mapped.SourceAddresses, mapped.SourceIpGroups = r.from(nodes)
	if len(r.fqdnTags) > 0 {
		mapped.FqdnTags = pulumi.ToStringArray(r.fqdnTags)
	} else {
		mapped.TargetFqdns = pulumi.ToStringArray(r.fqdns)
	}
	return mapped
}

// from is where a rule's traffic comes from: ranges, or the IP group.
func (r rule) from(nodes pulumi.StringInput) (addresses, ipGroups pulumi.StringArrayInput) {
	if len(r.sources) > 0 {
		return pulumi.ToStringArray(r.sources), nil
	}
	return nil, pulumi.StringArray{nodes}
}
