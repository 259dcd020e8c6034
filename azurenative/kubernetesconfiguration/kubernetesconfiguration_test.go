package kubernetesconfiguration_test

import (
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/kubernetesconfiguration"
)

// monitor answers with a few outputs and keeps what was registered.
type monitor struct {
	mutex      sync.Mutex
	registered []registration
	outputs    map[string]any
}

type registration struct {
	token, name string
	inputs      map[string]any
	aliases     []string
}

func (m *monitor) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) {
	return resource.PropertyMap{}, nil
}

func (m *monitor) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	m.mutex.Lock()
	defer m.mutex.Unlock()
	r := registration{token: args.TypeToken, name: args.Name, inputs: args.Inputs.Mappable()}
	for _, alias := range args.RegisterRPC.GetAliases() {
		r.aliases = append(r.aliases, alias.GetSpec().GetType())
	}
	m.registered = append(m.registered, r)
	outputs := args.Inputs.Copy()
	for key, value := range m.outputs {
		outputs[resource.PropertyKey(key)] = resource.NewPropertyValue(value)
	}
	return "id", outputs, nil
}

// register runs one constructor and returns what it registered.
func register(t *testing.T, m *monitor, construct func(ctx *pulumi.Context) error) registration {
	t.Helper()
	require.NoError(t, pulumi.RunErr(construct, pulumi.WithMocks("project", "stack", m)))
	require.Len(t, m.registered, 1)
	return m.registered[0]
}

func assertRegistered(t *testing.T, want, got registration) {
	t.Helper()
	assert.Empty(t, cmp.Diff(want, got, cmp.AllowUnexported(registration{})))
}

func TestExtensionMapsEveryArgument(t *testing.T) {
	outputs := map[string]any{"name": "n", "currentVersion": "1.2.3", "provisioningState": "Succeeded", "type": "t"}
	var name, version, state, armType string
	var settings map[string]string
	var kind *string
	got := register(t, &monitor{outputs: outputs}, func(ctx *pulumi.Context) error {
		extension, err := kubernetesconfiguration.NewExtension(ctx, "e", &kubernetesconfiguration.ExtensionArgs{
			AutoUpgradeMinorVersion:        pulumi.Bool(false),
			ClusterName:                    pulumi.String("cluster"),
			ClusterResourceName:            pulumi.String("managedClusters"),
			ClusterRp:                      pulumi.String("Microsoft.ContainerService"),
			ConfigurationProtectedSettings: pulumi.StringMap{"password": pulumi.String("p")},
			ConfigurationSettings:          pulumi.StringMap{"setting": pulumi.String("s")},
			ExtensionName:                  pulumi.String("flux"),
			ExtensionType:                  pulumi.String("microsoft.flux"),
			ReleaseTrain:                   pulumi.String("Preview"),
			ResourceGroupName:              pulumi.String("rg"),
			Scope:                          kubernetesconfiguration.ScopeArgs{Cluster: kubernetesconfiguration.ScopeClusterArgs{ReleaseNamespace: pulumi.String("ns")}},
			Version:                        pulumi.String("1.2.0"),
		})
		if err != nil {
			return err
		}
		pulumi.All(extension.Name, extension.CurrentVersion, extension.ProvisioningState, extension.Type).ApplyT(func(all []any) error {
			name, version, state, armType = all[0].(string), all[1].(string), all[2].(string), all[3].(string)
			return nil
		})
		pulumi.All(extension.ConfigurationSettings, extension.ExtensionType).ApplyT(func(all []any) error {
			settings, kind = all[0].(map[string]string), all[1].(*string)
			return nil
		})
		return nil
	})
	assertRegistered(t, registration{
		token: "azure-native:kubernetesconfiguration/v20230501:Extension", name: "e",
		inputs: map[string]any{
			"autoUpgradeMinorVersion": false, "clusterName": "cluster", "clusterResourceName": "managedClusters", "clusterRp": "Microsoft.ContainerService",
			"configurationProtectedSettings": map[string]any{"password": "p"}, "configurationSettings": map[string]any{"setting": "s"},
			"extensionName": "flux", "extensionType": "microsoft.flux", "releaseTrain": "Preview", "resourceGroupName": "rg",
			"scope": map[string]any{"cluster": map[string]any{"releaseNamespace": "ns"}}, "version": "1.2.0",
		},
		aliases: []string{"azure-native:kubernetesconfiguration:Extension"},
	}, got)
	assert.Equal(t, []string{"n", "1.2.3", "Succeeded", "t"}, []string{name, version, state, armType})
	assert.Equal(t, map[string]string{"setting": "s"}, settings)
	require.NotNil(t, kind)
	assert.Equal(t, "microsoft.flux", *kind)
}

