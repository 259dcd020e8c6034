package defender

import (
	"maps"
	"net/mail"
	"slices"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const plansSource = "https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update"

// Plans of Defender for Cloud that concern a cluster.
const (
	// PlanContainers watches clusters and nodes, and scans the images in the registry and those that run. It succeeds the
	// plans KubernetesService and ContainerRegistry.
	PlanContainers = "Containers"
	// PlanKeyVaults watches who asks the vaults for secrets.
	PlanKeyVaults = "KeyVaults"
	// PlanArm watches what is done through Azure Resource Manager.
	PlanArm = "Arm"
)

// Settings say how Defender for Cloud watches the subscription. They hold for the whole subscription, and so for
// everything else in it, too; every plan costs money. https://learn.microsoft.com/azure/defender-for-cloud/defender-for-cloud-introduction
type Settings struct {
	// Enabled turns the plans, the contact and the export of alerts on. Default false in dev, true in qa and prod. Where
	// they were on once, false leaves the plans as they are in Azure and only stops looking after them: a plan is turned
	// off by hand, since another team may rely on it.
	Enabled bool `json:"enabled"`
	// Plans are the plans to turn on: Containers, KeyVaults, Arm. Default all three.
	// https://learn.microsoft.com/rest/api/defenderforcloud/pricings/update
	Plans []string `json:"plans"`
	// ContactEmail is who is written to about alerts of severity medium or higher, besides the owners of the subscription.
	// Default nobody else.
	// https://learn.microsoft.com/azure/defender-for-cloud/configure-email-notifications
	ContactEmail string `json:"contactEmail"`
}

// SetDefaults implements field.Defaulter.
func (s *Settings) SetDefaults(class environment.Class) {
	*s = Settings{Enabled: class.ProductionLike(), Plans: []string{PlanContainers, PlanKeyVaults, PlanArm}}
}

// Validate reports every mistake in the settings; path is where they stand in the configuration.
func (s Settings) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	known := slices.Sorted(maps.Keys(choices))
	if s.Enabled && len(s.Plans) == 0 {
		errors.Add(field.Error{
			Path: path.Child("plans"), Rule: "is empty", Remedy: "choose from " + strings.Join(known, ", ") + ", or set enabled to false", Source: plansSource,
		})
	}
	for i, plan := range s.Plans {
		at := path.Child("plans").Index(i)
		errors.Append(field.OneOf(at, plan, known, plansSource))
		if slices.Contains(s.Plans[:i], plan) {
			errors.Add(field.Error{Path: at, Value: plan, Rule: "is listed twice", Remedy: "remove it"})
		}
	}
	if s.ContactEmail != "" {
		if address, err := mail.ParseAddress(s.ContactEmail); err != nil || address.Address != s.ContactEmail {
			errors.Add(field.Error{
				Path: path.Child("contactEmail"), Value: s.ContactEmail, Rule: "is not an e-mail address", Remedy: "write name@domain",
			})
		}
	}
	return errors
}
