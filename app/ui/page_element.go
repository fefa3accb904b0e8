package ui

import (
	"image"

	"fyne.io/fyne/v2"

	"tidings/app/ui/typeset"
	"tidings/feeds/content"
)

// A pageElement is a part of a page. Elements say what a part is; how it looks
// is decided here.
type pageElement interface {
	nodes(s *pageShaper) []pageNode
}

type (
	// pageHeadline is the title of the article.
	pageHeadline struct {
		text, lang string
		link       string // where a tap leads; empty: nowhere
	}

	// pageAction is something that can be done with a tap.
	pageAction struct {
		icon, label string // a drawing's name and a word, of which one may be empty
		hint        string
		on          bool // as in "starred"
		tap         func()
	}

	// pageBlocks is the text of the article.
	pageBlocks struct {
		blocks    []content.Block
		lang, dir string
	}

	// pageSection begins a part below the article, under a line.
	pageSection struct{ title, note string }

	// pageRow leads to another article.
	pageRow struct {
		left   string // the time
		source string // whose square is shown
		icon   image.Image
		title  string
		lang   string
		meta   string // on the right
		badges []rowBadge
		hint   string // the reason
		read   bool
		tap    func()
		items  func() []*fyne.MenuItem // of its menu; nil: that of the page
	}

	// rowBadge stands on the right of a row, such as "first".
	rowBadge struct {
		text   string
		strong bool // in the accent colour
		hint   string
		tap    func()
	}

	// pageCard is a file or something of another site.
	pageCard struct {
		sign        string // in the square on the left
		title, note string
		link        string // followed when tapped, unless there is a tap
		tap         func()
	}

	// pageCaption is a paragraph of second rank.
	pageCaption struct {
		spans []content.Span
		lang  string
	}

	// pageActions is a row of actions.
	pageActions []pageAction

	// pageRule is a line across.
	pageRule struct{}

	// pageGap is room, in units.
	pageGap float32
)

// pageShaper turns elements into nodes. It belongs to the worker.
type pageShaper struct {
	engine    *typeset.Engine
	p         *palette
	set       pageSetting
	lang, dir string
	listed    bool           // inside of a list
	follows   bool           // a paragraph
	of        *content.Block // that is shaped
	link      string         // the address of the article
	folds     *int           // how many summaries there were so far
	unfold    func(key string)
	tapped    pictureTaps
	known     map[string]knownPicture
}

func (s *pageShaper) shape(list []pageElement) []pageNode {
	nodes := []pageNode{}
	for _, e := range list {
		nodes = append(nodes, e.nodes(s)...)
	}
	return nodes
}

func (e pageHeadline) nodes(s *pageShaper) []pageNode {
	st := typeset.Style{Family: s.set.family, Weight: 700, Size: 32 * s.set.zoom, Color: s.p.ink}
	n := &textNode{before: 10, after: 12, of: &content.Block{Kind: content.Heading, Level: 1, Spans: []content.Span{{Text: e.text}}}}
	if e.link != "" {
		st.Link = 1
		n.links = []pageLink{{address: e.link}}
	}
	n.para = s.engine.Shape([]typeset.Span{{Text: e.text, Style: st}}, typeset.ParaOptions{Lang: e.lang, LineHeight: 39 * s.set.zoom, Balance: true})
	return []pageNode{n}
}

func (e pageActions) nodes(s *pageShaper) []pageNode {
	return []pageNode{&actionsNode{actions: s.actions(e), start: true, after: 12}}
}

func (e pageBlocks) nodes(s *pageShaper) []pageNode {
	in := *s
	in.lang, in.dir = e.lang, e.dir
	var out []pageNode
	for i := range e.blocks {
		out = append(out, &rootNode{&e.blocks[i], in.after(e.blocks, i)})
	}
	return out
}

func (e pageSection) nodes(s *pageShaper) []pageNode {
	title := typeset.Style{Family: typeset.Sans, Weight: 600, Size: 13, Color: s.p.ink}
	note := typeset.Style{Family: typeset.Sans, Size: 12.5, Color: s.p.soft}
	para := s.engine.Shape([]typeset.Span{{Text: e.title, Style: title}, {Text: "   " + e.note, Style: note}}, typeset.ParaOptions{LineHeight: 18})
	return []pageNode{&ruleNode{before: 34, after: 14}, &textNode{para: para, after: 6}}
}

func (e pageRow) nodes(s *pageShaper) []pageNode {
	soft := label{family: typeset.Sans, size: 12, height: 18, color: s.p.soft}
	n := &rowNode{pageRow: e, meta: s.line(e.meta, soft), when: s.line(e.left, soft)}
	title := label{family: typeset.Serif, size: 16, height: 23, color: s.p.ink, lang: e.lang}
	if e.read {
		title.color = s.p.soft
	}
	n.title = s.line(e.title, title)
	return []pageNode{n}
}

func (e pageCard) nodes(s *pageShaper) []pageNode {
	n := &cardNode{pageCard: e, of: s.of}
	n.head = s.line(e.title, label{family: typeset.Sans, weight: 600, size: 14, height: 20, color: s.p.ink, lang: s.lang})
	n.foot = s.line(e.note, label{family: typeset.Sans, size: 12.5, height: 18, color: s.p.soft})
	return []pageNode{n}
}

func (e pageCaption) nodes(s *pageShaper) []pageNode {
	in := *s
	in.lang = e.lang
	n := in.text(e.spans, in.caption())
	n.after = 12
	return []pageNode{n}
}

func (pageRule) nodes(*pageShaper) []pageNode  { return []pageNode{&ruleNode{before: 12, after: 12}} }
func (g pageGap) nodes(*pageShaper) []pageNode { return []pageNode{gapNode(g)} }

// line shapes a short text of the interface.
func (s *pageShaper) line(text string, l label) *typeset.Para {
	return s.engine.Shape([]typeset.Span{{Text: text, Style: l.style()}}, typeset.ParaOptions{Lang: l.lang, LineHeight: l.height})
}

func (s *pageShaper) actions(list []pageAction) []shapedAction {
	out := make([]shapedAction, 0, len(list))
	for _, a := range list {
		c := s.p.soft
		if a.on {
			c = s.p.accent
		}
		out = append(out, shapedAction{a, s.line(a.label, label{family: typeset.Sans, weight: 500, size: 12.5, height: 18, color: c}), c})
	}
	return out
}
