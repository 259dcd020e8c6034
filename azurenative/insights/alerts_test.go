package insights_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// alertTypes declares each type under the name a, with every argument given, none, or no args at all.
var alertTypes = map[string]struct {
	token, alias string
	whole        pulumi.RunFunc
	want         map[string]any
	least        pulumi.RunFunc
	wantLeast    map[string]any
	without      pulumi.RunFunc
	nothing      pulumi.RunFunc
	wantErr      string
	wantNil      string
}{
	"action group": {
		token: "azure-native:insights/v20230101:ActionGroup", alias: azure.TypeActionGroup,
		whole: func(ctx *pulumi.Context) error {
			_, err := insights.NewActionGroup(ctx, "a", &insights.ActionGroupArgs{
				ActionGroupName: pulumi.String("ag"),
				ArmRoleReceivers: insights.ArmRoleReceiverArray{{
					Name: pulumi.String("role"), RoleId: pulumi.String("guid"), UseCommonAlertSchema: pulumi.Bool(true),
				}},
				EmailReceivers: insights.EmailReceiverArray{insights.EmailReceiverArgs{
					EmailAddress: pulumi.String("a@b.example"), Name: pulumi.String("mail"), UseCommonAlertSchema: pulumi.Bool(false),
				}},
				Enabled: pulumi.Bool(true), GroupShortName: pulumi.String("page"), Location: pulumi.String("Global"),
				ResourceGroupName: pulumi.String("rg"), Tags: pulumi.StringMap{"k": pulumi.String("v")},
				WebhookReceivers: insights.WebhookReceiverArray{{
					IdentifierUri: pulumi.String("api://x"), Name: pulumi.String("hook"), ObjectId: pulumi.String("object"),
					ServiceUri: pulumi.String("https://h.example"), TenantId: pulumi.String("tenant"), UseAadAuth: pulumi.Bool(true),
					UseCommonAlertSchema: pulumi.Bool(true),
				}},
			})
			return err
		},
		want: map[string]any{
			"actionGroupName":  "ag",
			"armRoleReceivers": []any{map[string]any{"name": "role", "roleId": "guid", "useCommonAlertSchema": true}},
			"emailReceivers":   []any{map[string]any{"emailAddress": "a@b.example", "name": "mail", "useCommonAlertSchema": false}},
			"enabled":          true, "groupShortName": "page", "location": "Global", "resourceGroupName": "rg", "tags": map[string]any{"k": "v"},
			"webhookReceivers": []any{map[string]any{
				"identifierUri": "api://x", "name": "hook", "objectId": "object", "serviceUri": "https://h.example", "tenantId": "tenant",
				"useAadAuth": true, "useCommonAlertSchema": true,
			}},
		},
		least: func(ctx *pulumi.Context) error {
			_, err := insights.NewActionGroup(ctx, "a", &insights.ActionGroupArgs{
				Enabled: pulumi.Bool(false), GroupShortName: pulumi.String("s"), ResourceGroupName: pulumi.String("rg"),
			})
			return err
		},
		wantLeast: map[string]any{"enabled": false, "groupShortName": "s", "resourceGroupName": "rg"},
		without: func(ctx *pulumi.Context) error {
			_, err := insights.NewActionGroup(ctx, "a", &insights.ActionGroupArgs{GroupShortName: pulumi.String("s")})
			return err
		},
		wantErr: "action group \"a\": invalid value for required argument 'Enabled'\ninvalid value for required argument 'ResourceGroupName'",
		nothing: func(ctx *pulumi.Context) error { _, err := insights.NewActionGroup(ctx, "a", nil); return err },
		wantNil: `action group "a": missing one or more required arguments`,
	},
	"metric alert": {
		token: "azure-native:insights/v20180301:MetricAlert", alias: azure.TypeMetricAlert,
		whole: func(ctx *pulumi.Context) error {
			_, err := insights.NewMetricAlert(ctx, "a", &insights.MetricAlertArgs{
				Actions:      insights.MetricAlertActionArray{{ActionGroupId: pulumi.String("group")}},
				AutoMitigate: pulumi.Bool(true),
				Criteria: insights.MetricAlertSingleResourceMultipleMetricCriteriaArgs{
					AllOf: insights.MetricCriteriaArray{{
						CriterionType: pulumi.String("StaticThresholdCriterion"),
						Dimensions: insights.MetricDimensionArray{{
							Name: pulumi.String("d"), Operator: pulumi.String("Include"), Values: pulumi.ToStringArray([]string{"*"}),
						}},
						MetricName: pulumi.String("m"), MetricNamespace: pulumi.String("n"), Name: pulumi.String("c"),
						Operator: pulumi.String("GreaterThan"), Threshold: pulumi.Float64(2.5), TimeAggregation: pulumi.String("Average"),
					}},
					OdataType: pulumi.String("Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria"),
				},
				Description: pulumi.String("why"), Enabled: pulumi.Bool(true), EvaluationFrequency: pulumi.String("PT1M"),
				Location: pulumi.String("global"), ResourceGroupName: pulumi.String("rg"), RuleName: pulumi.String("rule"),
				Scopes: pulumi.ToStringArray([]string{"scope"}), Severity: pulumi.Int(3), Tags: pulumi.StringMap{"k": pulumi.String("v")},
				WindowSize: pulumi.String("PT5M"),
			})
			return err
		},
		want: map[string]any{
			"actions": []any{map[string]any{"actionGroupId": "group"}}, "autoMitigate": true,
			"criteria": map[string]any{
				"allOf": []any{map[string]any{
					"criterionType": "StaticThresholdCriterion",
					"dimensions":    []any{map[string]any{"name": "d", "operator": "Include", "values": []any{"*"}}},
					"metricName":    "m", "metricNamespace": "n", "name": "c", "operator": "GreaterThan", "threshold": 2.5, "timeAggregation": "Average",
				}},
				"odataType": "Microsoft.Azure.Monitor.SingleResourceMultipleMetricCriteria",
			},
			"description": "why", "enabled": true, "evaluationFrequency": "PT1M", "location": "global", "resourceGroupName": "rg", "ruleName": "rule",
			"scopes": []any{"scope"}, "severity": 3.0, "tags": map[string]any{"k": "v"}, "windowSize": "PT5M",
		},
		least: func(ctx *pulumi.Context) error {
			_, err := insights.NewMetricAlert(ctx, "a", &insights.MetricAlertArgs{
				Criteria: insights.MetricAlertSingleResourceMultipleMetricCriteriaArgs{OdataType: pulumi.String("o")}, Enabled: pulumi.Bool(false),
				EvaluationFrequency: pulumi.String("PT1M"), ResourceGroupName: pulumi.String("rg"), Scopes: pulumi.ToStringArray([]string{"s"}),
				Severity: pulumi.Int(0), WindowSize: pulumi.String("PT5M"),
			})
			return err
		},
		wantLeast: map[string]any{
			"criteria": map[string]any{"odataType": "o"}, "enabled": false, "evaluationFrequency": "PT1M", "resourceGroupName": "rg",
			"scopes": []any{"s"}, "severity": 0.0, "windowSize": "PT5M",
		},
		without: func(ctx *pulumi.Context) error {
			_, err := insights.NewMetricAlert(ctx, "a", &insights.MetricAlertArgs{})
			return err
		},
		wantErr: "metric alert \"a\": invalid value for required argument 'Criteria'\ninvalid value for required argument 'Enabled'\n" +
			"invalid value for required argument 'EvaluationFrequency'\ninvalid value for required argument 'ResourceGroupName'\n" +
			"invalid value for required argument 'Scopes'\ninvalid value for required argument 'Severity'\n" +
			"invalid value for required argument 'WindowSize'",
		nothing: func(ctx *pulumi.Context) error { _, err := insights.NewMetricAlert(ctx, "a", nil); return err },
		wantNil: `metric alert "a": missing one or more required arguments`,
	},
	"scheduled query rule": {
		token: "azure-native:insights/v20231201:ScheduledQueryRule", alias: azure.TypeScheduledQueryRule,
		whole: func(ctx *pulumi.Context) error {
			_, err := insights.NewScheduledQueryRule(ctx, "a", &insights.ScheduledQueryRuleArgs{
				Actions:      insights.ActionsArgs{ActionGroups: pulumi.ToStringArray([]string{"group"})},
				AutoMitigate: pulumi.Bool(true),
				Criteria: insights.ScheduledQueryRuleCriteriaArgs{AllOf: insights.ConditionArray{{
					FailingPeriods: insights.ConditionFailingPeriodsArgs{
						MinFailingPeriodsToAlert: pulumi.Float64(2), NumberOfEvaluationPeriods: pulumi.Float64(3),
					},
					MetricMeasureColumn: pulumi.String("column"), Operator: pulumi.String("GreaterThan"), Query: pulumi.String("T"),
					ResourceIdColumn: pulumi.String("id"), Threshold: pulumi.Float64(1.5), TimeAggregation: pulumi.String("Average"),
				}}},
				Description: pulumi.String("why"), DisplayName: pulumi.String("shown"), Enabled: pulumi.Bool(true),
				EvaluationFrequency: pulumi.String("PT5M"), Location: pulumi.String("westeurope"), OverrideQueryTimeRange: pulumi.String("PT1H"),
				ResourceGroupName: pulumi.String("rg"), RuleName: pulumi.String("rule"), Scopes: pulumi.ToStringArray([]string{"scope"}),
				Severity: pulumi.Float64(3), SkipQueryValidation: pulumi.Bool(true), Tags: pulumi.StringMap{"k": pulumi.String("v")},
				WindowSize: pulumi.String("PT10M"),
			})
			return err
		},
		want: map[string]any{
			"actions": map[string]any{"actionGroups": []any{"group"}}, "autoMitigate": true,
			"criteria": map[string]any{"allOf": []any{map[string]any{
				"failingPeriods":      map[string]any{"minFailingPeriodsToAlert": 2.0, "numberOfEvaluationPeriods": 3.0},
				"metricMeasureColumn": "column", "operator": "GreaterThan", "query": "T", "resourceIdColumn": "id", "threshold": 1.5,
				"timeAggregation": "Average",
			}}},
			"description": "why", "displayName": "shown", "enabled": true, "evaluationFrequency": "PT5M", "location": "westeurope",
			"overrideQueryTimeRange": "PT1H", "resourceGroupName": "rg", "ruleName": "rule", "scopes": []any{"scope"}, "severity": 3.0,
			"skipQueryValidation": true, "tags": map[string]any{"k": "v"}, "windowSize": "PT10M",
		},
		least: func(ctx *pulumi.Context) error {
			_, err := insights.NewScheduledQueryRule(ctx, "a", &insights.ScheduledQueryRuleArgs{
				Criteria: insights.ScheduledQueryRuleCriteriaArgs{AllOf: insights.ConditionArray{{Query: pulumi.String("T")}}},
				Enabled:  pulumi.Bool(false), ResourceGroupName: pulumi.String("rg"), Scopes: pulumi.ToStringArray([]string{"s"}),
			})
			return err
		},
		wantLeast: map[string]any{
			"criteria": map[string]any{"allOf": []any{map[string]any{"query": "T"}}}, "enabled": false, "resourceGroupName": "rg", "scopes": []any{"s"},
		},
		without: func(ctx *pulumi.Context) error {
			_, err := insights.NewScheduledQueryRule(ctx, "a", &insights.ScheduledQueryRuleArgs{Enabled: pulumi.Bool(true)})
			return err
		},
		wantErr: "scheduled query rule \"a\": invalid value for required argument 'Criteria'\n" +
			"invalid value for required argument 'ResourceGroupName'\ninvalid value for required argument 'Scopes'",
		nothing: func(ctx *pulumi.Context) error { _, err := insights.NewScheduledQueryRule(ctx, "a", nil); return err },
		wantNil: `scheduled query rule "a": missing one or more required arguments`,
	},
	"activity log alert": {
		token: "azure-native:insights/v20201001:ActivityLogAlert", alias: azure.TypeActivityLogAlert,
		whole: func(ctx *pulumi.Context) error {
			_, err := insights.NewActivityLogAlert(ctx, "a", &insights.ActivityLogAlertArgs{
				Actions:              insights.ActionListArgs{ActionGroups: insights.ActionGroupTypeArray{{ActionGroupId: pulumi.String("group")}}},
				ActivityLogAlertName: pulumi.String("alert"),
				Condition: insights.AlertRuleAllOfConditionArgs{AllOf: insights.AlertRuleAnyOfOrLeafConditionArray{{
					Equals: pulumi.String("Recommendation"), Field: pulumi.String("category"),
				}}},
				Description: pulumi.String("why"), Enabled: pulumi.Bool(true), Location: pulumi.String("Global"),
				ResourceGroupName: pulumi.String("rg"), Scopes: pulumi.ToStringArray([]string{"scope"}), Tags: pulumi.StringMap{"k": pulumi.String("v")},
			})
			return err
		},
		want: map[string]any{
			"actions": map[string]any{"actionGroups": []any{map[string]any{"actionGroupId": "group"}}}, "activityLogAlertName": "alert",
			"condition":   map[string]any{"allOf": []any{map[string]any{"equals": "Recommendation", "field": "category"}}},
			"description": "why", "enabled": true, "location": "Global", "resourceGroupName": "rg", "scopes": []any{"scope"}, "tags": map[string]any{"k": "v"},
		},
		least: func(ctx *pulumi.Context) error {
			_, err := insights.NewActivityLogAlert(ctx, "a", &insights.ActivityLogAlertArgs{
				Actions: insights.ActionListArgs{}, ResourceGroupName: pulumi.String("rg"), Scopes: pulumi.ToStringArray([]string{"s"}),
				Condition: insights.AlertRuleAllOfConditionArgs{AllOf: insights.AlertRuleAnyOfOrLeafConditionArray{{Field: pulumi.String("category")}}},
			})
			return err
		},
		wantLeast: map[string]any{
			"actions": map[string]any{}, "condition": map[string]any{"allOf": []any{map[string]any{"field": "category"}}},
			"resourceGroupName": "rg", "scopes": []any{"s"},
		},
		without: func(ctx *pulumi.Context) error {
			_, err := insights.NewActivityLogAlert(ctx, "a", &insights.ActivityLogAlertArgs{Actions: insights.ActionListArgs{}})
			return err
		},
		wantErr: "activity log alert \"a\": invalid value for required argument 'Condition'\n" +
			"invalid value for required argument 'ResourceGroupName'\ninvalid value for required argument 'Scopes'",
		nothing: func(ctx *pulumi.Context) error { _, err := insights.NewActivityLogAlert(ctx, "a", nil); return err },
		wantNil: `activity log alert "a": missing one or more required arguments`,
	},
}

