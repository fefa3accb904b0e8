package ui

import (
	"fmt"
	"slices"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// boxFlow lays the boxes beside a story out from top to bottom.
type boxFlow struct {
	b       *brush
	x, y, w float32
	pieces  []piece
}

// box has a title and what fill puts into it; fill returns the pieces, in place, and
// how high they are.
func (f *boxFlow) box(title string, fill func(x, y, w float32) ([]piece, float32)) {
	top := f.y
	inner, high := fill(f.x+boxPad, top+12+18+6, f.w-2*boxPad)
	h := 12 + 18 + 6 + high + 14
	f.pieces = append(append(f.pieces, boxPiece(title, f.x, top, f.w, h)), inner...)
	f.y += h + 14
}

// boxNote is a text of the interface in a box.
func boxNote(b *brush, text string, x, y, w float32) ([]piece, float32) {
	lay := b.lay(text, label{family: typeset.Sans, size: 12.5, height: 18, color: b.p.soft}, w, 0)
	return []piece{{x: x, y: y, w: w, h: lay.Height, paint: func(b *brush) { b.put(lay, 0, 0) }}}, lay.Height
}

// sentence is taken from an article, and leads to it.
func (s *storyPage) sentence(b *brush, x feeds.Sentence, left, y, w float32) piece {
	m := s.reportOf(x.Article)
	lay := b.lay(x.Text, label{family: typeset.Serif, size: 15.5, height: 22, color: b.p.ink, lang: m.Language}, w, 0)
	return piece{x: left, y: y, w: w, h: lay.Height, minor: true, name: "sentence " + x.Text, hint: s.names[m.Feed] + ": " + m.Title,
		tap: func() { s.acts.article(m.Article) }, paint: func(b *brush) { b.put(lay, 0, 0) }}
}

// reportOf is an article of the story.
func (s *storyPage) reportOf(id feeds.ArticleID) feeds.Member {
	i := slices.IndexFunc(s.page.Members, func(m feeds.Member) bool { return m.ID == id })
	if i < 0 {
		return feeds.Member{Article: feeds.Article{ID: id}}
	}
	return s.page.Members[i]
}

// summaryBox has the story in three sentences, once they were asked for.
func (s *storyPage) summaryBox(b *brush, x, y, w float32) ([]piece, float32) {
	f := &boxFlow{b: b, x: x, y: y, w: w}
	if s.short == nil {
		text := "In three sentences"
		switch {
		case s.shorting:
			text = "Reading…"
		case s.shorted != "":
			more, h := boxNote(b, s.shorted, x, y, w)
			return more, y + h + 14
		}
		p := b.act(act{text: text, hint: "Sentences that stand in the articles, chosen on this computer (i)", tap: s.summarise}, x-actPad, y)
		return []piece{p}, y + 26 + 10
	}
	f.box("In three sentences", func(x, y, w float32) ([]piece, float32) {
		var out []piece
		top := y
		var sources []string
		for _, t := range s.short {
			p := s.sentence(b, t, x, y, w)
			out = append(out, p)
			y += p.h + 6
			if name := s.names[s.reportOf(t.Article).Feed]; name != "" && !slices.Contains(sources, name) {
				sources = append(sources, name)
			}
		}
		from, h := boxNote(b, viewmodel.TakenFrom(sources), x, y, w)
		return append(out, from...), y + h - top
	})
	return f.pieces, f.y
}

// boxes say what is behind the story.
func (s *storyPage) boxes(b *brush, x, y, w float32) ([]piece, float32) {
	f := &boxFlow{b: b, x: x, y: y, w: w}
	s.onlyOne(f)
	s.elsewhere(f)
	s.notCovered(f)
	if text := viewmodel.Together(s.page.Members); text != "" {
		f.box("Why these belong together", func(x, y, w float32) ([]piece, float32) { return boxNote(b, text, x, y, w) })
	}
	s.said(f)
	return f.pieces, f.y
}

// onlyOne is what a single source says.
func (s *storyPage) onlyOne(f *boxFlow) {
	if len(s.page.Only) == 0 {
		return
	}
	f.noted("Only one source says", len(s.page.Only), func(i int, x, y, w float32) (piece, string) {
		o := s.page.Only[i]
		return s.sentence(f.b, o.Sentence, x, y, w), s.names[o.Feed]
	})
}

// noted is a box of texts that lead on, each with a note below it.
func (f *boxFlow) noted(title string, texts int, text func(i int, x, y, w float32) (piece, string)) {
	f.box(title, func(x, y, w float32) ([]piece, float32) {
		var out []piece
		top := y
		for i := range texts {
			p, note := text(i, x, y, w)
			below, h := boxNote(f.b, note, x, y+p.h+1, w)
			out = append(append(out, p), below...)
			y += p.h + 1 + h + 8
		}
		return out, y - 8 - top
	})
}

// elsewhere has the story in other languages, each with how many tell it there.
func (s *storyPage) elsewhere(f *boxFlow) {
	if len(s.page.Elsewhere) == 0 {
		return
	}
	f.noted("In other languages", len(s.page.Elsewhere), func(i int, x, y, w float32) (piece, string) {
		st := s.page.Elsewhere[i]
		lay := f.b.lay(st.Lead.Title, label{family: typeset.Serif, size: 15.5, height: 22, color: f.b.p.ink, lang: st.Lead.Language}, w, 2)
		return piece{x: x, y: y, w: w, h: lay.Height, minor: true, name: fmt.Sprint("elsewhere ", st.ID), hint: "Open the story",
			tap: func() { s.acts.story(st.ID) }, paint: func(b *brush) { b.put(lay, 0, 0) }}, viewmodel.Elsewhere(app.LanguageName(st.Lead.Language), st)
	})
}

// notCovered names the sources that might have written about it and did not.
func (s *storyPage) notCovered(f *boxFlow) {
	if len(s.page.Missing) == 0 || s.page.Sources < 2 {
		return
	}
	named, rest := viewmodel.NotCovered(len(s.page.Missing), s.missing)
	f.box("Not covered by", func(x, y, w float32) ([]piece, float32) {
		words := wordFlow{b: f.b, x: x, y: y, left: x, right: x + w, top: y}
		for i, feed := range s.page.Missing[:named] {
			name := viewmodel.Isolate(feed.Name())
			if i < named-1 || rest != "" {
				name += ","
			}
			words.add(name, "All articles of "+feed.Name(), func() { s.acts.feed(feed.ID) })
		}
		if rest != "" {
			words.add(rest, "Name them all", func() {
				s.missing = true
				s.rebuild()
			})
		}
		return words.pieces, words.y + 20 - words.top
	})
}

// said is what the reader said about the story, to be taken back.
func (s *storyPage) said(f *boxFlow) {
	if len(s.page.Joined) == 0 {
		return
	}
	f.box("You said", func(x, y, w float32) ([]piece, float32) {
		var out []piece
		top := y
		for _, c := range s.page.Joined {
			sentence := viewmodel.Said(c, s.about, s.names)
			back := f.b.act(act{text: "Take back", hint: "It is no longer kept in mind", tap: func() { s.acts.take(c) }}, 0, y-4)
			back.x, back.name = x+w-back.w+actPad, back.name+sentence
			text, h := boxNote(f.b, sentence, x, y, w-back.w-6)
			out = append(append(out, text...), back)
			y += max(h, 20) + 8
		}
		return out, y - 8 - top
	})
}

// wordFlow puts words that do something beside each other, as a sentence.
type wordFlow struct {
	b                *brush
	x, y             float32
	left, right, top float32
	pieces           []piece
}

func (f *wordFlow) add(text, hint string, tap func()) {
	lay := f.b.lay(text, label{family: typeset.Sans, size: 12.5, height: 20, color: f.b.p.soft, ltr: true}, f.right-f.left, 1)
	if f.x+lay.Used > f.right && f.x > f.left {
		f.x, f.y = f.left, f.y+20
	}
	f.pieces = append(f.pieces, piece{x: f.x - 2, y: f.y, w: lay.Used + 4, h: 20, minor: true, flat: true, name: "word " + text, hint: hint, tap: tap,
		paint: func(b *brush) { b.put(lay, 2, 0) }})
	f.x += lay.Used + 5
}
