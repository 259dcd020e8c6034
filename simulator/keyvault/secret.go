package keyvault

import (
	"strings"
	"time"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Limits of one secret.
// Source: https://learn.microsoft.com/azure/key-vault/secrets/about-secrets
const (
	maxValue       = 25 * 1024 // bytes
	maxContentType = 255       // characters
	maxTags        = 15
)

func secret() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeSecret,
		Versions:   []string{"v20230701"},
		APIVersion: apiVersion,
		ARMType:    secretType,
		Names:      []string{"vaultName", "secretName"},
		Args:       sdk.SecretArgs{},
		State:      sdk.Secret{},
		Check:      checkSecret,
		Put:        putSecret,
		Delete:     deleteSecret,
		Models: []string{
			"A secret is written through Resource Manager, which the vault's firewall does not concern; its value is never returned.",
			"A new value makes a new version; the address without a version stays.",
			"Deleting a secret asks the vault itself, as azure-native does, and is refused where the firewall lets nobody in from " +
				"outside, which is where the deployment is taken to run.",
			"A deleted secret keeps its name until the vault's retention ends.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeConflict, CodeForbidden, engine.CodeParentResourceNotFound},
	}
}

func checkSecret(c *engine.Check) {
	properties := c.Inputs.At("properties")
	if value := properties.At("value"); value.Known() && len(value.Text()) > maxValue {
		c.Failf(value, CodeBadRequest, "The value has %d bytes; the limit is %d.", len(value.Text()), maxValue)
	}
	if kind := properties.At("contentType"); kind.Known() && len(kind.Text()) > maxContentType {
		c.Failf(kind, CodeBadRequest, "The content type has %d characters; the limit is %d.", len(kind.Text()), maxContentType)
	}
	if tags := c.Inputs.At("tags"); len(tags.Keys()) > maxTags {
		c.Failf(tags, CodeBadRequest, "The secret has %d tags; the limit is %d.", len(tags.Keys()), maxTags)
	}
	begins, ends := properties.At("attributes", "notBefore"), properties.At("attributes", "expires")
	if begins.Present() && begins.Known() && ends.Present() && ends.Known() && ends.Int() <= begins.Int() {
		c.Failf(ends, CodeBadRequest, "The secret expires at %d, before it is valid at %d.", ends.Int(), begins.Int())
	}
}

func putSecret(op *engine.Operation) error {
	vaultID, _ := op.ID.Parent()
	deletedID := vaultID.String() + "/deletedSecrets/" + op.Name
	if deleted, ok := op.Get(deletedID); ok {
		if !past(op, deleted) {
			return CodeConflict.Errorf("Secret %s is currently in a deleted but recoverable state, and its name cannot be reused; in this "+
				"state, the secret can only be recovered or purged.", op.Name)
		}
		op.Remove(deletedID)
	}
	parent, _ := op.Get(vaultID.String())
	now := op.Now().Unix()
	created := now
	if op.Old != nil && !op.Changed("properties", "value") {
		created = int64(op.Old.Out().At("properties", "attributes", "created").IntOr(int(now)))
	}
	if properties, ok := op.Outputs["properties"].(map[string]any); ok {
		delete(properties, "value")
	}
	address := parent.Out().At("properties", "vaultUri").Text() + "secrets/" + op.Name
	version := strings.ReplaceAll(op.GUID("version of "+op.Inputs.At("properties", "value").Text()), "-", "")
	op.Set(address, "properties", "secretUri")
	op.Set(address+"/"+version, "properties", "secretUriWithVersion")
	op.Default(true, "properties", "attributes", "enabled")
	op.Set(float64(created), "properties", "attributes", "created")
	op.Set(float64(now), "properties", "attributes", "updated")
	op.Set(parent.Location(), "location")
	return nil
}

// deleteSecret asks the vault, not Resource Manager, which has no delete for secrets.
//
// Source: https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/resources/customresources/custom_keyvault.go
func deleteSecret(op *engine.Operation) error {
	vaultID, _ := op.ID.Parent()
	v, ok := op.Get(vaultID.String())
	if !ok {
		return nil
	}
	properties := v.Out().At("properties")
	acls := properties.At("networkAcls")
	switch {
	case strings.EqualFold(properties.At("publicNetworkAccess").Text(), string(sdk.PublicNetworkAccessDisabled)):
		return CodeForbidden.Errorf("Public network access is disabled and request is not from a trusted service nor via an approved " +
			"private link. (ForbiddenByConnection)")
	case strings.EqualFold(acls.At("defaultAction").Text(), string(sdk.NetworkRuleActionDeny)) && len(acls.At("ipRules").Items()) == 0:
		return CodeForbidden.Errorf("Client address is not authorized and caller is not a trusted service. (ForbiddenByFirewall)")
	}
	days := properties.At("softDeleteRetentionInDays").IntOr(maxRetention)
	op.Stage(&engine.Resource{
		ID: vaultID.String() + "/deletedSecrets/" + op.Name, Type: deletedSecretType,
		Outputs: map[string]any{"properties": map[string]any{"scheduledPurgeDate": op.Now().AddDate(0, 0, days).Format(time.RFC3339)}},
	})
	return nil
}
