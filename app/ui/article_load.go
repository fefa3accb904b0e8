package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	"tidings/app"
	"tidings/feeds"
	"tidings/feeds/content"
)

// articleLoad is what the pane reads of an article.
type articleLoad struct {
	a       feeds.Article
	body    feeds.Body
	note    string
	blocks  []content.Block
	reading readingChoice
	place   feeds.Place // where the reader left it
	remote  bool        // its pictures are fetched from their servers
	beside  app.Coverage
}

// read reads an article; own says that the feed's own text is wanted.
func (p *articlePane) read(ctx context.Context, id feeds.ArticleID, own bool) (l articleLoad, err error) {
	core := p.w.core
	if l.a, err = core.Article(ctx, id); err != nil {
		return l, err
	}
	if l.body, err = core.Body(ctx, id); err != nil {
		return l, err
	}
	if l.a.Noted {
		if l.note, err = core.Note(ctx, id); err != nil {
			return l, err
		}
	}
	l.blocks = textBlocks(l.a, l.body, own)
	if l.reading, err = p.w.readingOf(ctx, l.a.Feed); err != nil {
		return l, err
	}
	if l.place, err = core.Place(ctx, id); err != nil {
		return l, err
	}
	if l.remote, err = core.ShowsPictures(ctx, l.a.Feed); err != nil {
		return l, err
	}
	l.beside, err = core.Coverage(ctx, id)
	return l, err
}

// load brings an article into the pane: anew because the reader opened it, where
// they left it, or again because something about it may have changed.
func (p *articlePane) load(id feeds.ArticleID, anew bool) {
	current := p.loads.next()
	p.coming, p.stale = anew, false
	var l articleLoad
	var err error
	own := p.own
	p.w.worker.load(func(ctx context.Context) { l, err = p.read(ctx, id, own) }, func() {
		if !current() {
			return
		}
		p.coming = false
		switch {
		case errors.Is(err, feeds.ErrNotFound) && !anew:
			p.clear() // deleted meanwhile
		case err != nil:
			p.w.fail(err)
		default:
			p.take(l, anew)
		}
	})
}

// take shows what was read.
func (p *articlePane) take(l articleLoad, anew bool) {
	same := !anew && p.same(l)
	p.a, p.body, p.beside, p.note, p.blocks, p.remote = l.a, l.body, l.beside, l.note, l.blocks, l.remote
	if same {
		return // nothing that the reader would see
	}
	if p.reading.feed != l.reading.feed || anew {
		p.useReading(l.reading)
	}
	p.page.origin = pageOrigin{l.a.Title, p.w.names[l.a.Feed], httpOnly(l.a.Link)}
	if anew {
		p.page.holdPictures(!l.remote)
		p.page.returnTo(p.elements(p.blocks), l.place)
	} else {
		p.show(keepPlace)
	}
	p.w.title()
	if anew {
		p.opened()
	}
	if p.noteNext {
		p.editNote()
	}
	if p.stale {
		p.refreshFoot()
	}
}

// same reports whether what was read looks as what is shown.
func (p *articlePane) same(l articleLoad) bool {
	return p.a.ID == l.a.ID && p.a.Status == l.a.Status && p.a.Changed == l.a.Changed && p.a.Pictures == l.a.Pictures &&
		p.a.Deleted.Equal(l.a.Deleted) && l.body == p.body && l.note == p.note &&
		slices.Equal(p.a.Topics, l.a.Topics) && alike(p.beside, l.beside)
}

// alike reports whether both would look the same.
func alike(a, b app.Coverage) bool {
	if len(a.Members) != len(b.Members) || len(a.Related) != len(b.Related) || a.Story.ID != b.Story.ID {
		return false
	}
	for i := range a.Members {
		if a.Members[i].ID != b.Members[i].ID {
			return false
		}
	}
	for i := range a.Related {
		if a.Related[i].ID != b.Related[i].ID {
			return false
		}
	}
	return true
}

// placeDelay is how long the reader must not have scrolled until their place is kept.
const placeDelay = 2 * time.Second

// scrolled keeps the reader's place once they rest there.
func (p *articlePane) scrolled() {
	if p.coming || p.a.ID == 0 || p.edits != nil {
		return
	}
	current := p.rests.next()
	p.w.worker.after(placeDelay, func() {
		if current() {
			p.leave()
		}
	})
}

// leave keeps the place in the article that is shown.
func (p *articlePane) leave() {
	if save := p.leaving(); save != nil {
		p.keeps.do(func() {
			if err := save(); err != nil {
				p.w.worker.back(func() { p.w.fail(err) })
			}
		})
	}
}

// leaving is what keeps the place in the article that is shown; nil if there is
// nothing to keep.
func (p *articlePane) leaving() (save func() error) {
	p.rests.next()
	if p.a.ID == 0 || p.edits != nil || p.page.awaited {
		return nil
	}
	id, at := p.a.ID, p.page.place()
	if at == p.kept && id == p.keptOf {
		return nil
	}
	p.kept, p.keptOf = at, id
	return func() error { return p.w.core.SavePlace(context.WithoutCancel(p.w.worker.ctx), id, at) }
}
