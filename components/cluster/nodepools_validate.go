package cluster

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	poolsSource      = "https://learn.microsoft.com/azure/aks/create-node-pools"
	systemPoolSource = "https://learn.microsoft.com/azure/aks/use-system-pools"
	spotSource       = "https://learn.microsoft.com/azure/aks/spot-node-pool"
	surgeSource      = "https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling"
	quotasSource     = "https://learn.microsoft.com/azure/aks/quotas-skus-regions"
)

// validateNodePools checks every pool and what concerns them together. path is the settings' own.
func (s Settings) validateNodePools(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	pools := path.Child("nodePools")
	names := map[string]int{}
	system := 0
	for i, pool := range s.NodePools {
		at := pools.Index(i)
		errors.Append(pool.Validate(at, class))
		errors.Append(s.validatePoolInCluster(at, pool))
		if earlier, taken := names[pool.Name]; taken && pool.Name != "" {
			errors.Add(field.Error{
				Path: at.Child("name"), Value: pool.Name, Rule: fmt.Sprintf("is also the name of nodePools[%d]", earlier),
				Remedy: "give each pool its own name", Source: poolsSource,
			})
		} else {
			names[pool.Name] = i
		}
		if pool.Mode == ModeSystem {
			system++
		}
		if pool.OSType == "Windows" && s.Network.PolicyEngine == PolicyCilium {
			errors.Add(field.Error{
				Path: path.Child("network").Child("policyEngine"), Value: PolicyCilium,
				Rule: fmt.Sprintf("does not run on Windows, which %s has", at), Remedy: "choose calico, or keep to Linux pools",
				Source: "https://learn.microsoft.com/azure/aks/azure-cni-powered-by-cilium#limitations",
			})
		}
	}
	if system == 0 {
		errors.Add(field.Error{
			Path: pools, Rule: "has no pool with mode System, and a cluster is created with one", Remedy: "add one", Source: systemPoolSource,
		})
	}
	return errors
}

// validatePoolInCluster checks a pool against the rest of the cluster.
func (s Settings) validatePoolInCluster(path field.Path, pool NodePool) field.Errors {
	errors := s.validatePoolVersion(path.Child("orchestratorVersion"), pool.OrchestratorVersion)
	if family, ok := azure.VMFamily(pool.VMSize); ok && !slices.Contains(s.AllowedVMFamilies, family) {
		errors.Add(field.Error{
			Path: path.Child("vmSize"), Value: pool.VMSize, Rule: fmt.Sprintf("is of family %s, which is not allowed", family),
			Remedy: "choose one of " + strings.Join(s.AllowedVMFamilies, ", ") + ", or add the family to allowedVmFamilies",
		})
	}
	wanted := s.Network.Mode == NetworkPodSubnet
	if wanted && pool.PodSubnet == "" {
		errors.Add(field.Error{
			Path: path.Child("podSubnet"), Rule: "is required with network.mode podSubnet", Remedy: "name one of the spoke's extra subnets",
			Source: cniSource,
		})
	}
	if !wanted && pool.PodSubnet != "" {
		errors.Add(field.Error{
			Path: path.Child("podSubnet"), Value: pool.PodSubnet, Rule: "only means something with network.mode podSubnet",
			Remedy: "remove it", Source: cniSource,
		})
	}
	return errors
}

func (s Settings) validatePoolVersion(path field.Path, text string) field.Errors {
	if text == s.KubernetesVersion {
		return nil
	}
	version, err := azure.ParseKubernetesVersion(text)
	if err != nil {
		return validateKubernetesVersion(path, text)
	}
	cluster, err := azure.ParseKubernetesVersion(s.KubernetesVersion)
	switch {
	case err != nil:
		return nil // reported at kubernetesVersion
	case version.NewerThan(cluster):
		return field.Errors{{
			Path: path, Value: text, Rule: fmt.Sprintf("is newer than the control plane's %s", cluster),
			Remedy: "upgrade kubernetesVersion first", Source: versionsSource,
		}}
	case version.MinorsBehind(cluster) > azure.MaxNodePoolSkew:
		return field.Errors{{
			Path: path, Value: text, Rule: fmt.Sprintf("is more than %d minors behind the control plane's %s", azure.MaxNodePoolSkew, cluster),
			Remedy: "upgrade the pool first", Source: versionsSource,
		}}
	}
	return nil
}

// Validate reports the mistakes in the pool itself. The pool is a completed one.
func (p NodePool) Validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	if err := azure.CheckName("Microsoft.ContainerService/managedClusters/agentPools", p.Name); err != nil {
		errors.Add(field.Error{
			Path: path.Child("name"), Value: orNil(p.Name), Rule: "is not a name for a Linux pool",
			Remedy: "write 1 to 12 lower-case letters and digits, a letter first", Source: poolsSource,
		})
	}
	if p.Mode == "Gateway" {
		errors.Add(needsAPI(path.Child("mode"), p.Mode, apiStaticEgressGateway, "choose System or User"))
	} else {
		errors.Append(field.OneOf(path.Child("mode"), p.Mode, []string{ModeSystem, ModeUser}, systemPoolSource))
	}
	errors.Append(p.validateOS(path))
	errors.Append(p.validateCounts(path))
	errors.Append(p.validateMachine(path))
	errors.Append(p.validateDisk(path))
	errors.Append(p.validateUpgrade(path))
	errors.Append(p.validatePriority(path))
	for i, zone := range p.AvailabilityZones {
		if slices.Index(p.AvailabilityZones, zone) < i {
			errors.Add(field.Error{
				Path: path.Child("availabilityZones").Index(i), Value: zone, Rule: "is listed twice", Remedy: "remove one", Source: zonesSource,
			})
		}
	}
	errors.Append(p.validateTaints(path.Child("nodeTaints")))
	errors.Append(p.validateLabels(path.Child("nodeLabels")))
	for _, key := range slices.Sorted(maps.Keys(p.Tags)) {
		if err := azure.CheckTag(key, p.Tags[key]); err != nil {
			errors.Add(field.Error{
				Path: path.Child("tags").Child(key), Value: p.Tags[key], Rule: "is refused by ARM: " + err.Error(), Remedy: "shorten or rename it",
				Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations",
			})
		}
	}
	return errors
}

