package cluster

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
)

func TestRoleDefinitionIsTheOneOfTheScopesSubscription(t *testing.T) {
	b := &builder{args: &Args{SubscriptionID: "mine"}}
	assert.Equal(t, "theirs", b.subscriptionOf(pulumi.String("/subscriptions/theirs/resourceGroups/rg-dns")))
	assert.Equal(t, "mine", b.subscriptionOf(pulumi.String("not an ID")))
	assert.Equal(t, "mine", b.subscriptionOf(pulumi.String("/subscriptions/theirs/resourceGroups/rg-dns").ToStringOutput()), "what is made in this run is not known yet")
}
