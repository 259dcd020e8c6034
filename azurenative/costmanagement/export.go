package costmanagement

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// exportToken is the type under which the azure-native v2 provider knows the resource.
const exportToken = "azure-native:costmanagement/v20230801:Export"

// Export writes the costs of a scope into a storage account, again and again. It is an extension resource: it
// lives below the scope whose costs it writes.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.costmanagement/2023-08-01/exports
type Export struct {
	pulumi.CustomResourceState

	// Name is the resource's name in ARM.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.CostManagement/exports.
	Type pulumi.StringOutput `pulumi:"type"`
}

// ExportArgs are the inputs of a Export.
type ExportArgs struct {
	// Definition says which costs are written. Required.
	Definition ExportDefinitionInput
	// DeliveryInfo says where to. Required.
	DeliveryInfo ExportDeliveryInfoInput
	// ExportName is unique at the scope.
	ExportName pulumi.StringPtrInput
	// Format is Csv; Azure has no other here.
	Format pulumi.StringPtrInput
	// Identity is the identity with which the export writes. Cost Management gives it the role Storage Blob Data
	// Contributor on the container by itself, for which whoever makes the export must be allowed to assign roles
	// there.
	//
	// Source: https://learn.microsoft.com/azure/cost-management-billing/costs/tutorial-improved-exports
	Identity SystemAssignedServiceIdentityPtrInput
	// Location is the region of the identity. Required with one.
	Location pulumi.StringPtrInput
	// PartitionData splits large files, and adds a manifest that lists the parts.
	PartitionData pulumi.BoolPtrInput
	// Schedule says when costs are written; left out, only on demand.
	Schedule ExportSchedulePtrInput
	// Scope is the ARM ID of whose costs are written. Required; another scope replaces the export.
	Scope pulumi.StringInput
}

type exportArgs struct {
	Definition    ExportDefinition               `pulumi:"definition"`
	DeliveryInfo  ExportDeliveryInfo             `pulumi:"deliveryInfo"`
	ExportName    *string                        `pulumi:"exportName"`
	Format        *string                        `pulumi:"format"`
	Identity      *SystemAssignedServiceIdentity `pulumi:"identity"`
	Location      *string                        `pulumi:"location"`
	PartitionData *bool                          `pulumi:"partitionData"`
	Schedule      *ExportSchedule                `pulumi:"schedule"`
	Scope         string                         `pulumi:"scope"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (ExportArgs) ElementType() reflect.Type { return reflect.TypeFor[exportArgs]() }

// NewExport declares a cost export. It refuses nil args and missing inputs that are required.
func NewExport(ctx *pulumi.Context, name string, args *ExportArgs, opts ...pulumi.ResourceOption) (*Export, error) {
	if args == nil {
		return nil, fmt.Errorf("cost export %q: missing one or more required arguments", name)
	}
	var missing []error
	if args.Definition == nil {
		missing = append(missing, errors.New("invalid value for required argument 'Definition'"))
	}
	if args.DeliveryInfo == nil {
		missing = append(missing, errors.New("invalid value for required argument 'DeliveryInfo'"))
	}
	if args.Scope == nil {
		missing = append(missing, errors.New("invalid value for required argument 'Scope'"))
	}
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("cost export %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:costmanagement:Export")}}))
	var resource Export
	if err := ctx.RegisterResource(exportToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("cost export %q: %w", name, err)
	}
	return &resource, nil
}
