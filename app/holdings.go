package app

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
	"tidings/feeds/compare"
	"tidings/storage"
)

// Library is what the profile holds, and how safe it is.
type Library struct {
	Dir      string // of the profile
	Bytes    int64  // of the file with the articles
	Articles int    // without those of the bin
	Sources  int
	Starred  int
	Kept     int // articles of sources that were removed
	Bin      int
	Keep     feeds.Keep
	Examined time.Time // when the file was last found whole; zero: not yet
	Backups  []Backup  // latest first
}

// What the panes are told about copies of the file; storage says what the fields mean.
type (
	Backup       = storage.Backup
	BackupReason = storage.BackupReason
)

// The reasons for a backup.
const (
	Regular  = storage.Regular
	Wanted   = storage.Wanted
	Upgraded = storage.Upgraded
	Replaced = storage.Replaced
	Damaged  = storage.Damaged
)

// Library returns what the profile holds.
func (c *Core) Library(ctx context.Context) (Library, error) {
	l := Library{Dir: c.dir}
	stats, err := c.db.Stats(ctx)
	if err != nil {
		return l, fmt.Errorf("look at the library: %w", err)
	}
	counts, err := c.Counts(ctx)
	if err != nil {
		return l, fmt.Errorf("look at the library: %w", err)
	}
	l.Bytes, l.Articles, l.Bin = stats.Bytes, counts.Total, stats.Bin
	l.Sources, l.Starred, l.Kept = len(counts.Feeds), counts.Starred, counts.Kept
	if l.Keep, err = c.db.Keep(ctx); err != nil {
		return l, fmt.Errorf("look at the library: %w", err)
	}
	examined, err := c.db.Setting(ctx, examinedKey)
	if err != nil {
		return l, fmt.Errorf("look at the library: %w", err)
	}
	if at, err := time.Parse(time.RFC3339, examined); err == nil {
		l.Examined = at
	}
	if l.Backups, err = c.Backups(); err != nil {
		return l, fmt.Errorf("look at the library: %w", err)
	}
	return l, nil
}

// Check looks through the whole file for damage, and notes when it found none.
func (c *Core) Check(ctx context.Context) error {
	if err := c.db.Check(ctx); err != nil {
		return err
	}
	c.noteExamined(ctx)
	return nil
}

// noteExamined notes that the file was found whole. That it cannot be noted, where
// nothing can be written, is no damage.
func (c *Core) noteExamined(ctx context.Context) {
	if err := c.db.SetSetting(ctx, examinedKey, c.now().UTC().Format(time.RFC3339)); err != nil {
		c.log.Info("not noted that the file was examined", "err", err)
	}
}

// UndoTo takes back everything that the reader did since, and d itself; d is of
// History. It returns how many things that were.
func (c *Core) UndoTo(ctx context.Context, d Done) (int, error) {
	n := 0
	for {
		last, err := c.db.History(ctx, 1)
		if err != nil || len(last) == 0 || last[0].At.Before(d.At) {
			return n, err
		}
		_, err = c.Undo(ctx)
		switch {
		case errors.Is(err, storage.ErrNothingToUndo):
			return n, nil
		case errors.Is(err, storage.ErrGone): // nothing is left of it, so that is done
		case err != nil:
			return n, err
		default:
			n++
		}
		if last[0] == d {
			return n, nil
		}
	}
}

// A Piece of a text that was in the version before, in the one after, or in both.
type Piece = compare.Piece

// What became of a Piece.
const (
	Same    = compare.Same
	Removed = compare.Removed
	Added   = compare.Added
)

// An Edit is how a publisher changed an article: from what it was to what replaced it.
type Edit struct {
	At    time.Time // when the change arrived
	Title []Piece
	Text  []Piece
}

// Changed reports whether the reader would see a difference.
func (e Edit) Changed() bool {
	for _, p := range slices.Concat(e.Title, e.Text) {
		if p.Kind != Same {
			return true
		}
	}
	return false
}

// Changes are how an article's publisher changed it, the latest change first.
func (c *Core) Changes(ctx context.Context, id feeds.ArticleID) ([]Edit, error) {
	old, err := c.db.Revisions(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("changes of an article: %w", err)
	}
	a, err := c.db.Article(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("changes of an article: %w", err)
	}
	body, err := c.db.Body(ctx, id)
	if err != nil {
		return nil, fmt.Errorf("changes of an article: %w", err)
	}
	title, text := a.Title, PlainText(body.HTML)
	var out []Edit
	for _, r := range old {
		was := PlainText(r.Body.HTML)
		e := Edit{At: r.Replaced, Title: compare.Words(r.Title, title), Text: compare.Words(was, text)}
		if e.Changed() {
			out = append(out, e)
		}
		title, text = r.Title, was
	}
	return out, nil
}

// Doing tells of work on the file that takes long, such as a backup; ok is false if
// there is none.
func (c *Core) Doing() (w Work, ok bool) {
	if p := c.doing.Load(); p != nil {
		return *p, true
	}
	return Work{}, false
}

// atWork is told how far such work is, and rested that it is over.
func (c *Core) atWork(w Work) {
	c.doing.Store(&w)
	c.notify(Change{Progress: true})
}

func (c *Core) rested() {
	if c.doing.Swap(nil) != nil {
		c.notify(Change{Progress: true})
	}
}
