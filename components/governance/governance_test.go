package governance_test

import (
	"testing"

	"github.com/pulumi/pulumi-azure-native-sdk/resources/v2"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/components/governance"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/internal/golden"
	"github.com/aks-landing-zone/aks-landing-zone/naming"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
)

const component = "landingzone:governance:Governance::primary-governance"

// args are those of one region whose cluster is private; groups and definitions come from deploy.
func args(class environment.Class) *governance.Args {
	var settings governance.Settings
	settings.SetDefaults(class)
	return &governance.Args{
		Settings: settings,
		Names: naming.For(naming.Args{
			SubscriptionID: monitor.Subscription, Stack: string(class), Location: "westeurope", BusinessUnit: "bu0001", Application: "a0008",
		}),
		Location: azure.Location{Name: "westeurope"}, SubscriptionID: monitor.Subscription, RegistryName: "acraks1", Private: true,
		Suffixes: []string{"contoso.example"}, AllowedRegions: []string{"northeurope", "westeurope"}, VMSizes: []string{"Standard_D2d_v5", "Standard_D4d_v5"},
		Class: class, Tags: map[string]string{"team": "platform"},
	}
}

// deploy declares the definitions and one region's assignments in a simulated Azure, which refuses what Azure would.
func deploy(t *testing.T, a *governance.Args, after func(*governance.Governance)) (*monitor.Monitor, error) {
	t.Helper()
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	return m, pulumi.RunErr(func(ctx *pulumi.Context) error {
		group, err := resources.NewResourceGroup(ctx, "workload", &resources.ResourceGroupArgs{
			Location: pulumi.String("westeurope"), ResourceGroupName: pulumi.String("rg-workload"),
		})
		if err != nil {
			return err
		}
		definitions, err := governance.NewDefinitions(ctx, "policies")
		if err != nil {
			return err
		}
		a.ResourceGroupName, a.ResourceGroupID, a.CustomDefinitionIDs = group.Name, group.ID(), definitions.IDs
		built, err := governance.New(ctx, "primary-governance", a)
		if err == nil && after != nil {
			after(built)
		}
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
}

func TestEveryAssignment(t *testing.T) {
	for _, class := range []environment.Class{environment.Dev, environment.Prod} {
		t.Run(string(class), func(t *testing.T) {
			m, err := deploy(t, args(class), nil)
			require.NoError(t, err)
			golden.Compare(t, "testdata/"+string(class)+".golden", monitor.Graph(m.Below(component)))
		})
	}
}

func TestDefinitionsOfOurOwn(t *testing.T) {
	m, err := deploy(t, args(environment.Prod), nil)
	require.NoError(t, err)
	golden.Compare(t, "testdata/definitions.golden", monitor.Graph(m.Below("landingzone:governance:Definitions::policies")))
}

// values are the parameters of an assignment, without the objects around them.
func values(t *testing.T, m *monitor.Monitor, name string) map[string]any {
	t.Helper()
	parameters, _ := m.Named(t, "primary-governance-"+name).Inputs["parameters"].(map[string]any)
	plain := map[string]any{}
	for key, value := range parameters {
		plain[key] = value.(map[string]any)["value"]
	}
	return plain
}

func TestEffectsByClass(t *testing.T) {
	// effect and enforcement in dev and in prod; "" for what is not assigned.
	for name, want := range map[string][2]string{
		"allowed-locations":              {"Audit", "Deny"},
		"ingress-https-only":             {"Deny", "Deny"},
		"read-only-root-filesystem":      {"Deny", "Deny"},
		"allowed-images":                 {"Deny", "Deny"},
		"default-namespace":              {"Audit", "Deny"},
		"privileged-containers":          {"Audit", "Deny"},
		"privilege-escalation":           {"Audit", "Deny"},
		"pod-security-restricted":        {"Audit", "Audit"},
		"cluster-private":                {"Audit", "Deny"},
		"cluster-public-fqdn":            {"Audit", "Deny"},
		"cluster-local-authentication":   {"Deny", "Deny"},
		"cluster-command-invoke":         {"Audit", "Audit"},
		"registry-image-vulnerabilities": {"AuditIfNotExists", "AuditIfNotExists"},
		"namespace-labels":               {"Audit", "Deny"},
	} {
		t.Run(name, func(t *testing.T) {
			for i, class := range []environment.Class{environment.Dev, environment.Prod} {
				m, err := deploy(t, args(class), nil)
				require.NoError(t, err)
				assert.Equal(t, want[i], values(t, m, name)["effect"], class)
				assert.Equal(t, "Default", m.Named(t, "primary-governance-"+name).Inputs["enforcementMode"], class)
			}
		})
	}
}

func TestADefinitionThatOnlyDeniesAuditsByNotBeingEnforced(t *testing.T) {
	for class, want := range map[environment.Class]string{environment.Dev: "DoNotEnforce", environment.QA: "Default", environment.Prod: "Default"} {
		m, err := deploy(t, args(class), nil)
		require.NoError(t, err)
		for _, name := range []string{"allowed-vm-sizes", "no-public-ip-on-network-interfaces", "require-tag-team", "require-tag-cost-center", "require-tag-environment"} {
			assert.Equal(t, want, m.Named(t, "primary-governance-"+name).Inputs["enforcementMode"], "%s in %s", name, class)
			assert.NotContains(t, values(t, m, name), "effect")
		}
		assert.Equal(t, "Default", m.Named(t, "primary-governance-diagnostic-settings").Inputs["enforcementMode"], class)
	}
}

func TestNamespacesThatRulesPassOver(t *testing.T) {
	a := args(environment.Prod)
	a.ExtensionNamespaces = []string{"dataprotection-microsoft", "flux-system"}
	a.Settings.ExcludedNamespaces = []string{"legacy"}
	m, err := deploy(t, a, nil)
	require.NoError(t, err)
	more := []any{"dataprotection-microsoft", "flux-system", "legacy"}
	four := []any{"kube-system", "gatekeeper-system", "azure-arc", "flux-system", "dataprotection-microsoft", "legacy"}
	for name, want := range map[string][]any{
		"ingress-https-only": {}, "internal-load-balancers": {}, "ingress-host-suffix": {},
		"external-ips":              append([]any{"kube-system", "gatekeeper-system", "azure-arc"}, more...),
		"allowed-images":            append([]any{"kube-system", "gatekeeper-system", "azure-arc"}, more...),
		"default-namespace":         append([]any{"kube-system", "gatekeeper-system", "azure-arc"}, more...),
		"endpoint-edit-permission":  append([]any{"kube-system", "gatekeeper-system", "azure-arc"}, more...),
		"container-limits":          four,
		"read-only-root-filesystem": four,
		"host-path-volumes":         four,
		"privileged-containers":     four,
		"privilege-escalation":      four,
		"pod-security-restricted":   {"kube-system", "gatekeeper-system", "azure-arc", "flux-system", "cluster-baseline-settings", "dataprotection-microsoft", "legacy"},
		"namespace-labels":          {"kube-system", "gatekeeper-system", "azure-arc", "flux-system", "default", "kube-node-lease", "kube-public", "dataprotection-microsoft", "legacy"},
	} {
		assert.Equal(t, want, values(t, m, name)["excludedNamespaces"], name)
	}
}

func TestOptions(t *testing.T) {
	a := args(environment.Prod)
	a.Private, a.PublicFQDN, a.Suffixes, a.VMSizes = false, true, nil, nil
	a.Settings.Limits = governance.Limits{CPULimit: "2", MemoryLimit: "4Gi"}
	a.Settings.ExcludedContainers = []string{"writer"}
	a.Settings.AllowedImageSources = []string{"ghcr.io/contoso"}
	a.Settings.Effects = map[string]string{
		"podSecurityBaseline": "Audit", "podSecurityRestricted": "Deny", "requireTag": "Disabled", "inheritTag": "Disabled", "allowedVmSizes": "Deny",
		"noPublicIpOnNetworkInterfaces": "Audit",
	}
	m, err := deploy(t, a, nil)
	require.NoError(t, err)
	assert.Equal(t, map[string]any{
		"cpuLimit": "2", "memoryLimit": "4Gi", "effect": "Deny", "excludedNamespaces": []any{"kube-system", "gatekeeper-system", "azure-arc", "flux-system"},
	}, values(t, m, "container-limits"))
	assert.Equal(t, []any{"writer"}, values(t, m, "read-only-root-filesystem")["excludedContainers"])
	assert.Equal(t, `^(acraks1\.azurecr\.io|mcr\.microsoft\.com|ghcr\.io/contoso)/.+$`, values(t, m, "allowed-images")["allowedContainerImagesRegex"])
	assert.Equal(t, "Audit", values(t, m, "pod-security-baseline")["effect"])
	assert.Equal(t, "Deny", values(t, m, "pod-security-restricted")["effect"])
	assert.Equal(t, "Audit", values(t, m, "cluster-private")["effect"], "a public cluster is not refused by default")
	assert.Equal(t, "Audit", values(t, m, "cluster-public-fqdn")["effect"], "nor is one with a public name")
	assert.Equal(t, "Audit", values(t, m, "cluster-authorized-ip-ranges")["effect"], "a public cluster should name who may reach it")
	assert.Equal(t, "DoNotEnforce", m.Named(t, "primary-governance-no-public-ip-on-network-interfaces").Inputs["enforcementMode"])
	for _, name := range []string{"require-tag-team", "inherit-tag-team", "ingress-host-suffix", "allowed-vm-sizes"} {
		assert.Nil(t, m.Find(azure.TypePolicyAssignment, "primary-governance-"+name), name)
	}
	assert.Nil(t, m.Find(azure.TypeUserAssignedIdentity, "primary-governance-tag-policy"), "no identity without a policy that needs one")

	a.Settings.Effects = map[string]string{"clusterPrivate": "Deny"}
	m, err = deploy(t, a, nil)
	require.NoError(t, err)
	assert.Equal(t, "Deny", values(t, m, "cluster-private")["effect"], "what the configuration says is done")

	m, err = deploy(t, args(environment.Prod), nil)
	require.NoError(t, err)
	assert.Nil(t, m.Find(azure.TypePolicyAssignment, "primary-governance-cluster-authorized-ip-ranges"), "a private cluster needs no list of addresses")
}

func TestOnlyWholeImageReferencesAreAllowed(t *testing.T) {
	m, err := deploy(t, args(environment.Dev), nil)
	require.NoError(t, err)
	pattern, _ := values(t, m, "allowed-images")["allowedContainerImagesRegex"].(string)
	for image, want := range map[string]bool{
		"acraks1.azurecr.io/a0008/web:1": true, "mcr.microsoft.com/azure/kv:2": true, "docker.io/library/nginx:1": true,
		"evil.example/mcr.microsoft.com/x": false, "acraks1xazurecr.io/web": false, "acraks1.azurecr.io.evil.example/web": false,
		"docker.io/evil/nginx": false, "mcr.microsoft.com/": false, "nginx": false, "xacraks1.azurecr.io/web": false,
	} {
		if want {
			assert.Regexp(t, pattern, image)
		} else {
			assert.NotRegexp(t, pattern, image)
		}
	}
}

func TestWhatWaitsForWhat(t *testing.T) {
	var cluster, registry int
	m, err := deploy(t, args(environment.Prod), func(g *governance.Governance) { cluster, registry = len(g.ClusterReady), len(g.RegistryReady) })
	require.NoError(t, err)
	assert.Equal(t, 2, registry)
	assignments := 0
	for _, r := range m.Below(component) {
		if azure.CanonicalType(r.Type) == azure.TypePolicyAssignment {
			assignments++
		}
	}
	assert.Equal(t, assignments, cluster+registry)
	for _, tag := range []string{"team", "cost-center", "environment"} {
		for _, inherited := range []string{"team", "cost-center", "environment"} {
			assert.Contains(t, m.Named(t, "primary-governance-require-tag-"+tag).DependsOn, m.Named(t, "primary-governance-inherit-tag-"+inherited).Key())
		}
	}
}

func TestNamesOfAssignments(t *testing.T) {
	m, err := deploy(t, args(environment.Prod), nil)
	require.NoError(t, err)
	again := args(environment.Prod)
	again.Names = naming.For(naming.Args{
		SubscriptionID: monitor.Subscription, Stack: "prod", Location: "northeurope", RegionIndex: 1, BusinessUnit: "bu0001", Application: "a0008",
	})
	elsewhere, err := deploy(t, again, nil)
	require.NoError(t, err)
	seen := map[string]bool{}
	for _, r := range m.Below(component) {
		if azure.CanonicalType(r.Type) != azure.TypePolicyAssignment {
			continue
		}
		name, _ := r.Inputs["policyAssignmentName"].(string)
		assert.True(t, azure.IsGUID(name), name)
		assert.False(t, seen[name], "%s has a name of its own", r.Name)
		seen[name] = true
		assert.NotEqual(t, name, elsewhere.Named(t, r.Name).Inputs["policyAssignmentName"], "another region, another name")
		display, _ := r.Inputs["displayName"].(string)
		assert.LessOrEqual(t, len(display), 120)
		assert.NotEmpty(t, r.Inputs["description"])
	}
	assert.Equal(t, "[acraks1] Container registries should have local admin account disabled.",
		m.Named(t, "primary-governance-registry-admin-account").Inputs["displayName"])
	long := m.Named(t, "primary-governance-registry-image-vulnerabilities").Inputs["displayName"].(string)
	assert.Len(t, long, 120, "longer ones are cut")
}

func TestExemptions(t *testing.T) {
	a := args(environment.Prod)
	a.Settings.Exemptions = []governance.Exemption{
		{Rule: "containerLimits", Category: "Mitigated", ExpiresOn: "2999-06-30", Reason: "quotas limit the namespaces", Owner: "platform"},
		{Rule: "requireTag", Category: "Waiver", ExpiresOn: "2999-12-31", Reason: "tags come with the migration", Owner: "network"},
		{Rule: "clusterAuthorizedIpRanges", Category: "Waiver", ExpiresOn: "2999-12-31", Reason: "is not assigned here", Owner: "network"},
	}
	m, err := deploy(t, a, nil)
	require.NoError(t, err)
	limits := m.Named(t, "primary-governance-container-limits")
	made := m.Named(t, "primary-governance-container-limits-exemption")
	assert.Equal(t, "azure-native:authorization/v20220701preview:PolicyExemption", made.Type)
	assert.Equal(t, component, made.Parent)
	assert.Equal(t, map[string]any{
		"assignmentScopeValidation": "Default", "description": "quotas limit the namespaces", "displayName": limits.Inputs["displayName"], "exemptionCategory": "Mitigated",
		"expiresOn": "2999-06-30T23:59:59Z", "metadata": map[string]any{"owner": "platform"}, "policyAssignmentId": limits.ID,
		"policyExemptionName": azure.DeterministicGUID("policy exemption", limits.Inputs["policyAssignmentName"].(string)),
		"scope":               azure.ResourceGroupID(monitor.Subscription, "rg-workload"),
	}, made.Inputs)
	for _, tag := range []string{"team", "cost-center", "environment"} {
		assert.Equal(t, m.Named(t, "primary-governance-require-tag-"+tag).ID,
			m.Named(t, "primary-governance-require-tag-"+tag+"-exemption").Inputs["policyAssignmentId"])
	}
	assert.Nil(t, m.Find(azure.TypePolicyExemption, "primary-governance-cluster-authorized-ip-ranges-exemption"))

	a.Settings.Exemptions = []governance.Exemption{{Rule: "containerLimit"}}
	_, err = deploy(t, a, nil)
	assert.ErrorContains(t, err, `exemption: "containerLimit" is not a rule`)
}

func TestNewRefusesArgs(t *testing.T) {
	_, err := governance.New(nil, "g", nil)
	assert.EqualError(t, err, `governance "g": args are required`)
	_, err = governance.New(nil, "g", &governance.Args{})
	assert.EqualError(t, err, "governance \"g\": Location is required\nSubscriptionID is required\nResourceGroupName is required\n"+
		"ResourceGroupID is required\nRegistryName is required\nAllowedRegions is required")
	m, err := monitor.New(monitor.Options{})
	require.NoError(t, err)
	a := args(environment.Prod)
	err = pulumi.RunErr(func(ctx *pulumi.Context) error {
		a.ResourceGroupName, a.ResourceGroupID = pulumi.String("rg"), pulumi.String(azure.SubscriptionID(monitor.Subscription))
		a.Settings.Effects = map[string]string{"inheritTag": "Disabled"}
		_, err := governance.New(ctx, "g", a)
		return err
	}, pulumi.WithMocks("aks-landing-zone", "test", m))
	assert.ErrorContains(t, err, "rule clusterPublicFqdn: CustomDefinitionIDs lacks AKSPrivateClusterPublicFqdnDisabled")
}

func TestQAIsLikeProduction(t *testing.T) {
	var qa, prod governance.Settings
	require.Empty(t, field.Decode("governance", nil, &qa, environment.QA))
	require.Empty(t, field.Decode("governance", nil, &prod, environment.Prod))
	assert.Equal(t, prod, qa)
}
