package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var podSecurityContext = pack.Rule{
	ID:       "pod-security-context",
	Title:    "Pods run without privileges",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "Each of these settings is a known way from a broken-into container to its node, and from there to everybody's pods.",
	Absent:   "Kubernetes lets a container run as root, write everywhere and gain privileges.",
	Remedy: "Set runAsNonRoot with a user ID of 10000 or more, allowPrivilegeEscalation false, readOnlyRootFilesystem true, capabilities " +
		"drop ALL and seccompProfile RuntimeDefault, and use nothing of the host.",
	Source:   "https://kubernetes.io/docs/concepts/security/pod-security-standards/",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		spec := podSpec(r)
		return outsideSystem(r, func() pack.Verdict {
			return pack.When(isWindows(spec),
				func() pack.Verdict { return noHost(spec) },
				func() pack.Verdict {
					return pack.All(noHost(spec), eachContainer(spec, func(c pack.Value) pack.Verdict { return confined(c, spec) }))
				})
		})
	},
	Pass: pack.Examples{
		"container":  pod(confinedContainer("")),
		"deployment": deployment(confinedContainer("")),
		"by the pod": pod(confinedContainer("runAsNonRoot", "seccompProfile", "runAsUser"),
			"spec.securityContext", set("runAsNonRoot", true, "runAsUser", 10001, "seccompProfile.type", "RuntimeDefault")),
		"cron job":            one(typeCronJob, "metadata.namespace", "a0008", "spec.jobTemplate.spec.template.spec.containers", list(named(confinedContainer("")))),
		"port below 1024":     pod(with(confinedContainer(""), "capabilities", set("drop", list("ALL"), "add", list("NET_BIND_SERVICE")))),
		"own seccomp profile": pod(with(confinedContainer(""), "seccompProfile", set("type", "Localhost", "localhostProfile", "web.json"))),
		"system namespace":    one(typeDaemonSet, "metadata.namespace", "kube-system", "spec.template.spec.hostNetwork", true),
		"Windows":             deployment(pack.Map{"image": "x"}, "spec.template.spec.os.name", "windows"),
	},
	Fail: pack.Examples{
		"context left out":              deployment(pack.Map{"image": "x"}),
		"containers left out":           one(typePod, "metadata.namespace", "a0008", "metadata.name", "web"),
		"runAsNonRoot left out":         pod(confinedContainer("runAsNonRoot")),
		"runs as root":                  pod(with(confinedContainer(""), "runAsUser", 0)),
		"user of the host":              pod(with(confinedContainer(""), "runAsUser", 1000)),
		"group of root":                 pod(with(confinedContainer(""), "runAsGroup", 0)),
		"privileged":                    pod(with(confinedContainer(""), "privileged", true)),
		"may gain privileges":           pod(with(confinedContainer(""), "allowPrivilegeEscalation", true)),
		"privilege escalation left out": pod(confinedContainer("allowPrivilegeEscalation")),
		"writable root":                 pod(confinedContainer("readOnlyRootFilesystem")),
		"capabilities left out":         pod(confinedContainer("capabilities")),
		"capability added":              pod(with(confinedContainer(""), "capabilities", set("drop", list("ALL"), "add", list("SYS_ADMIN")))),
		"seccomp left out":              pod(confinedContainer("seccompProfile")),
		"seccomp off":                   pod(with(confinedContainer(""), "seccompProfile", set("type", "Unconfined"))),
		"host network":                  pod(confinedContainer(""), "spec.hostNetwork", true),
		"host processes":                pod(confinedContainer(""), "spec.hostPID", true),
		"host IPC":                      deployment(confinedContainer(""), "spec.template.spec.hostIPC", true),
		"host path":                     pod(confinedContainer(""), "spec.volumes", list(set("name", "v", "hostPath.path", "/var/run"))),
		"host port":                     pod(portOnHost(confinedContainer(""))),
		"kernel setting":                pod(confinedContainer(""), "spec.securityContext.sysctls", list(set("name", "kernel.msgmax", "value", "1"))),
		"container overrides pod":       pod(with(confinedContainer(""), "runAsNonRoot", false), "spec.securityContext.runAsNonRoot", true),
		"init container":                one(typePod, "metadata.namespace", "a0008", "spec.containers", list(named(confinedContainer(""))), "spec.initContainers", list(set("name", "i"))),
		"Windows on the host":           deployment(pack.Map{"image": "x"}, "spec.template.spec.os.name", "windows", "spec.template.spec.hostNetwork", true),
	},
}

