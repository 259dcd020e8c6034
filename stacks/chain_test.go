package stacks_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// chain is a way through the graph: each resource waits for the one before it.
type chain struct {
	links []*monitor.Registration
	took  time.Duration
}

// longest finds the longest chain of a graph; measure says how long one is. Of chains that are equally long it takes the
// first in the order of the registrations, which is the same in every run.
func longest(registrations []*monitor.Registration, measure func(chain) int64) chain {
	byKey, ends := map[string]*monitor.Registration{}, map[string]chain{}
	for _, r := range registrations {
		if r.Custom && !strings.HasPrefix(r.Type, "pulumi:") {
			byKey[r.Key()] = r
		}
	}
	var end func(key string) chain
	end = func(key string) chain {
		r, counts := byKey[key]
		if known, ok := ends[key]; ok || !counts {
			return known
		}
		var before chain
		for _, dependency := range r.Dependencies {
			if c := end(dependency); measure(c) > measure(before) {
				before = c
			}
		}
		create, _, _ := azure.Duration(r.Type)
		ends[key] = chain{links: append(slices.Clone(before.links), r), took: before.took + create}
		return ends[key]
	}
	var found chain
	for _, r := range registrations {
		if c := end(r.Key()); measure(c) > measure(found) {
			found = c
		}
	}
	return found
}

func (c chain) String() string {
	var text strings.Builder
	for i, r := range c.links {
		fmt.Fprintf(&text, "%3d  %-55s %s\n", i+1, strings.TrimPrefix(azure.CanonicalType(r.Type), "azure-native:"), r.Name)
	}
	return text.String()
}

// A dependency that nothing needs makes a deployment slower and shows here: the chain with the most resources, and the
// one that takes longest by the modelled durations.
func TestLongestChains(t *testing.T) {
	for _, stack := range []string{"dev", "prod"} {
		m, err := deployed(t, shipped(t, stack), stack)
		require.NoError(t, err)
		registrations := m.Registrations()
		byCount := longest(registrations, func(c chain) int64 { return int64(len(c.links)) })
		byTime := longest(registrations, func(c chain) int64 { return int64(c.took) })
		golden.Compare(t, "testdata/"+stack+".chain.golden", fmt.Sprintf("%d resources, each waiting for the one before:\n\n%s\nlongest in time, %s in the simulated Azure:\n\n%s",
			len(byCount.links), byCount, byTime.took, byTime))
	}
}
