package main

import (
	"path/filepath"
	"testing"

	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
	"github.com/aks-landing-zone/aks-landing-zone/simulator/monitor"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

func TestProbe(t *testing.T) {
	for _, stack := range []string{"dev", "prod"} {
		raw, err := stacks.ReadFile(filepath.Join("..", "Pulumi."+stack+".yaml"))
		require.NoError(t, err)
		m, err := monitor.New(monitor.Options{})
		require.NoError(t, err)
		err = pulumi.RunErr(stacks.Deploy, pulumi.WithMocks(stacks.Namespace, stack, m), func(info *pulumi.RunInfo) {
			info.Config = raw.Values
			info.RootDirectory = t.TempDir()
		})
		require.NoError(t, err)
		p, err := pack.New(rules.Info, rules.All()...)
		require.NoError(t, err)
		judge, err := p.Judge(pack.Options{Project: "aks-landing-zone", StackConfig: raw.Values})
		require.NoError(t, err)
		t.Log(stack, judge.Class(), len(m.Registrations()))
		_ = assert.Equal
		_ = plugin.AnalyzerResource{}
	}
}
