package insights

import (
	"fmt"
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// actionGroupToken is the type under which the azure-native v2 provider knows the resource.
const actionGroupToken = "azure-native:insights/v20230101:ActionGroup"

// ActionGroup is a list of people and endpoints that are told when an alert fires.
//
// Source: https://learn.microsoft.com/azure/templates/microsoft.insights/2023-01-01/actiongroups
type ActionGroup struct {
	pulumi.CustomResourceState

	// Name is the group's name.
	Name pulumi.StringOutput `pulumi:"name"`
	// Type is the ARM type, Microsoft.Insights/ActionGroups.
	Type pulumi.StringOutput `pulumi:"type"`
}

type emailReceiver struct {
	EmailAddress         string `pulumi:"emailAddress"`
	Name                 string `pulumi:"name"`
	UseCommonAlertSchema *bool  `pulumi:"useCommonAlertSchema"`
}

// EmailReceiverArgs is somebody who gets mail.
type EmailReceiverArgs struct {
	// EmailAddress is where the mail goes. Required.
	EmailAddress pulumi.StringInput `pulumi:"emailAddress"`
	// Name of the receiver, unique in the group. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// UseCommonAlertSchema sends every kind of alert in the same form.
	UseCommonAlertSchema pulumi.BoolPtrInput `pulumi:"useCommonAlertSchema"`
}

// ElementType is the plain form.
func (EmailReceiverArgs) ElementType() reflect.Type { return reflect.TypeFor[emailReceiver]() }

// EmailReceiverArray is a list of mail receivers.
type EmailReceiverArray []EmailReceiverArgs

// ElementType is the plain form.
func (EmailReceiverArray) ElementType() reflect.Type { return reflect.TypeFor[[]emailReceiver]() }

type webhookReceiver struct {
	IdentifierUri        *string `pulumi:"identifierUri"`
	Name                 string  `pulumi:"name"`
	ObjectId             *string `pulumi:"objectId"`
	ServiceUri           string  `pulumi:"serviceUri"`
	TenantId             *string `pulumi:"tenantId"`
	UseAadAuth           *bool   `pulumi:"useAadAuth"`
	UseCommonAlertSchema *bool   `pulumi:"useCommonAlertSchema"`
}

// WebhookReceiverArgs is an endpoint that gets an HTTP POST.
type WebhookReceiverArgs struct {
	// IdentifierUri is the application ID URI of the endpoint's Entra application, with UseAadAuth.
	IdentifierUri pulumi.StringPtrInput `pulumi:"identifierUri"`
	// Name of the receiver, unique in the group. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// ObjectId is the object ID of the endpoint's Entra application, with UseAadAuth.
	ObjectId pulumi.StringPtrInput `pulumi:"objectId"`
	// ServiceUri is the endpoint. Hand in a secret: whoever knows it can post. Required.
	ServiceUri pulumi.StringInput `pulumi:"serviceUri"`
	// TenantId is the tenant of that application, with UseAadAuth.
	TenantId pulumi.StringPtrInput `pulumi:"tenantId"`
	// UseAadAuth makes the caller show an Entra token.
	UseAadAuth pulumi.BoolPtrInput `pulumi:"useAadAuth"`
	// UseCommonAlertSchema sends every kind of alert in the same form.
	UseCommonAlertSchema pulumi.BoolPtrInput `pulumi:"useCommonAlertSchema"`
}

// ElementType is the plain form.
func (WebhookReceiverArgs) ElementType() reflect.Type { return reflect.TypeFor[webhookReceiver]() }

// WebhookReceiverArray is a list of endpoints.
type WebhookReceiverArray []WebhookReceiverArgs

// ElementType is the plain form.
func (WebhookReceiverArray) ElementType() reflect.Type { return reflect.TypeFor[[]webhookReceiver]() }

type armRoleReceiver struct {
	Name                 string `pulumi:"name"`
	RoleId               string `pulumi:"roleId"`
	UseCommonAlertSchema *bool  `pulumi:"useCommonAlertSchema"`
}

// ArmRoleReceiverArgs is everybody who holds a built-in role on the subscription.
type ArmRoleReceiverArgs struct {
	// Name of the receiver, unique in the group. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// RoleId is the GUID of the role. Required.
	RoleId pulumi.StringInput `pulumi:"roleId"`
	// UseCommonAlertSchema sends every kind of alert in the same form.
	UseCommonAlertSchema pulumi.BoolPtrInput `pulumi:"useCommonAlertSchema"`
}

// ElementType is the plain form.
func (ArmRoleReceiverArgs) ElementType() reflect.Type { return reflect.TypeFor[armRoleReceiver]() }

// ArmRoleReceiverArray is a list of roles.
type ArmRoleReceiverArray []ArmRoleReceiverArgs

// ElementType is the plain form.
func (ArmRoleReceiverArray) ElementType() reflect.Type { return reflect.TypeFor[[]armRoleReceiver]() }

// ActionGroupArgs are the inputs of an ActionGroup.
type ActionGroupArgs struct {
	// ActionGroupName is the name; another one replaces the group.
	ActionGroupName pulumi.StringPtrInput
	// ArmRoleReceivers are roles whose holders get mail, 10 at most.
	ArmRoleReceivers ArmRoleReceiverArray
	// EmailReceivers are who gets mail, 1,000 at most.
	EmailReceivers EmailReceiverArray
	// Enabled lets the group tell anybody. Required.
	Enabled pulumi.BoolInput
	// GroupShortName is the name in messages, 12 characters at most. Required.
	GroupShortName pulumi.StringInput
	// Location is Global, or a region that keeps the group's data within it.
	Location pulumi.StringPtrInput
	// ResourceGroupName is the resource group. Required.
	ResourceGroupName pulumi.StringInput
	// Tags of the group.
	Tags pulumi.StringMapInput
	// WebhookReceivers are endpoints that are called, 10 at most.
	WebhookReceivers WebhookReceiverArray
}

type actionGroupArgs struct {
	ActionGroupName   *string           `pulumi:"actionGroupName"`
	ArmRoleReceivers  []armRoleReceiver `pulumi:"armRoleReceivers"`
	EmailReceivers    []emailReceiver   `pulumi:"emailReceivers"`
	Enabled           bool              `pulumi:"enabled"`
	GroupShortName    string            `pulumi:"groupShortName"`
	Location          *string           `pulumi:"location"`
	ResourceGroupName string            `pulumi:"resourceGroupName"`
	Tags              map[string]string `pulumi:"tags"`
	WebhookReceivers  []webhookReceiver `pulumi:"webhookReceivers"`
}

// ElementType is the plain form of the inputs; the Pulumi SDK asks for it.
func (ActionGroupArgs) ElementType() reflect.Type { return reflect.TypeFor[actionGroupArgs]() }

// NewActionGroup declares an action group. It refuses nil args and args without Enabled, GroupShortName or
// ResourceGroupName.
func NewActionGroup(ctx *pulumi.Context, name string, args *ActionGroupArgs, opts ...pulumi.ResourceOption) (*ActionGroup, error) {
	if args == nil {
		return nil, fmt.Errorf("action group %q: missing one or more required arguments", name)
	}
	err := missingInputs(requiredInput{"Enabled", args.Enabled}, requiredInput{"GroupShortName", args.GroupShortName},
		requiredInput{"ResourceGroupName", args.ResourceGroupName})
	if err != nil {
		return nil, fmt.Errorf("action group %q: %w", name, err)
	}
	opts = append(opts, unversioned("ActionGroup"))
	var resource ActionGroup
	if err := ctx.RegisterResource(actionGroupToken, name, args, &resource, opts...); err != nil {
		return nil, fmt.Errorf("action group %q: %w", name, err)
	}
	return &resource, nil
}
