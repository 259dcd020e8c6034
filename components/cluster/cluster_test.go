package cluster_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

const (
	subscription  = "33333333-0000-4000-8000-000000000003"
	tenant        = "11111111-0000-4000-8000-000000000001"
	foreignTenant = "22222222-0000-4000-8000-000000000002"
	adminGroup    = "aaaaaaaa-0000-4000-8000-00000000000a"
	readerGroup   = "bbbbbbbb-0000-4000-8000-00000000000b"
	writerGroup   = "cccccccc-0000-4000-8000-00000000000c"

	vnetID = "/subscriptions/" + subscription + "/resourceGroups/rg-spokes/providers/Microsoft.Network/virtualNetworks/vnet"
	zoneID = "/subscriptions/44444444-0000-4000-8000-000000000004/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/privatelink.westeurope.azmk8s.io"
)

// args are the arguments of a cluster of the given class, every ID different.
func args(class environment.Class) *cluster.Args {
	var identity cluster.Identity
	identity.SetDefaults(class)
	identity.ClusterAdminGroupObjectID = adminGroup
	return &cluster.Args{
		Settings: cluster.DefaultSettings(class), Identity: identity, Class: class,
		Names: naming.For(naming.Args{
			SubscriptionID: subscription, Stack: string(class), Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
		Location:       azure.Location{Name: "westeurope", Zones: []string{"1", "2", "3"}},
		SubscriptionID: subscription, TenantID: tenant,
		ResourceGroupName:      pulumi.String("rg-workload"),
		VNetID:                 pulumi.String(vnetID),
		NodeSubnetID:           pulumi.String(vnetID + "/subnets/snet-clusternodes"),
		IngressSubnetID:        pulumi.String(vnetID + "/subnets/snet-clusteringressservices"),
		PrivateClusterSubnetID: pulumi.String(vnetID + "/subnets/snet-privatecluster"),
		RouteTableID:           pulumi.String("/subscriptions/" + subscription + "/resourceGroups/rg-spokes/providers/Microsoft.Network/routeTables/route"),
		PrivateDNSZoneID:       pulumi.String(zoneID),
		WorkspaceID:            pulumi.String("/subscriptions/" + subscription + "/resourceGroups/rg-workload/providers/Microsoft.OperationalInsights/workspaces/la"),
		OutboundType:           cluster.OutboundUserDefinedRouting,
		Tags:                   map[string]string{"environment": string(class), "team": "platform"},
		Protect:                class.ProductionLike(),
	}
}

// deploy runs New against a recorder.
func deploy(t *testing.T, args *cluster.Args, then func(*cluster.Cluster)) *recorder {
	t.Helper()
	monitor := &recorder{}
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		c, err := cluster.New(ctx, "primary-cluster", args)
		if err == nil && then != nil {
			then(c)
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", monitor)))
	return monitor
}

func TestChildrenOfEveryClass(t *testing.T) {
	for _, class := range []environment.Class{environment.Dev, environment.Prod} {
		t.Run(string(class), func(t *testing.T) {
			a := args(class)
			if class == environment.Dev {
				a.OutboundType, a.RouteTableID = cluster.OutboundNATGateway, nil
			}
			compareGolden(t, string(class), deploy(t, a, nil).sorted())
		})
	}
}
