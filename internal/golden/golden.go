// Package golden compares what tests produce with files of the repository: golden files below testdata, and generated
// pages and manifests. With the flag -update, which is defined here for every test, it writes the files instead, and
// their difference is reviewed like code. It is test support and knows nothing else of this module.
package golden

import (
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write golden files and generated pages instead of comparing with them")

// remedy is what somebody does whose test finds a file out of date.
const remedy = "run `make generate` and review the difference"

// Compare compares a text with a file, whose path is relative to the package under test. With -update it writes the
// file, and makes the folders on the way to it.
func Compare(t testing.TB, file, got string) {
	t.Helper()
	if *update {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Errorf("%s cannot be read: %s: %v", file, remedy, err)
		return
	}
	if string(want) != got {
		t.Errorf("%s is out of date: %s (-file +test):\n%s", file, remedy, cmp.Diff(string(want), got))
	}
}

// CompareFolder compares files, given by their names, with everything in a folder: a file more in the folder is a
// difference too. With -update it empties the folder and writes the files.
func CompareFolder(t testing.TB, folder string, got map[string]string) {
	t.Helper()
	if *update {
		if err := os.RemoveAll(folder); err != nil {
			t.Errorf("emptying %s: %v", folder, err)
			return
		}
		for name, text := range got {
			write(t, filepath.Join(folder, name), text)
		}
		return
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		t.Errorf("%s cannot be read: %s: %v", folder, remedy, err)
		return
	}
	want := map[string]string{}
	for _, entry := range entries {
		text, err := os.ReadFile(filepath.Join(folder, entry.Name()))
		if err != nil {
			t.Errorf("%s cannot be read: %s: %v", folder, remedy, err)
			return
		}
		want[entry.Name()] = string(text)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s is out of date: %s (-folder +test):\n%s", folder, remedy, diff)
	}
}

func write(t testing.TB, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Errorf("writing %s: %v", file, err)
		return
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Errorf("writing %s: %v", file, err)
	}
}
