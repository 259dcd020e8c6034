package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os/exec"
	"strings"
	"time"
)

// cli runs the Azure CLI and returns what it prints.
type cli func(ctx context.Context, args ...string) (string, error)

func azureCLI(ctx context.Context, args ...string) (string, error) {
	var out, story bytes.Buffer
	command := exec.CommandContext(ctx, "az", args...)
	command.Stdout, command.Stderr = &out, &story
	if err := command.Run(); err != nil {
		return "", fmt.Errorf("az %s: %w: %s", strings.Join(args, " "), err, strings.TrimSpace(story.String()))
	}
	return strings.TrimSpace(out.String()), nil
}

// registryOf is a registry as the Azure CLI sees it.
type registryOf struct {
	name string
	az   cli
	wait func(context.Context, time.Duration) error
}

// attempts is how often an import is tried that the source refuses because too many were asked for.
const attempts = 5

// holds reports whether the registry has exactly this image under its target.
//
// Source: https://learn.microsoft.com/cli/azure/acr/manifest#az-acr-manifest-show-metadata
func (r registryOf) holds(ctx context.Context, i image) (bool, error) {
	digest, err := r.az(ctx, "acr", "manifest", "show-metadata", "--registry", r.name, "--name", i.Target, "--query", "digest", "--output", "tsv")
	if err != nil {
		if strings.Contains(err.Error(), "MANIFEST_UNKNOWN") || strings.Contains(err.Error(), "NAME_UNKNOWN") || strings.Contains(err.Error(), "is not found") {
			return false, nil
		}
		return false, fmt.Errorf("asking registry %s for %s: %w", r.name, i.Target, err)
	}
	return digest == i.Digest, nil
}

// preflight reports every image that the registry lacks.
func (r registryOf) preflight(ctx context.Context, images []image, stdout io.Writer) error {
	var missing []error
	for _, each := range images {
		there, err := r.holds(ctx, each)
		if err != nil {
			return err
		}
		if !there {
			missing = append(missing, fmt.Errorf("registry %s lacks %s (%s)", r.name, each.Target, each.Digest))
		}
	}
	if len(missing) > 0 {
		return findings{errors.Join(append(missing, fmt.Errorf("import them: go run ./cmd/images import -registry %s", r.name))...)}
	}
	fmt.Fprintf(stdout, "registry %s has all %d images\n", r.name, len(images))
	return nil
}

// importAll has Azure copy every image. What is there already under the same digest is not copied again by Azure.
//
// Source: https://learn.microsoft.com/azure/container-registry/container-registry-import-images
func (r registryOf) importAll(ctx context.Context, images []image, stdout io.Writer) error {
	for _, each := range images {
		if err := r.importOne(ctx, each); err != nil {
			return fmt.Errorf("importing %s: %w", each.Target, err)
		}
		fmt.Fprintf(stdout, "%s is in %s as %s\n", each.reference(), r.name, each.Target)
	}
	return nil
}

func (r registryOf) importOne(ctx context.Context, i image) error {
	for attempt := 1; ; attempt++ {
		_, err := r.az(ctx, "acr", "import", "--name", r.name, "--source", i.reference(), "--image", i.Target, "--force")
		if err == nil || attempt == attempts || !tooMany(err) {
			return err
		}
		if err := r.wait(ctx, time.Duration(attempt)*time.Minute); err != nil {
			return err
		}
	}
}

// tooMany recognises the limit on pulls of the source's registry. It goes by the words: the number 429 can stand in a digest,
// which the error repeats.
//
// Source: https://docs.docker.com/docker-hub/usage/
func tooMany(err error) bool {
	said := strings.ToLower(err.Error())
	return strings.Contains(said, "toomanyrequests") || strings.Contains(said, "too many requests")
}

func sleep(ctx context.Context, d time.Duration) error {
	timer := time.NewTimer(d)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-timer.C:
		return nil
	}
}
