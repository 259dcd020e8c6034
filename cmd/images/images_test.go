package main

import (
	"bytes"
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

var (
	one = "sha256:" + strings.Repeat("1", 64)
	two = "sha256:" + strings.Repeat("2", 64)
)

const list = `images:
  - source: docker.io/library/traefik:v3.6.2
    digest: DIGEST1
    target: live/traefik:v3.6.2
  - source: ghcr.io/contoso/shop
    digest: DIGEST2
    target: live/shop:1.0
`

// write puts files into a folder and returns it.
func write(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, content := range files {
		content = strings.NewReplacer("DIGEST1", one, "DIGEST2", two).Replace(content)
		require.NoError(t, os.WriteFile(filepath.Join(dir, name), []byte(content), 0o600))
	}
	return dir
}

// call runs the command against a registry that holds what is given, and notes what the Azure CLI was asked.
func call(t *testing.T, az cli, args ...string) (code int, stdout, stderr string) {
	t.Helper()
	var out, story bytes.Buffer
	code = run(t.Context(), args, &out, &story, az)
	return code, out.String(), story.String()
}

func TestTheRepositorysManifestsNameOnlyListedImages(t *testing.T) {
	code, stdout, stderr := call(t, nil, "check", "-list", "../../images.yaml", "-manifests", "../../gitops")
	assert.Equal(t, exitOK, code, stderr)
	assert.Contains(t, stdout, "images listed")
}

func TestCheck(t *testing.T) {
	pod := func(image string) string {
		return "kind: ConfigMap\ndata: {image: docker.io/a/b}\n---\nkind: Deployment\nspec:\n  template:\n    spec:\n      initContainers:\n        - image: " + image + "\n"
	}
	for name, c := range map[string]struct {
		image string
		code  int
		want  string
	}{
		"listed":         {"acraksexample.azurecr.io/live/shop:1.0@DIGEST2", exitOK, "2 images listed, 1 used by manifests"},
		"without digest": {"acraksexample.azurecr.io/live/shop:1.0", exitOK, "2 images listed, 1 used by manifests"},
		"from elsewhere": {"docker.io/library/traefik:v3.6.2", exitFindings, "does not come from the registry"},
		"not listed":     {"acraksexample.azurecr.io/live/other:1.0", exitFindings, "is not a target of the list"},
		"other digest":   {"acraksexample.azurecr.io/live/shop:1.0@DIGEST1", exitFindings, "has another digest than the list"},
	} {
		t.Run(name, func(t *testing.T) {
			dir := write(t, map[string]string{"images.txt": list, "app.yaml": pod(c.image)})
			code, stdout, stderr := call(t, nil, "check", "-list", filepath.Join(dir, "images.txt"), "-manifests", dir)
			assert.Equal(t, c.code, code, stderr)
			assert.Contains(t, stdout+stderr, c.want)
		})
	}
}

func TestMistakesInTheListAreAllReported(t *testing.T) {
	dir := write(t, map[string]string{"l": `images:
  - {source: traefik, digest: latest, target: "Live/traefik"}
  - {source: docker.io/a/b, digest: DIGEST1, target: live/b:1}
  - {source: docker.io/a/c, digest: DIGEST2, target: live/b:1}
`, "unknown": "images: [{sources: x}]\n"})
	code, _, stderr := call(t, nil, "check", "-list", filepath.Join(dir, "l"), "-manifests", dir)
	assert.Equal(t, exitUsage, code)
	for _, want := range []string{`images[0].source: "traefik"`, `images[0].digest: "latest"`, `images[0].target: "Live/traefik"`, "is the target of images[1] already"} {
		assert.Contains(t, stderr, want)
	}
	code, _, stderr = call(t, nil, "check", "-list", filepath.Join(dir, "unknown"), "-manifests", dir)
	assert.Equal(t, exitUsage, code)
	assert.Contains(t, stderr, `unknown field "sources"`)
}

// registry answers like the Azure CLI about a registry with one of the two images.
func registry(asked *[]string) cli {
	return func(_ context.Context, args ...string) (string, error) {
		*asked = append(*asked, strings.Join(args, " "))
		switch {
		case args[1] == "import":
			return "", nil
		case strings.Contains(strings.Join(args, " "), "live/shop:1.0"):
			return two, nil
		}
		return "", errors.New("az acr manifest show-metadata: exit status 1: MANIFEST_UNKNOWN: manifest tagged by \"v3.6.2\" is not found")
	}
}

func TestPreflightNamesWhatIsMissing(t *testing.T) {
	file := filepath.Join(write(t, map[string]string{"l": list}), "l")
	var asked []string
	code, _, stderr := call(t, registry(&asked), "preflight", "-list", file, "-registry", "acraksexample")
	assert.Equal(t, exitFindings, code)
	assert.Contains(t, stderr, "registry acraksexample lacks live/traefik:v3.6.2 ("+one+")")
	assert.NotContains(t, stderr, "lacks live/shop")
	assert.Contains(t, stderr, "go run ./cmd/images import -registry acraksexample")
	assert.Equal(t, "acr manifest show-metadata --registry acraksexample --name live/traefik:v3.6.2 --query digest --output tsv", asked[0])

	refused := func(context.Context, ...string) (string, error) { return "", errors.New("az: denied by the firewall") }
	code, _, stderr = call(t, refused, "preflight", "-list", file, "-registry", "acraksexample")
	assert.Equal(t, exitUsage, code, "not knowing is not missing")
	assert.Contains(t, stderr, "denied by the firewall")
}

func TestImportAsksForDigests(t *testing.T) {
	file := filepath.Join(write(t, map[string]string{"l": list}), "l")
	var asked []string
	code, stdout, stderr := call(t, registry(&asked), "import", "-list", file, "-registry", "acraksexample")
	assert.Equal(t, exitOK, code, stderr)
	assert.Equal(t, []string{
		"acr import --name acraksexample --source docker.io/library/traefik@" + one + " --image live/traefik:v3.6.2 --force",
		"acr import --name acraksexample --source ghcr.io/contoso/shop@" + two + " --image live/shop:1.0 --force",
	}, asked)
	assert.Contains(t, stdout, "live/shop:1.0")
}

func TestImportWaitsWhenTheSourceWasAskedTooOften(t *testing.T) {
	for name, c := range map[string]struct {
		failures int
		says     string
		wantErr  bool
		tries    int
	}{
		"at last":       {2, "toomanyrequests: you have reached your pull rate limit", false, 3},
		"never":         {9, "toomanyrequests: you have reached your pull rate limit", true, attempts},
		"in words":      {1, "429 Too Many Requests", false, 2},
		"another error": {9, "unauthorized: docker.io/a/b@sha256:1429", true, 1},
	} {
		t.Run(name, func(t *testing.T) {
			tries, waited := 0, time.Duration(0)
			r := registryOf{
				name: "acraksexample",
				az: func(context.Context, ...string) (string, error) {
					if tries++; tries <= c.failures {
						return "", errors.New(c.says)
					}
					return "", nil
				},
				wait: func(_ context.Context, d time.Duration) error { waited += d; return nil },
			}
			err := r.importOne(t.Context(), image{Source: "docker.io/a/b", Digest: one, Target: "live/b:1"})
			assert.Equal(t, c.wantErr, err != nil, "%v", err)
			assert.Equal(t, c.tries, tries)
			assert.Equal(t, c.tries > 1, waited > 0)
		})
	}
}

func TestWrongUseIsExplained(t *testing.T) {
	file := filepath.Join(write(t, map[string]string{"l": list}), "l")
	for want, args := range map[string][]string{
		"which one? check, import or preflight": nil,
		`"push" is not known`:                   {"push", "-list", file},
		"preflight needs -registry":             {"preflight", "-list", file},
		"reading the list of images":            {"check", "-list", file + "-none"},
		"flag provided but not defined: -reg":   {"import", "-reg", "x"},
	} {
		code, _, stderr := call(t, nil, args...)
		assert.Equal(t, exitUsage, code, want)
		assert.Contains(t, stderr, want)
	}
}

func FuzzListsNeverPanic(f *testing.F) {
	f.Add("images: []\n")
	f.Add("images: [{source: a}]\n")
	f.Fuzz(func(t *testing.T, content string) {
		path := filepath.Join(t.TempDir(), "l")
		require.NoError(t, os.WriteFile(path, []byte(content), 0o600))
		_, _ = readList(path)
	})
}
