package stacks_test

import (
	"fmt"
	"testing"

	keyvault "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	azurenative "github.com/pulumi/pulumi-azure-native-sdk/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

const (
	tenant       = "00000000-0000-4000-8000-000000000001"
	connectivity = "00000000-0000-4000-8000-000000000002"
	theirGroup   = "rg-shared"
	theirVault   = "kv-shared-certificates"
)

// zoneID is the ID of a private DNS zone that the network team has made.
func zoneID(name string) string {
	return azure.ResourceID(connectivity, theirGroup, "Microsoft.Network/privateDnsZones", name)
}

// zonesOfProduction are all zones that the shipped production stack needs.
var zonesOfProduction = []string{
	"privatelink.azurecr.io", "privatelink.vaultcore.azure.net", "privatelink.grafana.azure.com",
	"privatelink.westeurope.azmk8s.io", "aks-ingress.contoso.example",
}

// theirs runs a program of another team in the hub's subscription, with a resource group to put things into.
func theirs(program func(ctx *pulumi.Context, group pulumi.StringInput, provider pulumi.ResourceOption) error) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error {
		provider, err := azurenative.NewProvider(ctx, "connectivity", &azurenative.ProviderArgs{
			SubscriptionId: pulumi.String(connectivity), TenantId: pulumi.String(tenant),
		})
		if err != nil {
			return err
		}
		group, err := resources.NewResourceGroup(ctx, theirGroup, &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String(theirGroup), Location: pulumi.String("westeurope"),
		}, pulumi.Provider(provider))
		if err != nil {
			return err
		}
		return program(ctx, group.Name, pulumi.Provider(provider))
	}
}

// theirZones are the network team's private DNS zones.
func theirZones(ctx *pulumi.Context, group pulumi.StringInput, provider pulumi.ResourceOption) error {
	for _, name := range zonesOfProduction {
		if _, err := network.NewPrivateZone(ctx, name, &network.PrivateZoneArgs{
			PrivateZoneName: pulumi.String(name), ResourceGroupName: group, Location: pulumi.String("Global"),
		}, provider); err != nil {
			return err
		}
	}
	return nil
}

// theirCertificates is a vault with the certificates of the whole company.
func theirCertificates(ctx *pulumi.Context, group pulumi.StringInput, provider pulumi.ResourceOption) error {
	vault, err := keyvault.NewVault(ctx, "vault", &keyvault.VaultArgs{
		VaultName: pulumi.String(theirVault), ResourceGroupName: group, Location: pulumi.String("westeurope"),
		Properties: keyvault.VaultPropertiesArgs{
			TenantId: pulumi.String(tenant), EnableRbacAuthorization: pulumi.Bool(true), EnableSoftDelete: pulumi.Bool(true),
			Sku: keyvault.SkuArgs{Family: pulumi.String("A"), Name: keyvault.SkuNameStandard},
		},
	}, provider)
	if err != nil {
		return err
	}
	for _, name := range []string{"wildcard", "authority"} {
		if _, err := keyvault.NewSecret(ctx, name, &keyvault.SecretArgs{
			SecretName: pulumi.String(name), VaultName: vault.Name, ResourceGroupName: group,
			Properties: keyvault.SecretPropertiesArgs{Value: pulumi.String("MIIC")},
		}, provider); err != nil {
			return err
		}
	}
	return nil
}

// exempt is an exception as a stack file has it.
func exempt(key string) map[string]any {
	return map[string]any{"key": key, "reason": "another product does this", "owner": "security", "expires": "2099-01-01"}
}

// tasksSubnet is a subnet for the machine that purges the registry.
func tasksSubnet(prefix string) map[string]any {
	return map[string]any{"name": "snet-registrytasks", "addressPrefix": prefix, "routeToFirewall": true}
}

// principal is somebody in the registry's access lists.
func principal(number int, kind string) map[string]any {
	return map[string]any{"principalId": fmt.Sprintf("00000000-0000-4000-8000-0000000001%02d", number), "principalType": kind}
}

