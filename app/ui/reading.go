package ui

import (
	"context"
	"fmt"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// readingName is the name under which the style of a feed, or of all, is kept.
const readingName = "reading"

// readingChoice is how the articles of the feed in view are set.
type readingChoice struct {
	feed  feeds.FeedID
	style viewmodel.ReadingStyle
	own   bool // the feed has a style of its own
	set   pageSetting
}

// readingOf reads how the articles of a feed are set. It runs elsewhere: a font of
// the reader's takes its time the first time.
func (w *window) readingOf(ctx context.Context, id feeds.FeedID) (readingChoice, error) {
	all, err := w.core.FeedSetting(ctx, 0, readingName)
	if err != nil {
		return readingChoice{}, err
	}
	feed, err := w.core.FeedSetting(ctx, id, readingName)
	if err != nil {
		return readingChoice{}, err
	}
	c := readingChoice{feed: id}
	c.style, c.own = viewmodel.ReadingOf(all, feed)
	c.set = settingOf(c.style, ownFamily)
	return c, nil
}

// ownFamily is an installed family by its name; the usual one if it is gone.
func ownFamily(name string) typeset.Family {
	if fonts, err := faces(); err == nil {
		if family, ok := fonts.Own(name); ok {
			return family
		}
	}
	return typeset.Serif
}

// useReading sets the page as the reader wants it for the feed.
func (p *articlePane) useReading(c readingChoice) {
	p.reading = c
	p.page.set = c.set.withDefaults()
}

// setReading changes how articles are set, shows it, and keeps it: for the feed in
// view if it is to have a style of its own, else for all.
func (p *articlePane) setReading(style viewmodel.ReadingStyle, own bool) {
	c := readingChoice{feed: p.reading.feed, style: style, own: own}
	p.reading = c
	current := p.styles.next()
	p.w.worker.load(func(ctx context.Context) {
		c.set = settingOf(style, ownFamily)
	}, func() {
		if current() && p.reading.feed == c.feed {
			p.reading = c
			p.page.restyle(c.set)
		}
	})
	id, value := feeds.FeedID(0), style.JSON()
	if own {
		id, value = c.feed, style.FeedJSON()
	}
	p.keeps.do(func() { // one after the other: the last change is the one that stays
		if err := p.w.core.SetFeedSetting(p.w.worker.ctx, id, readingName, value); err != nil {
			p.w.worker.back(func() { p.w.fail(err) })
		}
	})
}

// shareReading gives up the feed's own style: it is set as all others again.
func (p *articlePane) shareReading() {
	id := p.reading.feed
	var c readingChoice
	var err error
	p.w.worker.load(func(ctx context.Context) {
		if err = p.w.core.SetFeedSetting(ctx, id, readingName, ""); err == nil {
			c, err = p.w.readingOf(ctx, id)
		}
	}, func() {
		if err != nil {
			p.w.fail(err)
			return
		}
		if p.reading.feed != id {
			return
		}
		p.useReading(c)
		p.page.restyle(c.set)
		if p.panel != nil {
			p.panel.tell()
		}
	})
}

// zoom makes the text larger or smaller by steps; zero is the usual size.
func (p *articlePane) zoom(steps int) {
	style := p.reading.style
	if steps == 0 {
		style.Size = 0
	} else {
		style = style.Larger(steps)
	}
	p.setReading(style, p.reading.own)
	p.w.notices.say(fmt.Sprintf("Text at %d %%.", style.Percent()), "", nil)
	if p.panel != nil {
		p.panel.tell()
	}
}
