package bootstrap

import (
	"encoding/base64"
	"encoding/pem"
	"net/url"
	"regexp"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Ways to sign in to the Git repository.
const (
	// AuthNone reads a public repository.
	AuthNone = "none"
	// AuthSSH signs in with a key pair.
	AuthSSH = "ssh"
	// AuthPAT signs in with a user name and a personal access token over HTTPS.
	AuthPAT = "pat"
)

// Auths returns all ways to sign in, the default first.
func Auths() []string { return []string{AuthNone, AuthSSH, AuthPAT} }

// gitParameters is the page that describes the source of a Flux configuration.
const gitParameters = "https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters"

// Secret is text that is never printed, logged or written into a file.
type Secret string

// String hides the text.
func (Secret) String() string { return "[secret]" }

// GoString hides the text.
func (Secret) GoString() string { return "[secret]" }

// MarshalText hides the text from JSON and YAML.
func (Secret) MarshalText() ([]byte, error) { return []byte("[secret]"), nil }

// GitOps is the Git repository that Flux reconciles.
type GitOps struct {
	// RepoURL is the repository: https://<host>/<path>, or ssh://<user>@<host>/<path> with auth ssh. It never holds a
	// token. Required.
	RepoURL string `json:"repoUrl"`
	// Branch to reconcile. Default main.
	Branch string `json:"branch"`
	// Path is the directory of the repository that belongs to this cluster; Flux reconciles infrastructure, platform
	// and workloads below it, in that order. Default gitops/clusters/<environment>.
	Path string `json:"path"`
	// TimeoutInSeconds is how long one look at the repository may take, 10 to 3600. Default 180.
	TimeoutInSeconds int `json:"timeoutInSeconds" jsonschema:"minimum=10,maximum=3600"`
	// SyncIntervalInSeconds is the time between two looks at the repository, 60 to 86400. Default 300.
	SyncIntervalInSeconds int `json:"syncIntervalInSeconds" jsonschema:"minimum=60,maximum=86400"`
	// Auth is how Flux signs in to the repository: none, ssh or pat. Default none. A credential needs the right to
	// read and no other.
	Auth string `json:"auth" jsonschema:"enum=none,enum=ssh,enum=pat"`
	// SSHPrivateKey is the private key in PEM form, with auth ssh; a secret. Left out, Azure makes a key pair and the
	// stack's outputs show the public half, to be registered as a deploy key.
	// Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters
	SSHPrivateKey Secret `json:"sshPrivateKey"`
	// SSHKnownHosts are the public keys of the Git server, as lines of a known_hosts file. Required with auth ssh:
	// without them the first answer to the server's address would be believed.
	SSHKnownHosts string `json:"sshKnownHosts"`
	// HTTPSUser is the user name that belongs to HTTPSKey, with auth pat. Hosts that ignore it still want one.
	HTTPSUser string `json:"httpsUser"`
	// HTTPSKey is the personal access token, with auth pat; a secret.
	HTTPSKey Secret `json:"httpsKey"`
}

// SetDefaults implements field.Defaulter.
func (g *GitOps) SetDefaults(class environment.Class) {
	g.Branch = "main"
	g.Path = defaultPath(class)
	g.TimeoutInSeconds = 180
	g.SyncIntervalInSeconds = 300
	g.Auth = AuthNone
}

// defaultPath is where the objects of a class of environment are in this repository.
func defaultPath(class environment.Class) string { return "gitops/clusters/" + string(class) }

// Validate reports every mistake. No message contains a secret or a repository URL that may hold one.
func (g GitOps) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	errors.Append(g.validateURL(path.Child("repoUrl")))
	errors.Append(g.validateBranch(path.Child("branch")))
	errors.Append(g.validatePath(path.Child("path")))
	errors.Append(field.Between(path.Child("timeoutInSeconds"), g.TimeoutInSeconds, 10, 3600, ""))
	errors.Append(field.Between(path.Child("syncIntervalInSeconds"), g.SyncIntervalInSeconds, 60, 86400, ""))
	errors.Append(g.validateAuth(path))
	return errors
}

// minRepoURL is the shortest URL that can name a repository: https:// and one character.
const minRepoURL = 9

