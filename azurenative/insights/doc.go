// Package insights declares azure-native resources of the Microsoft.Insights namespace whose published Go SDK this
// module does not require. Types and fields carry the names and property tags of the published insights/v2 module, API
// version 2021-05-01-preview, so that moving to it is a change of the import line. Only what the landing zone uses is
// here.
package insights
