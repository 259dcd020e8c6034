package storage

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Codes of Microsoft.Storage. Where no public text shows the code of a refusal, the source is what states the rule.
var (
	// CodeStorageAccountAlreadyTaken refuses a name that another account in Azure has.
	CodeStorageAccountAlreadyTaken = engine.Code{Name: "StorageAccountAlreadyTaken", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-storage-account-name"}
	// CodeRedundancyNotAvailable refuses copies in zones or in a paired region where there are none.
	CodeRedundancyNotAvailable = engine.Code{Name: "RedundancyConfigurationNotAvailableInRegion", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/storage/common/redundancy-regions-zrs"}
	// CodeInvalidProperty refuses a value that does not fit the account.
	CodeInvalidProperty = engine.Code{Name: "InvalidRequestPropertyValue", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/rest/api/storagerp/storage-accounts/create"}
	// CodeInvalidValues refuses rules of the account's firewall.
	CodeInvalidValues = engine.Code{Name: "InvalidValuesForRequestParameters", Status: http.StatusBadRequest,
		Source: "https://learn.microsoft.com/azure/storage/common/storage-network-security#grant-access-from-an-internet-ip-range"}
	// CodePublicAccessNotPermitted refuses to open a container of an account that allows no anonymous readers.
	CodePublicAccessNotPermitted = engine.Code{Name: "PublicAccessNotPermitted", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/azure/storage/blobs/anonymous-read-access-prevent"}
	// CodeConflict refuses what contradicts the state of the account.
	CodeConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://learn.microsoft.com/azure/storage/blobs/immutable-policy-configure-version-scope"}
)
