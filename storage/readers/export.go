package readers

import (
	"archive/zip"
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path"
	"strings"

	"tidings/feeds"
	"tidings/feeds/opml"
)

// FreshRSS, The Old Reader, Inoreader and others export articles, mostly those with a star,
// in the JSON of the Google Reader API; FreshRSS puts such files into a ZIP, with the
// subscriptions as OPML.

// exportLimit is how many bytes of such a file are read: it is held in memory.
const exportLimit = 256 << 20

// exported is an article as these files have it.
type exported struct {
	ID        string
	GUID      string // of FreshRSS, as the publisher gave it
	Title     string
	Author    string
	Published json.Number
	Updated   json.Number
	Canonical []struct{ Href string }
	Alternate []struct{ Href string }
	Enclosure []struct {
		Href, Type string
		Length     json.Number
	}
	Content    struct{ Content string }
	Summary    struct{ Content string }
	Categories []string
	Origin     struct{ StreamID, Title, HTMLURL, FeedURL string }
}

func (l *Library) openExport(ctx context.Context) error {
	f, err := os.Open(l.Path)
	if err != nil {
		return err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return err
	}
	archive, err := zip.NewReader(f, info.Size())
	if err != nil {
		return l.readExport(ctx, f, "")
	}
	for _, x := range archive.File {
		if err := l.readPart(ctx, x); err != nil {
			return err
		}
	}
	if len(l.Feeds) == 0 {
		return ErrUnknown
	}
	return nil
}

// readPart reads a file of an archive.
func (l *Library) readPart(ctx context.Context, x *zip.File) error {
	name := strings.ToLower(path.Base(x.Name))
	if !strings.HasSuffix(name, ".json") && !strings.HasSuffix(name, ".opml") && !strings.HasSuffix(name, ".xml") {
		return nil
	}
	r, err := x.Open()
	if err != nil {
		l.warn("%s in the archive cannot be read and is left out.", path.Base(x.Name))
		return nil
	}
	defer r.Close()
	if strings.HasSuffix(name, ".json") {
		err = l.readExport(ctx, r, name)
	} else {
		var doc *opml.Document
		if doc, err = opml.Read(io.LimitReader(r, exportLimit)); err == nil {
			l.outlines(doc.Outlines, nil)
		}
	}
	if err != nil && ctx.Err() == nil {
		l.warn("%s in the archive cannot be read and is left out.", path.Base(x.Name))
		return nil
	}
	return err
}

// readExport reads articles one after another, up to where the file is damaged.
func (l *Library) readExport(ctx context.Context, r io.Reader, name string) error {
	in := json.NewDecoder(bufio.NewReader(io.LimitReader(r, exportLimit)))
	starred := strings.HasPrefix(name, "starred")
	n, err := 0, enter(in)
	for err == nil && in.More() {
		if err := ctx.Err(); err != nil {
			return err
		}
		var x exported
		if err = in.Decode(&x); err != nil {
			var kind *json.UnmarshalTypeError
			if errors.As(err, &kind) { // one that says something else
				l.Lost++
				err = nil
			}
			continue
		}
		n++
		l.hold(x, starred)
	}
	if err == nil {
		return nil
	}
	if n == 0 {
		return fmt.Errorf("%w: %w", ErrUnknown, err)
	}
	l.warn("The file is damaged: articles behind the damage are left out.")
	return nil
}

// enter goes to the first article: into the list "items" of an object.
func enter(in *json.Decoder) error {
	if t, err := in.Token(); err != nil || t != json.Delim('{') {
		return errors.Join(ErrUnknown, err)
	}
	for in.More() {
		key, err := in.Token()
		if err != nil {
			return err
		}
		if key != "items" {
			var other json.RawMessage
			if err := in.Decode(&other); err != nil {
				return err
			}
			continue
		}
		t, err := in.Token()
		if err == nil && t != json.Delim('[') {
			err = ErrUnknown
		}
		return err
	}
	return ErrUnknown
}

// hold takes an article over.
func (l *Library) hold(x exported, starred bool) {
	address := x.Origin.FeedURL
	if address == "" {
		address = strings.TrimPrefix(x.Origin.StreamID, "feed/")
	}
	i, ok := l.add(Feed{URL: address, Site: webAddress(x.Origin.HTMLURL), Title: x.Origin.Title})
	if !ok {
		l.Lost++
		return
	}
	a := x.article()
	a.Status.Starred = a.Status.Starred || starred
	for len(l.held) <= i {
		l.held = append(l.held, nil)
	}
	l.held[i] = append(l.held[i], a)
	f := &l.Feeds[i]
	f.Articles++
	if !a.Status.Read {
		f.Unread++
	}
	if a.Status.Starred {
		f.Starred++
	}
}

func (x exported) article() Article {
	r := row{guid: x.GUID, title: x.Title, author: x.Author, summary: x.Summary.Content, content: x.Content.Content}
	if r.guid == "" && !strings.HasPrefix(x.ID, "tag:google.com,") && !strings.HasPrefix(x.ID, "user/") {
		r.guid = x.ID
	}
	for _, list := range [][]struct{ Href string }{x.Canonical, x.Alternate} {
		for _, one := range list {
			if r.link == "" {
				r.link = webAddress(one.Href)
			}
		}
	}
	if r.content == "" {
		r.content, r.summary = r.summary, ""
	}
	a := r.entry()
	a.Published, a.Updated = seconds(x.Published.String()), seconds(x.Updated.String())
	for _, e := range x.Enclosure {
		if file := webAddress(e.Href); file != "" {
			n, _ := e.Length.Int64()
			a.Enclosures = append(a.Enclosures, feeds.Enclosure{URL: file, Type: oneLine(e.Type), Length: max(0, n)})
		}
	}
	a.Status.Read = true // what was exported is kept, not waiting: only what says so is unread
	for _, c := range x.Categories {
		switch {
		case strings.HasSuffix(c, "/state/com.google/starred"):
			a.Status.Starred = true
		case strings.HasSuffix(c, "/state/com.google/kept-unread"), strings.HasSuffix(c, "/state/com.google/unread"):
			a.Status.Read = false
		case !strings.HasPrefix(c, "user/"):
			a.Categories = append(a.Categories, oneLine(c))
		}
	}
	return a
}
