package network

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func natGateway() *engine.Type {
	return &engine.Type{
		Token: azure.TypeNatGateway, Versions: versions, APIVersion: apiVersion,
		ARMType: armNatGateway, Names: []string{"natGatewayName"},
		Args: sdk.NatGatewayArgs{}, State: sdk.NatGateway{},
		Check: func(c *engine.Check) {
			// Source: https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource
			if c.Inputs.At("sku", "name").Absent() {
				c.Failf(c.Inputs.At("sku"), CodeBadRequest, "NAT gateway %s must have the SKU Standard.", c.Name())
			}
			c.Range(c.Inputs.At("idleTimeoutInMinutes"), CodeBadRequest, 4, 120)
			if zones := c.Inputs.At("zones"); len(zones.Items()) > 1 {
				c.Failf(zones, CodeInvalidAvailabilityZone, "NAT gateway %s can be in one availability zone only.", c.Name())
				return
			}
			zonesExist(c)
		},
		Put: putNatGateway,
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armVirtualNetwork) {
				return nil
			}
			return CodeNatGatewayCannotBeDeleted.Errorf("NAT Gateway %s is still configured on subnets of %s. Remove NAT Gateway from all "+
				"referenced subnets and then delete NAT Gateway.", op.Old.ID, ref.From.ID)
		},
		Models: []string{
			"The gateway has the Standard SKU and is in one zone of its region or in none.",
			"Its public addresses and prefixes are Standard, in its region, and serve nothing else.",
			"Its outbound addresses are at most 16.",
			"A gateway that a subnet uses cannot be deleted.",
		},
		Codes: []engine.Code{CodeNatGatewayCannotBeDeleted, CodePublicIPInUse, CodeInvalidAvailabilityZone,
			CodeLocationNotSupportAvailabilityZones, CodeInvalidResourceReference, CodeReferencedResourceNotProvisioned, CodeBadRequest},
	}
}

func putNatGateway(op *engine.Operation) error {
	addresses := 0
	for _, at := range op.Inputs.At("publicIpAddresses").Items() {
		if _, err := standardAddress(op, at.At("id")); err != nil {
			return err
		}
		addresses++
	}
	for _, at := range op.Inputs.At("publicIpPrefixes").Items() {
		target, err := sameRegion(op, at.At("id"), armPublicIPPrefix)
		if err != nil {
			return err
		}
		for _, ref := range op.ReferencesTo(target.Resource.ID) {
			if refer(ref, armNatGateway) && ref.From.ID != op.ID.String() {
				return CodePublicIPInUse.Errorf("Resource %s is referencing public IP prefix %s that is already allocated to resource %s.",
					op.ID, target.Resource.ID, ref.From.ID)
			}
		}
		addresses += 1 << (32 - target.Resource.Out().At("prefixLength").IntOr(32))
	}
	if addresses > 16 { // Source: https://learn.microsoft.com/azure/nat-gateway/nat-gateway-resource#nat-gateway-ip-addresses
		return CodeBadRequest.Errorf("NAT gateway %s has %d public IP addresses; at most 16 are allowed.", op.Name, addresses)
	}
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Default(4, "idleTimeoutInMinutes")
	return nil
}

// standardAddress resolves a public address that a service is to use for itself: of the Standard SKU, in the region, and
// used by nothing else.
func standardAddress(op *engine.Operation, at engine.Value) (*engine.Resource, error) {
	target, err := sameRegion(op, at, armPublicIP)
	if err != nil {
		return nil, err
	}
	for _, ref := range op.ReferencesTo(target.Resource.ID) {
		if refer(ref, "Microsoft.Authorization/roleAssignments", "Microsoft.Insights/diagnosticSettings") || ref.From.ID == op.ID.String() {
			continue
		}
		e := CodePublicIPInUse.Errorf("Resource %s is referencing public IP address %s that is already allocated to resource %s.",
			op.ID, target.Resource.ID, ref.From.ID)
		e.Path = at.Path()
		return nil, e
	}
	return target.Resource, nil
}
