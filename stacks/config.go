package stacks

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/components/backup"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/components/cost"
	"github.com/aks-landing-zone/aks-landing-zone/components/defender"
	"github.com/aks-landing-zone/aks-landing-zone/components/gateway"
	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/components/hub"
	"github.com/aks-landing-zone/aks-landing-zone/components/monitoring"
	"github.com/aks-landing-zone/aks-landing-zone/components/registry"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/components/vault"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Namespace is the Pulumi project's name and the name space of its configuration keys.
const Namespace = "aks-landing-zone"

// Config is the whole configuration of one stack. Each field is one key of the stack file,
// aks-landing-zone:<name>, and belongs to the component whose settings it holds; the ones declared in this package
// concern several components.
type Config struct {
	// Environment is the class of the environment: dev, qa or prod. It decides the defaults. Required.
	Environment environment.Class `json:"environment"`
	// Subscriptions are the Azure subscriptions and the tenant that the stack deploys to. Required.
	Subscriptions Subscriptions `json:"subscriptions"`
	// Workload says whose platform this is; it becomes part of names and all tags. Required.
	Workload Workload `json:"workload"`
	// AllowedRegions are the regions that the organisation permits. Default: the regions of the stack.
	AllowedRegions []string `json:"allowedRegions"`
	// Regions are the Azure regions of the stack, each with its hub, its spokes and its cluster. One or more.
	Regions []Region `json:"regions"`
	// Network holds what the address plan must respect besides the stack's own networks.
	Network Network `json:"network"`
	// DNS says who owns the private DNS zones and which servers resolve names.
	DNS DNS `json:"dns"`
	// Egress is how traffic leaves the spokes.
	Egress Egress `json:"egress"`
	// Hub holds the settings of every region's hub.
	Hub hub.Settings `json:"hub"`
	// Spoke holds the settings of every spoke.
	Spoke spoke.Settings `json:"spoke"`
	// Monitoring says where logs, metrics and traces go, and for how long.
	Monitoring monitoring.Settings `json:"monitoring"`
	// Governance holds the settings of the Azure Policy assignments.
	Governance governance.Settings `json:"governance"`
	// Registry holds the settings of the container registry.
	Registry registry.Settings `json:"registry"`
	// Vault holds the settings of every region's Key Vault.
	Vault vault.Settings `json:"vault"`
	// Ingress holds the settings of every region's way in from the internet.
	Ingress gateway.Settings `json:"ingress"`
	// Certificates are what the gateway serves and trusts. Secret.
	Certificates vault.Certificates `json:"certificates"`
	// Cluster holds the settings of every region's cluster.
	Cluster cluster.Settings `json:"cluster"`
	// Identity says who may do what in the clusters.
	Identity cluster.Identity `json:"identity"`
	// Alerting says who is told of what, and what services promise.
	Alerting alerting.Settings `json:"alerting"`
	// Backup says whether and how the cluster's state is backed up.
	Backup backup.Settings `json:"backup"`
	// Cost holds the budgets, the export of costs, and the working hours of what is not production.
	Cost cost.Settings `json:"cost"`
	// Defender holds the plans of Microsoft Defender for Cloud in the workload's subscription.
	Defender defender.Settings `json:"defender"`
	// Workloads are the workloads that get an identity of their own.
	Workloads []cluster.Workload `json:"workloads"`
	// Bootstrap says how the cluster gets its first Kubernetes objects.
	Bootstrap bootstrap.Settings `json:"bootstrap"`
	// GitOps is the repository that Flux reconciles.
	GitOps bootstrap.GitOps `json:"gitops"`
	// Namespaces are the platform's namespaces, each with its quota, limits, policies and access.
	Namespaces []bootstrap.Namespace `json:"namespaces"`
	// Exceptions are the places where a production stack is weaker than production's defaults, each with its reason.
	Exceptions []Exception `json:"exceptions"`
}

// Raw is the configuration as Pulumi hands it over: full key (aks-landing-zone:hub) to text, which is JSON for
// everything but plain text.
type Raw struct {
	// File is the name of the stack file, for messages: Pulumi.prod.yaml.
	File string
	// Values are the values by full key.
	Values map[string]string
	// Secret tells which full keys hold a secret; their values never appear in a message.
	Secret map[string]bool
}

// section is one top-level key: its name and where in a Config its value goes.
type section struct {
	name string
	into func(*Config) any
}

