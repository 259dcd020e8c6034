package dashboard

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// ManagedServiceIdentityPtrInput is a ManagedServiceIdentityArgs, or nil.
type ManagedServiceIdentityPtrInput interface {
	pulumi.Input

	identity()
}

// ManagedServiceIdentityArgs are a workspace's identity.
type ManagedServiceIdentityArgs struct {
	// Type is None, SystemAssigned or UserAssigned. Required.
	Type pulumi.StringInput `pulumi:"type"`
}

type managedServiceIdentity struct {
	Type string `pulumi:"type"`
}

// ElementType is the plain form.
func (ManagedServiceIdentityArgs) ElementType() reflect.Type {
	return reflect.TypeFor[managedServiceIdentity]()
}

func (ManagedServiceIdentityArgs) identity() {}

// ResourceSkuPtrInput is a ResourceSkuArgs, or nil.
type ResourceSkuPtrInput interface {
	pulumi.Input

	sku()
}

// ResourceSkuArgs are a workspace's pricing plan.
type ResourceSkuArgs struct {
	// Name is Standard; Essential is closed to new workspaces. Required.
	Name pulumi.StringInput `pulumi:"name"`
}

type resourceSku struct {
	Name string `pulumi:"name"`
}

// ElementType is the plain form.
func (ResourceSkuArgs) ElementType() reflect.Type { return reflect.TypeFor[resourceSku]() }

func (ResourceSkuArgs) sku() {}

// ManagedGrafanaPropertiesPtrInput is a ManagedGrafanaPropertiesArgs, or nil.
type ManagedGrafanaPropertiesPtrInput interface {
	pulumi.Input

	properties()
}

// ManagedGrafanaPropertiesArgs are a workspace's settings. Each is Enabled or Disabled where nothing else is said.
type ManagedGrafanaPropertiesArgs struct {
	// ApiKey allows Grafana's own keys beside Entra sign-in. The service's default is Disabled.
	ApiKey pulumi.StringPtrInput `pulumi:"apiKey"`
	// DeterministicOutboundIP makes the workspace call its data sources from fixed addresses. Default Disabled.
	DeterministicOutboundIP pulumi.StringPtrInput `pulumi:"deterministicOutboundIP"`
	// GrafanaIntegrations are data sources that Azure sets up.
	GrafanaIntegrations GrafanaIntegrationsPtrInput `pulumi:"grafanaIntegrations"`
	// PublicNetworkAccess lets browsers reach the workspace over its public address. Default Enabled.
	PublicNetworkAccess pulumi.StringPtrInput `pulumi:"publicNetworkAccess"`
	// ZoneRedundancy spreads the workspace over zones; it cannot be changed later. Default Disabled.
	ZoneRedundancy pulumi.StringPtrInput `pulumi:"zoneRedundancy"`
}

type managedGrafanaProperties struct {
	ApiKey                  *string             `pulumi:"apiKey"`
	DeterministicOutboundIP *string             `pulumi:"deterministicOutboundIP"`
	GrafanaIntegrations     grafanaIntegrations `pulumi:"grafanaIntegrations"`
	PublicNetworkAccess     *string             `pulumi:"publicNetworkAccess"`
	ZoneRedundancy          *string             `pulumi:"zoneRedundancy"`
}

// ElementType is the plain form.
func (ManagedGrafanaPropertiesArgs) ElementType() reflect.Type {
	return reflect.TypeFor[managedGrafanaProperties]()
}

func (ManagedGrafanaPropertiesArgs) properties() {}

// GrafanaIntegrationsPtrInput is a GrafanaIntegrationsArgs, or nil.
type GrafanaIntegrationsPtrInput interface {
	pulumi.Input

	integrations()
}

// GrafanaIntegrationsArgs are data sources that Azure sets up.
type GrafanaIntegrationsArgs struct {
	// AzureMonitorWorkspaceIntegrations are Azure Monitor workspaces, which Grafana reads as Prometheus.
	AzureMonitorWorkspaceIntegrations AzureMonitorWorkspaceIntegrationArray `pulumi:"azureMonitorWorkspaceIntegrations"`
}

type grafanaIntegrations struct {
	AzureMonitorWorkspaceIntegrations []azureMonitorWorkspaceIntegration `pulumi:"azureMonitorWorkspaceIntegrations"`
}

// ElementType is the plain form.
func (GrafanaIntegrationsArgs) ElementType() reflect.Type {
	return reflect.TypeFor[grafanaIntegrations]()
}

func (GrafanaIntegrationsArgs) integrations() {}

// AzureMonitorWorkspaceIntegrationArgs are one Azure Monitor workspace.
type AzureMonitorWorkspaceIntegrationArgs struct {
	// AzureMonitorWorkspaceResourceId is the workspace's ARM ID.
	AzureMonitorWorkspaceResourceId pulumi.StringPtrInput `pulumi:"azureMonitorWorkspaceResourceId"`
}

type azureMonitorWorkspaceIntegration struct {
	AzureMonitorWorkspaceResourceId *string `pulumi:"azureMonitorWorkspaceResourceId"`
}

// ElementType is the plain form.
func (AzureMonitorWorkspaceIntegrationArgs) ElementType() reflect.Type {
	return reflect.TypeFor[azureMonitorWorkspaceIntegration]()
}

// AzureMonitorWorkspaceIntegrationArray is a list of Azure Monitor workspaces.
type AzureMonitorWorkspaceIntegrationArray []AzureMonitorWorkspaceIntegrationArgs

// ElementType is the plain form.
func (AzureMonitorWorkspaceIntegrationArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]azureMonitorWorkspaceIntegration]()
}
