package kubernetesconfiguration

// The shape of an extension, from
// https://learn.microsoft.com/azure/templates/microsoft.kubernetesconfiguration/2023-05-01/extensions.
type (
	extensionArgs struct {
		AksAssignedIdentity            *aksAssignedIdentity `pulumi:"aksAssignedIdentity"`
		AutoUpgradeMinorVersion        *bool                `pulumi:"autoUpgradeMinorVersion"`
		ClusterName                    string               `pulumi:"clusterName"`
		ClusterResourceName            string               `pulumi:"clusterResourceName"`
		ClusterRp                      string               `pulumi:"clusterRp"`
		ConfigurationProtectedSettings map[string]string    `pulumi:"configurationProtectedSettings"`
		ConfigurationSettings          map[string]string    `pulumi:"configurationSettings"`
		ExtensionName                  *string              `pulumi:"extensionName"`
		ExtensionType                  *string              `pulumi:"extensionType"`
		Identity                       *identity            `pulumi:"identity"`
		Plan                           *plan                `pulumi:"plan"`
		ReleaseTrain                   *string              `pulumi:"releaseTrain"`
		ResourceGroupName              string               `pulumi:"resourceGroupName"`
		Scope                          *scope               `pulumi:"scope"`
		Statuses                       []extensionStatus    `pulumi:"statuses"`
		Version                        *string              `pulumi:"version"`
	}
	extensionState struct {
		AksAssignedIdentity            *aksAssignedIdentityState `pulumi:"aksAssignedIdentity"`
		AutoUpgradeMinorVersion        *bool                     `pulumi:"autoUpgradeMinorVersion"`
		ConfigurationProtectedSettings map[string]string         `pulumi:"configurationProtectedSettings"`
		ConfigurationSettings          map[string]string         `pulumi:"configurationSettings"`
		CurrentVersion                 string                    `pulumi:"currentVersion"`
		ExtensionType                  *string                   `pulumi:"extensionType"`
		Identity                       *identityState            `pulumi:"identity"`
		IsSystemExtension              bool                      `pulumi:"isSystemExtension"`
		Name                           string                    `pulumi:"name"`
		PackageUri                     string                    `pulumi:"packageUri"`
		Plan                           *plan                     `pulumi:"plan"`
		ProvisioningState              string                    `pulumi:"provisioningState"`
		ReleaseTrain                   *string                   `pulumi:"releaseTrain"`
		Scope                          *scope                    `pulumi:"scope"`
		Statuses                       []extensionStatus         `pulumi:"statuses"`
		Type                           string                    `pulumi:"type"`
		Version                        *string                   `pulumi:"version"`
	}
	aksAssignedIdentity struct {
		Type *string `pulumi:"type"`
	}
	aksAssignedIdentityState struct {
		PrincipalId string  `pulumi:"principalId"`
		TenantId    string  `pulumi:"tenantId"`
		Type        *string `pulumi:"type"`
	}
	identity struct {
		Type *string `pulumi:"type"`
	}
	identityState struct {
		PrincipalId string  `pulumi:"principalId"`
		TenantId    string  `pulumi:"tenantId"`
		Type        *string `pulumi:"type"`
	}
	plan struct {
		Name          string  `pulumi:"name"`
		Product       string  `pulumi:"product"`
		PromotionCode *string `pulumi:"promotionCode"`
		Publisher     string  `pulumi:"publisher"`
		Version       *string `pulumi:"version"`
	}
	scope struct {
		Cluster   *scopeOfCluster   `pulumi:"cluster"`
		Namespace *scopeOfNamespace `pulumi:"namespace"`
	}
	scopeOfCluster struct {
		ReleaseNamespace *string `pulumi:"releaseNamespace"`
	}
	scopeOfNamespace struct {
		TargetNamespace *string `pulumi:"targetNamespace"`
	}
	extensionStatus struct {
		Code          *string `pulumi:"code"`
		DisplayStatus *string `pulumi:"displayStatus"`
		Level         *string `pulumi:"level"`
		Message       *string `pulumi:"message"`
		Time          *string `pulumi:"time"`
	}
)
