package governance

import (
	"fmt"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20220701preview"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// endOfDay follows the last day of an exemption, in the form that Azure wants.
const endOfDay = "T23:59:59Z"

// exempt declares the configured exemptions, one for each assignment of the rule. A rule that is not assigned in this
// region needs none.
func (b *builder) exempt() error {
	for _, e := range b.args.Settings.Exemptions {
		r, ok := findRule(e.Rule)
		if !ok {
			return fmt.Errorf("exemption: %q is not a rule", e.Rule)
		}
		for i, assignment := range b.made[r.name] {
			value := r.values()[i]
			_, err := authorization.NewPolicyExemption(b.ctx, b.childName(r, value)+"-exemption", &authorization.PolicyExemptionArgs{
				AssignmentScopeValidation: pulumi.String("Default"),
				Description:               pulumi.String(e.Reason), DisplayName: pulumi.String(b.displayName(r, r.policy())),
				ExemptionCategory: pulumi.String(e.Category), ExpiresOn: pulumi.String(e.ExpiresOn + endOfDay),
				Metadata:            pulumi.Any(map[string]any{"owner": e.Owner}),
				PolicyAssignmentId:  assignment.ID(),
				PolicyExemptionName: pulumi.String(azure.DeterministicGUID("policy exemption", b.assignmentName(r, value))),
				Scope:               b.args.ResourceGroupID,
			}, b.parent)
			if err != nil {
				return fmt.Errorf("exemption from %s: %w", e.Rule, err)
			}
		}
	}
	return nil
}
