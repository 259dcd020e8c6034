package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	kyaml "k8s.io/apimachinery/pkg/util/yaml"
)

// fromRegistry is an image of a private registry: its login server, then what stands in the list.
var fromRegistry = regexp.MustCompile(`^[a-z0-9]{5,50}\.azurecr\.io/(.+)$`)

// checkManifests reports every container whose image is not in the list, or comes from elsewhere.
func checkManifests(folder string, images []image, stdout io.Writer) error {
	listed := map[string]image{}
	for _, each := range images {
		listed[each.Target] = each
	}
	var wrong []error
	used := 0
	err := filepath.WalkDir(folder, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || filepath.Ext(path) != ".yaml" {
			return err
		}
		names, err := imagesIn(path)
		for _, name := range names {
			used++
			if problem := judge(name, listed); problem != "" {
				wrong = append(wrong, fmt.Errorf("%s: image %s %s", path, name, problem))
			}
		}
		return err
	})
	if err != nil {
		return fmt.Errorf("reading the manifests: %w", err)
	}
	if len(wrong) > 0 {
		return findings{errors.Join(wrong...)}
	}
	fmt.Fprintf(stdout, "%d images listed, %d used by manifests\n", len(images), used)
	return nil
}

// judge says what is wrong with an image of a manifest.
func judge(name string, listed map[string]image) string {
	own := fromRegistry.FindStringSubmatch(name)
	if own == nil {
		return "does not come from the registry; list it, and name it <registry>.azurecr.io/<target>"
	}
	target, digest, pinned := strings.Cut(own[1], "@")
	known, ok := listed[target]
	switch {
	case !ok:
		return "is not a target of the list"
	case pinned && digest != known.Digest:
		return "has another digest than the list, " + known.Digest
	}
	return ""
}

// imagesIn returns the images of all containers in a file, in its order.
func imagesIn(path string) ([]string, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	decoder := kyaml.NewYAMLOrJSONDecoder(file, 4096)
	var names []string
	for {
		var document any
		if err := decoder.Decode(&document); errors.Is(err, io.EOF) {
			return names, nil
		} else if err != nil {
			return nil, fmt.Errorf("%s: %w", path, err)
		}
		collect(document, &names)
	}
}

// collect walks down to every list of containers.
func collect(value any, names *[]string) {
	switch v := value.(type) {
	case []any:
		for _, element := range v {
			collect(element, names)
		}
	case map[string]any:
		for _, key := range []string{"initContainers", "containers", "ephemeralContainers"} {
			containers, _ := v[key].([]any)
			for _, container := range containers {
				if c, ok := container.(map[string]any); ok {
					if name, ok := c["image"].(string); ok {
						*names = append(*names, name)
					}
				}
			}
		}
		for _, below := range v {
			collect(below, names)
		}
	}
}
