package azure

// Pages the table was read from.
const (
	sourceAKSEgress     = "https://learn.microsoft.com/azure/aks/outbound-rules-control-egress"
	sourceLimitEgress   = "https://learn.microsoft.com/azure/aks/limit-egress-traffic"
	sourceAKSBaseline   = "https://github.com/mspnp/aks-baseline/blob/main/network-team/hub-regionA.bicep"
	sourceDevOpsIPs     = "https://learn.microsoft.com/azure/devops/organizations/security/allow-list-ip-url"
	sourceKMSActivation = "https://learn.microsoft.com/troubleshoot/azure/virtual-machines/windows/custom-routes-enable-kms-activation"
	sourceBackup        = "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept"
	sourceAzureDNS      = "https://learn.microsoft.com/azure/virtual-network/what-is-ip-address-168-63-129-16"
	sourceSigstore      = "https://docs.sigstore.dev/about/overview/"
	sourceAgentPools    = "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#add-firewall-rules"
	sourceGitHubMeta    = "https://docs.github.com/authentication/keeping-your-account-and-data-secure/about-githubs-ip-addresses"
)

// egressTable is the one list of destinations outside the network: which feature needs what, where it was read, and what
// breaks without it. Network rules first, then application rules, each in the order of their collections.
var egressTable = []EgressRule{
	{
		Name: "DNS", Feature: EgressDNS, Kind: EgressNetwork, Collection: CollectionOrgWideAllowed,
		Addresses: []string{"168.63.129.16"}, Protocol: "UDP", Ports: []int{53},
		Reason: "Nodes and pods resolve names at Azure's own resolver.", Source: sourceAzureDNS,
	},
	{
		Name: "DNS-TCP", Feature: EgressDNS, Kind: EgressNetwork, Collection: CollectionOrgWideAllowed,
		Addresses: []string{"168.63.129.16"}, Protocol: "TCP", Ports: []int{53},
		Reason: "Answers too long for UDP are asked for again over TCP.", Source: sourceAzureDNS,
	},
	{
		Name: "pods-to-api-server-konnectivity", Feature: EgressAPIServer, Kind: EgressNetwork,
		Collection: CollectionAKSGlobalRequirements, ServiceTags: []string{"AzureCloud.<region>"}, Protocol: "TCP", Ports: []int{443},
		Reason: "Pods such as ingress controllers call the API server at its public address.", Source: sourceAKSEgress,
	},
	{
		Name: "pod-to-api-server_udp-1194", Feature: EgressLegacyTunnel, Kind: EgressNetwork,
		Collection: CollectionAKSGlobalRequirements, ServiceTags: []string{"AzureCloud.<region>"}, Protocol: "UDP", Ports: []int{1194},
		Reason: "Clusters without konnectivity-agent tunnel from node to control plane.", Source: sourceAKSEgress,
	},
	{
		Name: "pod-to-api-server_tcp-9000", Feature: EgressLegacyTunnel, Kind: EgressNetwork,
		Collection: CollectionAKSGlobalRequirements, ServiceTags: []string{"AzureCloud.<region>"}, Protocol: "TCP", Ports: []int{9000},
		Reason: "Clusters without konnectivity-agent tunnel from node to control plane.", Source: sourceAKSEgress,
	},
	{
		Name: "ubuntu-ntp", Feature: EgressUbuntu, Kind: EgressNetwork, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"ntp.ubuntu.com"}, Protocol: "UDP", Ports: []int{123},
		Reason: "Nodes provisioned before March 2021 set their clock here; newer ones use the host's.", Source: sourceAKSEgress,
	},
	{
		Name: "windows-activation", Feature: EgressWindows, Kind: EgressNetwork, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"azkms.core.windows.net", "kms.core.windows.net"}, Protocol: "TCP", Ports: []int{1688},
		Reason: "Windows nodes activate their licence.", Source: sourceKMSActivation,
	},
	{
		Name: "github-origin-ssh", Feature: EgressGitHubSSH, Kind: EgressNetwork, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"github.com"}, Protocol: "TCP", Ports: []int{22},
		Reason: "Flux clones its repository over SSH.", Source: sourceGitHubMeta,
	},
	{
		Name: "azure-devops-origin-ssh", Feature: EgressAzureDevOpsSSH, Kind: EgressNetwork, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"ssh.dev.azure.com", "vs-ssh.visualstudio.com"}, Protocol: "TCP", Ports: []int{22},
		Reason: "Flux clones its repository over SSH.", Source: sourceDevOpsIPs,
	},
	{
		Name: "registry-tasks", Feature: EgressRegistryTasks, Kind: EgressNetwork, Collection: CollectionAKSGlobalRequirements,
		ServiceTags: []string{"AzureKeyVault", "Storage", "EventHub", "AzureActiveDirectory", "AzureMonitor"}, Protocol: "TCP", Ports: []int{443},
		Reason: "Machines of the registry's agent pool fetch their work and sign in.", Source: sourceAgentPools,
	},
	{
		Name: "registry-tasks-diagnostics", Feature: EgressRegistryTasks, Kind: EgressNetwork, Collection: CollectionAKSGlobalRequirements,
		ServiceTags: []string{"AzureMonitor"}, Protocol: "TCP", Ports: []int{12000},
		Reason: "Machines of the registry's agent pool report how they are; without it Microsoft cannot help.", Source: sourceAgentPools,
	},
	{
		Name: "service-requirements", Feature: EgressAKS, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNTags: []string{"AzureKubernetesService"}, Protocol: "Https", Ports: []int{443}, Required: true,
		Reason: "Nodes fetch their binaries and images and sign in to Azure; without it they never join.", Source: sourceLimitEgress,
	},
	{
		Name: "ubuntu-updates", Feature: EgressUbuntu, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs:    []string{"security.ubuntu.com", "azure.archive.ubuntu.com", "changelogs.ubuntu.com"},
		Protocol: "Http", Ports: []int{80},
		Reason: "Nodes install security patches between node images.", Source: sourceAKSEgress,
	},
	{
		Name: "ubuntu-snapshots", Feature: EgressUbuntu, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"snapshot.ubuntu.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "The security-patch channel installs from dated snapshots.", Source: sourceAKSEgress,
	},
	{
		Name: "azure-monitor-addon", Feature: EgressMonitoring, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{
			"*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com", "<region>.monitoring.azure.com",
			"*.metrics.ingest.monitor.azure.com", "*.ingest.monitor.azure.com", "global.handler.control.monitor.azure.com",
			"<region>.handler.control.monitor.azure.com",
		},
		Protocol: "Https", Ports: []int{443},
		Reason: "The monitoring agent fetches its collection rules and sends logs and metrics.", Source: sourceAKSEgress,
	},
	{
		Name: "azure-monitor-prometheus", Feature: EgressManagedPrometheus, Kind: EgressApplication,
		Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{
			"*.metrics.ingest.monitor.azure.com", "global.handler.control.monitor.azure.com",
			"<region>.handler.control.monitor.azure.com", "*.monitoring.azure.com",
		},
		Protocol: "Https", Ports: []int{443},
		Reason: "The metrics add-on fetches its collection rules and sends metrics.", Source: sourceAKSEgress,
	},
	{
		Name: "azure-monitor-application-insights", Feature: EgressApplicationInsights, Kind: EgressApplication,
		Collection: CollectionAKSGlobalRequirements,
		FQDNs:      []string{"*.in.applicationinsights.azure.com", "dc.services.visualstudio.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "Applications and agents send their telemetry.", Source: sourceAKSEgress,
	},
	{
		Name: "azure-policy-addon", Feature: EgressPolicyAddon, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"data.policy.core.windows.net", "store.policy.core.windows.net"}, Protocol: "Https", Ports: []int{443},
		Reason: "The add-on pulls policies and reports compliance.", Source: sourceAKSEgress,
	},
	{
		Name: "defender", Feature: EgressDefender, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{
			"*.cloud.defender.microsoft.com", "*.ods.opinsights.azure.com", "*.oms.opinsights.azure.com", "login.microsoftonline.com",
		},
		Protocol: "Https", Ports: []int{443},
		Reason: "The sensor signs in and sends security events.", Source: sourceAKSEgress,
	},
	{
		Name: "workload-identity", Feature: EgressWorkloadIdentity, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"login.microsoftonline.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "Pods exchange their service-account token for a Microsoft Entra token.", Source: sourceAKSEgress,
	},
	{
		Name: "key-vault", Feature: EgressKeyVault, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"*.vault.azure.net"}, Protocol: "Https", Ports: []int{443},
		Reason: "The secrets driver reads a vault that has no private endpoint.", Source: sourceAKSEgress,
	},
	{
		Name: "cost-analysis", Feature: EgressCostAnalysis, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"management.azure.com", "login.microsoftonline.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "The add-on reads prices and usage from Azure.", Source: sourceAKSEgress,
	},
	{
		Name: "backup", Feature: EgressBackup, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{
			"*.backup.windowsazure.com", "*.blob.core.windows.net", "<region>.dp.kubernetesconfiguration.azure.com",
			"mcr.microsoft.com", "*.data.mcr.microsoft.com", "management.azure.com", "login.microsoftonline.com",
		},
		Protocol: "Https", Ports: []int{443},
		Reason: "The extension reports to the vault and writes to its storage account.", Source: sourceBackup,
	},
	{
		Name: "windows-binaries", Feature: EgressWindows, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"onegetcdn.azureedge.net", "go.microsoft.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "Windows nodes install their binaries.", Source: sourceAKSEgress,
	},
	{
		Name: "windows-updates", Feature: EgressWindows, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"*.mp.microsoft.com", "www.msftconnecttest.com", "ctldl.windowsupdate.com"}, Protocol: "Http", Ports: []int{80},
		Reason: "Windows nodes install their binaries and trust lists.", Source: sourceAKSEgress,
	},
	{
		Name: "gpu-drivers", Feature: EgressGPU, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"nvidia.github.io", "us.download.nvidia.com", "download.docker.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "GPU nodes install their drivers.", Source: sourceAKSEgress,
	},
	{
		Name: "sigstore", Feature: EgressSigstore, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs: []string{"rekor.sigstore.dev", "fulcio.sigstore.dev", "tuf-repo-cdn.sigstore.dev"}, Protocol: "Https", Ports: []int{443},
		Reason: "Admission verifies keyless signatures against the public log and root of trust.", Source: sourceSigstore,
	},
	{
		Name: "public-registries", Feature: EgressPublicRegistries, Kind: EgressApplication, Collection: CollectionAKSGlobalRequirements,
		FQDNs:    []string{"docker.io", "*.docker.io", "*.docker.com", "ghcr.io", "pkg-containers.githubusercontent.com"},
		Protocol: "Https", Ports: []int{443},
		Reason: "Development pulls images that are not yet imported; production pulls from its own registry only.", Source: sourceLimitEgress,
	},
	{
		Name: "github-origin", Feature: EgressGitHub, Kind: EgressApplication, Collection: CollectionGitOpsTraffic,
		FQDNs: []string{"github.com", "api.github.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "Flux clones its repository.", Source: sourceAKSBaseline,
	},
	{
		Name: "azure-devops-origin", Feature: EgressAzureDevOps, Kind: EgressApplication, Collection: CollectionGitOpsTraffic,
		FQDNs: []string{"dev.azure.com", "*.visualstudio.com"}, Protocol: "Https", Ports: []int{443},
		Reason: "Flux clones its repository.", Source: sourceDevOpsIPs,
	},
	{
		Name: "flux-extension-runtime-requirements", Feature: EgressFlux, Kind: EgressApplication, Collection: CollectionGitOpsTraffic,
		FQDNs: []string{
			"<region>.dp.kubernetesconfiguration.azure.com", "mcr.microsoft.com", "*.data.mcr.microsoft.com",
			"raw.githubusercontent.com", "management.azure.com", "login.microsoftonline.com",
			"*.blob.core.windows.net", // the chart comes from a storage account whose name cannot be predicted
			"azurearcfork8s.azurecr.io",
		},
		Protocol: "Https", Ports: []int{443},
		Reason: "The extension agents fetch their configuration, charts and images, and report their state.", Source: sourceAKSBaseline,
	},
}
