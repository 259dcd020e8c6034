package cluster

import (
	"testing"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestAPIServerRefuses(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "public in production", text: `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.0/24"]}}`,
			want: `cluster.apiServer.mode: "public" puts the API server on the Internet, which production refuses; choose privateLink
    (https://learn.microsoft.com/azure/aks/private-clusters)`,
		},
		{
			name: "unknown mode", text: `{"apiServer":{"mode":"secret"}}`,
			want: `cluster.apiServer.mode: "secret" is not supported; choose one of privateLink, public
    (https://learn.microsoft.com/azure/aks/private-clusters)`,
		},
		{
			name: "ranges on a private server", text: `{"apiServer":{"authorizedIPRanges":["203.0.113.0/24"]}}`,
			want: `cluster.apiServer.authorizedIPRanges: ["203.0.113.0/24"] has no effect on a private API server; remove it, or set mode to public
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "public without ranges", class: environment.Dev, text: `{"apiServer":{"mode":"public"}}`,
			want: `cluster.apiServer.authorizedIPRanges: is empty, and without it everybody may connect; list the ranges that administer the cluster
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "everybody", class: environment.Dev, text: `{"apiServer":{"mode":"public","authorizedIPRanges":["0.0.0.0/0"]}}`,
			want: `cluster.apiServer.authorizedIPRanges[0]: "0.0.0.0/0" lets everybody connect; list the ranges that administer the cluster
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "range wider than a sixteenth", class: environment.Dev, text: `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.0.0/15"]}}`,
			want: `cluster.apiServer.authorizedIPRanges[0]: "203.0.0.0/15" is wider than /16; list the ranges that administer the cluster
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "private ranges", class: environment.Dev, text: `{"apiServer":{"mode":"public","authorizedIPRanges":["10.1.0.0/16","192.168.7.9","100.64.0.0/16","0.0.0.0/32"]}}`,
			want: `cluster.apiServer.authorizedIPRanges[0]: "10.1.0.0/16" is not public, and the API server only sees public addresses; write the public address that it leaves from
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)
cluster.apiServer.authorizedIPRanges[1]: "192.168.7.9" is not public, and the API server only sees public addresses; write the public address that it leaves from
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)
cluster.apiServer.authorizedIPRanges[2]: "100.64.0.0/16" is not public, and the API server only sees public addresses; write the public address that it leaves from
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)
cluster.apiServer.authorizedIPRanges[3]: "0.0.0.0/32" is not public, and the API server only sees public addresses; write the public address that it leaves from
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "range with host bits", class: environment.Dev, text: `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.7/24"]}}`,
			want: `cluster.apiServer.authorizedIPRanges[0]: "203.0.113.7/24" does not begin at its network address; write 203.0.113.0/24
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "word for a range", class: environment.Dev, text: `{"apiServer":{"mode":"public","authorizedIPRanges":["office","2001:db8::/32"]}}`,
			want: `cluster.apiServer.authorizedIPRanges[0]: "office" is not an IPv4 range; write it as 203.0.113.0/24
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)
cluster.apiServer.authorizedIPRanges[1]: "2001:db8::/32" is not an IPv4 range; write it as 203.0.113.0/24
    (https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges)`,
		},
		{
			name: "run command in qa", class: environment.QA, text: `{"apiServer":{"runCommand":true}}`,
			want: `cluster.apiServer.runCommand: true is a way around the private network; remove the key outside dev
    (https://learn.microsoft.com/azure/aks/access-private-cluster)`,
		},
		{
			name: "run command in production", text: `{"apiServer":{"runCommand":true}}`,
			want: `cluster.apiServer.runCommand: true is a way around the private network; remove the key outside dev
    (https://learn.microsoft.com/azure/aks/access-private-cluster)`,
		},
		{
			name: "no zone and no public name", text: `{"apiServer":{"privateDNSZone":"none"}}`,
			want: `cluster.apiServer.privateDNSZone: "none" leaves nothing that resolves the API server's name; remove the key for the landing zone's own zone, or set enablePrivateClusterPublicFQDN to true
    (https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns)`,
		},
		{
			name: "zone by its name", text: `{"apiServer":{"privateDNSZone":"privatelink.westeurope.azmk8s.io"}}`,
			want: `cluster.apiServer.privateDNSZone: "privatelink.westeurope.azmk8s.io" is neither system, nor none, nor the resource ID of a private DNS zone; write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/privateDnsZones/<zone>
    (https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns)`,
		},
		{
			name: "zone for a public server", class: environment.Dev, text: `{"apiServer":{"mode":"public","authorizedIPRanges":["203.0.113.0/24"],"privateDNSZone":"system","enablePrivateClusterPublicFQDN":true}}`,
			want: `cluster.apiServer.privateDNSZone: "system" only means something with mode privateLink; remove it
    (https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns)
cluster.apiServer.enablePrivateClusterPublicFQDN: true only means something with mode privateLink; remove it
    (https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns)`,
		},
	})
}

