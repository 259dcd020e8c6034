package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
)

// export prints what `pulumi stack export` prints.
func export(ctx context.Context, inv *invocation) error {
	s, err := openForReading(ctx, inv)
	if err != nil {
		return err
	}
	command := s.pulumiCommand(ctx, "stack", "export", "--stack", inv.stack)
	command.Stdout = inv.stdout
	return s.finish(command, "exporting the state")
}

// outputs prints the stack's outputs; secret ones are masked, as `pulumi stack output` does.
func outputs(ctx context.Context, inv *invocation) error {
	s, err := openForReading(ctx, inv)
	if err != nil {
		return err
	}
	command := s.pulumiCommand(ctx, "stack", "output", "--json", "--stack", inv.stack)
	command.Stdout = inv.stdout
	return s.finish(command, "reading the outputs")
}

// openForReading opens a stack that exists, without a simulator.
func openForReading(ctx context.Context, inv *invocation) (*session, error) {
	if _, err := os.Stat(inv.dirs.work(inv.stack)); err != nil {
		return nil, usagef("stack %s was never deployed here; `make up STACK=%s` does it", inv.stack, inv.stack)
	}
	tools, err := findPulumi(ctx, inv.dirs, inv.stderr)
	if err != nil {
		return nil, err
	}
	return &session{dirs: inv.dirs, tools: tools, sim: &simulation{stop: func() {}}, name: inv.stack}, nil
}

// pulumiCommand is one call of the CLI in the stack's folder.
func (s *session) pulumiCommand(ctx context.Context, args ...string) *exec.Cmd {
	command := exec.CommandContext(ctx, s.tools.pulumi, append(args, "--non-interactive")...)
	command.Dir = s.dirs.work(s.name)
	command.Env = os.Environ()
	for key, value := range s.environment() {
		command.Env = append(command.Env, key+"="+value)
	}
	command.Env = append(command.Env, "PULUMI_HOME="+s.dirs.home())
	return command
}

func (s *session) finish(command *exec.Cmd, doing string) error {
	var stderr bytes.Buffer
	command.Stderr = &stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", doing, err, bytes.TrimSpace(stderr.Bytes()))
	}
	return nil
}

// pulumi runs the CLI on the stack for its effect.
func (s *session) pulumi(ctx context.Context, args ...string) error {
	return s.finish(s.pulumiCommand(ctx, append(args, "--stack", s.name)...), "pulumi "+args[0])
}

// deployment is the part of an exported state that the timeline needs.
type deployment struct {
	Resources []stateResource `json:"resources"`
}

type stateResource struct {
	URN          string   `json:"urn"`
	Type         string   `json:"type"`
	Custom       bool     `json:"custom"`
	Parent       string   `json:"parent"`
	Dependencies []string `json:"dependencies"`
}

func (s *session) state(ctx context.Context) (deployment, error) {
	exported, err := s.stack.Export(ctx)
	if err != nil {
		return deployment{}, fmt.Errorf("reading the state: %w", err)
	}
	var d deployment
	if err := json.Unmarshal(exported.Deployment, &d); err != nil {
		return deployment{}, fmt.Errorf("reading the state: %w", err)
	}
	return d, nil
}
