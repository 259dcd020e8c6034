package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noClusterWideWriter = pack.Rule{
	ID:       "no-cluster-wide-writer",
	Title:    "Teams may change their namespaces only",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "Whoever may write in every namespace may read every team's secrets and run anything anywhere.",
	Absent:   "An assignment without a scope is refused by Azure; one without a role grants nothing that this rule knows.",
	Remedy: "Assign the role at <cluster ID>/namespaces/<namespace>, or bind it with a RoleBinding in the namespace; list the " +
		"administrators' group in adminGroupObjectIds.",
	Source:   "https://learn.microsoft.com/azure/aks/manage-azure-rbac",
	Types:    []string{azure.TypeRoleAssignment, typeClusterRoleBinding},
	Settings: []pack.Setting{adminGroups},
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == azure.TypeRoleAssignment {
			return noWideAssignment(r)
		}
		return noWideBinding(r)
	},
	Pass: pack.Examples{
		"writer of a namespace":  assignment(azure.RoleAKSRBACWriter, exampleClusterID+"/namespaces/a0008", "principalId", teamGroup),
		"reader of the cluster":  assignment(azure.RoleAKSRBACReader, exampleClusterID, "principalId", teamGroup),
		"administrators":         assignment(azure.RoleAKSRBACAdmin, exampleClusterID, "principalId", adminGroup).With("adminGroupObjectIds", list(adminGroup)),
		"cluster administrators": assignment(azure.RoleAKSRBACClusterAdmin, exampleClusterID, "principalId", adminGroup),
		"binding to view":        one(typeClusterRoleBinding, "roleRef.name", "view", "subjects", list(set("kind", "Group", "name", teamGroup))),
		"binding of administrators": one(typeClusterRoleBinding, "roleRef.name", "cluster-admin", "subjects", list(set("kind", "Group", "name", adminGroup))).
			With("adminGroupObjectIds", list(adminGroup)),
		"subjects left out": one(typeClusterRoleBinding, "roleRef.name", "edit"),
	},
	Fail: pack.Examples{
		"writer of the cluster":  assignment(azure.RoleAKSRBACWriter, exampleClusterID, "principalId", teamGroup),
		"admin of the group":     assignment(azure.RoleAKSRBACAdmin, exampleGroupID, "principalId", teamGroup),
		"scope left out":         one(azure.TypeRoleAssignment, "roleDefinitionId", azure.RoleAKSRBACWriter, "principalId", teamGroup),
		"not the administrators": assignment(azure.RoleAKSRBACAdmin, exampleClusterID, "principalId", teamGroup).With("adminGroupObjectIds", list(adminGroup)),
		"another cluster admin":  assignment(azure.RoleAKSRBACClusterAdmin, exampleClusterID, "principalId", teamGroup).With("adminGroupObjectIds", list(adminGroup)),
		"binding to edit":        one(typeClusterRoleBinding, "roleRef.name", "edit", "subjects", list(set("kind", "Group", "name", teamGroup))),
		"another binding of cluster-admin": one(typeClusterRoleBinding, "roleRef.name", "cluster-admin", "subjects", list(set("kind", "User", "name", "eve@example.com"))).
			With("adminGroupObjectIds", list(adminGroup)),
	},
}

func noWideAssignment(r pack.Resource) pack.Verdict {
	wide := grants(r, azure.RoleAKSRBACWriter, azure.RoleAKSRBACAdmin)
	if len(r.Strings(adminGroups.Name)) > 0 {
		wide = wide.Or(grants(r, azure.RoleAKSRBACClusterAdmin))
	}
	scope := r.At("scope")
	return pack.When(wide.And(isAdminGroup(r, r.At("principalId")).Not()),
		func() pack.Verdict {
			return scope.MustMatch("must be a namespace of a cluster", func(v pack.Value) bool {
				text, _ := v.Text()
				return strings.Contains(strings.ToLower(text), "/namespaces/")
			})
		}, pack.Pass)
}

func noWideBinding(r pack.Resource) pack.Verdict {
	role := r.At("roleRef", "name")
	wide := role.IsOneOf("admin", "edit")
	if len(r.Strings(adminGroups.Name)) > 0 {
		wide = wide.Or(role.Is("cluster-admin"))
	}
	return pack.When(wide,
		func() pack.Verdict {
			return r.At("subjects").Each(func(subject pack.Value) pack.Verdict {
				person := subject.At("kind").IsOneOf("Group", "User")
				return pack.When(person.And(isAdminGroup(r, subject.At("name")).Not()),
					func() pack.Verdict { return subject.At("name").Fail("must not write in every namespace") }, pack.Pass)
			})
		}, pack.Pass)
}
