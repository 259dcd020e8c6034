package stacks

import (
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// today is the day that exceptions are judged on; tests set their own.
var today = func() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

const minReasonLength = 10

func (e Exception) validate(path field.Path, known map[string]bool) field.Errors {
	var errors field.Errors
	if !known[e.Key] {
		mistake := field.Error{
			Path: path.Child("key"), Value: orNil(e.Key), Rule: "is not a key that can have an exception",
			Remedy: "choose one of " + strings.Join(sortedNames(known), ", "),
		}
		errors.Add(mistake)
	}
	if len(strings.TrimSpace(e.Reason)) < minReasonLength {
		errors.Add(field.Error{
			Path: path.Child("reason"), Value: orNil(e.Reason), Rule: "is not a reason",
			Remedy: "say in at least ten characters why the weakness is accepted",
		})
	}
	errors.Append(field.Required(path.Child("owner"), e.Owner, "name who answers for it"))
	expires, err := time.Parse(time.DateOnly, e.Expires)
	switch {
	case err != nil:
		errors.Add(field.Error{
			Path: path.Child("expires"), Value: orNil(e.Expires), Rule: "is not a day", Remedy: "write it as 2027-06-30",
		})
	case expires.Before(today()):
		errors.Add(field.Error{
			Path: path.Child("expires"), Value: e.Expires, Rule: "has passed", Remedy: "remove the weakness, or have the exception renewed",
		})
	}
	return errors
}
