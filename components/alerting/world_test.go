package alerting_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const (
	workload = "rg-bu0001a0008-westeurope"
	hub      = "rg-enterprise-networking-hubs-westeurope"
)

var (
	names = naming.For(naming.Args{
		SubscriptionID: monitor.Subscription, Stack: "prod", Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
	})
	cluster = names.Cluster()
)

func id(group, armType string, names ...string) string {
	return azure.ResourceID(monitor.Subscription, group, armType, names...)
}

// The resources that alerts are about.
var (
	clusterID   = id(workload, "Microsoft.ContainerService/managedClusters", cluster)
	workspaceID = id(workload, "Microsoft.OperationalInsights/workspaces", names.ClusterWorkspace())
	metricsID   = id(workload, "Microsoft.Monitor/accounts", names.AzureMonitorWorkspace())
	vaultID     = id(workload, "Microsoft.KeyVault/vaults", names.Vault())
	registryID  = id(workload, "Microsoft.ContainerRegistry/registries", names.Registry())
	gatewayID   = id(workload, "Microsoft.Network/applicationGateways", names.ApplicationGateway())
	queueID     = id(workload, "Microsoft.Storage/storageAccounts", "stevents")
	firewallID  = id(hub, "Microsoft.Network/azureFirewalls", names.Firewall())
	bastionID   = id(hub, "Microsoft.Network/bastionHosts", names.Bastion())
)

type object = map[string]any

