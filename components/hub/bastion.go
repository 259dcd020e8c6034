package hub

import (
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	nsg "github.com/aks-landing-zone/aks-landing-zone/components/securitygroup"
)

// bastionRules guards the Bastion subnet with the rules that Azure demands of it.
//
// Source: https://learn.microsoft.com/azure/bastion/bastion-nsg
func (b *builder) bastionRules(workspaceID pulumi.StringInput) (*network.NetworkSecurityGroup, error) {
	return nsg.New(b.ctx, b.child("bastion-nsg"), nsg.Args{
		Name:              b.args.Names.BastionNSG(),
		ResourceGroupName: b.groupName,
		Location:          b.args.Location.Name,
		Rules:             bastionSecurityRules(b.args.Settings.Bastion.AllowedSourceCIDRs),
		WorkspaceID:       workspaceID,
		Tags:              b.args.Tags,
	}, b.parent)
}

// bastionSecurityRules are the rules of the Bastion subnet; people come from the given ranges, or from anywhere.
func bastionSecurityRules(allowedSources []string) []nsg.Rule {
	if len(allowedSources) == 0 {
		allowedSources = []string{nsg.TagInternet}
	}
	anywhere, vnet := []string{nsg.Any}, []string{nsg.TagVirtualNetwork}
	return []nsg.Rule{
		{
			Name: "AllowWebExperienceInbound", Priority: 100, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: allowedSources, Destinations: anywhere, Ports: []string{"443"},
			Description: "People who open the Bastion page or a tunnel.",
		},
		{
			Name: "AllowControlPlaneInbound", Priority: 110, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: []string{nsg.TagGatewayManager}, Destinations: anywhere, Ports: []string{"443"},
			Description: "Azure's control plane, without which the host is not managed.",
		},
		{
			Name: "AllowHealthProbesInbound", Priority: 120, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: []string{nsg.TagAzureLoadBalancer}, Destinations: anywhere, Ports: []string{"443"},
			Description: "Health probes of Azure's load balancer.",
		},
		{
			Name: "AllowBastionHostToHostInbound", Priority: 130, Direction: nsg.Inbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
			Sources: vnet, Destinations: vnet, Ports: []string{"8080", "5701"},
			Description: "The host's instances talk to each other.",
		},
		{
			Name: "DenyAllInbound", Priority: 1000, Direction: nsg.Inbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
			Sources: anywhere, Destinations: anywhere, Ports: anywhere,
			Description: "Nothing else comes in.",
		},
		{
			Name: "AllowSshToVnetOutbound", Priority: 100, Direction: nsg.Outbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: anywhere, Destinations: vnet, Ports: []string{"22"},
			Description: "SSH to machines in the network.",
		},
		{
			Name: "AllowRdpToVnetOutbound", Priority: 110, Direction: nsg.Outbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: anywhere, Destinations: vnet, Ports: []string{"3389"},
			Description: "RDP to machines in the network.",
		},
		{
			Name: "AllowControlPlaneOutbound", Priority: 120, Direction: nsg.Outbound, Access: nsg.Allow, Protocol: nsg.TCP,
			Sources: anywhere, Destinations: []string{nsg.TagAzureCloud}, Ports: []string{"443"},
			Description: "Logs and metadata to Azure's public endpoints.",
		},
		{
			Name: "AllowBastionHostToHostOutbound", Priority: 130, Direction: nsg.Outbound, Access: nsg.Allow, Protocol: nsg.AnyProtocol,
			Sources: vnet, Destinations: vnet, Ports: []string{"443", "8080", "5701"},
			Description: "The host's instances talk to each other; 443 carries the tunnel to the private API server.",
		},
		{
			Name: "AllowBastionCertificateValidationOutbound", Priority: 140, Direction: nsg.Outbound, Access: nsg.Allow,
			Protocol: nsg.AnyProtocol, Sources: anywhere, Destinations: []string{nsg.TagInternet}, Ports: []string{"80"},
			Description: "Session and certificate validation.",
		},
		{
			Name: "DenyAllOutbound", Priority: 1000, Direction: nsg.Outbound, Access: nsg.Deny, Protocol: nsg.AnyProtocol,
			Sources: anywhere, Destinations: anywhere, Ports: anywhere,
			Description: "Nothing else goes out.",
		},
	}
}

// bastion builds the Bastion host in its subnet.
func (b *builder) bastion(vnet *network.VirtualNetwork, workspaceID pulumi.StringInput) error {
	address, err := b.publicIP("bastion-ip", b.args.Names.BastionPublicIP(), workspaceID)
	if err != nil {
		return err
	}
	host, err := network.NewBastionHost(b.ctx, b.child("bastion"), &network.BastionHostArgs{
		BastionHostName:          pulumi.String(b.args.Names.Bastion()),
		ResourceGroupName:        b.groupName,
		Location:                 b.location,
		Sku:                      network.SkuArgs{Name: pulumi.String(b.args.Settings.Bastion.SKU)},
		EnableTunneling:          pulumi.Bool(b.args.Settings.Bastion.EnableTunneling),
		DisableCopyPaste:         pulumi.Bool(false),
		EnableFileCopy:           pulumi.Bool(false),
		EnableIpConnect:          pulumi.Bool(false),
		EnableKerberos:           pulumi.Bool(false),
		EnablePrivateOnlyBastion: pulumi.Bool(false),
		EnableSessionRecording:   pulumi.Bool(false),
		EnableShareableLink:      pulumi.Bool(false),
		IpConfigurations: network.BastionHostIPConfigurationArray{network.BastionHostIPConfigurationArgs{
			Name:                      pulumi.String("hub-subnet"),
			PrivateIPAllocationMethod: pulumi.String("Dynamic"),
			Subnet:                    network.SubResourceArgs{Id: subnetID(vnet, azure.SubnetAzureBastion)},
			PublicIPAddress:           network.SubResourceArgs{Id: address.ID()},
		}},
		Tags: b.tags,
	}, b.parent)
	if err != nil {
		return fmt.Errorf("bastion: %w", err)
	}
	b.hub.BastionID = host.ID().ToStringOutput()
	return b.send("bastion", host.ID(), workspaceID, diagnostics.Args{Logs: bastionLogs})
}
