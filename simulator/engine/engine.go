package engine

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// epoch is where modelled time begins, so that everything stamped with it is the same in every run.
var epoch = time.Date(2026, time.January, 5, 8, 0, 0, 0, time.UTC)

// Options are the settings of an [Engine]. The zero value is a simulator in memory on which nothing takes time.
type Options struct {
	// Services are the services to simulate.
	Services []*Service
	// Store is the path of the file that keeps resources between runs; "" keeps them in memory.
	Store string
	// Seed changes every generated value (GUIDs, addresses, host names). The same seed gives the same values. A store
	// remembers its seed and refuses another.
	Seed string
	// Clock is modelled time; nil means [NewInstantClock].
	Clock Clock
	// Start is the date at which this run begins. The zero value goes on where the run before ended; the first begins at
	// the start of 2026, so that everything that is stamped with a time is the same in every test.
	Start time.Time
	// Retry is how the provider's client repeats refused requests; the zero value never repeats.
	Retry Retry
	// Faults are what goes wrong on purpose.
	Faults []Fault
	// Kill ends the process for a kill fault; nil means SIGKILL to this process.
	Kill func()
}

// Engine is the simulated Azure: a store of resources, the types that know how they behave, and modelled time.
// It is safe for use by several goroutines at once.
type Engine struct {
	types     map[string]*Type
	functions map[string]*Function
	services  []*Service
	builtIn   map[string]func(azure.ID) bool
	seed      string
	clock     Clock
	retry     Retry
	kill      func()
	base      time.Duration // modelled time of earlier runs
	epoch     time.Time     // where modelled time begins

	mu        sync.Mutex
	store     *store
	exclusive map[string]holder // key of what may have one write at a time -> who has it
	faults    []*armedFault
	timeline  Timeline
	number    int
	closed    bool
}

type holder struct {
	key  string
	kind OperationKind
}

// New checks the services' descriptions and opens the store. The caller closes the engine.
func New(o Options) (*Engine, error) {
	e := &Engine{
		types: map[string]*Type{}, functions: map[string]*Function{}, services: o.Services,
		builtIn: map[string]func(azure.ID) bool{}, seed: o.Seed, clock: o.Clock, retry: o.Retry, kill: o.Kill,
		exclusive: map[string]holder{}, faults: arm(o.Faults), epoch: epoch,
	}
	if e.clock == nil {
		e.clock = NewInstantClock()
	}
	if e.kill == nil {
		e.kill = func() { _ = syscall.Kill(os.Getpid(), syscall.SIGKILL) }
	}
	for _, s := range o.Services {
		if err := e.register(s); err != nil {
			return nil, fmt.Errorf("service %s: %w", s.Name, err)
		}
	}
	var err error
	if e.store, err = openStore(o.Store, o.Seed); err != nil {
		return nil, err
	}
	e.base = e.store.elapsed
	if !o.Start.IsZero() {
		e.epoch = o.Start.Add(-e.base)
	}
	return e, nil
}

// register compiles a service's schemas and adds what it has to the tables.
func (e *Engine) register(s *Service) error {
	c := newCompiler(s.Vocabulary)
	for _, t := range s.Types {
		if _, twice := e.types[t.Token]; twice {
			return fmt.Errorf("type %s is declared twice", t.Token)
		}
		t.service, t.inputs, t.outputs = s, c.root(t.Args), c.root(t.State)
		e.types[t.Token] = t
	}
	for _, f := range s.Functions {
		if _, twice := e.functions[f.Token]; twice {
			return fmt.Errorf("function %s is declared twice", f.Token)
		}
		f.service, f.args = s, c.root(f.Args)
		e.functions[f.Token] = f
	}
	for armType, builtIn := range s.BuiltIn {
		e.builtIn[strings.ToLower(armType)] = builtIn
	}
	return errors.Join(c.unmet()...)
}

// Close makes everything that Pulumi is known to have taken note of durable, and releases the store. Call it when the
// program that used the simulator has ended in an orderly way.
func (e *Engine) Close() error {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.closed {
		return nil
	}
	e.closed = true
	changes := map[string]*Resource{}
	for key, r := range e.store.resources {
		if r.URN != "" && !r.Acknowledged && r.Pending == "" {
			c := r.clone()
			c.Acknowledged = true
			changes[key] = c
		}
	}
	var err error
	if len(changes) > 0 {
		err = e.store.commit(changes, e.now())
	}
	return errors.Join(err, e.store.close())
}

// now is the modelled time over all runs.
func (e *Engine) now() time.Duration { return e.base + e.clock.Elapsed() }

// Active tells the clock that the program is at work, though it has asked for no operation.
func (e *Engine) Active() { e.clock.Active() }

// Timeline returns what has happened since the engine was made, by start.
func (e *Engine) Timeline() Timeline {
	e.mu.Lock()
	defer e.mu.Unlock()
	t := slices.Clone(e.timeline)
	slices.SortStableFunc(t, func(a, b Event) int { return int(a.Start - b.Start) })
	return t
}

