package monitor_test

import (
	"testing"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	azurenative "github.com/pulumi/pulumi-azure-native-sdk/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	subscription = "33333333-3333-4333-8333-333333333333"
	tenant       = "44444444-4444-4444-8444-444444444444"
)

type corner struct{ pulumi.ResourceState }

// program registers a provider, a component, and a network with its security group below it.
func program(outputs map[string]string) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error {
		provider, err := azurenative.NewProvider(ctx, "connectivity", &azurenative.ProviderArgs{
			SubscriptionId: pulumi.String(subscription), TenantId: pulumi.String(tenant)})
		if err != nil {
			return err
		}
		parent := &corner{}
		if err := ctx.RegisterComponentResource("test:index:Corner", "corner", parent, pulumi.Providers(provider)); err != nil {
			return err
		}
		group, err := resources.NewResourceGroup(ctx, "corner-group", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String("rg-corner"), Location: pulumi.String("westeurope"),
			Tags: pulumi.StringMap{"token": pulumi.ToSecret("hush").(pulumi.StringOutput)},
		}, pulumi.Parent(parent), pulumi.Protect(true))
		if err != nil {
			return err
		}
		nsg, err := network.NewNetworkSecurityGroup(ctx, "corner-nsg", &network.NetworkSecurityGroupArgs{
			ResourceGroupName: group.Name, NetworkSecurityGroupName: pulumi.String("nsg-corner")}, pulumi.Parent(parent))
		if err != nil {
			return err
		}
		address, err := network.NewPublicIPAddress(ctx, "corner-address", &network.PublicIPAddressArgs{
			ResourceGroupName: group.Name, PublicIpAddressName: pulumi.String("pip-corner"),
			Sku: &network.PublicIPAddressSkuArgs{Name: pulumi.String("Standard")}, PublicIPAllocationMethod: pulumi.String("Static"),
		}, pulumi.Parent(parent), pulumi.DependsOn([]pulumi.Resource{nsg}), pulumi.IgnoreChanges([]string{"tags"}))
		if err != nil {
			return err
		}
		vnet, err := network.NewVirtualNetwork(ctx, "corner-vnet", &network.VirtualNetworkArgs{
			ResourceGroupName: group.Name, VirtualNetworkName: pulumi.String("vnet-corner"),
			AddressSpace: &network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.0.0.0/16"})},
			Subnets: network.SubnetTypeArray{&network.SubnetTypeArgs{Name: pulumi.String("snet"), AddressPrefix: pulumi.String("10.0.0.0/24"),
				NetworkSecurityGroup: &network.NetworkSecurityGroupTypeArgs{Id: nsg.ID()}}},
		}, pulumi.Parent(parent), pulumi.Timeouts(&pulumi.CustomTimeouts{Create: "30m"}))
		if err != nil {
			return err
		}
		pulumi.All(vnet.ID(), vnet.Subnets.Index(pulumi.Int(0)).Id(), address.IpAddress, group.Name).ApplyT(func(all []any) error {
			outputs["vnet"] = string(all[0].(pulumi.ID))
			outputs["subnet"] = *all[1].(*string)
			outputs["address"] = *all[2].(*string)
			return nil
		})
		return ctx.RegisterResourceOutputs(parent, pulumi.Map{"vnetId": vnet.ID()})
	}
}

func run(t *testing.T, o monitor.Options, f pulumi.RunFunc, more ...pulumi.RunOption) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(o)
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, m.Simulator().Close()) })
	return m, pulumi.RunErr(f, append([]pulumi.RunOption{pulumi.WithMocks("landing", "dev", m)}, more...)...)
}

func TestAProgramRunsAsItWouldBeDeployed(t *testing.T) {
	outputs := map[string]string{}
	m, err := run(t, monitor.Options{RequireProvider: true}, program(outputs))
	require.NoError(t, err)

	const id = "/subscriptions/" + subscription + "/resourceGroups/rg-corner/providers/Microsoft.Network/virtualNetworks/vnet-corner"
	assert.Equal(t, id, outputs["vnet"])
	assert.Equal(t, id+"/subnets/snet", outputs["subnet"])
	assert.Regexp(t, `^203\.0\.113\.\d+$`, outputs["address"])
	stored, ok := m.Simulator().Resource(id)
	require.True(t, ok)
	assert.Equal(t, "urn:pulumi:dev::landing::test:index:Corner$azure-native:network/v20240501:VirtualNetwork::corner-vnet", stored.URN)
	assert.Equal(t, tenant, stored.Tenant)
	assert.Equal(t, stored.Outputs, m.Find("azure-native:network:VirtualNetwork", "corner-vnet").Outputs)
	assert.NoError(t, m.Err())
}

