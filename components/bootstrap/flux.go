package bootstrap

import (
	"encoding/base64"
	"strconv"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// fluxNamespace is where the extension is installed and where its objects live. With multi-tenancy enforced, Flux
// objects refer to each other inside one namespace only.
//
// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2#multi-tenancy
const fluxNamespace = "flux-system"

// kustomizationSeconds is how long a kustomization may take, how often it is reconciled, and how long until the next
// try after a failure.
const kustomizationSeconds = 300

// Kustomizations of the Flux configuration, each after the one before.
const (
	kustomizationInfra     = "infra"
	kustomizationPlatform  = "platform"
	kustomizationWorkloads = "workloads"
)

// FluxPaths returns the directories of the repository that Flux reconciles, in order: what the platform's namespaces
// hold, what the platform runs, what the teams run.
func (g GitOps) FluxPaths() []string {
	return []string{"./" + g.Path + "/infrastructure", "./" + g.Path + "/platform", "./" + g.Path + "/workloads"}
}

// target is the cluster, as the provider addresses it.
type target struct {
	resourceGroup, name pulumi.StringOutput
}

// extension installs Flux.
func (b *Bootstrap) extension(ctx *pulumi.Context, name string, cluster target, args *Args) (*kubernetesconfiguration.Extension, error) {
	return kubernetesconfiguration.NewExtension(ctx, name+"-flux", &kubernetesconfiguration.ExtensionArgs{
		ResourceGroupName:       cluster.resourceGroup,
		ClusterRp:               pulumi.String("Microsoft.ContainerService"),
		ClusterResourceName:     pulumi.String("managedClusters"),
		ClusterName:             cluster.name,
		ExtensionName:           pulumi.String("flux"),
		ExtensionType:           pulumi.String("microsoft.flux"),
		AutoUpgradeMinorVersion: pulumi.Bool(true),
		ReleaseTrain:            pulumi.String("Stable"),
		Scope: kubernetesconfiguration.ScopeArgs{
			Cluster: kubernetesconfiguration.ScopeClusterArgs{ReleaseNamespace: pulumi.String(fluxNamespace)},
		},
		ConfigurationSettings: pulumi.ToStringMap(extensionSettings(args.Settings, args.Class)),
	}, pulumi.Parent(b), pulumi.DependsOn(args.After))
}

// extensionSettings says which controllers run. Each is named, because the service's defaults differ from ours.
//
// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/conceptual-gitops-flux2#controllers
func extensionSettings(s Settings, class environment.Class) map[string]string {
	return map[string]string{
		"source-controller.enabled":       "true",
		"kustomize-controller.enabled":    "true",
		"helm-controller.enabled":         strconv.FormatBool(s.HelmController),
		"notification-controller.enabled": strconv.FormatBool(environment.Pick(class, false, true)),
		// Both write to the repository; here only people and pipelines do.
		"image-automation-controller.enabled": "false",
		"image-reflector-controller.enabled":  "false",
		// A team's manifests act with that team's rights, not with those of Flux.
		"multiTenancy.enforce": "true",
	}
}

// configuration points Flux at the repository.
func (b *Bootstrap) configuration(ctx *pulumi.Context, name string, cluster target, args *Args, after []pulumi.Resource) (*kubernetesconfiguration.FluxConfiguration, error) {
	configuration := &kubernetesconfiguration.FluxConfigurationArgs{
		ResourceGroupName:     cluster.resourceGroup,
		ClusterRp:             pulumi.String("Microsoft.ContainerService"),
		ClusterResourceName:   pulumi.String("managedClusters"),
		ClusterName:           cluster.name,
		FluxConfigurationName: pulumi.String("bootstrap"),
		Scope:                 pulumi.String("cluster"),
		Namespace:             pulumi.String(fluxNamespace),
		SourceKind:            pulumi.String("GitRepository"),
		Suspend:               pulumi.Bool(false),
		GitRepository:         args.GitOps.repository(),
		Kustomizations:        args.GitOps.kustomizations(variables(args.TenantID, args.ServiceAccounts)),
	}
	if secrets := args.GitOps.credentials(); secrets != nil {
		configuration.ConfigurationProtectedSettings = secrets
	}
	return kubernetesconfiguration.NewFluxConfiguration(ctx, name+"-gitops", configuration, pulumi.Parent(b), pulumi.DependsOn(after))
}

func (g GitOps) repository() kubernetesconfiguration.GitRepositoryDefinitionArgs {
	repository := kubernetesconfiguration.GitRepositoryDefinitionArgs{
		Url:                   pulumi.String(g.RepoURL),
		TimeoutInSeconds:      pulumi.Float64(g.TimeoutInSeconds),
		SyncIntervalInSeconds: pulumi.Float64(g.SyncIntervalInSeconds),
		RepositoryRef:         kubernetesconfiguration.RepositoryRefDefinitionArgs{Branch: pulumi.String(g.Branch)},
	}
	switch g.Auth {
	case AuthSSH:
		repository.SshKnownHosts = pulumi.String(base64Text(withNewline(g.SSHKnownHosts)))
	case AuthPAT:
		repository.HttpsUser = pulumi.String(g.HTTPSUser)
	}
	return repository
}

// credentials returns what the service never shows again, each in base64 and marked as a secret, or nil.
func (g GitOps) credentials() pulumi.StringMap {
	switch {
	case g.Auth == AuthSSH && g.SSHPrivateKey != "":
		// Flux refuses a PEM file that does not end with a new line.
		return pulumi.StringMap{"sshPrivateKey": secret(base64Text(withNewline(string(g.SSHPrivateKey))))}
	case g.Auth == AuthPAT:
		return pulumi.StringMap{"httpsKey": secret(base64Text(string(g.HTTPSKey)))}
	}
	return nil
}

func secret(text string) pulumi.StringOutput {
	return pulumi.ToSecret(pulumi.String(text)).(pulumi.StringOutput)
}

func base64Text(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func withNewline(text string) string { return strings.TrimRight(text, "\r\n") + "\n" }

// kustomizations are the three steps in which Flux builds the cluster. The first two are done when all their objects
// are healthy, so that the next finds what it needs; the last is done when its objects are applied, so that a team's
// broken release is not reported as a broken platform.
func (g GitOps) kustomizations(values pulumi.StringMap) kubernetesconfiguration.KustomizationDefinitionMap {
	paths := g.FluxPaths()
	infra := kustomization(paths[0], true)
	infra.PostBuild = kubernetesconfiguration.PostBuildDefinitionArgs{Substitute: values}
	return kubernetesconfiguration.KustomizationDefinitionMap{
		kustomizationInfra:     infra,
		kustomizationPlatform:  kustomization(paths[1], true, kustomizationInfra),
		kustomizationWorkloads: kustomization(paths[2], false, kustomizationPlatform),
	}
}

func kustomization(path string, wait bool, after ...string) kubernetesconfiguration.KustomizationDefinitionArgs {
	return kubernetesconfiguration.KustomizationDefinitionArgs{
		Path:                   pulumi.String(path),
		DependsOn:              pulumi.ToStringArray(after),
		TimeoutInSeconds:       pulumi.Float64(kustomizationSeconds),
		SyncIntervalInSeconds:  pulumi.Float64(kustomizationSeconds),
		RetryIntervalInSeconds: pulumi.Float64(kustomizationSeconds),
		Prune:                  pulumi.Bool(true),
		Force:                  pulumi.Bool(false),
		Wait:                   pulumi.Bool(wait),
	}
}
