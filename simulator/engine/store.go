package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"strconv"
	"strings"
	"time"

	"go.etcd.io/bbolt"
	berrors "go.etcd.io/bbolt/errors"
)

// formatVersion is the version of what the store file holds. Raise it when an older file can no longer be read.
const formatVersion = 1

// lockWait is how long opening waits for another process to let go of the file.
const lockWait = 2 * time.Second

var (
	bucketMeta      = []byte("meta")
	bucketResources = []byte("resources")
	keyVersion      = []byte("version")
	keySeed         = []byte("seed")
	keyElapsed      = []byte("elapsed")
)

// Errors of opening a store. Each is wrapped in a sentence that says what to do.
var (
	ErrStoreInUse   = errors.New("the store is in use")
	ErrStoreVersion = errors.New("the store has another format version")
	ErrStoreCorrupt = errors.New("the store is damaged")
	ErrStoreSeed    = errors.New("the store was made with another seed")
)

// store holds all resources by lower-case ID: in memory for reading, and in one file that every change reaches before
// it counts. Each change is one transaction, so that a process killed at any moment leaves either all of it or nothing.
type store struct {
	resources map[string]*Resource
	elapsed   time.Duration // modelled time at the last change, over all runs
	db        *bbolt.DB     // nil: in memory only
	path      string
}

// openStore opens the file at path, creating it if need be, or a store in memory when path is "".
func openStore(path, seed string) (s *store, err error) {
	s = &store{resources: map[string]*Resource{}, path: path}
	if path == "" {
		return s, nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, fmt.Errorf("creating the folder of the simulator's store: %w", err)
	}
	// A file cut short makes reading its pages a memory fault, which is to be an error here, not the end of the process.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if r := recover(); r != nil {
			s, err = nil, s.damaged(fmt.Errorf("%v", r))
		}
	}()
	s.db, err = bbolt.Open(path, 0o600, &bbolt.Options{Timeout: lockWait})
	switch {
	case errors.Is(err, berrors.ErrTimeout):
		return nil, fmt.Errorf("%w: another run is using %s; wait for it to end", ErrStoreInUse, path)
	case errors.Is(err, os.ErrPermission):
		return nil, fmt.Errorf("opening the simulator's store: %w", err)
	case err != nil:
		return nil, s.damaged(err)
	}
	if err := s.load(seed); err != nil {
		s.db.Close()
		return nil, err
	}
	return s, nil
}

func (s *store) damaged(err error) error {
	return fmt.Errorf("%w: %s cannot be read (%v); remove it with `try clean`, which also removes the stacks that were "+
		"deployed into it", ErrStoreCorrupt, s.path, err)
}

// load reads everything, and finishes what was under way when the last process died: Azure does not stop working on
// what it has accepted because a client goes away.
func (s *store) load(seed string) error {
	fresh := false
	err := s.db.Update(func(tx *bbolt.Tx) error {
		meta := tx.Bucket(bucketMeta)
		if meta == nil {
			if tx.Bucket(bucketResources) != nil {
				return s.damaged(errors.New("it has resources but no version"))
			}
			fresh = true
			return s.initialise(tx, seed)
		}
		if v := string(meta.Get(keyVersion)); v != strconv.Itoa(formatVersion) {
			return fmt.Errorf("%w: %s has version %q, this program reads version %d; remove it with `try clean`, "+
				"or use the program that wrote it", ErrStoreVersion, s.path, v, formatVersion)
		}
		if given := string(meta.Get(keySeed)); given != seed {
			return fmt.Errorf("%w: %s was made with seed %q, this run has seed %q; use the same seed, or remove the "+
				"file with `try clean`", ErrStoreSeed, s.path, given, seed)
		}
		n, err := strconv.ParseInt(string(meta.Get(keyElapsed)), 10, 64)
		if err != nil {
			return s.damaged(fmt.Errorf("its modelled time is unreadable: %w", err))
		}
		s.elapsed = time.Duration(n)
		return nil
	})
	if err != nil || fresh {
		return err
	}
	if err := s.read(); err != nil {
		return err
	}
	return s.finish()
}

func (s *store) initialise(tx *bbolt.Tx, seed string) error {
	meta, err := tx.CreateBucket(bucketMeta)
	if err != nil {
		return err
	}
	if _, err := tx.CreateBucket(bucketResources); err != nil {
		return err
	}
	for key, value := range map[string]string{
		string(keyVersion): strconv.Itoa(formatVersion), string(keySeed): seed, string(keyElapsed): "0",
	} {
		if err := meta.Put([]byte(key), []byte(value)); err != nil {
			return err
		}
	}
	return nil
}

// read fills the memory from the file.
func (s *store) read() error {
	return s.db.View(func(tx *bbolt.Tx) error {
		for err := range tx.Check() {
			return s.damaged(err)
		}
		bucket := tx.Bucket(bucketResources)
		if bucket == nil {
			return s.damaged(errors.New("it has a version but no resources"))
		}
		return bucket.ForEach(func(k, v []byte) error {
			r := &Resource{}
			if err := json.Unmarshal(v, r); err != nil {
				return s.damaged(fmt.Errorf("resource %s: %w", k, err))
			}
			r.refer()
			s.resources[string(k)] = r
			return nil
		})
	})
}

// finish completes the operations that were accepted before the last process died.
func (s *store) finish() error {
	changes := map[string]*Resource{}
	for key, r := range s.resources {
		switch r.Pending {
		case "":
		case OpDelete:
			changes[key] = nil
		default:
			done := r.clone()
			done.Pending = ""
			changes[key] = done
		}
	}
	if len(changes) == 0 {
		return nil
	}
	return s.commit(changes, s.elapsed)
}

func (s *store) get(key string) (*Resource, bool) {
	r, ok := s.resources[strings.ToLower(key)]
	return r, ok
}

// commit writes changes (nil removes) in one transaction, then shows them to readers.
func (s *store) commit(changes map[string]*Resource, elapsed time.Duration) error {
	if s.db != nil {
		err := s.db.Update(func(tx *bbolt.Tx) error {
			bucket := tx.Bucket(bucketResources)
			for key, r := range changes {
				if r == nil {
					if err := bucket.Delete([]byte(key)); err != nil {
						return err
					}
					continue
				}
				data, err := json.Marshal(r)
				if err != nil {
					return fmt.Errorf("resource %s: %w", r.ID, err)
				}
				if err := bucket.Put([]byte(key), data); err != nil {
					return err
				}
			}
			return tx.Bucket(bucketMeta).Put(keyElapsed, []byte(strconv.FormatInt(int64(elapsed), 10)))
		})
		if err != nil {
			return fmt.Errorf("writing the simulator's store: %w", err)
		}
	}
	s.elapsed = elapsed
	for key, r := range changes {
		if r == nil {
			delete(s.resources, key)
			continue
		}
		r.refer()
		s.resources[key] = r
	}
	return nil
}

func (s *store) close() error {
	if s.db == nil {
		return nil
	}
	return s.db.Close()
}
