package cluster

import (
	"fmt"

	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// APIVersion is the AKS API that every resource of this package is written in. It is the newest stable one that the
// azure-native v2 SDK has; the preview versions that the SDK also has no longer answer.
// Source: https://learn.microsoft.com/azure/aks/concepts-preview-api-life-cycle
const APIVersion = "2024-10-01"

// API versions in which AKS first took a setting that APIVersion lacks. A preview stands where no stable version has
// the setting, as of 2026-08-20.
// Source: https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters, version by version
const (
	apiBootstrapArtifacts      = "2025-01-01"
	apiCustomCATrust           = "2025-01-01"
	apiOutboundTypeNone        = "2025-01-01"
	apiVNetIntegration         = "2025-03-01"
	apiUndrainableNodeBehavior = "2025-03-01"
	apiUbuntu2204              = "2025-03-01"
	apiStaticEgressGateway     = "2025-04-01"
	apiNodeAutoProvisioning    = "2025-05-01"
	apiAzureLinux3             = "2025-07-01"
	apiSSHAccess               = "2025-08-01"
	apiUbuntu2404              = "2025-10-01"
	apiNodeRestriction         = "2026-05-02-preview"
	apiImageIntegrity          = "2026-05-02-preview"
)

const apiVersionSource = "https://learn.microsoft.com/azure/templates/microsoft.containerservice/managedclusters"

// needsAPI is the mistake of a setting that AKS has and APIVersion has not.
func needsAPI(path field.Path, value any, version, remedy string) field.Error {
	return field.Error{
		Path: path, Value: value,
		Rule:   fmt.Sprintf("needs AKS API %s, and clusters here are written in %s", version, APIVersion),
		Remedy: remedy, Source: apiVersionSource,
	}
}

// validateLater refuses what a newer API would take. The settings exist so that the message can say so.
func (s Settings) validateLater(path field.Path) field.Errors {
	var errors field.Errors
	if s.NodeRestriction {
		errors.Add(needsAPI(path.Child("nodeRestriction"), true, apiNodeRestriction,
			"remove the key: AKS turns the admission plugin on by itself"))
	}
	if s.BootstrapArtifacts == "cache" {
		errors.Add(needsAPI(path.Child("bootstrapArtifacts"), "cache", apiBootstrapArtifacts, "choose direct"))
	} else {
		errors.Append(field.OneOf(path.Child("bootstrapArtifacts"), s.BootstrapArtifacts, []string{"direct"}, apiVersionSource))
	}
	if len(s.CustomCATrustCertificates) > 0 {
		errors.Add(needsAPI(path.Child("customCATrustCertificates"), nil, apiCustomCATrust, "remove the key"))
	}
	if s.NodeProvisioning == "auto" {
		errors.Add(needsAPI(path.Child("nodeProvisioning"), "auto", apiNodeAutoProvisioning, "choose manual, and declare nodePools"))
	} else {
		errors.Append(field.OneOf(path.Child("nodeProvisioning"), s.NodeProvisioning, []string{"manual"}, apiVersionSource))
	}
	if s.ImageIntegrity {
		errors.Add(needsAPI(path.Child("imageIntegrity"), true, apiImageIntegrity, "remove the key, and verify signatures in admission"))
	}
	if s.StaticEgressGateway {
		errors.Add(needsAPI(path.Child("staticEgressGateway"), true, apiStaticEgressGateway,
			"remove the key; egress.mode decides the source addresses"))
	}
	return errors
}
