package cluster

import (
	"fmt"
	"slices"
	"strings"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	managedidentity "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"k8s.io/apimachinery/pkg/util/validation"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Workload is something that runs in the cluster under an identity of its own: pods of its service accounts show
// Azure a token of the cluster and act with the rights of that identity.
// https://learn.microsoft.com/azure/aks/workload-identity-overview
type Workload struct {
	// Name tells workloads apart; it becomes part of resource names. A DNS label. Required.
	Name string `json:"name"`
	// Namespace is the namespace of ServiceAccount. Required.
	Namespace string `json:"namespace"`
	// ServiceAccount is the Kubernetes service account of the workload's pods. Required.
	ServiceAccount string `json:"serviceAccount"`
	// AdditionalServiceAccounts may use the same identity; an identity takes 20 in all. Default none.
	AdditionalServiceAccounts []ServiceAccount `json:"additionalServiceAccounts"`
	// RoleAssignments are the identity's rights in Azure. Default none.
	RoleAssignments []WorkloadRole `json:"roleAssignments"`
}

// ServiceAccount is a Kubernetes service account.
type ServiceAccount struct {
	// Namespace is where it lives.
	Namespace string `json:"namespace"`
	// Name is its name.
	Name string `json:"name"`
}

// WorkloadRole is a role of a workload's identity.
type WorkloadRole struct {
	// RoleDefinition is the GUID of a role, or the name of a built-in one: Storage Blob Data Contributor.
	// https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
	RoleDefinition string `json:"roleDefinition"`
	// Scope is the ARM ID of what the role is for.
	Scope string `json:"scope"`
}

const (
	// tokenAudience is the audience that Entra accepts federated tokens for.
	// Source: https://learn.microsoft.com/entra/workload-id/workload-identity-federation-create-trust-user-assigned-managed-identity
	tokenAudience = "api://AzureADTokenExchange"
	// maxCredentials is how many federated credentials an identity takes.
	// Source: https://learn.microsoft.com/azure/aks/workload-identity-overview#limitations
	maxCredentials = 20
	// maxCredentialName is the longest name of one.
	// Source: https://learn.microsoft.com/azure/templates/microsoft.managedidentity/userassignedidentities/federatedidentitycredentials
	maxCredentialName = 120

	workloadSource = "https://learn.microsoft.com/azure/aks/workload-identity-overview"
	rolesSource    = "https://learn.microsoft.com/azure/role-based-access-control/built-in-roles"
)

// workloadRoles are the built-in roles that a workload can name instead of giving their GUID.
var workloadRoles = []string{
	azure.RoleReader, azure.RoleAcrPull, azure.RoleAcrPush, azure.RoleContainerRegistryRepoReader, azure.RoleKeyVaultReader,
	azure.RoleKeyVaultSecretsUser, azure.RoleKeyVaultSecretsOfficer, azure.RoleKeyVaultCertificateUser,
	azure.RoleKeyVaultCertificatesOfficer, azure.RoleKeyVaultCryptoUser, azure.RoleStorageBlobDataContributor,
	azure.RoleMonitoringMetricsPublisher, azure.RoleMonitoringReader, azure.RoleLogAnalyticsReader,
	azure.RolePrivateDNSZoneContributor, azure.RoleNetworkContributor,
}

// ServiceAccounts returns all service accounts of the workload.
func (w Workload) ServiceAccounts() []ServiceAccount {
	return append([]ServiceAccount{{Namespace: w.Namespace, Name: w.ServiceAccount}}, w.AdditionalServiceAccounts...)
}

// Validate reports every mistake in one workload.
func (w Workload) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	if len(validation.IsDNS1123Label(w.Name)) > 0 {
		errors.Add(field.Error{
			Path: path.Child("name"), Value: orNil(w.Name), Rule: "cannot be part of a resource name",
			Remedy: "write up to 63 lower-case letters, digits and dashes, a letter or digit at both ends",
		})
	}
	errors.Append(ServiceAccount{w.Namespace, w.ServiceAccount}.validate(path.Child("namespace"), path.Child("serviceAccount")))
	for i, account := range w.AdditionalServiceAccounts {
		at := path.Child("additionalServiceAccounts").Index(i)
		errors.Append(account.validate(at.Child("namespace"), at.Child("name")))
	}
	if n := len(w.ServiceAccounts()); n > maxCredentials {
		errors.Add(field.Error{
			Path: path.Child("additionalServiceAccounts"), Value: n - 1,
			Rule:   fmt.Sprintf("and the first make %d service accounts, and an identity takes %d", n, maxCredentials),
			Remedy: "split the workload in two", Source: workloadSource,
		})
	}
	for i, role := range w.RoleAssignments {
		at := path.Child("roleAssignments").Index(i)
		errors.Append(role.validate(at))
		if slices.ContainsFunc(w.RoleAssignments[:i], role.same) {
			errors.Add(field.Error{Path: at, Rule: "assigns the same role on the same scope as an earlier element", Remedy: "remove one"})
		}
	}
	return errors
}

