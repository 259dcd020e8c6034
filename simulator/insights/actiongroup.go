package insights

import (
	"strings"
	"unicode/utf8"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const actionGroupType = "Microsoft.Insights/actionGroups"

// Limits of an action group.
const (
	maxShortName    = 12
	maxEmail        = 1000
	maxEmailAddress = 64
	maxOthers       = 10 // of every other kind of receiver
)

// The shape of an action group, from
// https://learn.microsoft.com/azure/templates/microsoft.insights/2023-01-01/actiongroups.
type (
	actionGroupArgs struct {
		ActionGroupName            *string                     `pulumi:"actionGroupName"`
		ArmRoleReceivers           []armRoleReceiver           `pulumi:"armRoleReceivers"`
		AutomationRunbookReceivers []automationRunbookReceiver `pulumi:"automationRunbookReceivers"`
		AzureAppPushReceivers      []azureAppPushReceiver      `pulumi:"azureAppPushReceivers"`
		AzureFunctionReceivers     []azureFunctionReceiver     `pulumi:"azureFunctionReceivers"`
		EmailReceivers             []emailReceiver             `pulumi:"emailReceivers"`
		Enabled                    bool                        `pulumi:"enabled"`
		EventHubReceivers          []eventHubReceiver          `pulumi:"eventHubReceivers"`
		GroupShortName             string                      `pulumi:"groupShortName"`
		ItsmReceivers              []itsmReceiver              `pulumi:"itsmReceivers"`
		Location                   *string                     `pulumi:"location"`
		LogicAppReceivers          []logicAppReceiver          `pulumi:"logicAppReceivers"`
		ResourceGroupName          string                      `pulumi:"resourceGroupName"`
		SmsReceivers               []phoneReceiver             `pulumi:"smsReceivers"`
		Tags                       map[string]string           `pulumi:"tags"`
		VoiceReceivers             []phoneReceiver             `pulumi:"voiceReceivers"`
		WebhookReceivers           []webhookReceiver           `pulumi:"webhookReceivers"`
	}
	actionGroupState struct {
		ArmRoleReceivers           []armRoleReceiver           `pulumi:"armRoleReceivers"`
		AutomationRunbookReceivers []automationRunbookReceiver `pulumi:"automationRunbookReceivers"`
		AzureAppPushReceivers      []azureAppPushReceiver      `pulumi:"azureAppPushReceivers"`
		AzureFunctionReceivers     []azureFunctionReceiver     `pulumi:"azureFunctionReceivers"`
		EmailReceivers             []emailReceiver             `pulumi:"emailReceivers"`
		Enabled                    bool                        `pulumi:"enabled"`
		EventHubReceivers          []eventHubReceiver          `pulumi:"eventHubReceivers"`
		GroupShortName             string                      `pulumi:"groupShortName"`
		ItsmReceivers              []itsmReceiver              `pulumi:"itsmReceivers"`
		Location                   string                      `pulumi:"location"`
		LogicAppReceivers          []logicAppReceiver          `pulumi:"logicAppReceivers"`
		Name                       string                      `pulumi:"name"`
		SmsReceivers               []phoneReceiver             `pulumi:"smsReceivers"`
		Tags                       map[string]string           `pulumi:"tags"`
		Type                       string                      `pulumi:"type"`
		VoiceReceivers             []phoneReceiver             `pulumi:"voiceReceivers"`
		WebhookReceivers           []webhookReceiver           `pulumi:"webhookReceivers"`
	}
	armRoleReceiver struct {
		Name                 string `pulumi:"name"`
		RoleId               string `pulumi:"roleId"`
		UseCommonAlertSchema *bool  `pulumi:"useCommonAlertSchema"`
	}
	automationRunbookReceiver struct {
		AutomationAccountId  string  `pulumi:"automationAccountId"`
		IsGlobalRunbook      bool    `pulumi:"isGlobalRunbook"`
		Name                 *string `pulumi:"name"`
		RunbookName          string  `pulumi:"runbookName"`
		ServiceUri           *string `pulumi:"serviceUri"`
		UseCommonAlertSchema *bool   `pulumi:"useCommonAlertSchema"`
		WebhookResourceId    string  `pulumi:"webhookResourceId"`
	}
	azureAppPushReceiver struct {
		EmailAddress string `pulumi:"emailAddress"`
		Name         string `pulumi:"name"`
	}
	azureFunctionReceiver struct {
		FunctionAppResourceId string `pulumi:"functionAppResourceId"`
		FunctionName          string `pulumi:"functionName"`
		HttpTriggerUrl        string `pulumi:"httpTriggerUrl"`
		Name                  string `pulumi:"name"`
		UseCommonAlertSchema  *bool  `pulumi:"useCommonAlertSchema"`
	}
	emailReceiver struct {
		EmailAddress         string `pulumi:"emailAddress"`
		Name                 string `pulumi:"name"`
		UseCommonAlertSchema *bool  `pulumi:"useCommonAlertSchema"`
	}
	eventHubReceiver struct {
		EventHubName         string  `pulumi:"eventHubName"`
		EventHubNameSpace    string  `pulumi:"eventHubNameSpace"`
		Name                 string  `pulumi:"name"`
		SubscriptionId       string  `pulumi:"subscriptionId"`
		TenantId             *string `pulumi:"tenantId"`
		UseCommonAlertSchema *bool   `pulumi:"useCommonAlertSchema"`
	}
	itsmReceiver struct {
		ConnectionId        string `pulumi:"connectionId"`
		Name                string `pulumi:"name"`
		Region              string `pulumi:"region"`
		TicketConfiguration string `pulumi:"ticketConfiguration"`
		WorkspaceId         string `pulumi:"workspaceId"`
	}
	logicAppReceiver struct {
		CallbackUrl          string `pulumi:"callbackUrl"`
		Name                 string `pulumi:"name"`
		ResourceId           string `pulumi:"resourceId"`
		UseCommonAlertSchema *bool  `pulumi:"useCommonAlertSchema"`
	}
	phoneReceiver struct {
		CountryCode string `pulumi:"countryCode"`
		Name        string `pulumi:"name"`
		PhoneNumber string `pulumi:"phoneNumber"`
	}
	webhookReceiver struct {
		IdentifierUri        *string `pulumi:"identifierUri"`
		Name                 string  `pulumi:"name"`
		ObjectId             *string `pulumi:"objectId"`
		ServiceUri           string  `pulumi:"serviceUri"`
		TenantId             *string `pulumi:"tenantId"`
		UseAadAuth           *bool   `pulumi:"useAadAuth"`
		UseCommonAlertSchema *bool   `pulumi:"useCommonAlertSchema"`
	}
)

// receivers are the inputs that list receivers.
var receivers = []string{
	"armRoleReceivers", "automationRunbookReceivers", "azureAppPushReceivers", "azureFunctionReceivers", "emailReceivers",
	"eventHubReceivers", "itsmReceivers", "logicAppReceivers", "smsReceivers", "voiceReceivers", "webhookReceivers",
}

func actionGroup() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeActionGroup,
		Versions:   []string{"v20230101"},
		APIVersion: "2023-01-01",
		ARMType:    actionGroupType,
		Names:      []string{"actionGroupName"},
		Global:     true,
		Args:       actionGroupArgs{},
		State:      actionGroupState{},
		Check:      checkActionGroup,
		Models: []string{
			"The short name has 1 to 12 characters, and every receiver a name of its own among all receivers of the group.",
			"A group has 1,000 mail receivers at most, with addresses of 64 characters at most, and 10 of every other kind.",
			"A webhook is an http or https address; one that asks for an Entra token says for which application.",
			"A role is named by a GUID.",
			"Groups that keep their data in a region are not modelled: the location is global.",
		},
		Codes: []engine.Code{CodeGroupShortNameIsTooLong, CodeBadActionGroup},
	}
}

