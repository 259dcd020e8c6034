package bootstrap_test

import (
	"crypto/ed25519"
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"net/url"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

const knownHost = "git.example ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE1tbTE="

// privateKey is a valid PEM key that no server knows; it is made from a fixed seed, so that goldens can hold it.
func privateKey(t *testing.T) string {
	t.Helper()
	key := ed25519.NewKeyFromSeed(make([]byte, ed25519.SeedSize))
	der, err := x509.MarshalPKCS8PrivateKey(key)
	require.NoError(t, err)
	return string(pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der}))
}

// source builds a GitOps section from the defaults, a URL and further keys.
func source(t *testing.T, url string, keys map[string]any) bootstrap.GitOps {
	t.Helper()
	all := map[string]any{"repoUrl": url}
	for key, value := range keys {
		all[key] = value
	}
	text, err := json.Marshal(all)
	require.NoError(t, err)
	return section[bootstrap.GitOps](t, string(text), environment.Prod)
}

func TestSourcesThatAreTaken(t *testing.T) {
	cases := map[string]bootstrap.GitOps{
		"public repository": source(t, "https://git.example/org/platform", nil),
		"branch with slash": source(t, "https://git.example/org/platform", map[string]any{"branch": "env/prod"}),
		"one minute":        source(t, "https://git.example/org/platform", map[string]any{"syncIntervalInSeconds": 60}),
		"token": source(t, "https://dev.azure.example/org/_git/platform", map[string]any{
			"auth": "pat", "httpsUser": "git", "httpsKey": "token",
		}),
		"key": source(t, "ssh://git@git.example/org/platform", map[string]any{
			"auth": "ssh", "sshKnownHosts": knownHost, "sshPrivateKey": privateKey(t),
		}),
		"key made by Azure": source(t, "ssh://git@git.example/org/platform", map[string]any{
			"auth": "ssh", "sshKnownHosts": "# a comment\n\n" + knownHost + "\n",
		}),
		"port": source(t, "ssh://git@git.example:2222/org/platform", map[string]any{
			"auth": "ssh", "sshKnownHosts": "[git.example]:2222 ssh-ed25519 AAAA",
		}),
		"several names":   source(t, "ssh://git@git.example/x", map[string]any{"auth": "ssh", "sshKnownHosts": "other.example,git.example ssh-ed25519 AAAA"}),
		"hashed name":     source(t, "ssh://git@git.example/x", map[string]any{"auth": "ssh", "sshKnownHosts": "|1|c2FsdA==|aGFzaA== ssh-ed25519 AAAA"}),
		"host authority":  source(t, "ssh://git@git.example/x", map[string]any{"auth": "ssh", "sshKnownHosts": "@cert-authority *.example ssh-ed25519 AAAA"}),
		"other directory": source(t, "https://git.example/org/platform", map[string]any{"path": "clusters/weu-prod.1"}),
	}
	for name, g := range cases {
		t.Run(name, func(t *testing.T) { assert.Empty(t, g.Validate("gitops", environment.Prod)) })
	}
}