// sections lists every top-level key, in the order of the documentation. environment comes first because the
// defaults of all others depend on it.
var sections = []section{
	{"environment", func(c *Config) any { return &c.Environment }},
	{"subscriptions", func(c *Config) any { return &c.Subscriptions }},
	{"workload", func(c *Config) any { return &c.Workload }},
	{"allowedRegions", func(c *Config) any { return &c.AllowedRegions }},
	{"regions", func(c *Config) any { return &c.Regions }},
	{"network", func(c *Config) any { return &c.Network }},
	{"dns", func(c *Config) any { return &c.DNS }},
	{"egress", func(c *Config) any { return &c.Egress }},
	{"hub", func(c *Config) any { return &c.Hub }},
	{"spoke", func(c *Config) any { return &c.Spoke }},
	{"monitoring", func(c *Config) any { return &c.Monitoring }},
	{"governance", func(c *Config) any { return &c.Governance }},
	{"registry", func(c *Config) any { return &c.Registry }},
	{"vault", func(c *Config) any { return &c.Vault }},
	{"ingress", func(c *Config) any { return &c.Ingress }},
	{"certificates", func(c *Config) any { return &c.Certificates }},
	{"cluster", func(c *Config) any { return &c.Cluster }},
	{"identity", func(c *Config) any { return &c.Identity }},
	{"alerting", func(c *Config) any { return &c.Alerting }},
	{"backup", func(c *Config) any { return &c.Backup }},
	{"cost", func(c *Config) any { return &c.Cost }},
	{"defender", func(c *Config) any { return &c.Defender }},
	{"workloads", func(c *Config) any { return &c.Workloads }},
	{"bootstrap", func(c *Config) any { return &c.Bootstrap }},
	{"gitops", func(c *Config) any { return &c.GitOps }},
	{"namespaces", func(c *Config) any { return &c.Namespaces }},
	{"exceptions", func(c *Config) any { return &c.Exceptions }},
}

// SectionNames returns the names of all top-level keys, without the name space.
func SectionNames() []string {
	names := make([]string, len(sections))
	for i, s := range sections {
		names[i] = s.name
	}
	return names
}

// load decodes, completes and validates a configuration, and gathers all mistakes.
func load(raw Raw) (Config, field.Errors) {
	var config Config
	var errors field.Errors
	class, classErrors := loadClass(raw)
	errors.Append(classErrors)
	errors.Append(unknownSections(raw))
	errors.Append(plaintextSecrets(raw))
	for _, s := range sections[1:] {
		errors.Append(loadSection(raw, s, &config, class))
	}
	config.Environment = class
	config.complete()
	errors.Append(below(errors, config.validate()))
	return config, errors
}

// below leaves out the mistakes at and below places where one was found before: a value that could not be read has
// already been reported, and what was checked in its place is a default.
func below(found, further field.Errors) field.Errors {
	var kept field.Errors
	for _, mistake := range further {
		known := slices.ContainsFunc(found, func(earlier field.Error) bool {
			rest, ok := strings.CutPrefix(string(mistake.Path), string(earlier.Path))
			return ok && (rest == "" || rest[0] == '.' || rest[0] == '[')
		})
		if !known {
			kept.Add(mistake)
		}
	}
	return kept
}

func loadClass(raw Raw) (environment.Class, field.Errors) {
	path := field.Root(Namespace, "environment")
	text, given := raw.Values[string(path)]
	if !given || text == "" {
		// Production's defaults are the safe ones for judging the rest.
		return environment.Prod, field.Errors{{
			Path: path, Rule: "is required", Remedy: "choose dev, qa or prod; it decides the defaults of every other key",
		}}
	}
	class, err := environment.Parse(text)
	if err != nil {
		return environment.Prod, field.Errors{{Path: path, Value: text, Rule: "is not an environment class", Remedy: "choose dev, qa or prod"}}
	}
	return class, nil
}

func unknownSections(raw Raw) field.Errors {
	var errors field.Errors
	for _, key := range slices.Sorted(maps.Keys(raw.Values)) {
		name, ours := strings.CutPrefix(key, Namespace+":")
		if !ours || slices.Contains(SectionNames(), name) {
			continue
		}
		remedy := "choose one of " + strings.Join(SectionNames(), ", ")
		if near, ok := field.Nearest(name, SectionNames()); ok {
			remedy = fmt.Sprintf("did you mean %s?", near)
		}
		errors.Add(field.Error{Path: field.Path(key), Rule: "is not a known key", Remedy: remedy})
	}
	return errors
}

func loadSection(raw Raw, s section, config *Config, class environment.Class) field.Errors {
	path := field.Root(Namespace, s.name)
	var value any
	if text, given := raw.Values[string(path)]; given && text != "" {
		decoder := json.NewDecoder(strings.NewReader(text))
		decoder.UseNumber()
		if err := decoder.Decode(&value); err != nil {
			return field.Errors{{Path: path, Value: text, Rule: "is plain text", Remedy: "write an object or a list in YAML"}}
		}
	}
	return field.Decode(path, value, s.into(config), class)
}

// redact removes the values of secret keys from the mistakes.
func redact(raw Raw, errors field.Errors) field.Errors {
	for i, mistake := range errors {
		for key, secret := range raw.Secret {
			if secret && strings.HasPrefix(string(mistake.Path), key) && mistake.Value != nil {
				errors[i].Value = "[secret]"
			}
		}
	}
	return errors
}
