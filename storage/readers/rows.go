package readers

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Programs have no index that would give the articles of one feed quickly, or not in all
// versions. So first the numbers of all rows are read with their feeds, which is little,
// and then the rows by their numbers.

// count fills in the numbers of articles. The query gives row, key of the feed, read, and
// starred. What is damaged in the table is passed over.
func (l *Library) count(ctx context.Context, places map[string]int, query string) error {
	l.rows = make([][]int64, len(l.Feeds))
	rows, err := l.db.QueryContext(ctx, query)
	if err != nil {
		return unreadable(ctx, err)
	}
	defer rows.Close()
	strays, marked := 0, 0
	for rows.Next() {
		var id int64
		var key sql.NullString
		var read, starred sql.NullInt64
		if err := rows.Scan(&id, &key, &read, &starred); err != nil {
			l.Lost++
			continue
		}
		i, ok := places[key.String]
		if !ok {
			strays++
			if starred.Int64 > 0 {
				marked++
			}
			continue
		}
		l.rows[i] = append(l.rows[i], id)
		f := &l.Feeds[i]
		f.Articles++
		if read.Int64 <= 0 {
			f.Unread++
		}
		if starred.Int64 > 0 {
			f.Starred++
		}
	}
	if err := rows.Err(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		l.warn("The file is damaged: articles behind the damage are left out.")
	}
	if strays > 0 {
		l.warn("%s to feeds that are not in the list any more (%d starred) and %s left out.", many(strays, "article belongs", "articles belong"), marked, is(strays))
	}
	return nil
}

func is(n int) string {
	if n == 1 {
		return "is"
	}
	return "are"
}

// rowsAtOnce is how many rows one query reads.
const rowsAtOnce = 500

// readRows yields the articles of rows in their order.
func (l *Library) readRows(ctx context.Context, ids []int64, yield func(Article) error) error {
	for len(ids) > 0 {
		n := min(rowsAtOnce, len(ids))
		if err := l.readSome(ctx, ids[:n], yield); err != nil {
			return err
		}
		ids = ids[n:]
	}
	return nil
}

// readSome reads rows in one query. Where that meets damage, it reads the rest of them one
// by one.
func (l *Library) readSome(ctx context.Context, ids []int64, yield func(Article) error) error {
	done := 0 // how many of ids are behind us
	var stop stopped
	err := l.rowsOf(ctx, ids, func(r *row) error {
		done += slices.Index(ids[done:], r.id) + 1
		return yield(l.from(r))
	})
	switch {
	case err == nil, errors.As(err, &stop):
		return stop.error
	case ctx.Err() != nil:
		return ctx.Err()
	case len(ids) == 1:
		l.Lost++
		return nil
	}
	for _, id := range ids[done:] {
		if err := l.readSome(ctx, []int64{id}, yield); err != nil {
			return err
		}
	}
	return nil
}

// stopped is an error of who takes the rows, to be told from one of the file.
type stopped struct{ error }

func (l *Library) rowsOf(ctx context.Context, ids []int64, take func(*row) error) error {
	rows, err := l.db.QueryContext(ctx, l.query, numbers(ids))
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var r row
		if err := r.scan(rows); err != nil {
			return err
		}
		if err := take(&r); err != nil {
			return stopped{err}
		}
	}
	return rows.Err()
}

// numbers is a list of rows as json_each reads it.
func numbers(ids []int64) string {
	var b strings.Builder
	b.WriteByte('[')
	for i, id := range ids {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString(strconv.FormatInt(id, 10))
	}
	b.WriteByte(']')
	return b.String()
}

// selection is the query for the articles of rows: row and key of the feed, then the
// fields of row in their order as far as they are given, by their names. The cross join
// keeps the order of the list.
func selection(from, id, key string, fields map[string]string) string {
	text := "SELECT " + id + ", " + key
	for _, name := range []string{"guid", "link", "title", "summary", "content", "author", "email", "site",
		"categories", "comments", "enclosures", "published", "received", "updated", "read", "starred"} {
		expression := fields[name]
		if expression == "" {
			expression = "NULL"
		}
		text += ", " + expression
	}
	return fmt.Sprintf("%s FROM json_each(?) AS j CROSS JOIN %s WHERE %s = j.value", text, from, id)
}
