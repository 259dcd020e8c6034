package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// minBlobRetentionDays is for how long what was deleted must come back.
const minBlobRetentionDays = 14

var storageHardening = pack.Rule{
	ID:       "storage-hardening",
	Title:    "Storage accounts are closed and forget nothing",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why: "Backups and exports are the whole platform in one place: a key that leaks opens all of it, and what is deleted or " +
		"encrypted by an intruder must come back.",
	Absent: "Azure gives an account two keys that open everything, a public endpoint for everybody, and keeps neither versions nor " +
		"what was deleted.",
	Remedy: "Make accounts of kind StorageV2 with copies in zones or regions, set allowSharedKeyAccess and allowBlobPublicAccess to " +
		"false and publicNetworkAccess to Disabled or the firewall's default action to Deny, and declare BlobServiceProperties with " +
		"versioning and soft delete of blobs and containers for 14 days.",
	Source: "https://learn.microsoft.com/azure/storage/blobs/security-recommendations",
	Types:  []string{azure.TypeStorageAccount, azure.TypeBlobServiceProperties, azure.TypeBlobContainer},
	Check: func(r pack.Resource) pack.Verdict {
		switch r.Type() {
		case azure.TypeBlobServiceProperties:
			return pack.All(r.At("isVersioningEnabled").Or(false).MustBe(true),
				keptLongEnough(r.At("deleteRetentionPolicy")), keptLongEnough(r.At("containerDeleteRetentionPolicy")))
		case azure.TypeBlobContainer:
			return r.At("publicAccess").Or("None").MustBe("None")
		}
		return pack.All(
			r.At("kind").MustBe("StorageV2"),
			r.At("sku", "name").MustMatch("must have copies in zones or regions", func(v pack.Value) bool {
				name, _ := v.Text()
				return strings.HasSuffix(name, "ZRS") || strings.HasSuffix(name, "GRS")
			}),
			r.At("allowBlobPublicAccess").MustNotBe(true),
			r.At("allowSharedKeyAccess").Or(true).MustBe(false),
			pack.Any(r.At("publicNetworkAccess").Or("Enabled").MustBe("Disabled"), r.At("networkRuleSet", "defaultAction").Or("Allow").MustBe("Deny")),
		)
	},
	Pass: pack.Examples{
		"account":                    account(),
		"account behind a firewall":  account("publicNetworkAccess", "Enabled", "networkRuleSet.defaultAction", "Deny"),
		"account in two regions":     account("sku.name", "Standard_GRS"),
		"account in both":            account("sku.name", "Standard_RAGZRS"),
		"firewall, access not known": account("publicNetworkAccess", pack.Unknown, "networkRuleSet.defaultAction", "Deny"),
		"blobs":                      blobs(),
		"blobs kept for a year":      blobs("deleteRetentionPolicy.days", 365, "containerDeleteRetentionPolicy.days", 365),
		"container":                  one(azure.TypeBlobContainer, "publicAccess", "None"),
		"container, left out":        one(azure.TypeBlobContainer, "containerName", "backups"),
	},
	Fail: pack.Examples{
		"everything left out":           one(azure.TypeStorageAccount, "accountName", "stexample"),
		"keys":                          account("allowSharedKeyAccess", true),
		"keys, property left out":       account("allowSharedKeyAccess", nil),
		"anonymous readers":             account("allowBlobPublicAccess", true),
		"public":                        account("publicNetworkAccess", "Enabled"),
		"public, property left out":     account("publicNetworkAccess", nil),
		"firewall that lets in":         account("publicNetworkAccess", "Enabled", "networkRuleSet.defaultAction", "Allow"),
		"one site":                      account("sku.name", "Standard_LRS"),
		"another kind":                  account("kind", "BlobStorage"),
		"blobs, settings left out":      one(azure.TypeBlobServiceProperties, "accountName", "stexample"),
		"no versions":                   blobs("isVersioningEnabled", false),
		"no versions, left out":         blobs("isVersioningEnabled", nil),
		"blobs kept for a week":         blobs("deleteRetentionPolicy.days", 7),
		"blobs not kept":                blobs("deleteRetentionPolicy.enabled", false),
		"containers kept for a week":    blobs("containerDeleteRetentionPolicy.days", 7),
		"containers, property left out": blobs("containerDeleteRetentionPolicy", nil),
		"open container":                one(azure.TypeBlobContainer, "publicAccess", "Blob"),
	},
}

// keptLongEnough judges a soft delete.
func keptLongEnough(policy pack.Value) pack.Verdict {
	return pack.All(policy.At("enabled").Or(false).MustBe(true), policy.At("days").Or(0).MustBeAtLeast(minBlobRetentionDays))
}

// account is the example of a storage account that keeps the rule, with some properties replaced.
func account(pairs ...any) pack.Example {
	return one(azure.TypeStorageAccount, append([]any{
		"accountName", "stexample", "kind", "StorageV2", "sku.name", "Standard_ZRS", "allowSharedKeyAccess", false, "allowBlobPublicAccess", false,
		"publicNetworkAccess", "Disabled",
	}, pairs...)...)
}

// blobs is the example of a blob service's settings that keep the rule, with some of them replaced.
func blobs(pairs ...any) pack.Example {
	return one(azure.TypeBlobServiceProperties, append([]any{
		"accountName", "stexample", "isVersioningEnabled", true, "deleteRetentionPolicy.enabled", true, "deleteRetentionPolicy.days", 14,
		"containerDeleteRetentionPolicy.enabled", true, "containerDeleteRetentionPolicy.days", 14,
	}, pairs...)...)
}