// lowestUserID is the lowest user ID that collides with none of the host's.
const lowestUserID = 10000

// confinedContainer is a container that keeps the rule, without some of its settings.
func confinedContainer(without ...string) pack.Map {
	context := set("runAsNonRoot", true, "runAsUser", 10001, "runAsGroup", 3000, "allowPrivilegeEscalation", false,
		"readOnlyRootFilesystem", true, "capabilities.drop", list("ALL"), "seccompProfile.type", "RuntimeDefault")
	for _, key := range without {
		delete(context, key)
	}
	return pack.Map{"image": "acraks.azurecr.io/web:1.0", "securityContext": context}
}

// with changes a setting in the securityContext of a container.
func with(container pack.Map, key string, value any) pack.Map {
	context, _ := container["securityContext"].(pack.Map)
	context[key] = value
	return container
}

func portOnHost(container pack.Map) pack.Map {
	container["ports"] = list(set("containerPort", 8080, "hostPort", 8080))
	return container
}

// isWindows reports whether a pod says that it runs on Windows.
func isWindows(spec pack.Value) pack.Truth {
	return spec.At("os", "name").Is("windows").Or(spec.At("nodeSelector", "kubernetes.io/os").Is("windows"))
}

// noHost demands that a pod uses nothing of its node.
func noHost(spec pack.Value) pack.Verdict {
	return pack.All(
		spec.At("hostNetwork").MustNotBe(true),
		spec.At("hostPID").MustNotBe(true),
		spec.At("hostIPC").MustNotBe(true),
		spec.At("securityContext", "sysctls").MustNotBeSet(),
		spec.At("volumes").Each(func(volume pack.Value) pack.Verdict { return volume.At("hostPath").MustNotBeSet() }),
	)
}

// confined demands of a container on Linux that it runs without privileges. What the container does not say, its pod
// says for it where Kubernetes lets it.
func confined(container, spec pack.Value) pack.Verdict {
	own, ofPod := container.At("securityContext"), spec.At("securityContext")
	inherited := func(names ...string) pack.Value {
		if v := own.At(names...); !v.Exists().No() {
			return v
		}
		return ofPod.At(names...)
	}
	return pack.All(
		inherited("runAsNonRoot").Or(false).MustBe(true),
		inherited("runAsUser").Or(lowestUserID).MustBeAtLeast(lowestUserID),
		inherited("runAsGroup").MustNotBe(0),
		inherited("seccompProfile", "type").Or("Unconfined").MustBeOneOf("RuntimeDefault", "Localhost"),
		own.At("privileged").MustNotBe(true),
		own.At("allowPrivilegeEscalation").Or(true).MustBe(false),
		own.At("readOnlyRootFilesystem").Or(false).MustBe(true),
		own.At("procMount").Or("Default").MustBe("Default"),
		own.At("capabilities", "drop").MustInclude("ALL"),
		own.At("capabilities", "add").Each(func(added pack.Value) pack.Verdict {
			return added.MustMatch("must not be added", func(v pack.Value) bool {
				name, _ := v.Text()
				return strings.EqualFold(name, "NET_BIND_SERVICE")
			})
		}),
		container.At("ports").Each(func(port pack.Value) pack.Verdict { return port.At("hostPort").Or(0).MustBe(0) }),
	)
}
