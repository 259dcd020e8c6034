package resources

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// CodeDeletionBlocked is the answer to deleting a group whose contents are used from outside it.
var CodeDeletionBlocked = engine.Code{Name: "ResourceGroupDeletionBlocked", Status: http.StatusConflict,
	Source: "https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group"}
