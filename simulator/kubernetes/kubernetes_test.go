package kubernetes_test

import (
	"encoding/base64"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetes"
)

// object is a JSON object.
type object = map[string]any

func start(t *testing.T) *engine.Engine {
	t.Helper()
	e, err := engine.New(engine.Options{Services: []*engine.Service{kubernetes.Service()}, Seed: "1"})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	return e
}

// cluster is a provider for the cluster of this name.
func cluster(name string) engine.Provider {
	return engine.Provider{Package: "kubernetes", Config: object{"clusterIdentifier": "https://" + name + ".example:443", "enableServerSideApply": "true"}}
}

// tokens by kind; a patch is asked for as "ServiceAccountPatch".
var tokens = map[string]string{
	"NetworkPolicy": "kubernetes:networking.k8s.io/v1:", "Role": "kubernetes:rbac.authorization.k8s.io/v1:",
	"RoleBinding": "kubernetes:rbac.authorization.k8s.io/v1:", "ClusterRole": "kubernetes:rbac.authorization.k8s.io/v1:",
	"ClusterRoleBinding": "kubernetes:rbac.authorization.k8s.io/v1:",
}

// request is about an object "namespace/name" or "name", with properties besides apiVersion, kind and metadata.
func request(p engine.Provider, kind, id string, properties object) engine.Request {
	module, ok := tokens[kind]
	if !ok {
		module = "kubernetes:core/v1:"
	}
	group := strings.TrimSuffix(strings.TrimPrefix(module, "kubernetes:"), ":")
	namespace, name, namespaced := strings.Cut(id, "/")
	metadata := object{"name": name, "namespace": namespace}
	if !namespaced {
		metadata = object{"name": namespace}
	}
	inputs := object{"apiVersion": strings.TrimPrefix(group, "core/"), "kind": strings.TrimSuffix(kind, "Patch"), "metadata": metadata}
	maps.Copy(inputs, properties)
	return engine.Request{Token: module + kind, URN: "urn:" + kind + ":" + id, ID: id, Provider: p, Inputs: inputs}
}

func create(t *testing.T, e *engine.Engine, r engine.Request) *engine.Resource {
	t.Helper()
	made, err := e.Create(t.Context(), r)
	require.NoError(t, err)
	return made
}

func ids(e *engine.Engine) []string {
	var found []string
	for _, r := range e.Resources() {
		found = append(found, r.Type+" "+r.ID)
	}
	slices.Sort(found)
	return found
}

func TestANamespaceLivesAndTakesItsObjectsAlong(t *testing.T) {
	e, p := start(t), cluster("a")
	namespace := request(p, "Namespace", "team", nil)
	namespace.Inputs["metadata"].(object)["labels"] = object{"owner": "me"}
	made := create(t, e, namespace)
	assert.Equal(t, "team", made.ID)
	metadata := made.Outputs["metadata"].(object)
	assert.NotEmpty(t, metadata["uid"])
	want := object{
		"apiVersion": "v1", "kind": "Namespace",
		"metadata": object{"name": "team", "uid": metadata["uid"], "resourceVersion": "1", "creationTimestamp": "2026-01-05T08:00:00Z",
			"labels": object{"owner": "me", "kubernetes.io/metadata.name": "team"}},
		"spec": object{"finalizers": []any{"kubernetes"}}, "status": object{"phase": "Active"},
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))

	quota := create(t, e, request(p, "ResourceQuota", "team/quota", object{"spec": object{"hard": object{"pods": "10"}}}))
	assert.Equal(t, object{"hard": object{"pods": "10"}, "used": object{"pods": "0"}}, quota.Outputs["status"])
	create(t, e, request(p, "ServiceAccountPatch", "team/default", object{"automountServiceAccountToken": false}))
	create(t, e, request(p, "ResourceQuota", "default/no-pods", object{"spec": object{"hard": object{"pods": "0"}}}))
	create(t, e, request(p, "Namespace", "team-b", nil))
	create(t, e, request(p, "ConfigMap", "team-b/settings", object{"data": object{"key": "value"}}))

	namespace.Inputs["metadata"].(object)["labels"] = object{"owner": "you"}
	changed, err := e.Update(t.Context(), namespace)
	require.NoError(t, err)
	after := changed.Outputs["metadata"].(object)
	assert.Equal(t, "2", after["resourceVersion"])
	assert.Equal(t, metadata["uid"], after["uid"])
	assert.Equal(t, object{"owner": "you", "kubernetes.io/metadata.name": "team"}, after["labels"])

	require.NoError(t, e.Delete(t.Context(), namespace))
	assert.Equal(t, []string{"v1/ConfigMap team-b/settings", "v1/Namespace team-b", "v1/ResourceQuota default/no-pods"}, ids(e))
	require.NoError(t, e.Delete(t.Context(), request(p, "ResourceQuota", "team/quota", nil)), "what went with its namespace is gone")
}

