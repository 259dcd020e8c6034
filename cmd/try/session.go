package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// passphrase encrypts the state of simulated stacks. It protects nothing: the state describes resources that do not
// exist.
const passphrase = "simulated"

// session is a Pulumi stack whose Azure is simulated.
type session struct {
	name  string
	stack auto.Stack
	dirs  directories
	tools toolchain
	sim   *simulation
}

// openSession validates the configuration, brings up the tools and the simulator and selects the stack, in this
// order: what the user got wrong is said before anything is built.
func openSession(ctx context.Context, inv *invocation) (*session, error) {
	if _, _, err := readConfig(inv); err != nil {
		return nil, err
	}
	if err := inv.dirs.prepare(inv.stack); err != nil {
		return nil, err
	}
	tools, err := prepareToolchain(ctx, inv.dirs, inv.stderr)
	if err != nil {
		return nil, err
	}
	sim, err := startSimulation(ctx, inv.dirs, inv.seed, inv.faults, inv.stderr)
	if err != nil {
		return nil, err
	}
	s := &session{name: inv.stack, dirs: inv.dirs, tools: tools, sim: sim}
	if err := s.open(ctx, inv); err != nil {
		sim.stop()
		return nil, err
	}
	return s, nil
}

// open selects the stack and clears up after a run that was killed.
func (s *session) open(ctx context.Context, inv *invocation) error {
	locked, err := waitForEarlierRun(ctx, s.dirs, s.name)
	if err != nil {
		return err
	}
	if err := s.selectRepaired(ctx, inv.program); err != nil {
		return err
	}
	if err := setCertificates(ctx, s.stack, inv.certificates); err != nil || !locked {
		return err
	}
	fmt.Fprintln(inv.stderr, "The last run was cut off; its lock is released and this run goes on from where it was.")
	if err := s.stack.Cancel(ctx); err != nil {
		return fmt.Errorf("releasing the lock of the run that was cut off: %w", err)
	}
	return nil
}

// selectRepaired selects the stack once its state can be read. The engine of a run that was killed may still be writing it
// after its lock is gone, and what is half written now is whole, or damaged for good, a moment later.
func (s *session) selectRepaired(ctx context.Context, program pulumi.RunFunc) error {
	const attempts, pause = 20, 250 * time.Millisecond
	for attempt := 1; ; attempt++ {
		if err := repairCheckpoint(s.dirs, s.name); err != nil {
			return err
		}
		var err error
		s.stack, err = s.selectStack(ctx, program)
		if err == nil || attempt == attempts || !strings.Contains(err.Error(), "failed to load checkpoint") {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(pause):
		}
	}
}

func (s *session) selectStack(ctx context.Context, program pulumi.RunFunc) (auto.Stack, error) {
	// The automation library wants <root>/bin/pulumi; ours or the user's CLI may be anywhere on PATH.
	command, err := pulumiCommand(s.tools, s.dirs)
	if err != nil {
		return auto.Stack{}, err
	}
	stack, err := auto.UpsertStackInlineSource(ctx, s.name, stacks.Namespace, program,
		auto.WorkDir(s.dirs.work(s.name)), auto.PulumiHome(s.dirs.home()), auto.Pulumi(command),
		auto.EnvVars(s.environment()))
	if err != nil {
		return auto.Stack{}, fmt.Errorf("opening stack %s: %w", s.name, err)
	}
	return stack, nil
}

// environment is what the engine needs to use the simulator and to leave the user's own Pulumi settings alone.
func (s *session) environment() map[string]string {
	env := engineEnvironment(s.dirs, s.sim.debugProviders)
	env["PULUMI_SKIP_UPDATE_CHECK"] = "true"
	env["PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION"] = "true"
	return env
}

// engineEnvironment is shared with `try env`.
func engineEnvironment(dirs directories, debugProviders string) map[string]string {
	return map[string]string{
		"PULUMI_BACKEND_URL":       "file://" + dirs.state(),
		"PULUMI_CONFIG_PASSPHRASE": passphrase,
		"PULUMI_DEBUG_PROVIDERS":   debugProviders,
		"PATH":                     dirs.bin() + string(os.PathListSeparator) + os.Getenv("PATH"),
	}
}

func (s *session) close() { s.sim.stop() }
