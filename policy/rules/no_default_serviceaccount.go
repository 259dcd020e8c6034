package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noDefaultServiceAccount = pack.Rule{
	ID:       "no-default-serviceaccount",
	Title:    "Workloads have a service account of their own",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Rights and identities given to the default account are given to every pod of the namespace, also to tomorrow's.",
	Absent:   "Kubernetes uses the account default.",
	Remedy:   "Set serviceAccountName in the pod's spec to an account made for the workload.",
	Source:   "https://kubernetes.io/docs/concepts/security/service-accounts/",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			account := podSpec(r).At("serviceAccountName")
			if older := podSpec(r).At("serviceAccount"); account.Exists().No() && !older.Exists().No() {
				account = older
			}
			return account.Or("default").MustNotBe("default", "")
		})
	},
	Pass: pack.Examples{
		"own account":      deployment(pack.Map{"image": "x"}, "spec.template.spec.serviceAccountName", "web"),
		"older property":   pod(pack.Map{"image": "x"}, "spec.serviceAccount", "web"),
		"system namespace": one(typeDaemonSet, "metadata.namespace", "kube-system", "spec.template.spec.containers", list(set("name", "a"))),
	},
	Fail: pack.Examples{
		"default":          deployment(pack.Map{"image": "x"}, "spec.template.spec.serviceAccountName", "default"),
		"account left out": deployment(pack.Map{"image": "x"}),
		"spec left out":    one(typeCronJob, "metadata.namespace", "a0008"),
	},
}
