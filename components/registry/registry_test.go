package registry_test

import (
	"testing"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/registry"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	pipeline  = "aaaaaaaa-0000-4000-8000-00000000000a"
	scanner   = "bbbbbbbb-0000-4000-8000-00000000000b"
	operators = "CCCCCCCC-0000-4000-8000-00000000000C"

	// parent and endpointParent are how the simulated Azure speaks of the components under test.
	parent         = registry.Token + "::registry"
	endpointParent = registry.EndpointToken + "::primary-registry"
)

func location(name string) azure.Location {
	found, _ := azure.LookupLocation(name)
	return found
}

func namesOf(class environment.Class) naming.Names {
	return naming.For(naming.Args{
		SubscriptionID: monitor.Subscription, Stack: string(class), Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
	})
}

// args are those of a registry of the given class, whose IDs deploy fills in.
func args(class environment.Class, locations ...string) *registry.Args {
	var all []azure.Location
	for _, name := range append([]string{"westeurope"}, locations...) {
		all = append(all, location(name))
	}
	var settings registry.Settings
	settings.SetDefaults(class)
	settings.Complete(class, all)
	return &registry.Args{
		Settings: settings, Names: namesOf(class), Location: all[0], Locations: all, SubscriptionID: monitor.Subscription,
		Class: class, Tags: map[string]string{"environment": string(class)}, Protect: class == environment.Prod,
	}
}

// built is what a program declared.
type built struct {
	*monitor.Monitor
	registry *registry.Registry
	// id, loginServer and endpoint are what the components put out.
	id, loginServer, endpoint string
}

// deploy declares group, network, workspace, zone, registry and endpoint in a simulated Azure, which refuses what Azure
// would.
func deploy(t *testing.T, a *registry.Args) *built {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	b := &built{Monitor: m}
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error { return b.program(ctx, a) }, pulumi.WithMocks("aks-landing-zone", "test", m)))
	require.NoError(t, m.Err())
	return b
}

func (b *built) program(ctx *pulumi.Context, a *registry.Args) error {
	group, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String("rg-workload"), Location: pulumi.String("westeurope"),
	})
	if err != nil {
		return err
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		WorkspaceName: pulumi.String("la-test"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
		Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")}, RetentionInDays: pulumi.Int(30),
	})
	if err != nil {
		return err
	}
	vnet, err := network.NewVirtualNetwork(ctx, "vnet", &network.VirtualNetworkArgs{
		VirtualNetworkName: pulumi.String("vnet"), ResourceGroupName: group.Name, Location: pulumi.String("westeurope"),
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.0.0.0/24"})},
		Subnets:      network.SubnetTypeArray{network.SubnetTypeArgs{Name: pulumi.String("endpoints"), AddressPrefix: pulumi.String("10.0.0.0/28")}},
	})
	if err != nil {
		return err
	}
	zone, err := dns.NewPrivateZone(ctx, "zone", &dns.PrivateZoneArgs{
		PrivateZoneName: pulumi.String("privatelink.azurecr.io"), ResourceGroupName: group.Name, Location: pulumi.String("global"),
	})
	if err != nil {
		return err
	}
	a.ResourceGroupName, a.WorkspaceID, a.After = group.Name, workspace.ID().ToStringOutput(), []pulumi.Resource{workspace}
	b.registry, err = registry.New(ctx, "registry", a)
	if err != nil {
		return err
	}
	b.registry.ID.ApplyT(func(id string) string { b.id = id; return id })
	b.registry.LoginServer.ApplyT(func(host string) string { b.loginServer = host; return host })
	endpoint, err := registry.NewEndpoint(ctx, "primary-registry", &registry.EndpointArgs{
		Names: a.Names, Location: a.Location, RegistryID: b.registry.ID, RegistryName: a.Names.Registry(), ResourceGroupName: group.Name,
		SubnetID:         vnet.ID().ApplyT(func(id pulumi.ID) string { return azure.SubnetID(string(id), "endpoints") }).(pulumi.StringOutput),
		PrivateDNSZoneID: zone.ID().ToStringOutput(), After: b.registry.Ready, Tags: a.Tags,
	})
	if err != nil {
		return err
	}
	endpoint.ID.ApplyT(func(id string) string { b.endpoint = id; return id })
	return nil
}