func TestTheGraphShowsEveryRegistrationWhole(t *testing.T) {
	m, err := run(t, monitor.Options{}, program(map[string]string{}))
	require.NoError(t, err)
	golden.Compare(t, "testdata/graph.golden", m.Graph())
	assert.NotContains(t, m.Graph(), "hush", "a secret is not shown")
	assert.Equal(t, "hush", m.Find("azure-native:resources:ResourceGroup", "corner-group").In().At("tags", "token").Text())
	assert.Nil(t, m.Find("azure-native:resources:ResourceGroup", "other"))

	again, err := run(t, monitor.Options{}, program(map[string]string{}))
	require.NoError(t, err)
	assert.Equal(t, m.Graph(), again.Graph())
}

func TestAComponentIsFoundWithAllBelowIt(t *testing.T) {
	m, err := run(t, monitor.Options{}, func(ctx *pulumi.Context) error {
		var parent pulumi.Resource
		for _, name := range []string{"outer", "middle", "inner"} {
			c := &corner{}
			var options []pulumi.ResourceOption
			if parent != nil {
				options = append(options, pulumi.Parent(parent))
			}
			if err := ctx.RegisterComponentResource("test:index:Corner", name, c, options...); err != nil {
				return err
			}
			parent = c
		}
		return ctx.RegisterComponentResource("test:index:Corner", "inner-beside", &corner{})
	})
	require.NoError(t, err)
	names := func(key string) []string {
		found := []string{}
		for _, r := range m.Below(key) {
			found = append(found, r.Name)
		}
		return found
	}
	assert.Equal(t, []string{"outer", "inner", "middle"}, names("test:index:Corner::outer"))
	assert.Equal(t, []string{"inner", "middle"}, names("test:index:Corner::middle"))
	assert.Equal(t, []string{"inner"}, names("test:index:Corner::inner"))
	assert.Empty(t, names("test:index:Corner::nobody"))
	assert.Equal(t, m.Graph(), monitor.Graph(m.Registrations()))
	assert.Equal(t, "test:index:Corner::middle", m.Named(t, "middle").Key())
}

func TestDependenciesAreToldApart(t *testing.T) {
	m, err := run(t, monitor.Options{}, program(map[string]string{}))
	require.NoError(t, err)
	address := m.Find("azure-native:network:PublicIPAddress", "corner-address")
	assert.Equal(t, []string{"azure-native:network/v20240501:NetworkSecurityGroup::corner-nsg"}, address.DependsOn)
	assert.Contains(t, address.Dependencies, "azure-native:resources:ResourceGroup::corner-group", "which an input expresses")
	assert.Equal(t, []string{"tags"}, address.IgnoreChanges)
	assert.Equal(t, "pulumi:providers:azure-native::connectivity", address.Provider)
	assert.Equal(t, "test:index:Corner::corner", address.Parent)
	assert.Equal(t, "30m", m.Find("azure-native:network:VirtualNetwork", "corner-vnet").CreateTimeout)
	assert.True(t, m.Find("azure-native:resources:ResourceGroup", "corner-group").Protect)
}

