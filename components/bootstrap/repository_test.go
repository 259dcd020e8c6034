package bootstrap_test

import (
	"bytes"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	corev1 "k8s.io/api/core/v1"
	networkingv1 "k8s.io/api/networking/v1"
	rbacv1 "k8s.io/api/rbac/v1"
	schedulingv1 "k8s.io/api/scheduling/v1"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
)

// repository is the root of the repository, seen from this package.
const repository = "../.."

// shippedStacks reads what the shipped stack files say about the bootstrap.
func shippedStacks(t *testing.T) map[string]*bootstrap.Args {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(repository, "Pulumi.*.yaml"))
	require.NoError(t, err)
	require.NotEmpty(t, files)
	stacks := map[string]*bootstrap.Args{}
	for _, file := range files {
		stacks[strings.Split(filepath.Base(file), ".")[1]] = stackArgs(t, file)
	}
	return stacks
}

func stackArgs(t *testing.T, file string) *bootstrap.Args {
	t.Helper()
	text, err := os.ReadFile(file)
	require.NoError(t, err)
	var stack struct {
		Config map[string]any `json:"config"`
	}
	require.NoError(t, yaml.Unmarshal(text, &stack))
	key := func(name string) any { return stack.Config["aks-landing-zone:"+name] }
	member := func(object any, name string) string {
		value, _ := object.(map[string]any)[name].(string)
		return value
	}
	class, err := environment.Parse(key("environment").(string))
	require.NoError(t, err)
	args := &bootstrap.Args{
		Class: class, ClusterID: pulumi.String(clusterID), TenantID: tenantID, Authorization: bootstrap.AuthorizationAzure,
		KubernetesVersion: member(key("cluster"), "kubernetesVersion"),
		Tags: map[string]string{
			"owner": member(key("workload"), "owner"), "costCenter": member(key("workload"), "costCenter"), "team": member(key("workload"), "team"),
		},
	}
	if authorization := member(key("identity"), "authorization"); authorization != "" {
		args.Authorization = authorization
		args.ClusterAdminGroupObjectID = member(key("identity"), "clusterAdminGroupObjectId")
	}
	decode := func(name string, into any) {
		require.Empty(t, field.Decode(field.Root("aks-landing-zone", name), key(name), into, class))
	}
	decode("bootstrap", &args.Settings)
	decode("gitops", &args.GitOps)
	decode("namespaces", &args.Namespaces)
	for _, workload := range key("workloads").([]any) {
		args.ServiceAccounts = append(args.ServiceAccounts, bootstrap.ServiceAccount{
			Namespace: member(workload, "namespace"), Name: member(workload, "serviceAccount"), ClientID: pulumi.String(group),
		})
	}
	return args
}

func TestShippedStacksAreValid(t *testing.T) {
	for name, args := range shippedStacks(t) {
		t.Run(name, func(t *testing.T) {
			assert.Empty(t, args.Settings.Validate("bootstrap", args.Class, true, args.Authorization))
			assert.Empty(t, args.GitOps.Validate("gitops", args.Class))
			assert.Empty(t, bootstrap.ValidateNamespaces("namespaces", args.Namespaces, args.Class, args.Tags))
		})
	}
}

func TestEveryPathHandedToFluxExists(t *testing.T) {
	for name, args := range shippedStacks(t) {
		for _, path := range args.GitOps.FluxPaths() {
			info, err := os.Stat(filepath.Join(repository, path))
			if assert.NoError(t, err, "%s hands %s to Flux", name, path) {
				assert.True(t, info.IsDir(), path)
			}
		}
	}
}

// TestRenderedNamespacesAreWhatTheStacksSay renders the namespaces of the shipped stacks, file by file as the
// Kubernetes provider names them, and compares them with gitops/.
func TestRenderedNamespacesAreWhatTheStacksSay(t *testing.T) {
	for name, args := range shippedStacks(t) {
		t.Run(name, func(t *testing.T) {
			args.Settings.Mode = bootstrap.ModeRender
			want := map[string]string{}
			for _, r := range run(t, args).objects() {
				text, err := yaml.Marshal(r.Inputs)
				require.NoError(t, err)
				want[renderedFile(t, r.Inputs)] = string(text)
			}
			golden.CompareFolder(t, filepath.Join(repository, args.Settings.RenderDirectory, "1-manifest"), want)
		})
	}
}

// renderedFile is the name under which the Kubernetes provider renders an object.
func renderedFile(t *testing.T, inputs any) string {
	t.Helper()
	object := inputs.(map[string]any)
	metadata := object["metadata"].(map[string]any)
	namespace, ok := metadata["namespace"].(string)
	if !ok {
		namespace = "default"
	}
	version := strings.ReplaceAll(object["apiVersion"].(string), "/", "_")
	return strings.Join([]string{version, strings.ToLower(object["kind"].(string)), namespace, metadata["name"].(string)}, "-") + ".yaml"
}

// kinds are the kinds that may stand in gitops/, each with the type that its manifests are read into, strictly.
var kinds = map[string]func() any{
	"v1/Namespace":                                    func() any { return &corev1.Namespace{} },
	"v1/ResourceQuota":                                func() any { return &corev1.ResourceQuota{} },
	"v1/LimitRange":                                   func() any { return &corev1.LimitRange{} },
	"v1/ServiceAccount":                               func() any { return &corev1.ServiceAccount{} },
	"networking.k8s.io/v1/NetworkPolicy":              func() any { return &networkingv1.NetworkPolicy{} },
	"rbac.authorization.k8s.io/v1/RoleBinding":        func() any { return &rbacv1.RoleBinding{} },
	"rbac.authorization.k8s.io/v1/ClusterRoleBinding": func() any { return &rbacv1.ClusterRoleBinding{} },
	"scheduling.k8s.io/v1/PriorityClass":              func() any { return &schedulingv1.PriorityClass{} },
	"kustomize.config.k8s.io/v1beta1/Kustomization":   func() any { return &kustomization{} },
	"cilium.io/v2/CiliumClusterwideNetworkPolicy":     func() any { return &clusterwidePolicy{} },
}

