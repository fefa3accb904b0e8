package storage

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Check reads the whole database, with every index. It takes seconds for large
// ones and disturbs nobody. The error is ErrDamaged if anything is wrong.
func (db *DB) Check(ctx context.Context) error {
	return db.read(ctx, func(s *session) error { return s.check(ctx, "PRAGMA integrity_check(5)") })
}

// QuickCheck is Check without comparing indexes with their tables. Open does it
// itself for small files.
func (db *DB) QuickCheck(ctx context.Context) error {
	return db.read(ctx, func(s *session) error { return s.quickCheck(ctx) })
}

// Backup writes a copy of the database to path, which must not exist, and
// verifies it. The copy is one state, whatever is written meanwhile.
func (db *DB) Backup(ctx context.Context, path string) error {
	// A connection of its own: it may not be query_only, and keeps no reader waiting.
	p := newPool(db.path, 1, []string{"busy_timeout(10000)"})
	err := func() error {
		s, err := p.take(ctx)
		if err != nil {
			return err
		}
		defer p.give(s)
		return s.copyTo(ctx, path)
	}()
	if err = errors.Join(err, p.close()); err != nil {
		return fmt.Errorf("back up to %s: %w", path, explain(err))
	}
	return nil
}

// copyTo writes a verified copy. It appears under its name only when it is whole.
func (s *session) copyTo(ctx context.Context, path string) error {
	if _, err := os.Stat(path); err == nil {
		return os.ErrExist
	}
	part := path + ".part"
	if err := os.Remove(part); err != nil && !os.IsNotExist(err) {
		return err
	}
	defer os.Remove(part)
	if _, err := s.conn.ExecContext(ctx, "VACUUM INTO ?", part); err != nil {
		return err
	}
	if err := verify(ctx, part); err != nil {
		return err
	}
	return os.Rename(part, path)
}

// verify opens a copy by itself, examines it and waits until it is on the disk.
func verify(ctx context.Context, path string) error {
	p := newPool(path, 1, []string{"query_only(1)"})
	defer p.close()
	s, err := p.take(ctx)
	if err != nil {
		return err
	}
	defer p.give(s)
	if err := s.quickCheck(ctx); err != nil {
		return err
	}
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close()
	return f.Sync()
}

// Stats of a database.
type Stats struct {
	Articles int
	Bytes    int64 // of the file, with what waits in its log
	Bin      int   // articles that were deleted and can be brought back
}

// Stats tells how much is stored.
func (db *DB) Stats(ctx context.Context) (Stats, error) {
	var st Stats
	err := db.read(ctx, func(s *session) error {
		if err := s.one(ctx, "SELECT IFNULL(SUM(total), 0) FROM feeds", nil, &st.Articles); err != nil {
			return err
		}
		return s.one(ctx, "SELECT value FROM counters WHERE name = 'bin'", nil, &st.Bin)
	})
	for _, suffix := range []string{"", "-wal"} {
		if info, e := os.Stat(db.path + suffix); e == nil {
			st.Bytes += info.Size()
		}
	}
	return st, err
}

// Optimize is for a quiet moment: it lets SQLite learn what its indexes hold,
// joins pieces of the search index, returns free pages to the system and brings
// the log into the file. Each step is short.
func (db *DB) Optimize(ctx context.Context) error {
	s, err := db.writer.take(ctx)
	if err != nil {
		return err
	}
	defer db.writer.give(s)
	for _, text := range []string{
		"PRAGMA analysis_limit = 400",
		"PRAGMA optimize",
		"INSERT INTO search (search, rank) VALUES ('merge', 500)",
		"PRAGMA incremental_vacuum(2000)",
		"PRAGMA wal_checkpoint(PASSIVE)",
	} {
		if err := ctx.Err(); err != nil {
			return err
		}
		if _, err := s.conn.ExecContext(ctx, text); err != nil {
			s.broken = ctx.Err() != nil
			return fmt.Errorf("optimize: %w", explain(err))
		}
	}
	return nil
}
