package bootstrap

import (
	"encoding/base64"
	"strings"
	"testing"
)

// FuzzKubeconfig reads arbitrary text as a kubeconfig. What is read survives being written again, and neither the
// errors nor the new file hold anything else of the text.
func FuzzKubeconfig(f *testing.F) {
	f.Add("clusters: [{cluster: {server: https://x:443, certificate-authority-data: YQ==}}]\nusers: [{user: {token: MARKER}}]")
	f.Add(`{"clusters":[{"name":"MARKER","cluster":{"server":"s","certificate-authority-data":"c"}}]}`)
	f.Add("\tMARKER")
	f.Fuzz(func(t *testing.T, text string) {
		server, err := parseKubeconfig(base64.StdEncoding.EncodeToString([]byte(text)))
		if err != nil {
			if strings.Contains(err.Error(), "MARKER") {
				t.Fatal(err)
			}
			return
		}
		written, err := kubeconfigFor(server, LoginAzureCLI)
		if err != nil {
			t.Fatal(err)
		}
		again, err := parseKubeconfig(base64.StdEncoding.EncodeToString([]byte(written)))
		if err != nil {
			t.Fatal(err)
		}
		if again != server {
			t.Fatalf("%+v became %+v", server, again)
		}
		if !strings.Contains(server.URL+server.CA, "MARKER") && strings.Contains(written, "MARKER") {
			t.Fatalf("more than the server was taken: %s", written)
		}
	})
}

func FuzzKubeconfigIsBase64(f *testing.F) {
	f.Add("not base64")
	f.Fuzz(func(t *testing.T, encoded string) {
		_, err := parseKubeconfig(encoded)
		if _, wrong := base64.StdEncoding.DecodeString(encoded); wrong != nil && err == nil {
			t.Fatalf("%q was taken", encoded)
		}
	})
}
