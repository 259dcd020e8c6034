package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// workbookToken is the type under which the azure-native v2 provider knows the resource.
const workbookToken = "azure-native:insights/v20220401:Workbook"

// Workbook is a page of queries, texts and charts in the portal.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2022-04-01/workbooks
type Workbook struct {
	pulumi.CustomResourceState

	// DisplayName is what the portal shows.
	DisplayName pulumi.StringOutput `pulumi:"displayName"`
	// Location is the region.
	Location pulumi.StringOutput `pulumi:"location"`
	// Name is the workbook's name, a GUID.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/workbooks.
	Type pulumi.StringOutput `pulumi:"type"`
}

// WorkbookArgs are the inputs of a Workbook.
type WorkbookArgs struct {
	// Category is the gallery in which the portal lists it, such as workbook. Required.
	Category pulumi.StringInput
	// Description says what the workbook is for.
	Description pulumi.StringPtrInput
	// DisplayName is what the portal shows, unique among the workbooks of a source. Required.
	DisplayName pulumi.StringInput
	// Kind must be shared.
	Kind pulumi.StringPtrInput
	// Location is the region. Left out, that of the resource group. Another one replaces the workbook.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the group of the workbook. Required.
	ResourceGroupName pulumi.StringInput
	// ResourceName is the name, a GUID. Another one replaces the workbook.
	ResourceName pulumi.StringPtrInput
	// SerializedData is the content, a JSON object with version and items. Required.
	SerializedData pulumi.StringInput
	// SourceId is the ARM ID of the resource below which the portal lists the workbook.
	SourceId pulumi.StringPtrInput
	// Tags of the workbook.
	Tags pulumi.StringMapInput
	// Version is that of the content's schema, Notebook/1.0.
	Version pulumi.StringPtrInput
}

type workbookArgs struct {
	Category          string            `pulumi:"category"`
	Description       *string           `pulumi:"description"`
	DisplayName       string            `pulumi:"displayName"`
	Kind              *string           `pulumi:"kind"`
	Location          *string           `pulumi:"location"`
	ResourceGroupName string            `pulumi:"resourceGroupName"`
	ResourceName      *string           `pulumi:"resourceName"`
	SerializedData    string            `pulumi:"serializedData"`
	SourceId          *string           `pulumi:"sourceId"`
	Tags              map[string]string `pulumi:"tags"`
	Version           *string           `pulumi:"version"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (WorkbookArgs) ElementType() reflect.Type { return reflect.TypeFor[workbookArgs]() }

// NewWorkbook declares a workbook. It refuses nil args and a missing Category, DisplayName, ResourceGroupName or
// SerializedData.
func NewWorkbook(ctx *pulumi.Context, name string, args *WorkbookArgs, opts ...pulumi.ResourceOption) (*Workbook, error) {
	if args == nil {
		return nil, fmt.Errorf("workbook %q: missing one or more required arguments", name)
	}
	if err := missingInputs(requiredInput{"Category", args.Category}, requiredInput{"DisplayName", args.DisplayName},
		requiredInput{"ResourceGroupName", args.ResourceGroupName}, requiredInput{"SerializedData", args.SerializedData}); err != nil {
		return nil, fmt.Errorf("workbook %q: %w", name, err)
	}
	opts = append(opts, unversioned("Workbook"))
	var resource Workbook
	if err := ctx.RegisterResource(workbookToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("workbook %q: %w", name, err)
	}
	return &resource, nil
}
