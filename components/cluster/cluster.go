// Package cluster is the AKS cluster of one region: its identities and their rights, the cluster itself, its node pools,
// when AKS may change it, who may use it, and the identities of what runs in it. Its settings say what can be chosen and
// refuse what AKS or production would; what all clusters share is written here as constants. Networks, workspace and
// DNS zone come from outside, by their IDs.
package cluster

import (
	"fmt"
	"slices"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:cluster:Cluster"

// Args are what a cluster is made of: the settings that were validated, and what other parts of the stack have made.
type Args struct {
	// Settings are the cluster's settings. Required.
	Settings Settings
	// Identity says who may use the cluster. Required.
	Identity Identity
	// Names are the region's physical names. Required.
	Names naming.Names
	// Location is the region. Required.
	Location azure.Location
	// RegionIndex counts the stack's regions from 0; it moves the maintenance windows apart.
	RegionIndex int
	// SubscriptionID is the GUID of the cluster's subscription. Required.
	SubscriptionID string
	// TenantID is the GUID of the tenant that the subscription trusts. Required.
	TenantID string
	// ResourceGroupName is the group of cluster and identities. Required.
	ResourceGroupName pulumi.StringInput
	// VNetID is the spoke's virtual network. Required.
	VNetID pulumi.StringInput
	// NodeSubnetID is the subnet of nodes. Required.
	NodeSubnetID pulumi.StringInput
	// IngressSubnetID is the subnet of ingress controllers' load balancers. Required.
	IngressSubnetID pulumi.StringInput
	// PrivateClusterSubnetID is the subnet that waits for the API server; nil where there is none.
	PrivateClusterSubnetID pulumi.StringInput
	// PoolSubnetIDs are the spoke's extra subnets by name; those that pools ask for must be in it.
	PoolSubnetIDs map[string]pulumi.StringInput
	// RouteTableID is the route table of the node subnet; nil unless OutboundType is userDefinedRouting.
	RouteTableID pulumi.StringInput
	// PrivateDNSZoneID is the landing zone's zone of private API servers; nil with a public one, or where the settings
	// name another.
	PrivateDNSZoneID pulumi.StringInput
	// WorkspaceID is the Log Analytics workspace of the cluster. Required.
	WorkspaceID pulumi.StringInput
	// ContainerInsightsRuleID is the data collection rule of container logs, PrometheusRuleID the one of metrics; the
	// cluster is associated with both. nil collects nothing.
	ContainerInsightsRuleID, PrometheusRuleID pulumi.StringInput
	// RegistryID is the registry that nodes pull images from; nil where there is none.
	RegistryID pulumi.StringInput
	// RegistryABAC says that the registry gives rights by repository, which takes other roles.
	RegistryABAC bool
	// IngressController is who terminates TLS in the cluster; nil where nobody does.
	IngressController *IngressController
	// OutboundType is how nodes leave the network: userDefinedRouting, userAssignedNATGateway or loadBalancer. Required.
	OutboundType string
	// EgressIPRanges are the public addresses or ranges that nodes leave from; a public API server lets them in. nil with
	// outbound type loadBalancer, whose address AKS adds by itself.
	EgressIPRanges pulumi.StringArrayInput
	// NamespaceAccess says which groups may do what in which namespace.
	NamespaceAccess []NamespaceAccess
	// Workloads get an identity each.
	Workloads []Workload
	// After is what must exist before the cluster is created besides what its IDs tell: routes, peerings, DNS links,
	// firewall rules.
	After []pulumi.Resource
	// Class decides defaults that were not completed. Required.
	Class environment.Class
	// Tags are on everything that takes tags.
	Tags map[string]string
	// Protect refuses the deletion and replacement of the cluster.
	Protect bool
}

// Cluster is an AKS cluster with what belongs to it.
type Cluster struct {
	pulumi.ResourceState

	// ID is the cluster's ARM ID.
	ID pulumi.StringOutput
	// Name is its name.
	Name pulumi.StringOutput
	// ResourceGroupName is the group it is in.
	ResourceGroupName pulumi.StringOutput
	// OIDCIssuerURL is the issuer of the tokens of its service accounts.
	OIDCIssuerURL pulumi.StringOutput
	// NodeResourceGroup is the group that AKS made for the nodes.
	NodeResourceGroup pulumi.StringOutput
	// KubeletObjectID is the object ID of the identity that pulls images.
	KubeletObjectID pulumi.StringOutput
	// ControlPlanePrincipalID is the object ID of the control plane's identity.
	ControlPlanePrincipalID pulumi.StringOutput
	// WorkloadIdentityClientIDs are the client IDs of the workloads' identities, by workload.
	WorkloadIdentityClientIDs pulumi.StringMapOutput
	// WorkloadIdentityClientIDByName holds the same as single outputs.
	WorkloadIdentityClientIDByName map[string]pulumi.StringOutput
	// IngressControllerClientID is the client ID of the ingress controller's identity; empty without one.
	IngressControllerClientID pulumi.StringOutput
	// Ready is what has to be there before anything can run in the cluster: the cluster, all its pools, and the right to
	// pull images.
	Ready []pulumi.Resource
}

// New declares a cluster. It refuses args that lack something required, and those that AKS would refuse.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Cluster, error) {
	b, err := newBuilder(ctx, name, args)
	if err != nil {
		return nil, fmt.Errorf("cluster %q: %w", name, err)
	}
	c := &Cluster{}
	if err := ctx.RegisterComponentResource(Token, name, c, opts...); err != nil {
		return nil, fmt.Errorf("cluster %q: %w", name, err)
	}
	b.parent = pulumi.Parent(c)
	if err := b.build(c); err != nil {
		return nil, fmt.Errorf("cluster %q: %w", name, err)
	}
	if err := ctx.RegisterResourceOutputs(c, c.outputs()); err != nil {
		return nil, fmt.Errorf("cluster %q: outputs: %w", name, err)
	}
	return c, nil
}

