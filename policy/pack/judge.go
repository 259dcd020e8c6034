package pack

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
)

// Options say under which circumstances a stack is judged. The zero value judges it as prod with the default settings.
type Options struct {
	// Project is the name of the Pulumi project.
	Project string
	// StackConfig is the configuration of the stack, by full key ("aks-landing-zone:environment").
	StackConfig map[string]string
	// Policy is the policy configuration, by rule ID.
	Policy map[string]plugin.AnalyzerPolicyConfig
	// Now is the time against which exemptions expire; nil means the clock of the machine.
	Now func() time.Time
}

// Judge applies a pack to one stack. It may be used by several goroutines.
type Judge struct {
	pack   *Pack
	shared scope
	now    func() time.Time
	rules  map[string]ruleScope

	mu     sync.Mutex
	inputs map[resource.URN]resource.PropertyMap
}

// ruleScope is what the configuration says about one rule.
type ruleScope struct {
	level    apitype.EnforcementLevel
	settings map[string]any
}

// Result is what one rule says about one resource, or about the stack.
type Result struct {
	// Rule is the ID of the rule.
	Rule string
	// Level is how the finding is enforced: advisory or mandatory.
	Level apitype.EnforcementLevel
	// Verdict is the verdict after exemptions.
	Verdict Verdict
}

// Judge prepares to judge a stack. A policy configuration with a mistake is an error that names every one: a rule or a
// setting that does not exist, or a value of the wrong form.
func (p *Pack) Judge(o Options) (*Judge, error) {
	j := &Judge{
		pack:   p,
		now:    o.Now,
		rules:  make(map[string]ruleScope, len(p.rules)),
		inputs: map[resource.URN]resource.PropertyMap{},
	}
	if j.now == nil {
		j.now = time.Now
	}
	j.shared.rules = make(map[string]bool, len(p.rules))

	policyClass, problems := j.readPolicy(o.Policy)
	j.settleClass(o, policyClass)
	for _, r := range p.rules {
		rs := j.rules[r.ID]
		configured := o.Policy[r.ID].EnforcementLevel
		switch base := r.In(j.statedClass(o)); {
		case configured == apitype.Remediate:
			rs.level = apitype.Mandatory
		case configured != "" && configured != base:
			rs.level = configured
		default:
			rs.level = r.In(j.shared.class)
		}
		j.rules[r.ID] = rs
	}
	if len(problems) > 0 {
		return nil, fmt.Errorf("policy configuration: %w", errors.Join(problems...))
	}
	return j, nil
}

// readPolicy decodes the settings of every rule, and the two that concern the pack as a whole.
func (j *Judge) readPolicy(policy map[string]plugin.AnalyzerPolicyConfig) (class Class, problems []error) {
	for _, r := range j.pack.rules {
		given := policy[r.ID].Properties
		settings := make(map[string]any, len(r.Settings))
		ownsExemptions := false
		for _, s := range r.Settings {
			ownsExemptions = ownsExemptions || s.Kind == ExemptionList
			raw, configured := given[s.Name]
			if !configured {
				if raw = s.Default; raw == nil {
					continue
				}
			}
			decoded, err := s.decode(raw)
			if err != nil {
				problems = append(problems, fmt.Errorf("%s.%s: %w", r.ID, s.Name, err))
				continue
			}
			switch decoded := decoded.(type) {
			case Class:
				class = decoded
			case []Exemption:
				j.shared.exemptions = decoded
			}
			settings[s.Name] = decoded
		}
		for _, name := range slices.Sorted(maps.Keys(given)) {
			if !slices.ContainsFunc(r.Settings, func(s Setting) bool { return s.Name == name }) {
				problems = append(problems, fmt.Errorf("%s.%s: the rule has no such setting", r.ID, name))
			}
		}
		j.rules[r.ID] = ruleScope{settings: settings}
		// The rule that reports broken exemptions cannot be exempted from itself.
		j.shared.rules[r.ID] = !ownsExemptions
	}
	for _, id := range slices.Sorted(maps.Keys(policy)) {
		if _, ok := j.pack.byID[id]; !ok && id != "all" {
			problems = append(problems, fmt.Errorf("%s: the pack has no such rule", id))
		}
	}
	return class, problems
}

// settleClass decides the environment class: the stack's word, else the policy configuration's, else prod.
func (j *Judge) settleClass(o Options, policyClass Class) {
	class, problem := classFromStack(o.StackConfig, o.Project)
	switch {
	case class != "":
		j.shared.class, j.shared.classSource = class, ClassFromStack
	case policyClass != "" && problem == "":
		j.shared.class, j.shared.classSource = policyClass, ClassFromPolicy
	default:
		j.shared.class, j.shared.classSource = Prod, ClassAssumed
	}
	if problem != "" {
		j.shared.problems = []string{problem + "; the stack is judged as prod"}
	}
}

