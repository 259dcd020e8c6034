// Package operationalinsights simulates the part of Microsoft.OperationalInsights that a landing zone uses: Log Analytics
// workspaces, their tables, and packs of saved queries. What sends data to a workspace is in simulator/insights.
package operationalinsights

import (
	sdk "github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Service returns the types of Microsoft.OperationalInsights, made anew for one engine.
func Service() *engine.Service {
	access := engine.Values(sdk.PublicNetworkAccessTypeEnabled, sdk.PublicNetworkAccessTypeDisabled)
	return &engine.Service{
		Name:  "Microsoft.OperationalInsights",
		Types: []*engine.Type{query(), queryPack(), table(), workspace()},
		Vocabulary: engine.Vocabulary{Enums: map[string][]string{
			"Identity.type": engine.Values(sdk.IdentityTypeSystemAssigned, sdk.IdentityTypeUserAssigned, sdk.IdentityTypeNone),
			"WorkspaceSku.name": engine.Values(sdk.WorkspaceSkuNameEnumFree, sdk.WorkspaceSkuNameEnumStandard,
				sdk.WorkspaceSkuNameEnumPremium, sdk.WorkspaceSkuNameEnumPerNode, sdk.WorkspaceSkuNameEnumPerGB2018,
				sdk.WorkspaceSkuNameEnumStandalone, sdk.WorkspaceSkuNameEnumCapacityReservation, sdk.WorkspaceSkuNameEnumLACluster),
			"Column.dataTypeHint": engine.Values(sdk.ColumnDataTypeHintEnumUri, sdk.ColumnDataTypeHintEnumGuid,
				sdk.ColumnDataTypeHintEnumArmPath, sdk.ColumnDataTypeHintEnumIp),
			"Column.type": engine.Values(sdk.ColumnTypeEnumString, sdk.ColumnTypeEnumInt, sdk.ColumnTypeEnumLong, sdk.ColumnTypeEnumReal,
				sdk.ColumnTypeEnumBoolean, sdk.ColumnTypeEnumDateTime, sdk.ColumnTypeEnumGuid, sdk.ColumnTypeEnumDynamic),
			"tableArgs.plan": engine.Values(sdk.TablePlanEnumBasic, sdk.TablePlanEnumAnalytics),
			"workspaceArgs.publicNetworkAccessForIngestion": access,
			"workspaceArgs.publicNetworkAccessForQuery":     access,
		}, Any: []string{"Query.properties", "queryArgs.properties"}},
	}
}
