package bootstrap_test

import (
	"slices"
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const tenantID = "00000000-0000-4000-8000-000000000001"

// arguments are a complete set of args with a different value in every field.
func arguments(t *testing.T, class environment.Class, mode string) *bootstrap.Args {
	t.Helper()
	settings := section[bootstrap.Settings](t, `{"mode":"`+mode+`"}`, class)
	return &bootstrap.Args{
		Settings: settings,
		GitOps:   source(t, "https://git.example/org/platform", map[string]any{"branch": "trunk", "path": "gitops/clusters/" + string(class)}),
		Namespaces: section[[]bootstrap.Namespace](t, `[{
			"name": "a0008", "owner": "a0008@contoso.example", "costCenter": "cc-7", "team": "shop", "partOf": "store",
			"quota": {"requests": {"cpu": "3", "memory": "5Gi"}, "limits": {"cpu": "7", "memory": "11Gi"}, "pods": 13, "persistentVolumeClaims": 2, "loadBalancers": 1},
			"egress": [
				{"name": "login", "cidrs": ["20.190.128.0/18", "40.126.0.0/18"]},
				{"name": "ntp", "cidrs": ["160.0.0.0/4"], "ports": [123, 124], "protocol": "UDP", "podLabels": {"app.kubernetes.io/name": "clock"}}
			],
			"access": {
				"adminGroupObjectId": "00000000-0000-4000-8000-0000000000a1",
				"writerGroupObjectId": "00000000-0000-4000-8000-0000000000a2",
				"readerGroupObjectId": "00000000-0000-4000-8000-0000000000a3"
			}
		}]`, class),
		Class:             class,
		ClusterID:         pulumi.String(clusterID),
		KubernetesVersion: "1.36.2",
		Authorization:     bootstrap.AuthorizationAzure,
		TenantID:          tenantID,
		ServiceAccounts: []bootstrap.ServiceAccount{{
			Namespace: "a0008", Name: "a0008-app", ClientID: pulumi.String("00000000-0000-4000-8000-0000000000c1"),
		}},
		Tags: stackTags,
	}
}

func native(args *bootstrap.Args) {
	args.Authorization = bootstrap.AuthorizationKubernetes
	args.ClusterAdminGroupObjectID = "00000000-0000-4000-8000-0000000000b1"
	args.Settings.ClusterViewerGroupObjectID = "00000000-0000-4000-8000-0000000000b2"
}

func TestEveryChildOfABootstrap(t *testing.T) {
	cases := []struct {
		name   string
		class  environment.Class
		mode   string
		change func(t *testing.T, args *bootstrap.Args)
	}{
		{name: "flux-dev", class: environment.Dev, mode: "flux"},
		{name: "flux-prod", class: environment.Prod, mode: "flux"},
		{name: "direct-dev", class: environment.Dev, mode: "direct"},
		{name: "direct-prod", class: environment.Prod, mode: "direct"},
		{name: "render-dev", class: environment.Dev, mode: "render"},
		{name: "render-prod", class: environment.Prod, mode: "render"},
		{
			name: "direct-prod-native-access", class: environment.Prod, mode: "direct",
			change: func(_ *testing.T, args *bootstrap.Args) { native(args) },
		},
		{
			name: "flux-prod-ssh", class: environment.Prod, mode: "flux",
			change: func(t *testing.T, args *bootstrap.Args) {
				args.GitOps = source(t, "ssh://git@git.example/org/platform", map[string]any{
					"auth": "ssh", "sshKnownHosts": knownHost, "sshPrivateKey": privateKey(t),
				})
			},
		},
		{
			name: "flux-prod-ssh-azure-key", class: environment.Prod, mode: "flux",
			change: func(t *testing.T, args *bootstrap.Args) {
				args.GitOps = source(t, "ssh://git@git.example/org/platform", map[string]any{"auth": "ssh", "sshKnownHosts": knownHost})
			},
		},
		{
			name: "flux-prod-token", class: environment.Prod, mode: "flux",
			change: func(t *testing.T, args *bootstrap.Args) {
				args.GitOps = source(t, "https://git.example/org/platform", map[string]any{
					"auth": "pat", "httpsUser": "reader", "httpsKey": "token", "timeoutInSeconds": 90, "syncIntervalInSeconds": 60,
				})
				args.Settings.HelmController = true
			},
		},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			args := arguments(t, c.class, c.mode)
			if c.change != nil {
				c.change(t, args)
			}
			got := run(t, args)
			golden.Compare(t, "testdata/"+c.name+".golden", got.Graph())
			if secrets := got.secrets(t); secrets != "{}\n" {
				golden.Compare(t, "testdata/secrets/"+c.name+".json", secrets)
			}

			assert.Equal(t, clusterID+"/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/bootstrap", got.fluxConfigurationID)
			assert.Equal(t, got.Named(t, "bootstrap-gitops").Outputs["repositoryPublicKey"], got.repositoryPublicKey)
			if args.GitOps.Auth != bootstrap.AuthSSH {
				assert.Empty(t, got.repositoryPublicKey, "only with SSH there is a key")
			} else if args.GitOps.SSHPrivateKey == "" {
				assert.Contains(t, got.repositoryPublicKey, "ssh-rsa ", "Azure makes the key pair")
			}
			if c.mode != "direct" {
				assert.Empty(t, got.calls, "nothing is asked of Azure")
				return
			}
			require.Len(t, got.calls, 1)
			assert.Equal(t, "azure-native:containerservice/v20241001:listManagedClusterUserCredentials", got.calls[0].Token)
			assert.Equal(t, map[string]any{"format": "exec", "resourceGroupName": clusterGroup, "resourceName": clusterName}, got.calls[0].Args.Mappable())
		})
	}
}

