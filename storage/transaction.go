package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tidings/feeds"
)

// read runs f in a transaction that sees one state of the database.
func (db *DB) read(ctx context.Context, f func(*session) error) error {
	s, err := db.readers.take(ctx)
	if err != nil {
		return err
	}
	defer db.readers.give(s)
	if err := s.exec("BEGIN"); err != nil {
		s.broken = true
		return explain(err)
	}
	err = f(s)
	if e := s.exec("COMMIT"); e != nil || ctx.Err() != nil {
		s.broken = true // interrupted, see transact
	}
	return db.explain(err)
}

// explain also tells of damage.
func (db *DB) explain(err error) error {
	err = explain(err)
	if db.damage != nil && errors.Is(err, ErrDamaged) {
		db.damage(err)
	}
	return err
}

// write runs f in a transaction that becomes durable with the next checkpoint: a
// crash of the program loses nothing, a power cut perhaps the last seconds.
func (db *DB) write(ctx context.Context, f func(*session) error) error {
	return db.transact(ctx, false, f)
}

// act is write for what the reader does: it is on the disk before act returns.
func (db *DB) act(ctx context.Context, f func(*session) error) error {
	return db.transact(ctx, true, f)
}

func (db *DB) transact(ctx context.Context, full bool, f func(*session) error) error {
	if db.way == frozen {
		return ErrReadOnly
	}
	s, err := db.writer.take(ctx)
	if err != nil {
		return err
	}
	defer db.writer.give(s)
	if err := s.synchronous(full); err != nil {
		return db.explain(err)
	}
	s.mutings, s.undoing = nil, false
	if err := s.exec("BEGIN IMMEDIATE"); err != nil {
		return db.explain(err)
	}
	err = f(s)
	if err == nil {
		err = ctx.Err()
	}
	if err == nil {
		err = s.exec("COMMIT")
	}
	if err != nil {
		// The driver gives up a connection whose query was interrupted.
		if e := s.exec("ROLLBACK"); e != nil || ctx.Err() != nil {
			s.broken = true
		}
	}
	return db.explain(err)
}

func (s *session) synchronous(full bool) error {
	if s.full == full {
		return nil
	}
	text := "PRAGMA synchronous = NORMAL"
	if full {
		text = "PRAGMA synchronous = FULL"
	}
	if err := s.exec(text); err != nil {
		return err
	}
	s.full = full
	return nil
}

// explain gives an error of SQLite the name that callers know it by.
func explain(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return feeds.ErrNotFound
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch e.Code() {
	case sqlite3.SQLITE_IOERR_DATA: // a page with a wrong checksum
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	}
	switch e.Code() & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return fmt.Errorf("%w: %w", ErrLocked, err)
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB:
		return fmt.Errorf("%w: %w", ErrDamaged, err)
	case sqlite3.SQLITE_READONLY:
		return fmt.Errorf("%w: %w", ErrReadOnly, err)
	case sqlite3.SQLITE_FULL:
		return fmt.Errorf("%w: %w", ErrFull, err)
	}
	return err
}

// millis is a time as it is stored; zero for the zero time.
func millis(t time.Time) int64 {
	if t.IsZero() {
		return 0
	}
	return t.UnixMilli()
}

func fromMillis(ms int64) time.Time {
	if ms == 0 {
		return time.Time{}
	}
	return time.UnixMilli(ms).UTC()
}
