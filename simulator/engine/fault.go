package engine

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// Stage is the moment of an operation at which a fault strikes.
type Stage string

const (
	// AtRequest is before Azure has looked at the request; nothing is stored.
	AtRequest Stage = "request"
	// AtAccepted is when Azure has accepted the request and works on it; the resource exists.
	AtAccepted Stage = "accepted"
	// AtAnswer is when Azure is done, but the program does not hear of it. Only a kill can strike here.
	AtAnswer Stage = "answer"
)

// Fault is something that goes wrong on purpose.
type Fault struct {
	// Operation limits the fault to creates, updates, deletes or reads; "" strikes every write.
	Operation OperationKind
	// Match limits it to resources whose ARM ID, ARM type or token matches: letters in any case, * for any run of
	// characters. "" matches all.
	Match string
	// Nth is the first matching operation to be struck, counted from 1 since the simulator began; 0 means the first.
	Nth int
	// Times is how many attempts are struck, the provider's own repetitions included; 0 means 1, below 0 all.
	Times int
	// Stage is when it strikes; "" means AtRequest.
	Stage Stage
	// Code, Status and Message are what Azure answers.
	Code    string
	Status  int
	Message string
	// RetryAfter is the answer's Retry-After; 0 for none.
	RetryAfter time.Duration
	// Kill ends the process on the spot, as kill -9 does, instead of answering.
	Kill bool
	// Hang makes Azure never finish, until the operation's timeout.
	Hang bool
}

// presets are the faults that have a word of their own.
var presets = map[string]Fault{
	"429":     {Code: CodeTooManyRequests.Name, Status: http.StatusTooManyRequests, Message: "The request is being throttled as the limit has been reached for the operation type."},
	"409":     {Code: CodeAnotherOperationInProgress.Name, Status: http.StatusConflict, Message: "Another operation on this or dependent resource is in progress."},
	"500":     {Code: CodeInternalServerError.Name, Status: http.StatusInternalServerError, Message: "An error occurred."},
	"quota":   {Code: CodeQuotaExceeded.Name, Status: http.StatusConflict, Message: "Operation could not be completed as it results in exceeding approved quota."},
	"timeout": {Hang: true, Stage: AtAccepted},
	"kill":    {Kill: true},
}

// ParseFaults reads faults as a flag or environment variable gives them: faults are separated by ";", each is a word and
// settings separated by ",". The word is 429, 409, 500, quota, timeout, kill, or a code of Azure's with its status
// ("SkuNotAvailable/409"). Settings: op=create|update|delete|read, match=<pattern>, nth=<n>, times=<n> (-1 for ever),
// stage=request|accepted|answer, retry-after=<seconds>, message=<text>. Two examples:
//
//	kill,nth=17,stage=accepted
//	429,op=create,match=*/azureFirewalls/*,times=2,retry-after=30
func ParseFaults(text string) ([]Fault, error) {
	var faults []Fault
	for one := range strings.SplitSeq(text, ";") {
		if strings.TrimSpace(one) == "" {
			continue
		}
		f, err := parseFault(one)
		if err != nil {
			return nil, fmt.Errorf("fault %q: %w", strings.TrimSpace(one), err)
		}
		faults = append(faults, f)
	}
	return faults, nil
}

func parseFault(text string) (Fault, error) {
	parts := strings.Split(text, ",")
	word := strings.TrimSpace(parts[0])
	f, ok := presets[word]
	if !ok {
		code, status, found := strings.Cut(word, "/")
		n, err := strconv.Atoi(status)
		if !found || code == "" || err != nil || n < 400 || n > 599 {
			return Fault{}, fmt.Errorf("%q is neither 429, 409, 500, quota, timeout, kill nor <code>/<status 400..599>", word)
		}
		f = Fault{Code: code, Status: n, Message: "The operation failed by order of a fault rule."}
	}
	for _, part := range parts[1:] {
		key, value, found := strings.Cut(strings.TrimSpace(part), "=")
		if !found {
			return Fault{}, fmt.Errorf("%q is not key=value", part)
		}
		if err := f.set(key, value); err != nil {
			return Fault{}, err
		}
	}
	if f.Stage == AtAnswer && !f.Kill {
		return Fault{}, fmt.Errorf("stage=answer is for kill only: an operation that is done cannot fail")
	}
	return f, nil
}

