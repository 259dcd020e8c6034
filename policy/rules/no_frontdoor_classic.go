package rules

import (
	"slices"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noFrontdoorClassic = pack.Rule{
	ID:       "no-frontdoor-classic",
	Title:    "No Front Door or CDN (classic)",
	Severity: pack.Medium,
	Level:    pack.Mandatory,
	Why:      "Front Door (classic) retires on 31 March 2027 and CDN from Microsoft (classic) on 30 September 2027; no new ones can be made.",
	Absent:   "A program without them has nothing to change.",
	Remedy:   "Use a cdn Profile with the SKU Premium_AzureFrontDoor or Standard_AzureFrontDoor.",
	Source:   "https://learn.microsoft.com/azure/frontdoor/classic-retirement-faq",
	Types:    append(slices.Clone(classicFrontDoors), typeFrontDoorProfile),
	Check: func(r pack.Resource) pack.Verdict {
		if r.Type() == typeFrontDoorProfile {
			return r.At("sku", "name").MustNotBe("Standard_Microsoft", "Standard_Verizon", "Premium_Verizon", "Custom_Verizon", "Standard_Akamai")
		}
		return r.Fail("the resource is part of Front Door (classic) or CDN (classic)")
	},
	Pass: pack.Examples{
		"premium":                       one(typeFrontDoorProfile, "sku.name", "Premium_AzureFrontDoor"),
		"standard, classic ones absent": one(typeFrontDoorProfile, "sku.name", "Standard_AzureFrontDoor"),
		"SKU left out":                  one(typeFrontDoorProfile, "location", "global"),
	},
	Fail: pack.Examples{
		"Front Door":   one("azure-native:network:FrontDoor", "enabledState", "Enabled"),
		"rules":        one("azure-native:network/v20210601:RulesEngine", "frontDoorName", "fd"),
		"CDN endpoint": one("azure-native:cdn:Endpoint", "isHttpAllowed", false),
		"CDN profile":  one(typeFrontDoorProfile, "sku.name", "Standard_Microsoft"),
	},
}

// classicFrontDoors are the resources that exist in the classic services only.
var classicFrontDoors = []string{"azure-native:network:FrontDoor", "azure-native:network:RulesEngine", "azure-native:cdn:Endpoint", "azure-native:cdn:CustomDomain"}
