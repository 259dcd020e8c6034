// Package security simulates the part of Microsoft.Security, Defender for Cloud, that a landing zone uses: the plans of a
// subscription, whom to write to, and the export of alerts. What Defender finds is not simulated.
package security

import (
	"reflect"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Service returns the types of Microsoft.Security, made anew for one engine.
func Service() *engine.Service {
	onOff, severities := []string{on, "Off"}, []string{"High", "Medium", "Low"}
	return &engine.Service{
		Name:  "Microsoft.Security",
		Types: []*engine.Type{automation(), pricing(), securityContact()},
		Vocabulary: engine.Vocabulary{
			Enums: map[string][]string{
				"alertNotifications.minimalSeverity": severities,
				"alertNotifications.state":           onOff,
				"extension.isEnabled":                {enabled, "False"},
				"notificationsByRole.roles":          {"AccountAdmin", "ServiceAdmin", "Owner", "Contributor"},
				"notificationsByRole.state":          onOff,
				"pricingArgs.enforce":                {enabled, "False"},
				"pricingArgs.pricingTier":            {free, standard},
				"rule.operator": {
					"Equals", "GreaterThan", "GreaterThanOrEqualTo", "LesserThan", "LesserThanOrEqualTo", "NotEquals", "Contains",
					"StartsWith", "EndsWith",
				},
				"rule.propertyType": {"String", "Integer", "Number", "Boolean"},
				"source.eventSource": {
					"Assessments", "AssessmentsSnapshot", "SubAssessments", "SubAssessmentsSnapshot", "Alerts", "SecureScores",
					"SecureScoresSnapshot", "SecureScoreControls", "SecureScoreControlsSnapshot", "RegulatoryComplianceAssessment",
					"RegulatoryComplianceAssessmentSnapshot",
				},
			},
			Unions: map[string]engine.Union{
				"automationArgs.actions": {Discriminator: "actionType", Types: map[string]reflect.Type{
					"EventHub": reflect.TypeFor[eventHubAction](), "LogicApp": reflect.TypeFor[logicAppAction](),
					"Workspace": reflect.TypeFor[workspaceAction](),
				}},
				"automationState.actions": {Discriminator: "actionType", Types: map[string]reflect.Type{
					"EventHub": reflect.TypeFor[eventHubAction](), "LogicApp": reflect.TypeFor[logicAppAction](),
					"Workspace": reflect.TypeFor[workspaceAction](),
				}},
			},
		},
	}
}
