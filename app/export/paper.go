package export

import (
	"strings"
	"time"

	"tidings/app/export/pdf"
	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// The page, in points of 1/72 inch. A unit of the typesetter is a point here.
const (
	marginX      = 84
	marginTop    = 84
	marginBottom = 80
	headAt       = 48 // of the running head's line
	footAbove    = 46 // of the page number's line, from below
)

// A press sets articles on pages.
type press struct {
	job    *job
	engine *typeset.Engine
	file   *pdf.Writer
	width  float64 // of the paper
	height float64

	*chapter         // at work
	sheet    *sheet  // the page at work; nil before the first
	items    []item  // of the article, from top to bottom
	owed     float32 // room before the next item
	grounds  []*ground
	names    []string // targets that the next item will be
	marks    []mark   // bookmarks of the same
	images   map[*picture]pdf.Image
	number   int // of the last page
}

// A chapter is an article whose pages are not all drawn yet.
type chapter struct {
	article *Article
	prefix  string         // of the names of its places
	ids     map[string]int // of its places, from 1
	links   []string       // a span has the number, from 1
}

// pdf writes articles for paper. Each begins a page, unless it is so short that
// it fits below the one before.
func (j *job) pdf() error {
	fonts, err := j.fonts()
	if err != nil {
		return err
	}
	first := &j.list[0]
	info := pdf.Info{
		Title: j.title(), Author: strings.Join(j.authors(), ", "), Language: first.language(), Creator: "Tidings",
		Made: j.o.Now, RTL: rtl(first.language()),
	}
	if len(j.list) == 1 {
		info.Subject, info.Keywords = first.address(), first.topics()
	}
	p := &press{job: j, engine: typeset.NewEngine(fonts), file: pdf.New(j.to, info), width: 595.28, height: 841.89}
	if j.o.Letter {
		p.width, p.height = 612, 792
	}
	for _, g := range j.groups() {
		for i := g.from; i < g.to; i++ {
			p.set(i, g, i == g.from)
			if err := j.done(i + 1); err != nil {
				return err
			}
		}
	}
	p.sheet.end()
	return p.file.Close()
}

// set sets one article: its parts become items, the items pages.
func (p *press) set(i int, g group, firstOfGroup bool) {
	a := &p.job.list[i]
	p.chapter = &chapter{article: a, prefix: chapterID(i) + "-", ids: map[string]int{}}
	p.items, p.owed = nil, 0
	p.images = map[*picture]pdf.Image{}
	blocks := a.blocks()
	p.job.stock.fetch(p.job.ctx, blocks)
	eachID(blocks, func(id string) {
		if p.ids[id] == 0 {
			p.ids[id] = len(p.ids) + 1
		}
	})
	level := 0
	if g.source != "" {
		level = 1
		if firstOfGroup {
			p.marks = append(p.marks, mark{g.source, 0})
		}
	}
	p.marks = append(p.marks, mark{a.headline(), level})
	f := p.frame()
	p.beginning(f)
	p.blocks(f, blocks)
	p.ending(f)
	p.pages()
}

// eachID calls f with the ID of every block.
func eachID(blocks []content.Block, f func(string)) {
	for i := range blocks {
		if blocks[i].ID != "" {
			f(blocks[i].ID)
		}
		eachID(blocks[i].Children, f)
	}
}

// beginning sets what stands above the text.
func (p *press) beginning(f frame) {
	a := p.article
	small := f.look(typeset.Sans, 9, 13)
	small.color, small.weight = accent, 600
	p.line(f, dotted(plain(a.Source)), small)
	p.owed = 8
	head := f.look(typeset.Serif, 24, 29)
	head.weight, head.balance = 700, true
	p.text(f, []content.Span{{Text: a.headline(), Link: a.address()}}, head.uncoloured())
	p.owed = 9
	small.color, small.weight = soft, 400
	if f.dir == "rtl" {
		p.line(f, a.isolated(p.job.o.Now), small)
	} else {
		p.line(f, dotted(a.byline(), a.moment(p.job.o.Now)), small)
	}
	p.keepAll()
	p.owed = 14
	p.rule(f, 0.6)
	p.keepAll()
	p.owed = 16
}

// ending sets what stands below the text.
func (p *press) ending(f frame) {
	a := p.article
	from := len(p.items)
	if from > 0 {
		p.items[from-1].keep = true // never alone on a page
	}
	small := f.look(typeset.Sans, 8.5, 12.5)
	small.color = soft
	p.room(20)
	p.rule(f, 0.6)
	p.owed = 8
	for _, e := range a.attached() {
		p.text(f, []content.Span{{Text: e.Title, Link: e.URL}}, small)
	}
	if l := a.address(); l != "" {
		p.text(f, []content.Span{{Text: l, Link: l}}, small.leftToRight())
	}
	p.line(f, strings.Join(a.topics(), ", "), small)
	p.line(f, plain(a.Rights), small)
	if len(p.items) == from+1 {
		p.items = p.items[:from] // nothing came under the line
		p.items[from-1].keep = false
	}
	p.keep(from)
}

// printed is a date at the head of a page.
func printed(t time.Time) string {
	if t.IsZero() {
		return ""
	}
	return t.Format("2 January 2006")
}
