package vault_test

import (
	"fmt"
	"testing"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestDefaultsByClass(t *testing.T) {
	assert.Equal(t, vault.Settings{
		SKU: "standard", PublicNetworkAccess: "Enabled", SoftDeleteRetentionInDays: 7, CreateMode: "default",
	}, defaults(t, environment.Dev))
	for _, class := range []environment.Class{environment.QA, environment.Prod} {
		assert.Equal(t, vault.Settings{
			SKU: "standard", PublicNetworkAccess: "Disabled", SoftDeleteRetentionInDays: 90, EnablePurgeProtection: true, CreateMode: "default",
		}, defaults(t, class))
	}
	for _, class := range environment.Classes() {
		assert.Empty(t, defaults(t, class).Validate("vault", class))
	}
}

func TestSettingsAtTheirBorders(t *testing.T) {
	const network = "\n    (https://learn.microsoft.com/azure/key-vault/general/network-security)"
	const write = "; write a public IPv4 address such as 20.0.0.1, or a range such as 20.0.0.0/24" + network
	for name, c := range map[string]struct {
		class  environment.Class
		change func(*vault.Settings)
		want   []string
	}{
		"premium":             {environment.Prod, func(s *vault.Settings) { s.SKU = "premium" }, nil},
		"recovery":            {environment.Prod, func(s *vault.Settings) { s.CreateMode = "recover" }, nil},
		"shortest retention":  {environment.Prod, func(s *vault.Settings) { s.SoftDeleteRetentionInDays = 7 }, nil},
		"protected in dev":    {environment.Dev, func(s *vault.Settings) { s.EnablePurgeProtection = true }, nil},
		"addresses in dev":    {environment.Dev, func(s *vault.Settings) { s.IPRules = []string{"20.0.0.1", "20.0.1.0/24"} }, nil},
		"many addresses":      {environment.Dev, func(s *vault.Settings) { s.IPRules = addresses(1000) }, nil},
		"addresses open qa":   {environment.QA, func(s *vault.Settings) { s.PublicNetworkAccess, s.IPRules = "Enabled", []string{"20.0.0.1"} }, nil},
		"tier in capitals":    {environment.Dev, func(s *vault.Settings) { s.SKU = "Premium" }, []string{`vault.sku: "Premium" is not supported; choose one of standard, premium` + "\n    (https://azure.microsoft.com/pricing/details/key-vault/)"}},
		"access":              {environment.Dev, func(s *vault.Settings) { s.PublicNetworkAccess = "enabled" }, []string{`vault.publicNetworkAccess: "enabled" is not supported; choose one of Enabled, Disabled` + network}},
		"mode":                {environment.Dev, func(s *vault.Settings) { s.CreateMode = "" }, []string{"vault.createMode: is required; choose one of default, recover\n    (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"}},
		"retention too short": {environment.Dev, func(s *vault.Settings) { s.SoftDeleteRetentionInDays = 6 }, []string{"vault.softDeleteRetentionInDays: 6 is outside 7 to 90; choose 7 to 90\n    (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"}},
		"retention too long":  {environment.Dev, func(s *vault.Settings) { s.SoftDeleteRetentionInDays = 91 }, []string{"vault.softDeleteRetentionInDays: 91 is outside 7 to 90; choose 7 to 90\n    (https://learn.microsoft.com/azure/key-vault/general/soft-delete-overview)"}},
		"address in prod": {environment.Prod, func(s *vault.Settings) { s.PublicNetworkAccess, s.IPRules = "Enabled", []string{"20.0.0.1"} }, []string{
			`vault.ipRules: ["20.0.0.1"] opens the vault to the internet in production; leave the list empty; the private endpoint serves the network, and Bastion leads people into it` + network}},
		"address without a door": {environment.QA, func(s *vault.Settings) { s.IPRules = []string{"20.0.0.1"} }, []string{
			`vault.ipRules: ["20.0.0.1"] has no effect while publicNetworkAccess is Disabled; leave the list empty, or set publicNetworkAccess to Enabled` + network}},
		"too many addresses": {environment.Dev, func(s *vault.Settings) { s.IPRules = addresses(1001) }, []string{
			"vault.ipRules: 1001 is outside 0 to 1000; choose 0 to 1000\n    (https://learn.microsoft.com/azure/key-vault/general/service-limits)"}},
		"no addresses": {environment.Dev, func(s *vault.Settings) {
			s.IPRules = []string{"contoso.com", "2001:db8::1", "20.0.0.1/24", "0.0.0.0/0", "10.0.0.1", "127.0.0.1", "169.254.1.0/24", "20.0.0.0/33"}
		}, []string{
			`vault.ipRules[0]: "contoso.com" is no IPv4 address or range` + write,
			`vault.ipRules[1]: "2001:db8::1" is no IPv4 address or range` + write,
			`vault.ipRules[2]: "20.0.0.1/24" is no range: it begins at 20.0.0.0` + write,
			`vault.ipRules[3]: "0.0.0.0/0" is every address` + write,
			`vault.ipRules[4]: "10.0.0.1" is private, and never seen by the public endpoint` + write,
			`vault.ipRules[5]: "127.0.0.1" is private, and never seen by the public endpoint` + write,
			`vault.ipRules[6]: "169.254.1.0/24" is private, and never seen by the public endpoint` + write,
			`vault.ipRules[7]: "20.0.0.0/33" is no IPv4 address or range` + write,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			s := defaults(t, c.class)
			c.change(&s)
			var got []string
			for _, err := range s.Validate("vault", c.class) {
				got = append(got, err.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func addresses(n int) []string {
	var list []string
	for i := range n {
		list = append(list, fmt.Sprintf("20.0.%d.%d", i/256, i%256))
	}
	return list
}
