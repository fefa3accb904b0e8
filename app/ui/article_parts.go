package ui

import (
	"cmp"
	"fmt"
	"strings"
	"time"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds"
	"tidings/feeds/content"
)

// elements are everything on the page, from the head to what is related.
func (p *articlePane) elements(blocks []content.Block) []pageElement {
	a := p.a
	var out []pageElement
	if p.back {
		out = append(out, pageActions{{icon: "back", label: "Back", hint: "Back (b)", tap: p.w.back}})
	}
	out = append(out,
		pageFacts{source: p.w.names[a.Feed], facts: p.facts(p.w.now()), badge: p.badge()},
		pageHeadline{text: a.Title, lang: a.Language, link: httpOnly(a.Link)},
		pageByline{facts: p.authors(), actions: p.actions()},
		p.topics())
	out = append(out, p.noteElements()...)
	out = append(out, pageRule{})
	if p.edits != nil {
		return append(out, p.editElements()...)
	}
	out = append(out, p.summary()...)
	if lead := p.leadPicture(blocks); lead != nil {
		out = append(out, pageBlocks{blocks: lead, lang: a.Language})
	}
	if len(blocks) == 0 {
		text := "The feed gives no text for this article. f fetches it from its page."
		if a.Link == "" {
			text = "The feed gives no text for this article."
		}
		out = append(out, pageCaption{spans: []content.Span{{Text: text}}})
	}
	out = append(out, pageBlocks{blocks: blocks, lang: a.Language})
	if p.busy {
		out = append(out, pageCaption{spans: []content.Span{{Text: "Fetching the full text…"}}})
	} else if p.comment != "" {
		out = append(out, pageCaption{spans: []content.Span{{Text: p.comment}}})
	}
	out = append(out, p.files()...)
	if a.Rights != "" {
		out = append(out, pageCaption{spans: []content.Span{{Text: a.Rights}}})
	}
	out = append(out, p.coverage()...)
	out = append(out, p.related()...)
	return append(out, p.turning())
}

// facts are source, section, date and reading time.
func (p *articlePane) facts(now time.Time) []pageFact {
	a := p.a
	when, full := viewmodel.Published(a, now)
	out := []pageFact{{text: viewmodel.Isolate(p.w.names[a.Feed]), hint: "All articles of this source", tap: func() { p.w.openFeed(a.Feed) }}}
	if section := viewmodel.Section(a); section != "" {
		out = append(out, pageFact{text: viewmodel.Isolate(section), hint: "The section, as its publisher calls it"})
	}
	out = append(out, pageFact{text: when, hint: full})
	switch updated := viewmodel.UpdatedAt(a, now); {
	case a.Changed:
		out = append(out, pageFact{text: cmp.Or(updated, "changed"), hint: "What its publisher changed (D)", on: true, tap: p.toggleChanges})
	case updated != "":
		out = append(out, pageFact{text: updated, hint: full})
	}
	if r := viewmodel.Reading(a.Words, app.ReadingSpeed(a.Language)); r != "" {
		out = append(out, pageFact{text: r, hint: fmt.Sprintf("%s to read %s", r, plural(a.Words, "word", "words"))})
	}
	if a.Words >= summaryFrom {
		out = append(out, pageFact{text: "in short", hint: "Three sentences of it (i)", on: p.short.shown(), tap: p.summarise})
	}
	return out
}

// mostAuthors is how many authors are named.
const mostAuthors = 6

// authors lead to what else they wrote.
func (p *articlePane) authors() []pageFact {
	var out []pageFact
	for i, x := range p.a.Authors {
		name := strings.TrimSpace(x.Name)
		if name == "" {
			continue
		}
		if rest := len(p.a.Authors) - i; len(out) == mostAuthors && rest > 1 {
			return append(out, pageFact{text: fmt.Sprintf("and %d more", rest)})
		}
		text := viewmodel.Isolate(name)
		if len(out) == 0 {
			text = "By " + text
		}
		out = append(out, pageFact{text: text, hint: "What " + name + " wrote", tap: func() { p.w.openAuthor(name) }})
	}
	return out
}

// badge says what of the article is here.
func (p *articlePane) badge() string {
	switch full := p.body.Full != ""; {
	case p.own && full:
		return "the feed's own text"
	case full && p.a.Pictures == feeds.PicturesAll:
		return "full text, offline"
	case full:
		return "full text"
	case p.a.Offline():
		return "offline"
	}
	return ""
}

func (p *articlePane) actions() []pageAction {
	a := p.a
	star := "star"
	if a.Status.Starred {
		star = "star-filled"
	}
	list := []pageAction{
		{icon: star, label: "Star", hint: "Star (s)", on: a.Status.Starred, tap: p.w.toggleStar},
		{icon: "later", label: "Later", hint: "Read later (l)", on: a.Status.Later, tap: p.w.toggleLater},
	}
	if httpOnly(a.Link) != "" {
		list = append(list,
			pageAction{icon: "open", label: "Open", hint: "Open in the browser (o)", tap: p.w.browse},
			pageAction{icon: "fulltext", label: "Full text", hint: "Full text, or the feed's own (f)", on: p.body.Full != "" && !p.own, tap: p.w.fullText})
	}
	return append(list,
		pageAction{label: "Aa", hint: "How articles are set (z)", tap: p.toggleReading},
		pageAction{icon: "more", hint: moreHint, tap: p.openMore})
}

// leadPicture is the article's picture where its text has none.
func (p *articlePane) leadPicture(blocks []content.Block) []content.Block {
	if p.a.Image == "" || hasPicture(blocks) {
		return nil
	}
	return []content.Block{{Kind: content.Figure, Picture: &content.Picture{URL: p.a.Image}}}
}

func hasPicture(blocks []content.Block) bool {
	for _, b := range blocks {
		if b.Kind == content.Figure || hasPicture(b.Children) {
			return true
		}
	}
	return false
}

// files are what belongs to the article and the page does not show already:
// enclosures, chapters, transcripts, comments.
func (p *articlePane) files() []pageElement {
	var out []pageElement
	for _, x := range p.a.Enclosures {
		if strings.HasPrefix(x.Type, "image/") || httpOnly(x.URL) == "" {
			continue
		}
		card := pageCard{sign: viewmodel.FileSign(x.Type), title: viewmodel.FileName(x), note: viewmodel.FileNote(x), link: x.URL}
		if viewmodel.IsSound(x) {
			a := p.a
			card.tap = func() { p.w.play(a, x) }
		}
		out = append(out, card)
	}
	for _, l := range p.a.Links {
		if httpOnly(l.URL) != "" {
			out = append(out, pageCard{sign: "≡", title: viewmodel.LinkName(l), note: viewmodel.LinkNote(l), link: l.URL})
		}
	}
	if c := httpOnly(p.a.Comments); c != "" {
		out = append(out, pageActions{{icon: "open", label: viewmodel.Comments(p.a.CommentCount), hint: c, tap: func() { p.w.follow(c) }}})
	}
	return out
}

// turning leads to the articles before and after this one in the timeline.
func (p *articlePane) turning() pageTurning {
	neighbour := func(d int) *pageNeighbour {
		a, ok := p.w.timeline.beside(p.a.ID, d)
		if !ok || p.w.at.mode != showList {
			return nil
		}
		hint := "Previous article (k)"
		if d > 0 {
			hint = "Next article (j)"
		}
		return &pageNeighbour{title: cmp.Or(a.Title, "Untitled"), lang: a.Language, hint: hint, tap: func() { p.w.step(d) }}
	}
	return pageTurning{before: neighbour(-1), after: neighbour(1)}
}
