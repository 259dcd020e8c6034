package pack

import "github.com/pulumi/pulumi/sdk/v3/go/common/apitype"

// Severity says how much harm a violation may do. It orders the findings that the engine prints; whether a finding
// stops a deployment is decided by [Level].
type Severity string

// The four severities, from least to most harm.
const (
	Low      Severity = "low"
	Medium   Severity = "medium"
	High     Severity = "high"
	Critical Severity = "critical"
)

// Level says where a rule stops a deployment.
type Level string

const (
	// Advisory rules print a warning in every environment class and stop nothing.
	Advisory Level = "advisory"
	// MandatoryProd rules stop a deployment of class prod and print a warning elsewhere.
	MandatoryProd Level = "mandatory-prod"
	// Mandatory rules stop a deployment of every class.
	Mandatory Level = "mandatory"
)

// In returns the enforcement level that the Pulumi engine is told for a stack of the given class.
func (r *Rule) In(class Class) apitype.EnforcementLevel {
	switch {
	case r.Level == Mandatory, r.Level == MandatoryProd && class == Prod:
		return apitype.Mandatory
	case class == Dev && r.OffInDev != "":
		return apitype.Disabled
	}
	return apitype.Advisory
}

// Rule is one statement about resources that is either kept or violated. A rule is a value: it has no state, and all it
// may look at is the resource or stack it is given.
type Rule struct {
	// ID is the stable name of the rule, in lower-case words joined by hyphens ("aks-private-cluster"). Configuration
	// and exemptions name it; it is never reused for another meaning.
	ID string
	// Title says in a few words what holds when the rule is kept ("API server is private").
	Title string
	// Severity says how much harm a violation may do.
	Severity Severity
	// Level says in which environment class a violation stops the deployment.
	Level Level
	// OffInDev says why the rule is off in class dev: what it demands is left out there on purpose, and advice that is never
	// taken hides the rest. Empty: the rule advises in dev, too. The policy configuration can switch it on. A mandatory rule
	// has none.
	OffInDev string
	// Why is one or two sentences on the harm that the rule prevents.
	Why string
	// Absent says what it means when the property is left out: the platform's default, and whether that is fine.
	Absent string
	// Remedy is the sentence that tells the author of the program what to change. It ends in a full stop.
	Remedy string
	// Source is the URL of the page that the rule rests on.
	Source string
	// Types are the type tokens the rule speaks of, with or without API version: "azure-native:network:Subnet" also
	// matches "azure-native:network/v20240501:Subnet". A token that ends in ":*" matches a whole package. For a stack
	// rule they are the types that make it worth running; a stack without any of them is not judged.
	Types []string
	// Settings are what the policy configuration may change about the rule.
	Settings []Setting
	// Check judges one resource before it is deployed. Exactly one of Check and CheckStack is set.
	Check func(Resource) Verdict
	// CheckStack judges a stack as a whole, when what matters is how resources stand to one another.
	CheckStack func(Stack) Verdict
	// Pass are examples that keep the rule, by a name that says the case.
	Pass Examples
	// Fail are examples that violate it.
	Fail Examples
}
