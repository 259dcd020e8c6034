package kubernetesconfiguration_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/kubernetesconfiguration"
)

func TestAConfigurationIsAnsweredWithDefaults(t *testing.T) {
	e := startWithFlux(t)
	made := create(t, e, bootstrap(object{"kustomizations": object{
		"infra": object{"path": "./infra", "dependsOn": list{}, "force": true, "prune": true, "retryIntervalInSeconds": 300.0, "syncIntervalInSeconds": 300.0,
			"timeoutInSeconds": 300.0, "wait": false, "postBuild": object{"substitute": object{"tenant_id": "t"}}},
		"platform": object{"dependsOn": list{"infra"}, "path": "./platform"},
	}}))
	assert.Equal(t, bootstrapID, made.ID)
	want := object{
		"complianceState": "Pending", "errorMessage": "", "name": "bootstrap", "namespace": "flux-system", "provisioningState": "Succeeded",
		"gitRepository": object{"url": "https://git.example/org/platform", "repositoryRef": object{"branch": "main"},
			"syncIntervalInSeconds": 600.0, "timeoutInSeconds": 600.0},
		"kustomizations": object{
			"infra": object{"name": "infra", "path": "./infra", "dependsOn": list{}, "force": true, "prune": true, "retryIntervalInSeconds": 300.0,
				"syncIntervalInSeconds": 300.0, "timeoutInSeconds": 300.0, "wait": false, "postBuild": object{"substitute": object{"tenant_id": "t"}}},
			"platform": object{"name": "platform", "path": "./platform", "dependsOn": list{"infra"}, "force": false, "prune": false,
				"syncIntervalInSeconds": 600.0, "timeoutInSeconds": 600.0, "wait": true},
		},
		"repositoryPublicKey": "", "scope": "cluster", "sourceKind": "GitRepository", "statuses": list{}, "suspend": false,
		"type": "Microsoft.KubernetesConfiguration/fluxConfigurations",
	}
	assert.Empty(t, cmp.Diff(want, made.Outputs))
	typ, err := e.Lookup(azure.TypeFluxConfiguration)
	require.NoError(t, err)
	assert.Empty(t, typ.Misplaced(made.Outputs))
}

func TestCredentialsAreNotAnswered(t *testing.T) {
	ssh := object{"url": "ssh://git@git.example/org/platform", "sshKnownHosts": "Z2l0LmV4YW1wbGU="}
	for name, c := range map[string]struct {
		changes   object
		publicKey string
	}{
		"key of the program":    {object{"gitRepository": git(ssh), "configurationProtectedSettings": object{"sshPrivateKey": "a2V5"}}, ""},
		"key of the service":    {object{"gitRepository": git(ssh)}, "ssh-rsa "},
		"secret in the cluster": {object{"gitRepository": git(object{"url": ssh["url"], "localAuthRef": "deploy-key"})}, ""},
		"user and token": {object{"gitRepository": git(object{"httpsUser": "reader", "httpsCACert": "Y2VydA=="}),
			"configurationProtectedSettings": object{"httpsKey": "dG9rZW4="}}, ""},
		"bucket": {object{"sourceKind": "Bucket", "gitRepository": nil, "bucket": object{"url": "https://s3.example", "bucketName": "b", "accessKey": "k"},
			"configurationProtectedSettings": object{"bucketSecretKey": "s"}}, ""},
		"blobs": {object{"sourceKind": "azureblob", "gitRepository": nil, "azureBlob": object{"url": "https://acc.blob.core.windows.net",
			"containerName": "c", "accountKey": "k", "sasToken": "s"}}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			made := create(t, startWithFlux(t), bootstrap(c.changes))
			assert.NotContains(t, made.Outputs, "configurationProtectedSettings")
			assert.Empty(t, made.Out().At("bucket", "accessKey").Text()+made.Out().At("azureBlob", "accountKey").Text()+made.Out().At("azureBlob", "sasToken").Text())
			given := made.Out().At("repositoryPublicKey").Text()
			assert.True(t, strings.HasPrefix(given, c.publicKey) && (given == "") == (c.publicKey == ""), given)
		})
	}
}

