package kubernetes

import (
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	"k8s.io/apimachinery/pkg/api/validate/content"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	selectors "k8s.io/apimachinery/pkg/apis/meta/v1/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"
)

// pathSegment judges names of roles and bindings, which allow more than other names.
func pathSegment(name string, _ bool) []string { return content.IsPathSegmentName(name) }

// userFacing are roles that every cluster has; those with the prefix system: are many.
// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#default-roles-and-role-bindings
var userFacing = []string{"admin", "cluster-admin", "edit", "view"}

func role() kind {
	return kind{
		module: "rbac.authorization.k8s.io/v1", group: rbacv1.GroupName, name: "Role", resource: "roles", namespaced: true,
		naming: pathSegment, empty: func() metav1.Object { return &rbacv1.Role{} },
		judge:  func(object metav1.Object) field.ErrorList { return judgeRules(object.(*rbacv1.Role).Rules, true) },
		inputs: roleObject{}, outputs: roleObject{},
		models: []string{"Every rule has verbs, API groups and resources; addresses outside the resources are for cluster roles."},
	}
}

func clusterRole() kind {
	return kind{
		module: "rbac.authorization.k8s.io/v1", group: rbacv1.GroupName, name: "ClusterRole", resource: "clusterroles",
		naming: pathSegment, empty: func() metav1.Object { return &rbacv1.ClusterRole{} },
		judge:   func(object metav1.Object) field.ErrorList { return judgeClusterRole(object.(*rbacv1.ClusterRole)) },
		builtIn: func(_, name string) bool { return slices.Contains(userFacing, name) },
		inputs:  clusterRoleObject{}, outputs: clusterRoleObject{},
		models: []string{
			"Every rule has verbs and either resources with API groups or addresses; an aggregation selects something; the user-facing roles exist already.",
		},
	}
}

func judgeClusterRole(r *rbacv1.ClusterRole) field.ErrorList {
	wrong := judgeRules(r.Rules, false)
	if r.AggregationRule == nil {
		return wrong
	}
	at := field.NewPath("aggregationRule", "clusterRoleSelectors")
	if len(r.AggregationRule.ClusterRoleSelectors) == 0 {
		wrong = append(wrong, field.Required(at, "at least one clusterRoleSelector required if aggregationRule is non-nil"))
	}
	for i := range r.AggregationRule.ClusterRoleSelectors {
		wrong = append(wrong, selectors.ValidateLabelSelector(&r.AggregationRule.ClusterRoleSelectors[i],
			selectors.LabelSelectorValidationOptions{}, at.Index(i))...)
	}
	return wrong
}

// judgeRules applies the rules of policy rules.
// Source: https://kubernetes.io/docs/reference/access-authn-authz/rbac/#role-and-clusterrole
func judgeRules(rules []rbacv1.PolicyRule, namespaced bool) field.ErrorList {
	var wrong field.ErrorList
	for i, rule := range rules {
		at := field.NewPath("rules").Index(i)
		if len(rule.Verbs) == 0 {
			wrong = append(wrong, field.Required(at.Child("verbs"), "verbs must contain at least one value"))
		}
		if len(rule.NonResourceURLs) > 0 {
			if namespaced {
				wrong = append(wrong, field.Invalid(at.Child("nonResourceURLs"), rule.NonResourceURLs,
					"namespaced rules cannot apply to non-resource URLs"))
			}
			if len(rule.APIGroups)+len(rule.Resources)+len(rule.ResourceNames) > 0 {
				wrong = append(wrong, field.Invalid(at.Child("nonResourceURLs"), rule.NonResourceURLs,
					"rules cannot apply to both regular resources and non-resource URLs"))
			}
			continue
		}
		if len(rule.APIGroups) == 0 {
			wrong = append(wrong, field.Required(at.Child("apiGroups"), "resource rules must supply at least one api group"))
		}
		if len(rule.Resources) == 0 {
			wrong = append(wrong, field.Required(at.Child("resources"), "resource rules must supply at least one resource"))
		}
	}
	return wrong
}

