package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/blang/semver"
)

// analyzerName is what the Pulumi CLI looks for on PATH when it runs a Go policy pack and has no Go language host.
const analyzerName = "pulumi-analyzer-policy-go"

// toolchain is what a run needs besides this program.
type toolchain struct {
	// pulumi is the path of the Pulumi CLI.
	pulumi string
	// version is its version, without the v.
	version semver.Version
}

// prepareToolchain finds or builds the Pulumi CLI and builds the policy pack.
func prepareToolchain(ctx context.Context, dirs directories, story io.Writer) (toolchain, error) {
	tools, err := findPulumi(ctx, dirs, story)
	if err != nil {
		return toolchain{}, err
	}
	pack := filepath.Join(dirs.bin(), analyzerName)
	if err := goBuild(ctx, dirs.root, "building the policy pack", "-o", pack, "./policy"); err != nil {
		return toolchain{}, err
	}
	return tools, nil
}

// findPulumi prefers the user's own CLI, then the one built earlier, and builds one otherwise.
func findPulumi(ctx context.Context, dirs directories, story io.Writer) (toolchain, error) {
	pinned, err := pinnedPulumi(ctx, dirs)
	if err != nil {
		return toolchain{}, err
	}
	built := filepath.Join(dirs.bin(), "pulumi")
	if own, err := exec.LookPath("pulumi"); err == nil {
		if version, err := versionOf(ctx, own); err == nil && version.Major == pinned.Major && version.GTE(pinned) {
			return toolchain{pulumi: own, version: version}, nil
		}
	}
	if version, err := versionOf(ctx, built); err == nil && version.EQ(pinned) {
		return toolchain{pulumi: built, version: version}, nil
	}
	fmt.Fprintf(story, "Building the Pulumi CLI %s. This happens once and takes some minutes.\n", pinned)
	err = goBuild(ctx, filepath.Join(dirs.root, "tools", "pulumi"), "building the Pulumi CLI",
		"-ldflags", "-s -w -X github.com/pulumi/pulumi/sdk/v3/go/common/version.Version=v"+pinned.String(),
		"-o", built, "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi")
	if err != nil {
		return toolchain{}, err
	}
	return toolchain{pulumi: built, version: pinned}, nil
}

// pinnedPulumi reads the version of the CLI that the repository pins.
func pinnedPulumi(ctx context.Context, dirs directories) (semver.Version, error) {
	list := exec.CommandContext(ctx, "go", "list", "-m", "-f", "{{.Version}}", "github.com/pulumi/pulumi/pkg/v3")
	list.Dir = filepath.Join(dirs.root, "tools", "pulumi")
	out, err := list.Output()
	if err != nil {
		return semver.Version{}, usagef("reading the pinned version of the Pulumi CLI: %w", withStderr(err))
	}
	version, err := semver.ParseTolerant(strings.TrimSpace(string(out)))
	if err != nil {
		return semver.Version{}, fmt.Errorf("reading the pinned version of the Pulumi CLI: %w", err)
	}
	return version, nil
}

func versionOf(ctx context.Context, pulumi string) (semver.Version, error) {
	command := exec.CommandContext(ctx, pulumi, "version")
	command.Env = append(os.Environ(), "PULUMI_SKIP_UPDATE_CHECK=true")
	out, err := command.Output()
	if err != nil {
		return semver.Version{}, err
	}
	return semver.ParseTolerant(strings.TrimSpace(string(out)))
}

func goBuild(ctx context.Context, dir, doing string, args ...string) error {
	build := exec.CommandContext(ctx, "go", append([]string{"build"}, args...)...)
	build.Dir = dir
	var output bytes.Buffer
	build.Stdout, build.Stderr = &output, &output
	if err := build.Run(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return usagef("%s: %w\n%s", doing, err, output.String())
	}
	return nil
}

func withStderr(err error) error {
	var exit *exec.ExitError
	if errors.As(err, &exit) && len(exit.Stderr) > 0 {
		return fmt.Errorf("%w: %s", err, bytes.TrimSpace(exit.Stderr))
	}
	return err
}
