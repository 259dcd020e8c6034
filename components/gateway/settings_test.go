package gateway_test

import (
	"fmt"
	"net/netip"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// unquoted is a mistake as it is printed, without quotation marks.
func unquoted(err field.Error) string { return strings.ReplaceAll(err.Error(), `"`, "") }

func TestDefaults(t *testing.T) {
	want := gateway.Settings{
		Sites:      []gateway.Site{{Host: "bicycle", ProbePath: "/favicon.ico"}},
		WAF:        gateway.WAF{RuleSet: "default", Mode: "Prevention"},
		TLS:        gateway.TLS{Policy: "custom"},
		Autoscale:  gateway.Autoscale{MinCapacity: 0, MaxCapacity: 10},
		Controller: "traefik", ServiceAccount: "traefik-ingress-controller",
	}
	assert.Equal(t, want, defaults(t, environment.Dev))
	want.Autoscale.MinCapacity = 2
	for _, class := range []environment.Class{environment.QA, environment.Prod} {
		assert.Equal(t, want, defaults(t, class))
	}
	for _, class := range environment.Classes() {
		assert.Empty(t, defaults(t, class).Validate("ingress", class))
	}
}

func TestEveryKeyIsDecoded(t *testing.T) {
	var s gateway.Settings
	errors := field.Decode("ingress", map[string]any{
		"sites":     []any{map[string]any{"host": "shop", "priority": 30.}, map[string]any{"host": "bike", "probePath": "/ready"}},
		"waf":       map[string]any{"ruleSet": "owasp32", "mode": "Detection"},
		"tls":       map[string]any{"policy": "predefined2022", "listenerCertSecretId": "a", "rootCertSecretId": "b", "certificateVaultId": "c"},
		"autoscale": map[string]any{"minCapacity": 4., "maxCapacity": 5.}, "ilbIp": "10.0.0.9", "allowedSuffixes": []any{".d"}, "httpRedirect": true,
		"controller": "none", "namespace": "n", "serviceAccount": "sa",
	}, &s, environment.Prod)
	require.Empty(t, errors)
	assert.Equal(t, gateway.Settings{
		Sites:     []gateway.Site{{Host: "shop", ProbePath: "/favicon.ico", Priority: 30}, {Host: "bike", ProbePath: "/ready"}},
		WAF:       gateway.WAF{RuleSet: "owasp32", Mode: "Detection"},
		TLS:       gateway.TLS{Policy: "predefined2022", ListenerCertSecretID: "a", RootCertSecretID: "b", CertificateVaultID: "c"},
		Autoscale: gateway.Autoscale{MinCapacity: 4, MaxCapacity: 5}, ILBIP: "10.0.0.9", AllowedSuffixes: []string{".d"}, HTTPRedirect: true,
		Controller: "none", Namespace: "n", ServiceAccount: "sa",
	}, s)
}

func TestSettingsThatAreRefused(t *testing.T) {
	site := func(host string) gateway.Site { return gateway.Site{Host: host, ProbePath: "/"} }
	many := func(n int) []gateway.Site {
		var sites []gateway.Site
		for i := range n {
			sites = append(sites, site(fmt.Sprintf("s%d", i)))
		}
		return sites
	}
	const vault = "/subscriptions/0/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-shared"
	for name, c := range map[string]struct {
		change func(*gateway.Settings)
		want   string
	}{
		"no site":             {func(s *gateway.Settings) { s.Sites = nil }, "ingress.sites: is empty"},
		"101 sites":           {func(s *gateway.Settings) { s.Sites = many(101) }, "ingress.sites: 101 are more listeners than the 100"},
		"51 redirected sites": {func(s *gateway.Settings) { s.Sites, s.HTTPRedirect = many(51), true }, "ingress.sites: 102 are more listeners than the 100"},
		"no host":             {func(s *gateway.Settings) { s.Sites = []gateway.Site{site("")} }, "ingress.sites[0].host: is required"},
		"host in capitals":    {func(s *gateway.Settings) { s.Sites = []gateway.Site{site("Bike")} }, "ingress.sites[0].host: Bike is not a host name"},
		"wildcard":            {func(s *gateway.Settings) { s.Sites = []gateway.Site{site("*")} }, "ingress.sites[0].host: * is not a host name"},
		"host twice":          {func(s *gateway.Settings) { s.Sites = []gateway.Site{site("a"), site("a")} }, "ingress.sites[1].host: a is also the host of sites[0]"},
		"relative probe":      {func(s *gateway.Settings) { s.Sites[0].ProbePath = "ready" }, "ingress.sites[0].probePath: ready is not a path from the root"},
		"no probe":            {func(s *gateway.Settings) { s.Sites[0].ProbePath = "" }, "ingress.sites[0].probePath"},
		"priority":            {func(s *gateway.Settings) { s.Sites[0].Priority = 10001 }, "ingress.sites[0].priority: 10001 is outside 1 to 10000"},
		"negative priority":   {func(s *gateway.Settings) { s.Sites[0].Priority = -1 }, "ingress.sites[0].priority: -1 is outside 1 to 10000"},
		"priority twice":      {func(s *gateway.Settings) { s.Sites = []gateway.Site{site("a"), site("b")}; s.Sites[1].Priority = 100 }, "ingress.sites[1].priority: 100 is also the priority of sites[0]"},
		"both rule sets":      {func(s *gateway.Settings) { s.WAF.RuleSet = "default,owasp32" }, "ingress.waf.ruleSet: default,owasp32 is not supported"},
		"unknown mode":        {func(s *gateway.Settings) { s.WAF.Mode = "Off" }, "ingress.waf.mode: Off is not supported"},
		"TLS policy":          {func(s *gateway.Settings) { s.TLS.Policy = "AppGwSslPolicy20170401" }, "ingress.tls.policy: AppGwSslPolicy20170401 is not supported"},
		"PFX in the settings": {func(s *gateway.Settings) { s.TLS.ListenerCertSecretID = "MIIJ" }, "ingress.tls.listenerCertSecretId: MIIJ is not the URL of a vault's secret"},
		"secret with a version": {func(s *gateway.Settings) {
			s.TLS.RootCertSecretID = "https://kv-a.vault.azure.net/secrets/b/0123456789abcdef0123456789abcdef"
		}, "ingress.tls.rootCertSecretId"},
		"certificate, no secret": {func(s *gateway.Settings) { s.TLS.RootCertSecretID = "https://kv-a.vault.azure.net/certificates/b" }, "ingress.tls.rootCertSecretId"},
		"no vault":               {func(s *gateway.Settings) { s.TLS.CertificateVaultID = "kv-a" }, "ingress.tls.certificateVaultId: kv-a is not the full resource ID of a vault"},
		"vault for nothing":      {func(s *gateway.Settings) { s.TLS.CertificateVaultID = vault }, "only means something with listenerCertSecretId"},
		"least instances":        {func(s *gateway.Settings) { s.Autoscale = gateway.Autoscale{MinCapacity: 101, MaxCapacity: 110} }, "ingress.autoscale.minCapacity: 101 is outside 0 to 100"},
		"most instances":         {func(s *gateway.Settings) { s.Autoscale.MaxCapacity = 126 }, "ingress.autoscale.maxCapacity: 126 is outside 2 to 125"},
		"upside down":            {func(s *gateway.Settings) { s.Autoscale = gateway.Autoscale{MinCapacity: 9, MaxCapacity: 8} }, "ingress.autoscale.maxCapacity: 8 is not more than minCapacity, 9"},
		"no room between":        {func(s *gateway.Settings) { s.Autoscale = gateway.Autoscale{MinCapacity: 8, MaxCapacity: 8} }, "ingress.autoscale.maxCapacity: 8 is not more than minCapacity, 8"},
		"suffix without dot":     {func(s *gateway.Settings) { s.AllowedSuffixes = []string{".a.com", "contoso.com"} }, "ingress.allowedSuffixes[1]: contoso.com is not the end of a host name with a dot"},
		"suffix that is any":     {func(s *gateway.Settings) { s.AllowedSuffixes = []string{"."} }, "ingress.allowedSuffixes[0]: . is not"},
		"unknown controller":     {func(s *gateway.Settings) { s.Controller = "ingress-nginx" }, "ingress.controller: ingress-nginx is not supported; choose one of traefik, none"},
		"namespace":              {func(s *gateway.Settings) { s.Namespace = "A0008" }, "ingress.namespace: A0008 is not a name that Kubernetes takes"},
		"no service account":     {func(s *gateway.Settings) { s.ServiceAccount = "" }, "ingress.serviceAccount: is required"},
		"service account's name": {func(s *gateway.Settings) { s.ServiceAccount = "a_b" }, "ingress.serviceAccount: a_b is not a name"},
	} {
		t.Run(name, func(t *testing.T) {
			s := defaults(t, environment.Prod)
			c.change(&s)
			errors := s.Validate("ingress", environment.Prod)
			require.Len(t, errors, 1)
			assert.Contains(t, unquoted(errors[0]), c.want)
			assert.NotEmpty(t, errors[0].Remedy)
		})
	}
}

func TestSettingsThatAreTaken(t *testing.T) {
	s := defaults(t, environment.Prod)
	s.Sites = []gateway.Site{{Host: "shop.eu", ProbePath: "/health?full=1"}, {Host: "b2b", ProbePath: "/", Priority: 10000}}
	s.TLS.ListenerCertSecretID, s.TLS.RootCertSecretID = "https://kv-a.vault.azure.net/secrets/b", "https://kv-a.vault.azure.net/secrets/c/"
	s.Autoscale, s.AllowedSuffixes, s.Namespace = gateway.Autoscale{MinCapacity: 100, MaxCapacity: 125}, []string{".contoso.com"}, "ingress"
	assert.Empty(t, s.Validate("ingress", environment.Prod))
}

func TestSuffixes(t *testing.T) {
	assert.Equal(t, []string{".contoso.com"}, gateway.Settings{}.Suffixes("contoso.com"))
	assert.Equal(t, []string{".a", ".b"}, gateway.Settings{AllowedSuffixes: []string{".a", ".b"}}.Suffixes("contoso.com"))
}

func TestAddressesOfTheIngressController(t *testing.T) {
	subnet := netip.MustParsePrefix("10.240.4.0/28")
	assert.Equal(t, "10.240.4.4", gateway.DefaultIngressIP(subnet).String())
	assert.False(t, gateway.DefaultIngressIP(netip.Prefix{}).IsValid())
	for ip, want := range map[string]string{
		"": "", "10.240.4.4": "", "10.240.4.14": "",
		"10.240.4.3":  "is one of the addresses that Azure keeps for itself in the ingress subnet 10.240.4.0/28",
		"10.240.4.0":  "is one of the addresses that Azure keeps for itself",
		"10.240.4.15": "is one of the addresses that Azure keeps for itself",
		"10.240.4.16": "is outside the ingress subnet 10.240.4.0/28; choose an address of 10.240.4.0/28 that is neither among its first four nor its last, or leave it out for 10.240.4.4",
		"::1":         "is outside the ingress subnet",
		"ten":         "is not an IP address",
	} {
		errors := gateway.CheckIngressIP("ingress.ilbIp", ip, subnet)
		if want == "" {
			assert.Empty(t, errors, ip)
			continue
		}
		require.Len(t, errors, 1, ip)
		assert.Contains(t, unquoted(errors[0]), "ingress.ilbIp: "+ip+" "+want)
	}
	assert.Empty(t, gateway.CheckIngressIP("p", "10.0.0.1", netip.Prefix{}), "the subnet has been reported")
}

// Exactly as many addresses are taken as the subnet has to give away, and the default is one of them.
func TestEveryUsableAddressIsTaken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bits := rapid.IntRange(24, 29).Draw(t, "bits")
		subnet := netip.PrefixFrom(netip.AddrFrom4([4]byte{10, rapid.Byte().Draw(t, "b"), rapid.Byte().Draw(t, "c"), rapid.Byte().Draw(t, "d")}), bits).Masked()
		taken := 0
		for a := subnet.Addr(); subnet.Contains(a); a = a.Next() {
			if len(gateway.CheckIngressIP("p", a.String(), subnet)) == 0 {
				taken++
			}
		}
		if taken != azure.UsableAddresses(subnet) || len(gateway.CheckIngressIP("p", gateway.DefaultIngressIP(subnet).String(), subnet)) > 0 {
			t.Fatalf("%s: %d addresses", subnet, taken)
		}
	})
}

