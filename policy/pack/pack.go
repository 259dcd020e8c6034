package pack

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sync"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Info is what a policy pack says about itself.
type Info struct {
	// Name is the name of the pack in the engine's output: letters, digits, hyphens, dots, underscores.
	Name string
	// DisplayName is the name for people.
	DisplayName string
	// Version is a semantic version. The engine prints the version of PulumiPolicy.yaml instead where that has one.
	Version string
	// Description says in a sentence what the pack judges.
	Description string
	// Repository is the URL of the source.
	Repository string
	// Provider is the cloud that the pack is about.
	Provider string
	// Tags are words to find the pack by.
	Tags []string
}

// Pack is a set of rules, checked and indexed by resource type. It does not change after [New] and may be used by
// several goroutines.
type Pack struct {
	info    Info
	version semver.Version
	rules   []*Rule
	byID    map[string]*Rule

	// plans caches which rules speak of a type; the key is the canonical type.
	plans sync.Map
}

// plan is what there is to do for resources of one type.
type plan struct {
	rules []*Rule
	// silent are the rules about single resources that do not speak of the type. The engine counts a rule as kept for a
	// resource unless it is told otherwise, so each of them is reported for each resource.
	silent []plugin.PolicyNotApplicable
}

var (
	packName    = regexp.MustCompile(`^[a-zA-Z0-9-_.]{1,100}$`)
	ruleID      = regexp.MustCompile(`^[a-z][a-z0-9]*(-[a-z0-9]+)*$`)
	settingName = regexp.MustCompile(`^[a-z][a-zA-Z0-9]*$`)
)

// New makes a pack of rules. It refuses rules that could not work: without an ID, a check or types, with an ID that is
// taken, or with a setting that does not accept its own default. Every fault found is in the error.
func New(info Info, rules ...Rule) (*Pack, error) {
	var faults []error
	fault := func(format string, args ...any) { faults = append(faults, fmt.Errorf(format, args...)) }

	if !packName.MatchString(info.Name) {
		fault("pack name %q: use letters, digits, hyphens, dots and underscores", info.Name)
	}
	version, err := semver.Parse(info.Version)
	if err != nil {
		fault("pack version %q: %w", info.Version, err)
	}
	p := &Pack{info: info, version: version, byID: make(map[string]*Rule, len(rules))}
	special := map[Kind]string{}
	for i := range rules {
		rule := &rules[i]
		switch {
		case !ruleID.MatchString(rule.ID):
			fault("rule %d: ID %q: use lower-case words joined by hyphens", i, rule.ID)
		case rule.ID == "all":
			fault("rule %d: the engine gives the name %q a meaning of its own", i, rule.ID)
		case p.byID[rule.ID] != nil:
			fault("rule %s: the ID is taken", rule.ID)
		}
		if (rule.Check == nil) == (rule.CheckStack == nil) {
			fault("rule %s: exactly one of Check and CheckStack must be set", rule.ID)
		}
		if len(rule.Types) == 0 {
			fault("rule %s: speaks of no type", rule.ID)
		}
		if !slices.Contains([]Level{Advisory, MandatoryProd, Mandatory}, rule.Level) {
			fault("rule %s: unknown level %q", rule.ID, rule.Level)
		}
		if !slices.Contains([]Severity{Low, Medium, High, Critical}, rule.Severity) {
			fault("rule %s: unknown severity %q", rule.ID, rule.Severity)
		}
		if rule.Level == Mandatory && rule.OffInDev != "" {
			fault("rule %s: a mandatory rule cannot be off in dev", rule.ID)
		}
		faults = append(faults, settingFaults(rule, special)...)
		p.byID[rule.ID] = rule
		p.rules = append(p.rules, rule)
	}
	if len(faults) > 0 {
		return nil, fmt.Errorf("policy pack %q cannot be used: %w", info.Name, errors.Join(faults...))
	}
	return p, nil
}

func settingFaults(rule *Rule, special map[Kind]string) []error {
	var faults []error
	seen := map[string]bool{"enforcementLevel": true}
	for _, s := range rule.Settings {
		switch {
		case !settingName.MatchString(s.Name):
			faults = append(faults, fmt.Errorf("rule %s: setting %q: use camelCase", rule.ID, s.Name))
		case seen[s.Name]:
			faults = append(faults, fmt.Errorf("rule %s: setting %q: the name is taken", rule.ID, s.Name))
		}
		seen[s.Name] = true
		if s.Kind == ClassName || s.Kind == ExemptionList {
			if other := special[s.Kind]; other != "" {
				faults = append(faults, fmt.Errorf("rule %s: setting %q: rule %s already has the pack's %s", rule.ID, s.Name, other, s.Kind))
			}
			special[s.Kind] = rule.ID
			continue
		}
		if _, err := s.decode(s.Default); err != nil {
			faults = append(faults, fmt.Errorf("rule %s: setting %q: default: %w", rule.ID, s.Name, err))
		}
	}
	return faults
}

// Info returns what the pack says about itself.
func (p *Pack) Info() Info { return p.info }

// Rules returns the rules in the order in which they were given.
func (p *Pack) Rules() []Rule {
	rules := make([]Rule, 0, len(p.rules))
	for _, r := range p.rules {
		rules = append(rules, *r)
	}
	return rules
}

// Rule returns the rule with an ID.
func (p *Pack) Rule(id string) (Rule, bool) {
	if r, ok := p.byID[id]; ok {
		return *r, true
	}
	return Rule{}, false
}

// planFor returns the rules about single resources that speak of a type.
func (p *Pack) planFor(canonical string) *plan {
	if cached, ok := p.plans.Load(canonical); ok {
		return cached.(*plan)
	}
	made := &plan{}
	for _, r := range p.rules {
		switch {
		case r.Check == nil:
		case r.speaksOf(canonical):
			made.rules = append(made.rules, r)
		default:
			made.silent = append(made.silent, plugin.PolicyNotApplicable{PolicyName: r.ID, Reason: "does not speak of this type"})
		}
	}
	cached, _ := p.plans.LoadOrStore(canonical, made)
	return cached.(*plan)
}

func (r *Rule) speaksOf(canonical string) bool {
	return slices.ContainsFunc(r.Types, func(t string) bool {
		if pkg, ok := wildcard(t); ok {
			return pkg == packageOf(canonical)
		}
		return Canonical(t) == canonical
	})
}