// build declares the children: first who the cluster is and what it may do, then the cluster, then all that needs it.
func (b *builder) build(c *Cluster) error {
	ids, err := b.newIdentities()
	if err != nil {
		return err
	}
	grants, err := b.grants(ids)
	if err != nil {
		return err
	}
	ingress, err := b.newIngressController()
	if err != nil {
		return err
	}
	early, err := b.earlyPullGrant(ids)
	if err != nil {
		return err
	}
	cluster, err := b.managedCluster(ids, slices.Concat(grants, ingress.grants, early))
	if err != nil {
		return err
	}
	pools, err := b.agentPools(cluster)
	if err != nil {
		return err
	}
	late, err := b.latePullGrant(ids, cluster)
	if err != nil {
		return err
	}
	if err := b.associateDataCollection(cluster); err != nil {
		return err
	}
	if err := b.federateIngressController(ingress, cluster); err != nil {
		return err
	}
	if err := b.maintenanceConfigurations(cluster); err != nil {
		return err
	}
	if err := b.access(cluster); err != nil {
		return err
	}
	if err := b.legacyKubeletGrant(cluster, ids); err != nil {
		return err
	}
	if err := b.sendDiagnostics(cluster); err != nil {
		return err
	}
	clientIDs, err := b.newWorkloads(cluster)
	if err != nil {
		return err
	}
	c.ID = cluster.ID().ToStringOutput()
	c.Name = cluster.Name
	c.ResourceGroupName = b.args.ResourceGroupName.ToStringOutput()
	c.OIDCIssuerURL = cluster.OidcIssuerProfile.IssuerURL().Elem()
	c.NodeResourceGroup = cluster.NodeResourceGroup.Elem()
	c.KubeletObjectID = ids.kubeletObjectID(cluster)
	c.ControlPlanePrincipalID = ids.controlPlane.PrincipalId
	c.WorkloadIdentityClientIDByName = clientIDs
	c.WorkloadIdentityClientIDs = toStringMap(clientIDs)
	c.IngressControllerClientID = ingress.clientID
	c.Ready = slices.Concat([]pulumi.Resource{cluster}, pools, late)
	return nil
}

