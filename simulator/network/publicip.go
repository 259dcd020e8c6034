package network

import (
	"fmt"
	"net/netip"
	"regexp"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func publicIPAddress() *engine.Type {
	return &engine.Type{
		Token: azure.TypePublicIPAddress, Versions: versions, APIVersion: apiVersion,
		ARMType: armPublicIP, Names: []string{"publicIpAddressName"},
		Args: sdk.PublicIPAddressArgs{}, State: sdk.PublicIPAddress{},
		Check: checkPublicIP,
		Put:   putPublicIP,
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if refer(ref, "Microsoft.Authorization/roleAssignments", "Microsoft.Insights/diagnosticSettings") {
				return nil
			}
			return CodePublicIPCannotBeDeleted.Errorf("Public IP address %s can not be deleted since it is still allocated to resource "+
				"%s. In order to delete the public IP, disassociate/detach the Public IP address from the resource. To learn how to do "+
				"this, see aka.ms/deletepublicip.", op.Old.ID, ref.From.ID)
		},
		Models: []string{
			"The Basic SKU can no longer be created; a Standard address is static.",
			"Zones exist in the region.",
			"A domain name label is unique in its region.",
			"An address that something uses cannot be deleted.",
			"Addresses come out of a range set aside for documentation, or out of the address's prefix.",
		},
		Codes: []engine.Code{CodePublicIPMustBeStatic, CodeBasicPublicIPRetired, CodePublicIPCannotBeDeleted, CodePublicIPLimit,
			CodeDNSRecordInUse, CodeInvalidAvailabilityZone, CodeLocationNotSupportAvailabilityZones, CodeBadRequest},
	}
}

// domainLabel is the form of a domain name label.
// Source: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-addresses#domain-name-label
var domainLabel = regexp.MustCompile(`^[a-z][a-z0-9-]{1,61}[a-z0-9]$`)

func checkPublicIP(c *engine.Check) {
	sku := c.Inputs.At("sku", "name")
	if sku.Known() && !strings.EqualFold(sku.Text(), "Standard") {
		// Left out means Basic: https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/publicipaddresses
		c.Failf(c.Inputs.At("sku"), CodeBasicPublicIPRetired, "Cannot create more than 0 IPv4 Basic SKU public IP addresses for this "+
			"subscription in this region.")
	}
	method := c.Inputs.At("publicIPAllocationMethod")
	if sku.Known() && strings.EqualFold(sku.Text(), "Standard") && method.Known() && !strings.EqualFold(method.Text(), "Static") {
		c.Failf(method, CodePublicIPMustBeStatic, "Standard sku publicIp %s must have AllocationMethod set to Static.", c.Name())
	}
	c.Range(c.Inputs.At("idleTimeoutInMinutes"), CodeBadRequest, 4, 30)
	if label := c.Inputs.At("dnsSettings", "domainNameLabel"); label.Known() && label.Present() && !domainLabel.MatchString(label.Text()) {
		c.Failf(label, CodeBadRequest, "The domain name label %s is invalid. It must conform to the following regular expression: %s.",
			label.Text(), domainLabel)
	}
	zonesExist(c)
}

func putPublicIP(op *engine.Operation) error {
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Default("IPv4", "publicIPAddressVersion")
	op.Default("Regional", "sku", "tier")
	op.Default(4, "idleTimeoutInMinutes")
	op.Default("VirtualNetworkInherited", "ddosSettings", "protectionMode")
	if label := op.Inputs.At("dnsSettings", "domainNameLabel").Text(); label != "" {
		fqdn := fmt.Sprintf("%s.%s.cloudapp.azure.com", label, azure.NormalizeLocation(op.Inputs.At("location").Text()))
		for _, other := range op.List(armPublicIP) {
			if !strings.EqualFold(other.ID, op.ID.String()) && other.Out().At("dnsSettings", "fqdn").Text() == fqdn {
				return CodeDNSRecordInUse.Errorf("DNS record %s is already used by another public IP.", fqdn)
			}
		}
		op.Set(fqdn, "dnsSettings", "fqdn")
	}
	if op.Old != nil {
		if before := op.Old.Out().At("ipAddress").Text(); before != "" {
			op.Set(before, "ipAddress")
			return nil
		}
	}
	pool := publicAddresses
	if prefix := op.Inputs.At("publicIPPrefix", "id"); prefix.Present() {
		target, err := sameRegion(op, prefix, armPublicIPPrefix)
		if err != nil {
			return err
		}
		if pool, err = netip.ParsePrefix(target.Resource.Out().At("ipPrefix").Text()); err != nil {
			return fmt.Errorf("public IP prefix %s: %w", target.Resource.ID, err)
		}
	}
	taken := map[string]bool{}
	for _, other := range op.List(armPublicIP) {
		taken[other.Out().At("ipAddress").Text()] = true
	}
	address, ok := freeAddress(pool, op.Unique("address"), taken)
	if !ok {
		return CodePublicIPLimit.Errorf("Cannot create more than %d Standard SKU public IP addresses for this subscription in this region.", len(taken))
	}
	op.Set(address.String(), "ipAddress")
	return nil
}