func TestNetworkRefuses(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "kubenet", text: `{"network":{"mode":"kubenet"}}`,
			want: `cluster.network.mode: "kubenet" retires on 2028-03-31; choose overlay
    (https://learn.microsoft.com/azure/aks/configure-kubenet)`,
		},
		{
			name: "unknown mode", text: `{"network":{"mode":"mesh"}}`,
			want: `cluster.network.mode: "mesh" is not supported; choose one of overlay, nodeSubnet, podSubnet, byo
    (https://learn.microsoft.com/azure/aks/concepts-network-cni-overview)`,
		},
		{
			name: "basic load balancer", text: `{"network":{"loadBalancerSku":"basic"}}`,
			want: `cluster.network.loadBalancerSku: "basic" is retired: AKS has not supported it since 2025-09-30; choose standard
    (https://learn.microsoft.com/azure/aks/upgrade-basic-load-balancer-on-aks)`,
		},
		{
			name: "no policy engine", text: `{"network":{"policyEngine":"none"}}`,
			want: `cluster.network.policyEngine: "none" leaves every pod open to every other, and turning it on later replaces the cluster; choose cilium
    (https://learn.microsoft.com/azure/aks/use-network-policies)`,
		},
		{
			name: "empty policy engine", text: `{"network":{"policyEngine":""}}`,
			want: `cluster.network.policyEngine: leaves every pod open to every other, and turning it on later replaces the cluster; choose cilium
    (https://learn.microsoft.com/azure/aks/use-network-policies)`,
		},
		{
			name: "azure policy engine in production", text: `{"network":{"policyEngine":"azure"}}`,
			want: `cluster.network.policyEngine: "azure" is Azure Network Policy Manager, whose support ends; choose cilium
    (https://learn.microsoft.com/azure/aks/migrate-from-npm-to-cilium-network-policy)`,
		},
		{
			name: "cilium with a Windows pool", text: withPool(`"osType":"Windows"`),
			want: `cluster.nodePools[1].osType: "Windows" needs a cluster that was created with Windows in mind, which is not built; choose Linux
    (https://learn.microsoft.com/azure/aks/use-system-pools)
cluster.network.policyEngine: "cilium" does not run on Windows, which cluster.nodePools[1] has; choose calico, or keep to Linux pools
    (https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium#limitations)`,
		},
		{
			name: "DNS address outside the services", text: `{"network":{"dnsServiceIP":"172.17.0.10"}}`,
			want: `cluster.network.dnsServiceIP: "172.17.0.10" is outside serviceCidr 172.16.0.0/16; choose the tenth address of the range
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "DNS address that the API server has", text: `{"network":{"dnsServiceIP":"172.16.0.1"}}`,
			want: `cluster.network.dnsServiceIP: "172.16.0.1" is the first address of serviceCidr 172.16.0.0/16, which the API server has; choose the tenth address of the range
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "DNS address that is the network's", text: `{"network":{"dnsServiceIP":"172.16.0.0"}}`,
			want: `cluster.network.dnsServiceIP: "172.16.0.0" is the first address of serviceCidr 172.16.0.0/16, which the API server has; choose the tenth address of the range
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "word for a DNS address", text: `{"network":{"dnsServiceIP":"coredns"}}`,
			want: `cluster.network.dnsServiceIP: "coredns" is not an IPv4 address; write one inside serviceCidr`,
		},
		{
			name: "services in a /12", text: `{"network":{"serviceCidr":"172.16.0.0/12"}}`,
			want: `cluster.network.serviceCidr: "172.16.0.0/12" is not smaller than a /12; choose /13 or smaller
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "services in a /8", text: `{"network":{"serviceCidr":"10.0.0.0/8","dnsServiceIP":"10.0.0.10"}}`,
			want: `cluster.network.serviceCidr: "10.0.0.0/8" is not smaller than a /12; choose /13 or smaller
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "public pod range", text: `{"network":{"podCidr":"8.8.0.0/16"}}`,
			want: `cluster.network.podCidr: "8.8.0.0/16" is not a private range; choose one out of 10.0.0.0/8, 172.16.0.0/12, 192.168.0.0/16 or 100.64.0.0/10
    (https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning)`,
		},
		{
			name: "pod range with host bits", text: `{"network":{"podCidr":"192.168.7.0/16"}}`,
			want: `cluster.network.podCidr: "192.168.7.0/16" has address bits behind its prefix; write 192.168.0.0/16
    (https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning)`,
		},
		{
			name: "no pod range", text: `{"network":{"podCidr":""}}`,
			want: `cluster.network.podCidr: is required; write a private IPv4 range such as 192.168.0.0/16
    (https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning)`,
		},
		{
			name: "word for a pod range", text: `{"network":{"podCidr":"big"}}`,
			want: `cluster.network.podCidr: "big" is not an IPv4 range; write a private IPv4 range such as 192.168.0.0/16
    (https://learn.microsoft.com/azure/aks/concepts-network-azure-cni-overlay#ip-address-planning)`,
		},
	})
}
