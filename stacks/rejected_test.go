package stacks_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// edit is one change of a shipped stack file.
type edit struct {
	path  string
	value any
}

// refusal is a configuration that must be refused, as changes of a shipped stack file. What the message says stands in
// testdata/rejected.txt, so that a reviewer reads all of them as a user would.
type refusal struct {
	name  string
	stack string
	edits []edit
	// encrypted and plain are sections that are secret, or not, other than in the shipped file.
	encrypted, plain string
}

// refused are mistakes about the network, the cluster and what runs in it first.
var refused = []refusal{
	{name: "environment left out", stack: "prod", edits: []edit{{"environment", nil}}},
	{name: "environment of no class", stack: "prod", edits: []edit{{"environment", "production"}}},
	{name: "unknown section", stack: "prod", edits: []edit{{"clusters", map[string]any{}}}},
	{name: "section of another kind", stack: "prod", edits: []edit{{"hub", "on"}}},
	{name: "unknown key", stack: "prod", edits: []edit{{"cluster.kubernetesVerison", "1.36"}}},
	{name: "number as text", stack: "prod", edits: []edit{{"hub.firewall.publicIpCount", "three"}}},
	{name: "subscriptions left out", stack: "prod", edits: []edit{{"subscriptions", nil}}},
	{name: "subscription by name", stack: "prod", edits: []edit{{"subscriptions.connectivity", "hub-subscription"}}},
	{name: "tenant by name", stack: "prod", edits: []edit{{"subscriptions.tenantId", "contoso.com"}}},
	{name: "tags left out", stack: "prod", edits: []edit{{"workload.team", " "}, {"workload.costCenter", ""}}},
	{name: "business unit too long for names", stack: "prod", edits: []edit{{"workload.businessUnit", "business-unit-one"}}},
	{name: "tag key with a space", stack: "prod", edits: []edit{{"workload.tags", map[string]any{"Business unit": "bu0001"}}}},
	{name: "no region", stack: "prod", edits: []edit{{"regions", []any{}}}},
	{name: "region mistyped", stack: "prod", edits: []edit{{"regions[0].location", "westeruope"}}},
	{name: "region not allowed", stack: "prod", edits: []edit{{"allowedRegions", []any{"northeurope"}}}},
	{name: "region without zones in production", stack: "prod", edits: []edit{{"regions[0].location", "westus"}}},
	{name: "two regions in one location", stack: "prod", edits: []edit{{"regions[1]", map[string]any{
		"location": "westeurope", "hub": map[string]any{"addressPrefix": "10.202.0.0/24"},
		"spokes": []any{map[string]any{"name": "other", "addressPrefix": "10.242.0.0/16"}},
	}}}},
	{name: "hub too small", stack: "prod", edits: []edit{{"regions[0].hub.addressPrefix", "10.200.0.0/25"}}},
	{name: "hub is no range", stack: "prod", edits: []edit{{"regions[0].hub.addressPrefix", "10.200.0.0"}}},
	{name: "bastion subnet too small", stack: "prod", edits: []edit{{"regions[0].hub.subnets.azureBastionSubnet", "10.200.0.128/27"}}},
	{name: "firewall subnet too small", stack: "prod", edits: []edit{{"regions[0].hub.subnets.azureFirewallSubnet", "10.200.0.0/27"}}},
	{name: "gateway subnet too small", stack: "prod", edits: []edit{{"regions[0].hub.subnets.gatewaySubnet", "10.200.0.64/28"}}},
	{name: "hub subnets overlap", stack: "prod", edits: []edit{{"regions[0].hub.subnets.gatewaySubnet", "10.200.0.0/27"}}},
	{name: "spoke overlaps hub", stack: "prod", edits: []edit{{"regions[0].spokes[0].addressPrefix", "10.200.0.0/16"}}},
	{name: "spoke overlaps on-premises", stack: "prod", edits: []edit{{"network.onPremRanges", []any{"10.240.128.0/17"}}}},
	{name: "on-premises range is no range", stack: "prod", edits: []edit{{"network.onPremRanges", []any{"head office"}}}},
	{name: "growth factor out of range", stack: "prod", edits: []edit{{"network.growthFactor", 0}}},
	{name: "node subnet too small for the pools", stack: "prod", edits: []edit{{"regions[0].spokes[0].subnets.clusterNodes", "10.240.0.0/27"}}},
	{name: "node subnet outside the spoke", stack: "prod", edits: []edit{{"regions[0].spokes[0].subnets.clusterNodes", "10.250.0.0/22"}}},
	{name: "API server subnet too small", stack: "prod", edits: []edit{{"regions[0].spokes[0].subnets.privateCluster", "10.240.7.0/29"}}},
	{name: "application gateway subnet too small", stack: "prod", edits: []edit{{"regions[0].spokes[0].subnets.applicationGateway", "10.240.5.0/27"}}},
	{name: "extra subnet with a reserved name", stack: "prod", edits: []edit{{"regions[0].spokes[0].extraSubnets", []any{
		map[string]any{"name": "GatewaySubnet", "addressPrefix": "10.240.8.0/27"},
	}}}},
	{name: "extra subnet overlaps", stack: "prod", edits: []edit{{"regions[0].spokes[0].extraSubnets", []any{
		map[string]any{"name": "snet-agents", "addressPrefix": "10.240.5.0/27"},
	}}}},
	{name: "pods overlap the spoke", stack: "prod", edits: []edit{{"cluster.network.podCidr", "10.240.0.0/16"}}},
	{name: "services in a range that AKS reserves", stack: "prod", edits: []edit{
		{"cluster.network.serviceCidr", "172.30.0.0/16"}, {"cluster.network.dnsServiceIP", "172.30.0.10"},
	}},
	{name: "pod range too small in production", stack: "prod", edits: []edit{{"cluster.network.podCidr", "192.168.0.0/20"}}},
	{name: "DNS service address outside", stack: "prod", edits: []edit{{"cluster.network.dnsServiceIP", "172.17.0.10"}}},
	{name: "DNS service address is the first", stack: "prod", edits: []edit{{"cluster.network.dnsServiceIP", "172.16.0.1"}}},
	{name: "service range too large", stack: "prod", edits: []edit{{"cluster.network.serviceCidr", "172.0.0.0/8"}}},
	{name: "domain left out", stack: "prod", edits: []edit{{"dns.domain", nil}}},
	{name: "domain is no domain", stack: "prod", edits: []edit{{"dns.domain", "Contoso"}}},
	{name: "DNS mode unknown", stack: "prod", edits: []edit{{"dns.mode", "forwarder"}}},
	{name: "DNS server is no address", stack: "prod", edits: []edit{{"dns.servers", []any{"ns1.contoso.com"}}}},
	{name: "zone ID of another zone", stack: "prod", edits: []edit{{"dns.mode", "hubZones"}, {"dns.zoneIds", map[string]any{"privatelink.azurecr.io": "/subscriptions/x"}}}},
	{name: "egress mode unknown", stack: "prod", edits: []edit{{"egress.mode", "internet"}}},
	{name: "egress mode that needs a newer API", stack: "prod", edits: []edit{{"egress.mode", "none"}}},
	{name: "egress by load balancer in production", stack: "prod", edits: []edit{{"egress.mode", "loadBalancer"}}},
	{name: "egress without inspection in production", stack: "prod", edits: []edit{{"egress.mode", "natGateway"}}},
	{name: "appliance outside the hub", stack: "prod", edits: []edit{{"egress.mode", "nva"}, {"egress.nvaPrivateIp", "10.9.9.9"}}},
	{name: "Bastion for everybody in production", stack: "prod", edits: []edit{{"hub.bastion.allowedSourceCidrs", []any{}}}},
	{name: "no flow logs in production", stack: "prod", edits: []edit{{"hub.flowLogs.enabled", false}}},
	{name: "pool in a zone that is closed to its size", stack: "prod", edits: []edit{{"regions[0].zoneSkus", map[string]any{"Standard_D4d_v5": []any{"1", "3"}}}}},
	{name: "sources of the API server that are none", stack: "prod", edits: []edit{{"cluster.apiServer.allowedSources", []any{"10.1.2.3", "runners"}}}},
	{name: "one appliance for two regions", stack: "prod", edits: []edit{
		{"egress.mode", "nva"}, {"egress.nvaPrivateIp", "10.200.0.196"}, {"regions[1]", map[string]any{"location": "northeurope"}},
	}},
	{name: "no appliance in the second region", stack: "prod", edits: []edit{
		{"egress.mode", "nva"}, {"regions[0].nvaPrivateIp", "10.200.0.196"}, {"regions[1]", map[string]any{"location": "northeurope"}},
	}},
	{name: "appliance of a region without an appliance", stack: "prod", edits: []edit{{"regions[0].nvaPrivateIp", "10.200.0.196"}}},
	{name: "no appliance", stack: "prod", edits: []edit{{"egress.mode", "nva"}}},
	{name: "appliance address without an appliance", stack: "prod", edits: []edit{{"egress.nvaPrivateIp", "10.200.0.4"}}},
	{name: "allowed destination without a reason in production", stack: "prod", edits: []edit{{"egress.allow", []any{
		map[string]any{"name": "partner", "fqdns": []any{"api.partner.example"}, "protocols": []any{"Https"}, "ports": []any{443}},
	}}}},
	{name: "allowed destination is a whole domain of domains", stack: "prod", edits: []edit{{"egress.allow", []any{
		map[string]any{"name": "all", "fqdns": []any{"*.com"}, "protocols": []any{"Https"}, "ports": []any{443}, "reason": "partners of all kinds"},
	}}}},
	{name: "appliance and a public API server", stack: "dev", edits: []edit{
		{"egress.mode", "nva"}, {"egress.nvaPrivateIp", "10.201.0.4"}, {"cluster.apiServer.mode", "public"},
		{"cluster.apiServer.authorizedIPRanges", []any{"203.0.113.0/24"}},
	}},
	{name: "public name of a private API server in production", stack: "prod", edits: []edit{{"cluster.apiServer.enablePrivateClusterPublicFQDN", true}}},
	{name: "firewall without an address", stack: "prod", edits: []edit{{"hub.firewall.publicIpCount", 0}}},
	{name: "intrusion detection without Premium", stack: "dev", edits: []edit{{"hub.firewall.intrusionDetection.mode", "Alert"}}},
	{name: "base policy of a lower tier", stack: "prod", edits: []edit{
		{"hub.firewall.basePolicyId", "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg-firewall/providers/Microsoft.Network/firewallPolicies/base"},
		{"hub.firewall.basePolicyTier", "Standard"},
	}},
	{name: "tunnel on a Basic Bastion", stack: "prod", edits: []edit{{"hub.bastion.sku", "Basic"}}},
	{name: "production firewall weaker than its default", stack: "prod", edits: []edit{
		{"hub.firewall.tier", "Standard"}, {"hub.firewall.intrusionDetection.mode", "Off"}, {"hub.firewall.threatIntelMode", "Alert"},
	}},
	{name: "Kubernetes version left out", stack: "prod", edits: []edit{{"cluster.kubernetesVersion", ""}}},
	{name: "Kubernetes version of another form", stack: "prod", edits: []edit{{"cluster.kubernetesVersion", "v1.36"}}},
	{name: "Kubernetes version newer than any", stack: "prod", edits: []edit{{"cluster.kubernetesVersion", "1.99"}}},
	{name: "Free tier in production", stack: "prod", edits: []edit{{"cluster.sku.tier", "Free"}}},
	{name: "public API server in production", stack: "prod", edits: []edit{
		{"cluster.apiServer.mode", "public"}, {"cluster.apiServer.authorizedIPRanges", []any{"203.0.113.0/24"}},
	}},
	{name: "API server mode that needs a newer API", stack: "prod", edits: []edit{{"cluster.apiServer.mode", "vnetIntegration"}}},
	{name: "authorised ranges on a private cluster", stack: "prod", edits: []edit{{"cluster.apiServer.authorizedIPRanges", []any{"203.0.113.0/24"}}}},
	{name: "authorised range for everybody", stack: "dev", edits: []edit{
		{"cluster.apiServer.mode", "public"}, {"cluster.apiServer.authorizedIPRanges", []any{"0.0.0.0/0"}},
	}},
	{name: "kubenet", stack: "prod", edits: []edit{{"cluster.network.mode", "kubenet"}}},
	{name: "no network policy", stack: "prod", edits: []edit{{"cluster.network.policyEngine", "none"}}},
	{name: "old network policy engine in production", stack: "prod", edits: []edit{{"cluster.network.policyEngine", "azure"}}},
	{name: "image cleaner too often", stack: "prod", edits: []edit{{"cluster.imageCleaner.intervalHours", 12}}},
	{name: "long-term support without Premium", stack: "prod", edits: []edit{{"cluster.supportPlan", "AKSLongTermSupport"}}},
	{name: "autoscaler removes nodes before it looks", stack: "prod", edits: []edit{
		{"cluster.autoScalerProfile.scaleDownUnneededTime", "1m"}, {"cluster.autoScalerProfile.scanInterval", "40s"},
	}},
	{name: "maintenance window too short", stack: "prod", edits: []edit{{"cluster.maintenance.aksManagedNodeOSUpgradeSchedule.durationHours", 2}}},
	{name: "pool minimum above its maximum", stack: "prod", edits: []edit{{"cluster.nodePools[0]", map[string]any{
		"name": "npsystem", "mode": "System", "minCount": 6, "maxCount": 4,
	}}}},
	{name: "pool above 1000 nodes", stack: "prod", edits: []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "maxCount": 1001},
	}}}},
	{name: "no system pool", stack: "prod", edits: []edit{{"cluster.nodePools", []any{map[string]any{"name": "npuser01", "mode": "User"}}}}},
	{name: "burstable system pool", stack: "prod", edits: []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System", "vmSize": "Standard_B4ms"},
	}}}},
	{name: "OS disk larger than the size's local disk", stack: "prod", edits: []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System", "osDiskSizeGB": 512},
	}}}},
	{name: "taint without an effect", stack: "prod", edits: []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "nodeTaints": []any{"workload=true"}},
	}}}},
	{name: "label in a reserved domain", stack: "prod", edits: []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "nodeLabels": map[string]any{"kubernetes.azure.com/pool": "x"}},
	}}}},
	{name: "pool in a subnet without a way out", stack: "prod", edits: []edit{
		{"regions[0].spokes[0].extraSubnets", []any{map[string]any{"name": "snet-isolated", "addressPrefix": "10.240.8.0/24"}}},
		{"cluster.nodePools[1].subnet", "snet-isolated"},
	}},
	{name: "pool in a subnet that is not there", stack: "prod", edits: []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "subnet": "snet-missing"},
	}}}},
	{name: "administrators left out", stack: "prod", edits: []edit{{"identity.clusterAdminGroupObjectId", nil}}},
	{name: "administrators by name", stack: "prod", edits: []edit{{"identity.clusterAdminGroupObjectId", "aks-admins"}}},
	{name: "Azure RBAC in a foreign tenant", stack: "prod", edits: []edit{{"identity.clusterTenantId", "00000000-0000-4000-8000-000000000099"}}},
	{name: "workload in an unknown namespace", stack: "prod", edits: []edit{{"workloads[0].namespace", "a0009"}}},
	{name: "direct bootstrap of a private cluster from outside", stack: "dev", edits: []edit{{"bootstrap.privateRunner", false}}},
	{name: "bootstrap mode unknown", stack: "prod", edits: []edit{{"bootstrap.mode", "kubectl"}}},
	{name: "repository left out", stack: "prod", edits: []edit{{"gitops.repoUrl", nil}}},
	{name: "repository over plain HTTP", stack: "prod", edits: []edit{{"gitops.repoUrl", "http://github.com/contoso-example/aks-landing-zone"}}},
	{name: "repository with a token in its address", stack: "prod", edits: []edit{{"gitops.repoUrl", "https://token@github.com/contoso-example/aks"}}},
	{name: "branch left empty", stack: "prod", edits: []edit{{"gitops.branch", ""}}},
	{name: "namespace of the system", stack: "prod", edits: []edit{{"namespaces[0].name", "kube-tools"}}},
	{name: "namespace whose owner is no word", stack: "prod", edits: []edit{{"namespaces[0].owner", "???"}}},
	{name: "namespace twice", stack: "prod", edits: []edit{{"namespaces[1]", map[string]any{
		"name": "a0008", "team": "t", "owner": "o@contoso.example", "costCenter": "cc-1",
	}}}},
	{name: "exception without a reason", stack: "prod", edits: []edit{{"exceptions", []any{
		map[string]any{"key": "cluster.defender", "owner": "security", "expires": "2099-01-01"},
	}}}},
	{name: "exception that has expired", stack: "prod", edits: []edit{{"exceptions", []any{
		map[string]any{"key": "cluster.defender", "reason": "sensor under review", "owner": "security", "expires": "2020-01-01"},
	}}}},
	{name: "exception for what nobody may give up", stack: "prod", edits: []edit{{"exceptions", []any{
		map[string]any{"key": "cluster.disableLocalAccounts", "reason": "sensor under review", "owner": "security", "expires": "2099-01-01"},
	}}}},
	{name: "Defender switched off in production", stack: "prod", edits: []edit{{"cluster.defender", false}}},
	{name: "secret in plain text", stack: "prod", edits: []edit{{"gitops.auth", "pat"}, {"gitops.httpsKey", "s3cret-t0ken"}}},
}

