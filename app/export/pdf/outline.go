package pdf

// bookmark is an entry of the outline.
type bookmark struct {
	title string
	level int
	at    target
}

// Bookmark adds a place on the page to the outline; level 0 is the outermost.
func (p *Page) Bookmark(title string, level int, y float64) {
	p.w.marks = append(p.w.marks, bookmark{title, level, target{p.ref, p.height - y}})
}

// node is a bookmark among the others.
type node struct {
	ref                            ref
	mark                           bookmark
	parent, prev, next, head, tail *node
	children                       int // all below
}

// writeOutline writes the outline and returns its object, 0 if there is none.
func (w *Writer) writeOutline() ref {
	if len(w.marks) == 0 {
		return 0
	}
	root := &node{ref: w.alloc(), mark: bookmark{level: -1}}
	last := root
	var all []*node
	for _, m := range w.marks {
		up := last
		for up.mark.level >= m.level && up.parent != nil {
			up = up.parent
		}
		n := &node{ref: w.alloc(), mark: m, parent: up, prev: up.tail}
		if up.tail != nil {
			up.tail.next = n
		} else {
			up.head = n
		}
		up.tail = n
		for p := up; p != nil; p = p.parent {
			p.children++
		}
		all = append(all, n)
		last = n
	}
	for _, n := range all {
		w.begin(n.ref)
		w.print("<</Title", text(n.mark.title), "/Parent ", n.parent.ref,
			"/Dest[", n.mark.at.page, "/XYZ null ", number(n.mark.at.y), " null]")
		w.relatives(n)
		w.print(">>\n")
		w.end()
	}
	w.begin(root.ref)
	w.print("<</Type/Outlines")
	w.relatives(root)
	w.print(">>\n")
	w.end()
	return root.ref
}

func (w *Writer) relatives(n *node) {
	for _, r := range []struct {
		key string
		of  *node
	}{{"/Prev ", n.prev}, {"/Next ", n.next}, {"/First ", n.head}, {"/Last ", n.tail}} {
		if r.of != nil {
			w.print(r.key, r.of.ref)
		}
	}
	if n.children > 0 {
		w.print("/Count ", n.children)
	}
}
