// Package eventgrid simulates the part of Microsoft.EventGrid that a landing zone uses: system topics, which hand on what
// Azure resources say of themselves, and subscriptions to them. Which topic type belongs to which resource, and which
// events it sends, are facts of package azure. No event is ever sent.
package eventgrid

import (
	"reflect"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/eventgrid/v2/v20250215"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Service returns the types of Microsoft.EventGrid, made anew for one engine.
func Service() *engine.Service {
	destinations := engine.Union{Discriminator: "endpointType", Types: map[string]reflect.Type{
		monitorAlert: reflect.TypeFor[sdk.MonitorAlertEventSubscriptionDestination](),
		webHook:      reflect.TypeFor[sdk.WebHookEventSubscriptionDestination](),
		storageQueue: reflect.TypeFor[sdk.StorageQueueEventSubscriptionDestination](),
	}}
	return &engine.Service{
		Name:  "Microsoft.EventGrid",
		Types: []*engine.Type{systemTopic(), eventSubscription()},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"IdentityInfo.type": engine.Values(sdk.IdentityTypeNone, sdk.IdentityTypeSystemAssigned, sdk.IdentityTypeUserAssigned,
					sdk.IdentityType_SystemAssigned_UserAssigned),
				"MonitorAlertEventSubscriptionDestination.severity": engine.Values(sdk.MonitorAlertSeveritySev0, sdk.MonitorAlertSeveritySev1,
					sdk.MonitorAlertSeveritySev2, sdk.MonitorAlertSeveritySev3, sdk.MonitorAlertSeveritySev4),
				"StorageBlobDeadLetterDestination.endpointType": {"StorageBlob"},
				"systemTopicEventSubscriptionArgs.eventDeliverySchema": engine.Values(sdk.EventDeliverySchemaEventGridSchema,
					sdk.EventDeliverySchemaCustomInputSchema, sdk.EventDeliverySchema_CloudEventSchemaV1_0),
			},
			Unions: map[string]engine.Union{
				"systemTopicEventSubscriptionArgs.destination": destinations,
				"DeliveryWithResourceIdentity.destination":     destinations,
			},
			Any: []string{
				"EventSubscriptionFilter.advancedFilters", "subscriptionState.destination",
				"WebHookEventSubscriptionDestination.deliveryAttributeMappings",
			},
			Required: []string{"systemTopicArgs.source", "systemTopicArgs.topicType"},
		},
	}
}
