package kubernetesconfiguration_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
)

func TestFluxIsInstalled(t *testing.T) {
	e := start(t)
	made := create(t, e, flux(object{"configurationProtectedSettings": object{"token": "secret"}}))
	assert.Equal(t, fluxID, made.ID)
	want := object{
		"autoUpgradeMinorVersion": true,
		"configurationSettings":   object{"helm-controller.enabled": "false", "multiTenancy.enforce": "true", "source-controller.enabled": "true"},
		"currentVersion":          "1.19.5", "extensionType": "microsoft.flux", "isSystemExtension": false, "name": "flux",
		"provisioningState": "Succeeded", "releaseTrain": "Stable", "scope": object{"cluster": object{"releaseNamespace": "flux-system"}},
		"statuses": list{}, "type": "Microsoft.KubernetesConfiguration/extensions",
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	typ, err := e.Lookup(azure.TypeExtension)
	require.NoError(t, err)
	assert.Empty(t, typ.Misplaced(made.Outputs))
}

func TestWhatIsLeftOutHasDefaults(t *testing.T) {
	made := create(t, start(t), flux(object{"extensionName": "backup", "extensionType": "Microsoft.AzureMonitor.Containers", "releaseTrain": nil,
		"autoUpgradeMinorVersion": nil, "scope": nil, "configurationSettings": nil, "aksAssignedIdentity": object{"type": "SystemAssigned"}}))
	assert.Equal(t, true, made.Outputs["autoUpgradeMinorVersion"])
	assert.Equal(t, "Stable", made.Outputs["releaseTrain"])
	identity := made.Out().At("aksAssignedIdentity")
	assert.Equal(t, provider.Tenant, identity.At("tenantId").Text())
	assert.Len(t, identity.At("principalId").Text(), 36)
}

func TestAPinnedVersionIsTheCurrentOne(t *testing.T) {
	made := create(t, start(t), flux(object{"autoUpgradeMinorVersion": false, "releaseTrain": nil, "version": "1.15.2"}))
	assert.Equal(t, "1.15.2", made.Outputs["currentVersion"])
}

func TestRefusedExtensions(t *testing.T) {
	invalid := kubernetesconfiguration.CodeBadRequest
	long := "a123456789012345678901234567890123456789012345678901234567890123" // 64
	for name, c := range map[string]refusal{
		"no type":                 {object{"extensionType": nil}, invalid, "'extensionType' must be specified"},
		"type that is none":       {object{"extensionType": "microsoft.fluxx"}, kubernetesconfiguration.CodeExtensionTypeRegistrationGetFailed, "microsoft.fluxx is not registered"},
		"cluster of Arc":          {object{"clusterRp": "Microsoft.Kubernetes", "clusterResourceName": "connectedClusters"}, invalid, "'Microsoft.Kubernetes' is not supported"},
		"identity of its own":     {object{"identity": object{"type": "SystemAssigned"}}, invalid, "aksAssignedIdentity only"},
		"version and automatic":   {object{"version": "1.15.2"}, invalid, "To pin to specific version"},
		"version, default policy": {object{"version": "1.15.2", "autoUpgradeMinorVersion": nil}, invalid, "To pin to specific version"},
		"both scopes": {object{"scope": object{"cluster": object{}, "namespace": object{"targetNamespace": "x"}}}, invalid,
			"Exactly one of"},
		"no scope in the scope":   {object{"scope": object{}}, invalid, "Exactly one of"},
		"Flux for a namespace":    {object{"scope": object{"namespace": object{"targetNamespace": "x"}}}, invalid, "does not support the scope"},
		"no target namespace":     {object{"extensionType": "microsoft.dapr", "scope": object{"namespace": object{}}}, invalid, "targetNamespace must be given"},
		"namespace that is none":  {object{"scope": object{"cluster": object{"releaseNamespace": "Flux_System"}}}, invalid, "'Flux_System' is not valid"},
		"namespace that is long":  {object{"scope": object{"cluster": object{"releaseNamespace": long}}}, invalid, "at most 63"},
		"target that is none":     {object{"extensionType": "microsoft.dapr", "scope": object{"namespace": object{"targetNamespace": "-"}}}, invalid, "'-' is not valid"},
		"switch that is no bool":  {object{"configurationSettings": object{"multiTenancy.enforce": "yes"}}, invalid, "not 'yes'"},
		"controller that is none": {object{"configurationSettings": object{"sauce-controller.enabled": "true"}}, invalid, "no controller"},
		"setting that is no text": {object{"configurationSettings": object{"multiTenancy.enforce": true}}, engine.CodeInvalidRequestContent, "must be a string"},
		"kind of identity":        {object{"aksAssignedIdentity": object{"type": "None"}}, engine.CodeInvalidRequestContent, "None"},
		"unknown property":        {object{"extensionVersion": "1"}, engine.CodeInvalidRequestContent, "is no property"},
		"name left out":           {object{"extensionName": nil}, engine.Code{}, "extensionName"},
		"name that is none":       {object{"extensionName": "-flux"}, engine.CodeInvalidResourceName, "-flux"},
		"cluster left out":        {object{"clusterName": nil}, engine.Code{}, "clusterName"},
		"cluster is a path":       {object{"clusterName": "a/b"}, engine.Code{}, "is no name"},
		"cluster does not exist":  {object{"clusterName": "aks2"}, engine.CodeParentResourceNotFound, "managedClusters/aks2' could not be found"},
		"group does not exist":    {object{"resourceGroupName": "rg2"}, engine.CodeResourceGroupNotFound, "'rg2'"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := start(t).Create(ctx, flux(c.changes))
			c.requireIn(t, err)
		})
	}
}

