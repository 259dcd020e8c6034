package pack

import "strings"

// Canonical drops the API version from the module of a type token, so that one rule speaks of every version:
// "azure-native:network/v20240501:Subnet" becomes "azure-native:network:Subnet" and "kubernetes:core/v1:Namespace"
// becomes "kubernetes:core:Namespace". Any other text comes back unchanged.
func Canonical(token string) string {
	pkg, rest, ok := strings.Cut(token, ":")
	if !ok {
		return token
	}
	module, name, ok := strings.Cut(rest, ":")
	if !ok {
		return token
	}
	module, _, versioned := strings.Cut(module, "/")
	if !versioned {
		return token
	}
	return pkg + ":" + module + ":" + name
}

// wildcard returns the package that a token like "azure-native:*" stands for.
func wildcard(token string) (pkg string, ok bool) { return strings.CutSuffix(token, ":*") }

// packageOf returns the package of a type token.
func packageOf(token string) string {
	pkg, _, _ := strings.Cut(token, ":")
	return pkg
}
