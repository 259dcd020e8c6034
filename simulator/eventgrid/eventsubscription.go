package eventgrid

import (
	"slices"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/eventgrid/v2/v20250215"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Destinations of events that are modelled.
const (
	monitorAlert = "MonitorAlert"
	webHook      = "WebHook"
	storageQueue = "StorageQueue"
)

const (
	actionGroupType    = "Microsoft.Insights/actionGroups"
	storageAccountType = "Microsoft.Storage/storageAccounts"
	cloudEvents        = string(sdk.EventDeliverySchema_CloudEventSchemaV1_0)
	eventGridEvents    = string(sdk.EventDeliverySchemaEventGridSchema)
)

// Limits on delivery.
// Source: https://learn.microsoft.com/azure/event-grid/delivery-and-retry
const (
	maxAttempts   = 30
	maxTimeToLive = 1440 // minutes
)

func eventSubscription() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeSystemTopicEventSubscription,
		Versions:   []string{"v20250215"},
		APIVersion: "2025-02-15",
		ARMType:    "Microsoft.EventGrid/systemTopics/eventSubscriptions",
		Names:      []string{"systemTopicName", "eventSubscriptionName"},
		Args:       sdk.SystemTopicEventSubscriptionArgs{},
		State:      subscriptionState{},
		Check:      checkSubscription,
		Put:        putSubscription,
		Models: []string{
			"There is one destination: an alert, an https webhook or a storage queue; other kinds are not modelled. A webhook is taken to confirm that it wants events.",
			"Only topics of vaults raise alerts; an alert has a severity, names action groups that exist, and takes events in the form of CloudEvents 1.0.",
			"Every subscribed event is one that the topic sends.",
			"An event is delivered 30 times and for 1,440 minutes at most.",
		},
		Codes: []engine.Code{CodeSubscription},
	}
}

// subscriptionState is what the service answers. It keeps a webhook's address to itself.
type subscriptionState struct {
	Destination         any                          `pulumi:"destination"`
	EventDeliverySchema *string                      `pulumi:"eventDeliverySchema"`
	ExpirationTimeUtc   *string                      `pulumi:"expirationTimeUtc"`
	Filter              *sdk.EventSubscriptionFilter `pulumi:"filter"`
	Labels              []string                     `pulumi:"labels"`
	Name                string                       `pulumi:"name"`
	ProvisioningState   string                       `pulumi:"provisioningState"`
	RetryPolicy         *sdk.RetryPolicy             `pulumi:"retryPolicy"`
	Topic               string                       `pulumi:"topic"`
	Type                string                       `pulumi:"type"`
}

func checkSubscription(c *engine.Check) {
	plain, identified := c.Inputs.At("destination"), c.Inputs.At("deliveryWithResourceIdentity")
	if plain.Present() == identified.Present() {
		c.Failf(plain, CodeSubscription, "Exactly one of 'destination' and 'deliveryWithResourceIdentity' must be given.")
	}
	if identified.Present() {
		plain = identified.At("destination")
	}
	checkDestination(c, plain)
	retry := c.Inputs.At("retryPolicy")
	for _, limit := range []struct {
		at  engine.Value
		max int
	}{{retry.At("maxDeliveryAttempts"), maxAttempts}, {retry.At("eventTimeToLiveInMinutes"), maxTimeToLive}} {
		if limit.at.Present() && limit.at.Known() && (limit.at.Int() < 1 || limit.at.Int() > limit.max) {
			c.Failf(limit.at, CodeSubscription, "The value %d of '%s' must be 1 to %d.", limit.at.Int(), limit.at.Path(), limit.max)
		}
	}
}

func checkDestination(c *engine.Check, destination engine.Value) {
	switch kind := destination.At("endpointType").Text(); {
	case strings.EqualFold(kind, monitorAlert):
		schema := c.Inputs.At("eventDeliverySchema")
		if schema.Known() && !strings.EqualFold(schema.TextOr(eventGridEvents), cloudEvents) {
			c.Failf(schema, CodeSubscription, "The destination %s needs the event delivery schema %s.", monitorAlert, cloudEvents)
		}
		if severity := destination.At("severity"); severity.Absent() {
			c.Failf(severity, CodeSubscription, "The destination %s needs a severity.", monitorAlert)
		}
		for _, at := range destination.At("actionGroups").Items() {
			if id, ok := at.ID(); at.Known() && (!ok || !strings.EqualFold(id.Type(), actionGroupType)) {
				c.Failf(at, CodeSubscription, "The action group ID '%s' is invalid.", at.Text())
			}
		}
	case strings.EqualFold(kind, webHook):
		if at := destination.At("endpointUrl"); at.Known() && !strings.HasPrefix(at.Text(), "https://") {
			c.Failf(at, CodeSubscription, "Webhook endpoints must be https.")
		}
	case strings.EqualFold(kind, storageQueue):
		for _, property := range []string{"resourceId", "queueName"} {
			if at := destination.At(property); at.Absent() {
				c.Failf(at, CodeSubscription, "The destination %s needs '%s'.", storageQueue, property)
			}
		}
		if id, ok := destination.At("resourceId").ID(); ok && !strings.EqualFold(id.Type(), storageAccountType) {
			c.Failf(destination.At("resourceId"), CodeSubscription, "'%s' is not a storage account.", id)
		}
	}
}

func putSubscription(op *engine.Operation) error {
	parent, _ := op.ID.Parent()
	topic, ok := op.Get(parent.String())
	if !ok {
		return engine.CodeParentResourceNotFound.Errorf("The system topic '%s' was not found.", parent.Name())
	}
	topicType, _ := azure.LookupTopicType(topic.In().At("topicType").Text())
	destination := op.Inputs.At("destination")
	if strings.EqualFold(destination.At("endpointType").Text(), monitorAlert) && !topicType.MonitorAlert {
		return CodeSubscription.Errorf("The destination %s is not available for topics of type '%s'.", monitorAlert, topicType.Name)
	}
	for _, event := range op.Inputs.At("filter", "includedEventTypes").Items() {
		if !slices.ContainsFunc(topicType.EventTypes, func(e string) bool { return strings.EqualFold(e, event.Text()) }) {
			return CodeSubscription.Errorf("The event type '%s' is not one of the topic type '%s'.", event.Text(), topicType.Name)
		}
	}
	if answered, ok := op.Outputs["destination"].(map[string]any); ok && strings.EqualFold(destination.At("endpointType").Text(), webHook) {
		address, _, _ := strings.Cut(destination.At("endpointUrl").Text(), "?")
		delete(answered, "endpointUrl")
		answered["endpointBaseUrl"] = address
	}
	op.Set(topic.Out().At("source").Text(), "topic")
	op.Default(eventGridEvents, "eventDeliverySchema")
	op.Default(maxAttempts, "retryPolicy", "maxDeliveryAttempts")
	op.Default(maxTimeToLive, "retryPolicy", "eventTimeToLiveInMinutes")
	return nil
}
