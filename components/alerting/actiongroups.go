package alerting

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// ActionGroupsToken is the type of the component of action groups.
const ActionGroupsToken = "landingzone:alerting:ActionGroups"

// global is the location of what Azure Monitor tells people with. An action group could keep its data in a region; then it
// would be gone with the region, when it is needed most.
const global = "global"

// ActionGroupsArgs are what action groups are made of.
type ActionGroupsArgs struct {
	// Receivers are who is told. Required, though it may name nobody.
	Receivers Receivers
	// Names are the region's physical names. Required.
	Names naming.Names
	// ResourceGroupName is the group they are in. Required.
	ResourceGroupName pulumi.StringInput
	// Tags are on all of them.
	Tags map[string]string
}

// ActionGroups are the groups of one region, made before everything that alerts.
type ActionGroups struct {
	pulumi.ResourceState

	// IDs are their ARM IDs, by purpose: page, ticket and cost.
	IDs map[string]pulumi.StringOutput
}

// NewActionGroups declares one action group for each purpose. It refuses args that lack something required.
func NewActionGroups(ctx *pulumi.Context, name string, args *ActionGroupsArgs, opts ...pulumi.ResourceOption) (*ActionGroups, error) {
	switch {
	case args == nil:
		return nil, fmt.Errorf("action groups %q: args are required", name)
	case args.ResourceGroupName == nil:
		return nil, fmt.Errorf("action groups %q: ResourceGroupName is required", name)
	}
	groups := &ActionGroups{IDs: map[string]pulumi.StringOutput{}}
	if err := ctx.RegisterComponentResource(ActionGroupsToken, name, groups, opts...); err != nil {
		return nil, fmt.Errorf("action groups %q: %w", name, err)
	}
	outputs := pulumi.Map{}
	for _, purpose := range Purposes() {
		group, err := insights.NewActionGroup(ctx, name+"-"+purpose, actionGroup(purpose, args),
			pulumi.Parent(groups), pulumi.AdditionalSecretOutputs([]string{"webhookReceivers"}))
		if err != nil {
			return nil, fmt.Errorf("action groups %q: %w", name, err)
		}
		groups.IDs[purpose] = group.ID().ToStringOutput()
		outputs[purpose+"ActionGroupId"] = groups.IDs[purpose]
	}
	if err := ctx.RegisterResourceOutputs(groups, outputs); err != nil {
		return nil, fmt.Errorf("action groups %q: outputs: %w", name, err)
	}
	return groups, nil
}

func actionGroup(purpose string, args *ActionGroupsArgs) *insights.ActionGroupArgs {
	receiver := args.Receivers.For(purpose)
	group := &insights.ActionGroupArgs{
		ActionGroupName:   pulumi.String(args.Names.ActionGroup(purpose)),
		Enabled:           pulumi.Bool(true),
		GroupShortName:    pulumi.String(purpose),
		Location:          pulumi.String(global),
		ResourceGroupName: args.ResourceGroupName,
		Tags:              pulumi.ToStringMap(args.Tags),
	}
	// Names are unique among all receivers of a group. They carry the place in the list, not the address, which is nobody's
	// business in a list of resources.
	for i, address := range receiver.Emails {
		group.EmailReceivers = append(group.EmailReceivers, insights.EmailReceiverArgs{
			EmailAddress: pulumi.String(address), Name: pulumi.Sprintf("email-%d", i), UseCommonAlertSchema: pulumi.Bool(true),
		})
	}
	for i, role := range receiver.ARMRoles {
		group.ArmRoleReceivers = append(group.ArmRoleReceivers, insights.ArmRoleReceiverArgs{
			Name: pulumi.Sprintf("role-%d", i), RoleId: pulumi.String(roles[role]), UseCommonAlertSchema: pulumi.Bool(true),
		})
	}
	for i, hook := range receiver.Webhooks {
		receiver := insights.WebhookReceiverArgs{
			Name: pulumi.Sprintf("webhook-%d", i), UseCommonAlertSchema: pulumi.Bool(true),
			ServiceUri: pulumi.ToSecret(pulumi.String(string(hook.ServiceURI))).(pulumi.StringOutput),
		}
		if hook.ObjectID != "" {
			receiver.UseAadAuth = pulumi.Bool(true)
			receiver.ObjectId = pulumi.String(hook.ObjectID)
			receiver.IdentifierUri = pulumi.String(hook.IdentifierURI)
			if hook.TenantID != "" {
				receiver.TenantId = pulumi.String(hook.TenantID)
			}
		}
		group.WebhookReceivers = append(group.WebhookReceivers, receiver)
	}
	return group
}
