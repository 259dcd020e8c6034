package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/spoke"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// planDocument is the plan as data: `try plan -format json`.
type planDocument struct {
	Stack       string           `json:"stack"`
	Environment string           `json:"environment"`
	Regions     []regionDocument `json:"regions"`
}

// regionDocument is the plan of one region.
type regionDocument struct {
	Name      string         `json:"name"`
	Location  string         `json:"location"`
	Zones     []string       `json:"zones"`
	Names     []naming.Entry `json:"names"`
	Addresses []addressRow   `json:"addresses"`
	Egress    []egressRow    `json:"egress"`
}

// addressRow is one range of the address plan.
type addressRow struct {
	Network string `json:"network"`
	Subnet  string `json:"subnet,omitempty"`
	Prefix  string `json:"prefix"`
	// Usable counts the addresses that Azure leaves; 0 for a whole network.
	Usable int `json:"usable,omitempty"`
}

// egressRow is one rule of the firewall.
type egressRow struct {
	Name    string `json:"name"`
	Feature string `json:"feature"`
	// Sources are ranges that the rule is for; empty for all node subnets.
	Sources      []string `json:"sources,omitempty"`
	Destinations []string `json:"destinations"`
	Protocol     string   `json:"protocol"`
	Ports        []int    `json:"ports"`
	Reason       string   `json:"reason"`
	Source       string   `json:"source"`
}

func plan(_ context.Context, inv *invocation) error {
	config, p, err := readConfig(inv)
	if err != nil {
		return err
	}
	document := describePlan(config, p)
	if inv.format == "json" {
		encoder := json.NewEncoder(inv.stdout)
		encoder.SetIndent("", "  ")
		return encoder.Encode(document)
	}
	return printPlan(inv.stdout, document)
}

func describePlan(config stacks.Config, p stacks.Plan) planDocument {
	document := planDocument{Stack: p.Stack, Environment: string(p.Environment), Regions: []regionDocument{}}
	for _, r := range p.Regions {
		region := regionDocument{
			Name: r.Name, Location: r.Location.Name, Zones: r.Zones, Names: r.Names.Regional(), Addresses: addressRows(config, r),
			Egress: []egressRow{},
		}
		for _, s := range r.Spokes {
			region.Names = append(region.Names, r.Names.Spoke(s.Network.Name)...)
		}
		for _, rule := range r.EgressRules {
			region.Egress = append(region.Egress, describeRule(rule))
		}
		document.Regions = append(document.Regions, region)
	}
	return document
}

func describeRule(rule azure.EgressRule) egressRow {
	row := egressRow{
		Name: rule.Name, Feature: string(rule.Feature), Sources: rule.Sources, Protocol: rule.Protocol, Ports: rule.Ports, Reason: rule.Reason,
		Source: rule.Source,
	}
	for _, destinations := range [][]string{rule.FQDNTags, rule.ServiceTags, rule.FQDNs, rule.Addresses} {
		row.Destinations = append(row.Destinations, destinations...)
	}
	return row
}

func addressRows(config stacks.Config, r stacks.RegionPlan) []addressRow {
	hub := r.Names.HubVNet()
	rows := []addressRow{
		{hub, "", r.Hub.VNet.String(), 0},
		{hub, azure.SubnetAzureFirewall, r.Hub.AzureFirewall.String(), azure.UsableAddresses(r.Hub.AzureFirewall)},
		{hub, azure.SubnetGateway, r.Hub.Gateway.String(), azure.UsableAddresses(r.Hub.Gateway)},
		{hub, azure.SubnetAzureBastion, r.Hub.AzureBastion.String(), azure.UsableAddresses(r.Hub.AzureBastion)},
	}
	for _, s := range r.Spokes {
		vnet := r.Names.SpokeVNet(s.Network.Name)
		rows = append(rows, addressRow{vnet, "", s.Addresses.VNet.String(), 0})
		rows = append(rows, spokeRows(vnet, s.Addresses)...)
	}
	return append(rows,
		addressRow{"pods (" + config.Cluster.Network.Mode + ")", "", config.Cluster.Network.PodCIDR, 0},
		addressRow{"services", "", config.Cluster.Network.ServiceCIDR, 0})
}

func spokeRows(vnet string, a spoke.Addresses) []addressRow {
	row := func(name string, prefix netip.Prefix) addressRow {
		return addressRow{vnet, name, prefix.String(), azure.UsableAddresses(prefix)}
	}
	rows := []addressRow{
		row(spoke.SubnetClusterNodes, a.ClusterNodes),
		row(spoke.SubnetClusterIngressServices, a.ClusterIngressServices),
		row(spoke.SubnetPrivateLinkEndpoints, a.PrivateLinkEndpoints),
		row(spoke.SubnetApplicationGateway, a.ApplicationGateway),
		row(spoke.SubnetPrivateCluster, a.PrivateCluster),
	}
	for _, name := range slices.Sorted(maps.Keys(a.Extra)) {
		rows = append(rows, row(name, a.Extra[name]))
	}
	return rows
}

func printPlan(out io.Writer, document planDocument) error {
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintf(table, "stack %s (%s)\n", document.Stack, document.Environment)
	for _, region := range document.Regions {
		zones := strings.Join(region.Zones, ", ")
		if zones == "" {
			zones = "none"
		}
		fmt.Fprintf(table, "\nregion %s: %s, zones %s\n", region.Name, region.Location, zones)
		fmt.Fprint(table, "\nNETWORK\tSUBNET\tPREFIX\tUSABLE\n")
		for _, row := range region.Addresses {
			usable := ""
			if row.Usable > 0 {
				usable = strconv.Itoa(row.Usable)
			}
			fmt.Fprintf(table, "%s\t%s\t%s\t%s\n", row.Network, row.Subnet, row.Prefix, usable)
		}
		fmt.Fprint(table, "\nRESOURCE\tNAME\n")
		for _, entry := range region.Names {
			fmt.Fprintf(table, "%s\t%s\n", entry.Resource, entry.Name)
		}
		if len(region.Egress) > 0 {
			fmt.Fprint(table, "\nEGRESS RULE\tFOR\tTO\tPROTOCOL\tPORTS\n")
		}
		for _, row := range region.Egress {
			ports := make([]string, len(row.Ports))
			for i, port := range row.Ports {
				ports[i] = strconv.Itoa(port)
			}
			purpose := strings.Join(append([]string{row.Feature}, row.Sources...), " ")
			for i, destination := range row.Destinations {
				if i == 0 {
					fmt.Fprintf(table, "%s\t%s\t%s\t%s\t%s\n", row.Name, purpose, destination, row.Protocol, strings.Join(ports, ", "))
					continue
				}
				fmt.Fprintf(table, "\t\t%s\t\t\n", destination)
			}
		}
	}
	return table.Flush()
}
