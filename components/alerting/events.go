package alerting

import (
	"fmt"

	eventgrid "github.com/pulumi/pulumi-azure-native-sdk/eventgrid/v2/v20250215"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
)

const (
	topicArmType = "Microsoft.EventGrid/systemTopics"
	// cloudEvents is the form of events that Azure Monitor takes, and the one that Event Grid recommends.
	cloudEvents = "CloudEventSchemaV1_0"
)

// upgradeEvents are news of Kubernetes versions, of their support, and of node upgrades.
var upgradeEvents = []string{
	azure.EventNewKubernetesVersionAvailable, azure.EventClusterSupportEnding, azure.EventClusterSupportEnded,
	azure.EventNodePoolRollingStarted, azure.EventNodePoolRollingSucceeded, azure.EventNodePoolRollingFailed,
}

// expiryEvents come 30 days before a certificate or secret expires.
var expiryEvents = []string{azure.EventCertificateNearExpiry, azure.EventSecretNearExpiry}

// clusterEvents declares the topic of the cluster and, where somebody listens, the subscription to upgrades. Azure Monitor
// takes events of vaults, not of clusters, so they cannot go to an action group.
func (b *builder) clusterEvents() (pulumi.StringOutput, error) {
	topic, err := b.topic("cluster-topic", b.Names.ClusterTopic(), azure.TopicTypeManagedClusters, b.ClusterID)
	if err != nil {
		return pulumi.StringOutput{}, err
	}
	id := topic.ID().ToStringOutput()
	to := b.Settings.ClusterEvents
	var destination pulumi.Input
	var opts []pulumi.ResourceOption
	switch {
	case to.WebhookURI != "":
		destination = eventgrid.WebHookEventSubscriptionDestinationArgs{
			EndpointType: pulumi.String("WebHook"),
			EndpointUrl:  pulumi.ToSecret(pulumi.String(string(to.WebhookURI))).(pulumi.StringOutput),
		}
		opts = append(opts, pulumi.AdditionalSecretOutputs([]string{"destination"}))
	case to.QueueName != "":
		destination = eventgrid.StorageQueueEventSubscriptionDestinationArgs{
			EndpointType: pulumi.String("StorageQueue"), QueueName: pulumi.String(to.QueueName), ResourceId: pulumi.String(to.StorageAccountID),
		}
	default:
		return id, nil
	}
	return id, b.subscription("cluster-events", "upgrades", topic, upgradeEvents, destination, opts...)
}

// vaultEvents declares the topic of the vault, and an alert on what is about to expire.
func (b *builder) vaultEvents() error {
	if b.VaultID == nil {
		return nil
	}
	topic, err := b.topic("vault-topic", b.Names.VaultTopic(), azure.TopicTypeVaults, b.VaultID)
	if err != nil {
		return err
	}
	const severity = 3
	return b.subscription("vault-events", "near-expiry", topic, expiryEvents, eventgrid.MonitorAlertEventSubscriptionDestinationArgs{
		ActionGroups: pulumi.StringArray{b.told(severity)},
		Description:  pulumi.String("A certificate or secret of the vault expires within 30 days."),
		EndpointType: pulumi.String("MonitorAlert"),
		Severity:     pulumi.String(fmt.Sprintf("Sev%d", severity)),
	})
}

// topic declares the system topic of a resource, in the region and the group of the resource.
func (b *builder) topic(part, physical, topicType string, source pulumi.StringInput) (*eventgrid.SystemTopic, error) {
	topic, err := eventgrid.NewSystemTopic(b.ctx, b.name+"-"+part, &eventgrid.SystemTopicArgs{
		Location:          pulumi.String(b.Location.Name),
		ResourceGroupName: b.ResourceGroupName,
		Source:            source.ToStringOutput().ToStringPtrOutput(),
		SystemTopicName:   pulumi.String(physical),
		Tags:              b.tags(),
		TopicType:         pulumi.String(topicType),
	}, b.parent)
	if err != nil {
		return nil, fmt.Errorf("topic: %w", err)
	}
	logs, metrics, _ := azure.DiagnosticCategories(topicArmType)
	_, err = diagnostics.Send(b.ctx, b.name+"-"+part+"-diagnostics", diagnostics.Args{
		TargetID: topic.ID().ToStringOutput(), WorkspaceID: b.WorkspaceID, Logs: logs, Metrics: metrics,
	}, b.parent)
	return topic, err
}

func (b *builder) subscription(part, physical string, topic *eventgrid.SystemTopic, events []string, destination pulumi.Input,
	opts ...pulumi.ResourceOption,
) error {
	_, err := eventgrid.NewSystemTopicEventSubscription(b.ctx, b.name+"-"+part, &eventgrid.SystemTopicEventSubscriptionArgs{
		Destination:           destination,
		EventDeliverySchema:   pulumi.String(cloudEvents),
		EventSubscriptionName: pulumi.String(physical),
		Filter:                eventgrid.EventSubscriptionFilterArgs{IncludedEventTypes: pulumi.ToStringArray(events)},
		ResourceGroupName:     b.ResourceGroupName,
		SystemTopicName:       topic.Name,
	}, append(opts, b.parent)...)
	if err != nil {
		return fmt.Errorf("subscription: %w", err)
	}
	return nil
}
