package containerservice_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// public turns the cluster of the tests into one with a public API server.
func public(changes object) object {
	all := object{"apiServerAccessProfile": nil, "networkProfile.outboundType": "loadBalancer"}
	for k, v := range changes {
		all[k] = v
	}
	return all
}

func TestClustersRefusedForWhatTheySay(t *testing.T) {
	invalid := containerservice.CodeInvalidParameter
	for name, c := range map[string]struct {
		changes object
		code    engine.Code
		path    string
		says    string
	}{
		"property of a newer API":       {object{"nodeProvisioningProfile": object{"mode": "Auto"}}, engine.CodeInvalidRequestContent, "nodeProvisioningProfile", "is no property"},
		"VNet integration":              {object{"apiServerAccessProfile.enableVnetIntegration": true}, engine.CodeInvalidRequestContent, "apiServerAccessProfile.enableVnetIntegration", "is no property"},
		"outbound type of a newer API":  {object{"networkProfile.outboundType": "none"}, engine.CodeInvalidRequestContent, "networkProfile.outboundType", "possible values"},
		"OS SKU of a newer API":         {object{"agentPoolProfiles.0.osSKU": "AzureLinux3"}, engine.CodeInvalidRequestContent, "agentPoolProfiles[0].osSKU", "possible values"},
		"name with a dot":               {object{"resourceName": "aks.one"}, engine.CodeInvalidResourceName, "resourceName", "aks.one"},
		"no DNS prefix":                 {object{"dnsPrefix": nil}, invalid, "dnsPrefix", "One of 'dnsPrefix'"},
		"DNS prefix and subdomain":      {object{"fqdnSubdomain": "api"}, invalid, "fqdnSubdomain", "together"},
		"DNS prefix too long":           {object{"dnsPrefix": strings.Repeat("a", 55)}, invalid, "dnsPrefix", "1 to 54"},
		"DNS prefix ends in a hyphen":   {object{"dnsPrefix": "aks-"}, invalid, "dnsPrefix", "both ends"},
		"node group name too long":      {object{"nodeResourceGroup": strings.Repeat("g", 81)}, invalid, "nodeResourceGroup", "limit is 80"},
		"node group name with a slash":  {object{"nodeResourceGroup": "a/b"}, invalid, "nodeResourceGroup", "a/b"},
		"node group is the cluster's":   {object{"nodeResourceGroup": clusterGroup}, containerservice.CodeNodeGroupSameAsClusterGroup, "nodeResourceGroup", clusterGroup},
		"no pools":                      {object{"agentPoolProfiles": nil}, engine.Code{}, "agentPoolProfiles", "missing required property"},
		"no system pool":                {object{"agentPoolProfiles.0.mode": "User"}, containerservice.CodeMustDefineSystemPool, "agentPoolProfiles", "at least one system pool"},
		"pool with a capital":           {object{"agentPoolProfiles.0.name": "Npsystem"}, invalid, "agentPoolProfiles[0].name", "lower-case"},
		"two pools with one name":       {object{"agentPoolProfiles": list(object{"name": "np", "mode": "System", "vmSize": "Standard_D2d_v5"}, object{"name": "np", "vmSize": "Standard_D2d_v5"})}, invalid, "agentPoolProfiles[1].name", "two agent pools"},
		"Windows without its profile":   {object{"agentPoolProfiles": list(object{"name": "np", "mode": "System", "vmSize": "Standard_D2d_v5"}, object{"name": "win", "osType": "Windows", "vmSize": "Standard_D2d_v5"}), "networkProfile.networkDataplane": nil, "networkProfile.networkPolicy": nil}, invalid, "agentPoolProfiles[1].osType", "windowsProfile"},
		"zones of a region without":     {object{"location": "northcentralus", "apiServerAccessProfile.privateDNSZone": "system"}, containerservice.CodeAvailabilityZoneNotSupported, "agentPoolProfiles[0].availabilityZones", "northcentralus"},
		"version that is none":          {object{"kubernetesVersion": "v1.36"}, invalid, "kubernetesVersion", "1.<minor>"},
		"version of the future":         {object{"kubernetesVersion": "1.38"}, containerservice.CodeK8sVersionNotSupported, "kubernetesVersion", "1.38"},
		"overlay with kubenet":          {object{"networkProfile.networkPlugin": "kubenet", "networkProfile.networkDataplane": nil, "networkProfile.networkPolicy": nil}, invalid, "networkProfile.networkPluginMode", "needs network plugin azure"},
		"cilium with kubenet":           {object{"networkProfile.networkPlugin": "kubenet", "networkProfile.networkPluginMode": nil}, invalid, "networkProfile.networkDataplane", "needs network plugin azure"},
		"cilium with Calico":            {object{"networkProfile.networkPolicy": "calico"}, invalid, "networkProfile.networkPolicy", "needs network policy cilium"},
		"cilium policy, other plane":    {object{"networkProfile.networkDataplane": "azure"}, invalid, "networkProfile.networkPolicy", "needs network dataplane cilium"},
		"Azure's policy with kubenet":   {object{"networkProfile": object{"networkPlugin": "kubenet", "networkPolicy": "azure", "outboundType": "userDefinedRouting", "serviceCidr": "172.16.0.0/16", "dnsServiceIP": "172.16.0.10"}}, containerservice.CodeNetworkPolicyWithKubenet, "networkProfile.networkPolicy", "kubenet"},
		"policy without a plugin":       {object{"networkProfile": object{"networkPlugin": "none", "networkPolicy": "calico", "outboundType": "userDefinedRouting"}}, containerservice.CodeNetworkPolicyWithoutPlugin, "networkProfile.networkPolicy", "none"},
		"network security without":      {object{"networkProfile.networkDataplane": nil, "networkProfile.networkPolicy": "calico", "networkProfile.advancedNetworking": object{"enabled": true, "security": object{"enabled": true}}}, invalid, "networkProfile.advancedNetworking.security.enabled", "cilium"},
		"pod subnet in overlay":         {object{"agentPoolProfiles.0.podSubnetID": nodesID}, invalid, "agentPoolProfiles[0].podSubnetID", "not for overlay"},
		"service range too large":       {object{"networkProfile.serviceCidr": "172.16.0.0/12"}, invalid, "networkProfile.serviceCidr", "smaller than a /12"},
		"service range that is none":    {object{"networkProfile.serviceCidr": "172.16.0.0"}, invalid, "networkProfile.serviceCidr", "not a CIDR range"},
		"service range with host bits":  {object{"networkProfile.serviceCidr": "172.16.0.1/16"}, invalid, "networkProfile.serviceCidr", "172.16.0.0/16 is meant"},
		"service range of version 6":    {object{"networkProfile.serviceCidr": "fd00::/108"}, invalid, "networkProfile.serviceCidr", "not an IPv4 range"},
		"service range of the platform": {object{"networkProfile.serviceCidr": "169.254.0.0/17", "networkProfile.dnsServiceIP": "169.254.0.10"}, invalid, "networkProfile.serviceCidr", "overlaps 169.254.0.0/16"},
		"DNS address out of range":      {object{"networkProfile.dnsServiceIP": "172.17.0.10"}, containerservice.CodeDNSServiceIPOutOfRange, "networkProfile.dnsServiceIP", "out of the service CIDR"},
		"DNS address is the first":      {object{"networkProfile.dnsServiceIP": "172.16.0.1"}, containerservice.CodeDNSServiceIPConflicting, "networkProfile.dnsServiceIP", "first"},
		"DNS address is the last":       {object{"networkProfile.dnsServiceIP": "172.16.255.255"}, containerservice.CodeDNSServiceIPConflicting, "networkProfile.dnsServiceIP", "last"},
		"DNS address that is none":      {object{"networkProfile.dnsServiceIP": "dns"}, invalid, "networkProfile.dnsServiceIP", "not an IP address"},
		"pods overlap services":         {object{"networkProfile.podCidr": "172.16.128.0/17"}, containerservice.CodePodCIDROverlapsServices, "networkProfile.podCidr", "overlaps"},
		"pods without room for nodes":   {object{"networkProfile.podCidr": "192.168.0.0/23"}, containerservice.CodeInsufficientPodCIDR, "networkProfile.podCidr", "3 nodes"},
		"basic load balancer":           {object{"networkProfile.loadBalancerSku": "basic"}, containerservice.CodeInvalidLoadBalancerSKU, "networkProfile.loadBalancerSku", "retired"},
		"balancer profile with UDR":     {object{"networkProfile.loadBalancerProfile": object{"idleTimeoutInMinutes": 30.0}}, containerservice.CodeUDRWithLoadBalancerProfile, "networkProfile.loadBalancerProfile", "mutually exclusive"},
		"node addresses with UDR":       {object{"agentPoolProfiles.0.enableNodePublicIP": true}, containerservice.CodePublicIPWithUDR, "agentPoolProfiles[0].enableNodePublicIP", "userDefinedRouting"},
		"two kinds of addresses":        {public(object{"networkProfile.loadBalancerProfile": object{"managedOutboundIPs": object{"count": 1.0}, "outboundIPs": object{"publicIPs": list()}}}), containerservice.CodeInvalidLoadBalancerProfile, "networkProfile.loadBalancerProfile", "one of"},
		"too many addresses":            {public(object{"networkProfile.loadBalancerProfile": object{"managedOutboundIPs": object{"count": 101.0}}}), containerservice.CodeInvalidLoadBalancerProfile, "networkProfile.loadBalancerProfile.managedOutboundIPs.count", "between 1 and 100"},
		"ports not in eights":           {public(object{"networkProfile.loadBalancerProfile": object{"allocatedOutboundPorts": 1001.0}}), containerservice.CodeOutboundPorts, "networkProfile.loadBalancerProfile.allocatedOutboundPorts", "multiple of 8"},
		"ranges of a private cluster":   {object{"apiServerAccessProfile.authorizedIPRanges": list("203.0.113.0/24")}, invalid, "apiServerAccessProfile.authorizedIPRanges", "private cluster"},
		"zone of a public cluster":      {public(object{"apiServerAccessProfile": object{"privateDNSZone": "system"}}), invalid, "apiServerAccessProfile.privateDNSZone", "only for private clusters"},
		"subdomain of a public cluster": {public(object{"dnsPrefix": nil, "fqdnSubdomain": "api"}), invalid, "fqdnSubdomain", "only for private clusters"},
		"range that is none":            {public(object{"apiServerAccessProfile": object{"authorizedIPRanges": list("office")}}), invalid, "apiServerAccessProfile.authorizedIPRanges[0]", "not an IP address"},
		"range that is private":         {public(object{"apiServerAccessProfile": object{"authorizedIPRanges": list("10.0.0.0/8")}}), invalid, "apiServerAccessProfile.authorizedIPRanges[0]", "not public"},
		"range of everybody":            {public(object{"apiServerAccessProfile": object{"authorizedIPRanges": list("0.0.0.0/0")}}), invalid, "apiServerAccessProfile.authorizedIPRanges[0]", "everybody"},
		"zone of another region":        {object{"apiServerAccessProfile.privateDNSZone": strings.Replace(zoneID, "westeurope.", "northeurope.", 1)}, containerservice.CodeInvalidPrivateDNSZone, "apiServerAccessProfile.privateDNSZone", "northeurope"},
		"zone that is a word":           {object{"apiServerAccessProfile.privateDNSZone": "mine"}, containerservice.CodeInvalidPrivateDNSZone, "apiServerAccessProfile.privateDNSZone", "neither system, none"},
		"no zone and no public name":    {object{"apiServerAccessProfile.privateDNSZone": "none"}, containerservice.CodeNoZoneAndNoPublicFQDN, "apiServerAccessProfile.privateDNSZone", "public FQDN"},
		"own zone, system identity":     {object{"identity": object{"type": "SystemAssigned"}}, containerservice.CodeSystemIdentityWithOwnZone, "apiServerAccessProfile.privateDNSZone", "not supported"},
		"subdomain without own zone":    {object{"dnsPrefix": nil, "fqdnSubdomain": "api", "apiServerAccessProfile.privateDNSZone": "system"}, invalid, "fqdnSubdomain", "one's own"},
		"no identity":                   {object{"identity": nil}, invalid, "identity", "managed identity or a service principal"},
		"identity and principal":        {object{"servicePrincipalProfile": object{"clientId": tenant}}, invalid, "servicePrincipalProfile.clientId", "cannot have"},
		"two identities":                {object{"identity.userAssignedIdentities": list(controlID, kubeletID)}, invalid, "identity.userAssignedIdentities", "exactly one"},
		"system identity with users":    {object{"identity.type": "SystemAssigned", "apiServerAccessProfile.privateDNSZone": "system"}, invalid, "identity.userAssignedIdentities", "cannot have"},
		"identity nobody needs":         {object{"identityProfile": object{"nodeidentity": object{"resourceId": kubeletID}}}, invalid, "identityProfile.nodeidentity", "kubeletidentity"},
		"kubelet identity of no one":    {object{"identityProfile": object{"kubeletidentity": object{"clientId": tenant}}}, containerservice.CodeKubeletIdentityProperty, "identityProfile.kubeletidentity.resourceId", "required"},
		"own kubelet, system identity":  {object{"identity": object{"type": "SystemAssigned"}, "apiServerAccessProfile.privateDNSZone": "system", "identityProfile": object{"kubeletidentity": object{"resourceId": kubeletID}}}, containerservice.CodeKubeletIdentityNeedsUser, "identityProfile.kubeletidentity", "user-assigned"},
		"local accounts without Entra":  {object{"aadProfile": nil}, invalid, "disableLocalAccounts", "Microsoft Entra"},
		"Entra without RBAC":            {object{"enableRBAC": false}, containerservice.CodeRBACNotEnabledForAAD, "enableRBAC", "must be enabled"},
		"Azure RBAC without managed":    {object{"aadProfile.managed": false, "disableLocalAccounts": false}, invalid, "aadProfile.enableAzureRBAC", "aadProfile.managed"},
		"legacy Entra":                  {object{"aadProfile.serverAppID": tenant}, invalid, "aadProfile.serverAppID", "retired"},
		"tenant that is no GUID":        {object{"aadProfile.tenantID": "contoso"}, invalid, "aadProfile.tenantID", "no GUID"},
		"group that is no GUID":         {object{"aadProfile.adminGroupObjectIDs": list("admins")}, containerservice.CodeInvalidAdminGroupObjectID, "aadProfile.adminGroupObjectIDs[0]", "no GUID"},
		"long-term without Premium":     {object{"supportPlan": "AKSLongTermSupport"}, invalid, "supportPlan", "need each other"},
		"Premium without long-term":     {object{"sku.tier": "Premium"}, invalid, "supportPlan", "need each other"},
		"cost analysis on Free":         {object{"sku.tier": "Free", "metricsProfile": object{"costAnalysis": object{"enabled": true}}}, invalid, "metricsProfile.costAnalysis.enabled", "Standard or Premium"},
		"rapid channel, long-term":      {object{"sku.tier": "Premium", "supportPlan": "AKSLongTermSupport", "autoUpgradeProfile": object{"upgradeChannel": "rapid"}}, invalid, "autoUpgradeProfile.upgradeChannel", "long-term"},
		"node image, other OS channel":  {object{"autoUpgradeProfile": object{"upgradeChannel": "node-image", "nodeOSUpgradeChannel": "SecurityPatch"}}, invalid, "autoUpgradeProfile.nodeOSUpgradeChannel", "NodeImage"},
		"add-on nobody knows":           {object{"addonProfiles.prometheus": object{"enabled": true}}, containerservice.CodeAddonInvalid, "addonProfiles.prometheus", "not known"},
		"add-on that is retired":        {object{"addonProfiles.httpApplicationRouting": object{"enabled": true}}, containerservice.CodeAddonInvalid, "addonProfiles.httpApplicationRouting", "retired"},
		"monitoring without workspace":  {object{"addonProfiles.omsagent": object{"enabled": true}}, containerservice.CodeWorkspaceNotSet, "addonProfiles.omsagent.config", "not set"},
		"rotation that is no switch":    {object{"addonProfiles.azureKeyvaultSecretsProvider": object{"enabled": true, "config": object{"enableSecretRotation": "yes"}}}, containerservice.CodeAddonInvalid, "addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", "true or false"},
		"poll that is no duration":      {object{"addonProfiles.azureKeyvaultSecretsProvider": object{"enabled": true, "config": object{"rotationPollInterval": "often"}}}, containerservice.CodeAddonInvalid, "addonProfiles.azureKeyvaultSecretsProvider.config.rotationPollInterval", "2m"},
		"Defender without workspace":    {object{"securityProfile.defender": object{"securityMonitoring": object{"enabled": true}}}, containerservice.CodeWorkspaceNotSetForDefender, "securityProfile.defender", "not set"},
		"image cleaner too often":       {object{"securityProfile.imageCleaner.intervalHours": 12.0}, invalid, "securityProfile.imageCleaner.intervalHours", "between 24 and 2160"},
		"image cleaner without hours":   {object{"securityProfile.imageCleaner": object{"enabled": true}}, invalid, "securityProfile.imageCleaner.intervalHours", "interval"},
		"workloads without issuer":      {object{"oidcIssuerProfile.enabled": false}, invalid, "securityProfile.workloadIdentity.enabled", "oidcIssuerProfile"},
		"KMS with a key's name":         {object{"securityProfile.azureKeyVaultKms": object{"enabled": true, "keyId": "etcd"}}, invalid, "securityProfile.azureKeyVaultKms.keyId", "key version"},
		"private KMS without vault":     {object{"securityProfile.azureKeyVaultKms": object{"enabled": true, "keyVaultNetworkAccess": "Private", "keyId": "https://kv-etcd.vault.azure.net/keys/etcd/0123456789abcdef0123456789abcdef"}}, invalid, "securityProfile.azureKeyVaultKms.keyVaultResourceId", "Private"},
		"autoscaler in words":           {object{"autoScalerProfile": object{"scanInterval": "ten seconds"}}, invalid, "autoScalerProfile.scanInterval", "10s"},
		"autoscaler in other units":     {object{"autoScalerProfile": object{"scaleDownUnneededTime": "600s"}}, invalid, "autoScalerProfile.scaleDownUnneededTime", "10m"},
		"threshold above one":           {object{"autoScalerProfile": object{"scaleDownUtilizationThreshold": "1.5"}}, invalid, "autoScalerProfile.scaleDownUtilizationThreshold", "0 to 1"},
		"percentage above a hundred":    {object{"autoScalerProfile": object{"maxTotalUnreadyPercentage": "101"}}, invalid, "autoScalerProfile.maxTotalUnreadyPercentage", "0 to 100"},
		"expander nobody has":           {object{"autoScalerProfile": object{"expander": "price"}}, engine.CodeInvalidRequestContent, "autoScalerProfile.expander", "least-waste"},
		"administrator with a space":    {object{"linuxProfile": object{"adminUsername": "the admin", "ssh": object{"publicKeys": list(object{"keyData": "ssh-rsa AAAA"})}}}, invalid, "linuxProfile.adminUsername", "beginning with a letter"},
		"two SSH keys":                  {object{"linuxProfile": object{"adminUsername": "a", "ssh": object{"publicKeys": list(object{"keyData": "ssh-rsa AAAA"}, object{"keyData": "ssh-rsa BBBB"})}}}, invalid, "linuxProfile.ssh.publicKeys", "exactly one"},
		"key that is none":              {object{"linuxProfile": object{"adminUsername": "a", "ssh": object{"publicKeys": list(object{"keyData": "secret"})}}}, invalid, "linuxProfile.ssh.publicKeys[0].keyData", "not an SSH public key"},
		"Windows administrator":         {object{"windowsProfile": object{"adminUsername": "administrator"}}, invalid, "windowsProfile.adminUsername", "not allowed"},
		"weak Windows password":         {object{"windowsProfile": object{"adminUsername": "azure", "adminPassword": "password"}}, invalid, "windowsProfile.adminPassword", "three kinds"},
		"proxy without a scheme":        {object{"httpProxyConfig": object{"httpsProxy": "proxy.example:8080"}}, containerservice.CodeHTTPProxyWrongURL, "httpProxyConfig.httpsProxy", "wrong"},
		"three revisions of the mesh":   {object{"serviceMeshProfile": object{"mode": "Istio", "istio": object{"revisions": list("asm-1-28", "asm-1-29", "asm-1-30")}}}, invalid, "serviceMeshProfile.istio.revisions", "at most 2"},
		"revision that is none":         {object{"serviceMeshProfile": object{"mode": "Istio", "istio": object{"revisions": list("1.28")}}}, invalid, "serviceMeshProfile.istio.revisions[0]", "asm-1-28"},
		"override until some day":       {object{"upgradeSettings": object{"overrideSettings": object{"forceUpgrade": true, "until": "some day"}}}, invalid, "upgradeSettings.overrideSettings.until", "2026-11-21"},
	} {
		t.Run(name, func(t *testing.T) {
			_, failures, err := newPlatform(t).Check(request(azure.TypeManagedCluster, cluster(c.changes)))
			require.NoError(t, err)
			for _, f := range failures {
				if f.Path == c.path && f.Err.Code == c.code.Name && strings.Contains(f.Err.Error(), c.says) {
					return
				}
			}
			assert.Failf(t, "not refused", "want %s at %s saying %q, got %v", c.code.Name, c.path, c.says, failures)
		})
	}
}

