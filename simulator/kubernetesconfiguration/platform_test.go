package kubernetesconfiguration_test

import (
	"context"
	"fmt"
	"maps"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/resources"
)

type (
	object = map[string]any
	list   = []any
)

const (
	subscription = "11111111-1111-4111-8111-111111111111"
	cluster      = "/subscriptions/" + subscription + "/resourceGroups/rg/providers/Microsoft.ContainerService/managedClusters/aks"
	fluxID       = cluster + "/providers/Microsoft.KubernetesConfiguration/extensions/flux"
	bootstrapID  = cluster + "/providers/Microsoft.KubernetesConfiguration/fluxConfigurations/bootstrap"
)

var (
	ctx      = context.Background()
	provider = engine.Provider{Package: "azure-native", Subscription: subscription, Tenant: "22222222-2222-4222-8222-222222222222"}
)

// clusters is a service with a cluster and a pool that have no behaviour.
func clusters() *engine.Service {
	type poolArgs struct {
		AgentPoolName     string   `pulumi:"agentPoolName"`
		Mode              *string  `pulumi:"mode"`
		NodeTaints        []string `pulumi:"nodeTaints"`
		ResourceGroupName string   `pulumi:"resourceGroupName"`
		ResourceName      string   `pulumi:"resourceName"`
	}
	type profile struct {
		Mode       *string  `pulumi:"mode"`
		NodeTaints []string `pulumi:"nodeTaints"`
		OsType     *string  `pulumi:"osType"`
	}
	type power struct {
		Code *string `pulumi:"code"`
	}
	type args struct {
		AgentPoolProfiles []profile `pulumi:"agentPoolProfiles"`
		ResourceGroupName string    `pulumi:"resourceGroupName"`
		ResourceName      string    `pulumi:"resourceName"`
	}
	type state struct {
		Name       string `pulumi:"name"`
		PowerState power  `pulumi:"powerState"`
	}
	return &engine.Service{Name: "Microsoft.ContainerService", Types: []*engine.Type{
		{Token: azure.TypeAgentPool, Versions: []string{""}, ARMType: "Microsoft.ContainerService/managedClusters/agentPools",
			Names: []string{"resourceName", "agentPoolName"}, Args: poolArgs{}, State: struct{}{}},
		{Token: azure.TypeManagedCluster, Versions: []string{""}, ARMType: "Microsoft.ContainerService/managedClusters",
			Names: []string{"resourceName"}, Args: args{}, State: state{}},
	}}
}

// start returns an engine with a cluster "aks" that has a system pool.
func start(t *testing.T, pools ...any) *engine.Engine {
	t.Helper()
	return startOn(t, engine.NewInstantClock(), pools...)
}

// startOn is start with a clock.
func startOn(t *testing.T, clock engine.Clock, pools ...any) *engine.Engine {
	t.Helper()
	if len(pools) == 0 {
		pools = list{object{"mode": "System", "nodeTaints": list{"CriticalAddonsOnly=true:NoSchedule"}, "osType": "Linux"}}
	}
	e, err := engine.New(engine.Options{Services: []*engine.Service{resources.Service(), clusters(), kubernetesconfiguration.Service()},
		Clock: clock})
	require.NoError(t, err)
	t.Cleanup(func() { require.NoError(t, e.Close()) })
	create(t, e, engine.Request{Token: azure.TypeResourceGroup, Inputs: object{"resourceGroupName": "rg", "location": "westeurope"}})
	create(t, e, engine.Request{Token: azure.TypeManagedCluster, Inputs: object{"resourceGroupName": "rg", "resourceName": "aks", "agentPoolProfiles": pools}})
	return e
}

// startWithFlux returns an engine whose cluster runs Flux.
func startWithFlux(t *testing.T) *engine.Engine {
	t.Helper()
	e := start(t)
	create(t, e, flux(nil))
	return e
}

func create(t *testing.T, e *engine.Engine, r engine.Request) *engine.Resource {
	t.Helper()
	r.Provider = provider
	if r.URN == "" {
		r.URN = "urn"
	}
	made, err := e.Create(ctx, r)
	require.NoError(t, err)
	return made
}

// with returns inputs on the cluster with some of them replaced; nil leaves one out.
func with(inputs, changes object) object {
	all := object{"resourceGroupName": "rg", "clusterRp": "Microsoft.ContainerService", "clusterResourceName": "managedClusters", "clusterName": "aks"}
	maps.Copy(all, inputs)
	maps.Copy(all, changes)
	maps.DeleteFunc(all, func(_ string, v any) bool { return v == nil })
	return all
}

// flux is the request for the Flux extension as the bootstrap component makes it, with some inputs replaced.
func flux(changes object) engine.Request {
	inputs := with(object{
		"extensionName": "flux", "extensionType": "microsoft.flux", "autoUpgradeMinorVersion": true, "releaseTrain": "Stable",
		"scope":                 object{"cluster": object{"releaseNamespace": "flux-system"}},
		"configurationSettings": object{"helm-controller.enabled": "false", "multiTenancy.enforce": "true", "source-controller.enabled": "true"},
	}, changes)
	return engine.Request{Token: "azure-native:kubernetesconfiguration/v20230501:Extension", Provider: provider, Inputs: inputs,
		URN: fmt.Sprintf("urn:%v", inputs["extensionName"]), ID: fluxID}
}

// git is a source that anybody may read, with some properties replaced.
func git(changes object) object {
	source := object{"url": "https://git.example/org/platform", "repositoryRef": object{"branch": "main"}}
	maps.Copy(source, changes)
	maps.DeleteFunc(source, func(_ string, v any) bool { return v == nil })
	return source
}

// bootstrap is the request for the Flux configuration, with some inputs replaced.
func bootstrap(changes object) engine.Request {
	inputs := with(object{
		"fluxConfigurationName": "bootstrap", "namespace": "flux-system", "scope": "cluster", "sourceKind": "GitRepository",
		"gitRepository":  git(nil),
		"kustomizations": object{"infra": object{"path": "./infra"}, "platform": object{"dependsOn": list{"infra"}, "path": "./platform"}},
	}, changes)
	return engine.Request{Token: "azure-native:kubernetesconfiguration/v20230501:FluxConfiguration", Provider: provider, Inputs: inputs,
		URN: fmt.Sprintf("urn:%v", inputs["fluxConfigurationName"]), ID: bootstrapID}
}

// refusal is a case of a table: what is changed, and how it is refused.
type refusal struct {
	changes object
	code    engine.Code
	message string
}

func (r refusal) requireIn(t *testing.T, err error) {
	t.Helper()
	require.Error(t, err)
	if r.code.Name != "" {
		assert.True(t, engine.HasCode(err, r.code), "want %s, got %v", r.code.Name, err)
	}
	assert.Contains(t, err.Error(), r.message)
}