func TestFluxConfigurationMapsEveryArgument(t *testing.T) {
	outputs := map[string]any{
		"name": "n", "complianceState": "Compliant", "provisioningState": "Succeeded", "repositoryPublicKey": "ssh-rsa A",
		"sourceSyncedCommitId": "main/1", "type": "t",
	}
	var texts []any
	got := register(t, &monitor{outputs: outputs}, func(ctx *pulumi.Context) error {
		configuration, err := kubernetesconfiguration.NewFluxConfiguration(ctx, "f", &kubernetesconfiguration.FluxConfigurationArgs{
			ClusterName:                    pulumi.String("cluster"),
			ClusterResourceName:            pulumi.String("managedClusters"),
			ClusterRp:                      pulumi.String("Microsoft.ContainerService"),
			ConfigurationProtectedSettings: pulumi.StringMap{"httpsKey": pulumi.String("k")},
			FluxConfigurationName:          pulumi.String("bootstrap"),
			GitRepository: kubernetesconfiguration.GitRepositoryDefinitionArgs{
				HttpsCACert: pulumi.String("ca"), HttpsUser: pulumi.String("user"), LocalAuthRef: pulumi.String("ref"),
				RepositoryRef: kubernetesconfiguration.RepositoryRefDefinitionArgs{
					Branch: pulumi.String("b"), Commit: pulumi.String("c"), Semver: pulumi.String(">1"), Tag: pulumi.String("t"),
				},
				SshKnownHosts: pulumi.String("hosts"), SyncIntervalInSeconds: pulumi.Float64(61), TimeoutInSeconds: pulumi.Float64(62),
				Url: pulumi.String("https://git.example/x"),
			},
			Kustomizations: kubernetesconfiguration.KustomizationDefinitionMap{
				"infra": kubernetesconfiguration.KustomizationDefinitionArgs{
					DependsOn: pulumi.ToStringArray([]string{"other"}), Force: pulumi.Bool(true), Path: pulumi.String("./p"),
					PostBuild:              kubernetesconfiguration.PostBuildDefinitionArgs{Substitute: pulumi.StringMap{"v": pulumi.String("w")}},
					Prune:                  pulumi.Bool(false),
					RetryIntervalInSeconds: pulumi.Float64(63), SyncIntervalInSeconds: pulumi.Float64(64), TimeoutInSeconds: pulumi.Float64(65),
					Wait: pulumi.Bool(true),
				},
			},
			Namespace:         pulumi.String("ns"),
			ResourceGroupName: pulumi.String("rg"),
			Scope:             pulumi.String("cluster"),
			SourceKind:        pulumi.String("GitRepository"),
			Suspend:           pulumi.Bool(true),
		})
		if err != nil {
			return err
		}
		pulumi.All(configuration.Name, configuration.ComplianceState, configuration.ProvisioningState, configuration.RepositoryPublicKey,
			configuration.SourceSyncedCommitId, configuration.Type).ApplyT(func(all []any) error { texts = all; return nil })
		return nil
	})
	assertRegistered(t, registration{
		token: "azure-native:kubernetesconfiguration/v20230501:FluxConfiguration", name: "f",
		inputs: map[string]any{
			"clusterName": "cluster", "clusterResourceName": "managedClusters", "clusterRp": "Microsoft.ContainerService",
			"configurationProtectedSettings": map[string]any{"httpsKey": "k"}, "fluxConfigurationName": "bootstrap",
			"gitRepository": map[string]any{
				"httpsCACert": "ca", "httpsUser": "user", "localAuthRef": "ref", "sshKnownHosts": "hosts",
				"repositoryRef":         map[string]any{"branch": "b", "commit": "c", "semver": ">1", "tag": "t"},
				"syncIntervalInSeconds": 61.0, "timeoutInSeconds": 62.0, "url": "https://git.example/x",
			},
			"kustomizations": map[string]any{"infra": map[string]any{
				"dependsOn": []any{"other"}, "force": true, "path": "./p", "postBuild": map[string]any{"substitute": map[string]any{"v": "w"}},
				"prune": false, "retryIntervalInSeconds": 63.0, "syncIntervalInSeconds": 64.0, "timeoutInSeconds": 65.0, "wait": true,
			}},
			"namespace": "ns", "resourceGroupName": "rg", "scope": "cluster", "sourceKind": "GitRepository", "suspend": true,
		},
		aliases: []string{"azure-native:kubernetesconfiguration:FluxConfiguration"},
	}, got)
	assert.Equal(t, []any{"n", "Compliant", "Succeeded", "ssh-rsa A", "main/1", "t"}, texts)
}