func (g GitOps) validateURL(path field.Path) field.Errors {
	const remedy = "write https://<host>/<path of the repository>"
	if g.RepoURL == "" {
		return field.Required(path, g.RepoURL, remedy)
	}
	parsed, err := url.Parse(g.RepoURL)
	if err != nil || len(g.RepoURL) < minRepoURL || parsed.Hostname() == "" || strings.Trim(parsed.Path, "/") == "" {
		return field.Errors{{
			Path: path, Rule: "is not the URL of a repository",
			Remedy: remedy + ", or ssh://<user>@<host>/<path> with auth ssh", Source: gitParameters,
		}}
	}
	if _, password := parsed.User.Password(); password || (parsed.Scheme != "ssh" && parsed.User != nil) || parsed.RawQuery != "" {
		return field.Errors{{
			Path: path, Rule: "holds a user name or a token",
			Remedy: "take it out, revoke it, and give a new one as httpsUser and httpsKey with auth pat", Source: gitParameters,
		}}
	}
	shown := parsed.Scheme + "://" + parsed.Host + parsed.Path // without the user: some paste a token there
	switch want := g.scheme(); {
	case parsed.Scheme == "http":
		return field.Errors{{
			Path: path, Value: shown, Rule: "is not encrypted", Remedy: "write https://", Source: gitParameters,
		}}
	case parsed.Scheme != want:
		return field.Errors{{
			Path: path, Value: shown, Rule: "does not fit auth " + g.Auth,
			Remedy: "write " + want + "://, or choose another auth", Source: gitParameters,
		}}
	case want == "ssh" && parsed.User.Username() == "":
		return field.Errors{{
			Path: path, Value: shown, Rule: "names no user", Remedy: "write ssh://git@" + parsed.Host + parsed.Path,
			Source: gitParameters,
		}}
	}
	return nil
}

func (g GitOps) scheme() string {
	if g.Auth == AuthSSH {
		return "ssh"
	}
	return "https"
}

// branchName accepts what git check-ref-format accepts and people use.
var branchName = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_./-]*$`)

func (g GitOps) validateBranch(path field.Path) field.Errors {
	if g.Branch == "" {
		return field.Required(path, g.Branch, "name the branch to reconcile")
	}
	if branchName.MatchString(g.Branch) && !strings.Contains(g.Branch, "..") && !strings.Contains(g.Branch, "//") &&
		!strings.HasSuffix(g.Branch, "/") && !strings.HasSuffix(g.Branch, ".lock") && !strings.HasSuffix(g.Branch, ".") {
		return nil
	}
	return field.Errors{{
		Path: path, Value: g.Branch, Rule: "is not the name of a branch", Remedy: "write its name only, without refs/heads and spaces",
		Source: "https://git-scm.com/docs/git-check-ref-format",
	}}
}

var repositoryPath = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]*(/[A-Za-z0-9_][A-Za-z0-9_.-]*)*$`)

func (g GitOps) validatePath(path field.Path) field.Errors {
	if g.Path == "" {
		return field.Required(path, g.Path, "name the directory of this cluster in the repository")
	}
	if repositoryPath.MatchString(g.Path) {
		return nil
	}
	return field.Errors{{
		Path: path, Value: g.Path, Rule: "is not a directory of the repository",
		Remedy: "write it relative to the root, without a leading or trailing slash: gitops/clusters/prod",
	}}
}

func (g GitOps) validateAuth(path field.Path) field.Errors {
	switch g.Auth {
	case AuthNone:
		return g.refuse(path, "sshPrivateKey", "sshKnownHosts", "httpsUser", "httpsKey")
	case AuthSSH:
		errors := g.refuse(path, "httpsUser", "httpsKey")
		errors.Append(g.validateKnownHosts(path.Child("sshKnownHosts")))
		errors.Append(g.validatePrivateKey(path.Child("sshPrivateKey")))
		return errors
	case AuthPAT:
		errors := g.refuse(path, "sshPrivateKey", "sshKnownHosts")
		errors.Append(field.Required(path.Child("httpsUser"), g.HTTPSUser, "name the user that the token belongs to"))
		errors.Append(field.Required(path.Child("httpsKey"), string(g.HTTPSKey), "set it with pulumi config set --secret --path"))
		return errors
	case "workloadIdentity", "githubApp":
		return field.Errors{{
			Path: path.Child("auth"), Value: g.Auth, Rule: "needs API version 2024-11-01 or newer of Microsoft.KubernetesConfiguration, and 2023-05-01 is used",
			Remedy: "choose one of none, ssh, pat",
			Source: "https://learn.microsoft.com/azure/templates/microsoft.kubernetesconfiguration/fluxconfigurations",
		}}
	}
	return field.OneOf(path.Child("auth"), g.Auth, Auths(), gitParameters)
}

