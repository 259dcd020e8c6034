package rules

import "github.com/aks-landing-zone/aks-landing-zone/policy/pack"

var environmentDeclared = pack.Rule{
	ID:       "environment-declared",
	Title:    "Stack says its environment class",
	Severity: pack.Low,
	Level:    pack.Advisory,
	Why:      "Which rules stop a deployment depends on the class; where it is not stated the stack is judged as prod.",
	Absent:   "The stack is judged as prod.",
	Remedy:   "Set aks-landing-zone:environment, or environment of the project, to dev, qa or prod in the stack's configuration.",
	Source:   "https://www.pulumi.com/docs/iac/concepts/config/",
	Types:    []string{typeStack},
	Settings: []pack.Setting{{
		Name: "environment", Kind: pack.ClassName,
		Description: "environment class of stacks whose own configuration states none: dev, qa or prod",
	}},
	Check: func(r pack.Resource) pack.Verdict {
		var verdicts []pack.Verdict
		for _, problem := range r.ClassProblems() {
			verdicts = append(verdicts, r.Fail("%s", problem))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"by the landing zone's key": one(typeStack).Configured(map[string]string{"aks-landing-zone:environment": "dev"}),
		"by the project's key":      one(typeStack).Configured(map[string]string{"example:environment": "qa"}),
		"by the policy":             one(typeStack).Configured(map[string]string{}).With("environment", "dev"),
	},
	Fail: pack.Examples{
		"class left out": one(typeStack).Configured(map[string]string{}),
		"another word":   one(typeStack).Configured(map[string]string{"aks-landing-zone:environment": "production"}),
	},
}
