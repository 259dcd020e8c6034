//go:build engine

package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

// Production keeps its namespaces when a line is taken out of the stack file, but a cluster that goes takes them along,
// and the next one starts empty.
func TestKeptNamespacesGoWithTheirCluster(t *testing.T) {
	keep := t.TempDir()
	direct := edited(t, "prod", "    mode: flux\n", "    mode: direct\n    privateRunner: true\n")
	for range 2 {
		must(t, exitOK, invoke(t, keep, "up", "-stack", "prod", "-config-file", direct))
		must(t, exitOK, invoke(t, keep, "destroy", "-stack", "prod"))
		assert.Equal(t, defenderPlans, remaining(t, keep))
	}
}
