package storage

import (
	"context"
	"errors"
	"fmt"
	"math"
	"os"
)

// Check reads the whole database, every page and every index. It takes seconds
// for large ones and disturbs nobody. The error is ErrDamaged if anything is wrong.
func (db *DB) Check(ctx context.Context) error {
	return db.examine(ctx, func(s *session) error {
		if err := s.pages(ctx); err != nil {
			return err
		}
		return s.check(ctx, "PRAGMA integrity_check(5)")
	})
}

// QuickCheck is Check without comparing indexes with their tables. Open does it
// itself for small files.
func (db *DB) QuickCheck(ctx context.Context) error {
	return db.examine(ctx, func(s *session) error { return s.quickCheck(ctx) })
}

// examine reads on a connection of its own: it has no pages in memory, and keeps no
// list waiting.
func (db *DB) examine(ctx context.Context, f func(*session) error) error {
	p := newPool(db.way.reader(db.path), 1)
	err := func() error {
		s, err := p.take(ctx)
		if err != nil {
			return err
		}
		defer p.give(s)
		return f(s)
	}()
	return db.explain(errors.Join(err, p.close()))
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
// joins pieces of the search index, brings the log into the file and gives free
// pages back to the system until ctx ends. Each step is short, and others write in
// between.
func (db *DB) Optimize(ctx context.Context) error {
	for _, text := range []string{
		"PRAGMA analysis_limit = 400",
		"PRAGMA optimize",
		"INSERT INTO search (search, rank) VALUES ('merge', 500)",
	} {
		if err := db.upkeep(ctx, text); err != nil {
			return err
		}
	}
	for before := math.MaxInt; ; {
		free, err := db.freePages(ctx)
		if err != nil {
			return err
		}
		if free <= sparePages || free >= before || ctx.Err() != nil {
			break
		}
		before = free
		if err := db.upkeep(ctx, fmt.Sprintf("PRAGMA incremental_vacuum(%d)", vacuumedAtOnce)); err != nil {
			return err
		}
	}
	return db.upkeep(context.WithoutCancel(ctx), "PRAGMA wal_checkpoint(PASSIVE)")
}

const (
	// vacuumedAtOnce is how many pages go in one step: some ten milliseconds.
	vacuumedAtOnce = 500
	// sparePages stay free for what comes next.
	sparePages = 500
)

func (db *DB) freePages(ctx context.Context) (int, error) {
	var n int
	err := db.read(context.WithoutCancel(ctx), func(s *session) error { return s.one(ctx, "PRAGMA freelist_count", nil, &n) })
	return n, err
}

// upkeep runs one statement that is no transaction of ours. It is not begun when
// ctx has ended.
func (db *DB) upkeep(ctx context.Context, text string) error {
	if db.way == frozen || ctx.Err() != nil {
		return ctx.Err()
	}
	s, err := db.writer.take(ctx)
	if err != nil {
		return err
	}
	defer db.writer.give(s)
	if err := s.exec(text); err != nil {
		return fmt.Errorf("optimize: %w", db.explain(err))
	}
	return nil
}
