// Package containerservice simulates Microsoft.ContainerService: managed clusters, agent pools, maintenance windows, and
// the credentials function. It judges what AKS judges when it gets the request (combinations, ranges, names) and what
// makes a deployment fail later: the grants of the cluster's identity at that moment, the private DNS zone and its
// links, and whether nodes can reach what they need on their way out through a firewall.
//
// Error codes are AKS's own. Where its documentation states a rule without naming the code, the code is the one that
// public deployment logs show and the source is the page with the rule.
package containerservice
