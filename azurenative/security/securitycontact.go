package security

import (
	"errors"
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// securityContactToken is the type under which the azure-native v2 provider knows the resource.
const securityContactToken = "azure-native:security/v20200101preview:SecurityContact"

// SecurityContact is who is written to when Defender for Cloud raises an alert in a subscription.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.security/2020-01-01-preview/securitycontacts
type SecurityContact struct {
	pulumi.CustomResourceState

	// Name is the resource's name in ARM.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Security/securityContacts.
	Type pulumi.StringOutput `pulumi:"type"`
}

// SecurityContactArgs are the inputs of a SecurityContact.
type SecurityContactArgs struct {
	// AlertNotifications says for which alerts mail is sent.
	AlertNotifications SecurityContactPropertiesAlertNotificationsPtrInput
	// Emails are the addresses, joined by semicolons.
	Emails pulumi.StringPtrInput
	// NotificationsByRole says which roles on the subscription get the mails too.
	NotificationsByRole SecurityContactPropertiesNotificationsByRolePtrInput
	// SecurityContactName is default; Azure has no other.
	SecurityContactName pulumi.StringPtrInput
}

type securityContactArgs struct {
	AlertNotifications  *SecurityContactPropertiesAlertNotifications  `pulumi:"alertNotifications"`
	Emails              *string                                       `pulumi:"emails"`
	NotificationsByRole *SecurityContactPropertiesNotificationsByRole `pulumi:"notificationsByRole"`
	SecurityContactName *string                                       `pulumi:"securityContactName"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (SecurityContactArgs) ElementType() reflect.Type { return reflect.TypeFor[securityContactArgs]() }

// NewSecurityContact declares a security contact. It refuses nil args and missing inputs that are required.
func NewSecurityContact(ctx *pulumi.Context, name string, args *SecurityContactArgs, opts ...pulumi.ResourceOption) (*SecurityContact, error) {
	if args == nil {
		return nil, fmt.Errorf("security contact %q: missing one or more required arguments", name)
	}
	var missing []error
	if err := errors.Join(missing...); err != nil {
		return nil, fmt.Errorf("security contact %q: %w", name, err)
	}
	// The published SDK declares the same alias: a state written under the unversioned token is the same resource.
	opts = append(opts, pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:security:SecurityContact")}}))
	var resource SecurityContact
	if err := ctx.RegisterResource(securityContactToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("security contact %q: %w", name, err)
	}
	return &resource, nil
}
