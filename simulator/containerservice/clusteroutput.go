package containerservice

import (
	"maps"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Limits and states that AKS answers with.
const (
	maxAgentPools   = 100
	stateSucceeded  = "Succeeded"
	stateRunning    = "Running"
	oidcByDefault   = 34 // minor from which on new clusters have an issuer unless told otherwise
	hashInHostNames = 8  // characters
)

// completeCluster fills in what AKS answers beyond what it was given.
func completeCluster(op *engine.Operation, location string) error {
	region := azure.NormalizeLocation(location)
	op.Set(nodeGroup(op, location), "nodeResourceGroup")
	op.Set(full(clusterVersion(op.Inputs)).String(), "currentKubernetesVersion")
	op.Default(clusterVersion(op.Inputs).String(), "kubernetesVersion")
	op.Set(stateRunning, "powerState", "code")
	op.Set(maxAgentPools, "maxAgentPools")
	op.Set(strings.ReplaceAll(op.GUID("uid"), "-", "")[:24], "resourceUID")
	op.Set(op.GUID("etag "+op.Now().String()), "eTag")
	op.Default("Base", "sku", "name")
	op.Default("Free", "sku", "tier")
	op.Default("KubernetesOfficial", "supportPlan")
	op.Default(true, "enableRBAC")
	op.Default("NodeImage", "autoUpgradeProfile", "nodeOSUpgradeChannel")
	op.Default("Unrestricted", "nodeResourceGroupProfile", "restrictionLevel")
	for _, driver := range []string{"diskCSIDriver", "fileCSIDriver", "snapshotController"} {
		op.Default(true, "storageProfile", driver, "enabled")
	}
	if op.Inputs.At("aadProfile").Present() {
		op.Default(op.Provider.Tenant, "aadProfile", "tenantID")
	}
	completeNames(op, region)
	completeIssuer(op, region)
	completeNetwork(op)
	completeIdentity(op)
	completeKubelet(op, location)
	completeAddons(op, location)
	completeInlinePools(op)
	return nil
}

// completeNames forms the API server's host names.
// Source: https://learn.microsoft.com/azure/aks/private-clusters
func completeNames(op *engine.Operation, region string) {
	access := op.Inputs.At("apiServerAccessProfile")
	hash := op.Unique("host")[:hashInHostNames]
	label := op.Inputs.At("dnsPrefix").Text() + "-" + hash
	public := label + ".hcp." + region + ".azmk8s.io"
	op.Set(label+".portal.hcp."+region+".azmk8s.io", "azurePortalFQDN")
	if !access.At("enablePrivateCluster").Bool() {
		op.Set(public, "fqdn")
		return
	}
	if subdomain := op.Inputs.At("fqdnSubdomain").Text(); subdomain != "" {
		label = subdomain
	}
	zone := access.At("privateDNSZone").TextOr(azure.PrivateDNSZoneSystem)
	op.Default(zone, "apiServerAccessProfile", "privateDNSZone")
	if !strings.EqualFold(zone, azure.PrivateDNSZoneNone) {
		op.Set(label+"."+zoneName(op, region), "privateFQDN")
	}
	if access.At("enablePrivateClusterPublicFQDN").BoolOr(true) {
		op.Set(public, "fqdn")
	}
	op.Set(op.Unique("portal")+"-priv.portal.hcp."+region+".azmk8s.io", "azurePortalFQDN")
	op.Default(true, "apiServerAccessProfile", "enablePrivateClusterPublicFQDN")
	op.Set([]map[string]any{{
		"id": op.ID.String() + "/privateLinkResources/management", "name": "management", "groupId": "management",
		"type": clusterType + "/privateLinkResources", "requiredMembers": []any{"management"},
	}}, "privateLinkResources")
}

// completeIssuer forms the issuer that federated credentials trust.
// Source: https://learn.microsoft.com/azure/aks/use-oidc-issuer
func completeIssuer(op *engine.Operation, region string) {
	enabled := op.Inputs.At("oidcIssuerProfile", "enabled").BoolOr(clusterVersion(op.Inputs).Minor >= oidcByDefault)
	if op.Old != nil && op.Old.Out().At("oidcIssuerProfile", "enabled").Bool() {
		enabled = true // it stays on
	}
	op.Set(enabled, "oidcIssuerProfile", "enabled")
	if enabled {
		op.Set("https://"+region+".oic.prod-aks.azure.com/"+op.Provider.Tenant+"/"+op.GUID("issuer")+"/", "oidcIssuerProfile", "issuerURL")
	}
}

func completeNetwork(op *engine.Operation) {
	n := op.Inputs.At("networkProfile")
	op.Default(defaultNetworkPlugin, "networkProfile", "networkPlugin")
	op.Default("azure", "networkProfile", "networkDataplane")
	op.Default("none", "networkProfile", "networkPolicy")
	op.Default("standard", "networkProfile", "loadBalancerSku")
	op.Default(defaultOutboundType, "networkProfile", "outboundType")
	op.Default(defaultServiceCIDR, "networkProfile", "serviceCidr")
	op.Default(defaultDNSServiceIP, "networkProfile", "dnsServiceIP")
	op.Default([]string{"IPv4"}, "networkProfile", "ipFamilies")
	op.Default([]string{n.At("serviceCidr").TextOr(defaultServiceCIDR)}, "networkProfile", "serviceCidrs")
	if podsHaveOwnRange(op.Inputs) {
		op.Default(defaultPodCIDR, "networkProfile", "podCidr")
		op.Default([]string{n.At("podCidr").TextOr(defaultPodCIDR)}, "networkProfile", "podCidrs")
	}
	if outbound(op.Inputs) == defaultOutboundType {
		if n.At("loadBalancerProfile", "outboundIPs").Absent() && n.At("loadBalancerProfile", "outboundIPPrefixes").Absent() {
			op.Default(1, "networkProfile", "loadBalancerProfile", "managedOutboundIPs", "count")
		}
		op.Default("NodeIPConfiguration", "networkProfile", "loadBalancerProfile", "backendPoolType")
	}
}

func completeIdentity(op *engine.Operation) {
	op.Default("msi", "servicePrincipalProfile", "clientId")
	if strings.EqualFold(op.Inputs.At("identity", "type").Text(), "SystemAssigned") {
		op.Set(op.GUID("system identity"), "identity", "principalId")
		op.Set(op.Provider.Tenant, "identity", "tenantId")
	}
	users := map[string]any{}
	for _, id := range op.Inputs.At("identity", "userAssignedIdentities").Texts() {
		if r, ok := op.Get(id); ok {
			users[id] = map[string]any{"clientId": r.Out().At("clientId").Text(), "principalId": r.Out().At("principalId").Text()}
		}
	}
	if len(users) > 0 {
		op.Set(users, "identity", "userAssignedIdentities")
	}
}

// completeKubelet answers with the kubelet's identity, and makes one in the node resource group where none was brought.
func completeKubelet(op *engine.Operation, location string) {
	if given := op.Inputs.At("identityProfile", kubeletIdentity, "resourceId"); given.Present() {
		if r, ok := op.Get(given.Text()); ok {
			setIdentity(op, r.ID, r.Out().At("clientId").Text(), r.Out().At("principalId").Text(), "identityProfile", kubeletIdentity)
		}
		return
	}
	id, client, principal := makeIdentity(op, location, op.Name+"-agentpool")
	setIdentity(op, id, client, principal, "identityProfile", kubeletIdentity)
}

func setIdentity(op *engine.Operation, id, client, principal string, path ...string) {
	op.Set(map[string]any{"resourceId": id, "clientId": client, "objectId": principal}, path...)
}

// makeIdentity puts an identity into the node resource group.
func makeIdentity(op *engine.Operation, location, name string) (id, client, principal string) {
	group := nodeGroup(op, location)
	id = azure.ResourceID(op.ID.Subscription(), group, identityType, name)
	client, principal = op.GUID("client of "+name), op.GUID("principal of "+name)
	op.Stage(&engine.Resource{ID: id, Type: identityType, ManagedBy: op.ID.String(),
		Inputs: map[string]any{"resourceGroupName": group, "resourceName": name, "location": azure.NormalizeLocation(location)},
		Outputs: map[string]any{"name": name, "type": identityType, "location": azure.NormalizeLocation(location), "clientId": client,
			"principalId": principal, "tenantId": op.Provider.Tenant}})
	return id, client, principal
}

// identities are the add-ons that get an identity, and what its name begins with.
// Source: https://learn.microsoft.com/azure/aks/managed-identity-overview#summary-of-managed-identities-used-by-aks
var identities = map[string]string{
	"azurekeyvaultsecretsprovider": "azurekeyvaultsecretsprovider", "azurepolicy": "azurepolicy",
	"ingressapplicationgateway": "ingressapplicationgateway", "omsagent": "omsagent",
}

func completeAddons(op *engine.Operation, location string) {
	profiles := op.Inputs.At("addonProfiles")
	for _, key := range profiles.Keys() {
		name, has := identities[strings.ToLower(key)]
		if has && profiles.At(key, "enabled").Bool() {
			id, client, principal := makeIdentity(op, location, name+"-"+op.Name)
			setIdentity(op, id, client, principal, "addonProfiles", key, "identity")
		}
	}
}

// completeInlinePools fills in what AKS answers about each inline pool.
func completeInlinePools(op *engine.Operation) {
	answers, _ := op.Outputs["agentPoolProfiles"].([]any)
	for i, p := range inlinePools(op.Inputs) {
		answer := answers[i].(map[string]any)
		answer["eTag"] = op.GUID("etag of " + p.name + " " + op.Now().String())
		answer["provisioningState"] = stateSucceeded
		for property, value := range poolDefaults(p, op.Inputs) {
			if answer[property] == nil {
				answer[property] = value
			}
		}
		spotMarks(p, answer)
	}
}

// poolDefaults are the outputs of a pool that AKS fills in, as JSON values.
// Source: https://learn.microsoft.com/rest/api/aks/agent-pools/create-or-update (API version 2024-10-01)
func poolDefaults(p pool, cluster engine.Value) map[string]any {
	version := full(versionOr(p.At("orchestratorVersion"), clusterVersion(cluster)))
	osSKU, image := "Ubuntu", "AKSUbuntu-2204gen2containerd-202611.13.0"
	switch {
	case p.windows():
		osSKU, image = "Windows2022", "AKSWindows-2022-containerd-202611.13.0"
	case strings.HasPrefix(p.At("osSKU").Text(), "AzureLinux"), strings.EqualFold(p.At("osSKU").Text(), "CBLMariner"):
		image = "AKSAzureLinux-V3gen2-202611.13.0"
	}
	defaults := map[string]any{
		"count": float64(p.nodes()), "mode": "User", "osType": "Linux", "osSKU": osSKU, "type": "VirtualMachineScaleSets",
		"osDiskSizeGB": float64(osDiskSize(p)), "osDiskType": osDiskType(p), "kubeletDiskType": "OS", "scaleDownMode": "Delete",
		"maxPods": float64(maxPods(p, cluster)), "enableFIPS": false, "enableEncryptionAtHost": false, "enableNodePublicIP": false,
		"enableUltraSSD": false, "powerState": map[string]any{"code": stateRunning}, "orchestratorVersion": version.String(),
		"currentOrchestratorVersion": version.String(), "nodeImageVersion": image, "workloadRuntime": "OCIContainer",
		"securityProfile": map[string]any{"enableSecureBoot": false, "enableVTPM": false},
	}
	if p.spot() {
		defaults["scaleSetEvictionPolicy"], defaults["spotMaxPrice"] = "Delete", -1.0
	} else {
		defaults["upgradeSettings"] = map[string]any{"maxSurge": "10%"}
	}
	return defaults
}

// spotMarks adds the label and the taint that AKS puts on nodes of a Spot pool.
// Source: https://learn.microsoft.com/azure/aks/spot-node-pool
func spotMarks(p pool, outputs map[string]any) {
	if !p.spot() {
		return
	}
	labels, _ := outputs["nodeLabels"].(map[string]any)
	labels = maps.Clone(labels)
	if labels == nil {
		labels = map[string]any{}
	}
	labels[spotKey] = "spot"
	outputs["nodeLabels"] = labels
	taints, _ := outputs["nodeTaints"].([]any)
	if !slices.Contains(p.At("nodeTaints").Texts(), spotKey+"=spot:NoSchedule") {
		taints = append(slices.Clone(taints), spotKey+"=spot:NoSchedule")
	}
	outputs["nodeTaints"] = taints
}
