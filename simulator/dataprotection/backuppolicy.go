package dataprotection

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Limits of policies for clusters, in days.
// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli#before-you-start
const maxOperationalDays = 360

// defaultTag is the tag of backups that no other fits.
const defaultTag = "Default"

var (
	// interval is how often a cluster can be backed up: a repetition of a start and 4, 6, 8 or 12 hours, or a day.
	// Source: https://learn.microsoft.com/azure/backup/azure-kubernetes-service-cluster-backup-using-cli#create-a-backup-policy
	interval = regexp.MustCompile(`^R/([^/]+)/(PT4H|PT6H|PT8H|PT12H|P1D)$`)
	// duration is an age in days, weeks, months or years.
	duration = regexp.MustCompile(`^P(\d+)([DWMY])$`)
	// daysOf are how many days the units have at least.
	daysOf = map[string]int{"D": 1, "W": 7, "M": 30, "Y": 365}
)

func backupPolicy() *engine.Type {
	return &engine.Type{
		Token: azure.TypeBackupPolicy, Versions: versions, APIVersion: apiVersion, ARMType: policyType,
		Names: []string{"vaultName", "backupPolicyName"},
		Args:  policyArgs{}, State: policyState{}, Check: checkPolicy, InUse: policyInUse,
		Models: []string{
			"A policy for clusters has one schedule, of every 4, 6, 8 or 12 hours or daily, which makes backups in the operational store.",
			"Each tag of the schedule has a retention rule of its name and each rule a tag, one of them the default.",
			"Snapshots are kept for up to 360 days; other lifecycles begin in the store that they name and have an end.",
			"A policy for clusters is not changed, and not deleted while an instance follows it.",
		},
		Codes: []engine.Code{CodeBadRequest, engine.CodeCannotDeleteResource, engine.CodePropertyChangeNotAllowed},
	}
}

func checkPolicy(c *engine.Check) {
	properties := c.Inputs.At("properties")
	if !c.Require(properties, CodeBadRequest, "The policy has no properties.") || !properties.Known() {
		return
	}
	if at := properties.At("objectType"); at.Known() && !is(at, "BackupPolicy") {
		c.Failf(at, CodeBadRequest, "The object type of a policy is BackupPolicy, not '%s'.", at.Text())
	}
	types := properties.At("datasourceTypes")
	if types.KnownThroughout() && (len(types.Texts()) != 1 || !strings.EqualFold(types.Texts()[0], clusterType)) {
		c.Failf(types, CodeBadRequest, "A policy is for one type of data source; the simulator knows %s only.", clusterType)
	}
	rules := properties.At("policyRules")
	if !rules.KnownThroughout() {
		return
	}
	tags := checkSchedules(c, rules)
	checkRetention(c, rules, tags)
}

// checkSchedules judges the one rule that makes backups, and returns its tags: the default one is true.
func checkSchedules(c *engine.Check, rules engine.Value) map[string]bool {
	tags, schedules, defaults := map[string]bool{}, 0, 0
	for _, rule := range rules.Items() {
		if !is(rule.At("objectType"), "AzureBackupRule") {
			continue
		}
		schedules++
		if store := rule.At("dataStore", "dataStoreType"); !is(store, operationalStore) {
			c.Failf(store, CodeBadRequest, "Backups of clusters are made in the %s.", operationalStore)
		}
		trigger := rule.At("trigger")
		times := trigger.At("schedule", "repeatingTimeIntervals")
		if len(times.Items()) != 1 {
			c.Failf(times, CodeBadRequest, "Exactly one repeating time interval is required.")
		}
		for _, at := range times.Items() {
			parts := interval.FindStringSubmatch(at.Text())
			if parts == nil {
				c.Failf(at, CodeBadRequest, "'%s' is not an interval of 4, 6, 8 or 12 hours, or of a day, such as R/2024-01-01T00:00:00+00:00/PT4H.", at.Text())
			} else if _, err := time.Parse(time.RFC3339, parts[1]); err != nil {
				c.Failf(at, CodeBadRequest, "The start '%s' is not a time.", parts[1])
			}
		}
		for _, tag := range trigger.At("taggingCriteria").Items() {
			tags[tag.At("tagInfo", "tagName").Text()] = tag.At("isDefault").Bool()
			if tag.At("isDefault").Bool() {
				defaults++
			} else if len(tag.At("criteria").Items()) == 0 {
				c.Failf(tag, CodeBadRequest, "The tag '%s' is not the default and needs criteria.", tag.At("tagInfo", "tagName").Text())
			}
		}
	}
	if schedules != 1 {
		c.Failf(rules, CodeBadRequest, "Exactly one AzureBackupRule is required, not %d.", schedules)
	} else if defaults != 1 || !tags[defaultTag] {
		c.Failf(rules, CodeBadRequest, "Exactly one tag is the default, and it is called '%s'.", defaultTag)
	}
	return tags
}

