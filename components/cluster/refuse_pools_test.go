package cluster

import "testing"

func TestNodePoolsRefuse(t *testing.T) {
	runRefusals(t, []refusal{
		{
			name: "no system pool", text: `{"nodePools":[{"name":"npuser01"}]}`,
			want: `cluster.nodePools: has no pool with mode System, and a cluster is created with one; add one
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "no pool", text: `{"nodePools":[]}`,
			want: `cluster.nodePools: has no pool with mode System, and a cluster is created with one; add one
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "two pools of one name", text: `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npsystem","mode":"System"}]}`,
			want: `cluster.nodePools[1].name: "npsystem" is also the name of nodePools[0]; give each pool its own name
    (https://learn.microsoft.com/azure/aks/create-node-pools)`,
		},
		{
			name: "no name", text: `{"nodePools":[{"name":"npsystem","mode":"System"},{}]}`,
			want: `cluster.nodePools[1].name: is not a name for a Linux pool; write 1 to 12 lower-case letters and digits, a letter first
    (https://learn.microsoft.com/azure/aks/create-node-pools)`,
		},
		{
			name: "capital letters", text: `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npUser01"}]}`,
			want: `cluster.nodePools[1].name: "npUser01" is not a name for a Linux pool; write 1 to 12 lower-case letters and digits, a letter first
    (https://learn.microsoft.com/azure/aks/create-node-pools)`,
		},
		{
			name: "thirteen characters", text: `{"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npuser0123456"}]}`,
			want: `cluster.nodePools[1].name: "npuser0123456" is not a name for a Linux pool; write 1 to 12 lower-case letters and digits, a letter first
    (https://learn.microsoft.com/azure/aks/create-node-pools)`,
		},
		{
			name: "unknown mode", text: withPool(`"mode":"Batch"`),
			want: `cluster.nodePools[1].mode: "Batch" is not supported; choose one of System, User
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "system pool on spot machines", text: withSystemPool(`"scaleSetPriority":"Spot"`),
			want: `cluster.nodePools[0].scaleSetPriority: "Spot" lets Azure take the nodes of a System pool away; choose Regular, or mode User
    (https://learn.microsoft.com/azure/aks/spot-node-pool)`,
		},
		{
			name: "system pool on Windows", text: `{"network":{"policyEngine":"calico"},"nodePools":[{"name":"npsystem","mode":"System","osType":"Windows"}]}`,
			want: `cluster.nodePools[0].osType: "Windows" cannot run the system's own pods; choose Linux
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "system pool with one vCPU", text: `{"allowedVmFamilies":["Bms"],"nodePools":[{"name":"npsystem","mode":"System","vmSize":"Standard_B1ms","osDiskType":"Managed"}]}`,
			want: `cluster.nodePools[0].vmSize: "Standard_B1ms" is burstable, which AKS refuses for System pools; choose a size of another family
    (https://learn.microsoft.com/azure/aks/use-system-pools)
cluster.nodePools[0].vmSize: "Standard_B1ms" has 1 vCPU and 2 GiB, and a System pool needs 2 and 4; choose a larger size
    (https://learn.microsoft.com/azure/aks/quotas-skus-regions)`,
		},
		{
			name: "burstable system pool", text: `{"allowedVmFamilies":["Bms"],"nodePools":[{"name":"npsystem","mode":"System","vmSize":"Standard_B2ms","osDiskType":"Managed"}]}`,
			want: `cluster.nodePools[0].vmSize: "Standard_B2ms" is burstable, which AKS refuses for System pools; choose a size of another family
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "burstable system pool outside the table", text: `{"allowedVmFamilies":["Bas v2"],"nodePools":[{"name":"npsystem","mode":"System","vmSize":"Standard_B2as_v2","osDiskType":"Managed"}]}`,
			want: `cluster.nodePools[0].vmSize: "Standard_B2as_v2" is burstable, which AKS refuses for System pools; choose a size of another family
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "family that is not allowed", text: withPool(`"vmSize":"Standard_E4ds_v5"`),
			want: `cluster.nodePools[1].vmSize: "Standard_E4ds_v5" is of family Eds v5, which is not allowed; choose one of Dd v5, Dds v5, Dds v6, Ed v5, Fs v2, or add the family to allowedVmFamilies`,
		},
		{
			name: "size that is none", text: withPool(`"vmSize":"large"`),
			want: `cluster.nodePools[1].vmSize: "large" is not the name of a VM size; write it as Standard_D4d_v5
    (https://learn.microsoft.com/azure/virtual-machines/vm-naming-conventions)`,
		},
		{
			name: "Arm machine with trusted launch", text: `{"allowedVmFamilies":["Dd v5","Dpds v5"],"nodePools":[{"name":"npsystem","mode":"System"},{"name":"nparm","vmSize":"Standard_D4pds_v5"}]}`,
			want: `cluster.nodePools[1].securityProfile: asks for trusted launch, which Arm machines such as Standard_D4pds_v5 lack; set enableSecureBoot and enableVTPM to false
    (https://learn.microsoft.com/azure/aks/use-trusted-launch)`,
		},
		{
			name: "maxCount below minCount", text: withPool(`"minCount":3,"maxCount":2`),
			want: `cluster.nodePools[1].maxCount: 2 is below minCount 3; choose 3 to 1000
    (https://learn.microsoft.com/azure/aks/quotas-skus-regions)`,
		},
		{
			name: "maxCount over a thousand", text: withPool(`"maxCount":1001`),
			want: `cluster.nodePools[1].maxCount: 1001 is outside 1 to 1000; choose 1 to 1000
    (https://learn.microsoft.com/azure/aks/quotas-skus-regions)`,
		},
		{
			name: "count outside minCount and maxCount", text: withPool(`"count":6`),
			want: `cluster.nodePools[1].count: 6 is outside minCount 2 and maxCount 5; remove it, or choose a number between them
    (https://learn.microsoft.com/azure/aks/create-node-pools)`,
		},
		{
			name: "system pool scaled to zero", text: withSystemPool(`"minCount":0,"count":1`),
			want: `cluster.nodePools[0].minCount: 0 is outside 1 to 1000; choose 1 to 1000
    (https://learn.microsoft.com/azure/aks/quotas-skus-regions)`,
		},
		{
			name: "nine pods per node", text: withPool(`"maxPods":9`),
			want: `cluster.nodePools[1].maxPods: 9 is outside 10 to 250; choose 10 to 250
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "pool with room for twenty pods", text: withPool(`"maxPods":10`),
			want: `cluster.nodePools[1].maxPods: 10 leaves a pool of count 2 with room for 20 pods, and AKS wants 30; choose more pods or more nodes
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "29 pods per system node", text: withSystemPool(`"maxPods":29`),
			want: `cluster.nodePools[0].maxPods: 29 is outside 30 to 250; choose 30 to 250
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "251 pods per node", text: withPool(`"maxPods":251`),
			want: `cluster.nodePools[1].maxPods: 251 is outside 10 to 250; choose 10 to 250
    (https://learn.microsoft.com/azure/aks/concepts-network-ip-address-planning)`,
		},
		{
			name: "disk larger than the local one", text: withSystemPool(`"osDiskSizeGB":76`),
			want: `cluster.nodePools[0].osDiskSizeGB: 76 is more than the 74 GiB that the local disk of Standard_D2d_v5 has beside trusted launch; choose 30 to 74, a larger size, or osDiskType Managed
    (https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks)`,
		},
		{
			name: "disk that fits only without trusted launch", text: withSystemPool(`"osDiskSizeGB":75`),
			want: `cluster.nodePools[0].osDiskSizeGB: 75 is more than the 74 GiB that the local disk of Standard_D2d_v5 has beside trusted launch; choose 30 to 74, a larger size, or osDiskType Managed
    (https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks)`,
		},
		{
			name: "disk of 20 GB", text: withSystemPool(`"osDiskSizeGB":20`),
			want: `cluster.nodePools[0].osDiskSizeGB: 20 is outside 30 to 2048; choose 30 to 2048
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "ephemeral disk without a local one", text: `{"allowedVmFamilies":["Dd v5","Ds v5"],"nodePools":[{"name":"npsystem","mode":"System"},{"name":"npuser01","vmSize":"Standard_D4s_v5"}]}`,
			want: `cluster.nodePools[1].osDiskType: "Ephemeral" needs a local disk, which Standard_D4s_v5 lacks; choose a size with a d in its name, such as Standard_D4d_v5, or set osDiskType to Managed
    (https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks)`,
		},
		{
			name: "unknown kind of disk", text: withPool(`"osDiskType":"Floppy"`),
			want: `cluster.nodePools[1].osDiskType: "Floppy" is not supported; choose one of Ephemeral, Managed
    (https://learn.microsoft.com/azure/virtual-machines/ephemeral-os-disks)`,
		},
		{
			name: "surge of nothing", text: withPool(`"upgradeSettings":{"maxSurge":"0"}`),
			want: `cluster.nodePools[1].upgradeSettings.maxSurge: "0" is not a number of nodes to add while upgrading; write a share from 1% to 100%, such as 33%, or a number of at least 1
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "surge of nought per cent", text: withPool(`"upgradeSettings":{"maxSurge":"0%"}`),
			want: `cluster.nodePools[1].upgradeSettings.maxSurge: "0%" is not a number of nodes to add while upgrading; write a share from 1% to 100%, such as 33%, or a number of at least 1
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "surge over a hundred per cent", text: withPool(`"upgradeSettings":{"maxSurge":"101%"}`),
			want: `cluster.nodePools[1].upgradeSettings.maxSurge: "101%" is not a number of nodes to add while upgrading; write a share from 1% to 100%, such as 33%, or a number of at least 1
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "word for a surge", text: withPool(`"upgradeSettings":{"maxSurge":"some"}`),
			want: `cluster.nodePools[1].upgradeSettings.maxSurge: "some" is not a number of nodes to add while upgrading; write a share from 1% to 100%, such as 33%, or a number of at least 1
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "surge on spot machines", text: withPool(`"scaleSetPriority":"Spot","upgradeSettings":{"maxSurge":"10%"}`),
			want: `cluster.nodePools[1].upgradeSettings.maxSurge: "10%" is not possible on a Spot pool; remove it
    (https://learn.microsoft.com/azure/aks/spot-node-pool)`,
		},
		{
			name: "drain of two days", text: withPool(`"upgradeSettings":{"drainTimeoutInMinutes":2880}`),
			want: `cluster.nodePools[1].upgradeSettings.drainTimeoutInMinutes: 2880 is outside 1 to 1440; choose 1 to 1440
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "soak of an hour", text: withPool(`"upgradeSettings":{"nodeSoakDurationInMinutes":60}`),
			want: `cluster.nodePools[1].upgradeSettings.nodeSoakDurationInMinutes: 60 is outside 0 to 30; choose 0 to 30
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "unknown behaviour", text: withPool(`"upgradeSettings":{"undrainableNodeBehavior":"Ignore"}`),
			want: `cluster.nodePools[1].upgradeSettings.undrainableNodeBehavior: "Ignore" is not supported; choose one of Schedule
    (https://learn.microsoft.com/azure/aks/upgrade-aks-node-pools-rolling)`,
		},
		{
			name: "unknown SSH access", text: withPool(`"securityProfile":{"sshAccess":"Root"}`),
			want: `cluster.nodePools[1].securityProfile.sshAccess: "Root" is not supported; choose one of LocalUser
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "unknown priority", text: withPool(`"scaleSetPriority":"Low"`),
			want: `cluster.nodePools[1].scaleSetPriority: "Low" is not supported; choose one of Regular, Spot
    (https://learn.microsoft.com/azure/aks/spot-node-pool)`,
		},
		{
			name: "taint without an effect", text: withPool(`"nodeTaints":["workload=true"]`),
			want: `cluster.nodePools[1].nodeTaints[0]: "workload=true" is not a taint; write key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute
    (https://learn.microsoft.com/azure/aks/use-node-taints)`,
		},
		{
			name: "taint without a value", text: withPool(`"nodeTaints":["workload:NoSchedule"]`),
			want: `cluster.nodePools[1].nodeTaints[0]: "workload:NoSchedule" is not a taint; write key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute
    (https://learn.microsoft.com/azure/aks/use-node-taints)`,
		},
		{
			name: "hard taint on a system pool", text: withSystemPool(`"nodeTaints":["CriticalAddonsOnly=true:NoSchedule","team=a:NoSchedule"]`),
			want: `cluster.nodePools[0].nodeTaints[1]: "team=a:NoSchedule" is not possible on a System pool, whose pods do not tolerate it; choose effect PreferNoSchedule, or taint a User pool
    (https://learn.microsoft.com/azure/aks/use-system-pools)`,
		},
		{
			name: "taint with an unknown effect", text: withPool(`"nodeTaints":["workload=true:Never"]`),
			want: `cluster.nodePools[1].nodeTaints[0]: "workload=true:Never" is not a taint; write key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute
    (https://learn.microsoft.com/azure/aks/use-node-taints)`,
		},
		{
			name: "labels of AKS and Kubernetes", text: withPool(`"nodeLabels":{"kubernetes.azure.com/mode":"user","node-role.kubernetes.io/worker":"","topology.kubernetes.io/zone":"1"}`),
			want: `cluster.nodePools[1].nodeLabels.kubernetes.azure.com/mode: "user" belongs to kubernetes.azure.com, which AKS and Kubernetes keep for themselves; use a domain of your own
    (https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels)
cluster.nodePools[1].nodeLabels.node-role.kubernetes.io/worker: "" belongs to node-role.kubernetes.io, which AKS and Kubernetes keep for themselves; use a domain of your own
    (https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels)
cluster.nodePools[1].nodeLabels.topology.kubernetes.io/zone: "1" belongs to topology.kubernetes.io, which AKS and Kubernetes keep for themselves; use a domain of your own
    (https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels)`,
		},
		{
			name: "the landing zone's own label", text: withPool(`"nodeLabels":{"akslz/pool":"mine"}`),
			want: `cluster.nodePools[1].nodeLabels.akslz/pool: "mine" is set by the landing zone to the pool's name; remove it`,
		},
		{
			name: "label that is none", text: withPool(`"nodeLabels":{"disk":"very fast"}`),
			want: `cluster.nodePools[1].nodeLabels.disk: "very fast" is not a Kubernetes label; write up to 63 letters, digits, dashes, underscores and dots
    (https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels)`,
		},
		{
			name: "tag that ARM refuses", text: withPool(`"tags":{"cost/center":"1"}`),
			want: `cluster.nodePools[1].tags.cost/center: "1" is refused by ARM: tag name "cost/center" holds one of <>%&\?/, which ARM refuses; shorten or rename it
    (https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations)`,
		},
		{
			name: "retired distribution", text: withPool(`"osSKU":"CBLMariner"`),
			want: `cluster.nodePools[1].osSKU: "CBLMariner" is retired: its images are gone since 2026-03-31; choose AzureLinux
    (https://learn.microsoft.com/azure/azure-linux/intro-azure-linux)`,
		},
		{
			name: "unknown distribution", text: withPool(`"osSKU":"Debian"`),
			want: `cluster.nodePools[1].osSKU: "Debian" is not supported; choose one of AzureLinux, Ubuntu
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`,
		},
		{
			name: "pool newer than the control plane", text: withPool(`"orchestratorVersion":"1.37"`),
			want: `cluster.nodePools[1].orchestratorVersion: "1.37" is newer than the control plane's 1.36; upgrade kubernetesVersion first
    (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions)`,
		},
		{
			name: "pool four minors behind", text: withPool(`"orchestratorVersion":"1.32"`),
			want: `cluster.nodePools[1].orchestratorVersion: "1.32" is more than 3 minors behind the control plane's 1.36; upgrade the pool first
    (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions)`,
		},
		{
			name: "pool with a word for a version", text: withPool(`"orchestratorVersion":"new"`),
			want: `cluster.nodePools[1].orchestratorVersion: "new" is not a Kubernetes version; write 1.<minor> or 1.<minor>.<patch>, such as 1.36
    (https://learn.microsoft.com/azure/aks/supported-kubernetes-versions)`,
		},
		{
			name: "pod subnet without that mode", text: withPool(`"podSubnet":"pods"`),
			want: `cluster.nodePools[1].podSubnet: "pods" only means something with network.mode podSubnet; remove it
    (https://learn.microsoft.com/azure/aks/concepts-network-cni-overview)`,
		},
		{
			name: "pod subnet missing", text: `{"network":{"mode":"podSubnet"},"nodePools":[{"name":"npsystem","mode":"System"}]}`,
			want: `cluster.nodePools[0].podSubnet: is required with network.mode podSubnet; name one of the spoke's extra subnets
    (https://learn.microsoft.com/azure/aks/concepts-network-cni-overview)`,
		},
		{
			name: "zone listed twice", text: withPool(`"availabilityZones":["1","1"]`),
			want: `cluster.nodePools[1].availabilityZones[1]: "1" is listed twice; remove one
    (https://learn.microsoft.com/azure/aks/reliability-availability-zones-configure)`,
		},
	})
}
