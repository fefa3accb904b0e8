package ui

import (
	"context"
	"strings"
	"unicode"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/app/ui/typeset"
	"tidings/app/viewmodel"
	"tidings/feeds"
)

// topicsBoard lets the reader say what an article is about: one click takes a topic in
// or out, and that is stored at once.
type topicsBoard struct {
	*board
	a     feeds.Article
	right []feeds.Topic
	own   []feeds.Topic // the reader's own that there are
	why   map[feeds.Topic]string
	said  string
	undo  bool // what was said can be taken back
	loads latest
	saves turns
}

// openTopics shows the topics of the article that the keys are about.
func (w *window) openTopics() {
	if a, ok := w.chosen(); ok && !w.covered() {
		w.correctTopics(a)
	}
}

// correctTopics shows the topics of an article.
func (w *window) correctTopics(a feeds.Article) *topicsBoard {
	d := &topicsBoard{a: a, right: viewmodel.TopicsOf(a), own: w.interests.topicsOfOwn()}
	fresh := newButton("", "New own topic…", func() {
		d.close()
		w.editOwnTopic(feeds.OwnTopic{Examples: []feeds.ArticleID{a.ID}})
	})
	done := newButton("", "Close", func() { d.close() })
	done.strong = true
	done.paint(false)
	d.board = w.openBoard("What it is about", fyne.NewSize(560, 620), d.layOut, fresh, done)
	d.board.sheet.onRune = d.typed
	d.load()
	return d
}

// load reads what the article is about, and why.
func (d *topicsBoard) load() {
	current := d.loads.next()
	var a feeds.Article
	var reasons []app.TopicReason
	var err error
	d.w.worker.load(func(ctx context.Context) {
		if a, err = d.w.core.Article(ctx, d.a.ID); err == nil {
			reasons, err = d.w.core.TopicReasons(ctx, d.a.ID)
		}
	}, func() {
		switch {
		case !current():
			return
		case err != nil:
			d.said, d.undo = app.Explain(err), false
		default:
			d.a, d.right, d.why = a, viewmodel.TopicsOf(a), map[feeds.Topic]string{}
			for _, r := range reasons {
				d.why[r.Topic] = r.Why
			}
		}
		d.rebuild()
	})
}

func (d *topicsBoard) layOut(f *boardFlow) {
	f.styled(viewmodel.Isolate(d.a.Title), label{family: typeset.Serif, size: 14, height: 20, color: f.brush.p.soft, lang: d.a.Language})
	f.gap(6)
	for i, c := range viewmodel.TopicChoices(d.right, d.own, d.why) {
		if i == len(feeds.Topics) {
			f.heading("YOUR OWN", "", nil)
		}
		d.choice(f, c)
	}
	f.gap(8)
	if d.said == "" {
		return
	}
	f.para(d.said, !d.undo)
	if d.undo {
		f.gap(2)
		f.button("Undo", f.x, f.y, false, d.takeBack)
		f.gap(30)
	}
}

// choice is a topic with a box to tick and the reason.
func (d *topicsBoard) choice(f *boardFlow, c viewmodel.TopicChoice) {
	f.add(piece{x: f.x, y: f.y, w: f.w, h: 26, name: string(c.Topic), tap: func() { d.toggle(c.Topic) }, paint: func(b *brush) {
		b.tick(4, 5.5, c.On)
		l := label{family: typeset.Sans, size: 13, height: 18, color: b.p.ink}
		if c.On {
			l.weight = 600
		}
		name := b.lay(c.Name, l, f.w/2, 1)
		b.put(name, 30-edge(name), 4)
		if c.Why != "" {
			b.name(c.Why, label{family: typeset.Sans, size: 12, height: 18, color: b.p.soft}, 30+max(110, name.Used+14), 4, f.w-30-max(110, name.Used+14))
		}
	}})
	f.gap(28)
}

// tick draws a box that is ticked or not.
func (b *brush) tick(x, y float32, on bool) {
	p := b.p
	if !on {
		b.box(x, y, 15, 15, 3.5, p.soft)
		b.box(x+1.2, y+1.2, 12.6, 12.6, 2.6, p.paper)
		return
	}
	b.box(x, y, 15, 15, 3.5, p.accent)
	b.shape(p.paper, x+3, y+7.6, x+4.4, y+6.2, x+6.6, y+8.4, x+10.8, y+4, x+12.2, y+5.4, x+6.6, y+11.2)
}

// toggle takes a topic in or out. Clicks that come faster than they are stored are
// stored together.
func (d *topicsBoard) toggle(t feeds.Topic) {
	d.loads.next()
	d.right = viewmodel.ToggleTopic(d.right, t)
	d.rebuild()
	d.saves.ask(d.store)
}

func (d *topicsBoard) store(done func()) {
	id, right := d.a.ID, d.right
	var err error
	d.w.worker.load(func(ctx context.Context) { err = d.w.core.CorrectTopics(ctx, id, right) }, func() {
		defer done()
		if err != nil {
			d.said, d.undo = app.Explain(err), false
			d.load()
			return
		}
		d.said, d.undo = viewmodel.Corrected(right), true
		d.w.notices.say(d.said, "Undo", d.w.undo)
		d.load()
	})
}

// takeBack undoes the last click.
func (d *topicsBoard) takeBack() {
	what := ""
	var err error
	d.w.worker.load(func(ctx context.Context) { what, err = d.w.core.Undo(ctx) }, func() {
		d.said, d.undo = "Undone: "+what, false
		if err != nil {
			d.said = app.Explain(err)
		}
		d.load()
	})
}

// typed goes to the next topic that begins with a letter.
func (d *topicsBoard) typed(r rune) {
	s := d.sheet
	for n := 1; n <= len(s.pieces); n++ {
		i := (max(0, s.current) + n) % len(s.pieces)
		if name := feeds.Topic(s.pieces[i].name).Name(); s.pieces[i].tap != nil && strings.IndexFunc(name, func(x rune) bool { return unicode.ToLower(x) == unicode.ToLower(r) }) == 0 {
			s.current = i - 1
			s.step(1)
			return
		}
	}
}
