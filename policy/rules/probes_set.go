package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var probesSet = pack.Rule{
	ID:       "probes-set",
	Title:    "Containers say whether they live and are ready",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Without a readiness probe requests reach a container that cannot answer yet; without a liveness probe one that never will again.",
	Absent:   "Kubernetes takes a running process for a healthy one.",
	Remedy:   "Set livenessProbe and readinessProbe on every container, the first without looking at dependencies.",
	Source:   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
	Types:    servingTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			return eachMainContainer(podSpec(r), func(container pack.Value) pack.Verdict {
				return pack.All(container.At("livenessProbe").MustBeSet(), container.At("readinessProbe").MustBeSet())
			})
		})
	},
	Pass: pack.Examples{
		"both":             deployment(pack.Map{"livenessProbe": set("httpGet.path", "/live"), "readinessProbe": set("httpGet.path", "/ready")}),
		"job":              one(typeJob, "metadata.namespace", "a0008", "spec.template.spec.containers", list(set("name", "a"))),
		"system namespace": one(typeDeployment, "metadata.namespace", "kube-system", "spec.template.spec.containers", list(set("name", "a"))),
	},
	Fail: pack.Examples{
		"both left out":      deployment(pack.Map{"image": "x"}),
		"readiness left out": deployment(pack.Map{"livenessProbe": set("httpGet.path", "/live")}),
		"liveness left out":  pod(pack.Map{"readinessProbe": set("httpGet.path", "/ready")}),
		"empty":              pod(pack.Map{"livenessProbe": pack.Map{}, "readinessProbe": pack.Map{}}),
	},
}