func TestWhatAzureRefusesFailsTheRun(t *testing.T) {
	group := func(ctx *pulumi.Context, name string) error {
		_, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String(name), Location: pulumi.String("westeurope")})
		return err
	}
	cases := map[string]struct {
		options monitor.Options
		program pulumi.RunFunc
		says    []string
	}{
		"a rule of the provider": {monitor.Options{}, func(ctx *pulumi.Context) error {
			_, err := resources.NewResourceGroup(ctx, "group", &resources.ResourceGroupArgs{Location: pulumi.String("westeurope")})
			return err
		}, []string{`"group"`, "missing required property 'resourceGroupName'"}},
		"a rule of the service": {monitor.Options{}, func(ctx *pulumi.Context) error {
			if err := group(ctx, "rg"); err != nil {
				return err
			}
			_, err := network.NewRouteTable(ctx, "routes", &network.RouteTableArgs{ResourceGroupName: pulumi.String("rg"), RouteTableName: pulumi.String("r"),
				Location: pulumi.String("westeurope"), Routes: network.RouteTypeArray{&network.RouteTypeArgs{Name: pulumi.String("x"), AddressPrefix: pulumi.String("10.0.0.1/8"),
					NextHopType: pulumi.String("Internet")}}})
			return err
		}, []string{"InvalidCIDRNotation", "routes[0].addressPrefix"}},
		"a missing resource": {monitor.Options{}, func(ctx *pulumi.Context) error {
			_, err := network.NewRouteTable(ctx, "routes", &network.RouteTableArgs{ResourceGroupName: pulumi.String("gone"),
				RouteTableName: pulumi.String("r"), Location: pulumi.String("westeurope")})
			return err
		}, []string{"ResourceGroupNotFound"}},
		"a raw type nobody knows": {monitor.Options{}, func(ctx *pulumi.Context) error {
			var r pulumi.CustomResourceState
			return ctx.RegisterResource("azure-native:network/v20240501:Teleporter", "t", pulumi.Map{}, &r)
		}, []string{"does not model the resource type"}},
		"a forgotten provider": {monitor.Options{RequireProvider: true}, func(ctx *pulumi.Context) error { return group(ctx, "rg") },
			[]string{"no explicit azure-native provider"}},
		"a provider without subscription": {monitor.Options{}, func(ctx *pulumi.Context) error {
			_, err := azurenative.NewProvider(ctx, "p", &azurenative.ProviderArgs{SubscriptionId: pulumi.String("mine"), TenantId: pulumi.String(tenant)})
			return err
		}, []string{"subscriptionId must be a GUID"}},
		"an invoke": {monitor.Options{}, func(ctx *pulumi.Context) error {
			_, err := network.LookupVirtualNetwork(ctx, &network.LookupVirtualNetworkArgs{ResourceGroupName: "rg", VirtualNetworkName: "gone"})
			return err
		}, []string{"ResourceNotFound"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			m, err := run(t, c.options, c.program)
			require.Error(t, err)
			for _, s := range c.says {
				assert.ErrorContains(t, m.Err(), s)
			}
		})
	}
}

func TestAPreviewKnowsOnlyWhatThePrograms(t *testing.T) {
	outputs := map[string]string{}
	m, err := run(t, monitor.Options{Preview: true}, program(outputs), func(info *pulumi.RunInfo) { info.DryRun = true })
	require.NoError(t, err)
	assert.Empty(t, outputs, "nothing that Azure answers is known")
	assert.Empty(t, m.Simulator().Resources())
	assert.Contains(t, m.Graph(), "[unknown]")
	vnet := m.Find("azure-native:network:VirtualNetwork", "corner-vnet")
	assert.False(t, vnet.In().At("subnets").Items()[0].At("networkSecurityGroup", "id").Known())
}

func TestAnExistingResourceCanBeReadAndLookedUp(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	p := engine.Provider{Package: "azure-native", Subscription: monitor.Subscription, Tenant: monitor.Tenant}
	for _, r := range []engine.Request{
		{Token: "azure-native:resources:ResourceGroup", Provider: p, Inputs: map[string]any{"resourceGroupName": "rg", "location": "westeurope"}},
		{Token: "azure-native:network/v20240501:VirtualNetwork", Provider: p, Inputs: map[string]any{"resourceGroupName": "rg", "virtualNetworkName": "hub",
			"addressSpace": map[string]any{"addressPrefixes": []any{"10.0.0.0/16"}}}},
	} {
		_, err := m.Simulator().Create(t.Context(), r)
		require.NoError(t, err)
	}
	const id = "/subscriptions/" + monitor.Subscription + "/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/hub"
	var looked, read string
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		found, err := network.LookupVirtualNetwork(ctx, &network.LookupVirtualNetworkArgs{ResourceGroupName: "rg", VirtualNetworkName: "hub"})
		if err != nil {
			return err
		}
		looked = *found.Id
		existing, err := network.GetVirtualNetwork(ctx, "existing", pulumi.ID(id), nil)
		if err != nil {
			return err
		}
		existing.Name.ApplyT(func(name string) string { read = name; return name })
		return nil
	}, pulumi.WithMocks("landing", "dev", m))
	require.NoError(t, err)
	assert.Equal(t, id, looked)
	assert.Equal(t, "hub", read)
	assert.Empty(t, m.Registrations(), "reading registers nothing")
}
