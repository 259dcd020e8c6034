package gateway

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Rule sets of the web application firewall.
const (
	// RuleSetDefault is Microsoft's default rule set.
	RuleSetDefault = "default"
	// RuleSetOWASP32 is the older OWASP core rule set 3.2.
	RuleSetOWASP32 = "owasp32"
)

// Modes of the web application firewall, in ARM's spelling.
const (
	ModePrevention = "Prevention"
	ModeDetection  = "Detection"
)

// TLS policies of the listeners.
const (
	// TLSCustom is TLS 1.2 with two suites that have forward secrecy and authenticated encryption.
	TLSCustom = "custom"
	// TLSPredefined2022 is Azure's strict policy of 2022, which adds TLS 1.3.
	TLSPredefined2022 = "predefined2022"
)

// Ingress controllers in the cluster.
const (
	ControllerTraefik = "traefik"
	ControllerNone    = "none"
)

const (
	sourceAutoscaling = "https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant"
	sourceLimits      = "https://learn.microsoft.com/azure/azure-resource-manager/management/azure-subscription-service-limits#azure-application-gateway-limits"
	sourceListeners   = "https://learn.microsoft.com/azure/application-gateway/multiple-site-overview"
	sourceProbes      = "https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview"
	sourceRuleSets    = "https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules"
	sourceModes       = "https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview#waf-modes"
	sourceTLS         = "https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview"
	sourceVault       = "https://learn.microsoft.com/azure/application-gateway/key-vault-certs"
	sourceNamespaces  = "https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names"
)

const (
	// mostInstances is how far the gateway scales, and mostLeast how many instances it can always have.
	// Source: sourceLimits, https://github.com/hashicorp/terraform-provider-azurerm/pull/4958
	mostInstances, mostLeast = 125, 100
	// leastMost is the smallest upper limit that Azure takes.
	// Source: https://learn.microsoft.com/azure/templates/microsoft.network/2024-05-01/applicationgateways
	leastMost = 2
	// mostListeners is how many listeners one gateway has; each site takes one or, with a redirection, two.
	// Source: sourceLimits
	mostListeners = 100
	// firstPriority and priorityStep give sites without a priority theirs; those of redirections lie redirectOffset higher.
	firstPriority, priorityStep, redirectOffset = 100, 10, 10000
)

// Settings are the settings of every region's way in from the internet.
type Settings struct {
	// Sites are the host names that the gateway listens for, at least one and at most 100. All of them lead to the ingress
	// controller, which gets the name that a client asked for in the header X-Original-Host. Default: bicycle.
	// https://learn.microsoft.com/azure/application-gateway/multiple-site-overview
	Sites []Site `json:"sites"`
	// WAF is the web application firewall.
	WAF WAF `json:"waf"`
	// TLS is how clients and the ingress controller are spoken to.
	TLS TLS `json:"tls"`
	// Autoscale says how many instances the gateway may have.
	Autoscale Autoscale `json:"autoscale"`
	// ILBIP is the private address of the ingress controller, in the ingress subnet of every region's first spoke. Azure
	// keeps the first four addresses and the last for itself. Default: the fifth address, 10.240.4.4.
	// https://learn.microsoft.com/azure/virtual-network/virtual-networks-faq
	ILBIP string `json:"ilbIp"`
	// AllowedSuffixes are the ends that the host names of Ingress objects may have, each beginning with a dot. Default: the
	// company's domain.
	AllowedSuffixes []string `json:"allowedSuffixes"`
	// HTTPRedirect opens port 80, to tell clients that the sites are on port 443. Default false: port 80 stays closed.
	// https://learn.microsoft.com/azure/application-gateway/redirect-overview
	HTTPRedirect bool `json:"httpRedirect"`
	// Controller is the ingress controller that gets an identity to read its certificate from the vault: traefik or none.
	// Default traefik.
	Controller string `json:"controller" jsonschema:"enum=traefik,enum=none"`
	// Namespace is where the controller runs. Default: the name of the application.
	Namespace string `json:"namespace"`
	// ServiceAccount is the account that the controller runs as. Default traefik-ingress-controller.
	ServiceAccount string `json:"serviceAccount"`
}

