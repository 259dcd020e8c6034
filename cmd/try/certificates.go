package main

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"

	"github.com/aks-landing-zone/aks-landing-zone/internal/certificates"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// certificatesKey is the section that the stack files leave out: only its owner has the certificates of a domain. A
// simulated stack gets some made for the purpose.
const certificatesKey = stacks.Namespace + ":certificates"

// renewal is how long certificates that were made earlier must still be valid to be used again.
const renewal = 60 * 24 * time.Hour

// kept is a demonstration as it is kept between runs, so that the next one changes nothing.
type kept struct {
	Domain  string    `json:"domain"`
	Hosts   []string  `json:"hosts"`
	Expires time.Time `json:"expires"`
	certificates.Demonstration
}

func (k kept) section() map[string]string {
	return map[string]string{
		"gatewayExternalPfxCertificate": k.GatewayExternalPfxCertificate,
		"ingressTlsCertificate":         k.IngressTLSCertificate,
	}
}

func (d directories) certificatesFile(stack string) string {
	return filepath.Join(d.keep, "certificates-"+stack+".json")
}

// demonstrationFor returns the certificates of a stack that brings none of its own; nil for one that does. They are made
// anew when they are missing, soon expired, or for other hosts.
func demonstrationFor(dirs directories, stack string, raw stacks.Raw, now time.Time) (*kept, error) {
	domain, hosts, wanted := stacks.CertificateHosts(raw)
	if !wanted {
		return nil, nil
	}
	file := dirs.certificatesFile(stack)
	var found kept
	content, err := os.ReadFile(file)
	if err == nil && json.Unmarshal(content, &found) == nil && found.Domain == domain && slices.Equal(found.Hosts, hosts) &&
		now.Add(renewal).Before(found.Expires) {
		return &found, nil
	}
	made, err := certificates.Demonstrate(domain, hosts, now)
	if err != nil {
		return nil, err
	}
	found = kept{Domain: domain, Hosts: hosts, Expires: now.Add(certificates.Validity), Demonstration: made}
	content, err = json.Marshal(found)
	if err != nil {
		return nil, fmt.Errorf("keeping certificates: %w", err)
	}
	if err := os.MkdirAll(dirs.keep, 0o700); err != nil {
		return nil, writeFailure(err)
	}
	return &found, writeFailure(os.WriteFile(file, content, 0o600))
}

// addCertificates puts certificates into a configuration that was read without the engine.
func addCertificates(raw stacks.Raw, demonstration *kept) error {
	if demonstration == nil {
		return nil
	}
	section, err := json.Marshal(demonstration.section())
	if err != nil {
		return fmt.Errorf("certificates: %w", err)
	}
	raw.Values[certificatesKey], raw.Secret[certificatesKey] = string(section), true
	return nil
}

// setCertificates gives them to the engine, as secrets.
func setCertificates(ctx context.Context, stack auto.Stack, demonstration *kept) error {
	if demonstration == nil {
		return nil
	}
	values := auto.ConfigMap{}
	for key, value := range demonstration.section() {
		values[certificatesKey+"."+key] = auto.ConfigValue{Value: value, Secret: true}
	}
	if err := stack.SetAllConfigWithOptions(ctx, values, &auto.ConfigOptions{Path: true}); err != nil {
		return fmt.Errorf("setting the certificates: %w", err)
	}
	return nil
}

// certificateCommands are shell commands that give certificates to every stack whose file brings none. They write
// encrypted values into the stack file, where Pulumi writes the salt of its encryption anyway.
func certificateCommands(dirs directories) ([]string, error) {
	var commands []string
	for _, stack := range stackNames(dirs) {
		raw, err := stacks.ReadFile(dirs.configFile(stack))
		if err != nil {
			return nil, usageError{err}
		}
		demonstration, err := demonstrationFor(dirs, stack, raw, time.Now())
		if err != nil {
			return nil, err
		}
		if demonstration == nil {
			continue
		}
		section := demonstration.section()
		for _, key := range slices.Sorted(maps.Keys(section)) {
			file := filepath.Join(dirs.keep, "certificates-"+stack+"."+key)
			if err := writeFailure(os.WriteFile(file, []byte(section[key]), 0o600)); err != nil {
				return nil, err
			}
			commands = append(commands, fmt.Sprintf("pulumi config set --cwd %s --stack %s --secret --path '%s.%s' < %s",
				shellQuote(dirs.root), stack, certificatesKey, key, shellQuote(file)))
		}
	}
	return commands, nil
}

// stackNames are the stacks that have a file, sorted.
func stackNames(dirs directories) []string {
	files, _ := filepath.Glob(filepath.Join(dirs.root, "Pulumi.*.yaml"))
	var names []string
	for _, file := range files {
		names = append(names, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Pulumi."), ".yaml"))
	}
	return names
}