// managedCluster declares the cluster, after everything it needs. Each profile is written out in the file of its subject,
// so that no value is anybody else's default.
func (b *builder) managedCluster(ids identities, grants []pulumi.Resource) (*containerservice.ManagedCluster, error) {
	network := b.networkProfile()
	options := []pulumi.ResourceOption{
		b.parent, pulumi.Protect(b.args.Protect), pulumi.DependsOn(slices.Concat(grants, b.args.After)), withoutSDKDefaults(network),
	}
	if ignored := b.ignoredInCluster(); len(ignored) > 0 {
		options = append(options, pulumi.IgnoreChanges(ignored))
	}
	cluster, err := containerservice.NewManagedCluster(b.ctx, b.child("cluster"), &containerservice.ManagedClusterArgs{
		AadProfile:             b.aadProfile(),
		AddonProfiles:          b.addonProfiles(),
		AgentPoolProfiles:      containerservice.ManagedClusterAgentPoolProfileArray{b.systemPoolProfile()},
		ApiServerAccessProfile: b.accessProfile(),
		AutoScalerProfile:      b.autoScalerProfile(),
		AutoUpgradeProfile:     b.autoUpgradeProfile(),
		AzureMonitorProfile:    b.azureMonitorProfile(),
		DisableLocalAccounts:   pulumi.Bool(true),
		DnsPrefix:              pulumi.String(b.args.Names.ClusterDNSPrefix()),
		EnableRBAC:             pulumi.Bool(true),
		Identity: containerservice.ManagedClusterIdentityArgs{
			Type:                   containerservice.ResourceIdentityTypeUserAssigned,
			UserAssignedIdentities: pulumi.StringArray{ids.controlPlane.ID().ToStringOutput()},
		},
		IdentityProfile: ids.identityProfile(),
		IngressProfile: containerservice.ManagedClusterIngressProfileArgs{
			WebAppRouting: containerservice.ManagedClusterIngressProfileWebAppRoutingArgs{Enabled: pulumi.Bool(false)},
		},
		KubernetesVersion: pulumi.String(b.settings.KubernetesVersion),
		Location:          pulumi.String(b.args.Location.Name),
		MetricsProfile: containerservice.ManagedClusterMetricsProfileArgs{
			// AKS refuses it on the Free tier: https://learn.microsoft.com/azure/aks/cost-analysis#prerequisites-and-limitations
			CostAnalysis: containerservice.ManagedClusterCostAnalysisArgs{Enabled: pulumi.Bool(b.settings.SKU.Tier != TierFree)},
		},
		NetworkProfile:    network,
		NodeResourceGroup: pulumi.String(b.args.Names.NodeResourceGroup()),
		NodeResourceGroupProfile: containerservice.ManagedClusterNodeResourceGroupProfileArgs{
			RestrictionLevel: pulumi.String(b.settings.NodeResourceGroupProfile.RestrictionLevel),
		},
		OidcIssuerProfile: containerservice.ManagedClusterOIDCIssuerProfileArgs{Enabled: pulumi.Bool(true)},
		// Pod identity, the predecessor of workload identity, lets any pod ask for any identity.
		PodIdentityProfile: containerservice.ManagedClusterPodIdentityProfileArgs{Enabled: pulumi.Bool(false)},
		ResourceGroupName:  b.args.ResourceGroupName,
		ResourceName:       pulumi.String(b.args.Names.Cluster()),
		SecurityProfile:    b.securityProfile(),
		// msi stands for the identity above: no service principal.
		ServicePrincipalProfile: containerservice.ManagedClusterServicePrincipalProfileArgs{ClientId: pulumi.String("msi")},
		Sku: containerservice.ManagedClusterSKUArgs{
			Name: pulumi.String("Base"), Tier: pulumi.String(b.settings.SKU.Tier),
		},
		StorageProfile: b.storageProfile(),
		SupportPlan:    pulumi.String(b.settings.SupportPlan),
		Tags:           pulumi.ToStringMap(b.args.Tags),
		WorkloadAutoScalerProfile: containerservice.ManagedClusterWorkloadAutoScalerProfileArgs{
			Keda:                  containerservice.ManagedClusterWorkloadAutoScalerProfileKedaArgs{Enabled: pulumi.Bool(false)},
			VerticalPodAutoscaler: containerservice.ManagedClusterWorkloadAutoScalerProfileVerticalPodAutoscalerArgs{Enabled: pulumi.Bool(false)},
		},
	}, options...)
	if err != nil {
		return nil, fmt.Errorf("managed cluster: %w", err)
	}
	return cluster, nil
}

