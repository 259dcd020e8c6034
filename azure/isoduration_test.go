package azure_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

func TestISODurations(t *testing.T) {
	for text, want := range map[string]time.Duration{
		"PT1M": time.Minute, "PT05M": 5 * time.Minute, "PT360M": 6 * time.Hour, "PT1H30M": 90 * time.Minute, "P1D": 24 * time.Hour,
		"P2DT3H4M5S": 51*time.Hour + 4*time.Minute + 5*time.Second, "PT0S": 0,
	} {
		got, err := azure.ParseISODuration(text)
		require.NoError(t, err, text)
		assert.Equal(t, want, got, text)
	}
	for _, text := range []string{"", "P", "PT", "P1DT", "5m", "PT5", "PTM", "P1M", "P1W", "PT-5M", "PT1.5H", "pt5m", "PT5M ", "PT99999999999S"} {
		_, err := azure.ParseISODuration(text)
		assert.Error(t, err, text)
	}
}
