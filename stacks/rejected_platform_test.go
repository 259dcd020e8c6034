package stacks_test

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/base64"
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
	"software.sslmate.com/src/go-pkcs12"
)

const (
	somebody    = "00000000-0000-4000-8000-000000000051"
	sharedVault = "/subscriptions/00000000-0000-4000-8000-000000000002/resourceGroups/rg-shared/providers/Microsoft.KeyVault/vaults/kv-shared"
)

var (
	// existingCertificates stand where the stack's hosts would need other certificates than the tests have.
	existingCertificates = map[string]any{
		"listenerCertSecretId": "https://kv-shared.vault.azure.net/secrets/wildcard", "rootCertSecretId": "https://kv-shared.vault.azure.net/secrets/authority",
		"certificateVaultId": sharedVault,
	}
	// workingHours stop the cluster at night, and inWorkingHours has it maintained by day.
	workingHours   = map[string]any{"timezone": "W. Europe Standard Time"}
	inWorkingHours = map[string]any{
		"aksManagedNodeOSUpgradeSchedule": byDay("Tuesday"), "aksManagedAutoUpgradeSchedule": byDay("Wednesday"), "default": byDay("Thursday"),
	}
)

// byDay is a maintenance window in working hours.
func byDay(day string) map[string]any {
	return map[string]any{"schedule": "weekly", "dayOfWeek": day, "startTime": "09:00", "durationHours": 4, "intervalWeeks": 1, "utcOffset": "+01:00"}
}

// manySites are n hosts.
func manySites(n int) []any {
	var sites []any
	for i := range n {
		sites = append(sites, map[string]any{"host": fmt.Sprintf("site%d", i)})
	}
	return sites
}

// promise is a promise of a service, with one key changed.
func promise(key string, value any) map[string]any {
	p := map[string]any{"name": "bicycle", "namespace": "a0008", "service": "aspnetapp", "objective": 99.9, "latencySeconds": 0.5}
	if key != "" {
		p[key] = value
	}
	return p
}

// exemptFrom is an exemption from a policy, with some keys changed.
func exemptFrom(rule string, changes map[string]any) map[string]any {
	e := map[string]any{"rule": rule, "expiresOn": "2099-01-01", "reason": "images are checked by the pipeline", "owner": "security"}
	for key, value := range changes {
		e[key] = value
	}
	return e
}

// listener makes a certificate for one host that signed itself, as the configuration has it.
func listener(notAfter time.Time, host string) func(*testing.T) string {
	return func(t *testing.T) string {
		t.Helper()
		key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		require.NoError(t, err)
		template := &x509.Certificate{
			SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: host}, DNSNames: []string{host}, NotBefore: day.AddDate(0, -1, 0), NotAfter: notAfter,
			KeyUsage: x509.KeyUsageDigitalSignature, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
		}
		der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)
		require.NoError(t, err)
		certificate, err := x509.ParseCertificate(der)
		require.NoError(t, err)
		pfx, err := pkcs12.Modern2023.Encode(key, certificate, nil, "")
		require.NoError(t, err)
		return base64.StdEncoding.EncodeToString(pfx)
	}
}

