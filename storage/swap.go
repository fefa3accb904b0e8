package storage

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// A swap puts another file in the place of the database. It is written down before
// it begins, so that one that was stopped half-way is finished at the next start:
// every step can be done twice.
type swap struct {
	In    string `json:"in"`    // the file that comes, whole and on the disk
	Aside string `json:"aside"` // where the one that was there goes
	// Both are written down as they are seen from the folder of the database, which may
	// have another name at the next start.
}

func swapFile(path string) string { return path + ".swap" }

// replaceBy swaps files. Nobody may have the database open.
func replaceBy(path string, s swap) error {
	text, err := json.Marshal(s.within(path, filepath.Rel))
	if err != nil {
		return err
	}
	if err := writeSync(swapFile(path), text); err != nil {
		return errors.Join(err, removeIfThere(swapFile(path)))
	}
	if err := finishSwap(path); err != nil {
		return errors.Join(err, s.undo(path))
	}
	return nil
}

// within names the files with regard to the folder of the database, as far as that goes.
func (s swap) within(path string, as func(dir, name string) (string, error)) swap {
	for _, name := range []*string{&s.In, &s.Aside} {
		if other, err := as(filepath.Dir(path), *name); err == nil {
			*name = other
		}
	}
	return s
}

// undo brings back what was set aside by a swap that failed, so that the program goes
// on with the file that it had. If that fails, too, the next start tries to finish it.
func (s swap) undo(path string) error {
	if _, err := os.Stat(s.In); err != nil {
		return nil // it has taken its place
	}
	for _, suffix := range moved {
		if _, err := os.Stat(path + suffix); err == nil {
			continue // it was not set aside
		}
		if err := move(s.Aside+suffix, path+suffix); err != nil {
			return fmt.Errorf("bring the database back: %w", err)
		}
	}
	return removeIfThere(swapFile(path))
}

// moved are the files of a database, in the order in which they are set aside. The log
// goes first: beside another file it would be taken for its own.
var moved = []string{"-wal", "-shm", "-journal", ""}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// finishSwap does what is left of a swap; nothing if there is none.
func finishSwap(path string) error {
	text, err := os.ReadFile(swapFile(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	var s swap
	if json.Unmarshal(text, &s) != nil {
		// It was stopped while it was being written: nothing has been moved yet.
		return os.Remove(swapFile(path))
	}
	s = s.within(path, func(dir, name string) (string, error) {
		if filepath.IsAbs(name) {
			return name, nil
		}
		return filepath.Join(dir, name), nil
	})
	if _, err := os.Stat(s.In); err == nil {
		for _, suffix := range moved {
			if err := move(path+suffix, s.Aside+suffix); err != nil {
				return fmt.Errorf("set the database aside: %w", err)
			}
		}
		if err := os.Rename(s.In, path); err != nil {
			return fmt.Errorf("put the new database in place: %w", err)
		}
		syncFolder(filepath.Dir(path))
		syncFolder(filepath.Dir(s.Aside))
	}
	return os.Remove(swapFile(path))
}

// move renames a file if it is there. What is at the new name already came from
// an earlier try and stays.
func move(from, to string) error {
	if _, err := os.Stat(from); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return os.Rename(from, to)
}

// writeSync writes a file that is on the disk when it returns.
func writeSync(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	err = errors.Join(err, f.Sync(), f.Close())
	syncFolder(filepath.Dir(path))
	return err
}

// syncFolder makes new names durable where the system has that; elsewhere opening
// a folder fails, and its names are durable by themselves.
func syncFolder(dir string) {
	if d, err := os.Open(dir); err == nil {
		_ = d.Sync()
		_ = d.Close()
	}
}
