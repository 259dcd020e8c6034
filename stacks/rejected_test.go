package stacks_test

import (
	"errors"
	"fmt"
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

// refused lists configurations that must be refused, each as changes of a shipped stack file. What the message says
// stands in testdata/rejected.txt, so that a reviewer reads all of them as a user would.
var refused = []struct {
	name  string
	stack string
	edits []edit
}{
	{"environment left out", "prod", []edit{{"environment", nil}}},
	{"environment of no class", "prod", []edit{{"environment", "production"}}},
	{"unknown section", "prod", []edit{{"clusters", map[string]any{}}}},
	{"section of another kind", "prod", []edit{{"hub", "on"}}},
	{"unknown key", "prod", []edit{{"cluster.kubernetesVerison", "1.36"}}},
	{"number as text", "prod", []edit{{"hub.firewall.publicIpCount", "three"}}},
	{"subscriptions left out", "prod", []edit{{"subscriptions", nil}}},
	{"subscription by name", "prod", []edit{{"subscriptions.connectivity", "hub-subscription"}}},
	{"tenant by name", "prod", []edit{{"subscriptions.tenantId", "contoso.com"}}},
	{"tags left out", "prod", []edit{{"workload.team", " "}, {"workload.costCenter", ""}}},
	{"business unit too long for names", "prod", []edit{{"workload.businessUnit", "business-unit-one"}}},
	{"tag key with a space", "prod", []edit{{"workload.tags", map[string]any{"Business unit": "bu0001"}}}},
	{"no region", "prod", []edit{{"regions", []any{}}}},
	{"region mistyped", "prod", []edit{{"regions[0].location", "westeruope"}}},
	{"region not allowed", "prod", []edit{{"allowedRegions", []any{"northeurope"}}}},
	{"region without zones in production", "prod", []edit{{"regions[0].location", "westus"}}},
	{"two regions in one location", "prod", []edit{{"regions[1]", map[string]any{
		"location": "westeurope", "hub": map[string]any{"addressPrefix": "10.202.0.0/24"},
		"spokes": []any{map[string]any{"name": "other", "addressPrefix": "10.242.0.0/16"}},
	}}}},
	{"hub too small", "prod", []edit{{"regions[0].hub.addressPrefix", "10.200.0.0/25"}}},
	{"hub is no range", "prod", []edit{{"regions[0].hub.addressPrefix", "10.200.0.0"}}},
	{"bastion subnet too small", "prod", []edit{{"regions[0].hub.subnets.azureBastionSubnet", "10.200.0.128/27"}}},
	{"firewall subnet too small", "prod", []edit{{"regions[0].hub.subnets.azureFirewallSubnet", "10.200.0.0/27"}}},
	{"gateway subnet too small", "prod", []edit{{"regions[0].hub.subnets.gatewaySubnet", "10.200.0.64/28"}}},
	{"hub subnets overlap", "prod", []edit{{"regions[0].hub.subnets.gatewaySubnet", "10.200.0.0/27"}}},
	{"spoke overlaps hub", "prod", []edit{{"regions[0].spokes[0].addressPrefix", "10.200.0.0/16"}}},
	{"spoke overlaps on-premises", "prod", []edit{{"network.onPremRanges", []any{"10.240.128.0/17"}}}},
	{"on-premises range is no range", "prod", []edit{{"network.onPremRanges", []any{"head office"}}}},
	{"growth factor out of range", "prod", []edit{{"network.growthFactor", 0}}},
	{"node subnet too small for the pools", "prod", []edit{{"regions[0].spokes[0].subnets.clusterNodes", "10.240.0.0/27"}}},
	{"node subnet outside the spoke", "prod", []edit{{"regions[0].spokes[0].subnets.clusterNodes", "10.250.0.0/22"}}},
	{"API server subnet too small", "prod", []edit{{"regions[0].spokes[0].subnets.privateCluster", "10.240.7.0/29"}}},
	{"application gateway subnet too small", "prod", []edit{{"regions[0].spokes[0].subnets.applicationGateway", "10.240.5.0/27"}}},
	{"extra subnet with a reserved name", "prod", []edit{{"regions[0].spokes[0].extraSubnets", []any{
		map[string]any{"name": "GatewaySubnet", "addressPrefix": "10.240.8.0/27"},
	}}}},
	{"extra subnet overlaps", "prod", []edit{{"regions[0].spokes[0].extraSubnets", []any{
		map[string]any{"name": "snet-agents", "addressPrefix": "10.240.5.0/27"},
	}}}},
	{"pods overlap the spoke", "prod", []edit{{"cluster.network.podCidr", "10.240.0.0/16"}}},
	{"services in a range that AKS reserves", "prod", []edit{
		{"cluster.network.serviceCidr", "172.30.0.0/16"}, {"cluster.network.dnsServiceIP", "172.30.0.10"},
	}},
	{"pod range too small in production", "prod", []edit{{"cluster.network.podCidr", "192.168.0.0/20"}}},
	{"DNS service address outside", "prod", []edit{{"cluster.network.dnsServiceIP", "172.17.0.10"}}},
	{"DNS service address is the first", "prod", []edit{{"cluster.network.dnsServiceIP", "172.16.0.1"}}},
	{"service range too large", "prod", []edit{{"cluster.network.serviceCidr", "172.0.0.0/8"}}},
	{"domain left out", "prod", []edit{{"dns.domain", nil}}},
	{"domain is no domain", "prod", []edit{{"dns.domain", "Contoso"}}},
	{"DNS mode unknown", "prod", []edit{{"dns.mode", "forwarder"}}},
	{"DNS server is no address", "prod", []edit{{"dns.servers", []any{"ns1.contoso.com"}}}},
	{"zone ID of another zone", "prod", []edit{{"dns.zoneIds", map[string]any{"privatelink.azurecr.io": "/subscriptions/x"}}}},
	{"egress mode unknown", "prod", []edit{{"egress.mode", "internet"}}},
	{"egress mode that needs a newer API", "prod", []edit{{"egress.mode", "none"}}},
	{"egress by load balancer in production", "prod", []edit{{"egress.mode", "loadBalancer"}}},
	{"egress without inspection in production", "prod", []edit{{"egress.mode", "natGateway"}}},
	{"appliance outside the hub", "prod", []edit{{"egress.mode", "nva"}, {"egress.nvaPrivateIp", "10.9.9.9"}}},
	{"appliance address without an appliance", "prod", []edit{{"egress.nvaPrivateIp", "10.200.0.4"}}},
	{"allowed destination without a reason in production", "prod", []edit{{"egress.allow", []any{
		map[string]any{"name": "partner", "fqdns": []any{"api.partner.example"}, "protocols": []any{"Https"}, "ports": []any{443}},
	}}}},
	{"allowed destination is a whole domain of domains", "prod", []edit{{"egress.allow", []any{
		map[string]any{"name": "all", "fqdns": []any{"*.com"}, "protocols": []any{"Https"}, "ports": []any{443}, "reason": "partners of all kinds"},
	}}}},
	{"appliance and a public API server", "dev", []edit{
		{"egress.mode", "nva"}, {"egress.nvaPrivateIp", "10.201.0.4"}, {"cluster.apiServer.mode", "public"},
		{"cluster.apiServer.authorizedIPRanges", []any{"203.0.113.0/24"}},
	}},
	{"public name of a private API server in production", "prod", []edit{{"cluster.apiServer.enablePrivateClusterPublicFQDN", true}}},
	{"firewall without an address", "prod", []edit{{"hub.firewall.publicIpCount", 0}}},
	{"intrusion detection without Premium", "dev", []edit{{"hub.firewall.intrusionDetection.mode", "Alert"}}},
	{"base policy of a lower tier", "prod", []edit{
		{"hub.firewall.basePolicyId", "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg-firewall/providers/Microsoft.Network/firewallPolicies/base"},
		{"hub.firewall.basePolicyTier", "Standard"},
	}},
	{"tunnel on a Basic Bastion", "prod", []edit{{"hub.bastion.sku", "Basic"}}},
	{"production firewall weaker than its default", "prod", []edit{
		{"hub.firewall.tier", "Standard"}, {"hub.firewall.intrusionDetection.mode", "Off"}, {"hub.firewall.threatIntelMode", "Alert"},
	}},
	{"Kubernetes version left out", "prod", []edit{{"cluster.kubernetesVersion", ""}}},
	{"Kubernetes version of another form", "prod", []edit{{"cluster.kubernetesVersion", "v1.36"}}},
	{"Kubernetes version newer than any", "prod", []edit{{"cluster.kubernetesVersion", "1.99"}}},
	{"Free tier in production", "prod", []edit{{"cluster.sku.tier", "Free"}}},
	{"public API server in production", "prod", []edit{
		{"cluster.apiServer.mode", "public"}, {"cluster.apiServer.authorizedIPRanges", []any{"203.0.113.0/24"}},
	}},
	{"API server mode that needs a newer API", "prod", []edit{{"cluster.apiServer.mode", "vnetIntegration"}}},
	{"authorised ranges on a private cluster", "prod", []edit{{"cluster.apiServer.authorizedIPRanges", []any{"203.0.113.0/24"}}}},
	{"authorised range for everybody", "dev", []edit{
		{"cluster.apiServer.mode", "public"}, {"cluster.apiServer.authorizedIPRanges", []any{"0.0.0.0/0"}},
	}},
	{"kubenet", "prod", []edit{{"cluster.network.mode", "kubenet"}}},
	{"no network policy", "prod", []edit{{"cluster.network.policyEngine", "none"}}},
	{"old network policy engine in production", "prod", []edit{{"cluster.network.policyEngine", "azure"}}},
	{"image cleaner too often", "prod", []edit{{"cluster.imageCleaner.intervalHours", 12}}},
	{"long-term support without Premium", "prod", []edit{{"cluster.supportPlan", "AKSLongTermSupport"}}},
	{"autoscaler removes nodes before it looks", "prod", []edit{
		{"cluster.autoScalerProfile.scaleDownUnneededTime", "1m"}, {"cluster.autoScalerProfile.scanInterval", "40s"},
	}},
	{"maintenance window too short", "prod", []edit{{"cluster.maintenance.aksManagedNodeOSUpgradeSchedule.durationHours", 2}}},
	{"pool minimum above its maximum", "prod", []edit{{"cluster.nodePools[0]", map[string]any{
		"name": "npsystem", "mode": "System", "minCount": 6, "maxCount": 4,
	}}}},
	{"pool above 1000 nodes", "prod", []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "maxCount": 1001},
	}}}},
	{"no system pool", "prod", []edit{{"cluster.nodePools", []any{map[string]any{"name": "npuser01", "mode": "User"}}}}},
	{"burstable system pool", "prod", []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System", "vmSize": "Standard_B4ms"},
	}}}},
	{"OS disk larger than the size's local disk", "prod", []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System", "osDiskSizeGB": 512},
	}}}},
	{"taint without an effect", "prod", []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "nodeTaints": []any{"workload=true"}},
	}}}},
	{"label in a reserved domain", "prod", []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "nodeLabels": map[string]any{"kubernetes.azure.com/pool": "x"}},
	}}}},
	{"pool in a subnet that is not there", "prod", []edit{{"cluster.nodePools", []any{
		map[string]any{"name": "npsystem", "mode": "System"},
		map[string]any{"name": "npuser01", "mode": "User", "subnet": "snet-missing"},
	}}}},
	{"administrators left out", "prod", []edit{{"identity.clusterAdminGroupObjectId", nil}}},
	{"administrators by name", "prod", []edit{{"identity.clusterAdminGroupObjectId", "aks-admins"}}},
	{"Azure RBAC in a foreign tenant", "prod", []edit{{"identity.clusterTenantId", "00000000-0000-4000-8000-000000000099"}}},
	{"workload in an unknown namespace", "prod", []edit{{"workloads[0].namespace", "a0009"}}},
	{"direct bootstrap of a private cluster from outside", "dev", []edit{{"bootstrap.privateRunner", false}}},
	{"bootstrap mode unknown", "prod", []edit{{"bootstrap.mode", "kubectl"}}},
	{"repository left out", "prod", []edit{{"gitops.repoUrl", nil}}},
	{"repository over plain HTTP", "prod", []edit{{"gitops.repoUrl", "http://github.com/contoso-example/aks-landing-zone"}}},
	{"repository with a token in its address", "prod", []edit{{"gitops.repoUrl", "https://token@github.com/contoso-example/aks"}}},
	{"branch left empty", "prod", []edit{{"gitops.branch", ""}}},
	{"namespace of the system", "prod", []edit{{"namespaces[0].name", "kube-tools"}}},
	{"namespace whose owner is no word", "prod", []edit{{"namespaces[0].owner", "???"}}},
	{"namespace twice", "prod", []edit{{"namespaces[1]", map[string]any{
		"name": "a0008", "team": "t", "owner": "o@contoso.example", "costCenter": "cc-1",
	}}}},
	{"exception without a reason", "prod", []edit{{"exceptions", []any{
		map[string]any{"key": "cluster.defender", "owner": "security", "expires": "2099-01-01"},
	}}}},
	{"exception that has expired", "prod", []edit{{"exceptions", []any{
		map[string]any{"key": "cluster.defender", "reason": "sensor under review", "owner": "security", "expires": "2020-01-01"},
	}}}},
	{"exception for what nobody may give up", "prod", []edit{{"exceptions", []any{
		map[string]any{"key": "cluster.disableLocalAccounts", "reason": "sensor under review", "owner": "security", "expires": "2099-01-01"},
	}}}},
	{"Defender switched off in production", "prod", []edit{{"cluster.defender", false}}},
	{"secret in plain text", "prod", []edit{{"gitops.auth", "pat"}, {"gitops.httpsKey", "s3cret-t0ken"}}},
}

func TestRefusedConfigurations(t *testing.T) {
	var story strings.Builder
	for _, test := range refused {
		raw := shipped(t, test.stack)
		for _, e := range test.edits {
			change(t, raw, e.path, e.value)
		}
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
