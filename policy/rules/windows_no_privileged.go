package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var windowsNoPrivileged = pack.Rule{
	ID:       "windows-no-privileged",
	Title:    "Windows pods ask for no privileges",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Windows knows no privileged containers, the pod never starts; a HostProcess container owns its node.",
	Absent:   "Kubernetes gives no privileges.",
	Remedy:   "Remove securityContext.privileged and windowsOptions.hostProcess.",
	Source:   "https://learn.microsoft.com/azure/aks/use-windows-hpc",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		spec := podSpec(r)
		return outsideSystem(r, func() pack.Verdict {
			return pack.When(isWindows(spec),
				func() pack.Verdict {
					return pack.All(
						spec.At("securityContext", "windowsOptions", "hostProcess").MustNotBe(true),
						eachContainer(spec, func(c pack.Value) pack.Verdict {
							return pack.All(
								c.At("securityContext", "privileged").MustNotBe(true),
								c.At("securityContext", "windowsOptions", "hostProcess").MustNotBe(true),
							)
						}))
				},
				func() pack.Verdict { return pack.Skip("the pod does not run on Windows") })
		})
	},
	Pass: pack.Examples{
		"privileges left out": deployment(pack.Map{"image": "x"}, "spec.template.spec.os.name", "windows"),
		"Linux":               deployment(pack.Map{"securityContext": set("privileged", true)}),
	},
	Fail: pack.Examples{
		"privileged":          deployment(pack.Map{"securityContext": set("privileged", true)}, "spec.template.spec.os.name", "windows"),
		"by node selector":    deployment(pack.Map{"securityContext": set("privileged", true)}, "spec.template.spec.nodeSelector", pack.Map{"kubernetes.io/os": "windows"}),
		"host process":        pod(pack.Map{"securityContext": set("windowsOptions.hostProcess", true)}, "spec.os.name", "windows"),
		"host process of pod": pod(pack.Map{"image": "x"}, "spec.os.name", "windows", "spec.securityContext.windowsOptions.hostProcess", true),
	},
}