func TestClustersAreApart(t *testing.T) {
	e := start(t)
	config := func(server, namespace string) engine.Provider {
		return engine.Provider{Package: "kubernetes", Config: object{"kubeconfig": `apiVersion: v1
current-context: c
clusters: [{name: k, cluster: {server: "https://wrong.example"}}, {name: k2, cluster: {server: "` + server + `"}}]
contexts: [{name: c, context: {cluster: k2, namespace: ` + namespace + `}}]
`}}
	}
	first, second, third := cluster("a"), cluster("b"), config("https://c.example", "team")
	for _, p := range []engine.Provider{first, second, third} {
		create(t, e, request(p, "Namespace", "team", nil))
	}
	create(t, e, request(first, "ConfigMap", "team/settings", nil))
	_, err := e.Create(t.Context(), request(config("https://d.example", "team"), "ConfigMap", "team/settings", nil))
	assert.ErrorContains(t, err, `namespaces \"team\" not found`)

	unnamed := request(third, "ConfigMap", "settings", nil)
	made := create(t, e, unnamed)
	assert.Equal(t, "team/settings", made.ID, "the kubeconfig's context has a namespace")
	assert.Equal(t, "team", made.Out().At("metadata", "namespace").Text())

	require.NoError(t, e.Delete(t.Context(), request(second, "Namespace", "team", nil)))
	found, err := e.Read(t.Context(), request(first, "ConfigMap", "team/settings", nil))
	require.NoError(t, err)
	assert.NotNil(t, found)
	gone, err := e.Read(t.Context(), request(second, "Namespace", "team", nil))
	require.NoError(t, err)
	assert.Nil(t, gone)

	_, err = e.Create(t.Context(), request(engine.Provider{Package: "kubernetes", Config: object{}}, "Namespace", "team", nil))
	assert.ErrorContains(t, err, "configured Kubernetes cluster is unreachable")
}

func TestTheProvidersNamespaceComesBeforeTheContexts(t *testing.T) {
	p := cluster("a")
	p.Config["namespace"] = "kube-public"
	assert.Equal(t, "kube-public/settings", create(t, start(t), request(p, "ConfigMap", "settings", nil)).ID)
}