// Site is one host name.
type Site struct {
	// Host is the name without the company's domain: bicycle stands for bicycle.<domain>. Required.
	Host string `json:"host"`
	// ProbePath is the path that tells whether the site is alive; prefer the one by which it says that it is ready.
	// Default /favicon.ico.
	// https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview
	ProbePath string `json:"probePath"`
	// Priority orders the routing rules, 1 to 10000, the lowest first; each site has its own. Default: 100 for the first
	// site, 110 for the second and so on.
	Priority int `json:"priority" jsonschema:"minimum=1,maximum=10000"`
}

// SetDefaults implements field.Defaulter.
func (s *Site) SetDefaults(environment.Class) { s.ProbePath = "/favicon.ico" }

// WAF is the web application firewall.
type WAF struct {
	// RuleSet is default, Microsoft's rule set 2.1, or owasp32, the older OWASP core rule set 3.2; only one of the two can
	// be. Rules against bots come with both. Default default.
	// https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules
	RuleSet string `json:"ruleSet" jsonschema:"enum=default,enum=owasp32"`
	// Mode is Prevention, which blocks, or Detection, which only writes down what it would have blocked. Production needs
	// an exception for Detection. Default Prevention.
	// https://learn.microsoft.com/azure/web-application-firewall/ag/ag-overview#waf-modes
	Mode string `json:"mode" jsonschema:"enum=Prevention,enum=Detection"`
}

// TLS is how clients and the ingress controller are spoken to.
type TLS struct {
	// Policy is custom, TLS 1.2 with two strong suites, or predefined2022, Azure's policy AppGwSslPolicy20220101S, which
	// adds TLS 1.3. Default custom.
	// https://learn.microsoft.com/azure/application-gateway/application-gateway-ssl-policy-overview
	Policy string `json:"policy" jsonschema:"enum=custom,enum=predefined2022"`
	// ListenerCertSecretID is the URL of a secret with the certificate that clients see, without a version, so that a
	// renewed one is fetched by itself. Default: the one that the stack puts into its vault.
	// https://learn.microsoft.com/azure/application-gateway/key-vault-certs
	ListenerCertSecretID string `json:"listenerCertSecretId"`
	// RootCertSecretID is the same for the certificate that the ingress controller must show. Default: the one that the
	// stack puts into its vault.
	RootCertSecretID string `json:"rootCertSecretId"`
	// CertificateVaultID is the resource ID of the vault that these two secrets are in, if it is not the stack's own. The
	// gateway's identity gets its roles there too.
	CertificateVaultID string `json:"certificateVaultId"`
}

// Autoscale says how many instances the gateway may have.
type Autoscale struct {
	// MinCapacity is how many instances are always there, 0 to 100; two stand ready even with 0, and more take minutes to
	// come. Production needs an exception for less than 2. Default 0 in dev, 2 in qa and prod.
	// https://learn.microsoft.com/azure/application-gateway/application-gateway-autoscaling-zone-redundant
	MinCapacity int `json:"minCapacity" jsonschema:"minimum=0,maximum=100"`
	// MaxCapacity is the upper limit, more than minCapacity and at most 125. Default 10.
	MaxCapacity int `json:"maxCapacity" jsonschema:"minimum=2,maximum=125"`
}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	site := Site{Host: "bicycle"}
	site.SetDefaults(class)
	s.Sites = []Site{site}
	s.WAF = WAF{RuleSet: RuleSetDefault, Mode: ModePrevention}
	s.TLS.Policy = TLSCustom
	s.Autoscale = Autoscale{MinCapacity: environment.Pick(class, 0, 2), MaxCapacity: 10}
	s.Controller, s.ServiceAccount = ControllerTraefik, "traefik-ingress-controller"
}

