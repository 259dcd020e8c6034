package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

// systemNamespaces is the setting that names the namespaces of the platform itself.
var systemNamespaces = pack.Setting{
	Name: "systemNamespaces", Kind: pack.StringList,
	Default:     []string{"kube-system", "kube-public", "kube-node-lease", "gatekeeper-system", "azure-arc", "flux-system"},
	Description: "namespaces of the platform, which the rule leaves alone",
}

// namespaceOf is the namespace of an object: its own, else that of its provider, else Kubernetes' default.
func namespaceOf(r pack.Resource) pack.Value {
	namespace := r.At("metadata", "namespace")
	if given := r.Provider("namespace"); given.NotKnown() && namespace.Exists().No() {
		return given
	} else if name, ok := given.Text(); ok && name != "" {
		return namespace.Or(name)
	}
	return namespace.Or("default")
}

func isOneOfTexts(v pack.Value, texts []string) pack.Truth {
	wanted := make([]any, 0, len(texts))
	for _, text := range texts {
		wanted = append(wanted, text)
	}
	return v.IsOneOf(wanted...)
}

// outsideSystem judges an object unless it lives in a namespace of the platform.
func outsideSystem(r pack.Resource, check func() pack.Verdict) pack.Verdict {
	return pack.When(isOneOfTexts(namespaceOf(r), r.Strings(systemNamespaces.Name)),
		func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") }, check)
}

// eachNamespace judges every namespace of a stack that does not belong to the platform.
func eachNamespace(s pack.Stack, check func(pack.Resource) pack.Verdict) pack.Verdict {
	var verdicts []pack.Verdict
	for _, ns := range s.Of(typeNamespace) {
		verdicts = append(verdicts, pack.When(isOneOfTexts(ns.At("metadata", "name"), s.Strings(systemNamespaces.Name)),
			func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") },
			func() pack.Verdict { return check(ns) }))
	}
	return pack.All(verdicts...)
}

// someIn reports whether a namespace holds an object of a type that satisfies a condition.
func someIn(s pack.Stack, ns pack.Resource, token string, satisfies func(pack.Resource) pack.Truth) pack.Truth {
	found := pack.False
	for _, r := range s.Of(token) {
		found = found.Or(r.At("metadata", "namespace").Names(ns, ns.At("metadata", "name")).And(satisfies(r)))
	}
	return found
}

// workloadTypes are the kinds of objects that start pods.
var workloadTypes = []string{
	typePod, typePodTemplate, typeDeployment, typeStatefulSet, typeDaemonSet, typeReplicaSet, typeReplicationController,
	typeJob, typeCronJob,
}

// servingTypes are the kinds of objects that keep pods running.
var servingTypes = []string{typePod, typeDeployment, typeStatefulSet, typeDaemonSet, typeReplicaSet, typeReplicationController}

// podTemplate is the pod that an object starts: its metadata and spec.
func podTemplate(r pack.Resource) pack.Value {
	switch r.Type() {
	case pack.Canonical(typePod):
		return r.Root()
	case pack.Canonical(typePodTemplate):
		return r.At("template")
	case pack.Canonical(typeCronJob):
		return r.At("spec", "jobTemplate", "spec", "template")
	default:
		return r.At("spec", "template")
	}
}

// podSpec is the specification of the pod that an object starts.
func podSpec(r pack.Resource) pack.Value { return podTemplate(r).At("spec") }

// eachContainer judges every container of a pod: init, ephemeral and ordinary ones. A pod without containers is judged
// as such.
func eachContainer(spec pack.Value, check func(pack.Value) pack.Verdict) pack.Verdict {
	return pack.All(
		spec.At("initContainers").Each(check),
		eachMainContainer(spec, check),
		spec.At("ephemeralContainers").Each(check),
	)
}

func eachMainContainer(spec pack.Value, check func(pack.Value) pack.Verdict) pack.Verdict {
	containers := spec.At("containers")
	return pack.When(containers.IsSet(), func() pack.Verdict { return containers.Each(check) }, containers.MustBeSet)
}

func namespace(name string) pack.ExampleResource {
	return object("ns-"+name, typeNamespace, "metadata.name", name)
}

// pod is the example of a pod with one container.
func pod(container pack.Map, pairs ...any) pack.Example {
	properties := append([]any{"metadata.name", "web", "metadata.namespace", "a0008", "spec.containers", list(named(container))}, pairs...)
	return one(typePod, properties...)
}

// deployment is the example of a Deployment whose pod has one container.
func deployment(container pack.Map, pairs ...any) pack.Example {
	return one(typeDeployment, append([]any{
		"metadata.name", "web", "metadata.namespace", "a0008", "spec.template.spec.containers", list(named(container)),
	}, pairs...)...)
}

func named(container pack.Map) pack.Map {
	copied := pack.Map{"name": "web"}
	for k, v := range container {
		copied[k] = v
	}
	return copied
}
