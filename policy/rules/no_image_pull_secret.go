package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noImagePullSecret = pack.Rule{
	ID:       "no-image-pull-secret",
	Title:    "Images are pulled with the node's identity",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "A registry password in a Secret is read by everybody in the namespace, never rotated, and works from anywhere.",
	Absent:   "Without it the kubelet's identity pulls, as it should.",
	Remedy:   "Remove imagePullSecrets and the Secret, and grant the kubelet identity AcrPull on the registry.",
	Source:   "https://learn.microsoft.com/azure/aks/cluster-container-registry-integration",
	Types:    append([]string{typeServiceAccount, typeSecret}, workloadTypes...),
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case pack.Canonical(typeServiceAccount):
			return r.At("imagePullSecrets").MustNotBeSet()
		case pack.Canonical(typeSecret):
			return r.At("type").MustNotBe("kubernetes.io/dockerconfigjson", "kubernetes.io/dockercfg")
		}
		return podSpec(r).At("imagePullSecrets").MustNotBeSet()
	},
	Pass: pack.Examples{
		"left out":     deployment(pack.Map{"image": "acraks.azurecr.io/web:1.0"}),
		"empty":        one(typeServiceAccount, "metadata.name", "web", "imagePullSecrets", list()),
		"other secret": one(typeSecret, "type", "Opaque"),
	},
	Fail: pack.Examples{
		"deployment":      deployment(pack.Map{"image": "acraks.azurecr.io/web:1.0"}, "spec.template.spec.imagePullSecrets", list(set("name", "acr"))),
		"pod":             pod(pack.Map{"image": "acraks.azurecr.io/web:1.0"}, "spec.imagePullSecrets", list(set("name", "acr"))),
		"cron job":        one(typeCronJob, "spec.jobTemplate.spec.template.spec.imagePullSecrets", list(set("name", "acr"))),
		"service account": one(typeServiceAccount, "imagePullSecrets", list(set("name", "acr"))),
		"registry secret": one(typeSecret, "type", "kubernetes.io/dockerconfigjson"),
	},
}
