package engine_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"go.etcd.io/bbolt"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func TestAStoreKeepsResourcesBetweenRuns(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new folder", "azure.db")
	e := start(t, engine.Options{Store: path, Seed: "s"})
	made, err := e.Create(ctx, box("crate", map[string]any{"size": 3.0}))
	require.NoError(t, err)
	require.NoError(t, e.Close())

	e = start(t, engine.Options{Store: path, Seed: "s"})
	found, ok := e.Resource(strings.ToUpper(made.ID))
	require.True(t, ok)
	assert.Empty(t, cmp.Diff(made.Outputs, found.Outputs))
	assert.Empty(t, cmp.Diff(made.Inputs, found.Inputs))
}

func TestAStoreThatCannotServeSaysWhatToDo(t *testing.T) {
	cases := map[string]struct {
		spoil func(t *testing.T, path string)
		seed  string
		is    error
		says  []string
	}{
		"older format": {func(t *testing.T, path string) { edit(t, path, "meta", "version", "0") }, "s", engine.ErrStoreVersion,
			[]string{`version "0"`, "reads version 1", "try clean"}},
		"no version": {func(t *testing.T, path string) {
			db := open(t, path)
			require.NoError(t, db.Update(func(tx *bbolt.Tx) error { return tx.DeleteBucket([]byte("meta")) }))
			require.NoError(t, db.Close())
		}, "s", engine.ErrStoreCorrupt, []string{"resources but no version", "try clean"}},
		"another seed": {func(*testing.T, string) {}, "other", engine.ErrStoreSeed, []string{`seed "s"`, `seed "other"`, "try clean"}},
		"unreadable resource": {func(t *testing.T, path string) { edit(t, path, "resources", "/x", "{") }, "s",
			engine.ErrStoreCorrupt, []string{"/x", "try clean"}},
		"unreadable time": {func(t *testing.T, path string) { edit(t, path, "meta", "elapsed", "soon") }, "s",
			engine.ErrStoreCorrupt, []string{"modelled time", "try clean"}},
		"no database": {func(t *testing.T, path string) {
			require.NoError(t, os.WriteFile(path, []byte(strings.Repeat("not a database ", 4000)), 0o600))
		}, "s", engine.ErrStoreCorrupt, []string{"try clean"}},
		"half written": {func(t *testing.T, path string) {
			info, err := os.Stat(path)
			require.NoError(t, err)
			require.NoError(t, os.Truncate(path, info.Size()/2))
		}, "s", engine.ErrStoreCorrupt, []string{"try clean"}},
		"cut after its first pages": {func(t *testing.T, path string) { require.NoError(t, os.Truncate(path, 8192)) }, "s",
			engine.ErrStoreCorrupt, []string{"try clean"}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "azure.db")
			e := start(t, engine.Options{Store: path, Seed: "s"})
			for _, n := range strings.Fields("a b c d e f g h i j k l m n o p q r s t u v w x y z") {
				_, err := e.Create(ctx, box("crate-"+n, map[string]any{"size": 3.0, "tags": map[string]any{"filler": strings.Repeat("x", 250)}}))
				require.NoError(t, err)
			}
			require.NoError(t, e.Close())
			c.spoil(t, path)

			_, err := engine.New(engine.Options{Services: []*engine.Service{boxes()}, Store: path, Seed: c.seed})
			require.ErrorIs(t, err, c.is)
			assert.ErrorContains(t, err, path)
			for _, s := range c.says {
				assert.ErrorContains(t, err, s)
			}
		})
	}
}

func TestTwoRunsCannotShareAStore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "azure.db")
	start(t, engine.Options{Store: path})
	_, err := engine.New(engine.Options{Services: []*engine.Service{boxes()}, Store: path})
	require.ErrorIs(t, err, engine.ErrStoreInUse)
	assert.ErrorContains(t, err, "another run is using "+path)
}

