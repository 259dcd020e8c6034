package gateway

import (
	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// siteParts are the parts of the gateway of which every site has its own.
type siteParts struct {
	probes    network.ApplicationGatewayProbeArray
	settings  network.ApplicationGatewayBackendHttpSettingsArray
	listeners network.ApplicationGatewayHttpListenerArray
	rules     network.ApplicationGatewayRequestRoutingRuleArray
	redirects network.ApplicationGatewayRedirectConfigurationArray
}

// partNames are the names of one site's parts.
type partNames struct{ probe, settings, listener, rule, plainListener, redirect, redirectRule string }

func probeName(of string) string { return "probe-" + of }

// parts names the parts of the i-th site. Those of the first have the names that a gateway with one site has, so that a
// second site does not touch them; backend is the name of the ingress controller.
func (s Settings) parts(i int, backend string) partNames {
	probe, suffix := backend, ""
	if i > 0 {
		probe, suffix = s.Sites[i].Host, "-"+s.Sites[i].Host
	}
	return partNames{
		probe: probeName(probe), settings: "aks-ingress-backendpool-httpsettings" + suffix, listener: "listener-https" + suffix,
		rule: "apw-routing-rules" + suffix, plainListener: "listener-http" + suffix, redirect: "redirect-to-https" + suffix,
		redirectRule: "apw-redirect-rules" + suffix,
	}
}

// Timing of probes and requests, in seconds.
const (
	probeInterval, probeTimeout, requestTimeout = 30, 30, 20
	unhealthyThreshold                          = 3
)

// sites makes the parts of every site.
func (b *builder) sites() siteParts {
	var made siteParts
	for i, site := range b.args.Settings.Sites {
		names := b.args.Settings.parts(i, b.backend())
		made.probes = append(made.probes, network.ApplicationGatewayProbeArgs{
			Name: pulumi.String(names.probe), Protocol: pulumi.String("Https"), Path: pulumi.String(site.ProbePath),
			Interval: pulumi.Int(probeInterval), Timeout: pulumi.Int(probeTimeout), UnhealthyThreshold: pulumi.Int(unhealthyThreshold),
			PickHostNameFromBackendHttpSettings: pulumi.Bool(true), MinServers: pulumi.Int(0),
			Match: network.ApplicationGatewayProbeHealthResponseMatchArgs{},
		})
		made.settings = append(made.settings, network.ApplicationGatewayBackendHttpSettingsArgs{
			Name: pulumi.String(names.settings), Port: pulumi.Int(443), Protocol: pulumi.String("Https"),
			CookieBasedAffinity: pulumi.String("Disabled"), PickHostNameFromBackendAddress: pulumi.Bool(true),
			RequestTimeout: pulumi.Int(requestTimeout), Probe: b.part("probes", names.probe),
			TrustedRootCertificates: network.SubResourceArray{b.part("trustedRootCertificates", rootCertificate)},
		})
		made.listeners = append(made.listeners, network.ApplicationGatewayHttpListenerArgs{
			Name: pulumi.String(names.listener), Protocol: pulumi.String("Https"),
			FrontendIPConfiguration: b.part("frontendIPConfigurations", frontendConfiguration), FrontendPort: b.part("frontendPorts", portHTTPS),
			SslCertificate: b.part("sslCertificates", b.certificate()), HostName: pulumi.String(site.Host + "." + b.args.Domain),
			HostNames: pulumi.StringArray{}, RequireServerNameIndication: pulumi.Bool(true),
		})
		made.rules = append(made.rules, network.ApplicationGatewayRequestRoutingRuleArgs{
			Name: pulumi.String(names.rule), Priority: pulumi.Int(b.args.Settings.priority(i)), RuleType: pulumi.String("Basic"),
			HttpListener: b.part("httpListeners", names.listener), BackendAddressPool: b.part("backendAddressPools", b.backend()),
			BackendHttpSettings: b.part("backendHttpSettingsCollection", names.settings),
		})
		if b.args.Settings.HTTPRedirect {
			b.redirect(&made, i, names)
		}
	}
	return made
}

// redirect tells those who come to port 80 for the i-th site to come again on port 443.
func (b *builder) redirect(made *siteParts, i int, names partNames) {
	made.listeners = append(made.listeners, network.ApplicationGatewayHttpListenerArgs{
		Name: pulumi.String(names.plainListener), Protocol: pulumi.String("Http"),
		FrontendIPConfiguration: b.part("frontendIPConfigurations", frontendConfiguration), FrontendPort: b.part("frontendPorts", portHTTP),
		HostName: pulumi.String(b.args.Settings.Sites[i].Host + "." + b.args.Domain), HostNames: pulumi.StringArray{},
		RequireServerNameIndication: pulumi.Bool(false),
	})
	made.redirects = append(made.redirects, network.ApplicationGatewayRedirectConfigurationArgs{
		Name: pulumi.String(names.redirect), RedirectType: pulumi.String("Permanent"), TargetListener: b.part("httpListeners", names.listener),
		IncludePath: pulumi.Bool(true), IncludeQueryString: pulumi.Bool(true),
	})
	made.rules = append(made.rules, network.ApplicationGatewayRequestRoutingRuleArgs{
		Name: pulumi.String(names.redirectRule), Priority: pulumi.Int(b.args.Settings.priority(i) + redirectOffset), RuleType: pulumi.String("Basic"),
		HttpListener: b.part("httpListeners", names.plainListener), RedirectConfiguration: b.part("redirectConfigurations", names.redirect),
	})
}
