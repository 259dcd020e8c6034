package cluster_test

import (
	"testing"

	"github.com/aks-landing-zone/aks-landing-zone/components/cluster"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

func TestDefaultsOfEveryClassSideBySide(t *testing.T) {
	defaults := map[environment.Class]cluster.Settings{}
	for _, class := range environment.Classes() {
		defaults[class] = cluster.DefaultSettings(class)
	}
	compareGolden(t, "defaults", defaults)
}
