// Command policy is the analyzer plugin that the Pulumi engine starts for this folder. It serves every rule of package
// rules and does nothing else.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
	"github.com/aks-landing-zone/aks-landing-zone/policy/rules"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "policy pack:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	p, err := pack.New(rules.Info, rules.All()...)
	if err != nil {
		return err
	}
	return pack.Serve(ctx, p, args, os.Stdout)
}
