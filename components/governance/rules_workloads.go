package governance

import (
	"regexp"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// Hosts of registries that every cluster pulls from.
const (
	registrySuffix    = ".azurecr.io"
	microsoftRegistry = "mcr.microsoft.com"
)

// namespaceLabels are the labels that every namespace must carry.
var namespaceLabels = []string{"owner", "costCenter"}

// workloadRules are what the policy add-on applies inside the cluster.
var workloadRules = []rule{
	{
		name: "ingressHttpsOnly", definition: azure.PolicyIngressHTTPSOnly, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: none, strict: true,
		why: "Traffic is encrypted up to the ingress controller.",
	},
	{
		name: "ingressHostSuffix", definition: IngressHostsDefinition, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: none, strict: true,
		parameters: func(a *Args, _ string) map[string]any { return map[string]any{"allowedDomainSuffixes": a.Suffixes} },
		unless:     func(a *Args) bool { return len(a.Suffixes) == 0 },
		why:        "Nobody takes traffic for a name that is not the organisation's.",
	},
	{
		name: "internalLoadBalancers", definition: azure.PolicyInternalLoadBalancers, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: none, strict: true,
		why: "Traffic from the internet comes in through the gateway only.",
	},
	{
		name: "externalIps", definition: azure.PolicyExternalIPs, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: systemThree,
		parameters: func(*Args, string) map[string]any { return map[string]any{"allowedExternalIPs": []string{}} },
		why:        "An external IP on a Service redirects traffic that is meant for somebody else.",
	},
	{
		name: "allowedImages", definition: azure.PolicyAllowedImages, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: systemThree,
		parameters: func(a *Args, _ string) map[string]any {
			return map[string]any{"allowedContainerImagesRegex": allowedImages(a.RegistryName, a.Settings.AllowedImageSources)}
		},
		why: "Images come from registries whose content is scanned and known.",
	},
	{
		name: "containerLimits", definition: azure.PolicyContainerLimits, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: systemFour,
		parameters: func(a *Args, _ string) map[string]any {
			return map[string]any{"cpuLimit": a.Settings.Limits.CPULimit, "memoryLimit": a.Settings.Limits.MemoryLimit}
		},
		why: "No container can take a node's processor and memory away from the others.",
	},
	{
		name: "readOnlyRootFilesystem", definition: azure.PolicyReadOnlyRootFilesystem, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: systemFour,
		parameters: func(a *Args, _ string) map[string]any {
			return map[string]any{"excludedContainers": a.Settings.ExcludedContainers}
		},
		why: "An attacker cannot leave programs in a container.",
	},
	{
		name: "hostPathVolumes", definition: azure.PolicyHostPathVolumes, dev: azure.EffectDeny, prod: azure.EffectDeny, excluded: systemFour,
		parameters: func(*Args, string) map[string]any {
			return map[string]any{"allowedHostPaths": map[string]any{"paths": []any{}}}
		},
		why: "A container with a directory of the node can take over the node.",
	},
	{
		name: "privilegedContainers", definition: azure.PolicyPrivilegedContainers, dev: azure.EffectAudit, prod: azure.EffectDeny, excluded: systemFour,
		why: "A privileged container is the node.",
	},
	{
		name: "privilegeEscalation", definition: azure.PolicyPrivilegeEscalation, dev: azure.EffectAudit, prod: azure.EffectDeny, excluded: systemFour,
		why: "A process in a container never gains more rights than it started with.",
	},
	{
		name: "defaultNamespace", definition: azure.PolicyDefaultNamespace, dev: azure.EffectAudit, prod: azure.EffectDeny, excluded: systemThree,
		parameters: func(*Args, string) map[string]any { return map[string]any{"namespaces": []string{"default"}} },
		why:        "The default namespace has no owner, no quota and no network policies.",
	},
	{
		name: "namespaceLabels", definition: RequiredLabelsDefinition, dev: azure.EffectAudit, prod: azure.EffectDeny, excluded: withKubernetes,
		parameters: func(*Args, string) map[string]any { return map[string]any{"labels": namespaceLabels} },
		why:        "Every namespace says who answers for it and who pays.",
	},
	{
		name: "endpointEditPermission", definition: azure.PolicyEndpointEditPermission, dev: azure.EffectAudit, prod: azure.EffectAudit, excluded: systemThree,
		why: "Whoever can edit endpoints can send a Service's traffic into another namespace (CVE-2021-25740).",
	},
	{
		name: "podSecurityRestricted", definition: azure.PolicyPodSecurityRestricted, dev: azure.EffectAudit, prod: azure.EffectAudit, excluded: withBaseline,
		why: "Pods follow the restricted standard of Kubernetes.",
	},
	{
		name: "podSecurityBaseline", definition: azure.PolicyPodSecurityBaseline, dev: azure.EffectDisabled, prod: azure.EffectDisabled, excluded: withBaseline,
		why: "Pods follow at least the baseline standard of Kubernetes.",
	},
}

// allowedImages is the expression that the reference of every image must match from its first to its last character.
func allowedImages(registry string, sources []string) string {
	hosts := []string{regexp.QuoteMeta(registry + registrySuffix), regexp.QuoteMeta(microsoftRegistry)}
	for _, source := range sources {
		hosts = append(hosts, regexp.QuoteMeta(source))
	}
	return "^(" + strings.Join(hosts, "|") + ")/.+$"
}
