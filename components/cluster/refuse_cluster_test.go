package cluster

import "testing"

func TestClusterRefuses(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "no version", text: `{"kubernetesVersion":""}`,
			want: `cluster.kubernetesVersion: is required; write a minor version such as 1.36
    (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions)`,
		},
		{
			name: "word for a version", text: `{"kubernetesVersion":"latest"}`,
			want: `cluster.kubernetesVersion: "latest" is not a Kubernetes version; write 1.<minor> or 1.<minor>.<patch>, such as 1.36
    (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions)`,
		},
		{
			name: "version out of support", text: `{"kubernetesVersion":"1.34"}`,
			want: `cluster.kubernetesVersion: "1.34" is out of support: AKS serves 1.35 to 1.37; choose 1.35 or newer
    (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions)`,
		},
		{
			name: "free tier in production", text: `{"sku":{"tier":"Free"}}`,
			want: `cluster.sku.tier: "Free" has no uptime agreement, and production needs one; choose Standard
    (https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers)`,
		},
		{
			name: "unknown tier", text: `{"sku":{"tier":"Gold"}}`,
			want: `cluster.sku.tier: "Gold" is not supported; choose one of Free, Standard, Premium
    (https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers)`,
		},
		{
			name: "long-term support without premium", text: `{"supportPlan":"AKSLongTermSupport"}`,
			want: `cluster.supportPlan: "AKSLongTermSupport" needs sku.tier Premium, which is Standard; set sku.tier to Premium, or stay with KubernetesOfficial
    (https://learn.microsoft.com/azure/aks/long-term-support)`,
		},
		{
			name: "premium without long-term support", text: `{"sku":{"tier":"Premium"}}`,
			want: `cluster.sku.tier: "Premium" only comes together with supportPlan AKSLongTermSupport; choose Standard, or set supportPlan to AKSLongTermSupport
    (https://learn.microsoft.com/azure/aks/free-standard-pricing-tiers)`,
		},
		{
			name: "unknown restriction level", text: `{"nodeResourceGroupProfile":{"restrictionLevel":"None"}}`,
			want: `cluster.nodeResourceGroupProfile.restrictionLevel: "None" is not supported; choose one of Unrestricted, ReadOnly
    (https://learn.microsoft.com/azure/aks/node-resource-group-lockdown)`,
		},
		{
			name: "issuer off", text: `{"oidcIssuer":false}`,
			want: `cluster.oidcIssuer: false turns off what workload identity stands on; remove the key
    (https://learn.microsoft.com/azure/aks/use-oidc-issuer)`,
		},
		{
			name: "image cleaner every hour", text: `{"imageCleaner":{"intervalHours":23}}`,
			want: `cluster.imageCleaner.intervalHours: 23 is outside 24 to 2160; choose 24 to 2160
    (https://learn.microsoft.com/azure/aks/image-cleaner)`,
		},
		{
			name: "image cleaner once in four months", text: `{"imageCleaner":{"intervalHours":2161}}`,
			want: `cluster.imageCleaner.intervalHours: 2161 is outside 24 to 2160; choose 24 to 2160
    (https://learn.microsoft.com/azure/aks/image-cleaner)`,
		},
		{
			name: "rotation without a rhythm", text: `{"azureKeyvaultSecretsProvider":{"rotationPollInterval":"often"}}`,
			want: `cluster.azureKeyvaultSecretsProvider.rotationPollInterval: "often" is not an interval; write it as 2m
    (https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options)`,
		},
		{
			name: "both audit logs", text: `{"diagnostics":{"categories":["kube-audit","kube-audit-admin"]}}`,
			want: `cluster.diagnostics.categories: has both kube-audit and kube-audit-admin, which is part of it; every event would be paid twice; keep kube-audit-admin
    (https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-plane-resource-logs)`,
		},
		{
			name: "no logs at all", text: `{"diagnostics":{"categories":[]}}`,
			want: `cluster.diagnostics.categories: is empty, so nobody could tell who did what; keep at least kube-audit-admin
    (https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-plane-resource-logs)`,
		},
		{
			name: "unknown log", text: `{"diagnostics":{"categories":["kube-audit-admin","kube-proxy"]}}`,
			want: `cluster.diagnostics.categories[1]: "kube-proxy" is not a log category of a cluster; choose one of cloud-controller-manager, cluster-autoscaler, csi-azuredisk-controller, csi-azurefile-controller, csi-snapshot-controller, fleet-mcs-controller-manager, fleet-member-agent, fleet-member-net-controller-manager, guard, karpenter-events, kube-apiserver, kube-audit, kube-audit-admin, kube-controller-manager, kube-scheduler
    (https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-plane-resource-logs)`,
		},
		{
			name: "log listed twice", text: `{"diagnostics":{"categories":["guard","guard"]}}`,
			want: `cluster.diagnostics.categories[1]: "guard" is listed twice; remove one
    (https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-plane-resource-logs)`,
		},
		{
			name: "troubleshooting without expiry", text: `{"diagnostics":{"troubleshooting":{"enabled":true}}}`,
			want: `cluster.diagnostics.troubleshooting.expires: is required while troubleshooting is on, or it stays on forever; write the last day as 2027-06-30`,
		},
		{
			name: "troubleshooting until a word", text: `{"diagnostics":{"troubleshooting":{"enabled":true,"expires":"soon"}}}`,
			want: `cluster.diagnostics.troubleshooting.expires: "soon" is not a day; write it as 2027-06-30`,
		},
		{
			name: "troubleshooting that has expired", text: `{"diagnostics":{"troubleshooting":{"enabled":true,"expires":"2027-01-30"}}}`,
			want: `cluster.diagnostics.troubleshooting.expires: "2027-01-30" has passed; set enabled to false, or choose a later day`,
		},
	})
}

