package engine_test

import (
	"testing"

	"github.com/aks-landing-zone/aks-landing-zone/simulator/engine"
)

func FuzzParseFaults(f *testing.F) {
	for _, seed := range []string{"", "429", "kill,nth=17,stage=accepted", "Code/409,match=*/x/*,times=-1; 500,op=read", "500,retry-after=1,message=a=b", ",,;;", "429,nth=99999999999999999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		faults, err := engine.ParseFaults(text)
		if err != nil {
			return
		}
		// Whatever is accepted can be armed: a pattern of any characters matches literally but for its stars.
		e, err := engine.New(engine.Options{Services: []*engine.Service{boxes()}, Faults: faults, Kill: func() {}})
		if err != nil {
			t.Fatal(err)
		}
		defer e.Close()
		for _, fault := range faults {
			if fault.Kill || fault.Hang {
				continue
			}
			if fault.Status < 400 || fault.Status > 599 || fault.Code == "" {
				t.Errorf("%q gives status %d and code %q", text, fault.Status, fault.Code)
			}
		}
	})
}
