package stacks

import (
	"slices"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/components/registry"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
)

func (c *composer) deployMonitoring() error {
	args := &monitoring.Args{
		Settings: c.config.Monitoring, Names: c.plan.Names, Location: c.plan.Location, ResourceGroupName: c.built.groups.workload,
		SubscriptionID: c.config.Subscriptions.Workload, Class: c.class, Tags: c.tags, Protect: c.protect,
	}
	if c.config.Monitoring.Grafana.Private() {
		args.PrivateEndpointSubnetID = c.built.home().PrivateLinkEndpointsSubnetID
		args.GrafanaZoneID = c.built.home().PrivateDNSZoneIDs[azure.PrivateDNSZoneGrafana]
	}
	var err error
	c.built.monitoring, err = monitoring.New(c.ctx, c.plan.Name+"-monitoring", args, c.workload)
	return err
}

// deployGovernance assigns the policies to the group of the workload, before anything that they judge is in it.
func (c *composer) deployGovernance() error {
	var err error
	c.built.governance, err = governance.New(c.ctx, c.plan.Name+"-governance", &governance.Args{
		Settings: c.config.Governance, Names: c.plan.Names, Location: c.plan.Location, SubscriptionID: c.config.Subscriptions.Workload,
		ResourceGroupName: c.built.groups.workload, ResourceGroupID: c.built.groups.workloadID, RegistryName: c.shared.registryName,
		Private: c.config.Cluster.APIServer.Private(), PublicFQDN: c.config.Cluster.APIServer.EnablePrivateClusterPublicFQDN, Suffixes: c.config.ingressSuffixes(),
		AllowedRegions: c.config.regionsWithReplicas(), VMSizes: c.config.vmSizes(), CustomDefinitionIDs: c.shared.definitions.IDs,
		ExtensionNamespaces: c.config.extensionNamespaces(),
		Class:               c.class, Tags: c.tags,
	}, c.workload)
	return err
}

// deployRegistry builds the one registry in the first region, and every region's way to it.
func (c *composer) deployRegistry() error {
	var err error
	if c.shared.registry == nil {
		c.shared.registry, err = registry.New(c.ctx, "registry", &registry.Args{
			Settings: c.config.Registry, Names: c.plan.Names, Location: c.plan.Location, Locations: c.config.locations(),
			SubscriptionID: c.config.Subscriptions.Workload, ResourceGroupName: c.built.groups.workload,
			WorkspaceID: c.built.monitoring.WorkspaceID, After: c.built.governance.RegistryReady,
			Class: c.class, Tags: c.tags, Protect: c.protect,
		}, c.workload)
		if err != nil {
			return err
		}
	}
	c.built.endpoint, err = registry.NewEndpoint(c.ctx, c.plan.Name+"-registry-endpoint", &registry.EndpointArgs{
		Names: c.plan.Names, Location: c.plan.Location, RegistryID: c.shared.registry.ID, RegistryName: c.shared.registryName,
		ResourceGroupName: c.built.groups.workload, SubnetID: c.built.home().PrivateLinkEndpointsSubnetID,
		PrivateDNSZoneID: c.built.home().PrivateDNSZoneIDs[azure.PrivateDNSZoneRegistry],
		After:            c.shared.registry.Ready, Tags: c.tags,
	}, c.workload)
	return err
}

// deployPurge lets the registry forget old tags, from a machine in the first region's network.
func (c *composer) deployPurge() error {
	purge := c.config.Registry.Purge
	if purge == nil || c.shared.purge != nil {
		return nil
	}
	home := c.built.home()
	var err error
	c.shared.purge, err = registry.NewPurge(c.ctx, "registry-purge", &registry.PurgeArgs{
		Settings: *purge, Location: c.plan.Location, RegistryName: c.shared.registry.Name, ResourceGroupName: c.built.groups.workload,
		SubnetID: home.ExtraSubnetIDs[purge.Subnet], Tags: c.tags,
		After: slices.Concat(c.built.hub.EgressReady, home.NetworkReady, c.built.endpoint.Ready, home.PrivateDNSLinks[azure.PrivateDNSZoneRegistry]),
	}, c.workload)
	return err
}

func (c *composer) deployVault() error {
	var err error
	c.built.vault, err = vault.New(c.ctx, c.plan.Name+"-vault", &vault.Args{
		Settings: c.config.Vault, Certificates: c.config.Certificates, Names: c.plan.Names, Location: c.plan.Location,
		TenantID: c.config.Subscriptions.TenantID, ResourceGroupName: c.built.groups.workload, WorkspaceID: c.built.monitoring.WorkspaceID,
		PrivateEndpointSubnetID: c.built.home().PrivateLinkEndpointsSubnetID,
		PrivateDNSZoneID:        c.built.home().PrivateDNSZoneIDs[azure.PrivateDNSZoneKeyVault],
		Tags:                    c.tags, Protect: c.protect,
	}, c.workload)
	return err
}

// vaultReady is what must be there before somebody in the network reads from the vault.
func (c *composer) vaultReady() []pulumi.Resource {
	return slices.Concat(c.built.vault.Ready, c.built.home().PrivateDNSLinks[azure.PrivateDNSZoneKeyVault])
}

// deployGateway builds the way in: it waits for the vault with its certificates, and for nothing of the cluster.
func (c *composer) deployGateway() error {
	zone := gateway.IngressZone(c.config.DNS.Domain)
	// By way of its ID, so that the record waits for the zone.
	zoneName := c.built.home().PrivateDNSZoneIDs[zone].ApplyT(func(string) string { return zone }).(pulumi.StringOutput)
	args := &gateway.Args{
		Settings: c.config.Ingress, Names: c.plan.Names, Location: c.plan.Location, Zones: c.plan.Zones, Domain: c.config.DNS.Domain,
		SubscriptionID: c.config.Subscriptions.Workload, ResourceGroupName: c.built.groups.workload,
		SpokeResourceGroupName: c.built.groups.spokes, SubnetID: c.built.home().ApplicationGatewaySubnetID,
		IngressZoneName: zoneName, IngressZoneResourceGroupName: c.built.groups.spokes,
		IngressPrivateIP: c.plan.IngressPrivateIP.String(), VaultID: c.built.vault.VaultID,
		ListenerCertificateSecretURI: c.built.vault.GatewayCertificateSecretURI,
		RootCertificateSecretURI:     c.built.vault.IngressCertificateSecretURI,
		WorkspaceID:                  c.built.monitoring.WorkspaceID, NetworkWorkspaceID: c.built.hub.WorkspaceID,
		After: c.vaultReady(), Tags: c.tags,
	}
	if id, err := azure.ParseID(c.config.DNS.ZoneIDs[zone]); err == nil {
		// The network team's zone is in the hub's subscription.
		args.IngressZoneResourceGroupName, args.IngressZoneProvider = pulumi.String(id.ResourceGroup()), c.hubs.connectivity
	}
	var err error
	c.built.gateway, err = gateway.New(c.ctx, c.plan.Name+"-gateway", args, c.workload)
	return err
}

// ingressController is who terminates TLS in the cluster; nil when nobody does.
func (c *composer) ingressController() *cluster.IngressController {
	if c.config.Ingress.Controller == gateway.ControllerNone {
		return nil
	}
	return &cluster.IngressController{
		Namespace: c.config.Ingress.Namespace, ServiceAccount: c.config.Ingress.ServiceAccount, VaultID: c.built.vault.VaultID,
	}
}
