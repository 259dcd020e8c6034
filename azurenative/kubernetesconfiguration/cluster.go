package kubernetesconfiguration

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// requireCluster reports which parts of the cluster's path are missing: both resources live below a cluster, which
// the provider addresses by these four parts.
func requireCluster(clusterName, clusterResourceName, clusterRp, resourceGroupName pulumi.StringInput) error {
	var missing []error
	for _, part := range []struct {
		field string
		value pulumi.StringInput
	}{
		{"ClusterName", clusterName},
		{"ClusterResourceName", clusterResourceName},
		{"ClusterRp", clusterRp},
		{"ResourceGroupName", resourceGroupName},
	} {
		if part.value == nil {
			missing = append(missing, fmt.Errorf("invalid value for required argument '%s'", part.field))
		}
	}
	return errors.Join(missing...)
}
