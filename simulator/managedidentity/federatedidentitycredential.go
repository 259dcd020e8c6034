package managedidentity

import (
	"net/url"
	"strings"

	sdk "github.com/pulumi/pulumi-azure-native-sdk/managedidentity/v2/v20230131"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

const (
	// maxCredentials is how many federated credentials one identity may have.
	maxCredentials = 20
	// maxCredentialText is the longest issuer, subject or audience, in characters.
	maxCredentialText = 600
	// tokenExchange is the one audience that Microsoft Entra accepts in the public cloud.
	tokenExchange = "api://AzureADTokenExchange"
)

func federatedIdentityCredential() *engine.Type {
	return &engine.Type{
		Token:      azure.TypeFederatedIdentityCredential,
		Versions:   []string{"v20230131"},
		APIVersion: "2023-01-31",
		ARMType:    credentialType,
		Names:      []string{"resourceName", "federatedIdentityCredentialResourceName"},
		Args:       sdk.FederatedIdentityCredentialArgs{},
		State:      sdk.FederatedIdentityCredential{},
		Check:      checkCredential,
		Put:        putCredential,
		Delete:     alone,
		Models: []string{
			"The issuer is an https URL; there is exactly one audience, the token exchange of Microsoft Entra.",
			"An identity has at most 20 credentials, no two of them with the same issuer and subject.",
			"Two writes to credentials of one identity at the same time are refused, and the provider does not repeat them.",
		},
		Codes: []engine.Code{CodeConcurrentCredentialWrites, CodeCredentialExists, CodeInvalidCredential},
	}
}

func checkCredential(c *engine.Check) {
	checkIssuer(c, c.Inputs.At("issuer"))

	subject := c.Inputs.At("subject")
	switch n := len(subject.Text()); {
	case !subject.Known():
	case n == 0:
		c.Failf(subject, CodeInvalidCredential, "Federated Identity Credential from HTTP body has empty properties.")
	case n > maxCredentialText:
		c.Failf(subject, CodeInvalidCredential, "The subject has %d characters; the limit is %d.", n, maxCredentialText)
	case strings.Contains(subject.Text(), "*"):
		c.Failf(subject, CodeInvalidCredential, "The subject '%s' contains a wildcard; a subject is compared literally.", subject.Text())
	}

	audiences := c.Inputs.At("audiences")
	if !audiences.KnownThroughout() {
		return
	}
	if given := audiences.Texts(); len(given) != 1 {
		c.Failf(audiences, CodeInvalidCredential, "Federated identity credentials must have exactly one audience.")
	} else if given[0] != tokenExchange {
		c.Failf(audiences, CodeInvalidCredential, "Federated identity credentials support the single audience '%s', not '%s'.",
			tokenExchange, given[0])
	}
}

func checkIssuer(c *engine.Check, issuer engine.Value) {
	if !issuer.Known() {
		return
	}
	u, err := url.Parse(issuer.Text())
	switch {
	case err != nil || u.Scheme != "https" || u.Host == "":
		c.Failf(issuer, CodeInvalidCredential, "The issuer '%s' is not a valid https URL.", issuer.Text())
	case u.RawQuery != "" || u.Fragment != "":
		c.Failf(issuer, CodeInvalidCredential, "The issuer '%s' may have neither query nor fragment.", issuer.Text())
	case len(issuer.Text()) > maxCredentialText:
		c.Failf(issuer, CodeInvalidCredential, "The issuer has %d characters; the limit is %d.", len(issuer.Text()), maxCredentialText)
	}
}

func putCredential(op *engine.Operation) error {
	if err := alone(op); err != nil {
		return err
	}
	siblings := 0
	for _, other := range credentialsOf(op) {
		siblings++
		if other.In().At("issuer").Text() == op.Inputs.At("issuer").Text() &&
			other.In().At("subject").Text() == op.Inputs.At("subject").Text() {
			return CodeCredentialExists.Errorf("Issuer and subject combination already exists for this Managed Identity.")
		}
	}
	if siblings >= maxCredentials {
		return CodeInvalidCredential.Errorf("Too many Federated Identity Credentials have been configured for the managed identity. "+
			"A managed identity can have up to %d federated identity credentials at a maximum.", maxCredentials)
	}
	return nil
}

// alone refuses a write while another credential of the same identity is being written.
func alone(op *engine.Operation) error {
	identity, _ := op.ID.Parent()
	for _, other := range credentialsOf(op) {
		if _, busy := op.Busy(other.ID); busy {
			return CodeConcurrentCredentialWrites.Errorf("Too many Federated Identity Credentials are written concurrently for "+
				"the managed identity '%s'. Concurrent Federated Identity Credentials writes under the same managed identity are "+
				"not supported.", identity)
		}
	}
	return nil
}

// credentialsOf returns the other credentials of the identity.
func credentialsOf(op *engine.Operation) []*engine.Resource {
	identity, _ := op.ID.Parent()
	var others []*engine.Resource
	for _, r := range op.In(identity.String()) {
		if r.Is(credentialType) && r.ARMID().Key() != op.ID.Key() {
			others = append(others, r)
		}
	}
	return others
}
