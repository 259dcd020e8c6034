package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noRedisClassic = pack.Rule{
	ID:       "no-redis-classic",
	Title:    "No Azure Cache for Redis",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Azure Cache for Redis retires on 30 September 2028; what is built on it now has to be moved.",
	Absent:   "A program without such a cache has nothing to change.",
	Remedy:   "Use Azure Managed Redis, which is the resource type RedisEnterprise with a SKU of its own.",
	Source:   "https://learn.microsoft.com/azure/azure-cache-for-redis/retirement-faq",
	Types: []string{
		typeRedis, "azure-native:cache:FirewallRule", "azure-native:cache:LinkedServer", "azure-native:cache:PatchSchedule",
		"azure-native:cache:AccessPolicy", "azure-native:cache:AccessPolicyAssignment",
	},
	Check: func(r pack.Resource) pack.Verdict {
		return r.Fail("the resource is part of Azure Cache for Redis")
	},
	Pass: pack.Examples{
		"managed, classic cache left out": one("azure-native:cache:RedisEnterprise", "sku.name", "Balanced_B5"),
	},
	Fail: pack.Examples{
		"cache":         one(typeRedis, "sku.name", "Premium"),
		"old API":       one("azure-native:cache/v20230401:Redis", "sku.name", "Standard"),
		"firewall rule": one("azure-native:cache:FirewallRule", "startIP", "20.0.0.1"),
	},
}
