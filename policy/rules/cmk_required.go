package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var cmkRequired = pack.Rule{
	ID:       "cmk-required",
	Title:    "Node disks are encrypted with an own key",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Regulated workloads must be able to withdraw the key under which the platform keeps their disks.",
	Absent:   "Azure encrypts disks with a key of its own, which is fine where nothing is regulated.",
	Remedy: "Set diskEncryptionSetID to a disk encryption set when the cluster is created, since it cannot be changed later, and " +
		"enablePurgeProtection on the vault of its key.",
	Source:   "https://learn.microsoft.com/azure/aks/azure-disk-customer-managed-keys",
	Types:    []string{azure.TypeManagedCluster, azure.TypeVault},
	Settings: []pack.Setting{regulated},
	Check: func(r pack.Resource) pack.Verdict {
		if !r.Flag(regulated.Name) {
			return pack.Skip("the policy configuration does not call the stack regulated")
		}
		if r.Type() == azure.TypeVault {
			// A key that can be purged takes the disks with it, so a disk encryption set refuses one.
			return r.At("properties", "enablePurgeProtection").Or(false).MustBe(true)
		}
		return r.At("diskEncryptionSetID").MustBeSet()
	},
	Pass: pack.Examples{
		"own key": cluster("diskEncryptionSetID",
			"/subscriptions/0b1f6471-1bf0-4dda-aec3-cb9272f09590/resourceGroups/rg-aks/providers/Microsoft.Compute/diskEncryptionSets/des-aks").With("regulated", true),
		"vault that keeps keys": vault("enablePurgeProtection", true).With("regulated", true),
		"not regulated":         cluster(),
		"vault, not regulated":  vault("enablePurgeProtection", false),
	},
	Fail: pack.Examples{
		"empty":                      cluster("diskEncryptionSetID", "").With("regulated", true),
		"property left out":          cluster().With("regulated", true),
		"vault that can be purged":   vault("enablePurgeProtection", false).With("regulated", true),
		"vault, protection left out": vault("enableSoftDelete", true).With("regulated", true),
	},
}
