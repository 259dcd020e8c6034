package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// eachCluster judges every cluster of a stack.
func eachCluster(s pack.Stack, check func(pack.Resource) pack.Verdict) pack.Verdict {
	var verdicts []pack.Verdict
	for _, c := range s.Of(azure.TypeManagedCluster) {
		verdicts = append(verdicts, check(c))
	}
	return pack.All(verdicts...)
}

// clusterName is the ARM name of a cluster: the input resourceName, or the output name where Pulumi chose it.
func clusterName(c pack.Resource) pack.Value {
	if name := c.At("resourceName"); !name.Exists().No() {
		return name
	}
	return c.At("name")
}

// belongsTo reports whether a child resource, such as an agent pool, names a cluster as its parent.
func belongsTo(child, c pack.Resource) pack.Truth {
	return child.At("resourceName").Names(c, clusterName(c))
}

// eachPoolOf judges every pool of a cluster, inline ones and those that are resources of their own. A pool of which it
// is not known whose it is leaves the verdict undecided, unless it would pass anyway.
func eachPoolOf(s pack.Stack, c pack.Resource, check func(pack.Value) pack.Verdict) pack.Verdict {
	verdicts := []pack.Verdict{c.At("agentPoolProfiles").Each(check)}
	for _, pool := range s.Of(azure.TypeAgentPool) {
		if owner := belongsTo(pool, c); !owner.No() {
			verdict := check(pool.Root())
			if owner.NotKnown() && verdict.Outcome() == pack.Failed {
				verdict = owner.Undecided()
			}
			verdicts = append(verdicts, verdict)
		}
	}
	return pack.All(verdicts...)
}

// candidate is the verdict on something that a value may stand for: none when it does not, undecided when that is not
// known.
func candidate(is pack.Truth, judge func() pack.Verdict) []pack.Verdict {
	if is.No() {
		return nil
	}
	return []pack.Verdict{pack.When(is, judge, pack.Pass)}
}

// oneOf is the verdict on something that is one of several, it is not known which: theirs when they agree.
func oneOf(candidates []pack.Verdict, otherwise pack.Verdict) pack.Verdict {
	if len(candidates) == 0 {
		return otherwise
	}
	for _, v := range candidates[1:] {
		if v.Outcome() != candidates[0].Outcome() {
			return otherwise
		}
	}
	return candidates[0]
}

// Resources of examples about stacks.
const (
	exampleGroupID   = "/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-example"
	exampleClusterID = exampleGroupID + "/providers/Microsoft.ContainerService/managedClusters/aks-example"
)

func aks(pairs ...any) pack.ExampleResource {
	return object("cluster", azure.TypeManagedCluster, append([]any{"resourceName", "aks-example", "id", exampleClusterID}, pairs...)...)
}

func poolOf(clusterName string, pairs ...any) pack.ExampleResource {
	return object("pool", azure.TypeAgentPool, append([]any{"resourceName", clusterName, "agentPoolName", "npuser01"}, pairs...)...)
}