func (f *Fault) set(key, value string) (err error) {
	switch key {
	case "op":
		f.Operation = OperationKind(value)
		switch f.Operation {
		case OpCreate, OpUpdate, OpDelete, OpRead:
		default:
			err = fmt.Errorf("op=%s: choose create, update, delete or read", value)
		}
	case "match":
		f.Match = value
	case "nth":
		f.Nth, err = strconv.Atoi(value)
		if err == nil && f.Nth < 1 {
			err = fmt.Errorf("nth=%s: operations are counted from 1", value)
		}
	case "times":
		f.Times, err = strconv.Atoi(value)
	case "stage":
		f.Stage = Stage(value)
		switch f.Stage {
		case AtRequest, AtAccepted, AtAnswer:
		default:
			err = fmt.Errorf("stage=%s: choose request, accepted or answer", value)
		}
	case "retry-after":
		var seconds int
		seconds, err = strconv.Atoi(value)
		f.RetryAfter = time.Duration(seconds) * time.Second
	case "message":
		f.Message = value
	default:
		err = fmt.Errorf("unknown setting %q; known: op, match, nth, times, stage, retry-after, message", key)
	}
	return err
}

// armedFault is a fault with what it has seen so far.
type armedFault struct {
	Fault
	seen int // matching operations so far
	left int // attempts still to strike; below 0 for ever
}

// arm prepares faults for use.
func arm(faults []Fault) []*armedFault {
	armed := make([]*armedFault, len(faults))
	for i, f := range faults {
		a := &armedFault{Fault: f, left: f.Times}
		if a.left == 0 {
			a.left = 1
		}
		if a.Stage == "" {
			a.Stage = AtRequest
		}
		armed[i] = a
	}
	return armed
}

// concerns reports whether the fault is about an operation at all.
func (a *armedFault) concerns(kind OperationKind, t *Type, id string) bool {
	if a.Operation != kind && (a.Operation != "" || kind == OpRead) {
		return false
	}
	return a.Match == "" || matches(a.Match, id) || matches(a.Match, t.ARMType) || matches(a.Match, t.Token)
}

// matches reports whether a text is like a pattern in which * stands for any run of characters, in any case.
func matches(pattern, text string) bool {
	parts := strings.Split(strings.ToLower(pattern), "*")
	rest, found := strings.CutPrefix(strings.ToLower(text), parts[0])
	if !found || len(parts) == 1 {
		return found && rest == ""
	}
	for _, part := range parts[1 : len(parts)-1] {
		if _, rest, found = strings.Cut(rest, part); !found {
			return false
		}
	}
	return strings.HasSuffix(rest, parts[len(parts)-1])
}

// countFaults notes that an operation begins.
func (e *Engine) countFaults(kind OperationKind, t *Type, id string) {
	for _, a := range e.faults {
		if a.concerns(kind, t, id) {
			a.seen++
		}
	}
}

// strike returns the fault that hits this attempt at this stage, if any, and uses it up by one.
func (e *Engine) strike(stage Stage, kind OperationKind, t *Type, id string) *armedFault {
	for _, a := range e.faults {
		if a.Stage == stage && a.left != 0 && a.seen >= max(a.Nth, 1) && a.concerns(kind, t, id) {
			if a.left > 0 {
				a.left--
			}
			return a
		}
	}
	return nil
}

func (a *armedFault) err() *Error {
	return &Error{Code: a.Code, Status: a.Status, Message: a.Message, RetryAfter: a.RetryAfter, Source: "fault rule",
		Accepted: a.Stage == AtAccepted}
}