func TestFluxWaitsForWhatTheClusterNeeds(t *testing.T) {
	waiting := map[string]bool{}
	for _, mode := range bootstrap.Modes() {
		w := newWorld(t, monitor.Options{})
		require.NoError(t, w.deploy(t, func(ctx *pulumi.Context) error {
			pull, err := resources.NewResourceGroup(ctx, "pull", &resources.ResourceGroupArgs{
				ResourceGroupName: pulumi.String("rg-pull"), Location: pulumi.String("westeurope"),
			})
			if err != nil {
				return err
			}
			args := arguments(t, environment.Dev, mode)
			args.After = []pulumi.Resource{pull}
			_, err = bootstrap.New(ctx, mode, args)
			return err
		}))
		for _, r := range w.Registrations() {
			if slices.Contains(r.Dependencies, "azure-native:resources:ResourceGroup::pull") {
				waiting[r.Name] = true
			}
		}
	}
	assert.Equal(t, map[string]bool{"flux-flux": true, "direct-flux": true, "direct-cluster": true, "render-flux": true}, waiting)
}

// The SDK cannot hand an unknown secret to a mocked monitor, so that mode direct is left out here.
func TestClusterThatDoesNotExistYetIsNoMistake(t *testing.T) {
	for mode, children := range map[string]int{"flux": 3, "render": 20} {
		t.Run(mode, func(t *testing.T) {
			w := newWorld(t, monitor.Options{Preview: true})
			require.NoError(t, w.deploy(t, func(ctx *pulumi.Context) error {
				args := arguments(t, environment.Dev, mode)
				args.ClusterID = pulumi.UnsafeUnknownOutput(nil).ApplyT(func(any) string { return "" }).(pulumi.StringOutput)
				_, err := bootstrap.New(ctx, "bootstrap", args)
				return err
			}, func(info *pulumi.RunInfo) { info.DryRun = true }))
			for _, name := range []string{"bootstrap-flux", "bootstrap-gitops"} {
				in := w.Named(t, name).In()
				assert.False(t, in.At("clusterName").Known(), name)
				assert.False(t, in.At("resourceGroupName").Known(), name)
				assert.Equal(t, "Microsoft.ContainerService", in.At("clusterRp").Text(), name)
			}
			assert.Len(t, w.Registrations(), children)
		})
	}
}

func TestArgsThatAreRefused(t *testing.T) {
	cases := []struct {
		name   string
		change func(args *bootstrap.Args)
		want   string
	}{
		{"no cluster", func(a *bootstrap.Args) { a.ClusterID = nil }, "no cluster ID"},
		{"no tenant", func(a *bootstrap.Args) { a.TenantID = "contoso" }, "the tenant ID is not a GUID"},
		{"no version", func(a *bootstrap.Args) { a.KubernetesVersion = "latest" }, `parsing Kubernetes version "latest": expected 1.<minor> or 1.<minor>.<patch>, such as 1.36 or 1.36.2`},
		{"unknown mode", func(a *bootstrap.Args) { a.Settings.Mode = "none" }, `mode "none" is not one of flux, direct, render`},
		{"no authorization", func(a *bootstrap.Args) { a.Authorization = "" }, `authorization "" is neither azureRbac nor kubernetesRbac`},
		{
			"native access without admins", func(a *bootstrap.Args) { a.Authorization = bootstrap.AuthorizationKubernetes },
			"authorization kubernetesRbac needs the object ID of the cluster's admin group",
		},
		{"nobody owns the platform's namespace", func(a *bootstrap.Args) { a.Tags = nil }, "namespace cluster-baseline-settings has no owner or no cost center, and the stack's tags name none"},
		{"account of an unknown namespace", func(a *bootstrap.Args) { a.ServiceAccounts[0].Namespace = "b" }, "service account b/a0008-app: its namespace is not among the configured ones"},
		{"default account as identity", func(a *bootstrap.Args) { a.ServiceAccounts[0].Name = "default" }, "service account a0008/default: a workload has an account of its own, not the default one"},
		{"wildcard account", func(a *bootstrap.Args) { a.ServiceAccounts[0].Name = "*" }, "service account a0008/* is not a name that Kubernetes takes"},
		{"account without identity", func(a *bootstrap.Args) { a.ServiceAccounts[0].ClientID = nil }, "service account a0008/a0008-app has no client ID"},
		{"accounts with one variable", func(a *bootstrap.Args) {
			a.ServiceAccounts = append(a.ServiceAccounts, bootstrap.ServiceAccount{Namespace: "a0008", Name: "a0008.app", ClientID: pulumi.String("x")})
		}, "service accounts a0008/a0008-app and a0008/a0008.app are too much alike"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			args := arguments(t, environment.Prod, "flux")
			c.change(args)
			w := newWorld(t, monitor.Options{})
			require.ErrorContains(t, w.bootstrap(t, args), `bootstrap "bootstrap": `+c.want)
			assert.Empty(t, w.Registrations(), "nothing is created from bad args")
		})
	}
	t.Run("no args", func(t *testing.T) {
		require.ErrorContains(t, newWorld(t, monitor.Options{}).bootstrap(t, nil), `bootstrap "bootstrap": no args`)
	})
	t.Run("ID of something else", func(t *testing.T) {
		args := arguments(t, environment.Prod, "flux")
		args.ClusterID = pulumi.String("aks-abcdefghijklm")
		require.ErrorContains(t, newWorld(t, monitor.Options{}).bootstrap(t, args), "cluster ID: ")
	})
}
