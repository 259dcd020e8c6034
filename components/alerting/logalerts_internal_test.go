package alerting

import (
	"strings"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
)

func TestNoAlertIsOnATableWithTheBasicPlan(t *testing.T) {
	reads := logAlert{name: "errors", text: "ContainerLogV2 | count"}
	assert.EqualError(t, reads.check(true), "errors reads ContainerLogV2, which has the Basic plan: no alert can be on it")
	assert.NoError(t, reads.check(false))
	b := &builder{Args: &Args{GatewayID: pulumi.String("gateway")}}
	for _, alert := range b.queries() {
		assert.NoError(t, alert.check(true), alert.name)
	}
}

func TestBothSidesOfAJoinAreAboutTheClusterOnly(t *testing.T) {
	query := failedPods("aks-example")
	assert.Equal(t, 1, strings.Count(query, "KubePodInventory"), "the table is read in one place")
	assert.Contains(t, query, `ClusterName =~ "aks-example"`)
	assert.Equal(t, 3, strings.Count(query, "inventory"), "and both sides begin there")
}
