package containerregistry

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Codes of Microsoft.ContainerRegistry. Where the public report of a refusal does not show its code, the code is the
// general BadRequest or Conflict, and the source is the page with the rule.
var (
	// CodeAlreadyInUse refuses a name that some registry in Azure has.
	CodeAlreadyInUse = engine.Code{Name: "AlreadyInUse", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/rest/api/containerregistry/registries/check-name-availability"}
	// CodeSKUNotSupported refuses what the tier does not offer.
	CodeSKUNotSupported = engine.Code{Name: "SkuNotSupported", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/bicep-registry-modules/issues/1316"}
	// CodePublicAccessNotDisabled refuses to close a registry of a tier without private endpoints.
	CodePublicAccessNotDisabled = engine.Code{Name: "DisablingPublicNetworkAccessNotSupported", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure-Samples/dotNET-Frontend-AB-Testing-on-Azure-Container-Apps/issues/5"}
	// CodeExportNeedsPrivate refuses to forbid exports from a registry that the public reaches.
	CodeExportNeedsPrivate = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/data-loss-prevention"}
	// CodeNoZones refuses zone redundancy in a region without zones.
	CodeNoZones = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://github.com/Azure/Azure-Landing-Zones/issues/4011"}
	// CodeInvalidRetention refuses a retention outside the limits.
	CodeInvalidRetention = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/container-registry-retention-policy"}
	// CodeInvalidEncryption refuses encryption without a key or without an identity that reads it.
	CodeInvalidEncryption = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/tutorial-enable-customer-managed-keys"}
	// CodeInvalidIPRule refuses a rule that is no public address, or one rule too many.
	CodeInvalidIPRule = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/container-registry-access-selected-networks"}
	// CodeReplicationConflict refuses a second copy in a region, or one in the registry's own.
	CodeReplicationConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://github.com/hashicorp/terraform-provider-azurerm/pull/15847"}
	// CodeNoAgentPools refuses an agent pool where there are none.
	CodeNoAgentPools = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#preview-limitations"}
	// CodeAgentPoolQuota refuses more machines than a registry may have.
	CodeAgentPoolQuota = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#preview-limitations"}
	// CodeUnknownAgentPool refuses a task for an agent pool that is not there.
	CodeUnknownAgentPool = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools#run-task-on-agent-pool"}
	// CodeInvalidTask refuses a task that could never run.
	CodeInvalidTask = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/rest/api/containerregistry/tasks/create"}
	// CodeSubnetIsFull refuses a copy for which a private endpoint finds no address.
	CodeSubnetIsFull = engine.Code{Name: "SubnetIsFull", Status: http.StatusBadRequest,
		Source: "https://github.com/MicrosoftDocs/azure-management-docs/pull/155"}
)
