// Package costmanagement declares azure-native resources of the Microsoft.CostManagement namespace, whose
// published Go SDK this module does not require. The API version is 2023-08-01, the first in which an export has
// an identity and so needs no account key. Types and fields carry the names and property tags of the published
// module, so that moving to it is a change of the import line. Only what the landing zone uses is here.
package costmanagement
