package azure_test

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

const (
	sub     = "11111111-2222-3333-4444-555555555555"
	cluster = "/subscriptions/" + sub + "/resourceGroups/rg-aks/providers/Microsoft.ContainerService/managedClusters/aks-x"
)

// idForms holds one ID of each form that occurs, with everything that is read out of it.
var idForms = []struct {
	name, id, subscription, group, armType, resource, parent string
}{
	{
		name: "subscription", id: "/subscriptions/" + sub,
		subscription: sub, armType: "Microsoft.Resources/subscriptions", resource: sub,
	},
	{
		name: "resource group", id: "/subscriptions/" + sub + "/resourceGroups/rg-hub",
		subscription: sub, group: "rg-hub", armType: "Microsoft.Resources/resourceGroups", resource: "rg-hub",
		parent: "/subscriptions/" + sub,
	},
	{
		name:         "resource in a group",
		id:           "/subscriptions/" + sub + "/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub",
		subscription: sub, group: "rg-hub", armType: "Microsoft.Network/virtualNetworks", resource: "vnet-hub",
		parent: "/subscriptions/" + sub + "/resourceGroups/rg-hub",
	},
	{
		name:         "child resource",
		id:           "/subscriptions/" + sub + "/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub/subnets/GatewaySubnet",
		subscription: sub, group: "rg-hub", armType: "Microsoft.Network/virtualNetworks/subnets", resource: "GatewaySubnet",
		parent: "/subscriptions/" + sub + "/resourceGroups/rg-hub/providers/Microsoft.Network/virtualNetworks/vnet-hub",
	},
	{
		name: "namespace of a cluster", id: cluster + "/namespaces/a0008",
		subscription: sub, group: "rg-aks", armType: "Microsoft.ContainerService/managedClusters/namespaces", resource: "a0008",
		parent: cluster,
	},
	{
		name: "extension resource", id: cluster + "/providers/Microsoft.Insights/diagnosticSettings/default",
		subscription: sub, group: "rg-aks", armType: "Microsoft.Insights/diagnosticSettings", resource: "default",
		parent: cluster,
	},
	{
		name: "extension of a child", id: cluster + "/namespaces/a0008/providers/Microsoft.Authorization/roleAssignments/99999999-0000-0000-0000-000000000001",
		subscription: sub, group: "rg-aks", armType: "Microsoft.Authorization/roleAssignments",
		resource: "99999999-0000-0000-0000-000000000001", parent: cluster + "/namespaces/a0008",
	},
	{
		name: "role definition of a subscription", id: "/subscriptions/" + sub + "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
		subscription: sub, armType: "Microsoft.Authorization/roleDefinitions", resource: "4d97b98b-1d4f-4787-a291-c67834d212e7",
		parent: "/subscriptions/" + sub,
	},
	{
		name: "role definition of the tenant", id: "/providers/Microsoft.Authorization/roleDefinitions/4d97b98b-1d4f-4787-a291-c67834d212e7",
		armType: "Microsoft.Authorization/roleDefinitions", resource: "4d97b98b-1d4f-4787-a291-c67834d212e7",
	},
	{
		name: "policy of a management group", id: "/providers/Microsoft.Management/managementGroups/corp/providers/Microsoft.Authorization/policyAssignments/deny",
		armType: "Microsoft.Authorization/policyAssignments", resource: "deny",
		parent: "/providers/Microsoft.Management/managementGroups/corp",
	},
	{
		name:         "role assignment of a group",
		id:           "/subscriptions/" + sub + "/resourceGroups/rg-hub/providers/Microsoft.Authorization/roleAssignments/99999999-0000-0000-0000-000000000002",
		subscription: sub, group: "rg-hub", armType: "Microsoft.Authorization/roleAssignments",
		resource: "99999999-0000-0000-0000-000000000002", parent: "/subscriptions/" + sub + "/resourceGroups/rg-hub",
	},
	{
		name:         "record set",
		id:           "/subscriptions/" + sub + "/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io/A/acraks.westeurope.data",
		subscription: sub, group: "rg-hub", armType: "Microsoft.Network/privateDnsZones/A", resource: "acraks.westeurope.data",
		parent: "/subscriptions/" + sub + "/resourceGroups/rg-hub/providers/Microsoft.Network/privateDnsZones/privatelink.azurecr.io",
	},
	{
		name:         "fixed words in lower case, names in mixed case",
		id:           "/subscriptions/" + sub + "/resourcegroups/RG-Aks/providers/microsoft.network/virtualnetworks/VNet",
		subscription: sub, group: "RG-Aks", armType: "microsoft.network/virtualnetworks", resource: "VNet",
		parent: "/subscriptions/" + sub + "/resourcegroups/RG-Aks",
	},
	{
		name:         "a resource named like a fixed word",
		id:           "/subscriptions/" + sub + "/resourceGroups/providers/providers/Microsoft.Network/virtualNetworks/providers",
		subscription: sub, group: "providers", armType: "Microsoft.Network/virtualNetworks", resource: "providers",
		parent: "/subscriptions/" + sub + "/resourceGroups/providers",
	},
}

