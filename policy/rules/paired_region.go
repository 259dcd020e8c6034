package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var pairedRegion = pack.Rule{
	ID:       "paired-region",
	Title:    "The second region is the pair of the first",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why: "Azure updates the regions of a pair one after the other and restores one of them first after a disaster; two regions that " +
		"are no pair may be hit by the same update.",
	Absent: "A stack in one region keeps the rule; a registry without copies is another rule's business.",
	Remedy: "Choose the paired region, or keep the choice and write down why, with a word on where the data may live.",
	Source: "https://learn.microsoft.com/azure/reliability/cross-region-replication-azure",
	Types:  []string{azure.TypeManagedCluster, azure.TypeReplication},
	CheckStack: func(s pack.Stack) pack.Verdict {
		serving, unknown := servingRegions(s)
		if len(unknown) > 0 {
			return unknown[0].Undecided()
		}
		verdicts := []pack.Verdict{pairAmong(s, serving)}
		for _, copied := range s.Of(azure.TypeReplication) {
			for _, r := range s.Of(azure.TypeRegistry) {
				verdicts = append(verdicts, pack.When(copied.At("registryName").Names(r, registryName(r)),
					func() pack.Verdict { return copiedToPair(copied, r, serving) }, pack.Pass))
			}
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"pair":                     pack.Together(clusterIn("a", "westeurope"), clusterIn("b", "North Europe")),
		"pair seen from one side":  pack.Together(clusterIn("a", "westus3"), clusterIn("b", "eastus")),
		"pair and a third":         pack.Together(clusterIn("a", "westeurope"), clusterIn("b", "northeurope"), clusterIn("c", "uksouth")),
		"regions without pairs":    pack.Together(clusterIn("a", "polandcentral"), clusterIn("b", "italynorth")),
		"two in one region":        pack.Together(clusterIn("a", "westeurope"), clusterIn("b", "westeurope")),
		"copy in the pair":         pack.Together(acr(), acrCopy("registryName", "acrexample")),
		"copy beside a cluster":    pack.Together(acr(), object("copy", azure.TypeReplication, "registryName", "acrexample", "location", "uksouth"), clusterIn("a", "uksouth")),
		"copy of an unpaired one":  pack.Together(object("registry", azure.TypeRegistry, "registryName", "acrexample", "location", "polandcentral"), acrCopy("registryName", "acrexample")),
		"copy of somebody else's":  pack.Together(acr(), object("copy", azure.TypeReplication, "registryName", "acrother", "location", "uksouth")),
		"second region left out":   pack.Together(clusterIn("a", "westeurope")),
		"location of one left out": pack.Together(clusterIn("a", "westeurope"), object("b", azure.TypeManagedCluster, "resourceName", "aks-b")),
	},
	Fail: pack.Examples{
		"no pair, the pair left out": pack.Together(clusterIn("a", "westeurope"), clusterIn("b", "uksouth")),
		"one has no pair":            pack.Together(clusterIn("a", "westeurope"), clusterIn("b", "polandcentral")),
		"copy elsewhere":             pack.Together(acr(), object("copy", azure.TypeReplication, "registryName", "acrexample", "location", "uksouth")),
	},
}

// pairAmong demands that two of several serving regions are a pair, if any of them has one.
func pairAmong(s pack.Stack, serving []string) pack.Verdict {
	if len(serving) < 2 {
		return pack.Pass()
	}
	paired := false
	for _, region := range serving {
		location, _ := azure.LookupLocation(region)
		paired = paired || location.Pair != ""
		if slices.Contains(serving, location.Pair) {
			return pack.Pass()
		}
	}
	if !paired {
		return pack.Pass()
	}
	return s.Fail("the clusters are in %s, of which no two are a pair", strings.Join(serving, ", "))
}

// copiedToPair demands that a registry's copy is in the paired region or beside a cluster.
func copiedToPair(copied, registry pack.Resource, serving []string) pack.Verdict {
	to, from := copied.At("location"), registry.At("location")
	for _, v := range []pack.Value{to, from} {
		if v.NotKnown() {
			return v.Undecided()
		}
	}
	text, _ := to.Text()
	region := azure.NormalizeLocation(text)
	home, _ := from.Text()
	location, _ := azure.LookupLocation(home)
	if region == "" || location.Pair == "" || region == location.Pair || slices.Contains(serving, region) {
		return pack.Pass()
	}
	return to.Fail("must be %s, the pair of %s, or a region that hosts a cluster", location.Pair, location.Name)
}
