package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// serveVerb runs the simulator until it is stopped. It is how `try env` starts itself in the background, and not
// listed in the help.
const serveVerb = "serve"

func (d directories) pidFile() string { return filepath.Join(d.keep, "simulator.pid") }
func (d directories) logFile() string { return filepath.Join(d.keep, "simulator.log") }

// environ starts the simulator in the background and prints the shell commands that point a Pulumi CLI at it.
func environ(ctx context.Context, inv *invocation) error {
	for _, dir := range []string{inv.dirs.bin(), inv.dirs.state()} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return writeFailure(err)
		}
	}
	tools, err := prepareToolchain(ctx, inv.dirs, inv.stderr)
	if err != nil {
		return err
	}
	if err := stopSimulator(inv.dirs); err != nil {
		return err
	}
	debugProviders, err := startInBackground(ctx, inv)
	if err != nil {
		return err
	}
	if err := createStacks(ctx, inv.dirs, tools, debugProviders); err != nil {
		return err
	}
	env := engineEnvironment(inv.dirs, debugProviders)
	env["PATH"] = strings.Join([]string{inv.dirs.bin(), filepath.Dir(tools.pulumi)}, string(os.PathListSeparator)) + ":$PATH"
	names := make([]string, 0, len(env))
	for name := range env {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		fmt.Fprintf(inv.stdout, "export %s=%s\n", name, shellQuote(env[name]))
	}
	commands, err := certificateCommands(inv.dirs)
	if err != nil {
		return err
	}
	for _, command := range commands {
		fmt.Fprintln(inv.stdout, command)
	}
	fmt.Fprintln(inv.stderr, "The simulated Azure runs in the background; `go run ./cmd/try stop` stops it.")
	return nil
}

// shellQuote quotes for a POSIX shell, and leaves $PATH to it.
func shellQuote(value string) string {
	if rest, ok := strings.CutSuffix(value, ":$PATH"); ok {
		return "'" + strings.ReplaceAll(rest, "'", `'\''`) + `':"$PATH"`
	}
	return "'" + strings.ReplaceAll(value, "'", `'\''`) + "'"
}

// startInBackground starts this program as a simulator of its own session and returns what
// PULUMI_DEBUG_PROVIDERS must hold.
func startInBackground(ctx context.Context, inv *invocation) (string, error) {
	self, err := os.Executable()
	if err != nil {
		return "", fmt.Errorf("finding this program: %w", err)
	}
	// `go run` deletes the program when it ends; the simulator goes on from a copy.
	copied := filepath.Join(inv.dirs.bin(), "simulator")
	if err := copyFile(self, copied); err != nil {
		return "", writeFailure(err)
	}
	log, err := os.OpenFile(inv.dirs.logFile(), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return "", writeFailure(err)
	}
	defer log.Close()
	command := exec.Command(copied, serveVerb, inv.dirs.root, inv.dirs.keep, inv.seed, inv.faults)
	command.Stderr = log
	command.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	ready, err := command.StdoutPipe()
	if err != nil {
		return "", fmt.Errorf("starting the simulator: %w", err)
	}
	if err := command.Start(); err != nil {
		return "", fmt.Errorf("starting the simulator: %w", err)
	}
	line, err := readLine(ctx, ready)
	if err != nil {
		story, _ := os.ReadFile(inv.dirs.logFile())
		return "", usagef("the simulator did not start: %s", strings.TrimSpace(string(story)))
	}
	if err := os.WriteFile(inv.dirs.pidFile(), []byte(strconv.Itoa(command.Process.Pid)), 0o600); err != nil {
		return "", writeFailure(err)
	}
	return line, nil
}

func copyFile(from, to string) error {
	content, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	// A running program cannot be written over; a new file can take its name.
	if err := os.Remove(to); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return os.WriteFile(to, content, 0o700)
}

func readLine(ctx context.Context, from io.Reader) (string, error) {
	type result struct {
		line string
		err  error
	}
	done := make(chan result, 1)
	go func() {
		line, err := bufio.NewReader(from).ReadString('\n')
		done <- result{strings.TrimSpace(line), err}
	}()
	select {
	case r := <-done:
		return r.line, r.err
	case <-ctx.Done():
		return "", ctx.Err()
	}
}

// serve runs the simulator until a signal comes.
func serve(ctx context.Context, args []string, story io.Writer) error {
	const parameters = 4
	if len(args) != parameters {
		return usagef("try %s is started by `try env`", serveVerb)
	}
	sim, err := startSimulation(ctx, directories{root: args[0], keep: args[1]}, args[2], args[3], story)
	if err != nil {
		return err
	}
	defer sim.stop()
	fmt.Println(sim.debugProviders)
	<-ctx.Done()
	return nil
}

// createStacks makes the stacks in the local backend, so that `pulumi up -s dev` finds them.
func createStacks(ctx context.Context, dirs directories, tools toolchain, debugProviders string) error {
	files, err := filepath.Glob(filepath.Join(dirs.root, "Pulumi.*.yaml"))
	if err != nil {
		return fmt.Errorf("listing stack files: %w", err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Pulumi."), ".yaml")
		if err := dirs.prepare(name); err != nil {
			return err
		}
		s := &session{name: name, dirs: dirs, tools: tools, sim: &simulation{debugProviders: debugProviders, stop: func() {}}}
		if _, err := s.selectStack(ctx, nil); err != nil {
			return err
		}
	}
	return nil
}

// stopSimulator ends the one that an earlier `try env` started, if any.
func stopSimulator(dirs directories) error {
	content, err := os.ReadFile(dirs.pidFile())
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("finding the simulator: %w", err)
	}
	pid, err := strconv.Atoi(string(content))
	if err == nil && isSimulator(pid, dirs) {
		if err := syscall.Kill(pid, syscall.SIGTERM); err == nil {
			waitUntilGone(pid)
		}
	}
	return os.Remove(dirs.pidFile())
}

// isSimulator makes sure that a process number that was used again is not what gets the signal.
func isSimulator(pid int, dirs directories) bool {
	command, err := os.ReadFile(fmt.Sprintf("/proc/%d/cmdline", pid))
	if errors.Is(err, os.ErrNotExist) {
		out, err := exec.Command("ps", "-o", "command=", "-p", strconv.Itoa(pid)).Output()
		return err == nil && strings.Contains(string(out), filepath.Join(dirs.bin(), "simulator"))
	}
	return err == nil && strings.Contains(string(command), filepath.Join(dirs.bin(), "simulator"))
}

func waitUntilGone(pid int) {
	const patience = 10 * time.Second
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(50 * time.Millisecond) {
		if syscall.Kill(pid, 0) != nil {
			return
		}
	}
}

// stop ends the simulator in the background. What it simulated stays for the next run.
func stop(_ context.Context, inv *invocation) error { return stopSimulator(inv.dirs) }

// clean stops the simulator and deletes the state and the simulated Azure.
func clean(_ context.Context, inv *invocation) error {
	if err := stopSimulator(inv.dirs); err != nil {
		return err
	}
	kept, err := filepath.Glob(filepath.Join(inv.dirs.keep, "*"))
	if err != nil {
		return fmt.Errorf("listing %s: %w", inv.dirs.keep, err)
	}
	for _, path := range kept {
		if path == inv.dirs.tools {
			// The tools took minutes to build and hold no state.
			continue
		}
		if err := os.RemoveAll(path); err != nil {
			return writeFailure(err)
		}
	}
	fmt.Fprintln(inv.stderr, "The simulated Azure and all state are gone; the tools in .try/bin are kept.")
	return nil
}
