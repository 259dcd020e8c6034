package stacks_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/internal/certificates"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// day is the day on which the tests run.
var day = time.Date(2026, time.June, 1, 0, 0, 0, 0, time.UTC)

func TestMain(m *testing.M) {
	stacks.SetToday(day)
	os.Exit(m.Run())
}

// demonstrations are the certificates of all tests, by their hosts; making them takes a moment.
var demonstrations = map[string]func() (certificates.Demonstration, error){}

// shipped reads a stack file that the repository ships, and gives it the certificates that only its owner has.
func shipped(t *testing.T, stack string) stacks.Raw {
	t.Helper()
	raw, err := stacks.ReadFile(filepath.Join("..", "Pulumi."+stack+".yaml"))
	require.NoError(t, err)
	require.True(t, certify(t, raw))
	return raw
}

// certify gives a configuration the certificates that its hosts need, in place of those that it has, and reports whether
// it needs any.
func certify(t *testing.T, raw stacks.Raw) bool {
	t.Helper()
	change(t, raw, "certificates", nil)
	domain, hosts, wanted := stacks.CertificateHosts(raw)
	if !wanted {
		return false
	}
	key := strings.Join(hosts, " ")
	if demonstrations[key] == nil {
		demonstrations[key] = sync.OnceValues(func() (certificates.Demonstration, error) { return certificates.Demonstrate(domain, hosts, day) })
	}
	made, err := demonstrations[key]()
	require.NoError(t, err)
	change(t, raw, "certificates", map[string]any{
		"gatewayExternalPfxCertificate": made.GatewayExternalPfxCertificate, "ingressTlsCertificate": made.IngressTLSCertificate,
	})
	raw.Secret[stacks.Namespace+":certificates"] = true
	return true
}

// change sets one value of a configuration; path is written as messages write it:
// cluster.nodePools[0].maxCount. A nil value removes the key.
func change(t *testing.T, raw stacks.Raw, path string, value any) {
	t.Helper()
	section, rest, _ := strings.Cut(path, ".")
	section, index, indexed := strings.Cut(section, "[")
	if indexed {
		rest = "[" + index + strings.TrimSuffix("."+rest, ".")
	}
	key := stacks.Namespace + ":" + section
	if rest == "" {
		setSection(t, raw, key, value)
		return
	}
	var root any = map[string]any{}
	if text, ok := raw.Values[key]; ok {
		require.NoError(t, json.Unmarshal([]byte(text), &root), key)
	}
	root = set(t, root, steps(rest), value)
	setSection(t, raw, key, root)
}

func setSection(t *testing.T, raw stacks.Raw, key string, value any) {
	t.Helper()
	if value == nil {
		delete(raw.Values, key)
		return
	}
	if text, ok := value.(string); ok {
		raw.Values[key] = text
		return
	}
	encoded, err := json.Marshal(value)
	require.NoError(t, err)
	raw.Values[key] = string(encoded)
}

var step = regexp.MustCompile(`\[(\d+)\]|[^.\[\]]+`)

func steps(path string) []string { return step.FindAllString(path, -1) }

func set(t *testing.T, container any, path []string, value any) any {
	t.Helper()
	if len(path) == 0 {
		return value
	}
	if text, ok := strings.CutPrefix(path[0], "["); ok {
		index, err := strconv.Atoi(strings.TrimSuffix(text, "]"))
		require.NoError(t, err)
		list, _ := container.([]any)
		for len(list) <= index {
			list = append(list, nil)
		}
		list[index] = set(t, list[index], path[1:], value)
		return list
	}
	object, ok := container.(map[string]any)
	if !ok {
		object = map[string]any{}
	}
	if len(path) == 1 && value == nil {
		delete(object, path[0])
		return object
	}
	object[path[0]] = set(t, object[path[0]], path[1:], value)
	return object
}
