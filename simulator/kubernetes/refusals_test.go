package kubernetes_test

import (
	"maps"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetes"
)

// refusal is an object that is wrong in one place.
type refusal struct {
	kind, id   string
	properties object
	code       engine.Code
	path       string
	message    string
}

func metadata(more object) object {
	m := object{"name": "x", "namespace": "default"}
	maps.Copy(m, more)
	return object{"metadata": m}
}

func namespaceLabels(labels object) object {
	return object{"metadata": object{"name": "x", "labels": labels}}
}

func hard(amounts object) object { return object{"spec": object{"hard": amounts}} }

func limits(items ...any) object { return object{"spec": object{"limits": items}} }

func egress(rule object) object {
	return object{"spec": object{"podSelector": object{}, "egress": []any{rule}}}
}

func to(peer object) object { return egress(object{"to": []any{peer}}) }

func ports(port object) object { return egress(object{"ports": []any{port}}) }

func rules(rule object) object { return object{"rules": []any{rule}} }

func subject(s object) object {
	return object{"roleRef": object{"kind": "ClusterRole", "name": "view"}, "subjects": []any{s}}
}

func servicePorts(list ...any) object { return object{"spec": object{"ports": list}} }

var refusals = map[string]refusal{
	"apiVersion of another type":   {"NetworkPolicy", "default/x", object{"apiVersion": "v1"}, kubernetes.CodeBadRequest, "apiVersion", `apiVersion "v1" does not match`},
	"kind of another type":         {"Role", "default/x", object{"kind": "ClusterRole"}, kubernetes.CodeBadRequest, "kind", `kind "ClusterRole" does not match`},
	"no kind":                      {"Role", "default/x", object{"kind": nil}, kubernetes.CodeBadRequest, "kind", "kind is missing"},
	"no name":                      {"ConfigMap", "default/x", object{"metadata": object{"namespace": "default"}}, kubernetes.CodeBadRequest, "metadata.name", "metadata.name is missing"},
	"invented name":                {"ConfigMap", "default/x", metadata(object{"generateName": "x-"}), kubernetes.CodeBadRequest, "metadata.generateName", "not supported"},
	"unknown top-level property":   {"Namespace", "x", object{"sepc": object{}}, engine.CodeInvalidRequestContent, "sepc", "'sepc' is no property of kubernetes:core/v1:Namespace"},
	"status as an input":           {"Namespace", "x", object{"status": object{}}, engine.CodeInvalidRequestContent, "status", "is no property"},
	"unknown field":                {"LimitRange", "default/x", limits(object{"type": "Pod", "defaults": object{}}), kubernetes.CodeBadRequest, "spec.limits[0].defaults", `strict decoding error: unknown field "spec.limits[0].defaults"`},
	"field in the wrong case":      {"NetworkPolicy", "default/x", object{"spec": object{"podselector": object{}}}, kubernetes.CodeBadRequest, "spec.podselector", `unknown field "spec.podselector"`},
	"unknown field of metadata":    {"ConfigMap", "default/x", metadata(object{"label": object{}}), kubernetes.CodeBadRequest, "metadata.label", `unknown field "metadata.label"`},
	"wrong type":                   {"ResourceQuota", "default/x", object{"spec": object{"scopes": "BestEffort"}}, kubernetes.CodeBadRequest, "spec", "cannot be handled as a ResourceQuota: spec: cannot unmarshal string"},
	"number as a label":            {"Namespace", "x", namespaceLabels(object{"a": 1.0}), kubernetes.CodeBadRequest, "metadata", "cannot unmarshal number"},
	"unreadable quantity":          {"ResourceQuota", "default/x", hard(object{"cpu": "4 cores"}), kubernetes.CodeBadRequest, "spec", "quantities must match the regular expression"},
	"name with capitals":           {"Namespace", "Team", nil, kubernetes.CodeInvalid, "metadata.name", `Namespace "Team" is invalid: metadata.name: Invalid value: "Team"`},
	"namespace with a dot":         {"Namespace", "a.b", nil, kubernetes.CodeInvalid, "metadata.name", "must not contain dots"},
	"namespace of a namespace":     {"Namespace", "default/x", nil, kubernetes.CodeInvalid, "metadata.namespace", "not allowed on this type"},
	"name of a role":               {"Role", "default/a%b", rules(object{"verbs": []any{"get"}, "apiGroups": []any{""}, "resources": []any{"pods"}}), kubernetes.CodeInvalid, "metadata.name", "may not contain '%'"},
	"label's value":                {"Namespace", "x", namespaceLabels(object{"owner": "a b"}), kubernetes.CodeInvalid, "metadata.labels", "a valid label must be"},
	"annotation's key":             {"ConfigMap", "default/x", metadata(object{"annotations": object{"a b": ""}}), kubernetes.CodeInvalid, "metadata.annotations", "must consist of alphanumeric characters"},
	"pod security level":           {"Namespace", "x", namespaceLabels(object{"pod-security.kubernetes.io/warn": "strict"}), kubernetes.CodeInvalid, "metadata.labels.pod-security.kubernetes.io/warn", "must be one of privileged, baseline, restricted"},
	"pod security version":         {"Namespace", "x", namespaceLabels(object{"pod-security.kubernetes.io/audit-version": "1.36"}), kubernetes.CodeInvalid, "metadata.labels.pod-security.kubernetes.io/audit-version", `must be "latest" or "v1.x"`},
	"resource that has no quota":   {"ResourceQuota", "default/x", hard(object{"requests.pods": "1"}), kubernetes.CodeInvalid, "spec.hard.requests.pods", "must be a standard resource for quota"},
	"negative quota":               {"ResourceQuota", "default/x", hard(object{"limits.cpu": "-1"}), kubernetes.CodeInvalid, "spec.hard.limits.cpu", "must be greater than or equal to 0"},
	"half a pod":                   {"ResourceQuota", "default/x", hard(object{"pods": "500m"}), kubernetes.CodeInvalid, "spec.hard.pods", "must be an integer"},
	"scope":                        {"ResourceQuota", "default/x", object{"spec": object{"scopes": []any{"Best"}}}, kubernetes.CodeInvalid, "spec.scopes[0]", "unsupported scope"},
	"limit without type":           {"LimitRange", "default/x", limits(object{}), kubernetes.CodeInvalid, "spec.limits[0].type", "Required value"},
	"type of limit":                {"LimitRange", "default/x", limits(object{"type": "container"}), kubernetes.CodeInvalid, "spec.limits[0].type", "must be a standard limit type"},
	"type of limit twice":          {"LimitRange", "default/x", limits(object{"type": "Pod"}, object{"type": "Pod"}), kubernetes.CodeInvalid, "spec.limits[1].type", "Duplicate value"},
	"default of a pod":             {"LimitRange", "default/x", limits(object{"type": "Pod", "default": object{"cpu": "1"}}), kubernetes.CodeInvalid, "spec.limits[0].default", "may not be specified when `type` is 'Pod'"},
	"default request of a pod":     {"LimitRange", "default/x", limits(object{"type": "Pod", "defaultRequest": object{"cpu": "1"}}), kubernetes.CodeInvalid, "spec.limits[0].defaultRequest", "may not be specified when `type` is 'Pod'"},
	"default above max":            {"LimitRange", "default/x", limits(object{"type": "Container", "default": object{"cpu": "3"}, "max": object{"cpu": "2"}}), kubernetes.CodeInvalid, "spec.limits[0].default.cpu", "default value 3 is greater than max value 2"},
	"min above default request":    {"LimitRange", "default/x", limits(object{"type": "Container", "min": object{"memory": "2Gi"}, "defaultRequest": object{"memory": "1Gi"}}), kubernetes.CodeInvalid, "spec.limits[0].min.memory", "min value 2Gi is greater than default request value 1Gi"},
	"limit that no container has":  {"LimitRange", "default/x", limits(object{"type": "Container", "max": object{"pods": "2"}}), kubernetes.CodeInvalid, "spec.limits[0].max.pods", "must be a standard resource type"},
	"limit of claims":              {"LimitRange", "default/x", limits(object{"type": "PersistentVolumeClaim"}), kubernetes.CodeInvalid, "spec.limits[0].limits", "either minimum or maximum storage value is required"},
	"ratio below one":              {"LimitRange", "default/x", limits(object{"type": "Container", "maxLimitRequestRatio": object{"cpu": "500m"}}), kubernetes.CodeInvalid, "spec.limits[0].maxLimitRequestRatio.cpu", "ratio 500m is less than 1"},
	"key of a config map":          {"ConfigMap", "default/x", object{"data": object{"a/b": ""}}, kubernetes.CodeInvalid, "data.a/b", "a valid config key must consist of"},
	"key twice":                    {"ConfigMap", "default/x", object{"data": object{"a": "b"}, "binaryData": object{"a": "eA=="}}, kubernetes.CodeInvalid, "data.a", `duplicate of key "a" present in binaryData`},
	"too large a config map":       {"ConfigMap", "default/x", object{"data": object{"a": strings.Repeat("x", 1<<20), "b": "x"}}, kubernetes.CodeInvalid, "data", "Too long"},
	"data that is not base64":      {"Secret", "default/x", object{"data": object{"a": "plain text"}}, kubernetes.CodeBadRequest, "data", "illegal base64 data"},
	"key of a secret":              {"Secret", "default/x", object{"stringData": object{"a b": "c"}}, kubernetes.CodeInvalid, "stringData.a b", "a valid config key must consist of"},
	"certificate without key":      {"Secret", "default/x", object{"type": "kubernetes.io/tls", "stringData": object{"tls.crt": "x"}}, kubernetes.CodeInvalid, "data.tls.key", "Required value"},
	"credential without a part":    {"Secret", "default/x", object{"type": "kubernetes.io/basic-auth"}, kubernetes.CodeInvalid, "data.username", "Required value"},
	"token without account":        {"Secret", "default/x", object{"type": "kubernetes.io/service-account-token"}, kubernetes.CodeInvalid, "metadata.annotations.kubernetes.io/service-account.name", "Required value"},
	"too large a secret":           {"Secret", "default/x", object{"stringData": object{"a": strings.Repeat("x", 1<<20), "b": "x"}}, kubernetes.CodeInvalid, "data", "Too long"},
	"service's name":               {"Service", "default/1x", servicePorts(object{"port": 80.0}), kubernetes.CodeInvalid, "metadata.name", "a DNS-1035 label must consist of"},
	"service without ports":        {"Service", "default/x", object{"spec": object{}}, kubernetes.CodeInvalid, "spec.ports", "Required value"},
	"type of a service":            {"Service", "default/x", object{"spec": object{"type": "Internal", "clusterIP": "None"}}, kubernetes.CodeInvalid, "spec.type", "Unsupported value"},
	"external name":                {"Service", "default/x", object{"spec": object{"type": "ExternalName"}}, kubernetes.CodeInvalid, "spec.externalName", "must be a DNS name"},
	"port of a service":            {"Service", "default/x", servicePorts(object{"port": 70000.0}), kubernetes.CodeInvalid, "spec.ports[0].port", "must be between 1 and 65535"},
	"target port":                  {"Service", "default/x", servicePorts(object{"port": 80.0, "targetPort": 70000.0}), kubernetes.CodeInvalid, "spec.ports[0].targetPort", "must be between 1 and 65535"},
	"target port's name":           {"Service", "default/x", servicePorts(object{"port": 80.0, "targetPort": "HTTP_PORT"}), kubernetes.CodeInvalid, "spec.ports[0].targetPort", "must contain only"},
	"protocol of a service":        {"Service", "default/x", servicePorts(object{"port": 80.0, "protocol": "tcp"}), kubernetes.CodeInvalid, "spec.ports[0].protocol", "Unsupported value"},
	"unnamed port":                 {"Service", "default/x", servicePorts(object{"port": 80.0}, object{"port": 81.0, "name": "b"}), kubernetes.CodeInvalid, "spec.ports[0].name", "Required value"},
	"port's name twice":            {"Service", "default/x", servicePorts(object{"port": 80.0, "name": "b"}, object{"port": 81.0, "name": "b"}), kubernetes.CodeInvalid, "spec.ports[1].name", "Duplicate value"},
	"port's name":                  {"Service", "default/x", servicePorts(object{"port": 80.0, "name": "B"}), kubernetes.CodeInvalid, "spec.ports[0].name", "a lowercase RFC 1123 label"},
	"port twice":                   {"Service", "default/x", servicePorts(object{"port": 80.0, "name": "a"}, object{"port": 80.0, "name": "b"}), kubernetes.CodeInvalid, "spec.ports[1]", "Duplicate value"},
	"pod selector":                 {"NetworkPolicy", "default/x", object{"spec": object{"podSelector": object{"matchLabels": object{"a": "b c"}}}}, kubernetes.CodeInvalid, "spec.podSelector.matchLabels", "a valid label must be"},
	"policy type":                  {"NetworkPolicy", "default/x", object{"spec": object{"policyTypes": []any{"egress"}}}, kubernetes.CodeInvalid, "spec.policyTypes[0]", "Unsupported value"},
	"three policy types":           {"NetworkPolicy", "default/x", object{"spec": object{"policyTypes": []any{"Egress", "Egress", "Egress"}}}, kubernetes.CodeInvalid, "spec.policyTypes", "may not specify more than two policyTypes"},
	"no peer":                      {"NetworkPolicy", "default/x", to(object{}), kubernetes.CodeInvalid, "spec.egress[0].to[0]", "must specify a peer"},
	"two peers in one":             {"NetworkPolicy", "default/x", to(object{"ipBlock": object{"cidr": "10.0.0.0/8"}, "podSelector": object{}}), kubernetes.CodeInvalid, "spec.egress[0].to[0]", "may not specify both ipBlock and another peer"},
	"selector of a peer":           {"NetworkPolicy", "default/x", to(object{"namespaceSelector": object{"matchExpressions": []any{object{"key": "a", "operator": "In"}}}}), kubernetes.CodeInvalid, "spec.egress[0].to[0].namespaceSelector.matchExpressions[0].values", "must be specified when"},
	"no range":                     {"NetworkPolicy", "default/x", to(object{"ipBlock": object{}}), kubernetes.CodeInvalid, "spec.egress[0].to[0].ipBlock.cidr", "Required value"},
	"unreadable range":             {"NetworkPolicy", "default/x", to(object{"ipBlock": object{"cidr": "10.0.0.0"}}), kubernetes.CodeInvalid, "spec.egress[0].to[0].ipBlock.cidr", "must be a valid CIDR value"},
	"exception outside":            {"NetworkPolicy", "default/x", to(object{"ipBlock": object{"cidr": "10.0.0.0/8", "except": []any{"11.0.0.0/16"}}}), kubernetes.CodeInvalid, "spec.egress[0].to[0].ipBlock.except[0]", "must be a strict subset"},
	"exception of the whole":       {"NetworkPolicy", "default/x", to(object{"ipBlock": object{"cidr": "10.0.0.0/8", "except": []any{"10.0.0.0/8"}}}), kubernetes.CodeInvalid, "spec.egress[0].to[0].ipBlock.except[0]", "must be a strict subset"},
	"protocol of a policy":         {"NetworkPolicy", "default/x", ports(object{"protocol": "ICMP"}), kubernetes.CodeInvalid, "spec.egress[0].ports[0].protocol", "Unsupported value"},
	"port of a policy":             {"NetworkPolicy", "default/x", ports(object{"port": 0.0}), kubernetes.CodeInvalid, "spec.egress[0].ports[0].port", "must be between 1 and 65535"},
	"port name of a policy":        {"NetworkPolicy", "default/x", ports(object{"port": "no_such"}), kubernetes.CodeInvalid, "spec.egress[0].ports[0].port", "must contain only"},
	"end without port":             {"NetworkPolicy", "default/x", ports(object{"endPort": 90.0}), kubernetes.CodeInvalid, "spec.egress[0].ports[0].port", "must be specified when `endPort` is specified"},
	"end of a name":                {"NetworkPolicy", "default/x", ports(object{"port": "http", "endPort": 90.0}), kubernetes.CodeInvalid, "spec.egress[0].ports[0].endPort", "when `port` is non-numeric"},
	"end before port":              {"NetworkPolicy", "default/x", ports(object{"port": 91.0, "endPort": 90.0}), kubernetes.CodeInvalid, "spec.egress[0].ports[0].endPort", "must be greater than or equal to `port`"},
	"rule without verbs":           {"Role", "default/x", rules(object{"apiGroups": []any{""}, "resources": []any{"pods"}}), kubernetes.CodeInvalid, "rules[0].verbs", "verbs must contain at least one value"},
	"rule without resources":       {"Role", "default/x", rules(object{"apiGroups": []any{""}, "verbs": []any{"get"}}), kubernetes.CodeInvalid, "rules[0].resources", "at least one resource"},
	"rule without groups":          {"ClusterRole", "x", rules(object{"resources": []any{"pods"}, "verbs": []any{"get"}}), kubernetes.CodeInvalid, "rules[0].apiGroups", "at least one api group"},
	"address in a role":            {"Role", "default/x", rules(object{"nonResourceURLs": []any{"/healthz"}, "verbs": []any{"get"}}), kubernetes.CodeInvalid, "rules[0].nonResourceURLs", "namespaced rules cannot apply"},
	"address and resource":         {"ClusterRole", "x", rules(object{"nonResourceURLs": []any{"/healthz"}, "resources": []any{"pods"}, "verbs": []any{"get"}}), kubernetes.CodeInvalid, "rules[0].nonResourceURLs", "rules cannot apply to both"},
	"empty aggregation":            {"ClusterRole", "x", object{"aggregationRule": object{}}, kubernetes.CodeInvalid, "aggregationRule.clusterRoleSelectors", "at least one clusterRoleSelector"},
	"selector of an aggregation":   {"ClusterRole", "x", object{"aggregationRule": object{"clusterRoleSelectors": []any{object{"matchLabels": object{"a": "b c"}}}}}, kubernetes.CodeInvalid, "aggregationRule.clusterRoleSelectors[0].matchLabels", "a valid label must be"},
	"binding without role":         {"RoleBinding", "default/x", nil, kubernetes.CodeInvalid, "roleRef.name", "Required value"},
	"role's group":                 {"RoleBinding", "default/x", object{"roleRef": object{"apiGroup": "rbac", "kind": "Role", "name": "x"}}, kubernetes.CodeInvalid, "roleRef.apiGroup", "Unsupported value"},
	"role for the whole cluster":   {"ClusterRoleBinding", "x", object{"roleRef": object{"kind": "Role", "name": "x"}}, kubernetes.CodeInvalid, "roleRef.kind", `Unsupported value: "Role"`},
	"role's name":                  {"ClusterRoleBinding", "x", object{"roleRef": object{"kind": "ClusterRole", "name": "a/b"}}, kubernetes.CodeInvalid, "roleRef.name", "may not contain '/'"},
	"subject without name":         {"RoleBinding", "default/x", subject(object{"kind": "Group"}), kubernetes.CodeInvalid, "subjects[0].name", "Required value"},
	"subject's kind":               {"RoleBinding", "default/x", subject(object{"kind": "group", "name": "x"}), kubernetes.CodeInvalid, "subjects[0].kind", "Unsupported value"},
	"subject's group":              {"ClusterRoleBinding", "x", subject(object{"kind": "Group", "name": "x", "apiGroup": "v1"}), kubernetes.CodeInvalid, "subjects[0].apiGroup", "Unsupported value"},
	"account without namespace":    {"RoleBinding", "default/x", subject(object{"kind": "ServiceAccount", "name": "x"}), kubernetes.CodeInvalid, "subjects[0].namespace", "Required value"},
	"account's name":               {"RoleBinding", "default/x", subject(object{"kind": "ServiceAccount", "name": "X", "namespace": "x"}), kubernetes.CodeInvalid, "subjects[0].name", "a lowercase RFC 1123 subdomain"},
	"namespace that is not there":  {"ConfigMap", "nowhere/x", nil, kubernetes.CodeNotFound, "", `namespaces \"nowhere\" not found`},
	"namespace of Kubernetes":      {"Namespace", "kube-system", nil, kubernetes.CodeAlreadyExists, "", `namespaces \"kube-system\" already exists`},
	"account of Kubernetes":        {"ServiceAccount", "kube-system/default", nil, kubernetes.CodeAlreadyExists, "", `serviceaccounts \"default\" already exists`},
	"config map of Kubernetes":     {"ConfigMap", "default/kube-root-ca.crt", nil, kubernetes.CodeAlreadyExists, "", `configmaps \"kube-root-ca.crt\" already exists`},
	"service of Kubernetes":        {"Service", "default/kubernetes", servicePorts(object{"port": 443.0}), kubernetes.CodeAlreadyExists, "", `services \"kubernetes\" already exists`},
	"role of Kubernetes":           {"ClusterRole", "admin", nil, kubernetes.CodeAlreadyExists, "", `clusterroles.rbac.authorization.k8s.io \"admin\" already exists`},
	"binding of Kubernetes":        {"ClusterRoleBinding", "cluster-admin", subject(object{"kind": "User", "name": "x"}), kubernetes.CodeAlreadyExists, "", "already exists"},
	"patch of nothing":             {"ServiceAccountPatch", "nowhere/x", nil, kubernetes.CodeNotFound, "", `namespaces \"nowhere\" not found`},
	"patch with an unknown field":  {"ServiceAccountPatch", "default/default", object{"automount": false}, engine.CodeInvalidRequestContent, "automount", "is no property"},
	"patch with a wrong reference": {"ServiceAccountPatch", "default/default", object{"imagePullSecrets": []any{"x"}}, kubernetes.CodeBadRequest, "imagePullSecrets", "cannot unmarshal string"},
}

