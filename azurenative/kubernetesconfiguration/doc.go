// Package kubernetesconfiguration declares azure-native resources of the Microsoft.KubernetesConfiguration namespace
// whose published Go SDK this module does not require: the cluster extension and the Flux configuration. Types and
// fields carry the names and property tags of the published kubernetesconfiguration/v2/v20230501 package, so that
// moving to it is a change of the import line. Only what the landing zone uses is here, and no value is filled in on
// the client's side: what a caller leaves out, the service decides.
package kubernetesconfiguration