func TestRefusedConfigurations(t *testing.T) {
	var story strings.Builder
	for _, test := range slices.Concat(refused, refusedPlatform) {
		raw := shipped(t, test.stack)
		for _, e := range test.edits {
			if made, ok := e.value.(func(*testing.T) string); ok {
				e.value = made(t)
			}
			change(t, raw, e.path, e.value)
		}
		raw.Secret[stacks.Namespace+":"+test.encrypted] = true
		raw.Secret[stacks.Namespace+":"+test.plain] = false
		_, _, err := stacks.Prepare(raw, test.stack)
		var invalid *field.Invalid
		if !assert.True(t, errors.As(err, &invalid), "%s: want a list of mistakes, got %v", test.name, err) {
			continue
		}
		fmt.Fprintf(&story, "# %s\n%v\n\n", test.name, err)
	}
	golden.Compare(t, "testdata/rejected.txt", story.String())
}

func TestSecretsNeverAppearInMessages(t *testing.T) {
	for _, secret := range []bool{false, true} {
		raw := shipped(t, "prod")
		change(t, raw, "gitops.auth", "pat")
		change(t, raw, "gitops.httpsKey", "s3cret-t0ken")
		change(t, raw, "gitops.repoUrl", "http://user:s3cret-t0ken@host")
		raw.Secret[stacks.Namespace+":gitops"] = secret
		_, _, err := stacks.Prepare(raw, "prod")
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "s3cret-t0ken", "section marked secret: %v", secret)
	}
}

