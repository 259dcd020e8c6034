package main

import (
	"context"

	"github.com/blang/semver"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/tokens"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi/policyx"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

// policyxPack is a thin adapter that runs the same rules through the SDK's policyx, to compare the two. Without checks
// its policies do nothing, which measures policyx itself.
func policyxPack(checks bool) func(*pulumi.Context) (policyx.PolicyPack, error) {
	return func(*pulumi.Context) (policyx.PolicyPack, error) {
		var policies []policyx.Policy
		for _, rule := range rules.All() {
			alone, err := pack.New(rules.Info, rule)
			if err != nil {
				return nil, err
			}
			judge, err := alone.Judge(pack.Options{StackConfig: map[string]string{"aks-landing-zone:environment": "prod"}})
			if err != nil {
				return nil, err
			}
			policies = append(policies, policyxPolicy(rule, judge, checks))
		}
		return policyx.NewPolicyPack(rules.Info.Name, semver.MustParse(rules.Info.Version), policyx.EnforcementLevelMandatory, policies)
	}
}

func policyxPolicy(rule pack.Rule, judge *pack.Judge, checks bool) policyx.Policy {
	report := func(manager policyx.PolicyManager, results []pack.Result) {
		for _, result := range results {
			for _, f := range result.Verdict.Findings() {
				manager.ReportViolation(rule.Message(f), string(f.URN))
			}
		}
	}
	types := map[string]bool{}
	for _, t := range rule.Types {
		types[pack.Canonical(t)] = true
	}
	if rule.CheckStack != nil {
		return policyx.NewStackValidationPolicy(rule.ID, policyx.StackValidationPolicyArgs{
			Description: rule.Title, EnforcementLevel: policyx.EnforcementLevelMandatory,
			ValidateStack: func(_ context.Context, args policyx.StackValidationArgs) error {
				if !checks {
					return nil
				}
				var stack []plugin.AnalyzerStackResource
				for _, r := range args.Resources {
					stack = append(stack, fromPolicyx(r))
				}
				report(args.Manager, judge.Stack(stack))
				return nil
			},
		})
	}
	return policyx.NewResourceValidationPolicy(rule.ID, policyx.ResourceValidationPolicyArgs{
		Description: rule.Title, EnforcementLevel: policyx.EnforcementLevelMandatory,
		ValidateResource: func(_ context.Context, args policyx.ResourceValidationArgs) error {
			if checks && (types[pack.Canonical(args.Resource.Type)] || rule.ID == "allowed-regions") {
				report(args.Manager, judge.Resource(fromPolicyx(args.Resource).AnalyzerResource))
			}
			return nil
		},
	})
}

func fromPolicyx(r policyx.AnalyzerResource) plugin.AnalyzerStackResource {
	dependencies := make(map[resource.PropertyKey][]resource.URN, len(r.PropertyDependencies))
	for property, urns := range r.PropertyDependencies {
		for _, urn := range urns {
			dependencies[resource.PropertyKey(property)] = append(dependencies[resource.PropertyKey(property)], resource.URN(urn))
		}
	}
	return plugin.AnalyzerStackResource{
		AnalyzerResource: plugin.AnalyzerResource{
			URN: resource.URN(r.URN), Type: tokens.Type(r.Type), Name: r.Name, Properties: resource.ToResourcePropertyMap(r.Properties),
		},
		PropertyDependencies: dependencies,
	}
}
