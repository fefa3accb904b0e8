package ui

import (
	"fmt"
	"strings"

	"tidings/app"
	"tidings/app/viewmodel"
)

// planNode is a folder or a feed of what would be imported.
type planNode struct {
	name  string // of a folder
	path  string // of a folder, with those around it
	feed  *app.Planned
	depth int
	under []*planNode
}

// planTree has the folders of a plan with their feeds, in the order of the plan.
func planTree(plan app.Plan) []*planNode {
	top := &planNode{depth: -1}
	folders := map[string]*planNode{}
	for i := range plan.Feeds {
		p := &plan.Feeds[i]
		at, path := top, ""
		for _, name := range p.Path {
			path += "/" + name
			f := folders[path]
			if f == nil {
				f = &planNode{name: name, path: path, depth: at.depth + 1}
				folders[path] = f
				at.under = append(at.under, f)
			}
			at = f
		}
		at.under = append(at.under, &planNode{feed: p, depth: at.depth + 1})
	}
	return top.under
}

// canTake reports whether importing a feed would do anything.
func canTake(p app.Planned) bool { return !p.Twice && (p.Known == 0 || p.Articles > 0) }

// each calls f for all feeds of a node that can be taken.
func (n *planNode) each(f func(*app.Planned)) {
	if n.feed != nil && canTake(*n.feed) {
		f(n.feed)
	}
	for _, u := range n.under {
		u.each(f)
	}
}

// taken reports whether some and whether all of a node are to be imported.
func (n *planNode) taken(leave map[string]bool) (some, all bool) {
	all = true
	n.each(func(p *app.Planned) {
		if leave[p.URL] {
			all = false
		} else {
			some = true
		}
	})
	return some, all && some
}

// toggle ticks a node with all in it, or takes the ticks away.
func (n *planNode) toggle(leave map[string]bool) {
	_, all := n.taken(leave)
	n.each(func(p *app.Planned) { leave[p.URL] = all })
}

// key is the name of a node's row.
func (n *planNode) key() string {
	if n.feed != nil {
		return "feed " + n.feed.URL + " " + n.feed.Folder
	}
	return "folder " + n.path
}

// firstTick is the name of the first row that can be ticked; empty: there is none.
func firstTick(list []*planNode) string {
	for _, n := range list {
		found := false
		n.each(func(*app.Planned) { found = true })
		if found {
			return n.key()
		}
	}
	return ""
}

// becomes says what an import makes of a feed.
func becomes(p app.Planned) string {
	var parts []string
	switch {
	case p.Twice:
		parts = append(parts, "twice in the list")
	case p.Known != 0 && p.Failing != "":
		parts = append(parts, "you have it; it cannot be had: "+p.Failing)
	case p.Known != 0:
		parts = append(parts, "you have it")
	case p.Err != nil:
		parts = append(parts, "cannot be had: "+app.Explain(p.Err))
	default:
		parts = append(parts, "new")
	}
	if p.Articles > 0 {
		parts = append(parts, articlesOf(p.Articles))
	}
	if p.Starred > 0 {
		parts = append(parts, viewmodel.Number(p.Starred)+" starred")
	}
	return strings.Join(parts, " · ")
}

// articlesOf is a number of articles.
func articlesOf(n int) string {
	if n == 1 {
		return "1 article"
	}
	return viewmodel.Number(n) + " articles"
}

// hasSaid is what a program has, in a line.
func hasSaid(plan app.Plan) string {
	articles, unread, starred := plan.Total()
	text := plural(len(plan.Feeds), "feed", "feeds")
	if articles > 0 {
		text += fmt.Sprintf(", %s, %s unread, %s starred", articlesOf(articles), viewmodel.Number(unread), viewmodel.Number(starred))
	}
	return text
}

// planSaid is what a plan comes to, in a sentence.
func planSaid(plan app.Plan) string {
	fresh, here, twice, dead := 0, 0, 0, 0
	for _, p := range plan.Feeds {
		switch {
		case p.Twice:
			twice++
		case p.Known != 0:
			here++
		default:
			fresh++
			if p.Err != nil {
				dead++
			}
		}
	}
	text := hasSaid(plan) + ": " + viewmodel.Number(fresh) + " new"
	if dead > 0 {
		text += fmt.Sprintf(" (%s cannot be had)", viewmodel.Number(dead))
	}
	if here > 0 {
		text += ", " + viewmodel.Number(here) + " you have"
	}
	if twice > 0 {
		text += ", " + viewmodel.Number(twice) + " twice"
	}
	return text + "."
}
