package azuremonitor

import (
	"fmt"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	accountType  = "Microsoft.Monitor/accounts"
	groupType    = "Microsoft.Resources/resourceGroups"
	endpointType = "Microsoft.Insights/dataCollectionEndpoints"
	ruleType     = "Microsoft.Insights/dataCollectionRules"
)

// The shape of a workspace, from https://learn.microsoft.com/azure/templates/microsoft.monitor/2023-04-03/accounts.
type (
	azureMonitorWorkspaceArgs struct {
		AzureMonitorWorkspaceName *string           `pulumi:"azureMonitorWorkspaceName"`
		Location                  *string           `pulumi:"location"`
		PublicNetworkAccess       *string           `pulumi:"publicNetworkAccess"`
		ResourceGroupName         string            `pulumi:"resourceGroupName"`
		Tags                      map[string]string `pulumi:"tags"`
	}
	azureMonitorWorkspaceState struct {
		AccountId                string            `pulumi:"accountId"`
		DefaultIngestionSettings ingestionSettings `pulumi:"defaultIngestionSettings"`
		Etag                     string            `pulumi:"etag"`
		Location                 string            `pulumi:"location"`
		Metrics                  metrics           `pulumi:"metrics"`
		Name                     string            `pulumi:"name"`
		ProvisioningState        string            `pulumi:"provisioningState"`
		PublicNetworkAccess      string            `pulumi:"publicNetworkAccess"`
		Tags                     map[string]string `pulumi:"tags"`
		Type                     string            `pulumi:"type"`
	}
	ingestionSettings struct {
		DataCollectionEndpointResourceId string `pulumi:"dataCollectionEndpointResourceId"`
		DataCollectionRuleResourceId     string `pulumi:"dataCollectionRuleResourceId"`
	}
	metrics struct {
		InternalId              string `pulumi:"internalId"`
		PrometheusQueryEndpoint string `pulumi:"prometheusQueryEndpoint"`
	}
)

func azureMonitorWorkspace() *engine.Type {
	return &engine.Type{
		Token: azure.TypeAzureMonitorWorkspace, Versions: []string{"v20230403", ""}, APIVersion: "2023-04-03",
		ARMType: accountType, Names: []string{"azureMonitorWorkspaceName"},
		Args: azureMonitorWorkspaceArgs{}, State: azureMonitorWorkspaceState{},
		Put:    putWorkspace,
		Delete: deleteWorkspace,
		Models: []string{
			"A workspace comes with a managed resource group that holds a data collection endpoint and a rule of its name; they go away with it.",
			"It answers with the address at which Prometheus queries are asked.",
			"Deleting a workspace does not ask who sends metrics to it, as in Azure.",
		},
	}
}

// managedGroup is the resource group that Azure makes for a workspace.
// Source: https://learn.microsoft.com/azure/azure-monitor/metrics/azure-monitor-workspace-overview
func managedGroup(subscription, name, region string) string {
	return azure.ResourceGroupID(subscription, fmt.Sprintf("MA_%s_%s_managed", name, region))
}

func putWorkspace(op *engine.Operation) error {
	region, _ := op.Outputs["location"].(string)
	group, err := azure.ParseID(managedGroup(op.ID.Subscription(), op.Name, region))
	if err != nil {
		return err
	}
	endpoint := azure.ResourceID(op.ID.Subscription(), group.ResourceGroup(), endpointType, op.Name)
	rule := azure.ResourceID(op.ID.Subscription(), group.ResourceGroup(), ruleType, op.Name)
	if op.Old == nil {
		for _, made := range []struct{ id, armType string }{{group.String(), groupType}, {endpoint, endpointType}, {rule, ruleType}} {
			op.Stage(&engine.Resource{ID: made.id, Type: made.armType, ManagedBy: op.ID.String(), Inputs: map[string]any{"location": region},
				Outputs: map[string]any{"location": region, "provisioningState": "Succeeded"}})
		}
	}
	op.Set(op.GUID("account"), "accountId")
	op.Set(endpoint, "defaultIngestionSettings", "dataCollectionEndpointResourceId")
	op.Set(rule, "defaultIngestionSettings", "dataCollectionRuleResourceId")
	op.Set("mac_"+op.GUID("internal"), "metrics", "internalId")
	op.Set(fmt.Sprintf("https://%s-%s.%s.prometheus.monitor.azure.com", strings.ToLower(op.Name), op.Unique("query")[:4], region),
		"metrics", "prometheusQueryEndpoint")
	op.Default("Enabled", "publicNetworkAccess")
	return nil
}

// deleteWorkspace takes the managed group and its contents along.
func deleteWorkspace(op *engine.Operation) error {
	group := managedGroup(op.ID.Subscription(), op.Name, op.Old.Out().At("location").Text())
	for _, r := range op.In(group) {
		op.Remove(r.ID)
	}
	op.Remove(group)
	return nil
}
