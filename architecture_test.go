package main_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/aks-landing-zone/aks-landing-zone"

// room is a part of the repository and what it may import of ours. A pattern ending in /... stands for a folder and
// everything below it.
type room struct {
	name  string
	may   []string
	why   string
	third []string // prefixes of third-party imports that are refused
}

// rooms are listed from the ground up; the first that matches a package is its room.
var rooms = []room{
	{name: "internal/golden", why: "test support; knows nothing of ours", third: []string{"github.com/pulumi"}},
	{name: "internal/certificates", why: "makes certificates for trying; knows nothing of ours", third: []string{"github.com/pulumi"}},
	{
		name: "internal/realengine", may: []string{"simulator", "simulator/monitor", "simulator/provider"},
		why: "test support: the real engine in front of the simulated Azure",
	},
	{name: "azure", why: "a fact must be testable alone and usable by every judge: standard library only", third: []string{""}},
	{name: "environment", why: "classes of environments know nothing", third: []string{""}},
	{name: "field", may: []string{"environment"}, why: "one way to say where in the configuration a mistake is", third: []string{"github.com/pulumi"}},
	{name: "naming", may: []string{"azure"}, why: "all physical names in one place, before any resource", third: []string{"github.com/pulumi"}},
	{name: "azurenative/...", why: "stands in for a published SDK, so that swapping is one import line"},
	{
		name: "components/addressplan", may: []string{"azure", "field", "environment"},
		why: "arithmetic shared by the components that own networks",
	},
	{
		name: "components/diagnostics", may: []string{"azure", "azurenative/..."},
		why: "one part that several components use, below them so that there are no cycles",
	},
	{
		name: "components/securitygroup", may: []string{"azure", "components/diagnostics"},
		why: "one part that hub and spoke share, below them so that there are no cycles",
	},
	{
		name: "components/privateendpoint", may: []string{"azure"},
		why: "one part that several components use, below them so that there are no cycles",
	},
	{
		name: "components/roleassignment", may: []string{"azure"},
		why: "one part that several components use, below them so that there are no cycles",
	},
	{
		name: "components/storageaccount", may: []string{"azure", "components/diagnostics"},
		why: "one part that several components use, below them so that there are no cycles",
	},
	{
		name: "components/...",
		may: []string{
			"azure", "environment", "field", "naming", "azurenative/...", "components/addressplan", "components/diagnostics",
			"components/privateendpoint", "components/roleassignment", "components/securitygroup", "components/storageaccount",
		},
		why: "siblings meet in stacks, so that the picture stays in one file",
	},
	{
		name: "stacks", may: []string{"azure", "environment", "field", "naming", "components/..."},
		why: "the only reader of Pulumi configuration and the only place where components meet",
	},
	{name: ".", may: []string{"stacks"}, why: "the door"},
	{name: "policy/pack", why: "a rule engine that could stand alone"},
	{
		name: "policy/rules", may: []string{"policy/pack", "azure"},
		why: "a judge shares facts with the defendant, not code",
	},
	{name: "policy", may: []string{"policy/pack", "policy/rules"}, why: "the policy pack's door"},
	{name: "simulator/engine", may: []string{"azure"}, why: "state and time; knows no service"},
	{
		name: "simulator/provider", may: []string{"simulator", "simulator/engine", "azure"},
		why: "a front: if it knew the program it would agree with its mistakes",
	},
	{
		name: "simulator/monitor", may: []string{"simulator", "simulator/engine", "azure"},
		why: "a front: if it knew the program it would agree with its mistakes",
	},
	{
		name: "simulator/...", may: []string{"simulator/engine", "azure"},
		why: "services look each other up by ID in the store, never by import",
	},
	{name: "tools/...", may: []string{"..."}, why: "conductors; nobody imports them"},
	{name: "cmd/...", may: []string{"..."}, why: "conductors; nobody imports them"},
}

func matches(pattern, pkg string) bool {
	if pattern == "..." {
		return true
	}
	if folder, ok := strings.CutSuffix(pattern, "/..."); ok {
		return pkg == folder || strings.HasPrefix(pkg, folder+"/")
	}
	return pkg == pattern
}

