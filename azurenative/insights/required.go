package insights

import (
	"errors"
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// requiredInput is an input without which ARM refuses the resource, by the name of its field.
type requiredInput struct {
	field string
	value pulumi.Input
}

// missingInputs reports every required input that was left out, in the words of the published SDK.
func missingInputs(inputs ...requiredInput) error {
	var missing []error
	for _, input := range inputs {
		if input.value == nil {
			missing = append(missing, fmt.Errorf("invalid value for required argument '%s'", input.field))
		}
	}
	return errors.Join(missing...)
}

// unversioned is the alias that the published SDK declares for every resource: a state written under the token without
// API version is the same resource. kind is the last part of the token.
func unversioned(kind string) pulumi.ResourceOption {
	return pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:insights:" + kind)}})
}
