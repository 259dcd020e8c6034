package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// directories are the places on disk that try uses. Everything that it writes is below keep.
type directories struct {
	// root is the repository: where Pulumi.yaml is.
	root string
	// tools is .try/bin in it: the Pulumi CLI and the policy pack, as built.
	tools string
	// keep holds the state and the simulated Azure: .try in the repository, or what -dir says.
	keep string
	// config replaces Pulumi.<stack>.yaml when it is not empty: what -config-file says.
	config string
}

func (d directories) bin() string   { return d.tools }
func (d directories) home() string  { return filepath.Join(d.keep, "home") }
func (d directories) state() string { return filepath.Join(d.keep, "state") }
func (d directories) store() string { return filepath.Join(d.keep, "azure.db") }
func (d directories) work(stack string) string {
	return filepath.Join(d.keep, "work", stack)
}

// configFile is the stack's file, or the one that replaces it.
func (d directories) configFile(stack string) string {
	if d.config != "" {
		return d.config
	}
	return filepath.Join(d.root, stackFile(stack))
}

func stackFile(stack string) string { return fmt.Sprintf("Pulumi.%s.yaml", stack) }

// findDirectories looks for the project upwards from the working directory, as pulumi does.
func findDirectories() (directories, error) {
	start, err := os.Getwd()
	if err != nil {
		return directories{}, usagef("finding the working directory: %w", err)
	}
	for dir := start; ; dir = filepath.Dir(dir) {
		if _, err := os.Stat(filepath.Join(dir, "Pulumi.yaml")); err == nil {
			if _, err := os.Stat(filepath.Join(dir, "cmd", "try")); err == nil {
				keep := filepath.Join(dir, ".try")
				return directories{root: dir, tools: filepath.Join(keep, "bin"), keep: keep}, nil
			}
		}
		if dir == filepath.Dir(dir) {
			return directories{}, usagef("no landing zone in %s or above it; run try inside the repository", start)
		}
	}
}

// checkStack refuses a stack without a file, and names the ones that have one.
func checkStack(dirs directories, stack string) error {
	known, err := filepath.Glob(filepath.Join(dirs.root, "Pulumi.*.yaml"))
	if err != nil {
		return fmt.Errorf("listing stack files: %w", err)
	}
	names := []string{}
	for _, file := range known {
		name := strings.TrimSuffix(strings.TrimPrefix(filepath.Base(file), "Pulumi."), ".yaml")
		names = append(names, name)
	}
	if stack == "" {
		return usagef("which stack? -stack NAME is required; there are: %s", strings.Join(names, ", "))
	}
	for _, name := range names {
		if name == stack {
			return nil
		}
	}
	return usagef("stack %q does not exist: there is no %s; there are: %s", stack, stackFile(stack), strings.Join(names, ", "))
}

// prepare makes the folders and copies the project's and the stack's files to where the engine works, because the
// engine writes into them.
func (d directories) prepare(stack string) error {
	for _, dir := range []string{d.bin(), d.home(), d.state(), d.work(stack)} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return writeFailure(err)
		}
	}
	project, err := os.ReadFile(filepath.Join(d.root, "Pulumi.yaml"))
	if err != nil {
		return usagef("reading the project file: %w", err)
	}
	if err := os.WriteFile(filepath.Join(d.work(stack), "Pulumi.yaml"), project, 0o600); err != nil {
		return writeFailure(err)
	}
	config, err := os.ReadFile(d.configFile(stack))
	if err != nil {
		return usagef("reading the stack file: %w", err)
	}
	target := filepath.Join(d.work(stack), stackFile(stack))
	if !bytes.Contains(config, []byte("encryptionsalt:")) {
		config = append(config, saltOf(target)...)
	}
	if err := os.WriteFile(target, config, 0o600); err != nil {
		return writeFailure(err)
	}
	return nil
}

// saltOf returns the line with the salt of the state's encryption that the engine added to the copy in an earlier
// run: without it, each run would encrypt the state anew.
func saltOf(file string) []byte {
	content, err := os.ReadFile(file)
	if err != nil {
		return nil
	}
	for _, line := range strings.Split(string(content), "\n") {
		if strings.HasPrefix(line, "encryptionsalt:") {
			return []byte("\n" + line + "\n")
		}
	}
	return nil
}

func writeFailure(err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		return usagef("cannot write %s: %w; try keeps its state there and needs write permission", pathError.Path, pathError.Err)
	}
	return err
}