func roleBinding() kind {
	return kind{
		module: "rbac.authorization.k8s.io/v1", group: rbacv1.GroupName, name: "RoleBinding", resource: "rolebindings", namespaced: true,
		naming: pathSegment, empty: func() metav1.Object { return &rbacv1.RoleBinding{} },
		judge: func(object metav1.Object) field.ErrorList {
			binding := object.(*rbacv1.RoleBinding)
			return append(judgeRoleRef(binding.RoleRef, "Role", "ClusterRole"), judgeSubjects(binding.Subjects)...)
		},
		inputs: bindingObject{}, outputs: bindingObject{}, replacedBy: []string{"roleRef"},
		models: []string{bindingSentence},
	}
}

func clusterRoleBinding() kind {
	return kind{
		module: "rbac.authorization.k8s.io/v1", group: rbacv1.GroupName, name: "ClusterRoleBinding", resource: "clusterrolebindings",
		naming: pathSegment, empty: func() metav1.Object { return &rbacv1.ClusterRoleBinding{} },
		judge: func(object metav1.Object) field.ErrorList {
			binding := object.(*rbacv1.ClusterRoleBinding)
			return append(judgeRoleRef(binding.RoleRef, "ClusterRole"), judgeSubjects(binding.Subjects)...)
		},
		builtIn: func(_, name string) bool { return name == "cluster-admin" },
		inputs:  bindingObject{}, outputs: bindingObject{}, replacedBy: []string{"roleRef"},
		models: []string{bindingSentence},
	}
}

const bindingSentence = "The role is of a kind that can be bound here, though it need not exist, and subjects are users, groups or service accounts, each in its form."

func judgeRoleRef(ref rbacv1.RoleRef, kinds ...string) field.ErrorList {
	var wrong field.ErrorList
	at := field.NewPath("roleRef")
	if ref.APIGroup != "" && ref.APIGroup != rbacv1.GroupName {
		wrong = append(wrong, field.NotSupported(at.Child("apiGroup"), ref.APIGroup, []string{rbacv1.GroupName}))
	}
	if !slices.Contains(kinds, ref.Kind) {
		wrong = append(wrong, field.NotSupported(at.Child("kind"), ref.Kind, kinds))
	}
	if ref.Name == "" {
		return append(wrong, field.Required(at.Child("name"), ""))
	}
	for _, message := range content.IsPathSegmentName(ref.Name) {
		wrong = append(wrong, field.Invalid(at.Child("name"), ref.Name, message))
	}
	return wrong
}

// judgeSubjects judges who gets a role. A group left out is filled in by the API server; a service account's namespace
// never is.
func judgeSubjects(subjects []rbacv1.Subject) field.ErrorList {
	var wrong field.ErrorList
	for i, subject := range subjects {
		at := field.NewPath("subjects").Index(i)
		if subject.Name == "" {
			wrong = append(wrong, field.Required(at.Child("name"), ""))
		}
		group := ""
		switch subject.Kind {
		case rbacv1.ServiceAccountKind:
			for _, message := range validation.ValidateServiceAccountName(subject.Name, false) {
				wrong = append(wrong, field.Invalid(at.Child("name"), subject.Name, message))
			}
			if subject.Namespace == "" {
				wrong = append(wrong, field.Required(at.Child("namespace"), ""))
			}
		case rbacv1.UserKind, rbacv1.GroupKind:
			group = rbacv1.GroupName
		default:
			wrong = append(wrong, field.NotSupported(at.Child("kind"), subject.Kind,
				[]string{rbacv1.ServiceAccountKind, rbacv1.UserKind, rbacv1.GroupKind}))
			continue
		}
		if subject.APIGroup != "" && subject.APIGroup != group {
			wrong = append(wrong, field.NotSupported(at.Child("apiGroup"), subject.APIGroup, []string{group}))
		}
	}
	return wrong
}
