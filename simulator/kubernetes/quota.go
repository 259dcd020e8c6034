package kubernetes

import (
	"maps"
	"slices"
	"strings"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	content "k8s.io/apimachinery/pkg/util/validation"
	"k8s.io/apimachinery/pkg/util/validation/field"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func resourceQuota() kind {
	return kind{
		module: "core/v1", name: "ResourceQuota", resource: "resourcequotas", namespaced: true,
		naming: validation.NameIsDNSSubdomain, empty: func() metav1.Object { return &corev1.ResourceQuota{} },
		judge:    func(object metav1.Object) field.ErrorList { return judgeQuota(object.(*corev1.ResourceQuota).Spec) },
		complete: measureQuota,
		inputs:   specObject{}, outputs: specStatusObject{}, replacedBy: []string{"spec.scopes"},
		models: []string{
			"What is limited can be limited by a quota, amounts are quantities from 0 on and whole where only whole ones make sense, and scopes exist.",
			"Nothing counts against the quota: its status shows that nothing is used.",
		},
	}
}

// quotaResources are what a quota can limit without a domain in its name.
// Source: https://kubernetes.io/docs/concepts/policy/resource-quotas/
var quotaResources = []corev1.ResourceName{
	corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage,
	corev1.ResourceRequestsCPU, corev1.ResourceRequestsMemory, corev1.ResourceRequestsStorage, corev1.ResourceRequestsEphemeralStorage,
	corev1.ResourceLimitsCPU, corev1.ResourceLimitsMemory, corev1.ResourceLimitsEphemeralStorage,
	corev1.ResourcePods, corev1.ResourceQuotas, corev1.ResourceServices, corev1.ResourceReplicationControllers, corev1.ResourceSecrets,
	corev1.ResourcePersistentVolumeClaims, corev1.ResourceConfigMaps, corev1.ResourceServicesNodePorts, corev1.ResourceServicesLoadBalancers,
}

// countable are those of them that come in whole numbers.
var countable = []corev1.ResourceName{
	corev1.ResourcePods, corev1.ResourceQuotas, corev1.ResourceServices, corev1.ResourceReplicationControllers, corev1.ResourceSecrets,
	corev1.ResourcePersistentVolumeClaims, corev1.ResourceConfigMaps, corev1.ResourceServicesNodePorts, corev1.ResourceServicesLoadBalancers,
}

var quotaScopes = []corev1.ResourceQuotaScope{
	corev1.ResourceQuotaScopeTerminating, corev1.ResourceQuotaScopeNotTerminating, corev1.ResourceQuotaScopeBestEffort,
	corev1.ResourceQuotaScopeNotBestEffort, corev1.ResourceQuotaScopePriorityClass, corev1.ResourceQuotaScopeCrossNamespacePodAffinity,
	corev1.ResourceQuotaScopeVolumeAttributesClass,
}

func judgeQuota(spec corev1.ResourceQuotaSpec) field.ErrorList {
	var wrong field.ErrorList
	hard := field.NewPath("spec", "hard")
	for _, name := range slices.Sorted(maps.Keys(spec.Hard)) {
		at := hard.Key(string(name))
		for _, message := range content.IsQualifiedName(string(name)) {
			wrong = append(wrong, field.Invalid(at, string(name), message))
		}
		if !strings.Contains(string(name), "/") && !slices.Contains(quotaResources, name) && !hugePages(name) {
			wrong = append(wrong, field.Invalid(at, string(name), "must be a standard resource for quota"))
		}
		amount := spec.Hard[name]
		wrong = append(wrong, notNegative(at, amount)...)
		if (slices.Contains(countable, name) || strings.Contains(string(name), "/")) && amount.MilliValue()%1000 != 0 {
			wrong = append(wrong, field.Invalid(at, amount.String(), "must be an integer"))
		}
	}
	for i, scope := range spec.Scopes {
		if !slices.Contains(quotaScopes, scope) {
			wrong = append(wrong, field.Invalid(field.NewPath("spec", "scopes").Index(i), string(scope), "unsupported scope"))
		}
	}
	return wrong
}

func hugePages(name corev1.ResourceName) bool {
	return strings.HasPrefix(strings.TrimPrefix(string(name), "requests."), corev1.ResourceHugePagesPrefix)
}

func notNegative(at *field.Path, amount resource.Quantity) field.ErrorList {
	if amount.Sign() >= 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(at, amount.String(), "must be greater than or equal to 0")}
}

// measureQuota shows what the quota's controller finds in an empty namespace.
func measureQuota(op *engine.Operation) {
	hard := op.Inputs.At("spec", "hard")
	for _, name := range hard.Keys() {
		op.Set(hard.At(name).Raw(), "status", "hard", name)
		op.Set("0", "status", "used", name)
	}
}

