package bootstrap_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
	"k8s.io/apimachinery/pkg/util/validation"
	"pgregory.net/rapid"

	"github.com/aks-landing-zone/aks-landing-zone/components/bootstrap"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
)

var stackTags = map[string]string{"owner": "platform@contoso.example", "costCenter": "cc-1001", "team": "platform"}

func TestNamespacesThatAreRefused(t *testing.T) {
	const labels = "\n    (https://kubernetes.io/docs/concepts/overview/working-with-objects/labels/#syntax-and-character-set)"
	const namespaces = "\n    (https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/)"
	const dnsLabel = "\n    (https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-label-names)"
	const quantity = "\n    (https://kubernetes.io/docs/reference/kubernetes-api/common-definitions/quantity/)"
	const policy = "\n    (https://kubernetes.io/docs/concepts/services-networking/network-policies/#networkpolicy-resource)"
	const entraGroup = "; write the group's object ID, a GUID, not its name\n    (https://learn.microsoft.com/azure/aks/azure-ad-rbac)"
	long := fmt.Sprintf("%064d", 0)
	cases := []struct {
		name  string
		class environment.Class
		tags  map[string]string
		given string
		want  string
	}{
		{name: "no name", given: `[{}]`, want: `namespaces[0].name: is required; name the namespace`},
		{name: "name of Kubernetes", given: `[{"name":"kube-tools"}]`, want: `namespaces[0].name: "kube-tools" begins with kube-, which Kubernetes keeps for itself; choose another name` + namespaces},
		{name: "default namespace", given: `[{"name":"default"}]`, want: `namespaces[0].name: "default" belongs to the system; choose another name` + namespaces},
		{name: "namespace of Flux", given: `[{"name":"flux-system"}]`, want: `namespaces[0].name: "flux-system" belongs to the system; choose another name` + namespaces},
		{
			name: "capital letter", given: `[{"name":"Shop"}]`,
			want: `namespaces[0].name: "Shop" is not a DNS label; use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends` + dnsLabel,
		},
		{
			name: "64 characters", given: `[{"name":"` + long + `"}]`,
			want: `namespaces[0].name: "` + long + `" is not a DNS label; use at most 63 lower-case letters, digits and hyphens, with a letter or digit at both ends` + dnsLabel,
		},
		{name: "same name twice", given: `[{"name":"a"},{"name":"b"},{"name":"a"}]`, want: `namespaces[2].name: "a" is already the name of namespaces[0]; choose another name, or merge the two`},
		{name: "no owner", tags: map[string]string{"costCenter": "c"}, given: `[{"name":"a"}]`, want: `namespaces[0].owner: is required; every namespace says who answers for it and who pays`},
		{name: "no cost center", tags: map[string]string{"owner": "o"}, given: `[{"name":"a"}]`, want: `namespaces[0].costCenter: is required; every namespace says who answers for it and who pays`},
		{name: "owner that cannot be a label", given: `[{"name":"a","owner":"@@"}]`, want: `namespaces[0].owner: "@@" holds no letter or digit, so it cannot become a label; write at least one` + labels},
		{name: "team that cannot be a label", given: `[{"name":"a","team":"-"}]`, want: `namespaces[0].team: "-" holds no letter or digit, so it cannot become a label; write at least one` + labels},
		{
			name: "quota without memory", given: `[{"name":"a","quota":{"requests":{"memory":""}}}]`,
			want: `namespaces[0].quota.requests.memory: is required; write a quantity: 4 or 500m for cpu, 8Gi for memory`,
		},
		{
			name: "not a quantity", given: `[{"name":"a","quota":{"limits":{"cpu":"many"}}}]`,
			want: `namespaces[0].quota.limits.cpu: "many" is not an amount above zero; write a quantity: 4 or 500m for cpu, 8Gi for memory` + quantity,
		},
		{
			name: "nothing", given: `[{"name":"a","quota":{"requests":{"cpu":"0"}}}]`,
			want: `namespaces[0].quota.requests.cpu: "0" is not an amount above zero; write a quantity: 4 or 500m for cpu, 8Gi for memory` + quantity,
		},
		{
			name: "limit below request", given: `[{"name":"a","quota":{"requests":{"memory":"4Gi"},"limits":{"memory":"4095Mi"}}}]`,
			want: "namespaces[0].quota.limits.memory: \"4095Mi\" is below the requests, 4Gi; raise the limits or lower the requests\n    (https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/#requests-and-limits)",
		},
		{name: "no pods", given: `[{"name":"a","quota":{"pods":0}}]`, want: `namespaces[0].quota.pods: 0 is outside 1 to 10000; choose 1 to 10000`},
		{name: "negative claims", given: `[{"name":"a","quota":{"persistentVolumeClaims":-1}}]`, want: `namespaces[0].quota.persistentVolumeClaims: -1 is outside 0 to 1000; choose 0 to 1000`},
		{name: "two load balancers", given: `[{"name":"a","quota":{"loadBalancers":2}}]`, want: `namespaces[0].quota.loadBalancers: 2 is outside 0 to 1; choose 0 to 1`},
		{name: "admins by display name", given: `[{"name":"a","access":{"adminGroupObjectId":"Admins"}}]`, want: `namespaces[0].access.adminGroupObjectId: "Admins" is not the object ID of an Entra group` + entraGroup},
		{name: "writers by display name", given: `[{"name":"a","access":{"writerGroupObjectId":"Writers"}}]`, want: `namespaces[0].access.writerGroupObjectId: "Writers" is not the object ID of an Entra group` + entraGroup},
		{name: "readers by display name", given: `[{"name":"a","access":{"readerGroupObjectId":"Readers"}}]`, want: `namespaces[0].access.readerGroupObjectId: "Readers" is not the object ID of an Entra group` + entraGroup},
		{name: "destination without a name", given: `[{"name":"a","egress":[{"cidrs":["10.0.0.0/24"]}]}]`, want: `namespaces[0].egress[0].name: is required; name the destination: login, database`},
		{
			name: "destination that cannot be part of a name", given: `[{"name":"a","egress":[{"name":"my db","cidrs":["10.0.0.0/24"]}]}]`,
			want: `namespaces[0].egress[0].name: "my db" is not a short DNS label; use at most 50 lower-case letters, digits and hyphens, with a letter or digit at both ends` + dnsLabel,
		},
		{
			name: "destination with a long name", given: `[{"name":"a","egress":[{"name":"` + long[:51] + `","cidrs":["10.0.0.0/24"]}]}]`,
			want: `namespaces[0].egress[0].name: "` + long[:51] + `" is not a short DNS label; use at most 50 lower-case letters, digits and hyphens, with a letter or digit at both ends` + dnsLabel,
		},
		{
			name: "same destination twice", given: `[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"]},{"name":"db","cidrs":["10.0.1.0/24"]}]}]`,
			want: `namespaces[0].egress[1].name: "db" is already the name of namespaces[0].egress[0]; choose another name, or merge the two`,
		},
		{name: "destination without a range", given: `[{"name":"a","egress":[{"name":"db"}]}]`, want: `namespaces[0].egress[0].cidrs: is required; list the ranges to open`},
		{name: "host name as range", given: `[{"name":"a","egress":[{"name":"db","cidrs":["db.example"]}]}]`, want: `namespaces[0].egress[0].cidrs[0]: "db.example" is not an IPv4 range; write it as 10.240.4.32/28` + policy},
		{name: "range of IPv6", given: `[{"name":"a","egress":[{"name":"db","cidrs":["2001:db8::/32"]}]}]`, want: `namespaces[0].egress[0].cidrs[0]: "2001:db8::/32" is not an IPv4 range; write it as 10.240.4.32/28` + policy},
		{name: "bits behind the mask", given: `[{"name":"a","egress":[{"name":"db","cidrs":["10.240.4.33/28"]}]}]`, want: `namespaces[0].egress[0].cidrs[0]: "10.240.4.33/28" has bits behind its mask; write 10.240.4.32/28` + policy},
		{
			name: "instance metadata", given: `[{"name":"a","egress":[{"name":"imds","cidrs":["169.254.169.254/32"]}]}]`,
			want: "namespaces[0].egress[0].cidrs[0]: \"169.254.169.254/32\" is the instance metadata service, which hands out the node's tokens; remove it and give the pod a workload identity\n    (https://learn.microsoft.com/azure/aks/workload-identity-overview)",
		},
		{
			name: "everything, in production", class: environment.Prod, given: `[{"name":"a","egress":[{"name":"all","cidrs":["0.0.0.0/0"]}]}]`,
			want: "namespaces[0].egress[0].cidrs[0]: \"0.0.0.0/0\" opens every destination in prod; name the ranges that are needed\n    (https://learn.microsoft.com/azure/aks/use-network-policies)",
		},
		{name: "no port", given: `[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"],"ports":[]}]}]`, want: `namespaces[0].egress[0].ports: is required; list the ports to open`},
		{name: "port too high", given: `[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"],"ports":[443,65536]}]}]`, want: `namespaces[0].egress[0].ports[1]: 65536 is outside 1 to 65535; choose 1 to 65535`},
		{name: "other protocol", given: `[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"],"protocol":"ICMP"}]}]`, want: `namespaces[0].egress[0].protocol: "ICMP" is not supported; choose one of TCP, UDP` + policy},
		{name: "not a label", given: `[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"],"podLabels":{"app":"my app"}}]}]`, want: `namespaces[0].egress[0].podLabels.app: "my app" is not a label; use a key and a value that Kubernetes takes` + labels},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			class := environment.Dev
			if c.class != "" {
				class = c.class
			}
			tags := c.tags
			if tags == nil {
				tags = stackTags
			}
			assertOnly(t, c.want, bootstrap.ValidateNamespaces("namespaces", section[[]bootstrap.Namespace](t, c.given, class), class, tags))
		})
	}
}

