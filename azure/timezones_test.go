package azure_test

import (
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestTimeZones(t *testing.T) {
	for name, want := range map[string][2]time.Duration{
		"UTC":                          {0, 0},
		"W. Europe Standard Time":      {time.Hour, 2 * time.Hour},
		"Pacific Standard Time":        {-8 * time.Hour, -7 * time.Hour},
		"India Standard Time":          {5*time.Hour + 30*time.Minute, 5*time.Hour + 30*time.Minute},
		"AUS Eastern Standard Time":    {10 * time.Hour, 11 * time.Hour},
		"US Mountain Standard Time":    {-7 * time.Hour, -7 * time.Hour},
		"Newfoundland Standard Time":   {-3*time.Hour - 30*time.Minute, -2*time.Hour - 30*time.Minute},
		"Nepal Standard Time":          {5*time.Hour + 45*time.Minute, 5*time.Hour + 45*time.Minute},
		"Cen. Australia Standard Time": {9*time.Hour + 30*time.Minute, 10*time.Hour + 30*time.Minute},
	} {
		zone, ok := azure.LookupTimeZone(name)
		assert.True(t, ok, name)
		assert.Equal(t, azure.TimeZone{Name: name, Standard: want[0], Daylight: want[1]}, zone)
	}
	for _, name := range []string{"Europe/Berlin", "w. europe standard time", ""} {
		_, ok := azure.LookupTimeZone(name)
		assert.False(t, ok, name)
	}
}

func TestEveryTimeZoneIsOnThisPlanet(t *testing.T) {
	names := azure.TimeZoneNames()
	assert.True(t, slices.IsSorted(names))
	for _, name := range names {
		zone, _ := azure.LookupTimeZone(name)
		assert.GreaterOrEqual(t, zone.Standard, -12*time.Hour, name)
		assert.LessOrEqual(t, zone.Daylight, 14*time.Hour, name)
		assert.Contains(t, []time.Duration{0, time.Hour}, zone.Daylight-zone.Standard, name)
	}
}
