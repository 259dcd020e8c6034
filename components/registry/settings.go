package registry

import (
	"fmt"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Values of Settings.ZoneRedundancy, in ARM's spelling.
const (
	ZoneRedundancyEnabled  = "Enabled"
	ZoneRedundancyDisabled = "Disabled"
)

// Values of the registry's policies, in ARM's spelling.
const (
	PolicyEnabled  = "enabled"
	PolicyDisabled = "disabled"
)

// Pages that the settings were read from.
const (
	sourceReplication = "https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication"
	sourceZones       = "https://learn.microsoft.com/azure/container-registry/zone-redundancy"
	sourceRetention   = "https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy"
	sourceExport      = "https://learn.microsoft.com/azure/container-registry/data-loss-prevention"
	sourceRoles       = "https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview"
	sourceRegions     = "https://learn.microsoft.com/azure/reliability/regions-list"
)

// longestRetention is how long untagged manifests can be kept, in days.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy
const longestRetention = 365

// Settings are the registry's part of the configuration. What is not here is the same everywhere: the tier is Premium,
// which private endpoints need; only private endpoints reach it; there is no administrator account.
type Settings struct {
	// GeoReplicationRegions are the regions that get a copy of every image, besides the regions of the stack, which
	// always do. Default: none in dev; in qa and prod the region that Azure pairs with the first one, unless there is
	// none or it is a region of the stack. Production needs at least one copy. A copy in another country is a question
	// of data residency. https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication
	GeoReplicationRegions []string `json:"geoReplicationRegions"`
	// ZoneRedundancy is Enabled or Disabled, for the registry and for its copies in regions with zones. It cannot be
	// changed later. Default Disabled in dev, Enabled in qa and prod. Azure has since made every registry in a region
	// with zones zone-redundant, whatever is said here, but inventories and policies still read the property.
	// https://learn.microsoft.com/azure/container-registry/zone-redundancy#understand-the-zoneredundancy-property
	ZoneRedundancy string `json:"zoneRedundancy" jsonschema:"enum=Enabled,enum=Disabled"`
	// RetentionDays is how long manifests without a tag are kept, 0 to 365 days; 0 deletes them at once. Default 15.
	// https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy
	RetentionDays int `json:"retentionDays" jsonschema:"minimum=0,maximum=365"`
	// Quarantine hides a pushed image from whoever pulls, until an identity of access.quarantineWriter releases it.
	// Switch it on only with a scanner that does so. Default false.
	// https://github.com/Azure/acr/tree/main/docs/preview/quarantine
	Quarantine bool `json:"quarantine"`
	// ExportPolicy is enabled or disabled; disabled forbids to import or transfer images from here into another
	// registry. Default disabled. https://learn.microsoft.com/azure/container-registry/data-loss-prevention
	ExportPolicy string `json:"exportPolicy" jsonschema:"enum=enabled,enum=disabled"`
	// ABAC says that the registry takes permissions by repository, so that pull, push and delete mean the Container
	// Registry Repository roles; such a registry ignores AcrPull, AcrPush and AcrDelete. The API version in use has no
	// property for the mode: give the roles first, then run az acr update --role-assignment-mode rbac-abac. Default
	// false. https://learn.microsoft.com/azure/container-registry/container-registry-rbac-abac-repository-permissions
	ABAC bool `json:"abac"`
	// Purge deletes old tags on a schedule. The command and the machine that runs it are previews of Azure. Default none:
	// tags stay. https://learn.microsoft.com/azure/container-registry/container-registry-auto-purge
	Purge *PurgeSettings `json:"purge"`
	// Access says who may do what with the images, besides the clusters of the stack, which may pull.
	Access Access `json:"access"`
}

// Access lists who may do what in the registry. Every list is empty by default.
type Access struct {
	// Pull may pull images: AcrPull.
	Pull []Principal `json:"pull"`
	// Push may push and pull images: AcrPush.
	Push []Principal `json:"push"`
	// Delete may delete images and tags: AcrDelete.
	Delete []Principal `json:"delete"`
	// Sign may sign images with content trust: AcrImageSigner. Signatures of Notation and Cosign need push instead.
	Sign []Principal `json:"sign"`
	// QuarantineReader may pull images that are in quarantine, as a scanner must: AcrQuarantineReader.
	QuarantineReader []Principal `json:"quarantineReader"`
	// QuarantineWriter may release images from quarantine: AcrQuarantineWriter.
	QuarantineWriter []Principal `json:"quarantineWriter"`
}

// Principal is somebody in Entra.
type Principal struct {
	// PrincipalID is the object ID. Required.
	PrincipalID string `json:"principalId"`
	// PrincipalType is ServicePrincipal (also for managed identities), Group or User. Required.
	PrincipalType string `json:"principalType" jsonschema:"enum=ServicePrincipal,enum=Group,enum=User"`
}

// SetDefaults implements field.Defaulter. The default of GeoReplicationRegions depends on the regions of the stack: see
// Complete.
func (s *Settings) SetDefaults(class environment.Class) {
	s.ZoneRedundancy = environment.Pick(class, ZoneRedundancyDisabled, ZoneRedundancyEnabled)
	s.RetentionDays = 15
	s.ExportPolicy = PolicyDisabled
}

// Complete fills in what depends on the regions of the stack, of which the first is the registry's own. An empty list of
// regions that was given stays empty.
func (s *Settings) Complete(class environment.Class, locations []azure.Location) {
	if s.GeoReplicationRegions != nil || !class.ProductionLike() || len(locations) == 0 {
		return
	}
	s.GeoReplicationRegions = []string{}
	if pair := locations[0].Pair; pair != "" && !isOneOf(pair, locations) {
		s.GeoReplicationRegions = append(s.GeoReplicationRegions, pair)
	}
}

// Replicas are the regions that get a copy of the registry: the other regions of the stack, then the configured ones.
func (s Settings) Replicas(locations []azure.Location) []azure.Location {
	var replicas []azure.Location
	for i, location := range locations {
		if i > 0 {
			replicas = append(replicas, location)
		}
	}
	for _, name := range s.GeoReplicationRegions {
		if location, ok := azure.LookupLocation(name); ok {
			replicas = append(replicas, location)
		}
	}
	return replicas
}

// PullRole is the GUID of the role with which images are pulled from this registry.
func (s Settings) PullRole() string {
	if s.ABAC {
		return azure.RoleContainerRegistryRepoReader
	}
	return azure.RoleAcrPull
}

// grant is one list of Access with the role it stands for.
type grant struct {
	// part is the list's key, and part of the Pulumi names.
	part string
	// role is the GUID of the role.
	role string
	// why is the assignment's description.
	why string
	// principals get the role.
	principals []Principal
}

// grants are the lists of Access. Signing and quarantine have no counterpart among the repository roles.
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-directory-reference
func (s Settings) grants() []grant {
	push, remove := azure.RoleAcrPush, azure.RoleAcrDelete
	if s.ABAC {
		push, remove = azure.RoleContainerRegistryRepoWriter, azure.RoleContainerRegistryRepoContributor
	}
	return []grant{
		{"pull", s.PullRole(), "Pulls images.", s.Access.Pull},
		{"push", push, "Pushes images.", s.Access.Push},
		{"delete", remove, "Deletes images and tags.", s.Access.Delete},
		{"sign", azure.RoleAcrImageSigner, "Signs images.", s.Access.Sign},
		{"quarantineReader", azure.RoleAcrQuarantineReader, "Pulls images that are in quarantine, to scan them.", s.Access.QuarantineReader},
		{"quarantineWriter", azure.RoleAcrQuarantineWriter, "Releases images from quarantine.", s.Access.QuarantineWriter},
	}
}

// Validate reports every mistake in settings that are complete. locations are the regions of the stack, of which the
// first is the registry's own.
func (s Settings) Validate(path field.Path, class environment.Class, locations []azure.Location) field.Errors {
	errors := s.validateReplication(path.Child("geoReplicationRegions"), class, locations)
	errors.Append(s.validateZones(path.Child("zoneRedundancy"), locations))
	errors.Append(field.Between(path.Child("retentionDays"), s.RetentionDays, 0, longestRetention, sourceRetention))
	errors.Append(field.OneOf(path.Child("exportPolicy"), s.ExportPolicy, []string{PolicyEnabled, PolicyDisabled}, sourceExport))
	errors.Append(s.validatePurge(path.Child("purge"), locations))
	for _, g := range s.grants() {
		errors.Append(validatePrincipals(path.Child("access").Child(g.part), g.principals))
	}
	return errors
}

func (s Settings) validateReplication(path field.Path, class environment.Class, locations []azure.Location) field.Errors {
	var errors field.Errors
	seen := map[string]bool{}
	for i, region := range s.GeoReplicationRegions {
		at := path.Index(i)
		location, known := azure.LookupLocation(region)
		switch {
		case !known:
			errors.Add(field.Error{
				Path: at, Value: region, Rule: "is not an Azure region", Remedy: "choose a region as ARM spells it, such as northeurope",
				Source: sourceRegions,
			})
		case len(locations) > 0 && location.Name == locations[0].Name:
			errors.Add(field.Error{
				Path: at, Value: region, Rule: "is the registry's own region", Remedy: "choose another region, or remove it",
				Source: sourceReplication,
			})
		case isOneOf(location.Name, locations):
			errors.Add(field.Error{
				Path: at, Value: region, Rule: "is a region of the stack, which gets a copy anyway", Remedy: "remove it",
			})
		case seen[location.Name]:
			errors.Add(field.Error{Path: at, Value: region, Rule: "is listed twice", Remedy: "remove one of the two", Source: sourceReplication})
		}
		seen[location.Name] = true
	}
	if class == environment.Prod && len(locations) == 1 && len(s.GeoReplicationRegions) == 0 {
		errors.Add(field.Error{
			Path: path, Rule: "is empty, so that no cluster starts while " + locations[0].DisplayName + " is down",
			Remedy: pairRemedy(locations[0]), Source: sourceReplication,
		})
	}
	return errors
}

// pairRemedy says which region a copy should be in.
func pairRemedy(location azure.Location) string {
	if location.Pair == "" {
		return fmt.Sprintf("name a region that may hold the images, since Azure pairs none with %s", location.Name)
	}
	return fmt.Sprintf("name %s, which Azure pairs with %s, or another region", location.Pair, location.Name)
}

func (s Settings) validateZones(path field.Path, locations []azure.Location) field.Errors {
	errors := field.OneOf(path, s.ZoneRedundancy, []string{ZoneRedundancyEnabled, ZoneRedundancyDisabled}, sourceZones)
	if s.ZoneRedundancy == ZoneRedundancyEnabled && len(locations) > 0 && !locations[0].HasZones() {
		errors.Add(field.Error{
			Path: path, Value: s.ZoneRedundancy, Rule: "needs availability zones, which " + locations[0].DisplayName + " has not",
			Remedy: "choose Disabled, or another region", Source: sourceZones,
		})
	}
	return errors
}

func validatePrincipals(path field.Path, principals []Principal) field.Errors {
	var errors field.Errors
	seen := map[string]bool{}
	for i, principal := range principals {
		at := path.Index(i)
		key := strings.ToLower(principal.PrincipalID)
		switch {
		case key == "":
			errors.Append(field.Required(at.Child("principalId"), "", "give the object ID of a user, group or service principal"))
		case !azure.IsGUID(key):
			errors.Add(field.Error{
				Path: at.Child("principalId"), Value: principal.PrincipalID, Rule: "is not a GUID",
				Remedy: "give the object ID, not a name or an application ID", Source: sourceRoles,
			})
		case seen[key]:
			errors.Add(field.Error{
				Path: at.Child("principalId"), Value: principal.PrincipalID, Rule: "is listed twice", Remedy: "remove one of the two: ARM refuses the same role a second time",
			})
		}
		seen[key] = true
		types := []string{roleassignment.ServicePrincipal, roleassignment.Group, roleassignment.User}
		errors.Append(field.OneOf(at.Child("principalType"), principal.PrincipalType, types, sourceRoles))
	}
	return errors
}

func isOneOf(name string, locations []azure.Location) bool {
	return slices.ContainsFunc(locations, func(l azure.Location) bool { return l.Name == name })
}
