package cluster

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	labelsSource = "https://learn.microsoft.com/azure/aks/use-labels#reserved-system-labels"
	taintsSource = "https://learn.microsoft.com/azure/aks/use-node-taints"
)

// validateTaints checks the form of each taint, and that a System pool keeps nothing off that the cluster needs: AKS takes
// no other hard taint there than the one for critical add-ons.
func (p NodePool) validateTaints(path field.Path) field.Errors {
	var errors field.Errors
	for i, taint := range p.NodeTaints {
		at := path.Index(i)
		mistakes := validateTaint(at, taint)
		critical := strings.HasPrefix(taint, "CriticalAddonsOnly=") || strings.HasSuffix(taint, ":PreferNoSchedule")
		if len(mistakes) == 0 && p.Mode == ModeSystem && !critical {
			mistakes.Add(field.Error{
				Path: at, Value: taint, Rule: "is not possible on a System pool, whose pods do not tolerate it",
				Remedy: "choose effect PreferNoSchedule, or taint a User pool", Source: systemPoolSource,
			})
		}
		errors.Append(mistakes)
	}
	return errors
}

func validateTaint(path field.Path, taint string) field.Errors {
	pair, effect, ok := strings.Cut(taint, ":")
	key, value, paired := strings.Cut(pair, "=")
	effects := []string{"NoSchedule", "PreferNoSchedule", "NoExecute"}
	if ok && paired && slices.Contains(effects, effect) && len(validation.IsQualifiedName(key)) == 0 && len(validation.IsValidLabelValue(value)) == 0 {
		return nil
	}
	return field.Errors{{
		Path: path, Value: taint, Rule: "is not a taint", Remedy: "write key=value:effect with effect NoSchedule, PreferNoSchedule or NoExecute",
		Source: taintsSource,
	}}
}

// reservedLabelDomains belong to AKS and Kubernetes.
var reservedLabelDomains = []string{"kubernetes.azure.com", "kubernetes.io", "k8s.io"}

func (p NodePool) validateLabels(path field.Path) field.Errors {
	var errors field.Errors
	for _, key := range slices.Sorted(maps.Keys(p.NodeLabels)) {
		at, value := path.Child(key), p.NodeLabels[key]
		domain, _, _ := strings.Cut(key, "/")
		reserved := slices.ContainsFunc(reservedLabelDomains, func(reserved string) bool {
			return strings.Contains(key, "/") && (domain == reserved || strings.HasSuffix(domain, "."+reserved))
		})
		switch {
		case key == poolLabel:
			errors.Add(field.Error{Path: at, Value: value, Rule: "is set by the landing zone to the pool's name", Remedy: "remove it"})
		case reserved:
			errors.Add(field.Error{
				Path: at, Value: value, Rule: fmt.Sprintf("belongs to %s, which AKS and Kubernetes keep for themselves", domain),
				Remedy: "use a domain of your own", Source: labelsSource,
			})
		case len(validation.IsQualifiedName(key)) > 0 || len(validation.IsValidLabelValue(value)) > 0:
			errors.Add(field.Error{
				Path: at, Value: value, Rule: "is not a Kubernetes label", Remedy: "write up to 63 letters, digits, dashes, underscores and dots",
				Source: labelsSource,
			})
		}
	}
	return errors
}
