package provider

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"google.golang.org/grpc/peer"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// configurations tells apart the explicit providers of a program. All of them reach the same server, but the engine
// opens a connection for each.
type configurations struct {
	mu           sync.Mutex
	byConnection map[string]engine.Provider
}

func (c *configurations) set(ctx context.Context, p engine.Provider) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.byConnection[connection(ctx)] = p
}

func (c *configurations) get(ctx context.Context) (engine.Provider, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	p, ok := c.byConnection[connection(ctx)]
	if !ok {
		return engine.Provider{}, fmt.Errorf("the provider was not configured on this connection")
	}
	return p, nil
}

func connection(ctx context.Context) string {
	if p, ok := peer.FromContext(ctx); ok {
		return p.Addr.String()
	}
	return ""
}

// known are the settings that each package's provider takes.
// Sources: https://www.pulumi.com/registry/packages/azure-native/installation-configuration/ and
// https://www.pulumi.com/registry/packages/kubernetes/installation-configuration/
var known = map[string][]string{
	"azure-native": {
		"auxiliaryTenantIds", "clientCertificatePassword", "clientCertificatePath", "clientId", "clientSecret",
		"disablePulumiPartnerId", "environment", "location", "metadataHost", "msiEndpoint", "oidcRequestToken",
		"oidcRequestUrl", "oidcToken", "partnerId", "subscriptionId", "tenantId", "useMsi", "useOidc",
	},
	"kubernetes": {
		"cluster", "clusterIdentifier", "context", "deleteUnreachable", "enableConfigMapMutable", "enableReplaceCRD",
		"enableSecretMutable", "enableServerSideApply", "helmReleaseSettings", "kubeClientSettings", "kubeconfig",
		"namespace", "renderYamlToDirectory", "skipUpdateUnreachable", "suppressDeprecationWarnings",
		"suppressHelmHookWarnings",
	},
}

// checkConfig reports what is wrong with a provider's settings.
func (s *server) checkConfig(config map[string]any) []plugin.CheckFailure {
	var failures []plugin.CheckFailure
	for _, key := range engine.Of(config).Keys() {
		if key != "version" && key != "__internal" && !slices.Contains(known[s.pkg], key) {
			failures = append(failures, plugin.CheckFailure{
				Property: resource.PropertyKey(key), Reason: fmt.Sprintf("%s is not a setting of the %s provider", key, s.pkg),
			})
		}
	}
	if s.pkg != "azure-native" {
		return failures
	}
	for _, key := range []string{"subscriptionId", "tenantId"} {
		value := engine.Of(config).At(key)
		switch {
		case !value.Known():
		case value.Absent():
			failures = append(failures, plugin.CheckFailure{Property: resource.PropertyKey(key), Reason: key + " is required: there is no Azure CLI to ask"})
		case !azure.IsGUID(value.Text()):
			failures = append(failures, plugin.CheckFailure{Property: resource.PropertyKey(key), Reason: fmt.Sprintf("%q is not a GUID", value.Text())})
		}
	}
	return failures
}

// configure reads the settings of one explicit provider.
func (s *server) configure(config map[string]any) engine.Provider {
	values := engine.Of(config)
	return engine.Provider{
		Package: s.pkg, Config: config,
		Subscription: strings.ToLower(values.At("subscriptionId").Text()), Tenant: strings.ToLower(values.At("tenantId").Text()),
	}
}