// Validate reports every mistake in the settings but those that depend on the network, which [CheckIngressIP] reports, on
// names, which [Settings.CheckHosts] does, and on the vault, for which there is [Settings.CheckVault].
func (s Settings) Validate(path field.Path, _ environment.Class) field.Errors {
	errors := s.validateSites(path.Child("sites"))
	waf := path.Child("waf")
	errors.Append(field.OneOf(waf.Child("ruleSet"), s.WAF.RuleSet, []string{RuleSetDefault, RuleSetOWASP32}, sourceRuleSets))
	errors.Append(field.OneOf(waf.Child("mode"), s.WAF.Mode, []string{ModePrevention, ModeDetection}, sourceModes))
	errors.Append(s.TLS.validate(path.Child("tls")))
	errors.Append(s.Autoscale.validate(path.Child("autoscale")))
	errors.Append(validateSuffixes(path.Child("allowedSuffixes"), s.AllowedSuffixes))
	errors.Append(field.OneOf(path.Child("controller"), s.Controller, []string{ControllerTraefik, ControllerNone}, ""))
	if s.Namespace != "" {
		errors.Append(kubernetesName(path.Child("namespace"), s.Namespace, dnsLabel))
	}
	errors.Append(kubernetesName(path.Child("serviceAccount"), s.ServiceAccount, dnsName))
	return errors
}

// Suffixes are the ends that host names may have: those of the settings, or the company's domain.
func (s Settings) Suffixes(domain string) []string {
	if len(s.AllowedSuffixes) > 0 {
		return slices.Clone(s.AllowedSuffixes)
	}
	return []string{"." + domain}
}

