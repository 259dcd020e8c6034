package kubernetesconfiguration

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ExtensionResponseAksAssignedIdentity is the identity that AKS made for an extension, in the group of the nodes.
type ExtensionResponseAksAssignedIdentity struct {
	PrincipalId string  `pulumi:"principalId"`
	TenantId    string  `pulumi:"tenantId"`
	Type        *string `pulumi:"type"`
}

// ExtensionResponseAksAssignedIdentityPtrOutput is an output of an ExtensionResponseAksAssignedIdentity, or of nil.
type ExtensionResponseAksAssignedIdentityPtrOutput struct{ *pulumi.OutputState }

// ElementType is the plain form.
func (ExtensionResponseAksAssignedIdentityPtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*ExtensionResponseAksAssignedIdentity]()
}

// PrincipalId is the object ID to which roles are given.
func (o ExtensionResponseAksAssignedIdentityPtrOutput) PrincipalId() pulumi.StringPtrOutput {
	return o.ApplyT(func(v *ExtensionResponseAksAssignedIdentity) *string {
		if v == nil {
			return nil
		}
		return &v.PrincipalId
	}).(pulumi.StringPtrOutput)
}

func init() {
	pulumi.RegisterOutputType(ExtensionResponseAksAssignedIdentityPtrOutput{})
}
