package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var minReplicas = pack.Rule{
	ID:       "min-replicas",
	Title:    "Workloads have more than one replica",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "With one replica every node upgrade and every failure is an outage.",
	Absent:   "Kubernetes starts one replica, unless a HorizontalPodAutoscaler sets the number.",
	Remedy:   "Set spec.replicas to at least 2, or leave it out and give a HorizontalPodAutoscaler a minReplicas of at least 2.",
	Source:   "https://learn.microsoft.com/azure/aks/best-practices-app-cluster-reliability",
	Types:    []string{typeDeployment, typeStatefulSet},
	Settings: []pack.Setting{systemNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		return eachReplicated(s, func(r pack.Resource) pack.Verdict { return severalReplicas(s, r) })
	},
	Pass: pack.Examples{
		"two":                           pack.Together(workload("spec.replicas", 2)),
		"autoscaled, replicas left out": pack.Together(workload(), autoscaler("web", "spec.minReplicas", 2)),
		"system namespace":              pack.Together(object("d", typeDeployment, "metadata.namespace", "kube-system", "spec.replicas", 1)),
	},
	Fail: pack.Examples{
		"one":                          pack.Together(workload("spec.replicas", 1)),
		"replicas left out":            pack.Together(workload()),
		"stateful":                     pack.Together(object("s", typeStatefulSet, "metadata.name", "db", "metadata.namespace", "a0008", "spec.replicas", 1)),
		"autoscaler of another":        pack.Together(workload(), autoscaler("other", "spec.minReplicas", 2)),
		"autoscaled from one":          pack.Together(workload(), autoscaler("web", "spec.minReplicas", 1)),
		"autoscaler, minimum left out": pack.Together(workload(), autoscaler("web", "spec.maxReplicas", 5)),
	},
}

// severalReplicas demands at least two replicas, be it of an autoscaler.
func severalReplicas(s pack.Stack, r pack.Resource) pack.Verdict {
	replicas := r.At("spec", "replicas")
	return pack.When(replicas.Exists(),
		func() pack.Verdict { return replicas.MustBeAtLeast(2) },
		func() pack.Verdict {
			return pack.When(autoscaled(s, r), pack.Pass, func() pack.Verdict { return replicas.Or(1).MustBeAtLeast(2) })
		})
}

func workload(pairs ...any) pack.ExampleResource {
	return object("web", typeDeployment, append([]any{"metadata.name", "web", "metadata.namespace", "a0008",
		"spec.template.metadata.labels.app", "web"}, pairs...)...)
}

func autoscaler(target string, pairs ...any) pack.ExampleResource {
	return object("hpa", typeAutoscaler, append([]any{"metadata.namespace", "a0008", "spec.scaleTargetRef.name", target}, pairs...)...)
}

// eachReplicated judges every Deployment and StatefulSet of a stack outside the namespaces of the platform.
func eachReplicated(s pack.Stack, check func(pack.Resource) pack.Verdict) pack.Verdict {
	var verdicts []pack.Verdict
	for _, r := range s.Of(typeDeployment, typeStatefulSet) {
		verdicts = append(verdicts, pack.When(isOneOfTexts(namespaceOf(r), s.Strings(systemNamespaces.Name)),
			func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") },
			func() pack.Verdict { return check(r) }))
	}
	return pack.All(verdicts...)
}

// sameText compares two texts, each of which may not be known yet.
func sameText(a, b pack.Value) pack.Truth {
	for _, v := range []pack.Value{a, b} {
		if v.NotKnown() {
			return pack.DontKnow(v.Path())
		}
	}
	left, ok := a.Text()
	right, ok2 := b.Text()
	return pack.Known(ok && ok2 && left == right)
}

func autoscaled(s pack.Stack, r pack.Resource) pack.Truth {
	found := pack.False
	for _, hpa := range s.Of(typeAutoscaler) {
		lowest := hpa.At("spec", "minReplicas")
		n, ok := lowest.Number()
		enough := pack.Known(ok && n >= 2)
		if lowest.NotKnown() {
			enough = pack.DontKnow(lowest.Path())
		}
		found = found.Or(sameText(hpa.At("spec", "scaleTargetRef", "name"), r.At("metadata", "name")).
			And(sameText(namespaceOf(hpa), namespaceOf(r))).And(enough))
	}
	return found
}
