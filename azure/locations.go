package azure

import (
	"maps"
	"slices"
	"strings"
)

// Location is an Azure region of the public cloud.
type Location struct {
	// Name is the form ARM uses: lower case, no spaces ("westeurope").
	Name string
	// DisplayName is the form the portal shows ("West Europe").
	DisplayName string
	// Zones are the availability zones a subscription may ask for ("1", "2", "3"); empty where the region has none.
	// The numbers are per subscription: zone 1 of two subscriptions need not be the same building.
	Zones []string
	// Pair is the region that Azure pairs with this one for platform updates and geo-replication; empty where there is
	// none. Several pairs are one-way (westus3 names eastus, eastus names westus), restricted, or without zones.
	Pair string
}

// locations is what the ARM locations API answered on 2026-03-12, without the canary and staging regions.
//
// Source: Azure/terraform-azurerm-avm-utl-regions, modules/cached-data/locations.tf.json;
// https://learn.microsoft.com/azure/reliability/regions-list
var locations = map[string]Location{
	"australiacentral":   {Name: "australiacentral", DisplayName: "Australia Central", Pair: "australiacentral2"},
	"australiacentral2":  {Name: "australiacentral2", DisplayName: "Australia Central 2", Pair: "australiacentral"},
	"australiaeast":      {Name: "australiaeast", DisplayName: "Australia East", Zones: threeZones, Pair: "australiasoutheast"},
	"australiasoutheast": {Name: "australiasoutheast", DisplayName: "Australia Southeast", Pair: "australiaeast"},
	"austriaeast":        {Name: "austriaeast", DisplayName: "Austria East", Zones: threeZones},
	"belgiumcentral":     {Name: "belgiumcentral", DisplayName: "Belgium Central", Zones: threeZones},
	"brazilsouth":        {Name: "brazilsouth", DisplayName: "Brazil South", Zones: threeZones, Pair: "southcentralus"},
	"brazilsoutheast":    {Name: "brazilsoutheast", DisplayName: "Brazil Southeast", Pair: "brazilsouth"},
	"canadacentral":      {Name: "canadacentral", DisplayName: "Canada Central", Zones: threeZones, Pair: "canadaeast"},
	"canadaeast":         {Name: "canadaeast", DisplayName: "Canada East", Pair: "canadacentral"},
	"centralindia":       {Name: "centralindia", DisplayName: "Central India", Zones: threeZones, Pair: "southindia"},
	"centralus":          {Name: "centralus", DisplayName: "Central US", Zones: threeZones, Pair: "eastus2"},
	"chilecentral":       {Name: "chilecentral", DisplayName: "Chile Central", Zones: threeZones},
	"denmarkeast":        {Name: "denmarkeast", DisplayName: "Denmark East", Zones: threeZones},
	"eastasia":           {Name: "eastasia", DisplayName: "East Asia", Zones: threeZones, Pair: "southeastasia"},
	"eastus":             {Name: "eastus", DisplayName: "East US", Zones: threeZones, Pair: "westus"},
	"eastus2":            {Name: "eastus2", DisplayName: "East US 2", Zones: threeZones, Pair: "centralus"},
	"francecentral":      {Name: "francecentral", DisplayName: "France Central", Zones: threeZones, Pair: "francesouth"},
	"francesouth":        {Name: "francesouth", DisplayName: "France South", Pair: "francecentral"},
	"germanynorth":       {Name: "germanynorth", DisplayName: "Germany North", Pair: "germanywestcentral"},
	"germanywestcentral": {Name: "germanywestcentral", DisplayName: "Germany West Central", Zones: threeZones, Pair: "germanynorth"},
	"indonesiacentral":   {Name: "indonesiacentral", DisplayName: "Indonesia Central", Zones: threeZones},
	"israelcentral":      {Name: "israelcentral", DisplayName: "Israel Central", Zones: threeZones},
	"italynorth":         {Name: "italynorth", DisplayName: "Italy North", Zones: threeZones},
	"japaneast":          {Name: "japaneast", DisplayName: "Japan East", Zones: threeZones, Pair: "japanwest"},
	"japanwest":          {Name: "japanwest", DisplayName: "Japan West", Zones: threeZones, Pair: "japaneast"},
	"jioindiacentral":    {Name: "jioindiacentral", DisplayName: "Jio India Central", Pair: "jioindiawest"},
	"jioindiawest":       {Name: "jioindiawest", DisplayName: "Jio India West", Pair: "jioindiacentral"},
	"koreacentral":       {Name: "koreacentral", DisplayName: "Korea Central", Zones: threeZones, Pair: "koreasouth"},
	"koreasouth":         {Name: "koreasouth", DisplayName: "Korea South", Pair: "koreacentral"},
	"malaysiawest":       {Name: "malaysiawest", DisplayName: "Malaysia West", Zones: threeZones},
	"mexicocentral":      {Name: "mexicocentral", DisplayName: "Mexico Central", Zones: threeZones},
	"newzealandnorth":    {Name: "newzealandnorth", DisplayName: "New Zealand North", Zones: threeZones},
	"northcentralus":     {Name: "northcentralus", DisplayName: "North Central US", Pair: "southcentralus"},
	"northeurope":        {Name: "northeurope", DisplayName: "North Europe", Zones: threeZones, Pair: "westeurope"},
	"norwayeast":         {Name: "norwayeast", DisplayName: "Norway East", Zones: threeZones, Pair: "norwaywest"},
	"norwaywest":         {Name: "norwaywest", DisplayName: "Norway West", Pair: "norwayeast"},
	"polandcentral":      {Name: "polandcentral", DisplayName: "Poland Central", Zones: threeZones},
	"qatarcentral":       {Name: "qatarcentral", DisplayName: "Qatar Central", Zones: threeZones},
	"southafricanorth":   {Name: "southafricanorth", DisplayName: "South Africa North", Zones: threeZones, Pair: "southafricawest"},
	"southafricawest":    {Name: "southafricawest", DisplayName: "South Africa West", Pair: "southafricanorth"},
	"southcentralus":     {Name: "southcentralus", DisplayName: "South Central US", Zones: threeZones, Pair: "northcentralus"},
	"southeastasia":      {Name: "southeastasia", DisplayName: "Southeast Asia", Zones: threeZones, Pair: "eastasia"},
	"southindia":         {Name: "southindia", DisplayName: "South India", Pair: "centralindia"},
	"spaincentral":       {Name: "spaincentral", DisplayName: "Spain Central", Zones: threeZones},
	"swedencentral":      {Name: "swedencentral", DisplayName: "Sweden Central", Zones: threeZones, Pair: "swedensouth"},
	"switzerlandnorth":   {Name: "switzerlandnorth", DisplayName: "Switzerland North", Zones: threeZones, Pair: "switzerlandwest"},
	"switzerlandwest":    {Name: "switzerlandwest", DisplayName: "Switzerland West", Pair: "switzerlandnorth"},
	"uaecentral":         {Name: "uaecentral", DisplayName: "UAE Central", Pair: "uaenorth"},
	"uaenorth":           {Name: "uaenorth", DisplayName: "UAE North", Zones: threeZones, Pair: "uaecentral"},
	"uksouth":            {Name: "uksouth", DisplayName: "UK South", Zones: threeZones, Pair: "ukwest"},
	"ukwest":             {Name: "ukwest", DisplayName: "UK West", Pair: "uksouth"},
	"westcentralus":      {Name: "westcentralus", DisplayName: "West Central US", Pair: "westus2"},
	"westeurope":         {Name: "westeurope", DisplayName: "West Europe", Zones: threeZones, Pair: "northeurope"},
	"westindia":          {Name: "westindia", DisplayName: "West India", Pair: "southindia"},
	"westus":             {Name: "westus", DisplayName: "West US", Pair: "eastus"},
	"westus2":            {Name: "westus2", DisplayName: "West US 2", Zones: threeZones, Pair: "westcentralus"},
	"westus3":            {Name: "westus3", DisplayName: "West US 3", Zones: threeZones, Pair: "eastus"},
}