// statedClass is the class that was known when the engine asked for the levels of the rules, which it does before it
// hands over the policy configuration. A configured level that equals what was answered then is no wish of the user.
func (j *Judge) statedClass(o Options) Class {
	if class, _ := classFromStack(o.StackConfig, o.Project); class != "" {
		return class
	}
	return Prod
}

// Class returns the environment class under which the stack is judged.
func (j *Judge) Class() Class { return j.shared.class }

// ClassSource says where the class comes from.
func (j *Judge) ClassSource() ClassSource { return j.shared.classSource }

// Level returns how a rule is enforced; Disabled for one that is switched off or does not exist.
func (j *Judge) Level(rule string) apitype.EnforcementLevel {
	if rs, ok := j.rules[rule]; ok {
		return rs.level
	}
	return apitype.Disabled
}

// Resource judges one resource by its inputs. The inputs are kept for [Judge.Stack].
func (j *Judge) Resource(r plugin.AnalyzerResource) []Result {
	j.mu.Lock()
	j.inputs[r.URN] = r.Properties
	j.mu.Unlock()

	n := newNode(r)
	rules := j.pack.planFor(n.canonical).rules
	results := make([]Result, 0, len(rules))
	for _, rule := range rules {
		rs := j.rules[rule.ID]
		if rs.level == apitype.Disabled {
			continue
		}
		verdict := rule.Check(Resource{node: n, scope: j.scopeOf(rs)})
		results = append(results, Result{Rule: rule.ID, Level: rs.level, Verdict: j.exempt(rule, verdict)})
	}
	return results
}

// Stack judges a stack as a whole. Of each resource the rules see the inputs, when [Judge.Resource] has seen them, and
// what the outputs add to them: a provider need not repeat every input among the outputs (azure-native leaves out the
// ones that are part of the request path), and at preview it reports what was left out as not known yet.
func (j *Judge) Stack(resources []plugin.AnalyzerStackResource) []Result {
	nodes := make([]*node, 0, len(resources))
	for _, r := range resources {
		j.mu.Lock()
		inputs, seen := j.inputs[r.URN]
		j.mu.Unlock()
		if seen {
			r.Properties = completed(inputs, r.Properties)
		}
		nodes = append(nodes, newStackNode(r))
	}
	g := newGraph(nodes)
	var results []Result
	for _, rule := range j.pack.rules {
		rs := j.rules[rule.ID]
		if rule.CheckStack == nil || rs.level == apitype.Disabled {
			continue
		}
		verdict := Skip("the stack has no resource that the rule speaks of")
		if slices.ContainsFunc(nodes, func(n *node) bool { return rule.speaksOf(n.canonical) }) {
			verdict = rule.CheckStack(Stack{graph: g, scope: j.scopeOf(rs)})
		}
		results = append(results, Result{Rule: rule.ID, Level: rs.level, Verdict: j.exempt(rule, verdict)})
	}
	return results
}

// completed adds the known outputs to the inputs.
func completed(inputs, outputs resource.PropertyMap) resource.PropertyMap {
	all := maps.Clone(inputs)
	if all == nil {
		all = resource.PropertyMap{}
	}
	for key, v := range outputs {
		if _, given := all[key]; !given && value(nil, nil, v, false).state == present {
			all[key] = v
		}
	}
	return all
}

func (j *Judge) scopeOf(rs ruleScope) *scope {
	s := j.shared
	s.settings = rs.settings
	s.now = j.now()
	return &s
}

// exempt removes the findings that a complete exemption covers on this day.
func (j *Judge) exempt(rule *Rule, v Verdict) Verdict {
	if v.outcome != Failed || len(j.shared.exemptions) == 0 {
		return v
	}
	now := j.now()
	reason := ""
	kept := slices.DeleteFunc(slices.Clone(v.findings), func(f Finding) bool {
		for _, e := range j.shared.exemptions {
			if e.Rule == rule.ID && e.covers(f.URN) && len(e.problems(now, j.shared.rules)) == 0 {
				reason = fmt.Sprintf("exempt until %s by %s: %s", e.Expires, e.Owner, e.Reason)
				return true
			}
		}
		return false
	})
	if len(kept) == 0 {
		return Skip("%s", reason)
	}
	v.findings = kept
	return v
}
