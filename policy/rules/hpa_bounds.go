package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var hpaBounds = pack.Rule{
	ID:       "hpa-bounds",
	Title:    "Autoscalers have room on both sides",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "An autoscaler whose bounds meet scales nothing; one that goes down to a single replica makes every drain an outage.",
	Absent:   "Kubernetes scales down to one replica.",
	Remedy:   "Set minReplicas, in production to at least 2, and maxReplicas above it.",
	Source:   "https://kubernetes.io/docs/concepts/workloads/autoscaling/horizontal-pod-autoscale/",
	Types:    []string{typeAutoscaler},
	Check: func(r pack.Resource) pack.Verdict {
		low, high := r.At("spec", "minReplicas").Or(1), r.At("spec", "maxReplicas")
		verdicts := []pack.Verdict{high.MustBeSet()}
		if r.Class() == pack.Prod {
			verdicts = append(verdicts, low.MustBeAtLeast(2))
		}
		if low.NotKnown() {
			return pack.All(append(verdicts, low.Undecided())...)
		}
		minimum, _ := low.Number()
		return pack.All(append(verdicts, high.MustMatch("must be above minReplicas", func(v pack.Value) bool {
			n, ok := v.Number()
			return !ok || n > minimum
		}))...)
	},
	Pass: pack.Examples{
		"two to five":             one(typeAutoscaler, "spec.minReplicas", 2, "spec.maxReplicas", 5),
		"minimum left out in dev": one(typeAutoscaler, "spec.maxReplicas", 5).In(pack.Dev),
		"older API":               one("kubernetes:autoscaling/v1:HorizontalPodAutoscaler", "spec.minReplicas", 2, "spec.maxReplicas", 5),
	},
	Fail: pack.Examples{
		"minimum left out":      one(typeAutoscaler, "spec.maxReplicas", 5),
		"from one":              one(typeAutoscaler, "spec.minReplicas", 1, "spec.maxReplicas", 5),
		"maximum left out":      one(typeAutoscaler, "spec.minReplicas", 2),
		"bounds meet":           one(typeAutoscaler, "spec.minReplicas", 3, "spec.maxReplicas", 3),
		"bounds crossed in dev": one(typeAutoscaler, "spec.minReplicas", 3, "spec.maxReplicas", 2).In(pack.Dev),
	},
}
