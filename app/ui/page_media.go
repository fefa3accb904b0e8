package ui

import "tidings/feeds/content"

// media is the card for a film, a sound or a post of another site, below its still
// or its text.
func (s *pageShaper) media(b *content.Block) []pageNode {
	e := b.Embed
	if e == nil {
		return nil
	}
	card := pageCard{title: e.Title, note: siteOf(e.URL), link: e.URL}
	switch {
	case len(b.Children) > 0:
		nodes := append(s.blocks(b.Children), gapNode(itemGap))
		return []pageNode{&quoteNode{nodes: append(nodes, card.nodes(s)...), gap: s.gap(), rtl: s.reversed(b)}}
	case e.Image != "":
		n := s.newPicture(content.Picture{URL: e.Image, Link: e.URL, Title: e.Title, Width: 1280, Height: 720})
		n.film, n.after = true, itemGap
		return append([]pageNode{n}, card.nodes(s)...)
	}
	card.sign = "▶"
	if e.Kind == "audio" {
		card.sign = "♪"
	}
	return card.nodes(s)
}
