package cluster

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

const (
	adminGroup    = "aaaaaaaa-0000-4000-8000-00000000000a"
	deployer      = "dddddddd-0000-4000-8000-00000000000d"
	tenant        = "11111111-0000-4000-8000-000000000001"
	foreignTenant = "22222222-0000-4000-8000-000000000002"
)

func TestIdentityDefaults(t *testing.T) {
	for class, kubelet := range map[environment.Class]string{
		environment.Dev: KubeletSystem, environment.QA: KubeletBYO, environment.Prod: KubeletBYO,
	} {
		got := decode[Identity](t, "identity", `{}`, class)
		assert.Equal(t, Identity{Authorization: AuthorizationAzureRBAC, ControlPlane: "userAssigned", Kubelet: kubelet}, got)
	}
}

func TestIdentityRefuses(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{
			name: "no administrators", text: `{}`,
			want: `identity.clusterAdminGroupObjectId: is required: without it nobody can administer the cluster, local accounts being off; write the object ID that ` + "`az ad group show`" + ` prints
    (https://learn.microsoft.com/azure/aks/entra-id-control-plane-authentication)`,
		},
		{
			name: "administrators by name", text: `{"clusterAdminGroupObjectId":"cluster-admins"}`,
			want: `identity.clusterAdminGroupObjectId: "cluster-admins" is not an object ID; a group's name is not enough; write the object ID that ` + "`az ad group show`" + ` prints
    (https://learn.microsoft.com/azure/aks/entra-id-control-plane-authentication)`,
		},
		{
			name: "the pipeline as administrator", text: fmt.Sprintf(`{"clusterAdminGroupObjectId":%q,"deployerObjectId":%q}`, strings.ToUpper(deployer), deployer),
			want: `identity.clusterAdminGroupObjectId: "DDDDDDDD-0000-4000-8000-00000000000D" is deployerObjectId, and a pipeline is no group of administrators; name a group of people, with at least one account to break glass
    (https://learn.microsoft.com/azure/aks/entra-id-control-plane-authentication)`,
		},
		{
			name: "tenant by name", text: fmt.Sprintf(`{"clusterAdminGroupObjectId":%q,"clusterTenantId":"contoso.onmicrosoft.com","deployerObjectId":"me"}`, adminGroup),
			want: `identity.clusterTenantId: "contoso.onmicrosoft.com" is not the GUID of a tenant; write 8-4-4-4-12 hexadecimal digits
    (https://learn.microsoft.com/azure/aks/entra-id-control-plane-authentication)
identity.deployerObjectId: "me" is not an object ID; write 8-4-4-4-12 hexadecimal digits`,
		},
		{
			name: "unknown authorization", text: fmt.Sprintf(`{"clusterAdminGroupObjectId":%q,"authorization":"both"}`, adminGroup),
			want: `identity.authorization: "both" is not supported; choose one of azureRbac, kubernetesRbac
    (https://learn.microsoft.com/azure/aks/entra-id-authorization)`,
		},
		{
			name: "service principal", text: fmt.Sprintf(`{"clusterAdminGroupObjectId":%q,"controlPlane":"servicePrincipal"}`, adminGroup),
			want: `identity.controlPlane: "servicePrincipal" has a secret that expires and leaks; choose userAssigned
    (https://learn.microsoft.com/azure/aks/managed-identity-overview)`,
		},
		{
			name: "identity that AKS makes", text: fmt.Sprintf(`{"clusterAdminGroupObjectId":%q,"controlPlane":"systemAssigned","kubelet":"mine"}`, adminGroup),
			want: `identity.controlPlane: "systemAssigned" does not exist before the cluster, and so cannot hold its rights on subnets and on the DNS zone in time; choose userAssigned
    (https://learn.microsoft.com/azure/aks/managed-identity-overview)
identity.kubelet: "mine" is not supported; choose one of byo, system
    (https://learn.microsoft.com/azure/aks/managed-identity-overview)`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, told(decode[Identity](t, "identity", c.text, environment.Prod).Validate("identity", environment.Prod)))
		})
	}
}

func TestAzureRBACOnlyKnowsTheSubscriptionsTenant(t *testing.T) {
	foreign := Identity{Authorization: AuthorizationAzureRBAC, ClusterTenantID: foreignTenant}
	assert.Equal(t, `identity.authorization: "azureRbac" only knows tenant 11111111-0000-4000-8000-000000000001, and clusterTenantId is 22222222-0000-4000-8000-000000000002; choose kubernetesRbac, or the tenant of the subscriptions
    (https://learn.microsoft.com/azure/aks/entra-id-authorization)`, told(foreign.ValidateTenant("identity", tenant)))

	foreign.Authorization = AuthorizationKubernetesRBAC
	assert.Empty(t, foreign.ValidateTenant("identity", tenant))
	assert.Empty(t, Identity{Authorization: AuthorizationAzureRBAC}.ValidateTenant("identity", tenant), "no tenant means the subscription's")
	same := Identity{Authorization: AuthorizationAzureRBAC, ClusterTenantID: strings.ToUpper(foreignTenant)}
	assert.Empty(t, same.ValidateTenant("identity", foreignTenant), "in any case")
}

