package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var allowedRegistries = pack.Rule{
	ID:       "allowed-registries",
	Title:    "Images come from known registries",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "Only what passed through the platform's registry was scanned, signed and is still there when a node needs it.",
	Absent:   "An image without a registry comes from Docker Hub.",
	Remedy:   "Import the image into the platform's registry and name that in the reference.",
	Source:   "https://learn.microsoft.com/azure/aks/operator-best-practices-container-image-management",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces, {
		Name: "allowedRegistries", Kind: pack.StringList, Default: []string{"*.azurecr.io", "mcr.microsoft.com"},
		Description: "hosts that images may come from; *. stands for one label or more in front",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		allowed := r.Strings("allowedRegistries")
		return eachImage(r, func(reference pack.Value, parsed image, _ pack.Value) pack.Verdict {
			if slices.ContainsFunc(allowed, func(host string) bool { return isHost(parsed.registry, host) }) {
				return pack.Pass()
			}
			return reference.Fail("must come from one of %s", strings.Join(allowed, ", "))
		})
	},
	Pass: pack.Examples{
		"platform":         deployment(pack.Map{"image": "acraks.azurecr.io/shop/web:1.0"}),
		"Microsoft":        pod(pack.Map{"image": "mcr.microsoft.com/oss/kubernetes/pause:3.9"}),
		"configured":       pod(pack.Map{"image": "registry.example.org/web@sha256:0123"}).With("allowedRegistries", list("registry.example.org")),
		"system namespace": one(typeDaemonSet, "metadata.namespace", "kube-system", "spec.template.spec.containers", list(set("name", "a", "image", "ghcr.io/x/y:1"))),
	},
	Fail: pack.Examples{
		"Docker Hub":                 deployment(pack.Map{"image": "docker.io/library/nginx:1.27"}),
		"registry left out":          deployment(pack.Map{"image": "nginx:1.27"}),
		"organisation, no registry":  pod(pack.Map{"image": "library/nginx:1.27"}),
		"host that contains another": pod(pack.Map{"image": "mcr.microsoft.com.evil.example/web:1"}),
		"host that ends alike":       pod(pack.Map{"image": "evilazurecr.io/web:1"}),
		"image left out":             pod(pack.Map{"command": list("sh")}),
		"init container": one(typePod, "metadata.namespace", "a0008", "spec.containers", list(set("name", "a", "image", "mcr.microsoft.com/a:1")),
			"spec.initContainers", list(set("name", "i", "image", "busybox"))),
	},
}

func isHost(host, pattern string) bool {
	if suffix, ok := strings.CutPrefix(pattern, "*"); ok {
		return strings.HasSuffix(host, suffix) && len(host) > len(suffix)
	}
	return host == pattern
}
