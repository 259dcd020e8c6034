package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var frontdoorWAF = pack.Rule{
	ID:       "frontdoor-waf",
	Title:    "Every Front Door domain is behind a web application firewall",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "One endpoint or domain that no security policy covers is a way around the firewall for all the others.",
	Absent:   "Front Door inspects nothing on domains that no security policy names.",
	Remedy:   "Add the endpoint or domain to parameters.associations of a SecurityPolicy whose wafPolicy.id is a firewall policy.",
	Source:   "https://learn.microsoft.com/azure/frontdoor/web-application-firewall",
	Types:    []string{typeFrontDoorEndpoint, typeFrontDoorDomain},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, domain := range s.Of(typeFrontDoorEndpoint, typeFrontDoorDomain) {
			covered := pack.False
			for _, policy := range s.Of(typeFrontDoorSecurityPolicy) {
				covered = covered.Or(guards(policy, domain))
			}
			verdicts = append(verdicts, pack.When(covered, pack.Pass, func() pack.Verdict {
				return domain.Fail("no security policy with a web application firewall covers it")
			}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"endpoint and domain": pack.Together(object("e", typeFrontDoorEndpoint, "id", frontDoorID+"/afdEndpoints/e"),
			object("d", typeFrontDoorDomain, "id", frontDoorID+"/customDomains/d"),
			securityPolicy(frontDoorID+"/afdEndpoints/e", frontDoorID+"/customDomains/d")),
		"ID not known yet": pack.Together(object("e", typeFrontDoorEndpoint, "profileName", "fd"),
			madeFrom(securityPolicy(pack.Unknown), "parameters", "e")),
	},
	Fail: pack.Examples{
		"policy left out": pack.Together(object("e", typeFrontDoorEndpoint, "id", frontDoorID+"/afdEndpoints/e")),
		"one of two": pack.Together(object("e", typeFrontDoorEndpoint, "id", frontDoorID+"/afdEndpoints/e"),
			object("d", typeFrontDoorDomain, "id", frontDoorID+"/customDomains/d"), securityPolicy(frontDoorID+"/afdEndpoints/e")),
		"firewall left out": pack.Together(object("e", typeFrontDoorEndpoint, "id", frontDoorID+"/afdEndpoints/e"),
			object("s", typeFrontDoorSecurityPolicy, "parameters.associations", list(set("domains", list(set("id", frontDoorID+"/afdEndpoints/e")))))),
	},
}

const frontDoorID = exampleGroupID + "/providers/Microsoft.Cdn/profiles/fd-example"

// securityPolicy is an example that covers the given domains.
func securityPolicy(domains ...any) pack.ExampleResource {
	var covered []any
	for _, id := range domains {
		covered = append(covered, set("id", id))
	}
	return object("s", typeFrontDoorSecurityPolicy, "parameters.type", "WebApplicationFirewall",
		"parameters.wafPolicy.id", exampleGroupID+"/providers/Microsoft.Network/frontdoorWebApplicationFirewallPolicies/waf",
		"parameters.associations", list(set("domains", covered, "patternsToMatch", list("/*"))))
}

// guards reports whether a security policy puts a domain behind a firewall.
func guards(policy, domain pack.Resource) pack.Truth {
	associations, known := policy.At("parameters", "associations").Items()
	if !known {
		return policy.At("parameters", "associations").RefersTo(domain)
	}
	covered := pack.False
	for _, association := range associations {
		domains, known := association.At("domains").Items()
		if !known {
			covered = covered.Or(association.At("domains").RefersTo(domain))
		}
		for _, d := range domains {
			covered = covered.Or(d.At("id").RefersTo(domain))
		}
	}
	return covered.And(policy.At("parameters", "wafPolicy").IsSet())
}
