package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var dataMultiRegion = pack.Rule{
	ID:       "data-multi-region",
	Title:    "Data is in every region that serves",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "Traffic that fails over to a region without the data arrives nowhere.",
	Absent:   "Azure keeps an account in its one location.",
	Remedy:   "List every region that hosts a cluster in locations of the account, and at least two.",
	Source:   "https://learn.microsoft.com/azure/cosmos-db/distribute-data-globally",
	Types:    []string{typeDatabaseAccount},
	Settings: []pack.Setting{multiRegion},
	CheckStack: func(s pack.Stack) pack.Verdict {
		serving, unknown := servingRegions(s)
		var verdicts []pack.Verdict
		for _, account := range s.Of(typeDatabaseAccount) {
			verdicts = append(verdicts, inEveryRegion(s, account, serving, unknown))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"two regions":                                 pack.Together(cosmos("West Europe", "North Europe")).With(multiRegion.Name, true),
		"region of every cluster":                     pack.Together(cosmos("westeurope", "northeurope"), clusterIn("a", "westeurope"), clusterIn("b", "northeurope")),
		"one region is all":                           pack.Together(cosmos("westeurope"), clusterIn("a", "westeurope")),
		"more regions than need be":                   pack.Together(cosmos("westeurope", "northeurope", "uksouth"), clusterIn("a", "westeurope"), clusterIn("b", "northeurope")),
		"locations left out, where one region is all": pack.Together(cosmos(), clusterIn("a", "westeurope")),
	},
	Fail: pack.Examples{
		"one region":                   pack.Together(cosmos("westeurope")).With(multiRegion.Name, true),
		"the same region twice":        pack.Together(cosmos("westeurope", "West Europe")).With(multiRegion.Name, true),
		"not where the second one is":  pack.Together(cosmos("westeurope", "uksouth"), clusterIn("a", "westeurope"), clusterIn("b", "northeurope")),
		"locations left out":           pack.Together(cosmos(), clusterIn("a", "westeurope"), clusterIn("b", "northeurope")),
		"locations of one region only": pack.Together(cosmos("northeurope"), clusterIn("a", "westeurope"), clusterIn("b", "northeurope")),
	},
}

// multiRegion is for stacks that do not show the other regions themselves.
var multiRegion = pack.Setting{
	Name: "multiRegion", Kind: pack.Flag, Default: false,
	Description: "whether several regions serve although the stack has clusters in one; clusters in several say so by themselves",
}

// inEveryRegion demands that an account is where the clusters are, when they are in several regions.
func inEveryRegion(s pack.Stack, account pack.Resource, serving []string, unknown []pack.Value) pack.Verdict {
	if len(serving) < 2 && !s.Flag(multiRegion.Name) {
		if len(unknown) > 0 {
			return unknown[0].Undecided()
		}
		return pack.Skip("one region serves")
	}
	locations := account.At("locations")
	items, known := locations.Items()
	if !known {
		return locations.Undecided()
	}
	var present []string
	for _, item := range items {
		name := item.At("locationName")
		if name.NotKnown() {
			return name.Undecided()
		}
		text, _ := name.Text()
		present = append(present, azure.NormalizeLocation(text))
	}
	for _, region := range serving {
		if !slices.Contains(present, region) {
			return locations.Fail("must hold %s, which hosts a cluster", region)
		}
	}
	slices.Sort(present)
	if len(slices.Compact(present)) < 2 {
		return locations.Fail("must hold at least two regions")
	}
	return pack.Pass()
}

// servingRegions are the regions that host a cluster, sorted, and the locations that are not known yet.
func servingRegions(s pack.Stack) (regions []string, unknown []pack.Value) {
	for _, c := range s.Of(azure.TypeManagedCluster) {
		location := c.At("location")
		if location.NotKnown() {
			unknown = append(unknown, location)
			continue
		}
		if text, ok := location.Text(); ok && text != "" {
			regions = append(regions, azure.NormalizeLocation(text))
		}
	}
	slices.Sort(regions)
	return slices.Compact(regions), unknown
}

// cosmos is an account of Cosmos DB in the given regions.
func cosmos(regions ...string) pack.ExampleResource {
	account := object("account", typeDatabaseAccount, "accountName", "cosmos-example")
	for i, region := range regions {
		locations, _ := account.Properties["locations"].([]any)
		account.Properties["locations"] = append(locations, set("locationName", region, "failoverPriority", i))
	}
	return account
}

// clusterIn is a cluster in a region.
func clusterIn(name, region string) pack.ExampleResource {
	return object("cluster-"+name, azure.TypeManagedCluster, "resourceName", "aks-"+strings.ToLower(name), "location", region)
}
