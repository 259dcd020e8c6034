package network

import (
	"strconv"
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
)

// serviceTags are the tags that rules may name instead of addresses, in lower case.
// Source: https://learn.microsoft.com/azure/virtual-network/service-tags-overview#available-service-tags
var serviceTags = func() map[string]bool {
	tags := map[string]bool{}
	for tag := range strings.FieldsSeq(`
		actiongroup apimanagement applicationinsightsavailability appconfiguration appservice appservicemanagement
		autonomousdevelopmentplatform azureactivedirectory azureactivedirectorydomainservices azureadvancedthreatprotection
		azurearcinfrastructure azureattestation azurebackup azurebotservice azurecloud azurecognitivesearch azureconnectors
		azurecontainerappsservice azurecontainerregistry azurecosmosdb azuredatabricks azuredataexplorermanagement
		azuredeviceupdate azuredevops azuredigitaltwins azureeventgrid azurefrontdoor.frontend azurefrontdoor.backend
		azurefrontdoor.firstparty azurefrontdoor.microsoftsecurity azurehealthcareapis azureinformationprotection azureiothub
		azurekeyvault azureloadbalancer azureloadtestinginstancemanagement azuremachinelearning azuremachinelearninginference
		azuremanagedgrafana azuremonitor azuremonitorforsap azureopendatasets azureplatformdns azureplatformimds
		azureplatformlkm azureresourcemanager azuresentinel azuresignalr azuresiterecovery azuresphere azurespringcloud
		azurestack azuretrafficmanager azureupdatedelivery azurevideoanalyzerforvideo azurewebpubsub batchnodemanagement
		chaosstudio cognitiveservicesfrontend cognitiveservicesmanagement datafactory datafactorymanagement
		dynamics365businesscentral dynamics365formarketingemail eopexternalpublishedips eventhub gatewaymanager
		githubnetworking guestandhybridmanagement hdinsight internet kustoanalytics logicapps logicappsmanagement
		m365managementactivityapi m365managementactivityapiwebhook marketplace microsoftazurefluidrelay
		microsoftcloudappsecurity microsoftcontainerregistry microsoftdefenderforendpoint microsoftpurviewpolicydistribution
		onedscollector powerbi powerplatforminfra powerplatformplex powerqueryonline scuba securitycopilot serialconsole
		servicebus servicefabric sql sqlmanagement storage storagemover storagesyncservice videoindexer virtualdesktop
		virtualnetwork windowsadmincenter windowsvirtualdesktop`) {
		tags[tag] = true
	}
	return tags
}()

// isServiceTag reports whether a text is a service tag, alone or of a region ("AzureCloud.westeurope").
func isServiceTag(text string) bool {
	tag := strings.ToLower(text)
	if serviceTags[tag] {
		return true
	}
	service, region, ok := strings.Cut(tag, ".")
	if !ok || !serviceTags[service] {
		return false
	}
	if _, known := azure.LookupLocation(region); known {
		return true
	}
	for _, name := range azure.LocationNames() { // some regions are spelled differently in tags
		if location, ok := azure.LookupLocation(name); ok && strings.EqualFold(location.ServiceTag(service), tag) {
			return true
		}
	}
	return false
}

// portWithin reports whether a port lies in a range as rules write it: "443", "80-90", "*".
func portWithin(text, port string) bool {
	if text == "*" || text == port {
		return true
	}
	low, high, isRange := strings.Cut(text, "-")
	if !isRange {
		return false
	}
	a, err1 := strconv.Atoi(low)
	b, err2 := strconv.Atoi(high)
	p, err3 := strconv.Atoi(port)
	return err1 == nil && err2 == nil && err3 == nil && a <= p && p <= b
}