func (s ServiceAccount) validate(namespace, name field.Path) field.Errors {
	var errors field.Errors
	if len(validation.IsDNS1123Label(s.Namespace)) > 0 {
		errors.Add(field.Error{
			Path: namespace, Value: orNil(s.Namespace), Rule: wildcardOr(s.Namespace, "is not the name of a namespace"),
			Remedy: "write up to 63 lower-case letters, digits and dashes", Source: workloadSource,
		})
	}
	if len(validation.IsDNS1123Subdomain(s.Name)) > 0 {
		errors.Add(field.Error{
			Path: name, Value: orNil(s.Name), Rule: wildcardOr(s.Name, "is not the name of a service account"),
			Remedy: "write lower-case letters, digits, dashes and dots", Source: workloadSource,
		})
	}
	return errors
}

// wildcardOr gives a name with a wildcard a reason of its own.
func wildcardOr(name, rule string) string {
	if strings.ContainsAny(name, "*?") {
		return "has a wildcard, and an identity must know exactly whom it trusts"
	}
	return rule
}

func (r WorkloadRole) validate(path field.Path) field.Errors {
	var errors field.Errors
	if _, ok := r.guid(); !ok {
		errors.Add(field.Error{
			Path: path.Child("roleDefinition"), Value: orNil(r.RoleDefinition), Rule: "is neither the GUID of a role nor a name known here",
			Remedy: "write the GUID, or one of " + strings.Join(workloadRoleNames(), ", "), Source: rolesSource,
		})
	}
	if id, err := azure.ParseID(r.Scope); err != nil || id.Subscription() == "" {
		errors.Add(field.Error{
			Path: path.Child("scope"), Value: orNil(r.Scope), Rule: "is not the ARM ID of something in a subscription",
			Remedy: "write /subscriptions/<id>/resourceGroups/<group>/providers/<type>/<name>", Source: rolesSource,
		})
	}
	return errors
}

// guid returns the role's GUID.
func (r WorkloadRole) guid() (string, bool) {
	if azure.IsGUID(r.RoleDefinition) {
		return strings.ToLower(r.RoleDefinition), true
	}
	for _, guid := range workloadRoles {
		if name, _ := azure.RoleName(guid); strings.EqualFold(name, r.RoleDefinition) {
			return guid, true
		}
	}
	return "", false
}

func (r WorkloadRole) same(other WorkloadRole) bool {
	mine, ok := r.guid()
	theirs, _ := other.guid()
	return ok && mine == theirs && strings.EqualFold(r.Scope, other.Scope)
}

