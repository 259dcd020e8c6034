package main

import (
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"sigs.k8s.io/yaml"
)

// image is one image from elsewhere.
type image struct {
	// Source is where it comes from, with its registry: docker.io/library/traefik. A tag may stand in it for the reader.
	Source string `json:"source"`
	// Digest says which one exactly: sha256 and 64 hexadecimal digits.
	Digest string `json:"digest"`
	// Target is its name in the registry, with a tag: live/traefik:v3.6.2.
	Target string `json:"target"`
}

var (
	sourceForm = regexp.MustCompile(`^[a-z0-9.-]+\.[a-z]{2,}(/[a-z0-9._-]+)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?$`)
	digestForm = regexp.MustCompile(`^sha256:[a-f0-9]{64}$`)
	targetForm = regexp.MustCompile(`^[a-z0-9]+([._/-][a-z0-9]+)*:[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$`)
)

// reference is what the registry is asked to copy.
func (i image) reference() string {
	repository, _, _ := strings.Cut(i.Source, ":")
	return repository + "@" + i.Digest
}

// readList reads the list strictly and reports every mistake in it.
func readList(path string) ([]image, error) {
	content, err := os.ReadFile(path)
	if err != nil {
		return nil, fmt.Errorf("reading the list of images: %w", err)
	}
	var file struct {
		Images []image `json:"images"`
	}
	if err := yaml.UnmarshalStrict(content, &file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	var mistakes []error
	targets := map[string]int{}
	for i, each := range file.Images {
		for _, part := range []struct {
			key, value string
			form       *regexp.Regexp
			remedy     string
		}{
			{"source", each.Source, sourceForm, "write registry and repository: docker.io/library/traefik:v3.6.2"},
			{"digest", each.Digest, digestForm, "write sha256: and 64 hexadecimal digits; a tag can move, a digest cannot"},
			{"target", each.Target, targetForm, "write repository and tag in lower case: live/traefik:v3.6.2"},
		} {
			if !part.form.MatchString(part.value) {
				mistakes = append(mistakes, fmt.Errorf("%s: images[%d].%s: %q cannot be used; %s", path, i, part.key, part.value, part.remedy))
			}
		}
		if first, taken := targets[each.Target]; taken {
			mistakes = append(mistakes, fmt.Errorf("%s: images[%d].target: %q is the target of images[%d] already; choose another", path, i, each.Target, first))
			continue
		}
		targets[each.Target] = i
	}
	return file.Images, errors.Join(mistakes...)
}
