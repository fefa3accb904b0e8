package ui

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// storyTeller is what the story page asks of the core.
type storyTeller interface {
	Story(ctx context.Context, id feeds.StoryID) (feeds.Story, []feeds.Member, error)
}

// storyPage shows a story: its reports by day, who came first, what is the same
// agency text, and why they belong together.
type storyPage struct {
	*sheet
	core   storyTeller
	worker *worker
	now    func() time.Time
	names  viewmodel.Names

	id      feeds.StoryID
	from    string // where Back leads
	story   feeds.Story
	members []feeds.Member
	loads   latest

	onBack    func()
	onArticle func(feeds.Article)
	onError   func(error)
}

func newStoryPage(core storyTeller, w *worker, e *typeset.Engine, pics *pictures) *storyPage {
	s := &storyPage{sheet: newSheet(e, pics), core: core, worker: w, now: time.Now}
	s.sheet.compose = s.layOut
	return s
}

// open shows a story from its top. back names the place that Back leads to.
func (s *storyPage) open(id feeds.StoryID, back string) {
	if id != s.id {
		s.story, s.members = feeds.Story{}, nil
	}
	s.id, s.from = id, back
	s.top()
	s.refresh()
}

func (s *storyPage) refresh() {
	current := s.loads.next()
	id := s.id
	var story feeds.Story
	var members []feeds.Member
	var err error
	s.worker.load(func(ctx context.Context) { story, members, err = s.core.Story(ctx, id) }, func() {
		if !current() {
			return
		}
		if err != nil {
			s.onError(err)
			return
		}
		s.story, s.members = story, members
		s.rebuild()
	})
}

func (s *storyPage) layOut(b *brush, width float32) ([]piece, float32) {
	left := max(pageMargin, (width-pageWidest)/2) + 4
	w := width - 2*left
	pieces, y := s.head(b, left, w)
	if len(s.members) == 0 {
		return pieces, y
	}
	main, side := w, float32(0)
	if w > 800 {
		side = min(400, w*0.36)
		main = w - side - 44
	}
	list, bottom := s.days(b, left, y, main)
	pieces = append(pieces, list...)
	if side == 0 {
		boxes, end := s.boxes(b, left, bottom+12, main)
		return append(pieces, boxes...), end + 24
	}
	boxes, end := s.boxes(b, left+main+44, y, side)
	return append(pieces, boxes...), max(bottom, end) + 24
}

func (s *storyPage) head(b *brush, left, w float32) ([]piece, float32) {
	p := b.p
	back := label{family: typeset.Sans, weight: 500, size: 12.5, height: 18, color: p.soft}
	title := b.lay(s.story.Lead.Title, label{family: typeset.Serif, weight: 700, size: 30, height: 38, color: p.ink, lang: s.story.Lead.Language}, w, 3)
	var meta string
	if len(s.members) > 0 {
		parts := []string{
			plural(s.story.Sources, "source", "sources"),
			plural(s.story.Articles, "article", "articles"),
			"since " + viewmodel.When(s.story.First, s.now()),
		}
		if t := viewmodel.TopicNames(s.story.Topics, 3); t != "" {
			parts = append(parts, strings.ReplaceAll(t, " · ", ", "))
		}
		meta = strings.Join(parts, " · ")
	}
	y := float32(24)
	pieces := []piece{
		{x: left, y: y, w: 160, h: 20, tap: s.onBack, paint: func(b *brush) { b.text("← "+s.from, back, 0, 1, 160, 1) }},
		{x: left, y: y + 26, w: w, h: title.Height, paint: func(b *brush) { b.put(title, 0, 0) }},
		{x: left, y: y + 26 + title.Height + 6, w: w, h: 20, paint: func(b *brush) {
			b.text(meta, label{family: typeset.Sans, size: 12.5, height: 18, color: b.p.soft}, 0, 0, w, 1)
		}},
	}
	return pieces, y + 26 + title.Height + 6 + 20 + 22
}

