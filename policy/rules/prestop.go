package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var prestop = pack.Rule{
	ID:       "prestop",
	Title:    "Containers finish what they began",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "A pod gets requests for seconds after it was told to stop; without a pause before stopping they fail in every rollout.",
	Absent:   "Kubernetes stops the process at once and waits 30 seconds for it to end.",
	Remedy:   "Add lifecycle.preStop with a sleep of some seconds, and keep terminationGracePeriodSeconds at 30 or more.",
	Source:   "https://kubernetes.io/docs/concepts/containers/container-lifecycle-hooks/",
	Types:    []string{typeDeployment, typeStatefulSet},
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			spec := podSpec(r)
			return pack.All(
				eachMainContainer(spec, func(container pack.Value) pack.Verdict { return container.At("lifecycle", "preStop").MustBeSet() }),
				spec.At("terminationGracePeriodSeconds").Or(30).MustBeAtLeast(30),
			)
		})
	},
	Pass: pack.Examples{
		"sleep":            deployment(pack.Map{"lifecycle": set("preStop.sleep.seconds", 10)}),
		"system namespace": one(typeDeployment, "metadata.namespace", "kube-system", "spec.replicas", 3),
	},
	Fail: pack.Examples{
		"hook left out": deployment(pack.Map{"image": "x"}),
		"short grace":   deployment(pack.Map{"lifecycle": set("preStop.sleep.seconds", 10)}, "spec.template.spec.terminationGracePeriodSeconds", 5),
	},
}
