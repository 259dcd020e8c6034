package dataprotection

import (
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// maxNamespaces is how many namespaces an instance names at most.
// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-support-matrix#limitations
const maxNamespaces = 800

func backupInstance() *engine.Type {
	return &engine.Type{
		Token: azure.TypeBackupInstance, Versions: versions, APIVersion: apiVersion, ARMType: instanceType,
		Names: []string{"vaultName", "backupInstanceName"},
		Args:  instanceArgs{}, State: instanceState{}, Check: checkInstance, Put: putInstance,
		Models: []string{
			"Cluster, vault and the group of the snapshots are in one region, cluster and group in one subscription; the policy is the vault's.",
			"The cluster runs, runs the backup extension, and trusts the vault with the role of a backup operator.",
			"The vault reads the cluster and the group, the cluster writes into the group, the extension into its container; a policy that keeps " +
				"backups in the vault wants three roles more for the vault.",
			"The extension reaches its account: over the public endpoint, or by a private endpoint for blobs; the group of the snapshots has no lock.",
			"A cluster has one instance for each policy of a vault; what is backed up, and where the snapshots go, stays.",
			"A grant works at once; Azure may take ten minutes and refuse until then.",
		},
		Codes: []engine.Code{
			CodeBadRequest, CodeInvalidWorkflowData, CodeWrongPlace, CodeClusterIsStopped, CodeListExtensions, CodeExtensionNotFound, CodeTrustedAccess,
			CodeExtensionMissingPermissions, CodeStorageNotReady, CodeNoStorageLocation, CodeSnapshotGroupPermissions, CodeSnapshotGroupLocked,
			engine.CodePropertyChangeNotAllowed,
		},
	}
}

func checkInstance(c *engine.Check) {
	properties := c.Inputs.At("properties")
	if !c.Require(properties, CodeBadRequest, "The instance has no properties.") || !properties.Known() {
		return
	}
	for at, want := range map[string]string{"objectType": "BackupInstance", "dataSourceInfo.objectType": "Datasource", "dataSourceSetInfo.objectType": "DatasourceSet"} {
		v := properties.At(strings.Split(at, ".")...)
		if v.Present() && v.Known() && !is(v, want) {
			c.Failf(v, CodeBadRequest, "The object type is %s, not '%s'.", want, v.Text())
		}
	}
	source := properties.At("dataSourceInfo", "resourceID")
	if id, ok := source.ID(); source.Known() && (!ok || !strings.EqualFold(id.Type(), clusterType)) {
		c.Failf(source, CodeBadRequest, "'%s' is not the ID of a cluster; the simulator knows backups of clusters only.", source.Text())
	}
	parameters := properties.At("policyInfo", "policyParameters")
	if parameters.Known() {
		checkParameters(c, parameters)
	}
}

func checkParameters(c *engine.Check, parameters engine.Value) {
	stores, what := parameters.At("dataStoreParametersList"), parameters.At("backupDatasourceParametersList")
	if stores.Known() && (len(stores.Items()) != 1 || stores.Items()[0].At("resourceGroupId").Absent()) {
		c.Failf(stores, CodeInvalidWorkflowData, "The resource group of the snapshots must be given, once.")
	}
	if what.Known() && len(what.Items()) != 1 {
		c.Failf(what, CodeInvalidWorkflowData, "The backup data source parameters of the cluster must be given, once.")
	}
	for _, p := range what.Items() {
		included, excluded := p.At("includedNamespaces").Texts(), p.At("excludedNamespaces").Texts()
		if len(included)+len(excluded) > maxNamespaces {
			c.Failf(p, CodeBadRequest, "%d namespaces were given, at most %d are allowed.", len(included)+len(excluded), maxNamespaces)
		}
		for _, namespace := range included {
			if slices.Contains(excluded, namespace) {
				c.Failf(p.At("excludedNamespaces"), CodeBadRequest, "The namespace '%s' is both included and excluded.", namespace)
			}
		}
	}
}

// surroundings are what an instance needs.
type surroundings struct {
	vault, cluster, policy *engine.Resource
	snapshots              azure.ID
	vaultPrincipal         string
}

func putInstance(op *engine.Operation) error {
	s, err := surround(op)
	if err != nil {
		return err
	}
	for _, judge := range []func(*engine.Operation, surroundings) error{judgePlaces, judgeCluster, judgeSnapshots, judgeOthers} {
		if err := judge(op, s); err != nil {
			return err
		}
	}
	op.Set("ProtectionConfigured", "properties", "currentProtectionState")
	op.Set("ProtectionConfigured", "properties", "protectionStatus", "status")
	op.Set("Succeeded", "properties", "provisioningState")
	return nil
}

// surround finds what the instance names.
func surround(op *engine.Operation) (surroundings, error) {
	info := op.Inputs.At("properties", "policyInfo")
	cluster, err := op.Resolve(op.Inputs.At("properties", "dataSourceInfo", "resourceID"), clusterType)
	if err != nil {
		return surroundings{}, err
	}
	policy, err := op.Resolve(info.At("policyId"), policyType)
	if err != nil {
		return surroundings{}, err
	}
	id, _ := op.ID.Parent()
	if of, _ := policy.ID.Parent(); !of.Equal(id) {
		return surroundings{}, CodeBadRequest.Errorf("The policy '%s' is not of the vault '%s'.", policy.ID, id.Name())
	}
	group, err := op.Resolve(info.At("policyParameters", "dataStoreParametersList").Items()[0].At("resourceGroupId"), groupType)
	if err != nil {
		return surroundings{}, err
	}
	vault, _ := op.Get(id.String())
	return surroundings{
		vault: vault, cluster: cluster.Resource, policy: policy.Resource, snapshots: group.ID,
		vaultPrincipal: vault.Out().At("identity", "principalId").Text(),
	}, nil
}

// judgePlaces requires one region, and one subscription for cluster and snapshots.
func judgePlaces(op *engine.Operation, s surroundings) error {
	region := s.cluster.Location()
	if s.vault.Location() != region {
		return CodeWrongPlace.Errorf("The Backup vault is in '%s' and the cluster in '%s'; they must be in the same region.", s.vault.Location(), region)
	}
	if group, _ := op.Get(s.snapshots.String()); group.Location() != region {
		return CodeWrongPlace.Errorf("The snapshot resource group is in '%s' and the cluster in '%s'; they must be in the same region.", group.Location(), region)
	}
	if !strings.EqualFold(s.snapshots.Subscription(), s.cluster.ARMID().Subscription()) {
		return CodeWrongPlace.Errorf("The snapshot resource group '%s' is not in the subscription of the cluster.", s.snapshots)
	}
	given := op.Inputs.At("properties", "dataSourceInfo", "resourceLocation")
	if given.Present() && azure.NormalizeLocation(given.Text()) != region {
		return CodeWrongPlace.Errorf("The cluster is in '%s', not in '%s'.", region, given.Text())
	}
	return nil
}

// judgeCluster requires the vault to get at the cluster, and the extension in it at its storage.
func judgeCluster(op *engine.Operation, s surroundings) error {
	if is(s.cluster.Out().At("powerState", "code"), "Stopped") {
		return CodeClusterIsStopped.Errorf("Kubernetes cluster is in stopped state.")
	}
	if !granted(op, s.vaultPrincipal, s.cluster.ARMID(), reads) {
		return CodeListExtensions.Errorf("The identity of the Backup vault '%s' may not list the extensions of the cluster '%s': it lacks the role Reader.",
			s.vault.Name(), s.cluster.Name())
	}
	extension, ok := extensionOf(op, s.cluster)
	if !ok {
		return CodeExtensionNotFound.Errorf("The extension %s is not installed in the cluster '%s'.", backupExtension, s.cluster.Name())
	}
	if !trusted(op, s) {
		return CodeTrustedAccess.Errorf("The Trusted Access role binding is missing/has gotten removed from the cluster '%s' for the vault '%s'.",
			s.cluster.Name(), s.vault.Name())
	}
	return judgeStorage(op, s, extension)
}

func trusted(op *engine.Operation, s surroundings) bool {
	return slices.ContainsFunc(op.In(s.cluster.ID), func(r *engine.Resource) bool {
		source, _ := r.In().At("sourceResourceId").ID()
		return r.Is(bindingType) && source.Equal(s.vault.ARMID()) && slices.ContainsFunc(r.In().At("roles").Items(), func(role engine.Value) bool {
			return is(role, operatorRole)
		})
	})
}

// operatorRole is what a cluster trusts a vault with.
// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-concept#trusted-access
const operatorRole = "Microsoft.DataProtection/backupVaults/backup-operator"

// judgeSnapshots requires the grants on the group of the snapshots, and no lock on it.
func judgeSnapshots(op *engine.Operation, s surroundings) error {
	for _, r := range op.In(s.snapshots.String()) {
		scope, _ := r.ARMID().Parent()
		if r.Is(lockType) && scope.Equal(s.snapshots) {
			return CodeSnapshotGroupLocked.Errorf("The snapshot resource group '%s' has the lock '%s'.", s.snapshots.ResourceGroup(), r.Name())
		}
	}
	needed := []need{
		{s.vaultPrincipal, "the Backup vault's identity", reads, "Reader"},
		{clusterPrincipal(op, s.cluster), "the cluster's identity", writes, "Contributor"},
	}
	if keepsInVault(s.policy) {
		needed = append(needed,
			need{s.vaultPrincipal, "the Backup vault's identity", snapshots, "Disk Snapshot Contributor"},
			need{s.vaultPrincipal, "the Backup vault's identity", []string{azure.RoleDataOperatorForManagedDisks}, "Data Operator for Managed Disks"})
	}
	for _, n := range needed {
		if !granted(op, n.principal, s.snapshots, n.roles) {
			return CodeSnapshotGroupPermissions.Errorf("Azure Backup Service requires additional permissions on the Snapshot Data store Resource Group "+
				"'%s' to do this operation: %s lacks the role %s.", s.snapshots.ResourceGroup(), n.who, n.role)
		}
	}
	return nil
}

// judgeOthers refuses a second instance of the cluster by the same policy.
// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-backup-overview#configure-backup
func judgeOthers(op *engine.Operation, s surroundings) error {
	for _, r := range op.In(s.vault.ID) {
		cluster, _ := r.In().At("properties", "dataSourceInfo", "resourceID").ID()
		policy, _ := r.In().At("properties", "policyInfo", "policyId").ID()
		if r.Is(instanceType) && r.ARMID().Key() != op.ID.Key() && cluster.Equal(s.cluster.ARMID()) && policy.Equal(s.policy.ARMID()) {
			return CodeBadRequest.Errorf("The cluster '%s' is backed up by the policy '%s' already, as '%s'.", s.cluster.Name(), s.policy.Name(), r.Name())
		}
	}
	return nil
}