// children are what a component declares, without what differs from run to run.
func (b *built) children(of string) []monitor.Registration {
	var found []monitor.Registration
	for _, r := range b.Registrations() {
		if r.Parent == of {
			found = append(found, monitor.Registration{Type: r.Type, Name: r.Name, Parent: r.Parent, Provider: r.Provider, Inputs: r.Inputs, Protect: r.Protect, IgnoreChanges: r.IgnoreChanges})
		}
	}
	return found
}

func id(class environment.Class) string {
	return azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.ContainerRegistry/registries", namesOf(class).Registry())
}

// diagnostics is the setting that every registry has.
func diagnostics(class environment.Class) monitor.Registration {
	off := map[string]any{"days": 0., "enabled": false}
	return monitor.Registration{
		Type: "azure-native:insights/v20210501preview:DiagnosticSetting", Name: "registry-registry-diagnostics", Parent: parent,
		Inputs: map[string]any{
			"name": "default", "resourceUri": id(class),
			"workspaceId": azure.ResourceID(monitor.Subscription, "rg-workload", "Microsoft.OperationalInsights/workspaces", "la-test"),
			"logs": []any{
				map[string]any{"category": "ContainerRegistryLoginEvents", "enabled": true, "retentionPolicy": off},
				map[string]any{"category": "ContainerRegistryRepositoryEvents", "enabled": true, "retentionPolicy": off},
			},
			"metrics": []any{map[string]any{"category": "AllMetrics", "enabled": true, "retentionPolicy": off}},
		},
	}
}

// acr is the registry itself; changes overwrites inputs.
func acr(class environment.Class, changes map[string]any) monitor.Registration {
	inputs := map[string]any{
		"adminUserEnabled":         false,
		"dataEndpointEnabled":      true,
		"encryption":               map[string]any{"status": "disabled"},
		"location":                 "westeurope",
		"networkRuleBypassOptions": "AzureServices",
		"networkRuleSet":           map[string]any{"defaultAction": "Deny", "ipRules": []any{}},
		"policies": map[string]any{
			"exportPolicy":     map[string]any{"status": "disabled"},
			"quarantinePolicy": map[string]any{"status": "disabled"},
			"retentionPolicy":  map[string]any{"days": 15., "status": "enabled"},
			"trustPolicy":      map[string]any{"status": "disabled", "type": "Notary"},
		},
		"publicNetworkAccess": "Disabled",
		"registryName":        namesOf(class).Registry(),
		"resourceGroupName":   "rg-workload",
		"sku":                 map[string]any{"name": "Premium"},
		"tags":                map[string]any{"environment": string(class)},
		"zoneRedundancy":      "Enabled",
	}
	for key, value := range changes {
		inputs[key] = value
	}
	return monitor.Registration{
		Type: "azure-native:containerregistry/v20230701:Registry", Name: "registry-registry", Parent: parent, Inputs: inputs,
		Protect: class == environment.Prod,
	}
}

func replica(class environment.Class, region, zones string) monitor.Registration {
	return monitor.Registration{
		Type: "azure-native:containerregistry/v20230701:Replication", Name: "registry-replica-" + region, Parent: parent,
		Inputs: map[string]any{
			"location": region, "regionEndpointEnabled": true, "registryName": namesOf(class).Registry(), "replicationName": region,
			"resourceGroupName": "rg-workload", "tags": map[string]any{"environment": string(class)}, "zoneRedundancy": zones,
		},
	}
}

func TestDev(t *testing.T) {
	b := deploy(t, args(environment.Dev))
	want := []monitor.Registration{
		acr(environment.Dev, map[string]any{"zoneRedundancy": "Disabled"}),
		diagnostics(environment.Dev),
	}
	assert.ElementsMatch(t, want, b.children(parent))
	assert.Len(t, b.registry.Ready, 1)
	assert.Equal(t, id(environment.Dev), b.id)
	assert.Equal(t, namesOf(environment.Dev).Registry()+".azurecr.io", b.loginServer)
}

func TestProdHasACopyInThePairedRegion(t *testing.T) {
	b := deploy(t, args(environment.Prod))
	want := []monitor.Registration{
		acr(environment.Prod, nil), diagnostics(environment.Prod), replica(environment.Prod, "northeurope", "Enabled"),
	}
	assert.ElementsMatch(t, want, b.children(parent))
	assert.Len(t, b.registry.Ready, 2)
}

