package dataprotection

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// PolicyInfoInput is a PolicyInfoArgs.
type PolicyInfoInput interface {
	pulumi.Input

	policyInfo()
}

// PolicyInfoArgs say by which policy something is backed up, and with what parameters.
type PolicyInfoArgs struct {
	// PolicyId is the ARM ID of the policy, which is of the same vault. Required.
	PolicyId pulumi.StringInput `pulumi:"policyId"`
	// PolicyParameters are what the policy leaves open.
	PolicyParameters PolicyParametersPtrInput `pulumi:"policyParameters"`
}

type policyInfo struct {
	PolicyId         string            `pulumi:"policyId"`
	PolicyParameters *policyParameters `pulumi:"policyParameters"`
}

// ElementType is the plain form.
func (PolicyInfoArgs) ElementType() reflect.Type { return reflect.TypeFor[policyInfo]() }

func (PolicyInfoArgs) policyInfo() {}

// PolicyParametersPtrInput is a PolicyParametersArgs, or nil.
type PolicyParametersPtrInput interface {
	pulumi.Input

	policyParameters()
}

// PolicyParametersArgs are what a policy leaves open.
type PolicyParametersArgs struct {
	// BackupDatasourceParametersList is one KubernetesClusterBackupDatasourceParametersArgs.
	BackupDatasourceParametersList pulumi.ArrayInput `pulumi:"backupDatasourceParametersList"`
	// DataStoreParametersList says where the stores are that are one's own. Azure refuses to change it.
	DataStoreParametersList AzureOperationalStoreParametersArray `pulumi:"dataStoreParametersList"`
}

type policyParameters struct {
	BackupDatasourceParametersList []any                             `pulumi:"backupDatasourceParametersList"`
	DataStoreParametersList        []azureOperationalStoreParameters `pulumi:"dataStoreParametersList"`
}

// ElementType is the plain form.
func (PolicyParametersArgs) ElementType() reflect.Type { return reflect.TypeFor[policyParameters]() }

func (PolicyParametersArgs) policyParameters() {}

// AzureOperationalStoreParametersArray is a list of AzureOperationalStoreParametersArgs.
type AzureOperationalStoreParametersArray []AzureOperationalStoreParametersArgs

// ElementType is the plain form.
func (AzureOperationalStoreParametersArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]azureOperationalStoreParameters]()
}

// AzureOperationalStoreParametersArgs say where snapshots go.
type AzureOperationalStoreParametersArgs struct {
	// DataStoreType is OperationalStore. Required.
	DataStoreType pulumi.StringInput `pulumi:"dataStoreType"`
	// ObjectType is AzureOperationalStoreParameters. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
	// ResourceGroupId is the ARM ID of the group of the snapshots.
	ResourceGroupId pulumi.StringPtrInput `pulumi:"resourceGroupId"`
}

type azureOperationalStoreParameters struct {
	DataStoreType   string  `pulumi:"dataStoreType"`
	ObjectType      string  `pulumi:"objectType"`
	ResourceGroupId *string `pulumi:"resourceGroupId"`
}

// ElementType is the plain form.
func (AzureOperationalStoreParametersArgs) ElementType() reflect.Type {
	return reflect.TypeFor[azureOperationalStoreParameters]()
}

// KubernetesClusterBackupDatasourceParametersArgs say what of a cluster is backed up.
type KubernetesClusterBackupDatasourceParametersArgs struct {
	// ExcludedNamespaces are left out.
	ExcludedNamespaces pulumi.StringArrayInput `pulumi:"excludedNamespaces"`
	// IncludeClusterScopeResources takes along what is in no namespace. Required.
	IncludeClusterScopeResources pulumi.BoolInput `pulumi:"includeClusterScopeResources"`
	// IncludedNamespaces are all that are backed up; without any, all are.
	IncludedNamespaces pulumi.StringArrayInput `pulumi:"includedNamespaces"`
	// ObjectType is KubernetesClusterBackupDatasourceParameters. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
	// SnapshotVolumes takes snapshots of persistent volumes. Required.
	SnapshotVolumes pulumi.BoolInput `pulumi:"snapshotVolumes"`
}

type kubernetesClusterBackupDatasourceParameters struct {
	ExcludedNamespaces           []string `pulumi:"excludedNamespaces"`
	IncludeClusterScopeResources bool     `pulumi:"includeClusterScopeResources"`
	IncludedNamespaces           []string `pulumi:"includedNamespaces"`
	ObjectType                   string   `pulumi:"objectType"`
	SnapshotVolumes              bool     `pulumi:"snapshotVolumes"`
}

// ElementType is the plain form.
func (KubernetesClusterBackupDatasourceParametersArgs) ElementType() reflect.Type {
	return reflect.TypeFor[kubernetesClusterBackupDatasourceParameters]()
}
