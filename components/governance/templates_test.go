package governance_test

import (
	"encoding/base64"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"sigs.k8s.io/yaml"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestDefinitionsCarryTheirTemplateAndItsRego(t *testing.T) {
	m, err := deploy(t, args(environment.Prod), nil)
	require.NoError(t, err)
	for name, c := range map[string]struct{ pair, kind, apiGroup, object, parameter string }{
		"policies-k8s-custom-ingress-tls-hosts-have-defined-domain-suffix": {
			"ingresshosts", "K8sCustomIngressTlsHostsHaveDefinedDomainSuffix", "networking.k8s.io", "Ingress", "allowedDomainSuffixes",
		},
		"policies-k8s-required-labels": {"requiredlabels", "K8sRequiredLabels", "", "Namespace", "labels"},
	} {
		t.Run(c.kind, func(t *testing.T) {
			definition := m.Named(t, name)
			assert.Equal(t, c.kind, definition.Inputs["policyDefinitionName"])
			details := definition.Inputs["policyRule"].(map[string]any)["then"].(map[string]any)["details"].(map[string]any)
			assert.Equal(t, []any{c.apiGroup}, details["apiGroups"])
			assert.Equal(t, []any{c.object}, details["kinds"])
			assert.Equal(t, map[string]any{c.parameter: "[parameters('" + c.parameter + "')]"}, details["values"])

			content, err := base64.StdEncoding.DecodeString(details["templateInfo"].(map[string]any)["content"].(string))
			require.NoError(t, err)
			var template struct {
				APIVersion, Kind string
				Metadata         struct{ Name string }
				Spec             struct {
					CRD struct {
						Spec struct {
							Names      struct{ Kind string }
							Validation struct {
								OpenAPIV3Schema struct{ Properties map[string]any }
							}
						}
					}
					Targets []struct{ Target, Rego string }
				}
			}
			require.NoError(t, yaml.Unmarshal(content, &template))
			assert.Equal(t, "templates.gatekeeper.sh/v1beta1", template.APIVersion)
			assert.Equal(t, "ConstraintTemplate", template.Kind)
			assert.Equal(t, c.kind, template.Spec.CRD.Spec.Names.Kind)
			assert.Equal(t, strings.ToLower(c.kind), template.Metadata.Name, "Gatekeeper wants the name of the kind in lower case")
			assert.Contains(t, template.Spec.CRD.Spec.Validation.OpenAPIV3Schema.Properties, c.parameter)
			require.Len(t, template.Spec.Targets, 1)
			assert.Equal(t, "admission.k8s.gatekeeper.sh", template.Spec.Targets[0].Target)
			rego, err := os.ReadFile(filepath.Join("constraints", c.pair+".rego"))
			require.NoError(t, err)
			assert.Equal(t, string(rego), template.Spec.Targets[0].Rego)
			assert.Contains(t, string(rego), "\npackage "+strings.ToLower(c.kind)+"\n")
			assert.FileExists(t, filepath.Join("constraints", c.pair+"_test.rego"))
		})
	}
}
