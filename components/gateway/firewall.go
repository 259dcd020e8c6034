package gateway

import (
	"fmt"

	network "github.com/pulumi/pulumi-azure-native-sdk/network/v2/v20240501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// largestUpload is the largest file that may be sent to a site, in MB.
const largestUpload = 10

// ruleSet is a managed rule set in one version.
type ruleSet struct{ kind, version string }

// ruleSets are what each choice consists of. The bot rules 1.1 tell more kinds of bots apart than 1.0, which came with
// OWASP 3.2.
//
// Source: https://learn.microsoft.com/azure/web-application-firewall/ag/application-gateway-crs-rulegroups-rules
var ruleSets = map[string][]ruleSet{
	RuleSetDefault: {{"Microsoft_DefaultRuleSet", "2.1"}, {"Microsoft_BotManagerRuleSet", "1.1"}},
	RuleSetOWASP32: {{"OWASP", "3.2"}, {"Microsoft_BotManagerRuleSet", "1.0"}},
}

// firewallPolicy declares what the web application firewall looks for and what it does then.
func (b *builder) firewallPolicy() (*network.WebApplicationFirewallPolicy, error) {
	sets := network.ManagedRuleSetArray{}
	for _, set := range ruleSets[b.args.Settings.WAF.RuleSet] {
		sets = append(sets, network.ManagedRuleSetArgs{RuleSetType: pulumi.String(set.kind), RuleSetVersion: pulumi.String(set.version)})
	}
	policy, err := network.NewWebApplicationFirewallPolicy(b.ctx, b.child("firewall-policy"), &network.WebApplicationFirewallPolicyArgs{
		PolicyName:        pulumi.String(b.args.Names.WAFPolicy()),
		ResourceGroupName: b.args.ResourceGroupName,
		Location:          pulumi.String(b.args.Location.Name),
		PolicySettings: network.PolicySettingsArgs{
			State:               pulumi.String("Enabled"),
			Mode:                pulumi.String(b.args.Settings.WAF.Mode),
			RequestBodyCheck:    pulumi.Bool(true),
			FileUploadLimitInMb: pulumi.Int(largestUpload),
			// The SDK would add these two by itself.
			RequestBodyEnforcement: pulumi.Bool(true),
			FileUploadEnforcement:  pulumi.Bool(true),
		},
		ManagedRules: network.ManagedRulesDefinitionArgs{ManagedRuleSets: sets},
		Tags:         pulumi.ToStringMap(b.args.Tags),
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("web application firewall policy: %w", err)
	}
	return policy, nil
}
