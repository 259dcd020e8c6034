package cluster

import (
	"fmt"
	"regexp"
	"strconv"
	"time"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"

	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// AutoScalerProfile tunes the cluster autoscaler, for all pools at once. Times are a whole number with its unit, as ARM
// takes them: s for seconds, m for minutes. https://learn.microsoft.com/azure/aks/cluster-autoscaler
type AutoScalerProfile struct {
	// BalanceSimilarNodeGroups keeps pools of equal machines equally large, for one pool per zone. Default false.
	BalanceSimilarNodeGroups bool `json:"balanceSimilarNodeGroups"`
	// Expander chooses the pool that grows: random (default), least-waste or most-pods. priority is refused, since
	// nothing installs the ConfigMap that it reads.
	Expander string `json:"expander" jsonschema:"enum=random,enum=least-waste,enum=most-pods"`
	// MaxEmptyBulkDelete is how many empty nodes may go at once. Default 10.
	MaxEmptyBulkDelete int `json:"maxEmptyBulkDelete"`
	// MaxGracefulTerminationSec is how many seconds pods get to leave a node. Default 600.
	MaxGracefulTerminationSec int `json:"maxGracefulTerminationSec"`
	// MaxNodeProvisionTime is how long a new node may take to appear, in minutes. Default 15m.
	MaxNodeProvisionTime string `json:"maxNodeProvisionTime"`
	// MaxTotalUnreadyPercentage is the share of unready nodes above which the autoscaler stops, 0 to 100. Default 45.
	MaxTotalUnreadyPercentage int `json:"maxTotalUnreadyPercentage"`
	// NewPodScaleUpDelay is how old an unscheduled pod must be to count. Default 0s.
	NewPodScaleUpDelay string `json:"newPodScaleUpDelay"`
	// OkTotalUnreadyCount is how many unready nodes are fine whatever their share. Default 3.
	OkTotalUnreadyCount int `json:"okTotalUnreadyCount"`
	// ScaleDownDelayAfterAdd is how long after growing shrinking is considered again, in minutes. Default 10m.
	ScaleDownDelayAfterAdd string `json:"scaleDownDelayAfterAdd"`
	// ScaleDownDelayAfterDelete is the same after a node was removed. Default 20s.
	ScaleDownDelayAfterDelete string `json:"scaleDownDelayAfterDelete"`
	// ScaleDownDelayAfterFailure is the same after a removal failed, in minutes. Default 3m.
	ScaleDownDelayAfterFailure string `json:"scaleDownDelayAfterFailure"`
	// ScaleDownUnneededTime is how long a node must be unneeded before it goes, in minutes. Default dev 5m, qa and prod
	// 10m.
	ScaleDownUnneededTime string `json:"scaleDownUnneededTime"`
	// ScaleDownUnreadyTime is the same for an unready node, in minutes. Default 20m.
	ScaleDownUnreadyTime string `json:"scaleDownUnreadyTime"`
	// ScaleDownUtilizationThreshold is the share of a node's capacity below which it is unneeded, 0 to 1. Default dev
	// 0.65, qa and prod 0.5.
	ScaleDownUtilizationThreshold float64 `json:"scaleDownUtilizationThreshold"`
	// ScanInterval is how often the autoscaler looks, in seconds. Default dev 20s, qa and prod 10s.
	ScanInterval string `json:"scanInterval"`
	// SkipNodesWithLocalStorage keeps nodes whose pods have local volumes. Default true.
	SkipNodesWithLocalStorage bool `json:"skipNodesWithLocalStorage"`
	// SkipNodesWithSystemPods keeps nodes with pods of kube-system. Default true.
	SkipNodesWithSystemPods bool `json:"skipNodesWithSystemPods"`
}

// SetDefaults implements field.Defaulter. A development cluster gives nodes back sooner, since idle ones cost as much
// as busy ones.
func (a *AutoScalerProfile) SetDefaults(class environment.Class) {
	*a = AutoScalerProfile{
		Expander: "random", MaxEmptyBulkDelete: 10, MaxGracefulTerminationSec: 600, MaxNodeProvisionTime: "15m",
		MaxTotalUnreadyPercentage: 45, NewPodScaleUpDelay: "0s", OkTotalUnreadyCount: 3, ScaleDownDelayAfterAdd: "10m",
		ScaleDownDelayAfterDelete: "20s", ScaleDownDelayAfterFailure: "3m",
		ScaleDownUnneededTime: environment.Pick(class, "5m", "10m"), ScaleDownUnreadyTime: "20m",
		ScaleDownUtilizationThreshold: environment.Pick(class, 0.65, 0.5), ScanInterval: environment.Pick(class, "20s", "10s"),
		SkipNodesWithLocalStorage: true, SkipNodesWithSystemPods: true,
	}
}

const autoscalerSource = "https://learn.microsoft.com/azure/aks/cluster-autoscaler#use-the-cluster-autoscaler-profile"

// Validate reports every mistake in the profile.
func (a AutoScalerProfile) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	if a.Expander == "priority" {
		errors.Add(field.Error{
			Path: path.Child("expander"), Value: a.Expander,
			Rule:   "reads the ConfigMap cluster-autoscaler-priority-expander, which nothing installs here",
			Remedy: "choose random, least-waste or most-pods", Source: autoscalerSource,
		})
	} else {
		errors.Append(field.OneOf(path.Child("expander"), a.Expander, []string{"random", "least-waste", "most-pods"}, autoscalerSource))
	}
	errors.Append(field.Between(path.Child("maxEmptyBulkDelete"), a.MaxEmptyBulkDelete, 1, maxPoolCount, autoscalerSource))
	errors.Append(field.Between(path.Child("maxGracefulTerminationSec"), a.MaxGracefulTerminationSec, 0, 86400, autoscalerSource))
	errors.Append(field.Between(path.Child("maxTotalUnreadyPercentage"), a.MaxTotalUnreadyPercentage, 0, 100, autoscalerSource))
	errors.Append(field.Between(path.Child("okTotalUnreadyCount"), a.OkTotalUnreadyCount, 0, maxPoolCount, autoscalerSource))
	if t := a.ScaleDownUtilizationThreshold; !(t >= 0 && t <= 1) {
		errors.Add(field.Error{
			Path: path.Child("scaleDownUtilizationThreshold"), Value: t, Rule: "is not a share of a node", Remedy: "choose 0 to 1",
			Source: autoscalerSource,
		})
	}
	for _, time := range []struct{ key, value, units string }{
		{"maxNodeProvisionTime", a.MaxNodeProvisionTime, "m"},
		{"newPodScaleUpDelay", a.NewPodScaleUpDelay, "smh"},
		{"scaleDownDelayAfterAdd", a.ScaleDownDelayAfterAdd, "m"},
		{"scaleDownDelayAfterDelete", a.ScaleDownDelayAfterDelete, "sm"},
		{"scaleDownDelayAfterFailure", a.ScaleDownDelayAfterFailure, "m"},
		{"scaleDownUnneededTime", a.ScaleDownUnneededTime, "m"},
		{"scaleDownUnreadyTime", a.ScaleDownUnreadyTime, "m"},
		{"scanInterval", a.ScanInterval, "s"},
	} {
		errors.Append(validateTime(path.Child(time.key), time.value, time.units))
	}
	errors.Append(a.validateUnneededTime(path))
	return errors
}

