package cluster

import (
	"encoding/json"
	"testing"

	"github.com/aks-landing-zone/aks-landing-zone/azure"
	"github.com/aks-landing-zone/aks-landing-zone/environment"
	"github.com/aks-landing-zone/aks-landing-zone/field"
)

// Whatever a configuration says, it gets an answer and not a crash, also from the checks that expect valid settings.
func FuzzSettingsNeverPanic(f *testing.F) {
	for _, seed := range []string{
		`{}`,
		`{"nodePools":[{"name":"npsystem","mode":"System","vmSize":"Standard_D2pds_v5","upgradeSettings":{"maxSurge":"%"}}]}`,
		`{"apiServer":{"mode":"public","authorizedIPRanges":["","/","0.0.0.0/0"]}}`,
		`{"network":{"podCidr":"/","serviceCidr":"::/0","dnsServiceIP":"::1%eth0"}}`,
		`{"maintenance":{"default":{"dayOfWeek":"","startTime":":","utcOffset":"-"},"regionOffsetHours":-9}}`,
		`{"diagnostics":{"categories":["guard"],"troubleshooting":{"enabled":true,"expires":"0000-00-00"}}}`,
	} {
		f.Add(seed)
	}
	location, _ := azure.LookupLocation("westeurope")
	f.Fuzz(func(t *testing.T, text string) {
		var raw any
		if json.Unmarshal([]byte(text), &raw) != nil {
			t.Skip()
		}
		for _, class := range environment.Classes() {
			var s Settings
			_ = field.Decode("cluster", raw, &s, class)
			s.Complete(class)
			_ = told(s.Validate("cluster", class))
			_ = told(s.ValidateLocation("cluster", location, nil))
			_ = told(s.ValidateRegions("cluster", 2))
			_ = told(CheckPodCIDR("cluster.network.podCidr", s, class))
			_, _ = s.NodeDemand()
			_ = s.SubnetDemand()

			var identity Identity
			_ = field.Decode("identity", raw, &identity, class)
			_ = told(identity.Validate("identity", class))
			var workload Workload
			_ = field.Decode("workload", raw, &workload, class)
			_ = told(workload.Validate("workload", class))
		}
	})
}
