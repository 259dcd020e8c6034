// Package securitygroup declares a network security group and its diagnostics in one call. It is a part that hub and
// spoke share: what a rule looks like to ARM is known here, which rules there are is not.
package securitygroup

import (
	"errors"
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// Direction is the way of the traffic that a rule judges, seen from the subnet.
type Direction string

// The directions.
const (
	Inbound  Direction = "Inbound"
	Outbound Direction = "Outbound"
)

// Access is a rule's verdict.
type Access string

// The verdicts.
const (
	Allow Access = "Allow"
	Deny  Access = "Deny"
)

// Protocols that a rule matches.
const (
	AnyProtocol = "*"
	TCP         = "Tcp"
)

// Any matches every address, or every port.
const Any = "*"

// Service tags that stand for addresses in rules.
//
// Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview
const (
	TagInternet          = "Internet"
	TagVirtualNetwork    = "VirtualNetwork"
	TagAzureLoadBalancer = "AzureLoadBalancer"
	TagGatewayManager    = "GatewayManager"
	TagAzureCloud        = "AzureCloud"
	TagFrontDoorBackend  = "AzureFrontDoor.Backend"
)

// The limits of a rule.
//
// Source: https://learn.microsoft.com/azure/virtual-network/network-security-groups-overview#security-rules
const (
	minPriority          = 100
	maxPriority          = 4096
	maxDescriptionLength = 140
)

// logCategories are all that a network security group offers besides flow events, which are no longer to be had.
//
// Source: https://learn.microsoft.com/azure/virtual-network/virtual-network-nsg-manage-log
var logCategories = []string{"NetworkSecurityGroupEvent", "NetworkSecurityGroupRuleCounter"}

// Rule is one security rule. The source port is always any.
type Rule struct {
	// Name is unique in the group.
	Name string
	// Description is for the reader, at most 140 characters.
	Description string
	// Priority is 100 to 4096, unique per direction; the lowest wins.
	Priority int
	// Direction of the traffic.
	Direction Direction
	// Access is the verdict.
	Access Access
	// Protocol is TCP or AnyProtocol.
	Protocol string
	// Sources is one service tag, Any, or one or more address ranges.
	Sources []string
	// Destinations is one service tag, Any, or one or more address ranges.
	Destinations []string
	// Ports are the destination ports: Any, numbers or ranges such as 65200-65535.
	Ports []string
}

// Args describe one group. Every field but Rules and Tags is required.
type Args struct {
	// Name is the group's physical name.
	Name string
	// ResourceGroupName is the resource group.
	ResourceGroupName pulumi.StringInput
	// Location is the region of the subnet it guards.
	Location string
	// Rules in the order in which ARM shall list them. Without any, Azure's default rules decide alone.
	Rules []Rule
	// WorkspaceID is the ARM ID of the workspace that receives the logs.
	WorkspaceID pulumi.StringInput
	// Tags of the group.
	Tags map[string]string
}

// New declares the group and its diagnostics, under the Pulumi names name and name-diagnostics. It refuses rules that
// ARM would refuse.
func New(ctx *pulumi.Context, name string, args Args, opts ...pulumi.ResourceOption) (*network.NetworkSecurityGroup, error) {
	if err := check(args.Rules); err != nil {
		return nil, fmt.Errorf("network security group %q: %w", name, err)
	}
	group, err := network.NewNetworkSecurityGroup(ctx, name, &network.NetworkSecurityGroupArgs{
		NetworkSecurityGroupName: pulumi.String(args.Name),
		ResourceGroupName:        args.ResourceGroupName,
		Location:                 pulumi.String(args.Location),
		SecurityRules:            securityRules(args.Rules),
		Tags:                     pulumi.ToStringMap(args.Tags),
	}, opts...)
	if err != nil {
		return nil, fmt.Errorf("network security group %q: %w", name, err)
	}
	if _, err := diagnostics.Send(ctx, name+"-diagnostics", diagnostics.Args{
		TargetID: group.ID().ToStringOutput(), WorkspaceID: args.WorkspaceID, Logs: logCategories,
	}, opts...); err != nil {
		return nil, err
	}
	return group, nil
}

func securityRules(rules []Rule) network.SecurityRuleTypeArray {
	mapped := network.SecurityRuleTypeArray{}
	for _, rule := range rules {
		arm := network.SecurityRuleTypeArgs{
			Name:            pulumi.String(rule.Name),
			Description:     pulumi.String(rule.Description),
			Priority:        pulumi.Int(rule.Priority),
			Direction:       pulumi.String(rule.Direction),
			Access:          pulumi.String(rule.Access),
			Protocol:        pulumi.String(rule.Protocol),
			SourcePortRange: pulumi.String(Any),
		}
		// ARM has a singular and a plural property for each; a service tag is only allowed in the singular one.
		arm.SourceAddressPrefix, arm.SourceAddressPrefixes = oneOrMany(rule.Sources)
		arm.DestinationAddressPrefix, arm.DestinationAddressPrefixes = oneOrMany(rule.Destinations)
		arm.DestinationPortRange, arm.DestinationPortRanges = oneOrMany(rule.Ports)
		mapped = append(mapped, arm)
	}
	return mapped
}

func oneOrMany(values []string) (pulumi.StringPtrInput, pulumi.StringArrayInput) {
	if len(values) == 1 {
		return pulumi.String(values[0]), nil
	}
	return nil, pulumi.ToStringArray(values)
}

// check reports what ARM would refuse. Rules are code, so this guards against a mistake of ours.
func check(rules []Rule) error {
	var problems []error
	names, priorities := map[string]bool{}, map[string]string{}
	for _, rule := range rules {
		complain := func(format string, args ...any) {
			problems = append(problems, fmt.Errorf("rule %q: "+format, append([]any{rule.Name}, args...)...))
		}
		if names[rule.Name] {
			complain("the name is used twice")
		}
		names[rule.Name] = true
		key := fmt.Sprintf("%s %d", rule.Direction, rule.Priority)
		if other, taken := priorities[key]; taken {
			complain("priority %d is taken by rule %q", rule.Priority, other)
		}
		priorities[key] = rule.Name
		if rule.Priority < minPriority || rule.Priority > maxPriority {
			complain("priority %d is outside %d to %d", rule.Priority, minPriority, maxPriority)
		}
		if len([]rune(rule.Description)) > maxDescriptionLength {
			complain("the description is longer than %d characters", maxDescriptionLength)
		}
		if len(rule.Sources) == 0 || len(rule.Destinations) == 0 || len(rule.Ports) == 0 {
			complain("sources, destinations and ports are required")
		}
	}
	return errors.Join(problems...)
}
