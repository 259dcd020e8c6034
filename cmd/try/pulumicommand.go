package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/pulumi/pulumi/sdk/v3/go/auto"
)

// pulumiCommand gives the automation library the CLI that was found. The library looks for it below a root folder, as
// bin/pulumi, so one is laid out with a link.
func pulumiCommand(tools toolchain, dirs directories) (auto.PulumiCommand, error) {
	root := filepath.Join(dirs.keep, "cli")
	link := filepath.Join(root, "bin", "pulumi")
	if err := os.MkdirAll(filepath.Dir(link), 0o700); err != nil {
		return nil, writeFailure(err)
	}
	if err := os.Remove(link); err != nil && !os.IsNotExist(err) {
		return nil, writeFailure(err)
	}
	if err := os.Symlink(tools.pulumi, link); err != nil {
		return nil, writeFailure(err)
	}
	command, err := auto.NewPulumiCommand(&auto.PulumiCommandOptions{Root: root, Version: tools.version})
	if err != nil {
		return nil, fmt.Errorf("using the Pulumi CLI %s: %w", tools.pulumi, err)
	}
	return command, nil
}
