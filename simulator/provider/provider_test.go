package provider_test

import (
	"fmt"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/protobuf/types/known/structpb"

	"github.com/aks-landing-zone/aks-landing-zone/simulator"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/provider"
)

const (
	hub   = "00000000-0000-4000-8000-000000000002"
	spoke = "00000000-0000-4000-8000-000000000003"
	group = "azure-native:resources:ResourceGroup"
)

// connect opens one connection to a server, as the engine does for each explicit provider.
func connect(t *testing.T, port int) pulumirpc.ResourceProviderClient {
	t.Helper()
	connection, err := grpc.NewClient(fmt.Sprintf("127.0.0.1:%d", port), grpc.WithTransportCredentials(insecure.NewCredentials()))
	require.NoError(t, err)
	t.Cleanup(func() { _ = connection.Close() })
	return pulumirpc.NewResourceProviderClient(connection)
}

func serve(t *testing.T, pkg string) (*simulator.Simulator, int) {
	t.Helper()
	sim, err := simulator.New(simulator.Options{Seed: "1"})
	require.NoError(t, err)
	port, stop, err := provider.Serve(t.Context(), sim, pkg)
	require.NoError(t, err)
	t.Cleanup(func() {
		stop()
		_ = sim.Close()
	})
	return sim, port
}

func configured(t *testing.T, port int, subscription string) pulumirpc.ResourceProviderClient {
	t.Helper()
	client := connect(t, port)
	_, err := client.Configure(t.Context(), &pulumirpc.ConfigureRequest{AcceptSecrets: true, AcceptResources: true, Args: wire(t, resource.PropertyMap{
		"subscriptionId": resource.NewProperty(subscription), "tenantId": resource.NewProperty("00000000-0000-4000-8000-000000000001"),
	})})
	require.NoError(t, err)
	return client
}

var keep = plugin.MarshalOptions{KeepSecrets: true, KeepUnknowns: true, KeepOutputValues: true}

func wire(t *testing.T, properties resource.PropertyMap) *structpb.Struct {
	t.Helper()
	encoded, err := plugin.MarshalProperties(properties, keep)
	require.NoError(t, err)
	return encoded
}

func unwire(t *testing.T, encoded *structpb.Struct) resource.PropertyMap {
	t.Helper()
	properties, err := plugin.UnmarshalProperties(encoded, keep)
	require.NoError(t, err)
	return properties
}

func urn(name string) string {
	return "urn:pulumi:dev::aks-landing-zone::" + group + "::" + name
}

func groupInputs(location, cost string) resource.PropertyMap {
	return resource.PropertyMap{
		"resourceGroupName": resource.NewProperty("rg-one"), "location": resource.NewProperty(location),
		"tags": resource.NewProperty(resource.PropertyMap{"costCenter": resource.MakeSecret(resource.NewProperty(cost))}),
	}
}

func TestLifeOfAResourceOverTheWire(t *testing.T) {
	_, port := serve(t, "azure-native")
	client := configured(t, port, hub)
	inputs := groupInputs("westeurope", "cc-1")

	checked, err := client.Check(t.Context(), &pulumirpc.CheckRequest{Urn: urn("one"), News: wire(t, inputs)})
	require.NoError(t, err)
	require.Empty(t, checked.GetFailures())
	assert.Equal(t, inputs, unwire(t, checked.GetInputs()), "a secret stays secret")

	created, err := client.Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn("one"), Properties: checked.GetInputs()})
	require.NoError(t, err)
	assert.Equal(t, "/subscriptions/"+hub+"/resourceGroups/rg-one", created.GetId())
	outputs := unwire(t, created.GetProperties())
	assert.True(t, outputs["tags"].ObjectValue()["costCenter"].IsSecret(), "a secret stays secret in the outputs")

	read, err := client.Read(t.Context(), &pulumirpc.ReadRequest{
		Urn: urn("one"), Id: created.GetId(), Inputs: checked.GetInputs(), Properties: created.GetProperties(),
	})
	require.NoError(t, err)
	assert.Equal(t, inputs, unwire(t, read.GetInputs()), "a refresh finds no drift")

	changed := groupInputs("westeurope", "cc-2")
	diff, err := client.Diff(t.Context(), &pulumirpc.DiffRequest{
		Urn: urn("one"), Id: created.GetId(), Olds: created.GetProperties(), OldInputs: checked.GetInputs(), News: wire(t, changed),
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"tags"}, diff.GetDiffs(), "the CLI shows nothing of a longer path")
	assert.Contains(t, diff.GetDetailedDiff(), "tags.costCenter")
	assert.Empty(t, diff.GetReplaces())

	updated, err := client.Update(t.Context(), &pulumirpc.UpdateRequest{
		Urn: urn("one"), Id: created.GetId(), Olds: created.GetProperties(), OldInputs: checked.GetInputs(), News: wire(t, changed),
	})
	require.NoError(t, err)
	assert.Equal(t, "cc-2", unwire(t, updated.GetProperties())["tags"].ObjectValue()["costCenter"].SecretValue().Element.StringValue())

	_, err = client.Delete(t.Context(), &pulumirpc.DeleteRequest{Urn: urn("one"), Id: created.GetId(), Properties: updated.GetProperties()})
	require.NoError(t, err)
	gone, err := client.Read(t.Context(), &pulumirpc.ReadRequest{Urn: urn("one"), Id: created.GetId(), Inputs: checked.GetInputs()})
	require.NoError(t, err)
	assert.Empty(t, gone.GetId())
}

