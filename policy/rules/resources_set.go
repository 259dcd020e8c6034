package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"k8s.io/apimachinery/pkg/api/resource"
)

var resourcesSet = pack.Rule{
	ID:       "resources-set",
	Title:    "Containers say what they need and may use",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Without requests the scheduler and the autoscaler are blind; without limits one leak takes its neighbours along.",
	Absent:   "Kubernetes reserves nothing and limits nothing, unless the namespace has a LimitRange, which this rule cannot see.",
	Remedy:   "Set resources.requests and resources.limits for cpu and memory on every container, no limit below its request.",
	Source:   "https://learn.microsoft.com/azure/aks/developer-best-practices-resource-management",
	Types:    workloadTypes,
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			return eachContainer(podSpec(r), func(container pack.Value) pack.Verdict {
				requests, limits := container.At("resources", "requests"), container.At("resources", "limits")
				return pack.All(
					bounded(requests.At("cpu"), limits.At("cpu")),
					bounded(requests.At("memory"), limits.At("memory")),
				)
			})
		})
	},
	Pass: pack.Examples{
		"all four":         pod(resources("50m", "128Mi", "100m", "256Mi")),
		"equal":            deployment(resources("1", "1Gi", "1000m", "1024Mi")),
		"numbers":          pod(resources(1, 128, 2, 256)),
		"system namespace": one(typeDeployment, "metadata.namespace", "gatekeeper-system", "spec.template.spec.containers", list(set("name", "c"))),
	},
	Fail: pack.Examples{
		"resources left out":  pod(pack.Map{"image": "x"}),
		"limits left out":     deployment(pack.Map{"resources": set("requests.cpu", "50m", "requests.memory", "128Mi")}),
		"requests left out":   deployment(pack.Map{"resources": set("limits.cpu", "50m", "limits.memory", "128Mi")}),
		"memory left out":     pod(pack.Map{"resources": set("requests.cpu", "50m", "limits.cpu", "50m")}),
		"limit below request": pod(resources("200m", "128Mi", "100m", "256Mi")),
		"memory limit below":  pod(resources("50m", "1Gi", "100m", "256Mi")),
		"illegible":           pod(resources("50m", "lots", "100m", "256Mi")),
		"init container": one(typePod, "metadata.namespace", "a0008", "spec.containers", list(named(resources("50m", "128Mi", "100m", "256Mi"))),
			"spec.initContainers", list(set("name", "i"))),
		"containers left out": one(typePod, "metadata.namespace", "a0008", "metadata.name", "web"),
	},
}

func resources(requestCPU, requestMemory, limitCPU, limitMemory any) pack.Map {
	return pack.Map{"resources": set("requests.cpu", requestCPU, "requests.memory", requestMemory, "limits.cpu", limitCPU, "limits.memory", limitMemory)}
}

func bounded(request, limit pack.Value) pack.Verdict {
	verdict := pack.All(request.MustBeSet(), limit.MustBeSet())
	if verdict.Outcome() != pack.Passed {
		return verdict
	}
	wanted, ok := quantity(request)
	if !ok {
		return request.Fail("must be a quantity such as 100m or 128Mi")
	}
	allowed, ok := quantity(limit)
	if !ok {
		return limit.Fail("must be a quantity such as 100m or 128Mi")
	}
	if allowed.Cmp(wanted) < 0 {
		return limit.Fail("must not be below the request, %s", wanted.String())
	}
	return pack.Pass()
}

func quantity(v pack.Value) (resource.Quantity, bool) {
	text, ok := v.Text()
	if !ok {
		n, isNumber := v.Number()
		return *resource.NewMilliQuantity(int64(n*1000), resource.DecimalSI), isNumber
	}
	q, err := resource.ParseQuantity(text)
	return q, err == nil
}