func TestLockedNodeGroupExcludesTheLegacyGrant(t *testing.T) {
	legacy := Identity{LegacyKubeletVMContributor: true}
	assert.Equal(t, `cluster.nodeResourceGroupProfile.restrictionLevel: "ReadOnly" denies what identity.legacyKubeletVmContributor grants; remove the legacy grant, which nothing needs
    (https://learn.microsoft.com/azure/aks/node-resource-group-lockdown)`, told(DefaultSettings(environment.Prod).ValidateIdentity("cluster", legacy)))
	assert.Empty(t, DefaultSettings(environment.Dev).ValidateIdentity("cluster", legacy))
	assert.Empty(t, DefaultSettings(environment.Prod).ValidateIdentity("cluster", Identity{}))
}

func TestNodeGroupNameOf81Characters(t *testing.T) {
	require.NoError(t, checkNodeResourceGroup(strings.Repeat("g", 80)))
	assert.EqualError(t, checkNodeResourceGroup(strings.Repeat("g", 81)), `NodeResourceGroup: "`+strings.Repeat("g", 79)+`... has 81 characters, and AKS takes 80; shorten the cluster's name
    (https://learn.microsoft.com/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/aks-common-issues-faq)`)
}

func TestBackupNeedsDiskDriverAndSnapshots(t *testing.T) {
	assert.Equal(t, `storage.disk: false is off, and a backup takes snapshots of disks; set it to true
    (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept)
storage.snapshot: false is off, and a backup takes snapshots of disks; set it to true
    (https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept)`, told(Storage{File: true}.ValidateForBackup("storage")))
	assert.Empty(t, Storage{Disk: true, Snapshot: true}.ValidateForBackup("storage"))
}

func TestLocationRefuses(t *testing.T) {
	const zonePrefix = "/subscriptions/33333333-0000-4000-8000-000000000003/resourceGroups/rg-dns/providers/Microsoft.Network/privateDnsZones/"
	location := azure.Location{Name: "westeurope", Zones: []string{"1", "2", "3"}}
	noZones := azure.Location{Name: "westus"}
	for _, c := range []struct {
		name      string
		text      string
		location  azure.Location
		sizeZones map[string][]string
		want      string
	}{
		{name: "zone of the region", text: `{"apiServer":{"privateDNSZone":"` + zonePrefix + `privatelink.westeurope.azmk8s.io"}}`, location: location},
		{name: "sub-zone of the region", text: `{"apiServer":{"privateDNSZone":"` + zonePrefix + `team1.privatelink.westeurope.azmk8s.io"}}`, location: location},
		{
			name: "zone of another region", text: `{"apiServer":{"privateDNSZone":"` + zonePrefix + `privatelink.northeurope.azmk8s.io"}}`, location: location,
			want: `cluster.apiServer.privateDNSZone: "` + zonePrefix[:79] + `... is not a zone for this cluster: private DNS zone "privatelink.northeurope.azmk8s.io" is for region northeurope, the cluster is in westeurope: expected privatelink.westeurope.azmk8s.io; use a zone named privatelink.westeurope.azmk8s.io
    (https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns)`,
		},
		{
			name: "zone of another kind of private cluster", text: `{"apiServer":{"privateDNSZone":"` + zonePrefix + `private.westeurope.azmk8s.io"}}`, location: location,
			want: `cluster.apiServer.privateDNSZone: "` + zonePrefix[:79] + `... is a zone for API-server VNet integration, not for a private endpoint; use a zone named privatelink.westeurope.azmk8s.io
    (https://learn.microsoft.com/azure/aks/private-clusters#configuration-options-for-private-dns)`,
		},
		{
			name: "region without zones", text: withSystemPool(`"availabilityZones":["1"]`), location: noZones,
			want: `cluster.nodePools[0].availabilityZones: "1" is not a zone of westus, which has none; write the zones that the region has, or [] for none
    (https://learn.microsoft.com/azure/aks/reliability-availability-zones-configure)`,
		},
		{
			name: "size that is restricted in a zone", text: withSystemPool(`"availabilityZones":["1","3"]`), location: location,
			sizeZones: map[string][]string{"Standard_D2d_v5": {"1", "2"}},
			want: `cluster.nodePools[0].availabilityZones: "3" is not open to Standard_D2d_v5 in westeurope: this subscription has 1, 2; choose among those zones, or another size
    (https://learn.microsoft.com/azure/aks/reliability-availability-zones-configure)`,
		},
		{name: "no zones anywhere", text: withSystemPool(`"availabilityZones":[]`), location: noZones},
	} {
		t.Run(c.name, func(t *testing.T) {
			assert.Equal(t, c.want, told(settings(t, c.text, environment.Prod).ValidateLocation("cluster", c.location, c.sizeZones)))
		})
	}
}
