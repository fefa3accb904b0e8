package storage

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"modernc.org/sqlite"

	"tidings/storage/checked"
)

// A Backup is a verified copy of the database in its folder of backups.
type Backup struct {
	Path  string
	Made  time.Time
	Bytes int64
	Why   BackupReason
}

// BackupReason says why a copy was made. Names are in those of files and stay.
type BackupReason string

// The reasons.
const (
	Regular  BackupReason = ""        // by the clock
	Wanted   BackupReason = "wanted"  // the reader asked for it
	Upgraded BackupReason = "version" // before a newer version changed the file
	Replaced BackupReason = "before"  // what a restored backup replaced
	Damaged  BackupReason = "damaged" // set aside because it was; no backup that is restored by itself
)

const (
	backupPrefix = "tidings-"
	backupTime   = "20060102T150405.000Z"
)

// backupName is the name of a file in the folder of backups.
func backupName(made time.Time, why BackupReason) string {
	name := backupPrefix + made.UTC().Format(backupTime)
	if why != Regular {
		name += "-" + string(why)
	}
	return name + ".db"
}

func parseBackupName(name string) (made time.Time, why BackupReason, ok bool) {
	name, is := strings.CutSuffix(name, ".db")
	name, ours := strings.CutPrefix(name, backupPrefix)
	if !is || !ours {
		return time.Time{}, "", false
	}
	at, reason, _ := strings.Cut(name, "-")
	made, err := time.Parse(backupTime, at)
	return made, BackupReason(reason), err == nil
}

// Backups lists those in a folder, latest first. A folder that is not there has
// none.
func Backups(folder string) ([]Backup, error) {
	entries, err := os.ReadDir(folder)
	if errors.Is(err, os.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("list backups: %w", err)
	}
	var out []Backup
	for _, e := range entries {
		made, why, ok := parseBackupName(e.Name())
		info, err := e.Info()
		if !ok || err != nil || !info.Mode().IsRegular() {
			continue
		}
		out = append(out, Backup{Path: filepath.Join(folder, e.Name()), Made: made, Bytes: info.Size(), Why: why})
	}
	slices.SortFunc(out, func(a, b Backup) int { return cmp.Or(b.Made.Compare(a.Made), cmp.Compare(a.Path, b.Path)) })
	return out, nil
}

// MakeBackup adds a verified copy to the folder of backups (Options.Backups).
func (db *DB) MakeBackup(ctx context.Context, why BackupReason) (Backup, error) {
	db.replacing.RLock()
	defer db.replacing.RUnlock()
	return db.makeBackup(ctx, why)
}

// makeBackup is MakeBackup for who knows that nobody replaces the file.
func (db *DB) makeBackup(ctx context.Context, why BackupReason) (Backup, error) {
	if err := os.MkdirAll(db.backups, 0o700); err != nil {
		return Backup{}, fmt.Errorf("back up: %w", err)
	}
	made := db.now()
	path := filepath.Join(db.backups, backupName(made, why))
	if err := db.copyTo(ctx, path); err != nil {
		return Backup{}, fmt.Errorf("back up to %s: %w", path, explain(err))
	}
	info, err := os.Stat(path)
	if err != nil {
		return Backup{}, fmt.Errorf("back up: %w", err)
	}
	return Backup{Path: path, Made: made, Bytes: info.Size(), Why: why}, nil
}

// Backup writes a copy of the database to path, which must not exist, and
// verifies it. The copy is one state, whatever is written meanwhile.
func (db *DB) Backup(ctx context.Context, path string) error {
	db.replacing.RLock()
	defer db.replacing.RUnlock()
	if err := db.copyTo(ctx, path); err != nil {
		return fmt.Errorf("back up to %s: %w", path, explain(err))
	}
	return nil
}

// copyTo writes a verified copy. It appears under its name only when it is whole
// and on the disk.
func (db *DB) copyTo(ctx context.Context, path string) error {
	if _, err := os.Lstat(path); err == nil {
		return os.ErrExist
	}
	part := path + partSuffix
	defer os.Remove(part)
	if err := os.Remove(part); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	if err := db.copyPages(ctx, part); err != nil {
		return err
	}
	if err := Verify(ctx, part); err != nil {
		return err
	}
	if err := os.Rename(part, path); err != nil {
		return err
	}
	syncFolder(filepath.Dir(path))
	return nil
}

// pagesAtOnce is how many pages a copy takes before it looks whether it is still
// wanted.
const pagesAtOnce = 2048

