package cluster

import (
	"slices"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Channels of automatic Kubernetes upgrades.
const (
	ChannelNone   = "none"
	ChannelPatch  = "patch"
	ChannelStable = "stable"
	ChannelRapid  = "rapid"
)

// Channels of automatic upgrades of the nodes' operating system.
const (
	NodeOSNodeImage     = "NodeImage"
	NodeOSSecurityPatch = "SecurityPatch"
)

// AutoUpgradeProfile says what AKS upgrades by itself, in the windows of [Maintenance].
type AutoUpgradeProfile struct {
	// UpgradeChannel is the channel of Kubernetes itself: none (upgrades are made by changing kubernetesVersion), patch,
	// stable or rapid. With any but none the version in the configuration is only the first one. Default dev and qa
	// patch, prod none; prod accepts none and patch. https://learn.microsoft.com/azure/aks/auto-upgrade-cluster
	UpgradeChannel string `json:"upgradeChannel" jsonschema:"enum=none,enum=patch,enum=stable,enum=rapid"`
	// NodeOSUpgradeChannel is the channel of the nodes' operating system: NodeImage (default: a new image every week) or
	// SecurityPatch, which wants a daily window. https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image
	NodeOSUpgradeChannel string `json:"nodeOSUpgradeChannel" jsonschema:"enum=NodeImage,enum=SecurityPatch"`
}

// SetDefaults implements field.Defaulter. qa upgrades like dev, so that a patch was seen there before production.
func (a *AutoUpgradeProfile) SetDefaults(class environment.Class) {
	a.UpgradeChannel = ChannelPatch
	if class == environment.Prod {
		a.UpgradeChannel = ChannelNone
	}
	a.NodeOSUpgradeChannel = NodeOSNodeImage
}

const (
	channelSource = "https://learn.microsoft.com/azure/aks/auto-upgrade-cluster#cluster-autoupgrade-channels"
	nodeOSSource  = "https://learn.microsoft.com/azure/aks/auto-upgrade-node-os-image#channels-for-node-os-image-upgrades"
)

// Automatic reports whether AKS upgrades Kubernetes by itself.
func (a AutoUpgradeProfile) Automatic() bool { return a.UpgradeChannel != ChannelNone }

// Validate reports every mistake in the channels.
func (a AutoUpgradeProfile) Validate(path field.Path, class environment.Class) field.Errors {
	var errors field.Errors
	channel, nodeOS := path.Child("upgradeChannel"), path.Child("nodeOSUpgradeChannel")
	switch {
	case a.UpgradeChannel == "node-image":
		errors.Add(field.Error{
			Path: channel, Value: a.UpgradeChannel, Rule: "is superseded by nodeOSUpgradeChannel NodeImage", Remedy: "choose none or patch",
			Source: channelSource,
		})
	case class == environment.Prod && slices.Contains([]string{ChannelStable, ChannelRapid}, a.UpgradeChannel):
		errors.Add(field.Error{
			Path: channel, Value: a.UpgradeChannel, Rule: "moves production to another minor version by itself", Remedy: "choose none or patch",
			Source: channelSource,
		})
	default:
		errors.Append(field.OneOf(channel, a.UpgradeChannel, []string{ChannelNone, ChannelPatch, ChannelStable, ChannelRapid}, channelSource))
	}
	switch a.NodeOSUpgradeChannel {
	case "Unmanaged", "None":
		errors.Add(field.Error{
			Path: nodeOS, Value: a.NodeOSUpgradeChannel, Rule: "leaves it to chance whether nodes get their security updates",
			Remedy: "choose NodeImage", Source: nodeOSSource,
		})
	default:
		errors.Append(field.OneOf(nodeOS, a.NodeOSUpgradeChannel, []string{NodeOSNodeImage, NodeOSSecurityPatch}, nodeOSSource))
	}
	return errors
}

// autoUpgradeProfile maps the settings to ARM.
func (b *builder) autoUpgradeProfile() containerservice.ManagedClusterAutoUpgradeProfileArgs {
	return containerservice.ManagedClusterAutoUpgradeProfileArgs{
		NodeOSUpgradeChannel: pulumi.String(b.settings.AutoUpgradeProfile.NodeOSUpgradeChannel),
		UpgradeChannel:       pulumi.String(b.settings.AutoUpgradeProfile.UpgradeChannel),
	}
}
