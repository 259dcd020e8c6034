package containerservice_test

import (
	"encoding/base64"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func TestAnUpdateKeepsWhatAKSGave(t *testing.T) {
	p := newPlatform(t).build()
	before := p.make(azure.TypeManagedCluster, cluster(nil))
	resources := len(p.Resources())
	after, err := p.update(before, cluster(object{"tags": object{"owner": "me"}, "agentPoolProfiles.0.maxCount": 6.0,
		"securityProfile.imageCleaner.intervalHours": 48.0}))
	require.NoError(t, err)
	changed := cmp.Diff(before.Outputs, after.Outputs)
	assert.Contains(t, changed, `"owner"`)
	for _, stable := range []string{"privateFQDN", "azurePortalFQDN", "oidcIssuerProfile", "identityProfile", "nodeResourceGroup", "resourceUID", "addonProfiles"} {
		assert.Equal(t, before.Outputs[stable], after.Outputs[stable], stable)
	}
	assert.Equal(t, 6, engine.Of(after.Outputs).At("agentPoolProfiles").Items()[0].At("maxCount").Int())
	assert.Len(t, p.Resources(), resources, "nothing is made twice")
}

func TestUpdatesOfAClusterLeaveSeparatePoolsAlone(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(nil))
	user := p.make(azure.TypeAgentPool, pool(nil))
	_, err := p.update(made, cluster(object{"tags": object{"a": "b"}}))
	require.NoError(t, err)
	after, ok := p.Resource(user.ID)
	require.True(t, ok)
	assert.Equal(t, user.Inputs, after.Inputs)
}

func TestRefusedUpdatesOfACluster(t *testing.T) {
	extra := list(cluster(nil)["agentPoolProfiles"].([]any)[0], object{"name": "npextra", "mode": "User", "vmSize": "Standard_D4d_v5", "vnetSubnetID": nodesID})
	for name, c := range map[string]struct {
		changes object
		code    engine.Code
		says    string
	}{
		"pool added inline":          {object{"agentPoolProfiles": extra}, containerservice.CodeInvalidParameter, "A new agent pool was introduced"},
		"size of the inline pool":    {object{"agentPoolProfiles.0.vmSize": "Standard_D4d_v5"}, engine.CodePropertyChangeNotAllowed, "properties.vmSize"},
		"pods of the inline pool":    {object{"agentPoolProfiles.0.maxPods": 50.0}, engine.CodePropertyChangeNotAllowed, "properties.maxPods"},
		"zones left out":             {object{"agentPoolProfiles.0.availabilityZones": nil}, engine.CodePropertyChangeNotAllowed, "properties.availabilityZones"},
		"API server made public":     {object{"apiServerAccessProfile": object{"enablePrivateCluster": false}}, engine.CodePropertyChangeNotAllowed, "enablePrivateCluster"},
		"another DNS zone":           {object{"apiServerAccessProfile.privateDNSZone": "system"}, engine.CodePropertyChangeNotAllowed, "privateDNSZone"},
		"issuer turned off":          {object{"oidcIssuerProfile.enabled": false, "securityProfile.workloadIdentity": nil}, containerservice.CodeOIDCIssuerCannotBeDisabled, "cannot be disabled"},
		"Entra turned off":           {object{"aadProfile": nil, "disableLocalAccounts": false}, engine.CodePropertyChangeNotAllowed, "aadProfile"},
		"version back":               {object{"kubernetesVersion": "1.35"}, containerservice.CodeOperationNotAllowed, "Downgrading"},
		"moved to another region":    {object{"location": "northeurope", "apiServerAccessProfile.privateDNSZone": "system"}, engine.CodeInvalidResourceLocation, "westeurope"},
		"RBAC turned off":            {object{"enableRBAC": false, "aadProfile": nil, "disableLocalAccounts": false}, engine.CodePropertyChangeNotAllowed, "enableRBAC"},
		"inline pool far behind":     {object{"agentPoolProfiles.0.orchestratorVersion": "1.32"}, containerservice.CodeNodePoolVersionIncompatible, "more than 3"},
		"patch before the given one": {object{"kubernetesVersion": "1.36.1"}, containerservice.CodeOperationNotAllowed, "Downgrading"},
	} {
		t.Run(name, func(t *testing.T) {
			p := newPlatform(t).build()
			made := p.make(azure.TypeManagedCluster, cluster(nil))
			_, err := p.update(made, cluster(c.changes))
			refused(t, err, c.code, c.says)
		})
	}
}

