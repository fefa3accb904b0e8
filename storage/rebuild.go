package storage

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"runtime/debug"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"tidings/storage/checked"
)

// rebuild makes a database anew from what can be read of one or several others: to
// save what is left of a damaged one, and to bring a file of an older form into
// this one. Tables are copied by ranges of their keys. A range that cannot be read
// is halved until only the damaged rows are left, which the next source then
// gives: the damaged file itself, its newest backup, and last the damaged file
// again, with pages taken as they are. What the tables of articles lack of each
// other is mended, everything that is counted is counted again, and the search
// index is left to Reindex.
type rebuild struct {
	ctx      context.Context
	s        *session
	now      time.Time
	progress Progress
	loss     Loss

	tables  []table
	missing map[string][]span // by table: ranges that no source gave yet
	done    int64
	total   int64
}

// A source is a file to copy from.
type source struct {
	path  string
	trust bool // pages with wrong checksums are taken too
	older bool // a backup
}

// A span of keys, both ends in it.
type span struct{ high, low int64 }

// A table of the new database.
type table struct {
	name    string
	columns []string
	key     string // an integer that identifies rows; empty: copied as a whole
}

// Loss says in numbers what damage cost.
type Loss struct {
	At         time.Time
	Aside      string    // where the damaged file lies now
	Found      string    // what was found, for the log
	Backup     time.Time // of the backup that filled gaps; zero: none was needed, or there is none
	FromBackup int       // rows that came from it
	Rescued    int       // rows that came from damaged pages, perhaps with a wrong letter
	Articles   int       // lost
	Headlines  int       // articles that lost their headline; it comes back if the feed still has it
	Texts      int       // articles that lost their text, likewise
	Feeds      int       // lost
	Others     int       // other rows lost
	Everything bool      // nothing could be read, and there is no backup
}

// Any tells whether something was lost.
func (l Loss) Any() bool { return l.Everything || l.Articles+l.Headlines+l.Texts+l.Feeds+l.Others > 0 }

// Progress is told how far long work is; total is zero when that is not known.
// It is called often and must return at once.
type Progress func(stage string, done, total int64)

// run makes the file at path, which must not exist, from the sources.
func (r *rebuild) run(path string, sources []source) (err error) {
	p := newPool(dsn(path, []string{"auto_vacuum(incremental)", "journal_mode(memory)", "synchronous(off)",
		"locking_mode(exclusive)", "cache_size(-65536)", "temp_store(memory)"}), 1)
	defer func() { err = errors.Join(err, p.close()) }()
	if r.s, err = p.take(r.ctx); err != nil {
		return err
	}
	defer func() { p.give(r.s) }()
	if err := r.s.migrate(r.ctx, migrationFiles, nil); err != nil { // it is empty
		return err
	}
	if err := r.readTables(); err != nil {
		return err
	}
	for _, src := range sources {
		if len(r.missing) == 0 {
			break
		}
		if err := r.from(src); err != nil {
			return err
		}
	}
	r.loss.Everything = len(r.missing) == len(r.tables)
	if err := r.mend(); err != nil {
		return err
	}
	return r.s.exec("PRAGMA journal_mode = wal")
}