func checkActionGroup(c *engine.Check) {
	short := c.Inputs.At("groupShortName")
	if n := utf8.RuneCountInString(short.Text()); n > maxShortName {
		c.Failf(short, CodeGroupShortNameIsTooLong, "The action group short name '%s' is too long. Please specify a short name with '%d' "+
			"or less characters.", short.Text(), maxShortName)
	} else if n == 0 && short.Present() && short.Known() {
		c.Failf(short, CodeBadActionGroup, "The action group short name is null or empty.")
	}
	names := map[string]bool{}
	for _, kind := range receivers {
		list := c.Inputs.At(kind)
		limit := maxOthers
		if kind == "emailReceivers" {
			limit = maxEmail
		}
		if n := len(list.Items()); n > limit {
			c.Failf(list, CodeBadActionGroup, "The action group has %d %s, the maximum is %d.", n, kind, limit)
		}
		for _, receiver := range list.Items() {
			checkReceiverName(c, receiver.At("name"), names)
			checkReceiver(c, kind, receiver)
		}
	}
}

func checkReceiverName(c *engine.Check, at engine.Value, names map[string]bool) {
	name := strings.ToLower(at.Text())
	switch {
	case at.Absent() || !at.Known():
	case name == "":
		c.Failf(at, CodeBadActionGroup, "The receiver name at '%s' is null or empty.", at.Path())
	case names[name]:
		c.Failf(at, CodeBadActionGroup, "The receiver name '%s' is used more than once. Receiver names must be unique within an action group.", at.Text())
	default:
		names[name] = true
	}
}

func checkReceiver(c *engine.Check, kind string, receiver engine.Value) {
	switch kind {
	case "emailReceivers":
		at := receiver.At("emailAddress")
		if !at.Present() || !at.Known() {
			return
		}
		local, domain, ok := strings.Cut(at.Text(), "@")
		if !ok || local == "" || domain == "" || strings.ContainsAny(at.Text(), " \t") || len(at.Text()) > maxEmailAddress {
			c.Failf(at, CodeBadActionGroup, "The email address '%s' is invalid.", at.Text())
		}
	case "armRoleReceivers":
		if at := receiver.At("roleId"); at.Present() && at.Known() && !azure.IsGUID(at.Text()) {
			c.Failf(at, CodeBadActionGroup, "The role ID '%s' is not that of a built-in role.", at.Text())
		}
	case "webhookReceivers":
		at := receiver.At("serviceUri")
		if at.Known() && at.Present() && !strings.HasPrefix(at.Text(), "https://") && !strings.HasPrefix(at.Text(), "http://") {
			c.Failf(at, CodeBadActionGroup, "The webhook service URI of the receiver '%s' is invalid.", receiver.At("name").Text())
		}
		if !receiver.At("useAadAuth").Bool() {
			return
		}
		for _, property := range []string{"objectId", "identifierUri"} {
			if at := receiver.At(property); at.Absent() {
				c.Failf(at, CodeBadActionGroup, "The property '%s' is required for a webhook with Entra authentication.", at.Path())
			}
		}
	}
}

// checkActionGroupIDs refuses IDs that are known to be of something else. That they exist is asked of the store later.
func checkActionGroupIDs(c *engine.Check, code engine.Code, ids ...engine.Value) {
	for _, at := range ids {
		if !at.Present() || !at.Known() {
			continue
		}
		if id, ok := at.ID(); !ok || !strings.EqualFold(id.Type(), actionGroupType) {
			c.Failf(at, code, "The action group ID '%s' is invalid.", at.Text())
		}
	}
}
