package dataprotection

import (
	"fmt"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// required is an input with its name.
type required struct {
	name  string
	input pulumi.StringInput
}

// require refuses a resource that lacks an input.
func require(kind, name string, inputs ...required) error {
	for _, i := range inputs {
		if i.input == nil {
			return fmt.Errorf("%s %q: invalid value for required argument '%s'", kind, name, i.name)
		}
	}
	return nil
}

// aliased adds the name that the resource has in the provider's unversioned module.
func aliased(opts []pulumi.ResourceOption, kind string) []pulumi.ResourceOption {
	return append(opts[:len(opts):len(opts)], pulumi.Aliases([]pulumi.Alias{{Type: pulumi.String("azure-native:dataprotection:" + kind)}}))
}