func limitRange() kind {
	return kind{
		module: "core/v1", name: "LimitRange", resource: "limitranges", namespaced: true,
		naming: validation.NameIsDNSSubdomain, empty: func() metav1.Object { return &corev1.LimitRange{} },
		judge: func(object metav1.Object) field.ErrorList {
			return judgeLimits(object.(*corev1.LimitRange).Spec.Limits)
		},
		inputs: specObject{}, outputs: specObject{},
		models: []string{
			"Each type of limit stands once, with resources that it can have, and min, default request, default and max are in this order.",
		},
	}
}

// limitTypes are the types of limits without a domain in their name.
// Source: https://kubernetes.io/docs/concepts/policy/limit-range/
var limitTypes = []corev1.LimitType{corev1.LimitTypeContainer, corev1.LimitTypePod, corev1.LimitTypePersistentVolumeClaim}

func judgeLimits(limits []corev1.LimitRangeItem) field.ErrorList {
	var wrong field.ErrorList
	seen := map[corev1.LimitType]bool{}
	for i, item := range limits {
		at := field.NewPath("spec", "limits").Index(i)
		switch {
		case item.Type == "":
			wrong = append(wrong, field.Required(at.Child("type"), ""))
		case !strings.Contains(string(item.Type), "/") && !slices.Contains(limitTypes, item.Type):
			wrong = append(wrong, field.Invalid(at.Child("type"), string(item.Type), "must be a standard limit type or fully qualified"))
		case seen[item.Type]:
			wrong = append(wrong, field.Duplicate(at.Child("type"), string(item.Type)))
		}
		seen[item.Type] = true
		wrong = append(wrong, judgeLimit(at, item)...)
	}
	return wrong
}

func judgeLimit(at *field.Path, item corev1.LimitRangeItem) field.ErrorList {
	var wrong field.ErrorList
	pod := item.Type == corev1.LimitTypePod
	if pod && len(item.Default) > 0 {
		wrong = append(wrong, field.Forbidden(at.Child("default"), "may not be specified when `type` is 'Pod'"))
	}
	if pod && len(item.DefaultRequest) > 0 {
		wrong = append(wrong, field.Forbidden(at.Child("defaultRequest"), "may not be specified when `type` is 'Pod'"))
	}
	if item.Type == corev1.LimitTypePersistentVolumeClaim {
		_, least := item.Min[corev1.ResourceStorage]
		_, most := item.Max[corev1.ResourceStorage]
		if !least && !most {
			wrong = append(wrong, field.Required(at.Child("limits"), "either minimum or maximum storage value is required, but neither was provided"))
		}
	}
	bounds := []bound{
		{"min", "min value", item.Min}, {"defaultRequest", "default request value", item.DefaultRequest},
		{"default", "default value", item.Default}, {"max", "max value", item.Max},
	}
	for i, lower := range bounds {
		for _, name := range slices.Sorted(maps.Keys(lower.amounts)) {
			wrong = append(wrong, lower.judge(at, item.Type, name)...)
			for _, upper := range bounds[i+1:] {
				wrong = append(wrong, lower.atMost(at, upper, name)...)
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(item.MaxLimitRequestRatio)) {
		if ratio := item.MaxLimitRequestRatio[name]; ratio.Cmp(resource.MustParse("1")) < 0 {
			wrong = append(wrong, field.Invalid(at.Child("maxLimitRequestRatio").Key(string(name)), ratio.String(),
				"ratio "+ratio.String()+" is less than 1"))
		}
	}
	return wrong
}

// bound is one of the four amounts per resource that a limit range sets.
type bound struct {
	property, words string
	amounts         corev1.ResourceList
}

func (b bound) judge(at *field.Path, limits corev1.LimitType, name corev1.ResourceName) field.ErrorList {
	path := at.Child(b.property).Key(string(name))
	wrong := notNegative(path, b.amounts[name])
	standard := slices.Contains([]corev1.ResourceName{corev1.ResourceCPU, corev1.ResourceMemory, corev1.ResourceEphemeralStorage}, name) || hugePages(name)
	if (limits == corev1.LimitTypeContainer || limits == corev1.LimitTypePod) && !standard && !strings.Contains(string(name), "/") {
		wrong = append(wrong, field.Invalid(path, string(name), "must be a standard resource type or fully qualified"))
	}
	return wrong
}

func (b bound) atMost(at *field.Path, upper bound, name corev1.ResourceName) field.ErrorList {
	low, high := b.amounts[name], upper.amounts[name]
	if _, both := upper.amounts[name]; !both || low.Cmp(high) <= 0 {
		return nil
	}
	return field.ErrorList{field.Invalid(at.Child(b.property).Key(string(name)), low.String(),
		b.words+" "+low.String()+" is greater than "+upper.words+" "+high.String())}
}