func TestUnknownInputsOfAnExtensionPass(t *testing.T) {
	e := start(t)
	for name, changes := range map[string]object{
		"whole": {"clusterRp": engine.Unknown, "clusterResourceName": engine.Unknown, "clusterName": engine.Unknown, "resourceGroupName": engine.Unknown,
			"extensionType": engine.Unknown, "version": engine.Unknown, "autoUpgradeMinorVersion": engine.Unknown, "identity": engine.Unknown,
			"scope": engine.Unknown, "configurationSettings": engine.Unknown, "configurationProtectedSettings": engine.Unknown},
		"inside": {"version": engine.Unknown, "configurationSettings": object{"multiTenancy.enforce": engine.Unknown},
			"scope": object{"cluster": object{"releaseNamespace": engine.Unknown}}},
		"one scope": {"scope": object{"cluster": engine.Unknown, "namespace": object{"targetNamespace": "x"}}},
	} {
		_, failures, err := e.Check(flux(changes))
		require.NoError(t, err)
		assert.Empty(t, failures, name)
	}
}

func TestAClusterHasOneExtensionOfAType(t *testing.T) {
	e := startWithFlux(t)
	_, err := e.Create(ctx, flux(object{"extensionName": "flux2", "extensionType": "Microsoft.Flux"}))
	refusal{code: kubernetesconfiguration.CodeConflict, message: "already installed on the cluster, as 'flux'"}.requireIn(t, err)
	create(t, e, flux(object{"extensionName": "dapr", "extensionType": "microsoft.dapr", "configurationSettings": nil}))
}

