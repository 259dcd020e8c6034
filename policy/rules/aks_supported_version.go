package rules

import (
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksSupportedVersion = pack.Rule{
	ID:       "aks-supported-version",
	Title:    "Kubernetes version is pinned and supported",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "An unsupported minor gets no fixes and no help, and a version that nobody pinned changes with the day of deployment.",
	Absent:   "Azure takes its default of the day for a cluster; a pool follows its cluster, which is fine.",
	Remedy:   "Set kubernetesVersion to a supported minor such as 1.36, and no pool newer than it or more than three minors behind.",
	Source:   "https://learn.microsoft.com/azure/aks/supported-kubernetes-versions",
	Types:    poolTypes,
	Settings: []pack.Setting{{
		Name: "supportedMinors", Kind: pack.StringList, Default: supportedMinors(),
		Pattern: regexp.MustCompile(`^1\.[0-9]{1,3}$`), Form: "a minor such as 1.36",
		Description: "minors that clusters and pools may run",
	}, {
		Name: "preferNMinusOne", Kind: pack.Flag, Default: false,
		Description: "leave the newest of those minors to others for a while",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		supported := r.Strings("supportedMinors")
		if r.Flag("preferNMinusOne") {
			supported = withoutNewest(supported)
		}
		if r.Type() == azure.TypeAgentPool {
			version := r.At("orchestratorVersion")
			return pack.When(version.Exists(), func() pack.Verdict { return runs(version, supported) }, pack.Pass)
		}
		control := r.At("kubernetesVersion")
		return pack.All(
			runs(control, supported),
			r.At("agentPoolProfiles").Each(func(pool pack.Value) pack.Verdict { return poolFits(pool.At("orchestratorVersion"), control) }),
		)
	},
	Pass: pack.Examples{
		"minor":                       cluster("kubernetesVersion", "1.36"),
		"patch":                       cluster("kubernetesVersion", "1.36.2"),
		"pool equal":                  cluster("kubernetesVersion", "1.36", "agentPoolProfiles", list(set("name", "np", "orchestratorVersion", "1.36"))),
		"pool behind":                 cluster("kubernetesVersion", "1.37", "agentPoolProfiles", list(set("name", "np", "orchestratorVersion", "1.35"))),
		"pool version left out":       cluster("kubernetesVersion", "1.37", "agentPoolProfiles", list(set("name", "np"))),
		"own pool":                    ownPool("orchestratorVersion", "1.36.1"),
		"own pool's version left out": ownPool("vmSize", "Standard_D4d_v5"),
		"newest but one preferred":    cluster("kubernetesVersion", "1.36").With("preferNMinusOne", true),
		"newest":                      cluster("kubernetesVersion", "1.37"),
		"other minors configured":     cluster("kubernetesVersion", "1.33.5").With("supportedMinors", list("1.33")),
	},
	Fail: pack.Examples{
		"newest, other preferred": cluster("kubernetesVersion", "1.37").With("preferNMinusOne", true),
		"out of support":          cluster("kubernetesVersion", "1.30"),
		"old patch":               cluster("kubernetesVersion", "1.30.4"),
		"not yet there":           cluster("kubernetesVersion", "1.99"),
		"no version":              cluster("kubernetesVersion", "latest"),
		"version left out":        cluster("location", "westeurope"),
		"pool newer":              cluster("kubernetesVersion", "1.36", "agentPoolProfiles", list(set("name", "np", "orchestratorVersion", "1.37"))),
		"pool too far behind":     cluster("kubernetesVersion", "1.37", "agentPoolProfiles", list(set("name", "np", "orchestratorVersion", "1.33"))),
		"pool version illegible":  cluster("kubernetesVersion", "1.37", "agentPoolProfiles", list(set("name", "np", "orchestratorVersion", "v1.37"))),
		"own pool out of support": ownPool("orchestratorVersion", "1.29"),
		"other minors configured": cluster("kubernetesVersion", "1.36").With("supportedMinors", list("1.33")),
	},
}

// supportedMinors are the minors in standard support on the day of package azure.
func supportedMinors() []string {
	var minors []string
	for minor := azure.OldestKubernetesMinor; minor <= azure.NewestKubernetesMinor; minor++ {
		minors = append(minors, "1."+strconv.Itoa(minor))
	}
	return minors
}

// withoutNewest are the minors but the last, by number.
func withoutNewest(minors []string) []string {
	minorOf := func(text string) int {
		version, _ := azure.ParseKubernetesVersion(text)
		return version.Minor
	}
	sorted := slices.SortedFunc(slices.Values(minors), func(a, b string) int { return minorOf(a) - minorOf(b) })
	return sorted[:max(0, len(sorted)-1)]
}

func runs(v pack.Value, supported []string) pack.Verdict {
	return v.MustMatch("must be a supported version: "+strings.Join(supported, ", "), func(v pack.Value) bool {
		text, _ := v.Text()
		version, err := azure.ParseKubernetesVersion(text)
		return err == nil && slices.Contains(supported, "1."+strconv.Itoa(version.Minor))
	})
}

func poolFits(pool, control pack.Value) pack.Verdict {
	text, ok := pool.Text()
	if !ok {
		return pack.When(pool.Exists(), func() pack.Verdict { return pool.Fail("must be a version such as 1.36") }, pack.Pass)
	}
	version, err := azure.ParseKubernetesVersion(text)
	if err != nil {
		return pool.Fail("must be a version such as 1.36")
	}
	controlText, ok := control.Text()
	controlVersion, err := azure.ParseKubernetesVersion(controlText)
	switch {
	case !ok && control.NotKnown():
		return control.Undecided()
	case err != nil:
		return pack.Pass() // reported on the control plane itself
	case version.NewerThan(controlVersion):
		return pool.Fail("must not be newer than the control plane, %s", controlVersion)
	case version.MinorsBehind(controlVersion) > azure.MaxNodePoolSkew:
		return pool.Fail("must not be more than %d minors behind the control plane, %s", azure.MaxNodePoolSkew, controlVersion)
	}
	return pack.Pass()
}