func TestLaterAPIsAreRefused(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "API-server VNet integration", text: `{"apiServer":{"mode":"vnetIntegration"}}`,
			want: `cluster.apiServer.mode: "vnetIntegration" needs AKS API 2025-03-01, and clusters here are written in 2024-10-01; choose privateLink
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "node restriction", text: `{"nodeRestriction":true}`,
			want: `cluster.nodeRestriction: true needs AKS API 2026-05-02-preview, and clusters here are written in 2024-10-01; remove the key: AKS turns the admission plugin on by itself
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "cached bootstrap artifacts", text: `{"bootstrapArtifacts":"cache"}`,
			want: `cluster.bootstrapArtifacts: "cache" needs AKS API 2025-01-01, and clusters here are written in 2024-10-01; choose direct
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "unknown bootstrap artifacts", text: `{"bootstrapArtifacts":"disk"}`,
			want: `cluster.bootstrapArtifacts: "disk" is not supported; choose one of direct
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "certificate authorities on nodes", text: `{"customCATrustCertificates":["LS0t"]}`,
			want: `cluster.customCATrustCertificates: needs AKS API 2025-01-01, and clusters here are written in 2024-10-01; remove the key
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "node auto-provisioning", text: `{"nodeProvisioning":"auto"}`,
			want: `cluster.nodeProvisioning: "auto" needs AKS API 2025-05-01, and clusters here are written in 2024-10-01; choose manual, and declare nodePools
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "unknown node provisioning", text: `{"nodeProvisioning":"karpenter"}`,
			want: `cluster.nodeProvisioning: "karpenter" is not supported; choose one of manual
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "image integrity", text: `{"imageIntegrity":true}`,
			want: `cluster.imageIntegrity: true needs AKS API 2026-05-02-preview, and clusters here are written in 2024-10-01; remove the key, and verify signatures in admission
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "static egress gateway", text: `{"staticEgressGateway":true}`,
			want: `cluster.staticEgressGateway: true needs AKS API 2025-04-01, and clusters here are written in 2024-10-01; remove the key; egress.mode decides the source addresses
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "gateway pool", text: withPool(`"mode":"Gateway"`),
			want: `cluster.nodePools[1].mode: "Gateway" needs AKS API 2025-04-01, and clusters here are written in 2024-10-01; choose System or User
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "pinned Azure Linux", text: withPool(`"osSKU":"AzureLinux3"`),
			want: `cluster.nodePools[1].osSKU: "AzureLinux3" needs AKS API 2025-07-01, and clusters here are written in 2024-10-01; choose AzureLinux, which is the same with a current Kubernetes
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "pinned Ubuntu 22.04", text: withPool(`"osSKU":"Ubuntu2204"`),
			want: `cluster.nodePools[1].osSKU: "Ubuntu2204" needs AKS API 2025-03-01, and clusters here are written in 2024-10-01; choose Ubuntu
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "pinned Ubuntu 24.04", text: withPool(`"osSKU":"Ubuntu2404"`),
			want: `cluster.nodePools[1].osSKU: "Ubuntu2404" needs AKS API 2025-10-01, and clusters here are written in 2024-10-01; choose Ubuntu
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "cordoned nodes", text: withPool(`"upgradeSettings":{"undrainableNodeBehavior":"Cordon"}`),
			want: `cluster.nodePools[1].upgradeSettings.undrainableNodeBehavior: "Cordon" needs AKS API 2025-03-01, and clusters here are written in 2024-10-01; choose Schedule
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "SSH service off", text: withPool(`"securityProfile":{"sshAccess":"Disabled"}`),
			want: `cluster.nodePools[1].securityProfile.sshAccess: "Disabled" needs AKS API 2025-08-01, and clusters here are written in 2024-10-01; choose LocalUser: no key is installed for it
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
	})
}