// copyPages copies page by page (sqlite.org/backup.html), in one transaction that
// reads, so that nobody waits for it. Reading compares every page with its checksum.
func (db *DB) copyPages(ctx context.Context, to string) error {
	p := newPool(db.way.reader(db.path), 1) // a connection of its own keeps no reader waiting
	err := func() error {
		s, err := p.take(ctx)
		if err != nil {
			return err
		}
		defer p.give(s)
		if err := s.exec("BEGIN"); err != nil {
			return err
		}
		var tables int
		if err := s.one(ctx, "SELECT COUNT(*) FROM sqlite_schema", nil, &tables); err != nil { // begins to read
			return err
		}
		if err := beginCopy(ctx, to); err != nil {
			return err
		}
		return s.conn.Raw(func(c any) error { return copyConn(ctx, c, to, db.progress) })
	}()
	return errors.Join(err, p.close())
}

// A copy that is stopped is thrown away, and one that is whole is put on the disk by
// Verify: it needs no journal, and nothing waits for the disk meanwhile.
var copyPragmas = []string{"journal_mode(off)", "synchronous(off)"}

// beginCopy begins a copy: its first page says that all have checksums. SQLite would
// write that page last, and those that do not fit in memory before as they are, with
// the checksums of what they were when they were written into the file last.
func beginCopy(ctx context.Context, to string) error {
	p := newPool(dsn(to, copyPragmas), 1)
	s, err := p.take(ctx)
	if err == nil {
		err = s.exec("PRAGMA user_version = 1")
		p.give(s)
	}
	return errors.Join(err, p.close())
}

func copyConn(ctx context.Context, conn any, to string, progress Progress) error {
	b, err := conn.(interface {
		NewBackup(string) (*sqlite.Backup, error)
	}).NewBackup(dsn(to, copyPragmas))
	if err != nil {
		return err
	}
	more := true
	for more && err == nil {
		if more, err = b.Step(pagesAtOnce); err == nil {
			err = ctx.Err()
		}
		if progress != nil {
			progress("backup", int64(b.PageCount()-b.Remaining()), int64(b.PageCount()))
		}
	}
	return errors.Join(err, b.Finish())
}

// Verify examines a copy by itself: every page with its checksum, and that it is a
// database of ours. Then it waits until it is on the disk. It is ErrBadCopy if
// anything is wrong.
func Verify(ctx context.Context, path string) error {
	return verify(ctx, path, func(s *session) error { return nil })
}

func verify(ctx context.Context, path string, more func(*session) error) error {
	d, err := checked.Scan(ctx, path)
	if err != nil {
		return err
	}
	if len(d.Bad) > 0 {
		return fmt.Errorf("%w: page %d of %s", ErrBadCopy, d.Bad[0], path)
	}
	p := newPool(frozen.reader(path), 1)
	err = func() error {
		s, err := p.take(ctx)
		if err != nil {
			return err
		}
		defer p.give(s)
		if _, err := s.version(ctx); err != nil {
			return err
		}
		return more(s)
	}()
	if err = errors.Join(explain(err), p.close()); errors.Is(err, ErrDamaged) {
		return fmt.Errorf("%w: %v", ErrBadCopy, err) // which says nothing of the database
	} else if err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	return errors.Join(f.Sync(), f.Close())
}

// Restore puts a copy in the place of the database, which goes to the folder of
// backups. Whoever reads or writes meanwhile waits. It is ErrInUse while another
// program has the database open, and leaves everything as it is when the copy is
// not whole or of a newer version.
func (db *DB) Restore(ctx context.Context, path string) error {
	err := db.alone(ctx, func() error {
		err := verify(ctx, path, func(s *session) error {
			if err := s.notNewer(ctx); err != nil {
				return err
			}
			return s.quickCheck(ctx)
		})
		if err != nil {
			return err
		}
		if err := os.MkdirAll(db.backups, 0o700); err != nil {
			return err
		}
		in := db.path + inSuffix
		if err := db.bringIn(ctx, path, in); err != nil {
			return errors.Join(err, removeFiles(in))
		}
		return replaceBy(db.path, swap{In: in, Aside: filepath.Join(db.backups, backupName(db.now(), Replaced))})
	})
	if err != nil {
		return fmt.Errorf("restore %s: %w", path, explain(err))
	}
	return nil
}

// bringIn copies a backup to where it can take the place of the database. One from
// before pages had checksums gains them.
func (db *DB) bringIn(ctx context.Context, path, in string) error {
	if err := removeFiles(in); err != nil {
		return err
	}
	if !old(path) {
		return copyFile(ctx, path, in)
	}
	r := rebuild{ctx: ctx, now: db.now(), progress: db.progress}
	if err := r.run(in, []source{{path: path}}); err != nil {
		return err
	}
	return Verify(ctx, in)
}

// copyFile copies a file that nobody writes, and waits until it is on the disk.
func copyFile(ctx context.Context, from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	buf := make([]byte, 1<<20)
	for err == nil {
		var n int
		n, err = in.Read(buf)
		if n > 0 {
			if _, e := out.Write(buf[:n]); e != nil {
				err = e
			}
		}
		if err == nil {
			err = ctx.Err()
		}
	}
	if errors.Is(err, io.EOF) {
		err = nil
	}
	return errors.Join(err, out.Sync(), out.Close())
}
