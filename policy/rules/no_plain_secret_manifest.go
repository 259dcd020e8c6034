package rules

import (
	"regexp"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

var noPlainSecretManifest = pack.Rule{
	ID:       "no-plain-secret-manifest",
	Title:    "No secret is written into an object",
	Severity: pack.High,
	Level:    pack.Mandatory,
	Why:      "A secret in a manifest is in the repository's history, in the state and in etcd, and in all of them for ever.",
	Absent:   "A Secret without data, and a variable without a value, hold nothing.",
	Remedy:   "Keep the value in Key Vault and mount it through the Secrets Store CSI driver, or use Workload ID and no secret at all.",
	Source:   "https://learn.microsoft.com/azure/aks/csi-secrets-store-driver",
	Types:    append([]string{typeSecret}, workloadTypes...),
	Settings: []pack.Setting{systemNamespaces},
	Check: func(r pack.Resource) pack.Verdict {
		return outsideSystem(r, func() pack.Verdict {
			if r.Type() == pack.Canonical(typeSecret) {
				return pack.All(r.At("data").Masked().MustNotBeSet(), r.At("stringData").Masked().MustNotBeSet())
			}
			return eachContainer(podSpec(r), func(container pack.Value) pack.Verdict {
				return container.At("env").Each(plainVariable)
			})
		})
	},
	Pass: pack.Examples{
		"data left out":    one(typeSecret, "metadata.namespace", "a0008", "type", "Opaque"),
		"harmless value":   deployment(pack.Map{"env": list(set("name", "LOG_LEVEL", "value", "info"))}),
		"from elsewhere":   deployment(pack.Map{"env": list(set("name", "DB_PASSWORD", "valueFrom.secretKeyRef.name", "db"))}),
		"path to a secret": pod(pack.Map{"env": list(set("name", "DB_PASSWORD_FILE", "value", "/mnt/secrets/db"))}),
		"system namespace": one(typeSecret, "metadata.namespace", "flux-system", "data.identity", exampleSecret),
	},
	Fail: pack.Examples{
		"data":       one(typeSecret, "metadata.namespace", "a0008", "data.password", exampleSecret),
		"stringData": one(typeSecret, "metadata.namespace", "a0008", "stringData.password", exampleSecret),
		"variable":   deployment(pack.Map{"env": list(set("name", "DB_PASSWORD", "value", exampleSecret))}),
		"init container": one(typePod, "metadata.namespace", "a0008", "spec.containers", list(set("name", "a")),
			"spec.initContainers", list(set("name", "b", "env", list(set("name", "AZURE_CLIENT_SECRET", "value", exampleSecret))))),
		"connection string": pod(pack.Map{"env": list(set("name", "STORAGE", "value", "DefaultEndpointsProtocol=https;AccountName=a;AccountKey="+exampleSecret))}),
	},
}

var (
	secretName  = regexp.MustCompile(`(?i)(password|passwd|secret|token|api_?key|access_?key|account_?key|private_?key|connection_?string)$`)
	secretValue = regexp.MustCompile(`(?i)(AccountKey=|SharedAccessKey=|SharedAccessSignature=|-----BEGIN [A-Z ]*PRIVATE KEY-----)`)
)

func plainVariable(variable pack.Value) pack.Verdict {
	value := variable.At("value")
	text, _ := value.Text()
	if secretValue.MatchString(text) {
		return value.Masked().Fail("must not hold a key")
	}
	name := variable.At("name")
	if name.NotKnown() {
		return pack.When(value.IsSet(), name.Undecided, pack.Pass)
	}
	label, _ := name.Text()
	if !secretName.MatchString(label) {
		if value.NotKnown() {
			return value.Undecided()
		}
		return pack.Pass()
	}
	return pack.When(value.IsSet(), func() pack.Verdict { return value.Masked().Fail("must come from a secret store") }, pack.Pass)
}
