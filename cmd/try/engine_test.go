//go:build engine

package main

import (
	"bytes"
	"context"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator"
)

var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "try")
		if err != nil {
			panic(err)
		}
		defer os.RemoveAll(dir)
		program = filepath.Join(dir, "try")
		if out, err := exec.Command("go", "build", "-o", program, ".").CombinedOutput(); err != nil {
			panic(string(out))
		}
		return m.Run()
	}())
}

// result is how one call of try ended.
type result struct {
	stdout, story string
	code          int
}

func invoke(t *testing.T, keep string, args ...string) result {
	t.Helper()
	command := exec.CommandContext(t.Context(), program, append(args, "-dir", keep)...)
	command.Env = append(os.Environ(), "NO_COLOR=1")
	return finish(t, command, command.Run)
}

func finish(t *testing.T, command *exec.Cmd, wait func() error) result {
	t.Helper()
	var stdout, story bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &story
	err := wait()
	var exit *exec.ExitError
	if err != nil {
		require.ErrorAs(t, err, &exit, story.String())
	}
	return result{stdout.String(), story.String(), command.ProcessState.ExitCode()}
}

func must(t *testing.T, code int, r result) result {
	t.Helper()
	require.Equal(t, code, r.code, "%s\n%s", r.story, r.stdout)
	return r
}

func changesOf(r result) []string {
	_, tail, found := strings.Cut(r.story, "Resources:\n")
	if !found {
		return nil
	}
	tail, _, _ = strings.Cut(tail, "\n\n")
	lines := []string{}
	for _, line := range strings.Split(tail, "\n") {
		if strings.HasPrefix(line, "    ") && !strings.HasSuffix(strings.TrimSpace(line), "unchanged") {
			lines = append(lines, strings.TrimSpace(line))
		}
	}
	return lines
}

// edited writes a copy of a shipped stack file in which old is replaced by new, exactly once.
func edited(t *testing.T, stack, old, replacement string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", stackFile(stack)))
	require.NoError(t, err)
	require.Equal(t, 1, strings.Count(string(content), old), "%q must stand once in %s", old, stackFile(stack))
	file := filepath.Join(t.TempDir(), stackFile(stack))
	require.NoError(t, os.WriteFile(file, []byte(strings.Replace(string(content), old, replacement, 1)), 0o600))
	return file
}

// defenderPlans are what production leaves behind: every subscription has them, and nobody can delete them.
var defenderPlans = []string{"Microsoft.Security/pricings", "Microsoft.Security/pricings", "Microsoft.Security/pricings"}

// remaining lists the types of what a store still holds.
func remaining(t *testing.T, keep string) []string {
	t.Helper()
	sim, err := simulator.New(simulator.Options{Store: directories{keep: keep}.store(), Seed: "1"})
	require.NoError(t, err)
	defer sim.Close()
	types := []string{}
	for _, r := range sim.Resources() {
		types = append(types, r.Type)
	}
	return types
}

// A whole life of a stack: what is shipped deploys, stays as it is, changes where it is told to, and goes.
func TestLifeOfAStack(t *testing.T) {
	for _, test := range []struct {
		stack   string
		left    []string // what a subscription has, deployed or not
		changes []settingChange
	}{
		{"dev", []string{}, []settingChange{
			{"node pool maximum", "maxCount: 5", "maxCount: 6", []string{"~ 2 to update"}, []string{
				"primary-alerting-capacity-rules ~rules", "primary-cluster-pool-npuser01 ~maxCount",
			}},
		}},
		{"prod", defenderPlans, []settingChange{
			{"node pool maximum", "maxCount: 5", "maxCount: 6", []string{"~ 2 to update"}, []string{
				"primary-alerting-capacity-rules ~rules", "primary-cluster-pool-npuser01 ~maxCount",
			}},
			{
				"firewall rule", "    mode: firewall\n",
				"    mode: firewall\n    allow:\n      - name: partner\n        fqdns: [api.partner.example]\n        ports: [443]\n        protocols: [Https]\n        reason: orders go to the partner\n",
				[]string{"~ 1 to update"}, []string{"primary-hub-application-rules ~ruleCollections"},
			},
		}},
	} {
		t.Run(test.stack, func(t *testing.T) {
			keep := t.TempDir()
			previewed := must(t, exitOK, invoke(t, keep, "preview", "-stack", test.stack))
			assert.Contains(t, previewed.story, "Policy pack: 0 mandatory violations, 0 advisory findings.")
			deployed := must(t, exitOK, invoke(t, keep, "up", "-stack", test.stack))
			assert.Contains(t, deployed.story, "Policy pack: 0 mandatory violations, 0 advisory findings.")
			assert.NotEmpty(t, remaining(t, keep))

			again := must(t, exitOK, invoke(t, keep, "up", "-stack", test.stack))
			assert.Empty(t, changesOf(again), again.story)
			refreshed := must(t, exitOK, invoke(t, keep, "refresh", "-stack", test.stack))
			assert.Empty(t, changesOf(refreshed), refreshed.story)

			for _, change := range test.changes {
				file := edited(t, test.stack, change.old, change.new)
				changed := must(t, exitOK, invoke(t, keep, "preview", "-stack", test.stack, "-config-file", file))
				assert.Equal(t, change.want, changesOf(changed), "%s: %s", change.name, changed.story)
				assert.Equal(t, change.properties, propertiesOf(changed), "%s: %s", change.name, changed.story)
			}

			destroyed := must(t, exitOK, invoke(t, keep, "destroy", "-stack", test.stack))
			assert.Contains(t, destroyed.story, "Purged the deleted vault kv-aks-")
			assert.Equal(t, test.left, remaining(t, keep))
		})
	}
}

