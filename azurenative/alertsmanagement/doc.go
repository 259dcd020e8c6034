// Package alertsmanagement declares azure-native resources of the Microsoft.AlertsManagement namespace, whose published Go
// SDK this module does not require. Types and fields carry the names and property tags of the published
// alertsmanagement/v2 module, so that moving to it is a change of the import line. Only what the landing zone uses is here.
package alertsmanagement
