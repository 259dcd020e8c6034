package engine_test

import (
	"context"
	"fmt"
	"net/http"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// together runs operations at once and returns their errors in order.
func together(operations ...func() error) []error {
	errs := make([]error, len(operations))
	var wg sync.WaitGroup
	for i, operation := range operations {
		wg.Go(func() { errs[i] = operation() })
	}
	wg.Wait()
	return errs
}

func TestModelledTimeOverlapsAsInAzure(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewSkippingClock(20 * time.Millisecond)})
	begun := time.Now()
	before := e.Timeline().Makespan()
	for _, err := range together(
		func() error { _, err := e.Create(ctx, box("a", nil)); return err },
		func() error { _, err := e.Create(ctx, box("b", nil)); return err },
	) {
		require.NoError(t, err)
	}
	_, err := e.Create(ctx, lid("b", "top"))
	require.NoError(t, err)

	assert.Equal(t, 11*time.Minute, e.Timeline().Makespan()-before, "two boxes side by side, then a lid")
	assert.Less(t, time.Since(begun), 10*time.Second)
	var path []string
	for _, event := range e.Timeline().CriticalPath() {
		path = append(path, event.URN)
	}
	assert.Equal(t, "urn:b-top", path[len(path)-1])
	assert.Equal(t, "urn:rg", path[0])
}

// TestTheClockWaitsForASlowAsker: whoever runs a deployment needs a while between an answer and the next question, longer
// than the quiet the clock was made with; meanwhile it must not run on to the end of something else.
func TestTheClockWaitsForASlowAsker(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewSkippingClock(20 * time.Millisecond)})
	_, err := e.Create(ctx, box("crate", nil))
	require.NoError(t, err)
	long := make(chan error)
	go func() { _, err := e.Create(ctx, box("slow", nil)); long <- err }()
	for _, name := range []string{"top", "middle", "bottom"} {
		_, err := e.Create(ctx, lid("crate", name))
		require.NoError(t, err)
		time.Sleep(60 * time.Millisecond)
	}
	require.NoError(t, <-long)
	starts := map[string]time.Duration{}
	for _, event := range e.Timeline() {
		starts[event.URN] = event.Start
	}
	begin := starts["urn:crate-top"]
	assert.Equal(t, time.Minute, starts["urn:crate-middle"]-begin)
	assert.Equal(t, 2*time.Minute, starts["urn:crate-bottom"]-begin)
}

func TestTheCriticalPathPrefersWhatIsReferredTo(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewSkippingClock(20 * time.Millisecond)})
	for _, err := range together(
		func() error { _, err := e.Create(ctx, box("a", nil)); return err },
		func() error { _, err := e.Create(ctx, box("b", nil)); return err },
	) {
		require.NoError(t, err)
	}
	_, err := e.Create(ctx, box("c", map[string]any{"beside": map[string]any{"id": boxID("b")}}))
	require.NoError(t, err)
	var path []string
	for _, event := range e.Timeline().CriticalPath() {
		path = append(path, event.URN)
	}
	assert.Equal(t, []string{"urn:rg", "urn:b", "urn:c"}, path)
}

func TestParallelWritesToOneThingConflict(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewSkippingClock(20 * time.Millisecond)})
	_, err := e.Create(ctx, box("crate", nil))
	require.NoError(t, err)
	errs := together(
		func() error { _, err := e.Create(ctx, lid("crate", "top")); return err },
		func() error { _, err := e.Create(ctx, lid("crate", "bottom")); return err },
	)
	refused := 0
	for _, err := range errs {
		if err != nil {
			refused++
			assert.True(t, engine.HasCode(err, engine.CodeAnotherOperationInProgress), err)
		}
	}
	assert.Equal(t, 1, refused)
}

func TestTheProvidersRepetitionsOutliveAShortConflict(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewSkippingClock(20 * time.Millisecond), Retry: engine.AzureNativeRetry})
	_, err := e.Create(ctx, box("crate", nil))
	require.NoError(t, err)
	for _, err := range together(
		func() error { _, err := e.Create(ctx, lid("crate", "top")); return err },
		func() error { _, err := e.Create(ctx, lid("crate", "bottom")); return err },
	) {
		require.NoError(t, err)
	}
	var attempts []int
	for _, event := range e.Timeline() {
		if event.Token == "azure-native:boxes:Lid" {
			attempts = append(attempts, event.Attempts)
		}
	}
	assert.ElementsMatch(t, []int{1, 3}, attempts, "after 20 s the minute is not over, after another 60 s it is")
}

