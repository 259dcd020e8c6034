package cluster

import (
	"fmt"
	"net/netip"
	"slices"
	"strings"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Modes of the API server.
const (
	// APIServerPrivateLink puts the API server behind a private endpoint in the node subnet.
	APIServerPrivateLink = "privateLink"
	// APIServerPublic gives it a public address with a list of who may use it.
	APIServerPublic = "public"
	// apiServerVNetIntegration would project it into a subnet of its own.
	apiServerVNetIntegration = "vnetIntegration"
)

// APIServer says who can reach the API server.
type APIServer struct {
	// Mode is privateLink (default: reachable from the landing zone's networks only) or public (dev and qa only).
	// https://learn.microsoft.com/azure/aks/private-clusters
	Mode string `json:"mode" jsonschema:"enum=privateLink,enum=public"`
	// AuthorizedIPRanges are the public IPv4 ranges, up to 200, that may use a public API server; the addresses that the
	// cluster itself leaves from are added. Required with mode public, forbidden with privateLink, where it has no
	// effect. https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges
	AuthorizedIPRanges []string `json:"authorizedIPRanges"`
	// AllowedSources are the ranges besides the nodes, such as 10.9.0.0/24 for runners, that snet-privatecluster admits to
	// an API server in the network. Default none.
	AllowedSources []string `json:"allowedSources"`
	// RunCommand lets holders of an Azure role run commands in the cluster through ARM, past the private network.
	// Default false; dev may turn it on. https://learn.microsoft.com/azure/aks/access-private-cluster
	RunCommand bool `json:"runCommand"`
	// PrivateDNSZone is where a private API server gets its name: empty (default) for the landing zone's own zone
	// privatelink.<region>.azmk8s.io, the resource ID of another such zone, system for a zone that AKS makes in the node
	// resource group, or none, which needs the public name. It cannot change after creation.
	// https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns
	PrivateDNSZone string `json:"privateDNSZone"`
	// EnablePrivateClusterPublicFQDN adds a public name that resolves to the private address. Default false; a
	// production stack needs an exception for it.
	EnablePrivateClusterPublicFQDN bool `json:"enablePrivateClusterPublicFQDN"`
}

// SetDefaults implements field.Defaulter.
func (a *APIServer) SetDefaults(environment.Class) { a.Mode = APIServerPrivateLink }

const (
	privateClusterSource = "https://learn.microsoft.com/azure/aks/private-clusters"
	privateDNSSource     = "https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns"
	authorizedSource     = "https://learn.microsoft.com/azure/aks/api-server-authorized-ip-ranges"

	// maxAuthorizedRanges is AKS's limit; see authorizedSource.
	maxAuthorizedRanges = 200
	// widestAuthorizedPrefix is the landing zone's own limit: a wider range is no list of who may connect.
	widestAuthorizedPrefix = 16
)

// Private reports whether the API server has no public address.
func (a APIServer) Private() bool { return a.Mode != APIServerPublic }

// Validate reports the mistakes that can be seen without knowing the region.
func (a APIServer) Validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	mode := path.Child("mode")
	switch {
	case a.Mode == apiServerVNetIntegration:
		errors.Add(needsAPI(mode, a.Mode, apiVNetIntegration, "choose privateLink"))
	case a.Mode == APIServerPublic && class == environment.Prod:
		errors.Add(field.Error{
			Path: mode, Value: a.Mode, Rule: "puts the API server on the Internet, which production refuses",
			Remedy: "choose privateLink", Source: privateClusterSource,
		})
	default:
		errors.Append(field.OneOf(mode, a.Mode, []string{APIServerPrivateLink, APIServerPublic}, privateClusterSource))
	}
	errors.Append(a.validateRanges(path.Child("authorizedIPRanges")))
	errors.Append(a.validateSources(path.Child("allowedSources")))
	if a.RunCommand && class != environment.Dev {
		errors.Add(field.Error{
			Path: path.Child("runCommand"), Value: true, Rule: "is a way around the private network",
			Remedy: "remove the key outside dev", Source: "https://learn.microsoft.com/azure/aks/access-private-cluster",
		})
	}
	errors.Append(a.validateZone(path))
	return errors
}