func TestAServiceAccountAndItsPatch(t *testing.T) {
	e, p := start(t), cluster("a")
	create(t, e, request(p, "Namespace", "team", nil))
	for _, account := range []string{"team/default", "kube-system/default"} {
		patch := create(t, e, request(p, "ServiceAccountPatch", account, object{"automountServiceAccountToken": false}))
		assert.Equal(t, account, patch.ID)
		assert.Equal(t, false, patch.Outputs["automountServiceAccountToken"])
	}
	_, err := e.Create(t.Context(), request(p, "ServiceAccountPatch", "team/app", nil))
	require.True(t, engine.HasCode(err, kubernetes.CodeNotFound), err)
	assert.ErrorContains(t, err, `serviceaccounts \"app\" not found`)

	app := request(p, "ServiceAccount", "team/app", object{"automountServiceAccountToken": true})
	app.Inputs["metadata"].(object)["annotations"] = object{"owner": "me"}
	create(t, e, app)
	patch := request(p, "ServiceAccountPatch", "team/app", object{"automountServiceAccountToken": false})
	patch.Inputs["metadata"].(object)["annotations"] = object{"owner": "you", "other": "mine"}
	_, err = e.Create(t.Context(), patch)
	require.True(t, engine.HasCode(err, kubernetes.CodeConflict), err)
	assert.ErrorContains(t, err, ".automountServiceAccountToken, .metadata.annotations.owner")
	patch.Inputs["metadata"].(object)["annotations"] = object{"pulumi.com/patchForce": "true"}
	create(t, e, patch)

	require.NoError(t, e.Delete(t.Context(), request(p, "ServiceAccountPatch", "team/default", nil)))
	require.NoError(t, e.Delete(t.Context(), app))
	assert.Equal(t, []string{"v1/Namespace team", "v1/ServiceAccountPatch kube-system/default"}, ids(e), "the patch went with its account")
	create(t, e, request(p, "ServiceAccountPatch", "team/default", nil))
}

func TestAnAccountMayNotContradictItsPatch(t *testing.T) {
	e, p := start(t), cluster("a")
	account := request(p, "ServiceAccount", "default/app", nil)
	create(t, e, account)
	create(t, e, request(p, "ServiceAccountPatch", "default/app", object{"automountServiceAccountToken": false}))
	account.Inputs["automountServiceAccountToken"] = true
	_, err := e.Update(t.Context(), account)
	require.True(t, engine.HasCode(err, kubernetes.CodeConflict), err)
	assert.ErrorContains(t, err, `Apply failed with 1 conflict: conflict with the field manager of \"urn:ServiceAccountPatch:default/app\"`)
	account.Inputs["automountServiceAccountToken"] = false
	_, err = e.Update(t.Context(), account)
	assert.NoError(t, err)
}

func TestWhatReplaces(t *testing.T) {
	binding := object{"roleRef": object{"kind": "ClusterRole", "name": "view"}}
	for name, c := range map[string]struct {
		kind          string
		before, after object
		want          []string
	}{
		"name":           {"Namespace", object{"metadata": object{"name": "a"}}, object{"metadata": object{"name": "b"}}, []string{"metadata.name"}},
		"namespace":      {"ConfigMap", object{"metadata": object{"namespace": "a"}}, object{"metadata": object{"namespace": "b"}}, []string{"metadata.namespace"}},
		"labels":         {"Namespace", object{"metadata": object{}}, object{"metadata": object{"labels": object{"a": "b"}}}, nil},
		"role":           {"RoleBinding", binding, object{"roleRef": object{"kind": "ClusterRole", "name": "edit"}}, []string{"roleRef.name"}},
		"cluster role":   {"ClusterRoleBinding", binding, object{"roleRef": object{"kind": "Role", "name": "view"}}, []string{"roleRef.kind"}},
		"subjects":       {"RoleBinding", object{"subjects": []any{}}, object{"subjects": []any{object{"name": "x"}}}, nil},
		"quota's scopes": {"ResourceQuota", object{"spec": object{}}, object{"spec": object{"scopes": []any{"BestEffort"}}}, []string{"spec.scopes"}},
		"quota's limits": {"ResourceQuota", object{"spec": object{"hard": object{"pods": "1"}}}, object{"spec": object{"hard": object{"pods": "2"}}}, nil},
		"data":           {"ConfigMap", object{"data": object{"a": "b"}}, object{"data": object{"a": "c"}}, []string{"data.a"}},
		"secret's type":  {"Secret", object{"type": "a"}, object{"type": "b"}, []string{"type"}},
		"service's IP":   {"Service", object{"spec": object{"clusterIP": "None"}}, object{"spec": object{"clusterIP": "10.0.0.1"}}, []string{"spec.clusterIP"}},
	} {
		t.Run(name, func(t *testing.T) {
			typ, err := start(t).Lookup(request(cluster("a"), c.kind, "x", nil).Token)
			require.NoError(t, err)
			assert.Equal(t, c.want, engine.Replaces(typ.Diff(c.before, c.after, object{})))
		})
	}
}

