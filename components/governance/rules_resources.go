package governance

import "github.com/aks-landing-zone/aks-landing-zone/azure"

// RequiredTags are the tags that every resource must carry, and inherits from its group where it does not.
var RequiredTags = []string{"team", "costCenter", "environment"}

// diagnosed are the types of which Azure reports those that send their logs and metrics nowhere.
var diagnosed = []string{
	"Microsoft.ContainerRegistry/registries", "Microsoft.ContainerService/managedClusters", "Microsoft.KeyVault/vaults",
	"Microsoft.Network/applicationGateways",
}

// groupRules are about whatever is in the resource group.
var groupRules = []rule{
	{
		name: "allowedLocations", definition: azure.PolicyAllowedLocations, dev: azure.EffectAudit, prod: azure.EffectDeny,
		parameters: func(a *Args, _ string) map[string]any {
			return map[string]any{"listOfAllowedLocations": a.AllowedRegions}
		},
		why: "Data and cost stay in the regions that were agreed on.",
	},
	{
		name: "allowedVmSizes", definition: azure.PolicyAllowedVMSizes, dev: azure.EffectAudit, prod: azure.EffectDeny,
		parameters: func(a *Args, _ string) map[string]any { return map[string]any{"listOfAllowedSKUs": a.VMSizes} },
		unless:     func(a *Args) bool { return len(a.VMSizes) == 0 },
		why:        "Machines beside the cluster are of the same sizes as its nodes, which quota and budget are made for.",
	},
	{
		name: "noPublicIpOnNetworkInterfaces", definition: azure.PolicyNoPublicIPOnNetworkInterfaces, dev: azure.EffectAudit, prod: azure.EffectDeny,
		why: "Traffic from the internet comes in through the gateway and the firewall, never to a machine.",
	},
	{
		name: "inheritTag", definition: azure.PolicyInheritTag, dev: azure.EffectModify, prod: azure.EffectModify, each: RequiredTags,
		parameters: func(_ *Args, tag string) map[string]any { return map[string]any{"tagName": tag} },
		why:        "What Azure creates by itself belongs to whom its group belongs to.",
	},
	{
		name: "requireTag", definition: azure.PolicyRequireTag, dev: azure.EffectAudit, prod: azure.EffectDeny, each: RequiredTags,
		parameters: func(_ *Args, tag string) map[string]any { return map[string]any{"tagName": tag} },
		why:        "Without tags nobody knows whom to call at night, or to whom the bill belongs.",
	},
	{
		name: "applicationGatewayWaf", definition: azure.PolicyApplicationGatewayWAF, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "A gateway without web application firewall lets attacks through to the workload.",
	},
	{
		name: "keyVaultFirewall", definition: azure.PolicyVaultFirewall, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Secrets are not reachable from the internet.",
	},
	{
		name: "keyVaultPurgeProtection", definition: azure.PolicyVaultDeletionProtection, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "A deleted vault can be brought back, and nobody can shorten the time for that.",
	},
	{
		name: "diagnosticSettings", definition: azure.PolicyDiagnosticSettings, dev: azure.EffectAuditIfNotExists, prod: azure.EffectAuditIfNotExists,
		parameters: func(*Args, string) map[string]any { return map[string]any{"listOfResourceTypes": diagnosed} },
		why:        "What happened before an incident cannot be asked for afterwards: logs are on from the beginning.",
	},
}

// registryRules are about container registries. The first two are there before the registry is.
var registryRules = []rule{
	{
		name: "registryAnonymousPull", definition: azure.PolicyRegistryAnonymousPull, dev: azure.EffectDeny, prod: azure.EffectDeny, registry: true,
		why: "Only identities that were given the right pull images.",
	},
	{
		name: "registryAdminAccount", definition: azure.PolicyRegistryAdminAccount, dev: azure.EffectDeny, prod: azure.EffectDeny, registry: true,
		why: "The admin account is one shared password with all rights, which no log can attribute to anybody.",
	},
	{
		name: "registryPrivateLink", definition: azure.PolicyRegistryPrivateLink, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Images are pulled over the private network.",
	},
	{
		name: "registryImageVulnerabilities", definition: azure.PolicyRegistryImageVulnerabilities,
		dev: azure.EffectAuditIfNotExists, prod: azure.EffectAuditIfNotExists,
		why: "Images with known weaknesses are found before they run.",
	},
	{
		name: "runningImageVulnerabilities", definition: azure.PolicyRunningImageVulnerabilities,
		dev: azure.EffectAuditIfNotExists, prod: azure.EffectAuditIfNotExists,
		why: "Images whose weaknesses became known after they were deployed are replaced.",
	},
}

// clusterRules are about the cluster as an Azure resource.
var clusterRules = []rule{
	{
		name: "clusterLocalAuthentication", definition: azure.PolicyClusterLocalAuthentication, dev: azure.EffectDeny, prod: azure.EffectDeny,
		why: "Whoever reaches the API server has shown an Entra identity; local accounts are certificates that cannot be revoked.",
	},
	{
		name: "clusterPrivate", definition: azure.PolicyClusterPrivate, dev: azure.EffectAudit, prod: azure.EffectDeny,
		lower: func(a *Args, effect string) string { return reportIf(!a.Private, effect) },
		why:   "The API server is reachable from the network only.",
	},
	{
		name: "clusterPublicFqdn", definition: PublicFQDNDefinition, dev: azure.EffectAudit, prod: azure.EffectDeny,
		lower: func(a *Args, effect string) string { return reportIf(a.PublicFQDN, effect) },
		why:   "A name in public DNS tells everybody the private address of the API server.",
	},
	{
		name: "clusterCommandInvoke", definition: azure.PolicyClusterCommandInvoke, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Command invoke reaches a private API server from anywhere, past the network.",
	},
	{
		name: "clusterAuthorizedIpRanges", definition: azure.PolicyClusterAuthorizedIPRanges, dev: azure.EffectAudit, prod: azure.EffectAudit,
		unless: func(a *Args) bool { return a.Private },
		why:    "A public API server answers known addresses only.",
	},
	{
		name: "clusterEntraIntegration", definition: azure.PolicyClusterEntraIntegration, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "People sign in with the identity that the organisation manages.",
	},
	{
		name: "clusterRbac", definition: azure.PolicyClusterRBAC, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Without role-based access control everybody who signs in may do everything.",
	},
	{
		name: "clusterManagedIdentity", definition: azure.PolicyClusterManagedIdentity, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "A managed identity has no password that could leak or expire.",
	},
	{
		name: "clusterPolicyAddon", definition: azure.PolicyClusterPolicyAddon, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Without the add-on the policies for the inside of the cluster are not applied.",
	},
	{
		name: "clusterDefenderProfile", definition: azure.PolicyClusterDefenderProfile, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Attacks at run time are noticed.",
	},
	{
		name: "clusterVersion", definition: azure.PolicyClusterVersion, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Known weaknesses of Kubernetes are closed by upgrading.",
	},
	{
		name: "clusterHostEncryption", definition: azure.PolicyClusterHostEncryption, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "What nodes write to temporary disks and caches is encrypted at rest.",
	},
	{
		name: "clusterDiskEncryption", definition: azure.PolicyClusterDiskEncryption, dev: azure.EffectAudit, prod: azure.EffectAudit,
		why: "Regulated workloads hold the key under which disks are encrypted, and can withdraw it.",
	},
}

// reportIf keeps an environment from refusing the cluster that its own configuration asks for.
func reportIf(wanted bool, effect string) string {
	if wanted && effect == azure.EffectDeny {
		return azure.EffectAudit
	}
	return effect
}
