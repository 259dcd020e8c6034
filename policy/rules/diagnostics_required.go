package rules

import (
	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var diagnosticsRequired = pack.Rule{
	ID:       "diagnostics-required",
	Title:    "Resources send their logs somewhere",
	Severity: pack.Medium,
	Level:    pack.MandatoryProd,
	Why:      "Platform logs exist from the moment they are switched on; what happened before an incident cannot be asked for afterwards.",
	Absent:   "Azure keeps no resource logs.",
	Remedy:   "Add a DiagnosticSetting whose resourceUri is the ID of the resource.",
	Source:   "https://learn.microsoft.com/azure/azure-monitor/platform/diagnostic-settings",
	Types:    diagnosed,
	CheckStack: func(s pack.Stack) pack.Verdict {
		var verdicts []pack.Verdict
		for _, r := range s.Of(diagnosed...) {
			settings, more := settingsOf(s, r)
			if len(settings) > 0 {
				continue
			}
			verdicts = append(verdicts, pack.When(more, pack.Pass, func() pack.Verdict {
				return r.Fail("no diagnostic setting has this resource as its target")
			}))
		}
		return pack.All(verdicts...)
	},
	Pass: pack.Examples{
		"by ID": pack.Together(aks(), setting(exampleClusterID)),
		"by ID in other case": pack.Together(aks(), object("d", "azure-native:insights/v20210501preview:DiagnosticSetting",
			"resourceUri", "/subscriptions/0B1F6471-1BF0-4DDA-AEC3-CB9272F09590/resourcegroups/RG-example/providers/microsoft.containerservice/managedclusters/AKS-example")),
		"ID not known yet": pack.Together(object("fw", azure.TypeAzureFirewall, "location", "westeurope"),
			madeFrom(object("d", azure.TypeDiagnosticSetting, "resourceUri", pack.Unknown), "resourceUri", "fw")),
		"storage and its blobs": pack.Together(object("st", azure.TypeStorageAccount, "id", storageID), setting(storageID),
			object("blobs", azure.TypeDiagnosticSetting, "resourceUri", storageID+"/blobServices/default")),
		"type without logs, setting left out": pack.Together(object("rt", azure.TypeRouteTable, "location", "westeurope")),
	},
	Fail: pack.Examples{
		"setting left out": pack.Together(aks()),
		"registry":         pack.Together(acr()),
		"vault":            pack.Together(object("kv", azure.TypeVault, "vaultName", "kv-example")),
		"storage":          pack.Together(object("st", azure.TypeStorageAccount, "accountName", "stexample")),
		"storage, blobs only": pack.Together(object("st", azure.TypeStorageAccount, "id", storageID),
			object("blobs", azure.TypeDiagnosticSetting, "resourceUri", storageID+"/blobServices/default")),
		"gateway":              pack.Together(object("apw", azure.TypeApplicationGateway, "applicationGatewayName", "apw-example")),
		"Event Grid topic":     pack.Together(object("evgt", azure.TypeSystemTopic, "systemTopicName", "aks-example")),
		"data collection rule": pack.Together(object("dcr", azure.TypeDataCollectionRule, "dataCollectionRuleName", "MSCI-example")),
		"Cosmos DB":            pack.Together(cosmos("westeurope")),
		"Redis":                pack.Together(object("redis", typeRedisEnterprise, "clusterName", "redis-example")),
		"Front Door":           pack.Together(object("afd", typeFrontDoorProfile, "profileName", "afd-example")),
		"setting of another":   pack.Together(aks(), object("b", azure.TypeBastionHost, "id", addressID), setting(addressID)),
		"one of two":           pack.Together(aks(), object("b", azure.TypeBastionHost, "id", addressID), setting(exampleClusterID)),
		"ID not known yet, of another": pack.Together(object("fw", azure.TypeAzureFirewall, "location", "westeurope"), object("v", azure.TypeVirtualNetwork, "location", "westeurope"),
			madeFrom(object("d", azure.TypeDiagnosticSetting, "resourceUri", pack.Unknown), "resourceUri", "fw")),
	},
}

// diagnosed are the types whose logs or metrics the landing zone collects.
var diagnosed = []string{
	azure.TypeAzureFirewall, azure.TypeVirtualNetwork, azure.TypeNetworkSecurityGroup, azure.TypePublicIPAddress,
	azure.TypeBastionHost, azure.TypeManagedCluster, azure.TypeWorkspace, azure.TypeApplicationGateway, typeVirtualNetworkGateway,
	azure.TypeRegistry, azure.TypeVault, azure.TypeDataCollectionRule, azure.TypeSystemTopic, typeEventGridTopic,
	azure.TypeStorageAccount, typeDatabaseAccount, typeRedis, typeRedisEnterprise, typeFrontDoorProfile,
}

const storageID = exampleGroupID + "/providers/Microsoft.Storage/storageAccounts/stexample"
