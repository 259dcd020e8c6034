package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"syscall"
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
	if s.stack, err = s.selectStack(ctx, inv.program); err != nil {
		sim.stop()
		return nil, err
	}
	if err := s.releaseStaleLock(ctx, inv.stderr); err != nil {
		sim.stop()
		return nil, err
	}
	return s, nil
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

// stateLock is the part of the engine's lock file that is needed here.
type stateLock struct {
	Pid       int       `json:"pid"`
	Timestamp time.Time `json:"timestamp"`
}

// releaseStaleLock removes the engine's lock of a run that was killed. Two runs cannot be at work at once, because
// the simulator's store admits one process: a lock that is found here belongs to an engine that lost its simulator
// and is about to end, or to one that is gone.
func (s *session) releaseStaleLock(ctx context.Context, story io.Writer) error {
	pattern := filepath.Join(s.dirs.state(), ".pulumi", "locks", "*", "*", s.stack.Name(), "*.json")
	locks, err := filepath.Glob(pattern)
	if err != nil || len(locks) == 0 {
		return err
	}
	for _, file := range locks {
		if err := waitForOwner(ctx, file); err != nil {
			return err
		}
	}
	fmt.Fprintln(story, "The last run was cut off; its lock is released and this run goes on from where it was.")
	if err := s.stack.Cancel(ctx); err != nil {
		return fmt.Errorf("releasing the lock of the run that was cut off: %w", err)
	}
	return nil
}

func waitForOwner(ctx context.Context, file string) error {
	content, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var lock stateLock
	if err == nil {
		err = json.Unmarshal(content, &lock)
	}
	if err != nil || lock.Pid <= 0 {
		return nil //nolint:nilerr // a half-written lock has no owner to wait for
	}
	const patience = 30 * time.Second
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		if syscall.Kill(lock.Pid, 0) != nil {
			return nil //nolint:nilerr // the error says that the process is gone, which is what is waited for
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return usagef("process %d of an earlier run is still at work; wait for it or stop it", lock.Pid)
}