func TestIDIsReadApart(t *testing.T) {
	for _, tc := range idForms {
		t.Run(tc.name, func(t *testing.T) {
			id, err := azure.ParseID(tc.id)
			require.NoError(t, err)
			assert.Equal(t, tc.id, id.String(), "the text is kept")
			assert.Equal(t, strings.ToLower(tc.id), id.Key())
			assert.Equal(t, tc.subscription, id.Subscription())
			assert.Equal(t, tc.group, id.ResourceGroup())
			assert.Equal(t, tc.armType, id.Type())
			assert.Equal(t, tc.resource, id.Name())
			parent, ok := id.Parent()
			assert.Equal(t, tc.parent != "", ok, "has a parent")
			assert.Equal(t, tc.parent, parent.String())
		})
	}
}

func TestIDErrorNamesFormTextAndSegment(t *testing.T) {
	for name, tc := range map[string]struct{ given, why string }{
		"empty":                   {"", "it is empty"},
		"no leading slash":        {"subscriptions/" + sub, "does not begin with a slash"},
		"only a slash":            {"/", `segment 1 ("") is empty`},
		"trailing slash":          {"/subscriptions/" + sub + "/", `segment 3 ("") is empty`},
		"no subscription":         {"/subscriptions", "segment 2 (the subscription) is missing"},
		"no group name":           {"/subscriptions/s/resourceGroups", "segment 4 (the resource group's name) is missing"},
		"neither group nor type":  {"/subscriptions/s/networks/n", `segment 3 is "networks", not "providers"`},
		"no namespace":            {"/subscriptions/s/resourceGroups/g/providers", "segment 6 (the provider's namespace) is missing"},
		"type without namespace":  {"/subscriptions/s/resourceGroups/g/providers/virtualNetworks/v", `segment 6 ("virtualNetworks") is not a provider namespace`},
		"no type":                 {"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network", "segment 7 (the resource type) is missing"},
		"no name":                 {"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks", "segment 8 (the name of the virtualNetworks) is missing"},
		"no child name":           {"/subscriptions/s/resourceGroups/g/providers/Microsoft.Network/virtualNetworks/v/subnets", "segment 10 (the name of the subnets) is missing"},
		"double slash":            {"/subscriptions/s//resourceGroups/g", `segment 3 ("") is empty`},
		"leading space in a name": {"/subscriptions/s/resourceGroups/ g", `segment 4 (" g") begins or ends with white space`},
		"line break":              {"/subscriptions/s/resourceGroups/g\nh", "cannot be printed"},
		"query string":            {"/subscriptions/s/resourceGroups/g?api-version=1", "which no name may hold"},
		"extension without name":  {cluster + "/providers/Microsoft.Insights/diagnosticSettings", "segment 12 (the name of the diagnosticSettings) is missing"},
		"a URL":                   {"https://management.azure.com/subscriptions/s", "does not begin with a slash"},
	} {
		t.Run(name, func(t *testing.T) {
			id, err := azure.ParseID(tc.given)
			require.Error(t, err)
			assert.True(t, id.IsZero())
			assert.Contains(t, err.Error(), tc.why)
			assert.Contains(t, err.Error(), "/subscriptions/<subscription>", "the expected form")
			if tc.given != "" && !strings.Contains(tc.given, "\n") {
				assert.Contains(t, err.Error(), tc.given, "the text given")
			}
		})
	}
}