func TestAnExtensionNeedsNodes(t *testing.T) {
	own := list{"dedicated=own:NoSchedule"}
	for name, c := range map[string]struct {
		pools list
		takes bool
	}{
		"system pool":               {list{object{"mode": "System"}}, true},
		"system pool, usual taint":  {list{object{"mode": "System", "nodeTaints": list{"CriticalAddonsOnly=true:NoSchedule"}}}, true},
		"system pool, another also": {list{object{"mode": "System", "nodeTaints": list{"CriticalAddonsOnly=true:NoSchedule", own[0]}}}, false},
		"user pool":                 {list{object{"mode": "System", "nodeTaints": own}, object{"mode": "User"}}, true},
		"user pool with a taint":    {list{object{"mode": "System", "nodeTaints": own}, object{"mode": "User", "nodeTaints": own}}, false},
		"user pool of Windows":      {list{object{"mode": "System", "nodeTaints": own}, object{"mode": "User", "osType": "Windows"}}, false},
	} {
		t.Run(name, func(t *testing.T) {
			e := start(t, c.pools...)
			_, err := e.Create(ctx, flux(nil))
			if c.takes {
				require.NoError(t, err)
				return
			}
			refusal{code: kubernetesconfiguration.CodeExtensionOperationFailed, message: "No node pool of 'aks' takes the pods"}.requireIn(t, err)

			create(t, e, engine.Request{Token: azure.TypeAgentPool, URN: "urn:pool", Inputs: object{"resourceGroupName": "rg", "resourceName": "aks",
				"agentPoolName": "apps", "mode": "User"}})
			create(t, e, flux(nil)) // a pool added as a resource of its own counts
		})
	}
}

func TestAStoppedClusterInstallsNothing(t *testing.T) {
	e := start(t)
	require.NoError(t, e.Alter(cluster, func(outputs map[string]any) { outputs["powerState"] = object{"code": "Stopped"} }))
	_, err := e.Create(ctx, flux(nil))
	refusal{code: kubernetesconfiguration.CodeExtensionOperationFailed, message: "'aks' is stopped"}.requireIn(t, err)
}

func TestSettingsOfAnExtensionChangeInPlace(t *testing.T) {
	e := startWithFlux(t)
	changed, err := e.Update(ctx, flux(object{"configurationSettings": object{"helm-controller.enabled": "true"}}))
	require.NoError(t, err)
	assert.Equal(t, object{"helm-controller.enabled": "true"}, changed.Outputs["configurationSettings"])
	for property, changes := range map[string]object{
		"extensionType": {"extensionType": "microsoft.dapr"},
		"scope":         {"scope": object{"cluster": object{"releaseNamespace": "other"}}},
	} {
		_, err := e.Update(ctx, flux(changes))
		refusal{code: engine.CodePropertyChangeNotAllowed, message: "'" + property + "'"}.requireIn(t, err)
	}
}

func TestClusterAndNameReplaceAnExtension(t *testing.T) {
	e := start(t)
	typ, err := e.Lookup("azure-native:kubernetesconfiguration/v20230501:Extension")
	require.NoError(t, err)
	changes := typ.Diff(flux(nil).Inputs, flux(object{"clusterName": "b", "clusterRp": "B", "clusterResourceName": "b", "resourceGroupName": "b",
		"extensionName": "b", "releaseTrain": "Preview"}).Inputs, nil)
	assert.Equal(t, []string{"clusterName", "clusterResourceName", "clusterRp", "extensionName", "resourceGroupName"}, engine.Replaces(changes))
	assert.Contains(t, changes, "releaseTrain")
}

func TestFluxOutlivesItsConfigurations(t *testing.T) {
	e := startWithFlux(t)
	create(t, e, bootstrap(nil))
	refusal{code: kubernetesconfiguration.CodeConflict, message: "such as 'bootstrap'"}.requireIn(t, e.Delete(ctx, flux(nil)))
	require.NoError(t, e.Delete(ctx, bootstrap(nil)))
	require.NoError(t, e.Delete(ctx, flux(nil)))
	create(t, e, flux(nil))
}

func TestExtensionsAndConfigurationsGoWithTheCluster(t *testing.T) {
	e := startWithFlux(t)
	create(t, e, bootstrap(nil))
	require.NoError(t, e.Delete(ctx, engine.Request{Token: azure.TypeManagedCluster, ID: cluster, Provider: provider}))
	for _, id := range []string{fluxID, bootstrapID} {
		_, still := e.Resource(id)
		assert.False(t, still, id)
	}
}
