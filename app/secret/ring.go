package secret

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/zalando/go-keyring"
)

// A System is a keyring: texts by the names of a service and a user.
// keyring.ErrNotFound says that there is none, any other error that the keyring does
// not work.
type System interface {
	Get(service, user string) (string, error)
	Set(service, user, value string) error
	Delete(service, user string) error
}

// patience is how long we wait for a keyring, which may be asking its owner for a
// password meanwhile. Feeds of other servers are not to wait for that.
const patience = 3 * time.Second

// largestPart is how much one entry holds, in bytes: Windows takes 2,560, and what
// macOS takes is coded and with the names.
const largestPart = 2000

// A ring is the system's keyring, asked for one thing at a time.
type ring struct {
	system System
	turn   chan struct{}
}

func newRing(system System) *ring {
	if system == nil {
		system = theSystem{}
	}
	return &ring{system: system, turn: make(chan struct{}, 1)}
}

// theSystem is the keyring of this system.
type theSystem struct{}

func (theSystem) Get(service, user string) (string, error) { return keyring.Get(service, user) }
func (theSystem) Set(service, user, value string) error    { return keyring.Set(service, user, value) }
func (theSystem) Delete(service, user string) error        { return keyring.Delete(service, user) }

// call asks the keyring. The error is ErrLocked if it takes longer than our patience;
// f goes on then until the keyring answers, and keeps others away.
func (r *ring) call(ctx context.Context, f func() error) error {
	late := time.NewTimer(patience)
	defer late.Stop()
	select {
	case r.turn <- struct{}{}:
	case <-late.C:
		return ErrLocked
	case <-ctx.Done():
		return ctx.Err()
	}
	done := make(chan error, 1)
	go func() {
		err := f()
		<-r.turn
		done <- err
	}()
	select {
	case err := <-done:
		return err
	case <-late.C:
		return ErrLocked
	case <-ctx.Done():
		return ctx.Err()
	}
}

// load gives note what it finds, also when that comes too late for the caller.
func (r *ring) load(ctx context.Context, name string, note func(string)) (string, error) {
	found := make(chan string, 1)
	err := r.call(ctx, func() error {
		value, err := r.get(name)
		if err == nil {
			note(value)
			found <- value
		}
		return err
	})
	if err != nil {
		return "", err
	}
	return <-found, nil
}

func (r *ring) save(ctx context.Context, name, value string) error {
	return r.call(ctx, func() error {
		if err := r.delete(name); err != nil && !errors.Is(err, ErrNone) {
			return err
		}
		return r.set(name, value)
	})
}

func (r *ring) forget(ctx context.Context, name string) error {
	err := r.call(ctx, func() error { return r.delete(name) })
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

// probe is nil if there is a keyring.
func (r *ring) probe(ctx context.Context) error {
	err := r.call(ctx, func() error {
		_, err := r.system.Get(Service, "is there a keyring")
		return meaning(err)
	})
	if errors.Is(err, ErrNone) {
		return nil
	}
	return err
}

// get reads the parts of a secret. Each begins with how many there are.
func (r *ring) get(name string) (string, error) {
	var value strings.Builder
	for part, parts := 1, 1; part <= parts; part++ {
		text, err := r.system.Get(Service, partName(name, part))
		if err != nil {
			return "", meaning(err)
		}
		count, rest, ok := strings.Cut(text, "\n")
		n, err := strconv.Atoi(count)
		if !ok || err != nil || n < 1 {
			return "", ErrNone // not of ours
		}
		parts = n
		value.WriteString(rest)
	}
	return value.String(), nil
}

// set writes the first part last: a secret is there as a whole or not at all.
func (r *ring) set(name, value string) error {
	var parts []string
	for len(value) > largestPart {
		parts = append(parts, value[:largestPart])
		value = value[largestPart:]
	}
	parts = append(parts, value)
	for i := len(parts); i > 0; i-- {
		err := r.system.Set(Service, partName(name, i), fmt.Sprintf("%d\n%s", len(parts), parts[i-1]))
		if err != nil {
			return meaning(err)
		}
	}
	return nil
}

func (r *ring) delete(name string) error {
	first, err := r.system.Get(Service, partName(name, 1))
	if err != nil {
		return meaning(err)
	}
	count, _, _ := strings.Cut(first, "\n")
	parts, _ := strconv.Atoi(count)
	for i := max(parts, 1); i > 0; i-- {
		if err := r.system.Delete(Service, partName(name, i)); err != nil && !errors.Is(err, keyring.ErrNotFound) {
			return meaning(err)
		}
	}
	return nil
}

func partName(name string, part int) string {
	if part == 1 {
		return name
	}
	return fmt.Sprintf("%s, part %d", name, part)
}

// meaning is what an error of the keyring says to us.
func meaning(err error) error {
	switch {
	case err == nil:
		return nil
	case errors.Is(err, keyring.ErrNotFound):
		return ErrNone
	}
	return fmt.Errorf("%w: %w", ErrNoKeyring, err)
}
