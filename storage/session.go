package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
)

// A pool lends sessions. Statements stay prepared on them, which the pool of
// database/sql alone does not give without looking for the statement each time.
type pool struct {
	db    *sql.DB
	slots chan *session // nil: a session that was not opened yet

	mu     sync.Mutex
	closed bool
}

var errClosed = errors.New("the database is closed")

func newPool(dsn string, size int) *pool {
	p := &pool{slots: make(chan *session, size)}
	p.resume(dsn)
	return p
}

// resume opens the pool, at first or after pause.
func (p *pool) resume(dsn string) {
	p.mu.Lock()
	p.db = sql.OpenDB(connector{dsn: dsn})
	p.mu.Unlock()
	for range cap(p.slots) {
		p.slots <- nil
	}
}

// pause waits for all sessions to come back and closes them; whoever wants one
// waits until resume. It fails when ctx ends before.
func (p *pool) pause(ctx context.Context) error {
	for held := range cap(p.slots) {
		select {
		case s := <-p.slots:
			if s != nil {
				s.close()
			}
		case <-ctx.Done():
			for range held {
				p.slots <- nil
			}
			return ctx.Err()
		}
	}
	return p.db.Close()
}

func (p *pool) take(ctx context.Context) (*session, error) {
	select {
	case <-ctx.Done():
		return nil, ctx.Err()
	case s := <-p.slots:
		s, err := p.open(ctx, s)
		if err != nil {
			p.slots <- nil
		}
		return s, err
	}
}

func (p *pool) open(ctx context.Context, s *session) (*session, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.closed {
		return nil, errClosed
	}
	if s != nil {
		return s, nil
	}
	conn, err := p.db.Conn(ctx)
	if err != nil {
		return nil, explain(err)
	}
	return &session{conn: conn, stmts: map[string]*sql.Stmt{}}, nil
}

func (p *pool) give(s *session) {
	if s.broken {
		s.close()
		s = nil
	}
	p.slots <- s
}

// close waits for all sessions to come back. It may be called twice.
func (p *pool) close() error {
	p.mu.Lock()
	was := p.closed
	p.closed = true
	p.mu.Unlock()
	if was {
		return nil
	}
	for range cap(p.slots) {
		if s := <-p.slots; s != nil {
			s.close()
		}
	}
	for range cap(p.slots) { // so that who still comes hears errClosed
		p.slots <- nil
	}
	return p.db.Close()
}

// A session is a connection with its prepared statements. One goroutine uses it
// at a time.
type session struct {
	conn   *sql.Conn
	stmts  map[string]*sql.Stmt
	broken bool // to be closed rather than used again
	full   bool // synchronous is FULL

	// Of the transaction that goes on: what mutes came to hide and show in it, and that it
	// takes back what was done, so that they are not asked.
	mutings []muting
	undoing bool
}

// maxStatements bounds the memory of a session: scopes and searches produce many
// different statements.
const maxStatements = 300

func (s *session) stmt(text string) (*sql.Stmt, error) {
	if st := s.stmts[text]; st != nil {
		return st, nil
	}
	if len(s.stmts) >= maxStatements {
		s.forget()
	}
	st, err := s.conn.PrepareContext(context.Background(), text)
	if err != nil {
		return nil, fmt.Errorf("%w in %s", err, text)
	}
	s.stmts[text] = st
	return st, nil
}

func (s *session) forget() {
	for text, st := range s.stmts {
		_ = st.Close() // only memory; an error would come again with the next use
		delete(s.stmts, text)
	}
}

func (s *session) close() {
	s.forget()
	_ = s.conn.Close() // gives it back to its pool, which is closed too
}

// exec runs a statement to its end. It takes no context: a transaction is undone
// between its statements and not within one.
func (s *session) exec(text string, args ...any) error {
	_, err := s.change(text, args...)
	return err
}

// change is exec and tells how many rows it changed.
func (s *session) change(text string, args ...any) (int64, error) {
	st, err := s.stmt(text)
	if err != nil {
		return 0, err
	}
	r, err := st.Exec(args...)
	if err != nil {
		return 0, err
	}
	return r.RowsAffected()
}

// each calls f for every row of a query; f scans it.
func (s *session) each(ctx context.Context, f func(scan) error, text string, args ...any) error {
	st, err := s.stmt(text)
	if err != nil {
		return err
	}
	rows, err := st.QueryContext(ctx, args...)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		if err := f(rows.Scan); err != nil {
			return err
		}
	}
	return rows.Err()
}

// scan reads the columns of a row.
type scan func(into ...any) error

// one reads the first row of a query; sql.ErrNoRows if there is none.
func (s *session) one(ctx context.Context, text string, args []any, into ...any) error {
	st, err := s.stmt(text)
	if err != nil {
		return err
	}
	return st.QueryRowContext(ctx, args...).Scan(into...)
}

// quickCheck reads every page of the file, also those that hold nothing, and
// follows the structure of every table. What the search index says is left to
// Check: it takes ten times as long as all the rest.
func (s *session) quickCheck(ctx context.Context) error {
	if err := s.pages(ctx); err != nil {
		return err
	}
	var tables []string
	err := s.each(ctx, func(scan scan) error {
		var name string
		err := scan(&name)
		tables = append(tables, name)
		return err
	}, "SELECT name FROM sqlite_schema WHERE type = 'table' AND rootpage > 0")
	if err != nil {
		return err
	}
	for _, name := range tables {
		if err := s.check(ctx, fmt.Sprintf("PRAGMA quick_check(%q)", name)); err != nil {
			return err
		}
	}
	return nil
}

// pages reads every page and so compares it with its checksum.
func (s *session) pages(ctx context.Context) error {
	var bytes sql.NullInt64
	return s.one(ctx, "SELECT SUM(length(data)) FROM sqlite_dbpage", nil, &bytes)
}

func (s *session) check(ctx context.Context, pragma string) error {
	var found []string
	err := s.each(ctx, func(scan scan) error {
		var line string
		err := scan(&line)
		found = append(found, line)
		return err
	}, pragma)
	if err != nil {
		return err
	}
	if len(found) != 1 || found[0] != "ok" {
		return fmt.Errorf("%w: %s", ErrDamaged, strings.Join(found, "; "))
	}
	return nil
}
