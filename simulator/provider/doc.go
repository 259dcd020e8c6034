// Package provider is the simulated Azure behind Pulumi's provider protocol: the deployment engine attaches to it
// (PULUMI_DEBUG_PROVIDERS) and takes it for azure-native, and for kubernetes. What a resource does is decided by the
// engine and its services; here is only the protocol: property values with their secrets and unknowns, one
// configuration for each explicit provider, and answers in the form that azure-native gives them.
package provider