// checkRetention judges the rules that keep backups.
func checkRetention(c *engine.Check, rules engine.Value, tags map[string]bool) {
	ruled := map[string]bool{}
	for _, rule := range rules.Items() {
		if !is(rule.At("objectType"), "AzureRetentionRule") {
			continue
		}
		name := rule.At("name").Text()
		ruled[name] = true
		isDefault, tagged := tags[name]
		switch {
		case !tagged:
			c.Failf(rule, CodeBadRequest, "No backup gets the tag '%s' of the retention rule.", name)
		case isDefault != rule.At("isDefault").Bool():
			c.Failf(rule.At("isDefault"), CodeBadRequest, "The retention rule '%s' and its tag do not agree on being the default.", name)
		}
		if len(rule.At("lifecycles").Items()) == 0 {
			c.Failf(rule.At("lifecycles"), CodeBadRequest, "The retention rule '%s' has no lifecycle.", name)
		}
		for _, cycle := range rule.At("lifecycles").Items() {
			checkLifecycle(c, cycle)
		}
	}
	for tag := range tags {
		if !ruled[tag] {
			c.Failf(rules, CodeBadRequest, "The tag '%s' has no retention rule.", tag)
		}
	}
}

func checkLifecycle(c *engine.Check, cycle engine.Value) {
	at := cycle.At("deleteAfter", "duration")
	parts := duration.FindStringSubmatch(at.Text())
	if parts == nil {
		c.Failf(at, CodeBadRequest, "'%s' is not a duration such as P7D.", at.Text())
		return
	}
	count, err := strconv.Atoi(parts[1])
	store := cycle.At("sourceDataStore", "dataStoreType")
	if days := count * daysOf[parts[2]]; err != nil || days < 1 || is(store, operationalStore) && days > maxOperationalDays {
		c.Failf(at, CodeBadRequest, "Backups in the %s cannot be kept for %s.", store.Text(), at.Text())
	}
	for _, copied := range cycle.At("targetDataStoreCopySettings").Items() {
		if target := copied.At("dataStore", "dataStoreType"); strings.EqualFold(target.Text(), store.Text()) {
			c.Failf(target, CodeBadRequest, "A backup in the %s cannot be copied there.", store.Text())
		}
	}
}

func policyInUse(op *engine.Operation, ref engine.Reference) *engine.Error {
	if !ref.From.Is(instanceType) {
		return nil
	}
	return engine.CodeCannotDeleteResource.Errorf("The policy '%s' cannot be deleted while the backup instance '%s' follows it.",
		op.Name, ref.From.Name())
}

// keepsInVault reports whether backups by a policy are moved to the vault.
func keepsInVault(policy *engine.Resource) bool {
	found := false
	policy.In().At("properties", "policyRules").Walk(func(v engine.Value) {
		found = found || strings.HasSuffix(v.Path(), "dataStoreType") && is(v, vaultStore)
	})
	return found
}
