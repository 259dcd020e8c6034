package insights

import (
	"fmt"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const endpointType = "Microsoft.Insights/dataCollectionEndpoints"

// collectionVersions are the API versions in which the landing zone may speak of data collection.
var collectionVersions = []string{"v20220601", ""}

// The shape of an endpoint, from
// https://learn.microsoft.com/azure/templates/microsoft.insights/2022-06-01/datacollectionendpoints.
type (
	dataCollectionEndpointArgs struct {
		DataCollectionEndpointName *string           `pulumi:"dataCollectionEndpointName"`
		Description                *string           `pulumi:"description"`
		Identity                   *identity         `pulumi:"identity"`
		Kind                       *string           `pulumi:"kind"`
		Location                   *string           `pulumi:"location"`
		NetworkAcls                *networkAcls      `pulumi:"networkAcls"`
		ResourceGroupName          string            `pulumi:"resourceGroupName"`
		Tags                       map[string]string `pulumi:"tags"`
	}
	dataCollectionEndpointState struct {
		ConfigurationAccess endpoint          `pulumi:"configurationAccess"`
		Description         *string           `pulumi:"description"`
		Etag                string            `pulumi:"etag"`
		Identity            *identity         `pulumi:"identity"`
		ImmutableId         string            `pulumi:"immutableId"`
		Kind                *string           `pulumi:"kind"`
		Location            string            `pulumi:"location"`
		LogsIngestion       endpoint          `pulumi:"logsIngestion"`
		MetricsIngestion    endpoint          `pulumi:"metricsIngestion"`
		Name                string            `pulumi:"name"`
		NetworkAcls         *networkAcls      `pulumi:"networkAcls"`
		ProvisioningState   string            `pulumi:"provisioningState"`
		Tags                map[string]string `pulumi:"tags"`
		Type                string            `pulumi:"type"`
	}
	endpoint struct {
		Endpoint string `pulumi:"endpoint"`
	}
	networkAcls struct {
		PublicNetworkAccess *string `pulumi:"publicNetworkAccess"`
	}
	identity struct {
		PrincipalId            *string        `pulumi:"principalId"`
		TenantId               *string        `pulumi:"tenantId"`
		Type                   string         `pulumi:"type"`
		UserAssignedIdentities map[string]any `pulumi:"userAssignedIdentities"`
	}
)

func dataCollectionEndpoint() *engine.Type {
	return &engine.Type{
		Token: azure.TypeDataCollectionEndpoint, Versions: collectionVersions, APIVersion: "2022-06-01",
		ARMType: endpointType, Names: []string{"dataCollectionEndpointName"},
		Args: dataCollectionEndpointArgs{}, State: dataCollectionEndpointState{},
		Put: putEndpoint,
		Models: []string{
			"An endpoint has an identifier of its own and three addresses in its region: for configuration, logs and metrics.",
			"It is open to the public unless it says otherwise.",
		},
	}
}

func putEndpoint(op *engine.Operation) error {
	op.Set("dce-"+strings.ReplaceAll(op.GUID("immutable"), "-", ""), "immutableId")
	host := strings.ToLower(op.Name) + "-" + op.Unique("endpoint")[:4]
	region, _ := op.Outputs["location"].(string)
	for output, service := range map[string]string{
		"configurationAccess": "handler.control", "logsIngestion": "ingest", "metricsIngestion": "metrics.ingest",
	} {
		op.Set(fmt.Sprintf("https://%s.%s-1.%s.monitor.azure.com", host, region, service), output, "endpoint")
	}
	op.Default("Enabled", "networkAcls", "publicNetworkAccess")
	return nil
}