// refusedPlatform are mistakes about what stands around the cluster.
var refusedPlatform = []refusal{
	{name: "flow logs kept too long", stack: "prod", edits: []edit{{"hub.flowLogs.retentionInDays", 366}}},

	// Registry.
	{name: "copy of the registry in its own region", stack: "prod", edits: []edit{{"registry.geoReplicationRegions", []any{"westeurope"}}}},
	{name: "copy of the registry in a region that is not there", stack: "prod", edits: []edit{{"registry.geoReplicationRegions", []any{"northeuropa"}}}},
	{name: "copy of the registry named twice", stack: "prod", edits: []edit{{"registry.geoReplicationRegions", []any{"northeurope", "northeurope"}}}},
	{name: "copy of the registry in a region of the stack", stack: "prod", edits: []edit{
		{"regions[1]", map[string]any{"location": "northeurope"}}, {"registry.geoReplicationRegions", []any{"northeurope"}},
	}},
	{name: "no copy of the registry in production", stack: "prod", edits: []edit{{"registry.geoReplicationRegions", []any{}}}},
	{name: "zones for the registry in a region without", stack: "dev", edits: []edit{{"regions[0].location", "westus"}, {"registry.zoneRedundancy", "Enabled"}}},
	{name: "zones for the registry mistyped", stack: "prod", edits: []edit{{"registry.zoneRedundancy", "on"}}},
	{name: "untagged images kept too long", stack: "prod", edits: []edit{{"registry.retentionDays", 366}}},
	{name: "export of images mistyped", stack: "prod", edits: []edit{{"registry.exportPolicy", "Off"}}},
	{name: "access to the registry by name", stack: "prod", edits: []edit{{"registry.access.push", []any{
		map[string]any{"principalId": "pipeline", "principalType": "ServicePrincipal"},
	}}}},
	{name: "access to the registry for nobody", stack: "prod", edits: []edit{{"registry.access.pull", []any{map[string]any{"principalType": "Group"}}}}},
	{name: "access to the registry without a type", stack: "prod", edits: []edit{{"registry.access.pull", []any{map[string]any{"principalId": somebody}}}}},
	{name: "access to the registry given twice", stack: "prod", edits: []edit{{"registry.access.sign", []any{
		map[string]any{"principalId": somebody, "principalType": "Group"}, map[string]any{"principalId": somebody, "principalType": "Group"},
	}}}},
	{name: "purge of old tags in a subnet that is not there", stack: "prod", edits: []edit{
		{"registry.purge", map[string]any{"filters": []any{"samples/.*:.*"}, "subnet": "snet-registrytasks"}},
	}},
	{name: "purge of old tags in a subnet without a way out", stack: "prod", edits: []edit{
		{"regions[0].spokes[0].extraSubnets", []any{map[string]any{"name": "snet-registrytasks", "addressPrefix": "10.240.8.0/28"}}},
		{"registry.purge", map[string]any{"filters": []any{"samples/.*:.*"}, "subnet": "snet-registrytasks"}},
	}},
	{name: "purge of old tags in a subnet of somebody else", stack: "prod", edits: []edit{
		{"regions[0].spokes[0].extraSubnets", []any{map[string]any{
			"name": "snet-registrytasks", "addressPrefix": "10.240.8.0/28", "routeToFirewall": true, "delegations": []any{"Microsoft.App/environments"},
		}}},
		{"registry.purge", map[string]any{"filters": []any{"samples/.*:.*"}, "subnet": "snet-registrytasks"}},
	}},
	{name: "purge of old tags that says nothing", stack: "prod", edits: []edit{{"registry.purge", map[string]any{"schedule": "weekly", "keep": 0}}}},

	// Vault and certificates.
	{name: "vault open to addresses in production", stack: "prod", edits: []edit{{"vault.ipRules", []any{"203.0.113.0/24"}}}},
	{name: "addresses for a vault without a public endpoint", stack: "dev", edits: []edit{{"vault.publicNetworkAccess", "Disabled"}, {"vault.ipRules", []any{"203.0.113.0/24"}}}},
	{name: "private address for a vault", stack: "dev", edits: []edit{{"vault.ipRules", []any{"10.0.0.1", "0.0.0.0/0", "203.0.113.7/24", "2001:db8::/32", "office"}}}},
	{name: "vault of another tier", stack: "prod", edits: []edit{{"vault.sku", "Premium"}}},
	{name: "access to the vault mistyped", stack: "prod", edits: []edit{{"vault.publicNetworkAccess", "off"}}},
	{name: "public endpoint of the vault in production", stack: "prod", edits: []edit{{"vault.publicNetworkAccess", "Enabled"}}},
	{name: "no protection of the vault in production", stack: "prod", edits: []edit{{"vault.enablePurgeProtection", false}}},
	{name: "deleted secrets kept too long", stack: "prod", edits: []edit{{"vault.softDeleteRetentionInDays", 91}}},
	{name: "mode of making the vault mistyped", stack: "prod", edits: []edit{{"vault.createMode", "purge"}}},
	{name: "certificates left out", stack: "prod", edits: []edit{{"certificates", nil}}},
	{name: "certificates in plain text", stack: "prod", plain: "certificates"},
	{name: "listener's certificate signed by itself in production", stack: "prod", edits: []edit{{"certificates.gatewayExternalPfxCertificate", listener(day.AddDate(1, 0, 0), "bicycle.contoso.example")}}},
	{name: "listener's certificate that expires soon", stack: "dev", edits: []edit{{"certificates.gatewayExternalPfxCertificate", listener(day.AddDate(0, 0, 20), "bicycle.dev.contoso.example")}}},
	{name: "listener's certificate for another host", stack: "dev", edits: []edit{{"certificates.gatewayExternalPfxCertificate", listener(day.AddDate(1, 0, 0), "car.dev.contoso.example")}}},
	{name: "listener's certificate that is none", stack: "prod", edits: []edit{{"certificates.gatewayExternalPfxCertificate", "TUlJ"}}},
	{name: "trusted certificate that is none", stack: "prod", edits: []edit{{"certificates.ingressTlsCertificate", "<certificate>"}}},
	{name: "certificate given and named", stack: "prod", edits: []edit{{"ingress.tls.listenerCertSecretId", "https://kv-shared.vault.azure.net/secrets/wildcard"}, {"ingress.tls.certificateVaultId", sharedVault}}},

	// Ingress.
	{name: "no site", stack: "prod", edits: []edit{{"ingress.sites", []any{}}}},
	{name: "site without a host", stack: "prod", edits: []edit{{"ingress.sites", []any{map[string]any{"probePath": "/"}}}}},
	{name: "site with its domain in capitals", stack: "prod", edits: []edit{{"ingress.sites", []any{map[string]any{"host": "Bicycle"}}}}},
	{name: "site twice", stack: "prod", edits: []edit{{"ingress.sites", []any{map[string]any{"host": "bicycle"}, map[string]any{"host": "bicycle"}}}}},
	{name: "site with a probe that is no path", stack: "prod", edits: []edit{{"ingress.sites[0].probePath", "readyz"}, {"ingress.sites[0].host", "bicycle"}}},
	{name: "two sites with one priority", stack: "prod", edits: []edit{
		{"ingress.sites", []any{map[string]any{"host": "bicycle", "priority": 50}, map[string]any{"host": "shop", "priority": 50}}}, {"certificates", nil},
		{"ingress.tls", existingCertificates},
	}},
	{name: "priority out of range", stack: "prod", edits: []edit{{"ingress.sites", []any{map[string]any{"host": "bicycle", "priority": 20001}}}}},
	{name: "more sites than listeners", stack: "prod", edits: []edit{{"ingress.sites", manySites(101)}, {"certificates", nil}, {"ingress.tls", existingCertificates}}},
	{name: "host that is too long", stack: "prod", edits: []edit{
		{"ingress.sites", []any{map[string]any{"host": strings.Repeat("bicycle.", 30) + "shop"}}}, {"certificates", nil}, {"ingress.tls", existingCertificates},
	}},
	{name: "domain too long for the gateway", stack: "prod", edits: []edit{
		{"dns.domain", strings.Repeat("a", 50) + ".example"}, {"certificates", nil}, {"ingress.tls", existingCertificates},
	}},
	{name: "both sets of firewall rules", stack: "prod", edits: []edit{{"ingress.waf.ruleSet", "default,owasp32"}}},
	{name: "web firewall that blocks nothing in production", stack: "prod", edits: []edit{{"ingress.waf.mode", "Detection"}}},
	{name: "web firewall switched off", stack: "prod", edits: []edit{{"ingress.waf.mode", "Off"}}},
	{name: "old TLS policy", stack: "prod", edits: []edit{{"ingress.tls.policy", "AppGwSslPolicy20150501"}}},
	{name: "certificate in the file", stack: "prod", edits: []edit{{"ingress.tls.listenerCertSecretId", "MIIJ"}}},
	{name: "certificate of a fixed version", stack: "prod", edits: []edit{
		{"ingress.tls.rootCertSecretId", "https://kv-shared.vault.azure.net/secrets/authority/0123456789abcdef0123456789abcdef"}, {"ingress.tls.certificateVaultId", sharedVault},
		{"certificates.ingressTlsCertificate", nil},
	}},
	{name: "certificate in a vault that nobody named", stack: "prod", edits: []edit{
		{"ingress.tls.rootCertSecretId", "https://kv-shared.vault.azure.net/secrets/authority"}, {"certificates.ingressTlsCertificate", nil},
	}},
	{name: "vault of certificates by name", stack: "prod", edits: []edit{{"ingress.tls.certificateVaultId", "kv-shared"}}},
	{name: "vault of certificates without a certificate", stack: "prod", edits: []edit{{"ingress.tls.certificateVaultId", sharedVault}}},
	{name: "gateway with fewer instances at most than at least", stack: "prod", edits: []edit{{"ingress.autoscale", map[string]any{"minCapacity": 10, "maxCapacity": 5}}}},
	{name: "gateway with too many instances", stack: "prod", edits: []edit{{"ingress.autoscale.maxCapacity", 126}}},
	{name: "gateway that starts from nothing in production", stack: "prod", edits: []edit{{"ingress.autoscale.minCapacity", 0}}},
	{name: "ingress address outside its subnet", stack: "prod", edits: []edit{{"ingress.ilbIp", "10.240.5.4"}}},
	{name: "ingress address that Azure keeps", stack: "prod", edits: []edit{{"ingress.ilbIp", "10.240.4.3"}}},
	{name: "ingress address that is the last", stack: "prod", edits: []edit{{"ingress.ilbIp", "10.240.4.15"}}},
	{name: "ingress address that is none", stack: "prod", edits: []edit{{"ingress.ilbIp", "internal"}}},
	{name: "ingress controller that has ended", stack: "prod", edits: []edit{{"ingress.controller", "nginx"}}},
	{name: "suffix without a dot", stack: "prod", edits: []edit{{"ingress.allowedSuffixes", []any{"contoso.example"}}}},
	{name: "namespace of the ingress controller in capitals", stack: "prod", edits: []edit{{"ingress.namespace", "A0008"}}},
	{name: "ingress controller without a service account", stack: "prod", edits: []edit{{"ingress.serviceAccount", ""}}},

	// Monitoring.
	{name: "logs kept too shortly", stack: "prod", edits: []edit{{"monitoring.retentionInDays", 7}}},
	{name: "logs capped at nothing", stack: "prod", edits: []edit{{"monitoring.dailyQuotaGb", 0}}},
	{name: "container logs in no plan", stack: "prod", edits: []edit{{"monitoring.containerLogPlan", "auxiliary"}}},
	{name: "container logs kept more shortly than searched", stack: "prod", edits: []edit{
		{"monitoring.containerLogPlan", "analytics"}, {"monitoring.retentionInDays", 90}, {"monitoring.containerLogRetentionInDays", 30},
	}},
	{name: "container logs kept for days that Azure does not offer", stack: "prod", edits: []edit{{"monitoring.containerLogRetentionInDays", 1000}}},
	{name: "Grafana of their own", stack: "prod", edits: []edit{{"monitoring.grafana.mode", "selfHosted"}}},
	{name: "access to Grafana mistyped", stack: "prod", edits: []edit{{"monitoring.grafana.publicNetworkAccess", "private"}}},
	{name: "zones for Grafana mistyped", stack: "prod", edits: []edit{{"monitoring.grafana.zoneRedundancy", true}}},
	{name: "zones for Grafana in a region without", stack: "dev", edits: []edit{
		{"regions[0].location", "westus"}, {"monitoring.grafana", map[string]any{"mode": "managed", "zoneRedundancy": "Enabled"}},
	}},
	{name: "administrators of Grafana by name", stack: "prod", edits: []edit{{"monitoring.grafana.adminGroupObjectIDs", []any{"grafana-admins"}}}},
	{name: "administrators of Grafana twice", stack: "prod", edits: []edit{{"monitoring.grafana.adminGroupObjectIDs", []any{somebody, somebody}}}},
	{name: "administrators of no Grafana", stack: "prod", edits: []edit{{"monitoring.grafana", map[string]any{"mode": "none", "adminGroupObjectIDs": []any{somebody}}}}},
	{name: "both kinds of audit logs", stack: "prod", edits: []edit{{"cluster.diagnostics.categories", []any{"kube-audit", "kube-audit-admin", "guard"}}}},
	{name: "troubleshooting without an end", stack: "prod", edits: []edit{{"cluster.diagnostics.troubleshooting", map[string]any{"enabled": true}}}},

	// Alerting.
	{name: "nobody told in production", stack: "prod", edits: []edit{{"alerting", nil}}},
	{name: "mail address that is none", stack: "prod", edits: []edit{{"alerting.receivers.page.emails", []any{"on call"}}}},
	{name: "mail address twice", stack: "prod", edits: []edit{{"alerting.receivers.page.emails", []any{"a@contoso.example", "a@contoso.example"}}}},
	{name: "role that nobody can be told by", stack: "prod", edits: []edit{{"alerting.receivers.page.armRoles", []any{"Administrator"}}}},
	{name: "role twice", stack: "prod", edits: []edit{{"alerting.receivers.page.armRoles", []any{"Owner", "Owner"}}}},
	{name: "webhook in plain text", stack: "prod", edits: []edit{{"alerting.receivers.page.webhooks", []any{map[string]any{"serviceUri": "https://pager.example/s3cret"}}}}},
	{name: "webhook over plain HTTP", stack: "prod", encrypted: "alerting", edits: []edit{{"alerting.receivers.page.webhooks", []any{map[string]any{"serviceUri": "http://pager.example/"}}}}},
	{name: "webhook with half of an application", stack: "prod", encrypted: "alerting", edits: []edit{{"alerting.receivers.page.webhooks", []any{map[string]any{"serviceUri": "https://pager.example/", "objectId": somebody}}}}},
	{name: "webhook with an application by name", stack: "prod", encrypted: "alerting", edits: []edit{{"alerting.receivers.page.webhooks", []any{map[string]any{"serviceUri": "https://pager.example/", "objectId": "pager", "identifierUri": "api://pager"}}}}},
	{name: "webhook in a tenant without an application", stack: "prod", encrypted: "alerting", edits: []edit{{"alerting.receivers.page.webhooks", []any{map[string]any{"serviceUri": "https://pager.example/", "tenantId": somebody}}}}},
	{name: "webhook without an address", stack: "prod", edits: []edit{{"alerting.receivers.page.webhooks", []any{map[string]any{}}}}},
	{name: "too many webhooks", stack: "prod", encrypted: "alerting", edits: []edit{{"alerting.receivers.page.webhooks", slices.Repeat([]any{map[string]any{"serviceUri": "[secret]"}}, 11)}}},
	{name: "events to two places", stack: "prod", edits: []edit{{"alerting.clusterEvents", map[string]any{"webhookUri": "https://events.example/", "queueName": "events"}}}},
	{name: "events over plain HTTP", stack: "prod", edits: []edit{{"alerting.clusterEvents.webhookUri", "http://events.example/"}}},
	{name: "events into a queue of no account", stack: "prod", edits: []edit{{"alerting.clusterEvents.queueName", "events"}}},
	{name: "events into an account without a queue", stack: "prod", edits: []edit{{"alerting.clusterEvents.storageAccountId", "/subscriptions/" + somebody + "/resourceGroups/rg-events/providers/Microsoft.Storage/storageAccounts/stevents"}}},
	{name: "promise that cannot be kept", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("objective", 100)}}}},
	{name: "promise that promises nothing", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("objective", 90)}}}},
	{name: "promise without a time", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("latencySeconds", 0)}}}},
	{name: "promise of no service", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("service", "")}}}},
	{name: "promise with a name in capitals", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("name", "Bicycle")}}}},
	{name: "promise in no namespace", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("namespace", "")}}}},
	{name: "promise about a metric that is none", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("metric", "http-seconds")}}}},
	{name: "promise twice", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("", nil), promise("", nil)}}}},
	{name: "promise by another label", stack: "prod", edits: []edit{{"alerting.slos", []any{promise("serviceLabel", "app")}}}},

	// Governance.
	{name: "policy that is not there", stack: "dev", edits: []edit{{"governance.effects", map[string]any{"containerLimit": "Audit"}}}},
	{name: "policy that asks less in production", stack: "prod", edits: []edit{{"governance.effects", map[string]any{"allowedImages": "Audit"}}}},
	{name: "effect that a policy has not", stack: "dev", edits: []edit{{"governance.effects", map[string]any{"allowedImages": "Append"}}}},
	{name: "container limits that are no amounts", stack: "prod", edits: []edit{{"governance.limits", map[string]any{"cpuLimit": "half", "memoryLimit": "-1Gi"}}}},
	{name: "excluded namespace in capitals", stack: "prod", edits: []edit{{"governance.excludedNamespaces", []any{"Monitoring"}}}},
	{name: "excluded container that is none", stack: "prod", edits: []edit{{"governance.excludedContainers", []any{"side_car"}}}},
	{name: "source of images that is everything", stack: "prod", edits: []edit{{"governance.allowedImageSources", []any{"*"}}}},
	{name: "source of images with a scheme", stack: "prod", edits: []edit{{"governance.allowedImageSources", []any{"https://ghcr.io/contoso/"}}}},
	{name: "exemption from a policy that is not there", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImage", nil)}}}},
	{name: "exemption without an end", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImages", map[string]any{"expiresOn": ""})}}}},
	{name: "exemption that has expired", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImages", map[string]any{"expiresOn": "2020-01-01"})}}}},
	{name: "exemption without a reason", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImages", map[string]any{"reason": "because"})}}}},
	{name: "exemption that nobody answers for", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImages", map[string]any{"owner": ""})}}}},
	{name: "exemption of another category", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImages", map[string]any{"category": "Forever"})}}}},
	{name: "exemption twice", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("allowedImages", nil), exemptFrom("allowedImages", nil)}}}},
	{name: "exemption from a policy that is off", stack: "prod", edits: []edit{{"governance.exemptions", []any{exemptFrom("podSecurityBaseline", nil)}}}},

	// Cost.
	{name: "budget left out", stack: "prod", edits: []edit{{"cost", nil}}},
	{name: "budget below nothing", stack: "prod", edits: []edit{{"cost.monthlyBudget", -1}}},
	{name: "budget of a group that is not there", stack: "prod", edits: []edit{{"cost.budgets", map[string]any{"cluster": 100}}}},
	{name: "budget of a group below nothing", stack: "prod", edits: []edit{{"cost.budgets", map[string]any{"hub": 0}}}},
	{name: "budgets that begin within a month", stack: "prod", edits: []edit{{"cost.startDate", "2026-06-15"}}},
	{name: "mail address for budgets that is none", stack: "prod", edits: []edit{{"cost.contactEmails", []any{"cfo"}}}},
	{name: "working hours in production", stack: "prod", edits: []edit{{"cost.schedule", map[string]any{}}}},
	{name: "working hours that are none", stack: "dev", edits: []edit{{"cost.schedule", map[string]any{"start": "7 am", "stop": "25:00", "days": []any{"Mon", "Friday", "Friday"}, "timezone": "CET"}}}},
	{name: "working hours of half an hour", stack: "dev", edits: []edit{{"cost.schedule", map[string]any{"start": "18:00", "stop": "18:30"}}}},
	{name: "working days left empty", stack: "dev", edits: []edit{{"cost.schedule", map[string]any{"days": []any{}}}}},
	{name: "working hours and upgrades at night", stack: "dev", edits: []edit{{"cost.schedule", map[string]any{"timezone": "W. Europe Standard Time"}}}},
	{name: "working hours and backups", stack: "dev", edits: []edit{
		{"cost.schedule", workingHours}, {"cluster.maintenance", inWorkingHours}, {"backup.engine", "azureBackup"},
		{"cluster.storage", map[string]any{"disk": true, "snapshot": true}},
	}},

	// Defender.
	{name: "Defender for Cloud switched off in production", stack: "prod", edits: []edit{{"defender.enabled", false}}},
	{name: "Defender for Cloud without plans", stack: "prod", edits: []edit{{"defender.plans", []any{}}}},
	{name: "plan that has been replaced", stack: "prod", edits: []edit{{"defender.plans", []any{"KubernetesService"}}}},
	{name: "plan twice", stack: "prod", edits: []edit{{"defender.plans", []any{"Containers", "Containers"}}}},
	{name: "contact that is no address", stack: "prod", edits: []edit{{"defender.contactEmail", "security team"}}},

	// Backup.
	{name: "backup without its drivers", stack: "prod", edits: []edit{{"backup.engine", "azureBackup"}}},
	{name: "backup by Velero", stack: "prod", edits: []edit{{"backup.engine", "velero"}}},
	{name: "backup by something else", stack: "prod", edits: []edit{{"backup.engine", "azurebackup"}}},
	{name: "backups kept for no day", stack: "prod", edits: []edit{{"backup.operationalRetentionDays", 0}}},
	{name: "backups in the vault kept too long", stack: "prod", edits: []edit{{"backup.vaultRetentionDays", 4000}}},
	{name: "backups in the vault kept more shortly than outside", stack: "prod", edits: []edit{{"backup.operationalRetentionDays", 30}}},
	{name: "copies of backups in one place", stack: "prod", edits: []edit{{"backup.redundancy", "LocallyRedundant"}}},
	{name: "restore in the paired region without copies there", stack: "dev", edits: []edit{{"backup.crossRegionRestore", true}}},
	{name: "backup of what is never backed up", stack: "prod", edits: []edit{{"backup.includedNamespaces", []any{"kube-system", "A0008", "a0008", "a0008"}}}},
	{name: "copies of backups far away without a paired region", stack: "prod", edits: []edit{
		{"regions[0].location", "polandcentral"}, {"registry.geoReplicationRegions", []any{"westeurope"}}, {"backup", map[string]any{"engine": "azureBackup"}},
		{"cluster.storage", map[string]any{"disk": true, "snapshot": true}},
	}},
	{name: "copies of backups in zones without zones", stack: "dev", edits: []edit{
		{"regions[0].location", "westus"}, {"backup", map[string]any{"engine": "azureBackup"}}, {"cluster.storage", map[string]any{"disk": true, "snapshot": true}},
	}},

	// Spokes, private DNS and maintenance.
	{name: "existing network by name", stack: "prod", edits: []edit{{"regions[0].spokes[0].existingVnetId", "vnet-theirs"}}},
	{name: "extra subnet with two delegations", stack: "prod", edits: []edit{{"regions[0].spokes[0].extraSubnets", []any{map[string]any{
		"name": "snet-agents", "addressPrefix": "10.240.8.0/27", "delegations": []any{"Microsoft.ContainerInstance/containerGroups", "Microsoft.App/environments"},
	}}}}},
	{name: "zones of the hub for two regions", stack: "prod", edits: []edit{
		{"regions[1]", map[string]any{"location": "northeurope"}}, {"dns.mode", "hubZones"},
		{"dns.zoneIds", map[string]any{"privatelink.azurecr.io": zoneID("privatelink.azurecr.io")}},
	}},
	{name: "zones of the hub that are not named", stack: "prod", edits: []edit{{"dns.mode", "hubZones"}, {"dns.zoneIds", map[string]any{
		"privatelink.azurecr.io": zoneID("privatelink.azurecr.io"), "aks-ingress.contoso.example": zoneID("aks-ingress.contoso.example"),
	}}}},
	{name: "zones of the hub in another mode", stack: "prod", edits: []edit{{"dns.zoneIds", map[string]any{"privatelink.azurecr.io": zoneID("privatelink.azurecr.io")}}}},
	{name: "node images too rarely", stack: "prod", edits: []edit{{"cluster.maintenance.aksManagedNodeOSUpgradeSchedule.intervalWeeks", 3}}},
	{name: "windows that overlap", stack: "prod", edits: []edit{{"cluster.maintenance.default.dayOfWeek", "Tuesday"}}},
	{name: "windows of two regions that overlap", stack: "prod", edits: []edit{{"regions[1]", map[string]any{"location": "northeurope"}}, {"cluster.maintenance.regionOffsetHours", 0}}},
}
