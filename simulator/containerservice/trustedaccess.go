package containerservice

import (
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	bindingType = clusterType + "/trustedAccessRoleBindings"
	// maxBindings is how many role bindings a cluster has at most.
	// Source: https://learn.microsoft.com/azure/aks/trusted-access-feature#create-a-trusted-access-role-binding
	maxBindings = 8
)

func trustedAccessRoleBinding() *engine.Type {
	return &engine.Type{
		Token: azure.TypeTrustedAccessRoleBinding, Versions: versions, APIVersion: apiVersion, ARMType: bindingType,
		Names: []string{"resourceName", "trustedAccessRoleBindingName"},
		Args:  sdk.TrustedAccessRoleBindingArgs{}, State: sdk.TrustedAccessRoleBinding{},
		Check: checkBinding, Put: putBinding,
		Exclusive: func(op *engine.Operation) []string {
			cluster, _ := op.ID.Parent()
			return []string{cluster.String()}
		},
		Models: []string{
			"The source is in the cluster's subscription, is of the type that each role is for, and has an identity that Azure made for it.",
			"A cluster has at most 8 bindings, and not two for the same source; a binding takes effect at once, on Azure after up to five minutes.",
		},
		Codes: []engine.Code{CodeInvalidParameter},
	}
}

func checkBinding(c *engine.Check) {
	roles := c.Inputs.At("roles")
	if roles.Known() && len(roles.Items()) == 0 {
		errorf(c, roles, "at least one role is required")
	}
	source, known := c.Inputs.At("sourceResourceId").ID()
	if at := c.Inputs.At("sourceResourceId"); at.Known() && !known {
		errorf(c, at, "'%s' is not a valid resource ID", at.Text())
	}
	for _, role := range roles.Items() {
		kind, name := cutLast(role.Text())
		switch {
		case !role.Known():
		case strings.Count(kind, "/") == 0 || name == "":
			errorf(c, role, "'%s' is not a role of the form <resource type>/<role>", role.Text())
		case known && !strings.EqualFold(kind, source.Type()):
			errorf(c, role, "the role '%s' is not for a source of type %s", role.Text(), source.Type())
		}
	}
}

// cutLast splits a role into the type that it is for and its name.
func cutLast(role string) (kind, name string) {
	i := strings.LastIndexByte(role, '/')
	if i < 0 {
		return "", role
	}
	return role[:i], role[i+1:]
}

func putBinding(op *engine.Operation) error {
	source, err := op.Resolve(op.Inputs.At("sourceResourceId"))
	if err != nil {
		return err
	}
	cluster, _ := op.ID.Parent()
	refuse := func(format string, args ...any) error {
		return at(op.Inputs.At("sourceResourceId"), CodeInvalidParameter.Errorf(format, args...))
	}
	if !strings.EqualFold(source.ID.Subscription(), cluster.Subscription()) {
		return refuse("The source resource '%s' is not in the subscription of the cluster.", source.ID)
	}
	if source.Resource == nil || source.Resource.Out().At("identity", "principalId").Text() == "" {
		return refuse("The source resource '%s' has no system-assigned managed identity.", source.ID)
	}
	others := 0
	for _, r := range op.In(cluster.String()) {
		if !r.Is(bindingType) || r.ARMID().Key() == op.ID.Key() {
			continue
		}
		others++
		if id, _ := r.In().At("sourceResourceId").ID(); id.Equal(source.ID) {
			return refuse("The source resource '%s' is already bound, by '%s'.", source.ID, r.Name())
		}
	}
	if others >= maxBindings {
		return CodeInvalidParameter.Errorf("The cluster '%s' has %d trusted access role bindings already.", cluster.Name(), maxBindings)
	}
	return nil
}
