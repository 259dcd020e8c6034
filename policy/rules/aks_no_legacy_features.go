package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var aksNoLegacyFeatures = pack.Rule{
	ID:       "aks-no-legacy-features",
	Title:    "Nothing retired is switched on",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A retired feature gets no fixes and stops working on Azure's day, not on yours.",
	Absent:   "Azure switches none of these on.",
	Remedy: "Remove the property; the message names what takes its place. Service principals and kubenet have rules of their " +
		"own.",
	Source: "https://learn.microsoft.com/azure/aks/release-tracker",
	Types:  poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		pools := eachPool(r, legacyPool)
		if r.Type() == azure.TypeAgentPool {
			return pools
		}
		verdicts := []pack.Verdict{
			pools,
			retired(r.At("podIdentityProfile", "enabled"), "Microsoft Entra Workload ID"),
			retired(r.At("enablePodSecurityPolicy"), "Pod Security Admission"),
		}
		for _, addon := range legacyAddons {
			verdicts = append(verdicts, retired(addonProfile(r, addon.key).At("enabled"), addon.successor))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"all left out":     cluster("location", "westeurope"),
		"all off":          cluster("addonProfiles.kubeDashboard.enabled", false, "addonProfiles.httpApplicationRouting.enabled", false, "podIdentityProfile.enabled", false, "enablePodSecurityPolicy", false),
		"current pools":    cluster("agentPoolProfiles", list(set("name", "a", "type", "VirtualMachineScaleSets", "osSKU", "AzureLinux"), set("name", "b", "osSKU", "Windows2022"))),
		"virtual machines": ownPool("type", "VirtualMachines", "osSKU", "Ubuntu"),
	},
	Fail: pack.Examples{
		"dashboard":                    cluster("addonProfiles.kubeDashboard.enabled", true),
		"dashboard, key in other case": cluster("addonProfiles.KubeDashboard.enabled", "true"),
		"HTTP application routing":     cluster("addonProfiles.httpApplicationRouting.enabled", true),
		"Open Service Mesh":            cluster("addonProfiles.openServiceMesh.enabled", true),
		"pod identity":                 cluster("podIdentityProfile.enabled", true),
		"pod security policy":          cluster("enablePodSecurityPolicy", true),
		"availability set":             inlinePool("type", "AvailabilitySet"),
		"Windows Server 2019":          ownPool("osSKU", "Windows2019"),
		"Windows Server annual":        ownPool("osSKU", "WindowsAnnual"),
		"Mariner":                      inlinePool("osSKU", "Mariner"),
		"CBL-Mariner":                  ownPool("osSKU", "CBLMariner"),
	},
}

var legacyAddons = []struct{ key, successor string }{
	{"kubeDashboard", "the resource view of the portal, or Headlamp"},
	{"httpApplicationRouting", "Gateway API or Application Gateway"},
	{"openServiceMesh", "the managed Istio add-on"},
}

var legacyOperatingSystems = []struct{ sku, successor string }{
	{"Windows2019", "Windows2022 or Windows2025"},
	{"WindowsAnnual", "Windows2022 or Windows2025"},
	{"CBLMariner", "AzureLinux"},
	{"Mariner", "AzureLinux"},
}

func retired(enabled pack.Value, successor string) pack.Verdict {
	return pack.When(enabled.Is(true),
		func() pack.Verdict { return enabled.Fail("must not be on; use %s", successor) }, pack.Pass)
}

func legacyPool(pool pack.Value) pack.Verdict {
	verdicts := []pack.Verdict{
		pool.At("type").Or("VirtualMachineScaleSets").MustBeOneOf("VirtualMachineScaleSets", "VirtualMachines"),
	}
	for _, os := range legacyOperatingSystems {
		verdicts = append(verdicts, pack.When(pool.At("osSKU").Is(os.sku),
			func() pack.Verdict {
				return pool.At("osSKU").Fail("must not be a retired system; use %s", os.successor)
			}, pack.Pass))
	}
	return pack.All(verdicts...)
}
