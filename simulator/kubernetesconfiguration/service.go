// Package kubernetesconfiguration simulates the part of Microsoft.KubernetesConfiguration that a landing zone uses:
// extensions, which Azure installs in a cluster, and Flux configurations, which tell the Flux extension what to
// reconcile. What Flux then does in the cluster is not simulated.
package kubernetesconfiguration

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	clusterRP         = "Microsoft.ContainerService"
	clusterSegment    = "managedClusters"
	clusterType       = clusterRP + "/" + clusterSegment
	poolType          = clusterType + "/agentPools"
	extensionType     = "Microsoft.KubernetesConfiguration/extensions"
	configurationType = "Microsoft.KubernetesConfiguration/fluxConfigurations"
	// fluxType is the extension type without which a cluster takes no Flux configuration.
	fluxType = "microsoft.flux"

	stateSucceeded = "Succeeded"
)

// Service returns the types of Microsoft.KubernetesConfiguration, made anew for one engine.
func Service() *engine.Service {
	return &engine.Service{
		Name:  "Microsoft.KubernetesConfiguration",
		Types: []*engine.Type{extension(), fluxConfiguration()},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"aksAssignedIdentity.type":         {"SystemAssigned", "UserAssigned"},
				"fluxConfigurationArgs.scope":      {"cluster", "namespace"},
				"fluxConfigurationArgs.sourceKind": {kindGit, kindBucket, kindBlob},
				"identity.type":                    {"SystemAssigned"},
				"substituteFromDefinition.kind":    {"ConfigMap", "Secret"},
			},
		},
	}
}

// clusterPath are the inputs that name the cluster, in the order in which they stand in an ID.
var clusterPath = []string{"resourceGroupName", "clusterRp", "clusterResourceName", "clusterName"}

// below returns the function that forms the ID of a resource on a cluster.
func below(armType, name string) func(engine.Provider, engine.Value) (string, error) {
	return func(p engine.Provider, inputs engine.Value) (string, error) {
		var parts []any
		for _, key := range append([]string{"subscription"}, append(clusterPath, name)...) {
			part := inputs.At(key).Text()
			if key == "subscription" {
				part = p.Subscription
			}
			if part == "" || strings.Contains(part, "/") {
				return "", fmt.Errorf("no ID can be formed: %s %q is no name", key, part)
			}
			parts = append(parts, part)
		}
		id := fmt.Sprintf("/subscriptions/%s/resourceGroups/%s/providers/%s/%s/%s/providers/"+armType+"/%s", parts...)
		if _, err := azure.ParseID(id); err != nil {
			return "", fmt.Errorf("no ID can be formed: %w", err)
		}
		return id, nil
	}
}

// checkCluster refuses clusters of other kinds, such as those of Azure Arc, which the simulator does not know.
func checkCluster(c *engine.Check) {
	for _, part := range [][2]string{{"clusterRp", clusterRP}, {"clusterResourceName", clusterSegment}} {
		if at := c.Inputs.At(part[0]); at.Known() && !strings.EqualFold(at.Text(), part[1]) {
			c.Failf(at, CodeBadRequest, "The cluster type '%s' is not supported; the simulator knows clusters of '%s' only.", at.Text(), clusterType)
		}
	}
}

// clusterOf returns the cluster that the resource is on. The engine has seen to its existence.
func clusterOf(op *engine.Operation) (*engine.Resource, bool) {
	id, _ := op.ID.Parent()
	return op.Get(id.String())
}

// namespaceName is a Kubernetes namespace's name.
var namespaceName = regexp.MustCompile(`^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$`)

// checkNamespace refuses what cannot name a namespace. Absent and unknown values pass.
func checkNamespace(c *engine.Check, at engine.Value, code engine.Code) {
	if at.Present() && at.Known() && !namespaceName.MatchString(at.Text()) {
		c.Failf(at, code, "The namespace '%s' is not valid. It must consist of at most 63 lower case letters, digits and '-', "+
			"and start and end with a letter or digit.", at.Text())
	}
}

// installed returns the cluster's extension of a type, other than the one that is being written.
func installed(op *engine.Operation, cluster *engine.Resource, kind string) (*engine.Resource, bool) {
	for _, r := range op.In(cluster.ID) {
		if r.Is(extensionType) && !strings.EqualFold(r.ID, op.ID.String()) && strings.EqualFold(r.In().At("extensionType").Text(), kind) {
			return r, true
		}
	}
	return nil, false
}
