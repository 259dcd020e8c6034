package golden_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
)

// outcome notes what a comparison says about its test.
type outcome struct {
	testing.TB
	errors []string
}

func (o *outcome) Helper() {}

func (o *outcome) Errorf(format string, args ...any) {
	o.errors = append(o.errors, fmt.Sprintf(format, args...))
}

// updating sets the flag for one test.
func updating(t *testing.T, on bool) {
	t.Helper()
	before := flag.Lookup("update").Value.String()
	require.NoError(t, flag.Set("update", strconv.FormatBool(on)))
	t.Cleanup(func() { require.NoError(t, flag.Set("update", before)) })
}

func compare(t *testing.T, file, got string) []string {
	t.Helper()
	o := &outcome{TB: t}
	golden.Compare(o, file, got)
	return o.errors
}

func compareFolder(t *testing.T, folder string, got map[string]string) []string {
	t.Helper()
	o := &outcome{TB: t}
	golden.CompareFolder(o, folder, got)
	return o.errors
}

func TestAnUpdateWritesWhatTheNextRunCompares(t *testing.T) {
	file := filepath.Join(t.TempDir(), "new", "folder", "page.md")
	updating(t, false)
	missing := compare(t, file, "text\n")
	require.Len(t, missing, 1)
	assert.Contains(t, missing[0], file+" cannot be read: run `make generate` and review the difference: ")

	updating(t, true)
	require.Empty(t, compare(t, file, "text\n"))
	updating(t, false)
	assert.Empty(t, compare(t, file, "text\n"))
}

func TestEveryDifferenceIsShown(t *testing.T) {
	file := filepath.Join(t.TempDir(), "page.md")
	require.NoError(t, os.WriteFile(file, []byte("first\nsecond\n"), 0o600))
	updating(t, false)
	for name, got := range map[string]string{
		"another line": "first\nother\n", "a line more": "first\nsecond\nthird\n", "a line less": "first\n", "no end of line": "first\nsecond", "nothing": "",
	} {
		t.Run(name, func(t *testing.T) {
			said := compare(t, file, got)
			require.Len(t, said, 1)
			assert.Contains(t, said[0], file+" is out of date: run `make generate` and review the difference (-file +test):\n")
			assert.Contains(t, said[0], "second")
		})
	}
	content, err := os.ReadFile(file)
	require.NoError(t, err)
	assert.Equal(t, "first\nsecond\n", string(content), "comparing writes nothing")
}

func TestAFolderIsComparedWhole(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "manifests")
	updating(t, false)
	assert.Len(t, compareFolder(t, folder, map[string]string{"a": "1"}), 1, "the folder is missing")
	updating(t, true)
	require.Empty(t, compareFolder(t, folder, map[string]string{"a": "1", "gone": "2"}))
	require.Empty(t, compareFolder(t, folder, map[string]string{"a": "1", "b": "3"}))
	updating(t, false)
	assert.Empty(t, compareFolder(t, folder, map[string]string{"a": "1", "b": "3"}), "an update leaves no file of before")
	for name, got := range map[string]map[string]string{
		"a file more": {"a": "1", "b": "3", "c": ""}, "a file less": {"a": "1"}, "another text": {"a": "1", "b": "4"},
	} {
		t.Run(name, func(t *testing.T) {
			said := compareFolder(t, folder, got)
			require.Len(t, said, 1)
			assert.Contains(t, said[0], folder+" is out of date: run `make generate` and review the difference")
		})
	}
}

func TestWhatCannotBeWrittenIsTold(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	require.NoError(t, os.WriteFile(file, nil, 0o600))
	updating(t, true)
	said := compare(t, filepath.Join(file, "page.md"), "text")
	require.Len(t, said, 1)
	assert.Contains(t, said[0], "writing "+filepath.Join(file, "page.md"))
}
