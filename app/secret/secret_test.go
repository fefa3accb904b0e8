package secret

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
	"testing/synctest"

	"github.com/zalando/go-keyring"
)

// A fakeRing is a keyring in memory that may be missing, or waits for its owner.
type fakeRing struct {
	mu      sync.Mutex
	entries map[string]string
	missing bool
	locked  chan struct{} // closed when the owner unlocks it; nil: it is open
	asked   int
}

func newFakeRing() *fakeRing { return &fakeRing{entries: map[string]string{}} }

func (r *fakeRing) begin() error {
	r.mu.Lock()
	defer r.mu.Unlock()
	r.asked++
	if r.missing {
		return errors.New("there is no bus")
	}
	return nil
}

func (r *fakeRing) Get(service, user string) (string, error) {
	if err := r.begin(); err != nil {
		return "", err
	}
	if r.locked != nil {
		<-r.locked
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	value, ok := r.entries[service+"/"+user]
	if !ok {
		return "", keyring.ErrNotFound
	}
	return value, nil
}

func (r *fakeRing) Set(service, user, value string) error {
	if err := r.begin(); err != nil {
		return err
	}
	if len(value) > 2560 {
		return keyring.ErrSetDataTooBig
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	r.entries[service+"/"+user] = value
	return nil
}

func (r *fakeRing) Delete(service, user string) error {
	if err := r.begin(); err != nil {
		return err
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if _, ok := r.entries[service+"/"+user]; !ok {
		return keyring.ErrNotFound
	}
	delete(r.entries, service+"/"+user)
	return nil
}

func (r *fakeRing) times() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.asked
}

// bench is a profile with a keyring, and no passphrase in the environment.
func bench(t *testing.T) (*fakeRing, string) {
	t.Setenv(PassphraseVariable, "")
	return newFakeRing(), t.TempDir()
}

func save(t *testing.T, s *Store, name, value string) {
	t.Helper()
	if err := s.Save(t.Context(), name, value); err != nil {
		t.Fatal(err)
	}
}

func wants(t *testing.T, s *Store, name, want string) {
	t.Helper()
	if got, err := s.Load(t.Context(), name); err != nil || got != want {
		t.Errorf("%s: %q, %v; want %q", name, got, err, want)
	}
}

func fails(t *testing.T, s *Store, name string, want error) {
	t.Helper()
	if got, err := s.Load(t.Context(), name); !errors.Is(err, want) {
		t.Errorf("%s: %q, %v; want %v", name, got, err, want)
	}
}

func TestSecretsAreKeptInTheKeyring(t *testing.T) {
	ring, dir := bench(t)
	s := New(dir, ring)
	long := strings.Repeat("cookie=ü; ", 700) // more than an entry takes on Windows
	save(t, s, "one", "secret")
	save(t, s, "two", long)
	next := New(dir, ring)
	wants(t, next, "one", "secret")
	wants(t, next, "two", long)
	fails(t, next, "three", ErrNone)
	if place := next.Place(t.Context()); place != Keyring {
		t.Error(place)
	}
	if list, _ := os.ReadDir(dir); len(list) != 0 {
		t.Errorf("files beside it: %v", list)
	}
	save(t, s, "two", "short")
	if err := s.Forget(t.Context(), "one"); err != nil {
		t.Error(err)
	}
	if err := s.Forget(t.Context(), "one"); err != nil {
		t.Errorf("once more: %v", err)
	}
	if len(ring.entries) != 1 {
		t.Errorf("left in the keyring: %d entries", len(ring.entries))
	}
	fails(t, s, "one", ErrNone)
}

func TestTheKeyringIsAskedOnceForASecret(t *testing.T) {
	ring, dir := bench(t)
	save(t, New(dir, ring), "one", "secret")
	s := New(dir, ring)
	wants(t, s, "one", "secret")
	asked := ring.times()
	wants(t, s, "one", "secret")
	if ring.times() != asked {
		t.Error("asked again")
	}
	save(t, New(dir, ring), "one", "changed elsewhere")
	s.Reload()
	wants(t, s, "one", "changed elsewhere")
}

func TestWithoutAKeyringSecretsAreInAFileThatOnlyItsKeyOpens(t *testing.T) {
	ring, dir := bench(t)
	ring.missing = true
	save(t, New(dir, ring), "one", "the secret")
	save(t, New(dir, ring), "two", "another")
	s := New(dir, ring)
	wants(t, s, "one", "the secret")
	wants(t, s, "two", "another")
	fails(t, s, "three", ErrNoKeyring) // it may be there
	if place := s.Place(t.Context()); place != KeyFile || !strings.Contains(place.String(), "same folder") {
		t.Error(place)
	}
	for _, name := range []string{boxName, keyName} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if runtime.GOOS != "windows" && info.Mode().Perm() != 0o600 {
			t.Errorf("%s: %v", name, info.Mode())
		}
		if text, _ := os.ReadFile(filepath.Join(dir, name)); strings.Contains(string(text), "secret") {
			t.Errorf("%s can be read: %s", name, text)
		}
	}
	if err := os.Rename(filepath.Join(dir, keyName), filepath.Join(dir, "elsewhere")); err != nil {
		t.Fatal(err)
	}
	fails(t, New(dir, ring), "one", ErrKey)
	save(t, New(dir, ring), "one", "given again") // what cannot be read is lost anyway
	wants(t, New(dir, ring), "one", "given again")
	s = New(dir, ring)
	if err := s.Forget(t.Context(), "one"); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(filepath.Join(dir, boxName)); err == nil {
		t.Error("the file is left")
	}
}

func TestAPassphraseOpensTheFileAndNoOtherDoes(t *testing.T) {
	ring, dir := bench(t)
	ring.missing = true
	save(t, New(dir, ring), "one", "with a key")
	t.Setenv(PassphraseVariable, "high tide at noon")
	s := New(dir, ring)
	wants(t, s, "one", "with a key")
	save(t, s, "two", "with a passphrase")
	if _, err := os.Stat(filepath.Join(dir, keyName)); err == nil {
		t.Error("the key is left beside the file")
	}
	if place := s.Place(t.Context()); place != Passphrase {
		t.Error(place)
	}
	wants(t, New(dir, ring), "one", "with a key")
	for _, other := range []string{"low tide", ""} {
		t.Setenv(PassphraseVariable, other)
		fails(t, New(dir, ring), "two", ErrPassphrase)
		if err := New(dir, ring).Save(t.Context(), "three", "x"); !errors.Is(err, ErrPassphrase) {
			t.Errorf("what could be read again is replaced: %v", err)
		}
	}
	t.Setenv(PassphraseVariable, "high tide at noon")
	wants(t, New(dir, ring), "two", "with a passphrase")
}

func TestWhatWasInTheFileMovesToTheKeyring(t *testing.T) {
	ring, dir := bench(t)
	ring.missing = true
	save(t, New(dir, ring), "one", "old")
	ring.missing = false
	s := New(dir, ring)
	wants(t, s, "one", "old")
	save(t, s, "one", "new")
	if list, _ := filepath.Glob(filepath.Join(dir, "secrets.[bk]*")); len(list) != 0 {
		t.Errorf("left: %v", list)
	}
	wants(t, New(dir, ring), "one", "new")
}

func TestAFileThatWasChangedIsNotBelieved(t *testing.T) {
	ring, dir := bench(t)
	ring.missing = true
	save(t, New(dir, ring), "one", "secret")
	path := filepath.Join(dir, boxName)
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, bad := range []string{"", "{}", strings.Replace(string(text), `"box":"`, `"box":"AAAA`, 1)} {
		if err := os.WriteFile(path, []byte(bad), 0o600); err != nil {
			t.Fatal(err)
		}
		fails(t, New(dir, ring), "one", ErrKey)
	}
}

func TestALockedKeyringKeepsNobodyWaitingForLong(t *testing.T) {
	t.Setenv(PassphraseVariable, "")
	dir := t.TempDir()
	synctest.Test(t, func(t *testing.T) {
		ring := newFakeRing()
		save(t, New(dir, ring), "one", "secret")
		save(t, New(dir, ring), "two", "secret")
		ring.locked = make(chan struct{})
		s := New(dir, ring)
		var all sync.WaitGroup
		for _, name := range []string{"one", "two", "two"} { // at a time: 3 seconds for all
			all.Go(func() { fails(t, s, name, ErrLocked) })
		}
		all.Wait()
		if n := ring.times(); n != 5 { // four times to save; once now
			t.Errorf("asked %d times", n)
		}
		if err := s.Save(t.Context(), "three", "x"); !errors.Is(err, ErrLocked) {
			t.Errorf("saved: %v", err)
		}
		ctx, cancel := context.WithCancel(t.Context())
		cancel()
		if _, err := s.Load(ctx, "one"); !errors.Is(err, context.Canceled) {
			t.Error(err)
		}
		close(ring.locked)
		synctest.Wait()
		wants(t, s, "one", "secret")
		wants(t, s, "two", "secret")
	})
}

func TestSeveralProcessesKeepSecretsAtOnce(t *testing.T) {
	ring, dir := bench(t)
	ring.missing = true
	var all sync.WaitGroup
	names := strings.Split("abcdefgh", "")
	for _, name := range names {
		all.Go(func() { save(t, New(dir, ring), name, "of "+name) })
	}
	all.Wait()
	s := New(dir, ring)
	for _, name := range names {
		wants(t, s, name, "of "+name)
	}
}
