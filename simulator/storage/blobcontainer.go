package storage

import (
	"fmt"
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/storage/v2/v20240101"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func blobContainer() *engine.Type {
	return &engine.Type{
		Token: azure.TypeBlobContainer, Versions: versions, APIVersion: apiVersion, ARMType: containerType,
		// The blob service between account and container is in the ID and not among the inputs.
		Scope: engine.OwnScope, ID: containerID, Identifying: []string{"resourceGroupName", "accountName"}, SkipNameRule: true,
		Names: []string{"containerName"},
		Args:  sdk.BlobContainerArgs{}, State: sdk.BlobContainer{},
		Check: checkContainer, Put: putContainer,
		ReplacedBy: []string{"accountName", "resourceGroupName"},
		Models: []string{
			"The account exists and holds blobs; a container opens to anonymous readers only where the account allows it.",
			"A container is immutable by version from its creation on, and only while versions are kept.",
		},
		Codes: []engine.Code{
			CodePublicAccessNotPermitted, CodeInvalidProperty, CodeConflict, engine.CodeInvalidResourceName, engine.CodeParentResourceNotFound,
			engine.CodePropertyChangeNotAllowed,
		},
	}
}

func containerID(p engine.Provider, inputs engine.Value) (string, error) {
	names := []string{}
	for _, input := range []string{"resourceGroupName", "accountName", "containerName"} {
		name := inputs.At(input).Text()
		if name == "" || strings.Contains(name, "/") {
			return "", fmt.Errorf("no ID can be formed: %s %q is no name", input, name)
		}
		names = append(names, name)
	}
	return azure.ResourceID(p.Subscription, names[0], containerType, names[1], blobsName, names[2]), nil
}

func checkContainer(c *engine.Check) {
	for input, armType := range map[string]string{"accountName": accountType, "containerName": containerType} {
		if at := c.Inputs.At(input); at.Known() {
			if err := azure.CheckName(armType, at.Text()); err != nil {
				c.Failf(at, engine.CodeInvalidResourceName, "Resource name %s is invalid: %s", at.Text(), err)
			}
		}
	}
	if at := c.Inputs.At("denyEncryptionScopeOverride"); at.Bool() && c.Inputs.At("defaultEncryptionScope").Absent() {
		c.Failf(at, CodeInvalidProperty, "denyEncryptionScopeOverride needs a defaultEncryptionScope.")
	}
}

func putContainer(op *engine.Operation) error {
	service, _ := op.ID.Parent()
	id, _ := service.Parent()
	account, ok := op.Get(id.String())
	if !ok {
		return engine.CodeParentResourceNotFound.Errorf("Failed to perform 'write' on resource(s) of type "+
			"'storageAccounts/blobServices/containers', because the parent resource '%s' could not be found.", id)
	}
	if strings.EqualFold(account.In().At("kind").Text(), string(sdk.KindFileStorage)) {
		return CodeInvalidProperty.Errorf("The account '%s' of kind FileStorage holds no blobs.", account.Name())
	}
	public := op.Inputs.At("publicAccess").TextOr(string(sdk.PublicAccessNone))
	if !strings.EqualFold(public, string(sdk.PublicAccessNone)) && !account.In().At("allowBlobPublicAccess").Bool() {
		return CodePublicAccessNotPermitted.Errorf("Public access is not permitted on this storage account.")
	}
	whole := account.In().At("immutableStorageWithVersioning", "enabled").Bool()
	own := op.Inputs.At("immutableStorageWithVersioning", "enabled").Bool()
	if settings, ok := op.Get(service.String()); own && !whole && (!ok || !settings.In().At("isVersioningEnabled").Bool()) {
		return CodeConflict.Errorf("Version-level immutability of the container '%s' needs versioning, which is off for the account '%s'.",
			op.Name, account.Name())
	}
	completeContainer(op, own || whole)
	return nil
}

// immutable reports whether a stored container keeps versions from being changed.
func immutable(container *engine.Resource) bool {
	return container.In().At("immutableStorageWithVersioning", "enabled").Bool()
}

func completeContainer(op *engine.Operation, versions bool) {
	op.Default(string(sdk.PublicAccessNone), "publicAccess")
	op.Default("$account-encryption-key", "defaultEncryptionScope")
	op.Default(false, "denyEncryptionScopeOverride")
	op.Set(op.Now().Format(time.RFC3339), "lastModifiedTime")
	if versions {
		op.Set(true, "immutableStorageWithVersioning", "enabled")
	}
	op.Set(false, "deleted")
	op.Set(false, "hasImmutabilityPolicy")
	op.Set(false, "hasLegalHold")
	op.Set("Available", "leaseState")
	op.Set("Unlocked", "leaseStatus")
	op.Set(0, "remainingRetentionDays")
}
