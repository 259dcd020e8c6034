package network

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func bastionHost() *engine.Type {
	return &engine.Type{
		Token: azure.TypeBastionHost, Versions: versions, APIVersion: apiVersion,
		ARMType: armBastion, Names: []string{"bastionHostName"},
		Args: sdk.BastionHostArgs{}, State: sdk.BastionHost{},
		Inline: []engine.Inline{{Kind: "bastionHostIpConfigurations", Path: "ipConfigurations"}},
		Check:  checkBastion,
		Put:    putBastion,
		Models: []string{
			"The host is alone in AzureBastionSubnet, with a Standard public address that serves nothing else; the Developer SKU names a network instead.",
			"Tunneling, file copy, shareable links, connecting by IP and host scaling need the Standard SKU; session recording and a private-only host the Premium one.",
			"A SKU can be raised but not lowered.",
			"Zones exist in the region.",
		},
		Codes: []engine.Code{CodePublicIPInUse, CodeInvalidResourceReference, CodeInvalidAvailabilityZone, CodeBadRequest,
			CodeLocationNotSupportAvailabilityZones, CodeReferencedResourceNotProvisioned},
	}
}

// bastionSKUs orders the SKUs. Source: https://learn.microsoft.com/azure/bastion/configuration-settings#skus
var bastionSKUs = map[string]int{"developer": 0, "basic": 1, "standard": 2, "premium": 3}

func bastionSKU(inputs engine.Value) string {
	return strings.ToLower(inputs.At("sku", "name").TextOr("Basic"))
}

// bastionFeatures are the settings that a SKU must be high enough for.
// Source: https://learn.microsoft.com/azure/bastion/bastion-overview#sku
var bastionFeatures = []struct{ property, sku string }{
	{"enableTunneling", "standard"}, {"enableFileCopy", "standard"}, {"enableIpConnect", "standard"},
	{"enableShareableLink", "standard"}, {"disableCopyPaste", "standard"},
	{"enableSessionRecording", "premium"}, {"enablePrivateOnlyBastion", "premium"},
}

func checkBastion(c *engine.Check) {
	sku := bastionSKU(c.Inputs)
	if !c.Inputs.At("sku", "name").Known() {
		return
	}
	for _, f := range bastionFeatures {
		if at := c.Inputs.At(f.property); at.Bool() && bastionSKUs[sku] < bastionSKUs[f.sku] {
			c.Failf(at, CodeBadRequest, "Bastion host %s of SKU %s cannot have %s; it needs SKU %s.", c.Name(), sku, f.property, f.sku)
		}
	}
	c.Range(c.Inputs.At("scaleUnits"), CodeBadRequest, 2, 50)
	if units := c.Inputs.At("scaleUnits"); units.IntOr(2) > 2 && bastionSKUs[sku] < bastionSKUs["standard"] {
		c.Failf(units, CodeBadRequest, "Bastion host %s of SKU %s has 2 scale units; more need SKU standard.", c.Name(), sku)
	}
	configurations := c.Inputs.At("ipConfigurations")
	if sku == "developer" {
		if c.Inputs.At("virtualNetwork").Absent() || len(configurations.Items()) > 0 {
			c.Failf(configurations, CodeBadRequest, "Bastion host %s of SKU Developer names a virtual network and has no IP configuration.", c.Name())
		}
		return
	}
	if configurations.Known() && len(configurations.Items()) != 1 {
		c.Failf(configurations, CodeBadRequest, "Bastion host %s must have exactly one IP configuration.", c.Name())
	}
	for _, configuration := range configurations.Items() {
		if configuration.At("subnet", "id").Absent() {
			c.Failf(configuration, CodeBadRequest, "The IP configuration of Bastion host %s must have a subnet.", c.Name())
		}
		if configuration.At("publicIPAddress").Absent() && !c.Inputs.At("enablePrivateOnlyBastion").Bool() {
			c.Failf(configuration, CodeBadRequest, "The IP configuration of Bastion host %s must have a public IP address.", c.Name())
		}
		if method := configuration.At("privateIPAllocationMethod"); method.Present() && method.Known() && !strings.EqualFold(method.Text(), "Dynamic") {
			c.Failf(method, CodeBadRequest, "Bastion host %s takes a dynamic private address only.", c.Name())
		}
	}
	zonesExist(c)
}

func putBastion(op *engine.Operation) error {
	if op.Old != nil && bastionSKUs[bastionSKU(op.Inputs)] < bastionSKUs[bastionSKU(op.Old.In())] {
		return CodeBadRequest.Errorf("The SKU of Bastion host %s cannot be lowered from %s to %s.", op.Name, bastionSKU(op.Old.In()), bastionSKU(op.Inputs))
	}
	for _, configuration := range op.Inputs.At("ipConfigurations").Items() {
		target, err := sameRegion(op, configuration.At("subnet", "id"), armSubnet)
		if err != nil {
			return err
		}
		if target.ID.Name() != azure.SubnetAzureBastion {
			return CodeBadRequest.Errorf("Bastion host %s must be in a subnet called %s, not %s.", op.Name, azure.SubnetAzureBastion, target.ID.Name())
		}
		if err := alone(op, target, armBastion); err != nil {
			return err
		}
		if at := configuration.At("publicIPAddress", "id"); at.Present() {
			if _, err := standardAddress(op, at); err != nil {
				return err
			}
		}
	}
	if at := op.Inputs.At("virtualNetwork", "id"); at.Present() {
		if _, err := sameRegion(op, at, armVirtualNetwork); err != nil {
			return err
		}
	}
	op.Default("Basic", "sku", "name")
	op.Default(2, "scaleUnits")
	op.Default("bst-"+op.GUID("host")+".bastion.azure.com", "dnsName")
	parts(op, "ipConfigurations", "bastionHostIpConfigurations", func(item map[string]any) {
		item["type"] = armBastion + "/bastionHostIpConfigurations"
		if item["privateIPAllocationMethod"] == nil {
			item["privateIPAllocationMethod"] = "Dynamic"
		}
	})
	return nil
}
