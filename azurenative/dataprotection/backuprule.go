package dataprotection

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// AzureBackupRuleArgs say when a backup is made.
type AzureBackupRuleArgs struct {
	// BackupParameters say what kind of backup it is.
	BackupParameters AzureBackupParamsPtrInput `pulumi:"backupParameters"`
	// DataStore is where it is made. Required.
	DataStore DataStoreInfoBaseInput `pulumi:"dataStore"`
	// Name is the rule's. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// ObjectType is AzureBackupRule. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
	// Trigger is a ScheduleBasedTriggerContextArgs. Required.
	Trigger pulumi.Input `pulumi:"trigger"`
}

type azureBackupRule struct {
	BackupParameters *azureBackupParams `pulumi:"backupParameters"`
	DataStore        dataStoreInfoBase  `pulumi:"dataStore"`
	Name             string             `pulumi:"name"`
	ObjectType       string             `pulumi:"objectType"`
	Trigger          any                `pulumi:"trigger"`
}

// ElementType is the plain form.
func (AzureBackupRuleArgs) ElementType() reflect.Type { return reflect.TypeFor[azureBackupRule]() }

// AzureBackupParamsPtrInput is an AzureBackupParamsArgs, or nil.
type AzureBackupParamsPtrInput interface {
	pulumi.Input

	backupParams()
}

// AzureBackupParamsArgs say what kind of backup it is.
type AzureBackupParamsArgs struct {
	// BackupType is Incremental for clusters. Required.
	BackupType pulumi.StringInput `pulumi:"backupType"`
	// ObjectType is AzureBackupParams. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
}

type azureBackupParams struct {
	BackupType string `pulumi:"backupType"`
	ObjectType string `pulumi:"objectType"`
}

// ElementType is the plain form.
func (AzureBackupParamsArgs) ElementType() reflect.Type { return reflect.TypeFor[azureBackupParams]() }

func (AzureBackupParamsArgs) backupParams() {}

// ScheduleBasedTriggerContextArgs start backups by the clock.
type ScheduleBasedTriggerContextArgs struct {
	// ObjectType is ScheduleBasedTriggerContext. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
	// Schedule is when. Required.
	Schedule BackupScheduleInput `pulumi:"schedule"`
	// TaggingCriteria give each backup a tag, and with it the retention rule of that name. Required.
	TaggingCriteria TaggingCriteriaArray `pulumi:"taggingCriteria"`
}

type scheduleBasedTriggerContext struct {
	ObjectType      string            `pulumi:"objectType"`
	Schedule        backupSchedule    `pulumi:"schedule"`
	TaggingCriteria []taggingCriteria `pulumi:"taggingCriteria"`
}

// ElementType is the plain form.
func (ScheduleBasedTriggerContextArgs) ElementType() reflect.Type {
	return reflect.TypeFor[scheduleBasedTriggerContext]()
}

// BackupScheduleInput is a BackupScheduleArgs.
type BackupScheduleInput interface {
	pulumi.Input

	schedule()
}

// BackupScheduleArgs are when backups start.
type BackupScheduleArgs struct {
	// RepeatingTimeIntervals are in the form of ISO 8601: R/<first>/<interval>. Required.
	RepeatingTimeIntervals pulumi.StringArrayInput `pulumi:"repeatingTimeIntervals"`
	// TimeZone is a Windows name, such as UTC.
	TimeZone pulumi.StringPtrInput `pulumi:"timeZone"`
}

type backupSchedule struct {
	RepeatingTimeIntervals []string `pulumi:"repeatingTimeIntervals"`
	TimeZone               *string  `pulumi:"timeZone"`
}

// ElementType is the plain form.
func (BackupScheduleArgs) ElementType() reflect.Type { return reflect.TypeFor[backupSchedule]() }

func (BackupScheduleArgs) schedule() {}

// TaggingCriteriaArray is a list of TaggingCriteriaArgs.
type TaggingCriteriaArray []TaggingCriteriaArgs

// ElementType is the plain form.
func (TaggingCriteriaArray) ElementType() reflect.Type { return reflect.TypeFor[[]taggingCriteria]() }

// TaggingCriteriaArgs say which backups get a tag.
type TaggingCriteriaArgs struct {
	// Criteria are ScheduleBasedBackupCriteriaArgs; the default tag has none.
	Criteria pulumi.ArrayInput `pulumi:"criteria"`
	// IsDefault is for the tag of backups that no other fits. Required.
	IsDefault pulumi.BoolInput `pulumi:"isDefault"`
	// TagInfo is the tag. Required.
	TagInfo RetentionTagInput `pulumi:"tagInfo"`
	// TaggingPriority decides where several fit: the lowest number wins. Required.
	TaggingPriority pulumi.Float64Input `pulumi:"taggingPriority"`
}

type taggingCriteria struct {
	Criteria        []any        `pulumi:"criteria"`
	IsDefault       bool         `pulumi:"isDefault"`
	TagInfo         retentionTag `pulumi:"tagInfo"`
	TaggingPriority float64      `pulumi:"taggingPriority"`
}

// ElementType is the plain form.
func (TaggingCriteriaArgs) ElementType() reflect.Type { return reflect.TypeFor[taggingCriteria]() }

// RetentionTagInput is a RetentionTagArgs.
type RetentionTagInput interface {
	pulumi.Input

	retentionTag()
}

// RetentionTagArgs are a tag, whose retention rule has the same name.
type RetentionTagArgs struct {
	// TagName is the tag. Required.
	TagName pulumi.StringInput `pulumi:"tagName"`
}

type retentionTag struct {
	TagName string `pulumi:"tagName"`
}

// ElementType is the plain form.
func (RetentionTagArgs) ElementType() reflect.Type { return reflect.TypeFor[retentionTag]() }

func (RetentionTagArgs) retentionTag() {}

// ScheduleBasedBackupCriteriaArgs choose backups by their place in the calendar.
type ScheduleBasedBackupCriteriaArgs struct {
	// AbsoluteCriteria are words such as FirstOfDay.
	AbsoluteCriteria pulumi.StringArrayInput `pulumi:"absoluteCriteria"`
	// ObjectType is ScheduleBasedBackupCriteria. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
}

type scheduleBasedBackupCriteria struct {
	AbsoluteCriteria []string `pulumi:"absoluteCriteria"`
	ObjectType       string   `pulumi:"objectType"`
}

// ElementType is the plain form.
func (ScheduleBasedBackupCriteriaArgs) ElementType() reflect.Type {
	return reflect.TypeFor[scheduleBasedBackupCriteria]()
}
