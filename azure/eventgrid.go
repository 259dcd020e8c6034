package azure

import (
	"slices"
	"strings"
)

// Topic types of Event Grid: what kind of resource a system topic takes events from.
// Source: https://learn.microsoft.com/azure/event-grid/system-topics
const (
	TopicTypeManagedClusters = "Microsoft.ContainerService.ManagedClusters"
	TopicTypeVaults          = "Microsoft.KeyVault.vaults"
)

// Events of a cluster. Source: https://learn.microsoft.com/azure/event-grid/event-schema-aks
const (
	EventNewKubernetesVersionAvailable = "Microsoft.ContainerService.NewKubernetesVersionAvailable"
	EventClusterSupportEnding          = "Microsoft.ContainerService.ClusterSupportEnding"
	EventClusterSupportEnded           = "Microsoft.ContainerService.ClusterSupportEnded"
	EventNodePoolRollingStarted        = "Microsoft.ContainerService.NodePoolRollingStarted"
	EventNodePoolRollingSucceeded      = "Microsoft.ContainerService.NodePoolRollingSucceeded"
	EventNodePoolRollingFailed         = "Microsoft.ContainerService.NodePoolRollingFailed"
)

// Events of a vault that come 30 days before something expires.
// Source: https://learn.microsoft.com/azure/event-grid/event-schema-key-vault
const (
	EventCertificateNearExpiry = "Microsoft.KeyVault.CertificateNearExpiry"
	EventSecretNearExpiry      = "Microsoft.KeyVault.SecretNearExpiry"
)

// TopicType is what is known of one topic type.
type TopicType struct {
	// Name is the topic type itself.
	Name string
	// SourceType is the ARM type of the resource that the events come from.
	SourceType string
	// EventTypes are all events that it sends, sorted.
	EventTypes []string
	// MonitorAlert tells whether an event subscription may raise an alert of Azure Monitor, without anything in between.
	// Source: https://learn.microsoft.com/azure/event-grid/handler-azure-monitor-alerts
	MonitorAlert bool
}

var topicTypes = []TopicType{
	{
		Name: TopicTypeManagedClusters, SourceType: "Microsoft.ContainerService/managedClusters",
		EventTypes: []string{
			EventClusterSupportEnded, EventClusterSupportEnding, EventNewKubernetesVersionAvailable, EventNodePoolRollingFailed,
			EventNodePoolRollingStarted, EventNodePoolRollingSucceeded,
		},
	},
	{
		Name: TopicTypeVaults, SourceType: "Microsoft.KeyVault/vaults", MonitorAlert: true,
		EventTypes: []string{
			"Microsoft.KeyVault.CertificateExpired", EventCertificateNearExpiry, "Microsoft.KeyVault.CertificateNewVersionCreated",
			"Microsoft.KeyVault.KeyExpired", "Microsoft.KeyVault.KeyNearExpiry", "Microsoft.KeyVault.KeyNewVersionCreated",
			"Microsoft.KeyVault.SecretExpired", EventSecretNearExpiry, "Microsoft.KeyVault.SecretNewVersionCreated",
			"Microsoft.KeyVault.VaultAccessPolicyChanged",
		},
	},
}

// LookupTopicType returns what is known of a topic type, in any case. ok is false for one that this package does not know.
func LookupTopicType(name string) (topicType TopicType, ok bool) {
	for _, t := range topicTypes {
		if strings.EqualFold(t.Name, name) {
			t.EventTypes = slices.Clone(t.EventTypes)
			return t, true
		}
	}
	return TopicType{}, false
}