func TestNamespacesThatAreTaken(t *testing.T) {
	for name, given := range map[string]string{
		"63 characters":          `[{"name":"` + fmt.Sprintf("%063d", 0) + `"}]`,
		"own owner":              `[{"name":"a","owner":"someone@contoso.example","costCenter":"cc-1","team":"t","partOf":"shop"}]`,
		"everything in dev":      `[{"name":"a","egress":[{"name":"all","cidrs":["0.0.0.0/0"]}]}]`,
		"the platform's own":     `[{"name":"cluster-baseline-settings","quota":{"pods":200}}]`,
		"same destination twice": `[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"]}]},{"name":"b","egress":[{"name":"db","cidrs":["10.0.0.0/24"]}]}]`,
		"limits equal requests":  `[{"name":"a","quota":{"requests":{"cpu":"2","memory":"1024Mi"},"limits":{"cpu":"2000m","memory":"1Gi"}}}]`,
		"access":                 `[{"name":"a","access":{"adminGroupObjectId":"` + group + `","writerGroupObjectId":"` + group + `","readerGroupObjectId":"` + group + `"}}]`,
	} {
		t.Run(name, func(t *testing.T) {
			namespaces := section[[]bootstrap.Namespace](t, given, environment.Dev)
			assert.Empty(t, bootstrap.ValidateNamespaces("namespaces", namespaces, environment.Dev, stackTags))
		})
	}
}