// Sources are AllowedSources as ranges; what is none is left out, since validation reports it.
func (a APIServer) Sources() []netip.Prefix {
	var sources []netip.Prefix
	for _, text := range a.AllowedSources {
		if prefix, err := netip.ParsePrefix(text); err == nil {
			sources = append(sources, prefix.Masked())
		}
	}
	return sources
}

func (a APIServer) validateSources(path field.Path) field.Errors {
	var errors field.Errors
	for i, text := range a.AllowedSources {
		if prefix, err := netip.ParsePrefix(text); err != nil || !prefix.Addr().Is4() {
			errors.Add(field.Error{
				Path: path.Index(i), Value: text, Rule: "is not a range of IPv4 addresses", Remedy: "write it as 10.9.0.0/24", Source: privateClusterSource,
			})
		}
	}
	return errors
}

func (a APIServer) validateRanges(path field.Path) field.Errors {
	if a.Private() {
		if len(a.AuthorizedIPRanges) == 0 {
			return nil
		}
		return field.Errors{{
			Path: path, Value: a.AuthorizedIPRanges, Rule: "has no effect on a private API server",
			Remedy: "remove it, or set mode to public", Source: authorizedSource,
		}}
	}
	if len(a.AuthorizedIPRanges) == 0 {
		return field.Errors{{
			Path: path, Rule: "is empty, and without it everybody may connect", Remedy: "list the ranges that administer the cluster",
			Source: authorizedSource,
		}}
	}
	var errors field.Errors
	if n := len(a.AuthorizedIPRanges); n > maxAuthorizedRanges {
		errors.Add(field.Error{
			Path: path, Value: n, Rule: fmt.Sprintf("is more than the %d ranges that AKS takes", maxAuthorizedRanges),
			Remedy: "join neighbouring ranges", Source: authorizedSource,
		})
	}
	for i, text := range a.AuthorizedIPRanges {
		errors.Append(validateAuthorizedRange(path.Index(i), text))
	}
	return errors
}

func validateAuthorizedRange(path field.Path, text string) field.Errors {
	mistake := func(rule, remedy string) field.Errors {
		return field.Errors{{Path: path, Value: text, Rule: rule, Remedy: remedy, Source: authorizedSource}}
	}
	prefix, err := netip.ParsePrefix(withPrefixLength(text))
	switch {
	case err != nil || !prefix.Addr().Is4():
		return mistake("is not an IPv4 range", "write it as 203.0.113.0/24")
	case prefix.Bits() == 0:
		return mistake("lets everybody connect", "list the ranges that administer the cluster")
	case prefix.Bits() < widestAuthorizedPrefix:
		return mistake(fmt.Sprintf("is wider than /%d", widestAuthorizedPrefix), "list the ranges that administer the cluster")
	case prefix.Masked() != prefix:
		return mistake("does not begin at its network address", "write "+prefix.Masked().String())
	case notPublic(prefix.Addr()):
		return mistake("is not public, and the API server only sees public addresses", "write the public address that it leaves from")
	}
	return nil
}

// notPublic reports whether an IPv4 address can never be seen as a source on the Internet.
func notPublic(address netip.Addr) bool {
	return address.IsPrivate() || address.IsLoopback() || address.IsLinkLocalUnicast() || address.IsMulticast() ||
		address.IsUnspecified() || carrierGradeNAT.Contains(address)
}

// carrierGradeNAT is RFC 6598's shared address space.
var carrierGradeNAT = netip.MustParsePrefix("100.64.0.0/10")

// withPrefixLength makes a single address a range.
func withPrefixLength(text string) string {
	if strings.Contains(text, "/") {
		return text
	}
	return text + "/32"
}

