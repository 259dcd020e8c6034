package pack

import (
	"fmt"
	"slices"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
)

// Outcome is the short form of a [Verdict].
type Outcome int

const (
	// Passed means that the rule is kept.
	Passed Outcome = iota
	// Failed means that the rule is violated.
	Failed
	// NotKnown means that a value that decides is not known before deployment. It is reported as not applicable for now,
	// never as kept and never as violated.
	NotKnown
	// NotApplicable means that the rule has nothing to say about this resource.
	NotApplicable
)

// String returns the word for the outcome.
func (o Outcome) String() string {
	return [...]string{"passed", "failed", "not known yet", "not applicable"}[o]
}

// Finding is one violation.
type Finding struct {
	// URN names the resource. It is empty when a stack as a whole is at fault.
	URN resource.URN
	// Path is the property at fault ("subnets[snet-a].networkSecurityGroup.id"); empty when the resource as such is.
	Path string
	// Value is what was found there, as printed: a secret is masked, an absent value says so.
	Value string
	// Requirement says what must hold, without a subject: "must be true".
	Requirement string
}

// String returns the finding as one line without a full stop.
func (f Finding) String() string {
	switch {
	case f.Path == "":
		return f.Requirement
	case f.Value == "":
		return f.Path + " " + f.Requirement
	default:
		return f.Path + " " + f.Value + "; it " + f.Requirement
	}
}

// Verdict is what a rule says about a resource or a stack. The zero value is a pass.
type Verdict struct {
	outcome  Outcome
	findings []Finding
	unknown  []string
	reason   string
}

// Outcome returns the short form.
func (v Verdict) Outcome() Outcome { return v.outcome }

// Findings returns the violations, in the order in which they were found. Only a failed verdict has any.
func (v Verdict) Findings() []Finding { return v.findings }

// Reason says why the verdict is neither pass nor fail: the paths that are not known yet, or why the rule is silent.
func (v Verdict) Reason() string {
	switch v.outcome {
	case NotKnown:
		return "not known yet: " + strings.Join(v.unknown, ", ")
	case NotApplicable:
		return v.reason
	default:
		return ""
	}
}

// Pass is the verdict that the rule is kept.
func Pass() Verdict { return Verdict{} }

// Skip is the verdict that the rule has nothing to say, for the given reason.
func Skip(format string, args ...any) Verdict {
	return Verdict{outcome: NotApplicable, reason: fmt.Sprintf(format, args...)}
}

// Undecided is the verdict that the value at a path is needed and not known yet.
func Undecided(paths ...string) Verdict { return Verdict{outcome: NotKnown, unknown: paths} }

func failed(f Finding) Verdict { return Verdict{outcome: Failed, findings: []Finding{f}} }

// All joins verdicts that must all hold: it fails with every finding if any fails, is undecided if any is, and has
// nothing to say only if none has.
func All(verdicts ...Verdict) Verdict {
	var joined Verdict
	seen := map[Outcome]bool{}
	for _, v := range verdicts {
		seen[v.outcome] = true
		joined.findings = append(joined.findings, v.findings...)
		for _, path := range v.unknown {
			if !slices.Contains(joined.unknown, path) {
				joined.unknown = append(joined.unknown, path)
			}
		}
		if joined.reason == "" {
			joined.reason = v.reason
		}
	}
	switch {
	case seen[Failed]:
		joined.outcome = Failed
	case seen[NotKnown]:
		joined.outcome = NotKnown
	case len(verdicts) > 0 && !seen[Passed]:
		joined.outcome = NotApplicable
	}
	return joined
}

// Any joins verdicts of which one must hold: it passes if any passes, is undecided if any is, and else fails with the
// findings of the first that fails. Verdicts that have nothing to say are left out; if none has, neither has Any.
func Any(verdicts ...Verdict) Verdict {
	firstOf := map[Outcome]Verdict{}
	for _, v := range verdicts {
		if _, ok := firstOf[v.outcome]; !ok {
			firstOf[v.outcome] = v
		}
	}
	for _, outcome := range []Outcome{Passed, NotKnown, Failed, NotApplicable} {
		if v, ok := firstOf[outcome]; ok {
			return v
		}
	}
	return Skip("there is nothing to judge")
}

// Truth is the answer to a question about a value: yes, no, or not known yet.
type Truth struct {
	answer answer
	path   string
}

type answer int8

const (
	no answer = iota
	yes
	notKnown
)

// True is the certain answer yes.
var True = Truth{answer: yes}

// False is the certain answer no.
var False = Truth{}

// DontKnow is the answer that the value at a path is needed and not known yet.
func DontKnow(path string) Truth { return Truth{answer: notKnown, path: path} }

// Known turns a plain Go answer into a certain one.
func Known(b bool) Truth {
	if b {
		return True
	}
	return False
}

// Yes reports a certain yes.
func (t Truth) Yes() bool { return t.answer == yes }

// No reports a certain no.
func (t Truth) No() bool { return t.answer == no }

// NotKnown reports that there is no certain answer.
func (t Truth) NotKnown() bool { return t.answer == notKnown }

// Not turns yes into no and the other way round.
func (t Truth) Not() Truth {
	switch t.answer {
	case yes:
		return False
	case no:
		return True
	default:
		return t
	}
}

// Or is yes if either is, and not known if that could still change the answer.
func (t Truth) Or(u Truth) Truth {
	if t.Yes() || u.No() {
		return t
	}
	return u
}

// And is no if either is, and not known if that could still change the answer.
func (t Truth) And(u Truth) Truth {
	if t.No() || u.Yes() {
		return t
	}
	return u
}

// Undecided is the verdict for a question without a certain answer.
func (t Truth) Undecided() Verdict { return Undecided(t.path) }

// When chooses by an answer: then for yes, otherwise for no, undecided for not known.
func When(t Truth, then, otherwise func() Verdict) Verdict {
	switch t.answer {
	case yes:
		return then()
	case no:
		return otherwise()
	default:
		return t.Undecided()
	}
}