func TestASuspendedConfigurationSaysSo(t *testing.T) {
	e := startWithFlux(t)
	made := create(t, e, bootstrap(object{"suspend": true, "scope": nil, "namespace": nil}))
	assert.Equal(t, "Suspended", made.Outputs["complianceState"])
	assert.Equal(t, "default", made.Outputs["namespace"])
	assert.Equal(t, "cluster", made.Outputs["scope"])
	changed, err := e.Update(ctx, bootstrap(object{"suspend": false, "scope": nil, "namespace": nil}))
	require.NoError(t, err)
	assert.Equal(t, "Pending", changed.Outputs["complianceState"])
}

func TestRefusedConfigurations(t *testing.T) {
	invalid := kubernetesconfiguration.CodeValidationFailed
	source := func(changes object) object { return object{"gitRepository": git(changes)} }
	reference := func(ref object) object { return source(object{"repositoryRef": ref}) }
	apps := func(kustomization object) object { return object{"kustomizations": object{"apps": kustomization}} }
	withKey := func(name, key string, changes object) object {
		return object{"gitRepository": git(changes), "configurationProtectedSettings": object{name: key}}
	}
	ssh := object{"url": "ssh://git@git.example/org/platform"}
	for name, c := range map[string]refusal{
		"cluster of Arc":      {object{"clusterRp": "Microsoft.Kubernetes"}, kubernetesconfiguration.CodeBadRequest, "is not supported"},
		"no kind of source":   {object{"sourceKind": nil}, invalid, "'sourceKind' must be specified"},
		"no such kind":        {object{"sourceKind": "HelmRepository"}, engine.CodeInvalidRequestContent, "HelmRepository"},
		"no body":             {object{"gitRepository": nil}, invalid, "must contain corresponding body"},
		"body of another":     {object{"bucket": object{"url": "https://s3.example", "bucketName": "b"}}, invalid, "must not contain 'bucket'"},
		"namespace":           {object{"namespace": "Flux"}, invalid, "'Flux' is not valid"},
		"scope":               {object{"scope": "everywhere"}, engine.CodeInvalidRequestContent, "everywhere"},
		"duration":            {object{"reconciliationWaitDuration": "5m"}, invalid, "ISO 8601"},
		"no url":              {source(object{"url": nil}), invalid, "'url' must be specified"},
		"scp form":            {source(object{"url": "git@git.example:org/platform"}), invalid, "http://, https://, ssh://"},
		"other scheme":        {source(object{"url": "file:///repo"}), invalid, "http://, https://, ssh://"},
		"no host":             {source(object{"url": "https:///org/platform"}), invalid, "address of a server"},
		"no repository":       {source(object{"url": "https://git.example/"}), invalid, "names no repository"},
		"token in the url":    {source(object{"url": "https://x:t0ken@git.example/org"}), invalid, "not into the url"},
		"nobody by ssh":       {source(object{"url": "ssh://git.example/org/platform"}), invalid, "names the user"},
		"no reference":        {source(object{"repositoryRef": nil}), invalid, "not 0"},
		"empty reference":     {reference(object{"branch": ""}), invalid, "not 0"},
		"two references":      {reference(object{"branch": "main", "tag": "v1"}), invalid, "not 2"},
		"seconds":             {source(object{"syncIntervalInSeconds": 0.0}), invalid, "at least 1"},
		"part of a second":    {source(object{"timeoutInSeconds": 0.5}), engine.CodeInvalidRequestContent, "whole number"},
		"known hosts as text": {source(object{"url": ssh["url"], "sshKnownHosts": "git.example ssh-ed25519 AAAA"}), invalid, "base64"},
		"certificate as text": {source(object{"httpsCACert": "-----BEGIN"}), invalid, "base64"},
		"key as text":         {withKey("sshPrivateKey", "-----BEGIN", ssh), invalid, "sshPrivateKey is not a valid base64"},
		"known hosts, https":  {source(object{"sshKnownHosts": "YQ=="}), invalid, "sshKnownHosts cannot be used with an http(s) url"},
		"ssh key, https":      {withKey("sshPrivateKey", "YQ==", nil), invalid, "sshPrivateKey cannot be used with an http(s) url"},
		"user by ssh":         {source(object{"url": ssh["url"], "httpsUser": "reader"}), invalid, "httpsUser cannot be used with an ssh url"},
		"https key by ssh":    {withKey("httpsKey", "YQ==", ssh), invalid, "httpsKey cannot be used with an ssh url"},
		"user without key":    {source(object{"httpsUser": "reader"}), invalid, "cannot be used separately"},
		"key without user":    {withKey("httpsKey", "YQ==", nil), invalid, "cannot be used separately"},
		"another secret":      {withKey("password", "YQ==", nil), invalid, "takes no protected setting 'password'"},
		"bucket without name": {object{"sourceKind": "Bucket", "gitRepository": nil, "bucket": object{"url": "https://s3.example"}}, invalid, "'bucketName'"},
		"blobs without name": {object{"sourceKind": "AzureBlob", "gitRepository": nil, "azureBlob": object{"url": "https://a.blob.core.windows.net"}},
			invalid, "'containerName'"},
		"blobs without TLS":  {object{"sourceKind": "AzureBlob", "gitRepository": nil, "azureBlob": object{"url": "http://a", "containerName": "c"}}, invalid, "https://"},
		"no kustomizations":  {object{"kustomizations": nil}, invalid, "At least one kustomization"},
		"name of one":        {object{"kustomizations": object{"Apps": object{}}}, invalid, "'Apps'"},
		"long name":          {object{"kustomizations": object{strings.Repeat("a", 64): object{}}}, invalid, "at most 63"},
		"long name in all":   {object{"kustomizations": object{strings.Repeat("a", 53): object{}}}, invalid, "cannot be greater than 62"},
		"missing dependency": {apps(object{"dependsOn": list{"infra"}}), invalid, "'infra', which is no kustomization"},
		"depends on itself":  {apps(object{"dependsOn": list{"apps"}}), invalid, "depends on itself"},
		"circle": {object{"kustomizations": object{"a": object{"dependsOn": list{"b"}}, "b": object{"dependsOn": list{"c"}}, "c": object{"dependsOn": list{"a"}}}},
			invalid, "'a' depends on itself"},
		"interval":          {apps(object{"retryIntervalInSeconds": -1.0}), invalid, "-1 of retryIntervalInSeconds"},
		"kind of variables": {apps(object{"postBuild": object{"substituteFrom": list{object{"kind": "Pod", "name": "x"}}}}), engine.CodeInvalidRequestContent, "Pod"},
		"name of variables": {apps(object{"postBuild": object{"substituteFrom": list{object{"kind": "Secret"}}}}), invalid, "'name'"},
		"variables of none": {apps(object{"postBuild": object{"substituteFrom": list{object{"name": "x"}}}}), invalid, "'kind'"},
		"variable's type":   {apps(object{"postBuild": object{"substitute": object{"a": 1.0}}}), engine.CodeInvalidRequestContent, "must be a string"},
		"unknown property":  {apps(object{"name": "apps"}), engine.CodeInvalidRequestContent, "is no property"},
		"name":              {object{"fluxConfigurationName": "Bootstrap"}, engine.CodeInvalidResourceName, "Bootstrap"},
		"no cluster":        {object{"clusterName": "aks2"}, engine.CodeParentResourceNotFound, "aks2"},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := startWithFlux(t).Create(ctx, bootstrap(c.changes))
			c.requireIn(t, err)
			assert.NotContains(t, err.Error(), "t0ken", "no secret in a refusal")
		})
	}
}

