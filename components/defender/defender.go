// Package defender turns on Microsoft Defender for Cloud for the subscription of a stack: the plans that watch clusters,
// vaults and Azure's own management, whom to write to, and the export of alerts to the workspace of the cluster, where
// they stand beside the logs that explain them. There is one for each stack, since all of it belongs to the
// subscription. The sensor on the nodes is part of the cluster.
package defender

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/security"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// Token is the component's type.
const Token = "landingzone:defender:Defender"

// Args are what Defender is turned on with.
type Args struct {
	// Settings are the section of the configuration; nothing is declared unless they are enabled. Required.
	Settings Settings
	// Names are the physical names of the stack's first region. Required.
	Names naming.Names
	// Location is that region: the export of alerts is kept there. Required.
	Location azure.Location
	// SubscriptionID is the GUID of the subscription. Required.
	SubscriptionID string
	// ResourceGroupName is the group of the export. Required.
	ResourceGroupName pulumi.StringInput
	// WorkspaceID receives the alerts. Required.
	WorkspaceID pulumi.StringInput
	// Class is the class of the environment.
	Class environment.Class
	// Tags are on the export; nothing else here takes any.
	Tags map[string]string
}

// Defender is Defender for Cloud in one subscription.
type Defender struct {
	pulumi.ResourceState
}

// New declares plans, contact and export. It refuses args that lack something required.
func New(ctx *pulumi.Context, name string, args *Args, opts ...pulumi.ResourceOption) (*Defender, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("defender %q: %w", name, err)
	}
	d := &Defender{}
	if err := ctx.RegisterComponentResource(Token, name, d, opts...); err != nil {
		return nil, fmt.Errorf("defender %q: %w", name, err)
	}
	if args.Settings.Enabled {
		for _, declare := range []func(*pulumi.Context, string, *Args, pulumi.ResourceOption) error{newPlans, newContact, newAlertExport} {
			if err := declare(ctx, name, args, pulumi.Parent(d)); err != nil {
				return nil, fmt.Errorf("defender %q: %w", name, err)
			}
		}
	}
	if err := ctx.RegisterResourceOutputs(d, pulumi.Map{"plans": pulumi.ToStringArray(args.Settings.Plans)}); err != nil {
		return nil, fmt.Errorf("defender %q: outputs: %w", name, err)
	}
	return d, nil
}

func (a *Args) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	require := func(given bool, what string) {
		if !given {
			problems = append(problems, fmt.Errorf("%s is required", what))
		}
	}
	require(a.Location.Name != "", "Location")
	require(azure.IsGUID(a.SubscriptionID), "SubscriptionID, a GUID,")
	require(a.ResourceGroupName != nil, "ResourceGroupName")
	require(a.WorkspaceID != nil, "WorkspaceID")
	return errors.Join(problems...)
}

// newContact declares who is written to. Owners always are, so that alerts reach somebody from the first day on.
func newContact(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) error {
	contact := &security.SecurityContactArgs{
		AlertNotifications: security.SecurityContactPropertiesAlertNotificationsArgs{
			MinimalSeverity: pulumi.String("Medium"), State: pulumi.String("On"),
		},
		NotificationsByRole: security.SecurityContactPropertiesNotificationsByRoleArgs{
			Roles: pulumi.StringArray{pulumi.String("Owner")}, State: pulumi.String("On"),
		},
		SecurityContactName: pulumi.String("default"),
	}
	if args.Settings.ContactEmail != "" {
		contact.Emails = pulumi.String(args.Settings.ContactEmail)
	}
	_, err := security.NewSecurityContact(ctx, name+"-contact", contact, parent)
	return err
}

// newAlertExport declares the continuous export of alerts to the workspace, where they are the table SecurityAlert.
// Source: https://learn.microsoft.com/azure/defender-for-cloud/continuous-export
func newAlertExport(ctx *pulumi.Context, name string, args *Args, parent pulumi.ResourceOption) error {
	_, err := security.NewAutomation(ctx, name+"-alerts", &security.AutomationArgs{
		Actions: pulumi.Array{security.AutomationActionWorkspaceArgs{
			ActionType: pulumi.String("Workspace"), WorkspaceResourceId: args.WorkspaceID,
		}},
		AutomationName: pulumi.String("export-alerts-" + args.Names.Unique()), Description: pulumi.String("Defender's alerts to the workspace of the cluster"),
		IsEnabled: pulumi.Bool(true), Location: pulumi.String(args.Location.Name), ResourceGroupName: args.ResourceGroupName,
		Scopes: security.AutomationScopeArray{security.AutomationScopeArgs{
			Description: pulumi.String("the subscription of the cluster"), ScopePath: pulumi.String(azure.SubscriptionID(args.SubscriptionID)),
		}},
		Sources: security.AutomationSourceArray{security.AutomationSourceArgs{EventSource: pulumi.String("Alerts")}},
		Tags:    pulumi.ToStringMap(args.Tags),
	}, parent)
	return err
}
