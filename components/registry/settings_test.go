package registry_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/registry"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

func locations(names ...string) []azure.Location {
	var found []azure.Location
	for _, name := range names {
		found = append(found, location(name))
	}
	return found
}

// load decodes a section and completes it, as a stack does.
func load(t *testing.T, class environment.Class, raw any, regions ...string) registry.Settings {
	t.Helper()
	var s registry.Settings
	require.Empty(t, field.Decode("registry", raw, &s, class))
	s.Complete(class, locations(regions...))
	return s
}

func TestDefaults(t *testing.T) {
	assert.Equal(t, registry.Settings{ZoneRedundancy: "Disabled", RetentionDays: 15, ExportPolicy: "disabled"}, load(t, environment.Dev, nil, "westeurope"))
	for _, class := range []environment.Class{environment.QA, environment.Prod} {
		want := registry.Settings{
			GeoReplicationRegions: []string{"northeurope"}, ZoneRedundancy: "Enabled", RetentionDays: 15, ExportPolicy: "disabled",
		}
		assert.Equal(t, want, load(t, class, nil, "westeurope"))
	}
}

func TestThePairedRegionIsTheDefaultUnlessThereIsAReason(t *testing.T) {
	for name, c := range map[string]struct {
		class   environment.Class
		raw     any
		regions []string
		want    []string
	}{
		"paired":                {environment.Prod, nil, []string{"swedencentral"}, []string{"swedensouth"}},
		"pair is in the stack":  {environment.Prod, nil, []string{"westeurope", "northeurope"}, []string{}},
		"pair beside a stack":   {environment.Prod, nil, []string{"westeurope", "uksouth"}, []string{"northeurope"}},
		"unpaired":              {environment.Prod, nil, []string{"polandcentral"}, []string{}},
		"given":                 {environment.Prod, map[string]any{"geoReplicationRegions": []any{"uksouth"}}, []string{"westeurope"}, []string{"uksouth"}},
		"given as none":         {environment.Prod, map[string]any{"geoReplicationRegions": []any{}}, []string{"westeurope"}, []string{}},
		"given in dev":          {environment.Dev, map[string]any{"geoReplicationRegions": []any{"uksouth"}}, []string{"westeurope"}, []string{"uksouth"}},
		"no region that counts": {environment.Prod, nil, nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, c.want, load(t, c.class, c.raw, c.regions...).GeoReplicationRegions)
		})
	}
}

func TestDefaultsAreValid(t *testing.T) {
	for _, class := range environment.Classes() {
		for _, regions := range [][]string{{"westeurope"}, {"westeurope", "northeurope"}, {"westeurope", "polandcentral"}} {
			assert.Empty(t, load(t, class, nil, regions...).Validate("registry", class, locations(regions...)))
		}
	}
}

