// Package azure holds sourced facts about Azure: type tokens, ARM IDs, name rules, role GUIDs, reserved subnets,
// regions, VM sizes, egress destinations, log categories, and how the azure-native provider treats a change.
// Everything here is a pure function or a table that names where it was read, so that the components that build
// resources and the rules and simulator that judge them share one set of facts and no code.
// Nothing here does I/O, knows Pulumi, or imports another package of this module.
package azure
