package app

import (
	"cmp"
	"context"
	"errors"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/storage"
	"tidings/storage/readers"
)

// A bringer takes over what another reader has, some articles at a time: memory is that
// of a batch, however many there are.
type bringer struct {
	core *Core
	lib  *readers.Library
	name string
	done func(n, of int)

	entry storage.ImportID
	sum   Imported
	feed  feeds.Feed // whose articles come just now
	batch []readers.Article
	bytes int // of the texts in batch
	seen  int // articles
	of    int
}

// broughtBytes is how much text a batch has at most, beside its last article.
const broughtBytes = 8 << 20

// run subscribes and then brings the articles feed by feed.
func (b *bringer) run(ctx context.Context, leave map[string]bool) error {
	c := b.core
	without := plainAddresses(leave)
	var list []storage.Subscription
	var places []int
	for i, s := range c.libraryList(b.lib) {
		if without[plainAddress(withoutLogin(s.Feed.URL))] {
			continue
		}
		if _, err := c.db.FeedByURL(ctx, withoutLogin(s.Feed.URL)); err == nil {
			s.Path = nil // it stays where it is, and no empty folder is made for it
		}
		list, places = append(list, s), append(places, i)
		b.of += b.lib.Feeds[i].Articles
	}
	logins := takeLogins(list)
	begun, err := c.db.BeginImport(ctx, b.what(), list, b.searches())
	if err != nil {
		return err
	}
	b.entry = begun.Import
	b.sum.Added, b.sum.Existing, b.sum.Searches = begun.Added, begun.Existing, begun.Searches
	c.notify(Change{Feeds: true})
	err = c.keepLogins(ctx, logins)
	for i, place := range places {
		if err != nil {
			break
		}
		err = b.bring(ctx, begun.Feeds[i], place)
	}
	if b.entry == 0 || errors.Is(err, storage.ErrImportUndone) {
		return err
	}
	return errors.Join(err, c.db.EndImport(context.WithoutCancel(ctx), b.entry, b.what()))
}

func (b *bringer) what() string {
	if !b.sum.Any() {
		return "Imported from " + b.name
	}
	return b.sum.Said() + " from " + b.name
}

func (b *bringer) searches() []feeds.Search {
	var out []feeds.Search
	for _, x := range b.lib.Searches {
		out = append(out, feeds.Search{Name: named(x.Name, feeds.Scope{Text: x.Text}), Scope: feeds.Scope{Text: x.Text}})
	}
	return out
}

// bring takes over the articles of a feed.
func (b *bringer) bring(ctx context.Context, id feeds.FeedID, place int) error {
	f, err := b.core.db.Feed(ctx, id)
	if errors.Is(err, feeds.ErrNotFound) { // unsubscribed from meanwhile
		return nil
	}
	if err != nil {
		return err
	}
	b.feed = f
	err = b.lib.Articles(ctx, place, func(a readers.Article) error {
		b.batch = append(b.batch, a)
		if b.bytes += len(a.Content) + len(a.Summary); len(b.batch) < batch && b.bytes < broughtBytes {
			return nil
		}
		return b.flush(ctx)
	})
	if err != nil {
		return err
	}
	return b.flush(ctx)
}

// flush stores the batch. What stands in it twice, or was stored by a refresh just then, is
// looked at once more: a star may be on either.
func (b *bringer) flush(ctx context.Context) error {
	list := b.batch
	b.batch, b.bytes = nil, 0
	for range 2 {
		if len(list) == 0 {
			break
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		again, err := b.store(ctx, list)
		if errors.Is(err, feeds.ErrNotFound) { // unsubscribed from meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		b.seen += len(list) - len(again)
		list = again
	}
	b.seen += len(list)
	if b.done != nil {
		b.done(min(b.seen, b.of), b.of)
	}
	return nil
}

func (b *bringer) store(ctx context.Context, list []readers.Article) (again []readers.Article, err error) {
	entries := make([]feeds.Entry, len(list))
	for i := range list {
		entries[i] = b.entryOf(list[i])
	}
	known, err := b.core.db.Known(ctx, b.feed.ID, entries)
	if err != nil {
		return nil, err
	}
	brought := make([]storage.Brought, len(list))
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i, m := range known {
		brought[i] = storage.Brought{Incoming: storage.Incoming{Entry: entries[i], Match: m}, Status: list[i].Status}
		if m.Kind == storage.New {
			group.Go(func() error {
				brought[i].Incoming = prepare(entries[i], m, b.feed.Site, b.feed.Language, entries[i].Received)
				return nil
			})
		}
	}
	_ = group.Wait() // preparing cannot fail
	taken, err := b.core.db.SaveBrought(ctx, &b.entry, b.what(), b.feed.ID, brought)
	if err != nil {
		return nil, err
	}
	b.sum.Articles += taken.New
	b.sum.Read += taken.Read
	b.sum.Starred += taken.Starred
	for _, i := range taken.Again {
		again = append(again, list[i])
	}
	if taken.New > 0 {
		b.core.notify(Change{Feeds: true, Articles: true})
	}
	return again, nil
}

// entryOf is an article as a feed's document would have it. It was received when the other
// reader received it, so that it lies in the past where it belongs.
func (b *bringer) entryOf(a readers.Article) feeds.Entry {
	now := b.core.now()
	e := a.Entry
	e.Received = cmp.Or(a.Received, a.Published)
	if e.Received.IsZero() || e.Received.After(now) {
		e.Received = now
	}
	if strings.ContainsAny(e.Title, "<&") { // some keep titles as HTML
		e.Title = strings.Join(strings.Fields(content.Process(e.Title, "").Text), " ")
	}
	return e
}
