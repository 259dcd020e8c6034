package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var nodeNoPublicIP = pack.Rule{
	ID:       "node-no-public-ip",
	Title:    "Nodes have no public addresses",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A node with a public address is a way around the firewall in both directions.",
	Absent:   "Azure gives nodes no public address, which is fine.",
	Remedy:   "Leave enableNodePublicIP and nodePublicIPPrefixID out, or set the first to false.",
	Source:   "https://learn.microsoft.com/azure/aks/use-node-public-ips",
	Types:    poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict {
			return pack.All(
				pool.At("enableNodePublicIP").MustNotBe(true),
				pool.At("nodePublicIPPrefixID").MustNotBeSet(),
			)
		})
	},
	Pass: pack.Examples{
		"off":               ownPool("enableNodePublicIP", false),
		"property left out": inlinePool("vmSize", "Standard_D2d_v5"),
	},
	Fail: pack.Examples{
		"own pool":    ownPool("enableNodePublicIP", true),
		"inline pool": inlinePool("enableNodePublicIP", true),
		"prefix":      ownPool("nodePublicIPPrefixID", "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/publicIPPrefixes/p"),
	},
}