var (
	dnsLabel  = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$`)
	dnsName   = regexp.MustCompile(`^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$`)
	probePath = regexp.MustCompile(`^/[A-Za-z0-9._~!$&'()*+,;=:@%/?-]*$`)
	// secretURL is the address of a vault's secret without a version.
	secretURL = regexp.MustCompile(`^https://([a-z][a-z0-9-]{1,22}[a-z0-9])\.vault\.azure\.net/secrets/[A-Za-z0-9-]{1,127}/?$`)
)

func (s Settings) validateSites(path field.Path) field.Errors {
	var errors field.Errors
	if len(s.Sites) == 0 {
		errors.Add(field.Error{Path: path, Rule: "is empty, so the gateway would listen for nothing", Remedy: "list a host, for example bicycle", Source: sourceListeners})
	}
	if listeners := len(s.Sites) + len(s.redirects()); listeners > mostListeners {
		errors.Add(field.Error{
			Path: path, Value: listeners, Rule: fmt.Sprintf("are more listeners than the %d that one gateway has", mostListeners),
			Remedy: "list fewer sites, or leave port 80 closed", Source: sourceLimits,
		})
	}
	hosts, priorities := map[string]int{}, map[int]int{}
	for i, site := range s.Sites {
		at := path.Index(i)
		if !dnsName.MatchString(site.Host) {
			errors.Add(hostError(at.Child("host"), site.Host))
		} else if first, twice := hosts[site.Host]; twice {
			errors.Add(field.Error{Path: at.Child("host"), Value: site.Host, Rule: fmt.Sprintf("is also the host of sites[%d]", first), Remedy: "list each host once", Source: sourceListeners})
		} else {
			hosts[site.Host] = i
		}
		if !probePath.MatchString(site.ProbePath) {
			errors.Add(field.Error{Path: at.Child("probePath"), Value: site.ProbePath, Rule: "is not a path from the root", Remedy: "write it as /readyz", Source: sourceProbes})
		}
		if site.Priority != 0 {
			errors.Append(field.Between(at.Child("priority"), site.Priority, 1, redirectOffset, sourceListeners))
		}
		priority := s.priority(i)
		if first, twice := priorities[priority]; twice {
			errors.Add(field.Error{
				Path: at.Child("priority"), Value: priority, Rule: fmt.Sprintf("is also the priority of sites[%d]", first),
				Remedy: "give each site a priority of its own", Source: sourceListeners,
			})
		} else {
			priorities[priority] = i
		}
	}
	return errors
}

// redirects are the sites that are redirected from port 80.
func (s Settings) redirects() []Site {
	if s.HTTPRedirect {
		return s.Sites
	}
	return nil
}

// priority is that of the i-th site's routing rule.
func (s Settings) priority(i int) int {
	if p := s.Sites[i].Priority; p != 0 {
		return p
	}
	return firstPriority + priorityStep*i
}

func hostError(path field.Path, host string) field.Error {
	e := field.Error{Path: path, Rule: "is required", Remedy: "write the name without the company's domain, for example bicycle", Source: sourceListeners}
	if host != "" {
		e.Value, e.Rule = host, "is not a host name in lower case"
	}
	return e
}

func (t TLS) validate(path field.Path) field.Errors {
	errors := field.OneOf(path.Child("policy"), t.Policy, []string{TLSCustom, TLSPredefined2022}, sourceTLS)
	for key, url := range t.secrets() {
		if url != "" && !secretURL.MatchString(url) {
			errors.Add(field.Error{
				Path: path.Child(key), Value: url, Rule: "is not the URL of a vault's secret without a version",
				Remedy: "import the certificate into a vault and write https://<vault>.vault.azure.net/secrets/<name>", Source: sourceVault,
			})
		}
	}
	if t.CertificateVaultID == "" {
		return errors
	}
	id, err := azure.ParseID(t.CertificateVaultID)
	if err != nil || !strings.EqualFold(id.Type(), vaultType) {
		errors.Add(field.Error{
			Path: path.Child("certificateVaultId"), Value: t.CertificateVaultID, Rule: "is not the full resource ID of a vault",
			Remedy: "write /subscriptions/<id>/resourceGroups/<group>/providers/" + vaultType + "/<name>", Source: sourceVault,
		})
	} else if t.ListenerCertSecretID == "" && t.RootCertSecretID == "" {
		errors.Add(field.Error{
			Path: path.Child("certificateVaultId"), Value: t.CertificateVaultID, Rule: "only means something with listenerCertSecretId or rootCertSecretId",
			Remedy: "remove it, or name a secret in that vault", Source: sourceVault,
		})
	}
	return errors
}

// secrets are the URLs by the key that holds them.
func (t TLS) secrets() map[string]string {
	return map[string]string{"listenerCertSecretId": t.ListenerCertSecretID, "rootCertSecretId": t.RootCertSecretID}
}

func (a Autoscale) validate(path field.Path) field.Errors {
	errors := field.Between(path.Child("minCapacity"), a.MinCapacity, 0, mostLeast, sourceAutoscaling)
	errors.Append(field.Between(path.Child("maxCapacity"), a.MaxCapacity, leastMost, mostInstances, sourceAutoscaling))
	if a.MaxCapacity <= a.MinCapacity {
		errors.Add(field.Error{
			Path: path.Child("maxCapacity"), Value: a.MaxCapacity, Rule: fmt.Sprintf("is not more than minCapacity, %d, so nothing could scale", a.MinCapacity),
			Remedy: "raise maxCapacity or lower minCapacity", Source: sourceAutoscaling,
		})
	}
	return errors
}

func validateSuffixes(path field.Path, suffixes []string) field.Errors {
	var errors field.Errors
	for i, suffix := range suffixes {
		if name, dotted := strings.CutPrefix(suffix, "."); !dotted || !dnsName.MatchString(name) {
			errors.Add(field.Error{
				Path: path.Index(i), Value: suffix, Rule: "is not the end of a host name with a dot before it, and without one evilcontoso.com would do for contoso.com",
				Remedy: "write it as .contoso.com",
			})
		}
	}
	return errors
}

func kubernetesName(path field.Path, name string, form *regexp.Regexp) field.Errors {
	if form.MatchString(name) {
		return nil
	}
	e := field.Error{Path: path, Rule: "is required", Remedy: "write lower-case letters, digits and hyphens", Source: sourceNamespaces}
	if name != "" {
		e.Value, e.Rule = name, "is not a name that Kubernetes takes"
	}
	return field.Errors{e}
}
