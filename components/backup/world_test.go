package backup_test

import (
	"testing"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	dns "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240601"
	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const region = "westeurope"

var names = naming.For(naming.Args{SubscriptionID: monitor.Subscription, Stack: "prod", Location: region, BusinessUnit: "bu0001", Application: "a0008"})

// settings are those of a class, with the engine on.
func settings(class environment.Class) backup.Settings {
	var s backup.Settings
	s.SetDefaults(class)
	s.Engine = backup.AzureBackup
	return s
}

// world declares what is around a backup, and returns the args of one.
func world(ctx *pulumi.Context, class environment.Class, region string) (*backup.Args, error) {
	location, _ := azure.LookupLocation(region)
	group, err := resources.NewResourceGroup(ctx, "workload", &resources.ResourceGroupArgs{
		ResourceGroupName: pulumi.String("rg-workload"), Location: pulumi.String(region),
	})
	if err != nil {
		return nil, err
	}
	workspace, err := operationalinsights.NewWorkspace(ctx, "workspace", &operationalinsights.WorkspaceArgs{
		WorkspaceName: pulumi.String("la-test"), ResourceGroupName: group.Name, Location: pulumi.String(region), RetentionInDays: pulumi.Int(30),
		Sku: operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")},
	})
	if err != nil {
		return nil, err
	}
	vnet, err := network.NewVirtualNetwork(ctx, "vnet", &network.VirtualNetworkArgs{
		VirtualNetworkName: pulumi.String("vnet"), ResourceGroupName: group.Name, Location: pulumi.String(region),
		AddressSpace: network.AddressSpaceArgs{AddressPrefixes: pulumi.ToStringArray([]string{"10.1.0.0/24"})},
		Subnets: network.SubnetTypeArray{network.SubnetTypeArgs{
			Name: pulumi.String("endpoints"), AddressPrefix: pulumi.String("10.1.0.0/28"),
		}},
	})
	if err != nil {
		return nil, err
	}
	zone, err := dns.NewPrivateZone(ctx, "zone", &dns.PrivateZoneArgs{
		PrivateZoneName: pulumi.String("privatelink.blob.core.windows.net"), ResourceGroupName: group.Name, Location: pulumi.String("global"),
	})
	if err != nil {
		return nil, err
	}
	cluster, err := containerservice.NewManagedCluster(ctx, "cluster", &containerservice.ManagedClusterArgs{
		ResourceName: pulumi.String(names.Cluster()), ResourceGroupName: group.Name, Location: pulumi.String(region),
		Identity: containerservice.ManagedClusterIdentityArgs{Type: containerservice.ResourceIdentityTypeSystemAssigned}, DnsPrefix: pulumi.String("aks"),
		AgentPoolProfiles: containerservice.ManagedClusterAgentPoolProfileArray{containerservice.ManagedClusterAgentPoolProfileArgs{
			Name: pulumi.String("npsystem"), Mode: pulumi.String("System"), Count: pulumi.Int(1), VmSize: pulumi.String("Standard_D4d_v5"),
		}},
	})
	if err != nil {
		return nil, err
	}
	return &backup.Args{
		Settings: settings(class), Names: names, Location: location, TenantID: monitor.Tenant, SubscriptionID: monitor.Subscription,
		ResourceGroupName: group.Name, ClusterID: cluster.ID().ToStringOutput(), ClusterName: cluster.Name,
		ClusterPrincipalID: cluster.Identity.PrincipalId().Elem(), WorkspaceID: workspace.ID().ToStringOutput(),
		PrivateEndpointSubnetID: pulumi.Sprintf("%s/subnets/endpoints", vnet.ID()), BlobZoneID: zone.ID().ToStringOutput(),
		After: []pulumi.Resource{cluster}, Class: class, Tags: map[string]string{"owner": "platform"}, Protect: class.ProductionLike(),
	}, nil
}

// deploy declares a backup in a simulated Azure, which refuses what Azure would.
func deploy(t *testing.T, class environment.Class, change func(*backup.Args)) (*monitor.Monitor, error) {
	t.Helper()
	return deployIn(t, region, class, change)
}

func deployIn(t *testing.T, region string, class environment.Class, change func(*backup.Args)) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		args, err := world(ctx, class, region)
		if err != nil {
			return err
		}
		if change != nil {
			change(args)
		}
		_, err = backup.New(ctx, "primary-backup", args)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}
