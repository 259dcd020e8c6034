package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

// eachTLSPolicy judges the TLS policy of a gateway and those of its listeners. The gateway's own is judged although it is
// left out; a listener without one has the gateway's.
func eachTLSPolicy(r pack.Resource, check func(policy pack.Value) pack.Verdict) pack.Verdict {
	return pack.All(check(r.At("sslPolicy")), r.At("sslProfiles").Each(func(profile pack.Value) pack.Verdict {
		return pack.When(profile.At("sslPolicy").Exists(), func() pack.Verdict { return check(profile.At("sslPolicy")) }, pack.Pass)
	}))
}

// gateway is the example of an Application Gateway with the given properties.
func gateway(pairs ...any) pack.Example { return one(typeApplicationGateway, pairs...) }
