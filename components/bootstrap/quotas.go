package bootstrap

import (
	"fmt"
	"strconv"

	corev1 "github.com/pulumi/pulumi-kubernetes/sdk/v4/go/kubernetes/core/v1"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"k8s.io/apimachinery/pkg/api/resource"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Quota limits what all pods of a namespace may take together. It is never meant for the whole cluster.
//
// Source: https://kubernetes.io/docs/concepts/policy/resource-quotas/
type Quota struct {
	// Requests is the sum of what all containers may reserve. Default 4 CPUs and 8Gi in dev, 16 CPUs and 32Gi in qa
	// and prod.
	Requests Compute `json:"requests"`
	// Limits is the sum of what all containers may use. Default twice the requests.
	Limits Compute `json:"limits"`
	// Pods is the number of pods, 1 to 10000. Default 30 in dev, 100 in qa and prod.
	Pods int `json:"pods" jsonschema:"minimum=1,maximum=10000"`
	// PersistentVolumeClaims is the number of volume claims, 0 to 1000. Default 5 in dev, 20 in qa and prod.
	PersistentVolumeClaims int `json:"persistentVolumeClaims" jsonschema:"minimum=0,maximum=1000"`
	// LoadBalancers is the number of services of type LoadBalancer, 0 or 1: one for the namespace that holds an ingress
	// controller. Default 0.
	LoadBalancers int `json:"loadBalancers" jsonschema:"minimum=0,maximum=1"`
}

// Compute is an amount of processor and memory.
type Compute struct {
	// CPU as a Kubernetes quantity: 4 or 500m.
	CPU string `json:"cpu"`
	// Memory as a Kubernetes quantity: 8Gi or 512Mi.
	Memory string `json:"memory"`
}

func defaultQuota(class environment.Class) Quota {
	return environment.Pick(class,
		Quota{Requests: Compute{CPU: "4", Memory: "8Gi"}, Limits: Compute{CPU: "8", Memory: "16Gi"}, Pods: 30, PersistentVolumeClaims: 5},
		Quota{Requests: Compute{CPU: "16", Memory: "32Gi"}, Limits: Compute{CPU: "32", Memory: "64Gi"}, Pods: 100, PersistentVolumeClaims: 20},
	)
}

// Validate reports every mistake.
func (q Quota) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	for _, pair := range []struct{ name, request, limit string }{
		{"cpu", q.Requests.CPU, q.Limits.CPU},
		{"memory", q.Requests.Memory, q.Limits.Memory},
	} {
		request, requestErrors := quantity(path.Child("requests").Child(pair.name), pair.request)
		limit, limitErrors := quantity(path.Child("limits").Child(pair.name), pair.limit)
		errors.Append(requestErrors)
		errors.Append(limitErrors)
		if len(requestErrors)+len(limitErrors) == 0 && limit.Cmp(request) < 0 {
			errors.Add(field.Error{
				Path: path.Child("limits").Child(pair.name), Value: pair.limit, Rule: fmt.Sprintf("is below the requests, %s", pair.request),
				Remedy: "raise the limits or lower the requests",
				Source: "https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits",
			})
		}
	}
	errors.Append(field.Between(path.Child("pods"), q.Pods, 1, 10000, ""))
	errors.Append(field.Between(path.Child("persistentVolumeClaims"), q.PersistentVolumeClaims, 0, 1000, ""))
	errors.Append(field.Between(path.Child("loadBalancers"), q.LoadBalancers, 0, 1, ""))
	return errors
}

func quantity(path field.Path, text string) (resource.Quantity, field.Errors) {
	if text == "" {
		return resource.Quantity{}, field.Required(path, text, "write a quantity: 4 or 500m for cpu, 8Gi for memory")
	}
	parsed, err := resource.ParseQuantity(text)
	if err == nil && parsed.Sign() > 0 {
		return parsed, nil
	}
	return resource.Quantity{}, field.Errors{{
		Path: path, Value: text, Rule: "is not an amount above zero", Remedy: "write a quantity: 4 or 500m for cpu, 8Gi for memory",
		Source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/",
	}}
}

// quotaAndLimits creates the namespace's quota, and the limits of containers that set none: with a quota in place, a
// container without requests and limits would not be admitted at all.
func (o *objects) quotaAndLimits(n Namespace, in pulumi.ResourceOption) error {
	const quotaName, limitsName = "quota", "limits"
	quota, err := corev1.NewResourceQuota(o.ctx, o.child(n.Name, quotaName), &corev1.ResourceQuotaArgs{
		Metadata: o.metadata(n.Name, quotaName),
		Spec: &corev1.ResourceQuotaSpecArgs{Hard: pulumi.StringMap{
			"requests.cpu":           pulumi.String(n.Quota.Requests.CPU),
			"requests.memory":        pulumi.String(n.Quota.Requests.Memory),
			"limits.cpu":             pulumi.String(n.Quota.Limits.CPU),
			"limits.memory":          pulumi.String(n.Quota.Limits.Memory),
			"pods":                   pulumi.String(strconv.Itoa(n.Quota.Pods)),
			"persistentvolumeclaims": pulumi.String(strconv.Itoa(n.Quota.PersistentVolumeClaims)),
			"services.loadbalancers": pulumi.String(strconv.Itoa(n.Quota.LoadBalancers)),
		}},
	}, o.options(in)...)
	if _, err := o.add(quota, err); err != nil {
		return err
	}
	// The same in every environment: what a container gets that says nothing, and the frame for one that does.
	limits, err := corev1.NewLimitRange(o.ctx, o.child(n.Name, limitsName), &corev1.LimitRangeArgs{
		Metadata: o.metadata(n.Name, limitsName),
		Spec: &corev1.LimitRangeSpecArgs{Limits: corev1.LimitRangeItemArray{corev1.LimitRangeItemArgs{
			Type:           pulumi.String("Container"),
			Default:        pulumi.StringMap{"cpu": pulumi.String("200m"), "memory": pulumi.String("256Mi")},
			DefaultRequest: pulumi.StringMap{"cpu": pulumi.String("50m"), "memory": pulumi.String("64Mi")},
			Max:            pulumi.StringMap{"cpu": pulumi.String("2"), "memory": pulumi.String("4Gi")},
			Min:            pulumi.StringMap{"cpu": pulumi.String("10m"), "memory": pulumi.String("16Mi")},
		}}},
	}, o.options(in)...)
	_, err = o.add(limits, err)
	return err
}

// emptyDefaultNamespace admits no pod to the namespace that objects land in whose author forgot to name one.
func (o *objects) emptyDefaultNamespace() error {
	const namespace, name = "default", "no-pods"
	quota, err := corev1.NewResourceQuota(o.ctx, o.child(namespace, name), &corev1.ResourceQuotaArgs{
		Metadata: o.metadata(namespace, name),
		Spec:     &corev1.ResourceQuotaSpecArgs{Hard: pulumi.StringMap{"pods": pulumi.String("0")}},
	}, o.options()...)
	_, err = o.add(quota, err)
	return err
}
