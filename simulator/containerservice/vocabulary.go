package containerservice

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// vocabulary is what the Go structs of API version 2024-10-01 leave open.
func vocabulary() engine.Vocabulary {
	enums := map[string][]string{
		"AzureKeyVaultKms.keyVaultNetworkAccess": engine.Values(sdk.KeyVaultNetworkAccessTypesPublic, sdk.KeyVaultNetworkAccessTypesPrivate),
		"ContainerServiceNetworkProfile.ipFamilies": engine.Values(sdk.IpFamilyIPv4,
			sdk.IpFamilyIPv6),
		"ContainerServiceNetworkProfile.loadBalancerSku": engine.Values(sdk.LoadBalancerSkuStandard, sdk.LoadBalancerSkuBasic),
		"ContainerServiceNetworkProfile.networkDataplane": engine.Values(sdk.NetworkDataplaneAzure,
			sdk.NetworkDataplaneCilium),
		"ContainerServiceNetworkProfile.networkMode":       engine.Values(sdk.NetworkModeTransparent, sdk.NetworkModeBridge),
		"ContainerServiceNetworkProfile.networkPlugin":     engine.Values(sdk.NetworkPluginAzure, sdk.NetworkPluginKubenet, sdk.NetworkPluginNone),
		"ContainerServiceNetworkProfile.networkPluginMode": engine.Values(sdk.NetworkPluginModeOverlay),
		"ContainerServiceNetworkProfile.networkPolicy": engine.Values(sdk.NetworkPolicyNone, sdk.NetworkPolicyCalico, sdk.NetworkPolicyAzure,
			sdk.NetworkPolicyCilium),
		"ContainerServiceNetworkProfile.outboundType": engine.Values(sdk.OutboundTypeLoadBalancer, sdk.OutboundTypeUserDefinedRouting,
			sdk.OutboundTypeManagedNATGateway, sdk.OutboundTypeUserAssignedNATGateway),
		"ExtendedLocation.type":                    engine.Values(sdk.ExtendedLocationTypesEdgeZone),
		"IstioIngressGateway.mode":                 engine.Values(sdk.IstioIngressGatewayModeExternal, sdk.IstioIngressGatewayModeInternal),
		"KubeletConfig.cpuManagerPolicy":           {"none", "static"},
		"KubeletConfig.topologyManagerPolicy":      {"none", "best-effort", "restricted", "single-numa-node"},
		"LinuxOSConfig.transparentHugePageDefrag":  {"always", "defer", "defer+madvise", "madvise", "never"},
		"LinuxOSConfig.transparentHugePageEnabled": {"always", "madvise", "never"},
		"ManagedClusterAutoUpgradeProfile.nodeOSUpgradeChannel": engine.Values(sdk.NodeOSUpgradeChannelNone, sdk.NodeOSUpgradeChannelUnmanaged,
			sdk.NodeOSUpgradeChannelNodeImage, sdk.NodeOSUpgradeChannelSecurityPatch),
		"ManagedClusterAutoUpgradeProfile.upgradeChannel": engine.Values(sdk.UpgradeChannelRapid, sdk.UpgradeChannelStable, sdk.UpgradeChannelPatch,
			sdk.UpgradeChannel_Node_Image, sdk.UpgradeChannelNone),
		"ManagedClusterIdentity.type": engine.Values(sdk.ResourceIdentityTypeSystemAssigned, sdk.ResourceIdentityTypeUserAssigned,
			sdk.ResourceIdentityTypeNone),
		"ManagedClusterLoadBalancerProfile.backendPoolType":       engine.Values(sdk.BackendPoolTypeNodeIPConfiguration, sdk.BackendPoolTypeNodeIP),
		"ManagedClusterNodeResourceGroupProfile.restrictionLevel": engine.Values(sdk.RestrictionLevelUnrestricted, sdk.RestrictionLevelReadOnly),
		"ManagedClusterPropertiesAutoScalerProfile.expander": engine.Values(sdk.Expander_Least_Waste, sdk.Expander_Most_Pods, sdk.ExpanderPriority,
			sdk.ExpanderRandom),
		"ManagedClusterSKU.name":                   engine.Values(sdk.ManagedClusterSKUNameBase),
		"ManagedClusterSKU.tier":                   engine.Values(sdk.ManagedClusterSKUTierPremium, sdk.ManagedClusterSKUTierStandard, sdk.ManagedClusterSKUTierFree),
		"ManagedClusterWindowsProfile.licenseType": engine.Values(sdk.LicenseTypeNone, sdk.LicenseType_Windows_Server),
		"PortRange.protocol":                       engine.Values(sdk.ProtocolTCP, sdk.ProtocolUDP),
		"PowerState.code":                          engine.Values(sdk.CodeRunning, sdk.CodeStopped),
		"RelativeMonthlySchedule.dayOfWeek":        weekDays(),
		"RelativeMonthlySchedule.weekIndex":        engine.Values(sdk.TypeFirst, sdk.TypeSecond, sdk.TypeThird, sdk.TypeFourth, sdk.TypeLast),
		"ServiceMeshProfile.mode":                  engine.Values(sdk.ServiceMeshModeIstio, sdk.ServiceMeshModeDisabled),
		"TimeInWeek.day":                           weekDays(),
		"WeeklySchedule.dayOfWeek":                 weekDays(),
		"managedClusterArgs.publicNetworkAccess":   engine.Values(sdk.PublicNetworkAccessEnabled, sdk.PublicNetworkAccessDisabled),
		"managedClusterArgs.supportPlan": engine.Values(sdk.KubernetesSupportPlanKubernetesOfficial,
			sdk.KubernetesSupportPlanAKSLongTermSupport),
		"ListManagedClusterUserCredentialsArgs.format": {"azure", "exec"},
	}
	// A pool has the same properties inline in the cluster and as a resource of its own.
	for property, values := range map[string][]string{
		"gpuInstanceProfile": engine.Values(sdk.GPUInstanceProfileMIG1g, sdk.GPUInstanceProfileMIG2g, sdk.GPUInstanceProfileMIG3g,
			sdk.GPUInstanceProfileMIG4g, sdk.GPUInstanceProfileMIG7g),
		"kubeletDiskType":        engine.Values(sdk.KubeletDiskTypeOS, sdk.KubeletDiskTypeTemporary),
		"mode":                   engine.Values(sdk.AgentPoolModeSystem, sdk.AgentPoolModeUser),
		"osDiskType":             engine.Values(sdk.OSDiskTypeManaged, sdk.OSDiskTypeEphemeral),
		"osSKU":                  engine.Values(sdk.OSSKUUbuntu, sdk.OSSKUAzureLinux, sdk.OSSKUCBLMariner, sdk.OSSKUWindows2019, sdk.OSSKUWindows2022),
		"osType":                 engine.Values(sdk.OSTypeLinux, sdk.OSTypeWindows),
		"scaleDownMode":          engine.Values(sdk.ScaleDownModeDelete, sdk.ScaleDownModeDeallocate),
		"scaleSetEvictionPolicy": engine.Values(sdk.ScaleSetEvictionPolicyDelete, sdk.ScaleSetEvictionPolicyDeallocate),
		"scaleSetPriority":       engine.Values(sdk.ScaleSetPrioritySpot, sdk.ScaleSetPriorityRegular),
		"type":                   engine.Values(sdk.AgentPoolTypeVirtualMachineScaleSets, sdk.AgentPoolTypeAvailabilitySet),
		"workloadRuntime":        engine.Values(sdk.WorkloadRuntimeOCIContainer, sdk.WorkloadRuntimeWasmWasi),
	} {
		enums["agentPoolArgs."+property] = values
		enums["ManagedClusterAgentPoolProfile."+property] = values
	}
	return engine.Vocabulary{
		Enums: enums,
		// AKS demands these although the API description leaves them optional.
		Required: []string{"managedClusterArgs.agentPoolProfiles", "ManagedClusterAgentPoolProfile.vmSize", "agentPoolArgs.vmSize",
			"ResourceReference.id", "maintenanceConfigurationArgs.maintenanceWindow"},
	}
}

func weekDays() []string {
	return engine.Values(sdk.WeekDaySunday, sdk.WeekDayMonday, sdk.WeekDayTuesday, sdk.WeekDayWednesday, sdk.WeekDayThursday,
		sdk.WeekDayFriday, sdk.WeekDaySaturday)
}