func TestAlertTypesMapEveryField(t *testing.T) {
	for name, test := range alertTypes {
		t.Run(name, func(t *testing.T) {
			for given, c := range map[string]struct {
				program pulumi.RunFunc
				want    map[string]any
			}{"every field": {test.whole, test.want}, "required fields": {test.least, test.wantLeast}} {
				mocks := &recorder{}
				require.NoError(t, pulumi.RunErr(c.program, pulumi.WithMocks("project", "stack", mocks)), given)
				require.Len(t, mocks.registered, 1)
				assert.Equal(t, test.token, mocks.registered[0].TypeToken)
				assert.Equal(t, c.want, mocks.registered[0].Inputs.Mappable(), given)
				aliases := mocks.registered[0].RegisterRPC.GetAliases()
				require.Len(t, aliases, 1)
				assert.Equal(t, test.alias, aliases[0].GetSpec().GetType())
			}
		})
	}
}

func TestAlertTypesRefuseMissingInputs(t *testing.T) {
	for name, test := range alertTypes {
		t.Run(name, func(t *testing.T) {
			for want, program := range map[string]pulumi.RunFunc{test.wantErr: test.without, test.wantNil: test.nothing} {
				mocks := &recorder{}
				require.ErrorContains(t, pulumi.RunErr(program, pulumi.WithMocks("project", "stack", mocks)), want)
				assert.Empty(t, mocks.registered)
			}
		})
	}
}
