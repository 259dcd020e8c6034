package cluster_test

import (
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

func TestChildrenOfEveryClass(t *testing.T) {
	for _, class := range []environment.Class{environment.Dev, environment.Prod} {
		t.Run(string(class), func(t *testing.T) {
			golden.Compare(t, "testdata/"+string(class)+".golden", monitor.Graph(children(deploy(t, args(class), nil))))
		})
	}
}

func TestChildrenOfEveryOption(t *testing.T) {
	m := deploy(t, everything(t), everythingAround)
	golden.Compare(t, "testdata/options.golden", monitor.Graph(children(m)))

	guids := map[string]string{}
	for name, assignment := range ofType(m, azure.TypeRoleAssignment) {
		guid := assignment.In().At("roleAssignmentName").Text()
		assert.NotContains(t, guids, guid, "%s has the GUID of %s", name, guids[guid])
		guids[guid] = name
	}
}

func TestOnlyTheClusterIsProtected(t *testing.T) {
	for _, child := range children(deploy(t, args(environment.Prod), nil)) {
		assert.Equal(t, azure.CanonicalType(child.Type) == azure.TypeManagedCluster, child.Protect, child.Name)
	}
}

func TestClusterWaitsForItsGrantsAndForWhatItIsGiven(t *testing.T) {
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		a := args(environment.Prod)
		if err := surround(ctx, a); err != nil {
			return err
		}
		before, err := resources.NewResourceGroup(ctx, "before", &resources.ResourceGroupArgs{
			ResourceGroupName: pulumi.String("rg-before"), Location: pulumi.String("westeurope"),
		})
		if err != nil {
			return err
		}
		a.After = append(a.After, before)
		_, err = cluster.New(ctx, "primary-cluster", a)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	dependencies := managed(t, m).Dependencies
	assert.Contains(t, dependencies, "azure-native:resources:ResourceGroup::before")
	for name, assignment := range ofType(m, azure.TypeRoleAssignment) {
		if strings.HasPrefix(name, "grant-") {
			assert.Contains(t, dependencies, assignment.Key())
		}
	}
}

func TestOutputs(t *testing.T) {
	var mutex sync.Mutex
	got := map[string]any{}
	a := everything(t)
	m, err := run(t, monitor.Options{}, a, everythingAround, func(c *cluster.Cluster) {
		for name, output := range map[string]pulumi.StringOutput{
			"id": c.ID, "name": c.Name, "group": c.ResourceGroupName, "issuer": c.OIDCIssuerURL, "node group": c.NodeResourceGroup,
			"kubelet": c.KubeletObjectID, "control plane": c.ControlPlanePrincipalID, "shop": c.WorkloadIdentityClientIDByName["shop"],
		} {
			output.ApplyT(func(value string) string {
				mutex.Lock()
				defer mutex.Unlock()
				got[name] = value
				return value
			})
		}
		c.WorkloadIdentityClientIDs.ApplyT(func(values map[string]string) map[string]string {
			mutex.Lock()
			defer mutex.Unlock()
			got["workloads"] = values
			return values
		})
		assert.Len(t, c.Ready, 4, "the cluster and three pools")
	})
	require.NoError(t, err)
	outputs := func(token, name, key string) any { return m.Find(token, name).Outputs[key] }
	shop := outputs(azure.TypeUserAssignedIdentity, "primary-cluster-workload-shop", "clientId")
	kubelet := outputs(azure.TypeManagedCluster, "primary-cluster-cluster", "identityProfile").(map[string]any)["kubeletidentity"].(map[string]any)
	issuer := outputs(azure.TypeManagedCluster, "primary-cluster-cluster", "oidcIssuerProfile").(map[string]any)
	assert.Equal(t, map[string]any{
		"id":            azure.ResourceID(subscription, a.Names.WorkloadResourceGroup(), "Microsoft.ContainerService/managedClusters", a.Names.Cluster()),
		"name":          a.Names.Cluster(),
		"group":         a.Names.WorkloadResourceGroup(),
		"issuer":        issuer["issuerURL"],
		"node group":    a.Names.NodeResourceGroup(),
		"kubelet":       kubelet["objectId"],
		"control plane": outputs(azure.TypeUserAssignedIdentity, "primary-cluster-controlplane", "principalId"),
		"shop":          shop,
		"workloads":     map[string]string{"shop": shop.(string)},
	}, got)
}

func TestOwnKubeletIdentityIsTheOutput(t *testing.T) {
	var got string
	m, err := run(t, monitor.Options{}, args(environment.Prod), nil, func(c *cluster.Cluster) {
		c.KubeletObjectID.ApplyT(func(value string) string { got = value; return value })
	})
	require.NoError(t, err)
	assert.Equal(t, m.Find(azure.TypeUserAssignedIdentity, "primary-cluster-kubelet").Outputs["principalId"], got)
}

// A name or role that is unknown at preview would escape every check of the preview.
func TestRoleAssignmentsAreKnownAtPreview(t *testing.T) {
	preview, err := run(t, monitor.Options{Preview: true}, args(environment.Dev), nil, nil)
	require.NoError(t, err)
	previewed, deployed := ofType(preview, azure.TypeRoleAssignment), ofType(deploy(t, args(environment.Dev), nil), azure.TypeRoleAssignment)
	require.Len(t, previewed, len(deployed))
	for name, assignment := range deployed {
		for _, key := range []string{"roleAssignmentName", "roleDefinitionId", "principalType"} {
			assert.Equal(t, assignment.Inputs[key], previewed[name].Inputs[key], "%s of %s", key, name)
		}
	}
	assert.False(t, previewed["grant-node-subnet"].In().At("principalId").Known(), "which is not so for the principal")
}

func TestTwoStacksHaveDifferentRoleAssignments(t *testing.T) {
	other := args(environment.Dev)
	other.Names = namesOf("other")
	theirs := ofType(deploy(t, other, nil), azure.TypeRoleAssignment)
	for name, assignment := range ofType(deploy(t, args(environment.Dev), nil), azure.TypeRoleAssignment) {
		assert.NotEqual(t, assignment.Inputs["roleAssignmentName"], theirs[name].Inputs["roleAssignmentName"], name)
	}
}

func TestNewRefusesArgs(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*cluster.Args)
		want   string
	}{
		{"no subscription", func(a *cluster.Args) { a.SubscriptionID = "mine" }, "SubscriptionID is required"},
		{"no tenant", func(a *cluster.Args) { a.TenantID = "" }, "TenantID is required"},
		{"no location", func(a *cluster.Args) { a.Location = azure.Location{} }, "Location is required"},
		{"no resource group", func(a *cluster.Args) { a.ResourceGroupName = nil }, "ResourceGroupName is required"},
		{"no network", func(a *cluster.Args) { a.VNetID = nil }, "VNetID is required"},
		{"no node subnet", func(a *cluster.Args) { a.NodeSubnetID = nil }, "NodeSubnetID is required"},
		{"no ingress subnet", func(a *cluster.Args) { a.IngressSubnetID = nil }, "IngressSubnetID is required"},
		{"no workspace", func(a *cluster.Args) { a.WorkspaceID = nil }, "WorkspaceID is required"},
		{"routes without a table", func(a *cluster.Args) { a.OutboundType = cluster.OutboundUserDefinedRouting }, "RouteTableID, with OutboundType userDefinedRouting, is required"},
		{"private without a zone", func(a *cluster.Args) { a.PrivateDNSZoneID = nil }, "PrivateDNSZoneID, with a private API server, is required"},
		{"public without the addresses of its nodes", func(a *cluster.Args) {
			a.Settings.APIServer.Mode = cluster.APIServerPublic
		}, "EgressIPRanges, with a public API server and a way out of one's own, is required"},
		{"no system pool", func(a *cluster.Args) { a.Settings.NodePools = a.Settings.NodePools[1:] }, "a node pool with mode System is required"},
		{"pool in an unknown subnet", func(a *cluster.Args) {
			a.Settings.NodePools[1].Subnet = "disks"
		}, `a node pool asks for subnet "disks", which PoolSubnetIDs lacks`},
		{"group by name", func(a *cluster.Args) {
			a.NamespaceAccess = []cluster.NamespaceAccess{{Namespace: "a0008", WriterGroupObjectID: "writers"}}
		}, `access to namespace "a0008": "writers" is not the object ID of a group`},
		{"outbound type of a newer API", func(a *cluster.Args) { a.OutboundType = "none" }, `OutboundType: "none" needs AKS API 2025-01-01, and clusters here are written in 2024-10-01; choose userDefinedRouting
    (https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters)`},
		{"Azure RBAC for another tenant", func(a *cluster.Args) { a.Identity.ClusterTenantID = foreignTenant }, `Identity.authorization: "azureRbac" only knows tenant ` + tenant + `, and clusterTenantId is ` + foreignTenant + `; choose kubernetesRbac, or the tenant of the subscriptions
    (https://learn.microsoft.com/azure/aks/entra-id-authorization)`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := run(t, monitor.Options{}, args(environment.Dev), c.change, nil)
			require.ErrorContains(t, err, `cluster "primary-cluster": `+c.want)
		})
	}
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		_, err := cluster.New(ctx, "primary-cluster", nil)
		assert.EqualError(t, err, `cluster "primary-cluster": args are required`)
		return nil
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
}
