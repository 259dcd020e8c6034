package bootstrap

import (
	"path/filepath"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Modes say who creates the Kubernetes objects of the platform's namespaces.
const (
	// ModeFlux leaves them to Flux: nothing of the deployment talks to the API server.
	ModeFlux = "flux"
	// ModeDirect creates them through the API server, before Flux starts. The deployment must be able to reach it.
	ModeDirect = "direct"
	// ModeRender writes them as YAML into a directory, to be committed to the repository that Flux reconciles.
	ModeRender = "render"
)

// Modes returns all modes, the default first.
func Modes() []string { return []string{ModeFlux, ModeDirect, ModeRender} }

// Logins are the ways in which kubelogin gets a token for the API server, by kubelogin's own names.
//
// Source: https://learn.microsoft.com/azure/aks/kubelogin-authentication
const (
	// LoginAzureCLI uses the account that is signed in to the Azure CLI.
	LoginAzureCLI = "azurecli"
	// LoginWorkloadIdentity uses a federated token, as a pipeline gets one.
	LoginWorkloadIdentity = "workloadidentity"
	// LoginServicePrincipal uses a service principal from the environment.
	LoginServicePrincipal = "spn"
	// LoginManagedIdentity uses the managed identity of the machine.
	LoginManagedIdentity = "msi"
)

// Logins returns all logins, the default first.
func Logins() []string {
	return []string{LoginAzureCLI, LoginWorkloadIdentity, LoginServicePrincipal, LoginManagedIdentity}
}

// Authorizations of the cluster, as the cluster's own settings name them.
const (
	// AuthorizationAzure has Azure role assignments decide who may do what in the cluster.
	AuthorizationAzure = "azureRbac"
	// AuthorizationKubernetes has Kubernetes role bindings decide it.
	AuthorizationKubernetes = "kubernetesRbac"
)

// Settings say how the cluster gets its first objects.
type Settings struct {
	// Mode says who creates the objects of the platform's namespaces: flux, direct or render. Default flux, which
	// works for a private cluster from anywhere.
	Mode string `json:"mode" jsonschema:"enum=flux,enum=direct,enum=render"`
	// PrivateRunner says that the deployment runs where it reaches a private API server: inside the network, or
	// through a tunnel. Mode direct on a private cluster needs it. Default false.
	PrivateRunner bool `json:"privateRunner"`
	// Login is how kubelogin gets a token for the API server in mode direct: azurecli, workloadidentity, spn or msi.
	// Default azurecli.
	// Source: https://learn.microsoft.com/azure/aks/kubelogin-authentication
	Login string `json:"login" jsonschema:"enum=azurecli,enum=workloadidentity,enum=spn,enum=msi"`
	// RenderDirectory is where mode render writes, relative to the project's directory. Default
	// gitops/clusters/<environment>/infrastructure/namespaces.
	RenderDirectory string `json:"renderDirectory"`
	// HelmController runs Flux's Helm controller. Default false: nothing of the platform is a HelmRelease.
	HelmController bool `json:"helmController"`
	// ClusterViewerGroupObjectID is the GUID of the Entra group that may read the whole cluster, with authorization
	// kubernetesRbac. Default none.
	ClusterViewerGroupObjectID string `json:"clusterViewerGroupObjectId"`
}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.Mode = ModeFlux
	s.Login = LoginAzureCLI
	s.RenderDirectory = defaultPath(class) + "/infrastructure/namespaces"
}

// Validate reports every mistake. privateCluster says whether the API server is private, authorization how the
// cluster decides who may do what (AuthorizationAzure or AuthorizationKubernetes).
func (s Settings) Validate(path field.Path, _ environment.Class, privateCluster bool, authorization string) field.Errors {
	var errors field.Errors
	errors.Append(field.OneOf(path.Child("mode"), s.Mode, Modes(), ""))
	errors.Append(field.OneOf(path.Child("login"), s.Login, Logins(), "https://learn.microsoft.com/azure/aks/kubelogin-authentication"))
	if s.Mode == ModeDirect && privateCluster && !s.PrivateRunner {
		errors.Add(field.Error{
			Path: path.Child("mode"), Value: s.Mode, Rule: "needs the API server, which is private",
			Remedy: "run the deployment inside the network or through a tunnel and set privateRunner to true, or choose flux",
			Source: "https://learn.microsoft.com/azure/aks/private-clusters",
		})
	}
	if s.Mode == ModeRender {
		errors.Append(checkRenderDirectory(path.Child("renderDirectory"), s.RenderDirectory))
	}
	errors.Append(s.validateViewers(path.Child("clusterViewerGroupObjectId"), authorization))
	return errors
}

func checkRenderDirectory(path field.Path, directory string) field.Errors {
	if directory == "" {
		return field.Required(path, directory, "name the directory to write to, relative to the project")
	}
	if filepath.IsLocal(directory) {
		return nil
	}
	return field.Errors{{
		Path: path, Value: directory, Rule: "leaves the project's directory",
		Remedy: "name a directory below it, without a leading slash and without ..",
	}}
}

func (s Settings) validateViewers(path field.Path, authorization string) field.Errors {
	if s.ClusterViewerGroupObjectID == "" {
		return nil
	}
	if authorization != AuthorizationKubernetes {
		return field.Errors{{
			Path: path, Value: s.ClusterViewerGroupObjectID, Rule: "has no effect with identity.authorization " + authorization,
			Remedy: "remove it, or choose kubernetesRbac",
			Source: "https://learn.microsoft.com/azure/aks/manage-azure-rbac",
		}}
	}
	return checkGroup(path, s.ClusterViewerGroupObjectID)
}

// checkGroup refuses anything but the object ID of a group; an empty one is no group and no mistake. Kubernetes takes
// any text as the name of a group, so a display name would be accepted and match nobody.
func checkGroup(path field.Path, objectID string) field.Errors {
	if objectID == "" || azure.IsGUID(objectID) {
		return nil
	}
	return field.Errors{{
		Path: path, Value: objectID, Rule: "is not the object ID of an Entra group",
		Remedy: "write the group's object ID, a GUID, not its name",
		Source: "https://learn.microsoft.com/azure/aks/azure-ad-rbac",
	}}
}