// Resources returns copies of all stored resources, sorted by ID.
func (e *Engine) Resources() []*Resource {
	e.mu.Lock()
	defer e.mu.Unlock()
	var all []*Resource
	for _, key := range slices.Sorted(maps.Keys(e.store.resources)) {
		all = append(all, e.store.resources[key].clone())
	}
	return all
}

// Resource returns a copy of a stored resource by ID, in any case.
func (e *Engine) Resource(id string) (*Resource, bool) {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, ok := e.store.get(id)
	if !ok {
		return nil, false
	}
	return r.clone(), true
}

// Alter changes a stored resource behind the program's back, as somebody in the portal would: the drift that a refresh
// finds. change gets a copy of the outputs.
func (e *Engine) Alter(id string, change func(outputs map[string]any)) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	r, ok := e.store.get(id)
	if !ok {
		return fmt.Errorf("altering %s: there is no such resource", id)
	}
	c := r.clone()
	change(c.Outputs)
	c.Outputs = normalise(c.Outputs).(map[string]any)
	return e.store.commit(map[string]*Resource{c.key(): c}, e.now())
}

// Erase removes a stored resource and what lies below it, without asking whether it is in use.
func (e *Engine) Erase(id string) error {
	e.mu.Lock()
	defer e.mu.Unlock()
	key := strings.ToLower(id)
	changes := map[string]*Resource{}
	for k := range e.store.resources {
		if k == key || strings.HasPrefix(k, key+"/") {
			changes[k] = nil
		}
	}
	if len(changes) == 0 {
		return fmt.Errorf("erasing %s: there is no such resource", id)
	}
	return e.store.commit(changes, e.now())
}

// Types returns all types, sorted by token.
func (e *Engine) Types() []*Type {
	var all []*Type
	for _, token := range slices.Sorted(maps.Keys(e.types)) {
		all = append(all, e.types[token])
	}
	return all
}

// Functions returns all functions, sorted by token.
func (e *Engine) Functions() []*Function {
	var all []*Function
	for _, token := range slices.Sorted(maps.Keys(e.functions)) {
		all = append(all, e.functions[token])
	}
	return all
}

// Lookup returns the type of a token as a program writes it, with or without API version. An unknown type, and a
// version that the type does not have, is an error that says so.
func (e *Engine) Lookup(token string) (*Type, error) {
	t, err := e.typeOf(Canonical(token))
	if err != nil {
		return nil, err
	}
	if v := version(token); !slices.Contains(t.Versions, v) {
		return nil, wrongVersion(token, v, t.Versions)
	}
	return t, nil
}

func (e *Engine) typeOf(token string) (*Type, error) {
	if t, ok := e.types[token]; ok {
		return t, nil
	}
	return nil, &Error{Message: fmt.Sprintf("the simulator does not model the resource type %s; what it models is listed "+
		"in docs/reference/simulator.md", token)}
}

func wrongVersion(token, given string, known []string) error {
	if given == "" {
		return &Error{Message: fmt.Sprintf("%s has no API version; write %s", token, strings.Join(known, " or "))}
	}
	shown := slices.Clone(known)
	for i, k := range shown {
		if k == "" {
			shown[i] = "none"
		}
	}
	return &Error{Message: fmt.Sprintf("%s: the simulator models API version %s of this, not %s",
		token, strings.Join(shown, ", "), given)}
}

// Canonical drops the API version of an azure-native token; tokens of other packages carry their version in the name.
func Canonical(token string) string {
	if strings.HasPrefix(token, "azure-native:") {
		return azure.CanonicalType(token)
	}
	return token
}

// version returns the version segment of an azure-native token, "" when it has none.
func version(token string) string {
	if !strings.HasPrefix(token, "azure-native:") {
		return ""
	}
	module := strings.Split(token, ":")
	if len(module) != 3 {
		return ""
	}
	_, v, _ := strings.Cut(module[1], "/")
	return v
}

// Invoke answers a function call. The token may carry an API version.
func (e *Engine) Invoke(ctx context.Context, token string, args map[string]any, p Provider) (map[string]any, error) {
	e.clock.Active()
	f, ok := e.functions[Canonical(token)]
	if !ok {
		return nil, &Error{Message: fmt.Sprintf("the simulator does not model the function %s; what it models is listed "+
			"in docs/reference/simulator.md", token)}
	}
	if v := version(token); !slices.Contains(f.Versions, v) {
		return nil, wrongVersion(token, v, f.Versions)
	}
	c := &Check{Type: &Type{Token: f.Token}, Inputs: Of(args), Provider: p}
	f.args.validate(c, c.Inputs, f.Token)
	if len(c.failures) > 0 {
		return nil, c.failures[0].Err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	op := &Operation{Context: ctx, Kind: OpInvoke, Provider: p, Inputs: c.Inputs, Outputs: map[string]any{}, engine: e,
		staged: map[string]*Resource{}}
	result, err := f.Call(op)
	if err != nil {
		return nil, err
	}
	return normalise(result).(map[string]any), nil
}
