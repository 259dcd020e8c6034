package network

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// functions returns the reading functions for what a landing zone may find in place: an existing hub.
func functions() []*engine.Function {
	get := func(token string, args any, armType string, names ...string) *engine.Function {
		return &engine.Function{
			Token: token, Versions: versions, Args: args,
			Models: "Answers with the outputs of the resource and its ID; a resource that does not exist is an error.",
			Call: func(op *engine.Operation) (map[string]any, error) {
				var given []string
				for _, name := range names {
					given = append(given, op.Inputs.At(name).Text())
				}
				group := op.Inputs.At("resourceGroupName").Text()
				found, ok := op.Get(azure.ResourceID(op.Provider.Subscription, group, armType, given...))
				if !ok {
					return nil, engine.CodeResourceNotFound.Errorf("The Resource '%s/%s' under resource group '%s' was not found.",
						armType, given[len(given)-1], group)
				}
				result := map[string]any{"id": found.ID}
				for k, v := range found.Outputs {
					result[k] = v
				}
				return result, nil
			},
		}
	}
	return []*engine.Function{
		get("azure-native:network:getAzureFirewall", sdk.LookupAzureFirewallArgs{}, armFirewall, "azureFirewallName"),
		get("azure-native:network:getPublicIPAddress", sdk.LookupPublicIPAddressArgs{}, armPublicIP, "publicIpAddressName"),
		get("azure-native:network:getVirtualNetwork", sdk.LookupVirtualNetworkArgs{}, armVirtualNetwork, "virtualNetworkName"),
	}
}
