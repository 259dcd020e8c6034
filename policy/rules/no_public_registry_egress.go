package rules

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noPublicRegistryEgress = pack.Rule{
	ID:       "no-public-registry-egress",
	Title:    "Firewall leads to no public image registry",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "An image straight from a public registry was scanned by nobody, may change under its tag, and may be gone when a node needs it.",
	Absent:   "A rule without target names opens no registry.",
	Remedy:   "Remove the registry from targetFqdns, and import the images into the registry of the platform.",
	Source:   "https://learn.microsoft.com/azure/container-registry/buffer-gate-public-content",
	Types:    firewallRuleTypes,
	Settings: []pack.Setting{{
		Name: "publicRegistries", Kind: pack.StringList,
		Default:     []string{"docker.io", "docker.com", "gcr.io", "ghcr.io", "public.ecr.aws", "quay.io", "registry.k8s.io"},
		Description: "domains of registries that no application rule may allow, nor any host below them",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		registries := r.Strings("publicRegistries")
		return allowingRules(r, func(rule pack.Value) pack.Verdict {
			return rule.At("targetFqdns").Each(func(fqdn pack.Value) pack.Verdict {
				return fqdn.MustMatch("must not lead to a public registry", func(v pack.Value) bool {
					text, _ := v.Text()
					host := strings.ToLower(strings.TrimPrefix(text, "*."))
					return !slices.ContainsFunc(registries, func(domain string) bool {
						return host == domain || strings.HasSuffix(host, "."+domain)
					})
				})
			})
		})
	},
	Pass: pack.Examples{
		"Microsoft's registry":        allowGroup(set("name", "mcr", "targetFqdns", list("mcr.microsoft.com", "*.data.mcr.microsoft.com"))),
		"a name that only ends alike": allowGroup(set("name", "x", "targetFqdns", list("mydocker.io"))),
		"targets left out":            allowGroup(set("name", "aks", "fqdnTags", list("AzureKubernetesService"))),
		"configured":                  allowGroup(set("name", "ghcr", "targetFqdns", list("ghcr.io"))).With("publicRegistries", list("docker.io")),
	},
	Fail: pack.Examples{
		"Docker Hub": allowGroup(set("name", "hub", "targetFqdns", list("mcr.microsoft.com", "registry-1.docker.io"))),
		"wildcard":   allowGroup(set("name", "hub", "targetFqdns", list("*.docker.com"))),
		"the domain": allowGroup(set("name", "quay", "targetFqdns", list("Quay.io"))),
		"classic firewall": one(azure.TypeAzureFirewall, "applicationRuleCollections", list(set("name", "c", "action.type", "Allow",
			"rules", list(set("name", "hub", "targetFqdns", list("docker.io")))))),
		"configured": allowGroup(set("name", "own", "targetFqdns", list("images.example.org"))).With("publicRegistries", list("example.org")),
	},
}
