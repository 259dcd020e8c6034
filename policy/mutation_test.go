package main

import (
	"maps"
	"slices"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

// mutation is one careless change of the program.
type mutation struct {
	// token is the type of the resource that is changed; every resource of the type is.
	token string
	// path is the property; value replaces it, and nil removes it.
	path  string
	value any
	// gone removes the resources altogether.
	gone bool
}

func cluster(path string, value any) mutation {
	return mutation{token: azure.TypeManagedCluster, path: path, value: value}
}

func pool(path string, value any) mutation {
	return mutation{token: azure.TypeAgentPool, path: path, value: value}
}

// mutations break one rule each, where the production graph has something to break.
var mutations = map[string]mutation{
	"acr-geo-replicated":                 {token: azure.TypeReplication, gone: true},
	"acr-no-admin":                       {token: azure.TypeRegistry, path: "adminUserEnabled", value: true},
	"acr-no-dct":                         {token: azure.TypeRegistry, path: "policies.trustPolicy.status", value: "enabled"},
	"acr-premium-private":                {token: azure.TypeRegistry, path: "publicNetworkAccess", value: "Enabled"},
	"alert-has-action":                   {token: azure.TypeMetricAlert, path: "actions"},
	"budget-present":                     {token: azure.TypeBudget, gone: true},
	"critical-locks":                     {token: azure.TypeManagementLockByScope, gone: true},
	"defender-plan":                      {token: azure.TypePricing, path: "pricingTier", value: "Free"},
	"https-only":                         {token: azure.TypeStorageAccount, path: "enableHttpsTrafficOnly", value: false},
	"keyvault-firewall":                  {token: azure.TypeVault, path: "properties.networkAcls"},
	"keyvault-purge-protection":          {token: azure.TypeVault, path: "properties.enablePurgeProtection"},
	"keyvault-rbac":                      {token: azure.TypeVault, path: "properties.enableRbacAuthorization", value: false},
	"paas-public-access-disabled":        {token: azure.TypeVault, path: "properties.publicNetworkAccess", value: "Enabled"},
	"storage-hardening":                  {token: azure.TypeStorageAccount, path: "allowSharedKeyAccess", value: true},
	"aks-audit-logs":                     {token: azure.TypeDiagnosticSetting, path: "logs"},
	"aks-defender":                       cluster("securityProfile.defender", nil),
	"aks-egress-inspected":               cluster("networkProfile.outboundType", "loadBalancer"),
	"aks-entra-integration":              cluster("aadProfile", nil),
	"aks-keyvault-csi":                   cluster("addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", nil),
	"aks-local-accounts-disabled":        cluster("disableLocalAccounts", nil),
	"aks-managed-identity":               cluster("identity", nil),
	"aks-network-policy-set":             cluster("networkProfile.networkPolicy", nil),
	"aks-no-kubenet":                     cluster("networkProfile.networkPlugin", "kubenet"),
	"aks-no-legacy-features":             cluster("addonProfiles.httpApplicationRouting.enabled", true),
	"aks-no-npm":                         cluster("networkProfile.networkPolicy", "azure"),
	"aks-no-public-fqdn":                 cluster("apiServerAccessProfile.enablePrivateClusterPublicFQDN", nil),
	"aks-node-os-channel":                cluster("autoUpgradeProfile.nodeOSUpgradeChannel", "Unmanaged"),
	"aks-node-rg-lockdown":               cluster("nodeResourceGroupProfile", nil),
	"aks-policy-addon":                   cluster("addonProfiles.azurepolicy.enabled", false),
	"aks-private-cluster":                cluster("apiServerAccessProfile.enablePrivateCluster", nil),
	"aks-prod-upgrade-channel":           cluster("autoUpgradeProfile.upgradeChannel", "rapid"),
	"aks-public-needs-authorized-ranges": cluster("apiServerAccessProfile.enablePrivateCluster", false),
	"aks-rbac":                           cluster("enableRBAC", nil),
	"aks-run-command-disabled":           cluster("apiServerAccessProfile.disableRunCommand", nil),
	"aks-subnet-default-route-firewall":  {token: azure.TypeRouteTable, path: "routes"},
	"aks-supported-version":              pool("orchestratorVersion", "1.30"),
	"aks-tier-standard":                  cluster("sku.tier", "Free"),
	"aks-workload-identity":              cluster("oidcIssuerProfile", nil),
	"allowed-regions":                    {token: azure.TypeVirtualNetwork, path: "location", value: "westus"},
	"allowed-vm-sku":                     pool("vmSize", "Standard_B4ms"),
	"appgw-min-capacity":                 {token: azure.TypeApplicationGateway, path: "autoscaleConfiguration.minCapacity", value: 0},
	"appgw-tls12":                        {token: azure.TypeApplicationGateway, path: "sslPolicy.cipherSuites", value: []any{"TLS_RSA_WITH_AES_256_CBC_SHA"}},
	"appgw-waf-v2":                       {token: azure.TypeApplicationGateway, path: "firewallPolicy"},
	"diagnostics-required":               {token: azure.TypeDiagnosticSetting, gone: true},
	"ephemeral-os-disk":                  pool("osDiskType", "Managed"),
	"firewall-idps-deny":                 {token: azure.TypeFirewallPolicy, path: "intrusionDetection"},
	"firewall-no-any-any":                {token: azure.TypeFirewallPolicyRuleCollectionGroup, path: "ruleCollections[0].rules[0].targetFqdns", value: []any{"*"}},
	"firewall-threat-intel-deny":         {token: azure.TypeFirewallPolicy, path: "threatIntelMode", value: "Alert"},
	"ingress-nginx-retired":              cluster("ingressProfile.webAppRouting.enabled", true),
	"log-cost":                           {token: azure.TypeWorkspace, path: "retentionInDays", value: 365},
	"maintenance-window-node-os":         {token: azure.TypeMaintenanceConfiguration, gone: true},
	"min-tls-12":                         {token: azure.TypeApplicationGateway, path: "sslPolicy.minProtocolVersion", value: "TLSv1_0"},
	"naming-convention":                  {token: azure.TypeNetworkSecurityGroup, path: "networkSecurityGroupName", value: "rules"},
	"no-appgw-v1":                        {token: azure.TypeApplicationGateway, path: "sku.tier", value: "WAF"},
	"no-basic-sku":                       {token: azure.TypePublicIPAddress, path: "sku"},
	"no-client-secrets":                  cluster("servicePrincipalProfile.secret", "x"),
	"no-cluster-wide-writer":             {token: azure.TypeRoleAssignment, path: "roleDefinitionId", value: azure.RoleAKSRBACWriter},
	"no-network-contributor-on-vnet":     {token: azure.TypeRoleAssignment, path: "scope", value: "/subscriptions/00000000-0000-4000-8000-000000000003"},
	"no-public-registry-egress":          {token: azure.TypeFirewallPolicyRuleCollectionGroup, path: "ruleCollections[0].rules[0].targetFqdns", value: []any{"registry-1.docker.io"}},
	"no-unlisted-preview-feature":        cluster("securityProfile.imageIntegrity", pack.Map{"enabled": true}),
	"node-no-public-ip":                  pool("enableNodePublicIP", true),
	"pool-host-encryption":               pool("enableEncryptionAtHost", nil),
	"pool-max-surge":                     pool("upgradeSettings.maxSurge", "1"),
	"pools-zone-redundant":               pool("availabilityZones", nil),
	"ppg-vs-zones":                       pool("proximityPlacementGroupID", "/subscriptions/x"),
	"private-cluster-needs-access-path":  {token: azure.TypeBastionHost, gone: true},
	"public-ip-allowlist":                {token: azure.TypeBastionHost, gone: true},
	"required-tags":                      {token: azure.TypeResourceGroup, path: "tags.costCenter"},
	"subnet-has-nsg":                     {token: azure.TypeVirtualNetwork, path: "subnets[2].networkSecurityGroup"},
	"subnet-no-default-outbound":         {token: azure.TypeVirtualNetwork, path: "subnets[1].defaultOutboundAccess"},
	"system-pool-dedicated":              cluster("agentPoolProfiles[0].nodeTaints", nil),
	"user-pool-autoscale":                pool("enableAutoScaling", false),
	"user-pool-exists":                   {token: azure.TypeAgentPool, gone: true},
	"user-pool-min-two":                  pool("minCount", 1),
	"waf-has-bot-rules":                  {token: azure.TypeWebApplicationFirewallPolicy, path: "managedRules.managedRuleSets[1]"},
	"waf-prevention":                     {token: azure.TypeWebApplicationFirewallPolicy, path: "policySettings.mode", value: "Detection"},
	"zone-redundant-dependencies":        {token: azure.TypeAzureFirewall, path: "zones"},
}

// unmutated are the rules that no change of the graph alone can break, and why.
var unmutated = map[string]string{
	"aks-kms":               "holds only where the policy configuration calls the stack regulated",
	"cmk-required":          "holds only where the policy configuration calls the stack regulated",
	"dev-not-oversized":     "holds in dev only",
	"environment-declared":  "is about the configuration of the stack",
	"exception-not-expired": "is about the policy configuration",
	"ingress-host-suffix":   "holds only where the policy configuration names suffixes",
}

// undecidedBefore are the rules that need an ID which Azure makes up, and why: before the first deployment they say that
// they do not know yet.
var undecidedBefore = map[string]string{
	"no-cluster-wide-writer": "whether the scope is the cluster or a namespace in it stands in the ID of the cluster",
}

func (m mutation) apply(t *testing.T, graph []plugin.AnalyzerStackResource) []plugin.AnalyzerStackResource {
	t.Helper()
	var changed []plugin.AnalyzerStackResource
	touched := false
	for _, r := range graph {
		if pack.Canonical(string(r.Type)) != m.token {
			changed = append(changed, r)
			continue
		}
		if m.gone {
			touched = true
			continue
		}
		path, err := resource.ParsePropertyPath(m.path)
		require.NoError(t, err)
		properties := resource.NewObjectProperty(r.Properties.Copy())
		deep := deepCopy(properties)
		if m.value == nil {
			touched = path.Delete(deep) || touched
		} else {
			touched = path.Set(deep, propertiesOf(pack.Map{"v": m.value})["v"]) || touched
		}
		r.Properties = deep.ObjectValue()
		changed = append(changed, r)
	}
	require.True(t, touched, "the production graph has nothing at %s of %s", m.path, m.token)
	return changed
}

func deepCopy(v resource.PropertyValue) resource.PropertyValue {
	switch {
	case v.IsObject():
		copied := resource.PropertyMap{}
		for key, below := range v.ObjectValue() {
			copied[key] = deepCopy(below)
		}
		return resource.NewObjectProperty(copied)
	case v.IsArray():
		var copied []resource.PropertyValue
		for _, element := range v.ArrayValue() {
			copied = append(copied, deepCopy(element))
		}
		return resource.NewArrayProperty(copied)
	}
	return v
}

// plainViolation is an example that violates a rule in production, without any configuration of its own.
func plainViolation(t *testing.T, rule pack.Rule) pack.Example {
	t.Helper()
	for _, name := range slices.Sorted(maps.Keys(rule.Fail)) {
		if e := rule.Fail[name]; e.Settings == nil && e.StackConfig == nil && e.Class == "" {
			return e
		}
	}
	require.Fail(t, "no example violates the rule by itself")
	return pack.Example{}
}

// For every rule there is one change of the real production graph that this rule finds: a property that is made worse or
// left out, or, where the graph has nothing of the kind, an object that somebody adds.
func TestEveryRuleFindsAMutationOfProduction(t *testing.T) {
	graph, config := registered(t, "prod")
	for _, rule := range rules.All() {
		if unmutated[rule.ID] != "" {
			continue
		}
		t.Run(rule.ID, func(t *testing.T) {
			var changed []plugin.AnalyzerStackResource
			if m, ok := mutations[rule.ID]; ok {
				changed = m.apply(t, graph)
			} else {
				changed = append(slices.Clone(graph), plainViolation(t, rule).Materialize()...)
			}
			assert.Contains(t, findings(judged(t, changed, config)), rule.ID, "deployed")
			previewed := judged(t, asPreviewed(changed), config)
			if undecidedBefore[rule.ID] != "" {
				assert.Contains(t, outcomes(previewed, rule.ID), pack.NotKnown, "previewed")
				return
			}
			assert.Contains(t, findings(previewed), rule.ID, "previewed")
		})
	}
	for id := range mutations {
		_, ok := newPack(t).Rule(id)
		assert.True(t, ok, "%s is no rule", id)
	}
}
