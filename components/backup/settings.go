package backup

import (
	"fmt"
	"regexp"
	"slices"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Engine is what backs up the cluster.
type Engine string

// The engines.
const (
	// None backs up nothing: a cluster without state is rebuilt from Git.
	None Engine = "none"
	// AzureBackup is Azure Backup for AKS.
	AzureBackup Engine = "azureBackup"
	// Velero runs in the cluster; its objects come from Git, and there are none yet.
	Velero Engine = "velero"
)

// Redundancy is how far apart the copies of a backup in the vault are.
type Redundancy string

// The redundancies of a vault.
const (
	// ZoneRedundant keeps the copies in three zones of the region.
	ZoneRedundant Redundancy = "ZoneRedundant"
	// GeoRedundant keeps copies in the paired region as well.
	GeoRedundant Redundancy = "GeoRedundant"
)

// Settings are the section `backup` of the configuration.
type Settings struct {
	// Engine is what backs up the cluster: none or azureBackup. Default none: what Flux applies needs no backup, and a
	// cluster whose workloads keep state on disks does. azureBackup needs the cluster's drivers for disks and snapshots.
	// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview
	Engine Engine `json:"engine" jsonschema:"enum=none,enum=azureBackup"`
	// IncludedNamespaces are the namespaces that are backed up, at most 800. Default all of them, except those of
	// Kubernetes itself, which are never backed up.
	// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations
	IncludedNamespaces []string `json:"includedNamespaces"`
	// OperationalRetentionDays is for how long the backups that are made every four hours are kept, as snapshots of the
	// disks in the subscription, 1 to 360. Default 7. Another value makes another policy.
	// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli#before-you-start
	OperationalRetentionDays int `json:"operationalRetentionDays" jsonschema:"minimum=1,maximum=360"`
	// VaultRetentionDays is for how long the first backup of each day is kept in the vault, outside the subscription and
	// out of reach of whoever takes it over: more than OperationalRetentionDays, up to 3650. Default 30. Only disks up to
	// 1 TB with access from public networks are moved there.
	// https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#other-limitations-for-vaulted-backup-and-cross-region-restore
	VaultRetentionDays int `json:"vaultRetentionDays" jsonschema:"minimum=1,maximum=3650"`
	// Redundancy is how far apart the copies in the vault are: ZoneRedundant or GeoRedundant. Default ZoneRedundant in
	// dev, GeoRedundant in production. Azure sets it once.
	// https://learn.microsoft.com/azure/backup/create-manage-backup-vault
	Redundancy Redundancy `json:"redundancy" jsonschema:"enum=ZoneRedundant,enum=GeoRedundant"`
	// CrossRegionRestore lets you restore in the paired region at any time, not only when Azure has given up the region.
	// Default false: it costs extra and cannot be taken back. Only with GeoRedundant.
	// https://learn.microsoft.com/azure/backup/tutorial-cross-region-restore
	CrossRegionRestore bool `json:"crossRegionRestore"`
}

// Pages that the limits were read from.
const (
	sourceOverview = "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview"
	sourceMatrix   = "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations"
	sourcePolicy   = "https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli#before-you-start"
	sourceVault    = "https://learn.microsoft.com/azure/backup/create-manage-backup-vault"
	sourceCross    = "https://learn.microsoft.com/azure/backup/tutorial-cross-region-restore"
)

const (
	maxOperationalDays = 360
	// maxVaultDays is the landing zone's own bound: ten years, which is what regulators ask for at most.
	maxVaultDays  = 3650
	maxNamespaces = 800
)

var (
	// skipped are never backed up.
	skipped = []string{"kube-system", "kube-node-lease", "kube-public"}

	namespaceName = regexp.MustCompile(`^[a-z0-9](?:[-a-z0-9]{0,61}[a-z0-9])?$`)
)

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	s.Engine, s.OperationalRetentionDays, s.VaultRetentionDays = None, 7, 30
	s.Redundancy = environment.Pick(class, ZoneRedundant, GeoRedundant)
}

// Enabled reports whether anything is to be deployed for backups.
func (s Settings) Enabled() bool { return s.Engine == AzureBackup }

