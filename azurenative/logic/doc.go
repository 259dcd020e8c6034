// Package logic declares azure-native resources of the Microsoft.Logic namespace, API version 2019-05-01, whose
// published Go SDK this module does not require. Types and fields carry the names and property tags of the
// published module, so that moving to it is a change of the import line. Only what the landing zone uses is here.
package logic
