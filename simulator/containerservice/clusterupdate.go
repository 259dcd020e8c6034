package containerservice

import (
	"slices"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// createOnly are the properties of a pool that never change, inline or not.
// Source: azure.RefusedChanges and azure.ReplacedBy, which name theirs.
func createOnly() []string {
	replaced := slices.DeleteFunc(azure.ReplacedBy(azure.TypeAgentPool), func(p string) bool {
		return p == "agentPoolName" || p == "resourceGroupName" || p == "resourceName"
	})
	return append(azure.RefusedChanges(azure.TypeAgentPool), replaced...)
}

// updateCluster judges what changes in an existing cluster, beyond what no cluster changes (azure.RefusedChanges).
func updateCluster(op *engine.Operation) error {
	if e := upgradable(op); e != nil {
		return e
	}
	if issuer := op.Old.Out().At("oidcIssuerProfile", "enabled"); issuer.Bool() && op.Inputs.At("oidcIssuerProfile", "enabled").Present() &&
		!op.Inputs.At("oidcIssuerProfile", "enabled").Bool() {
		return at(op.Inputs.At("oidcIssuerProfile", "enabled"), CodeOIDCIssuerCannotBeDisabled.Errorf("OIDC issuer feature cannot be disabled."))
	}
	if op.Old.In().At("aadProfile").Present() && op.Inputs.At("aadProfile").Absent() {
		return at(op.Inputs.At("aadProfile"), engine.CodePropertyChangeNotAllowed.Errorf("Changing property 'aadProfile' is not allowed: Microsoft "+
			"Entra integration cannot be disabled."))
	}
	before := map[string]pool{}
	for _, p := range inlinePools(op.Old.In()) {
		before[p.name] = p
	}
	for _, p := range inlinePools(op.Inputs) {
		was, existed := before[p.name]
		if !existed {
			if _, separate := op.Get(op.ID.Child("agentPools", p.name).String()); separate {
				continue // listing a pool that exists by itself changes nothing
			}
			return at(p.Value, CodeInvalidParameter.Errorf("A new agent pool was introduced. Adding agent pools to an existing cluster is not "+
				"allowed through managed cluster operations. For agent pool specific change, please use per agent pool operations: "+
				"https://aka.ms/agent-pool-rest-api. Nodepool name: %s.", p.name))
		}
		if err := keepsCreateOnly(op, was, p); err != nil {
			return err
		}
		delete(before, p.name)
	}
	for _, p := range before {
		leaveAlone(op, p)
	}
	return nil
}

// keepsCreateOnly refuses a change of what a pool is created with. To leave a value out is to ask for the service's own.
func keepsCreateOnly(op *engine.Operation, was, p pool) error {
	before, after := poolDefaults(was, op.Old.In()), poolDefaults(p, op.Inputs)
	effective := func(p pool, defaults map[string]any, property string) any {
		if v := p.At(property); v.Present() {
			return v.Raw()
		}
		return defaults[property]
	}
	for _, property := range createOnly() {
		if !engine.Equal(effective(was, before, property), effective(p, after, property)) {
			return at(p.At(property), engine.CodePropertyChangeNotAllowed.Errorf("Changing property 'properties.%s' is not allowed. Nodepool name: %s.",
				property, p.name))
		}
	}
	return nil
}

// leaveAlone keeps an inline pool that the program no longer lists: a cluster's PUT deletes none.
// Source: https://github.com/pulumi/pulumi-azure-native/issues/2719
func leaveAlone(op *engine.Operation, p pool) {
	raw, _ := engine.Clone(p.Raw()).(map[string]any)
	op.Stage(&engine.Resource{ID: op.ID.Child("agentPools", p.name).String(), Type: poolType, ManagedBy: op.ID.String(), Inputs: raw,
		Outputs: map[string]any{"name": p.name, "type": poolType, "provisioningState": "Succeeded"}})
}

// separatePools returns the pools of a cluster that are resources of their own.
func separatePools(op *engine.Operation, cluster azure.ID) []*engine.Resource {
	return slices.DeleteFunc(op.In(cluster.String()), func(r *engine.Resource) bool { return !r.Is(poolType) })
}
