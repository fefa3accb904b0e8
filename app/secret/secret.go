// Package secret keeps what nobody but its owner may read: logins, cookies, keys.
//
// A Store keeps each secret in the system's keyring (ring.go). Where the system has
// none, as on a server without a desktop, it keeps them in an encrypted file of the
// profile (box.go). Place says which of the two holds, in words for the owner. The
// package knows nothing of feeds: a secret is a text with a name.
package secret

import (
	"context"
	"errors"
	"sync"
)

var (
	// ErrNone says that nothing is kept under a name.
	ErrNone = errors.New("no such secret")
	// ErrLocked says that the keyring waits for its owner to unlock it.
	ErrLocked = errors.New("the keyring is locked")
	// ErrNoKeyring says that a secret may be in the keyring, which cannot be reached now.
	ErrNoKeyring = errors.New("the keyring cannot be reached")
	// ErrPassphrase says that the file needs another passphrase than there is.
	ErrPassphrase = errors.New("wrong or missing passphrase")
	// ErrKey says that the key of the file is lost, and with it what is in the file.
	ErrKey = errors.New("the key of the file with secrets is missing or does not fit")
)

// A Place is where a Store keeps what it is given.
type Place int

const (
	Keyring    Place = iota // of the system
	KeyFile                 // an encrypted file, whose key lies beside it
	Passphrase              // an encrypted file, whose key is made of a passphrase
)

// String says honestly what a place protects from, in a sentence or two.
func (p Place) String() string {
	switch p {
	case Keyring:
		return "Logins are kept in the system's keyring."
	case Passphrase:
		return "This system has no keyring. Logins are kept in an encrypted file of the profile, which only the passphrase in " + PassphraseVariable + " opens."
	}
	return "This system has no keyring. Logins are kept in an encrypted file of the profile. Its key lies in the same folder: it protects copies of the file with the articles, but not from somebody who has the whole folder. With " + PassphraseVariable + " set, a passphrase protects it."
}

// Service is the name under which the system's keyring lists our secrets.
const Service = "Tidings"

// A Store keeps secrets. It is safe for concurrent use, also by several processes.
type Store struct {
	ring *ring
	box  *box

	mu    sync.Mutex
	known map[string]string // by name: what was read or written since the start, or Reload
}

// New makes the Store of the profile in a folder. It touches neither keyring nor file
// before it is asked to. system is the keyring; nil: that of the system.
func New(dir string, system System) *Store {
	return &Store{ring: newRing(system), box: newBox(dir), known: map[string]string{}}
}

// Load returns a secret. The error is ErrNone if there is none of this name.
func (s *Store) Load(ctx context.Context, name string) (string, error) {
	s.mu.Lock()
	value, ok := s.known[name]
	s.mu.Unlock()
	if ok {
		return value, nil
	}
	boxed, inBox := s.box.load(name)
	if inBox == nil {
		s.note(name, boxed)
		return boxed, nil
	}
	// What comes after the patience of a refresh is noted all the same.
	value, err := s.ring.load(ctx, name, func(value string) { s.note(name, value) })
	if err != nil && !errors.Is(inBox, ErrNone) {
		return "", inBox
	}
	return value, err
}

// Save keeps a secret under a name, in the place of what was kept under it.
func (s *Store) Save(ctx context.Context, name, value string) error {
	s.forget(name)
	err := s.ring.save(ctx, name, value)
	switch {
	case err == nil:
		err = s.box.forget(name) // where it was kept while there was no keyring
	case errors.Is(err, ErrNoKeyring):
		err = s.box.save(name, value)
	}
	if err == nil {
		s.note(name, value)
	}
	return err
}

// Forget destroys a secret. That there is none is no error.
func (s *Store) Forget(ctx context.Context, name string) error {
	s.forget(name)
	_, boxed := s.box.load(name)
	err := s.ring.forget(ctx, name)
	if errors.Is(err, ErrNoKeyring) && boxed == nil {
		err = nil // it was kept here because there is none
	}
	return errors.Join(err, s.box.forget(name))
}

// Reload forgets what was read: another process may have changed it.
func (s *Store) Reload() {
	s.mu.Lock()
	defer s.mu.Unlock()
	clear(s.known)
}

// Place is where the next secret will be kept.
func (s *Store) Place(ctx context.Context) Place {
	switch err := s.ring.probe(ctx); {
	case err == nil, errors.Is(err, ErrLocked):
		return Keyring
	case passphrase() != "":
		return Passphrase
	}
	return KeyFile
}

func (s *Store) note(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.known[name] = value
}

func (s *Store) forget(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.known, name)
}
