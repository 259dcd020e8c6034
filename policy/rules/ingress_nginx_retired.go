package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var ingressNginxRetired = pack.Rule{
	ID:       "ingress-nginx-retired",
	Title:    "No ingress controller past its end",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "The community's ingress-nginx ended in March 2026 and Azure's NGINX add-on gets fixes until November 2026 only; both face the Internet.",
	Absent:   "Azure installs no ingress controller.",
	Remedy:   "Use Traefik, the Gateway API or Application Gateway, and leave ingressProfile.webAppRouting off.",
	Source:   "https://learn.microsoft.com/azure/aks/app-routing",
	Types:    append([]string{azure.TypeManagedCluster}, workloadTypes...),
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeManagedCluster {
			return r.At("ingressProfile", "webAppRouting", "enabled").MustNotBe(true)
		}
		return eachContainer(podSpec(r), func(container pack.Value) pack.Verdict {
			return container.At("image").MustMatch("must not be ingress-nginx", func(v pack.Value) bool {
				reference, _ := v.Text()
				return !strings.Contains(strings.ToLower(reference), "ingress-nginx/")
			})
		})
	},
	Pass: pack.Examples{
		"add-on left out": cluster("location", "westeurope"),
		"add-on off":      cluster("ingressProfile.webAppRouting.enabled", false),
		"Traefik":         deployment(pack.Map{"image": "acraks.azurecr.io/traefik:v3.5"}),
		"F5's NGINX":      deployment(pack.Map{"image": "acraks.azurecr.io/nginx/nginx-ingress:5.2"}),
	},
	Fail: pack.Examples{
		"add-on":    cluster("ingressProfile.webAppRouting.enabled", true),
		"community": deployment(pack.Map{"image": "registry.k8s.io/ingress-nginx/controller:v1.12"}),
		"a copy":    deployment(pack.Map{"image": "acraks.azurecr.io/ingress-nginx/controller:v1.12"}),
	},
}