// variants are the options of the shipped stacks, each as changes of a stack file. What an option changes in the graph
// stands in testdata/variants/<name>.golden.
var variants = []struct {
	name, stack string
	edits       []edit
	others      pulumi.RunFunc
	secret      string // the section that is encrypted
}{
	{name: "two-regions", stack: "prod", edits: []edit{{"regions[1]", map[string]any{"location": "northeurope"}}}},
	{name: "three-regions", stack: "prod", edits: []edit{
		{"regions[1]", map[string]any{"location": "northeurope"}}, {"regions[2]", map[string]any{"location": "swedencentral"}},
	}},
	{name: "dns-zones-of-the-hub", stack: "prod", others: theirs(theirZones), edits: []edit{
		{"dns.mode", "hubZones"}, {"dns.zoneIds", func() map[string]any {
			ids := map[string]any{}
			for _, name := range zonesOfProduction {
				ids[name] = zoneID(name)
			}
			return ids
		}()},
	}},
	{name: "dns-resolver", stack: "prod", edits: []edit{{"dns.mode", "resolver"}}},
	{name: "egress-appliance", stack: "prod", edits: []edit{{"egress.mode", "nva"}, {"egress.nvaPrivateIp", "10.200.0.196"}}},
	{name: "egress-appliances-in-two-regions", stack: "prod", edits: []edit{
		{"egress.mode", "nva"}, {"regions[0].nvaPrivateIp", "10.200.0.196"},
		{"regions[1]", map[string]any{"location": "northeurope", "nvaPrivateIp": "10.200.1.196"}},
	}},
	{name: "egress-firewall-in-dev", stack: "dev", edits: []edit{{"egress.mode", "firewall"}}},
	{name: "egress-load-balancer-in-dev", stack: "dev", edits: []edit{{"egress.mode", "loadBalancer"}}},
	{name: "sources-of-the-api-server", stack: "prod", edits: []edit{{"cluster.apiServer.allowedSources", []any{"10.9.0.0/24"}}}},
	{name: "second-spoke", stack: "prod", edits: []edit{{"regions[0].spokes[1]", map[string]any{"name": "bu0002a0042", "addressPrefix": "10.250.0.0/16"}}}},
	{name: "no-flow-logs", stack: "prod", edits: []edit{{"hub.flowLogs.enabled", false}, {"exceptions", []any{exempt("hub.flowLogs.enabled")}}}},
	{name: "flow-logs-in-dev", stack: "dev", edits: []edit{{"hub.flowLogs.enabled", true}, {"hub.flowLogs.retentionInDays", 7}}},
	{name: "backup", stack: "prod", edits: []edit{
		{"backup.engine", "azureBackup"}, {"backup.includedNamespaces", []any{"a0008"}},
		{"cluster.storage.disk", true}, {"cluster.storage.snapshot", true},
	}},
	{name: "working-hours-in-dev", stack: "dev", edits: []edit{
		{"cost.schedule", map[string]any{"start": "07:00", "stop": "19:00", "timezone": "W. Europe Standard Time"}},
		{"cluster.maintenance", inWorkingHours},
	}},
	{name: "ingress-owasp", stack: "prod", edits: []edit{{"ingress.waf.ruleSet", "owasp32"}}},
	{name: "ingress-tls-1-3", stack: "prod", edits: []edit{{"ingress.tls.policy", "predefined2022"}}},
	{name: "ingress-http-redirect", stack: "prod", edits: []edit{{"ingress.httpRedirect", true}}},
	{name: "ingress-two-sites", stack: "prod", edits: []edit{{"ingress.sites", []any{
		map[string]any{"host": "bicycle"}, map[string]any{"host": "shop", "probePath": "/readyz"},
	}}}},
	{name: "ingress-existing-certificates", stack: "prod", others: theirs(theirCertificates), edits: []edit{
		{"ingress.tls.listenerCertSecretId", "https://" + theirVault + ".vault.azure.net/secrets/wildcard"},
		{"ingress.tls.rootCertSecretId", "https://" + theirVault + ".vault.azure.net/secrets/authority"},
		{"ingress.tls.certificateVaultId", azure.ResourceID(connectivity, theirGroup, "Microsoft.KeyVault/vaults", theirVault)},
	}},
	{name: "ingress-controller-of-their-own", stack: "prod", edits: []edit{{"ingress.controller", "none"}}},
	{name: "grafana-public", stack: "prod", edits: []edit{
		{"monitoring.grafana.publicNetworkAccess", "Enabled"},
		{"monitoring.grafana.adminGroupObjectIDs", []any{"00000000-0000-4000-8000-000000000031"}},
	}},
	{name: "grafana-none", stack: "prod", edits: []edit{{"monitoring.grafana.mode", "none"}}},
	{name: "grafana-in-dev", stack: "dev", edits: []edit{{"monitoring.grafana.mode", "managed"}}},
	{name: "container-logs-analytics", stack: "prod", edits: []edit{
		{"monitoring.containerLogPlan", "analytics"}, {"monitoring.containerLogRetentionInDays", 365}, {"monitoring.retentionInDays", 90},
	}},
	{name: "registry-replica", stack: "prod", edits: []edit{{"registry.geoReplicationRegions", []any{"northeurope", "swedencentral"}}}},
	{name: "registry-permissions-by-repository", stack: "prod", edits: []edit{
		{"registry.abac", true}, {"registry.access", map[string]any{
			"pull": []any{principal(1, "User")}, "push": []any{principal(2, "Group")}, "delete": []any{principal(3, "ServicePrincipal")},
		}},
	}},
	{name: "registry-access", stack: "prod", edits: []edit{
		{"registry.quarantine", true}, {"registry.access", map[string]any{
			"pull": []any{principal(1, "User")}, "push": []any{principal(2, "Group")}, "delete": []any{principal(3, "Group")},
			"sign": []any{principal(4, "ServicePrincipal")}, "quarantineReader": []any{principal(5, "ServicePrincipal")},
			"quarantineWriter": []any{principal(5, "ServicePrincipal")},
		}},
	}},
	{name: "registry-purge", stack: "prod", edits: []edit{
		{"regions[0].spokes[0].extraSubnets", []any{tasksSubnet("10.240.8.0/28")}},
		{"registry.purge", map[string]any{"filters": []any{"samples/.*:^[0-9a-f]{40}$", "cache/.*:.*"}, "subnet": "snet-registrytasks"}},
	}},
	{name: "registry-purge-in-dev", stack: "dev", edits: []edit{
		{"regions[0].spokes[0].extraSubnets", []any{tasksSubnet("10.241.8.0/28")}},
		{"registry.purge", map[string]any{
			"filters": []any{".*:.*"}, "subnet": "snet-registrytasks", "schedule": "30 22 * * 1-5", "keep": 3, "olderThanDays": 14,
		}},
	}},
	{name: "pool-in-a-subnet-of-its-own", stack: "prod", edits: []edit{
		{"regions[0].spokes[0].extraSubnets", []any{map[string]any{"name": "snet-isolated", "addressPrefix": "10.240.8.0/24", "routeToFirewall": true}}},
		{"cluster.nodePools[1].subnet", "snet-isolated"},
	}},
	{name: "pool-of-fixed-size", stack: "dev", edits: []edit{{"cluster.nodePools[1].enableAutoScaling", false}}},
	{name: "governance-effects", stack: "prod", edits: []edit{
		{"exceptions", []any{exempt("governance.effects")}},
		{"governance.effects", map[string]any{
			"readOnlyRootFilesystem": "Audit", "podSecurityRestricted": "Deny", "defaultNamespace": "Disabled", "requireTag": "Audit",
		}},
		{"governance.exemptions", []any{
			map[string]any{
				"rule": "allowedImages", "category": "Mitigated", "expiresOn": "2099-01-01", "reason": "images are checked by the pipeline", "owner": "security",
			},
			map[string]any{"rule": "podSecurityRestricted", "expiresOn": "2099-01-01", "reason": "the vendor has promised a fix", "owner": "a0008-team"},
		}},
		{"governance.limits", map[string]any{"cpuLimit": "2", "memoryLimit": "1Gi"}},
		{"governance.excludedNamespaces", []any{"monitoring"}}, {"governance.allowedImageSources", []any{"ghcr.io/contoso"}},
	}},
	{name: "defender-off", stack: "prod", edits: []edit{{"defender.enabled", false}, {"exceptions", []any{exempt("defender.enabled")}}}},
	{name: "cluster-without-defender", stack: "prod", edits: []edit{{"cluster.defender", false}, {"exceptions", []any{exempt("cluster.defender")}}}},
	{name: "alerting", stack: "prod", secret: "alerting", edits: []edit{
		{"alerting.slos", []any{map[string]any{
			"name": "bicycle", "namespace": "a0008", "service": "aspnetapp", "objective": 99.9, "latencySeconds": 0.5,
		}}},
		{"alerting.receivers.page.webhooks", []any{map[string]any{"serviceUri": "https://events.pager.example/hook"}}},
		{"alerting.receivers.ticket.webhooks", []any{map[string]any{
			"serviceUri": "https://tickets.contoso.example/hook", "objectId": "00000000-0000-4000-8000-000000000041", "identifierUri": "api://tickets",
		}}},
		{"alerting.receivers.page.armRoles", []any{"Owner", "Monitoring Reader"}},
		{"alerting.clusterEvents.webhookUri", "https://events.contoso.example/aks"},
	}},
	{name: "vault-premium", stack: "prod", edits: []edit{{"vault.sku", "premium"}}},
	{name: "vault-addresses-in-dev", stack: "dev", edits: []edit{
		{"vault.ipRules", []any{"20.50.1.2", "20.50.2.0/24"}}, {"vault.enablePurgeProtection", true},
	}},
	{name: "vault-with-a-public-endpoint", stack: "prod", edits: []edit{
		{"vault.publicNetworkAccess", "Enabled"}, {"exceptions", []any{exempt("vault.publicNetworkAccess")}},
	}},
	{name: "kubelet-identity-of-the-cluster", stack: "prod", edits: []edit{{"identity.kubelet", "system"}}},
	{name: "kubernetes-rbac", stack: "prod", edits: []edit{{"identity.authorization", "kubernetesRbac"}}},
	{name: "public-api-server-in-dev", stack: "dev", edits: []edit{
		{"cluster.apiServer.mode", "public"}, {"cluster.apiServer.authorizedIPRanges", []any{"20.50.2.0/24"}}, {"bootstrap.privateRunner", nil},
	}},
	{name: "export-of-costs-in-dev", stack: "dev", edits: []edit{{"cost.export.enabled", true}}},
	{name: "cost-details", stack: "prod", edits: []edit{
		{"cost.budgets", map[string]any{"hub": 2500, "workload": 5000}}, {"cost.startDate", "2026-07-01"}, {"cost.contactEmails", []any{"cfo@contoso.example"}},
	}},
	{name: "qa", stack: "prod", edits: []edit{{"environment", "qa"}}},
}

// Every option of the shipped stacks is taken by the simulated Azure, and changes what it should and nothing else: review
// the difference as you review code.
func TestVariantsOfTheShippedStacks(t *testing.T) {
	before := map[string]string{}
	for _, stack := range []string{"dev", "prod"} {
		m, err := deployed(t, shipped(t, stack), stack)
		require.NoError(t, err)
		before[stack] = m.Graph()
	}
	for _, variant := range variants {
		t.Run(variant.name, func(t *testing.T) {
			raw := shipped(t, variant.stack)
			for _, e := range variant.edits {
				change(t, raw, e.path, e.value)
			}
			certify(t, raw)
			if variant.secret != "" {
				raw.Secret[stacks.Namespace+":"+variant.secret] = true
			}
			t.Parallel()
			m, err := deployedAfter(t, variant.others, raw, variant.stack)
			require.NoError(t, err)
			golden.Compare(t, "testdata/variants/"+variant.name+".golden", difference(t, before[variant.stack], m.Graph()))
		})
	}
}
