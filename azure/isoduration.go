package azure

import (
	"fmt"
	"regexp"
	"strconv"
	"time"
)

// isoDuration is what ARM writes times in. Years and months have no fixed length and are left out; ARM uses neither here.
var isoDuration = regexp.MustCompile(`^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?)?$`)

// ParseISODuration reads a duration in the form of ISO 8601 that ARM uses for windows and intervals: PT5M, PT1H, P1D. The
// error names the text.
func ParseISODuration(text string) (time.Duration, error) {
	parts := isoDuration.FindStringSubmatch(text)
	if parts == nil {
		return 0, fmt.Errorf("%q is no duration in the form of ISO 8601, such as PT5M", text)
	}
	var total time.Duration
	given := false
	for i, unit := range []time.Duration{24 * time.Hour, time.Hour, time.Minute, time.Second} {
		if parts[i+1] == "" {
			continue
		}
		n, err := strconv.ParseInt(parts[i+1], 10, 32)
		if err != nil {
			return 0, fmt.Errorf("%q is too long a duration: %w", text, err)
		}
		given = true
		total += time.Duration(n) * unit
	}
	if !given || text[len(text)-1] == 'T' {
		return 0, fmt.Errorf("%q is a duration without a number", text)
	}
	return total, nil
}
