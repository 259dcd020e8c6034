package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var appgwTLS12 = pack.Rule{
	ID:       "appgw-tls12",
	Title:    "Application Gateway offers only strong TLS",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Suites with CBC or SHA-1 and versions before TLS 1.2 have known attacks; one weak offer is enough for a client to be talked into it.",
	Absent:   "Azure takes AppGwSslPolicy20220101, which still offers suites with CBC.",
	Remedy: "Set sslPolicy to the predefined policy AppGwSslPolicy20220101S, or to a custom one with minProtocolVersion TLSv1_2 " +
		"and suites with GCM only.",
	Source: "https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview",
	Types:  []string{typeApplicationGateway},
	Check:  func(r pack.Resource) pack.Verdict { return eachTLSPolicy(r, strongTLS) },
	Pass: pack.Examples{
		"custom": gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_2",
			"cipherSuites", list("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"))),
		"custom of 2022": gateway("sslPolicy", set("policyType", "CustomV2", "minProtocolVersion", "TLSv1_3",
			"cipherSuites", list("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384"))),
		"predefined": gateway("sslPolicy", strictTLS),
		"listener's own": gateway("sslPolicy", strictTLS, "sslProfiles", list(set("name", "b", "sslPolicy.policyType", "Predefined",
			"sslPolicy.policyName", "AppGwSslPolicy20220101S"), set("name", "c"))),
	},
	Fail: pack.Examples{
		"suite with CBC": gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_2",
			"cipherSuites", list("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"))),
		"suite with SHA-1":    gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_2", "cipherSuites", list("TLS_RSA_WITH_AES_128_CBC_SHA"))),
		"TLS 1.1":             gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_1", "cipherSuites", list("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))),
		"version left out":    gateway("sslPolicy", set("policyType", "Custom", "cipherSuites", list("TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))),
		"suites left out":     gateway("sslPolicy", set("policyType", "Custom", "minProtocolVersion", "TLSv1_2")),
		"predefined with CBC": gateway("sslPolicy", set("policyType", "Predefined", "policyName", "AppGwSslPolicy20220101")),
		"predefined of 2015":  gateway("sslPolicy", set("policyType", "Predefined", "policyName", "AppGwSslPolicy20150501")),
		"policy left out":     gateway("sku.tier", "WAF_v2"),
		"listener's own": gateway("sslPolicy", strictTLS, "sslProfiles", list(set("name", "old", "sslPolicy.policyType", "Predefined",
			"sslPolicy.policyName", "AppGwSslPolicy20170401S"))),
	},
}

// strictTLS is the predefined policy without weak suites.
var strictTLS = set("policyType", "Predefined", "policyName", "AppGwSslPolicy20220101S")

func strongTLS(policy pack.Value) pack.Verdict {
	return pack.When(policy.At("policyType").Is("Predefined"),
		func() pack.Verdict { return policy.At("policyName").MustBe("AppGwSslPolicy20220101S") },
		func() pack.Verdict {
			suites := policy.At("cipherSuites")
			return pack.All(policy.At("minProtocolVersion").MustBeOneOf("TLSv1_2", "TLSv1_3"), suites.MustBeSet(),
				suites.Each(func(suite pack.Value) pack.Verdict {
					return suite.MustMatch("must be a suite with GCM", func(v pack.Value) bool {
						text, _ := v.Text()
						return strings.Contains(strings.ToUpper(text), "_GCM_")
					})
				}))
		})
}
