package cluster

import (
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// Modes of a node pool.
const (
	// ModeSystem is for the pools that run what the cluster itself needs.
	ModeSystem = "System"
	// ModeUser is for the pools that run workloads.
	ModeUser = "User"
)

// Priorities of a node pool's machines.
const (
	PriorityRegular = "Regular"
	PrioritySpot    = "Spot"
)

// criticalAddonsTaint keeps workloads off a system pool.
// Source: https://learn.microsoft.com/azure/aks/use-system-pools
const criticalAddonsTaint = "CriticalAddonsOnly=true:NoSchedule"

// poolLabel is on every node and names its pool, so that a workload can ask for one without knowing AKS's own labels.
const poolLabel = "akslz/pool"

// maxPoolCount is AKS's limit on the nodes of one pool.
// Source: https://learn.microsoft.com/azure/aks/quotas-skus-regions#service-quotas-and-limits
const maxPoolCount = 1000

// NodePool is a group of equal machines. Name, VM size, disk, zones, pod limit, subnet, priority and host encryption of
// a pool cannot change: a pool with another name takes its place.
// https://learn.microsoft.com/azure/aks/create-node-pools
type NodePool struct {
	// Name is 1 to 12 lower-case letters and digits, a letter first. Required, unique in the cluster.
	Name string `json:"name"`
	// Mode is System or User (default). The first System pool is created with the cluster and cannot leave it.
	Mode string `json:"mode" jsonschema:"enum=System,enum=User"`
	// VMSize is a size as ARM spells it, of one of the allowed families. Default System Standard_D2d_v5, User
	// Standard_D4d_v5. https://learn.microsoft.com/azure/virtual-machines/sizes/overview
	VMSize string `json:"vmSize"`
	// OSType is Linux. Windows is refused: it has to be prepared for when the cluster is created, which is not built.
	OSType string `json:"osType" jsonschema:"enum=Linux"`
	// OSSKU is the Linux distribution: AzureLinux (default) or Ubuntu; which release follows from the Kubernetes version.
	OSSKU string `json:"osSKU" jsonschema:"enum=AzureLinux,enum=Ubuntu"`
	// OrchestratorVersion is the pool's Kubernetes version, up to three minors behind the control plane's. Default: the
	// cluster's kubernetesVersion.
	OrchestratorVersion string `json:"orchestratorVersion"`
	// EnableAutoScaling lets the cluster autoscaler choose the number of nodes. Default true.
	EnableAutoScaling bool `json:"enableAutoScaling"`
	// Count is the number of nodes, with autoscaling only the first one. 0 to 1000, System from 1. Default: minCount.
	Count int `json:"count"`
	// MinCount is the smallest number of nodes, 0 to 1000, System from 1. Default System dev 1, qa and prod 3; User dev 1,
	// qa and prod 2, on Spot 0.
	MinCount int `json:"minCount"`
	// MaxCount is the largest number of nodes, up to 1000. Default System dev 3, qa and prod 4; User dev 3, qa and prod 5.
	MaxCount int `json:"maxCount"`
	// MaxPods is the number of pods that a node takes, 10 to 250, System from 30. Default 30.
	// https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning#maximum-pods-per-node
	MaxPods int `json:"maxPods"`
	// AvailabilityZones are the zones that nodes are spread over. Default dev none, qa and prod 1, 2 and 3.
	// https://learn.microsoft.com/azure/aks/reliability-availability-zones-configure
	AvailabilityZones []string `json:"availabilityZones"`
	// OSDiskType is Ephemeral (default: on the machine's local disk) or Managed.
	// https://learn.microsoft.com/azure/aks/concepts-storage#ephemeral-os-disks-in-aks
	OSDiskType string `json:"osDiskType" jsonschema:"enum=Ephemeral,enum=Managed"`
	// OSDiskSizeGB is the size of the system disk, 30 to 2048 and no larger than the local disk of the size when it is
	// ephemeral. Default System 64, User 120.
	OSDiskSizeGB int `json:"osDiskSizeGB"`
	// NodeTaints keep pods off the pool's nodes, each as key=value:effect. Default System
	// CriticalAddonsOnly=true:NoSchedule, User none.
	NodeTaints []string `json:"nodeTaints"`
	// NodeLabels are labels on the pool's nodes, besides akslz/pool, which every node has.
	NodeLabels map[string]string `json:"nodeLabels"`
	// Tags are tags on the pool's machines, besides those of the stack.
	Tags map[string]string `json:"tags"`
	// EnableEncryptionAtHost encrypts temporary disks and caches. It needs the subscription feature EncryptionAtHost.
	// Default dev false, qa and prod true. https://learn.microsoft.com/azure/aks/enable-host-encryption
	EnableEncryptionAtHost bool `json:"enableEncryptionAtHost"`
	// SecurityProfile is the machines' trusted launch.
	SecurityProfile PoolSecurityProfile `json:"securityProfile"`
	// UpgradeSettings say how nodes are replaced.
	UpgradeSettings UpgradeSettings `json:"upgradeSettings"`
	// ScaleSetPriority is Regular (default) or Spot, for User pools of work that may be interrupted.
	// https://learn.microsoft.com/azure/aks/spot-node-pool
	ScaleSetPriority string `json:"scaleSetPriority" jsonschema:"enum=Regular,enum=Spot"`
	// Subnet is the name of one of the spoke's extra subnets. Default: the subnet of all nodes.
	Subnet string `json:"subnet"`
	// PodSubnet is the name of the extra subnet that pods take addresses from, with network mode podSubnet only.
	PodSubnet string `json:"podSubnet"`
}

// PoolSecurityProfile is the trusted launch of a pool's machines, which boot generation 2 images only.
// https://learn.microsoft.com/azure/aks/use-trusted-launch
type PoolSecurityProfile struct {
	// EnableSecureBoot lets only signed boot loaders, kernels and drivers run. Default dev false, qa and prod true.
	EnableSecureBoot bool `json:"enableSecureBoot"`
	// EnableVTPM gives each machine a virtual TPM. Default dev false, qa and prod true.
	EnableVTPM bool `json:"enableVTPM"`
	// SSHAccess is LocalUser: the SSH service runs and nobody has a key for it. Disabled needs a newer AKS API.
	SSHAccess string `json:"sshAccess" jsonschema:"enum=LocalUser"`
}

// UpgradeSettings say how a pool's nodes are replaced.
// https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling
type UpgradeSettings struct {
	// MaxSurge is how many nodes are added while upgrading, as a number or a share of the pool from 1% to 100%. Default
	// 33%; none on Spot, which takes none.
	MaxSurge string `json:"maxSurge"`
	// DrainTimeoutInMinutes is how long pods may take to leave a node, 1 to 1440. Default 30.
	DrainTimeoutInMinutes int `json:"drainTimeoutInMinutes" jsonschema:"minimum=1,maximum=1440"`
	// NodeSoakDurationInMinutes is how long a new node is watched before the next is replaced, 0 to 30. Default dev 0, qa
	// and prod 5.
	NodeSoakDurationInMinutes int `json:"nodeSoakDurationInMinutes" jsonschema:"minimum=0,maximum=30"`
	// UndrainableNodeBehavior is Schedule: a node that cannot be emptied goes on taking pods. Cordon needs a newer AKS API.
	UndrainableNodeBehavior string `json:"undrainableNodeBehavior" jsonschema:"enum=Schedule"`
}

// SetDefaults implements field.Defaulter. What follows from mode and priority is filled by [Settings.Complete].
func (p *NodePool) SetDefaults(class environment.Class) {
	*p = NodePool{
		Mode: ModeUser, OSType: "Linux", OSSKU: "AzureLinux", EnableAutoScaling: true, MaxPods: 30, OSDiskType: diskEphemeral,
		Count: unset, MinCount: unset, MaxCount: unset, OSDiskSizeGB: unset,
		EnableEncryptionAtHost: environment.Pick(class, false, true),
		SecurityProfile: PoolSecurityProfile{
			EnableSecureBoot: environment.Pick(class, false, true), EnableVTPM: environment.Pick(class, false, true),
			SSHAccess: "LocalUser",
		},
		UpgradeSettings: UpgradeSettings{
			DrainTimeoutInMinutes: 30, NodeSoakDurationInMinutes: environment.Pick(class, 0, 5), UndrainableNodeBehavior: "Schedule",
		},
		ScaleSetPriority: PriorityRegular,
	}
}

// Kinds of system disk.
const (
	diskEphemeral = "Ephemeral"
	diskManaged   = "Managed"
)

// complete fills what follows from other values of the pool.
func (p *NodePool) complete(class environment.Class, kubernetesVersion string) {
	system := p.Mode == ModeSystem
	pick := func(forSystem, forUser int) int {
		if system {
			return forSystem
		}
		return forUser
	}
	if p.VMSize == "" {
		p.VMSize = "Standard_D4d_v5"
		if system {
			p.VMSize = "Standard_D2d_v5"
		}
	}
	if p.OrchestratorVersion == "" {
		p.OrchestratorVersion = kubernetesVersion
	}
	if p.MinCount == unset {
		p.MinCount = pick(environment.Pick(class, 1, 3), environment.Pick(class, 1, 2))
		if p.ScaleSetPriority == PrioritySpot && !system {
			p.MinCount = 0
		}
	}
	if p.MaxCount == unset {
		p.MaxCount = pick(environment.Pick(class, 3, 4), environment.Pick(class, 3, 5))
	}
	if p.Count == unset {
		p.Count = p.MinCount
	}
	if p.OSDiskSizeGB == unset {
		p.OSDiskSizeGB = pick(64, 120)
	}
	if p.AvailabilityZones == nil {
		p.AvailabilityZones = environment.Pick(class, []string{}, []string{"1", "2", "3"})
	}
	if p.NodeTaints == nil {
		p.NodeTaints = []string{}
		if system {
			p.NodeTaints = []string{criticalAddonsTaint}
		}
	}
	if p.UpgradeSettings.MaxSurge == "" && p.ScaleSetPriority != PrioritySpot {
		p.UpgradeSettings.MaxSurge = "33%"
	}
}
