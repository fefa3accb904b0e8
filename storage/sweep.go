package storage

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// What a program that was killed leaves half-written is recognised by its name, and
// deleted by the next one:
const (
	inSuffix    = ".in"         // a backup that is to take the place of the database
	mendSuffix  = ".mend"       // a rebuilt database that is to do so
	partSuffix  = ".part"       // a copy that is not whole yet
	probePrefix = ".tidings-"   // what tells whether a folder can be written
	leftAfter   = 2 * time.Hour // since it was written last: nobody is at work on it
)

// sweep deletes what was left beside the database. The caller shares the hold, so that
// nobody is replacing the file.
func sweep(path string) error {
	if _, err := os.Stat(path); err != nil {
		return nil // whatever lies there may be all there is
	}
	return errors.Join(removeFiles(path+inSuffix), removeFiles(path+mendSuffix),
		removeLeft(filepath.Dir(path), func(name string) bool { return strings.HasPrefix(name, probePrefix) }))
}

// sweepBackups deletes what copies left in a folder that were stopped.
func sweepBackups(folder string) error {
	return removeLeft(folder, func(name string) bool {
		name = strings.TrimSuffix(name, "-journal")
		name, is := strings.CutSuffix(name, partSuffix)
		_, _, ours := parseBackupName(name)
		return is && ours
	})
}

// removeLeft deletes files of these names that were not written for a while.
func removeLeft(folder string, left func(name string) bool) error {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if !left(e.Name()) {
			continue
		}
		info, e1 := e.Info()
		if e1 != nil || !info.Mode().IsRegular() || time.Since(info.ModTime()).Abs() < leftAfter {
			continue
		}
		if e := os.Remove(filepath.Join(folder, e.Name())); e != nil && !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}