// newWorld is a simulated Azure with everything in it that alerts can be about.
func newWorld(t *testing.T) *monitor.Monitor {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	address := func(group, name string) (string, object) {
		return "azure-native:network/v20240501:PublicIPAddress", object{
			"resourceGroupName": group, "publicIpAddressName": name, "sku": object{"name": "Standard"}, "publicIPAllocationMethod": "Static",
		}
	}
	create := func(token string, inputs object) {
		t.Helper()
		_, err := m.Simulator().Create(t.Context(), engine.Request{
			Token: token, URN: "urn", Inputs: inputs,
			Provider: engine.Provider{Package: "azure-native", Subscription: monitor.Subscription, Tenant: monitor.Tenant},
		})
		require.NoError(t, err)
	}
	for _, group := range []string{workload, hub} {
		create(azure.TypeResourceGroup, object{"resourceGroupName": group, "location": "westeurope"})
	}
	create(azure.TypeWorkspace, object{"resourceGroupName": workload, "workspaceName": names.ClusterWorkspace()})
	create("azure-native:monitor/v20230403:AzureMonitorWorkspace", object{"resourceGroupName": workload, "azureMonitorWorkspaceName": names.AzureMonitorWorkspace()})
	create("azure-native:containerservice/v20241001:ManagedCluster", object{
		"resourceGroupName": workload, "resourceName": cluster, "dnsPrefix": "test", "identity": object{"type": "SystemAssigned"},
		"agentPoolProfiles": []any{object{
			"name": "npsystem", "mode": "System", "count": 3., "vmSize": "Standard_D4ds_v5", "osType": "Linux", "type": "VirtualMachineScaleSets",
		}},
	})
	create("azure-native:keyvault/v20230701:Vault", object{"resourceGroupName": workload, "vaultName": names.Vault(), "properties": object{
		"tenantId": monitor.Tenant, "sku": object{"family": "A", "name": "standard"}, "enableRbacAuthorization": true,
	}})
	create("azure-native:containerregistry/v20230701:Registry", object{
		"resourceGroupName": workload, "registryName": names.Registry(), "sku": object{"name": "Premium"},
	})
	create("azure-native:storage/v20240101:StorageAccount", object{
		"resourceGroupName": workload, "accountName": "stevents", "kind": "StorageV2", "sku": object{"name": "Standard_LRS"},
	})
	create("azure-native:network/v20240501:VirtualNetwork", object{
		"resourceGroupName": hub, "virtualNetworkName": "vnet", "addressSpace": object{"addressPrefixes": []any{"10.0.0.0/16"}},
		"subnets": []any{
			object{"name": azure.SubnetAzureFirewall, "addressPrefix": "10.0.0.0/26"},
			object{"name": azure.SubnetAzureBastion, "addressPrefix": "10.0.1.0/26"},
			object{"name": "snet-gateway", "addressPrefix": "10.0.2.0/24"},
		},
	})
	subnet := func(name string) object {
		return object{"id": id(hub, "Microsoft.Network/virtualNetworks/subnets", "vnet", name)}
	}
	for group, name := range map[string]string{"pip-fw": hub, "pip-ab": hub, "pip-entry": workload} {
		create(address(name, group))
	}
	pip := func(group, name string) object {
		return object{"id": id(group, "Microsoft.Network/publicIPAddresses", name)}
	}
	create("azure-native:network/v20240501:AzureFirewall", object{
		"resourceGroupName": hub, "azureFirewallName": names.Firewall(), "sku": object{"name": "AZFW_VNet", "tier": "Standard"},
		"ipConfigurations": []any{object{"name": "ip", "subnet": subnet(azure.SubnetAzureFirewall), "publicIPAddress": pip(hub, "pip-fw")}},
	})
	create("azure-native:network/v20240501:BastionHost", object{
		"resourceGroupName": hub, "bastionHostName": names.Bastion(), "sku": object{"name": "Standard"},
		"ipConfigurations": []any{object{"name": "ip", "subnet": subnet(azure.SubnetAzureBastion), "publicIPAddress": pip(hub, "pip-ab")}},
	})
	part := func(kind, name string) object { return object{"id": gatewayID + "/" + kind + "/" + name} }
	create("azure-native:network/v20240501:ApplicationGateway", object{
		"resourceGroupName": workload, "applicationGatewayName": names.ApplicationGateway(), "sku": object{"name": "Standard_v2", "tier": "Standard_v2", "capacity": 1.},
		"gatewayIPConfigurations":       []any{object{"name": "ip", "subnet": subnet("snet-gateway")}},
		"frontendIPConfigurations":      []any{object{"name": "public", "publicIPAddress": pip(workload, "pip-entry")}},
		"frontendPorts":                 []any{object{"name": "http", "port": 80.}},
		"backendAddressPools":           []any{object{"name": "pool"}},
		"backendHttpSettingsCollection": []any{object{"name": "http", "port": 80., "protocol": "Http", "requestTimeout": 20.}},
		"httpListeners": []any{object{
			"name": "http", "protocol": "Http", "frontendIPConfiguration": part("frontendIPConfigurations", "public"), "frontendPort": part("frontendPorts", "http"),
		}},
		"requestRoutingRules": []any{object{
			"name": "rule", "ruleType": "Basic", "priority": 100., "httpListener": part("httpListeners", "http"),
			"backendAddressPool": part("backendAddressPools", "pool"), "backendHttpSettings": part("backendHttpSettingsCollection", "http"),
		}},
	})
	return m
}

// deploy builds action groups and alerts in a new world. change is over the args of the alerts.
func deploy(t *testing.T, settings alerting.Settings, change func(*alerting.Args)) (*monitor.Monitor, error) {
	t.Helper()
	m := newWorld(t)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		groups, err := alerting.NewActionGroups(ctx, "primary-actions", &alerting.ActionGroupsArgs{
			Receivers: settings.Receivers, Names: names, ResourceGroupName: pulumi.String(workload), Tags: map[string]string{"team": "platform"},
		})
		if err != nil {
			return err
		}
		location, _ := azure.LookupLocation("westeurope")
		args := &alerting.Args{
			Settings: settings, Names: names, Location: location, ResourceGroupName: pulumi.String(workload),
			ResourceGroupID: pulumi.String(azure.ResourceGroupID(monitor.Subscription, workload)), ActionGroupIDs: groups.IDs,
			WorkspaceID: pulumi.String(workspaceID), ClusterID: pulumi.String(clusterID), Tags: map[string]string{"team": "platform"},
		}
		if change != nil {
			change(args)
		}
		_, err = alerting.New(ctx, "primary-alerting", args)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}
