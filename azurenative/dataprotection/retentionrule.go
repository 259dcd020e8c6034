package dataprotection

import (
	"reflect"

	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// AzureRetentionRuleArgs say how long backups with the tag of this name are kept, and where.
type AzureRetentionRuleArgs struct {
	// IsDefault is for the rule of the default tag.
	IsDefault pulumi.BoolPtrInput `pulumi:"isDefault"`
	// Lifecycles are the stores through which a backup goes. Required.
	Lifecycles SourceLifeCycleArray `pulumi:"lifecycles"`
	// Name is the rule's, and that of its tag. Required.
	Name pulumi.StringInput `pulumi:"name"`
	// ObjectType is AzureRetentionRule. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
}

type azureRetentionRule struct {
	IsDefault  *bool             `pulumi:"isDefault"`
	Lifecycles []sourceLifeCycle `pulumi:"lifecycles"`
	Name       string            `pulumi:"name"`
	ObjectType string            `pulumi:"objectType"`
}

// ElementType is the plain form.
func (AzureRetentionRuleArgs) ElementType() reflect.Type {
	return reflect.TypeFor[azureRetentionRule]()
}

// SourceLifeCycleArray is a list of SourceLifeCycleArgs.
type SourceLifeCycleArray []SourceLifeCycleArgs

// ElementType is the plain form.
func (SourceLifeCycleArray) ElementType() reflect.Type { return reflect.TypeFor[[]sourceLifeCycle]() }

// SourceLifeCycleArgs are a backup's time in one store.
type SourceLifeCycleArgs struct {
	// DeleteAfter is when it is deleted there. Required.
	DeleteAfter AbsoluteDeleteOptionInput `pulumi:"deleteAfter"`
	// SourceDataStore is the store. Required.
	SourceDataStore DataStoreInfoBaseInput `pulumi:"sourceDataStore"`
	// TargetDataStoreCopySettings say where it is copied.
	TargetDataStoreCopySettings TargetCopySettingArray `pulumi:"targetDataStoreCopySettings"`
}

type sourceLifeCycle struct {
	DeleteAfter                 absoluteDeleteOption `pulumi:"deleteAfter"`
	SourceDataStore             dataStoreInfoBase    `pulumi:"sourceDataStore"`
	TargetDataStoreCopySettings []targetCopySetting  `pulumi:"targetDataStoreCopySettings"`
}

// ElementType is the plain form.
func (SourceLifeCycleArgs) ElementType() reflect.Type { return reflect.TypeFor[sourceLifeCycle]() }

// AbsoluteDeleteOptionInput is an AbsoluteDeleteOptionArgs.
type AbsoluteDeleteOptionInput interface {
	pulumi.Input

	deleteOption()
}

// AbsoluteDeleteOptionArgs delete a backup at an age.
type AbsoluteDeleteOptionArgs struct {
	// Duration is the age in the form of ISO 8601, such as P7D. Required.
	Duration pulumi.StringInput `pulumi:"duration"`
	// ObjectType is AbsoluteDeleteOption. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
}

type absoluteDeleteOption struct {
	Duration   string `pulumi:"duration"`
	ObjectType string `pulumi:"objectType"`
}

// ElementType is the plain form.
func (AbsoluteDeleteOptionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[absoluteDeleteOption]()
}

func (AbsoluteDeleteOptionArgs) deleteOption() {}

// TargetCopySettingArray is a list of TargetCopySettingArgs.
type TargetCopySettingArray []TargetCopySettingArgs

// ElementType is the plain form.
func (TargetCopySettingArray) ElementType() reflect.Type {
	return reflect.TypeFor[[]targetCopySetting]()
}

// TargetCopySettingArgs copy a backup to another store.
type TargetCopySettingArgs struct {
	// CopyAfter is an ImmediateCopyOptionArgs. Required.
	CopyAfter pulumi.Input `pulumi:"copyAfter"`
	// DataStore is the other store. Required.
	DataStore DataStoreInfoBaseInput `pulumi:"dataStore"`
}

type targetCopySetting struct {
	CopyAfter any               `pulumi:"copyAfter"`
	DataStore dataStoreInfoBase `pulumi:"dataStore"`
}

// ElementType is the plain form.
func (TargetCopySettingArgs) ElementType() reflect.Type { return reflect.TypeFor[targetCopySetting]() }

// ImmediateCopyOptionArgs copy as soon as the backup is made.
type ImmediateCopyOptionArgs struct {
	// ObjectType is ImmediateCopyOption. Required.
	ObjectType pulumi.StringInput `pulumi:"objectType"`
}

type immediateCopyOption struct {
	ObjectType string `pulumi:"objectType"`
}

// ElementType is the plain form.
func (ImmediateCopyOptionArgs) ElementType() reflect.Type {
	return reflect.TypeFor[immediateCopyOption]()
}