// Validate reports every mistake in the settings. Those of an engine that is off are checked too, so that turning it on
// brings no surprise.
func (s Settings) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	if s.Engine == Velero {
		errors.Add(field.Error{
			Path: path.Child("engine"), Value: string(s.Engine),
			Rule:   "is not available: the landing zone brings no manifests for it yet",
			Remedy: "choose azureBackup, or none and install Velero from your own repository", Source: sourceOverview,
		})
	} else {
		errors.Append(field.OneOf(path.Child("engine"), string(s.Engine), []string{string(None), string(AzureBackup)}, sourceOverview))
	}
	errors.Append(field.Between(path.Child("operationalRetentionDays"), s.OperationalRetentionDays, 1, maxOperationalDays, sourcePolicy))
	errors.Append(field.Between(path.Child("vaultRetentionDays"), s.VaultRetentionDays, 1, maxVaultDays, ""))
	if s.VaultRetentionDays >= 1 && s.VaultRetentionDays <= s.OperationalRetentionDays {
		errors.Add(field.Error{
			Path: path.Child("vaultRetentionDays"), Value: s.VaultRetentionDays,
			Rule: fmt.Sprintf("is not above operationalRetentionDays %d, so that the vault would hold nothing that the subscription does not",
				s.OperationalRetentionDays),
			Remedy: fmt.Sprintf("choose %d to %d", s.OperationalRetentionDays+1, maxVaultDays),
		})
	}
	errors.Append(field.OneOf(path.Child("redundancy"), string(s.Redundancy), []string{string(ZoneRedundant), string(GeoRedundant)}, sourceVault))
	if s.CrossRegionRestore && s.Redundancy == ZoneRedundant {
		errors.Add(field.Error{
			Path: path.Child("crossRegionRestore"), Value: true, Rule: "needs copies in the paired region, and redundancy is ZoneRedundant",
			Remedy: "set redundancy to GeoRedundant, or crossRegionRestore to false", Source: sourceCross,
		})
	}
	errors.Append(s.validateNamespaces(path.Child("includedNamespaces")))
	return errors
}

func (s Settings) validateNamespaces(path field.Path) field.Errors {
	var errors field.Errors
	if len(s.IncludedNamespaces) > maxNamespaces {
		errors.Add(field.Error{
			Path: path, Value: len(s.IncludedNamespaces), Rule: "namespaces are too many for one backup",
			Remedy: fmt.Sprintf("choose at most %d, or leave them out to back up all", maxNamespaces), Source: sourceMatrix,
		})
	}
	for i, namespace := range s.IncludedNamespaces {
		switch {
		case !namespaceName.MatchString(namespace):
			errors.Add(field.Error{
				Path: path.Index(i), Value: namespace, Rule: "is no name of a namespace",
				Remedy: "use 1 to 63 lower-case letters, digits and hyphens, with a letter or digit at both ends",
			})
		case slices.Contains(skipped, namespace):
			errors.Add(field.Error{
				Path: path.Index(i), Value: namespace, Rule: "is never backed up", Remedy: "leave it out", Source: sourceMatrix,
			})
		case slices.Contains(s.IncludedNamespaces[:i], namespace):
			errors.Add(field.Error{Path: path.Index(i), Value: namespace, Rule: "is listed twice", Remedy: "list it once"})
		}
	}
	return errors
}

// ValidateDrivers reports an engine that cannot work because the cluster runs without its drivers for disks or for
// snapshots. path is that of the section.
func (s Settings) ValidateDrivers(path field.Path, disk, snapshot bool) field.Errors {
	if !s.Enabled() || disk && snapshot {
		return nil
	}
	rule := "needs the cluster's drivers for disks and snapshots, which are off"
	switch {
	case disk:
		rule = "needs the cluster's driver for snapshots, which is off"
	case snapshot:
		rule = "needs the cluster's driver for disks, which is off"
	}
	return field.Errors{{
		Path: path.Child("engine"), Value: string(s.Engine), Rule: rule,
		Remedy: "set cluster.storage.disk and cluster.storage.snapshot to true", Source: sourceMatrix,
	}}
}

// ValidateRegion reports a redundancy that a region does not offer. path is that of the section.
func (s Settings) ValidateRegion(path field.Path, location azure.Location) field.Errors {
	switch {
	case !s.Enabled():
	case s.Redundancy == GeoRedundant && location.Pair == "":
		return field.Errors{{
			Path: path.Child("redundancy"), Value: string(s.Redundancy), Rule: fmt.Sprintf("is not offered in %s, which has no paired region", location.Name),
			Remedy: "choose ZoneRedundant", Source: sourceVault,
		}}
	case s.Redundancy == ZoneRedundant && !location.HasZones():
		return field.Errors{{
			Path: path.Child("redundancy"), Value: string(s.Redundancy), Rule: fmt.Sprintf("is not offered in %s, which has no zones", location.Name),
			Remedy: "choose GeoRedundant", Source: sourceVault,
		}}
	}
	return nil
}
