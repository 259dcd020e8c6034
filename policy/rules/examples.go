package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// set builds properties from pairs of a dotted path and a value: set("sku.tier", "Free") is {sku: {tier: "Free"}}.
func set(pairs ...any) pack.Map {
	m := pack.Map{}
	for i := 0; i+1 < len(pairs); i += 2 {
		path, _ := pairs[i].(string)
		names := strings.Split(path, ".")
		at := m
		for _, name := range names[:len(names)-1] {
			below, ok := at[name].(pack.Map)
			if !ok {
				below = pack.Map{}
				at[name] = below
			}
			at = below
		}
		at[names[len(names)-1]] = pairs[i+1]
	}
	return m
}

// exampleSecret stands in examples for what must never be printed.
const exampleSecret = "c2VjcmV0LW9mLWFuLWV4YW1wbGU"

// list is an array of an example.
func list(items ...any) []any { return items }

// object is a resource of an example about several resources.
func object(name, token string, pairs ...any) pack.ExampleResource {
	return pack.ExampleResource{Name: name, Type: token, Properties: set(pairs...)}
}

// madeFrom notes that a property was made from the outputs of another resource of the example.
func madeFrom(r pack.ExampleResource, property string, on ...string) pack.ExampleResource {
	dependsOn := map[string][]string{property: on}
	for k, v := range r.DependsOn {
		dependsOn[k] = v
	}
	r.DependsOn = dependsOn
	return r
}

// one is the example of a single resource.
func one(token string, pairs ...any) pack.Example { return pack.One(token, set(pairs...)) }

// cluster is the example of a cluster with the given properties.
func cluster(pairs ...any) pack.Example { return one(azure.TypeManagedCluster, pairs...) }

// inlinePool is the example of a cluster with one pool in agentPoolProfiles.
func inlinePool(pairs ...any) pack.Example {
	profile := set(pairs...)
	profile["name"] = "npsystem"
	return cluster("agentPoolProfiles", list(profile))
}

// ownPool is the example of a pool that is a resource of its own.
func ownPool(pairs ...any) pack.Example {
	return one(azure.TypeAgentPool, append([]any{"agentPoolName", "npuser01"}, pairs...)...)
}