// allowed adds to a room's own list what only makes sense for one package.
func allowed(r room, pkg, imported string) bool {
	// The simulator lists its services.
	if pkg == "simulator" && matches("simulator/...", imported) && imported != "simulator/provider" && imported != "simulator/monitor" {
		return true
	}
	return slices.ContainsFunc(r.may, func(pattern string) bool { return matches(pattern, imported) })
}

// imports returns, by package, the imports of every Go file that is not a test.
func imports(t *testing.T) map[string][]string {
	t.Helper()
	found := map[string][]string{}
	err := filepath.WalkDir(".", func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if name := entry.Name(); name != "." && (strings.HasPrefix(name, ".") || name == "testdata" || name == "bin") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		pkg := path.Clean(filepath.ToSlash(filepath.Dir(file)))
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[pkg] = append(found[pkg], imported)
		}
		return nil
	})
	require.NoError(t, err)
	return found
}

func roomOf(pkg string) (room, bool) {
	for _, r := range rooms {
		if matches(r.name, pkg) {
			return r, true
		}
	}
	return room{}, false
}

func TestImportsGoStrictlyDownward(t *testing.T) {
	for pkg, imported := range imports(t) {
		r, ok := roomOf(pkg)
		if !assert.True(t, ok, "package %s has no room: add it to the table with its reason", pkg) {
			continue
		}
		for _, path := range imported {
			ours, isOurs := strings.CutPrefix(path, module+"/")
			if !isOurs {
				checkThirdParty(t, r, pkg, path)
				continue
			}
			assert.True(t, allowed(r, pkg, ours), "%s imports %s, and may not: %s", pkg, ours, r.why)
		}
	}
}

func checkThirdParty(t *testing.T, r room, pkg, path string) {
	t.Helper()
	first, _, _ := strings.Cut(path, "/")
	if !strings.Contains(first, ".") {
		return // standard library
	}
	for _, refused := range r.third {
		assert.False(t, strings.HasPrefix(path, refused), "%s imports %s, and may not: %s", pkg, path, r.why)
	}
}

// The unversioned packages of azure-native v2 are years old (the network one has no defaultOutboundAccess), and every
// second version costs minutes of compilation.
func TestOneAPIVersionPerService(t *testing.T) {
	allowed := []string{
		// Locks exist in no newer version.
		"authorization/v2/v20200501",
		"authorization/v2/v20220401",
		// Policy: the newest that has assignments, definitions and exemptions in one release each.
		"authorization/v2/v20220701preview", "authorization/v2/v20250101",
		// Tasks and agent pools have no other API version.
		"containerregistry/v2/v20190601preview", "containerregistry/v2/v20230701", "containerservice/v2/v20241001", "eventgrid/v2/v20250215", "keyvault/v2/v20230701",
		"managedidentity/v2/v20230131", "network/v2/v20220701", "network/v2/v20240501", "network/v2/v20240601", "operationalinsights/v2", "resources/v2",
		"storage/v2/v20240101", "v2",
	}
	const sdk = "github.com/pulumi/pulumi-azure-native-sdk/"
	for pkg, imported := range imports(t) {
		for _, path := range imported {
			if name, ok := strings.CutPrefix(path, sdk); ok {
				assert.Contains(t, allowed, name, "%s imports another version of the Azure SDK", pkg)
			}
		}
	}
}

func TestEveryRoomExists(t *testing.T) {
	packages := imports(t)
	for _, r := range rooms {
		found := false
		for pkg := range packages {
			found = found || matches(r.name, pkg)
		}
		assert.True(t, found, "room %s is empty: remove it from the table", r.name)
	}
}

func TestNoRoomsForEverything(t *testing.T) {
	for pkg := range imports(t) {
		for _, refused := range []string{"util", "utils", "helper", "helpers", "common", "misc", "shared"} {
			assert.NotEqual(t, refused, path.Base(pkg), "%s says nothing about its subject", pkg)
		}
	}
}
