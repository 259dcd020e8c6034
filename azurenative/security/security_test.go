package security_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/security"
)

// recorder is a resource monitor that remembers what was registered.
type recorder struct{ registered []pulumi.MockResourceArgs }

func (r *recorder) NewResource(args pulumi.MockResourceArgs) (string, resource.PropertyMap, error) {
	r.registered = append(r.registered, args)
	return args.Name + "-id", args.Inputs, nil
}

func (r *recorder) Call(pulumi.MockCallArgs) (resource.PropertyMap, error) { return nil, nil }

func register(program pulumi.RunFunc) ([]pulumi.MockResourceArgs, error) {
	mocks := &recorder{}
	err := pulumi.RunErr(program, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

func pricing(args *security.PricingArgs, opts ...pulumi.ResourceOption) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error { _, err := security.NewPricing(ctx, "r", args, opts...); return err }
}

func contact(args *security.SecurityContactArgs) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error { _, err := security.NewSecurityContact(ctx, "r", args); return err }
}

func automation(args *security.AutomationArgs) pulumi.RunFunc {
	return func(ctx *pulumi.Context) error { _, err := security.NewAutomation(ctx, "r", args); return err }
}

func TestEveryFieldIsMapped(t *testing.T) {
	for name, tc := range map[string]struct {
		program          pulumi.RunFunc
		token, canonical string
		want             map[string]any
	}{
		"pricing": {pricing(&security.PricingArgs{
			Extensions:  security.ExtensionArray{security.ExtensionArgs{Name: pulumi.String("Sensor"), IsEnabled: pulumi.String("True")}},
			PricingName: pulumi.String("Containers"), PricingTier: pulumi.String("Standard"), ScopeId: pulumi.String("subscriptions/s"), SubPlan: pulumi.String("P1"),
		}, pulumi.Import(pulumi.ID("an-id"))), "azure-native:security/v20240101:Pricing", azure.TypePricing, map[string]any{
			"extensions":  []any{map[string]any{"name": "Sensor", "isEnabled": "True"}},
			"pricingName": "Containers", "pricingTier": "Standard", "scopeId": "subscriptions/s", "subPlan": "P1",
		}},
		"contact": {contact(&security.SecurityContactArgs{
			AlertNotifications:  security.SecurityContactPropertiesAlertNotificationsArgs{State: pulumi.String("On"), MinimalSeverity: pulumi.String("High")},
			NotificationsByRole: security.SecurityContactPropertiesNotificationsByRoleArgs{State: pulumi.String("Off"), Roles: pulumi.StringArray{pulumi.String("Owner")}},
			Emails:              pulumi.String("a@example.com"), SecurityContactName: pulumi.String("default"),
		}), "azure-native:security/v20200101preview:SecurityContact", azure.TypeSecurityContact, map[string]any{
			"alertNotifications": map[string]any{"state": "On", "minimalSeverity": "High"}, "emails": "a@example.com",
			"notificationsByRole": map[string]any{"state": "Off", "roles": []any{"Owner"}}, "securityContactName": "default",
		}},
		"automation": {automation(&security.AutomationArgs{
			Actions:        pulumi.Array{security.AutomationActionWorkspaceArgs{ActionType: pulumi.String("Workspace"), WorkspaceResourceId: pulumi.String("w")}},
			AutomationName: pulumi.String("export"), Description: pulumi.String("why"), IsEnabled: pulumi.Bool(true), Location: pulumi.String("westeurope"),
			ResourceGroupName: pulumi.String("rg"),
			Scopes:            security.AutomationScopeArray{security.AutomationScopeArgs{Description: pulumi.String("all"), ScopePath: pulumi.String("/subscriptions/s")}},
			Sources:           security.AutomationSourceArray{security.AutomationSourceArgs{EventSource: pulumi.String("Alerts")}},
			Tags:              pulumi.StringMap{"team": pulumi.String("platform")},
		}), "azure-native:security/v20190101preview:Automation", azure.TypeSecurityAutomation, map[string]any{
			"actions":        []any{map[string]any{"actionType": "Workspace", "workspaceResourceId": "w"}},
			"automationName": "export", "description": "why", "isEnabled": true, "location": "westeurope", "resourceGroupName": "rg",
			"scopes":  []any{map[string]any{"description": "all", "scopePath": "/subscriptions/s"}},
			"sources": []any{map[string]any{"eventSource": "Alerts"}}, "tags": map[string]any{"team": "platform"},
		}},
	} {
		t.Run(name, func(t *testing.T) {
			registered, err := register(tc.program)
			require.NoError(t, err)
			require.Len(t, registered, 1)
			assert.Equal(t, tc.token, registered[0].TypeToken)
			assert.Equal(t, tc.canonical, azure.CanonicalType(registered[0].TypeToken))
			assert.Equal(t, tc.want, registered[0].Inputs.Mappable())
			aliases := registered[0].RegisterRPC.GetAliases()
			require.Len(t, aliases, 1)
			assert.Equal(t, tc.canonical, aliases[0].GetSpec().GetType())
		})
	}
}

func TestMissingInputsAreRefused(t *testing.T) {
	for want, program := range map[string]pulumi.RunFunc{
		`plan of Defender "r": missing one or more required arguments`:                     pricing(nil),
		"plan of Defender \"r\": invalid value for required argument 'PricingTier'\n":      pricing(&security.PricingArgs{}),
		"invalid value for required argument 'ScopeId'":                                    pricing(&security.PricingArgs{}),
		`security contact "r": missing one or more required arguments`:                     contact(nil),
		`security automation "r": missing one or more required arguments`:                  automation(nil),
		`security automation "r": invalid value for required argument 'ResourceGroupName'`: automation(&security.AutomationArgs{}),
	} {
		registered, err := register(program)
		require.ErrorContains(t, err, want)
		assert.Empty(t, registered)
	}
}
