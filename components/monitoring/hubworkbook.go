package monitoring

import (
	"encoding/json"
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/azurenative/insights"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

// HubWorkbookToken is the type of the component that holds the hub's workbook.
const HubWorkbookToken = "landingzone:monitoring:HubWorkbook"

// HubWorkbookArgs are what the hub's workbook is made of.
type HubWorkbookArgs struct {
	// Names are the region's physical names. Required.
	Names naming.Names
	// Location is the region. Required.
	Location azure.Location
	// SubscriptionID is the GUID of the subscription of the group. Required.
	SubscriptionID string
	// ResourceGroupName is the group of the workbook, by custom the hub's. Required.
	ResourceGroupName pulumi.StringInput
	// WorkspaceID is the ARM ID of the hub's Log Analytics workspace, which the workbook asks. Required.
	WorkspaceID pulumi.StringInput
	// Tags are on the workbook.
	Tags map[string]string
}

// HubWorkbook is a page in the portal about the region's network.
type HubWorkbook struct {
	pulumi.ResourceState

	// WorkbookID is the ARM ID of the workbook.
	WorkbookID pulumi.StringOutput
}

// NewHubWorkbook declares the workbook: what the firewall refuses and lets through, what it takes for an attack, names that
// do not resolve, and who has used Bastion. It refuses args that lack something required.
func NewHubWorkbook(ctx *pulumi.Context, name string, args *HubWorkbookArgs, opts ...pulumi.ResourceOption) (*HubWorkbook, error) {
	if err := args.check(); err != nil {
		return nil, fmt.Errorf("hub workbook %q: %w", name, err)
	}
	h := &HubWorkbook{}
	if err := ctx.RegisterComponentResource(HubWorkbookToken, name, h, opts...); err != nil {
		return nil, fmt.Errorf("hub workbook %q: %w", name, err)
	}
	workbook, err := insights.NewWorkbook(ctx, name+"-workbook", &insights.WorkbookArgs{
		Category: pulumi.String("workbook"), Description: pulumi.String("Traffic through the hub: refused, allowed, suspicious."),
		DisplayName: pulumi.String("Hub network " + args.Location.Name), Kind: pulumi.String("shared"),
		Location: pulumi.String(args.Location.Name), ResourceGroupName: args.ResourceGroupName,
		ResourceName:   pulumi.String(azure.DeterministicGUID(args.SubscriptionID, args.Names.HubWorkspace(), "workbook")),
		SerializedData: args.WorkspaceID.ToStringOutput().ApplyT(hubNotebook).(pulumi.StringOutput),
		SourceId:       args.WorkspaceID.ToStringOutput().ToStringPtrOutput(), Tags: pulumi.ToStringMap(args.Tags), Version: pulumi.String(notebookVersion),
	}, pulumi.Parent(h))
	if err != nil {
		return nil, fmt.Errorf("hub workbook %q: %w", name, err)
	}
	h.WorkbookID = workbook.ID().ToStringOutput()
	if err := ctx.RegisterResourceOutputs(h, pulumi.Map{"workbookId": h.WorkbookID}); err != nil {
		return nil, fmt.Errorf("hub workbook %q: outputs: %w", name, err)
	}
	return h, nil
}

// check reports every missing argument.
func (a *HubWorkbookArgs) check() error {
	if a == nil {
		return errors.New("args are required")
	}
	var problems []error
	for _, required := range []struct {
		name  string
		given bool
	}{
		{"Location", a.Location.Name != ""},
		{"SubscriptionID", a.SubscriptionID != ""},
		{"ResourceGroupName", a.ResourceGroupName != nil},
		{"WorkspaceID", a.WorkspaceID != nil},
	} {
		if !required.given {
			problems = append(problems, fmt.Errorf("%s is required", required.name))
		}
	}
	return errors.Join(problems...)
}

// notebookVersion is that of a workbook's schema.
// Source: https://learn.microsoft.com/azure/azure-monitor/visualize/workbooks-automate
const notebookVersion = "Notebook/1.0"

// Kinds of items of a workbook.
const (
	textItem      = 1
	queryItem     = 3
	parameterItem = 9
)

// timeParameter is the name under which queries take the time that the reader chooses.
const timeParameter = "TimeRange"

// hubCharts are the queries of the hub's workbook, in the order in which they are shown. The hub's firewall writes to tables
// of their own.
var hubCharts = []savedQuery{
	{part: "denied", title: "Refused by the firewall", category: "table", body: `union isfuzzy=true
    (AZFWNetworkRule | project TimeGenerated, Action, Source = SourceIp, Destination = DestinationIp, Port = DestinationPort),
    (AZFWApplicationRule | project TimeGenerated, Action, Source = SourceIp, Destination = Fqdn, Port = DestinationPort)
| where Action == "Deny"
| summarize Times = count(), Last = max(TimeGenerated) by Source, Destination, Port
| top 50 by Times`},
	{part: "allowed", title: "Hosts most asked for", category: "table", body: `AZFWApplicationRule
| where Action == "Allow"
| summarize Requests = count(), Sources = dcount(SourceIp) by Fqdn, RuleCollection, Rule
| top 50 by Requests`},
	{part: "threats", title: "Taken for attacks", category: "table", body: `union isfuzzy=true
    (AZFWThreatIntel | project TimeGenerated, Kind = "threat intelligence", Action, Source = SourceIp, Destination = coalesce(Fqdn, DestinationIp), Text = ThreatDescription),
    (AZFWIdpsSignature | project TimeGenerated, Kind = "intrusion detection", Action, Source = SourceIp, Destination = DestinationIp, Text = Description)
| order by TimeGenerated desc`},
	{part: "dns", title: "Names that do not resolve", category: "table", body: `AZFWDnsQuery
| where ResponseCode != "NOERROR"
| summarize Times = count(), Last = max(TimeGenerated) by QueryName, QueryType, ResponseCode, SourceIp
| top 50 by Times`},
	{part: "traffic", title: "Decisions of the firewall over time", category: "timechart", body: `union isfuzzy=true
    (AZFWNetworkRule | project TimeGenerated, Action),
    (AZFWApplicationRule | project TimeGenerated, Action)
| summarize Decisions = count() by bin(TimeGenerated, 15m), Action`},
	{part: "bastion", title: "Sessions through Bastion", category: "table", body: `MicrosoftAzureBastionAuditLogs
| project TimeGenerated, UserName, UserEmail, ClientIpAddress, TargetVMIPAddress, Protocol, Duration, Message
| order by TimeGenerated desc`},
}

// item is one part of a workbook.
type item struct {
	Type    int            `json:"type"`
	Content map[string]any `json:"content"`
	Name    string         `json:"name"`
}

// hubNotebook is the content of the hub's workbook, which asks the given workspace.
func hubNotebook(workspaceID string) (string, error) {
	items := []item{
		{textItem, map[string]any{"json": "## Hub network\nTraffic of the region's hub, as its firewall and Bastion have logged it."}, "title"},
		{parameterItem, map[string]any{
			"version": "KqlParameterItem/1.0", "style": "pills", "queryType": 0, "resourceType": "microsoft.operationalinsights/workspaces",
			"parameters": []any{map[string]any{
				"id": azure.DeterministicGUID("hub workbook", timeParameter), "version": "KqlParameterItem/1.0", "name": timeParameter, "label": "Time",
				"type": 4, "isRequired": true, "value": map[string]any{"durationMs": 86400000},
				"typeSettings": map[string]any{"selectableValues": []any{
					map[string]any{"durationMs": 3600000}, map[string]any{"durationMs": 86400000}, map[string]any{"durationMs": 604800000},
				}},
			}},
		}, "time"},
	}
	for _, chart := range hubCharts {
		items = append(items, item{queryItem, map[string]any{
			"version": "KqlItem/1.0", "query": chart.body, "size": 0, "title": chart.title, "timeContextFromParameter": timeParameter,
			"queryType": 0, "resourceType": "microsoft.operationalinsights/workspaces", "visualization": chart.category,
		}, chart.part})
	}
	content, err := json.Marshal(map[string]any{
		"version": notebookVersion, "items": items, "fallbackResourceIds": []string{workspaceID},
		"$schema": "https://github.com/Microsoft/Application-Insights-Workbooks/blob/master/schema/workbook.json",
	})
	return string(content), err
}
