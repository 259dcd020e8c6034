package bootstrap_test

import (
	"cmp"
	"encoding/base64"
	"encoding/json"
	"os"
	"strings"
	"sync"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

// The cluster of every test.
const (
	clusterGroup = "rg-bu0001a0008-westeurope"
	clusterName  = "aks-abcdefghijklm"
	clusterID    = "/subscriptions/" + monitor.Subscription + "/resourceGroups/" + clusterGroup +
		"/providers/Microsoft.ContainerService/managedClusters/" + clusterName
)

// world is a simulated Azure with a cluster in it, which refuses what Azure and the API server would refuse. It notes
// what a program asks of Azure.
type world struct {
	*monitor.Monitor
	// kubeconfig is the text that Azure returns, before base64; empty for that of the cluster.
	kubeconfig string

	mutex sync.Mutex
	calls []pulumi.MockCallArgs
	// fluxConfigurationID and repositoryPublicKey are the outputs of the bootstrap.
	fluxConfigurationID, repositoryPublicKey string
}

// azureKubeconfig holds, besides the server, everything that must not be taken from it.
const azureKubeconfig = `apiVersion: v1
kind: Config
current-context: aks-abcdefghijklm
clusters:
- name: aks-abcdefghijklm
  cluster:
    server: https://abcdefghijklm-1a2b3c4d.privatelink.westeurope.azmk8s.io:443
    certificate-authority-data: Y2VydGlmaWNhdGU=
contexts:
- name: aks-abcdefghijklm
  context: {cluster: aks-abcdefghijklm, user: clusterUser}
users:
- name: clusterUser
  user:
    token: TOKEN-THAT-MUST-NOT-LEAK
    client-key-data: S0VZLVRIQVQtTVVTVC1OT1QtTEVBSw==
    exec: {apiVersion: client.authentication.k8s.io/v1beta1, command: kubelogin, args: [get-token, --login, devicecode]}
`

// Call asks the simulated Azure, which must know the cluster; the kubeconfig it is given instead is a real one's.
func (w *world) Call(args pulumi.MockCallArgs) (resource.PropertyMap, error) {
	w.mutex.Lock()
	w.calls = append(w.calls, args)
	w.mutex.Unlock()
	if _, err := w.Monitor.Call(args); err != nil {
		return nil, err
	}
	return resource.NewPropertyMapFromMap(map[string]any{
		"kubeconfigs": []any{map[string]any{
			"name": "clusterUser", "value": base64.StdEncoding.EncodeToString([]byte(cmp.Or(w.kubeconfig, azureKubeconfig))),
		}},
	}), nil
}

func newWorld(t *testing.T, o monitor.Options) *world {
	t.Helper()
	m, err := monitor.New(o)
	require.NoError(t, err)
	azureNative := engine.Provider{Package: "azure-native", Subscription: monitor.Subscription, Tenant: monitor.Tenant}
	for _, r := range []engine.Request{
		{Token: azure.TypeResourceGroup, URN: "group", Provider: azureNative, Inputs: map[string]any{
			"resourceGroupName": clusterGroup, "location": "westeurope",
		}},
		{Token: "azure-native:containerservice/v20241001:ManagedCluster", URN: "cluster", Provider: azureNative, Inputs: map[string]any{
			"resourceGroupName": clusterGroup, "resourceName": clusterName, "location": "westeurope", "dnsPrefix": "test",
			"identity": map[string]any{"type": "SystemAssigned"},
			"agentPoolProfiles": []any{map[string]any{
				"name": "system", "mode": "System", "count": 2.0, "vmSize": "Standard_D4ds_v5", "osType": "Linux", "type": "VirtualMachineScaleSets",
			}},
		}},
	} {
		_, err := m.Simulator().Create(t.Context(), r)
		require.NoError(t, err)
	}
	return &world{Monitor: m}
}

// deploy runs a program in the world, and in a folder of its own, since manifests are written below the working one.
func (w *world) deploy(t *testing.T, program pulumi.RunFunc, options ...pulumi.RunOption) error {
	t.Helper()
	here, err := os.Getwd()
	require.NoError(t, err)
	t.Chdir(t.TempDir())
	defer t.Chdir(here)
	return pulumi.RunErr(program, append([]pulumi.RunOption{pulumi.WithMocks("aks-landing-zone", "test", w)}, options...)...)
}

// bootstrap creates one bootstrap with the given args.
func (w *world) bootstrap(t *testing.T, args *bootstrap.Args) error {
	t.Helper()
	return w.deploy(t, func(ctx *pulumi.Context) error {
		b, err := bootstrap.New(ctx, "bootstrap", args)
		if err != nil {
			return err
		}
		b.FluxConfigurationID.ApplyT(func(id string) string { w.fluxConfigurationID = id; return id })
		b.RepositoryPublicKey.ApplyT(func(key string) string { w.repositoryPublicKey = key; return key })
		return nil
	})
}

// run creates one bootstrap, in a world of its own, that nothing refuses.
func run(t *testing.T, args *bootstrap.Args) *world {
	t.Helper()
	w := newWorld(t, monitor.Options{})
	require.NoError(t, w.bootstrap(t, args))
	return w
}

// objects are the registered objects of Kubernetes.
func (w *world) objects() []*monitor.Registration {
	var found []*monitor.Registration
	for _, r := range w.Registrations() {
		if strings.HasPrefix(r.Type, "kubernetes:") {
			found = append(found, r)
		}
	}
	return found
}

// secrets are the inputs that the graph hides, by resource and path, as text.
func (w *world) secrets(t *testing.T) string {
	t.Helper()
	all := map[string]map[string]any{}
	for _, r := range w.Registrations() {
		for _, path := range r.Secrets {
			if all[r.Key()] == nil {
				all[r.Key()] = map[string]any{}
			}
			all[r.Key()][path] = r.In().At(strings.Split(path, ".")...).Raw()
		}
	}
	text, err := json.MarshalIndent(all, "", "  ")
	require.NoError(t, err)
	return string(text) + "\n"
}

// everything is all that is registered, secrets in clear, as text.
func (w *world) everything(t *testing.T) string { return w.Graph() + w.secrets(t) }
