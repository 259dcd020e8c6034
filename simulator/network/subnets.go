package network

import (
	"net/netip"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// delegable are the services a subnet can be delegated to, in lower case.
// Source: https://learn.microsoft.com/azure/virtual-network/subnet-delegation-overview
var delegable = map[string]bool{
	"dell.storage/filesystems": true, "github.network/networksettings": true,
	"informatica.datamanagement/organizations": true, "microsoft.apicenter/services": true,
	"microsoft.apimanagement/service": true, "microsoft.apollo/npu": true,
	"microsoft.app/environments": true, "microsoft.app/testclients": true, "microsoft.appplatform/spring": true,
	"microsoft.avs/privateclouds": true, "microsoft.azurecosmosdb/clusters": true,
	"microsoft.baremetal/azurehostedservice": true, "microsoft.baremetal/azurehpc": true,
	"microsoft.baremetal/azurepaymenthsm": true, "microsoft.baremetal/azurevmware": true,
	"microsoft.baremetal/crayservers": true, "microsoft.baremetal/monitoringservers": true,
	"microsoft.batch/batchaccounts": true, "microsoft.cloudtest/hostedpools": true,
	"microsoft.cloudtest/images": true, "microsoft.cloudtest/pools": true, "microsoft.codespaces/plans": true,
	"microsoft.containerinstance/containergroups": true, "microsoft.containerservice/managedclusters": true,
	"microsoft.containerservice/testclients": true, "microsoft.databricks/workspaces": true,
	"microsoft.dbformysql/flexibleservers": true, "microsoft.dbformysql/servers": true, "microsoft.dbformysql/serversv2": true,
	"microsoft.dbforpostgresql/flexibleservers": true, "microsoft.dbforpostgresql/serversv2": true,
	"microsoft.dbforpostgresql/singleservers": true, "microsoft.delegatednetwork/controller": true,
	"microsoft.devcenter/networkconnection": true, "microsoft.devopsinfrastructure/pools": true,
	"microsoft.documentdb/cassandraclusters": true, "microsoft.fidalgo/networksettings": true,
	"microsoft.hardwaresecuritymodules/dedicatedhsms": true, "microsoft.kusto/clusters": true,
	"microsoft.labservices/labplans": true, "microsoft.logic/integrationserviceenvironments": true,
	"microsoft.machinelearningservices/workspaces": true, "microsoft.netapp/volumes": true,
	"microsoft.network/applicationgateways": true, "microsoft.network/dnsresolvers": true,
	"microsoft.network/fpganetworkinterfaces": true, "microsoft.network/managedresolvers": true,
	"microsoft.network/networkwatchers": true, "microsoft.network/virtualnetworkgateways": true,
	"microsoft.orbital/orbitalgateways": true, "microsoft.powerautomate/hostedrpa": true,
	"microsoft.powerplatform/enterprisepolicies": true, "microsoft.powerplatform/vnetaccesslinks": true,
	"microsoft.servicefabricmesh/networks": true, "microsoft.servicenetworking/trafficcontrollers": true,
	"microsoft.singularity/accounts/networks": true, "microsoft.singularity/accounts/npu": true,
	"microsoft.sql/managedinstances": true, "microsoft.storagecache/caches": true,
	"microsoft.storesplus/storagepools": true, "microsoft.streamanalytics/streamingjobs": true,
	"microsoft.synapse/workspaces": true, "microsoft.web/hostingenvironments": true, "microsoft.web/serverfarms": true,
	"nginx.nginxplus/nginxdeployments": true, "oracle.database/networkattachments": true,
	"paloaltonetworks.cloudngfw/firewalls": true, "purestorage.block/storagepools": true,
	"qumulo.storage/filesystems": true,
}

// checkSubnets judges the list of subnets. space is the address space as far as it is known; complete says it is whole.
func checkSubnets(c *engine.Check, space []netip.Prefix, complete bool) {
	list := c.Inputs.At("subnets")
	uniqueNames(c, list)
	var taken []netip.Prefix
	for _, subnet := range list.Items() {
		if !subnet.Known() {
			continue
		}
		name := subnet.At("name")
		if name.Known() && name.Text() != "" {
			if err := azure.CheckName(armSubnet, name.Text()); err != nil {
				c.Failf(name, engine.CodeInvalidResourceName, "Resource name %s is invalid: %s", name.Text(), err)
			}
		}
		prefixes := checkSubnetPrefixes(c, subnet, space, complete, taken)
		taken = append(taken, prefixes...)
		checkDelegations(c, subnet)
		checkReserved(c, subnet, prefixes)
	}
}

// checkSubnetPrefixes returns the subnet's well-formed prefixes.
func checkSubnetPrefixes(c *engine.Check, subnet engine.Value, space []netip.Prefix, complete bool, taken []netip.Prefix) []netip.Prefix {
	name := subnet.At("name").Text()
	one, many := subnet.At("addressPrefix"), subnet.At("addressPrefixes")
	given := many.Items()
	if one.Present() {
		given = append(given, one)
	}
	if len(given) == 0 && many.Known() && subnet.At("ipamPoolPrefixAllocations").Absent() {
		c.Failf(subnet, CodeInvalidSubnet, "Subnet '%s' is not valid in virtual network '%s'.", name, c.Name())
	}
	var prefixes []netip.Prefix
	for _, at := range given {
		p, ok := prefixAt(c, at)
		if !ok {
			continue
		}
		if p.Addr().Is4() && p.Bits() > azure.LongestSubnetPrefix {
			c.Failf(at, CodeInvalidSubnet, "Subnet '%s' is not valid in virtual network '%s'.", name, c.Name())
		}
		if complete && !contains(space, p) {
			c.Failf(at, CodeSubnetOutsideVnet, "Subnet '%s' is not valid because its IP address range is outside the IP address "+
				"range of virtual network '%s'.", name, c.Name())
		}
		if len(overlapping([]netip.Prefix{p}, append(slices.Clone(taken), prefixes...))) > 0 && !slices.Contains(prefixes, p) {
			c.Failf(at, CodeSubnetsOverlap, "Subnet '%s' is not valid because its IP address range overlaps with that of an "+
				"existing subnet in virtual network '%s'.", name, c.Name())
		}
		prefixes = append(prefixes, p)
	}
	return prefixes
}

func checkDelegations(c *engine.Check, subnet engine.Value) {
	delegations := subnet.At("delegations")
	uniqueNames(c, delegations)
	for _, d := range delegations.Items() {
		service := d.At("serviceName")
		if service.Known() && !delegable[strings.ToLower(service.Text())] {
			c.Failf(service, CodeBadRequest, "Subnet '%s' of virtual network '%s' cannot be delegated to '%s', which is not a "+
				"service that takes delegations.", subnet.At("name").Text(), c.Name(), service.Text())
		}
	}
	if len(delegations.Items()) > 1 {
		c.Failf(delegations, CodeBadRequest, "Subnet '%s' of virtual network '%s' can be delegated to one service only.",
			subnet.At("name").Text(), c.Name())
	}
}

// checkReserved applies the rules of the subnets that Azure itself looks for by name.
func checkReserved(c *engine.Check, subnet engine.Value, prefixes []netip.Prefix) {
	name := subnet.At("name").Text()
	rule, ok := azure.SubnetRuleFor(name)
	if !ok {
		return
	}
	if name != rule.Name {
		c.Failf(subnet.At("name"), CodeBadRequest, "The subnet must be called exactly %s; '%s' is taken for an ordinary subnet by "+
			"the service that needs it (%s).", rule.Name, name, rule.Source)
	}
	for _, p := range prefixes {
		longest := rule.MinPrefixLength
		if rule.Name == azure.SubnetGateway {
			longest = azure.LongestSubnetPrefix // /27 is advice, /29 the limit
		}
		if p.Addr().Is4() && p.Bits() > longest {
			c.Failf(subnet, CodeBadRequest, "Subnet %s must have a prefix of /%d or larger, but %s was given (%s).",
				rule.Name, longest, p, rule.Source)
		}
	}
	if at := subnet.At("networkSecurityGroup"); at.Present() && rule.NSG == azure.Forbidden {
		if rule.Name == azure.SubnetGateway {
			c.Failf(at, CodeNSGOnGatewaySubnet, "The operation failed because the network security group %s can not be associated to "+
				"the GatewaySubnet. Please remove the network security group associated to the GatewaySubnet. No changes have "+
				"occurred on the gateway at this time. See here for additional details: https://aka.ms/GatewaySubnet.", at.At("id").Text())
		} else {
			c.Failf(at, CodeBadRequest, "A network security group cannot be associated to subnet %s (%s).", rule.Name, rule.Source)
		}
	}
	if at := subnet.At("routeTable"); at.Present() && rule.RouteTable == azure.Forbidden {
		if rule.Name == azure.SubnetAzureBastion {
			c.Failf(at, CodeRouteTableOnBastionSubnet, "Route table cannot be attached to subnet %s.", rule.Name)
		} else {
			c.Failf(at, CodeBadRequest, "A route table cannot be associated to subnet %s (%s).", rule.Name, rule.Source)
		}
	}
	if at := subnet.At("delegations"); len(at.Items()) > 0 && rule.Delegation == azure.Forbidden {
		c.Failf(at, CodeBadRequest, "Subnet %s cannot be delegated (%s).", rule.Name, rule.Source)
	}
	// Source: https://learn.microsoft.com/azure/nat-gateway/nat-overview#limitations
	if at := subnet.At("natGateway"); at.Present() && rule.Name == azure.SubnetGateway {
		c.Failf(at, CodeBadRequest, "A NAT gateway cannot be associated to subnet %s.", rule.Name)
	}
}

// attachSubnet judges what a subnet is given from elsewhere.
func attachSubnet(op *engine.Operation, subnet engine.Value) error {
	for property, armType := range map[string]string{
		"networkSecurityGroup": armNSG, "routeTable": armRouteTable, "natGateway": armNatGateway,
	} {
		at := subnet.At(property, "id")
		if at.Absent() {
			continue
		}
		target, err := sameRegion(op, at, armType)
		if err != nil {
			return err
		}
		if property == "networkSecurityGroup" && subnet.At("name").Text() == azure.SubnetAzureBastion {
			if err := bastionCompliant(target.Resource.Name(), target.Resource.In().At("securityRules")); err != nil {
				return err
			}
		}
	}
	return attachToGateway(op, subnet)
}

// attachToGateway judges the security group and route table that the subnet of a gateway gets.
func attachToGateway(op *engine.Operation, subnet engine.Value) error {
	group, _ := op.Get(subnet.At("networkSecurityGroup", "id").Text())
	table, _ := op.Get(subnet.At("routeTable", "id").Text())
	return keepsGateway(op, azure.SubnetID(op.ID.String(), subnet.At("name").Text()), group, table)
}

// keepUsedSubnets refuses to remove or reshape a subnet that something is in.
func keepUsedSubnets(op *engine.Operation) error {
	if op.Old == nil {
		return nil
	}
	after := map[string]engine.Value{}
	for _, subnet := range op.Inputs.At("subnets").Items() {
		after[strings.ToLower(subnet.At("name").Text())] = subnet
	}
	for _, before := range op.Old.In().At("subnets").Items() {
		name := before.At("name").Text()
		user, used := occupant(op, azure.SubnetID(op.ID.String(), name))
		if !used {
			continue
		}
		now, kept := after[strings.ToLower(name)]
		if !kept {
			return CodeSubnetCannotBeDeleted.Errorf("Subnet %s is in use by %s and cannot be deleted. In order to delete the subnet, "+
				"delete all the resources within the subnet. See aka.ms/deletesubnet.", name, user)
		}
		if !slices.Equal(subnetPrefixes(before), subnetPrefixes(now)) || delegatedTo(before) != delegatedTo(now) {
			return CodeSubnetCannotBeUpdated.Errorf("Subnet %s is in use by %s and cannot be updated.", name, user)
		}
	}
	return nil
}

// delegatedTo returns the service a subnet is delegated to, in lower case.
func delegatedTo(subnet engine.Value) string {
	for _, d := range subnet.At("delegations").Items() {
		return strings.ToLower(d.At("serviceName").Text())
	}
	return ""
}

// occupant returns the ID of something that has addresses in a subnet.
func occupant(op *engine.Operation, subnetID string) (string, bool) {
	for _, ref := range op.ReferencesTo(subnetID) {
		if occupies(ref) {
			return ref.From.ID, true
		}
	}
	return "", false
}

// occupies reports whether a reference to a subnet means that something is in it. Role assignments, diagnostic settings,
// locks and access rules only speak of it.
func occupies(ref engine.Reference) bool {
	if !strings.EqualFold(ref.To.Type(), armSubnet) || ref.From.Pending == engine.OpDelete {
		return false
	}
	namespace, _, _ := strings.Cut(strings.ToLower(ref.From.Type), "/")
	switch namespace {
	case "microsoft.network":
		return !ref.From.Is(armVirtualNetwork)
	case "microsoft.containerservice", "microsoft.compute", "microsoft.app", "microsoft.web", "microsoft.containerinstance",
		"microsoft.servicenetworking", "microsoft.apimanagement", "microsoft.dbforpostgresql", "microsoft.dbformysql", "microsoft.sql":
		return true
	case "microsoft.containerregistry":
		return strings.EqualFold(ref.From.Type, "Microsoft.ContainerRegistry/registries/agentPools")
	}
	return false
}
