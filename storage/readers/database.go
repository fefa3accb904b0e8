package readers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"

	_ "modernc.org/sqlite" // the driver

	"tidings/feeds"
)

// A database is the private copy of another program's file.
type database struct {
	*sql.DB
	dir      string
	unsteady bool
	tables   map[string]map[string]string // names of columns as they are written, with their types, in lower case
}

func openCopy(ctx context.Context, path string) (*database, error) {
	dir, unsteady, err := copied(ctx, path)
	if err != nil {
		return nil, err
	}
	// What the file itself would have done (functions in views and indexes) is not trusted.
	name := "file:" + (&url.URL{Path: filepath.ToSlash(filepath.Join(dir, "copy.db"))}).EscapedPath() +
		"?_pragma=trusted_schema(0)&_pragma=query_only(1)&_pragma=cell_size_check(1)"
	db, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, errors.Join(err, os.RemoveAll(dir))
	}
	db.SetMaxOpenConns(1)
	d := &database{DB: db, dir: dir, unsteady: unsteady, tables: map[string]map[string]string{}}
	if _, err := d.texts(ctx, "SELECT name FROM sqlite_master"); err != nil {
		return nil, errors.Join(unreadable(ctx, err), d.close())
	}
	return d, nil
}

func (d *database) close() error { return errors.Join(d.DB.Close(), os.RemoveAll(d.dir)) }

// unreadable is the error of a file that says nothing.
func unreadable(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%w: %w", ErrDamaged, err)
}

// texts reads the first column of a query.
func (d *database) texts(ctx context.Context, text string, args ...any) ([]string, error) {
	rows, err := d.QueryContext(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var out []string
	for rows.Next() {
		var s sql.NullString
		if err := rows.Scan(&s); err != nil {
			return out, err
		}
		out = append(out, s.String)
	}
	return out, rows.Err()
}

// columns are those of a table with their types, in lower case; none if there is no such
// table. A view or a virtual table is none: it would run what the file says.
func (d *database) columns(ctx context.Context, table string) map[string]string {
	if c, ok := d.tables[table]; ok {
		return c
	}
	c := map[string]string{}
	d.tables[table] = c
	real, err := d.texts(ctx, "SELECT name FROM sqlite_master WHERE type = 'table' AND name = ? COLLATE NOCASE AND sql NOT LIKE 'CREATE VIRTUAL%'", table)
	if err != nil || len(real) == 0 {
		return c
	}
	rows, err := d.QueryContext(ctx, "SELECT lower(name), lower(type) FROM pragma_table_info(?)", table)
	if err != nil {
		return c
	}
	defer rows.Close()
	for rows.Next() {
		var name, kind string
		if rows.Scan(&name, &kind) == nil {
			c[name] = kind
		}
	}
	return c
}

// has reports whether there is a table with these columns.
func (d *database) has(ctx context.Context, table string, columns ...string) bool {
	there := d.columns(ctx, table)
	if len(there) == 0 {
		return false
	}
	for _, c := range columns {
		if _, ok := there[strings.ToLower(c)]; !ok {
			return false
		}
	}
	return true
}

// maxText is how many characters of a text are read: longer ones are damage, or pictures
// inside the page.
const maxText = 4 << 20

// text is the expression for a column as text, under an alias of its table: the first of
// the names that there is, NULL if there is none.
func (d *database) text(ctx context.Context, alias, table string, names ...string) string {
	for _, name := range names {
		if d.has(ctx, table, name) {
			return fmt.Sprintf(`substr(CAST(%s."%s" AS TEXT), 1, %d)`, alias, name, maxText)
		}
	}
	return "NULL"
}

// number is the same for a column as a number, zero if there is none.
func (d *database) number(ctx context.Context, alias, table string, names ...string) string {
	for _, name := range names {
		if d.has(ctx, table, name) {
			return fmt.Sprintf(`CAST(IFNULL(%s."%s", 0) AS INTEGER)`, alias, name)
		}
	}
	return "CAST(0 AS INTEGER)" // a bare 0 would be the number of a column in ORDER BY
}

// A row is an article as a database has it, before its program's conventions are applied.
type row struct {
	id                               int64
	key                              string // of its feed
	guid, link, title                string
	summary, content                 string
	author, email, site              string
	categories, comments, enclosures string
	published, received, updated     string
	read, starred                    bool
}

// scan reads what selection selects.
func (r *row) scan(rows *sql.Rows) error {
	var texts [14]sql.NullString
	var key sql.NullString
	var read, starred sql.NullInt64
	to := []any{&r.id, &key}
	for i := range texts {
		to = append(to, &texts[i])
	}
	if err := rows.Scan(append(to, &read, &starred)...); err != nil {
		return err
	}
	r.key = key.String
	for i, s := range []*string{&r.guid, &r.link, &r.title, &r.summary, &r.content, &r.author, &r.email, &r.site,
		&r.categories, &r.comments, &r.enclosures, &r.published, &r.received, &r.updated} {
		*s = strings.ToValidUTF8(strings.ReplaceAll(texts[i].String, "\x00", ""), "\uFFFD")
	}
	r.read, r.starred = read.Int64 > 0, starred.Int64 > 0
	return nil
}

// entry is the article as far as all programs agree.
func (r *row) entry() Article {
	a := Article{Status: feeds.Status{Read: r.read, Starred: r.starred}}
	a.GUID, a.Link, a.Title = strings.TrimSpace(r.guid), strings.TrimSpace(r.link), oneLine(r.title)
	a.Summary, a.Content, a.Comments = r.summary, r.content, webAddress(r.comments)
	if r.author != "" || r.email != "" {
		a.Authors = []feeds.Author{{Name: oneLine(r.author), Email: oneLine(r.email), URL: webAddress(r.site)}}
	}
	return a
}
