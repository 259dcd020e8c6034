package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var appgwMinCapacity = pack.Rule{
	ID:       "appgw-min-capacity",
	Title:    "Application Gateway keeps two instances",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "A gateway that waits without capacity units is cheaper, and in dev the first requests may be slow.",
	Why:      "New instances take minutes to come; with fewer than two the first burst of requests or the loss of a zone is felt.",
	Absent:   "A gateway without autoscaling has the fixed capacity of its SKU.",
	Remedy:   "Set autoscaleConfiguration.minCapacity, or sku.capacity of a gateway that does not scale, to 2 or more.",
	Source:   "https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant",
	Types:    []string{typeApplicationGateway},
	Check: func(r pack.Resource) pack.Verdict {
		return pack.When(r.At("autoscaleConfiguration").Exists(),
			func() pack.Verdict { return r.At("autoscaleConfiguration", "minCapacity").MustBeAtLeast(2) },
			func() pack.Verdict { return r.At("sku", "capacity").MustBeAtLeast(2) })
	},
	Pass: pack.Examples{
		"autoscaling":    gateway("autoscaleConfiguration.minCapacity", 2, "autoscaleConfiguration.maxCapacity", 10),
		"fixed capacity": gateway("sku.capacity", 3),
	},
	Fail: pack.Examples{
		"autoscaling from none":          gateway("autoscaleConfiguration.minCapacity", 0, "autoscaleConfiguration.maxCapacity", 10),
		"autoscaling, minimum left out":  gateway("autoscaleConfiguration.maxCapacity", 10),
		"fixed capacity":                 gateway("sku.capacity", 1),
		"fixed capacity, value left out": gateway("sku.tier", "WAF_v2"),
	},
}
