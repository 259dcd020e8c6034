// Package security declares azure-native resources of the Microsoft.Security namespace, which is Defender for
// Cloud, and whose published Go SDK this module does not require. The API versions are those of its unversioned
// module: 2024-01-01 for pricings, 2020-01-01-preview for contacts, 2019-01-01-preview for automations. Types and
// fields carry the names and property tags of the published module, so that moving to it is a change of the import
// line. Only what the landing zone uses is here.
package security
