package main

import (
	"errors"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/field"
	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// readConfig loads, validates and plans the stack from its file, without the engine, so that every mistake is told
// at once and before anything is built or started.
func readConfig(inv *invocation) (stacks.Config, stacks.Plan, error) {
	raw, err := stacks.ReadFile(inv.dirs.configFile(inv.stack))
	if err != nil {
		return stacks.Config{}, stacks.Plan{}, usageError{err}
	}
	demonstration, err := demonstrationFor(inv.dirs, inv.stack, raw, time.Now())
	if err != nil {
		return stacks.Config{}, stacks.Plan{}, err
	}
	if err := addCertificates(raw, demonstration); err != nil {
		return stacks.Config{}, stacks.Plan{}, err
	}
	inv.certificates = demonstration
	config, plan, err := stacks.Prepare(raw, inv.stack)
	var invalid *field.Invalid
	if errors.As(err, &invalid) {
		return config, plan, usageError{err}
	}
	return config, plan, err
}
