package azure

import (
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

// Scopes within which a name must be unique.
const (
	// ScopeGlobal: unique in all of Azure, because the name becomes part of a public host name.
	ScopeGlobal = "global"
	// ScopeSubscription: unique in the subscription.
	ScopeSubscription = "subscription"
	// ScopeResourceGroup: unique among resources of its type in the resource group.
	ScopeResourceGroup = "resource group"
	// ScopeParent: unique in the resource it belongs to.
	ScopeParent = "parent"
)

// NameRule is what ARM demands of the name of one resource type.
type NameRule struct {
	// ARMType is the resource type: "Microsoft.Network/virtualNetworks/subnets".
	ARMType string
	// Min and Max bound the length in characters, both included.
	Min, Max int
	// Pattern is what the whole name must match. It does not check the length.
	Pattern *regexp.Regexp
	// Sentence is the rule in plain words, to follow "the name must be".
	Sentence string
	// Source is the page the rule was read from.
	Source string
	// Scope is where the name must be unique: one of the Scope constants.
	Scope string

	maxLabel int // longest part between two periods; 0 when only the whole length counts
}

// Limits on names that belong to no resource type of their own.
const (
	// MaxWindowsNodePoolName is the longest name of a Windows node pool, half that of a Linux one.
	// Source: https://learn.microsoft.com/azure/aks/create-node-pools
	MaxWindowsNodePoolName = 6
	// MaxDNSPrefix is the longest DNS prefix of a cluster.
	// Source: https://learn.microsoft.com/cli/azure/aks#az-aks-create
	MaxDNSPrefix = 54
)

// NameRuleFor returns the rule of an ARM type, in any case of the type. Record sets of a private DNS zone share one rule
// whatever their record type. ok is false for a type this package has no rule for.
func NameRuleFor(armType string) (rule NameRule, ok bool) {
	key := strings.ToLower(armType)
	if kind, isChild := strings.CutPrefix(key, "microsoft.network/privatednszones/"); isChild && kind != "virtualnetworklinks" {
		key = recordSetKey
	}
	rule, ok = nameRules[key]
	return rule, ok
}

// CheckName returns an error of one sentence if ARM would refuse name for a resource of this type, and nil for a name it
// takes and for a type without a rule here.
func CheckName(armType, name string) error {
	rule, ok := NameRuleFor(armType)
	if !ok {
		return nil
	}
	return rule.Check(name)
}

// Check returns an error of one sentence if name breaks the rule.
func (r NameRule) Check(name string) error {
	length := utf8.RuneCountInString(name)
	switch {
	case length < r.Min || length > r.Max:
		return fmt.Errorf("%q has %d characters, the name of a %s must be %s (%s)", name, length, r.ARMType, r.Sentence, r.Source)
	case !r.Pattern.MatchString(name) || r.maxLabel > 0 && longestLabel(name) > r.maxLabel:
		return fmt.Errorf("%q does not fit, the name of a %s must be %s (%s)", name, r.ARMType, r.Sentence, r.Source)
	}
	if word := reservedWord(name); r.Scope == ScopeGlobal && word != "" {
		return fmt.Errorf("%q holds the reserved word %q, which Azure refuses in public names (%s)", name, word, reservedSource)
	}
	return nil
}

func longestLabel(name string) int {
	longest := 0
	for label := range strings.SplitSeq(name, ".") {
		longest = max(longest, len(label))
	}
	return longest
}

// CheckNodePoolName returns an error if AKS would refuse the name of a node pool. Windows nodes prefix their host names
// with it and have less room.
func CheckNodePoolName(name string, windows bool) error {
	if err := CheckName("Microsoft.ContainerService/managedClusters/agentPools", name); err != nil {
		return err
	}
	if windows && len(name) > MaxWindowsNodePoolName {
		return fmt.Errorf("%q has %d characters, the name of a Windows node pool must be at most %d long (%s)",
			name, len(name), MaxWindowsNodePoolName, "https://learn.microsoft.com/azure/aks/create-node-pools")
	}
	return nil
}

var dnsPrefix = regexp.MustCompile(`^[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$`)

// CheckDNSPrefix returns an error if AKS would refuse the DNS prefix of a cluster: 1 to [MaxDNSPrefix] letters, digits and
// hyphens, with a letter or digit at both ends.
func CheckDNSPrefix(prefix string) error {
	if len(prefix) > MaxDNSPrefix || !dnsPrefix.MatchString(prefix) {
		return fmt.Errorf("%q does not fit, the DNS prefix of a cluster must be 1 to %d letters, digits and hyphens, "+
			"with a letter or digit at both ends (%s)", prefix, MaxDNSPrefix, "https://learn.microsoft.com/cli/azure/aks#az-aks-create")
	}
	return nil
}

const reservedSource = "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-reserved-resource-name"

// reservedWord returns the trademark that makes a public name unacceptable, or "".
func reservedWord(name string) string {
	lower := strings.ToLower(name)
	for _, word := range []string{"microsoft", "windows"} {
		if strings.Contains(lower, word) {
			return word
		}
	}
	if strings.HasPrefix(lower, "login") {
		return "login"
	}
	return ""
}
