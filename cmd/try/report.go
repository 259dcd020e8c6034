package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"sort"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/auto/events"
	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"golang.org/x/term"
)

// report gathers what an operation did and what the policies said of it.
type report struct {
	inv     *invocation
	started bool
	summary *apitype.SummaryEvent
	// violations are what the policy pack found, without repetition: the engine tells some of them twice.
	violations []apitype.PolicyEvent
	// failures are the errors of single resources.
	failures []string
}

func newReport(inv *invocation) *report { return &report{inv: inv} }

func (r *report) observe(event events.EngineEvent) {
	r.started = true
	switch {
	case event.SummaryEvent != nil:
		r.summary = event.SummaryEvent
	case event.PolicyEvent != nil:
		if !slices.Contains(r.violations, *event.PolicyEvent) {
			r.violations = append(r.violations, *event.PolicyEvent)
		}
	case event.DiagnosticEvent != nil:
		if event.DiagnosticEvent.Severity == "error" && event.DiagnosticEvent.URN != "" {
			r.failures = append(r.failures, event.DiagnosticEvent.URN)
		}
	}
}

// blocking counts the violations that stop a deployment.
func (r *report) blocking() int {
	n := 0
	for _, v := range r.violations {
		if v.EnforcementLevel == "mandatory" {
			n++
		}
	}
	return n
}

// headline says in one line why the operation failed.
func (r *report) headline(failure error) string {
	switch blocking := r.blocking(); {
	case blocking > 0:
		return fmt.Sprintf("Refused: %s of the policy pack; the remedies stand above.", count(blocking, "mandatory violation"))
	case len(r.failures) > 0:
		kept := ""
		if r.inv.verb != "preview" {
			kept = " What was done is kept; correct the cause and run the same command again."
		}
		return fmt.Sprintf("Failed: %s above.%s", count(len(r.failures), "error"), kept)
	}
	return fmt.Sprintf("Failed: %v", failure)
}

func count(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

// print tells the policies' verdict, the outputs and what to do next. It never repeats what the engine's own
// progress has shown.
func (r *report) print(ctx context.Context, s *session, failure error) error {
	r.printPolicies()
	if failure != nil {
		return nil //nolint:nilerr // the caller tells the failure; nothing went wrong with telling
	}
	if r.inv.verb == "up" {
		if err := r.printOutputs(ctx, s); err != nil {
			return err
		}
		if err := printTimeline(ctx, s, r.inv.stderr); err != nil {
			return err
		}
	}
	fmt.Fprintf(r.inv.stderr, "\nNext: %s\n", r.next())
	return nil
}

func (r *report) printPolicies() {
	if r.inv.verb != "up" && r.inv.verb != "preview" {
		return
	}
	advisory := len(r.violations) - r.blocking()
	fmt.Fprintf(r.inv.stderr, "\nPolicy pack: %s, %s.\n",
		count(r.blocking(), "mandatory violation"), count(advisory, "advisory finding"))
	for _, v := range r.violations {
		if v.EnforcementLevel == "mandatory" {
			fmt.Fprintf(r.inv.stderr, "  %s: %s\n", v.PolicyName, resourceOf(v.ResourceURN))
		}
	}
}

// resourceOf shortens a URN to type and name.
func resourceOf(urn string) string {
	parts := strings.Split(urn, "::")
	if len(parts) < 4 {
		return urn
	}
	types := strings.Split(parts[2], "$")
	return fmt.Sprintf("%s (%s)", parts[3], types[len(types)-1])
}

func (r *report) printOutputs(ctx context.Context, s *session) error {
	values, err := s.stack.Outputs(ctx)
	if err != nil {
		return fmt.Errorf("reading the outputs: %w", err)
	}
	names := make([]string, 0, len(values))
	for name := range values {
		names = append(names, name)
	}
	sort.Strings(names)
	fmt.Fprintln(r.inv.stderr, "\nOutputs:")
	for _, name := range names {
		if name == "regions" {
			continue // the same values by region; `try outputs` has them
		}
		text := "[secret]"
		if !values[name].Secret {
			encoded, err := json.Marshal(values[name].Value)
			if err != nil {
				return fmt.Errorf("output %s: %w", name, err)
			}
			text = string(encoded)
		}
		fmt.Fprintf(r.inv.stderr, "  %-30s %s\n", name, text)
	}
	return nil
}

func (r *report) next() string {
	stack := r.inv.stack
	switch r.inv.verb {
	case "up":
		return fmt.Sprintf("change a value in %s and `make preview STACK=%s`, or `make destroy STACK=%s`", stackFile(stack), stack, stack)
	case "preview":
		return fmt.Sprintf("`make up STACK=%s`", stack)
	case "refresh":
		return fmt.Sprintf("`make preview STACK=%s` shows what would be put right", stack)
	}
	return fmt.Sprintf("`make up STACK=%s` deploys it again; `go run ./cmd/try clean` deletes what try keeps", stack)
}

// colorOf is the engine's colour setting for a stream: only a terminal gets colours, and none with NO_COLOR.
func colorOf(stream io.Writer) string {
	file, ok := stream.(*os.File)
	if ok && term.IsTerminal(int(file.Fd())) && os.Getenv("NO_COLOR") == "" {
		return "always"
	}
	return "never"
}
