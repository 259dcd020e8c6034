package stacks

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// exportOutputs writes the stack's contract with whoever reads it. The outputs of the first region stand at the top
// under their plain names; all regions stand under regions. A kubeconfig is never among them.
func exportOutputs(ctx *pulumi.Context, built []*region, common *shared) {
	regions := pulumi.Map{}
	for _, r := range built {
		regions[r.plan.Name] = r.outputs()
	}
	for name, value := range built[0].outputs() {
		ctx.Export(name, value)
	}
	ctx.Export("regions", regions)
	ctx.Export("containerRegistryName", common.registry.Name)
	ctx.Export("containerRegistryLoginServer", common.registry.LoginServer)
}

// outputs are what one region offers.
func (r *region) outputs() pulumi.Map {
	home := r.home()
	subnets := pulumi.StringArray{home.ClusterNodesSubnetID}
	return pulumi.Map{
		"location":                  pulumi.String(r.plan.Location.Name),
		"hubVnetId":                 r.hub.VNetID,
		"firewallPrivateIp":         r.hub.FirewallPrivateIP,
		"firewallPublicIps":         r.hub.FirewallPublicIPs,
		"egressPublicIpPrefix":      home.EgressPublicIPPrefix,
		"bastionHostResourceId":     r.hub.BastionID,
		"dnsResolverInboundIp":      r.hub.DNSResolverInboundIP,
		"clusterVnetResourceId":     home.VNetID,
		"nodepoolSubnetResourceIds": subnets,
		"aksClusterName":            r.cluster.Name,
		"aksClusterResourceGroup":   r.cluster.ResourceGroupName,
		"aksClusterResourceId":      r.cluster.ID,
		"oidcIssuerUrl":             r.cluster.OIDCIssuerURL,
		"workloadIdentityClientIds": r.cluster.WorkloadIdentityClientIDs,
		"ingressControllerClientId": r.cluster.IngressControllerClientID,
		"keyVaultName":              r.vault.VaultName,
		"appGwPublicIpAddress":      r.gateway.PublicIPAddress,
		"ilbIpAddress":              pulumi.String(r.gateway.IngressPrivateIP),
		"grafanaEndpoint":           r.monitoring.GrafanaEndpoint,
		"fluxRepositoryPublicKey":   r.bootstrap.RepositoryPublicKey,
	}
}