func workloadRoleNames() []string {
	names := make([]string, 0, len(workloadRoles))
	for _, guid := range workloadRoles {
		if name, ok := azure.RoleName(guid); ok {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return names
}

// CheckServiceAccounts reports a service account that two workloads share: it carries the annotation of one identity.
// path is that of the list.
func CheckServiceAccounts(path field.Path, workloads []Workload) field.Errors {
	var errors field.Errors
	owner := map[ServiceAccount]int{}
	for i, workload := range workloads {
		for _, account := range workload.ServiceAccounts() {
			earlier, taken := owner[account]
			if !taken {
				owner[account] = i
				continue
			}
			errors.Add(field.Error{
				Path: path.Index(i), Value: account.Namespace + "/" + account.Name,
				Rule:   fmt.Sprintf("is a service account that element %d has already", earlier),
				Remedy: "give each workload its own", Source: workloadSource,
			})
		}
	}
	return errors
}

// newWorkloads declares the identities of the workloads, and returns their client IDs by workload.
func (b *builder) newWorkloads(cluster *containerservice.ManagedCluster) (map[string]pulumi.StringOutput, error) {
	clientIDs := map[string]pulumi.StringOutput{}
	issuer := cluster.OidcIssuerProfile.IssuerURL().Elem()
	for _, workload := range b.args.Workloads {
		identity, err := b.newIdentity("workload-"+workload.Name, b.args.Names.WorkloadIdentity(workload.Name))
		if err != nil {
			return nil, fmt.Errorf("workload %q: identity: %w", workload.Name, err)
		}
		if err := b.federate(workload, identity, issuer); err != nil {
			return nil, fmt.Errorf("workload %q: %w", workload.Name, err)
		}
		for _, role := range workload.RoleAssignments {
			guid, _ := role.guid()
			_, err := b.assign(grant{
				part: fmt.Sprintf("workload-%s_%s", workload.Name, azure.Unique(guid, strings.ToLower(role.Scope))), role: guid,
				scope: pulumi.String(role.Scope), principal: identity.PrincipalId, principalType: roleassignment.ServicePrincipal,
				why: fmt.Sprintf("Workload %s in the cluster.", workload.Name),
			})
			if err != nil {
				return nil, fmt.Errorf("workload %q: %w", workload.Name, err)
			}
		}
		clientIDs[workload.Name] = identity.ClientId
	}
	return clientIDs, nil
}

// federate lets the workload's service accounts act as its identity. The credentials of one identity are written one
// after the other: ARM refuses two writes at once (ConcurrentFederatedIdentityCredentialsWritesForSingleManagedIdentity).
func (b *builder) federate(workload Workload, identity *managedidentity.UserAssignedIdentity, issuer pulumi.StringInput) error {
	options := []pulumi.ResourceOption{b.parent}
	for _, account := range workload.ServiceAccounts() {
		// Neither part can hold an underscore, so two accounts never get the same name.
		key := account.Namespace + "_" + account.Name
		credential, err := managedidentity.NewFederatedIdentityCredential(b.ctx, b.child(fmt.Sprintf("workload-%s_%s", workload.Name, key)),
			&managedidentity.FederatedIdentityCredentialArgs{
				Audiences: pulumi.StringArray{pulumi.String(tokenAudience)}, FederatedIdentityCredentialResourceName: pulumi.String(credentialName(key)),
				Issuer: issuer, ResourceGroupName: b.args.ResourceGroupName, ResourceName: identity.Name,
				Subject: pulumi.String(fmt.Sprintf("system:serviceaccount:%s:%s", account.Namespace, account.Name)),
			}, options...)
		if err != nil {
			return fmt.Errorf("credential for %s/%s: %w", account.Namespace, account.Name, err)
		}
		options = []pulumi.ResourceOption{b.parent, pulumi.DependsOn([]pulumi.Resource{credential})}
	}
	return nil
}

// credentialName makes a key fit ARM's rule, which knows no dots: what was changed or cut gets a hash of the whole.
func credentialName(key string) string {
	name := strings.ReplaceAll(key, ".", "-")
	if name == key && len(key) <= maxCredentialName {
		return name
	}
	hash := "_" + azure.Unique(key)
	return name[:min(len(name), maxCredentialName-len(hash))] + hash
}
