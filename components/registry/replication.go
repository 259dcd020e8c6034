package registry

import (
	"fmt"

	containerregistry "github.com/pulumi/pulumi-azure-native-sdk/containerregistry/v2/v20230701"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// replications declares the registry's copies, each under the name of its region, as Azure names the one it makes for
// the registry's own. The Pulumi name holds the region too: a copy is its region, whatever its place in a list.
//
// They are made one after the other. Each changes the registry, and Azure promises nothing about two changes at a time;
// the AzureRM provider of Terraform does the same.
func (b *builder) replications(registry *containerregistry.Registry) ([]pulumi.Resource, error) {
	var made []pulumi.Resource
	for _, location := range b.args.Settings.Replicas(b.args.Locations) {
		zones := ZoneRedundancyDisabled
		if location.HasZones() {
			zones = b.args.Settings.ZoneRedundancy
		}
		replication, err := containerregistry.NewReplication(b.ctx, b.name+"-replica-"+location.Name, &containerregistry.ReplicationArgs{
			Location:              pulumi.String(location.Name),
			RegionEndpointEnabled: pulumi.Bool(true),
			RegistryName:          registry.Name,
			ReplicationName:       pulumi.String(location.Name),
			ResourceGroupName:     b.args.ResourceGroupName,
			Tags:                  pulumi.ToStringMap(b.args.Tags),
			ZoneRedundancy:        pulumi.String(zones),
		}, b.parent, pulumi.DependsOn(made))
		if err != nil {
			return nil, fmt.Errorf("replication in %s: %w", location.Name, err)
		}
		made = append(made, replication)
	}
	return made, nil
}
