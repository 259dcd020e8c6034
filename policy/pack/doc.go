// Package pack is a rule engine for Pulumi stacks and the analyzer plugin that puts it in front of the Pulumi engine.
// It knows what a rule is, how to read a resource whose values may be absent, secret or not known before deployment,
// how configuration and exemptions apply, and how to speak the analyzer protocol; it knows nothing of Azure,
// Kubernetes or this landing zone, and holds no rule. Everything but [Serve] is free of I/O, so that the same rules
// run in unit tests, in reports and in the plugin.
package pack
