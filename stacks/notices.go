package stacks

import (
	"fmt"
	"strings"
)

// Notices are what the deployer should know about a configuration that is valid: keys that must be set before a real
// deployment, and capacity that will be short.
func Notices(raw Raw, config Config) []string {
	var notices []string
	if keys := Placeholders(raw); len(keys) > 0 {
		names := make([]string, len(keys))
		for i, key := range keys {
			names[i] = strings.TrimPrefix(string(key), Namespace+":")
		}
		notices = append(notices, fmt.Sprintf("%s: %d keys hold placeholders that only the simulator takes; set them before deploying to Azure: %s",
			raw.File, len(names), strings.Join(names, ", ")))
	}
	if config.Egress.Mode == EgressFirewall {
		if warning := config.Hub.SNATWarning(config.Egress.PeakFlows); warning != "" {
			notices = append(notices, "egress.peakFlows: "+warning)
		}
	}
	return notices
}
