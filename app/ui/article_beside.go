package ui

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// What stands below an article: the full coverage of its story, and related articles;
// and above it, if it is asked for, the article in three sentences.

// coverage is what other sources say about the event.
func (p *articlePane) coverage() []pageElement {
	story := p.beside.Story
	if story.Sources < 2 {
		return nil
	}
	now := time.Now()
	out := []pageElement{pageSection{title: "Full coverage", note: viewmodel.CoverageSummary(story, p.beside.Members, now)}}
	own, copies := viewmodel.FoldCopies(p.beside.Members, p.a.ID)
	for _, m := range own {
		out = append(out, p.report(m, copies[m.ID], now))
		if p.unfolded[m.ID] {
			for _, c := range copies[m.ID] {
				out = append(out, p.report(c, nil, now))
			}
		}
	}
	follow := pageAction{icon: "star", label: "Follow", hint: "Be told when more comes (w)"}
	if p.w.following.has(story.ID) {
		follow = pageAction{icon: "star-filled", label: "Following", hint: "Stop following (w)", on: true}
	}
	follow.tap = func() { p.w.following.turn(story.ID, story.Lead.Title) }
	return append(out, pageActions{{label: "The whole story →", hint: "c", tap: func() { p.w.openStory(story.ID) }}, follow})
}

// report is a row of the full coverage.
func (p *articlePane) report(m feeds.Member, copies []feeds.Member, now time.Time) pageRow {
	r := p.row(m.Article, m.Why, now)
	r.items = func() []*fyne.MenuItem { return p.reportItems(m.Article) }
	if m.First {
		r.badges = append(r.badges, rowBadge{text: "first", strong: true, hint: "Reported first"})
	}
	switch {
	case len(copies) > 0:
		r.badges = append(r.badges, rowBadge{text: viewmodel.CopiesName(len(copies)), hint: "The same agency text in other sources", tap: func() {
			p.unfolded[m.ID] = !p.unfolded[m.ID]
			p.again()
		}})
	case m.CopyOf != 0:
		r.badges = append(r.badges, rowBadge{text: "same text"})
	}
	return r
}

// row is a row for an article that belongs beside the one that is shown.
func (p *articlePane) row(a feeds.Article, why string, now time.Time) pageRow {
	meta := viewmodel.Isolate(p.w.names[a.Feed])
	if tag := viewmodel.OtherLanguage(a, p.a.Language); tag != "" {
		meta += " · " + tag
	}
	return pageRow{
		left: viewmodel.Clock(a.Date(), now), source: p.w.names[a.Feed], title: titleOf(a), lang: a.Language,
		meta: meta, hint: why, read: a.Status.Read, tap: func() { p.w.openBeside(a.ID) },
	}
}

// reportItems is the menu of a row of the full coverage.
func (p *articlePane) reportItems(a feeds.Article) []*fyne.MenuItem {
	var g menuGroups
	g.add(fyne.NewMenuItem("Open", func() { p.w.openBeside(a.ID) }))
	if httpOnly(a.Link) != "" {
		g.items = append(g.items, fyne.NewMenuItem("Open in the browser", func() { p.w.follow(a.Link) }))
	}
	g.add(p.w.apartItems(a, p.beside.Members)...)
	return g.items
}

// related is what shares the subject but not the event: what led here, and what
// followed.
func (p *articlePane) related() []pageElement {
	led, followed := viewmodel.LedAndFollowed(p.beside.Related, p.a.Date())
	now := time.Now()
	var out []pageElement
	add := func(title, note string, list []feeds.Relation) {
		if len(list) == 0 {
			return
		}
		out = append(out, pageSection{title: title, note: note})
		for _, r := range list {
			out = append(out, p.row(r.Article, r.Why, now))
		}
	}
	add("What led here", "related, from before", led)
	add("What followed", "related, from after", followed)
	return out
}

// summaryFrom is how many words an article has at least that is worth summing up.
const summaryFrom = 300

// shortened is an article in three sentences.
type shortened struct {
	list []feeds.Sentence
	busy bool
	why  string // there are none
}

func (s shortened) shown() bool { return s.busy || s.why != "" || len(s.list) > 0 }

// summarise shows the article in three sentences, or takes them away.
func (p *articlePane) summarise() {
	switch {
	case p.endSummary() || p.a.ID == 0:
		return
	case p.a.Words < summaryFrom:
		p.w.notices.say("This article is short as it is.", "", nil)
		return
	}
	id := p.a.ID
	p.short = shortened{busy: true}
	p.showSummary()
	var list []feeds.Sentence
	var err error
	p.w.worker.load(func(ctx context.Context) { list, err = p.w.core.Summary(ctx, id) }, func() {
		if p.a.ID != id || !p.short.busy {
			return
		}
		p.short = shortened{list: list}
		switch {
		case err != nil:
			p.short.why = app.Explain(err)
		case len(list) == 0:
			p.short.why = "No sentences stand for this text."
		}
		p.showSummary()
	})
}

// showSummary brings the top of the article into view, where the sentences are.
func (p *articlePane) showSummary() {
	if p.edits == nil {
		p.show(0)
	}
}

// endSummary takes the sentences away; it is false if there are none.
func (p *articlePane) endSummary() bool {
	if !p.short.shown() {
		return false
	}
	p.short = shortened{}
	p.again()
	return true
}

// summary is the article in three sentences, if that was asked for.
func (p *articlePane) summary() []pageElement {
	switch s := p.short; {
	case s.busy:
		return []pageElement{pageSummary{note: "Reading…"}}
	case s.why != "":
		return []pageElement{pageSummary{note: s.why}}
	case len(s.list) > 0:
		e := pageSummary{lang: p.a.Language, note: "taken from the text as they stand there"}
		for _, x := range s.list {
			e.sentences = append(e.sentences, x.Text)
		}
		return []pageElement{e}
	}
	return nil
}