func TestMistakes(t *testing.T) {
	const (
		geo     = "\n    (https://learn.microsoft.com/azure/container-registry/container-registry-geo-replication)"
		zones   = "\n    (https://learn.microsoft.com/azure/container-registry/zone-redundancy)"
		regions = "\n    (https://learn.microsoft.com/azure/reliability/regions-list)"
		roles   = "\n    (https://learn.microsoft.com/azure/container-registry/container-registry-rbac-built-in-roles-overview)"
	)
	someone := registry.Principal{PrincipalID: pipeline, PrincipalType: "ServicePrincipal"}
	for name, c := range map[string]struct {
		class   environment.Class
		regions []string
		change  func(*registry.Settings)
		want    []string
	}{
		"limits of retention, and no copy outside production": {environment.QA, nil, func(s *registry.Settings) { s.RetentionDays, s.GeoReplicationRegions = 0, nil }, nil},
		"no region": {environment.Dev, nil, func(s *registry.Settings) { s.GeoReplicationRegions = []string{"atlantis"} },
			[]string{`registry.geoReplicationRegions[0]: "atlantis" is not an Azure region; choose a region as ARM spells it, such as northeurope` + regions}},
		"own region": {environment.Prod, nil, func(s *registry.Settings) { s.GeoReplicationRegions = []string{"uksouth", "West Europe"} },
			[]string{`registry.geoReplicationRegions[1]: "West Europe" is the registry's own region; choose another region, or remove it` + geo}},
		"region of the stack": {environment.Prod, []string{"westeurope", "uksouth"}, func(s *registry.Settings) { s.GeoReplicationRegions = []string{"uksouth"} },
			[]string{`registry.geoReplicationRegions[0]: "uksouth" is a region of the stack, which gets a copy anyway; remove it`}},
		"region twice": {environment.Dev, nil, func(s *registry.Settings) { s.GeoReplicationRegions = []string{"uksouth", "UK South"} },
			[]string{`registry.geoReplicationRegions[1]: "UK South" is listed twice; remove one of the two` + geo}},
		"no copy in production": {environment.Prod, nil, func(s *registry.Settings) { s.GeoReplicationRegions = []string{} },
			[]string{`registry.geoReplicationRegions: is empty, so that no cluster starts while West Europe is down; name northeurope, which Azure pairs with westeurope, or another region` + geo}},
		"no pair": {environment.Prod, []string{"polandcentral"}, func(s *registry.Settings) { s.GeoReplicationRegions = []string{} },
			[]string{`registry.geoReplicationRegions: is empty, so that no cluster starts while Poland Central is down; name a region that may hold the images, since Azure pairs none with polandcentral` + geo}},
		"zones where there are none": {environment.QA, []string{"northcentralus"}, func(*registry.Settings) {},
			[]string{`registry.zoneRedundancy: "Enabled" needs availability zones, which North Central US has not; choose Disabled, or another region` + zones}},
		"zones misspelled": {environment.QA, nil, func(s *registry.Settings) { s.ZoneRedundancy = "enabled" },
			[]string{`registry.zoneRedundancy: "enabled" is not supported; choose one of Enabled, Disabled` + zones}},
		"retention too long": {environment.Dev, nil, func(s *registry.Settings) { s.RetentionDays = 366 },
			[]string{"registry.retentionDays: 366 is outside 0 to 365; choose 0 to 365\n    (https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy)"}},
		"export misspelled": {environment.Dev, nil, func(s *registry.Settings) { s.ExportPolicy = "off" },
			[]string{`registry.exportPolicy: "off" is not supported; choose one of enabled, disabled` + "\n    (https://learn.microsoft.com/azure/container-registry/data-loss-prevention)"}},
		"principals": {environment.Dev, nil, func(s *registry.Settings) {
			s.Access.Push = []registry.Principal{someone, {PrincipalType: "Group"}, {PrincipalID: "build-team", PrincipalType: "Team"}}
			s.Access.QuarantineWriter = []registry.Principal{someone, {PrincipalID: pipeline}}
		}, []string{
			"registry.access.push[1].principalId: is required; give the object ID of a user, group or service principal",
			`registry.access.push[2].principalId: "build-team" is not a GUID; give the object ID, not a name or an application ID` + roles,
			`registry.access.push[2].principalType: "Team" is not supported; choose one of ServicePrincipal, Group, User` + roles,
			`registry.access.quarantineWriter[1].principalId: "` + pipeline + `" is listed twice; remove one of the two: ARM refuses the same role a second time`,
			"registry.access.quarantineWriter[1].principalType: is required; choose one of ServicePrincipal, Group, User" + roles,
		}},
	} {
		t.Run(name, func(t *testing.T) {
			in := c.regions
			if in == nil {
				in = []string{"westeurope"}
			}
			s := load(t, c.class, nil, in...)
			c.change(&s)
			var got []string
			for _, err := range s.Validate("registry", c.class, locations(in...)) {
				got = append(got, err.Error())
			}
			assert.Equal(t, c.want, got)
		})
	}
}

func FuzzValidateDoesNotPanic(f *testing.F) {
	f.Add("westeurope", "northeurope", "Enabled", 15, "not a guid")
	f.Add("", "", "", -1, "")
	f.Fuzz(func(t *testing.T, home, copied, zones string, days int, principal string) {
		s := registry.Settings{
			GeoReplicationRegions: []string{copied}, ZoneRedundancy: zones, RetentionDays: days,
			Access: registry.Access{Pull: []registry.Principal{{PrincipalID: principal}}},
		}
		at := []azure.Location{location(home)}
		s.Complete(environment.Prod, at)
		s.Validate("registry", environment.Prod, at)
		s.Validate("registry", environment.Prod, nil)
		s.Replicas(at)
	})
}
