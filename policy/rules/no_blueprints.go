package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var noBlueprints = pack.Rule{
	ID:       "no-blueprints",
	Title:    "No Azure Blueprints",
	Severity: pack.Low,
	Level:    pack.Mandatory,
	Why:      "Azure Blueprints never left preview and retires in January 2027.",
	Absent:   "A program without blueprints has nothing to change.",
	Remedy:   "Use deployment stacks or template specs, or this program's own stack files.",
	Source:   "https://learn.microsoft.com/azure/governance/blueprints/overview",
	Types: []string{
		"azure-native:blueprint:Assignment", "azure-native:blueprint:Blueprint", "azure-native:blueprint:PolicyAssignmentArtifact",
		"azure-native:blueprint:PublishedBlueprint", "azure-native:blueprint:RoleAssignmentArtifact", "azure-native:blueprint:TemplateArtifact",
	},
	Check: func(r pack.Resource) pack.Verdict {
		return r.Fail("the resource is part of Azure Blueprints")
	},
	Pass: pack.Examples{
		"deployment stack, blueprint left out": one("azure-native:resources:DeploymentStackAtResourceGroup", "location", "westeurope"),
	},
	Fail: pack.Examples{
		"assignment": one("azure-native:blueprint/v20181101preview:Assignment", "location", "westeurope"),
	},
}
