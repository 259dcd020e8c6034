package rules

import (
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var poolMaxSurge = pack.Rule{
	ID:       "pool-max-surge",
	Title:    "Upgrades add a tenth to a half of the nodes",
	Severity: pack.Low,
	Level:    pack.MandatoryProd,
	Why: "One extra node makes the upgrade of a large pool last for days, in which security fixes wait; too many at once " +
		"overrun quota and disruption budgets.",
	Absent: "What Azure does has changed over time, between one node and 10 %, so it must be said.",
	Remedy: "Set upgradeSettings.maxSurge to a percentage from 10% to 50%, such as 33%.",
	Source: "https://learn.microsoft.com/azure/aks/upgrade-aks-cluster#customize-node-surge-upgrade",
	Types:  poolTypes,
	Check: func(r pack.Resource) pack.Verdict {
		return eachPool(r, func(pool pack.Value) pack.Verdict {
			surges := isSpot(pool).Not().And(osType(pool).Is("Linux"))
			return pack.When(surges,
				func() pack.Verdict {
					return pool.At("upgradeSettings", "maxSurge").MustMatch("must be from 10% to 50%", surgesModerately)
				},
				func() pack.Verdict { return pack.Skip("%s is on Spot or Windows", poolName(pool)) })
		})
	},
	Pass: pack.Examples{
		"a third":      ownPool("upgradeSettings.maxSurge", "33%"),
		"lower border": ownPool("upgradeSettings.maxSurge", "10%"),
		"upper border": inlinePool("upgradeSettings.maxSurge", "50%"),
		"Spot":         ownPool("scaleSetPriority", "Spot"),
		"Windows":      ownPool("osType", "Windows", "upgradeSettings.maxSurge", "1"),
	},
	Fail: pack.Examples{
		"one node":          ownPool("upgradeSettings.maxSurge", "1"),
		"too little":        ownPool("upgradeSettings.maxSurge", "9%"),
		"too much":          inlinePool("upgradeSettings.maxSurge", "51%"),
		"property left out": ownPool("upgradeSettings.drainTimeoutInMinutes", 30),
		"settings left out": inlinePool("vmSize", "Standard_D2d_v5"),
	},
}

func surgesModerately(v pack.Value) bool {
	text, _ := v.Text()
	digits, isPercent := strings.CutSuffix(strings.TrimSpace(text), "%")
	n, err := strconv.Atoi(digits)
	return isPercent && err == nil && n >= 10 && n <= 50
}
