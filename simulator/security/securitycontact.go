package security

import (
	"net/mail"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	contactType = "Microsoft.Security/securityContacts"
	// contactName is the one name that the portal and the newer API versions know.
	// Source: https://learn.microsoft.com/azure/templates/microsoft.security/2023-12-01-preview/securitycontacts
	contactName = "default"

	on = "On"
)

// The shape of a contact, from
// https://learn.microsoft.com/azure/templates/microsoft.security/2020-01-01-preview/securitycontacts.
type (
	contactArgs struct {
		AlertNotifications  *alertNotifications  `pulumi:"alertNotifications"`
		Emails              *string              `pulumi:"emails"`
		NotificationsByRole *notificationsByRole `pulumi:"notificationsByRole"`
		Phone               *string              `pulumi:"phone"`
		SecurityContactName *string              `pulumi:"securityContactName"`
	}
	contactState struct {
		AlertNotifications  *alertNotifications  `pulumi:"alertNotifications"`
		Emails              *string              `pulumi:"emails"`
		Name                string               `pulumi:"name"`
		NotificationsByRole *notificationsByRole `pulumi:"notificationsByRole"`
		Phone               *string              `pulumi:"phone"`
		Type                string               `pulumi:"type"`
	}
	alertNotifications struct {
		MinimalSeverity *string `pulumi:"minimalSeverity"`
		State           *string `pulumi:"state"`
	}
	notificationsByRole struct {
		Roles []string `pulumi:"roles"`
		State *string  `pulumi:"state"`
	}
)

func securityContact() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeSecurityContact,
		Versions:   []string{"v20200101preview", ""},
		APIVersion: "2020-01-01-preview",
		ARMType:    contactType,
		Scope:      engine.SubscriptionScope,
		Names:      []string{"securityContactName"},
		Args:       contactArgs{},
		State:      contactState{},
		Check:      checkContact,
		Models: []string{
			"The contact is called default, and tells somebody: addresses joined by semicolons, or roles on the subscription.",
		},
		Codes: []engine.Code{CodeBadRequest},
	}
}

func checkContact(c *engine.Check) {
	if name := c.Inputs.At("securityContactName"); name.Known() && name.Text() != contactName {
		c.Failf(name, CodeBadRequest, "The name '%s' is not a valid name of a security contact; it must be '%s'.", name.Text(), contactName)
	}
	emails, roles := c.Inputs.At("emails"), c.Inputs.At("notificationsByRole")
	byRole := strings.EqualFold(roles.At("state").Text(), on)
	if emails.Known() && emails.Text() == "" && roles.KnownThroughout() && !byRole {
		c.Failf(emails, CodeBadRequest, "A security contact must have e-mail addresses or notifications by role.")
	}
	if byRole && roles.At("roles").Known() && len(roles.At("roles").Items()) == 0 {
		c.Failf(roles, CodeBadRequest, "Notifications by role are On without any role.")
	}
	if !emails.Known() || emails.Text() == "" {
		return
	}
	for _, email := range strings.Split(emails.Text(), ";") {
		if _, err := mail.ParseAddress(strings.TrimSpace(email)); err != nil {
			c.Failf(emails, CodeBadRequest, "'%s' is not an e-mail address.", email)
		}
	}
}
