package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/provider"
)

// simulation is a running simulated Azure.
type simulation struct {
	// debugProviders is what tells the engine where its providers are: azure-native:1234,kubernetes:1235.
	debugProviders string
	// azure is the simulated Azure; nil where it runs in another process.
	azure *simulator.Simulator
	// stop ends it and closes its store.
	stop func()
}

// startSimulation opens the store and serves each provider on a port that the system chooses.
func startSimulation(ctx context.Context, dirs directories, seed, faults string, story io.Writer) (*simulation, error) {
	parsed, err := engine.ParseFaults(faults)
	if err != nil {
		return nil, usagef("-faults: %w", err)
	}
	// A render directory is relative to the project, wherever try was called.
	if err := os.Chdir(dirs.root); err != nil {
		return nil, usagef("going to the project: %w", err)
	}
	sim, err := simulator.New(simulator.Options{
		Store: dirs.store(), Seed: seed, Faults: parsed, Clock: engine.NewSkippingClock(0), Start: time.Now(),
	})
	if errors.Is(err, engine.ErrStoreInUse) {
		err = fmt.Errorf("%w; `go run ./cmd/try stop` stops the simulator that `try env` has started", err)
	}
	if err != nil {
		return nil, usageError{err}
	}
	var stops []func()
	stop := func() {
		for _, s := range stops {
			s()
		}
		if err := sim.Close(); err != nil {
			fmt.Fprintln(story, "closing the simulated Azure:", err)
		}
	}
	var listening []string
	for _, pkg := range provider.Packages() {
		port, stopServer, err := provider.Serve(ctx, sim, pkg)
		if err != nil {
			stop()
			return nil, fmt.Errorf("serving the simulated provider %s: %w", pkg, err)
		}
		stops = append(stops, stopServer)
		listening = append(listening, fmt.Sprintf("%s:%d", pkg, port))
	}
	return &simulation{debugProviders: strings.Join(listening, ","), azure: sim, stop: stop}, nil
}