// refuse reports the credentials among the named ones that are given though the chosen auth does not use them: the
// service would refuse the pair, or keep a secret that nobody needs.
func (g GitOps) refuse(path field.Path, names ...string) field.Errors {
	given := map[string]bool{
		"sshPrivateKey": g.SSHPrivateKey != "", "sshKnownHosts": g.SSHKnownHosts != "",
		"httpsUser": g.HTTPSUser != "", "httpsKey": g.HTTPSKey != "",
	}
	var errors field.Errors
	for _, name := range names {
		if given[name] {
			errors.Add(field.Error{
				Path: path.Child(name), Rule: "is not used with auth " + g.Auth, Remedy: "remove it, or choose the auth it belongs to",
				Source: gitParameters,
			})
		}
	}
	return errors
}

func (g GitOps) validateKnownHosts(path field.Path) field.Errors {
	if strings.TrimSpace(g.SSHKnownHosts) == "" {
		return field.Required(path, "", "paste the server's public keys, as its documentation publishes them")
	}
	host := g.knownHostName()
	named := false
	for line := range strings.Lines(g.SSHKnownHosts) {
		fields := strings.Fields(line)
		if len(fields) == 0 || strings.HasPrefix(fields[0], "#") {
			continue
		}
		if strings.HasPrefix(fields[0], "@") { // @cert-authority and @revoked come before the host
			fields = fields[1:]
		}
		if len(fields) < 3 || !isBase64(fields[2]) {
			return field.Errors{{
				Path: path, Value: strings.TrimSpace(line), Rule: "is not a line of a known_hosts file",
				Remedy: "write <host> <key type> <key in base64>", Source: "https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT",
			}}
		}
		named = named || namesHost(fields[0], host)
	}
	if !named {
		return field.Errors{{
			Path: path, Rule: "names no key of " + host, Remedy: "add the lines that ssh-keyscan prints for it, after comparing their fingerprints",
			Source: "https://man.openbsd.org/sshd#SSH_KNOWN_HOSTS_FILE_FORMAT",
		}}
	}
	return nil
}

// knownHostName is the repository's host as a known_hosts file spells it: [host]:port when the port is not 22.
func (g GitOps) knownHostName() string {
	parsed, err := url.Parse(g.RepoURL)
	if err != nil {
		return ""
	}
	if port := parsed.Port(); port != "" && port != "22" {
		return "[" + parsed.Hostname() + "]:" + port
	}
	return parsed.Hostname()
}

// namesHost tells whether the first field of a line may mean the host: a list with commas, where a hashed name or a
// pattern can only be trusted.
func namesHost(list, host string) bool {
	for name := range strings.SplitSeq(list, ",") {
		if strings.EqualFold(name, host) || strings.HasPrefix(name, "|") || strings.ContainsAny(name, "*?") {
			return true
		}
	}
	return false
}

func isBase64(text string) bool {
	_, err := base64.StdEncoding.DecodeString(text)
	return err == nil
}

func (g GitOps) validatePrivateKey(path field.Path) field.Errors {
	if g.SSHPrivateKey == "" {
		return nil // Azure makes a key pair
	}
	const source = gitParameters
	block, _ := pem.Decode([]byte(g.SSHPrivateKey))
	if block == nil || !strings.HasSuffix(block.Type, "PRIVATE KEY") {
		return field.Errors{{Path: path, Rule: "is not a private key in PEM form", Remedy: "give the whole file, from -----BEGIN to -----END", Source: source}}
	}
	if strings.HasPrefix(block.Type, "ENCRYPTED") || block.Headers["DEK-Info"] != "" {
		return field.Errors{{Path: path, Rule: "is protected by a passphrase, which Flux cannot enter", Remedy: "make a key without one for this repository only", Source: source}}
	}
	return nil
}
