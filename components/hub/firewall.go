package hub

import (
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// Rule collection groups, with the priorities of their kind. Azure always reads network rules before application
// rules; the priorities say the same.
const (
	networkGroupName         = "DefaultNetworkRuleCollectionGroup"
	networkGroupPriority     = 200
	applicationGroupName     = "DefaultApplicationRuleCollectionGroup"
	applicationGroupPriority = 300
)

// insightsRetentionDays is how long policy analytics looks back, like the workspace's own retention.
const insightsRetentionDays = 30

// firewall builds the region's Azure Firewall with everything it needs. The firewall comes last: while it is being
// made or changed, Azure refuses writes to its policy.
func (b *builder) firewall(vnet *network.VirtualNetwork, workspaceID pulumi.StringInput) error {
	nodes, err := b.nodeSubnets()
	if err != nil {
		return err
	}
	policy, err := b.firewallPolicy(workspaceID)
	if err != nil {
		return err
	}
	groups, err := b.ruleGroups(policy, nodes)
	if err != nil {
		return err
	}
	addresses, err := b.firewallAddresses(workspaceID)
	if err != nil {
		return err
	}
	firewall, err := network.NewAzureFirewall(b.ctx, b.child("firewall"), &network.AzureFirewallArgs{
		AzureFirewallName: pulumi.String(b.args.Names.Firewall()),
		ResourceGroupName: b.groupName,
		Location:          b.location,
		Sku: network.AzureFirewallSkuArgs{
			Name: pulumi.String("AZFW_VNet"), Tier: pulumi.String(b.args.Settings.Firewall.Tier),
		},
		Zones:            b.zones,
		FirewallPolicy:   network.SubResourceArgs{Id: policy.ID()},
		IpConfigurations: b.ipConfigurations(vnet, addresses),
		Tags:             b.tags,
	}, b.parent, pulumi.Protect(b.args.Protect), pulumi.DependsOn(append([]pulumi.Resource{nodes}, groups...)))
	if err != nil {
		return fmt.Errorf("firewall: %w", err)
	}
	if err := b.send("firewall", firewall.ID(), workspaceID, diagnostics.Args{
		Logs: b.firewallLogs(), Metrics: allMetrics, DedicatedTables: true,
	}); err != nil {
		return err
	}
	b.hub.FirewallID = firewall.ID().ToStringOutput()
	b.hub.FirewallPrivateIP = firewall.IpConfigurations.Index(pulumi.Int(0)).PrivateIPAddress()
	b.hub.EgressReady = append(groups, firewall)
	return nil
}

// nodeSubnets lists the node subnets of every spoke, so that a rule names them once.
func (b *builder) nodeSubnets() (*network.IpGroup, error) {
	group, err := network.NewIpGroup(b.ctx, b.child("node-subnets"), &network.IpGroupArgs{
		IpGroupsName:      pulumi.String(b.args.Names.IPGroupNodes()),
		ResourceGroupName: b.groupName,
		Location:          b.location,
		IpAddresses:       pulumi.ToStringArray(sortedPrefixes(b.args.NodeSubnets)),
		Tags:              b.tags,
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("IP group of the node subnets: %w", err)
	}
	return group, nil
}

func (b *builder) firewallPolicy(workspaceID pulumi.StringInput) (*network.FirewallPolicy, error) {
	settings := b.args.Settings.Firewall
	args := &network.FirewallPolicyArgs{
		FirewallPolicyName: pulumi.String(b.args.Names.FirewallPolicy()),
		ResourceGroupName:  b.groupName,
		Location:           b.location,
		Sku:                network.FirewallPolicySkuArgs{Tier: pulumi.String(settings.Tier)},
		ThreatIntelMode:    pulumi.String(settings.ThreatIntelMode),
		ThreatIntelWhitelist: network.FirewallPolicyThreatIntelWhitelistArgs{
			Fqdns: pulumi.StringArray{}, IpAddresses: pulumi.StringArray{},
		},
		Insights: network.FirewallPolicyInsightsArgs{
			IsEnabled:     pulumi.Bool(true),
			RetentionDays: pulumi.Int(insightsRetentionDays),
			LogAnalyticsResources: network.FirewallPolicyLogAnalyticsResourcesArgs{
				DefaultWorkspaceId: network.SubResourceArgs{Id: workspaceID.ToStringOutput()},
			},
		},
		// The proxy lets rules by host name resolve what the workloads resolve, and is the spokes' DNS server where the
		// network team owns the private zones.
		DnsSettings: network.DnsSettingsArgs{
			Servers: pulumi.ToStringArray(nonNil(b.args.DNSServers)), EnableProxy: pulumi.Bool(true),
		},
		Tags: b.tags,
	}
	if settings.Tier == TierPremium {
		args.IntrusionDetection = network.FirewallPolicyIntrusionDetectionArgs{
			Mode: pulumi.String(settings.IntrusionDetection.Mode),
			Configuration: network.FirewallPolicyIntrusionDetectionConfigurationArgs{
				BypassTrafficSettings: network.FirewallPolicyIntrusionDetectionBypassTrafficSpecificationsArray{},
				SignatureOverrides:    network.FirewallPolicyIntrusionDetectionSignatureSpecificationArray{},
			},
		}
	}
	if settings.BasePolicyID != "" {
		args.BasePolicy = network.SubResourceArgs{Id: pulumi.String(settings.BasePolicyID)}
	}
	policy, err := network.NewFirewallPolicy(b.ctx, b.child("firewall-policy"), args, b.parent)
	if err != nil {
		return nil, fmt.Errorf("firewall policy: %w", err)
	}
	return policy, nil
}

// ruleGroups writes the rules, one group after the other: concurrent writes to one policy fail.
func (b *builder) ruleGroups(policy *network.FirewallPolicy, nodes *network.IpGroup) ([]pulumi.Resource, error) {
	plan, err := planRules(b.args)
	if err != nil {
		return nil, err
	}
	nodesID := nodes.ID().ToStringOutput()
	networkGroup, err := b.ruleGroup("network-rules", policy, networkGroupName, networkGroupPriority,
		ruleCollections(plan.network, func(r rule) pulumi.Input { return networkRule(r, nodesID) }), nodes)
	if err != nil {
		return nil, err
	}
	applicationGroup, err := b.ruleGroup("application-rules", policy, applicationGroupName, applicationGroupPriority,
		ruleCollections(plan.application, func(r rule) pulumi.Input { return applicationRule(r, nodesID) }), nodes, networkGroup)
	if err != nil {
		return nil, err
	}
	return []pulumi.Resource{networkGroup, applicationGroup}, nil
}

func (b *builder) ruleGroup(
	part string, policy *network.FirewallPolicy, name string, priority int, collections pulumi.Array, after ...pulumi.Resource,
) (*network.FirewallPolicyRuleCollectionGroup, error) {
	group, err := network.NewFirewallPolicyRuleCollectionGroup(b.ctx, b.child(part), &network.FirewallPolicyRuleCollectionGroupArgs{
		FirewallPolicyName:      policy.Name,
		ResourceGroupName:       b.groupName,
		RuleCollectionGroupName: pulumi.String(name),
		Priority:                pulumi.Int(priority),
		RuleCollections:         collections,
	}, b.parent, pulumi.DependsOn(after))
	if err != nil {
		return nil, fmt.Errorf("rule collection group %s: %w", name, err)
	}
	return group, nil
}

// firewallAddresses makes the public addresses from which the firewall sends; each adds SNAT ports.
func (b *builder) firewallAddresses(workspaceID pulumi.StringInput) ([]*network.PublicIPAddress, error) {
	var addresses []*network.PublicIPAddress
	published := pulumi.StringArray{}
	for i := range b.args.Settings.Firewall.PublicIPCount {
		address, err := b.publicIP(fmt.Sprintf("firewall-ip-%02d", i), b.args.Names.FirewallPublicIP(i), workspaceID)
		if err != nil {
			return nil, err
		}
		addresses = append(addresses, address)
		published = append(published, address.IpAddress.Elem())
	}
	b.hub.FirewallPublicIPs = published.ToStringArrayOutput()
	return addresses, nil
}

func (b *builder) ipConfigurations(vnet *network.VirtualNetwork, addresses []*network.PublicIPAddress) network.AzureFirewallIPConfigurationArray {
	configurations := network.AzureFirewallIPConfigurationArray{}
	for i, address := range addresses {
		configuration := network.AzureFirewallIPConfigurationArgs{
			Name:            pulumi.String(b.args.Names.FirewallPublicIP(i)),
			PublicIPAddress: network.SubResourceArgs{Id: address.ID()},
		}
		if i == 0 {
			// The firewall has one private address, so only one configuration may carry the subnet.
			configuration.Subnet = network.SubResourceArgs{Id: subnetID(vnet, azure.SubnetAzureFirewall)}
		}
		configurations = append(configurations, configuration)
	}
	return configurations
}

// nonNil makes an absent list an empty one, which ARM tells apart.
func nonNil(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
