package rules

import (
	"regexp"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noUnlistedPreviewFeature = pack.Rule{
	ID:       "no-unlisted-preview-feature",
	Title:    "Preview features are a decision",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why: "A preview has no support and about a year to live; the AKS previews up to 2024-09-02 stopped answering on " +
		"1 July 2026, and nothing that names them deploys any more.",
	Absent: "Azure switches no preview feature on.",
	Remedy: "Use a stable AKS API such as containerservice/v20241001 and leave the property out, or list it in allowedPreviews " +
		"with the team's consent.",
	Source: "https://learn.microsoft.com/azure/aks/concepts-preview-api-life-cycle",
	Types:  poolTypes,
	Settings: []pack.Setting{{
		Name: "allowedPreviews", Kind: pack.StringList, Default: []string{},
		Description: "preview properties that may be used, by their last name, such as imageIntegrity",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		verdicts := []pack.Verdict{pack.Pass()}
		if version := previewVersion.FindString(r.Token()); version != "" {
			verdicts = append(verdicts, r.Fail("the AKS API %s no longer answers", strings.TrimSuffix(version, ":")))
		}
		paths := previewOfCluster
		if r.Type() == azure.TypeAgentPool {
			paths = previewOfPool
		}
		for _, path := range paths {
			if !slices.Contains(r.Strings("allowedPreviews"), path[len(path)-1]) {
				verdicts = append(verdicts, r.At(path...).MustNotBeSet())
			}
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"stable":              one("azure-native:containerservice/v20241001:ManagedCluster", "location", "westeurope"),
		"properties left out": cluster("securityProfile.imageCleaner.enabled", true),
		"allowed":             cluster("securityProfile.imageIntegrity.enabled", true).With("allowedPreviews", list("imageIntegrity")),
	},
	Fail: pack.Examples{
		"preview API":           one("azure-native:containerservice/v20240902preview:ManagedCluster", "location", "westeurope"),
		"preview API of a pool": one("azure-native:containerservice/v20230502preview:AgentPool", "mode", "User"),
		"image integrity":       cluster("securityProfile.imageIntegrity.enabled", true),
		"bootstrap artifacts":   cluster("bootstrapProfile.artifactSource", "Cache"),
		"node provisioning":     cluster("nodeProvisioningProfile.mode", "Auto"),
		"safeguards":            cluster("safeguardsProfile.level", "Warning"),
		"own certificates":      cluster("securityProfile.customCATrustCertificates", list("LS0tLS1CRUdJTi0=")),
		"SSH access of a pool":  ownPool("securityProfile.sshAccess", "Disabled"),
		"another is allowed":    cluster("safeguardsProfile.level", "Warning").With("allowedPreviews", list("imageIntegrity")),
	},
}

var previewVersion = regexp.MustCompile(`v[0-9]{8}preview:`)

// Properties that only preview APIs of AKS know, as far as azure-native v2 carries them.
// Source: https://learn.microsoft.com/azure/templates/microsoft.containerservice/2024-09-02-preview/managedclusters
var (
	previewOfCluster = [][]string{
		{"bootstrapProfile"}, {"nodeProvisioningProfile"}, {"safeguardsProfile"}, {"aiToolchainOperatorProfile"},
		{"securityProfile", "imageIntegrity"}, {"securityProfile", "customCATrustCertificates"}, {"securityProfile", "nodeRestriction"},
		{"networkProfile", "kubeProxyConfig"}, {"networkProfile", "staticEgressGatewayProfile"},
	}
	previewOfPool = [][]string{
		{"securityProfile", "sshAccess"}, {"enableCustomCATrust"}, {"artifactStreamingProfile"}, {"gatewayProfile"},
		{"virtualMachinesProfile"},
	}
)
