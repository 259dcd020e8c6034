package bootstrap

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	corev1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/core/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// BaselineNamespace holds what the platform itself runs in every cluster. It exists without being configured; an entry
// of that name in the configuration changes its quota, egress or access.
const BaselineNamespace = "cluster-baseline-settings"

// Namespace is one namespace of the platform. Each gets the same bundle: ownership and pod-security labels, a quota,
// default limits, network policies that deny everything but DNS, a default service account without a token, and, with
// authorization kubernetesRbac, role bindings for its groups.
type Namespace struct {
	// Name is a DNS label of up to 63 characters; not one of Kubernetes' or Azure's own namespaces. Required.
	Name string `json:"name"`
	// Owner is whom to ask; it becomes a label. Default: the owner of the stack.
	Owner string `json:"owner"`
	// CostCenter pays; it becomes a label. Default: the cost center of the stack.
	CostCenter string `json:"costCenter"`
	// Team runs it; it becomes a label. Default: the team of the stack.
	Team string `json:"team"`
	// PartOf is the application that the namespace belongs to; it becomes the label app.kubernetes.io/part-of.
	// Default: the namespace's name.
	PartOf string `json:"partOf"`
	// Quota limits what all pods of the namespace may take together.
	Quota Quota `json:"quota"`
	// Egress lists destinations outside the cluster that pods may reach. Default none.
	Egress []Egress `json:"egress"`
	// Access names the Entra groups that may work in the namespace.
	Access Access `json:"access"`
}

// SetDefaults implements field.Defaulter.
func (n *Namespace) SetDefaults(class environment.Class) { n.Quota = defaultQuota(class) }

// namespaceSource is the page that describes which namespaces are Kubernetes' own.
const namespaceSource = "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"

// systemNamespaces belong to Azure or to Kubernetes; whoever put them there changes them.
var systemNamespaces = []string{"default", "flux-system", "gatekeeper-system", "app-routing-system", "aks-istio-system"}

// Validate reports every mistake of one namespace. Owner and cost center are judged by ValidateNamespaces, which knows
// the stack's.
func (n Namespace) Validate(path field.Path, class environment.Class) field.Errors {
	errors := checkNamespaceName(path.Child("name"), n.Name)
	errors.Append(n.Quota.Validate(path.Child("quota"), class))
	errors.Append(validateEgress(path.Child("egress"), n.Egress, class))
	errors.Append(n.Access.Validate(path.Child("access"), class))
	return errors
}

func checkNamespaceName(path field.Path, name string) field.Errors {
	switch {
	case name == "":
		return field.Required(path, name, "name the namespace")
	case strings.HasPrefix(name, "kube-"):
		return field.Errors{{
			Path: path, Value: name, Rule: "begins with kube-, which Kubernetes keeps for itself", Remedy: "choose another name",
			Source: namespaceSource,
		}}
	case slices.Contains(systemNamespaces, name):
		return field.Errors{{
			Path: path, Value: name, Rule: "belongs to the system", Remedy: "choose another name", Source: namespaceSource,
		}}
	case len(validation.IsDNS1123Label(name)) > 0:
		return field.Errors{{
			Path: path, Value: name, Rule: "is not a DNS label",
			Remedy: "use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends",
			Source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names",
		}}
	}
	return nil
}

// ValidateNamespaces reports every mistake in the list of namespaces. tags are the stack's, by the keys owner,
// costCenter and team; they stand in for what a namespace leaves out.
func ValidateNamespaces(path field.Path, namespaces []Namespace, class environment.Class, tags map[string]string) field.Errors {
	var errors field.Errors
	first := map[string]int{}
	for i, n := range namespaces {
		errors.Append(n.Validate(path.Index(i), class))
		errors.Append(n.validateOwnership(path.Index(i), tags))
		if before, taken := first[n.Name]; taken && n.Name != "" {
			errors.Add(field.Error{
				Path: path.Index(i).Child("name"), Value: n.Name,
				Rule: fmt.Sprintf("is already the name of %s", path.Index(before)), Remedy: "choose another name, or merge the two",
			})
			continue
		}
		first[n.Name] = i
	}
	return errors
}

