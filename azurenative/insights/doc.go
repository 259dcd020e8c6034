// Package insights declares azure-native resources of the Microsoft.Insights namespace whose published Go SDK this
// module does not require. Types and fields carry the names and property tags of the published insights/v2 packages for
// the API version in each token, so that moving to them is a change of the import lines. Only what the landing zone uses
// is here.
package insights
