package containerservice

import (
	"fmt"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// oldestLongTermMinor is the oldest minor that long-term support covers, as of 2026-11-21.
// Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#lts-versions
const oldestLongTermMinor = azure.NewestKubernetesMinor - 5

// newestPatches are the newest patches of each minor, as AKS offered them in July 2026; of a minor that is not listed it
// is the first.
// Source: https://github.com/Azure/AKS/blob/master/CHANGELOG.md
var newestPatches = map[int]int{33: 13, 34: 9, 35: 6, 36: 2}

// defaultMinor is the version of a cluster whose program names none: one minor behind the newest.
// Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#frequently-asked-questions-faq
const defaultMinor = azure.NewestKubernetesMinor - 1

// full returns the version that a cluster or pool runs: an alias is its newest patch.
func full(v azure.KubernetesVersion) azure.KubernetesVersion {
	if v.HasPatch {
		return v
	}
	return azure.KubernetesVersion{Minor: v.Minor, Patch: newestPatches[v.Minor], HasPatch: true}
}

// versionOr reads a version; nothing means the given one.
func versionOr(at engine.Value, otherwise azure.KubernetesVersion) azure.KubernetesVersion {
	if v, err := azure.ParseKubernetesVersion(at.Text()); err == nil {
		return v
	}
	return otherwise
}

// clusterVersion is the control plane's version.
func clusterVersion(inputs engine.Value) azure.KubernetesVersion {
	return versionOr(inputs.At("kubernetesVersion"), azure.KubernetesVersion{Minor: defaultMinor})
}

// checkVersionForm refuses what is no version, and one that AKS does not have yet.
func checkVersionForm(c *engine.Check, at engine.Value) {
	v, err := azure.ParseKubernetesVersion(at.Text())
	switch {
	case err != nil:
		c.Failf(at, CodeInvalidParameter, "%s", err)
	case v.Minor > azure.NewestKubernetesMinor:
		c.Failf(at, CodeK8sVersionNotSupported, "Version %s is not supported in this region. Please use [az aks get-versions] command to get "+
			"the supported version list in this region; the newest minor is 1.%d.", at.Text(), azure.NewestKubernetesMinor)
	}
}

// supported refuses a new cluster's version, or one to upgrade to, that is out of support for its plan.
func supported(op *engine.Operation) *engine.Error {
	v := clusterVersion(op.Inputs)
	oldest, plan := azure.OldestKubernetesMinor, "KubernetesOfficial"
	if op.Inputs.At("supportPlan").Text() == longTermSupport {
		oldest, plan = oldestLongTermMinor, longTermSupport
	}
	if v.Minor >= oldest {
		return nil
	}
	why := "is not supported in this region"
	if v.Minor >= oldestLongTermMinor {
		why = "is only available for Long-Term Support (LTS)"
	}
	return at(op.Inputs.At("kubernetesVersion"), CodeK8sVersionNotSupported.Errorf("Managed cluster %s is on version %s, which %s. The plan %s "+
		"covers 1.%d and later.", op.Name, v, why, plan, oldest))
}

// upgradable refuses to go back, and to skip a minor, which long-term support may.
// Source: https://learn.microsoft.com/azure/aks/upgrade-aks-control-plane#kubernetes-version-upgrades
func upgradable(op *engine.Operation) *engine.Error {
	was := versionOr(op.Old.Out().At("currentKubernetesVersion"), azure.KubernetesVersion{Minor: defaultMinor})
	wanted := clusterVersion(op.Inputs)
	field := op.Inputs.At("kubernetesVersion")
	switch skipped := was.MinorsBehind(wanted); {
	case was.NewerThan(wanted):
		return at(field, CodeOperationNotAllowed.Errorf("Downgrading Kubernetes version %s to %s is not allowed.", was, wanted))
	case skipped > 1 && op.Inputs.At("supportPlan").Text() != longTermSupport:
		return at(field, CodeOperationNotAllowed.Errorf("Upgrading Kubernetes version %s to %s is not allowed. Available upgrades: [1.%d]. "+
			"Minor versions cannot be skipped.", was, wanted, was.Minor+1))
	case skipped > azure.MaxNodePoolSkew:
		return at(field, CodeNodePoolVersionIncompatible.Errorf("Upgrading Kubernetes version %s to %s would leave node pools more than %d minor "+
			"versions behind.", was, wanted, azure.MaxNodePoolSkew))
	}
	return nil
}

// skew refuses a pool that is newer than the control plane or too far behind it.
func skew(p pool, controlPlane azure.KubernetesVersion) *engine.Error {
	field := p.At("orchestratorVersion")
	if field.Absent() {
		return nil
	}
	v := versionOr(field, controlPlane)
	problem := ""
	switch {
	case v.NewerThan(full(controlPlane)) && v.NewerThan(controlPlane):
		problem = "is newer than the control plane"
	case v.MinorsBehind(controlPlane) > azure.MaxNodePoolSkew:
		problem = fmt.Sprintf("is more than %d minor versions behind the control plane", azure.MaxNodePoolSkew)
	default:
		return nil
	}
	return at(field, CodeNodePoolVersionIncompatible.Errorf("Node pool version %s and control plane version %s are incompatible: the version of "+
		"node pool %s %s.", v, controlPlane, p.name, problem))
}

// at notes which property an error is about.
func at(v engine.Value, e *engine.Error) *engine.Error {
	e.Path = v.Path()
	return e
}
