package kubernetesconfiguration

import (
	"maps"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// offered are the extension types that AKS installs, in lower case, with the version that is installed when the program
// does not pin one. Flux's version is a real one; the others stand for "some version".
//
// Sources: https://learn.microsoft.com/azure/aks/cluster-extensions#currently-available-extensions,
// https://github.com/Azure/AKS/issues/5625
var offered = map[string]string{
	fluxType: "1.19.5", dataProtectionType: "1.0.0", "microsoft.argocd": "1.0.0", "microsoft.azureml.kubernetes": "1.0.0", "microsoft.azuremonitor.containers": "1.0.0",
	"microsoft.azurecontainerstorage": "1.0.0", "microsoft.azuredefender.kubernetes": "1.0.0", "microsoft.dapr": "1.0.0",
}

// switches are settings of the Flux extension that are true or false.
// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2#controllers
var switches = []string{
	"helm-controller.enabled", "image-automation-controller.enabled", "image-reflector-controller.enabled", "kustomize-controller.enabled",
	"multiTenancy.enforce", "notification-controller.enabled", "source-controller.enabled", "useKubeletIdentity", "workloadIdentity.enable",
}

func extension() *engine.Type {
	return &engine.Type{
		Token: azure.TypeExtension, Versions: []string{"", "v20230501"}, APIVersion: "2023-05-01", ARMType: extensionType,
		Scope: engine.OwnScope, ID: below(extensionType, "extensionName"), Names: []string{"extensionName"}, Identifying: clusterPath,
		Args: extensionArgs{}, State: extensionState{},
		Check: checkExtension, Put: putExtension, Delete: deleteExtension,
		Models: []string{
			"The cluster exists and is one of AKS; it runs; the extension type is one that AKS offers, and is installed in one scope.",
			"Extensions of clusters in AKS have no identity of their own but aksAssignedIdentity; a pinned version excludes automatic upgrades.",
			"The scope is the cluster or a namespace, not both; Flux is installed for the cluster, and its switches are \"true\" or \"false\".",
			"Some pool takes the extension's pods: a system pool or a user pool without taints, with Linux nodes; else the installation fails.",
			"The backup extension names its storage account and a container in it, of the cluster's region; the cluster runs the drivers for disks and snapshots.",
			"Protected settings are never answered; Flux is not deleted before the cluster's Flux configurations, which Azure advises and the simulator demands.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeConflict, CodeExtensionOperationFailed, CodeExtensionTypeRegistrationGetFailed},
	}
}

func checkExtension(c *engine.Check) {
	checkCluster(c)
	kind := c.Inputs.At("extensionType")
	if c.Require(kind, CodeBadRequest, "The property 'extensionType' must be specified.") && kind.Known() {
		if _, ok := offered[strings.ToLower(kind.Text())]; !ok {
			c.Failf(kind, CodeExtensionTypeRegistrationGetFailed, "Extension type %s is not registered in any region. Available are %s.",
				strings.ToLower(kind.Text()), strings.Join(slices.Sorted(maps.Keys(offered)), ", "))
		}
	}
	if identity := c.Inputs.At("identity"); identity.Present() && identity.Known() {
		c.Failf(identity, CodeBadRequest, "Failed to perform resource identity operation. Extensions of AKS clusters take aksAssignedIdentity only.")
	}
	automatic, version := c.Inputs.At("autoUpgradeMinorVersion"), c.Inputs.At("version")
	if automatic.BoolOr(true) && version.Present() && version.Known() {
		c.Failf(version, CodeBadRequest, "To pin to specific version, auto-upgrade-minor-version must be set to 'false'.")
	}
	checkScope(c, kind)
	if strings.EqualFold(kind.Text(), fluxType) {
		checkSwitches(c)
	}
	if strings.EqualFold(kind.Text(), dataProtectionType) {
		checkDataProtection(c)
	}
}

func checkScope(c *engine.Check, kind engine.Value) {
	scope := c.Inputs.At("scope")
	cluster, namespace := scope.At("cluster"), scope.At("namespace")
	switch {
	case scope.Absent() || !scope.Known() || !cluster.Known() || !namespace.Known():
		return
	case cluster.Present() == namespace.Present():
		c.Failf(scope, CodeBadRequest, "Exactly one of 'cluster' and 'namespace' must be specified in the scope.")
	case namespace.Present() && strings.EqualFold(kind.Text(), fluxType):
		c.Failf(namespace, CodeBadRequest, "Extension type %s does not support the scope 'namespace'.", fluxType)
	case namespace.Present():
		c.Require(namespace.At("targetNamespace"), CodeBadRequest, "When the scope is 'namespace', targetNamespace must be given.")
	}
	checkNamespace(c, cluster.At("releaseNamespace"), CodeBadRequest)
	checkNamespace(c, namespace.At("targetNamespace"), CodeBadRequest)
}

func checkSwitches(c *engine.Check) {
	settings := c.Inputs.At("configurationSettings")
	for _, name := range settings.Keys() {
		at := settings.At(name)
		switch {
		case strings.HasSuffix(name, "-controller.enabled") && !slices.Contains(switches, name):
			c.Failf(at, CodeBadRequest, "The extension %s has no controller for the setting '%s'.", fluxType, name)
		case slices.Contains(switches, name) && at.Known() && at.Text() != "true" && at.Text() != "false":
			c.Failf(at, CodeBadRequest, "The setting '%s' must be \"true\" or \"false\", not '%s'.", name, at.Text())
		}
	}
}

func putExtension(op *engine.Operation) error {
	kind := strings.ToLower(op.Inputs.At("extensionType").Text())
	cluster, _ := clusterOf(op)
	if other, ok := installed(op, cluster, kind); ok {
		return CodeConflict.Errorf("The extension type %s is already installed on the cluster, as '%s'.", kind, other.Name())
	}
	if state := cluster.Out().At("powerState", "code").Text(); strings.EqualFold(state, "Stopped") {
		return CodeExtensionOperationFailed.Errorf("The extension operation failed with the following error: the cluster '%s' is stopped.", cluster.Name())
	}
	if !runs(op, cluster) {
		return CodeExtensionOperationFailed.Errorf("The extension operation failed with the following error: Error: [ InnerError: [Helm "+
			"installation failed : Timed out waiting for the resource to come to a ready/completed state : InnerError [release %s failed, "+
			"and has been uninstalled due to atomic being set]]] occurred while doing the operation : [Create] on the config. No node pool of "+
			"'%s' takes the pods: each is tainted or runs Windows.", op.Name, cluster.Name())
	}
	if kind == dataProtectionType {
		if err := judgeDataProtection(op, cluster); err != nil {
			return err
		}
	}
	delete(op.Outputs, "configurationProtectedSettings")
	if hasIdentity(op, kind) {
		op.Default("SystemAssigned", "aksAssignedIdentity", "type")
		op.Set(op.GUID("principal"), "aksAssignedIdentity", "principalId")
		op.Set(op.Provider.Tenant, "aksAssignedIdentity", "tenantId")
	}
	op.Default(true, "autoUpgradeMinorVersion")
	op.Default("Stable", "releaseTrain")
	op.Set(op.Inputs.At("version").TextOr(offered[kind]), "currentVersion")
	op.Set(false, "isSystemExtension")
	op.Set(stateSucceeded, "provisioningState")
	op.Default([]any{}, "statuses")
	return nil
}

// runs reports whether some node pool takes the pods of an extension. They tolerate CriticalAddonsOnly, which keeps
// others off system pools, and no other taint, and need Linux.
//
// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/extensions-troubleshooting
func runs(op *engine.Operation, cluster *engine.Resource) bool {
	takes := func(pool engine.Value) bool {
		return !strings.EqualFold(pool.At("osType").Text(), "Windows") &&
			!slices.ContainsFunc(pool.At("nodeTaints").Texts(), func(taint string) bool { return !strings.HasPrefix(taint, "CriticalAddonsOnly=") })
	}
	return slices.ContainsFunc(cluster.In().At("agentPoolProfiles").Items(), takes) ||
		slices.ContainsFunc(op.In(cluster.ID), func(r *engine.Resource) bool { return r.Is(poolType) && takes(r.In()) })
}

// deleteExtension keeps Flux while there are configurations. Azure only advises against deleting it first, as what the
// configurations have applied then stays in the cluster; a program that does so has its order wrong.
//
// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/tutorial-use-gitops-flux2
func deleteExtension(op *engine.Operation) error {
	if !strings.EqualFold(op.Inputs.At("extensionType").Text(), fluxType) {
		return nil
	}
	cluster, ok := clusterOf(op)
	if !ok {
		return nil
	}
	for _, r := range op.In(cluster.ID) {
		if r.Is(configurationType) && r.Pending != engine.OpDelete {
			return CodeConflict.Errorf("The extension %s cannot be deleted while Flux configurations exist on the cluster, such as '%s'. "+
				"Delete them first.", fluxType, r.Name())
		}
	}
	return nil
}
