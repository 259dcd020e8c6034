package naming_test

import (
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
)

func example() naming.Args {
	return naming.Args{
		SubscriptionID: "00000000-0000-4000-8000-000000000003", Stack: "prod", Location: "westeurope", RegionIndex: 0,
		BusinessUnit: "bu0001", Application: "a0008",
	}
}

func TestRegionalNames(t *testing.T) {
	names := naming.For(example())
	unique := names.Unique()
	got := map[string]string{}
	for _, entry := range append(names.Regional(), names.Spoke("bu0001a0008")...) {
		got[entry.Resource] = entry.Name
	}
	assert.Equal(t, map[string]string{
		"hub resource group":              "rg-enterprise-networking-hubs-westeurope",
		"spoke resource group":            "rg-enterprise-networking-spokes-westeurope",
		"workload resource group":         "rg-bu0001a0008-westeurope",
		"hub workspace":                   "la-hub-westeurope",
		"hub network":                     "vnet-westeurope-hub",
		"firewall":                        "fw-westeurope",
		"firewall policy":                 "fw-policies-westeurope",
		"first firewall address":          "pip-fw-westeurope-00",
		"flow log":                        "fl-vnet-westeurope-hub",
		"flow log identity":               "mi-fl-vnet-westeurope-hub",
		"flow log storage":                "stflweqs6ibvspasdc",
		"node subnets":                    "ipg-westeurope-AksNodepools",
		"bastion":                         "ab-westeurope",
		"DNS resolver":                    "dnspr-westeurope",
		"bastion address":                 "pip-ab-westeurope",
		"bastion rules":                   "nsg-westeurope-bastion",
		"cluster":                         "aks-" + unique,
		"node resource group":             "rg-aks-" + unique + "-nodepools",
		"cluster workspace":               "la-aks-" + unique,
		"control-plane identity":          "mi-aks-" + unique + "-controlplane",
		"kubelet identity":                "mi-aks-" + unique + "-kubelet",
		"application gateway":             "apw-aks-" + unique,
		"web application firewall policy": "waf-aks-" + unique,
		"entry address":                   "pip-bu0001a0008-00",
		"gateway identity":                "mi-appgateway-frontend",
		"ingress controller identity":     "podmi-ingress-controller",
		"vault":                           "kv-aks-" + unique,
		"registry":                        "acraks" + unique,
		"metrics workspace":               "amw-aks-" + unique,
		"container log rule":              "MSCI-westeurope-aks-" + unique,
		"metrics endpoint":                "MSProm-westeurope-aks-" + unique,
		"application insights":            "appi-aks-" + unique,
		"query pack":                      "qp-aks-" + unique,
		"grafana":                         "amg-" + unique,
		"action group":                    "ag-ticket-aks-" + unique,
		"cluster topic":                   "aks-" + unique,
		"vault topic":                     "kv-aks-" + unique,
		"backup vault":                    "bvault-aks-" + unique,
		"backup storage":                  "stbkp" + unique,
		"snapshot resource group":         "rg-aks-" + unique + "-snapshots",
		"cost storage":                    "stcst" + unique,
		"budget":                          "budget-subscription-" + unique,
		"working hours":                   "logic-start-aks-" + unique,
		"spoke network bu0001a0008":       "vnet-spoke-bu0001a0008-00",
		"route table of bu0001a0008":      "route-to-westeurope-hub-fw",
		"longest rules of bu0001a0008":    "nsg-vnet-spoke-bu0001a0008-00-privatelinkendpoints",
		"NAT gateway of bu0001a0008":      "ng-westeurope-bu0001a0008",
		"NAT addresses of bu0001a0008":    "ippre-ng-westeurope-bu0001a0008",
		"peering to bu0001a0008":          "to_vnet-spoke-bu0001a0008-00",
	}, got)
}

func TestUniquePartIsStableAndTellsStacksApart(t *testing.T) {
	unique := naming.For(example()).Unique()
	assert.Regexp(t, regexp.MustCompile(`^[a-z][a-z0-9]{12}$`), unique)
	assert.Equal(t, unique, naming.For(example()).Unique())

	for name, change := range map[string]func(*naming.Args){
		"subscription": func(a *naming.Args) { a.SubscriptionID = "00000000-0000-4000-8000-000000000009" },
		"stack":        func(a *naming.Args) { a.Stack = "qa" },
		"location":     func(a *naming.Args) { a.Location = "northeurope" },
		"application":  func(a *naming.Args) { a.Application = "a0009" },
	} {
		other := example()
		change(&other)
		assert.NotEqual(t, unique, naming.For(other).Unique(), name)
	}
}

func TestNamesOfEveryRegionKeepAzuresRules(t *testing.T) {
	short := rapid.StringMatching(`[a-z][a-z0-9]{1,7}`)
	rapid.Check(t, func(t *rapid.T) {
		names := naming.For(naming.Args{
			SubscriptionID: "00000000-0000-4000-8000-000000000003",
			Stack:          rapid.StringMatching(`[a-zA-Z0-9._-]{1,100}`).Draw(t, "stack"),
			Location:       rapid.SampledFrom(azure.LocationNames()).Draw(t, "location"),
			RegionIndex:    rapid.IntRange(0, 9).Draw(t, "index"),
			BusinessUnit:   short.Draw(t, "businessUnit"), Application: short.Draw(t, "application"),
		})
		for _, entry := range append(names.Regional(), names.Spoke(names.Workload())...) {
			require.NoError(t, entry.Check())
		}
	})
}

func TestCheckTellsWhatIsNamed(t *testing.T) {
	entry := naming.Entry{Resource: "cluster", ARMType: "Microsoft.ContainerService/managedClusters", Name: "aks_"}
	require.ErrorContains(t, entry.Check(), "name of cluster")
}
