package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var httpsOnly = pack.Rule{
	ID:       "https-only",
	Title:    "Data services answer over TLS only",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "What goes to storage or a cache in clear, keys included, can be read and changed by everything on the way.",
	Absent:   "Azure has refused HTTP to new storage accounts since 2019, and opens no port without TLS on a cache.",
	Remedy:   "Leave enableHttpsTrafficOnly of storage accounts at true and enableNonSslPort of caches at false.",
	Source:   "https://learn.microsoft.com/azure/storage/common/storage-require-secure-transfer",
	Types:    []string{azure.TypeStorageAccount, typeRedis},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeStorageAccount {
			return r.At("enableHttpsTrafficOnly").MustNotBe(false)
		}
		return r.At("enableNonSslPort").MustNotBe(true)
	},
	Pass: pack.Examples{
		"storage":                    one(azure.TypeStorageAccount, "enableHttpsTrafficOnly", true),
		"storage, property left out": one(azure.TypeStorageAccount, "kind", "StorageV2"),
		"cache":                      one(typeRedis, "enableNonSslPort", false),
		"cache, property left out":   one(typeRedis, "redisVersion", "6"),
	},
	Fail: pack.Examples{
		"storage": one(azure.TypeStorageAccount, "enableHttpsTrafficOnly", false),
		"cache":   one(typeRedis, "enableNonSslPort", true),
	},
}
