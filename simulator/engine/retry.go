package engine

import (
	"errors"
	"net/http"
	"slices"
	"time"
)

// Retry is how the provider's HTTP client repeats a request that Azure refused for the moment.
type Retry struct {
	// Attempts is how often a refused request is repeated; 0 for never.
	Attempts int
	// Delay is the pause before the first repetition; each later pause is about twice as long.
	Delay time.Duration
	// Longest caps the pause.
	Longest time.Duration
}

// AzureNativeRetry is the policy of azure-native v2.88: three repetitions, after 20, 60 and 120 seconds unless the
// answer carries Retry-After, for the usual transient statuses and for 409 AnotherOperationInProgress.
//
// Sources: https://github.com/pulumi/pulumi-azure-native/pull/3653,
// https://github.com/pulumi/pulumi-azure-native/blob/master/provider/pkg/azure/client_azcore.go
var AzureNativeRetry = Retry{Attempts: 3, Delay: 20 * time.Second, Longest: 120 * time.Second}

// transient are the statuses that the client repeats.
var transient = []int{
	http.StatusRequestTimeout, http.StatusTooManyRequests, http.StatusInternalServerError,
	http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout,
}

// after returns the pause before the attempt that follows attempt number done (1 for the first), and whether there is
// to be one.
func (r Retry) after(err error, done int) (time.Duration, bool) {
	var e *Error
	if done > r.Attempts || !errors.As(err, &e) || e.Accepted {
		return 0, false
	}
	if !slices.Contains(transient, e.Status) &&
		(e.Status != http.StatusConflict || e.Code != CodeAnotherOperationInProgress.Name) {
		return 0, false
	}
	if e.RetryAfter > 0 {
		return e.RetryAfter, true
	}
	return min(r.Longest, r.Delay*time.Duration(1<<done-1)), true
}
