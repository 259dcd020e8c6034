package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noBasicSKU = pack.Rule{
	ID:       "no-basic-sku",
	Title:    "Public IPs and load balancers are not Basic",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "The Basic SKUs were retired on 30 September 2025; they are open by default and know no zones.",
	Absent:   "The network API reads a missing SKU as Basic; a cluster takes a Standard load balancer.",
	Remedy:   "Set sku.name to Standard, and networkProfile.loadBalancerSku of a cluster to standard.",
	Source:   "https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-basic-upgrade-guidance",
	Types:    []string{azure.TypePublicIPAddress, typeLoadBalancer, azure.TypeManagedCluster},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeManagedCluster {
			return r.At("networkProfile", "loadBalancerSku").MustNotBe("basic")
		}
		return r.At("sku", "name").Or("Basic").MustNotBe("Basic")
	},
	Pass: pack.Examples{
		"address":                    one(azure.TypePublicIPAddress, "sku.name", "Standard"),
		"load balancer":              one(typeLoadBalancer, "sku.name", "Standard"),
		"gateway load balancer":      one(typeLoadBalancer, "sku.name", "Gateway"),
		"cluster":                    cluster("networkProfile.loadBalancerSku", "standard"),
		"cluster, property left out": cluster("networkProfile.networkPlugin", "azure"),
	},
	Fail: pack.Examples{
		"address":                     one(azure.TypePublicIPAddress, "sku.name", "Basic"),
		"address, SKU left out":       one(azure.TypePublicIPAddress, "publicIPAllocationMethod", "Static"),
		"load balancer":               one(typeLoadBalancer, "sku.name", "Basic"),
		"load balancer, SKU left out": one(typeLoadBalancer, "location", "westeurope"),
		"cluster":                     cluster("networkProfile.loadBalancerSku", "Basic"),
	},
}
