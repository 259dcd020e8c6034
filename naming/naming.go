// Package naming holds the physical name of every Azure resource of the landing zone, in one place. Names follow
// {type}-{purpose}-{region} where the resource is unique within its region, and {type}-{unique} where Azure wants a
// name that is unique beyond its resource group. Validate checks all of them against Azure's rule for their type,
// before anything is created. Pulumi's own resource names are not built here: they carry no region, environment or
// date.
package naming

import (
	"fmt"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Args is what names are made of.
type Args struct {
	// SubscriptionID is the GUID of the subscription that holds the workload.
	SubscriptionID string
	// Stack is the name of the Pulumi stack, so that two environments in one subscription do not collide.
	Stack string
	// Location is the region's name as ARM spells it, for example westeurope.
	Location string
	// RegionIndex counts the stack's regions from 0.
	RegionIndex int
	// BusinessUnit and Application name the workload, for example bu0001 and a0008.
	BusinessUnit, Application string
}

// Names are the physical names of one region of one stack.
type Names struct {
	args   Args
	unique string
}

// For returns the names of one region.
func For(args Args) Names {
	n := Names{args: args}
	n.unique = azure.Unique(args.SubscriptionID, n.WorkloadResourceGroup(), args.Stack)
	return n
}

// Workload is business unit and application in one word: bu0001a0008.
func (n Names) Workload() string { return n.args.BusinessUnit + n.args.Application }

// Unique is the part of a name that makes it unique: 13 lower-case characters, the same in every run.
func (n Names) Unique() string { return n.unique }

// HubResourceGroup holds what the network team owns in the region.
func (n Names) HubResourceGroup() string {
	return "rg-enterprise-networking-hubs-" + n.args.Location
}

// SpokeResourceGroup holds the spokes' networks.
func (n Names) SpokeResourceGroup() string {
	return "rg-enterprise-networking-spokes-" + n.args.Location
}

// WorkloadResourceGroup holds the cluster and what belongs to it.
func (n Names) WorkloadResourceGroup() string {
	return fmt.Sprintf("rg-%s-%s", n.Workload(), n.args.Location)
}

// HubVNet is the hub's virtual network.
func (n Names) HubVNet() string { return fmt.Sprintf("vnet-%s-hub", n.args.Location) }

// Firewall is the region's Azure Firewall.
func (n Names) Firewall() string { return "fw-" + n.args.Location }

// FirewallPolicy is the policy of that firewall.
func (n Names) FirewallPolicy() string { return "fw-policies-" + n.args.Location }

// FirewallPublicIP is the i-th public address of the firewall, counted from 0.
func (n Names) FirewallPublicIP(i int) string {
	return fmt.Sprintf("pip-fw-%s-%02d", n.args.Location, i)
}

// IPGroupNodes lists the node subnets of all spokes for the firewall's rules.
func (n Names) IPGroupNodes() string { return fmt.Sprintf("ipg-%s-AksNodepools", n.args.Location) }

// DNSResolver is the hub's private DNS resolver, and its way in.
func (n Names) DNSResolver() string { return "dnspr-" + n.args.Location }

// DNSResolverInboundEndpoint is where other networks send their questions.
func (n Names) DNSResolverInboundEndpoint() string { return "in-" + n.DNSResolver() }

// DNSResolverNSG guards the subnet of that endpoint.
func (n Names) DNSResolverNSG() string { return fmt.Sprintf("nsg-%s-dns-resolver", n.args.Location) }

// Bastion is the region's Bastion host.
func (n Names) Bastion() string { return "ab-" + n.args.Location }

// BastionPublicIP is the Bastion host's public address.
func (n Names) BastionPublicIP() string { return "pip-ab-" + n.args.Location }

// BastionNSG guards the Bastion host's subnet.
func (n Names) BastionNSG() string { return fmt.Sprintf("nsg-%s-bastion", n.args.Location) }

// HubWorkspace receives the logs of the region's network.
func (n Names) HubWorkspace() string { return "la-hub-" + n.args.Location }

// SpokeVNet is the virtual network of a spoke; spoke is its name in the configuration.
func (n Names) SpokeVNet(spoke string) string {
	return fmt.Sprintf("vnet-spoke-%s-%02d", spoke, n.args.RegionIndex)
}

// RouteTable sends the default route of a spoke's subnets to the hub.
func (n Names) RouteTable(spoke string) string {
	if spoke == n.Workload() {
		return fmt.Sprintf("route-to-%s-hub-fw", n.args.Location)
	}
	return fmt.Sprintf("route-to-%s-hub-fw-%s", n.args.Location, spoke)
}

// SubnetNSG guards one subnet of a virtual network; part says which: nodepools, aksilbs, privatecluster, appgw,
// privatelinkendpoints, or the name of an extra subnet.
func (n Names) SubnetNSG(vnet, part string) string { return fmt.Sprintf("nsg-%s-%s", vnet, part) }

// NATGateway is the way out of a spoke without a firewall.
func (n Names) NATGateway(spoke string) string {
	return fmt.Sprintf("ng-%s-%s", n.args.Location, spoke)
}

// NATGatewayPublicIPPrefix holds the addresses that the NAT gateway sends from.
func (n Names) NATGatewayPublicIPPrefix(spoke string) string {
	return "ippre-" + n.NATGateway(spoke)
}

// Peering names the peering to a remote virtual network.
func (n Names) Peering(remoteVNet string) string { return "to_" + remoteVNet }

// Cluster is the AKS cluster.
func (n Names) Cluster() string { return "aks-" + n.unique }

// ClusterDNSPrefix begins the API server's host name.
func (n Names) ClusterDNSPrefix() string { return n.unique }

// NodeResourceGroup is the group that AKS makes for the cluster's nodes.
func (n Names) NodeResourceGroup() string { return fmt.Sprintf("rg-%s-nodepools", n.Cluster()) }

// ClusterWorkspace receives the cluster's logs.
func (n Names) ClusterWorkspace() string { return "la-" + n.Cluster() }

// ControlPlaneIdentity is the identity of the cluster's control plane.
func (n Names) ControlPlaneIdentity() string { return fmt.Sprintf("mi-%s-controlplane", n.Cluster()) }

// KubeletIdentity is the identity with which nodes pull images.
func (n Names) KubeletIdentity() string { return fmt.Sprintf("mi-%s-kubelet", n.Cluster()) }

// WorkloadIdentity is the identity of one workload that runs in the cluster.
func (n Names) WorkloadIdentity(workload string) string {
	return fmt.Sprintf("mi-%s-%s", workload, n.unique)
}

// ApplicationGateway is the way in from the internet.
func (n Names) ApplicationGateway() string { return "apw-" + n.Cluster() }

// WAFPolicy is the web application firewall's policy.
func (n Names) WAFPolicy() string { return "waf-" + n.Cluster() }

// EntryPublicIP is the public address of the Application Gateway.
func (n Names) EntryPublicIP() string {
	return fmt.Sprintf("pip-%s-%02d", n.Workload(), n.args.RegionIndex)
}

// IngressRecord is the name of the ingress controller's record in the private ingress zone.
func (n Names) IngressRecord() string {
	return fmt.Sprintf("%s-%02d", n.Workload(), n.args.RegionIndex)
}

// GatewayIdentity is the identity with which the Application Gateway reads its certificates.
func (n Names) GatewayIdentity() string { return "mi-appgateway-frontend" }

// IngressControllerIdentity is the identity with which the ingress controller reads its certificate.
func (n Names) IngressControllerIdentity() string { return "podmi-ingress-controller" }

// Vault is the region's Key Vault.
func (n Names) Vault() string { return "kv-aks-" + n.unique }

// Registry is the container registry.
func (n Names) Registry() string { return "acraks" + n.unique }

// PrivateEndpoint is the private endpoint of a service; resource is the service's name.
func (n Names) PrivateEndpoint(resource string) string { return "pe-" + resource }

// AzureMonitorWorkspace receives the cluster's Prometheus metrics.
func (n Names) AzureMonitorWorkspace() string { return "amw-" + n.Cluster() }

// ContainerInsightsRule is the data collection rule of container logs.
func (n Names) ContainerInsightsRule() string {
	return fmt.Sprintf("MSCI-%s-%s", n.args.Location, n.Cluster())
}

// PrometheusRule is the data collection rule of Prometheus metrics, and its endpoint.
func (n Names) PrometheusRule() string {
	return fmt.Sprintf("MSProm-%s-%s", n.args.Location, n.Cluster())
}

// ApplicationInsights receives the traces of the workloads.
func (n Names) ApplicationInsights() string { return "appi-" + n.Cluster() }

// QueryPack holds the saved queries.
func (n Names) QueryPack() string { return "qp-" + n.Cluster() }

// Grafana shows the metrics.
func (n Names) Grafana() string { return "amg-" + n.unique }

// ActionGroup is who is told; purpose is page, ticket or cost.
func (n Names) ActionGroup(purpose string) string {
	return fmt.Sprintf("ag-%s-%s", purpose, n.Cluster())
}

// ClusterTopic is the Event Grid topic of the cluster's events.
func (n Names) ClusterTopic() string { return n.Cluster() }

// VaultTopic is the Event Grid topic of the vault's events.
func (n Names) VaultTopic() string { return n.Vault() }

// BackupVault keeps the cluster's backups.
func (n Names) BackupVault() string { return "bvault-" + n.Cluster() }

// BackupStorageAccount holds what the backup extension writes.
func (n Names) BackupStorageAccount() string { return "stbkp" + n.unique }

// BackupSnapshotResourceGroup holds the snapshots of the cluster's disks.
func (n Names) BackupSnapshotResourceGroup() string {
	return fmt.Sprintf("rg-%s-snapshots", n.Cluster())
}

// FlowLog records the traffic of the hub's network.
func (n Names) FlowLog() string { return "fl-" + n.HubVNet() }

// FlowLogIdentity is what flow logs write and read their storage account with.
func (n Names) FlowLogIdentity() string { return "mi-" + n.FlowLog() }

// FlowLogStorageAccount holds the records.
func (n Names) FlowLogStorageAccount() string { return "stflw" + n.unique }

// CostStorageAccount holds the exported costs.
func (n Names) CostStorageAccount() string { return "stcst" + n.unique }

// Budget limits what one scope may cost; scope says which: workload, spokes, hub or subscription.
func (n Names) Budget(scope string) string { return fmt.Sprintf("budget-%s-%s", scope, n.unique) }

// WorkingHours is the workflow that stops and starts the cluster; action is stop or start.
func (n Names) WorkingHours(action string) string {
	return fmt.Sprintf("logic-%s-%s", action, n.Cluster())
}

// Entry is one physical name with the ARM type it is for.
type Entry struct {
	// Resource says in words what is named.
	Resource string `json:"resource"`
	// ARMType is the type whose name rule applies, for example Microsoft.Network/virtualNetworks.
	ARMType string `json:"type"`
	// Name is the physical name.
	Name string `json:"name"`
}

// Regional lists the names that every region has, in the order of the picture: hub first, cluster last.
func (n Names) Regional() []Entry {
	return []Entry{
		{"hub resource group", "Microsoft.Resources/resourceGroups", n.HubResourceGroup()},
		{"spoke resource group", "Microsoft.Resources/resourceGroups", n.SpokeResourceGroup()},
		{"workload resource group", "Microsoft.Resources/resourceGroups", n.WorkloadResourceGroup()},
		{"hub workspace", "Microsoft.OperationalInsights/workspaces", n.HubWorkspace()},
		{"hub network", "Microsoft.Network/virtualNetworks", n.HubVNet()},
		{"firewall", "Microsoft.Network/azureFirewalls", n.Firewall()},
		{"firewall policy", "Microsoft.Network/firewallPolicies", n.FirewallPolicy()},
		{"first firewall address", "Microsoft.Network/publicIPAddresses", n.FirewallPublicIP(0)},
		{"node subnets", "Microsoft.Network/ipGroups", n.IPGroupNodes()},
		{"bastion", "Microsoft.Network/bastionHosts", n.Bastion()},
		{"DNS resolver", "Microsoft.Network/dnsResolvers", n.DNSResolver()},
		{"bastion address", "Microsoft.Network/publicIPAddresses", n.BastionPublicIP()},
		{"bastion rules", "Microsoft.Network/networkSecurityGroups", n.BastionNSG()},
		{"flow log", "Microsoft.Network/networkWatchers/flowLogs", n.FlowLog()},
		{"flow log identity", "Microsoft.ManagedIdentity/userAssignedIdentities", n.FlowLogIdentity()},
		{"flow log storage", "Microsoft.Storage/storageAccounts", n.FlowLogStorageAccount()},
		{"cluster", "Microsoft.ContainerService/managedClusters", n.Cluster()},
		{"node resource group", "Microsoft.Resources/resourceGroups", n.NodeResourceGroup()},
		{"cluster workspace", "Microsoft.OperationalInsights/workspaces", n.ClusterWorkspace()},
		{"control-plane identity", "Microsoft.ManagedIdentity/userAssignedIdentities", n.ControlPlaneIdentity()},
		{"kubelet identity", "Microsoft.ManagedIdentity/userAssignedIdentities", n.KubeletIdentity()},
		{"application gateway", "Microsoft.Network/applicationGateways", n.ApplicationGateway()},
		{"web application firewall policy", "Microsoft.Network/ApplicationGatewayWebApplicationFirewallPolicies", n.WAFPolicy()},
		{"entry address", "Microsoft.Network/publicIPAddresses", n.EntryPublicIP()},
		{"gateway identity", "Microsoft.ManagedIdentity/userAssignedIdentities", n.GatewayIdentity()},
		{"ingress controller identity", "Microsoft.ManagedIdentity/userAssignedIdentities", n.IngressControllerIdentity()},
		{"vault", "Microsoft.KeyVault/vaults", n.Vault()},
		{"registry", "Microsoft.ContainerRegistry/registries", n.Registry()},
		{"metrics workspace", "Microsoft.Monitor/accounts", n.AzureMonitorWorkspace()},
		{"container log rule", "Microsoft.Insights/dataCollectionRules", n.ContainerInsightsRule()},
		{"metrics endpoint", "Microsoft.Insights/dataCollectionEndpoints", n.PrometheusRule()},
		{"application insights", "Microsoft.Insights/components", n.ApplicationInsights()},
		{"query pack", "Microsoft.OperationalInsights/queryPacks", n.QueryPack()},
		{"grafana", "Microsoft.Dashboard/grafana", n.Grafana()},
		{"action group", "Microsoft.Insights/actionGroups", n.ActionGroup("ticket")},
		{"cluster topic", "Microsoft.EventGrid/systemTopics", n.ClusterTopic()},
		{"vault topic", "Microsoft.EventGrid/systemTopics", n.VaultTopic()},
		{"backup vault", "Microsoft.DataProtection/backupVaults", n.BackupVault()},
		{"backup storage", "Microsoft.Storage/storageAccounts", n.BackupStorageAccount()},
		{"snapshot resource group", "Microsoft.Resources/resourceGroups", n.BackupSnapshotResourceGroup()},
		{"cost storage", "Microsoft.Storage/storageAccounts", n.CostStorageAccount()},
		{"budget", "Microsoft.Consumption/budgets", n.Budget("subscription")},
		{"working hours", "Microsoft.Logic/workflows", n.WorkingHours("start")},
	}
}

// Spoke lists the names that one spoke adds.
func (n Names) Spoke(spoke string) []Entry {
	vnet := n.SpokeVNet(spoke)
	return []Entry{
		{"spoke network " + spoke, "Microsoft.Network/virtualNetworks", vnet},
		{"route table of " + spoke, "Microsoft.Network/routeTables", n.RouteTable(spoke)},
		{"longest rules of " + spoke, "Microsoft.Network/networkSecurityGroups", n.SubnetNSG(vnet, "privatelinkendpoints")},
		{"NAT gateway of " + spoke, "Microsoft.Network/natGateways", n.NATGateway(spoke)},
		{"NAT addresses of " + spoke, "Microsoft.Network/publicIPPrefixes", n.NATGatewayPublicIPPrefix(spoke)},
		{"peering to " + spoke, "Microsoft.Network/virtualNetworks/virtualNetworkPeerings", n.Peering(vnet)},
	}
}

// Check returns an error for the first entry whose name breaks Azure's rule for its type.
func (e Entry) Check() error {
	if err := azure.CheckName(e.ARMType, e.Name); err != nil {
		return fmt.Errorf("name of %s: %w", e.Resource, err)
	}
	return nil
}
