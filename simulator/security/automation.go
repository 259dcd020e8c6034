package security

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	automationType = "Microsoft.Security/automations"
	workspaceType  = "Microsoft.OperationalInsights/workspaces"
)

// The shape of an automation, from
// https://learn.microsoft.com/azure/templates/microsoft.security/2019-01-01-preview/automations.
type (
	automationArgs struct {
		Actions           []any             `pulumi:"actions"`
		AutomationName    *string           `pulumi:"automationName"`
		Description       *string           `pulumi:"description"`
		IsEnabled         *bool             `pulumi:"isEnabled"`
		Kind              *string           `pulumi:"kind"`
		Location          *string           `pulumi:"location"`
		ResourceGroupName string            `pulumi:"resourceGroupName"`
		Scopes            []automationScope `pulumi:"scopes"`
		Sources           []source          `pulumi:"sources"`
		Tags              map[string]string `pulumi:"tags"`
	}
	automationState struct {
		Actions     []any             `pulumi:"actions"`
		Description *string           `pulumi:"description"`
		Etag        *string           `pulumi:"etag"`
		IsEnabled   *bool             `pulumi:"isEnabled"`
		Kind        *string           `pulumi:"kind"`
		Location    *string           `pulumi:"location"`
		Name        string            `pulumi:"name"`
		Scopes      []automationScope `pulumi:"scopes"`
		Sources     []source          `pulumi:"sources"`
		Tags        map[string]string `pulumi:"tags"`
		Type        string            `pulumi:"type"`
	}
	automationScope struct {
		Description *string `pulumi:"description"`
		ScopePath   *string `pulumi:"scopePath"`
	}
	source struct {
		EventSource *string   `pulumi:"eventSource"`
		RuleSets    []ruleSet `pulumi:"ruleSets"`
	}
	ruleSet struct {
		Rules []rule `pulumi:"rules"`
	}
	rule struct {
		ExpectedValue *string `pulumi:"expectedValue"`
		Operator      *string `pulumi:"operator"`
		PropertyJPath *string `pulumi:"propertyJPath"`
		PropertyType  *string `pulumi:"propertyType"`
	}
	workspaceAction struct {
		ActionType          string  `pulumi:"actionType"`
		WorkspaceResourceId *string `pulumi:"workspaceResourceId"`
	}
	eventHubAction struct {
		ActionType         string  `pulumi:"actionType"`
		ConnectionString   *string `pulumi:"connectionString"`
		EventHubResourceId *string `pulumi:"eventHubResourceId"`
	}
	logicAppAction struct {
		ActionType         string  `pulumi:"actionType"`
		LogicAppResourceId *string `pulumi:"logicAppResourceId"`
		Uri                *string `pulumi:"uri"`
	}
)

// targets is where each kind of action holds what it acts on.
var targets = map[string]string{"Workspace": "workspaceResourceId", "EventHub": "eventHubResourceId", "LogicApp": "logicAppResourceId"}

func automation() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeSecurityAutomation,
		Versions:   []string{"v20190101preview", ""},
		APIVersion: "2019-01-01-preview",
		ARMType:    automationType,
		Names:      []string{"automationName"},
		Args:       automationArgs{},
		State:      automationState{},
		Check:      checkAutomation,
		Put:        putAutomation,
		Models: []string{
			"An automation has a scope, a source and an action at least; a scope is its own subscription or a resource group in it.",
			"The workspace that it sends to exists.",
		},
		Codes: []engine.Code{CodeBadRequest},
	}
}

func checkAutomation(c *engine.Check) {
	for _, list := range []string{"scopes", "sources", "actions"} {
		if at := c.Inputs.At(list); at.Known() && len(at.Items()) == 0 {
			c.Failf(at, CodeBadRequest, "A security automation must have at least one of %s.", list)
		}
	}
	for _, scope := range c.Inputs.At("scopes").Items() {
		at := scope.At("scopePath")
		id, ok := at.ID()
		if !at.Known() {
			continue
		}
		kind := strings.ToLower(id.Type())
		if !ok || kind != "microsoft.resources/subscriptions" && kind != "microsoft.resources/resourcegroups" {
			c.Failf(at, CodeBadRequest, "'%s' is not the ID of a subscription or a resource group.", at.Text())
		} else if !strings.EqualFold(id.Subscription(), c.Provider.Subscription) {
			c.Failf(at, CodeBadRequest, "'%s' is not in the subscription of the automation.", at.Text())
		}
	}
	for _, source := range c.Inputs.At("sources").Items() {
		c.Require(source.At("eventSource"), CodeBadRequest, "A source must have an eventSource.")
	}
	for _, action := range c.Inputs.At("actions").Items() {
		if property := targets[action.At("actionType").Text()]; property != "" {
			c.Require(action.At(property), CodeBadRequest, "An action of type %s must have a %s.", action.At("actionType").Text(), property)
		}
	}
}

func putAutomation(op *engine.Operation) error {
	for _, action := range op.Inputs.At("actions").Items() {
		if at := action.At("workspaceResourceId"); at.Present() {
			if _, err := op.Resolve(at, workspaceType); err != nil {
				return err
			}
		}
	}
	op.Default(true, "isEnabled")
	return nil
}