func TestAllMistakesComeInOneRun(t *testing.T) {
	raw := shipped(t, "prod")
	change(t, raw, "subscriptions.connectivity", "x")
	change(t, raw, "dns.domain", "Contoso")
	change(t, raw, "cluster.sku.tier", "Free")
	change(t, raw, "gitops.branch", "")
	_, _, err := stacks.Prepare(raw, "prod")
	var invalid *field.Invalid
	require.ErrorAs(t, err, &invalid)
	paths := []field.Path{}
	for _, mistake := range invalid.Errors {
		paths = append(paths, mistake.Path)
	}
	assert.Equal(t, []field.Path{
		"aks-landing-zone:cluster.sku.tier", "aks-landing-zone:dns.domain", "aks-landing-zone:gitops.branch",
		"aks-landing-zone:subscriptions.connectivity",
	}, paths)
}

func TestFilesThatAreNoStackFiles(t *testing.T) {
	for name, content := range map[string]string{"empty": "", "no configuration": "encryptionsalt: v1:x\n"} {
		raw, err := stacks.ParseFile("Pulumi.x.yaml", []byte(content))
		require.NoError(t, err, name)
		_, _, err = stacks.Prepare(raw, "x")
		require.ErrorContains(t, err, "aks-landing-zone:environment: is required", name)
		require.ErrorContains(t, err, "aks-landing-zone:subscriptions.tenantId: is required", name)
	}
	for name, content := range map[string]string{"half a file": "config:\n  aks-landing-zone:hub: {", "a list": "- a\n- b\n"} {
		_, err := stacks.ParseFile("Pulumi.x.yaml", []byte(content))
		require.ErrorContains(t, err, "Pulumi.x.yaml is not a stack file", name)
	}
}

func FuzzConfigurationNeverPanics(f *testing.F) {
	for _, name := range stacks.SectionNames() {
		f.Add(name, `{"a":[1,{"b":null}]}`)
	}
	f.Add("regions", `[{"location":"westeurope","spokes":[{"addressPrefix":"::/0"}]}]`)
	f.Add("cluster", `{"nodePools":[{"maxCount":-1}],"network":{"podCidr":"300.0.0.0/8"}}`)
	f.Fuzz(func(t *testing.T, section, value string) {
		raw, err := stacks.ReadFile("../Pulumi.prod.yaml")
		require.NoError(t, err)
		raw.Values[stacks.Namespace+":"+section] = value
		if _, _, err := stacks.Prepare(raw, "prod"); err != nil {
			_ = err.Error()
		}
	})
}