func TestFaults(t *testing.T) {
	throttled := engine.Error{Code: "TooManyRequests", Status: http.StatusTooManyRequests}
	cases := map[string]struct {
		faults string
		retry  engine.Retry
		want   []string // what the creates of boxes a, b, c give: "" or a code
	}{
		"the second of three":         {"SkuNotAvailable/409,op=create,nth=3", engine.Retry{}, []string{"", "SkuNotAvailable", ""}},
		"by name":                     {"500,match=*/boxes/c", engine.Retry{}, []string{"", "", "InternalServerError"}},
		"with stars inside":           {"500,match=*/RESOURCEGROUPS/*/boxes/c", engine.Retry{}, []string{"", "", "InternalServerError"}},
		"not at the end":              {"500,match=*/boxes/", engine.Retry{}, []string{"", "", ""}},
		"by type in any case":         {"quota,match=microsoft.boxes/BOXES", engine.Retry{}, []string{"QuotaExceeded", "", ""}},
		"for ever":                    {"429,match=*Box,times=-1", engine.AzureNativeRetry, []string{throttled.Code, throttled.Code, throttled.Code}},
		"once, repeated":              {"429,match=*/boxes/a", engine.AzureNativeRetry, []string{"", "", ""}},
		"three times, repeated":       {"429,match=*/boxes/a,times=3", engine.AzureNativeRetry, []string{"", "", ""}},
		"four times, repetitions end": {"429,match=*/boxes/a,times=4", engine.AzureNativeRetry, []string{throttled.Code, "", ""}},
		"a quota is not repeated":     {"quota,match=*/boxes/a", engine.AzureNativeRetry, []string{"QuotaExceeded", "", ""}},
		"of an operation not called":  {"500,op=delete,times=-1", engine.Retry{}, []string{"", "", ""}},
		"two rules":                   {"500,match=*/boxes/a; 409,match=*/boxes/b", engine.Retry{}, []string{"InternalServerError", "AnotherOperationInProgress", ""}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			faults, err := engine.ParseFaults(c.faults)
			require.NoError(t, err)
			e := start(t, engine.Options{Faults: faults, Retry: c.retry})
			var got []string
			for _, name := range []string{"a", "b", "c"} {
				_, err := e.Create(ctx, box(name, nil))
				code := ""
				var refused *engine.Error
				if err != nil {
					require.ErrorAs(t, err, &refused)
					code = refused.Code
				}
				got = append(got, code)
				_, exists := e.Resource(boxID(name))
				assert.Equal(t, code == "", exists, "a refused request leaves nothing behind")
			}
			assert.Empty(t, cmp.Diff(c.want, got))
		})
	}
}

func TestRetryAfterSetsThePause(t *testing.T) {
	faults, err := engine.ParseFaults("429,match=*/boxes/a,retry-after=45")
	require.NoError(t, err)
	e := start(t, engine.Options{Faults: faults, Retry: engine.AzureNativeRetry, Clock: engine.NewSkippingClock(5 * time.Millisecond)})
	before := e.Timeline().Makespan()
	_, err = e.Create(ctx, box("a", nil))
	require.NoError(t, err)
	assert.Equal(t, 10*time.Minute+45*time.Second, e.Timeline().Makespan()-before)
}

func TestAFailureAfterAcceptanceLeavesAFailedResource(t *testing.T) {
	for name, fault := range map[string]string{
		"refused in the middle": "SkuNotAvailable/409,match=*/boxes/a,stage=accepted",
		"never ends":            "timeout,match=*/boxes/a",
	} {
		t.Run(name, func(t *testing.T) {
			faults, err := engine.ParseFaults(fault)
			require.NoError(t, err)
			e := start(t, engine.Options{Faults: faults, Retry: engine.AzureNativeRetry})
			left, err := e.Create(ctx, box("a", nil))
			var refused *engine.Error
			require.ErrorAs(t, err, &refused)
			assert.True(t, refused.Accepted)
			require.NotNil(t, left)
			assert.Equal(t, "Failed", left.Outputs["provisioningState"])

			healed, err := e.Update(ctx, box("a", nil))
			require.NoError(t, err)
			assert.Equal(t, "Succeeded", healed.Outputs["provisioningState"])
		})
	}
}

func TestAHangingOperationLastsUntilItsTimeout(t *testing.T) {
	faults, err := engine.ParseFaults("timeout,match=*/boxes/a")
	require.NoError(t, err)
	e := start(t, engine.Options{Faults: faults, Clock: engine.NewSkippingClock(5 * time.Millisecond)})
	before := e.Timeline().Makespan()
	r := box("a", nil)
	r.Timeout = 30 * time.Minute
	_, err = e.Create(ctx, r)
	assert.ErrorContains(t, err, "context deadline exceeded")
	assert.Equal(t, 30*time.Minute, e.Timeline().Makespan()-before)

	slow := box("b", nil)
	slow.Timeout = time.Minute
	_, err = e.Create(ctx, slow)
	assert.ErrorContains(t, err, "context deadline exceeded", "also when the type simply takes longer than the program waits")
}

func TestAnInterruptedProgramLeavesWhatAzureAccepted(t *testing.T) {
	e := start(t, engine.Options{Clock: engine.NewScaledClock(1)})
	short, cancel := context.WithTimeout(ctx, 20*time.Millisecond)
	defer cancel()
	left, err := e.Create(short, box("a", nil))
	require.Error(t, err)
	require.NotNil(t, left)
	stored, ok := e.Resource(boxID("a"))
	require.True(t, ok)
	assert.Empty(t, stored.Pending)
}

func TestFaultTextThatCannotBeMeantIsRefused(t *testing.T) {
	for text, says := range map[string]string{
		"whatever":           "neither 429",
		"Code/99":            "neither 429",
		"500,op=explode":     "choose create, update, delete or read",
		"500,nth=0":          "counted from 1",
		"500,nth=x":          "invalid syntax",
		"500,stage=later":    "choose request, accepted or answer",
		"500,stage=answer":   "for kill only",
		"500,colour=red":     "unknown setting \"colour\"",
		"500,match":          "not key=value",
		"500,retry-after=1m": "invalid syntax",
	} {
		_, err := engine.ParseFaults(text)
		assert.ErrorContains(t, err, says, text)
	}
	none, err := engine.ParseFaults(" ; ")
	require.NoError(t, err)
	assert.Empty(t, none)
}

func TestModelledTimeGoesOnInTheNextRun(t *testing.T) {
	path := t.TempDir() + "/azure.db"
	created := func(name string) time.Time {
		e := start(t, engine.Options{Store: path, Clock: engine.NewSkippingClock(5 * time.Millisecond)})
		made, err := e.Create(ctx, box(name, nil))
		require.NoError(t, err)
		require.NoError(t, e.Close())
		return made.Created
	}
	first, second := created("a"), created("b")
	assert.Equal(t, 10*time.Minute, second.Sub(first), fmt.Sprint(first, second))
}
