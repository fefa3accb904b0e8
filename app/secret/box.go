package secret

import (
	"cmp"
	"crypto/aes"
	"crypto/cipher"
	"crypto/rand"
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/gofrs/flock"
	"golang.org/x/crypto/argon2"
)

// PassphraseVariable is the variable of the environment with the passphrase of the file.
const PassphraseVariable = "TIDINGS_PASSPHRASE"

func passphrase() string { return os.Getenv(PassphraseVariable) }

// The files of a box, in the folder of the profile.
const (
	boxName  = "secrets.box"
	keyName  = "secrets.key"
	lockName = "secrets.lock"
)

// What makes a key of a passphrase: Argon2id with what OWASP names as the least, because
// the terminal does it at every start.
const (
	rounds  = 2
	memory  = 19 << 10 // KiB
	threads = 1
)

// A box is an encrypted file with secrets by their names.
type box struct {
	dir  string
	mu   sync.Mutex
	keys map[string][]byte // made of the passphrase, by salt: each takes some hundredths of a second
}

func newBox(dir string) *box { return &box{dir: dir, keys: map[string][]byte{}} }

// sealed is the file. All of it but Box is known to who has the file.
type sealed struct {
	Version int    `json:"version"`
	Salt    []byte `json:"salt,omitempty"` // of the passphrase; empty: the key is in a file
	Box     []byte `json:"box"`            // AES-256-GCM, with its nonce, of JSON
}

// load is ErrNone if there is no file, or not that secret in it.
func (b *box) load(name string) (string, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	all, err := b.open()
	if err != nil {
		return "", err
	}
	value, ok := all[name]
	if !ok {
		return "", ErrNone
	}
	return value, nil
}

func (b *box) save(name, value string) error {
	return b.change(func(all map[string]string) { all[name] = value })
}

func (b *box) forget(name string) error {
	if _, err := os.Stat(b.path(boxName)); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return b.change(func(all map[string]string) { delete(all, name) })
}

// change writes the file anew, while no other process does. What is in a file whose
// key is lost is lost as well.
func (b *box) change(f func(all map[string]string)) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	lock := flock.New(b.path(lockName), flock.SetPermissions(0o600))
	if err := lock.Lock(); err != nil {
		return fmt.Errorf("keep secrets: %w", err)
	}
	defer func() { _ = lock.Unlock() }()
	all, err := b.open()
	switch {
	case errors.Is(err, ErrNone), errors.Is(err, ErrKey):
		all = map[string]string{}
	case err != nil:
		return err
	}
	f(all)
	if len(all) == 0 {
		return cmp.Or(remove(b.path(boxName)), remove(b.path(keyName)))
	}
	if err := b.seal(all); err != nil {
		return fmt.Errorf("keep secrets: %w", err)
	}
	return nil
}

// open reads the file.
func (b *box) open() (map[string]string, error) {
	text, err := os.ReadFile(b.path(boxName))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, ErrNone
	}
	if err != nil {
		return nil, fmt.Errorf("read secrets: %w", err)
	}
	var s sealed
	if err := json.Unmarshal(text, &s); err != nil || s.Version != 1 {
		return nil, fmt.Errorf("read secrets: %w", ErrKey)
	}
	wrong := ErrKey
	var key []byte
	if len(s.Salt) > 0 {
		wrong = ErrPassphrase
		key = b.derive(s.Salt)
	} else if key, err = b.keyFile(); err != nil {
		return nil, err
	}
	gcm, err := locked(key)
	if err != nil {
		return nil, err
	}
	plain, err := gcm.Open(nil, nil, s.Box, s.Salt)
	if err != nil {
		return nil, wrong
	}
	all := map[string]string{}
	return all, json.Unmarshal(plain, &all)
}

// seal writes the file: with the passphrase if there is one, else with a key that is
// made when it is first needed.
func (b *box) seal(all map[string]string) error {
	plain, err := json.Marshal(all)
	if err != nil {
		return err
	}
	s := sealed{Version: 1}
	var key []byte
	if passphrase() != "" {
		s.Salt = make([]byte, 16)
		_, _ = rand.Read(s.Salt) // which never fails
		key = b.derive(s.Salt)
	} else if key, err = b.keyFile(); errors.Is(err, ErrKey) {
		key, err = b.newKeyFile()
	}
	if err != nil {
		return err
	}
	gcm, err := locked(key)
	if err != nil {
		return err
	}
	s.Box = gcm.Seal(nil, nil, plain, s.Salt)
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := b.write(boxName, text); err != nil || s.Salt == nil {
		return err
	}
	return remove(b.path(keyName)) // the passphrase has taken its place
}

func locked(key []byte) (cipher.AEAD, error) {
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// derive makes a key of the passphrase.
func (b *box) derive(salt []byte) []byte {
	words := passphrase()
	which := string(salt) + words
	if b.keys[which] == nil {
		b.keys[which] = argon2.IDKey([]byte(words), salt, rounds, memory, threads, 32)
	}
	return b.keys[which]
}

// keyFile reads the key beside the file; ErrKey if there is none.
func (b *box) keyFile() ([]byte, error) {
	text, err := os.ReadFile(b.path(keyName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("read the key of secrets: %w", err)
	}
	key, err := base64.StdEncoding.DecodeString(strings.TrimSpace(string(text)))
	if err != nil || len(key) != 32 {
		return nil, ErrKey
	}
	return key, nil
}

func (b *box) newKeyFile() ([]byte, error) {
	key := make([]byte, 32)
	_, _ = rand.Read(key) // which never fails
	return key, b.write(keyName, []byte(base64.StdEncoding.EncodeToString(key)+"\n"))
}

// write puts a file in the place of another as a whole, for nobody else to read.
func (b *box) write(name string, text []byte) error {
	file, err := os.CreateTemp(b.dir, name+".*") // 0600
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(text)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), b.path(name))
}

func (b *box) path(name string) string { return filepath.Join(b.dir, name) }

// remove deletes a file. That there is none is no error.
func remove(path string) error {
	if err := os.Remove(path); !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}
