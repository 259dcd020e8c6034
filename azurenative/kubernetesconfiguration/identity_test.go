package kubernetesconfiguration_test

import (
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azurenative/kubernetesconfiguration"
)

func TestAnExtensionTellsItsIdentity(t *testing.T) {
	principal := "p"
	for name, c := range map[string]struct {
		outputs map[string]any
		want    *string
	}{
		"with":    {map[string]any{"aksAssignedIdentity": map[string]any{"principalId": "p", "tenantId": "t", "type": "SystemAssigned"}}, &principal},
		"without": {nil, nil},
	} {
		t.Run(name, func(t *testing.T) {
			nothing := "nothing"
			told := &nothing
			register(t, &monitor{outputs: c.outputs}, func(ctx *pulumi.Context) error {
				extension, err := kubernetesconfiguration.NewExtension(ctx, "e", &kubernetesconfiguration.ExtensionArgs{
					ClusterName: pulumi.String("a"), ClusterResourceName: pulumi.String("b"), ClusterRp: pulumi.String("c"), ResourceGroupName: pulumi.String("d"),
				})
				if err != nil {
					return err
				}
				extension.AksAssignedIdentity.PrincipalId().ApplyT(func(id *string) *string { told = id; return id })
				return nil
			})
			assert.Equal(t, c.want, told)
		})
	}
}
