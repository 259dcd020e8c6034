package azure

import (
	"slices"
	"strings"
)

// GUIDs of the built-in policy definitions and sets that the landing zone assigns. They are the same in every tenant of
// the public cloud.
//
// Source: https://github.com/Azure/azure-policy/tree/master/built-in-policies
const (
	PolicyAllowedLocations              = "e56962a6-4747-49cd-b67b-bf8b01975c4c"
	PolicyAllowedVMSizes                = "cccc23c7-8427-4f53-ad12-b6a63eb452b3"
	PolicyNoPublicIPOnNetworkInterfaces = "83a86a26-fd1f-447c-b59d-e51f44264114"
	PolicyRequireTag                    = "871b6d14-10aa-478d-b590-94f262ecfa99"
	PolicyInheritTag                    = "ea3f2387-9b95-492a-a190-fcdc54f7b070"
	PolicyApplicationGatewayWAF         = "564feb30-bf6a-4854-b4bb-0d2d2d1e6c66"
	PolicyVaultFirewall                 = "55615ac9-af46-4a59-874e-391cc3dfb490"
	PolicyVaultDeletionProtection       = "0b60c0b2-2dc2-4e1c-b5c9-abbed971de53"
	PolicyDiagnosticSettings            = "7f89b1eb-583c-429a-8828-af049802c1d9"
	PolicyRegistryAnonymousPull         = "9f2dea28-e834-476c-99c5-3507b4728395"
	PolicyRegistryAdminAccount          = "dc921057-6b28-4fbe-9b83-f7bec05db6c2"
	PolicyRegistryPrivateLink           = "e8eef0a8-67cf-4eb4-9386-14b0e78733d4"
	PolicyRegistryImageVulnerabilities  = "090c7b07-b4ed-4561-ad20-e9075f3ccaff"
	PolicyRunningImageVulnerabilities   = "17f4b1cc-c55c-4d94-b1f9-2978f6ac2957"
	PolicyClusterDefenderProfile        = "a1840de2-8088-4ea8-b153-b4c723e9cb01"
	PolicyClusterEntraIntegration       = "450d2877-ebea-41e8-b00c-e286317d21bf"
	PolicyClusterLocalAuthentication    = "993c2fcd-2b29-49d2-9eb0-df2c3a730c32"
	PolicyClusterPolicyAddon            = "0a15ec92-a229-4763-bb14-0ea34a568f8d"
	PolicyClusterAuthorizedIPRanges     = "0e246bcf-5f6f-4f87-bc6f-775d4712c7ea"
	PolicyClusterVersion                = "fb893a29-21bb-418c-a157-e99480ec364c"
	PolicyClusterRBAC                   = "ac4a19c2-fa67-49b4-8ae5-0b2e78c49457"
	PolicyClusterManagedIdentity        = "da6e2401-19da-4532-9141-fb8fbde08431"
	PolicyClusterPrivate                = "040732e8-d947-40b8-95d6-854c95024bf8"
	PolicyClusterCommandInvoke          = "89f2d532-c53c-4f8f-9afa-4927b1114a0d"
	PolicyClusterHostEncryption         = "41425d9f-d1a5-499a-9932-f8ed8453932c"
	PolicyClusterDiskEncryption         = "7d7be79c-23ba-4033-84dd-45e2a5ccdd67"
	PolicyIngressHTTPSOnly              = "1a5b4dca-0b6f-4cf5-907c-56316bc1bf3d"
	PolicyInternalLoadBalancers         = "3fc4dc25-5baf-40d8-9b05-7fe74c1bc64e"
	PolicyReadOnlyRootFilesystem        = "df49d893-a74c-421d-bc95-c663042e5b80"
	PolicyContainerLimits               = "e345eecc-fa47-480f-9e88-67dcc122b164"
	PolicyAllowedImages                 = "febd0533-8e55-448f-b837-bd0e06f16469"
	PolicyHostPathVolumes               = "098fc59e-46c7-4d99-9b16-64990e543d75"
	PolicyExternalIPs                   = "d46c275d-1680-448d-b2ec-e495a3b6cc89"
	PolicyEndpointEditPermission        = "1ddac26b-ed48-4c30-8cc5-3a68c79b8001"
	PolicyDefaultNamespace              = "9f061a12-e40d-4183-a00e-171812443373"
	PolicyPrivilegedContainers          = "95edb821-ddaf-4404-9732-666045e056b4"
	PolicyPrivilegeEscalation           = "1c6e92c9-99f0-4e55-9cf2-0c234dc48f99"
	PolicyPodSecurityRestricted         = "42b8ef37-b724-4e24-bbc8-7a7708edfe00"
	PolicyPodSecurityBaseline           = "a8640138-9b0a-4a28-b8cb-1666c838647d"
)

