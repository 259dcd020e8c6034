package alerting

import (
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Purposes of action groups.
const (
	// Page wakes somebody up: severity 0 to 2.
	Page = "page"
	// Ticket is for the next working day: severity 3 and 4.
	Ticket = "ticket"
	// Cost is for who pays.
	Cost = "cost"
)

// Purposes returns all purposes, in the order of urgency.
func Purposes() []string { return []string{Page, Ticket, Cost} }

// purposeOf says who is told of a severity.
func purposeOf(severity int) string {
	if severity <= 2 {
		return Page
	}
	return Ticket
}

// Receivers are who is told of what.
type Receivers struct {
	// Page is who is told at any hour, of alerts of severity 0 to 2.
	Page Receiver `json:"page"`
	// Ticket is who is told of alerts of severity 3 and 4, which can wait.
	Ticket Receiver `json:"ticket"`
	// Cost is who is told of money.
	Cost Receiver `json:"cost"`
}

// For returns the receivers of a purpose.
func (r Receivers) For(purpose string) Receiver {
	return map[string]Receiver{Page: r.Page, Ticket: r.Ticket, Cost: r.Cost}[purpose]
}

func (r Receivers) validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	for _, purpose := range Purposes() {
		receiver := r.For(purpose)
		if class == environment.Prod && receiver.empty() {
			errors.Add(field.Error{
				Path: path.Child(purpose), Rule: "has nobody to tell", Remedy: "name emails, webhooks or armRoles", Source: actionGroupSource,
			})
		}
		errors.Append(receiver.validate(path.Child(purpose)))
	}
	return errors
}

// Receiver is the people and endpoints of one action group.
type Receiver struct {
	// Emails are mail addresses, 1,000 at most. Default none.
	Emails []string `json:"emails"`
	// Webhooks are endpoints, 10 at most: a pager, a chat, a ticket system. Default none.
	Webhooks []Webhook `json:"webhooks"`
	// ARMRoles are built-in roles; whoever holds one directly on the subscription gets mail. Owner, Contributor, Reader,
	// Monitoring Reader. Default none.
	ARMRoles []string `json:"armRoles"`
}

// Webhook is an endpoint that gets an HTTP POST in Azure Monitor's common alert schema.
type Webhook struct {
	// ServiceURI is the https address. A secret: whoever knows it can post. Required.
	ServiceURI Secret `json:"serviceUri"`
	// ObjectID is the object ID of the endpoint's Entra application. With it the caller shows a token.
	// https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups#configure-authentication-for-secure-webhook
	ObjectID string `json:"objectId"`
	// IdentifierURI is the application ID URI of that application, with ObjectID.
	IdentifierURI string `json:"identifierUri"`
	// TenantID is the tenant of that application, with ObjectID, when it is not that of the subscription.
	TenantID string `json:"tenantId"`
}

const actionGroupSource = "https://learn.microsoft.com/azure/azure-monitor/alerts/action-groups"

// Limits of an action group.
// Source: https://learn.microsoft.com/azure/azure-monitor/fundamentals/service-limits#action-groups
const (
	maxEmails       = 1000
	maxEmailAddress = 64
	maxOthers       = 10
)

// roles are the roles that may be told, by name.
var roles = map[string]string{
	"Contributor": azure.RoleContributor, "Monitoring Reader": azure.RoleMonitoringReader, "Owner": azure.RoleOwner, "Reader": azure.RoleReader,
}

func (r Receiver) empty() bool { return len(r.Emails)+len(r.Webhooks)+len(r.ARMRoles) == 0 }

func (r Receiver) validate(path field.Path) field.Errors {
	var errors field.Errors
	for _, list := range []struct {
		name       string
		count, max int
	}{{"emails", len(r.Emails), maxEmails}, {"webhooks", len(r.Webhooks), maxOthers}, {"armRoles", len(r.ARMRoles), maxOthers}} {
		if list.count > list.max {
			errors.Add(field.Error{
				Path: path.Child(list.name), Rule: fmt.Sprintf("has %d entries", list.count), Remedy: fmt.Sprintf("name %d at most", list.max),
				Source: actionGroupSource,
			})
		}
	}
	for i, address := range r.Emails {
		at := path.Child("emails").Index(i)
		if parsed, err := mail.ParseAddress(address); err != nil || parsed.Address != address || len(address) > maxEmailAddress {
			errors.Add(field.Error{
				Path: at, Value: address, Rule: "is not a mail address", Remedy: fmt.Sprintf("write name@domain, %d characters at most", maxEmailAddress),
				Source: actionGroupSource,
			})
		} else if slices.Index(r.Emails, address) < i {
			errors.Add(field.Error{Path: at, Value: address, Rule: "is told twice", Remedy: "name it once"})
		}
	}
	for i, role := range r.ARMRoles {
		at := path.Child("armRoles").Index(i)
		names := []string{"Contributor", "Monitoring Reader", "Owner", "Reader"}
		errors.Append(field.OneOf(at, role, names, actionGroupSource))
		if slices.Index(r.ARMRoles, role) < i {
			errors.Add(field.Error{Path: at, Value: role, Rule: "is told twice", Remedy: "name it once"})
		}
	}
	for i, hook := range r.Webhooks {
		errors.Append(hook.validate(path.Child("webhooks").Index(i)))
	}
	return errors
}

func (w Webhook) validate(path field.Path) field.Errors {
	errors := w.ServiceURI.https(path.Child("serviceUri"))
	for _, id := range []struct{ name, value string }{{"objectId", w.ObjectID}, {"tenantId", w.TenantID}} {
		if id.value != "" && !azure.IsGUID(id.value) {
			errors.Add(field.Error{Path: path.Child(id.name), Value: id.value, Rule: "is not a GUID", Remedy: "look it up in Entra", Source: actionGroupSource})
		}
	}
	if (w.ObjectID == "") != (w.IdentifierURI == "") {
		errors.Add(field.Error{
			Path: path, Rule: "names half of an Entra application", Remedy: "give objectId and identifierUri, or neither", Source: actionGroupSource,
		})
	}
	if w.TenantID != "" && w.ObjectID == "" {
		errors.Add(field.Error{
			Path: path.Child("tenantId"), Value: w.TenantID, Rule: "is the tenant of no application", Remedy: "give objectId and identifierUri too",
			Source: actionGroupSource,
		})
	}
	return errors
}

// Secret is text that is never printed, logged or written into a file.
type Secret string

// String hides the text.
func (Secret) String() string { return string(hidden) }

// GoString hides the text.
func (Secret) GoString() string { return string(hidden) }

// MarshalText hides the text from JSON and YAML.
func (Secret) MarshalText() ([]byte, error) { return []byte(hidden), nil }

// hidden stands for an encrypted value where the stack file is read without the engine.
const hidden Secret = "[secret]"

// https refuses what is no https address, without repeating it. An encrypted one is judged once the engine has opened it.
func (s Secret) https(path field.Path) field.Errors {
	if s == hidden || s == "" {
		return field.Required(path, string(s), "write https://<host>/<path>")
	}
	var errors field.Errors
	parsed, err := url.Parse(string(s))
	if err != nil || parsed.Scheme != "https" || parsed.Host == "" || strings.ContainsAny(string(s), " \t\n") {
		errors.Add(field.Error{Path: path, Rule: "is not an https address", Remedy: "write https://<host>/<path>", Source: actionGroupSource})
	}
	return errors
}
