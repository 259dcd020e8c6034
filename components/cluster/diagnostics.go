package cluster

import (
	"fmt"
	"slices"
	"strings"
	"time"

	containerservice "github.com/pulumi/pulumi-azure-native-sdk/containerservice/v2/v20241001"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/diagnostics"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Diagnostics says which logs of the control plane go to the workspace. They are the largest part of its cost.
type Diagnostics struct {
	// Categories are the log categories. Default cluster-autoscaler, kube-controller-manager, kube-audit-admin and guard.
	// https://learn.microsoft.com/azure/aks/monitor-aks-reference#resource-logs
	Categories []string `json:"categories"`
	// Troubleshooting adds the talkative categories for a while.
	Troubleshooting Troubleshooting `json:"troubleshooting"`
}

// Troubleshooting adds the talkative log categories for a while: kube-apiserver, kube-scheduler, the storage drivers,
// and kube-audit in place of kube-audit-admin.
type Troubleshooting struct {
	// Enabled turns them on. Default false.
	Enabled bool `json:"enabled"`
	// Expires is the last day, as YYYY-MM-DD. Required when enabled; afterwards the configuration is refused.
	Expires string `json:"expires"`
}

// SetDefaults implements field.Defaulter.
func (d *Diagnostics) SetDefaults(environment.Class) {
	d.Categories = []string{"cluster-autoscaler", "kube-controller-manager", azure.LogKubeAuditAdmin, "guard"}
}

// troubleshootingCategories are added while troubleshooting.
var troubleshootingCategories = []string{
	azure.LogKubeAudit, "kube-apiserver", "kube-scheduler", "csi-azuredisk-controller", "csi-azurefile-controller",
	"csi-snapshot-controller",
}

const monitorSource = "https://learn.microsoft.com/azure/aks/monitor-aks#aks-control-plane-resource-logs"

// today is the day that expiry dates are judged on; tests set their own.
var today = func() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

// Validate reports every mistake in the choice of logs.
func (d Diagnostics) Validate(path field.Path, _ environment.Class) field.Errors {
	var errors field.Errors
	offered, _, _ := azure.DiagnosticCategories("Microsoft.ContainerService/managedClusters")
	for i, category := range d.Categories {
		at := path.Child("categories").Index(i)
		switch {
		case !slices.Contains(offered, category):
			errors.Add(field.Error{
				Path: at, Value: category, Rule: "is not a log category of a cluster", Remedy: "choose one of " + strings.Join(offered, ", "),
				Source: monitorSource,
			})
		case slices.Index(d.Categories, category) < i:
			errors.Add(field.Error{Path: at, Value: category, Rule: "is listed twice", Remedy: "remove one", Source: monitorSource})
		}
	}
	if len(d.Categories) == 0 {
		errors.Add(field.Error{
			Path: path.Child("categories"), Rule: "is empty, so nobody could tell who did what", Remedy: "keep at least " + azure.LogKubeAuditAdmin,
			Source: monitorSource,
		})
	}
	if slices.Contains(d.Categories, azure.LogKubeAudit) && slices.Contains(d.Categories, azure.LogKubeAuditAdmin) {
		errors.Add(field.Error{
			Path: path.Child("categories"), Rule: "has both kube-audit and kube-audit-admin, which is part of it; every event would be paid twice",
			Remedy: "keep kube-audit-admin", Source: monitorSource,
		})
	}
	errors.Append(d.Troubleshooting.validate(path.Child("troubleshooting")))
	return errors
}

func (t Troubleshooting) validate(path field.Path) field.Errors {
	if !t.Enabled {
		return nil
	}
	expires, err := time.Parse(time.DateOnly, t.Expires)
	switch {
	case t.Expires == "":
		return field.Errors{{
			Path: path.Child("expires"), Rule: "is required while troubleshooting is on, or it stays on forever", Remedy: "write the last day as 2027-06-30",
		}}
	case err != nil:
		return field.Errors{{Path: path.Child("expires"), Value: t.Expires, Rule: "is not a day", Remedy: "write it as 2027-06-30"}}
	case expires.Before(today()):
		return field.Errors{{
			Path: path.Child("expires"), Value: t.Expires, Rule: "has passed", Remedy: "set enabled to false, or choose a later day",
		}}
	}
	return nil
}

// enabled lists the categories that are sent.
func (d Diagnostics) enabled() []string {
	if !d.Troubleshooting.Enabled {
		return d.Categories
	}
	var categories []string
	for _, category := range slices.Concat(d.Categories, troubleshootingCategories) {
		if category != azure.LogKubeAuditAdmin && !slices.Contains(categories, category) {
			categories = append(categories, category)
		}
	}
	return categories
}

// sendDiagnostics declares the cluster's diagnostic setting.
func (b *builder) sendDiagnostics(cluster *containerservice.ManagedCluster) error {
	_, err := diagnostics.Send(b.ctx, b.child("diagnostics"), diagnostics.Args{
		TargetID: cluster.ID().ToStringOutput(), WorkspaceID: b.args.WorkspaceID, Logs: b.settings.Diagnostics.enabled(),
	}, b.parent)
	if err != nil {
		return fmt.Errorf("diagnostics: %w", err)
	}
	return nil
}
