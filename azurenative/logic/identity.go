package logic

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ManagedServiceIdentityResponse is the identity that Azure has made for a workflow.
type ManagedServiceIdentityResponse struct {
	PrincipalId string `pulumi:"principalId"`
	TenantId    string `pulumi:"tenantId"`
	Type        string `pulumi:"type"`
}

// ManagedServiceIdentityResponsePtrOutput is an output of a ManagedServiceIdentityResponse that may be nil.
type ManagedServiceIdentityResponsePtrOutput struct{ *pulumi.OutputState }

// ElementType is a pointer to the plain form.
func (ManagedServiceIdentityResponsePtrOutput) ElementType() reflect.Type {
	return reflect.TypeFor[*ManagedServiceIdentityResponse]()
}

// PrincipalId is the object ID of the identity; nil without one.
func (o ManagedServiceIdentityResponsePtrOutput) PrincipalId() pulumi.StringPtrOutput {
	return o.ApplyT(func(v *ManagedServiceIdentityResponse) *string {
		if v == nil {
			return nil
		}
		return &v.PrincipalId
	}).(pulumi.StringPtrOutput)
}

func init() {
	pulumi.RegisterOutputType(ManagedServiceIdentityResponsePtrOutput{})
}