func TestRegionsOfTheStackGetCopiesOneAfterTheOther(t *testing.T) {
	a := args(environment.Prod, "swedencentral", "northeurope")
	a.Settings.GeoReplicationRegions = []string{"uksouth", "UK West"}
	b := deploy(t, a)
	want := []monitor.Registration{
		acr(environment.Prod, nil), diagnostics(environment.Prod),
		replica(environment.Prod, "swedencentral", "Enabled"), replica(environment.Prod, "northeurope", "Enabled"),
		replica(environment.Prod, "uksouth", "Enabled"), replica(environment.Prod, "ukwest", "Disabled"),
	}
	assert.ElementsMatch(t, want, b.children(parent))
	before := ""
	for _, region := range []string{"swedencentral", "northeurope", "uksouth", "ukwest"} {
		made := b.Named(t, "registry-replica-"+region)
		if before != "" {
			assert.Contains(t, made.DependsOn, before)
		}
		before = made.Key()
	}
}

func TestOptionsReachTheRegistry(t *testing.T) {
	a := args(environment.QA)
	a.Settings.GeoReplicationRegions, a.Settings.ZoneRedundancy = nil, registry.ZoneRedundancyDisabled
	a.Settings.RetentionDays, a.Settings.Quarantine, a.Settings.ExportPolicy = 3, true, registry.PolicyEnabled
	want := acr(environment.QA, map[string]any{
		"zoneRedundancy": "Disabled",
		"policies": map[string]any{
			"exportPolicy":     map[string]any{"status": "enabled"},
			"quarantinePolicy": map[string]any{"status": "enabled"},
			"retentionPolicy":  map[string]any{"days": 3., "status": "enabled"},
			"trustPolicy":      map[string]any{"status": "disabled", "type": "Notary"},
		},
	})
	assert.ElementsMatch(t, []monitor.Registration{want, diagnostics(environment.QA)}, deploy(t, a).children(parent))
}

func TestTheRegistryWaitsForItsGuards(t *testing.T) {
	b := deploy(t, args(environment.Prod))
	assert.Contains(t, b.Named(t, "registry-registry").DependsOn, "azure-native:operationalinsights:Workspace::workspace")
}

func TestAccess(t *testing.T) {
	a := args(environment.Dev)
	a.Settings.Access = registry.Access{
		Pull:             []registry.Principal{{PrincipalID: operators, PrincipalType: "Group"}},
		Push:             []registry.Principal{{PrincipalID: pipeline, PrincipalType: "User"}},
		Delete:           []registry.Principal{{PrincipalID: operators, PrincipalType: "User"}},
		Sign:             []registry.Principal{{PrincipalID: pipeline, PrincipalType: "User"}},
		QuarantineReader: []registry.Principal{{PrincipalID: scanner, PrincipalType: "User"}},
		QuarantineWriter: []registry.Principal{{PrincipalID: scanner, PrincipalType: "User"}},
	}
	grant := func(part, role, why, principal, kind string) monitor.Registration {
		return monitor.Registration{
			Type: "azure-native:authorization/v20220401:RoleAssignment", Name: "registry-access-" + part + "-" + principal, Parent: parent,
			Inputs: map[string]any{
				"description": why, "principalId": principal, "principalType": kind, "scope": id(environment.Dev),
				"roleAssignmentName": azure.DeterministicGUID(monitor.Subscription, namesOf(environment.Dev).Registry(), part, principal, role),
				"roleDefinitionId":   azure.RoleDefinitionID(monitor.Subscription, role),
			},
		}
	}
	const lowerOperators = "cccccccc-0000-4000-8000-00000000000c"
	for name, c := range map[string]struct {
		abac               bool
		pull, push, remove string
	}{
		"by registry":   {false, "7f951dda-4ed3-4680-a7ca-43fe172d538d", "8311e382-0749-4cb8-b61a-304f252e45ec", "c2f4ef07-c644-48eb-af81-4b1b4947fb11"},
		"by repository": {true, "b93aa761-3e63-49ed-ac28-beffa264f7ac", "2a1e307c-b015-4ebd-883e-5b7698a07328", "2efddaa5-3f1f-4df3-97df-af3f13818f4c"},
	} {
		t.Run(name, func(t *testing.T) {
			a.Settings.ABAC = c.abac
			want := []monitor.Registration{
				acr(environment.Dev, map[string]any{"zoneRedundancy": "Disabled"}), diagnostics(environment.Dev),
				grant("pull", c.pull, "Pulls images.", lowerOperators, "Group"),
				grant("push", c.push, "Pushes images.", pipeline, "User"),
				grant("delete", c.remove, "Deletes images and tags.", lowerOperators, "User"),
				grant("sign", "6cef56e8-d556-48e5-a04f-b8e64114680f", "Signs images.", pipeline, "User"),
				grant("quarantineReader", "cdda3590-29a3-44f6-95f2-9f980659eb04", "Pulls images that are in quarantine, to scan them.", scanner, "User"),
				grant("quarantineWriter", "c8d4ff99-41c3-41a8-9f60-21dfdad59608", "Releases images from quarantine.", scanner, "User"),
			}
			assert.ElementsMatch(t, want, deploy(t, a).children(parent))
			assert.Equal(t, c.pull, a.Settings.PullRole())
		})
	}
}