// days lists the reports, latest day first.
func (s *storyPage) days(b *brush, left, y, w float32) ([]piece, float32) {
	var pieces []piece
	for _, d := range viewmodel.StoryDays(s.members, s.now()) {
		name := strings.ToUpper(d.Name)
		pieces = append(pieces, piece{x: left, y: y, w: w, h: 24, paint: func(b *brush) {
			b.text(name, label{family: typeset.Sans, weight: 600, size: 10.5, height: 14, color: b.p.soft, track: 0.8}, 0, 2, w, 1)
		}})
		y += 26
		for _, m := range d.Members {
			p := s.member(b, m, d.Copies[m.ID], left, y, w)
			pieces = append(pieces, p)
			y += p.h
		}
		y += 18
	}
	return pieces, y
}

// member is one report: time, source, headline, badges, name of the source.
func (s *storyPage) member(b *brush, m feeds.Member, copies int, left, y, w float32) piece {
	source := s.names[m.Feed]
	name := b.lay(source, label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft}, 150, 1)
	badges := float32(0)
	if m.First {
		badges += 46
	}
	if copies > 0 {
		badges += 100
	}
	title := b.lay(m.Title, label{family: typeset.Serif, size: 16, height: 23, color: b.p.ink, lang: m.Language}, max(80, w-80-name.Used-badges-20), 2)
	h := title.Height + 18
	return piece{x: left, y: y, w: w, h: h, tap: func() { s.onArticle(m.Article) }, paint: func(b *brush) {
		p := b.p
		clock := label{family: typeset.Sans, size: 12, height: 18, color: p.soft, right: true}
		b.text(m.Date().In(s.now().Location()).Format("15:04"), clock, 0, 11, 42, 1)
		b.source(source, 54, 13, 14)
		b.put(title, 80, 8)
		b.put(name, w-name.Used, 11)
		x := w - name.Used - 12
		if m.First {
			x -= b.badge("first", x, 11, p.paper, p.accent, true) + 6
		}
		if copies > 0 {
			b.badge(fmt.Sprintf("agency text ×%d", copies+1), x, 11, p.soft, p.chip, true)
		}
		b.hairline(0, h-1, w, p.line)
	}}
}

// boxes explain the story.
func (s *storyPage) boxes(b *brush, x, y, w float32) ([]piece, float32) {
	var pieces []piece
	box := func(title, text string) {
		if text == "" {
			return
		}
		p := b.p
		head := b.lay(title, label{family: typeset.Sans, weight: 600, size: 12.5, height: 18, color: p.ink}, w-32, 1)
		body := b.lay(text, label{family: typeset.Sans, size: 12.5, height: 18, color: p.soft}, w-32, 0)
		h := 12 + head.Height + 6 + body.Height + 14
		pieces = append(pieces, piece{x: x, y: y, w: w, h: h, paint: func(b *brush) {
			b.box(0, 0, w, h, 8, b.p.line)
			b.box(1, 1, w-2, h-2, 7, b.p.list)
			b.put(head, 16, 12)
			b.put(body, 16, 12+head.Height+6)
		}})
		y += h + 14
	}
	box("Why these belong together", viewmodel.SharedWords(s.members, 12))
	box("First to report", s.firstToReport())
	box("Who covers it", s.covering())
	return pieces, y
}

func (s *storyPage) firstToReport() string {
	if len(s.members) < 2 {
		return ""
	}
	m := s.members[0]
	return viewmodel.Isolate(s.names[m.Feed]) + ", " + viewmodel.When(m.Date(), s.now())
}

func (s *storyPage) covering() string {
	seen := map[feeds.FeedID]bool{}
	var out []string
	for _, m := range s.members {
		if !seen[m.Feed] {
			seen[m.Feed] = true
			out = append(out, viewmodel.Isolate(s.names[m.Feed]))
		}
	}
	return strings.Join(out, ", ")
}
