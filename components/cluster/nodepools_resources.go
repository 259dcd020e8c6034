package cluster

import (
	"fmt"
	"maps"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// What is the same for every pool.
const (
	// agentPoolType is the only kind of pool that can scale and be upgraded by itself.
	agentPoolType = "VirtualMachineScaleSets"
	// kubeletDiskType keeps images and empty volumes on the system disk.
	kubeletDiskType = "OS"
	// scaleDownMode gives machines back instead of keeping them stopped, which would still cost their disks.
	scaleDownMode = "Delete"
	// evictionPolicy of a spot pool, for the same reason.
	evictionPolicy = "Delete"
	// spotMaxPrice is the price of a regular machine: nodes are only lost when Azure needs the capacity.
	spotMaxPrice = -1
)

// systemPool returns the index of the pool that is created with the cluster: the first one with mode System.
func (s Settings) systemPool() int {
	for i, pool := range s.NodePools {
		if pool.Mode == ModeSystem {
			return i
		}
	}
	return -1
}

// systemPoolProfile maps the first System pool to its place inside the cluster. It is the only one there: a pool in this
// list cannot be added or removed later, and a change of one sets all of them to work.
func (b *builder) systemPoolProfile() containerservice.ManagedClusterAgentPoolProfileArgs {
	pool := b.settings.NodePools[b.settings.systemPool()]
	common := b.poolInputs(pool)
	return containerservice.ManagedClusterAgentPoolProfileArgs{
		AvailabilityZones: common.AvailabilityZones, Count: common.Count, EnableAutoScaling: common.EnableAutoScaling,
		EnableEncryptionAtHost: common.EnableEncryptionAtHost, EnableFIPS: common.EnableFIPS,
		EnableNodePublicIP: common.EnableNodePublicIP, EnableUltraSSD: common.EnableUltraSSD, KubeletDiskType: common.KubeletDiskType,
		MaxCount: common.MaxCount, MaxPods: common.MaxPods, MinCount: common.MinCount, Mode: common.Mode, Name: pulumi.String(pool.Name),
		NodeLabels: common.NodeLabels, NodeTaints: common.NodeTaints, OrchestratorVersion: common.OrchestratorVersion,
		OsDiskSizeGB: common.OsDiskSizeGB, OsDiskType: common.OsDiskType, OsSKU: common.OsSKU, OsType: common.OsType,
		PodSubnetID: common.PodSubnetID, ScaleDownMode: common.ScaleDownMode, ScaleSetPriority: common.ScaleSetPriority,
		SecurityProfile: common.SecurityProfile, Tags: common.Tags, Type: common.Type, UpgradeSettings: common.UpgradeSettings,
		VmSize: common.VmSize, VnetSubnetID: common.VnetSubnetID,
	}
}

// agentPools declares every other pool, each after the one before it: AKS takes 20 writes of pools at once and then one
// a minute, and answers the rest with 429 (https://learn.microsoft.com/azure/aks/quotas-skus-regions).
func (b *builder) agentPools(cluster *containerservice.ManagedCluster) ([]pulumi.Resource, error) {
	var pools []pulumi.Resource
	for i, pool := range b.settings.NodePools {
		if i == b.settings.systemPool() {
			continue
		}
		inputs := b.poolInputs(pool)
		inputs.AgentPoolName = pulumi.String(pool.Name)
		inputs.ResourceGroupName, inputs.ResourceName = b.args.ResourceGroupName, cluster.Name
		options := []pulumi.ResourceOption{b.parent}
		if len(pools) > 0 {
			options = append(options, pulumi.DependsOn(pools[len(pools)-1:]))
		}
		if ignored := b.ignoredInPool(pool, ""); len(ignored) > 0 {
			options = append(options, pulumi.IgnoreChanges(ignored))
		}
		agentPool, err := containerservice.NewAgentPool(b.ctx, b.child("pool-"+pool.Name), &inputs, options...)
		if err != nil {
			return nil, fmt.Errorf("node pool %q: %w", pool.Name, err)
		}
		pools = append(pools, agentPool)
	}
	return pools, nil
}

// ignoredInPool lists what somebody else changes in a pool: the autoscaler its count, a channel its version. Without
// this an update would set both back, which AKS refuses or, worse, does.
func (b *builder) ignoredInPool(pool NodePool, prefix string) []string {
	var ignored []string
	if pool.EnableAutoScaling {
		ignored = append(ignored, prefix+"count")
	}
	if b.settings.AutoUpgradeProfile.Automatic() {
		ignored = append(ignored, prefix+"orchestratorVersion")
	}
	return ignored
}

// ignoredInCluster lists the same for the cluster and the pool inside it.
func (b *builder) ignoredInCluster() []string {
	ignored := b.ignoredInPool(b.settings.NodePools[b.settings.systemPool()], "agentPoolProfiles[0].")
	if b.settings.AutoUpgradeProfile.Automatic() {
		ignored = append(ignored, "kubernetesVersion")
	}
	return ignored
}

// poolInputs maps a pool to ARM, without its name and place, which differ between the two ways of declaring one.
func (b *builder) poolInputs(pool NodePool) containerservice.AgentPoolArgs {
	labels := map[string]string{poolLabel: pool.Name}
	maps.Copy(labels, pool.NodeLabels)
	tags := maps.Clone(b.args.Tags)
	if tags == nil {
		tags = map[string]string{}
	}
	maps.Copy(tags, pool.Tags)
	inputs := containerservice.AgentPoolArgs{
		Count:                  pulumi.Int(pool.Count),
		EnableAutoScaling:      pulumi.Bool(pool.EnableAutoScaling),
		EnableEncryptionAtHost: pulumi.Bool(pool.EnableEncryptionAtHost),
		EnableFIPS:             pulumi.Bool(false),
		EnableNodePublicIP:     pulumi.Bool(false),
		EnableUltraSSD:         pulumi.Bool(false),
		KubeletDiskType:        pulumi.String(kubeletDiskType),
		MaxPods:                pulumi.Int(pool.MaxPods),
		Mode:                   pulumi.String(pool.Mode),
		NodeLabels:             pulumi.ToStringMap(labels),
		OrchestratorVersion:    pulumi.String(pool.OrchestratorVersion),
		OsDiskSizeGB:           pulumi.Int(pool.OSDiskSizeGB),
		OsDiskType:             pulumi.String(pool.OSDiskType),
		OsSKU:                  pulumi.String(pool.OSSKU),
		OsType:                 pulumi.String(pool.OSType),
		ScaleDownMode:          pulumi.String(scaleDownMode),
		ScaleSetPriority:       pulumi.String(pool.ScaleSetPriority),
		SecurityProfile: containerservice.AgentPoolSecurityProfileArgs{
			EnableSecureBoot: pulumi.Bool(pool.SecurityProfile.EnableSecureBoot),
			EnableVTPM:       pulumi.Bool(pool.SecurityProfile.EnableVTPM),
		},
		Tags:         pulumi.ToStringMap(tags),
		Type:         pulumi.String(agentPoolType),
		VmSize:       pulumi.String(pool.VMSize),
		VnetSubnetID: b.nodeSubnet(pool).ToStringOutput().ToStringPtrOutput(),
	}
	if pool.EnableAutoScaling {
		inputs.MinCount, inputs.MaxCount = pulumi.Int(pool.MinCount), pulumi.Int(pool.MaxCount)
	}
	if len(pool.AvailabilityZones) > 0 {
		inputs.AvailabilityZones = pulumi.ToStringArray(pool.AvailabilityZones)
	}
	if len(pool.NodeTaints) > 0 {
		inputs.NodeTaints = pulumi.ToStringArray(pool.NodeTaints)
	}
	if pool.PodSubnet != "" {
		inputs.PodSubnetID = b.args.PoolSubnetIDs[pool.PodSubnet].ToStringOutput().ToStringPtrOutput()
	}
	upgrade := containerservice.AgentPoolUpgradeSettingsArgs{
		DrainTimeoutInMinutes:     pulumi.Int(pool.UpgradeSettings.DrainTimeoutInMinutes),
		NodeSoakDurationInMinutes: pulumi.Int(pool.UpgradeSettings.NodeSoakDurationInMinutes),
	}
	if pool.ScaleSetPriority == PrioritySpot {
		inputs.ScaleSetEvictionPolicy, inputs.SpotMaxPrice = pulumi.String(evictionPolicy), pulumi.Float64(spotMaxPrice)
	} else {
		upgrade.MaxSurge = pulumi.String(pool.UpgradeSettings.MaxSurge)
	}
	inputs.UpgradeSettings = upgrade
	return inputs
}

// nodeSubnet returns the subnet of a pool's nodes; never nil, since args were checked.
func (b *builder) nodeSubnet(pool NodePool) pulumi.StringInput {
	if pool.Subnet != "" {
		return b.args.PoolSubnetIDs[pool.Subnet]
	}
	return b.args.NodeSubnetID
}
