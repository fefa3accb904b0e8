package content

import (
	"cmp"
	"strings"
)

// openFilm begins a <video> or <audio>; its address may come with a <source>.
func (b *builder) openFilm(t *tag, pos int) {
	e := &Embed{Kind: strings.TrimPrefix(t.name, "amp-"), URL: cmp.Or(t.attr("src"), t.attr("data-src"))}
	if e.Title = oneLine(t.attr("title")); e.Title == "" {
		e.Title = oneLine(t.attr("aria-label"))
	}
	if e.Image = b.links.resolve(t.attr("poster")); tracks(e.Image) {
		e.Image = ""
	}
	b.film = e
	b.skip = skip{name: t.name, pos: pos}
}

// endFilm ends what was skipped; a film or sound becomes a card.
func (b *builder) endFilm() {
	e := b.film
	b.film = nil
	if e == nil {
		return
	}
	if e.URL == "" {
		e.URL = b.skip.src
	}
	if e.URL = b.links.resolve(e.URL); e.URL == "" {
		return
	}
	b.addCard(e)
}

func (b *builder) addCard(e *Embed) {
	if e.Title == "" {
		e.Title = titleOfKind(e.Kind)
	}
	b.flush()
	b.emit(Block{Kind: Media, Embed: e})
}

func titleOfKind(kind string) string { return strings.ToUpper(kind[:1]) + kind[1:] }

// openCard begins a card as Clean writes it. Its text is its title.
func (b *builder) openCard(t *tag, kind string) {
	address := b.links.resolve(t.attr("href"))
	if address == "" || !validKind(kind) {
		return
	}
	b.flush()
	b.look.link, b.linkTitle = "", ""
	b.relook()
	b.card = &Embed{Kind: kind, URL: address, Image: b.links.resolve(t.attr("data-image"))}
}

func validKind(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isLetter(s[i]) {
			return false
		}
	}
	return s != "" && len(s) <= 16
}

func (b *builder) endCard() {
	e := b.card
	b.card = nil
	var title strings.Builder
	for _, s := range b.line.take() {
		title.WriteString(s.Text)
	}
	e.Title = oneLine(title.String())
	b.addCard(e)
}
