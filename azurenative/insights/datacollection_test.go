package insights_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
)

// declare runs one constructor and returns what it registered.
func declare(t *testing.T, construct func(*pulumi.Context) error) ([]pulumi.MockResourceArgs, error) {
	t.Helper()
	mocks := &recorder{}
	err := pulumi.RunErr(construct, pulumi.WithMocks("project", "stack", mocks))
	return mocks.registered, err
}

// assertRegistered compares the one registered resource with its token, its inputs, and the alias without API version.
func assertRegistered(t *testing.T, registered []pulumi.MockResourceArgs, token string, inputs map[string]any) {
	t.Helper()
	require.Len(t, registered, 1)
	assert.Equal(t, token, registered[0].TypeToken)
	assert.Equal(t, inputs, registered[0].Inputs.Mappable())
	aliases := registered[0].RegisterRPC.GetAliases()
	require.Len(t, aliases, 1)
	assert.Equal(t, azure.CanonicalType(token), aliases[0].GetSpec().GetType())
}

func TestDataCollectionEndpointMapsEveryField(t *testing.T) {
	registered, err := declare(t, func(ctx *pulumi.Context) error {
		_, err := insights.NewDataCollectionEndpoint(ctx, "endpoint", &insights.DataCollectionEndpointArgs{
			DataCollectionEndpointName: pulumi.String("dce"), Description: pulumi.String("why"), Kind: pulumi.String("Linux"),
			Location:          pulumi.String("westeurope"),
			NetworkAcls:       insights.DataCollectionEndpointNetworkAclsArgs{PublicNetworkAccess: pulumi.String("Enabled")},
			ResourceGroupName: pulumi.String("rg"), Tags: pulumi.StringMap{"team": pulumi.String("platform")},
		})
		return err
	})
	require.NoError(t, err)
	assertRegistered(t, registered, "azure-native:insights/v20220601:DataCollectionEndpoint", map[string]any{
		"dataCollectionEndpointName": "dce", "description": "why", "kind": "Linux", "location": "westeurope",
		"networkAcls": map[string]any{"publicNetworkAccess": "Enabled"}, "resourceGroupName": "rg",
		"tags": map[string]any{"team": "platform"},
	})
}

func TestDataCollectionRuleMapsEveryField(t *testing.T) {
	registered, err := declare(t, func(ctx *pulumi.Context) error {
		_, err := insights.NewDataCollectionRule(ctx, "rule", &insights.DataCollectionRuleArgs{
			DataCollectionEndpointId: pulumi.String("endpoint"), DataCollectionRuleName: pulumi.String("dcr"),
			DataFlows: insights.DataFlowArray{
				{Destinations: pulumi.ToStringArray([]string{"la"}), Streams: pulumi.ToStringArray([]string{"Microsoft-Syslog"}), TransformKql: pulumi.String("source")},
			},
			DataSources: insights.DataCollectionRuleDataSourcesArgs{
				Extensions: insights.ExtensionDataSourceArray{{
					ExtensionName: pulumi.String("ContainerInsights"), ExtensionSettings: pulumi.Map{"interval": pulumi.String("1m")},
					Name: pulumi.String("agent"), Streams: pulumi.ToStringArray([]string{"Microsoft-Perf"}),
				}},
				PrometheusForwarder: insights.PrometheusForwarderDataSourceArray{{
					LabelIncludeFilter: pulumi.StringMap{"microsoft_metrics_include_label": pulumi.String("x")},
					Name:               pulumi.String("prometheus"), Streams: pulumi.ToStringArray([]string{"Microsoft-PrometheusMetrics"}),
				}},
				Syslog: insights.SyslogDataSourceArray{{
					FacilityNames: pulumi.ToStringArray([]string{"auth"}), LogLevels: pulumi.ToStringArray([]string{"Info"}),
					Name: pulumi.String("syslog"), Streams: pulumi.ToStringArray([]string{"Microsoft-Event"}),
				}},
			},
			Description: pulumi.String("why"),
			Destinations: insights.DataCollectionRuleDestinationsArgs{
				LogAnalytics:       insights.LogAnalyticsDestinationArray{{Name: pulumi.String("la"), WorkspaceResourceId: pulumi.String("workspace")}},
				MonitoringAccounts: insights.MonitoringAccountDestinationArray{{Name: pulumi.String("amw"), AccountResourceId: pulumi.String("account")}},
			},
			Kind: pulumi.String("Linux"), Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg"),
			Tags: pulumi.StringMap{"team": pulumi.String("platform")},
		})
		return err
	})
	require.NoError(t, err)
	assertRegistered(t, registered, "azure-native:insights/v20220601:DataCollectionRule", map[string]any{
		"dataCollectionEndpointId": "endpoint", "dataCollectionRuleName": "dcr",
		"dataFlows": []any{map[string]any{
			"destinations": []any{"la"}, "streams": []any{"Microsoft-Syslog"}, "transformKql": "source",
		}},
		"dataSources": map[string]any{
			"extensions": []any{map[string]any{
				"extensionName": "ContainerInsights", "extensionSettings": map[string]any{"interval": "1m"}, "name": "agent",
				"streams": []any{"Microsoft-Perf"},
			}},
			"prometheusForwarder": []any{map[string]any{
				"labelIncludeFilter": map[string]any{"microsoft_metrics_include_label": "x"}, "name": "prometheus",
				"streams": []any{"Microsoft-PrometheusMetrics"},
			}},
			"syslog": []any{map[string]any{
				"facilityNames": []any{"auth"}, "logLevels": []any{"Info"}, "name": "syslog", "streams": []any{"Microsoft-Event"},
			}},
		},
		"description": "why",
		"destinations": map[string]any{
			"logAnalytics":       []any{map[string]any{"name": "la", "workspaceResourceId": "workspace"}},
			"monitoringAccounts": []any{map[string]any{"name": "amw", "accountResourceId": "account"}},
		},
		"kind": "Linux", "location": "westeurope", "resourceGroupName": "rg", "tags": map[string]any{"team": "platform"},
	})
}

