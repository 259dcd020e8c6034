package rules

import (
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var pdbNotBlocking = pack.Rule{
	ID:       "pdb-not-blocking",
	Title:    "Disruption budgets let nodes be drained",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A budget that allows no eviction stops every node upgrade, and with it every security fix, until somebody deletes the pod.",
	Absent:   "A budget without numbers allows one pod to be missing.",
	Remedy:   "Set maxUnavailable to 1, or minAvailable below the number of replicas.",
	Source:   "https://learn.microsoft.com/azure/aks/operator-best-practices-scheduler#plan-for-availability-using-pod-disruption-budgets",
	Types:    []string{typeDisruptionBudget},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, b := range s.Of(typeDisruptionBudget) {
			verdicts = append(verdicts, drainable(b))
			for _, r := range s.Of(typeDeployment, typeStatefulSet) {
				verdicts = append(verdicts, pack.When(budgets(b, r), func() pack.Verdict { return leavesOne(b, r) }, pack.Pass))
			}
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"one may miss":     pack.Together(workload("spec.replicas", 3), budget("spec.maxUnavailable", 1)),
		"two of three":     pack.Together(workload("spec.replicas", 3), budget("spec.minAvailable", 2)),
		"half":             pack.Together(workload("spec.replicas", 3), budget("spec.minAvailable", "50%")),
		"numbers left out": pack.Together(workload("spec.replicas", 3), budget()),
		"of nothing here":  pack.Together(budget("spec.minAvailable", 2)),
	},
	Fail: pack.Examples{
		"none may miss":                 pack.Together(budget("spec.maxUnavailable", 0)),
		"none, as percentage":           pack.Together(budget("spec.maxUnavailable", "0%")),
		"all, as percentage":            pack.Together(budget("spec.minAvailable", "100%")),
		"two of two":                    pack.Together(workload("spec.replicas", 2), budget("spec.minAvailable", 2)),
		"one of one, replicas left out": pack.Together(workload(), budget("spec.minAvailable", 1)),
		"more than there are":           pack.Together(workload("spec.replicas", 2), budget("spec.minAvailable", 5)),
	},
}

// drainable demands that a disruption budget does not forbid every eviction by itself.
func drainable(b pack.Resource) pack.Verdict {
	return pack.All(b.At("spec", "maxUnavailable").MustNotBe(0, "0%"), b.At("spec", "minAvailable").MustNotBe("100%"))
}

// leavesOne demands that the minAvailable of a budget leaves a pod to evict of a workload that it selects.
func leavesOne(b, r pack.Resource) pack.Verdict {
	least := b.At("spec", "minAvailable")
	if least.NotKnown() {
		return least.Undecided()
	}
	n, ok := least.Number()
	if text, isText := least.Text(); isText && strings.HasSuffix(text, "%") || !ok {
		return pack.Pass()
	}
	return r.At("spec", "replicas").Or(1).MustMatch("must be more than the minAvailable of its disruption budget, "+strconv.Itoa(int(n)),
		func(v pack.Value) bool { replicas, _ := v.Number(); return replicas > n })
}
