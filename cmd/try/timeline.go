package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// step is one resource on the critical path.
type step struct {
	urn      string
	duration time.Duration
}

// criticalPath returns the chain of resources that decides how long a deployment of everything takes in Azure, the
// first one first, with the modelled duration of each. Resources that do not wait for one another are created at the
// same time.
func criticalPath(resources []stateResource) []step {
	type finish struct {
		at       time.Duration
		previous string
		took     time.Duration
	}
	done := map[string]finish{}
	last := ""
	// The state lists a resource after everything it depends on.
	for _, r := range resources {
		var f finish
		for _, dependency := range append([]string{r.Parent}, r.Dependencies...) {
			if before, ok := done[dependency]; ok && before.at > f.at {
				f.at, f.previous = before.at, dependency
			}
		}
		if r.Custom {
			f.took, _, _ = azure.Duration(azure.CanonicalType(r.Type))
			f.at += f.took
		}
		done[r.URN] = f
		if last == "" || f.at > done[last].at {
			last = r.URN
		}
	}
	var path []step
	for urn := last; urn != ""; urn = done[urn].previous {
		if done[urn].took > 0 {
			path = append([]step{{urn, done[urn].took}}, path...)
		}
	}
	return path
}

// printTimeline tells how long the same deployment would take in Azure, and why.
func printTimeline(ctx context.Context, s *session, story io.Writer) error {
	state, err := s.state(ctx)
	if err != nil {
		return err
	}
	path := criticalPath(state.Resources)
	var total time.Duration
	names := make([]string, 0, len(path))
	for _, step := range path {
		total += step.duration
		names = append(names, step.urn[strings.LastIndex(step.urn, "::")+2:])
	}
	fmt.Fprintf(story, "\nIn Azure this takes about %s. The longest chain: %s.\n", total.Round(time.Minute), strings.Join(names, ", "))
	return nil
}