func TestDataCollectionRuleLeavesOutWhatIsNotGiven(t *testing.T) {
	registered, err := declare(t, func(ctx *pulumi.Context) error {
		_, err := insights.NewDataCollectionRule(ctx, "rule", &insights.DataCollectionRuleArgs{
			ResourceGroupName: pulumi.String("rg"),
			DataSources: insights.DataCollectionRuleDataSourcesArgs{PrometheusForwarder: insights.PrometheusForwarderDataSourceArray{
				{LabelIncludeFilter: pulumi.StringMap{}},
			}},
		})
		return err
	})
	require.NoError(t, err)
	assertRegistered(t, registered, "azure-native:insights/v20220601:DataCollectionRule", map[string]any{
		"resourceGroupName": "rg",
		"dataSources":       map[string]any{"prometheusForwarder": []any{map[string]any{"labelIncludeFilter": map[string]any{}}}},
	})
}

func TestDataCollectionRuleAssociationMapsEveryField(t *testing.T) {
	for name, test := range map[string]struct {
		args insights.DataCollectionRuleAssociationArgs
		want map[string]any
	}{
		"rule": {
			insights.DataCollectionRuleAssociationArgs{
				AssociationName: pulumi.String("a"), DataCollectionRuleId: pulumi.String("rule"), Description: pulumi.String("why"),
				ResourceUri: pulumi.String("cluster"),
			},
			map[string]any{"associationName": "a", "dataCollectionRuleId": "rule", "description": "why", "resourceUri": "cluster"},
		},
		"endpoint": {
			insights.DataCollectionRuleAssociationArgs{DataCollectionEndpointId: pulumi.String("endpoint"), ResourceUri: pulumi.String("cluster")},
			map[string]any{"dataCollectionEndpointId": "endpoint", "resourceUri": "cluster"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			registered, err := declare(t, func(ctx *pulumi.Context) error {
				_, err := insights.NewDataCollectionRuleAssociation(ctx, "association", &test.args)
				return err
			})
			require.NoError(t, err)
			assertRegistered(t, registered, "azure-native:insights/v20220601:DataCollectionRuleAssociation", test.want)
		})
	}
}

func TestComponentMapsEveryFieldAndKeepsItsKeysSecret(t *testing.T) {
	registered, err := declare(t, func(ctx *pulumi.Context) error {
		_, err := insights.NewComponent(ctx, "traces", &insights.ComponentArgs{
			ApplicationType: pulumi.String("web"), DisableLocalAuth: pulumi.Bool(true), FlowType: pulumi.String("Bluefield"),
			IngestionMode: pulumi.String("LogAnalytics"), Kind: pulumi.String("other"), Location: pulumi.String("westeurope"),
			PublicNetworkAccessForIngestion: pulumi.String("Enabled"), PublicNetworkAccessForQuery: pulumi.String("Disabled"),
			RequestSource: pulumi.String("rest"), ResourceGroupName: pulumi.String("rg"), ResourceName: pulumi.String("appi"),
			Tags: pulumi.StringMap{"team": pulumi.String("platform")}, WorkspaceResourceId: pulumi.String("workspace"),
		})
		return err
	})
	require.NoError(t, err)
	assertRegistered(t, registered, "azure-native:insights/v20200202:Component", map[string]any{
		"applicationType": "web", "disableLocalAuth": true, "flowType": "Bluefield", "ingestionMode": "LogAnalytics", "kind": "other",
		"location": "westeurope", "publicNetworkAccessForIngestion": "Enabled", "publicNetworkAccessForQuery": "Disabled",
		"requestSource": "rest", "resourceGroupName": "rg", "resourceName": "appi", "tags": map[string]any{"team": "platform"},
		"workspaceResourceId": "workspace",
	})
	assert.Equal(t, []string{"connectionString", "instrumentationKey"}, registered[0].RegisterRPC.GetAdditionalSecretOutputs())
}

