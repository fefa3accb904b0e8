package ui

import (
	"context"
	"fmt"
	"time"

	"tidings/app"
	"tidings/app/viewmodel"
	"tidings/feeds/content"
)

// toggleChanges shows what the publisher changed in the article, or the article
// again.
func (p *articlePane) toggleChanges() {
	if p.edits != nil {
		p.endChanges()
		return
	}
	if p.a.ID == 0 {
		return
	}
	if !p.a.Changed {
		p.w.notices.say("Its publisher has not changed this article.", "", nil)
		return
	}
	current := p.compares.next()
	var list []app.Edit
	id := p.a.ID
	p.w.do(func(ctx context.Context) (err error) {
		list, err = p.w.core.Changes(ctx, id)
		return err
	}, func() {
		switch {
		case !current() || p.a.ID != id:
		case len(list) == 0:
			p.w.notices.say("Title and words are as they were; only their form was changed.", "", nil)
		default:
			p.edits, p.edit = list, 0
			p.show(0)
		}
	})
}

// endChanges shows the article again; it is false if it is shown.
func (p *articlePane) endChanges() bool {
	p.compares.next()
	if p.edits == nil {
		return false
	}
	p.edits = nil
	p.show(0)
	return true
}

// stepChanges goes to an older (1) or newer (-1) change.
func (p *articlePane) stepChanges(d int) {
	if to := p.edit + d; p.edits != nil && to >= 0 && to < len(p.edits) {
		p.edit = to
		p.show(0)
	}
}

// editElements are a change in place of the article.
func (p *articlePane) editElements() []pageElement {
	e, lang := p.edits[p.edit], p.a.Language
	actions := pageActions{{icon: "back", label: "The article as it is now", hint: "Back to the article (D)", tap: p.toggleChanges}}
	if p.edit+1 < len(p.edits) {
		actions = append(actions, pageAction{label: "‹ Older change", hint: "Older change ([)", tap: func() { p.stepChanges(1) }})
	}
	if p.edit > 0 {
		actions = append(actions, pageAction{label: "Newer change ›", hint: "Newer change (])", tap: func() { p.stepChanges(-1) }})
	}
	about := fmt.Sprintf("Change %d of %d, arrived %s. ", len(p.edits)-p.edit, len(p.edits), viewmodel.InSentence(viewmodel.When(e.At, time.Now())))
	out := []pageElement{actions, pageCaption{spans: []content.Span{{Text: about},
		{Text: "What was taken out is struck through, what was put in is underlined."}}}}
	for _, x := range e.Title {
		if x.Kind != app.Same {
			out = append(out, pageEdit{pieces: e.Title, lang: lang, headline: true})
			break
		}
	}
	return append(out, pageEdit{pieces: e.Text, lang: lang})
}
