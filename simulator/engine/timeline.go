package engine

import (
	"cmp"
	"slices"
	"strings"
	"time"
)

// Event is one operation as it happened in modelled time.
type Event struct {
	// Number counts the operations of this run from 1.
	Number int
	// Kind is what was done, ID and Token to what, URN for whom.
	Kind  OperationKind
	ID    string
	Token string
	URN   string
	// Start and End are modelled times since the simulator began; pauses between repeated attempts are included.
	Start, End time.Duration
	// Attempts is how often the request was sent.
	Attempts int
	// Err is the refusal; "" when it went well.
	Err string

	needs []string // keys of the IDs that the inputs name
}

// Timeline is what happened in a run, by start.
type Timeline []Event

// Makespan returns how long the run would take in Azure: the end of its last operation.
func (t Timeline) Makespan() time.Duration {
	var end time.Duration
	for _, e := range t {
		end = max(end, e.End)
	}
	return end
}

// CriticalPath returns the chain of operations that decides the makespan, first to last: each began at the moment its
// predecessor ended. Where several ended at that moment, one whose ID the successor's inputs name wins, then the one
// that took longest.
func (t Timeline) CriticalPath() Timeline {
	var path Timeline
	var last *Event
	for i := range t {
		if e := &t[i]; last == nil || e.End > last.End || e.End == last.End && e.Start < last.Start {
			last = e
		}
	}
	for last != nil {
		path = append(path, *last)
		if last.Start == 0 {
			break
		}
		last = t.before(last)
	}
	slices.Reverse(path)
	return path
}

// before returns the operation that another one seems to have waited for.
func (t Timeline) before(e *Event) *Event {
	var best *Event
	for i := range t {
		c := &t[i]
		if c.Number == e.Number || c.End > e.Start || c.End <= 0 {
			continue
		}
		if best == nil || cmp.Or(
			cmp.Compare(c.End, best.End),
			cmp.Compare(named(e, c), named(e, best)),
			cmp.Compare(c.End-c.Start, best.End-best.Start),
			cmp.Compare(best.Number, c.Number),
		) > 0 {
			best = c
		}
	}
	return best
}

func named(by, what *Event) int {
	key := strings.ToLower(what.ID)
	for _, need := range by.needs {
		if need == key || strings.HasPrefix(need, key+"/") {
			return 1
		}
	}
	return 0
}
