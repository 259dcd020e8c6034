// Package field says where in the configuration something stands and what is wrong with it there. A Path grows as
// a validator goes down; an Error has the same five parts everywhere; Errors gathers all of them, so that one run
// shows every mistake. Decode turns decoded JSON into a settings struct and refuses what it does not know.
package field

import "fmt"

// Path is a place in the configuration, for example aks-landing-zone:cluster.nodePools[1].maxCount.
type Path string

// Root is the path of a top-level key of the project's configuration, with the project's name space.
func Root(namespace, key string) Path { return Path(namespace + ":" + key) }

// Child is the path of a named field below p.
func (p Path) Child(name string) Path {
	if p == "" {
		return Path(name)
	}
	return p + "." + Path(name)
}

// Index is the path of the i-th element of the list at p, counted from 0.
func (p Path) Index(i int) Path { return p + Path(fmt.Sprintf("[%d]", i)) }