func TestAMinorIsNotSkipped(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(object{"kubernetesVersion": "1.35"}))
	_, err := p.update(made, cluster(object{"kubernetesVersion": "1.37"}))
	refused(t, err, containerservice.CodeOperationNotAllowed, "Available upgrades: [1.36]")
	made, err = p.update(made, cluster(object{"kubernetesVersion": "1.36"}))
	require.NoError(t, err)
	assert.Equal(t, "1.36.2", made.Outputs["currentKubernetesVersion"])
}

func TestGrantsAreAskedForAtEveryWrite(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(nil))
	require.NoError(t, p.Erase(zoneID+"/providers/Microsoft.Authorization/roleAssignments/"+azure.DeterministicGUID(zoneID, azure.RolePrivateDNSZoneContributor)))
	_, err := p.update(made, cluster(object{"tags": object{"a": "b"}}))
	refused(t, err, containerservice.CodePrivateZonePermission, "privateDnsZones")
}

func TestWhatReplacesACluster(t *testing.T) {
	typ, err := newPlatform(t).Lookup(request(azure.TypeManagedCluster, cluster(nil)).Token)
	require.NoError(t, err)
	changes := typ.Diff(cluster(nil), cluster(object{
		"networkProfile.podCidr": "192.168.0.0/15", "networkProfile.loadBalancerProfile": object{"idleTimeoutInMinutes": 30.0}, "dnsPrefix": "other",
		"nodeResourceGroup": "rg-other", "windowsProfile": object{"adminUsername": "a"}, "resourceName": "aks-two", "tags": object{"a": "b"},
		"kubernetesVersion": "1.37", "agentPoolProfiles.0.vmSize": "Standard_D4d_v5",
	}), nil)
	assert.Equal(t, []string{"dnsPrefix", "networkProfile.loadBalancerProfile", "networkProfile.podCidr", "nodeResourceGroup", "resourceName", "windowsProfile"},
		engine.Replaces(changes))
	assert.Len(t, changes, 9)
}

func TestAKubeconfigNamesThePrivateServer(t *testing.T) {
	p := newPlatform(t).build()
	made := p.make(azure.TypeManagedCluster, cluster(nil))
	args := object{"resourceGroupName": clusterGroup, "resourceName": "aks-one"}
	answer, err := p.Invoke(ctx, "azure-native:containerservice/v20241001:listManagedClusterUserCredentials", args, provider)
	require.NoError(t, err)
	credential := engine.Of(answer).At("kubeconfigs").Items()[0]
	assert.Equal(t, "clusterUser", credential.At("name").Text())
	text, err := base64.StdEncoding.DecodeString(credential.At("value").Text())
	require.NoError(t, err)
	var config object
	require.NoError(t, yaml.UnmarshalStrict(text, &config))
	file := engine.Of(config)
	assert.Equal(t, "https://"+made.Outputs["privateFQDN"].(string)+":443", file.At("clusters").Items()[0].At("cluster", "server").Text())
	assert.Equal(t, "aks-one", file.At("current-context").Text())
	exec := file.At("users").Items()[0].At("user", "exec")
	assert.Equal(t, "kubelogin", exec.At("command").Text())
	assert.Contains(t, exec.At("args").Texts(), tenant)

	args["serverFqdn"] = "api.example"
	answer, err = p.Invoke(ctx, "azure-native:containerservice/v20241001:listManagedClusterUserCredentials", args, provider)
	require.NoError(t, err)
	text, err = base64.StdEncoding.DecodeString(engine.Of(answer).At("kubeconfigs").Items()[0].At("value").Text())
	require.NoError(t, err)
	assert.Contains(t, string(text), "https://api.example:443")
}

func TestRefusedCredentials(t *testing.T) {
	p := newPlatform(t)
	for name, c := range map[string]struct {
		args object
		code engine.Code
	}{
		"cluster is missing": {object{"resourceGroupName": "rg", "resourceName": "none"}, engine.CodeResourceNotFound},
		"format nobody has":  {object{"resourceGroupName": "rg", "resourceName": "none", "format": "xml"}, engine.CodeInvalidRequestContent},
		"unknown argument":   {object{"resourceGroupName": "rg", "resourceName": "none", "admin": true}, engine.CodeInvalidRequestContent},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := p.Invoke(ctx, "azure-native:containerservice/v20241001:listManagedClusterUserCredentials", c.args, provider)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), err)
		})
	}
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range containerservice.Service().Types {
		assert.NotEmpty(t, typ.Models)
		seen := map[string]bool{}
		for _, code := range typ.Codes {
			assert.NotEmpty(t, code.Name)
			assert.GreaterOrEqual(t, code.Status, 400, code.Name)
			assert.Regexp(t, `^https://`, code.Source, code.Name)
			assert.False(t, seen[code.Name+code.Source], "%s is listed twice", code.Name)
			seen[code.Name+code.Source] = true
		}
	}
}
