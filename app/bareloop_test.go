package app

import (
	"bytes"
	"compress/gzip"
	"context"
	"database/sql"
	"io"
	"net/http"
	"path/filepath"
	"strings"
	"testing"

	"github.com/mmcdole/gofeed"
	"golang.org/x/sync/errgroup"
	_ "modernc.org/sqlite" // the driver of database/sql
)

// The bare loop is the least that any program has to do to have the articles of
// many feeds stored and searchable: HTTP, gofeed, markup stripped, SQLite with
// FTS5. It keeps nothing that a reader needs, such as what was read, and is what
// our own refresh is measured against.

// bareArticle is what the bare loop stores of an article.
type bareArticle struct{ guid, link, title, published, html, text string }

// bareLoop asks all feeds of an edition, 32 at a time, and stores 500 articles a
// transaction. It returns how many were stored.
func bareLoop(tb testing.TB, e *edition) int {
	db, err := sql.Open("sqlite", filepath.Join(tb.TempDir(), "bare.db")+"?_pragma=journal_mode(WAL)&_pragma=synchronous(NORMAL)")
	if err != nil {
		tb.Fatal(err)
	}
	defer db.Close()
	for _, s := range []string{
		`CREATE TABLE articles (id INTEGER PRIMARY KEY, guid TEXT UNIQUE, link TEXT, title TEXT, published TEXT, html TEXT, text TEXT)`,
		`CREATE VIRTUAL TABLE words USING fts5(title, text, content='articles', content_rowid='id')`,
	} {
		if _, err := db.Exec(s); err != nil {
			tb.Fatal(err)
		}
	}
	articles := make(chan bareArticle, batch)
	go func() {
		defer close(articles)
		if err := bareFetch(e, func(a bareArticle) { articles <- a }); err != nil {
			tb.Error(err)
		}
	}()
	stored := 0
	var list []bareArticle
	for a := range articles {
		if list = append(list, a); len(list) == batch {
			stored += bareStore(tb, db, list)
			list = list[:0]
		}
	}
	return stored + bareStore(tb, db, list)
}

// bareFetch asks, parses and strips.
func bareFetch(e *edition, found func(bareArticle)) error {
	return bareGet(e, func(body []byte) error {
		doc, err := gofeed.NewParser().Parse(bytes.NewReader(body))
		if err != nil {
			return err
		}
		for _, item := range doc.Items {
			html := item.Content
			if html == "" {
				html = item.Description
			}
			found(bareArticle{item.GUID, item.Link, item.Title, item.Published, html, strip(html)})
		}
		return nil
	})
}

// bareGet asks all feeds and passes on the bodies.
func bareGet(e *edition, got func([]byte) error) error {
	client := &http.Client{Transport: e.transport()}
	defer client.CloseIdleConnections()
	var asking errgroup.Group
	asking.SetLimit(32)
	for i := range e.pages[0] {
		asking.Go(func() error {
			req, err := http.NewRequestWithContext(context.Background(), http.MethodGet, feedURL(i), nil)
			if err != nil {
				return err
			}
			resp, err := client.Do(req)
			if err != nil {
				return err
			}
			defer resp.Body.Close()
			z, err := gzip.NewReader(resp.Body)
			if err != nil {
				return err
			}
			body, err := io.ReadAll(z)
			if err != nil {
				return err
			}
			return got(body)
		})
	}
	return asking.Wait()
}

// strip takes the markup away, with no thought of what it means.
func strip(html string) string {
	var b strings.Builder
	for {
		before, rest, ok := strings.Cut(html, "<")
		b.WriteString(before)
		if !ok {
			return b.String()
		}
		_, html, _ = strings.Cut(rest, ">")
	}
}

func bareStore(tb testing.TB, db *sql.DB, list []bareArticle) int {
	tx, err := db.Begin()
	if err != nil {
		tb.Fatal(err)
	}
	defer tx.Rollback() // does nothing after Commit
	article, err := tx.Prepare(`INSERT INTO articles (guid, link, title, published, html, text) VALUES (?, ?, ?, ?, ?, ?)`)
	if err != nil {
		tb.Fatal(err)
	}
	words, err := tx.Prepare(`INSERT INTO words (rowid, title, text) VALUES (?, ?, ?)`)
	if err != nil {
		tb.Fatal(err)
	}
	for _, a := range list {
		r, err := article.Exec(a.guid, a.link, a.title, a.published, a.html, a.text)
		if err != nil {
			tb.Fatal(err)
		}
		id, _ := r.LastInsertId() // SQLite always says
		if _, err := words.Exec(id, a.title, a.text); err != nil {
			tb.Fatal(err)
		}
	}
	if err := tx.Commit(); err != nil {
		tb.Fatal(err)
	}
	return len(list)
}
