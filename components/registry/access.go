package registry

import (
	"strings"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/components/roleassignment"
)

// access gives people and pipelines their roles on the registry.
func (b *builder) access(id pulumi.StringOutput) error {
	for _, g := range b.args.Settings.grants() {
		for _, principal := range g.principals {
			principalID := strings.ToLower(principal.PrincipalID)
			_, err := roleassignment.New(b.ctx, b.name+"-access-"+g.part+"-"+principalID, &roleassignment.Args{
				Key:  []string{b.args.SubscriptionID, b.args.Names.Registry(), g.part, principalID},
				Role: g.role, Scope: id, SubscriptionID: b.args.SubscriptionID,
				PrincipalID: pulumi.String(principalID), PrincipalType: principal.PrincipalType, Description: g.why,
			}, b.parent)
			if err != nil {
				return err
			}
		}
	}
	return nil
}