func (c *Cluster) outputs() pulumi.Map {
	return pulumi.Map{
		"id": c.ID, "name": c.Name, "resourceGroupName": c.ResourceGroupName, "oidcIssuerUrl": c.OIDCIssuerURL,
		"nodeResourceGroup": c.NodeResourceGroup, "kubeletObjectId": c.KubeletObjectID,
		"controlPlanePrincipalId": c.ControlPlanePrincipalID, "workloadIdentityClientIds": c.WorkloadIdentityClientIDs,
		"ingressControllerClientId": c.IngressControllerClientID,
	}
}

func toStringMap(values map[string]pulumi.StringOutput) pulumi.StringMapOutput {
	all := pulumi.StringMap{}
	for key, value := range values {
		all[key] = value
	}
	return all.ToStringMapOutput()
}

// builder holds what every step of New needs.
type builder struct {
	ctx      *pulumi.Context
	name     string
	args     *Args
	settings Settings // completed
	parent   pulumi.ResourceOption
}

// child is the Pulumi name of a child.
func (b *builder) child(part string) string { return b.name + "-" + part }

func newBuilder(ctx *pulumi.Context, name string, args *Args) (*builder, error) {
	if args == nil {
		return nil, fmt.Errorf("args are required")
	}
	b := &builder{ctx: ctx, name: name, args: args, settings: args.Settings}
	b.settings.Complete(args.Class)
	if err := b.check(); err != nil {
		return nil, err
	}
	return b, nil
}

// maxNodeResourceGroupName is AKS's limit on the name of the nodes' group, tighter than ARM's 90.
const maxNodeResourceGroupName = 80

const nodeResourceGroupSource = "https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-common-issues-faq"

// check refuses wiring that would only fail in Azure. What is in the configuration was validated with its path before.
func (b *builder) check() error {
	a := b.args
	for _, required := range []struct {
		name    string
		missing bool
	}{
		{"Location", a.Location.Name == ""},
		{"SubscriptionID", !azure.IsGUID(a.SubscriptionID)},
		{"TenantID", !azure.IsGUID(a.TenantID)},
		{"ResourceGroupName", a.ResourceGroupName == nil},
		{"VNetID", a.VNetID == nil},
		{"NodeSubnetID", a.NodeSubnetID == nil},
		{"IngressSubnetID", a.IngressSubnetID == nil},
		{"WorkspaceID", a.WorkspaceID == nil},
		{"RouteTableID, with OutboundType userDefinedRouting,", a.OutboundType == OutboundUserDefinedRouting && a.RouteTableID == nil},
		{"PrivateDNSZoneID, with a private API server,", b.settings.APIServer.Private() && b.privateDNSZone() == nil},
		{
			"EgressIPRanges, with a public API server and a way out of one's own,",
			!b.settings.APIServer.Private() && a.OutboundType != OutboundLoadBalancer && a.EgressIPRanges == nil,
		},
		{"a node pool with mode System", b.settings.systemPool() < 0},
	} {
		if required.missing {
			return fmt.Errorf("%s is required", required.name)
		}
	}
	for _, subnet := range b.poolSubnets() {
		if a.PoolSubnetIDs[subnet] == nil {
			return fmt.Errorf("a node pool asks for subnet %q, which PoolSubnetIDs lacks", subnet)
		}
	}
	for _, access := range a.NamespaceAccess {
		for _, role := range access.roles() {
			if role.group != "" && !azure.IsGUID(role.group) {
				return fmt.Errorf("access to namespace %q: %q is not the object ID of a group", access.Namespace, role.group)
			}
		}
	}
	if err := checkNodeResourceGroup(a.Names.NodeResourceGroup()); err != nil {
		return err
	}
	errors := CheckOutboundType("OutboundType", a.OutboundType)
	errors.Append(a.Identity.ValidateTenant("Identity", a.TenantID))
	if len(errors) > 0 {
		return errors[0]
	}
	return nil
}

func checkNodeResourceGroup(name string) error {
	if len(name) > maxNodeResourceGroupName {
		return field.Error{
			Path: "NodeResourceGroup", Value: name, Rule: fmt.Sprintf("has %d characters, and AKS takes %d", len(name), maxNodeResourceGroupName),
			Remedy: "shorten the cluster's name", Source: nodeResourceGroupSource,
		}
	}
	return nil
}
