package storage

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/storage/v2/v20240101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Ranges of a blob service's settings, in days.
// Source: https://learn.microsoft.com/rest/api/storagerp/blob-services/set-service-properties
const (
	maxRetentionDays  = 365
	maxChangeFeedDays = 146000
)

func blobService() *engine.Type {
	return &engine.Type{
		Token: azure.TypeBlobServiceProperties, Versions: versions, APIVersion: apiVersion, ARMType: blobsType,
		Names: []string{"accountName", "blobServicesName"},
		Args:  sdk.BlobServicePropertiesArgs{}, State: sdk.BlobServiceProperties{},
		Check: checkBlobs, Put: putBlobs,
		// Azure would put the settings back to its defaults, and the containers would lose their versions.
		KeptBy: []string{containerType},
		Models: []string{
			"The blob service is there as long as its account is; this is its settings, which a program declares once.",
			"Deleted blobs and containers are kept for 1 to 365 days; going back in time needs versions, the change feed and deleted blobs that are kept for longer.",
			"An account that is immutable by version keeps its versions.",
			"The settings are not deleted before the containers, which Azure would allow; it then puts the settings back to its defaults.",
		},
		Codes: []engine.Code{CodeInvalidProperty, CodeConflict, engine.CodeCannotDeleteResource},
	}
}

func checkBlobs(c *engine.Check) {
	for _, policy := range []string{"deleteRetentionPolicy", "containerDeleteRetentionPolicy"} {
		at := c.Inputs.At(policy)
		c.Range(at.At("days"), CodeInvalidProperty, 1, maxRetentionDays)
		if at.At("enabled").Bool() && at.At("days").Absent() {
			c.Failf(at.At("days"), CodeInvalidProperty, "days must be given when %s is enabled.", policy)
		}
	}
	c.Range(c.Inputs.At("changeFeed", "retentionInDays"), CodeInvalidProperty, 1, maxChangeFeedDays)
	if at := c.Inputs.At("containerDeleteRetentionPolicy", "allowPermanentDelete"); at.Present() {
		c.Failf(at, CodeInvalidProperty, "allowPermanentDelete applies to blobs only.")
	}
	checkRestore(c)
}

// checkRestore judges point-in-time restore.
// Source: https://learn.microsoft.com/azure/storage/blobs/point-in-time-restore-overview#prerequisites-for-point-in-time-restore
func checkRestore(c *engine.Check) {
	restore := c.Inputs.At("restorePolicy")
	if !restore.At("enabled").Bool() {
		return
	}
	for _, needed := range [][]string{{"isVersioningEnabled"}, {"changeFeed", "enabled"}, {"deleteRetentionPolicy", "enabled"}} {
		if at := c.Inputs.At(needed...); at.Known() && !at.Bool() {
			c.Failf(at, CodeInvalidProperty, "The restore policy needs %s.", at.Path())
		}
	}
	days, kept := restore.At("days"), c.Inputs.At("deleteRetentionPolicy", "days")
	if days.Known() && kept.Known() && kept.Present() && days.Int() >= kept.Int() {
		c.Failf(days, CodeInvalidProperty, "The restore policy's %d days must be fewer than the %d days for which deleted blobs are kept.",
			days.Int(), kept.Int())
	}
	if at := c.Inputs.At("deleteRetentionPolicy", "allowPermanentDelete"); at.Bool() {
		c.Failf(at, CodeInvalidProperty, "allowPermanentDelete cannot be used together with a restore policy.")
	}
}

func putBlobs(op *engine.Operation) error {
	id, _ := op.ID.Parent()
	account, _ := op.Get(id.String())
	versioned := op.Inputs.At("isVersioningEnabled").Bool()
	switch {
	case account.In().At("isHnsEnabled").Bool() && versioned:
		return CodeInvalidProperty.Errorf("Versioning is not supported for the account '%s', which has a hierarchical namespace.", account.Name())
	case account.In().At("immutableStorageWithVersioning", "enabled").Bool() && !versioned:
		return CodeConflict.Errorf("Versioning cannot be disabled on the account '%s', which is immutable by version.", account.Name())
	case account.In().At("immutableStorageWithVersioning", "enabled").Bool() && op.Inputs.At("restorePolicy", "enabled").Bool():
		return CodeConflict.Errorf("A restore policy cannot be enabled on the account '%s', which is immutable by version.", account.Name())
	}
	for _, container := range op.In(op.ID.String()) {
		if container.Is(containerType) && immutable(container) && !versioned {
			return CodeConflict.Errorf("Versioning cannot be disabled while the container '%s' is immutable by version.", container.Name())
		}
	}
	op.Default([]any{}, "cors", "corsRules")
	op.Default(false, "deleteRetentionPolicy", "enabled")
	op.Set(account.Out().At("sku").Raw(), "sku")
	return nil
}
