package kubernetes

import (
	"net/http"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// apiConcepts is the page that describes how the API server answers.
const apiConcepts = "https://kubernetes.io/docs/reference/using-api/api-concepts/"

// Codes of the API server: the reasons in its Status objects.
// Source: https://github.com/kubernetes/apimachinery/blob/master/pkg/apis/meta/v1/types.go (StatusReason)
var (
	// CodeBadRequest refuses an object that is none of its kind: an unknown field, a wrong type, an unreadable quantity.
	CodeBadRequest = engine.Code{Name: "BadRequest", Status: http.StatusBadRequest, Source: apiConcepts + "#field-validation"}
	// CodeInvalid refuses an object with a value that its kind does not allow.
	CodeInvalid = engine.Code{Name: "Invalid", Status: http.StatusUnprocessableEntity,
		Source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/"}
	// CodeNotFound answers for a namespace, or the target of a patch, that does not exist.
	CodeNotFound = engine.Code{Name: "NotFound", Status: http.StatusNotFound,
		Source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/"}
	// CodeAlreadyExists refuses to create what Kubernetes itself has made.
	CodeAlreadyExists = engine.Code{Name: "AlreadyExists", Status: http.StatusConflict,
		Source: "https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/status/"}
	// CodeConflict refuses to apply a field that another owner has set to another value.
	CodeConflict = engine.Code{Name: "Conflict", Status: http.StatusConflict,
		Source: "https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts"}
	// CodeForbidden refuses new objects in a namespace that is being deleted.
	CodeForbidden = engine.Code{Name: "Forbidden", Status: http.StatusForbidden,
		Source: "https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/"}
)
