package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var windowsImageMatch = pack.Rule{
	ID:       "windows-image-match",
	Title:    "Windows images fit the Windows nodes",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A Windows container runs only on the Windows release that its image was built for; on another one it never starts.",
	Absent:   "Kubernetes places a pod without nodeSelector on Linux nodes too, where it never starts either.",
	Remedy: "Set nodeSelector kubernetes.io/os to windows, and use the tag ltsc2022 or ltsc2025 that equals the osSKU of the pool, " +
		"or an image built for both.",
	Source:   "https://learn.microsoft.com/virtualization/windowscontainers/deploy-containers/version-compatibility",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces, windowsReleases},
	CheckStack: func(s pack.Stack) pack.Verdict {
		releases, unknown := poolReleases(s)
		var verdicts []pack.Verdict
		for _, r := range s.Of(workloadTypes...) {
			verdicts = append(verdicts, pack.When(isOneOfTexts(namespaceOf(r), s.Strings(systemNamespaces.Name)),
				func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") },
				func() pack.Verdict {
					return pack.When(isWindows(podSpec(r)),
						func() pack.Verdict { return runsOnItsNodes(podSpec(r), releases, unknown) },
						func() pack.Verdict { return pack.Skip("the pod does not run on Windows") })
				}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"same release":        pack.Together(windowsPool("Windows2022"), windowsPod("acr.azurecr.io/web:1.2-windowsservercore-ltsc2022")),
		"one of two":          pack.Together(windowsPool("Windows2022"), windowsPool("Windows2025"), windowsPod("acr.azurecr.io/web:ltsc2025")),
		"osSKU left out":      pack.Together(windowsPool(""), windowsPod("acr.azurecr.io/web:ltsc2022")),
		"built for several":   pack.Together(windowsPool("Windows2022"), windowsPod("acr.azurecr.io/web:1.2")),
		"pools of elsewhere":  pack.Together(windowsPod("acr.azurecr.io/web:ltsc2022")),
		"said by the pack":    pack.Together(windowsPod("acr.azurecr.io/web:ltsc2025")).With("windowsReleases", list("2025")),
		"Linux":               pack.Together(windowsPool("Windows2022"), object("p", typePod, "metadata.namespace", "a0008", "spec.containers", list(set("name", "web", "image", "web:ltsc2019")))),
		"with a digest":       pack.Together(windowsPool("Windows2022"), windowsPod("acr.azurecr.io/web:ltsc2022@sha256:0b1f")),
		"platform's own pods": pack.Together(object("p", typePod, "metadata.namespace", "kube-system", "spec.os.name", "windows")),
	},
	Fail: pack.Examples{
		"another release":         pack.Together(windowsPool("Windows2022"), windowsPod("acr.azurecr.io/web:1.2-nanoserver-ltsc2025")),
		"release that left":       pack.Together(windowsPod("acr.azurecr.io/web:ltsc2019")),
		"pool's release left out": pack.Together(windowsPool(""), windowsPod("acr.azurecr.io/web:ltsc2025")),
		"selector left out": pack.Together(windowsPool("Windows2022"), object("p", typePod, "metadata.namespace", "a0008",
			"spec.os.name", "windows", "spec.containers", list(set("name", "web", "image", "acr.azurecr.io/web:ltsc2022")))),
		"said by the pack": pack.Together(windowsPod("acr.azurecr.io/web:ltsc2022")).With("windowsReleases", list("2025")),
	},
}

// supportedReleases are the Windows releases that AKS has nodes of.
// Source: https://learn.microsoft.com/azure/aks/windows-best-practices
var supportedReleases = []string{"2022", "2025"}

// windowsReleases is for stacks that do not show the pools themselves.
var windowsReleases = pack.Setting{
	Name: "windowsReleases", Kind: pack.StringList, Default: []string{},
	Description: "the Windows releases of pools outside this stack, such as 2022; empty knows those of the stack only",
	Pattern:     regexp.MustCompile(`^20[0-9]{2}$`), Form: "the year of a Windows Server release such as 2022",
}

// releaseTag finds the Windows release in an image's tag.
var releaseTag = regexp.MustCompile(`ltsc(20[0-9]{2})`)

// poolReleases are the Windows releases of a stack's pools, and values that keep some of them unknown.
func poolReleases(s pack.Stack) (releases []string, unknown []pack.Value) {
	releases = s.Strings(windowsReleases.Name)
	note := func(pool pack.Value) {
		system, sku := osType(pool), pool.At("osSKU").Or("Windows2022")
		switch {
		case system.NotKnown():
			unknown = append(unknown, system)
		case !system.Is("Windows").Yes():
		case sku.NotKnown():
			unknown = append(unknown, sku)
		default:
			text, _ := sku.Text()
			releases = append(releases, strings.TrimPrefix(strings.ToLower(text), "windows"))
		}
	}
	for _, pool := range s.Of(azure.TypeAgentPool) {
		note(pool.Root())
	}
	for _, c := range s.Of(azure.TypeManagedCluster) {
		profiles := c.At("agentPoolProfiles")
		pools, known := profiles.Items()
		if !known {
			unknown = append(unknown, profiles)
		}
		for _, pool := range pools {
			note(pool)
		}
	}
	return releases, unknown
}

// runsOnItsNodes demands that a Windows pod goes to Windows nodes, of the release that its images were built for.
func runsOnItsNodes(spec pack.Value, releases []string, unknown []pack.Value) pack.Verdict {
	return pack.All(
		spec.At("nodeSelector", "kubernetes.io/os").MustBe("windows"),
		eachContainer(spec, func(container pack.Value) pack.Verdict {
			reference := container.At("image")
			if reference.NotKnown() {
				return reference.Undecided()
			}
			text, _ := reference.Text()
			found := releaseTag.FindStringSubmatch(strings.ToLower(parseImage(text).tag))
			switch {
			case found == nil:
				return pack.Pass()
			case !slices.Contains(supportedReleases, found[1]):
				return reference.Fail("must be built for Windows Server %s", strings.Join(supportedReleases, " or "))
			case slices.Contains(releases, found[1]):
				return pack.Pass()
			case len(unknown) > 0:
				return unknown[0].Undecided()
			case len(releases) == 0:
				return pack.Skip("the stack has no Windows pools to compare with")
			}
			return reference.Fail("must be built for Windows Server %s, the release of the pools", strings.Join(releases, " or "))
		}))
}

func windowsPool(osSKU string) pack.ExampleResource {
	pool := object("pool"+osSKU, azure.TypeAgentPool, "agentPoolName", "npwin1", "osType", "Windows")
	if osSKU != "" {
		pool.Properties["osSKU"] = osSKU
	}
	return pool
}

// windowsPod is a pod that runs an image on Windows nodes.
func windowsPod(image string) pack.ExampleResource {
	return object("web", typePod, "metadata.name", "web", "metadata.namespace", "a0008", "spec.os.name", "windows",
		"spec.nodeSelector", pack.Map{"kubernetes.io/os": "windows"}, "spec.containers", list(set("name", "web", "image", image)))
}