// kustomization holds the fields of a Kustomization that this repository uses.
type kustomization struct {
	APIVersion string   `json:"apiVersion"`
	Kind       string   `json:"kind"`
	Namespace  string   `json:"namespace"`
	Resources  []string `json:"resources"`
}

// clusterwidePolicy holds the fields of Cilium's policy that this repository uses.
type clusterwidePolicy struct {
	APIVersion string `json:"apiVersion"`
	Kind       string `json:"kind"`
	Metadata   struct {
		Name string `json:"name"`
	} `json:"metadata"`
	Spec struct {
		Description      string `json:"description"`
		EndpointSelector struct {
			MatchExpressions []struct {
				Key      string   `json:"key"`
				Operator string   `json:"operator"`
				Values   []string `json:"values"`
			} `json:"matchExpressions"`
		} `json:"endpointSelector"`
		EnableDefaultDeny struct {
			Egress *bool `json:"egress"`
		} `json:"enableDefaultDeny"`
		EgressDeny []struct {
			ToCIDR []string `json:"toCIDR"`
		} `json:"egressDeny"`
	} `json:"spec"`
}

func TestEveryManifestIsOfAKnownKind(t *testing.T) {
	root := os.DirFS(filepath.Join(repository, "gitops"))
	count := 0
	require.NoError(t, fs.WalkDir(root, ".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path.Ext(file) == ".md" {
			return err
		}
		text, err := fs.ReadFile(root, file)
		require.NoError(t, err)
		for document := range bytes.SplitSeq(text, []byte("\n---\n")) {
			var header struct{ APIVersion, Kind string }
			require.NoError(t, yaml.Unmarshal(document, &header), file)
			into, known := kinds[header.APIVersion+"/"+header.Kind]
			if assert.True(t, known, "%s: %s of %s; a Secret has no place here", file, header.Kind, header.APIVersion) {
				assert.NoError(t, yaml.UnmarshalStrict(document, into()), file)
				count++
			}
		}
		return nil
	}))
	assert.Greater(t, count, 20)
}

// TestEveryManifestReachesACluster follows what Flux follows: a directory without a kustomization file is taken
// whole, one with such a file is taken as the file says.
func TestEveryManifestReachesACluster(t *testing.T) {
	root := os.DirFS(repository)
	reached := map[string]bool{}
	for _, args := range shippedStacks(t) {
		for _, start := range args.GitOps.FluxPaths() {
			follow(t, root, path.Clean(start), reached)
		}
	}
	var orphans []string
	require.NoError(t, fs.WalkDir(root, "gitops", func(file string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && path.Ext(file) == ".yaml" && !reached[file] {
			orphans = append(orphans, file)
		}
		return err
	}))
	assert.Empty(t, orphans)
}

func follow(t *testing.T, root fs.FS, name string, reached map[string]bool) {
	t.Helper()
	info, err := fs.Stat(root, name)
	require.NoError(t, err)
	if !info.IsDir() {
		reached[name] = true
		return
	}
	file := path.Join(name, "kustomization.yaml")
	text, err := fs.ReadFile(root, file)
	if err == nil {
		reached[file] = true
		var k kustomization
		require.NoError(t, yaml.UnmarshalStrict(text, &k), file)
		require.NotEmpty(t, k.Resources, "%s: kustomize refuses one that builds nothing", file)
		for _, resource := range k.Resources {
			follow(t, root, path.Join(name, resource), reached)
		}
		return
	}
	entries, err := fs.ReadDir(root, name)
	require.NoError(t, err)
	require.NotEmpty(t, entries, name)
	for _, entry := range entries {
		follow(t, root, path.Join(name, entry.Name()), reached)
	}
}

func TestNoPodOutsideTheSystemReachesInstanceMetadata(t *testing.T) {
	text, err := os.ReadFile(filepath.Join(repository, "gitops/infrastructure/instance-metadata/ciliumclusterwidenetworkpolicy.yaml"))
	require.NoError(t, err)
	var policy clusterwidePolicy
	require.NoError(t, yaml.UnmarshalStrict(text, &policy))
	require.Len(t, policy.Spec.EgressDeny, 1)
	assert.Equal(t, []string{"169.254.169.254/32"}, policy.Spec.EgressDeny[0].ToCIDR)
	require.NotNil(t, policy.Spec.EnableDefaultDeny.Egress)
	assert.False(t, *policy.Spec.EnableDefaultDeny.Egress)
	require.Len(t, policy.Spec.EndpointSelector.MatchExpressions, 1)
	except := policy.Spec.EndpointSelector.MatchExpressions[0]
	assert.Equal(t, "NotIn", except.Operator)
	for _, args := range shippedStacks(t) {
		for _, n := range args.Namespaces {
			assert.False(t, slices.Contains(except.Values, n.Name), n.Name)
		}
		assert.False(t, slices.Contains(except.Values, bootstrap.BaselineNamespace))
	}
}