// readTables finds out what there is to copy. Shadow tables of the search index are
// not: it is filled anew.
func (r *rebuild) readTables() error {
	names := map[string]bool{} // without a rowid: true
	err := r.s.each(r.ctx, func(scan scan) error {
		var name string
		var without bool
		err := scan(&name, &without)
		names[name] = without
		return err
	}, "SELECT name, wr FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
	if err != nil {
		return err
	}
	r.missing = map[string][]span{}
	// Few rows that matter most come first.
	for _, name := range []string{"settings", "topics", "folders", "feeds", "further", "former", "searches", "rules", "notes",
		"own_topics", "topic_corrections", "mutes", "muted", "story_corrections", "followed", "developments", "opens",
		"journal", "articles", "bin", "heads", "bodies", "revisions", "derived", "stories", "identities", "destroyed",
		"pictures", "article_pictures", "queue", "packs", "places", "replies",
		"links", "tries", "hosts"} {
		without, ok := names[name]
		if !ok {
			return fmt.Errorf("rebuild: there is no table %s", name)
		}
		t := table{name: name}
		var first string
		err := r.s.each(r.ctx, func(scan scan) error {
			var column string
			err := scan(&column)
			if first == "" {
				first = column
			}
			t.columns = append(t.columns, column)
			return err
		}, "SELECT name FROM pragma_table_info(?)", name)
		if err != nil {
			return err
		}
		switch {
		case name == "identities":
			t.key = "feed"
		case !without:
			t.key = first
		}
		r.tables = append(r.tables, t)
		r.missing[name] = []span{{high: maxKey, low: minKey}}
	}
	return nil
}

// Keys are IDs, which count from one; the newest blocks and bits from zero.
const (
	minKey = 0
	maxKey = 1 << 40
)

// from copies what is missing out of a source.
func (r *rebuild) from(src source) (err error) {
	if _, e := os.Stat(src.path); e != nil {
		return nil // what is not there gives nothing
	}
	// A file that lies may lead SQLite to addresses that do not exist.
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("%w: reading %s: %v", ErrDamaged, src.path, p)
			r.s.broken = true
		}
	}()
	params := url.Values{"vfs": {checked.Name}}
	if src.trust {
		params.Set(checked.Trust, "1")
	}
	if _, err := r.s.conn.ExecContext(r.ctx, "ATTACH ? AS old", uri(src.path, params)); err != nil {
		return r.passOver(err)
	}
	defer func() {
		r.s.forget()
		_, e := r.s.conn.ExecContext(context.WithoutCancel(r.ctx), "DETACH old")
		err = errors.Join(err, e)
	}()
	// Nobody else is there, so locks need not be given back after each statement.
	for _, text := range []string{"PRAGMA old.locking_mode = exclusive", "PRAGMA old.cell_size_check = on"} {
		if _, err := r.s.conn.ExecContext(r.ctx, text); err != nil {
			return r.passOver(err)
		}
	}
	for _, t := range r.tables {
		if err := r.copyTable(t, src); err != nil {
			return err
		}
	}
	// IDs that were given away once are not given again.
	_, err = r.s.conn.ExecContext(r.ctx, "UPDATE main.sqlite_sequence AS n SET seq = MAX(n.seq, o.seq) FROM old.sqlite_sequence AS o WHERE o.name = n.name")
	return r.passOver(err)
}

// passOver swallows what damage causes; the rest ends the work.
func (r *rebuild) passOver(err error) error {
	if err == nil || r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	var e *sqlite.Error
	if !errors.As(err, &e) {
		return err
	}
	switch code := e.Code(); code & 0xff {
	case sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT,
		sqlite3.SQLITE_MISMATCH, sqlite3.SQLITE_TOOBIG:
		return nil
	case sqlite3.SQLITE_IOERR:
		switch code {
		case sqlite3.SQLITE_IOERR_DATA, sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ, sqlite3.SQLITE_IOERR_CORRUPTFS:
			return nil
		}
	}
	return explain(err) // of the new file, or of the system
}

// copyTable copies the missing ranges of a table, as far as the source has them.
func (r *rebuild) copyTable(t table, src source) error {
	missing := r.missing[t.name]
	if len(missing) == 0 {
		return nil
	}
	there := map[string]bool{}
	err := r.s.each(r.ctx, func(scan scan) error {
		var column string
		err := scan(&column)
		there[column] = true
		return err
	}, "SELECT name FROM pragma_table_info(?, 'old')", t.name)
	if err != nil {
		return r.passOver(err)
	}
	if len(there) == 0 { // a table of a later version
		delete(r.missing, t.name)
		return nil
	}
	c := copying{rebuild: r, table: t, src: src}
	for _, column := range t.columns {
		if there[column] {
			c.columns = append(c.columns, column)
		}
	}
	return c.all(missing)
}