// threeZones is what every region with zones offers.
var threeZones = []string{"1", "2", "3"}

// serviceTagRegions are the regions whose service tags are not spelled like the region.
//
// Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview (the list below "Discover service tags by
// using downloadable JSON files")
var serviceTagRegions = map[string]string{
	"francecentral":      "centralfrance",
	"francesouth":        "southfrance",
	"germanynorth":       "germanyn",
	"germanywestcentral": "germanywc",
	"norwayeast":         "norwaye",
	"norwaywest":         "norwayw",
	"switzerlandnorth":   "switzerlandn",
	"switzerlandwest":    "switzerlandw",
}

// LookupLocation returns the region with this ARM name. It also takes a display name, and ignores case, as ARM does.
func LookupLocation(name string) (location Location, ok bool) {
	location, ok = locations[NormalizeLocation(name)]
	location.Zones = slices.Clone(location.Zones)
	return location, ok
}

// NormalizeLocation brings any spelling of a region that ARM accepts ("West Europe", "WestEurope") into the form in
// which ARM returns it ("westeurope").
func NormalizeLocation(name string) string {
	return strings.ToLower(strings.ReplaceAll(name, " ", ""))
}

// LocationNames returns the ARM names of all regions, sorted.
func LocationNames() []string {
	return slices.Sorted(maps.Keys(locations))
}

// ServiceTag returns the regional form of a service tag, such as "AzureCloud.westeurope" for the service "AzureCloud".
// Eight regions are spelled differently there: Germany West Central is "AzureCloud.germanywc".
func (l Location) ServiceTag(service string) string {
	region := l.Name
	if spelled, ok := serviceTagRegions[l.Name]; ok {
		region = spelled
	}
	return service + "." + region
}

// HasZones reports whether the region has availability zones.
func (l Location) HasZones() bool { return len(l.Zones) > 0 }
