package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var minTLS12 = pack.Rule{
	ID:       "min-tls-12",
	Title:    "TLS 1.2 is the oldest version that is spoken",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "TLS 1.0 and 1.1 have known attacks, and Azure has stopped to support them on most services.",
	Absent:   "Storage accounts, caches and Event Grid topics then take TLS 1.0; gateways, Front Door and Cosmos DB take 1.2.",
	Remedy:   "Set the service's minimum TLS version to 1.2 or newer.",
	Source:   "https://learn.microsoft.com/security/engineering/solving-tls1-problem",
	Types: append([]string{typeApplicationGateway, typeFrontDoorDomain, azure.TypeStorageAccount, typeRedis, typeRedisEnterprise, typeDatabaseAccount},
		eventGridTypes...),
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case typeApplicationGateway:
			return eachTLSPolicy(r, modernTLS)
		case typeFrontDoorDomain:
			return r.At("tlsSettings", "minimumTlsVersion").MustNotBe("TLS10")
		case azure.TypeStorageAccount:
			return r.At("minimumTlsVersion").Or("TLS1_0").MustBeOneOf("TLS1_2", "TLS1_3")
		case typeRedis:
			return r.At("minimumTlsVersion").Or("1.0").MustBeOneOf("1.2", "1.3")
		case typeRedisEnterprise:
			return r.At("minimumTlsVersion").MustNotBe("1.0", "1.1")
		case typeDatabaseAccount:
			return r.At("minimalTlsVersion").MustNotBe("Tls", "Tls11")
		}
		return r.At("minimumTlsVersionAllowed").Or("1.0").MustBeOneOf("1.2", "1.3")
	},
	Pass: pack.Examples{
		"gateway":                        gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_2")),
		"gateway, predefined":            gateway("sslPolicy", set("policyType", "Predefined", "policyName", "AppGwSslPolicy20170401S")),
		"gateway, policy left out":       gateway("sku.tier", "WAF_v2"),
		"Front Door":                     one(typeFrontDoorDomain, "tlsSettings.minimumTlsVersion", "TLS12"),
		"Front Door, property left out":  one(typeFrontDoorDomain, "tlsSettings.certificateType", "ManagedCertificate"),
		"storage":                        one(azure.TypeStorageAccount, "minimumTlsVersion", "TLS1_2"),
		"cache":                          one(typeRedis, "minimumTlsVersion", "1.2"),
		"managed Redis":                  one(typeRedisEnterprise, "minimumTlsVersion", "1.2"),
		"Cosmos DB":                      one(typeDatabaseAccount, "minimalTlsVersion", "Tls12"),
		"Cosmos DB, property left out":   one(typeDatabaseAccount, "databaseAccountOfferType", "Standard"),
		"managed Redis, property absent": one(typeRedisEnterprise, "sku.name", "Balanced_B5"),
		"topic":                          one(typeEventGridTopic, "minimumTlsVersionAllowed", "1.2"),
	},
	Fail: pack.Examples{
		"gateway":                     gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_0")),
		"gateway, predefined":         gateway("sslPolicy", set("policyType", "Predefined", "policyName", "AppGwSslPolicy20170401")),
		"gateway, listener's own":     gateway("sslProfiles", list(set("name", "old", "sslPolicy", set("policyType", "CustomV2", "minProtocolVersion", "TLSv1_1")))),
		"Front Door":                  one(typeFrontDoorDomain, "tlsSettings.minimumTlsVersion", "TLS10"),
		"storage":                     one(azure.TypeStorageAccount, "minimumTlsVersion", "TLS1_1"),
		"storage, property left out":  one(azure.TypeStorageAccount, "kind", "StorageV2"),
		"cache, property left out":    one(typeRedis, "redisVersion", "6"),
		"managed Redis":               one(typeRedisEnterprise, "minimumTlsVersion", "1.1"),
		"Cosmos DB":                   one(typeDatabaseAccount, "minimalTlsVersion", "Tls11"),
		"topic":                       one(typeEventGridTopic, "minimumTlsVersionAllowed", "1.1"),
		"domain, property left out":   one("azure-native:eventgrid:Domain", "location", "westeurope"),
		"namespace, old, in old API":  one("azure-native:eventgrid/v20230601preview:Namespace", "minimumTlsVersionAllowed", "1.0"),
		"topic, unknown kind of text": one(typeEventGridTopic, "minimumTlsVersionAllowed", "none"),
	},
}

// eventGridTypes are the resources of Event Grid that answer clients.
var eventGridTypes = []string{typeEventGridTopic, "azure-native:eventgrid:Domain", "azure-native:eventgrid:Namespace"}

// modernTLS judges one TLS policy of a gateway; without one Azure takes a policy of 2022.
func modernTLS(policy pack.Value) pack.Verdict {
	return pack.When(policy.Exists(), func() pack.Verdict {
		return pack.When(policy.At("policyType").Is("Predefined"),
			func() pack.Verdict {
				return policy.At("policyName").MustNotBe("AppGwSslPolicy20150501", "AppGwSslPolicy20170401")
			},
			func() pack.Verdict { return policy.At("minProtocolVersion").MustBeOneOf("TLSv1_2", "TLSv1_3") })
	}, pack.Pass)
}
