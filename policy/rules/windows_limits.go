package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var windowsLimits = pack.Rule{
	ID:       "windows-limits",
	Title:    "Windows containers have a memory limit",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Windows evicts nobody for memory: it pages to disk until the whole node crawls.",
	Absent:   "Kubernetes limits nothing.",
	Remedy:   "Set resources.limits.memory on every container of a Windows pod.",
	Source:   "https://kubernetes.io/docs/concepts/windows/intro/#resource-management",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		spec := podSpec(r)
		return outsideSystem(r, func() pack.Verdict {
			return pack.When(isWindows(spec),
				func() pack.Verdict {
					return eachContainer(spec, func(c pack.Value) pack.Verdict { return c.At("resources", "limits", "memory").MustBeSet() })
				},
				func() pack.Verdict { return pack.Skip("the pod does not run on Windows") })
		})
	},
	Pass: pack.Examples{
		"limit": deployment(pack.Map{"resources": set("limits.memory", "1Gi")}, "spec.template.spec.os.name", "windows"),
		"Linux": deployment(pack.Map{"image": "x"}),
	},
	Fail: pack.Examples{
		"limit left out": deployment(pack.Map{"image": "x"}, "spec.template.spec.os.name", "windows"),
		"CPU only":       pod(pack.Map{"resources": set("limits.cpu", "1")}, "spec.nodeSelector", pack.Map{"kubernetes.io/os": "windows"}),
	},
}