func TestOutputsOfTheOtherKinds(t *testing.T) {
	e, p := start(t), cluster("a")
	service := create(t, e, request(p, "Service", "default/web", object{"spec": object{"ports": []any{object{"port": 80.0}}}}))
	assert.Equal(t, object{"ports": []any{object{"port": 80.0}}, "type": "ClusterIP", "sessionAffinity": "None"}, service.Outputs["spec"])
	policy := create(t, e, request(p, "NetworkPolicy", "default/p", object{"spec": object{"podSelector": object{}, "egress": []any{object{}}}}))
	assert.Equal(t, []string{"Ingress", "Egress"}, policy.Out().At("spec", "policyTypes").Texts())
	secret := create(t, e, request(p, "Secret", "default/s", object{
		"data": object{"a": base64.StdEncoding.EncodeToString([]byte("x"))}, "stringData": object{"b": "y"}}))
	assert.Equal(t, "Opaque", secret.Outputs["type"])
	assert.Equal(t, object{"a": "eA=="}, secret.Outputs["data"], "what was secret under stringData appears nowhere else")
	for _, r := range e.Resources() {
		typ, err := e.Lookup(r.Token)
		require.NoError(t, err)
		assert.Empty(t, typ.Misplaced(r.Outputs), r.ID)
		refreshed := typ.Refreshed(r.Inputs, r.Outputs, r.Outputs)
		assert.Equal(t, r.Inputs, refreshed, "a refresh finds nothing where nobody changed anything")
	}
}

func TestWhatIsImmutableStays(t *testing.T) {
	e, p := start(t), cluster("a")
	frozen := request(p, "ConfigMap", "default/c", object{"immutable": true, "data": object{"a": "b"}})
	create(t, e, frozen)
	frozen.Inputs["data"] = object{"a": "c"}
	_, err := e.Update(t.Context(), frozen)
	require.True(t, engine.HasCode(err, kubernetes.CodeInvalid), err)
	assert.ErrorContains(t, err, "data: Forbidden: field is immutable when `immutable` is set")
}

func TestANamespaceOnItsWayOutTakesNothingIn(t *testing.T) {
	faults, err := engine.ParseFaults("kill,op=delete,stage=accepted")
	require.NoError(t, err)
	var e *engine.Engine
	p := cluster("a")
	var refused error
	e, err = engine.New(engine.Options{Services: []*engine.Service{kubernetes.Service()}, Faults: faults, Kill: func() {
		_, refused = e.Create(t.Context(), request(p, "ConfigMap", "team/late", nil))
	}})
	require.NoError(t, err)
	create(t, e, request(p, "Namespace", "team", nil))
	require.Error(t, e.Delete(t.Context(), request(p, "Namespace", "team", nil)), "the process would have ended here")
	require.True(t, engine.HasCode(refused, kubernetes.CodeForbidden), refused)
	assert.ErrorContains(t, refused, "because it is being terminated")
	require.NoError(t, e.Close())
}

func TestTheDescriptionIsSortedAndEveryTypeHasCodes(t *testing.T) {
	var names []string
	for _, typ := range kubernetes.Service().Types {
		names = append(names, typ.Token)
		assert.NotEmpty(t, typ.Codes, typ.Token)
	}
	assert.True(t, slices.IsSorted(names), names)
	assert.Len(t, names, 13)
}