func TestUnknownInputsOfAConfigurationPass(t *testing.T) {
	e := start(t)
	for name, changes := range map[string]object{
		"whole": {"clusterName": engine.Unknown, "fluxConfigurationName": engine.Unknown, "sourceKind": engine.Unknown, "gitRepository": engine.Unknown,
			"bucket": engine.Unknown, "kustomizations": engine.Unknown, "configurationProtectedSettings": engine.Unknown, "namespace": engine.Unknown,
			"reconciliationWaitDuration": engine.Unknown},
		"source": {"gitRepository": engine.Unknown, "configurationProtectedSettings": engine.Unknown},
		"key":    {"gitRepository": git(object{"httpsUser": "reader"}), "configurationProtectedSettings": engine.Unknown},
		"parts": {"gitRepository": git(object{"url": engine.Unknown, "repositoryRef": engine.Unknown, "syncIntervalInSeconds": engine.Unknown}),
			"kustomizations": object{"infra": engine.Unknown, "apps": object{"dependsOn": list{engine.Unknown}, "timeoutInSeconds": engine.Unknown,
				"postBuild": object{"substituteFrom": list{object{"kind": engine.Unknown, "name": engine.Unknown}}, "substitute": object{"id": engine.Unknown}}}}},
		"secrets": {"gitRepository": git(object{"url": "ssh://git@git.example/org", "sshKnownHosts": engine.Unknown,
			"repositoryRef": object{"branch": engine.Unknown}}), "configurationProtectedSettings": object{"sshPrivateKey": engine.Unknown}},
	} {
		_, failures, err := e.Check(bootstrap(changes))
		require.NoError(t, err)
		assert.Empty(t, failures, name)
	}
}

