package content

import (
	"net/url"
	"strings"
)

// tidy does what can be done only when all blocks are there.
func (b *builder) tidy(blocks []Block) []Block {
	blocks = trimRules(withoutPulls(withoutRests(withoutNoise(blocks))))
	t := tidier{links: &b.links}
	if b.links.inside {
		t.wanted, t.have = map[string]bool{}, map[string]bool{}
		t.each(blocks, t.gather)
		t.each(blocks, t.connect)
		t.each(blocks, t.notes)
	} else {
		t.each(blocks, func(x *Block) { x.ID = "" })
	}
	return blocks
}

// trimRules removes lines that part the text from nothing.
func trimRules(blocks []Block) []Block {
	for len(blocks) > 0 && blocks[len(blocks)-1].Kind == Rule {
		blocks = blocks[:len(blocks)-1]
	}
	return blocks
}

// A tidier makes links within the article and their targets agree.
type tidier struct {
	links  *resolver
	wanted map[string]bool // ids that links lead to
	have   map[string]bool // ids that some block has
}

// each calls do for every block, containers before what is in them.
func (t *tidier) each(blocks []Block, do func(*Block)) {
	for i := range blocks {
		x := &blocks[i]
		do(x)
		x.Children = trimRules(x.Children)
		t.each(x.Children, do)
		for _, row := range x.Rows {
			for j := range row {
				row[j].Blocks = trimRules(row[j].Blocks)
				t.each(row[j].Blocks, do)
			}
		}
	}
}

// gather collects what is linked to and what is there. The first of two blocks
// with the same id has it.
func (t *tidier) gather(x *Block) {
	if x.ID != "" {
		if t.have[x.ID] {
			x.ID = ""
		} else {
			t.have[x.ID] = true
		}
	}
}

// connect makes links lead to blocks that are there, and out of the article
// otherwise.
func (t *tidier) connect(x *Block) {
	if x.Kind == Code {
		for i := range x.Spans {
			x.Spans[i].Link = t.target(x.Spans[i].Link)
		}
		return
	}
	x.Spans = t.spans(x.Spans)
	if p := x.Picture; p != nil {
		p.Link, p.Caption = t.target(p.Link), t.spans(p.Caption)
	}
}

func (t *tidier) spans(spans []Span) []Span {
	changed := false
	for i := range spans {
		s := &spans[i]
		to := t.target(s.Link)
		if to != s.Link {
			if to == "" || to[0] != '#' {
				if isBackLink(s.Text) && !isBackLink(plain(spans)) {
					s.Text, to = "", "" // back to what is not there
				}
			}
			s.Link, changed = to, true
			if to == "" {
				s.Title = ""
			}
		}
	}
	if changed {
		return respan(spans, 0)
	}
	return spans
}

func (t *tidier) target(link string) string {
	id, ok := strings.CutPrefix(link, "#")
	if !ok {
		return link
	}
	plain, err := url.PathUnescape(id)
	if err != nil {
		plain = id
	}
	for _, id := range []string{id, plain, t.links.aliases[id], t.links.aliases[plain]} {
		if id != "" && t.have[id] {
			t.wanted[id] = true
			return "#" + id
		}
	}
	if t.links.page() == nil {
		return ""
	}
	page, _, _ := strings.Cut(t.links.base, "#")
	return t.links.resolve(page + link)
}

// notes drops ids that nothing leads to, and recognises a list of footnotes:
// links lead to at least half of its items.
func (t *tidier) notes(x *Block) {
	if !t.wanted[x.ID] {
		x.ID = ""
	}
	if x.Kind != List {
		return
	}
	linked := 0
	for i := range x.Children {
		if t.wanted[x.Children[i].ID] {
			linked++
		}
	}
	if linked > 0 && linked*2 >= len(x.Children) {
		x.Kind = Notes
	}
}
