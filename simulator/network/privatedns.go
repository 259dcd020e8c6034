package network

import (
	"net/netip"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func privateZone() *engine.Type {
	return &engine.Type{
		Token: azure.TypePrivateZone, Versions: dnsVersions, APIVersion: dnsAPIVersion,
		ARMType: armPrivateZone, Names: []string{"privateZoneName"}, Global: true, KeptBy: []string{armZoneLink},
		Args: sdk.PrivateZoneArgs{}, State: sdk.PrivateZone{},
		Put: func(op *engine.Operation) error {
			op.Set(25000, "maxNumberOfRecordSets")
			op.Set(1000, "maxNumberOfVirtualNetworkLinks")
			op.Set(100, "maxNumberOfVirtualNetworkLinksWithRegistration")
			op.Set(1, "numberOfRecordSets") // the start of authority; records made later are not counted
			op.Set(0, "numberOfVirtualNetworkLinks")
			op.Set(0, "numberOfVirtualNetworkLinksWithRegistration")
			op.Set(op.GUID("internal"), "internalId")
			return nil
		},
		Models: []string{
			"A zone is global.",
			"A zone with links to virtual networks cannot be deleted.",
		},
		Codes: []engine.Code{engine.CodeCannotDeleteResource, engine.CodeLocationNotAvailable},
	}
}

func virtualNetworkLink() *engine.Type {
	return &engine.Type{
		Token: azure.TypeVirtualNetworkLink, Versions: dnsVersions, APIVersion: dnsAPIVersion,
		ARMType: armZoneLink, Names: []string{"privateZoneName", "virtualNetworkLinkName"}, Global: true,
		Args: sdk.VirtualNetworkLinkArgs{}, State: sdk.VirtualNetworkLink{},
		Check: func(c *engine.Check) {
			if c.Inputs.At("virtualNetwork", "id").Absent() {
				c.Failf(c.Inputs.At("virtualNetwork"), CodePrivateDNSBadRequest, "Virtual network link %s must name a virtual network.", c.Name())
			}
			// Source: https://learn.microsoft.com/azure/dns/private-dns-fallback
			policy, zone := c.Inputs.At("resolutionPolicy"), c.Inputs.At("privateZoneName")
			if strings.EqualFold(policy.Text(), "NxDomainRedirect") && zone.Known() && !strings.HasPrefix(strings.ToLower(zone.Text()), "privatelink.") {
				c.Failf(policy, CodePrivateDNSBadRequest, "Resolution policy NxDomainRedirect is for privatelink zones only, not for %s.", zone.Text())
			}
		},
		Put: putZoneLink,
		Models: []string{
			"Zone and virtual network exist; a network is linked to one zone of a name.",
			"A network registers its machines in one zone only.",
		},
		Codes: []engine.Code{CodePrivateDNSBadRequest, CodePrivateDNSConflict, CodeInvalidResourceReference,
			engine.CodeParentResourceNotFound, engine.CodeLocationNotAvailable},
	}
}

func putZoneLink(op *engine.Operation) error {
	target, err := op.Resolve(op.Inputs.At("virtualNetwork", "id"), armVirtualNetwork)
	if err != nil {
		return err
	}
	zone, _ := op.ID.Parent()
	registers := op.Inputs.At("registrationEnabled").Bool()
	for _, link := range op.List(armZoneLink) {
		if strings.EqualFold(link.ID, op.ID.String()) || !strings.EqualFold(link.In().At("virtualNetwork", "id").Text(), target.Resource.ID) {
			continue
		}
		other, _ := link.ARMID().Parent()
		if strings.EqualFold(other.Name(), zone.Name()) {
			return CodePrivateDNSBadRequest.Errorf("A virtual network cannot be linked to multiple zones with overlapping namespaces. You "+
				"tried to link virtual network with '%s' and '%s' zones.", zone.Name(), other.Name())
		}
		if registers && link.In().At("registrationEnabled").Bool() {
			return CodePrivateDNSConflict.Errorf("Virtual network %s registers its machines in zone %s already; a network can do so in one "+
				"zone only.", target.Resource.ID, other.Name())
		}
	}
	op.Set("Completed", "virtualNetworkLinkState")
	if strings.HasPrefix(strings.ToLower(zone.Name()), "privatelink.") {
		op.Default("Default", "resolutionPolicy")
	}
	return nil
}

func privateRecordSet() *engine.Type {
	return &engine.Type{
		Token: azure.TypePrivateRecordSet, Versions: dnsVersions, APIVersion: dnsAPIVersion,
		// The last segment of a record set's type is its record type, so its IDs are formed here.
		ARMType: armPrivateZone + "/recordSets", Scope: engine.OwnScope,
		Names: []string{"privateZoneName", "relativeRecordSetName"}, SkipNameRule: true,
		Identifying: []string{"resourceGroupName", "recordType"},
		ID: func(p engine.Provider, inputs engine.Value) (string, error) {
			return azure.ResourceID(p.Subscription, inputs.At("resourceGroupName").Text(), armPrivateZone+"/"+inputs.At("recordType").Text(),
				inputs.At("privateZoneName").Text(), inputs.At("relativeRecordSetName").Text()), nil
		},
		Args: sdk.PrivateRecordSetArgs{}, State: sdk.PrivateRecordSet{},
		Check: checkRecordSet,
		Put: func(op *engine.Operation) error {
			zone, _ := op.ID.Parent()
			name := op.Name + "." + zone.Name() + "."
			if op.Name == "@" {
				name = zone.Name() + "."
			}
			op.Set(name, "fqdn")
			op.Set(false, "isAutoRegistered")
			return nil
		},
		Models: []string{
			"A record set holds records of its own type only, with valid addresses, and has a time to live.",
			"An alias record stands alone and not at the zone's top.",
		},
		Codes: []engine.Code{CodePrivateDNSBadRequest, engine.CodeParentResourceNotFound},
	}
}

// recordLists maps each record type to the input that holds its records.
var recordLists = map[string]string{
	"A": "aRecords", "AAAA": "aaaaRecords", "CNAME": "cnameRecord", "MX": "mxRecords", "PTR": "ptrRecords",
	"SOA": "soaRecord", "SRV": "srvRecords", "TXT": "txtRecords",
}

func checkRecordSet(c *engine.Check) {
	kind := c.Inputs.At("recordType")
	if !kind.Known() {
		return
	}
	mine := strings.ToUpper(kind.Text())
	for recordType, list := range recordLists {
		at := c.Inputs.At(list)
		switch {
		case recordType == mine && at.Known() && (at.Absent() || len(at.Items()) == 0 && len(at.Keys()) == 0):
			c.Failf(at, CodePrivateDNSBadRequest, "Record set %s of type %s has no records in %s.", c.Name(), mine, list)
		case recordType != mine && at.Present():
			c.Failf(at, CodePrivateDNSBadRequest, "Record set %s of type %s cannot have %s.", c.Name(), mine, list)
		}
	}
	if ttl := c.Inputs.At("ttl"); ttl.Absent() {
		c.Failf(ttl, CodePrivateDNSBadRequest, "Record set %s has no time to live.", c.Name())
	} else {
		c.Range(ttl, CodePrivateDNSBadRequest, 1, 2147483647)
	}
	if mine == "CNAME" && c.Name() == "@" {
		c.Failf(c.Inputs.At("relativeRecordSetName"), CodePrivateDNSBadRequest, "A CNAME record cannot stand at the top of a zone.")
	}
	for list, property := range map[string]string{"aRecords": "ipv4Address", "aaaaRecords": "ipv6Address"} {
		for _, record := range c.Inputs.At(list).Items() {
			at := record.At(property)
			a, err := netip.ParseAddr(at.Text())
			if at.Known() && (err != nil || a.Is4() != (property == "ipv4Address")) {
				c.Failf(at, CodePrivateDNSBadRequest, "'%s' in record set %s is no %s.", at.Text(), c.Name(), property)
			}
		}
	}
}
