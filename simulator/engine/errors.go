package engine

import (
	"errors"
	"fmt"
	"net/http"
	"time"
)

// Code is one of Azure's error codes: the word a service answers with, the HTTP status that goes with it, and where
// that was read. Services declare theirs as package variables, so that behaviour and tests name the same value.
type Code struct {
	// Name is the word in the answer's error.code, such as "InUseSubnetCannotBeDeleted".
	Name string
	// Status is the HTTP status.
	Status int
	// Source is the page or public thread the code was read from.
	Source string
}

// Errorf returns an [Error] with this code. format and args make the message, in ARM's own form.
func (c Code) Errorf(format string, args ...any) *Error {
	return &Error{Code: c.Name, Status: c.Status, Source: c.Source, Message: fmt.Sprintf(format, args...)}
}

// Error is a refusal as ARM would give it. Its text has the form in which azure-native prints an ARM error, so that
// what a user sees here can be searched for in public.
type Error struct {
	// Code is Azure's error code; "" for a failure that the provider itself reports without asking ARM.
	Code string
	// Message is what ARM says.
	Message string
	// Status is the HTTP status; 0 when Code is "".
	Status int
	// Source is where the code was read.
	Source string
	// Path is the property the error is about, such as "subnets[0].addressPrefix"; "" when it is about the resource.
	Path string
	// RetryAfter is what the service asks a client to wait before it tries again; 0 when it says nothing.
	RetryAfter time.Duration
	// Accepted is set when ARM had accepted the request and failed later: the resource exists, in state Failed.
	Accepted bool
}

// Error returns the text as azure-native prints it.
func (e *Error) Error() string {
	switch {
	case e.Code == "":
		return e.Message
	case e.Status == 0:
		return fmt.Sprintf("Code=%q Message=%q", e.Code, e.Message)
	}
	return fmt.Sprintf("Status=%d Code=%q Message=%q", e.Status, e.Code, e.Message)
}

// HasCode reports whether err is or wraps an [Error] with this code.
func HasCode(err error, code Code) bool {
	var e *Error
	return errors.As(err, &e) && e.Code == code.Name
}

// Codes that ARM itself, not one of its services, answers with.
var (
	CodeResourceGroupNotFound = Code{"ResourceGroupNotFound", http.StatusNotFound,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeResourceNotFound = Code{"ResourceNotFound", http.StatusNotFound,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-not-found"}
	CodeParentResourceNotFound = Code{"ParentResourceNotFound", http.StatusNotFound,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-parent-resource"}
	CodeLocationNotAvailable = Code{"LocationNotAvailableForResourceType", http.StatusBadRequest,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeInvalidResourceLocation = Code{"InvalidResourceLocation", http.StatusConflict,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-invalid-resource-location"}
	CodeInvalidResourceName = Code{"InvalidResourceName", http.StatusBadRequest,
		"https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules"}
	CodeInvalidRequestContent = Code{"InvalidRequestContent", http.StatusBadRequest,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeInvalidTags = Code{"InvalidTags", http.StatusBadRequest,
		"https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources"}
	CodeAnotherOperationInProgress = Code{"AnotherOperationInProgress", http.StatusConflict,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodePropertyChangeNotAllowed = Code{"PropertyChangeNotAllowed", http.StatusConflict,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeTooManyRequests = Code{"TooManyRequests", http.StatusTooManyRequests,
		"https://learn.microsoft.com/azure/azure-resource-manager/management/request-limits-and-throttling"}
	CodeInternalServerError = Code{"InternalServerError", http.StatusInternalServerError,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/common-deployment-errors"}
	CodeQuotaExceeded = Code{"QuotaExceeded", http.StatusConflict,
		"https://learn.microsoft.com/azure/azure-resource-manager/troubleshooting/error-resource-quota"}
	CodeCannotDeleteResource = Code{"CannotDeleteResource", http.StatusConflict,
		"https://learn.microsoft.com/azure/azure-resource-manager/management/delete-resource-group"}
)
