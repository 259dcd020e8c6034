// Package simulator puts the simulated Azure together: the explicit list of services, on one engine. It is a judge of
// what Azure would refuse and of what it would answer, for tests and for trying the landing zone without a subscription.
// The fronts that Pulumi talks to are simulator/provider (the real deployment engine) and simulator/monitor (unit tests).
package simulator

import (
	"fmt"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/alertsmanagement"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/authorization"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/azuremonitor"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/consumption"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerregistry"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/containerservice"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/costmanagement"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/dashboard"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/dataprotection"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/eventgrid"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/insights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/keyvault"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetes"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/logic"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/managedidentity"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/network"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/operationalinsights"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/security"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/storage"
)

// services returns every service, sorted by name, made anew.
func services() []*engine.Service {
	return []*engine.Service{
		alertsmanagement.Service(),
		authorization.Service(),
		azuremonitor.Service(),
		containerregistry.Service(),
		consumption.Service(),
		containerservice.Service(),
		costmanagement.Service(),
		dashboard.Service(),
		dataprotection.Service(),
		eventgrid.Service(),
		insights.Service(),
		keyvault.Service(),
		kubernetes.Service(),
		kubernetesconfiguration.Service(),
		logic.Service(),
		managedidentity.Service(),
		operationalinsights.Service(),
		network.Service(),
		resources.Service(),
		storage.Service(),
		security.Service(),
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
	// Start is the date at which this run begins; the zero value goes on where the run before ended.
	Start time.Time
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
		Services: services(), Store: o.Store, Seed: o.Seed, Clock: o.Clock, Start: o.Start, Retry: retry, Faults: o.Faults, Kill: o.Kill,
	})
	if err != nil {
		return nil, fmt.Errorf("starting the simulator: %w", err)
	}
	return &Simulator{Engine: e}, nil
}
