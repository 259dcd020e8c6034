package azure

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
)

// Kubernetes minors of AKS as of 2026-11-21.
// Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions (dated 2026-08-05: 1.37 generally available
// in October 2026, 1.34 out of support at the end of November 2026).
const (
	// NewestKubernetesMinor is the newest minor that is generally available.
	NewestKubernetesMinor = 37
	// OldestKubernetesMinor is the oldest minor in standard support: three are, the newest and the two before it.
	OldestKubernetesMinor = NewestKubernetesMinor - 2
	// MaxNodePoolSkew is how many minors a node pool may be behind the control plane.
	// Source: https://learn.microsoft.com/azure/aks/upgrade-aks-control-plane
	MaxNodePoolSkew = 3
)

// KubernetesVersion is a version as AKS takes it: 1.36, an alias for the newest patch of the minor, or 1.36.2.
// The major version is always 1.
type KubernetesVersion struct {
	// Minor is the second number.
	Minor int
	// Patch is the third number, 0 when HasPatch is false.
	Patch int
	// HasPatch tells 1.36.0 from the alias 1.36.
	HasPatch bool
}

var kubernetesVersion = regexp.MustCompile(`^1\.(0|[1-9][0-9]{0,3})(?:\.(0|[1-9][0-9]{0,3}))?$`)

// ParseKubernetesVersion reads "1.36" or "1.36.2". A leading "v", spaces, leading zeros and pre-release parts are
// refused, as AKS refuses them.
// Source: https://learn.microsoft.com/azure/aks/supported-kubernetes-versions#alias-minor-version
func ParseKubernetesVersion(s string) (KubernetesVersion, error) {
	m := kubernetesVersion.FindStringSubmatch(s)
	if m == nil {
		return KubernetesVersion{}, fmt.Errorf("parsing Kubernetes version %q: expected 1.<minor> or 1.<minor>.<patch>, such as 1.36 or 1.36.2", s)
	}
	v := KubernetesVersion{HasPatch: m[2] != ""}
	v.Minor, _ = strconv.Atoi(m[1]) // at most four digits by the expression
	if v.HasPatch {
		v.Patch, _ = strconv.Atoi(m[2])
	}
	return v, nil
}

// String returns the version in the form it was parsed from.
func (v KubernetesVersion) String() string {
	if !v.HasPatch {
		return fmt.Sprintf("1.%d", v.Minor)
	}
	return fmt.Sprintf("1.%d.%d", v.Minor, v.Patch)
}

// Compare returns -1, 0 or +1 for a total order by minor, then patch, where an alias comes before every patch of its
// minor. For the question whether one version really is newer than another, see [KubernetesVersion.NewerThan].
func (v KubernetesVersion) Compare(other KubernetesVersion) int {
	patch := func(v KubernetesVersion) int {
		if !v.HasPatch {
			return -1
		}
		return v.Patch
	}
	return cmp.Or(cmp.Compare(v.Minor, other.Minor), cmp.Compare(patch(v), patch(other)))
}

// NewerThan reports whether v is certainly newer than other. An alias may stand for any patch of its minor, so it is
// neither newer nor older than a patch of the same minor.
func (v KubernetesVersion) NewerThan(other KubernetesVersion) bool {
	if v.Minor != other.Minor {
		return v.Minor > other.Minor
	}
	return v.HasPatch && other.HasPatch && v.Patch > other.Patch
}

// MinorsBehind returns how many minors v is behind other; negative when v is ahead.
func (v KubernetesVersion) MinorsBehind(other KubernetesVersion) int {
	return other.Minor - v.Minor
}