func TestEndpoint(t *testing.T) {
	a := args(environment.Prod)
	b := deploy(t, a)
	name := "pe-" + a.Names.Registry()
	inGroup := func(kind string, names ...string) string {
		return azure.ResourceID(monitor.Subscription, "rg-workload", kind, names...)
	}
	want := []monitor.Registration{
		{
			Type: "azure-native:network/v20240501:PrivateEndpoint", Name: "primary-registry-endpoint", Parent: endpointParent,
			Inputs: map[string]any{
				"location": "westeurope", "privateEndpointName": name, "resourceGroupName": "rg-workload", "tags": map[string]any{"environment": "prod"},
				"privateLinkServiceConnections": []any{map[string]any{"name": name, "groupIds": []any{"registry"}, "privateLinkServiceId": id(environment.Prod)}},
				"subnet": map[string]any{
					"id":                             inGroup("Microsoft.Network/virtualNetworks/subnets", "vnet", "endpoints"),
					"privateEndpointNetworkPolicies": "Disabled", "privateLinkServiceNetworkPolicies": "Enabled",
				},
			},
		},
		{
			Type: "azure-native:network/v20240501:PrivateDnsZoneGroup", Name: "primary-registry-endpoint-dns", Parent: endpointParent,
			Inputs: map[string]any{
				"privateDnsZoneGroupName": "default", "privateEndpointName": name, "resourceGroupName": "rg-workload",
				"privateDnsZoneConfigs": []any{map[string]any{
					"name": "privatelink-azurecr-io", "privateDnsZoneId": inGroup("Microsoft.Network/privateDnsZones", "privatelink.azurecr.io"),
				}},
			},
		},
	}
	assert.ElementsMatch(t, want, b.children(endpointParent))
	assert.Equal(t, inGroup("Microsoft.Network/privateEndpoints", name), b.endpoint)
	after := b.Named(t, "primary-registry-endpoint").Dependencies
	assert.Contains(t, after, b.Named(t, "registry-registry").Key())
	assert.Contains(t, after, b.Named(t, "registry-replica-northeurope").Key())
}

func TestNewRefusesArgs(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := registry.New(ctx, "r", nil)
		assert.EqualError(t, err, `registry "r": args are required`)
		_, err = registry.New(ctx, "r", &registry.Args{Locations: []azure.Location{location("westeurope")}})
		assert.EqualError(t, err, `registry "r": Location is required
Locations: at least Location is required
SubscriptionID is required
ResourceGroupName is required
WorkspaceID is required`)
		_, err = registry.NewEndpoint(ctx, "e", nil)
		assert.EqualError(t, err, `registry endpoint "e": args are required`)
		_, err = registry.NewEndpoint(ctx, "e", &registry.EndpointArgs{})
		assert.EqualError(t, err, `registry endpoint "e": RegistryName is required`)
		_, err = registry.NewEndpoint(ctx, "e", &registry.EndpointArgs{RegistryName: "acr"})
		assert.ErrorContains(t, err, `registry endpoint "e": private endpoint "e-endpoint": ResourceGroupName is required`)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
}
