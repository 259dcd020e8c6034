package rules

import (
	"strings"

	"github.com/aks-landing-zone/aks-landing-zone/policy/pack"
)

// image is the reference of a container image, taken apart.
type image struct {
	// registry is the host; docker.io where the reference names none.
	registry string
	// tag is empty where the reference has none, which means latest.
	tag string
	// pinned says that the reference has a digest, so that the tag does not matter.
	pinned bool
}

// parseImage takes an image reference apart. The part before the first slash is a host only if it looks like one.
// Source: https://pkg.go.dev/github.com/distribution/reference
func parseImage(reference string) image {
	parsed := image{registry: "docker.io"}
	name, _, pinned := strings.Cut(reference, "@")
	parsed.pinned = pinned
	if host, _, hasPath := strings.Cut(name, "/"); hasPath && (strings.ContainsAny(host, ".:") || host == "localhost") {
		parsed.registry = strings.ToLower(host)
	}
	last := name[strings.LastIndex(name, "/")+1:]
	_, parsed.tag, _ = strings.Cut(last, ":")
	return parsed
}

// floatingTags are tags that are meant to be moved.
var floatingTags = map[string]bool{
	"": true, "latest": true, "stable": true, "main": true, "master": true, "edge": true, "nightly": true, "dev": true,
	"canary": true, "rolling": true,
}

// mutable reports whether the reference may stand for another image tomorrow.
func (i image) mutable() bool { return !i.pinned && floatingTags[strings.ToLower(i.tag)] }

// eachImage judges the image of every container that an object starts. The namespaces of the platform are left alone.
func eachImage(r pack.Resource, check func(reference pack.Value, parsed image, container pack.Value) pack.Verdict) pack.Verdict {
	return outsideSystem(r, func() pack.Verdict {
		return eachContainer(podSpec(r), func(container pack.Value) pack.Verdict {
			reference := container.At("image")
			text, ok := reference.Text()
			if !ok {
				return reference.MustBeSet()
			}
			return check(reference, parseImage(text), container)
		})
	})
}
