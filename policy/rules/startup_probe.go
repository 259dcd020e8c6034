package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var startupProbe = pack.Rule{
	ID:       "startup-probe",
	Title:    "Slow starters have a startup probe",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "A long initial delay keeps a dead container in service just as long after every restart.",
	Absent:   "A container without a long delay needs no startup probe.",
	Remedy:   "Add a startupProbe and set livenessProbe.initialDelaySeconds to 30 or less.",
	Source:   "https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/",
	Types:    servingTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			return podSpec(r).At("containers").Each(func(container pack.Value) pack.Verdict {
				return pack.When(container.At("startupProbe").IsSet(), pack.Pass, func() pack.Verdict {
					return container.At("livenessProbe", "initialDelaySeconds").Or(0).MustMatch("must be at most 30 without a startupProbe",
						func(v pack.Value) bool { n, _ := v.Number(); return n <= 30 })
				})
			})
		})
	},
	Pass: pack.Examples{
		"short delay":    deployment(pack.Map{"livenessProbe": set("initialDelaySeconds", 30)}),
		"startup probe":  deployment(pack.Map{"livenessProbe": set("initialDelaySeconds", 120), "startupProbe": set("httpGet.path", "/live")}),
		"delay left out": pod(pack.Map{"livenessProbe": set("httpGet.path", "/live")}),
	},
	Fail: pack.Examples{
		"long delay": deployment(pack.Map{"livenessProbe": set("initialDelaySeconds", 31)}),
	},
}