func TestLabelValueOfWellKnownTexts(t *testing.T) {
	for given, want := range map[string]string{
		"platform":                     "platform",
		"cc-1001":                      "cc-1001",
		"platform@contoso.example":     "platform-contoso.example",
		"Team Rot/Weiß":                "Team-Rot-Wei",
		"  padded  ":                   "padded",
		"":                             "",
		"@@":                           "",
		"_private_":                    "private",
		fmt.Sprintf("%070d", 0):        fmt.Sprintf("%063d", 0),
		fmt.Sprintf("%062d", 0) + "@x": fmt.Sprintf("%062d", 0),
	} {
		assert.Equal(t, want, bootstrap.LabelValue(given), given)
	}
}

func TestLabelValueIsAlwaysValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		value := bootstrap.LabelValue(rapid.String().Draw(t, "text"))
		if problems := validation.IsValidLabelValue(value); len(problems) > 0 {
			t.Fatalf("%q: %v", value, problems)
		}
		if again := bootstrap.LabelValue(value); again != value {
			t.Fatalf("%q became %q", value, again)
		}
	})
}

func TestLabelValueKeepsWhatIsValid(t *testing.T) {
	valid := regexp.MustCompile(`[A-Za-z0-9]([A-Za-z0-9._-]{0,61}[A-Za-z0-9])?`).String()
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringMatching(valid).Draw(t, "value")
		if got := bootstrap.LabelValue(text); got != text {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

func FuzzNamespacesNeverPanic(f *testing.F) {
	f.Add(`[{"name":"a","egress":[{"name":"db","cidrs":["10.0.0.0/24"],"podLabels":{"a":"b"}}]}]`)
	f.Add(`[{"quota":{"requests":{"cpu":"1e99"},"limits":{"cpu":"-1"}}}]`)
	f.Fuzz(func(t *testing.T, text string) {
		var namespaces []bootstrap.Namespace
		if json.Unmarshal([]byte(text), &namespaces) != nil {
			t.Skip()
		}
		for _, class := range environment.Classes() {
			errors := bootstrap.ValidateNamespaces("namespaces", namespaces, class, stackTags)
			if err := errors.In("Pulumi.test.yaml"); err != nil {
				require.NotEmpty(t, err.Error())
			}
		}
	})
}
