package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var pullPolicy = pack.Rule{
	ID:       "pull-policy",
	Title:    "Nodes keep the images they have",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "With Always no pod starts while the registry is out of reach; with Never none starts on a new node.",
	Absent:   "Kubernetes pulls if the image is not there, and always when the tag is latest.",
	Remedy:   "Set imagePullPolicy to IfNotPresent, with a digest or a tag that is never moved; Always is for moving tags in dev.",
	Source:   "https://kubernetes.io/docs/concepts/containers/images/#image-pull-policy",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return eachImage(r, func(_ pack.Value, parsed image, container pack.Value) pack.Verdict {
			assumed := "IfNotPresent"
			if !parsed.pinned && (parsed.tag == "" || parsed.tag == "latest") {
				assumed = "Always"
			}
			policy := container.At("imagePullPolicy").Or(assumed)
			if r.Class() == pack.Dev && parsed.mutable() {
				return policy.MustBeOneOf("IfNotPresent", "Always")
			}
			return policy.MustBe("IfNotPresent")
		})
	},
	Pass: pack.Examples{
		"if not present":    deployment(pack.Map{"image": "acraks.azurecr.io/web:8f3c2d1", "imagePullPolicy": "IfNotPresent"}),
		"policy left out":   deployment(pack.Map{"image": "acraks.azurecr.io/web:8f3c2d1"}),
		"moving tag in dev": pod(pack.Map{"image": "acraks.azurecr.io/web:dev", "imagePullPolicy": "Always"}).In(pack.Dev),
		"system namespace":  one(typeDaemonSet, "metadata.namespace", "kube-system", "spec.template.spec.containers", list(set("name", "a", "image", "x:1", "imagePullPolicy", "Always"))),
	},
	Fail: pack.Examples{
		"always":                   deployment(pack.Map{"image": "acraks.azurecr.io/web:8f3c2d1", "imagePullPolicy": "Always"}),
		"always with a moving tag": pod(pack.Map{"image": "acraks.azurecr.io/web:stable", "imagePullPolicy": "Always"}),
		"always in dev":            pod(pack.Map{"image": "acraks.azurecr.io/web:8f3c2d1", "imagePullPolicy": "Always"}).In(pack.Dev),
		"never":                    pod(pack.Map{"image": "acraks.azurecr.io/web:8f3c2d1", "imagePullPolicy": "Never"}),
		"policy left out, latest":  pod(pack.Map{"image": "acraks.azurecr.io/web"}),
		"image left out":           pod(pack.Map{"command": list("sh")}),
	},
}
