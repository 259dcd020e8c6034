package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/auto/events"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optdestroy"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optpreview"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optrefresh"
	"github.com/pulumi/pulumi/sdk/v3/go/auto/optup"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/keyvault"
)

func deploy(ctx context.Context, inv *invocation) error {
	return operate(ctx, inv, func(s *session, watch chan<- events.EngineEvent) error {
		_, err := s.stack.Up(ctx, optup.ProgressStreams(inv.stderr), optup.ErrorProgressStreams(io.Discard),
			optup.SuppressOutputs(), optup.Color(colorOf(inv.stderr)), optup.EventStreams(watch),
			optup.PolicyPacks(s.policyPack()))
		return err
	})
}

func preview(ctx context.Context, inv *invocation) error {
	return operate(ctx, inv, func(s *session, watch chan<- events.EngineEvent) error {
		_, err := s.stack.Preview(ctx, optpreview.ProgressStreams(inv.stderr), optpreview.ErrorProgressStreams(io.Discard),
			optpreview.SuppressOutputs(), optpreview.Color(colorOf(inv.stderr)), optpreview.EventStreams(watch),
			optpreview.PolicyPacks(s.policyPack()))
		return err
	})
}

func refresh(ctx context.Context, inv *invocation) error {
	return operate(ctx, inv, func(s *session, watch chan<- events.EngineEvent) error {
		_, err := s.stack.Refresh(ctx, optrefresh.ProgressStreams(inv.stderr), optrefresh.ErrorProgressStreams(io.Discard),
			optrefresh.SuppressOutputs(), optrefresh.Color(colorOf(inv.stderr)), optrefresh.EventStreams(watch),
			optrefresh.ClearPendingCreates())
		return err
	})
}

func destroy(ctx context.Context, inv *invocation) error {
	return operate(ctx, inv, func(s *session, watch chan<- events.EngineEvent) error {
		// Production protects what must not die by accident; a simulated production has nothing to lose.
		if err := s.unprotect(ctx); err != nil {
			return err
		}
		_, err := s.stack.Destroy(ctx, optdestroy.ProgressStreams(inv.stderr), optdestroy.ErrorProgressStreams(io.Discard),
			optdestroy.SuppressOutputs(), optdestroy.Color(colorOf(inv.stderr)), optdestroy.EventStreams(watch))
		if err != nil {
			return err
		}
		return s.purgeVaults(inv.stderr)
	})
}

// operate runs one operation of the engine and tells how it ended.
func operate(ctx context.Context, inv *invocation, operation func(*session, chan<- events.EngineEvent) error) error {
	s, err := openSession(ctx, inv)
	if err != nil {
		return err
	}
	defer s.close()

	report := newReport(inv)
	watch := make(chan events.EngineEvent)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		for event := range watch {
			report.observe(event)
		}
	}()
	failure := operation(s, watch)
	if !report.started {
		// The engine never came as far as an event, so nobody closes the channel.
		close(watch)
	}
	<-watched
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err := report.print(ctx, s, failure); err != nil {
		return err
	}
	if failure != nil {
		return findings{errors.New(report.headline(failure))}
	}
	return nil
}

// purgeVaults frees the names of deleted vaults, which Azure keeps for days: a simulated stack shall be deployable again.
func (s *session) purgeVaults(story io.Writer) error {
	for _, r := range s.sim.azure.Resources() {
		if !strings.EqualFold(r.Type, keyvault.DeletedVaultType) {
			continue
		}
		if err := s.sim.azure.Erase(r.ID); err != nil {
			return fmt.Errorf("purging deleted vault %s: %w", r.Name(), err)
		}
		fmt.Fprintf(story, "Purged the deleted vault %s. Azure keeps it and its name: docs/guides/operations.md\n", r.Name())
	}
	return nil
}

func (s *session) policyPack() string { return filepath.Join(s.dirs.root, "policy") }

func (s *session) unprotect(ctx context.Context) error {
	if err := s.pulumi(ctx, "state", "unprotect", "--all", "--yes"); err != nil {
		return fmt.Errorf("lifting the protection of simulated resources: %w", err)
	}
	return nil
}
