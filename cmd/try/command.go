package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"path/filepath"
	"sort"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// invocation is one command line, decoded.
type invocation struct {
	verb   string
	stack  string
	format string
	faults string
	seed   string
	stdout io.Writer
	stderr io.Writer
	dirs   directories
	// certificates were made for a stack that brings none.
	certificates *kept
	// program is what the engine runs: the landing zone, except in tests of what the policies refuse.
	program pulumi.RunFunc
}

// verb is one thing that try can do.
type verb struct {
	name, summary string
	run           func(context.Context, *invocation) error
	// needsStack says that the verb works on one stack, whose file must exist.
	needsStack bool
}

func verbs() []verb {
	return []verb{
		{"up", "deploy the stack to the simulated Azure", deploy, true},
		{"preview", "show what up would change, and what the policies say of it", preview, true},
		{"refresh", "compare the state with the simulated Azure", refresh, true},
		{"destroy", "delete everything the stack deployed", destroy, true},
		{"plan", "show names, addresses, zones and egress, computed from the stack file alone", plan, true},
		{"export", "print the stack's state, as `pulumi stack export` does", export, true},
		{"outputs", "print the stack's outputs as JSON", outputs, true},
		{"env", "start the simulator and print what your own pulumi needs to use it", environ, false},
		{"stop", "stop the simulator that env has started, and keep what it has", stop, false},
		{"clean", "stop the simulator and delete everything that try keeps", clean, false},
	}
}

const usageHead = `try runs the landing zone against a simulated Azure: no subscription, no account, no network.

  go run ./cmd/try up -stack dev            deploy Pulumi.dev.yaml
  go run ./cmd/try preview -stack prod      what would change, and what the policies say
  go run ./cmd/try export -stack prod > prod.json
  eval "$(go run ./cmd/try env)" && pulumi up -s dev --policy-pack policy

Usage: try <verb> [flags]

Verbs:
`

const usageTail = `
Flags:
  -stack NAME     the stack, as in Pulumi.<NAME>.yaml
  -format FORMAT  plan: text or json (default text)
  -seed TEXT      other identifiers and addresses in the simulated Azure (default 1)
  -config-file F  the stack's configuration is in F instead
  -dir DIR        keep state and simulated Azure in DIR (default .try in the repository)
  -faults LIST    have the simulated Azure fail on purpose; see docs/guides/simulator.md

Exit codes: 0 done; 1 the deployment failed or was refused; 2 wrong use or configuration, nothing was changed;
3 a fault of this program. What you asked for goes to standard output, the story to standard error.
`

func usageText() string {
	var b strings.Builder
	b.WriteString(usageHead)
	for _, v := range verbs() {
		fmt.Fprintf(&b, "  %-9s %s\n", v.name, v.summary)
	}
	b.WriteString(usageTail)
	return b.String()
}

func dispatch(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	if len(args) == 0 {
		return usagef("%s", usageText())
	}
	switch args[0] {
	case "help", "-h", "-help", "--help":
		_, err := io.WriteString(stdout, usageText())
		return err
	case serveVerb:
		return serve(ctx, args[1:], stderr)
	}
	for _, v := range verbs() {
		if v.name == args[0] {
			inv, err := decode(v, args[1:], stdout, stderr)
			if err != nil {
				return err
			}
			return v.run(ctx, inv)
		}
	}
	names := []string{}
	for _, v := range verbs() {
		names = append(names, v.name)
	}
	sort.Strings(names)
	return usagef("try: %q is not a verb; choose one of %s, or run `try help`", args[0], strings.Join(names, ", "))
}

func decode(v verb, args []string, stdout, stderr io.Writer) (*invocation, error) {
	inv := &invocation{verb: v.name, stdout: stdout, stderr: stderr, program: stacks.Deploy}
	flags := flag.NewFlagSet("try "+v.name, flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	flags.StringVar(&inv.stack, "stack", "", "")
	flags.StringVar(&inv.format, "format", "text", "")
	flags.StringVar(&inv.faults, "faults", "", "")
	flags.StringVar(&inv.seed, "seed", "1", "")
	keep := flags.String("dir", "", "")
	config := flags.String("config-file", "", "")
	if err := flags.Parse(args); err != nil {
		return nil, usagef("try %s: %w; run `try help`", v.name, err)
	}
	if flags.NArg() > 0 {
		return nil, usagef("try %s: unexpected argument %q; the stack is given as -stack NAME", v.name, flags.Arg(0))
	}
	if inv.format != "text" && inv.format != "json" {
		return nil, usagef("try %s: -format %q is not known; choose text or json", v.name, inv.format)
	}
	dirs, err := findDirectories()
	if err != nil {
		return nil, err
	}
	if *keep != "" {
		if dirs.keep, err = filepath.Abs(*keep); err != nil {
			return nil, usagef("try %s: -dir %q: %w", v.name, *keep, err)
		}
	}
	if *config != "" {
		if dirs.config, err = filepath.Abs(*config); err != nil {
			return nil, usagef("try %s: -config-file %q: %w", v.name, *config, err)
		}
	}
	inv.dirs = dirs
	if v.needsStack {
		if err := checkStack(dirs, inv.stack); err != nil {
			return nil, err
		}
	}
	return inv, nil
}
