// Package dataprotection declares azure-native resources of the Microsoft.DataProtection namespace, which is Azure
// Backup for workloads other than virtual machines, and whose published Go SDK this module does not require. The API
// version is 2024-04-01, the newest that azure-native v2 certainly carries; all three resources keep ARM's properties
// nested. Types and fields carry the names and property tags of the published module, so that moving to it is a change
// of the import line. Only what backing up a cluster takes is here.
package dataprotection