// TestARunKilledAnywhereConverges kills a process at each stage of its third operation and lets the next one repeat the
// whole program, as Pulumi does with what is missing from its state.
func TestARunKilledAnywhereConverges(t *testing.T) {
	if path := os.Getenv("ENGINE_TEST_STORE"); path != "" {
		runProgram(t, path, []engine.Fault{{Kill: true, Nth: 3, Stage: engine.Stage(os.Getenv("ENGINE_TEST_STAGE"))}})
		t.Fatal("the process should have been killed")
	}
	for _, stage := range []engine.Stage{engine.AtRequest, engine.AtAccepted, engine.AtAnswer} {
		t.Run(string(stage), func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "azure.db")
			child := exec.Command(os.Args[0], "-test.run=^TestARunKilledAnywhereConverges$")
			child.Env = append(os.Environ(), "ENGINE_TEST_STORE="+path, "ENGINE_TEST_STAGE="+string(stage))
			out, err := child.CombinedOutput()
			var exit *exec.ExitError
			require.ErrorAs(t, err, &exit, "%s", out)
			require.Equal(t, -1, exit.ExitCode(), "killed by a signal: %s", out)

			e := runProgram(t, path, nil)
			assert.Len(t, e.Resources(), 4, "nothing exists twice, nothing is missing")
			for _, r := range e.Resources() {
				assert.Empty(t, r.Pending, r.ID)
			}
		})
	}
}

// runProgram creates a group and three boxes, each with the error that Pulumi would see.
func runProgram(t *testing.T, path string, faults []engine.Fault) *engine.Engine {
	e := start(t, engine.Options{Store: path, Faults: faults})
	for _, name := range []string{"a", "b", "c"} {
		_, err := e.Create(ctx, box(name, map[string]any{"size": 3.0}))
		require.NoError(t, err)
	}
	return e
}

func TestCreateTellsTheRemainsOfAKilledRunFromAnExistingResource(t *testing.T) {
	cases := map[string]struct {
		before  func(t *testing.T, e *engine.Engine)
		request engine.Request
		refused bool
	}{
		"same URN, unknown to Pulumi": {func(*testing.T, *engine.Engine) {}, box("crate", map[string]any{"size": 3.0}), false},
		"config changed meanwhile":    {func(*testing.T, *engine.Engine) {}, box("crate", map[string]any{"size": 3.0, "sealed": true}), false},
		"needs a replacement":         {func(*testing.T, *engine.Engine) {}, box("crate", map[string]any{"size": 3.0, "colour": "white"}), true},
		"another URN": {func(*testing.T, *engine.Engine) {}, func() engine.Request {
			r := box("crate", map[string]any{"size": 3.0})
			r.URN = "urn:somebody else"
			return r
		}(), true},
		"known to Pulumi by a read": {func(t *testing.T, e *engine.Engine) {
			_, err := e.Read(ctx, box("crate", nil))
			require.NoError(t, err)
		}, box("crate", map[string]any{"size": 3.0}), true},
		"known to Pulumi by an update": {func(t *testing.T, e *engine.Engine) {
			_, err := e.Update(ctx, box("crate", map[string]any{"size": 3.0}))
			require.NoError(t, err)
		}, box("crate", map[string]any{"size": 3.0}), true},
		"known to Pulumi by an orderly end": {nil, box("crate", map[string]any{"size": 3.0}), true},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "azure.db")
			e := start(t, engine.Options{Store: path})
			_, err := e.Create(ctx, box("crate", map[string]any{"size": 3.0}))
			require.NoError(t, err)
			if c.before != nil {
				c.before(t, e)
			} else {
				require.NoError(t, e.Close())
				e = start(t, engine.Options{Store: path})
			}
			_, err = e.Create(ctx, c.request)
			if c.refused {
				assert.ErrorContains(t, err, "cannot create already existing resource '"+boxID("crate")+"'")
				return
			}
			require.NoError(t, err)
			assert.Len(t, e.Resources(), 2)
		})
	}
}

func open(t *testing.T, path string) *bbolt.DB {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, nil)
	require.NoError(t, err)
	return db
}

func edit(t *testing.T, path, bucket, key, value string) {
	t.Helper()
	db := open(t, path)
	require.NoError(t, db.Update(func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte(bucket)).Put([]byte(key), []byte(value))
	}))
	require.NoError(t, db.Close())
}