func TestHostsThatBecomeTooLong(t *testing.T) {
	s := defaults(t, environment.Prod)
	s.Sites = append(s.Sites, gateway.Site{Host: strings.Repeat("long.", 12) + "name"})
	assert.Equal(t, []string{"bicycle.contoso.com", strings.Repeat("long.", 12) + "name.contoso.com"}, s.Hosts("contoso.com"))
	errors := s.CheckHosts("ingress.sites", "dns.domain", names, "contoso.com")
	require.Len(t, errors, 1)
	assert.Equal(t, field.Path("ingress.sites[1].host"), errors[0].Path)

	s = defaults(t, environment.Prod)
	domain := strings.Repeat("a", 43) + ".com"
	require.Len(t, "probe-bu0001a0008-00.aks-ingress."+domain, 80)
	assert.Empty(t, s.CheckHosts("ingress.sites", "dns.domain", names, domain))
	errors = s.CheckHosts("ingress.sites", "dns.domain", names, "a"+domain)
	require.Len(t, errors, 1)
	assert.Contains(t, unquoted(errors[0]), "dns.domain: a"+domain+" makes the name probe-bu0001a0008-00.aks-ingress.a")
}

func TestSecretsOfVaultsThatTheGatewayMayNotRead(t *testing.T) {
	s := defaults(t, environment.Prod)
	assert.Empty(t, s.CheckVault("ingress", "kv-own"))
	s.TLS.ListenerCertSecretID = "https://kv-own.vault.azure.net/secrets/a"
	assert.Empty(t, s.CheckVault("ingress", "KV-own"))
	s.TLS.RootCertSecretID = "https://kv-shared.vault.azure.net/secrets/b"
	errors := s.CheckVault("ingress", "kv-own")
	require.Len(t, errors, 1)
	assert.Contains(t, unquoted(errors[0]), "ingress.tls.rootCertSecretId: https://kv-shared.vault.azure.net/secrets/b is in vault kv-shared")
	s.TLS.CertificateVaultID = "/subscriptions/99999999-0000-4000-8000-000000000009/resourceGroups/rg/providers/Microsoft.KeyVault/vaults/kv-Shared"
	assert.Empty(t, s.CheckVault("ingress", "kv-own"))
}