func TestIDBuilders(t *testing.T) {
	vnet := "/subscriptions/s1/resourceGroups/g2/providers/Microsoft.Network/virtualNetworks/v3"
	for name, tc := range map[string]struct{ got, want string }{
		"subscription":                      {azure.SubscriptionID("s1"), "/subscriptions/s1"},
		"resource group":                    {azure.ResourceGroupID("s1", "g2"), "/subscriptions/s1/resourceGroups/g2"},
		"resource":                          {azure.ResourceID("s1", "g2", "Microsoft.Network/virtualNetworks", "v3"), vnet},
		"child resource":                    {azure.ResourceID("s1", "g2", "Microsoft.Network/virtualNetworks/subnets", "v3", "n4"), vnet + "/subnets/n4"},
		"subnet":                            {azure.SubnetID(vnet, "n4"), vnet + "/subnets/n4"},
		"of the subscription":               {azure.ResourceID("s1", "", "Microsoft.Authorization/roleDefinitions", "d5"), "/subscriptions/s1/providers/Microsoft.Authorization/roleDefinitions/d5"},
		"of the tenant":                     {azure.ResourceID("", "", "Microsoft.Authorization/roleDefinitions", "d5"), "/providers/Microsoft.Authorization/roleDefinitions/d5"},
		"group by its type":                 {azure.ResourceID("s1", "", "Microsoft.Resources/resourceGroups", "g2"), "/subscriptions/s1/resourceGroups/g2"},
		"subscription by its type":          {azure.ResourceID("", "", "Microsoft.Resources/subscriptions", "s1"), "/subscriptions/s1"},
		"one name too few":                  {azure.ResourceID("s1", "g2", "Microsoft.Network/virtualNetworks/subnets", "v3"), ""},
		"one name too many":                 {azure.ResourceID("s1", "g2", "Microsoft.Network/virtualNetworks", "v3", "n4"), ""},
		"a namespace alone is no type":      {azure.ResourceID("s1", "g2", "Microsoft.Network"), ""},
		"names of types keep their casing":  {azure.ResourceID("s1", "g2", "microsoft.network/VIRTUALNETWORKS", "v3"), "/subscriptions/s1/resourceGroups/g2/providers/microsoft.network/VIRTUALNETWORKS/v3"},
		"federated credential, three types": {azure.ResourceID("s1", "g2", "Microsoft.ManagedIdentity/userAssignedIdentities/federatedIdentityCredentials", "i6", "c7"), "/subscriptions/s1/resourceGroups/g2/providers/Microsoft.ManagedIdentity/userAssignedIdentities/i6/federatedIdentityCredentials/c7"},
	} {
		t.Run(name, func(t *testing.T) {
			assert.Equal(t, tc.want, tc.got)
			if tc.want != "" {
				id, err := azure.ParseID(tc.got)
				require.NoError(t, err, "what is built can be read")
				assert.Equal(t, tc.want, id.String())
			}
		})
	}
}

func TestChildIsBelowItsParent(t *testing.T) {
	vnet, err := azure.ParseID("/subscriptions/s1/resourceGroups/g2/providers/Microsoft.Network/virtualNetworks/v3")
	require.NoError(t, err)
	group, ok := vnet.Parent()
	require.True(t, ok)
	subscription, ok := group.Parent()
	require.True(t, ok)

	assert.Equal(t, vnet.String()+"/subnets/n4", vnet.Child("subnets", "n4").String())
	assert.Equal(t, vnet.String()+"/providers/Microsoft.Insights/diagnosticSettings/default",
		vnet.Child("Microsoft.Insights/diagnosticSettings", "default").String())
	assert.Equal(t, vnet.String(), group.Child("Microsoft.Network/virtualNetworks", "v3").String())
	assert.Equal(t, group.String(), subscription.Child("resourceGroups", "g2").String())

	back, ok := vnet.Child("subnets", "n4").Parent()
	assert.True(t, ok)
	assert.True(t, back.Equal(vnet))

	for name, child := range map[string]azure.ID{
		"empty name":           vnet.Child("subnets", ""),
		"name with a slash":    vnet.Child("subnets", "a/b"),
		"empty type":           vnet.Child("", "n4"),
		"type without a scope": group.Child("virtualNetworks", "v3"),
		"child of nothing":     azure.ID{}.Child("subnets", "n4"),
	} {
		assert.True(t, child.IsZero(), name)
	}
}

func TestIDsAreComparedWithoutCase(t *testing.T) {
	a, err := azure.ParseID("/subscriptions/S/resourceGroups/RG/providers/Microsoft.Network/virtualNetworks/V")
	require.NoError(t, err)
	b, err := azure.ParseID("/subscriptions/s/resourcegroups/rg/providers/microsoft.network/virtualnetworks/v")
	require.NoError(t, err)
	assert.True(t, a.Equal(b))
	assert.Equal(t, a.Key(), b.Key())
	other, err := azure.ParseID("/subscriptions/s/resourcegroups/rg/providers/microsoft.network/virtualnetworks/w")
	require.NoError(t, err)
	assert.False(t, a.Equal(other))
}

func FuzzParseID(f *testing.F) {
	for _, form := range idForms {
		f.Add(form.id)
	}
	f.Add("")
	f.Add("//")
	f.Add("/providers/a.b/c/d/providers")
	f.Fuzz(func(t *testing.T, s string) {
		id, err := azure.ParseID(s)
		if err != nil {
			assert.True(t, id.IsZero())
			return
		}
		assert.Equal(t, s, id.String())
		assert.NotEmpty(t, id.Type())
		assert.NotEmpty(t, id.Name())
		assert.True(t, strings.HasSuffix(s, "/"+id.Name()))
		lower, err := azure.ParseID(id.Key())
		if assert.NoError(t, err, "the key is an ID") {
			assert.True(t, id.Equal(lower))
		}
		steps := 0
		for parent, ok := id.Parent(); ok; parent, ok = parent.Parent() {
			assert.True(t, strings.HasPrefix(s, parent.String()+"/"), "a parent's ID is the front of its child's")
			assert.Less(t, len(parent.String()), len(s))
			steps++
			if steps > len(s) {
				t.Fatalf("%q has parents without end", s)
			}
		}
	})
}
