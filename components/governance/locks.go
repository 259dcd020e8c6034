package governance

import (
	"fmt"
	"unicode/utf8"

	authorization "github.com/pulumi/pulumi-azure-native-sdk/authorization/v2/v20200501"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

// TokenLocks is the type of the component that [NewLocks] makes.
const TokenLocks = "landingzone:governance:Locks"

const (
	// LockName is the name of every lock, below what it locks.
	LockName = "landing-zone-keep"
	// lockLevel lets everybody change the resource and nobody delete it. A read-only lock would stop AKS, the registry
	// and the vault from working, which write to themselves.
	// Source: https://learn.microsoft.com/azure/azure-resource-manager/management/lock-resources#considerations-before-applying-your-locks
	lockLevel = "CanNotDelete"
	// maxNotes is the longest note on a lock, in characters.
	// Source: https://learn.microsoft.com/rest/api/resources/management-locks/create-or-update-by-scope
	maxNotes = 512
)

// LocksArgs are what must not be deleted.
type LocksArgs struct {
	// Locks are the locks, each with a name of its own.
	Locks []Lock
	// After is everything that is at or below what is locked, in the end: peerings of a network, endpoints of a vault,
	// diagnostic settings, role assignments. Pulumi deletes in the opposite order of creation, and a lock that outlived
	// one of them would stop its deletion. The first lock waits for all of it and the others for the first, which is
	// enough and keeps the state small.
	After []pulumi.Resource
}

// Lock keeps one resource, and all that is below it, from being deleted. Never lock the group of the cluster's nodes or
// what contains it: AKS deletes there all the time.
type Lock struct {
	// Name says in the Pulumi name what is locked: firewall. Required.
	Name string
	// Scope is the ARM ID of the resource. Required.
	Scope pulumi.StringInput
	// Notes say why, in at most 512 characters. Required.
	Notes string
}

// Locks are the locks of one region.
type Locks struct {
	pulumi.ResourceState

	// First is the lock that waited for everything; locks elsewhere can wait for it. nil without any lock.
	First pulumi.Resource
}

// NewLocks declares the locks. Declare it last, so that what is locked is complete, and so that a planned deletion takes
// the locks away first.
func NewLocks(ctx *pulumi.Context, name string, args *LocksArgs, opts ...pulumi.ResourceOption) (*Locks, error) {
	if args == nil {
		return nil, fmt.Errorf("locks %q: args are required", name)
	}
	seen := map[string]bool{}
	for i, lock := range args.Locks {
		switch {
		case lock.Name == "":
			return nil, fmt.Errorf("locks %q: lock %d has no Name", name, i)
		case seen[lock.Name]:
			return nil, fmt.Errorf("locks %q: two locks are called %s", name, lock.Name)
		case lock.Scope == nil:
			return nil, fmt.Errorf("locks %q: %s: Scope is required", name, lock.Name)
		case lock.Notes == "" || utf8.RuneCountInString(lock.Notes) > maxNotes:
			return nil, fmt.Errorf("locks %q: %s: Notes must have 1 to %d characters", name, lock.Name, maxNotes)
		}
		seen[lock.Name] = true
	}
	l := &Locks{}
	if err := ctx.RegisterComponentResource(TokenLocks, name, l, opts...); err != nil {
		return nil, fmt.Errorf("locks %q: %w", name, err)
	}
	after := args.After
	for _, lock := range args.Locks {
		made, err := authorization.NewManagementLockByScope(ctx, name+"-"+lock.Name, &authorization.ManagementLockByScopeArgs{
			Level: pulumi.String(lockLevel), LockName: pulumi.String(LockName), Notes: pulumi.String(lock.Notes), Scope: lock.Scope,
		}, pulumi.Parent(l), pulumi.DependsOn(after))
		if err != nil {
			return nil, fmt.Errorf("locks %q: %s: %w", name, lock.Name, err)
		}
		if l.First == nil {
			l.First, after = made, []pulumi.Resource{made}
		}
	}
	if err := ctx.RegisterResourceOutputs(l, pulumi.Map{}); err != nil {
		return nil, fmt.Errorf("locks %q: outputs: %w", name, err)
	}
	return l, nil
}