func TestRefusals(t *testing.T) {
	for name, c := range refusals {
		t.Run(name, func(t *testing.T) {
			e := start(t)
			r := request(cluster("a"), c.kind, c.id, c.properties)
			_, failures, err := e.Check(r)
			require.NoError(t, err)
			_, err = e.Create(t.Context(), r)
			require.Error(t, err)
			assert.True(t, engine.HasCode(err, c.code), err)
			assert.Empty(t, e.Resources())
			if c.path == "" {
				assert.Empty(t, failures, "only the cluster can tell")
				assert.ErrorContains(t, err, c.message)
				return
			}
			found := false
			for _, f := range failures {
				found = found || f.Path == c.path && strings.Contains(f.Err.Message, c.message)
			}
			assert.True(t, found, "%v", failures)
		})
	}
}

func TestAPatchNeedsServerSideApply(t *testing.T) {
	for _, off := range []any{false, "false"} {
		p := cluster("a")
		p.Config["enableServerSideApply"] = off
		_, failures, err := start(t).Check(request(p, "ServiceAccountPatch", "default/default", nil))
		require.NoError(t, err)
		require.Len(t, failures, 1)
		assert.Contains(t, failures[0].Err.Message, "patch resources require Server-Side Apply mode")
	}
}

func TestWhatIsUnknownPassesAndTheRestIsJudged(t *testing.T) {
	u := engine.Unknown
	for name, c := range map[string]struct {
		kind       string
		properties object
		path       string // of the one failure; "" when nothing is wrong
	}{
		"metadata":                       {"ConfigMap", object{"metadata": u}, ""},
		"name":                           {"ConfigMap", object{"metadata": object{"name": u}}, ""},
		"label":                          {"ConfigMap", metadata(object{"labels": object{"a": u}}), ""},
		"kind":                           {"ConfigMap", object{"kind": u}, ""},
		"spec":                           {"NetworkPolicy", object{"spec": u}, ""},
		"quantity":                       {"ResourceQuota", hard(object{"cpu": u}), ""},
		"quantity beside a wrong one":    {"ResourceQuota", hard(object{"cpu": u, "pods": "-1"}), "spec.hard.pods"},
		"type of limit":                  {"LimitRange", limits(object{"type": u, "max": object{"cpu": "1"}}), ""},
		"limit":                          {"LimitRange", limits(u), ""},
		"range":                          {"NetworkPolicy", to(object{"ipBlock": object{"cidr": u, "except": []any{"10.0.0.0/8"}}}), ""},
		"peer":                           {"NetworkPolicy", to(object{"podSelector": u}), ""},
		"unknown field beside":           {"NetworkPolicy", to(object{"podSelector": u, "podselector": object{}}), "spec.egress[0].to[0].podselector"},
		"role":                           {"RoleBinding", object{"roleRef": object{"kind": "Role", "name": u}}, ""},
		"role's name beside a kind":      {"RoleBinding", object{"roleRef": object{"kind": "Roll", "name": u}}, "roleRef.kind"},
		"one subject of two":             {"RoleBinding", object{"roleRef": object{"kind": "Role", "name": "x"}, "subjects": []any{u, object{"kind": "User"}}}, "subjects[1].name"},
		"certificate":                    {"Secret", object{"type": "kubernetes.io/tls", "data": object{"tls.crt": u, "tls.key": u}}, ""},
		"certificate as text":            {"Secret", object{"type": "kubernetes.io/tls", "stringData": object{"tls.crt": u, "tls.key": u}}, ""},
		"ports":                          {"Service", servicePorts(object{"port": u, "name": "a"}, object{"port": u, "name": "b"}), ""},
		"client ID of a service account": {"ServiceAccount", metadata(object{"annotations": object{"azure.workload.identity/client-id": u}}), ""},
	} {
		t.Run(name, func(t *testing.T) {
			p := cluster("a")
			p.Config["clusterIdentifier"] = u
			e, r := start(t), request(p, c.kind, "default/x", c.properties)
			_, failures, err := e.Check(r)
			require.NoError(t, err)
			if c.path == "" {
				assert.Empty(t, failures)
			} else if assert.Len(t, failures, 1) {
				assert.Equal(t, c.path, failures[0].Path)
			}
			outputs, err := e.Preview(r)
			require.NoError(t, err)
			assert.Equal(t, r.Inputs["metadata"], outputs["metadata"])
		})
	}
}
