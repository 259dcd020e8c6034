package kubernetes

import "github.com/aks-landing-zone/aks-landing-zone/simulator/engine"

// The top level of the objects, as the published SDK has it. What lies below is judged by decoding it into the Go types
// of Kubernetes, which know more: intervals, quantities, fields that the SDK spells differently.

type specObject struct {
	APIVersion *string `pulumi:"apiVersion"`
	Kind       *string `pulumi:"kind"`
	Metadata   any     `pulumi:"metadata"`
	Spec       any     `pulumi:"spec"`
}

type specStatusObject struct {
	APIVersion *string `pulumi:"apiVersion"`
	Kind       *string `pulumi:"kind"`
	Metadata   any     `pulumi:"metadata"`
	Spec       any     `pulumi:"spec"`
	Status     any     `pulumi:"status"`
}

type accountObject struct {
	APIVersion                   *string `pulumi:"apiVersion"`
	AutomountServiceAccountToken *bool   `pulumi:"automountServiceAccountToken"`
	ImagePullSecrets             any     `pulumi:"imagePullSecrets"`
	Kind                         *string `pulumi:"kind"`
	Metadata                     any     `pulumi:"metadata"`
	Secrets                      any     `pulumi:"secrets"`
}

type configMapObject struct {
	APIVersion *string `pulumi:"apiVersion"`
	BinaryData any     `pulumi:"binaryData"`
	Data       any     `pulumi:"data"`
	Immutable  *bool   `pulumi:"immutable"`
	Kind       *string `pulumi:"kind"`
	Metadata   any     `pulumi:"metadata"`
}

type secretObject struct {
	APIVersion *string `pulumi:"apiVersion"`
	Data       any     `pulumi:"data"`
	Immutable  *bool   `pulumi:"immutable"`
	Kind       *string `pulumi:"kind"`
	Metadata   any     `pulumi:"metadata"`
	StringData any     `pulumi:"stringData"`
	Type       *string `pulumi:"type"`
}

type roleObject struct {
	APIVersion *string `pulumi:"apiVersion"`
	Kind       *string `pulumi:"kind"`
	Metadata   any     `pulumi:"metadata"`
	Rules      any     `pulumi:"rules"`
}

type clusterRoleObject struct {
	AggregationRule any     `pulumi:"aggregationRule"`
	APIVersion      *string `pulumi:"apiVersion"`
	Kind            *string `pulumi:"kind"`
	Metadata        any     `pulumi:"metadata"`
	Rules           any     `pulumi:"rules"`
}

type bindingObject struct {
	APIVersion *string `pulumi:"apiVersion"`
	Kind       *string `pulumi:"kind"`
	Metadata   any     `pulumi:"metadata"`
	RoleRef    any     `pulumi:"roleRef"`
	Subjects   any     `pulumi:"subjects"`
}

func vocabulary() engine.Vocabulary {
	return engine.Vocabulary{Any: []string{
		"specObject.metadata", "specObject.spec",
		"specStatusObject.metadata", "specStatusObject.spec", "specStatusObject.status",
		"accountObject.metadata", "accountObject.imagePullSecrets", "accountObject.secrets",
		"configMapObject.metadata", "configMapObject.data", "configMapObject.binaryData",
		"secretObject.metadata", "secretObject.data", "secretObject.stringData",
		"roleObject.metadata", "roleObject.rules",
		"clusterRoleObject.metadata", "clusterRoleObject.rules", "clusterRoleObject.aggregationRule",
		"bindingObject.metadata", "bindingObject.roleRef", "bindingObject.subjects",
	}}
}