// copying is the copying of one table out of one source.
type copying struct {
	*rebuild
	table   table
	src     source
	columns []string
	left    []span // what could not be read
}

// keysAtOnce is how many keys are copied at once.
const keysAtOnce = 4096

func (c *copying) all(missing []span) error {
	if c.table.key == "" {
		if ok, err := c.rows("1"); err != nil || !ok {
			return err
		}
		delete(c.missing, c.table.name)
		return nil
	}
	high := int64(maxKey)
	var last int64
	if err := c.s.one(c.ctx, "SELECT IFNULL(MAX("+c.table.key+"), 0) FROM old."+c.table.name, nil, &last); err == nil {
		high = last
	} else if err := c.passOver(err); err != nil {
		return err
	} else {
		high = c.bound()
	}
	for _, in := range missing {
		c.total += max(0, min(in.high, high)-in.low)
	}
	for _, in := range missing {
		for low := in.low; low <= min(in.high, high); low += keysAtOnce {
			if err := c.span(span{high: min(low+keysAtOnce-1, in.high), low: low}); err != nil {
				return err
			}
			c.done += keysAtOnce
			if c.progress != nil {
				c.progress("copy", c.done, c.total)
			}
		}
	}
	if c.missing[c.table.name] = c.left; len(c.left) == 0 {
		delete(c.missing, c.table.name)
	}
	return nil
}

// bound is a key that no row is beyond, when the table itself does not tell.
func (c *copying) bound() int64 {
	var n int64
	for _, t := range []string{"articles", "heads", "bodies"} {
		var last int64
		for _, schema := range []string{"main", "old"} {
			if c.s.one(c.ctx, "SELECT IFNULL(MAX(id), 0) FROM "+schema+"."+t, nil, &last) == nil {
				n = max(n, last)
			}
		}
	}
	return n + keysAtOnce
}

// span copies a range of keys, or the readable parts of it.
func (c *copying) span(in span) error {
	ok, err := c.rows(c.table.key+" BETWEEN ? AND ?", in.low, in.high)
	if err != nil || ok {
		return err
	}
	if in.low == in.high {
		if last := len(c.left) - 1; last >= 0 && c.left[last].high == in.low-1 {
			c.left[last].high = in.high
		} else {
			c.left = append(c.left, in)
		}
		return nil
	}
	mid := in.low + (in.high-in.low)/2
	if err := c.span(span{high: mid, low: in.low}); err != nil {
		return err
	}
	return c.span(span{high: in.high, low: mid + 1})
}

// rows copies the rows of a condition. It reports false if one of them cannot be
// read; then none is copied.
func (c *copying) rows(where string, args ...any) (bool, error) {
	if err := c.ctx.Err(); err != nil {
		return false, err
	}
	names := strings.Join(c.columns, ", ")
	values := names
	if c.src.trust {
		values = sane(c.columns)
	}
	n, err := c.s.change("INSERT OR IGNORE INTO main."+c.table.name+" ("+names+") SELECT "+values+
		" FROM old."+c.table.name+" WHERE "+where, args...)
	if err != nil {
		return false, c.passOver(err)
	}
	switch {
	case c.src.trust:
		c.loss.Rescued += int(n)
	case c.src.older:
		c.loss.FromBackup += int(n)
	}
	return true, nil
}

// sane reads columns of a page that may be wrong so that what reads them later
// does not stumble: lists that are no JSON any more are empty.
func sane(columns []string) string {
	out := make([]string, len(columns))
	for i, c := range columns {
		out[i] = c
		switch c {
		case "authors", "categories", "enclosures", "links", "answer":
			out[i] = "IIF(json_valid(" + c + "), " + c + ", '')"
		}
	}
	return strings.Join(out, ", ")
}
