package alerting

import (
	"fmt"
	"strings"
)

// Pool is a node pool that grows by itself.
type Pool struct {
	// Name is the pool's name, which is part of its nodes' names.
	Name string
	// MaxCount is how many nodes it may have.
	MaxCount int
}

// Subnet holds nodes.
type Subnet struct {
	// Name is what alerts call it.
	Name string
	// UsableAddresses is how many addresses it has for nodes. With overlay networking each node takes one.
	UsableAddresses int
	// Pools are the names of the pools whose nodes are in it; none for all.
	Pools []string
}

// capacityRules are alerts on what the cluster runs out of. An autoscaler at its maximum is among the rules on pods.
func capacityRules(pools []Pool, subnets []Subnet) []Rule {
	var rules []Rule
	if expression := atMaximum(pools); expression != "" {
		rules = append(rules, alert("KubeNodePoolAtMaximum", 3, 30, 15, expression,
			"Node pool {{ $labels.nodepool }} has had all {{ $value }} nodes that it may have for 30 minutes."))
	}
	if expression := nearlyFull(subnets); expression != "" {
		rules = append(rules, alert("KubeSubnetNearlyFull", 3, 15, 15, expression,
			`Subnet {{ $labels.subnet }} has less than 10 % of its addresses left for nodes.`))
	}
	return append(rules,
		// Pods that have no node yet; what is pending for other reasons already has one.
		alert("KubePodUnschedulable", 2, 10, 10, `
			count by (cluster, namespace) (
				max by (cluster, namespace, pod) (kube_pod_status_phase{@ksm,phase="Pending"}) == 1
				and on (cluster, namespace, pod) kube_pod_info{@ksm,node=""}
			) > 0`,
			"{{ $value }} pods in {{ $labels.namespace }} have found no node for 10 minutes."),
		alert("KubeNodeCPUHigh", 3, 15, 15, `
			100 * (1 - avg by (cluster, instance) (rate(node_cpu_seconds_total{@node,mode="idle"}[5m]))) > 80`,
			`Node {{ $labels.instance }} uses {{ $value | printf "%.0f" }} % of its CPU.`),
		alert("KubeNodeMemoryHigh", 3, 15, 15, `
			100 * (1 - node_memory_MemAvailable_bytes{@node} / node_memory_MemTotal_bytes{@node}) > 80`,
			`Node {{ $labels.instance }} uses {{ $value | printf "%.0f" }} % of its memory.`),
	)
}

// nodesOf matches the names that AKS gives to the nodes of pools: aks-<pool>-<number>-vmss<id> on Linux, aks<pool><id> with
// six characters on Windows.
// Source: https://learn.microsoft.com/azure/aks/create-node-pools, https://learn.microsoft.com/azure/aks/windows-faq
func nodesOf(pools ...string) string {
	if len(pools) == 0 {
		return ""
	}
	var names []string
	for _, pool := range pools {
		names = append(names, fmt.Sprintf("aks-%s-[0-9]+-vmss.+", pool), fmt.Sprintf("aks%s[0-9a-z]{6}", pool))
	}
	return fmt.Sprintf(`,node=~"%s"`, strings.Join(names, "|"))
}

// atMaximum is one expression for all pools, whose result says which it is about.
func atMaximum(pools []Pool) string {
	var full []string
	for _, pool := range pools {
		if pool.MaxCount > 0 {
			full = append(full, fmt.Sprintf(`label_replace(count by (cluster) (kube_node_info{@ksm%s}) >= %d, "nodepool", %q, "", "")`,
				nodesOf(pool.Name), pool.MaxCount, pool.Name))
		}
	}
	return strings.Join(full, " or ")
}

// nearlyFull is one expression for all subnets. Azure has no metric for the addresses of a subnet; the nodes that take them
// are counted instead.
func nearlyFull(subnets []Subnet) string {
	var full []string
	for _, subnet := range subnets {
		if subnet.UsableAddresses > 0 {
			full = append(full, fmt.Sprintf(`label_replace(count by (cluster) (kube_node_info{@ksm%s}) > 0.9 * %d, "subnet", %q, "", "")`,
				nodesOf(subnet.Pools...), subnet.UsableAddresses, subnet.Name))
		}
	}
	return strings.Join(full, " or ")
}
