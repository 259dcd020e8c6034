package bootstrap

import (
	"regexp"
	"strings"

	"k8s.io/apimachinery/pkg/util/validation"
)

var notInLabelValue = regexp.MustCompile(`[^A-Za-z0-9._-]+`)

// LabelValue turns any text into the nearest label value of Kubernetes: whatever a label value cannot hold becomes a
// hyphen, the ends are trimmed to a letter or digit, and it is cut at 63 characters. Valid values stay as they are; a
// text without any letter or digit becomes empty. Owners are often mail addresses, which Azure's tags can hold and
// Kubernetes' labels cannot: platform@contoso.example becomes platform-contoso.example.
//
// Source: https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set
func LabelValue(text string) string {
	value := trimLabelValue(notInLabelValue.ReplaceAllString(text, "-"))
	if len(value) > validation.LabelValueMaxLength {
		value = trimLabelValue(value[:validation.LabelValueMaxLength])
	}
	return value
}

func trimLabelValue(value string) string { return strings.Trim(value, "._-") }