// freeAddress chooses an address of a public range, all of whose addresses can be given away.
func freeAddress(pool netip.Prefix, name string, taken map[string]bool) (netip.Addr, bool) {
	size := 1 << (pool.Addr().BitLen() - pool.Bits())
	start := 0
	if pool == publicAddresses {
		for _, r := range name {
			start = (start*31 + int(r)) % size
		}
	}
	for i := range size {
		n := (start + i) % size
		if pool == publicAddresses && (n == 0 || n == size-1) {
			continue
		}
		if a := nth(pool, n); !taken[a.String()] {
			return a, true
		}
	}
	return netip.Addr{}, false
}

func publicIPPrefix() *engine.Type {
	return &engine.Type{
		Token: azure.TypePublicIPPrefix, Versions: versions, APIVersion: apiVersion,
		ARMType: armPublicIPPrefix, Names: []string{"publicIpPrefixName"},
		Args: sdk.PublicIPPrefixArgs{}, State: sdk.PublicIPPrefix{},
		Check: func(c *engine.Check) {
			// Source: https://learn.microsoft.com/azure/virtual-network/ip-services/public-ip-address-prefix
			if c.Inputs.At("sku", "name").Absent() {
				c.Failf(c.Inputs.At("sku"), CodeBadRequest, "Public IP prefix %s must have the SKU Standard.", c.Name())
			}
			if strings.EqualFold(c.Inputs.At("publicIPAddressVersion").TextOr("IPv4"), "IPv4") {
				c.Range(c.Inputs.At("prefixLength"), CodeBadRequest, 24, 31)
			} else {
				c.Range(c.Inputs.At("prefixLength"), CodeBadRequest, 124, 127)
			}
			zonesExist(c)
		},
		Put: putPublicIPPrefix,
		InUse: func(op *engine.Operation, ref engine.Reference) *engine.Error {
			if !refer(ref, armPublicIP, armNatGateway, "Microsoft.ContainerService/managedClusters", "Microsoft.ContainerService/managedClusters/agentPools") {
				return nil
			}
			return CodePublicIPPrefixCannotBeDeleted.Errorf("PublicIpPrefix %s can not be deleted since it is in use by resource %s.", op.Old.ID, ref.From.ID)
		},
		Models: []string{
			"An IPv4 prefix is /24 to /31 long (an IPv6 one /124 to /127) and has the Standard SKU.",
			"Zones exist in the region.",
			"A prefix that an address, NAT gateway or cluster uses cannot be deleted.",
		},
		Codes: []engine.Code{CodePublicIPPrefixCannotBeDeleted, CodePublicIPLimit, CodeInvalidAvailabilityZone,
			CodeLocationNotSupportAvailabilityZones, CodeBadRequest},
	}
}

func putPublicIPPrefix(op *engine.Operation) error {
	op.Set(op.GUID("resourceGuid"), "resourceGuid")
	op.Default("Regional", "sku", "tier")
	op.Default("IPv4", "publicIPAddressVersion")
	op.Default(28, "prefixLength")
	if op.Old != nil {
		op.Set(op.Old.Out().At("ipPrefix").Text(), "ipPrefix")
		return nil
	}
	if !strings.EqualFold(op.Inputs.At("publicIPAddressVersion").TextOr("IPv4"), "IPv4") {
		op.Set("2001:db8::/"+fmt.Sprint(op.Inputs.At("prefixLength").IntOr(124)), "ipPrefix")
		return nil
	}
	var taken []netip.Prefix
	for _, other := range op.List(armPublicIPPrefix) {
		taken = append(taken, prefixesOf([]string{other.Out().At("ipPrefix").Text()})...)
	}
	bits := op.Inputs.At("prefixLength").IntOr(28)
	for at := publicPrefixes.Addr(); publicPrefixes.Contains(at); {
		candidate := netip.PrefixFrom(at, bits)
		if len(overlapping([]netip.Prefix{candidate}, taken)) == 0 {
			op.Set(candidate.String(), "ipPrefix")
			return nil
		}
		at = nth(candidate, 1<<(32-bits))
	}
	return CodePublicIPLimit.Errorf("The subscription has no room for another public IP prefix of length /%d.", bits)
}
