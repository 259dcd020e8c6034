package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksKMS = pack.Rule{
	ID:       "aks-kms",
	Title:    "Secrets in etcd are encrypted with an own key",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Regulated workloads must be able to withdraw the key under which the platform keeps their secrets.",
	Absent:   "Azure encrypts etcd with a key of its own, which is fine where nothing is regulated.",
	Remedy:   "Set securityProfile.azureKeyVaultKms.enabled to true with the versioned keyId of a key of yours.",
	Source:   "https://learn.microsoft.com/azure/aks/use-kms-etcd-encryption",
	Types:    []string{azure.TypeManagedCluster},
	Settings: []pack.Setting{regulated},
	Check: func(r pack.Resource) pack.Verdict {
		if !r.Flag(regulated.Name) {
			return pack.Skip("the policy configuration does not call the stack regulated")
		}
		kms := r.At("securityProfile", "azureKeyVaultKms")
		return pack.All(kms.At("enabled").Or(false).MustBe(true), kms.At("keyId").MustBeSet())
	},
	Pass: pack.Examples{
		"own key": cluster("securityProfile.azureKeyVaultKms.enabled", true,
			"securityProfile.azureKeyVaultKms.keyId", "https://kv-aks.vault.azure.net/keys/etcd/0123456789abcdef").With("regulated", true),
		"not regulated": cluster(),
	},
	Fail: pack.Examples{
		"off":              cluster("securityProfile.azureKeyVaultKms.enabled", false).With("regulated", true),
		"key left out":     cluster("securityProfile.azureKeyVaultKms.enabled", true).With("regulated", true),
		"profile left out": cluster().With("regulated", true),
	},
}

// regulated is the setting of the rules that hold only for regulated workloads.
var regulated = pack.Setting{
	Name: "regulated", Kind: pack.Flag, Default: false,
	Description: "whether the stack carries workloads under a regulation that demands own keys",
}
