package kubernetesconfiguration

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

// Kinds of source, each with the input that describes it.
const (
	kindGit    = "GitRepository"
	kindBucket = "Bucket"
	kindBlob   = "AzureBlob"
)

var bodies = map[string]string{kindGit: "gitRepository", kindBucket: "bucket", kindBlob: "azureBlob"}

// sourceKind returns the kind as it is spelled above; the shape has seen to it that it is one of them.
func sourceKind(given string) string {
	for kind := range bodies {
		if strings.EqualFold(kind, given) {
			return kind
		}
	}
	return given
}

// defaultSeconds is how long a look at a source or a reconciliation may take, and how often it is done, when the program
// does not say. Source: https://learn.microsoft.com/azure/azure-arc/kubernetes/gitops-flux2-parameters
const defaultSeconds = 600

// Maxima of names. Source: consts.py and validators.py of
// https://github.com/Azure/azure-cli-extensions/tree/main/src/k8s-configuration/azext_k8s_configuration
const (
	maxKustomizationName = 63
	// maxAppliedName limits "<configuration>-<kustomization>", the name of the object in the cluster.
	maxAppliedName = 62
)

func fluxConfiguration() *engine.Type {
	return &engine.Type{
		Token: azure.TypeFluxConfiguration, Versions: []string{"", "v20230501"}, APIVersion: "2023-05-01", ARMType: configurationType,
		Scope: engine.OwnScope, ID: below(configurationType, "fluxConfigurationName"), Names: []string{"fluxConfigurationName"},
		Identifying: clusterPath, Args: fluxConfigurationArgs{}, State: fluxConfigurationState{},
		Check: checkConfiguration, Put: putConfiguration,
		Models: []string{
			"The cluster exists, and the Flux extension is installed on it, with the controllers that the configuration needs.",
			"The source's kind and body fit; a Git source has an http, https or ssh address of a server, without credentials in it, and exactly one reference.",
			"An ssh address excludes a user and key for https and the other way round; user and key come together; keys and known hosts are in base64.",
			"Kustomizations depend on each other only, never in a circle; names fit into the name of the object in the cluster; seconds are positive whole numbers.",
			"Namespace and scope stay as they are; protected settings are never answered.",
			"The repository is not read: complianceState stays Pending (Suspended when suspended), and there are no statuses.",
		},
		Codes: []engine.Code{CodeBadRequest, CodeFluxExtensionMissing, CodeValidationFailed},
	}
}

func checkConfiguration(c *engine.Check) {
	checkCluster(c)
	checkNamespace(c, c.Inputs.At("namespace"), CodeValidationFailed)
	checkSource(c)
	checkKustomizations(c)
	if at := c.Inputs.At("reconciliationWaitDuration"); at.Present() && at.Known() && !isoDuration.MatchString(at.Text()) {
		c.Failf(at, CodeValidationFailed, "The duration '%s' is not an ISO 8601 duration, such as PT5M.", at.Text())
	}
}

func putConfiguration(op *engine.Operation) error {
	cluster, _ := clusterOf(op)
	flux, ok := installed(op, cluster, fluxType)
	switch {
	case !ok:
		return CodeFluxExtensionMissing.Errorf("The microsoft.flux extension must be installed in the cluster '%s' before a fluxConfiguration "+
			"can be created.", cluster.Name())
	case flux.Pending != "":
		return CodeFluxExtensionMissing.Errorf("The microsoft.flux extension '%s' is not in a succeeded state on the cluster.", flux.Name())
	}
	for _, controller := range []string{"source-controller", "kustomize-controller"} {
		if strings.EqualFold(flux.In().At("configurationSettings", controller+".enabled").Text(), "false") {
			return CodeFluxExtensionMissing.Errorf("The microsoft.flux extension '%s' runs without %s, which a fluxConfiguration needs.",
				flux.Name(), controller)
		}
	}
	complete(op)
	return nil
}

// complete adds what the service answers beyond the inputs.
func complete(op *engine.Operation) {
	delete(op.Outputs, "configurationProtectedSettings")
	op.Default("default", "namespace")
	op.Default("cluster", "scope")
	op.Default(false, "suspend")
	op.Set(stateSucceeded, "provisioningState")
	op.Set("Pending", "complianceState")
	if op.Inputs.At("suspend").Bool() {
		op.Set("Suspended", "complianceState")
	}
	op.Set("", "errorMessage")
	op.Set([]any{}, "statuses")
	body := bodies[sourceKind(op.Inputs.At("sourceKind").Text())]
	op.Default(defaultSeconds, body, "syncIntervalInSeconds")
	op.Default(defaultSeconds, body, "timeoutInSeconds")
	op.Set("", "repositoryPublicKey")
	if needsOwnKey(op.Inputs) {
		op.Set("ssh-rsa "+op.Unique("repositoryPublicKey"), "repositoryPublicKey")
	}
	all := op.Inputs.At("kustomizations")
	for _, name := range all.Keys() {
		op.Set(name, "kustomizations", name, "name")
		for key, value := range map[string]any{"dependsOn": []any{}, "force": false, "path": "", "prune": false, "wait": true,
			"syncIntervalInSeconds": defaultSeconds, "timeoutInSeconds": defaultSeconds} {
			op.Default(value, "kustomizations", name, key)
		}
	}
	for _, secret := range [][]string{{"bucket", "accessKey"}, {"azureBlob", "accountKey"}, {"azureBlob", "sasToken"}} {
		if object, ok := op.Outputs[secret[0]].(map[string]any); ok {
			delete(object, secret[1])
		}
	}
}

// needsOwnKey reports whether the service makes a key for the repository: it is read by ssh and the program gave none.
func needsOwnKey(inputs engine.Value) bool {
	git := inputs.At("gitRepository")
	return strings.HasPrefix(git.At("url").Text(), "ssh://") && git.At("localAuthRef").Absent() &&
		inputs.At("configurationProtectedSettings", "sshPrivateKey").Absent()
}
