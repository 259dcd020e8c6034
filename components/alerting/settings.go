package alerting

import (
	"fmt"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Settings are the alerting part of the configuration: who is told, what the services promise, and who hears of upgrades.
type Settings struct {
	// Receivers are who is told. In production each of the three has somebody.
	Receivers Receivers `json:"receivers"`
	// SLOs are what services in the cluster promise; each gets alerts on how fast it breaks its promise. Default none.
	SLOs []SLO `json:"slos"`
	// ClusterEvents is where news of Kubernetes versions, of their support and of node upgrades goes. Azure Monitor does not
	// take these events, so they need a place of their own. Default nowhere: the topic exists and nobody reads it.
	// https://learn.microsoft.com/azure/event-grid/handler-azure-monitor-alerts
	ClusterEvents ClusterEvents `json:"clusterEvents"`
}

// SetDefaults implements field.Defaulter. Nobody is told of anything until the configuration says who.
func (*Settings) SetDefaults(environment.Class) {}

// Validate reports every mistake in the settings.
func (s Settings) Validate(path field.Path, class environment.Class) field.Errors {
	errors := s.Receivers.validate(path.Child("receivers"), class)
	names := map[string]int{}
	for i, slo := range s.SLOs {
		at := path.Child("slos").Index(i)
		errors.Append(slo.validate(at))
		if first, taken := names[slo.Name]; taken && slo.Name != "" {
			errors.Add(field.Error{
				Path: at.Child("name"), Value: slo.Name, Rule: fmt.Sprintf("is the name of slos[%d] already", first), Remedy: "choose another",
			})
			continue
		}
		names[slo.Name] = i
	}
	errors.Append(s.ClusterEvents.validate(path.Child("clusterEvents")))
	return errors
}

// ClusterEvents is one destination of the cluster's events: a webhook, or a queue of a storage account.
type ClusterEvents struct {
	// WebhookURI is an https address that takes CloudEvents 1.0 and confirms, when the subscription is made, that it wants
	// them. A secret when it holds a code.
	// https://learn.microsoft.com/azure/event-grid/end-point-validation-cloud-events-schema
	WebhookURI Secret `json:"webhookUri"`
	// StorageAccountID is the ARM ID of a storage account.
	StorageAccountID string `json:"storageAccountId"`
	// QueueName is a queue in that account.
	QueueName string `json:"queueName"`
}

const cloudEventsSource = "https://learn.microsoft.com/azure/event-grid/event-handlers"

func (e ClusterEvents) validate(path field.Path) field.Errors {
	var errors field.Errors
	queue := e.StorageAccountID != "" || e.QueueName != ""
	switch {
	case e.WebhookURI != "" && queue:
		errors.Add(field.Error{Path: path, Rule: "has a webhook and a queue", Remedy: "choose one of the two", Source: cloudEventsSource})
	case e.WebhookURI != "":
		errors.Append(e.WebhookURI.https(path.Child("webhookUri")))
	case queue:
		if e.StorageAccountID == "" {
			errors.Append(field.Required(path.Child("storageAccountId"), "", "write the ARM ID of the queue's account"))
		} else if !strings.HasPrefix(strings.ToLower(e.StorageAccountID), "/subscriptions/") || !strings.Contains(strings.ToLower(e.StorageAccountID), "/storageaccounts/") {
			errors.Add(field.Error{
				Path: path.Child("storageAccountId"), Value: e.StorageAccountID, Rule: "is not the ARM ID of a storage account",
				Remedy: "write /subscriptions/.../providers/Microsoft.Storage/storageAccounts/<name>", Source: cloudEventsSource,
			})
		}
		errors.Append(field.Required(path.Child("queueName"), e.QueueName, "name a queue of the account"))
	}
	return errors
}
