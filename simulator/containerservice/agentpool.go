package containerservice

import (
	"slices"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func agentPool() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeAgentPool,
		Versions:   versions,
		APIVersion: apiVersion,
		ARMType:    poolType,
		Names:      []string{"resourceName", "agentPoolName"},
		Args:       sdk.AgentPoolArgs{},
		State:      sdk.AgentPool{},
		Check:      func(c *engine.Check) { checkPool(c, pool{c.Inputs, c.Inputs.At("agentPoolName").Text()}) },
		Put:        putPool,
		Delete:     deletePool,
		Exclusive: func(op *engine.Operation) []string {
			cluster, _ := op.ID.Parent()
			return []string{cluster.String()}
		},
		Models: []string{
			"Counts are in range and within the autoscaler's limits; a system pool has a node, is Linux, not Spot, not burstable, and has no " +
				"taint that keeps AKS itself out.",
			"The VM size exists, has the vCPUs and memory AKS needs, and room for an ephemeral OS disk.",
			"Zones exist in the region; labels, taints, surge, kubelet and kernel settings have their forms and ranges.",
			"The version is the control plane's or up to three minors behind it.",
			"The subnet is in the cluster's network, has room, the identity may join it, and nodes reach what they need from it.",
			"The last system pool can neither be deleted nor become a user pool; one pool of a cluster is written at a time.",
			"Whether a size is offered in a zone or to a subscription, and quotas, are not judged.",
		},
		Codes: poolCodes(),
	}
}

func poolCodes() []engine.Code {
	return []engine.Code{CodeInvalidParameter, CodeNodePoolVersionIncompatible, CodeSystemPoolSKUTooLow, CodeSystemPoolHasRestrictedTaint,
		CodeSystemPoolMustBeLinux, CodeSystemPoolMustBeRegular, CodeVMSizeNotSupported, CodeVMSizeNoEphemeralOS, CodeVMCacheSizeTooSmall,
		CodeVMTemporaryDiskTooSmall, CodeVMSizeNoHostEncryption, CodeVMSizeNoMIG, CodeInsufficientMaxPods, CodeMaxPodsLimitExceeded,
		CodeInsufficientPodsOfPool, CodeNodeLabelKeyNotAllowed, CodeAvailabilityZoneNotSupported, CodeInvalidAvailabilityZone,
		CodePPGWithZones, CodeInvalidOSSKU, CodeInvalidKubeletConfig, CodeInvalidLinuxOSConfig, CodePublicIPWithUDR,
		CodeInsufficientSubnetSize, CodeSubnetIsDelegated, CodeRouteTableNotAssociated, CodeRouteTableInvalidHop,
		CodeSubnetWithoutNATGateway, CodeNATGatewayWithoutIP, CodeLinkedAuthorizationFailed, CodeRouteTablePermission,
		CodeVMExtensionProvisioning, CodeOperationNotAllowed}
}

func putPool(op *engine.Operation) error {
	id, _ := op.ID.Parent()
	cluster, _ := op.Get(id.String())
	p := pool{op.Inputs, op.Name}
	if err := judgePool(op, cluster, p); err != nil {
		return err
	}
	for property, value := range poolDefaults(p, cluster.In()) {
		op.Default(value, property)
	}
	spotMarks(p, op.Outputs)
	op.Set(op.Name, "name")
	op.Set(op.GUID("etag "+op.Now().String()), "eTag")
	return nil
}

func judgePool(op *engine.Operation, cluster *engine.Resource, p pool) error {
	in := cluster.In()
	if op.Old == nil && slices.ContainsFunc(inlinePools(in), func(i pool) bool { return i.name == op.Name }) {
		return &engine.Error{Message: "cannot create already existing resource '" + op.ID.String() + "'"}
	}
	if e := checkZonesOfRegion(p, cluster.Location()); e != nil {
		return e
	}
	if e := skew(p, versionOr(cluster.Out().At("currentKubernetesVersion"), clusterVersion(in))); e != nil {
		return e
	}
	if p.windows() && in.At("windowsProfile").Absent() {
		return at(p.At("osType"), CodeInvalidParameter.Errorf("Windows agent pools need a cluster that was created with windowsProfile."))
	}
	if p.windows() && strings.EqualFold(in.At("networkProfile", "networkDataplane").Text(), "cilium") {
		return at(p.At("osType"), CodeInvalidParameter.Errorf("Network dataplane cilium does not support Windows agent pools."))
	}
	if outbound(in) == userDefinedRouting && p.At("enableNodePublicIP").Bool() {
		return at(p.At("enableNodePublicIP"), CodePublicIPWithUDR.Errorf("Node public IP is not allowed with userDefinedRouting."))
	}
	if op.Old != nil && (pool{Value: op.Old.In()}).system() && !p.system() && !otherSystemPool(op, cluster) {
		return at(p.At("mode"), CodeOperationNotAllowed.Errorf("There has to be at least one system agent pool."))
	}
	return judgeSubnet(op, cluster, p)
}

// judgeSubnet judges where the pool's nodes are to be.
func judgeSubnet(op *engine.Operation, cluster *engine.Resource, p pool) error {
	in := cluster.In()
	own, err := seats(op, []pool{p}, cluster.Location())
	if err != nil {
		return err
	}
	neighbours := inlinePools(in)
	for _, r := range separatePools(op, cluster.ARMID()) {
		if r.ARMID().Key() != op.ID.Key() {
			neighbours = append(neighbours, pool{r.In(), r.Name()})
		}
	}
	others, err := seats(op, neighbours, cluster.Location())
	if err != nil {
		return err
	}
	if (len(own) == 0) != (len(others) == 0) {
		return at(p.At("vnetSubnetID"), CodeInvalidParameter.Errorf("All agent pools of a cluster have a vnetSubnetID, or none; pool %s differs.", p.name))
	}
	if overlay(in) && p.At("podSubnetID").Present() {
		return at(p.At("podSubnetID"), CodeInvalidParameter.Errorf("Pod subnets are not for overlay mode."))
	}
	if err := checkSeats(own, others); err != nil {
		return err
	}
	if err := checkRoom(in, own, others); err != nil {
		return err
	}
	if err := checkSubnetGrants(op, in, own); err != nil {
		return err
	}
	if op.Old != nil {
		return nil
	}
	return checkWayOut(op, in, own)
}

// otherSystemPool reports whether the cluster has a system pool besides the one being written. A cluster may list that
// one, too.
func otherSystemPool(op *engine.Operation, cluster *engine.Resource) bool {
	inline := anyPool(cluster.In(), func(p pool) bool { return p.name != op.Name && p.system() })
	return inline || slices.ContainsFunc(separatePools(op, cluster.ARMID()), func(r *engine.Resource) bool {
		return r.ARMID().Key() != op.ID.Key() && (pool{Value: r.In()}).system()
	})
}

// deletePool refuses to delete the last system pool.
func deletePool(op *engine.Operation) error {
	id, _ := op.ID.Parent()
	cluster, ok := op.Get(id.String())
	if ok && cluster.Pending != engine.OpDelete && (pool{Value: op.Old.In()}).system() && !otherSystemPool(op, cluster) {
		return CodeOperationNotAllowed.Errorf("There has to be at least one system agent pool.")
	}
	return nil
}
