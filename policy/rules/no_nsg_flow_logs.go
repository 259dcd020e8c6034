package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noNSGFlowLogs = pack.Rule{
	ID:       "no-nsg-flow-logs",
	Title:    "Flow logs are of networks, not of security groups",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "NSG flow logs cannot be created any more and retire on 30 September 2027; flow logs of a network see the same traffic and more.",
	Absent:   "Without a target there is no flow log; Azure refuses it.",
	Remedy:   "Set targetResourceId to the virtual network or subnet.",
	Source:   "https://learn.microsoft.com/azure/network-watcher/nsg-flow-logs-migrate",
	Types:    []string{azure.TypeFlowLog},
	Check: func(r pack.Resource) pack.Verdict {
		return r.At("targetResourceId").MustMatch("must be the ID of a virtual network, subnet or network interface", func(v pack.Value) bool {
			id, ok := v.Text()
			return ok && !strings.Contains(strings.ToLower(id), "/networksecuritygroups/")
		})
	},
	Pass: pack.Examples{
		"network": one(azure.TypeFlowLog, "targetResourceId", "/subscriptions/x/resourceGroups/rg/providers/Microsoft.Network/virtualNetworks/vnet-a"),
	},
	Fail: pack.Examples{
		"security group":  one(azure.TypeFlowLog, "targetResourceId", nsgID),
		"target left out": one(azure.TypeFlowLog, "enabled", true),
	},
}
