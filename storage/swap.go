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
}

func swapFile(path string) string { return path + ".swap" }

// replaceBy swaps files. Nobody may have the database open.
func replaceBy(path string, s swap) error {
	text, err := json.Marshal(s)
	if err != nil {
		return err
	}
	if err := writeSync(swapFile(path), text); err != nil {
		return err
	}
	return finishSwap(path)
}

// finishSwap does what is left of a swap; nothing if there is none.
func finishSwap(path string) error {
	text, err := os.ReadFile(swapFile(path))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	var s swap
	if err != nil || json.Unmarshal(text, &s) != nil {
		// It was stopped while it was being written: nothing has been moved yet.
		return os.Remove(swapFile(path))
	}
	if _, err := os.Stat(s.In); err == nil {
		// The log goes first: beside another file it would be taken for its own.
		for _, suffix := range []string{"-wal", "-shm", "-journal", ""} {
			if err := move(path+suffix, s.Aside+suffix); err != nil {
				return fmt.Errorf("set the database aside: %w", err)
			}
		}
		if err := os.Rename(s.In, path); err != nil {
			return fmt.Errorf("put the new database in place: %w", err)
		}
		syncFolder(filepath.Dir(path))
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
