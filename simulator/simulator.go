// Package simulator puts the simulated Azure together: the explicit list of services, on one engine. It is a judge of
// what Azure would refuse and of what it would answer, for tests and for trying the landing zone without a subscription.
// The fronts that Pulumi talks to are simulator/provider (the real deployment engine) and simulator/monitor (unit tests).
package simulator

import (
	"fmt"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetes"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

// services returns every service, sorted by name, made anew.
func services() []*engine.Service {
	return []*engine.Service{
		authorization.Service(),
		containerservice.Service(),
		insights.Service(),
		kubernetes.Service(),
		kubernetesconfiguration.Service(),
		managedidentity.Service(),
		operationalinsights.Service(),
		network.Service(),
		resources.Service(),
	}
}

// Options are the settings of a [Simulator]; the zero value is one in memory on which nothing takes time.
type Options struct {
	// Store is the path of the file that keeps resources between runs; "" keeps them in memory.
	Store string
	// Seed changes every generated value; the same seed gives the same GUIDs, addresses and host names.
	Seed string
	// Clock is modelled time; nil means that nothing takes time.
	Clock engine.Clock
	// Retry is how refused requests are repeated; nil means as azure-native does ([engine.AzureNativeRetry]).
	Retry *engine.Retry
	// Faults are what goes wrong on purpose; see [engine.ParseFaults] for their form as text.
	Faults []engine.Fault
	// Kill replaces SIGKILL in kill faults, for tests.
	Kill func()
}

// Simulator is a simulated Azure. It is safe for use by several goroutines; close it after use.
type Simulator struct {
	*engine.Engine
}

// New returns a simulator with all services. Errors are about the store: another run is using it, it is damaged, or it
// was written by another version; the text says what to do.
func New(o Options) (*Simulator, error) {
	retry := engine.AzureNativeRetry
	if o.Retry != nil {
		retry = *o.Retry
	}
	e, err := engine.New(engine.Options{
		Services: services(), Store: o.Store, Seed: o.Seed, Clock: o.Clock, Retry: retry, Faults: o.Faults, Kill: o.Kill,
	})
	if err != nil {
		return nil, fmt.Errorf("starting the simulator: %w", err)
	}
	return &Simulator{Engine: e}, nil
}
