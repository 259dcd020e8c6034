package stacks

import (
	"fmt"
	"net/netip"
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// validate gathers the mistakes of every section: each component checks its own, and what concerns several sections
// is checked here.
func (c Config) validate() field.Errors {
	var errors field.Errors
	at := func(name string) field.Path { return field.Root(Namespace, name) }
	errors.Append(c.Subscriptions.validate(at("subscriptions")))
	errors.Append(c.Workload.validate(at("workload")))
	errors.Append(validateAllowedRegions(at("allowedRegions"), c.AllowedRegions))
	errors.Append(c.validateRegions(at("regions")))
	errors.Append(c.Network.validate(at("network")))
	errors.Append(c.DNS.validate(at("dns")))
	errors.Append(c.validateZones(at("dns").Child("zoneIds")))
	errors.Append(c.validateEgress(at("egress")))
	errors.Append(c.Hub.Validate(at("hub"), c.Environment))
	errors.Append(c.Spoke.Validate(at("spoke"), c.Environment))
	errors.Append(c.Monitoring.Validate(at("monitoring"), c.Environment))
	errors.Append(c.Governance.Validate(at("governance"), c.Environment))
	errors.Append(c.Registry.Validate(at("registry"), c.Environment, c.locations()))
	errors.Append(c.Vault.Validate(at("vault"), c.Environment))
	errors.Append(c.Ingress.Validate(at("ingress"), c.Environment))
	errors.Append(c.validateCluster(at("cluster")))
	errors.Append(c.Alerting.Validate(at("alerting"), c.Environment))
	errors.Append(c.validateBackup(at("backup")))
	errors.Append(c.Cost.Validate(at("cost"), c.Environment))
	errors.Append(c.validateWorkingHours(at("cost").Child("schedule")))
	errors.Append(c.Defender.Validate(at("defender"), c.Environment))
	errors.Append(c.Identity.Validate(at("identity"), c.Environment))
	errors.Append(c.Identity.ValidateTenant(at("identity"), c.Subscriptions.TenantID))
	errors.Append(c.validateWorkloads(at("workloads")))
	private := c.Cluster.APIServer.Mode != cluster.APIServerPublic
	errors.Append(c.Bootstrap.Validate(at("bootstrap"), c.Environment, private, c.Identity.Authorization))
	errors.Append(c.GitOps.Validate(at("gitops"), c.Environment))
	errors.Append(bootstrap.ValidateNamespaces(at("namespaces"), c.Namespaces, c.Environment, c.Workload.ownership()))
	for _, location := range c.locations() {
		errors.Append(below(errors, c.Monitoring.ValidateLocation(at("monitoring"), location)))
	}
	errors.Append(c.validateReferences())
	errors.Append(c.validateExceptions(at("exceptions")))
	return errors
}

func (s Subscriptions) validate(path field.Path) field.Errors {
	var errors field.Errors
	for _, id := range []struct{ key, value string }{
		{"tenantId", s.TenantID}, {"connectivity", s.Connectivity}, {"workload", s.Workload},
	} {
		// workload has been completed from connectivity, so a missing one is reported once.
		if id.value == "" && id.key != "workload" {
			errors.Append(field.Required(path.Child(id.key), "", "write the GUID that `az account show` prints"))
		} else if id.value != "" && !azure.IsGUID(id.value) {
			errors.Add(field.Error{
				Path: path.Child(id.key), Value: id.value, Rule: "is not a GUID",
				Remedy: "write 8-4-4-4-12 hexadecimal digits, as `az account show` prints them",
			})
		}
	}
	return errors
}

var (
	shortName           = regexp.MustCompile(`^[a-z][a-z0-9]{1,7}$`)
	dataClassifications = []string{"public", "internal", "confidential", "restricted"}
	tagSource           = "https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources"
)

func (w Workload) validate(path field.Path) field.Errors {
	var errors field.Errors
	for _, name := range []struct{ key, value string }{{"businessUnit", w.BusinessUnit}, {"application", w.Application}} {
		if !shortName.MatchString(name.value) {
			errors.Add(shortNameError(path.Child(name.key), name.value))
		}
	}
	for _, tag := range []struct{ key, value string }{{"team", w.Team}, {"owner", w.Owner}, {"costCenter", w.CostCenter}} {
		errors.Append(field.Required(path.Child(tag.key), strings.TrimSpace(tag.value), "every resource carries it as a tag"))
	}
	errors.Append(field.OneOf(path.Child("dataClassification"), w.DataClassification, dataClassifications, ""))
	for key, value := range w.Tags {
		errors.Append(validateTag(path.Child("tags").Child(key), key, value))
	}
	return errors
}

func shortNameError(path field.Path, value string) field.Error {
	e := field.Error{Path: path, Rule: "is required", Remedy: "write 2 to 8 lower-case letters and digits, a letter first"}
	if value != "" {
		e.Value, e.Rule = value, "cannot be part of a resource name"
	}
	return e
}

// validateTag knows the limits of ARM and refuses spaces, which make tags hard to query.
func validateTag(path field.Path, key, value string) field.Errors {
	var errors field.Errors
	switch {
	case strings.ContainsAny(key, ` <>%&\?/`):
		errors.Add(field.Error{Path: path, Rule: "has a space or one of < > % & \\ ? / in its key", Remedy: "write the key in camelCase", Source: tagSource})
	case len(key) > 512:
		errors.Add(field.Error{Path: path, Rule: "has a key of more than 512 characters", Remedy: "shorten it", Source: tagSource})
	}
	if len(value) > 256 {
		errors.Add(field.Error{Path: path, Value: value, Rule: "has more than 256 characters", Remedy: "shorten it", Source: tagSource})
	}
	return errors
}

const zonesSource = "https://learn.microsoft.com/azure/reliability/availability-zones-region-support"

func validateAllowedRegions(path field.Path, regions []string) field.Errors {
	var errors field.Errors
	for i, name := range regions {
		errors.Append(validateLocation(path.Index(i), name))
	}
	return errors
}

func validateLocation(path field.Path, name string) field.Errors {
	if _, ok := azure.LookupLocation(name); ok {
		return nil
	}
	if name == "" {
		return field.Required(path, "", "write a region as ARM spells it: westeurope")
	}
	remedy := "write a region as ARM spells it: westeurope"
	if near, ok := field.Nearest(name, azure.LocationNames()); ok {
		remedy = fmt.Sprintf("did you mean %s?", near)
	}
	return field.Errors{{Path: path, Value: name, Rule: "is not an Azure region", Remedy: remedy, Source: zonesSource}}
}

var regionNamePattern = regexp.MustCompile(`^[a-z][a-z0-9]{0,15}$`)

func (c Config) validateRegions(path field.Path) field.Errors {
	if len(c.Regions) == 0 {
		return field.Errors{{Path: path, Rule: "is empty", Remedy: "list at least one region, with its location"}}
	}
	var errors field.Errors
	names, locations := map[string]int{}, map[string]int{}
	for i, region := range c.Regions {
		at := path.Index(i)
		errors.Append(c.validateRegionLocation(at.Child("location"), region.Location))
		if !regionNamePattern.MatchString(region.Name) {
			errors.Add(field.Error{
				Path: at.Child("name"), Value: region.Name, Rule: "cannot be part of a resource name",
				Remedy: "write up to 16 lower-case letters and digits, a letter first",
			})
		}
		errors.Append(duplicate(at.Child("name"), region.Name, names, i))
		errors.Append(duplicate(at.Child("location"), region.Location, locations, i))
		spokes := map[string]int{}
		for j, network := range region.Spokes {
			errors.Append(network.Validate(at.Child("spokes").Index(j), c.Environment))
			errors.Append(duplicate(at.Child("spokes").Index(j).Child("name"), network.Name, spokes, j))
		}
	}
	return errors
}

func (c Config) validateRegionLocation(path field.Path, name string) field.Errors {
	errors := validateLocation(path, name)
	if len(errors) > 0 {
		return errors
	}
	if !slices.Contains(c.AllowedRegions, name) {
		errors.Add(field.Error{
			Path: path, Value: name, Rule: "is not in allowedRegions",
			Remedy: "choose one of " + strings.Join(c.AllowedRegions, ", "),
		})
	}
	if location, _ := azure.LookupLocation(name); c.Environment == environment.Prod && len(location.Zones) == 0 {
		errors.Add(field.Error{
			Path: path, Value: name, Rule: "has no availability zones, and production needs them",
			Remedy: "choose a region with zones", Source: zonesSource,
		})
	}
	return errors
}

// duplicate reports a value that an earlier element has too.
func duplicate(path field.Path, value string, seen map[string]int, index int) field.Errors {
	if value == "" {
		return nil
	}
	if earlier, ok := seen[value]; ok {
		return field.Errors{{
			Path: path, Value: value, Rule: fmt.Sprintf("is also the one of element %d", earlier), Remedy: "give each its own",
		}}
	}
	seen[value] = index
	return nil
}

func (n Network) validate(path field.Path) field.Errors {
	errors := field.Between(path.Child("growthFactor"), n.GrowthFactor, 1, 10, "")
	for i, text := range n.OnPremRanges {
		if _, err := netip.ParsePrefix(text); err != nil {
			errors.Add(field.Error{
				Path: path.Child("onPremRanges").Index(i), Value: text, Rule: "is not an address range",
				Remedy: "write it as 10.0.0.0/8",
			})
		}
	}
	return errors
}

var domainName = regexp.MustCompile(`^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$`)

func (d DNS) validate(path field.Path) field.Errors {
	errors := field.OneOf(path.Child("mode"), d.Mode, []string{DNSSpokeZones, DNSHubZones, DNSResolver}, "")
	if d.Domain == "" {
		errors.Append(field.Required(path.Child("domain"), "", "write the company's domain, as contoso.com"))
	} else if !domainName.MatchString(d.Domain) {
		errors.Add(field.Error{
			Path: path.Child("domain"), Value: d.Domain, Rule: "is not a domain name",
			Remedy: "write lower-case labels separated by dots: contoso.com",
		})
	}
	for i, text := range d.Servers {
		if _, err := netip.ParseAddr(text); err != nil {
			errors.Add(field.Error{
				Path: path.Child("servers").Index(i), Value: text, Rule: "is not an IP address", Remedy: "write it as 10.0.0.4",
			})
		}
	}
	for zone, id := range d.ZoneIDs {
		parsed, err := azure.ParseID(id)
		if err != nil || !strings.EqualFold(parsed.Type(), "Microsoft.Network/privateDnsZones") || parsed.Name() != zone {
			errors.Add(field.Error{
				Path: path.Child("zoneIds").Child(zone), Value: id, Rule: "is not the resource ID of that private DNS zone",
				Remedy: "write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/privateDnsZones/" + zone,
			})
		}
	}
	if d.Mode != DNSHubZones && len(d.ZoneIDs) > 0 {
		errors.Add(field.Error{
			Path: path.Child("zoneIds"), Rule: "only means something with mode hubZones, and mode is " + d.Mode,
			Remedy: "remove it, or set mode to hubZones", Source: privateDNSSource,
		})
	}
	return errors
}

const privateDNSSource = "https://learn.microsoft.com/azure/private-link/private-endpoint-dns-integration"

// validateZones wants the ID of every private DNS zone that a region needs, where the network team owns them.
func (c Config) validateZones(path field.Path) field.Errors {
	if c.DNS.Mode != DNSHubZones || !domainName.MatchString(c.DNS.Domain) {
		return nil
	}
	if len(c.Regions) > 1 {
		// The registry is one for all regions, and each region has an endpoint to it.
		return field.Errors{{
			Path: path, Rule: "gives one " + azure.PrivateDNSZoneRegistry + " to several regions, whose endpoints would write the same record in it",
			Remedy: "set mode to spokeZones, or make a stack of each region", Source: privateDNSSource,
		}}
	}
	var missing []string
	for _, location := range c.locations() {
		for _, zone := range privateDNSZones(c, location) {
			if _, given := c.DNS.ZoneIDs[zone]; !given && !slices.Contains(missing, zone) {
				missing = append(missing, zone)
			}
		}
	}
	if len(missing) == 0 {
		return nil
	}
	return field.Errors{{
		Path: path, Rule: "has no entry for " + strings.Join(missing, ", ") + ", and with mode hubZones the stack makes no zones",
		Remedy: "add the resource ID of each, or set mode to spokeZones", Source: privateDNSSource,
	}}
}
