package governance

import (
	"embed"
	"encoding/base64"
	"fmt"

	"sigs.k8s.io/yaml"
)

// constraints are the constraint templates and the Rego that goes into them, one pair of files for each.
//
//go:embed constraints/ingresshosts.rego constraints/ingresshosts.yaml
//go:embed constraints/requiredlabels.rego constraints/requiredlabels.yaml
var constraints embed.FS

// constraintTemplate returns the constraint template of a pair of files as a policy definition carries it.
func constraintTemplate(pair string) (string, error) {
	rego, err := constraints.ReadFile("constraints/" + pair + ".rego")
	if err != nil {
		return "", fmt.Errorf("constraint %s: %w", pair, err)
	}
	text, err := constraints.ReadFile("constraints/" + pair + ".yaml")
	if err != nil {
		return "", fmt.Errorf("constraint %s: %w", pair, err)
	}
	var template struct {
		APIVersion string         `json:"apiVersion"`
		Kind       string         `json:"kind"`
		Metadata   map[string]any `json:"metadata"`
		Spec       struct {
			CRD     map[string]any   `json:"crd"`
			Targets []map[string]any `json:"targets"`
		} `json:"spec"`
	}
	if err := yaml.UnmarshalStrict(text, &template); err != nil {
		return "", fmt.Errorf("constraint %s: reading the template: %w", pair, err)
	}
	for _, target := range template.Spec.Targets {
		target["rego"] = string(rego)
	}
	whole, err := yaml.Marshal(template)
	if err != nil {
		return "", fmt.Errorf("constraint %s: writing the template: %w", pair, err)
	}
	return base64.StdEncoding.EncodeToString(whole), nil
}