// Effects of a policy, in the spelling that every definition accepts; some accept lower case as well, some do not.
//
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/effect-basics
const (
	EffectAudit             = "Audit"
	EffectAuditIfNotExists  = "AuditIfNotExists"
	EffectDeny              = "Deny"
	EffectDeployIfNotExists = "DeployIfNotExists"
	EffectDisabled          = "Disabled"
	EffectModify            = "Modify"
)

// ParameterEffect is the parameter by which a definition lets its assignment choose the effect.
const ParameterEffect = "effect"

// Types of policy parameters, as definitions spell them.
const (
	ParameterArray   = "Array"
	ParameterBoolean = "Boolean"
	ParameterObject  = "Object"
	ParameterString  = "String"
)

// Limits on the text of policy objects, in characters.
//
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/assignment-structure
const (
	// MaxPolicyDisplayName is the longest display name of a definition, an assignment or an exemption.
	MaxPolicyDisplayName = 128
	// MaxPolicyDescription is the longest description of one.
	MaxPolicyDescription = 512
	// MaxPolicyAssignmentNameInManagementGroup is the longest name of an assignment to a management group.
	// Source: https://github.com/Azure/azure-powershell/issues/9464
	MaxPolicyAssignmentNameInManagementGroup = 24
)

// ModeKubernetes is the mode of a definition that the policy add-on applies inside clusters.
//
// Source: https://learn.microsoft.com/azure/governance/policy/concepts/definition-structure-basics#resource-provider-modes
const ModeKubernetes = "Microsoft.Kubernetes.Data"

// PolicyKind says which of the two lists a built-in definition is in.
type PolicyKind string

// The kinds are the last segment of the ARM type.
const (
	PolicyDefinitions    PolicyKind = "policyDefinitions"
	PolicySetDefinitions PolicyKind = "policySetDefinitions"
)

// PolicyDefinition is what an assignment must know of a built-in definition.
type PolicyDefinition struct {
	// GUID is the definition's name.
	GUID string
	// DisplayName is the one Microsoft gave it, letter by letter.
	DisplayName string
	// Kind says whether it is one policy or a set of them.
	Kind PolicyKind
	// Mode is Indexed, All, or [ModeKubernetes]; empty for a set.
	Mode string
	// Category is the heading under which the portal lists it.
	Category string
	// Effect is the effect of a definition that lets its assignment choose none; empty for the others.
	Effect string
	// Parameters are what an assignment may or must give.
	Parameters []PolicyParameter
	// Roles are the GUIDs of the roles that the assignment's identity needs; only with an effect that changes resources.
	Roles []string
}

// PolicyParameter is one parameter of a definition.
type PolicyParameter struct {
	// Name is the parameter's name, in the definition's case.
	Name string
	// Type is one of the Parameter types.
	Type string
	// Allowed are the only values of a text, in exactly this spelling; empty allows any.
	Allowed []string
	// Default is the effect that holds when an assignment names none; empty for every other parameter.
	Default string
	// Required says that the definition has no default value.
	Required bool
}

// LookupPolicy returns the built-in definition or set with this GUID, in any case. ok is false for one that the landing
// zone does not use.
func LookupPolicy(guid string) (definition PolicyDefinition, ok bool) {
	i := slices.IndexFunc(builtInPolicies, func(d PolicyDefinition) bool { return strings.EqualFold(d.GUID, guid) })
	if i < 0 {
		return PolicyDefinition{}, false
	}
	return builtInPolicies[i], true
}

// Policies returns every built-in definition and set of this package.
func Policies() []PolicyDefinition { return slices.Clone(builtInPolicies) }

// ID is the definition's ARM ID, at the level of the tenant.
func (d PolicyDefinition) ID() string {
	return ResourceID("", "", "Microsoft.Authorization/"+string(d.Kind), d.GUID)
}

// Parameter returns the parameter of this name, whose case counts.
func (d PolicyDefinition) Parameter(name string) (PolicyParameter, bool) {
	i := slices.IndexFunc(d.Parameters, func(p PolicyParameter) bool { return p.Name == name })
	if i < 0 {
		return PolicyParameter{}, false
	}
	return d.Parameters[i], true
}

// ChangesResources reports whether an assignment of the definition needs an identity, with which Azure changes or
// creates resources.
//
// Source: https://learn.microsoft.com/azure/governance/policy/how-to/remediate-resources
func ChangesResources(effect string) bool {
	return strings.EqualFold(effect, EffectModify) || strings.EqualFold(effect, EffectDeployIfNotExists)
}
