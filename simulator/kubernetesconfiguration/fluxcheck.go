package kubernetesconfiguration

import (
	"encoding/base64"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

var (
	kustomizationName = regexp.MustCompile(`^[a-z0-9]([.a-z0-9-]*[a-z0-9])?$`)
	isoDuration       = regexp.MustCompile(`^PT(\d+H)?(\d+M)?(\d+(\.\d+)?S)?$`)
)

// schemes are what a source's address may begin with, by kind.
var schemes = map[string][]string{kindGit: {"http", "https", "ssh"}, kindBucket: {"http", "https"}, kindBlob: {"https"}}

func checkSource(c *engine.Check) {
	at := c.Inputs.At("sourceKind")
	if !c.Require(at, CodeValidationFailed, "The property 'sourceKind' must be specified.") || !at.Known() {
		return
	}
	kind := sourceKind(at.Text())
	for other, name := range bodies {
		if body := c.Inputs.At(name); other != kind && body.Present() && body.Known() {
			c.Failf(body, CodeValidationFailed, "Invalid source kind match. Config with specified source kind '%s' must not contain '%s'.", kind, name)
		}
	}
	body := c.Inputs.At(bodies[kind])
	if !c.Require(body, CodeValidationFailed, "Invalid source kind match. Config with specified source kind '%s' must contain corresponding "+
		"body specified in the properties.", kind) {
		return
	}
	if address, ok := checkAddress(c, kind, body.At("url")); ok && kind == kindGit {
		checkCredentials(c, body, address)
	}
	switch kind {
	case kindGit:
		checkReference(c, body.At("repositoryRef"))
	case kindBucket:
		c.Require(body.At("bucketName"), CodeValidationFailed, "The property 'bucketName' must be specified.")
	case kindBlob:
		c.Require(body.At("containerName"), CodeValidationFailed, "The property 'containerName' must be specified.")
	}
	checkSeconds(c, body)
}

// checkAddress judges a source's address; ok is false when it is not known or refused.
func checkAddress(c *engine.Check, kind string, at engine.Value) (address *url.URL, ok bool) {
	if !c.Require(at, CodeValidationFailed, "The property 'url' must be specified for a source of kind '%s'.", kind) || !at.Known() {
		return nil, false
	}
	address, err := url.Parse(at.Text())
	switch {
	case err != nil || address.Hostname() == "" || !slices.Contains(schemes[kind], address.Scheme):
		c.Failf(at, CodeValidationFailed, "Invalid url. It must be the address of a server that begins with one of: %s://.",
			strings.Join(schemes[kind], "://, "))
	case kind == kindGit && strings.Trim(address.Path, "/") == "":
		c.Failf(at, CodeValidationFailed, "Invalid url '%s'. It names no repository.", address.Redacted())
	case address.Scheme != "ssh" && address.User != nil:
		c.Failf(at, CodeValidationFailed, "Invalid url. Credentials go into configurationProtectedSettings, not into the url.")
	default:
		return address, true
	}
	return nil, false
}

// checkReference demands one thing to check out.
func checkReference(c *engine.Check, at engine.Value) {
	set := 0
	for _, key := range []string{"branch", "commit", "semver", "tag"} {
		part := at.At(key)
		if !part.Known() {
			return
		}
		if part.Text() != "" {
			set++
		}
	}
	if set != 1 {
		c.Failf(at, CodeValidationFailed, "Repository reference is invalid. Exactly one of branch, tag, semver and commit must be specified, not %d.", set)
	}
}

// checkCredentials judges what a Git repository is read with.
//
// Source: validate_url_with_params in
// https://github.com/Azure/azure-cli-extensions/blob/main/src/k8s-configuration/azext_k8s_configuration/validators.py
func checkCredentials(c *engine.Check, git engine.Value, address *url.URL) {
	secrets := c.Inputs.At("configurationProtectedSettings")
	for _, name := range secrets.Keys() {
		at := secrets.At(name)
		if name != "sshPrivateKey" && name != "httpsKey" {
			c.Failf(at, CodeValidationFailed, "A Git repository takes no protected setting '%s', only sshPrivateKey and httpsKey.", name)
			continue
		}
		checkBase64(c, at)
	}
	checkBase64(c, git.At("sshKnownHosts"))
	checkBase64(c, git.At("httpsCACert"))
	user, key, private, hosts := git.At("httpsUser"), secrets.At("httpsKey"), secrets.At("sshPrivateKey"), git.At("sshKnownHosts")
	if address.Scheme == "ssh" {
		refuse(c, user, "httpsUser cannot be used with an ssh url.")
		refuse(c, key, "httpsKey cannot be used with an ssh url.")
		if address.User.Username() == "" {
			c.Failf(git.At("url"), CodeValidationFailed, "Invalid url. An ssh url names the user, such as ssh://git@host/repository.")
		}
		return
	}
	refuse(c, private, "sshPrivateKey cannot be used with an http(s) url.")
	refuse(c, hosts, "sshKnownHosts cannot be used with an http(s) url.")
	if user.Known() && key.Known() && user.Present() != key.Present() {
		c.Failf(user, CodeValidationFailed, "httpsUser and httpsKey cannot be used separately.")
	}
}

// refuse refuses a value that is known to be there.
func refuse(c *engine.Check, at engine.Value, reason string) {
	if at.Present() && at.Known() {
		c.Failf(at, CodeValidationFailed, "%s", reason)
	}
}

// checkBase64 refuses a text that is not in base64, without repeating it. Absent and unknown values pass.
func checkBase64(c *engine.Check, at engine.Value) {
	if at.Absent() || !at.Known() {
		return
	}
	if decoded, err := base64.StdEncoding.DecodeString(at.Text()); err != nil || len(decoded) == 0 {
		c.Failf(at, CodeValidationFailed, "The value of %s is not a valid base64 encoded string.", at.Path())
	}
}

// checkSeconds refuses intervals and timeouts below one second.
func checkSeconds(c *engine.Check, at engine.Value) {
	for _, key := range []string{"retryIntervalInSeconds", "syncIntervalInSeconds", "timeoutInSeconds"} {
		if seconds := at.At(key); seconds.Present() && seconds.Known() && seconds.Int() < 1 {
			c.Failf(seconds, CodeValidationFailed, "The value %d of %s is not valid; it must be at least 1.", seconds.Int(), key)
		}
	}
}

func checkKustomizations(c *engine.Check) {
	all := c.Inputs.At("kustomizations")
	if !all.Known() {
		return
	}
	names := all.Keys()
	if len(names) == 0 {
		c.Failf(all, CodeValidationFailed, "At least one kustomization must be specified.")
	}
	for _, name := range names {
		at := all.At(name)
		switch {
		case len(name) > maxKustomizationName || !kustomizationName.MatchString(name):
			c.Failf(at, CodeValidationFailed, "The kustomization's name '%s' must be at most %d lower case letters, digits, hyphens and periods.",
				name, maxKustomizationName)
		case len(c.Name())+len("-")+len(name) > maxAppliedName:
			c.Failf(at, CodeValidationFailed, "Flux configuration name '%s' combined with kustomization name '%s' cannot be greater than %d characters.",
				c.Name(), name, maxAppliedName)
		}
		for _, dependency := range at.At("dependsOn").Items() {
			if dependency.Known() && !slices.Contains(names, dependency.Text()) {
				c.Failf(dependency, CodeValidationFailed, "Kustomization '%s' depends on '%s', which is no kustomization of the configuration.",
					name, dependency.Text())
			}
		}
		if leads(all, name, name, map[string]bool{}) {
			c.Failf(at.At("dependsOn"), CodeValidationFailed, "Kustomization '%s' depends on itself.", name)
		}
		checkSeconds(c, at)
		for _, from := range at.At("postBuild", "substituteFrom").Items() {
			c.Require(from.At("kind"), CodeValidationFailed, "The property 'kind' of a source of variables must be specified.")
			c.Require(from.At("name"), CodeValidationFailed, "The property 'name' of a source of variables must be specified.")
		}
	}
}

// leads reports whether dependencies lead from one kustomization to another.
func leads(all engine.Value, from, to string, seen map[string]bool) bool {
	if seen[from] {
		return false
	}
	seen[from] = true
	return slices.ContainsFunc(all.At(from, "dependsOn").Texts(), func(next string) bool {
		return next == to || leads(all, next, to, seen)
	})
}
