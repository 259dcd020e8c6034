package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var statefulSetNeedsBackup = pack.Rule{
	ID:       "statefulset-needs-backup",
	Title:    "State in the cluster is backed up",
	Severity: pack.High,
	Level:    pack.MandatoryProd,
	Why:      "A volume is gone with its claim, its namespace or its cluster, and nothing else in the landing zone has a copy.",
	Absent:   "Nothing backs up a cluster by itself.",
	Remedy: "Back up the namespace with Azure Backup or a schedule of Velero, say in backedUpNamespaces that another stack does, or keep " +
		"the state in a platform database.",
	Source:   "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview",
	Types:    []string{typeStatefulSet, typeVolumeClaim},
	Settings: []pack.Setting{systemNamespaces, backedUpNamespaces},
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, r := range s.Of(typeStatefulSet, typeVolumeClaim) {
			namespace := namespaceOf(r)
			spared := isOneOfTexts(namespace, s.Strings(systemNamespaces.Name))
			saved := isOneOfTexts(namespace, s.Strings(backedUpNamespaces.Name))
			for _, b := range s.Of(azure.TypeBackupInstance, typeVeleroSchedule) {
				saved = saved.Or(backsUp(b, namespace))
			}
			verdicts = append(verdicts, pack.When(spared,
				func() pack.Verdict { return pack.Skip("the namespace belongs to the platform") },
				func() pack.Verdict {
					return pack.When(saved, pack.Pass, func() pack.Verdict { return r.Fail("no backup covers the namespace") })
				}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"Azure Backup of everything": pack.Together(stateful(typeStatefulSet), clusterBackup()),
		"Azure Backup of it":         pack.Together(stateful(typeVolumeClaim), clusterBackup("includedNamespaces", list("a0008", "b"))),
		"Velero of everything":       pack.Together(stateful(typeStatefulSet), object("v", typeVeleroSchedule, "spec.template.ttl", "720h")),
		"Velero of any":              pack.Together(stateful(typeStatefulSet), object("v", typeVeleroSchedule, "spec.template.includedNamespaces", list("*"))),
		"said of it":                 pack.Together(stateful(typeStatefulSet)).With(backedUpNamespaces.Name, list("a0008")),
		"system namespace":           pack.Together(object("s", typeStatefulSet, "metadata.namespace", "kube-system")),
	},
	Fail: pack.Examples{
		"StatefulSet, backup left out":  pack.Together(stateful(typeStatefulSet)),
		"claim, backup left out":        pack.Together(stateful(typeVolumeClaim)),
		"namespace and backup left out": pack.Together(object("s", typeStatefulSet, "spec.replicas", 3)),
		"Azure Backup of another":       pack.Together(stateful(typeStatefulSet), clusterBackup("includedNamespaces", list("b"))),
		"Azure Backup of all but it":    pack.Together(stateful(typeStatefulSet), clusterBackup("excludedNamespaces", list("a0008"))),
		"backup of a disk":              pack.Together(stateful(typeStatefulSet), object("b", azure.TypeBackupInstance, "properties.policyInfo.policyId", "p")),
		"Velero of another":             pack.Together(stateful(typeStatefulSet), object("v", typeVeleroSchedule, "spec.template.includedNamespaces", list("b"))),
		"Velero of all but it":          pack.Together(stateful(typeStatefulSet), object("v", typeVeleroSchedule, "spec.template.excludedNamespaces", list("a0008"))),
		"Velero that is paused":         pack.Together(stateful(typeStatefulSet), object("v", typeVeleroSchedule, "spec.paused", true)),
		"one of two":                    pack.Together(stateful(typeStatefulSet), object("t", typeVolumeClaim, "metadata.namespace", "b"), clusterBackup("includedNamespaces", list("a0008"))),
		"said of another":               pack.Together(stateful(typeStatefulSet)).With(backedUpNamespaces.Name, list("b")),
	},
}

// typeVeleroSchedule is a repeated backup by Velero.
const typeVeleroSchedule = "kubernetes:velero.io/v1:Schedule"

// clusterBackupKind is the kind of parameters that only the backup of a cluster has.
const clusterBackupKind = "KubernetesClusterBackupDatasourceParameters"

// backedUpNamespaces is for stacks and manifests that do not show the backup themselves.
var backedUpNamespaces = pack.Setting{
	Name: "backedUpNamespaces", Kind: pack.StringList, Default: []string{},
	Description: "namespaces that something outside this stack backs up",
}

// backsUp reports whether a backup covers a namespace.
func backsUp(backup pack.Resource, namespace pack.Value) pack.Truth {
	if backup.Type() == pack.Canonical(typeVeleroSchedule) {
		return backup.At("spec", "paused").Or(false).Is(false).And(chooses(backup.At("spec", "template"), namespace))
	}
	parameters := backup.At("properties", "policyInfo", "policyParameters", "backupDatasourceParametersList")
	items, known := parameters.Items()
	if !known {
		return pack.DontKnow(parameters.Path())
	}
	covered := pack.False
	for _, item := range items {
		covered = covered.Or(item.At("objectType").Is(clusterBackupKind).And(chooses(item, namespace)))
	}
	return covered
}

// chooses reads the two lists of namespaces that both kinds of backup have. No list of included ones means all.
func chooses(lists, namespace pack.Value) pack.Truth {
	included, excluded := lists.At("includedNamespaces"), lists.At("excludedNamespaces")
	return included.IsSet().Not().Or(holds(included, namespace)).And(holds(excluded, namespace).Not())
}

// holds reports whether a list names a namespace, or all of them.
func holds(namespaces, namespace pack.Value) pack.Truth {
	items, known := namespaces.Items()
	if !known {
		return pack.DontKnow(namespaces.Path())
	}
	found := pack.False
	for _, item := range items {
		found = found.Or(item.Is("*")).Or(sameText(item, namespace))
	}
	return found
}

// stateful is an object that keeps state in the namespace of the examples.
func stateful(token string) pack.ExampleResource {
	return object("state-"+strings.ToLower(token[strings.LastIndex(token, ":")+1:]), token, "metadata.namespace", "a0008")
}

// clusterBackup is the backup of a cluster by Azure Backup.
func clusterBackup(pairs ...any) pack.ExampleResource {
	parameters := set(pairs...)
	parameters["objectType"] = clusterBackupKind
	return object("backup", azure.TypeBackupInstance, "properties.policyInfo.policyParameters.backupDatasourceParametersList", list(parameters))
}
