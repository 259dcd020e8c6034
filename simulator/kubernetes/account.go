package kubernetes

import (
	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/validation"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const kindServiceAccount = "ServiceAccount"

func serviceAccount() kind {
	return kind{
		module: "core/v1", name: kindServiceAccount, resource: "serviceaccounts", namespaced: true,
		naming: validation.ValidateServiceAccountName, empty: func() metav1.Object { return &corev1.ServiceAccount{} },
		// Source: https://kubernetes.io/docs/concepts/security/service-accounts/#default-service-accounts
		builtIn: func(_, name string) bool { return name == "default" },
		inputs:  accountObject{}, outputs: accountObject{},
		models: []string{
			"The account default exists in every namespace and cannot be created.",
			"A field that a patch has set to another value is a conflict; with the account its patch goes.",
		},
	}
}

func serviceAccountPatch() kind {
	k := serviceAccount()
	k.patch = true
	k.models = []string{
		"The account exists: one that was created, or the account default that every namespace has; one patch per account.",
		"A field that the account's creator has set to another value is a conflict, unless the annotation pulumi.com/patchForce takes it over.",
		"Server-side apply is not switched off, and deleting the patch leaves the account.",
	}
	return k
}