func (a APIServer) validateZone(path field.Path) field.Errors {
	zone := path.Child("privateDNSZone")
	if !a.Private() {
		var errors field.Errors
		if a.PrivateDNSZone != "" {
			errors.Add(field.Error{
				Path: zone, Value: a.PrivateDNSZone, Rule: "only means something with mode privateLink", Remedy: "remove it",
				Source: privateDNSSource,
			})
		}
		if a.EnablePrivateClusterPublicFQDN {
			errors.Add(field.Error{
				Path: path.Child("enablePrivateClusterPublicFQDN"), Value: true,
				Rule: "only means something with mode privateLink", Remedy: "remove it", Source: privateDNSSource,
			})
		}
		return errors
	}
	switch a.PrivateDNSZone {
	case "", azure.PrivateDNSZoneSystem:
		return nil
	case azure.PrivateDNSZoneNone:
		if a.EnablePrivateClusterPublicFQDN {
			return nil
		}
		return field.Errors{{
			Path: zone, Value: a.PrivateDNSZone, Rule: "leaves nothing that resolves the API server's name",
			Remedy: "remove the key for the landing zone's own zone, or set enablePrivateClusterPublicFQDN to true", Source: privateDNSSource,
		}}
	}
	id, err := azure.ParseID(a.PrivateDNSZone)
	if err != nil || !strings.EqualFold(id.Type(), "Microsoft.Network/privateDnsZones") {
		return field.Errors{{
			Path: zone, Value: a.PrivateDNSZone, Rule: "is neither system, nor none, nor the resource ID of a private DNS zone",
			Remedy: "write /subscriptions/<id>/resourceGroups/<group>/providers/Microsoft.Network/privateDnsZones/<zone>",
			Source: privateDNSSource,
		}}
	}
	return nil
}

// validateLocation checks a zone that the configuration names against the region.
func (a APIServer) validateLocation(path field.Path, location azure.Location) field.Errors {
	id, err := azure.ParseID(a.PrivateDNSZone)
	if err != nil {
		return nil
	}
	zone := path.Child("privateDNSZone")
	remedy := "use a zone named " + azure.PrivateDNSZoneAKS(location.Name)
	if err := azure.CheckAKSPrivateDNSZone(id.Name(), location.Name); err != nil {
		return field.Errors{{
			Path: zone, Value: a.PrivateDNSZone, Rule: "is not a zone for this cluster: " + err.Error(), Remedy: remedy, Source: privateDNSSource,
		}}
	}
	if !slices.Contains(strings.Split(strings.ToLower(id.Name()), "."), "privatelink") {
		return field.Errors{{
			Path: zone, Value: a.PrivateDNSZone, Rule: "is a zone for API-server VNet integration, not for a private endpoint",
			Remedy: remedy, Source: privateDNSSource,
		}}
	}
	return nil
}

// accessProfile maps the settings to ARM. publicNetworkAccess stays out on purpose: set to Disabled it makes AKS
// refuse userDefinedRouting, and a private cluster has nothing left to close (https://github.com/Azure/AKS/issues/3690).
func (b *builder) accessProfile() containerservice.ManagedClusterAPIServerAccessProfileArgs {
	server := b.settings.APIServer
	profile := containerservice.ManagedClusterAPIServerAccessProfileArgs{
		DisableRunCommand:    pulumi.Bool(!server.RunCommand),
		EnablePrivateCluster: pulumi.Bool(server.Private()),
	}
	if server.Private() {
		profile.EnablePrivateClusterPublicFQDN = pulumi.Bool(server.EnablePrivateClusterPublicFQDN)
		profile.PrivateDNSZone = b.privateDNSZone().ToStringOutput().ToStringPtrOutput()
		return profile
	}
	profile.AuthorizedIPRanges = authorizedRanges(server.AuthorizedIPRanges, b.args.EgressIPRanges)
	return profile
}

// privateDNSZone is what ARM's privateDNSZone gets; never nil, since args were checked.
func (b *builder) privateDNSZone() pulumi.StringInput {
	if zone := b.settings.APIServer.PrivateDNSZone; zone != "" {
		return pulumi.String(zone)
	}
	return b.args.PrivateDNSZoneID
}

// authorizedRanges adds the addresses that nodes leave from, without which they could not reach their own API server.
func authorizedRanges(configured []string, egress pulumi.StringArrayInput) pulumi.StringArrayInput {
	if egress == nil {
		return pulumi.ToStringArray(joinRanges(configured, nil))
	}
	return egress.ToStringArrayOutput().ApplyT(func(addresses []string) []string {
		return joinRanges(configured, addresses)
	}).(pulumi.StringArrayOutput)
}

// joinRanges lists each range once, single addresses as /32, in the order given.
func joinRanges(lists ...[]string) []string {
	joined := []string{}
	for _, text := range slices.Concat(lists...) {
		if text = withPrefixLength(text); !slices.Contains(joined, text) {
			joined = append(joined, text)
		}
	}
	return joined
}
