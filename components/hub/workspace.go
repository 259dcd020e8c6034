package hub

import (
	"fmt"

	"github.com/pulumi/pulumi-azure-native-sdk/operationalinsights/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

// workspaceRetentionDays is what the price per GB includes; longer keeps cost extra.
//
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
const workspaceRetentionDays = 30

// Log categories by what sends them.
var (
	workspaceLogs = []string{"Audit", "SummaryLogs"}
	bastionLogs   = []string{"BastionAuditLogs"}
	// structuredFirewallLogs write a table each.
	structuredFirewallLogs = []string{
		"AZFWNetworkRule", "AZFWApplicationRule", "AZFWNatRule", "AZFWThreatIntel", "AZFWIdpsSignature", "AZFWDnsQuery",
		"AZFWFqdnResolveFailure", "AZFWFatFlow", "AZFWFlowTrace", "AZFWApplicationRuleAggregation",
		"AZFWNetworkRuleAggregation", "AZFWNatRuleAggregation",
	}
	// legacyFirewallLogs carry again what the structured ones carry.
	legacyFirewallLogs = []string{"AzureFirewallApplicationRule", "AzureFirewallNetworkRule", "AzureFirewallDnsProxy"}
)

var allMetrics = []string{azure.AllMetrics}

// workspace builds the Log Analytics workspace that receives the logs of the region's network: of the hub, and of
// every spoke behind it.
func (b *builder) workspace() (pulumi.StringOutput, error) {
	workspace, err := operationalinsights.NewWorkspace(b.ctx, b.child("workspace"), &operationalinsights.WorkspaceArgs{
		WorkspaceName:                   pulumi.String(b.args.Names.HubWorkspace()),
		ResourceGroupName:               b.groupName,
		Location:                        b.location,
		Sku:                             operationalinsights.WorkspaceSkuArgs{Name: pulumi.String("PerGB2018")},
		RetentionInDays:                 pulumi.Int(workspaceRetentionDays),
		PublicNetworkAccessForIngestion: pulumi.String("Enabled"),
		PublicNetworkAccessForQuery:     pulumi.String("Enabled"),
		ForceCmkForQuery:                pulumi.Bool(false),
		Features: operationalinsights.WorkspaceFeaturesArgs{
			DisableLocalAuth: pulumi.Bool(true),
			EnableLogAccessUsingOnlyResourcePermissions: pulumi.Bool(true),
		},
		// No cap: a full workspace would lose the very logs that explain an attack.
		WorkspaceCapping: operationalinsights.WorkspaceCappingArgs{DailyQuotaGb: pulumi.Float64(-1)},
		Tags:             b.tags,
	}, b.parent)
	if err != nil {
		return pulumi.StringOutput{}, fmt.Errorf("workspace: %w", err)
	}
	id := workspace.ID().ToStringOutput()
	return id, b.send("workspace", workspace.ID(), id, diagnostics.Args{Logs: workspaceLogs, Metrics: allMetrics})
}

// firewallLogs are the categories that the firewall sends.
func (b *builder) firewallLogs() []string {
	if b.args.Settings.Firewall.LegacyLogs {
		return append(legacyFirewallLogs[:len(legacyFirewallLogs):len(legacyFirewallLogs)], structuredFirewallLogs...)
	}
	return structuredFirewallLogs
}

// send declares the diagnostics of the child named part.
func (b *builder) send(part string, target pulumi.IDOutput, workspaceID pulumi.StringInput, what diagnostics.Args) error {
	what.TargetID, what.WorkspaceID = target.ToStringOutput(), workspaceID
	_, err := diagnostics.Send(b.ctx, b.child(part+"-diagnostics"), what, b.parent)
	return err
}
