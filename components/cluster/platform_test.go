package cluster_test

import (
	"testing"

	containerregistry "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"
	keyvault "github.com/pulumi/pulumi-azure-native-sdk/keyvault/v2/v20230701"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// platform declares a registry and a vault, and gives them to the cluster.
func platform(ctx *pulumi.Context, a *cluster.Args) error {
	registry, err := containerregistry.NewRegistry(ctx, "registry", &containerregistry.RegistryArgs{
		RegistryName: pulumi.String(a.Names.Registry()), ResourceGroupName: a.ResourceGroupName, Location: pulumi.String(a.Location.Name),
		Sku: containerregistry.SkuArgs{Name: pulumi.String("Premium")}, AdminUserEnabled: pulumi.Bool(false),
	})
	if err != nil {
		return err
	}
	vault, err := keyvault.NewVault(ctx, "vault", &keyvault.VaultArgs{
		VaultName: pulumi.String(a.Names.Vault()), ResourceGroupName: a.ResourceGroupName, Location: pulumi.String(a.Location.Name),
		Properties: keyvault.VaultPropertiesArgs{
			EnableRbacAuthorization: pulumi.Bool(true), Sku: keyvault.SkuArgs{Family: pulumi.String("A"), Name: keyvault.SkuNameStandard},
			TenantId: pulumi.String(a.TenantID), SoftDeleteRetentionInDays: pulumi.Int(7),
		},
	})
	if err != nil {
		return err
	}
	a.RegistryID = registry.ID().ToStringOutput()
	a.IngressController = &cluster.IngressController{
		Namespace: "a0008", ServiceAccount: "traefik-ingress-controller", VaultID: vault.ID().ToStringOutput(),
	}
	return nil
}

// deployOnPlatform is deploy with a registry and a vault around the cluster.
func deployOnPlatform(t *testing.T, a *cluster.Args, change func(*cluster.Args)) *monitor.Monitor {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	require.NoError(t, pulumi.RunErr(func(ctx *pulumi.Context) error {
		if err := surround(ctx, a); err != nil {
			return err
		}
		if err := platform(ctx, a); err != nil {
			return err
		}
		if change != nil {
			change(a)
		}
		_, err := cluster.New(ctx, "primary-cluster", a)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m)))
	return m
}

// after says whether one registration waits for another.
func after(t *testing.T, m *monitor.Monitor, later, earlier *monitor.Registration) bool {
	t.Helper()
	require.NotNil(t, later)
	require.NotNil(t, earlier)
	for _, key := range later.Dependencies {
		if key == earlier.Key() {
			return true
		}
	}
	return false
}

func TestNodesMayPullBeforeTheFirstOneStarts(t *testing.T) {
	m := deployOnPlatform(t, args(environment.Prod), nil)
	grant := ofType(m, azure.TypeRoleAssignment)["kubelet-pull"]
	require.NotNil(t, grant)
	assert.Equal(t, azure.RoleDefinitionID(subscription, azure.RoleAcrPull), grant.In().At("roleDefinitionId").Text())
	assert.Equal(t, m.Find(azure.TypeRegistry, "registry").ID, grant.In().At("scope").Text())
	assert.True(t, after(t, m, managed(t, m), grant))
}

func TestNodesOfAnIdentityThatAKSMakesPullAfterwards(t *testing.T) {
	a := args(environment.Dev)
	a.Identity.Kubelet = cluster.KubeletSystem
	m := deployOnPlatform(t, a, func(a *cluster.Args) { a.RegistryABAC = true })
	grant := ofType(m, azure.TypeRoleAssignment)["kubelet-pull"]
	require.NotNil(t, grant)
	assert.Equal(t, azure.RoleDefinitionID(subscription, azure.RoleContainerRegistryRepoReader), grant.In().At("roleDefinitionId").Text())
	assert.True(t, after(t, m, grant, managed(t, m)))
}

func TestIngressControllerReadsItsCertificate(t *testing.T) {
	m := deployOnPlatform(t, args(environment.Prod), nil)
	grants := ofType(m, azure.TypeRoleAssignment)
	vault := m.Find(azure.TypeVault, "vault").ID
	for part, role := range map[string]string{
		"ingress-controller-reader": azure.RoleKeyVaultReader, "ingress-controller-secrets": azure.RoleKeyVaultSecretsUser,
	} {
		require.Contains(t, grants, part)
		assert.Equal(t, azure.RoleDefinitionID(subscription, role), grants[part].In().At("roleDefinitionId").Text())
		assert.Equal(t, vault, grants[part].In().At("scope").Text())
	}
	credential := ofType(m, azure.TypeFederatedIdentityCredential)["ingress-controller-credential"]
	require.NotNil(t, credential)
	assert.Equal(t, "podmi-ingress-controller", credential.In().At("resourceName").Text())
	assert.Equal(t, "ingress-controller", credential.In().At("federatedIdentityCredentialResourceName").Text())
	assert.Equal(t, "system:serviceaccount:a0008:traefik-ingress-controller", credential.In().At("subject").Text())
}

func TestCostAnalysisFollowsTheTier(t *testing.T) {
	for class, want := range map[environment.Class]bool{environment.Dev: false, environment.Prod: true} {
		assert.Equal(t, want, managed(t, deploy(t, args(class), nil)).In().At("metricsProfile", "costAnalysis", "enabled").Bool(), class)
	}
}
