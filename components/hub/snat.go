package hub

import "fmt"

const (
	// SNATPortsPerPublicIP is how many source ports one public address gives to one instance of the firewall, for
	// each destination address, port and protocol.
	//
	// Source: https://learn.microsoft.com/azure/firewall/integrate-with-nat-gateway
	SNATPortsPerPublicIP = 2496
	// firewallInstances is how many instances a firewall has before it scales out. Connections that come in a burst
	// must fit on these: scaling out takes minutes.
	//
	// Source: https://learn.microsoft.com/azure/firewall/firewall-performance
	firewallInstances = 2
)

// SNATPorts estimates how many connections to one destination a firewall with this many public addresses holds at
// once, before it scales out.
func SNATPorts(publicIPCount int) int {
	return publicIPCount * SNATPortsPerPublicIP * firewallInstances
}

// SNATWarning compares the expected peak of connections to one destination with what the firewall's public addresses
// hold. It returns "" when they are enough, or when peakFlows is 0 because nothing is expected; otherwise a sentence
// that names the number of addresses that would do. It is an estimate, so it warns and does not refuse.
func (s Settings) SNATWarning(peakFlows int) string {
	have := SNATPorts(s.Firewall.PublicIPCount)
	if peakFlows <= have {
		return ""
	}
	perAddress := SNATPorts(1)
	needed := (peakFlows + perAddress - 1) / perAddress
	if needed > maxPublicIPs {
		return fmt.Sprintf("hub.firewall.publicIpCount %d gives about %d connections to one destination and %d are expected, "+
			"more than %d addresses could give: use a private endpoint or a NAT gateway towards that destination",
			s.Firewall.PublicIPCount, have, peakFlows, maxPublicIPs)
	}
	return fmt.Sprintf("hub.firewall.publicIpCount %d gives about %d connections to one destination and %d are expected: set it to %d",
		s.Firewall.PublicIPCount, have, peakFlows, needed)
}
