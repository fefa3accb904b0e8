package storage

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"tidings/storage/checked"
)

// Mend rebuilds a damaged database from what is left of it and from its newest
// backup, and says what was lost. The damaged file stays in the folder of
// backups. Whoever reads or writes meanwhile waits. It is ErrInUse while another
// program has the database open.
func (db *DB) Mend(ctx context.Context, found error) (Loss, error) {
	var loss Loss
	err := db.alone(ctx, func() error {
		var err error
		loss, err = db.remake(ctx, Damaged)
		return err
	})
	if err != nil {
		return loss, fmt.Errorf("mend %s: %w", db.path, explain(err))
	}
	if found != nil {
		loss.Found = found.Error()
	}
	db.tell(loss)
	return loss, nil
}

// remake puts a rebuilt database in the place of the one that is there.
func (db *DB) remake(ctx context.Context, why BackupReason) (Loss, error) {
	if err := os.MkdirAll(db.backups, 0o700); err != nil {
		return Loss{}, err
	}
	part := db.path + mendSuffix
	if err := removeFiles(part); err != nil {
		return Loss{}, err
	}
	now := db.now()
	r := rebuild{ctx: ctx, now: now, progress: db.progress}
	r.loss = Loss{At: now, Aside: filepath.Join(db.backups, backupName(now, why))}
	sources := []source{{path: db.path}}
	if b, ok := db.newestGood(ctx); ok {
		sources = append(sources, source{path: b.Path, older: true})
		r.loss.Backup = b.Made
	}
	sources = append(sources, source{path: db.path, trust: true})
	if err := r.run(part, sources); err != nil {
		return r.loss, errors.Join(err, removeFiles(part))
	}
	if r.loss.FromBackup == 0 {
		r.loss.Backup = time.Time{}
	}
	if err := verify(ctx, part, func(s *session) error { return s.quickCheck(ctx) }); err != nil {
		return r.loss, errors.Join(err, removeFiles(part))
	}
	return r.loss, replaceBy(db.path, swap{In: part, Aside: r.loss.Aside})
}

// newestGood is the newest backup that is whole.
func (db *DB) newestGood(ctx context.Context) (Backup, bool) {
	list, err := Backups(db.backups)
	if err != nil {
		db.log.Warn("look for backups", "err", err)
	}
	for _, b := range byAge(list, db.now()) {
		if b.Why == Damaged {
			continue
		}
		if err := Verify(ctx, b.Path); err != nil {
			db.log.Warn("a backup is not whole", "path", b.Path, "err", err)
			continue
		}
		return b, true
	}
	return Backup{}, false
}

// upgrade rebuilds a file that was made before pages had checksums. A stop in
// between leaves the old one in its place.
func (db *DB) upgrade(ctx context.Context) error {
	db.log.Info("bringing the database into its new form", "path", db.path)
	return db.alone(ctx, func() error {
		loss, err := db.remake(ctx, Upgraded)
		if err == nil && loss.Any() {
			db.tell(loss)
		}
		return err
	})
}

// old reports whether a file is a database of ours without checksums.
func old(path string) bool {
	first, err := beginning(path)
	return err == nil && checked.Old(first)
}

// stale reports whether a file is a database of an older version.
func stale(path string) (bool, error) {
	first, err := beginning(path)
	if err != nil {
		return false, err
	}
	names, err := fs.Glob(migrationFiles, "*.sql")
	return checked.Version(first) < len(names), err
}

// beginning is the header of a file.
func beginning(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	first := make([]byte, 100)
	_, err = io.ReadFull(f, first)
	return first, err
}

func removeFiles(path string) error {
	var err error
	for _, suffix := range []string{"", "-wal", "-shm", "-journal"} {
		if e := os.Remove(path + suffix); e != nil && !errors.Is(e, os.ErrNotExist) {
			err = errors.Join(err, e)
		}
	}
	return err
}

// tell keeps a loss until somebody asks for it.
func (db *DB) tell(l Loss) {
	db.log.Error("the database was mended", "loss", fmt.Sprintf("%+v", l))
	db.mu.Lock()
	defer db.mu.Unlock()
	db.loss = &l
}

// Loss is what the last Mend lost, also the one that Open began by itself. It is
// told once.
func (db *DB) Loss() (Loss, bool) {
	db.mu.Lock()
	defer db.mu.Unlock()
	if db.loss == nil {
		return Loss{}, false
	}
	l := *db.loss
	db.loss = nil
	return l, true
}
