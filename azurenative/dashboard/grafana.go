// Package dashboard declares azure-native resources of the Microsoft.Dashboard namespace whose published Go SDK this
// module does not require. Types and fields carry the names and property tags of the published dashboard/v2/v20230901
// package, in which the properties of a resource stay an object of their own. Only what the landing zone uses is here.
package dashboard

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// grafanaToken is the type under which the azure-native v2 provider knows the resource.
const grafanaToken = "azure-native:dashboard/v20230901:Grafana"

// Grafana is an Azure Managed Grafana workspace.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.dashboard/2023-09-01/grafana
type Grafana struct {
	pulumi.CustomResourceState

	// Identity is the workspace's identity; its principalId is filled in by Azure.
	Identity pulumi.MapOutput `pulumi:"identity"`
	// Location is the region.
	Location pulumi.StringPtrOutput `pulumi:"location"`
	// Name is the workspace's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Properties hold the endpoint and the version that Azure runs, besides what was given.
	Properties pulumi.MapOutput `pulumi:"properties"`
	// Type is the ARM type, Microsoft.Dashboard/grafana.
	Type pulumi.StringOutput `pulumi:"type"`
}

// PrincipalId is the object ID of the workspace's own identity; "" without one.
func (g *Grafana) PrincipalId() pulumi.StringOutput { return text(g.Identity, "principalId") }

// Endpoint is the address of the workspace in a browser.
func (g *Grafana) Endpoint() pulumi.StringOutput { return text(g.Properties, "endpoint") }

// text is a property of an object; "" where there is none.
func text(object pulumi.MapOutput, property string) pulumi.StringOutput {
	return object.ApplyT(func(object map[string]any) string {
		value, _ := object[property].(string)
		return value
	}).(pulumi.StringOutput)
}

// GrafanaArgs are the inputs of a Grafana.
type GrafanaArgs struct {
	// Identity is with what the workspace reads its data sources.
	Identity ManagedServiceIdentityPtrInput
	// Location is the region. Left out, that of the resource group.
	Location pulumi.StringPtrInput
	// Properties are the workspace's settings.
	Properties ManagedGrafanaPropertiesPtrInput
	// ResourceGroupName is the group of the workspace. Required.
	ResourceGroupName pulumi.StringInput
	// Sku is the pricing plan.
	Sku ResourceSkuPtrInput
	// Tags of the workspace.
	Tags pulumi.StringMapInput
	// WorkspaceName is the name, 2 to 23 characters. Another one replaces the workspace.
	WorkspaceName pulumi.StringPtrInput
}

type grafanaArgs struct {
	Identity          managedServiceIdentity   `pulumi:"identity"`
	Location          *string                  `pulumi:"location"`
	Properties        managedGrafanaProperties `pulumi:"properties"`
	ResourceGroupName string                   `pulumi:"resourceGroupName"`
	Sku               resourceSku              `pulumi:"sku"`
	Tags              map[string]string        `pulumi:"tags"`
	WorkspaceName     *string                  `pulumi:"workspaceName"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (GrafanaArgs) ElementType() reflect.Type { return reflect.TypeFor[grafanaArgs]() }

// NewGrafana declares a workspace. It refuses nil args and a missing ResourceGroupName.
func NewGrafana(ctx *pulumi.Context, name string, args *GrafanaArgs, opts ...pulumi.ResourceOption) (*Grafana, error) {
	err := errors.New("missing one or more required arguments")
	if args != nil {
		err = nil
		if args.ResourceGroupName == nil {
			err = errors.New("invalid value for required argument 'ResourceGroupName'")
		}
	}
	if err != nil {
		return nil, fmt.Errorf("grafana %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:dashboard:Grafana")}}))
	var resource Grafana
	if err := ctx.RegisterResource(grafanaToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("grafana %q: %w", name, err)
	}
	return &resource, nil
}
