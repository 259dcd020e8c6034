package cluster

import (
	"strconv"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// SecretsProvider is the add-on that mounts Key Vault secrets into pods.
// https://learn.microsoft.com/azure/aks/csi-secrets-store-driver
type SecretsProvider struct {
	// EnableSecretRotation brings a changed secret into running pods. Default true.
	EnableSecretRotation bool `json:"enableSecretRotation"`
	// RotationPollInterval is how often the vault is asked, in seconds, minutes or hours. Default 2m.
	RotationPollInterval string `json:"rotationPollInterval"`
}

// SetDefaults implements field.Defaulter.
func (p *SecretsProvider) SetDefaults(environment.Class) {
	p.EnableSecretRotation, p.RotationPollInterval = true, "2m"
}

// Validate reports an interval that is no time.
func (p SecretsProvider) Validate(path field.Path, _ environment.Class) field.Errors {
	if wholeTime.MatchString(p.RotationPollInterval) && p.RotationPollInterval[0] != '0' {
		return nil
	}
	return field.Errors{{
		Path: path.Child("rotationPollInterval"), Value: orNil(p.RotationPollInterval), Rule: "is not an interval", Remedy: "write it as 2m",
		Source: "https://learn.microsoft.com/azure/aks/csi-secrets-store-configuration-options",
	}}
}

// Storage turns on the drivers for persistent volumes. A platform without state needs none; what is off cannot be
// misused. https://learn.microsoft.com/azure/aks/csi-storage-drivers
type Storage struct {
	// Blob is the driver for blob containers. Default false.
	Blob bool `json:"blob"`
	// Disk is the driver for managed disks. Default false.
	Disk bool `json:"disk"`
	// File is the driver for file shares. Default false.
	File bool `json:"file"`
	// Snapshot is the controller that takes snapshots of volumes. Default false.
	Snapshot bool `json:"snapshot"`
}

// ValidateForBackup reports the drivers that a backup of volumes needs and that are off. It is for stacks that have a
// backup of the cluster.
func (s Storage) ValidateForBackup(path field.Path) field.Errors {
	var errors field.Errors
	for _, driver := range []struct {
		key string
		on  bool
	}{{"disk", s.Disk}, {"snapshot", s.Snapshot}} {
		if !driver.on {
			errors.Add(field.Error{
				Path: path.Child(driver.key), Value: false, Rule: "is off, and a backup takes snapshots of disks", Remedy: "set it to true",
				Source: "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept",
			})
		}
	}
	return errors
}

// ImageCleaner removes images from nodes that no pod uses and that have known weaknesses.
type ImageCleaner struct {
	// IntervalHours is how often it runs, 24 to 2160 (three months). Default 120.
	// https://learn.microsoft.com/azure/aks/image-cleaner
	IntervalHours int `json:"intervalHours" jsonschema:"minimum=24,maximum=2160"`
}

// SetDefaults implements field.Defaulter.
func (c *ImageCleaner) SetDefaults(environment.Class) { c.IntervalHours = 120 }

// Validate reports an interval outside AKS's range.
func (c ImageCleaner) Validate(path field.Path, _ environment.Class) field.Errors {
	return field.Between(path.Child("intervalHours"), c.IntervalHours, 24, 2160, "https://learn.microsoft.com/azure/aks/image-cleaner")
}

// addonProfiles states every add-on that AKS knows, under ARM's spelling of its key, so that none is on because nobody
// said a word. The first five stay off: their successors are the gateway in front of the cluster, the mesh as a profile
// of its own, and the portal.
func (b *builder) addonProfiles() containerservice.ManagedClusterAddonProfileMap {
	profiles := containerservice.ManagedClusterAddonProfileMap{}
	for _, key := range []string{
		"aciConnectorLinux", "httpApplicationRouting", "ingressApplicationGateway", "kubeDashboard", "openServiceMesh",
	} {
		profiles[key] = containerservice.ManagedClusterAddonProfileArgs{Enabled: pulumi.Bool(false)}
	}
	profiles["azureKeyvaultSecretsProvider"] = containerservice.ManagedClusterAddonProfileArgs{
		Enabled: pulumi.Bool(true),
		Config: pulumi.StringMap{
			"enableSecretRotation": pulumi.String(strconv.FormatBool(b.settings.SecretsProvider.EnableSecretRotation)),
			"rotationPollInterval": pulumi.String(b.settings.SecretsProvider.RotationPollInterval),
		},
	}
	profiles["azurepolicy"] = containerservice.ManagedClusterAddonProfileArgs{
		Enabled: pulumi.Bool(true),
		Config:  pulumi.StringMap{"version": pulumi.String("v2")},
	}
	profiles["omsagent"] = containerservice.ManagedClusterAddonProfileArgs{
		Enabled: pulumi.Bool(true),
		Config: pulumi.StringMap{
			"logAnalyticsWorkspaceResourceId": b.args.WorkspaceID,
			// The agent shows its identity instead of the workspace's key, which the workspace refuses.
			"useAADAuth": pulumi.String("true"),
		},
	}
	return profiles
}

// storageProfile maps the settings to ARM.
func (b *builder) storageProfile() containerservice.ManagedClusterStorageProfileArgs {
	storage := b.settings.Storage
	return containerservice.ManagedClusterStorageProfileArgs{
		BlobCSIDriver:      containerservice.ManagedClusterStorageProfileBlobCSIDriverArgs{Enabled: pulumi.Bool(storage.Blob)},
		DiskCSIDriver:      containerservice.ManagedClusterStorageProfileDiskCSIDriverArgs{Enabled: pulumi.Bool(storage.Disk)},
		FileCSIDriver:      containerservice.ManagedClusterStorageProfileFileCSIDriverArgs{Enabled: pulumi.Bool(storage.File)},
		SnapshotController: containerservice.ManagedClusterStorageProfileSnapshotControllerArgs{Enabled: pulumi.Bool(storage.Snapshot)},
	}
}

// securityProfile maps the settings to ARM. Workload identity is no setting: nothing else may give pods an identity.
func (b *builder) securityProfile() containerservice.ManagedClusterSecurityProfileArgs {
	defender := containerservice.ManagedClusterSecurityProfileDefenderArgs{
		SecurityMonitoring: containerservice.ManagedClusterSecurityProfileDefenderSecurityMonitoringArgs{
			Enabled: pulumi.Bool(b.settings.Defender),
		},
	}
	if b.settings.Defender {
		// ARM takes the workspace only while the sensor is on.
		defender.LogAnalyticsWorkspaceResourceId = b.args.WorkspaceID.ToStringOutput().ToStringPtrOutput()
	}
	return containerservice.ManagedClusterSecurityProfileArgs{
		Defender: defender,
		ImageCleaner: containerservice.ManagedClusterSecurityProfileImageCleanerArgs{
			Enabled: pulumi.Bool(true), IntervalHours: pulumi.Int(b.settings.ImageCleaner.IntervalHours),
		},
		WorkloadIdentity: containerservice.ManagedClusterSecurityProfileWorkloadIdentityArgs{Enabled: pulumi.Bool(true)},
	}
}