// leastPoolPods is how many pods AKS wants a pool that has nodes to have room for.
// Source: https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#configuring-maximum-pods-per-node-for-your-clusters
const leastPoolPods = 30

func (p NodePool) validateCounts(path field.Path) field.Errors {
	least := 0
	if p.Mode == ModeSystem {
		least = 1
	}
	leastPods := 10
	if p.Mode == ModeSystem {
		leastPods = 30
	}
	errors := field.Between(path.Child("maxPods"), p.MaxPods, leastPods, 250, addressSource)
	if len(errors) == 0 && p.Count > 0 && p.Count*p.MaxPods < leastPoolPods {
		errors.Add(field.Error{
			Path: path.Child("maxPods"), Value: p.MaxPods,
			Rule:   fmt.Sprintf("leaves a pool of count %d with room for %d pods, and AKS wants %d", p.Count, p.Count*p.MaxPods, leastPoolPods),
			Remedy: "choose more pods or more nodes", Source: addressSource,
		})
	}
	errors.Append(field.Between(path.Child("count"), p.Count, least, maxPoolCount, quotasSource))
	if !p.EnableAutoScaling {
		return errors
	}
	errors.Append(field.Between(path.Child("minCount"), p.MinCount, least, maxPoolCount, quotasSource))
	errors.Append(field.Between(path.Child("maxCount"), p.MaxCount, max(least, 1), maxPoolCount, quotasSource))
	if len(errors) > 0 {
		return errors
	}
	switch {
	case p.MaxCount < p.MinCount:
		errors.Add(field.Error{
			Path: path.Child("maxCount"), Value: p.MaxCount, Rule: fmt.Sprintf("is below minCount %d", p.MinCount),
			Remedy: fmt.Sprintf("choose %d to %d", max(p.MinCount, 1), maxPoolCount), Source: quotasSource,
		})
	case p.Count < p.MinCount || p.Count > p.MaxCount:
		errors.Add(field.Error{
			Path: path.Child("count"), Value: p.Count, Rule: fmt.Sprintf("is outside minCount %d and maxCount %d", p.MinCount, p.MaxCount),
			Remedy: "remove it, or choose a number between them", Source: poolsSource,
		})
	}
	return errors
}

func (p NodePool) validateUpgrade(path field.Path) field.Errors {
	upgrade := path.Child("upgradeSettings")
	var errors field.Errors
	if p.ScaleSetPriority != PrioritySpot {
		amount, isShare, ok := parseSurge(p.UpgradeSettings.MaxSurge)
		if !ok || amount == 0 || isShare && amount > 100 {
			errors.Add(field.Error{
				Path: upgrade.Child("maxSurge"), Value: p.UpgradeSettings.MaxSurge, Rule: "is not a number of nodes to add while upgrading",
				Remedy: "write a share from 1% to 100%, such as 33%, or a number of at least 1", Source: surgeSource,
			})
		}
	}
	errors.Append(field.Between(upgrade.Child("drainTimeoutInMinutes"), p.UpgradeSettings.DrainTimeoutInMinutes, 1, 1440, surgeSource))
	errors.Append(field.Between(upgrade.Child("nodeSoakDurationInMinutes"), p.UpgradeSettings.NodeSoakDurationInMinutes, 0, 30, surgeSource))
	behavior := upgrade.Child("undrainableNodeBehavior")
	if p.UpgradeSettings.UndrainableNodeBehavior == "Cordon" {
		errors.Add(needsAPI(behavior, "Cordon", apiUndrainableNodeBehavior, "choose Schedule"))
	} else {
		errors.Append(field.OneOf(behavior, p.UpgradeSettings.UndrainableNodeBehavior, []string{"Schedule"}, surgeSource))
	}
	ssh := path.Child("securityProfile").Child("sshAccess")
	if p.SecurityProfile.SSHAccess == "Disabled" || p.SecurityProfile.SSHAccess == "EntraId" {
		errors.Add(needsAPI(ssh, p.SecurityProfile.SSHAccess, apiSSHAccess, "choose LocalUser: no key is installed for it"))
	} else {
		errors.Append(field.OneOf(ssh, p.SecurityProfile.SSHAccess, []string{"LocalUser"}, apiVersionSource))
	}
	return errors
}

func (p NodePool) validatePriority(path field.Path) field.Errors {
	errors := field.OneOf(path.Child("scaleSetPriority"), p.ScaleSetPriority, []string{PriorityRegular, PrioritySpot}, spotSource)
	if p.ScaleSetPriority != PrioritySpot {
		return errors
	}
	if p.Mode == ModeSystem {
		errors.Add(field.Error{
			Path: path.Child("scaleSetPriority"), Value: p.ScaleSetPriority, Rule: "lets Azure take the nodes of a System pool away",
			Remedy: "choose Regular, or mode User", Source: spotSource,
		})
	}
	if p.UpgradeSettings.MaxSurge != "" {
		errors.Add(field.Error{
			Path: path.Child("upgradeSettings").Child("maxSurge"), Value: p.UpgradeSettings.MaxSurge, Rule: "is not possible on a Spot pool",
			Remedy: "remove it", Source: spotSource,
		})
	}
	return errors
}
