package alerting_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/components/alerting"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	object1 = "aaaaaaaa-0000-4000-8000-00000000000a"
	tenant1 = "bbbbbbbb-0000-4000-8000-00000000000b"
	account = "/subscriptions/00000000-0000-4000-8000-000000000001/resourceGroups/rg/providers/Microsoft.Storage/storageAccounts/stevents"
)

// everybody are receivers of every kind.
func everybody() alerting.Receivers {
	return alerting.Receivers{
		Page: alerting.Receiver{
			Emails: []string{"oncall@contoso.example"},
			Webhooks: []alerting.Webhook{
				{ServiceURI: "https://pager.example/hook?code=SECRET-1"},
				{ServiceURI: "https://secure.example/hook", ObjectID: object1, IdentifierURI: "api://pager", TenantID: tenant1},
			},
		},
		Ticket: alerting.Receiver{Emails: []string{"team@contoso.example", "other@contoso.example"}},
		Cost:   alerting.Receiver{ARMRoles: []string{"Owner", "Monitoring Reader"}},
	}
}

func TestDefaults(t *testing.T) {
	var settings alerting.Settings
	require.Empty(t, field.Decode("alerting", map[string]any{"slos": []any{map[string]any{"name": "a"}}}, &settings, environment.Prod))
	assert.Equal(t, alerting.Settings{SLOs: []alerting.SLO{{
		Name: "a", ServiceLabel: "job", Metric: "http_request_duration_seconds", StatusLabel: "code",
	}}}, settings)
}

func TestProductionTellsSomebody(t *testing.T) {
	for class, want := range map[environment.Class][]string{
		environment.Dev: nil, environment.QA: nil,
		environment.Prod: {"alerting.receivers.page", "alerting.receivers.ticket", "alerting.receivers.cost"},
	} {
		var paths []string
		for _, err := range (alerting.Settings{}).Validate("alerting", class) {
			paths = append(paths, string(err.Path))
			assert.Equal(t, "has nobody to tell", err.Rule)
		}
		assert.Equal(t, want, paths, class)
	}
	assert.Empty(t, alerting.Settings{Receivers: everybody(), SLOs: []alerting.SLO{checkout}}.Validate("alerting", environment.Prod))
}

