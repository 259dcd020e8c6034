package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var acrGeoReplicated = pack.Rule{
	ID:       "acr-geo-replicated",
	Title:    "Registry has a copy in another region",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	OffInDev: "Dev can wait for its region, or build its images again.",
	Why:      "While the registry's region is down no node anywhere starts a pod whose image it does not have yet.",
	Absent:   "Azure keeps the images in one region.",
	Remedy:   "Add a Replication of the registry in its paired region, or in one that hosts a cluster.",
	Source:   "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication",
	Types:    []string{azure.TypeRegistry},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, r := range s.Of(azure.TypeRegistry) {
			found := pack.False
			for _, copied := range s.Of(azure.TypeReplication) {
				found = found.Or(copied.At("registryName").Names(r, registryName(r)).And(elsewhere(copied, r)))
			}
			verdicts = append(verdicts, pack.When(found, pack.Pass, func() pack.Verdict {
				return r.Fail("no replication copies the registry to another region")
			}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"copy":                            pack.Together(acr(), acrCopy("registryName", "acrexample")),
		"name in other case":              pack.Together(acr(), acrCopy("registryName", "ACRexample")),
		"name from the registry's output": pack.Together(acr(), madeFrom(acrCopy("registryName", pack.Unknown), "registryName", "registry")),
		"name that Pulumi chose":          pack.Together(object("registry", azure.TypeRegistry, "name", "acr1a2b", "location", "westeurope"), acrCopy("registryName", "acr1a2b")),
		"one of two": pack.Together(acr(), object("home", azure.TypeReplication, "registryName", "acrexample", "location", "westeurope"),
			acrCopy("registryName", "acrexample")),
	},
	Fail: pack.Examples{
		"copy left out":      pack.Together(acr()),
		"copy of another":    pack.Together(acr(), acrCopy("registryName", "acrother")),
		"in the same region": pack.Together(acr(), object("home", azure.TypeReplication, "registryName", "acrexample", "location", "West Europe")),
		"name from another": pack.Together(acr(), object("other", azure.TypeRegistry, "registryName", "acrother"),
			madeFrom(acrCopy("registryName", pack.Unknown), "registryName", "other")),
	},
}

// registryName is the ARM name of a registry: the input, or the output where Pulumi chose it.
func registryName(r pack.Resource) pack.Value {
	if name := r.At("registryName"); !name.Exists().No() {
		return name
	}
	return r.At("name")
}

// elsewhere reports whether two resources are in different regions. One without a location is in that of its group,
// which is not known here, and taken to be elsewhere.
func elsewhere(a, b pack.Resource) pack.Truth {
	for _, v := range []pack.Value{a.At("location"), b.At("location")} {
		if v.NotKnown() {
			return pack.DontKnow(v.Path())
		}
	}
	left, _ := a.At("location").Text()
	right, _ := b.At("location").Text()
	return pack.Known(left == "" || !strings.EqualFold(azure.NormalizeLocation(left), azure.NormalizeLocation(right)))
}

func acr() pack.ExampleResource {
	return object("registry", azure.TypeRegistry, "registryName", "acrexample", "location", "westeurope")
}

func acrCopy(pairs ...any) pack.ExampleResource {
	return object("copy", azure.TypeReplication, append([]any{"location", "northeurope"}, pairs...)...)
}
