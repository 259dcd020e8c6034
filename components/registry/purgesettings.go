package registry

import (
	"strings"

	"github.com/robfig/cron/v3"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

const (
	sourcePurge      = "https://learn.microsoft.com/azure/container-registry/container-registry-auto-purge"
	sourceAgentPools = "https://learn.microsoft.com/azure/container-registry/tasks-agent-pools"
	sourceSchedules  = "https://learn.microsoft.com/azure/container-registry/container-registry-tasks-scheduled#cron-expressions"
)

const (
	longestPurgeAge = 3650
	mostTagsKept    = 1000
)

// PurgeSettings say which tags the registry forgets, and when. What they delete is gone for good.
type PurgeSettings struct {
	// Filters name the tags that may go: a regular expression for the repository, a colon, and one for the tag, for example
	// "samples/.*:^[0-9a-f]{40}$". No blanks and no quotation marks. Required.
	Filters []string `json:"filters"`
	// OlderThanDays spares tags that were changed in the last so many days, 1 to 3650. Default 90.
	OlderThanDays int `json:"olderThanDays" jsonschema:"minimum=1,maximum=3650"`
	// Keep spares the newest so many tags in each repository, whatever their age, 1 to 1000. Default 10.
	Keep int `json:"keep" jsonschema:"minimum=1,maximum=1000"`
	// Schedule is when, as a cron expression of five fields in UTC. Default "0 3 * * Sun".
	Schedule string `json:"schedule"`
	// Subnet is the name of an extra subnet, let out by routeToFirewall, in the first region's spoke that holds the
	// cluster. A machine there does the work, because only what is in the network reaches the registry. Required.
	Subnet string `json:"subnet"`
}

// SetDefaults implements field.Defaulter.
func (p *PurgeSettings) SetDefaults(environment.Class) {
	p.OlderThanDays, p.Keep, p.Schedule = 90, 10, "0 3 * * Sun"
}

// validatePurge reports every mistake in Purge but a subnet that does not exist; locations are those of the stack.
func (s Settings) validatePurge(path field.Path, locations []azure.Location) field.Errors {
	if s.Purge == nil {
		return nil
	}
	p := s.Purge
	errors := field.Between(path.Child("olderThanDays"), p.OlderThanDays, 1, longestPurgeAge, sourcePurge)
	errors.Append(field.Between(path.Child("keep"), p.Keep, 1, mostTagsKept, sourcePurge))
	errors.Append(field.Required(path.Child("subnet"), p.Subnet, "name an extra subnet of the first region's first spoke"))
	if len(p.Filters) == 0 {
		errors.Add(field.Error{
			Path: path.Child("filters"), Rule: "is empty", Remedy: `name the tags that may go, such as "samples/.*:.*"`, Source: sourcePurge,
		})
	}
	for i, filter := range p.Filters {
		repository, tag, both := strings.Cut(filter, ":")
		if !both || repository == "" || tag == "" || strings.ContainsAny(filter, "'\" \t\r\n") {
			errors.Add(field.Error{
				Path: path.Child("filters").Index(i), Value: filter,
				Rule:   "is not <repository>:<tag>, two regular expressions without blanks and quotation marks",
				Remedy: `write it as in "samples/.*:.*"`, Source: sourcePurge,
			})
		}
	}
	if !isSchedule(p.Schedule) {
		errors.Add(field.Error{
			Path: path.Child("schedule"), Value: p.Schedule, Rule: "is not a cron expression of five fields",
			Remedy: `give minute, hour, day, month and day of the week, such as "0 3 * * Sun"`, Source: sourceSchedules,
		})
	}
	if len(locations) > 0 && !azure.HasRegistryAgentPools(locations[0].Name) {
		errors.Add(field.Error{
			Path: path, Rule: "needs an agent pool, which " + locations[0].DisplayName + " has not",
			Remedy: "remove it, and run `acr purge` from inside the network", Source: sourceAgentPools,
		})
	}
	if s.ABAC {
		errors.Add(field.Error{
			Path: path, Rule: "needs a task identity that the API version in use cannot name for a registry with abac",
			Remedy: "remove it, and run `acr purge` from inside the network", Source: sourcePurge,
		})
	}
	return errors
}

// isSchedule reports whether a text is a cron expression as tasks take it: the five fields, and no names for schedules or
// time zones, which the library knows besides.
func isSchedule(text string) bool {
	if len(strings.Fields(text)) != 5 || strings.ContainsAny(text, "@=?") {
		return false
	}
	_, err := cron.ParseStandard(text)
	return err == nil
}
