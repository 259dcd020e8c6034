package pack

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/apitype"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
)

// Analyzer puts a [Pack] behind Pulumi's analyzer interface. The engine first tells it about the stack, then asks for
// the rules, then hands over the policy configuration, and then sends every resource before it is deployed and the
// whole stack at the end.
type Analyzer struct {
	pack *Pack
	now  func() time.Time

	mu      sync.RWMutex
	options Options
	judge   *Judge
	stopped context.Context
	stop    context.CancelFunc
}

var _ plugin.Analyzer = (*Analyzer)(nil)

// NewAnalyzer makes an analyzer of a pack. now is the clock against which exemptions expire; nil means the clock of the
// machine. Until it is told about a stack, it judges as prod with the default settings.
func NewAnalyzer(p *Pack, now func() time.Time) (*Analyzer, error) {
	a := &Analyzer{pack: p, now: now}
	a.stopped, a.stop = context.WithCancel(context.Background())
	if err := a.reconfigure(Options{}); err != nil {
		return nil, err
	}
	return a, nil
}

func (a *Analyzer) reconfigure(o Options) error {
	o.Now = a.now
	judge, err := a.pack.Judge(o)
	if err != nil {
		return err
	}
	a.options, a.judge = o, judge
	return nil
}

// ConfigureStack tells the analyzer about the stack: its project, and its configuration by full key. It starts over;
// what was configured before is forgotten.
func (a *Analyzer) ConfigureStack(project string, config map[string]string) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	return a.reconfigure(Options{Project: project, StackConfig: config})
}

// Configure applies the policy configuration. A mistake in it is an error, and nothing changes.
func (a *Analyzer) Configure(_ context.Context, policy map[string]plugin.AnalyzerPolicyConfig) error {
	a.mu.Lock()
	defer a.mu.Unlock()
	o := a.options
	o.Policy = policy
	return a.reconfigure(o)
}

// Name returns the name of the pack.
func (a *Analyzer) Name() tokens.QName { return tokens.QName(a.pack.info.Name) }

// Analyze judges one resource before it is deployed.
func (a *Analyzer) Analyze(ctx context.Context, r plugin.AnalyzerResource) (plugin.AnalyzeResponse, error) {
	judge, err := a.current(ctx)
	if err != nil {
		return plugin.AnalyzeResponse{}, fmt.Errorf("judging %s: %w", r.URN, err)
	}
	results := judge.Resource(r)
	response := a.response(results)
	response.NotApplicable = append(response.NotApplicable, a.pack.planFor(Canonical(string(r.Type))).silent...)
	return response, nil
}

// AnalyzeStack judges the stack as a whole, after all of its resources.
func (a *Analyzer) AnalyzeStack(ctx context.Context, resources []plugin.AnalyzerStackResource) (plugin.AnalyzeResponse, error) {
	judge, err := a.current(ctx)
	if err != nil {
		return plugin.AnalyzeResponse{}, fmt.Errorf("judging the stack: %w", err)
	}
	return a.response(judge.Stack(resources)), nil
}

func (a *Analyzer) current(ctx context.Context) (*Judge, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := a.stopped.Err(); err != nil {
		return nil, err
	}
	a.mu.RLock()
	defer a.mu.RUnlock()
	return a.judge, nil
}

func (a *Analyzer) response(results []Result) plugin.AnalyzeResponse {
	var response plugin.AnalyzeResponse
	for _, result := range results {
		rule := a.pack.byID[result.Rule]
		for _, f := range result.Verdict.Findings() {
			response.Diagnostics = append(response.Diagnostics, plugin.AnalyzeDiagnostic{
				PolicyName:        rule.ID,
				PolicyPackName:    a.pack.info.Name,
				PolicyPackVersion: a.pack.info.Version,
				Description:       rule.Title,
				Message:           rule.Message(f),
				EnforcementLevel:  result.Level,
				URN:               f.URN,
				Severity:          apitype.PolicySeverity(rule.Severity),
			})
		}
		if reason := result.Verdict.Reason(); reason != "" {
			response.NotApplicable = append(response.NotApplicable, plugin.PolicyNotApplicable{PolicyName: rule.ID, Reason: reason})
		}
	}
	return response
}

// Message is what the user reads about a finding: what was found and what must hold, the way out, and where the rule
// comes from. The engine prints the name of the rule and of the resource above it.
func (r *Rule) Message(f Finding) string {
	return f.String() + ".\n" + r.Remedy + "\n" + r.Source
}

// Remediate changes nothing: the rules of a pack judge, the author of the program decides.
func (a *Analyzer) Remediate(context.Context, plugin.AnalyzerResource) (plugin.RemediateResponse, error) {
	return plugin.RemediateResponse{}, nil
}

// GetAnalyzerInfo describes the pack and its rules, with the enforcement levels that hold for the stack.
func (a *Analyzer) GetAnalyzerInfo(context.Context) (plugin.AnalyzerInfo, error) {
	a.mu.RLock()
	judge := a.judge
	a.mu.RUnlock()
	info := plugin.AnalyzerInfo{
		Name:           a.pack.info.Name,
		DisplayName:    a.pack.info.DisplayName,
		Version:        a.pack.info.Version,
		Description:    a.pack.info.Description,
		Repository:     a.pack.info.Repository,
		Provider:       a.pack.info.Provider,
		Tags:           a.pack.info.Tags,
		SupportsConfig: true,
		InitialConfig:  map[string]plugin.AnalyzerPolicyConfig{},
	}
	for _, r := range a.pack.rules {
		kind := plugin.AnalyzerPolicyTypeResource
		if r.CheckStack != nil {
			kind = plugin.AnalyzerPolicyTypeStack
		}
		info.Policies = append(info.Policies, plugin.AnalyzerPolicyInfo{
			Name:             r.ID,
			DisplayName:      r.Title,
			Description:      strings.TrimSpace(r.Why),
			EnforcementLevel: judge.Level(r.ID),
			Message:          r.Title,
			ConfigSchema:     settingsSchema(r.Settings),
			Type:             kind,
			Severity:         apitype.PolicySeverity(r.Severity),
			Tags:             []string{string(r.Level)},
			RemediationSteps: r.Remedy,
			URL:              r.Source,
		})
	}
	return info, nil
}

// GetPluginInfo returns the version of the pack.
func (a *Analyzer) GetPluginInfo(context.Context) (plugin.PluginInfo, error) {
	version := a.pack.version
	return plugin.PluginInfo{Version: &version}, nil
}

// Cancel makes every later call fail, as the engine asks for on an interrupt.
func (a *Analyzer) Cancel(context.Context) error {
	a.stop()
	return nil
}

// Close has nothing to release.
func (a *Analyzer) Close() error { return nil }