// unknowns replaces every value inside by unknown, one at a time, and hands the result out.
func unknowns(v any, yield func(what string), at string) {
	switch v := v.(type) {
	case object:
		for k, e := range v {
			v[k] = engine.Unknown
			yield(at + "." + k)
			v[k] = e
			unknowns(e, yield, at+"."+k)
		}
	case []any:
		for i, e := range v {
			v[i] = engine.Unknown
			yield(at + "[]")
			v[i] = e
			unknowns(e, yield, at+"[]")
		}
	}
}

func TestNothingUnknownIsHeldAgainstACluster(t *testing.T) {
	p := newPlatform(t)
	inputs := cluster(object{
		"autoScalerProfile": object{"scanInterval": "10s", "scaleDownUtilizationThreshold": "0.5"}, "httpProxyConfig": object{"httpProxy": "http://p:1"},
		"windowsProfile": object{"adminUsername": "azure", "adminPassword": "Pa55word!Pa55word!"}, "identityProfile": object{"kubeletidentity": object{"resourceId": kubeletID}},
		"linuxProfile":                   object{"adminUsername": "a", "ssh": object{"publicKeys": list(object{"keyData": "ssh-rsa AAAA"})}},
		"agentPoolProfiles.0.nodeLabels": object{"team": "a"}, "agentPoolProfiles.0.kubeletConfig": object{"imageGcHighThreshold": 90.0, "imageGcLowThreshold": 70.0},
	})
	tried := 0
	unknowns(inputs, func(what string) {
		tried++
		_, failures, err := p.Check(request(azure.TypeManagedCluster, inputs))
		require.NoError(t, err)
		assert.Empty(t, failures, what)
	}, "")
	assert.Greater(t, tried, 70)
}
