package stacks

import (
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// Subscriptions are the places in Azure that the stack deploys to.
type Subscriptions struct {
	// TenantID is the GUID of the Entra tenant that the subscriptions trust. Required.
	TenantID string `json:"tenantId"`
	// Connectivity is the GUID of the subscription of the hubs. Required.
	Connectivity string `json:"connectivity"`
	// Workload is the GUID of the subscription of spokes and clusters. Default: the one of the hubs.
	Workload string `json:"workload"`
}

// Workload says whose platform this is.
type Workload struct {
	// BusinessUnit is the short name of the business unit, 2 to 8 lower-case letters and digits: bu0001. Required.
	BusinessUnit string `json:"businessUnit"`
	// Application is the short name of the application, 2 to 8 lower-case letters and digits: a0008. Required.
	Application string `json:"application"`
	// Team owns the stack; it becomes a tag. Required.
	Team string `json:"team"`
	// Owner is the address that questions about the stack go to; it becomes a tag. Required.
	Owner string `json:"owner"`
	// CostCenter pays for the stack; it becomes a tag. Required.
	CostCenter string `json:"costCenter"`
	// DataClassification says how sensitive the data is; it becomes a tag: public, internal, confidential or
	// restricted. Default internal.
	DataClassification string `json:"dataClassification"`
	// Tags are further tags for every resource that takes tags.
	Tags map[string]string `json:"tags"`
}

// SetDefaults implements field.Defaulter.
func (w *Workload) SetDefaults(environment.Class) { w.DataClassification = "internal" }

// ownership are the tags that say who answers for a resource.
func (w Workload) ownership() map[string]string {
	return map[string]string{"team": w.Team, "owner": w.Owner, "costCenter": w.CostCenter}
}

// Region is one Azure region of the stack.
type Region struct {
	// Name tells the stack's regions apart in Pulumi's resource names, so it stays when a location changes its
	// name: primary, secondary. Default: primary for the first, secondary for the second, then region3 and so on.
	Name string `json:"name"`
	// Location is the region as ARM spells it: westeurope. Required. Production needs one with availability zones.
	Location string `json:"location"`
	// ZoneSKUs are the zones in which the subscription may make machines of a size, by size, where that is not all zones of
	// the region: `az vm list-skus --zone` shows them. Default: every size in every zone.
	ZoneSKUs map[string][]string `json:"zoneSkus"`
	// NVAPrivateIP is the address of this region's appliance inside its hub, with egress.mode nva. Default
	// egress.nvaPrivateIp, which can be in one hub only.
	NVAPrivateIP string `json:"nvaPrivateIp"`
	// Hub is the hub's network. Default addressPrefix: 10.200.N.0/24, N counting the regions from 0.
	Hub hub.Network `json:"hub"`
	// Spokes are the networks behind the hub; the first holds the region's cluster. Default: one, named after the
	// workload, with addressPrefix 10.24N.0.0/16.
	Spokes []spoke.Network `json:"spokes"`
}

// Network is what the address plan respects.
type Network struct {
	// GrowthFactor multiplies the number of nodes that the node subnet must have room for, 1 to 10. Default 4: a
	// subnet cannot grow while a cluster uses it.
	GrowthFactor int `json:"growthFactor"`
	// OnPremRanges are the address ranges of networks that will be connected; nothing may overlap them.
	OnPremRanges []string `json:"onPremRanges"`
}

// SetDefaults implements field.Defaulter.
func (n *Network) SetDefaults(environment.Class) { n.GrowthFactor = 4 }

// DNS modes.
const (
	// DNSSpokeZones has the stack create the private DNS zones and link them.
	DNSSpokeZones = "spokeZones"
	// DNSHubZones has the network team own the zones; the stack gets their IDs.
	DNSHubZones = "hubZones"
	// DNSResolver is spokeZones with a private DNS resolver in each hub, which other networks can ask.
	DNSResolver = "resolver"
)

// DNS is who owns private DNS.
type DNS struct {
	// Mode is spokeZones, hubZones or resolver. Default spokeZones.
	Mode string `json:"mode"`
	// Domain is the company's domain; the ingress zone is aks-ingress.<domain>. Required.
	Domain string `json:"domain"`
	// Servers are the DNS servers that spokes may ask besides Azure's own 168.63.129.16. Default none.
	Servers []string `json:"servers"`
	// ZoneIDs are the resource IDs of the zones by zone name, with mode hubZones: one for every zone that the stack needs. The
	// stack links them to its networks.
	ZoneIDs map[string]string `json:"zoneIds"`
}

// SetDefaults implements field.Defaulter.
func (d *DNS) SetDefaults(environment.Class) { d.Mode = DNSSpokeZones }

// Egress modes.
const (
	// EgressFirewall inspects everything in the hub's Azure Firewall.
	EgressFirewall = "firewall"
	// EgressNATGateway gives fixed addresses and no inspection.
	EgressNATGateway = "natGateway"
	// EgressNVA sends everything to a network virtual appliance in the hub.
	EgressNVA = "nva"
	// EgressLoadBalancer leaves through the cluster's own load balancer.
	EgressLoadBalancer = "loadBalancer"
)

// Egress is how traffic leaves.
type Egress struct {
	// Mode is firewall, natGateway, nva or loadBalancer. Default natGateway in dev, firewall in qa and prod.
	Mode string `json:"mode"`
	// NVAPrivateIP is the address of the appliance inside the hub's network, with mode nva. Regions after the first have
	// one of their own.
	NVAPrivateIP string `json:"nvaPrivateIp"`
	// PeakFlows is the highest number of concurrent connections to one destination that is expected; 0 skips the
	// check against the firewall's public addresses.
	PeakFlows int `json:"peakFlows"`
	// Allow lists destinations that workloads need besides the platform's own.
	Allow []hub.Allowance `json:"allow"`
}

// SetDefaults implements field.Defaulter.
func (e *Egress) SetDefaults(class environment.Class) {
	e.Mode = environment.Pick(class, EgressNATGateway, EgressFirewall)
}

// Exception is one accepted weakness of a production stack.
type Exception struct {
	// Key is the configuration key whose weaker value is accepted: cluster.sku.tier.
	Key string `json:"key"`
	// Reason says why, for the reviewer. At least ten characters.
	Reason string `json:"reason"`
	// Owner answers for it.
	Owner string `json:"owner"`
	// Expires is the last day it is accepted, as YYYY-MM-DD; the configuration is refused after that day.
	Expires string `json:"expires"`
}