func TestRefusedSettings(t *testing.T) {
	page := func(r alerting.Receiver) alerting.Settings {
		return alerting.Settings{Receivers: alerting.Receivers{Page: r}}
	}
	hook := func(w alerting.Webhook) alerting.Settings {
		return page(alerting.Receiver{Webhooks: []alerting.Webhook{w}})
	}
	slo := func(change func(*alerting.SLO)) alerting.Settings {
		s := checkout
		change(&s)
		return alerting.Settings{SLOs: []alerting.SLO{s}}
	}
	events := func(e alerting.ClusterEvents) alerting.Settings { return alerting.Settings{ClusterEvents: e} }
	many := make([]string, 1001)
	for i := range many {
		many[i] = fmt.Sprintf("a%d@contoso.example", i)
	}
	for name, c := range map[string]struct {
		settings alerting.Settings
		want     string
	}{
		"too much mail":          {page(alerting.Receiver{Emails: many}), "a.receivers.page.emails: has 1001 entries"},
		"too many webhooks":      {page(alerting.Receiver{Webhooks: make([]alerting.Webhook, 11)}), "a.receivers.page.webhooks: has 11 entries"},
		"no address":             {page(alerting.Receiver{Emails: []string{"oncall"}}), `a.receivers.page.emails[0]: "oncall" is not a mail address`},
		"name with the address":  {page(alerting.Receiver{Emails: []string{"On Call <a@b.example>"}}), "is not a mail address"},
		"address too long":       {page(alerting.Receiver{Emails: []string{strings.Repeat("a", 54) + "@b.example1"}}), "is not a mail address"},
		"address twice":          {page(alerting.Receiver{Emails: []string{"a@b.example", "a@b.example"}}), "emails[1]: \"a@b.example\" is told twice"},
		"role that is none":      {page(alerting.Receiver{ARMRoles: []string{"Boss"}}), "a.receivers.page.armRoles[0]: \"Boss\""},
		"role twice":             {page(alerting.Receiver{ARMRoles: []string{"Owner", "Owner"}}), "armRoles[1]: \"Owner\" is told twice"},
		"http":                   {hook(alerting.Webhook{ServiceURI: "http://pager.example"}), "a.receivers.page.webhooks[0].serviceUri: is not an https address"},
		"no host":                {hook(alerting.Webhook{ServiceURI: "https://"}), "is not an https address"},
		"no webhook":             {hook(alerting.Webhook{}), "serviceUri: is required; write https://"},
		"application by name":    {hook(alerting.Webhook{ServiceURI: "https://a.example", ObjectID: "pager", IdentifierURI: "api://x"}), "objectId: \"pager\" is not a GUID"},
		"half an application":    {hook(alerting.Webhook{ServiceURI: "https://a.example", ObjectID: object1}), "names half of an Entra application"},
		"tenant of nothing":      {hook(alerting.Webhook{ServiceURI: "https://a.example", TenantID: tenant1}), "is the tenant of no application"},
		"everything must work":   {slo(func(s *alerting.SLO) { s.Objective = 100 }), "a.slos[0].objective: 100 is no percentage that leaves a budget"},
		"more than everything":   {slo(func(s *alerting.SLO) { s.Objective = 100.5 }), "a.slos[0].objective"},
		"a share, no percentage": {slo(func(s *alerting.SLO) { s.Objective = 0.999 }), "a.slos[0].objective"},
		"no hurry":               {slo(func(s *alerting.SLO) { s.LatencySeconds = 0 }), "a.slos[0].latencySeconds: 0 is no time"},
		"promise without a name": {slo(func(s *alerting.SLO) { s.Name = "" }), "a.slos[0].name"},
		"name in capitals":       {slo(func(s *alerting.SLO) { s.Name = "Checkout" }), "a.slos[0].name: \"Checkout\""},
		"name too long":          {slo(func(s *alerting.SLO) { s.Name = strings.Repeat("a", 41) }), "a.slos[0].name"},
		"namespace":              {slo(func(s *alerting.SLO) { s.Namespace = "a_b" }), "a.slos[0].namespace"},
		"metric":                 {slo(func(s *alerting.SLO) { s.Metric = `x{y="z"}` }), "a.slos[0].metric"},
		"status label":           {slo(func(s *alerting.SLO) { s.StatusLabel = "http.code" }), "a.slos[0].statusLabel"},
		"service":                {slo(func(s *alerting.SLO) { s.Service = "" }), "a.slos[0].service"},
		"service label":          {slo(func(s *alerting.SLO) { s.ServiceLabel = "app" }), "a.slos[0].serviceLabel"},
		"two promises of a name": {alerting.Settings{SLOs: []alerting.SLO{checkout, checkout}}, "a.slos[1].name: \"checkout\" is the name of slos[0] already"},
		"two places for events":  {events(alerting.ClusterEvents{WebhookURI: "https://a.example", StorageAccountID: account, QueueName: "q"}), "a.clusterEvents: has a webhook and a queue"},
		"events over http":       {events(alerting.ClusterEvents{WebhookURI: "http://a.example"}), "a.clusterEvents.webhookUri"},
		"queue without a name":   {events(alerting.ClusterEvents{StorageAccountID: account}), "a.clusterEvents.queueName"},
		"queue of no account":    {events(alerting.ClusterEvents{StorageAccountID: "stevents", QueueName: "q"}), "a.clusterEvents.storageAccountId"},
	} {
		t.Run(name, func(t *testing.T) {
			var texts []string
			for _, err := range c.settings.Validate("a", environment.Dev) {
				texts = append(texts, err.Error())
			}
			require.NotEmpty(t, texts)
			assert.Contains(t, strings.Join(texts, "\n"), c.want)
		})
	}
}

func TestSecretsAreNeverPrinted(t *testing.T) {
	bad := alerting.Settings{
		Receivers:     alerting.Receivers{Page: alerting.Receiver{Webhooks: []alerting.Webhook{{ServiceURI: "http://SECRET.example"}}}},
		ClusterEvents: alerting.ClusterEvents{WebhookURI: "http://SECRET.example"},
	}
	text := fmt.Sprintf("%v %+v %#v", bad, bad, bad)
	for _, err := range bad.Validate("a", environment.Dev) {
		text += err.Error()
	}
	assert.NotContains(t, text, "SECRET")
}

// A stack file that is read without the engine has a text in place of what is encrypted.
func TestAnEncryptedAddressIsNotJudged(t *testing.T) {
	s := alerting.Settings{ClusterEvents: alerting.ClusterEvents{WebhookURI: "[secret]"}}
	s.Receivers.Page.Webhooks = []alerting.Webhook{{ServiceURI: "[secret]"}}
	assert.Empty(t, s.Validate("alerting", environment.Dev))
}
