package network

import (
	"fmt"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// checkGatewayFrontends judges where the gateway stands and listens.
// Source: https://learn.microsoft.com/azure/application-gateway/configuration-frontend-ip
func checkGatewayFrontends(c *engine.Check) {
	if list := c.Inputs.At("gatewayIPConfigurations"); len(list.Items()) > 1 {
		c.Failf(list, CodeBadRequest, "Application Gateway %s can have one gateway IP configuration only.", c.Name())
	}
	for _, configuration := range c.Inputs.At("gatewayIPConfigurations").Items() {
		if configuration.At("subnet", "id").Absent() {
			c.Failf(configuration, CodeBadRequest, "Subnet reference is required for ipconfiguration %s.", configuration.At("name").Text())
		}
	}
	public, private := 0, 0
	frontends := c.Inputs.At("frontendIPConfigurations")
	for _, frontend := range frontends.Items() {
		address, subnet := frontend.At("publicIPAddress"), frontend.At("subnet")
		switch {
		case address.Present() == subnet.Present():
			c.Failf(frontend, CodeBadRequest, "Frontend IP configuration %s of Application Gateway %s must have either a public IP address or a subnet.",
				frontend.At("name").Text(), c.Name())
		case address.Present():
			public++
		default:
			private++
			method := frontend.At("privateIPAllocationMethod")
			if method.Known() && !strings.EqualFold(method.Text(), "Static") || frontend.At("privateIPAddress").Absent() {
				c.Failf(frontend, CodeBadRequest, "Frontend IP configuration %s of Application Gateway with SKU tier %s can only use "+
					"PrivateIPAddress with IpAllocationMethod as Static.", frontend.At("name").Text(), c.Inputs.At("sku", "tier").Text())
			}
		}
	}
	if public > 1 || private > 1 {
		c.Failf(frontends, CodeBadRequest, "Application Gateway %s can have one public and one private frontend IP configuration.", c.Name())
	}
	if private > 0 && public == 0 {
		c.Failf(frontends, CodeBadRequest, "%s does not support Application Gateway without Public IP for the selected SKU tier %s.",
			c.Name(), c.Inputs.At("sku", "tier").Text())
	}
	taken := map[int]bool{}
	for _, port := range c.Inputs.At("frontendPorts").Items() {
		at := port.At("port")
		if c.Require(at, CodeBadRequest, "Frontend port %s of Application Gateway %s has no port.", port.At("name").Text(), c.Name()) {
			// Source: https://learn.microsoft.com/azure/application-gateway/configuration-listeners#front-end-port
			c.Range(at, CodeBadRequest, 1, 64999)
		}
		if n := at.Int(); n > 0 && taken[n] {
			c.Failf(at, CodeBadRequest, "Two frontend ports of Application Gateway %s use port %d.", c.Name(), n)
		} else {
			taken[n] = true
		}
	}
}

// mostHostNames is how many host names one listener takes.
// Source: https://learn.microsoft.com/azure/application-gateway/multiple-site-overview#wildcard-host-names-in-listener
const mostHostNames = 5

func checkGatewayListeners(c *engine.Check) {
	seen := map[string]string{}
	for _, listener := range c.Inputs.At("httpListeners").Items() {
		name := listener.At("name").Text()
		for _, required := range []string{"frontendIPConfiguration", "frontendPort", "protocol"} {
			c.Require(listener.At(required), CodeBadRequest, "Http listener %s of Application Gateway %s must have %s.", name, c.Name(), required)
		}
		checkListenerProtocol(c, listener)
		hosts := hostsOf(listener)
		if listener.At("hostName").Text() != "" && len(listener.At("hostNames").Items()) > 0 {
			c.Failf(listener, CodeBadRequest, "Http listener %s of Application Gateway %s can have either hostName or hostNames.", name, c.Name())
		}
		if len(hosts) > mostHostNames {
			c.Failf(listener.At("hostNames"), CodeBadRequest, "Http listener %s of Application Gateway %s can have at most %d host names.", name, c.Name(), mostHostNames)
		}
		known := listener.At("hostName").Known() && listener.At("hostNames").KnownThroughout() && listener.At("frontendPort").KnownThroughout()
		if known {
			checkListenersApart(c, listener, hosts, seen)
		}
		if known && len(hosts) == 0 && listener.At("requireServerNameIndication").Bool() {
			c.Failf(listener, CodeBadRequest, "Http listener %s of Application Gateway %s requires server name indication and so a host name.", name, c.Name())
		}
	}
}

// hostsOf are the host names that a listener is for; none for all.
func hostsOf(listener engine.Value) []string {
	hosts := listener.At("hostNames").Texts()
	if one := listener.At("hostName").Text(); one != "" {
		hosts = append(hosts, one)
	}
	return hosts
}

// boolInt counts one for what holds.
func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

// checkListenerProtocol wants a certificate exactly for HTTPS.
func checkListenerProtocol(c *engine.Check, listener engine.Value) {
	protocol, certificate := listener.At("protocol"), listener.At("sslCertificate")
	if !protocol.Known() || protocol.Absent() {
		return
	}
	secure := strings.EqualFold(protocol.Text(), "Https")
	if secure && certificate.Absent() {
		c.Failf(listener, CodeBadRequest, "Http listener %s of Application Gateway %s has protocol Https and must have an SSL certificate.", listener.At("name").Text(), c.Name())
	}
	if !secure && (certificate.Present() || listener.At("requireServerNameIndication").Bool()) {
		c.Failf(listener, CodeBadRequest, "Http listener %s of Application Gateway %s has protocol %s and cannot have an SSL certificate or server name indication.",
			listener.At("name").Text(), c.Name(), protocol.Text())
	}
}

// checkListenersApart refuses two listeners that the gateway could not tell apart. seen holds, by frontend, port and
// host, who listens there already.
func checkListenersApart(c *engine.Check, listener engine.Value, hosts []string, seen map[string]string) {
	name, port := listener.At("name").Text(), strings.ToLower(listener.At("frontendPort", "id").Text())
	if port == "" {
		return
	}
	if len(hosts) == 0 {
		if _, taken := seen[port]; taken {
			c.Failf(listener, CodeGatewayListenersSamePort, "Two Http Listeners of Application Gateway %s are using the same Frontend Port %s.", c.Name(), port)
		}
		seen[port] = name
		return
	}
	for _, host := range hosts {
		key := fmt.Sprintf("%s|%s|%s", port, strings.ToLower(listener.At("frontendIPConfiguration", "id").Text()), strings.ToLower(host))
		if other, taken := seen[key]; taken {
			c.Failf(listener, CodeGatewayListenersSameHost, "Two Http Listeners of Application Gateway %s and %s are using the same Frontend "+
				"Port %s, HostName %s and FrontendIpConfiguration %s.", other, name, port, host, listener.At("frontendIPConfiguration", "id").Text())
		}
		seen[key] = name
	}
}

// Priorities of routing rules.
// Source: https://learn.microsoft.com/azure/application-gateway/multiple-site-overview#request-routing-rules-evaluation-order
const mostPriority = 20000

func checkGatewayRules(c *engine.Check) {
	taken, listened := map[int]string{}, map[string]string{}
	for _, rule := range c.Inputs.At("requestRoutingRules").Items() {
		name, priority := rule.At("name").Text(), rule.At("priority")
		if c.Require(priority, CodeGatewayRulePriorityEmpty, "Priority for the request routing rule %s cannot be empty. All request routing rules "+
			"should have a priority defined starting from api-version 2021-08-01", name) {
			c.Range(priority, CodeBadRequest, 1, mostPriority)
		}
		if n := priority.Int(); n > 0 {
			if other, twice := taken[n]; twice {
				c.Failf(priority, CodeBadRequest, "Priority must be unique across all the request routing rules: %s and %s of Application Gateway %s have %d.",
					other, name, c.Name(), n)
			}
			taken[n] = name
		}
		if c.Require(rule.At("httpListener"), CodeBadRequest, "Request routing rule %s of Application Gateway %s has no listener.", name, c.Name()) {
			key := strings.ToLower(rule.At("httpListener", "id").Text())
			if other, twice := listened[key]; twice && key != "" {
				c.Failf(rule.At("httpListener"), CodeBadRequest, "Request routing rules %s and %s of Application Gateway %s use the same listener.", other, name, c.Name())
			}
			listened[key] = name
		}
		checkRuleTarget(c, rule)
	}
	for _, redirect := range c.Inputs.At("redirectConfigurations").Items() {
		if redirect.At("targetListener").Present() == redirect.At("targetUrl").Present() {
			c.Failf(redirect, CodeBadRequest, "Redirect configuration %s of Application Gateway %s must have either a target listener or a target URL.",
				redirect.At("name").Text(), c.Name())
		}
		c.Require(redirect.At("redirectType"), CodeBadRequest, "Redirect configuration %s of Application Gateway %s has no type.",
			redirect.At("name").Text(), c.Name())
	}
}

// checkRuleTarget wants a rule to lead somewhere, in one way.
func checkRuleTarget(c *engine.Check, rule engine.Value) {
	kind, name := rule.At("ruleType").TextOr("Basic"), rule.At("name").Text()
	pool, settings := rule.At("backendAddressPool").Present() || rule.At("loadDistributionPolicy").Present(), rule.At("backendHttpSettings").Present()
	redirect, paths := rule.At("redirectConfiguration").Present(), rule.At("urlPathMap").Present()
	switch {
	case strings.EqualFold(kind, "PathBasedRouting") && !paths:
		c.Failf(rule, CodeBadRequest, "Request routing rule %s of Application Gateway %s routes by path and must have a URL path map.", name, c.Name())
	case strings.EqualFold(kind, "Basic") && (paths || redirect && (pool || settings) || !redirect && (!pool || !settings)):
		c.Failf(rule, CodeBadRequest, "Request routing rule %s of Application Gateway %s must have either a backend address pool with backend "+
			"settings or a redirect configuration.", name, c.Name())
	}
}

func checkGatewayBackends(c *engine.Check) {
	for _, pool := range c.Inputs.At("backendAddressPools").Items() {
		for _, address := range pool.At("backendAddresses").Items() {
			if address.At("fqdn").Present() == address.At("ipAddress").Present() {
				c.Failf(address, CodeBadRequest, "A backend address of pool %s of Application Gateway %s must be either a name or an IP address.",
					pool.At("name").Text(), c.Name())
			}
		}
	}
	for _, settings := range c.Inputs.At("backendHttpSettingsCollection").Items() {
		name := settings.At("name").Text()
		if c.Require(settings.At("port"), CodeBadRequest, "Backend http settings %s of Application Gateway %s have no port.", name, c.Name()) {
			c.Range(settings.At("port"), CodeBadRequest, 1, 65535)
		}
		c.Require(settings.At("protocol"), CodeBadRequest, "Backend http settings %s of Application Gateway %s have no protocol.", name, c.Name())
		c.Range(settings.At("requestTimeout"), CodeBadRequest, 1, 86400)
		if settings.At("hostName").Text() != "" && settings.At("pickHostNameFromBackendAddress").Bool() {
			c.Failf(settings, CodeBadRequest, "HostName of backend http settings %s may only be specified if PickHostNameFromBackendAddress is set to false.", name)
		}
		if strings.EqualFold(settings.At("protocol").Text(), "Http") && len(settings.At("trustedRootCertificates").Items()) > 0 {
			c.Failf(settings, CodeBadRequest, "Backend http settings %s of Application Gateway %s have protocol Http and cannot have trusted root certificates.", name, c.Name())
		}
		checkProbeOf(c, settings)
	}
}

// checkProbeOf wants a probe that takes its host from the settings to find one there.
func checkProbeOf(c *engine.Check, settings engine.Value) {
	probe, found := partNamed(c.Inputs, "probes", settings.At("probe"))
	if !found || !probe.At("pickHostNameFromBackendHttpSettings").Bool() || !settings.At("hostName").Known() || !settings.At("pickHostNameFromBackendAddress").Known() {
		return
	}
	if settings.At("hostName").Text() == "" && !settings.At("pickHostNameFromBackendAddress").Bool() {
		c.Failf(settings, CodeBadRequest, "Probe %s picks its host name from backend http settings %s, which have neither a host name nor "+
			"pickHostNameFromBackendAddress.", probe.At("name").Text(), settings.At("name").Text())
	}
}

// checkGatewayProbes judges the health probes.
// Source: https://learn.microsoft.com/azure/application-gateway/application-gateway-probe-overview
func checkGatewayProbes(c *engine.Check) {
	for _, probe := range c.Inputs.At("probes").Items() {
		name, path := probe.At("name").Text(), probe.At("path")
		if protocol := probe.At("protocol").Text(); protocol == "Http" || protocol == "Https" {
			if path.Known() && !strings.HasPrefix(path.Text(), "/") {
				c.Failf(path, CodeBadRequest, "Path specified for Probe %s is not valid. Path must start with a forward slash (/) and meet the "+
					"format requirements.", name)
			}
			host, pick := probe.At("host"), probe.At("pickHostNameFromBackendHttpSettings")
			if host.Known() && pick.Known() && host.Text() == "" && !pick.Bool() {
				c.Failf(probe, CodeGatewayProbeHost, "Host '' specified for Probe '%s' is not valid. Host can only be null when "+
					"pickHostNameFromBackendHttpSettings is set to true.", name)
			}
			if host.Text() != "" && pick.Bool() {
				c.Failf(host, CodeBadRequest, "Host of Probe %s may only be specified if PickHostNameFromBackendHttpSettings is set to false.", name)
			}
		}
		c.Range(probe.At("interval"), CodeBadRequest, 1, 86400)
		c.Range(probe.At("timeout"), CodeBadRequest, 1, 86400)
		c.Range(probe.At("unhealthyThreshold"), CodeBadRequest, 1, 20)
	}
}