func TestWhatIsLeftOutIsNotSent(t *testing.T) {
	got := register(t, &monitor{}, func(ctx *pulumi.Context) error {
		_, err := kubernetesconfiguration.NewFluxConfiguration(ctx, "f", &kubernetesconfiguration.FluxConfigurationArgs{
			ClusterName: pulumi.String("a"), ClusterResourceName: pulumi.String("b"), ClusterRp: pulumi.String("c"), ResourceGroupName: pulumi.String("d"),
		})
		return err
	})
	assert.Equal(t, map[string]any{"clusterName": "a", "clusterResourceName": "b", "clusterRp": "c", "resourceGroupName": "d"}, got.inputs)
}

func TestTheClustersPathIsRequired(t *testing.T) {
	construct := map[string]func(ctx *pulumi.Context, name, kind, rp, group pulumi.StringInput) error{
		"extension": func(ctx *pulumi.Context, name, kind, rp, group pulumi.StringInput) error {
			_, err := kubernetesconfiguration.NewExtension(ctx, "x", &kubernetesconfiguration.ExtensionArgs{
				ClusterName: name, ClusterResourceName: kind, ClusterRp: rp, ResourceGroupName: group,
			})
			return err
		},
		"flux configuration": func(ctx *pulumi.Context, name, kind, rp, group pulumi.StringInput) error {
			_, err := kubernetesconfiguration.NewFluxConfiguration(ctx, "x", &kubernetesconfiguration.FluxConfigurationArgs{
				ClusterName: name, ClusterResourceName: kind, ClusterRp: rp, ResourceGroupName: group,
			})
			return err
		},
	}
	for what, create := range construct {
		for i, missing := range []string{"ClusterName", "ClusterResourceName", "ClusterRp", "ResourceGroupName"} {
			t.Run(what+" without "+missing, func(t *testing.T) {
				inputs := []pulumi.StringInput{pulumi.String("a"), pulumi.String("b"), pulumi.String("c"), pulumi.String("d")}
				inputs[i] = nil
				m := &monitor{}
				err := pulumi.RunErr(func(ctx *pulumi.Context) error {
					return create(ctx, inputs[0], inputs[1], inputs[2], inputs[3])
				}, pulumi.WithMocks("project", "stack", m))
				require.ErrorContains(t, err, what+` "x": invalid value for required argument '`+missing+`'`)
				assert.Empty(t, m.registered)
			})
		}
	}
	t.Run("no args", func(t *testing.T) {
		for what, create := range map[string]func(ctx *pulumi.Context) error{
			"extension": func(ctx *pulumi.Context) error {
				_, err := kubernetesconfiguration.NewExtension(ctx, "x", nil)
				return err
			},
			"flux configuration": func(ctx *pulumi.Context) error {
				_, err := kubernetesconfiguration.NewFluxConfiguration(ctx, "x", nil)
				return err
			},
		} {
			err := pulumi.RunErr(create, pulumi.WithMocks("project", "stack", &monitor{}))
			require.ErrorContains(t, err, what+` "x": missing one or more required arguments`)
		}
	})
}
