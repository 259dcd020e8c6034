package azure

// What the parameter effect of a definition accepts. Case counts: a definition that lists Deny refuses deny.
//
// Source: https://github.com/Azure/Azure-Landing-Zones/issues/442
var (
	auditOnly        = []string{EffectAudit, EffectDisabled}
	auditDeny        = []string{EffectAudit, EffectDeny, EffectDisabled}
	auditIfNotExists = []string{EffectAuditIfNotExists, EffectDisabled}
	anyCase          = []string{"audit", EffectAudit, "deny", EffectDeny, "disabled", EffectDisabled}
)

// builtInPolicies was read from the definitions of the public cloud; those of other clouds differ in part.
//
// Source: https://github.com/Azure/azure-policy/tree/master/built-in-policies (commit f4a50bac of April 2026)
var builtInPolicies = []PolicyDefinition{
	{GUID: PolicyAllowedLocations, DisplayName: "Allowed locations",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "General",
		Parameters: []PolicyParameter{required("listOfAllowedLocations", ParameterArray), effect("Deny", auditDeny)}},
	{GUID: PolicyAllowedVMSizes, DisplayName: "Allowed virtual machine size SKUs",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Compute", Effect: "Deny",
		Parameters: []PolicyParameter{required("listOfAllowedSKUs", ParameterArray)}},
	{GUID: PolicyNoPublicIPOnNetworkInterfaces, DisplayName: "Network interfaces should not have public IPs",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Network", Effect: "deny"},
	{GUID: PolicyRequireTag, DisplayName: "Require a tag on resources",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Tags", Effect: "deny",
		Parameters: []PolicyParameter{required("tagName", ParameterString)}},
	{GUID: PolicyInheritTag, DisplayName: "Inherit a tag from the resource group if missing",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Tags", Effect: "modify", Roles: []string{RoleContributor},
		Parameters: []PolicyParameter{required("tagName", ParameterString)}},
	{GUID: PolicyApplicationGatewayWAF,
		DisplayName: "Web Application Firewall (WAF) should be enabled for Application Gateway",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Network",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyVaultFirewall,
		DisplayName: "Azure Key Vault should have firewall enabled or public network access disabled",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Key Vault",
		Parameters: []PolicyParameter{
			effect("Audit", auditDeny), optional("restrictIPAddresses", ParameterString, "Yes", "No"),
			optional("allowedIPAddresses", ParameterArray), optional("forbiddenIPAddresses", ParameterArray),
		}},
	{GUID: PolicyVaultDeletionProtection, DisplayName: "Key vaults should have deletion protection enabled",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Key Vault",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyDiagnosticSettings, DisplayName: "Audit diagnostic setting for selected resource types",
		Kind: PolicyDefinitions, Mode: "All", Category: "Monitoring", Effect: "AuditIfNotExists",
		Parameters: []PolicyParameter{
			required("listOfResourceTypes", ParameterArray), optional("logsEnabled", ParameterBoolean),
			optional("metricsEnabled", ParameterBoolean),
		}},
	{GUID: PolicyRegistryAnonymousPull, DisplayName: "Container registries should have anonymous authentication disabled.",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Container Registry",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyRegistryAdminAccount, DisplayName: "Container registries should have local admin account disabled.",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Container Registry",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyRegistryPrivateLink, DisplayName: "Container registries should use private link",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Container Registry",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyRegistryImageVulnerabilities,
		DisplayName: "Azure registry container images should have vulnerabilities resolved (powered by Microsoft Defender Vulnerability Management)",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Security Center",
		Parameters: []PolicyParameter{effect("AuditIfNotExists", auditIfNotExists)}},
	{GUID: PolicyRunningImageVulnerabilities,
		DisplayName: "Azure running container images should have vulnerabilities resolved (powered by Microsoft Defender Vulnerability Management)",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Security Center",
		Parameters: []PolicyParameter{effect("AuditIfNotExists", auditIfNotExists)}},
	{GUID: PolicyClusterDefenderProfile,
		DisplayName: "Azure Kubernetes Service clusters should have Defender profile enabled",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterEntraIntegration,
		DisplayName: "Azure Kubernetes Service Clusters should enable Microsoft Entra ID integration",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterLocalAuthentication,
		DisplayName: "Azure Kubernetes Service Clusters should have local authentication methods disabled",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyClusterPolicyAddon,
		DisplayName: "Azure Policy Add-on for Kubernetes service (AKS) should be installed and enabled on your clusters",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterAuthorizedIPRanges, DisplayName: "Authorized IP ranges should be defined on Kubernetes Services",
		Kind: PolicyDefinitions, Mode: "All", Category: "Security Center",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterVersion,
		DisplayName: "Kubernetes Services should be upgraded to a non-vulnerable Kubernetes version",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Security Center",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterRBAC,
		DisplayName: "Role-Based Access Control (RBAC) should be used on Kubernetes Services",
		Kind:        PolicyDefinitions, Mode: "All", Category: "Security Center",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterManagedIdentity, DisplayName: "Azure Kubernetes Service Clusters should use managed identities",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterPrivate, DisplayName: "Azure Kubernetes Service Private Clusters should be enabled",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyClusterCommandInvoke, DisplayName: "Azure Kubernetes Service Clusters should disable Command Invoke",
		Kind: PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditOnly)}},
	{GUID: PolicyClusterHostEncryption,
		DisplayName: "Temp disks and cache for agent node pools in Azure Kubernetes Service clusters should be encrypted at host",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	{GUID: PolicyClusterDiskEncryption,
		DisplayName: "Both operating systems and data disks in Azure Kubernetes Service clusters should be encrypted by customer-managed keys",
		Kind:        PolicyDefinitions, Mode: "Indexed", Category: "Kubernetes",
		Parameters: []PolicyParameter{effect("Audit", auditDeny)}},
	inCluster(PolicyIngressHTTPSOnly, "Kubernetes clusters should be accessible only over HTTPS",
		effect("Deny", auditDeny)),
	inCluster(PolicyInternalLoadBalancers, "Kubernetes clusters should use internal load balancers",
		effect("Deny", anyCase)),
	inCluster(PolicyReadOnlyRootFilesystem, "Kubernetes cluster containers should run with a read only root file system",
		effect("Audit", anyCase), optional("excludedContainers", ParameterArray), optional("excludedImages", ParameterArray)),
	inCluster(PolicyContainerLimits, "Kubernetes cluster containers CPU and memory resource limits should not exceed the specified limits",
		effect("Deny", anyCase), required("cpuLimit", ParameterString), required("memoryLimit", ParameterString),
		optional("excludedContainers", ParameterArray), optional("excludedImages", ParameterArray)),
	inCluster(PolicyAllowedImages, "Kubernetes cluster containers should only use allowed images",
		effect("Deny", anyCase), required("allowedContainerImagesRegex", ParameterString), optional("excludedContainers", ParameterArray)),
	inCluster(PolicyHostPathVolumes, "Kubernetes cluster pod hostPath volumes should only use allowed host paths",
		effect("Audit", anyCase), optional("allowedHostPaths", ParameterObject),
		optional("windowsAllowedHostPaths", ParameterObject), optional("excludedContainers", ParameterArray),
		optional("excludedImages", ParameterArray)),
	inCluster(PolicyExternalIPs, "Kubernetes cluster services should only use allowed external IPs",
		effect("Audit", anyCase), optional("allowedExternalIPs", ParameterArray)),
	inCluster(PolicyEndpointEditPermission, "Kubernetes clusters should not allow endpoint edit permissions of ClusterRole/system:aggregate-to-edit",
		effect("Audit", auditOnly)),
	inCluster(PolicyDefaultNamespace, "Kubernetes clusters should not use the default namespace",
		effect("Audit", anyCase)),
	inCluster(PolicyPrivilegedContainers, "Kubernetes cluster should not allow privileged containers",
		effect("Deny", anyCase), optional("excludedContainers", ParameterArray), optional("excludedImages", ParameterArray)),
	inCluster(PolicyPrivilegeEscalation, "Kubernetes clusters should not allow container privilege escalation",
		effect("Audit", auditDeny), optional("forcePrivilegeEscalationToBeFalse", ParameterBoolean),
		optional("excludedContainers", ParameterArray), optional("excludedImages", ParameterArray)),
	{GUID: PolicyPodSecurityRestricted,
		DisplayName: "Kubernetes cluster pod security restricted standards for Linux-based workloads",
		Kind:        PolicySetDefinitions, Category: "Kubernetes",
		Parameters: []PolicyParameter{
			effect("Audit", anyCase), optional("excludedNamespaces", ParameterArray),
			optional("namespaces", ParameterArray), optional("allowedCapabilities", ParameterArray),
			optional("requiredDropCapabilities", ParameterArray),
		}},
	{GUID: PolicyPodSecurityBaseline,
		DisplayName: "Kubernetes cluster pod security baseline standards for Linux-based workloads",
		Kind:        PolicySetDefinitions, Category: "Kubernetes",
		Parameters: []PolicyParameter{
			effect("Audit", anyCase), optional("excludedNamespaces", ParameterArray),
			optional("namespaces", ParameterArray), optional("allowedHostPaths", ParameterObject),
		}},
}

// inCluster is a definition that the policy add-on applies inside clusters. All of them have the same five parameters
// besides their own.
func inCluster(guid, displayName string, own ...PolicyParameter) PolicyDefinition {
	return PolicyDefinition{
		GUID: guid, DisplayName: displayName, Kind: PolicyDefinitions, Mode: ModeKubernetes, Category: "Kubernetes",
		Parameters: append(own,
			optional("source", ParameterString, "All", "Generated", "Original"), optional("warn", ParameterBoolean),
			optional("excludedNamespaces", ParameterArray), optional("namespaces", ParameterArray),
			optional("labelSelector", ParameterObject)),
	}
}

func effect(standard string, allowed []string) PolicyParameter {
	return PolicyParameter{Name: ParameterEffect, Type: ParameterString, Allowed: allowed, Default: standard}
}

func required(name, kind string) PolicyParameter {
	return PolicyParameter{Name: name, Type: kind, Required: true}
}

func optional(name, kind string, allowed ...string) PolicyParameter {
	return PolicyParameter{Name: name, Type: kind, Allowed: allowed}
}
