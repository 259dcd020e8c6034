// Images brings the images that run in the cluster into its registry, and tells before a deployment which are missing.
// Production's firewall lets nodes pull from nowhere else, so an image that nobody imported is a pod that never starts.
//
//	go run ./cmd/images check                       the list, and whether the manifests name only what it has; offline
//	go run ./cmd/images import -registry <name>     imports what the registry lacks; Azure copies, from anywhere
//	go run ./cmd/images preflight -registry <name>  what the registry lacks; from inside its network
//
// Exit codes: 0 all is well, 1 something is missing or not listed, 2 the command line or the list cannot be used.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
)

const (
	exitOK = iota
	exitFindings
	exitUsage
)

// findings are images that are missing or not listed.
type findings struct{ error }

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	code := run(ctx, os.Args[1:], os.Stdout, os.Stderr, azureCLI)
	stop()
	os.Exit(code)
}

func run(ctx context.Context, args []string, stdout, stderr io.Writer, az cli) int {
	err := command(ctx, args, stdout, stderr, az)
	var found findings
	switch {
	case err == nil:
		return exitOK
	case errors.As(err, &found):
		fmt.Fprintln(stderr, err)
		return exitFindings
	}
	fmt.Fprintln(stderr, err)
	return exitUsage
}

func command(ctx context.Context, args []string, stdout, stderr io.Writer, az cli) error {
	if len(args) == 0 {
		return errors.New("which one? check, import or preflight")
	}
	flags := flag.NewFlagSet(args[0], flag.ContinueOnError)
	flags.SetOutput(stderr)
	list := flags.String("list", "images.yaml", "the list of images")
	manifests := flags.String("manifests", "gitops", "the folder of the manifests")
	registry := flags.String("registry", "", "name of the registry, the stack output containerRegistryName")
	if err := flags.Parse(args[1:]); err != nil {
		return fmt.Errorf("reading the flags: %w", err)
	}
	images, err := readList(*list)
	if err != nil {
		return err
	}
	r := registryOf{name: *registry, az: az, wait: sleep}
	switch args[0] {
	case "check":
		return checkManifests(*manifests, images, stdout)
	case "import", "preflight":
		if *registry == "" {
			return fmt.Errorf("%s needs -registry, the stack output containerRegistryName", args[0])
		}
		if args[0] == "import" {
			return r.importAll(ctx, images, stdout)
		}
		return r.preflight(ctx, images, stdout)
	}
	return fmt.Errorf("%q is not known; choose check, import or preflight", args[0])
}