func (n Namespace) validateOwnership(path field.Path, tags map[string]string) field.Errors {
	labels := n.ownership(tags)
	var errors field.Errors
	for _, label := range []struct {
		name, value string
		required    bool
	}{
		{"owner", labels.Owner, true}, {"costCenter", labels.CostCenter, true}, {"team", labels.Team, false}, {"partOf", labels.PartOf, false},
	} {
		switch {
		case label.value == "" && !label.required:
		case label.value == "":
			errors.Append(field.Required(path.Child(label.name), "", "every namespace says who answers for it and who pays"))
		case LabelValue(label.value) == "":
			errors.Add(field.Error{
				Path: path.Child(label.name), Value: label.value, Rule: "holds no letter or digit, so it cannot become a label",
				Remedy: "write at least one",
				Source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set",
			})
		}
	}
	return errors
}

// ownership returns the namespace with the stack's values in place of what it leaves out.
func (n Namespace) ownership(tags map[string]string) Namespace {
	n.Owner = cmp.Or(n.Owner, tags["owner"])
	n.CostCenter = cmp.Or(n.CostCenter, tags["costCenter"])
	n.Team = cmp.Or(n.Team, tags["team"])
	n.PartOf = cmp.Or(n.PartOf, n.Name)
	return n
}

// withBaseline returns the namespaces sorted by name, ownership filled in, with the baseline namespace among them.
func withBaseline(namespaces []Namespace, class environment.Class, tags map[string]string) []Namespace {
	all := make([]Namespace, 0, len(namespaces)+1)
	for _, n := range namespaces {
		all = append(all, n.ownership(tags))
	}
	if !slices.ContainsFunc(all, func(n Namespace) bool { return n.Name == BaselineNamespace }) {
		baseline := Namespace{Name: BaselineNamespace}
		baseline.SetDefaults(class)
		all = append(all, baseline.ownership(tags))
	}
	slices.SortFunc(all, func(a, b Namespace) int { return strings.Compare(a.Name, b.Name) })
	return all
}

// Pod security levels of Kubernetes.
//
// Source: https://kubernetes.io/docs/concepts/security/pod-security-standards/
const (
	podSecurityBaseline   = "baseline"
	podSecurityRestricted = "restricted"
)

// namespace creates the namespace itself. Its pod-security version is the cluster's minor, so that an upgrade of the
// cluster does not change what is admitted before the configuration does.
func (o *objects) namespace(n Namespace) (pulumi.Resource, error) {
	version := fmt.Sprintf("v1.%d", o.minor)
	labels := pulumi.StringMap{
		"owner":                                      pulumi.String(LabelValue(n.Owner)),
		"costCenter":                                 pulumi.String(LabelValue(n.CostCenter)),
		"environment":                                pulumi.String(o.class),
		"app.kubernetes.io/part-of":                  pulumi.String(LabelValue(n.PartOf)),
		"pod-security.kubernetes.io/enforce":         pulumi.String(environment.Pick(o.class, podSecurityBaseline, podSecurityRestricted)),
		"pod-security.kubernetes.io/warn":            pulumi.String(podSecurityRestricted),
		"pod-security.kubernetes.io/audit":           pulumi.String(podSecurityRestricted),
		"pod-security.kubernetes.io/enforce-version": pulumi.String(version),
		"pod-security.kubernetes.io/warn-version":    pulumi.String(version),
		"pod-security.kubernetes.io/audit-version":   pulumi.String(version),
	}
	if team := LabelValue(n.Team); team != "" {
		labels["team"] = pulumi.String(team)
	}
	meta := o.metadata("", n.Name)
	meta.Labels = labels
	meta.Annotations = o.annotations(map[string]string{
		// Replacing the Flux configuration must not delete everything that runs in the namespace.
		"kustomize.toolkit.fluxcd.io/prune": "disabled",
	})
	var opts []pulumi.ResourceOption
	if o.class.ProductionLike() {
		// A line that is missing in the configuration must not delete everything that runs in the namespace.
		opts = append(opts, pulumi.RetainOnDelete(true))
	}
	resource, err := corev1.NewNamespace(o.ctx, o.child("", n.Name), &corev1.NamespaceArgs{Metadata: meta}, o.options(opts...)...)
	return o.add(resource, err)
}
