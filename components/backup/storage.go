package backup

import (
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/privateendpoint"
	"github.com/aks-landing-zone/aks-landing-zone/components/storageaccount"
)

// containerName is the blob container of the cluster. Each cluster has an account of its own.
const containerName = "aks-backups"

// storage makes the account into which the extension writes what is in the cluster's API. It is reached over a private
// endpoint by the cluster, and by the vault as one of Azure's trusted services. Its versions stay for as long as the
// snapshots that belong to them: one without the other restores nothing.
func (b *builder) storage() (err error) {
	redundancy := storageaccount.ZoneRedundant
	if !b.args.Location.HasZones() {
		redundancy = storageaccount.GeoRedundant
	}
	b.account, err = storageaccount.New(b.ctx, b.child("storage"), &storageaccount.Args{
		AccountName: b.args.Names.BackupStorageAccount(), ResourceGroupName: b.args.ResourceGroupName, Location: b.args.Location, SKU: redundancy,
		Containers: []storageaccount.Container{{Name: containerName}}, ImmutableDays: b.args.Settings.OperationalRetentionDays,
		WorkspaceID: b.args.WorkspaceID, BypassAzureServices: true, Tags: b.args.Tags, Protect: b.args.Protect,
	}, b.parent)
	if err != nil {
		return err
	}
	endpoint, err := privateendpoint.New(b.ctx, b.child("storage-endpoint"), &privateendpoint.Args{
		PrivateEndpointName: b.args.Names.PrivateEndpoint(b.args.Names.BackupStorageAccount()), ResourceGroupName: b.args.ResourceGroupName,
		Location: b.args.Location.Name, SubnetID: b.args.PrivateEndpointSubnetID, TargetID: b.account.ID(), GroupID: privateendpoint.Blob,
		Zones: []privateendpoint.Zone{{Name: azure.PrivateDNSZoneBlob, ID: b.args.BlobZoneID}}, Tags: b.args.Tags,
	}, b.parent)
	if err != nil {
		return err
	}
	b.reached = []pulumi.Resource{endpoint.ZoneGroup, b.account.Containers[0]}
	return nil
}
