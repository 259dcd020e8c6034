package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksKeyVaultCSI = pack.Rule{
	ID:       "aks-keyvault-csi",
	Title:    "Secrets come from Key Vault and are rotated",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why: "Without the add-on secrets end up as Kubernetes Secrets or in images; without rotation a pod keeps a revoked " +
		"value until it restarts.",
	Absent: "Azure installs no add-on, and an add-on does not rotate unless told to.",
	Remedy: "Set addonProfiles.azureKeyvaultSecretsProvider.enabled to true and its config.enableSecretRotation to \"true\".",
	Source: "https://learn.microsoft.com/azure/aks/csi-secrets-store-driver",
	Types:  []string{azure.TypeManagedCluster},
	Settings: []pack.Setting{{
		Name: "requireRotation", Kind: pack.Flag, Default: true,
		Description: "whether enableSecretRotation must be on as well",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		addon := addonProfile(r, "azureKeyvaultSecretsProvider")
		enabled := addon.At("enabled").Or(false)
		if !r.Flag("requireRotation") {
			return enabled.MustBe(true)
		}
		return pack.When(enabled.Is(true),
			func() pack.Verdict { return addon.At("config", "enableSecretRotation").Or(false).MustBe(true) },
			func() pack.Verdict { return enabled.MustBe(true) })
	},
	Pass: pack.Examples{
		"on with rotation": cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", true,
			"addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", "true"),
		"rotation in other case": cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", true,
			"addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", "True"),
		"key in other case": cluster("addonProfiles.azureKeyVaultSecretsProvider.enabled", true,
			"addonProfiles.azureKeyVaultSecretsProvider.config.enableSecretRotation", "true"),
		"rotation not required": cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", true).With("requireRotation", false),
	},
	Fail: pack.Examples{
		"off":             cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", false),
		"add-on left out": cluster(),
		"no rotation": cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", true,
			"addonProfiles.azureKeyvaultSecretsProvider.config.enableSecretRotation", "false"),
		"rotation left out":                     cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", true),
		"off although rotation is not required": cluster("addonProfiles.azureKeyvaultSecretsProvider.enabled", false).With("requireRotation", false),
	},
}

// addonProfile returns an add-on of a cluster. Azure does not mind the case of its key.
func addonProfile(r pack.Resource, name string) pack.Value {
	return r.At("addonProfiles").AtFold(name)
}