func TestSourcesThatAreRefused(t *testing.T) {
	const https = "https://git.example/org/platform"
	const sshURL = "ssh://git@git.example/org/platform"
	const docs = "\n    (https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters)"
	const format = "\n    (https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT)"
	const notARepository = "gitops.repoUrl: is not the URL of a repository; write https://<host>/<path of the repository>, or ssh://<user>@<host>/<path> with auth ssh" + docs
	const holdsToken = "gitops.repoUrl: holds a user name or a token; take it out, revoke it, and give a new one as httpsUser and httpsKey with auth pat" + docs
	encrypted := string(pem.EncodeToMemory(&pem.Block{Type: "ENCRYPTED PRIVATE KEY", Bytes: []byte("x")}))
	old := string(pem.EncodeToMemory(&pem.Block{Type: "RSA PRIVATE KEY", Headers: map[string]string{"DEK-Info": "AES-128-CBC,00"}, Bytes: []byte("x")}))
	public := string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: []byte("x")}))
	ssh := func(more ...any) map[string]any {
		keys := map[string]any{"auth": "ssh", "sshKnownHosts": knownHost}
		for i := 0; i < len(more); i += 2 {
			keys[more[i].(string)] = more[i+1]
		}
		return keys
	}
	cases := []struct {
		name string
		url  string
		keys map[string]any
		want string
	}{
		{"no URL", "", nil, `gitops.repoUrl: is required; write https://<host>/<path of the repository>`},
		{"not encrypted", "http://git.example/org/platform", nil, `gitops.repoUrl: "http://git.example/org/platform" is not encrypted; write https://` + docs},
		{"too short", "https://", nil, notARepository},
		{"no repository on the host", "https://git.example/", nil, notARepository},
		{"short form of ssh", "git@git.example:org/platform.git", nil, notARepository},
		{"control character", "https://git.example/\x7f", nil, notARepository},
		{"token as user", "https://ghp_token@git.example/org/platform", nil, holdsToken},
		{"token as password", "https://git:token@git.example/org/platform", nil, holdsToken},
		{"token as parameter", "https://git.example/org/platform?access_token=token", nil, holdsToken},
		{"password in ssh", "ssh://git:token@git.example/org/platform", ssh(), holdsToken},
		{"ssh without auth ssh", sshURL, nil, `gitops.repoUrl: "ssh://git.example/org/platform" does not fit auth none; write https://, or choose another auth` + docs},
		{"https with auth ssh", https, ssh(), `gitops.repoUrl: "https://git.example/org/platform" does not fit auth ssh; write ssh://, or choose another auth` + docs},
		{"ssh without user", "ssh://git.example/org/platform", ssh(), `gitops.repoUrl: "ssh://git.example/org/platform" names no user; write ssh://git@git.example/org/platform` + docs},
		{"other scheme", "file:///srv/platform", nil, notARepository},
		{"empty branch", https, map[string]any{"branch": ""}, `gitops.branch: is required; name the branch to reconcile`},
		{
			"branch with a space", https, map[string]any{"branch": "my branch"},
			"gitops.branch: \"my branch\" is not the name of a branch; write its name only, without refs/heads and spaces\n    (https://git-scm.com/docs/git-check-ref-format)",
		},
		{
			"branch that climbs", https, map[string]any{"branch": "a..b"},
			"gitops.branch: \"a..b\" is not the name of a branch; write its name only, without refs/heads and spaces\n    (https://git-scm.com/docs/git-check-ref-format)",
		},
		{"no directory", https, map[string]any{"path": ""}, `gitops.path: is required; name the directory of this cluster in the repository`},
		{"directory from the root", https, map[string]any{"path": "./clusters"}, `gitops.path: "./clusters" is not a directory of the repository; write it relative to the root, without a leading or trailing slash: gitops/clusters/prod`},
		{"directory above the repository", https, map[string]any{"path": "clusters/../../x"}, `gitops.path: "clusters/../../x" is not a directory of the repository; write it relative to the root, without a leading or trailing slash: gitops/clusters/prod`},
		{"too short a timeout", https, map[string]any{"timeoutInSeconds": 9}, `gitops.timeoutInSeconds: 9 is outside 10 to 3600; choose 10 to 3600`},
		{"too busy", https, map[string]any{"syncIntervalInSeconds": 59}, `gitops.syncIntervalInSeconds: 59 is outside 60 to 86400; choose 60 to 86400`},
		{"unknown auth", https, map[string]any{"auth": "basic"}, `gitops.auth: "basic" is not supported; choose one of none, ssh, pat` + docs},
		{
			"auth of a newer API", https, map[string]any{"auth": "workloadIdentity"},
			"gitops.auth: \"workloadIdentity\" needs API version 2024-11-01 or newer of Microsoft.KubernetesConfiguration, and 2023-05-01 is used; choose one of none, ssh, pat\n    (https://learn.microsoft.com/azure/templates/microsoft.kubernetesconfiguration/fluxconfigurations)",
		},
		{"secret that nobody uses", https, map[string]any{"httpsKey": "token"}, `gitops.httpsKey: is not used with auth none; remove it, or choose the auth it belongs to` + docs},
		{"key beside a token", https, map[string]any{"auth": "pat", "httpsUser": "git", "httpsKey": "t", "sshPrivateKey": "k"}, `gitops.sshPrivateKey: is not used with auth pat; remove it, or choose the auth it belongs to` + docs},
		{"token beside a key", sshURL, ssh("httpsUser", "git"), `gitops.httpsUser: is not used with auth ssh; remove it, or choose the auth it belongs to` + docs},
		{"no token", https, map[string]any{"auth": "pat", "httpsUser": "git"}, `gitops.httpsKey: is required; set it with pulumi config set --secret --path`},
		{"no user for the token", https, map[string]any{"auth": "pat", "httpsKey": "t"}, `gitops.httpsUser: is required; name the user that the token belongs to`},
		{"no known hosts", sshURL, ssh("sshKnownHosts", " \n"), `gitops.sshKnownHosts: is required; paste the server's public keys, as its documentation publishes them`},
		{"not a known host", sshURL, ssh("sshKnownHosts", "git.example"), `gitops.sshKnownHosts: "git.example" is not a line of a known_hosts file; write <host> <key type> <key in base64>` + format},
		{"broken host key", sshURL, ssh("sshKnownHosts", "git.example ssh-ed25519 not-base64!"), `gitops.sshKnownHosts: "git.example ssh-ed25519 not-base64!" is not a line of a known_hosts file; write <host> <key type> <key in base64>` + format},
		{"keys of another host", sshURL, ssh("sshKnownHosts", "github.com ssh-ed25519 AAAA"), `gitops.sshKnownHosts: names no key of git.example; add the lines that ssh-keyscan prints for it, after comparing their fingerprints` + format},
		{"keys of another port", "ssh://git@git.example:2222/org/platform", ssh(), `gitops.sshKnownHosts: names no key of [git.example]:2222; add the lines that ssh-keyscan prints for it, after comparing their fingerprints` + format},
		{"no PEM", sshURL, ssh("sshPrivateKey", "AAAA"), `gitops.sshPrivateKey: is not a private key in PEM form; give the whole file, from -----BEGIN to -----END` + docs},
		{"public key", sshURL, ssh("sshPrivateKey", public), `gitops.sshPrivateKey: is not a private key in PEM form; give the whole file, from -----BEGIN to -----END` + docs},
		{"passphrase", sshURL, ssh("sshPrivateKey", encrypted), `gitops.sshPrivateKey: is protected by a passphrase, which Flux cannot enter; make a key without one for this repository only` + docs},
		{"passphrase of the old form", sshURL, ssh("sshPrivateKey", old), `gitops.sshPrivateKey: is protected by a passphrase, which Flux cannot enter; make a key without one for this repository only` + docs},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			assertOnly(t, c.want, source(t, c.url, c.keys).Validate("gitops", environment.Prod))
		})
	}
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	g := source(t, "https://git.example/x", map[string]any{"httpsKey": "hunter2", "sshPrivateKey": "hunter3"})
	for _, format := range []string{"%v", "%+v", "%#v", "%s", "%q"} {
		assert.NotContains(t, fmt.Sprintf(format, g), "hunter", format)
	}
	text, err := json.Marshal(g)
	require.NoError(t, err)
	assert.NotContains(t, string(text), "hunter")
}

// FuzzTokenInURLIsNeverPrinted puts a token where a URL has its user or password, in URLs of every kind.
func FuzzTokenInURLIsNeverPrinted(f *testing.F) {
	f.Add("https", "git", "git.example", "/org/platform", "pat")
	f.Add("http", "", "git.example:8080", "/", "none")
	f.Add("ssh", "git", "git.example", "/org/platform", "ssh")
	f.Add("ssh", "", "git.example", "/org/platform", "none")
	f.Fuzz(func(t *testing.T, scheme, user, host, path, auth string) {
		const token = "TOKENtoken0123456789"
		for _, credentials := range []*url.Userinfo{url.UserPassword(user, token), url.User(token)} {
			repository := url.URL{Scheme: scheme, User: credentials, Host: host, Path: path}
			g := bootstrap.GitOps{
				RepoURL: repository.String(), Branch: "main", Path: "p", TimeoutInSeconds: 60, SyncIntervalInSeconds: 60, Auth: auth,
				SSHKnownHosts: knownHost,
			}
			for _, mistake := range g.Validate("gitops", environment.Prod) {
				assert.NotContains(t, mistake.Error(), token)
			}
		}
	})
}
