package insights

import (
	"fmt"
	"slices"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// inWorkspace is the ingestion mode of a component that keeps its data in a Log Analytics workspace.
const inWorkspace = "LogAnalytics"

// componentRetentions are the days for which a component's data can be kept.
// Source: https://learn.microsoft.com/azure/azure-monitor/logs/data-retention-configure
var componentRetentions = []int{30, 60, 90, 120, 180, 270, 365, 550, 730}

// The shape of a component, from https://learn.microsoft.com/azure/templates/microsoft.insights/2020-02-02/components.
type (
	componentArgs struct {
		ApplicationType                 string            `pulumi:"applicationType"`
		DisableIpMasking                *bool             `pulumi:"disableIpMasking"`
		DisableLocalAuth                *bool             `pulumi:"disableLocalAuth"`
		FlowType                        *string           `pulumi:"flowType"`
		ForceCustomerStorageForProfiler *bool             `pulumi:"forceCustomerStorageForProfiler"`
		HockeyAppId                     *string           `pulumi:"hockeyAppId"`
		ImmediatePurgeDataOn30Days      *bool             `pulumi:"immediatePurgeDataOn30Days"`
		IngestionMode                   *string           `pulumi:"ingestionMode"`
		Kind                            string            `pulumi:"kind"`
		Location                        *string           `pulumi:"location"`
		PublicNetworkAccessForIngestion *string           `pulumi:"publicNetworkAccessForIngestion"`
		PublicNetworkAccessForQuery     *string           `pulumi:"publicNetworkAccessForQuery"`
		RequestSource                   *string           `pulumi:"requestSource"`
		ResourceGroupName               string            `pulumi:"resourceGroupName"`
		ResourceName                    *string           `pulumi:"resourceName"`
		RetentionInDays                 *int              `pulumi:"retentionInDays"`
		SamplingPercentage              *float64          `pulumi:"samplingPercentage"`
		Tags                            map[string]string `pulumi:"tags"`
		WorkspaceResourceId             *string           `pulumi:"workspaceResourceId"`
	}
	componentState struct {
		AppId                           string            `pulumi:"appId"`
		ApplicationId                   string            `pulumi:"applicationId"`
		ApplicationType                 string            `pulumi:"applicationType"`
		ConnectionString                string            `pulumi:"connectionString"`
		CreationDate                    string            `pulumi:"creationDate"`
		DisableIpMasking                *bool             `pulumi:"disableIpMasking"`
		DisableLocalAuth                *bool             `pulumi:"disableLocalAuth"`
		Etag                            string            `pulumi:"etag"`
		FlowType                        *string           `pulumi:"flowType"`
		ForceCustomerStorageForProfiler *bool             `pulumi:"forceCustomerStorageForProfiler"`
		HockeyAppId                     *string           `pulumi:"hockeyAppId"`
		ImmediatePurgeDataOn30Days      *bool             `pulumi:"immediatePurgeDataOn30Days"`
		IngestionMode                   *string           `pulumi:"ingestionMode"`
		InstrumentationKey              string            `pulumi:"instrumentationKey"`
		Kind                            string            `pulumi:"kind"`
		Location                        string            `pulumi:"location"`
		Name                            string            `pulumi:"name"`
		ProvisioningState               string            `pulumi:"provisioningState"`
		PublicNetworkAccessForIngestion *string           `pulumi:"publicNetworkAccessForIngestion"`
		PublicNetworkAccessForQuery     *string           `pulumi:"publicNetworkAccessForQuery"`
		RequestSource                   *string           `pulumi:"requestSource"`
		RetentionInDays                 *int              `pulumi:"retentionInDays"`
		SamplingPercentage              *float64          `pulumi:"samplingPercentage"`
		Tags                            map[string]string `pulumi:"tags"`
		TenantId                        string            `pulumi:"tenantId"`
		Type                            string            `pulumi:"type"`
		WorkspaceResourceId             *string           `pulumi:"workspaceResourceId"`
	}
)

func component() *engine.Type {
	return &engine.Type{
		Token: azure.TypeComponent, Versions: []string{"v20200202", ""}, APIVersion: "2020-02-02",
		ARMType: "Microsoft.Insights/components", Names: []string{"resourceName"},
		Args: componentArgs{}, State: componentState{},
		Check: checkComponent,
		Put:   putComponent,
		Models: []string{
			"A component keeps its data in a workspace that exists; one without a workspace can no longer be made.",
			"Retention and sampling are among the values that the service offers.",
			"It answers with an instrumentation key and a connection string.",
		},
		Codes: []engine.Code{CodeClassicComponent},
	}
}

func checkComponent(c *engine.Check) {
	workspace, mode := c.Inputs.At("workspaceResourceId"), c.Inputs.At("ingestionMode")
	if workspace.Absent() {
		c.Failf(workspace, CodeClassicComponent, "WorkspaceResourceId is required: classic Application Insights resources without a "+
			"workspace are retired and cannot be created.")
	}
	if mode.Known() && mode.TextOr(inWorkspace) != inWorkspace {
		c.Failf(mode, CodeClassicComponent, "IngestionMode '%s' is retired; it must be %s.", mode.Text(), inWorkspace)
	}
	if days := c.Inputs.At("retentionInDays"); days.Present() && days.Known() && !slices.Contains(componentRetentions, days.Int()) {
		c.Failf(days, CodeClassicComponent, "RetentionInDays %d is not supported; it must be one of %v.", days.Int(), componentRetentions)
	}
	if percent, given := c.Inputs.At("samplingPercentage").Raw().(float64); given && (percent <= 0 || percent > 100) {
		c.Failf(c.Inputs.At("samplingPercentage"), CodeClassicComponent, "SamplingPercentage %v must be more than 0 and at most 100.", percent)
	}
}

func putComponent(op *engine.Operation) error {
	if _, err := op.Resolve(op.Inputs.At("workspaceResourceId"), workspaceType); err != nil {
		return err
	}
	app, key, region := op.GUID("application"), op.GUID("instrumentation"), textOf(op.Outputs["location"])
	op.Set(app, "appId")
	op.Set(op.Name, "applicationId")
	op.Set(key, "instrumentationKey")
	op.Set(fmt.Sprintf("InstrumentationKey=%s;IngestionEndpoint=https://%s-5.in.applicationinsights.azure.com/;"+
		"LiveEndpoint=https://%s.livediagnostics.monitor.azure.com/;ApplicationId=%s", key, region, region, app), "connectionString")
	op.Set(op.Provider.Tenant, "tenantId")
	created := op.Now().Format(time.RFC3339)
	if op.Old != nil {
		created = op.Old.Out().At("creationDate").Text()
	}
	op.Set(created, "creationDate")
	op.Default(inWorkspace, "ingestionMode")
	op.Default(90, "retentionInDays")
	op.Default("Enabled", "publicNetworkAccessForIngestion")
	op.Default("Enabled", "publicNetworkAccessForQuery")
	return nil
}