// settingChange is a change of one setting, and the whole of what it may plan.
type settingChange struct {
	name, old, new string
	want           []string
	// properties are what each resource changes in, as the story tells it.
	properties []string
}

var updateLine = regexp.MustCompile(`(\S+) update \[diff: (\S*)\]`)

// propertiesOf are the updated resources of a story with the properties that it names, sorted.
func propertiesOf(r result) []string {
	told := map[string]bool{}
	for _, match := range updateLine.FindAllStringSubmatch(r.story, -1) {
		told[match[1]+" "+match[2]] = true
	}
	return slices.Sorted(maps.Keys(told))
}

func TestATagChangesWhatTakesTagsAndReplacesNothing(t *testing.T) {
	keep := t.TempDir()
	must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))
	file := edited(t, "dev", "    costCenter: cc-1002\n  aks-landing-zone:regions", "    costCenter: cc-1003\n  aks-landing-zone:regions")
	changed := must(t, exitOK, invoke(t, keep, "up", "-stack", "dev", "-config-file", file))
	planned := changesOf(changed)
	require.Len(t, planned, 1, changed.story)
	assert.Regexp(t, `^~ \d+ updated$`, planned[0])
}

// A process that dies at any moment leaves something that the next run completes, and nothing is made twice.
func TestNextRunConvergesAfterAKill(t *testing.T) {
	keep := t.TempDir()
	for _, operation := range []string{"3", "11", "24"} {
		killed := invoke(t, keep, "up", "-stack", "dev", "-faults", "kill,nth="+operation)
		require.NotEqual(t, exitOK, killed.code, killed.story)
	}
	must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))
	again := must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))
	assert.Empty(t, changesOf(again), again.story)

	fresh := t.TempDir()
	must(t, exitOK, invoke(t, fresh, "up", "-stack", "dev"))
	assert.Equal(t, remaining(t, fresh), remaining(t, keep), "something was made twice or not at all")
	must(t, exitOK, invoke(t, keep, "destroy", "-stack", "dev"))
	assert.Empty(t, remaining(t, keep))
}

func TestInterruptionKeepsWhatWasDone(t *testing.T) {
	keep := t.TempDir()
	command := exec.Command(program, "up", "-stack", "dev", "-dir", keep)
	r := finish(t, command, func() error {
		require.NoError(t, command.Start())
		waitForResource(t, keep)
		require.NoError(t, command.Process.Signal(syscall.SIGINT))
		return command.Wait()
	})
	assert.Equal(t, exitFindings, r.code, r.story)
	assert.Contains(t, r.story, "Interrupted")
	must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))
	assert.Empty(t, changesOf(must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))))
}

// waitForResource returns once a deployment has written to its store.
func waitForResource(t *testing.T, keep string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 2*time.Minute)
	defer cancel()
	for {
		if locks, _ := filepath.Glob(filepath.Join(keep, "state", ".pulumi", "locks", "*", "*", "*", "*.json")); len(locks) > 0 {
			return
		}
		select {
		case <-ctx.Done():
			t.Fatal("the deployment did not start")
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func TestSecondRunIsRefusedWhileOneIsAtWork(t *testing.T) {
	keep := t.TempDir()
	sim, err := simulator.New(simulator.Options{Store: directories{keep: keep}.store(), Seed: "1"})
	require.NoError(t, err)
	defer sim.Close()
	refused := must(t, exitUsage, invoke(t, keep, "up", "-stack", "dev"))
	assert.Contains(t, refused.story, "another run is using")
}

// What `try env` starts goes on in the background, so whoever forgets it has to be told.
func TestSimulatorInTheBackgroundIsNamedAndStopped(t *testing.T) {
	keep := t.TempDir()
	t.Cleanup(func() { _ = exec.Command(program, "stop", "-dir", keep).Run() })
	started := must(t, exitOK, invoke(t, keep, "env"))
	assert.Contains(t, started.stdout, "export PULUMI_DEBUG_PROVIDERS='azure-native:")
	refused := must(t, exitUsage, invoke(t, keep, "up", "-stack", "dev"))
	assert.Contains(t, refused.story, "`go run ./cmd/try stop` stops the simulator that `try env` has started")
	must(t, exitOK, invoke(t, keep, "stop"))
	assert.Empty(t, remaining(t, keep), "the store is free, and nothing was deployed")
	must(t, exitOK, invoke(t, keep, "stop"))
}

func TestDamagedStoreIsRefusedAndCleanHelps(t *testing.T) {
	keep := t.TempDir()
	require.NoError(t, os.WriteFile(directories{keep: keep}.store(), []byte("half a store"), 0o600))
	refused := must(t, exitUsage, invoke(t, keep, "up", "-stack", "dev"))
	assert.Contains(t, refused.story, "clean")
	must(t, exitOK, invoke(t, keep, "clean"))
	must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))
}

func TestExportIsWhatPulumiExports(t *testing.T) {
	keep := t.TempDir()
	must(t, exitOK, invoke(t, keep, "up", "-stack", "dev"))
	exported := must(t, exitOK, invoke(t, keep, "export", "-stack", "dev"))
	assert.True(t, strings.HasPrefix(exported.stdout, "{\n"), "only the state stands on standard output")
	assert.Contains(t, exported.stdout, `"deployment"`)
	assert.NotContains(t, exported.stdout, `"id": ""`)
}
