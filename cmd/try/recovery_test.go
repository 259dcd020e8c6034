package main

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

func TestHalfWrittenStateIsPutBack(t *testing.T) {
	dirs := directories{keep: t.TempDir()}
	folder := filepath.Join(dirs.state(), ".pulumi", "stacks", stacks.Namespace)
	file := filepath.Join(folder, "dev.json")
	require.NoError(t, repairCheckpoint(dirs, "dev"), "a stack that was never deployed needs no repair")
	require.NoError(t, os.MkdirAll(folder, 0o700))
	for name, broken := range map[string]string{"empty": "", "half": `{"version": 3, "chec`} {
		require.NoError(t, os.WriteFile(file, []byte(broken), 0o600))
		_ = os.Remove(file + ".bak")
		var usage usageError
		require.ErrorAs(t, repairCheckpoint(dirs, "dev"), &usage, name)
		assert.ErrorContains(t, usage, "clean")

		require.NoError(t, os.WriteFile(file+".bak", []byte(`{"version":3}`), 0o600))
		require.NoError(t, repairCheckpoint(dirs, "dev"), name)
		content, err := os.ReadFile(file)
		require.NoError(t, err)
		assert.Equal(t, `{"version":3}`, string(content), name)
	}
}
