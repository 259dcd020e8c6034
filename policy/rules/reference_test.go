package rules_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

func TestReferencePageSaysWhatTheRulesSay(t *testing.T) {
	golden.Compare(t, filepath.Join("..", "..", "docs", "reference", "policy-rules.md"), reference(rules.All()))
}

// The configuration that the page shows must be one that the pack takes.
func TestReferencePageShowsAValidConfiguration(t *testing.T) {
	page := reference(rules.All())
	_, rest, found := strings.Cut(page, "```json\n")
	require.True(t, found)
	shown, _, found := strings.Cut(rest, "```")
	require.True(t, found)
	var config map[string]map[string]any
	require.NoError(t, json.Unmarshal([]byte(shown), &config))
	policy := map[string]plugin.AnalyzerPolicyConfig{}
	for rule, properties := range config {
		policy[rule] = plugin.AnalyzerPolicyConfig{Properties: properties}
	}
	now := func() time.Time { return time.Date(2026, 11, 21, 0, 0, 0, 0, time.UTC) }
	judge, err := newPack(t).Judge(pack.Options{Policy: policy, Now: now})
	require.NoError(t, err)
	results := judge.Resource(plugin.AnalyzerResource{URN: "urn:pulumi:prod::p::pulumi:pulumi:Stack::p-prod", Type: "pulumi:pulumi:Stack"})
	for _, result := range results {
		if result.Rule == "exception-not-expired" {
			require.Equal(t, pack.Passed, result.Verdict.Outcome(), "%v", result.Verdict.Findings())
		}
	}
}

func levelCell(r pack.Rule) string {
	if r.OffInDev != "" {
		return string(r.Level) + ", off in dev"
	}
	return string(r.Level)
}

func reference(all []pack.Rule) string {
	var b strings.Builder
	count := map[pack.Level]int{}
	for _, r := range all {
		count[r.Level]++
	}
	fmt.Fprintf(&b, `# Policy rules

Generated from the rules in `+"`policy/rules`"+`. Write it anew with `+"`go test ./policy/rules -run ReferencePage -update`"+`.

The pack has %d rules: %d mandatory everywhere, %d mandatory in prod and advisory elsewhere (mandatory-prod), %d advisory.
Rules with "off in dev" demand what dev leaves out on purpose; the policy configuration can switch them on there.
A mandatory violation stops the deployment; an advisory one is printed. A value that is not known before deployment is
neither: the rule is reported as not applicable for the time being, with the path of the value.

Which class a stack has is read from its configuration, `+"`aks-landing-zone:environment`"+` or `+"`<project>:environment`"+`: dev, qa or
prod. A stack that does not say is judged as prod.

## Rules

| rule | level | severity | title | types | remedy | source |
|---|---|---|---|---|---|---|
`, len(all), count[pack.Mandatory], count[pack.MandatoryProd], count[pack.Advisory])
	for _, r := range all {
		fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s | %s | [%s](%s) |\n",
			r.ID, levelCell(r), r.Severity, cell(r.Title), cell(shortTypes(r.Types)), cell(r.Remedy), host(r.Source), r.Source)
	}
	b.WriteString(`
## Off in dev

| rule | why dev does without |
|---|---|
`)
	for _, r := range all {
		if r.OffInDev != "" {
			fmt.Fprintf(&b, "| `%s` | %s |\n", r.ID, cell(r.OffInDev))
		}
	}
	b.WriteString(`
## When a property is left out

| rule | what absence means |
|---|---|
`)
	for _, r := range all {
		fmt.Fprintf(&b, "| `%s` | %s |\n", r.ID, cell(r.Absent))
	}
	b.WriteString(`
## Settings

The policy configuration is a JSON file that is handed over with ` + "`--policy-pack-config`" + `. Its keys are names of rules; a
mistyped rule or setting is refused. ` + "`enforcementLevel`" + ` (advisory, mandatory, disabled) may be set for each rule too.

| rule | setting | form | default | what it does |
|---|---|---|---|---|
`)
	for _, r := range all {
		for _, s := range r.Settings {
			fmt.Fprintf(&b, "| `%s` | `%s` | %s | %s | %s |\n", r.ID, s.Name, s.Kind, cell(printDefault(s.Default)), cell(s.Description))
		}
	}
	b.WriteString(`
## Exemptions

An exemption lets one rule pass over one resource until a day. It needs all five fields; one that is incomplete, expired or
names no rule has no effect and is itself a violation of ` + "`exception-not-expired`" + `. ` + "`resource`" + ` is a Pulumi name, or a URN in
which ` + "`*`" + ` stands for any run of characters.

` + "```json" + `
{
  "aks-supported-version": { "supportedMinors": ["1.35", "1.36"] },
  "exception-not-expired": {
    "exceptions": [
      {
        "rule": "pools-zone-redundant",
        "resource": "*AgentPool::cluster-npgpu",
        "owner": "platform team",
        "reason": "the GPU size exists in zone 1 only; second zone ordered",
        "expires": "2027-03-31"
      }
    ]
  }
}
` + "```" + `
`)
	return b.String()
}

func cell(s string) string { return strings.ReplaceAll(s, "|", `\|`) }

func shortTypes(types []string) string {
	names := make([]string, 0, len(types))
	for _, t := range types {
		canonical := pack.Canonical(t)
		if prefix, ok := strings.CutSuffix(canonical, ":*"); ok {
			names = append(names, "every "+prefix+" resource")
			continue
		}
		names = append(names, canonical[strings.LastIndex(canonical, ":")+1:])
	}
	return strings.Join(names, ", ")
}

func host(source string) string {
	name := strings.TrimPrefix(source, "https://")
	return name[:strings.Index(name, "/")]
}

func printDefault(v any) string {
	switch v := v.(type) {
	case nil:
		return "none"
	case []string:
		if len(v) == 0 {
			return "empty"
		}
		return strings.Join(v, ", ")
	default:
		return fmt.Sprint(v)
	}
}
