package azure

import (
	"fmt"
	"strings"
	"unicode/utf8"
)

// Limits on tags. Source: https://learn.microsoft.com/azure/azure-resource-manager/management/tag-resources#limitations
const (
	// MaxTags is how many tags one resource, resource group or subscription may carry.
	MaxTags = 50
	// MaxTagNameLength is the longest tag name, in characters; 128 on storage accounts.
	MaxTagNameLength = 512
	// MaxTagValueLength is the longest tag value, in characters.
	MaxTagValueLength = 256
)

// taggable holds the canonical tokens whose azure-native v2.88 arguments have `tags`.
var taggable = map[string]bool{
	TypeResourceGroup:                true,
	TypeVirtualNetwork:               true,
	TypeNetworkSecurityGroup:         true,
	TypeRouteTable:                   true,
	TypePublicIPAddress:              true,
	TypePublicIPPrefix:               true,
	TypeNatGateway:                   true,
	TypeFirewallPolicy:               true,
	TypeIPGroup:                      true,
	TypeAzureFirewall:                true,
	TypeBastionHost:                  true,
	TypePrivateZone:                  true,
	TypeVirtualNetworkLink:           true,
	TypePrivateEndpoint:              true,
	TypeManagedCluster:               true,
	TypeAgentPool:                    true,
	TypeUserAssignedIdentity:         true,
	TypeDNSResolver:                  true,
	TypeInboundEndpoint:              true,
	TypeWorkspace:                    true,
	TypeApplicationGateway:           true,
	TypeWebApplicationFirewallPolicy: true,
	TypeRegistry:                     true,
	TypeReplication:                  true,
	TypeRegistryAgentPool:            true,
	TypeRegistryTask:                 true,
	TypeFlowLog:                      true,
	TypeVault:                        true,
	TypeSecret:                       true,
	TypeQueryPack:                    true,
	TypeComponent:                    true,
	TypeDataCollectionEndpoint:       true,
	TypeDataCollectionRule:           true,
	TypeActionGroup:                  true,
	TypeActivityLogAlert:             true,
	TypeMetricAlert:                  true,
	TypeScheduledQueryRule:           true,
	TypeWorkbook:                     true,
	TypeAzureMonitorWorkspace:        true,
	TypePrometheusRuleGroup:          true,
	TypeGrafana:                      true,
	TypeSystemTopic:                  true,
	TypeSecurityAutomation:           true,
	TypeWorkflow:                     true,
	TypeStorageAccount:               true,
	TypeBackupVault:                  true,
	TypeBackupInstance:               true,
}

// TakesTags reports whether resources of this type have a `tags` input in azure-native v2.88. The API version in the
// token is ignored; a type this package does not know has none.
func TakesTags(token string) bool {
	return taggable[CanonicalType(token)]
}

// CheckTag returns an error if ARM would refuse a tag: an empty or too long name, a too long value, or one of the
// characters that no tag name may hold.
func CheckTag(name, value string) error {
	switch {
	case name == "":
		return fmt.Errorf("a tag name is empty")
	case utf8.RuneCountInString(name) > MaxTagNameLength:
		return fmt.Errorf("tag name %.20q... has %d characters, at most %d are allowed", name, utf8.RuneCountInString(name), MaxTagNameLength)
	case strings.ContainsAny(name, `<>%&\?/`):
		return fmt.Errorf(`tag name %q holds one of <>%%&\?/, which ARM refuses`, name)
	case utf8.RuneCountInString(value) > MaxTagValueLength:
		return fmt.Errorf("the value of tag %q has %d characters, at most %d are allowed", name, utf8.RuneCountInString(value), MaxTagValueLength)
	}
	return nil
}