var wholeTime = regexp.MustCompile(`^[0-9]{1,6}[smh]$`)

func validateTime(path field.Path, text, units string) field.Errors {
	if wholeTime.MatchString(text) && regexp.MustCompile("["+units+"]$").MatchString(text) {
		return nil
	}
	examples := map[string]string{"m": "10m", "s": "10s", "sm": "20s or 1m", "smh": "0s, 2m or 1h"}
	return field.Errors{{
		Path: path, Value: orNil(text), Rule: "is not a time that AKS takes here", Remedy: "write it as " + examples[units], Source: autoscalerSource,
	}}
}

// validateUnneededTime: a node seen unneeded once may be needed at the next look.
func (a AutoScalerProfile) validateUnneededTime(path field.Path) field.Errors {
	unneeded, err := time.ParseDuration(a.ScaleDownUnneededTime)
	interval, err2 := time.ParseDuration(a.ScanInterval)
	if err != nil || err2 != nil || unneeded >= 2*interval {
		return nil
	}
	return field.Errors{{
		Path: path.Child("scaleDownUnneededTime"), Value: a.ScaleDownUnneededTime,
		Rule:   fmt.Sprintf("is shorter than two scans of %s, so a single look could remove a node", a.ScanInterval),
		Remedy: "choose a longer time, or a shorter scanInterval", Source: autoscalerSource,
	}}
}

// autoScalerProfile maps the settings to ARM, where everything is text.
func (b *builder) autoScalerProfile() containerservice.ManagedClusterPropertiesAutoScalerProfileArgs {
	a := b.settings.AutoScalerProfile
	number := func(n int) pulumi.String { return pulumi.String(strconv.Itoa(n)) }
	truth := func(t bool) pulumi.String { return pulumi.String(strconv.FormatBool(t)) }
	return containerservice.ManagedClusterPropertiesAutoScalerProfileArgs{
		BalanceSimilarNodeGroups:      truth(a.BalanceSimilarNodeGroups),
		Expander:                      pulumi.String(a.Expander),
		MaxEmptyBulkDelete:            number(a.MaxEmptyBulkDelete),
		MaxGracefulTerminationSec:     number(a.MaxGracefulTerminationSec),
		MaxNodeProvisionTime:          pulumi.String(a.MaxNodeProvisionTime),
		MaxTotalUnreadyPercentage:     number(a.MaxTotalUnreadyPercentage),
		NewPodScaleUpDelay:            pulumi.String(a.NewPodScaleUpDelay),
		OkTotalUnreadyCount:           number(a.OkTotalUnreadyCount),
		ScaleDownDelayAfterAdd:        pulumi.String(a.ScaleDownDelayAfterAdd),
		ScaleDownDelayAfterDelete:     pulumi.String(a.ScaleDownDelayAfterDelete),
		ScaleDownDelayAfterFailure:    pulumi.String(a.ScaleDownDelayAfterFailure),
		ScaleDownUnneededTime:         pulumi.String(a.ScaleDownUnneededTime),
		ScaleDownUnreadyTime:          pulumi.String(a.ScaleDownUnreadyTime),
		ScaleDownUtilizationThreshold: pulumi.String(strconv.FormatFloat(a.ScaleDownUtilizationThreshold, 'f', -1, 64)),
		ScanInterval:                  pulumi.String(a.ScanInterval),
		SkipNodesWithLocalStorage:     truth(a.SkipNodesWithLocalStorage),
		SkipNodesWithSystemPods:       truth(a.SkipNodesWithSystemPods),
	}
}