func TestWorkbookMapsEveryField(t *testing.T) {
	registered, err := declare(t, func(ctx *pulumi.Context) error {
		_, err := insights.NewWorkbook(ctx, "book", &insights.WorkbookArgs{
			Category: pulumi.String("workbook"), Description: pulumi.String("why"), DisplayName: pulumi.String("Hub"), Kind: pulumi.String("shared"),
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg"), ResourceName: pulumi.String("guid"),
			SerializedData: pulumi.String("{}"), SourceId: pulumi.String("source"), Tags: pulumi.StringMap{"team": pulumi.String("platform")},
			Version: pulumi.String("Notebook/1.0"),
		})
		return err
	})
	require.NoError(t, err)
	assertRegistered(t, registered, "azure-native:insights/v20220401:Workbook", map[string]any{
		"category": "workbook", "description": "why", "displayName": "Hub", "kind": "shared", "location": "westeurope",
		"resourceGroupName": "rg", "resourceName": "guid", "serializedData": "{}", "sourceId": "source",
		"tags": map[string]any{"team": "platform"}, "version": "Notebook/1.0",
	})
}

func TestIncompleteArgsAreRefused(t *testing.T) {
	group := pulumi.String("rg")
	for want, construct := range map[string]func(*pulumi.Context) error{
		`data collection endpoint "n": missing one or more required arguments`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionEndpoint(ctx, "n", nil)
			return err
		},
		`data collection endpoint "n": invalid value for required argument 'ResourceGroupName'`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionEndpoint(ctx, "n", &insights.DataCollectionEndpointArgs{})
			return err
		},
		`data collection rule "n": missing one or more required arguments`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionRule(ctx, "n", nil)
			return err
		},
		`data collection rule "n": invalid value for required argument 'ResourceGroupName'`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionRule(ctx, "n", &insights.DataCollectionRuleArgs{})
			return err
		},
		`data collection rule association "n": missing one or more required arguments`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionRuleAssociation(ctx, "n", nil)
			return err
		},
		`data collection rule association "n": invalid value for required argument 'ResourceUri'`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionRuleAssociation(ctx, "n", &insights.DataCollectionRuleAssociationArgs{DataCollectionRuleId: group})
			return err
		},
		`data collection rule association "n": give either 'DataCollectionRuleId' or 'DataCollectionEndpointId'`: func(ctx *pulumi.Context) error {
			_, err := insights.NewDataCollectionRuleAssociation(ctx, "n", &insights.DataCollectionRuleAssociationArgs{ResourceUri: group})
			return err
		},
		`application insights "n": missing one or more required arguments`: func(ctx *pulumi.Context) error {
			_, err := insights.NewComponent(ctx, "n", nil)
			return err
		},
		"application insights \"n\": invalid value for required argument 'ApplicationType'\ninvalid value for required argument 'Kind'": func(ctx *pulumi.Context) error {
			_, err := insights.NewComponent(ctx, "n", &insights.ComponentArgs{ResourceGroupName: group})
			return err
		},
		`workbook "n": missing one or more required arguments`: func(ctx *pulumi.Context) error {
			_, err := insights.NewWorkbook(ctx, "n", nil)
			return err
		},
		"workbook \"n\": invalid value for required argument 'Category'\ninvalid value for required argument 'DisplayName'\n" +
			"invalid value for required argument 'SerializedData'": func(ctx *pulumi.Context) error {
			_, err := insights.NewWorkbook(ctx, "n", &insights.WorkbookArgs{ResourceGroupName: group})
			return err
		},
	} {
		registered, err := declare(t, construct)
		assert.ErrorContains(t, err, want)
		assert.Empty(t, registered)
	}
}
