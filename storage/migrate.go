package storage

import (
	"context"
	"embed"
	"fmt"
	"io/fs"
	"path"
	"slices"

	"tidings/storage/checked"
)

//go:embed migrations/*.sql
var migrations embed.FS

var migrationFiles = func() fs.FS {
	sub, err := fs.Sub(migrations, "migrations")
	if err != nil {
		panic(err) // the name is a constant
	}
	return sub
}()

// migrate brings the file to the version of the last of the numbered files, after
// a verified copy of it was made.
func (db *DB) migrate(ctx context.Context, s *session, files fs.FS) error {
	return s.migrate(ctx, files, func(version int) error {
		db.log.Info("copying the database before it is migrated", "version", version)
		_, err := db.makeBackup(ctx, Upgraded)
		return err
	})
}

// migrate calls before for a file that has something in it already. Each migration
// runs in a transaction of its own together with the new user_version, so that a
// stop in between leaves a whole database of some version.
func (s *session) migrate(ctx context.Context, files fs.FS, before func(version int) error) error {
	names, err := fs.Glob(files, "*.sql")
	if err != nil {
		return err
	}
	slices.Sort(names)
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	if err := notNewer(version, len(names)); err != nil {
		return err
	}
	for i := version; i < len(names); i++ {
		if i > 0 && i == version {
			if err := before(version); err != nil {
				return err
			}
		}
		if err := s.migrateTo(ctx, i+1, files, names[i]); err != nil {
			return fmt.Errorf("migration %s: %w", path.Base(names[i]), err)
		}
	}
	return nil
}

func notNewer(version, known int) error {
	if version > known {
		return fmt.Errorf("%w (version %d; this one knows %d)", ErrNewer, version, known)
	}
	return nil
}

// notNewer refuses a file that a later version of the program has made.
func (s *session) notNewer(ctx context.Context) error {
	version, err := s.version(ctx)
	if err != nil {
		return err
	}
	names, err := fs.Glob(migrationFiles, "*.sql")
	if err != nil {
		return err
	}
	return notNewer(version, len(names))
}

// version is how many migrations the file has seen. It refuses files of others.
func (s *session) version(ctx context.Context) (int, error) {
	var version, id, tables int
	if err := s.one(ctx, "PRAGMA user_version", nil, &version); err != nil {
		return 0, err
	}
	if err := s.one(ctx, "PRAGMA application_id", nil, &id); err != nil {
		return 0, err
	}
	if err := s.one(ctx, "SELECT COUNT(*) FROM sqlite_schema", nil, &tables); err != nil {
		return 0, err
	}
	if id != checked.ApplicationID && (id != 0 || version != 0 || tables != 0) {
		return 0, ErrForeign
	}
	return version, nil
}

func (s *session) migrateTo(ctx context.Context, version int, files fs.FS, name string) error {
	script, err := fs.ReadFile(files, name)
	if err != nil {
		return err
	}
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return err
	}
	err = func() error {
		// Another program may have migrated while this one waited.
		if now, err := s.version(ctx); err != nil || now >= version {
			return err
		}
		if _, err := s.conn.ExecContext(ctx, string(script)); err != nil {
			return err
		}
		if _, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA application_id = %d", checked.ApplicationID)); err != nil {
			return err
		}
		_, err := s.conn.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version))
		return err
	}()
	if err == nil {
		err = s.exec("COMMIT")
	}
	if err != nil {
		if e := s.exec("ROLLBACK"); e != nil {
			s.broken = true
		}
	}
	s.forget() // statements were prepared for another schema
	return err
}
