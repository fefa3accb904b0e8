package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// writable finds out how the file can be opened. The error is the reason why it
// can only be read.
func (db *DB) writable() error {
	dir := filepath.Dir(db.path)
	probe, err := os.CreateTemp(dir, probePrefix+"*")
	var named *fs.PathError
	if errors.As(err, &named) {
		return &fs.PathError{Op: "write in", Path: dir, Err: named.Err}
	}
	if err != nil {
		return err
	}
	_, err = probe.Write(make([]byte, 512)) // a full disk makes names and holds nothing
	err = errors.Join(err, probe.Close(), os.Remove(probe.Name()))
	if err != nil {
		return err
	}
	switch f, err := os.OpenFile(db.path, os.O_RDWR, 0); {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return err
	default:
		if err := f.Close(); err != nil {
			return err
		}
	}
	if db.way == logged && network(dir) {
		db.log.Info("on a network drive: working without a log", "path", db.path)
		db.way = journalled
	}
	return nil
}

// openFrozen opens a file that cannot be written, to be read. What is still in its
// log, or in an older form, is brought together in a temporary copy.
func (db *DB) openFrozen(ctx context.Context, readers int, why error) error {
	info, err := os.Stat(db.path)
	if err != nil || info.Size() == 0 {
		return why // there is nothing to read
	}
	db.log.Warn("the database is only read", "path", db.path, "why", why)
	db.frozen = why
	log, err := os.Stat(db.path + "-wal")
	if behind, e := stale(db.path); e != nil || behind || err == nil && log.Size() > 0 {
		if err := db.borrow(ctx); err != nil {
			return errors.Join(why, err)
		}
	}
	db.way = frozen
	db.openPools(readers)
	s, err := db.readers.take(ctx)
	if err == nil {
		err = s.notNewer(ctx)
		db.readers.give(s)
	}
	if err != nil {
		return errors.Join(err, db.closePools(), db.giveBack())
	}
	return nil
}

// borrow copies the file to where it can be written, and brings it up to date
// there.
func (db *DB) borrow(ctx context.Context) error {
	dir, err := os.MkdirTemp("", "tidings-")
	if err != nil {
		return err
	}
	db.borrowed = dir
	path := filepath.Join(dir, filepath.Base(db.path))
	if err := db.copyAtRest(ctx, path); err != nil {
		return errors.Join(err, db.giveBack())
	}
	up, err := Open(ctx, path, Options{Log: db.log, Now: db.now, Progress: db.progress})
	if err == nil {
		err = up.Close()
	}
	if err != nil {
		return errors.Join(err, db.giveBack())
	}
	db.path = path
	return nil
}

// atRest is how often a file and its log are copied until nobody has written meanwhile.
const atRest = 5

// copyAtRest copies the file with its log. Another program may write, where this one
// cannot; a file and a log of different moments would be taken for damage.
func (db *DB) copyAtRest(ctx context.Context, to string) error {
	for range atRest {
		before := db.stamp()
		for _, suffix := range []string{"", "-wal"} {
			if err := copyFile(ctx, db.path+suffix, to+suffix); err != nil && !errors.Is(err, os.ErrNotExist) {
				return err
			}
		}
		if db.stamp() == before {
			return nil
		}
		if err := removeFiles(to); err != nil {
			return err
		}
	}
	return ErrLocked
}

// stamp changes when the file or its log is written.
func (db *DB) stamp() (s [2]struct{ size, written int64 }) {
	for i, suffix := range []string{"", "-wal"} {
		if info, err := os.Stat(db.path + suffix); err == nil {
			s[i].size, s[i].written = info.Size(), info.ModTime().UnixNano()
		}
	}
	return s
}

func (db *DB) giveBack() error {
	if db.borrowed == "" {
		return nil
	}
	return os.RemoveAll(db.borrowed)
}

// ReadOnly is why nothing can be written; nil if it can.
func (db *DB) ReadOnly() error {
	if db.frozen == nil {
		return nil
	}
	return fmt.Errorf("%w: %w", ErrReadOnly, db.frozen)
}

// WithoutLog reports that the file lies where programs cannot share memory: what is
// written makes readers wait, and other programs should not have it open.
func (db *DB) WithoutLog() bool { return db.way == journalled }

// networks are file systems that other machines serve, by their names in the
// tables of systems.
var networks = []string{"nfs", "nfs4", "cifs", "smb", "smb2", "smb3", "smbfs", "afpfs", "afs", "ncpfs", "9p", "webdav", "davfs",
	"fuse.sshfs", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.davfs", "fuse.smbnetfs", "fuse.curlftpfs", "fuse.s3fs", "ceph", "glusterfs", "fuse.glusterfs"}

// mountedAs is the file system at a path, as a table of mounts like /proc/mounts
// says: the last of the longest places above it.
func mountedAs(path string, table io.Reader) string {
	data, err := io.ReadAll(io.LimitReader(table, 1<<20))
	if err != nil {
		return ""
	}
	unescape := strings.NewReplacer(`\040`, " ", `\011`, "\t", `\134`, `\`)
	kind, longest := "", -1
	for line := range strings.Lines(string(data)) {
		fields := strings.Fields(line)
		if len(fields) < 3 {
			continue
		}
		at := unescape.Replace(fields[1])
		under := path == at || at == "/" || strings.HasPrefix(path, strings.TrimSuffix(at, "/")+"/")
		if under && len(at) >= longest {
			kind, longest = fields[2], len(at)
		}
	}
	return kind
}
