// Package bootstrap gives a new AKS cluster its first Kubernetes objects. It installs the Flux extension and points it
// at a Git repository, which needs Azure Resource Manager only; and it knows the objects that every namespace of the
// platform starts with: quota, limits, network policies, service accounts and role bindings. The same Go code writes
// those objects through the cluster's API server or renders them as YAML for the repository that Flux reconciles.
package bootstrap