func TestAConfigurationNeedsFlux(t *testing.T) {
	e := start(t)
	missing := kubernetesconfiguration.CodeFluxExtensionMissing
	_, err := e.Create(ctx, bootstrap(nil))
	refusal{code: missing, message: "must be installed in the cluster 'aks'"}.requireIn(t, err)

	create(t, e, flux(object{"configurationSettings": object{"source-controller.enabled": "false"}}))
	_, err = e.Create(ctx, bootstrap(nil))
	refusal{code: missing, message: "runs without source-controller"}.requireIn(t, err)

	_, err = e.Update(ctx, flux(object{"configurationSettings": nil}))
	require.NoError(t, err)
	create(t, e, bootstrap(nil))
}

// meanwhile is a clock on which something happens once, while the next operation runs.
type meanwhile struct {
	engine.Clock
	do func()
}

func (m *meanwhile) Sleep(ctx context.Context, d time.Duration) error {
	if do := m.do; do != nil {
		m.do = nil
		do()
	}
	return m.Clock.Sleep(ctx, d)
}

func TestAConfigurationWaitsForFlux(t *testing.T) {
	clock := &meanwhile{Clock: engine.NewInstantClock()}
	e := startOn(t, clock)
	var early error
	clock.do = func() { _, early = e.Create(ctx, bootstrap(nil)) }
	create(t, e, flux(nil))
	refusal{code: kubernetesconfiguration.CodeFluxExtensionMissing, message: "'flux' is not in a succeeded state"}.requireIn(t, early)
	create(t, e, bootstrap(nil))
}

func TestNamespaceAndScopeOfAConfigurationStay(t *testing.T) {
	e := startWithFlux(t)
	create(t, e, bootstrap(nil))
	for property, value := range map[string]string{"namespace": "other", "scope": "namespace"} {
		_, err := e.Update(ctx, bootstrap(object{property: value}))
		refusal{code: engine.CodePropertyChangeNotAllowed, message: "'" + property + "'"}.requireIn(t, err)
	}
	changed, err := e.Update(ctx, bootstrap(object{"gitRepository": git(object{"repositoryRef": object{"tag": "v1"}})}))
	require.NoError(t, err)
	assert.Equal(t, "v1", changed.Out().At("gitRepository", "repositoryRef", "tag").Text())
}

func TestClusterAndNameReplaceAConfiguration(t *testing.T) {
	typ, err := start(t).Lookup("azure-native:kubernetesconfiguration/v20230501:FluxConfiguration")
	require.NoError(t, err)
	changes := typ.Diff(bootstrap(nil).Inputs, bootstrap(object{"clusterName": "b", "clusterRp": "B", "clusterResourceName": "b", "resourceGroupName": "b",
		"fluxConfigurationName": "b", "suspend": true}).Inputs, nil)
	assert.Equal(t, []string{"clusterName", "clusterResourceName", "clusterRp", "fluxConfigurationName", "resourceGroupName"}, engine.Replaces(changes))
	assert.Contains(t, changes, "suspend")
}

func TestEveryCodeNamesItsSource(t *testing.T) {
	for _, typ := range kubernetesconfiguration.Service().Types {
		assert.NotEmpty(t, typ.Models)
		for _, code := range typ.Codes {
			assert.GreaterOrEqual(t, code.Status, 400)
			assert.True(t, strings.HasPrefix(code.Source, "https://"), code.Name)
		}
	}
}
