// Package rules holds what this landing zone demands of any Pulumi program that builds with azure-native or
// Kubernetes resources. One file is one rule is one value, named as the rule; [All] lists them. The rules read what a
// program registers and know nothing of how the landing zone's own components come to it; facts about Azure come from
// package azure.
package rules