func TestMovingAGroupReplacesIt(t *testing.T) {
	_, port := serve(t, "azure-native")
	client := configured(t, port, hub)
	created, err := client.Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn("one"), Properties: wire(t, groupInputs("westeurope", "cc-1"))})
	require.NoError(t, err)
	diff, err := client.Diff(t.Context(), &pulumirpc.DiffRequest{
		Urn: urn("one"), Id: created.GetId(), Olds: created.GetProperties(), OldInputs: wire(t, groupInputs("westeurope", "cc-1")),
		News: wire(t, groupInputs("northeurope", "cc-1")),
	})
	require.NoError(t, err)
	assert.Equal(t, []string{"location"}, diff.GetReplaces())
	assert.True(t, diff.GetDeleteBeforeReplace())
}

func TestEachConnectionHasItsOwnSubscription(t *testing.T) {
	sim, port := serve(t, "azure-native")
	first, second := configured(t, port, hub), configured(t, port, spoke)
	for name, client := range map[string]pulumirpc.ResourceProviderClient{"one": first, "two": second} {
		_, err := client.Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn(name), Properties: wire(t, groupInputs("westeurope", "cc-1"))})
		require.NoError(t, err)
	}
	ids := []string{}
	for _, r := range sim.Resources() {
		ids = append(ids, r.ID)
	}
	assert.ElementsMatch(t, []string{
		"/subscriptions/" + hub + "/resourceGroups/rg-one", "/subscriptions/" + spoke + "/resourceGroups/rg-one",
	}, ids)

	_, err := connect(t, port).Create(t.Context(), &pulumirpc.CreateRequest{Urn: urn("three"), Properties: wire(t, groupInputs("westeurope", ""))})
	assert.ErrorContains(t, err, "not configured")
}

func TestPreviewKnowsWhatTheProgramSaidAndNothingElse(t *testing.T) {
	sim, port := serve(t, "azure-native")
	client := configured(t, port, hub)
	previewed, err := client.Create(t.Context(), &pulumirpc.CreateRequest{
		Urn: urn("one"), Properties: wire(t, groupInputs("westeurope", "cc-1")), Preview: true,
	})
	require.NoError(t, err)
	assert.Empty(t, previewed.GetId())
	outputs := unwire(t, previewed.GetProperties())
	assert.Equal(t, "westeurope", outputs["location"].StringValue())
	assert.True(t, outputs["type"].IsComputed(), "%v", outputs["type"])
	assert.Empty(t, sim.Resources())
}

func TestAllMistakesOfAResourceAreToldAtOnce(t *testing.T) {
	_, port := serve(t, "azure-native")
	client := configured(t, port, hub)
	checked, err := client.Check(t.Context(), &pulumirpc.CheckRequest{Urn: urn("one"), News: wire(t, resource.PropertyMap{
		"resourceGroupName": resource.NewProperty("ends with a dot."), "location": resource.NewProperty("westeurope"),
		"colour": resource.NewProperty("red"),
	})})
	require.NoError(t, err)
	at := []string{}
	for _, f := range checked.GetFailures() {
		at = append(at, f.GetProperty())
		assert.NotEmpty(t, f.GetReason())
	}
	assert.ElementsMatch(t, []string{"resourceGroupName", "colour"}, at)
}

func TestTypesThatAreNotModelledAreRefused(t *testing.T) {
	_, port := serve(t, "azure-native")
	client := configured(t, port, hub)
	_, err := client.Check(t.Context(), &pulumirpc.CheckRequest{
		Urn: "urn:pulumi:dev::p::azure-native:quantum:Workspace::q", Type: "azure-native:quantum:Workspace", News: wire(t, resource.PropertyMap{}),
	})
	assert.ErrorContains(t, err, "azure-native:quantum:Workspace")
}

func TestConfigurationIsChecked(t *testing.T) {
	_, port := serve(t, "azure-native")
	checked, err := connect(t, port).CheckConfig(t.Context(), &pulumirpc.CheckRequest{
		Urn: "urn:pulumi:dev::p::pulumi:providers:azure-native::p",
		News: wire(t, resource.PropertyMap{
			"subscriptionId": resource.NewProperty("my subscription"), "tennantId": resource.NewProperty("x"),
		}),
	})
	require.NoError(t, err)
	at := map[string]string{}
	for _, f := range checked.GetFailures() {
		at[f.GetProperty()] = f.GetReason()
	}
	assert.Equal(t, map[string]string{
		"subscriptionId": `"my subscription" is not a GUID`,
		"tenantId":       "tenantId is required: there is no Azure CLI to ask",
		"tennantId":      "tennantId is not a setting of the azure-native provider",
	}, at)
}

func TestOnlyModelledPackagesAreServed(t *testing.T) {
	sim, err := simulator.New(simulator.Options{})
	require.NoError(t, err)
	defer sim.Close()
	_, _, err = provider.Serve(t.Context(), sim, "aws")
	assert.ErrorContains(t, err, `no provider "aws"`)
}
