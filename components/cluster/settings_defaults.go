package cluster

import (
	"fmt"
	"math"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

// unset marks a number of a node pool that the configuration does not give and whose default depends on another
// value of the same pool. Complete replaces it.
const unset = math.MinInt

// defaultKubernetesVersion is one minor behind the newest: new enough to be supported for long, old enough to have
// been run by others.
func defaultKubernetesVersion() string { return fmt.Sprintf("1.%d", azure.NewestKubernetesMinor-1) }

// SetDefaults implements field.Defaulter. It leaves alone what depends on values that are decoded later, which is all
// about node pools; see [Settings.Complete].
func (s *Settings) SetDefaults(class environment.Class) {
	s.KubernetesVersion = defaultKubernetesVersion()
	s.SKU.Tier = environment.Pick(class, TierFree, TierStandard)
	s.SupportPlan = SupportOfficial
	s.NodeResourceGroupProfile.RestrictionLevel = environment.Pick(class, RestrictionUnrestricted, RestrictionReadOnly)
	s.APIServer.SetDefaults(class)
	s.Network.SetDefaults(class)
	s.AllowedVMFamilies = []string{"Dd v5", "Dds v5", "Dds v6", "Ed v5", "Fs v2"}
	s.AutoScalerProfile.SetDefaults(class)
	s.AutoUpgradeProfile.SetDefaults(class)
	s.Maintenance.SetDefaults(class)
	s.SecretsProvider.SetDefaults(class)
	s.ImageCleaner.SetDefaults(class)
	s.Defender = environment.Pick(class, false, true)
	s.Diagnostics.SetDefaults(class)
	s.OIDCIssuer = true
	s.BootstrapArtifacts = "direct"
	s.NodeProvisioning = "manual"
}

// Complete fills the defaults that depend on other settings: the pools when none are given, and in each pool what
// follows from its mode, its priority and the cluster's version. It runs once, after decoding; a second time changes
// nothing. Whatever reads node pools works on completed settings.
func (s *Settings) Complete(class environment.Class) {
	if s.NodePools == nil {
		s.NodePools = defaultNodePools(class)
	}
	pools := make([]NodePool, len(s.NodePools))
	for i, pool := range s.NodePools {
		pool.complete(class, s.KubernetesVersion)
		pools[i] = pool
	}
	s.NodePools = pools
}

// completed returns a completed copy. It takes production's numbers, the larger ones, where the settings were not
// completed before.
func (s Settings) completed() Settings {
	s.Complete(environment.Prod)
	return s
}

func defaultNodePools(class environment.Class) []NodePool {
	pools := []NodePool{{}, {}}
	for i := range pools {
		pools[i].SetDefaults(class)
	}
	pools[0].Name, pools[0].Mode = "npsystem", ModeSystem
	pools[1].Name, pools[1].Mode = "npuser01", ModeUser
	return pools
}

// DefaultSettings are the settings of an environment whose configuration says nothing about its cluster.
func DefaultSettings(class environment.Class) Settings {
	var s Settings
	s.SetDefaults(class)
	s.Complete(class)
	return s
}
