package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"github.com/aks-landing-zone/aks-landing-zone/stacks"
)

// stateLock is the part of the engine's lock file that is needed here.
type stateLock struct {
	Pid int `json:"pid"`
}

// waitForEarlierRun waits for the engine of a run that was killed, and reports whether there is a lock to release. Two
// runs cannot be at work at once, because the simulator's store admits one process: a lock that is found here belongs to
// an engine that lost its simulator and is about to end, or to one that is gone.
func waitForEarlierRun(ctx context.Context, dirs directories, stack string) (locked bool, err error) {
	locks, err := filepath.Glob(filepath.Join(dirs.state(), ".pulumi", "locks", "*", "*", stack, "*.json"))
	if err != nil {
		return false, fmt.Errorf("looking for the lock of an earlier run: %w", err)
	}
	for _, file := range locks {
		if err := waitForOwner(ctx, file); err != nil {
			return false, err
		}
	}
	return len(locks) > 0, nil
}

// repairCheckpoint puts the state's last whole version in the place of one that a killed engine left half written. What
// was deployed after it is found again: the simulated Azure still has it.
func repairCheckpoint(dirs directories, stack string) error {
	file := filepath.Join(dirs.state(), ".pulumi", "stacks", stacks.Namespace, stack+".json")
	content, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) || err == nil && json.Valid(content) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("reading the state: %w", err)
	}
	backup, err := os.ReadFile(file + ".bak")
	if err != nil || !json.Valid(backup) {
		return usagef("the state %s is damaged and there is no whole copy of it; `go run ./cmd/try clean` begins anew", file)
	}
	if err := os.WriteFile(file, backup, 0o600); err != nil {
		return writeFailure(err)
	}
	return nil
}

func waitForOwner(ctx context.Context, file string) error {
	content, err := os.ReadFile(file)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	var lock stateLock
	if err == nil {
		err = json.Unmarshal(content, &lock)
	}
	if err != nil || lock.Pid <= 0 {
		return nil //nolint:nilerr // a half-written lock has no owner to wait for
	}
	const patience = 30 * time.Second
	deadline := time.Now().Add(patience)
	for time.Now().Before(deadline) {
		if syscall.Kill(lock.Pid, 0) != nil {
			return nil //nolint:nilerr // the error says that the process is gone, which is what is waited for
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(200 * time.Millisecond):
		}
	}
	return usagef("process %d of an earlier run is still at work; wait for it or stop it", lock.Pid)
}
