package readers

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"
)

// A folder of another program, or whatever stands in its tree.
type folder struct{ title, parent string }

// A tree has folders by their keys.
type tree map[string]folder

// folders reads a table with a tree in it.
func (d *database) folders(ctx context.Context, table, id, parent, title string) (tree, error) {
	out := tree{}
	if !d.has(ctx, table, id, title) {
		return out, nil
	}
	above := d.text(ctx, "t", table, parent)
	rows, err := d.QueryContext(ctx, `SELECT IFNULL(CAST(t."`+id+`" AS TEXT), ''), IFNULL(`+above+`, ''), IFNULL(`+d.text(ctx, "t", table, title)+`, '') FROM "`+table+`" AS t`)
	if err != nil {
		return nil, unreadable(ctx, err)
	}
	defer rows.Close()
	for rows.Next() {
		var key string
		var f folder
		if rows.Scan(&key, &f.parent, &f.title) == nil {
			f.title = oneLine(strings.ToValidUTF8(f.title, "\uFFFD"))
			out[key] = f
		}
	}
	return out, nil // a damaged tree gives fewer folders, no fewer feeds
}

// deepest is how many folders lie inside each other at most: a damaged tree may be a ring.
const deepest = 20

// path are the names of the folders from the top to the one of a key.
func (t tree) path(key string) []string {
	var out []string
	for range deepest {
		f, ok := t[key]
		if !ok {
			break
		}
		if f.title != "" {
			out = append(out, f.title)
		}
		key = f.parent
	}
	slices.Reverse(out)
	return out
}

// seconds is a Unix time as text; zero for what is none, and for what no feed can say.
func seconds(text string) time.Time {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return time.Time{}
	}
	return believed(time.UnixMilli(int64(n * 1000)).UTC())
}

// milliseconds is the same for programs that count them.
func milliseconds(text string) time.Time {
	n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
	if err != nil {
		return time.Time{}
	}
	return believed(time.UnixMilli(int64(n)).UTC())
}

// written is a time as a program wrote it in letters.
func written(text string) time.Time {
	text = strings.TrimSpace(text)
	for _, form := range []string{"2006-01-02T15:04:05", time.RFC3339, "2006-01-02 15:04:05", "2006-01-02T15:04"} {
		if t, err := time.Parse(form, text); err == nil {
			return believed(t.UTC())
		}
	}
	return time.Time{}
}

// believed is a time within the age of feeds, else zero.
func believed(t time.Time) time.Time {
	if t.Year() < 1980 || t.Year() > 2200 {
		return time.Time{}
	}
	return t
}
