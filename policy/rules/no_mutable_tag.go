package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noMutableTag = pack.Rule{
	ID:       "no-mutable-tag",
	Title:    "Images are named once and for all",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Under a tag that moves, two replicas may run different programs, and a rollback may bring nothing back.",
	Absent:   "An image without a tag is taken as latest.",
	Remedy:   "Use a tag that is never moved, such as the commit, or better a digest.",
	Source:   "https://learn.microsoft.com/azure/container-registry/container-registry-image-tag-version",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return eachImage(r, func(reference pack.Value, parsed image, _ pack.Value) pack.Verdict {
			if parsed.mutable() {
				return reference.Fail("must have a digest or a tag that is never moved")
			}
			return pack.Pass()
		})
	},
	Pass: pack.Examples{
		"commit":               deployment(pack.Map{"image": "acraks.azurecr.io/web:8f3c2d1"}),
		"digest":               pod(pack.Map{"image": "acraks.azurecr.io/web@sha256:0123"}),
		"floating with digest": pod(pack.Map{"image": "acraks.azurecr.io:443/web:stable@sha256:0123"}),
		"system namespace":     one(typeDaemonSet, "metadata.namespace", "kube-system", "spec.template.spec.containers", list(set("name", "a", "image", "x:latest"))),
	},
	Fail: pack.Examples{
		"latest":             deployment(pack.Map{"image": "acraks.azurecr.io/web:latest"}),
		"tag left out":       deployment(pack.Map{"image": "acraks.azurecr.io/web"}),
		"tag left out, port": pod(pack.Map{"image": "acraks.azurecr.io:443/web"}),
		"floating":           pod(pack.Map{"image": "acraks.azurecr.io/web:stable"}),
		"image left out":     pod(pack.Map{"command": list("sh")}),
	},
}
