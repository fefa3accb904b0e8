// Package newsroom is a small world of invented newspapers, served over HTTP:
// what Tidings shows to a person without a network, and what its end-to-end
// tests, pictures and benchmarks read.
//
// Each source is one text file in sources: a few lines about the source, then
// its articles, each with how many hours before "now" it appeared. New reads
// them and turns the hours into dates, so that the news is always fresh. The
// handler writes the feeds (RSS 2.0, RSS 1.0, Atom, JSON Feed; one in UTF-16,
// one in ISO 8859-1), the pages around the articles, and draws their pictures.
// Several sources report the same events in different words and languages;
// Events and Background say which, so that tests can compare. One source is
// slow, one has moved, one is broken. People, companies and events are
// invented; the same now gives the same bytes.
package newsroom

import (
	"cmp"
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"
)

//go:embed sources/*.txt
var sourceFiles embed.FS

// Newsroom holds the sources and their articles. It is safe for concurrent use.
type Newsroom struct {
	// Delay is how long the slow source takes to answer; set it before serving.
	Delay time.Duration

	now     time.Time
	sources []Source // by slug

	mu       sync.RWMutex
	articles map[string][]Article // by slug, newest first
	byID     map[ID]Article
	pictures map[ID]func() []byte
}

// New reads the embedded sources and dates their articles backwards from now.
// It panics if the embedded texts are wrong, which the tests of this package
// rule out.
func New(now time.Time) *Newsroom {
	n := &Newsroom{
		Delay:    1500 * time.Millisecond,
		now:      now.Truncate(time.Second),
		articles: map[string][]Article{},
		byID:     map[ID]Article{},
		pictures: map[ID]func() []byte{},
	}
	files, err := sourceFiles.ReadDir("sources")
	if err != nil {
		panic(err)
	}
	for _, f := range files {
		if err := n.add(strings.TrimSuffix(f.Name(), ".txt")); err != nil {
			panic(fmt.Errorf("newsroom: %w", err))
		}
	}
	if err := n.copyWires(); err != nil {
		panic(fmt.Errorf("newsroom: %w", err))
	}
	return n
}

// add reads one source's file.
func (n *Newsroom) add(slug string) error {
	text, err := sourceFiles.ReadFile("sources/" + slug + ".txt")
	if err != nil {
		return err
	}
	source, list, err := readSource(slug, string(text), n.now)
	if err != nil {
		return fmt.Errorf("%s: %w", slug, err)
	}
	n.sources = append(n.sources, source)
	for _, a := range list {
		if err := n.insert(a); err != nil {
			return err
		}
	}
	return nil
}

// insert puts an article in its place; the caller holds the lock or is New.
func (n *Newsroom) insert(a Article) error {
	if _, ok := n.byID[a.ID]; ok {
		return fmt.Errorf("%s: there is an article of this name already", a.ID)
	}
	n.byID[a.ID] = a
	slug := a.ID.Source()
	n.articles[slug] = append(n.articles[slug], a)
	slices.SortStableFunc(n.articles[slug], newestFirst)
	if a.Picture != "" {
		n.pictures[a.ID] = sync.OnceValue(func() []byte { return drawPicture(a.Picture, string(a.ID)) })
	}
	return nil
}

func newestFirst(a, b Article) int {
	return cmp.Or(b.Published.Compare(a.Published), cmp.Compare(a.ID, b.ID))
}

// copyWires gives the articles that print an agency's text that text, word for word.
func (n *Newsroom) copyWires() error {
	for slug, list := range n.articles {
		for i, a := range list {
			if a.CopyOf == "" {
				continue
			}
			from, ok := n.byID[a.CopyOf]
			if !ok {
				return fmt.Errorf("%s copies %s, which is not there", a.ID, a.CopyOf)
			}
			a.Text = from.Text
			a.Event, a.Background = from.Event, from.Background
			a.Title = cmp.Or(a.Title, from.Title)
			n.articles[slug][i], n.byID[a.ID] = a, a
		}
	}
	return nil
}

// Sources returns all sources, ordered by slug.
func (n *Newsroom) Sources() []Source { return slices.Clone(n.sources) }

// Source returns the source with the slug given.
func (n *Newsroom) Source(slug string) (Source, bool) {
	i, ok := slices.BinarySearchFunc(n.sources, slug, func(s Source, slug string) int {
		return cmp.Compare(s.Slug, slug)
	})
	if !ok {
		return Source{}, false
	}
	return n.sources[i], true
}

// Articles returns a source's articles, newest first.
func (n *Newsroom) Articles(slug string) []Article {
	n.mu.RLock()
	defer n.mu.RUnlock()
	return slices.Clone(n.articles[slug])
}

// Article returns one article.
func (n *Newsroom) Article(id ID) (Article, bool) {
	n.mu.RLock()
	defer n.mu.RUnlock()
	a, ok := n.byID[id]
	return a, ok
}

// Events returns the articles that report each event, oldest first: what a
// reader would call one story, over languages and days.
func (n *Newsroom) Events() map[string][]ID {
	return n.group(func(a Article) string { return a.Event })
}

// Background returns, by event, the articles about its subject that do not
// report the event itself, oldest first.
func (n *Newsroom) Background() map[string][]ID {
	return n.group(func(a Article) string { return a.Background })
}

func (n *Newsroom) group(key func(Article) string) map[string][]ID {
	n.mu.RLock()
	defer n.mu.RUnlock()
	groups := map[string][]ID{}
	for _, s := range n.sources {
		for _, a := range n.articles[s.Slug] {
			if k := key(a); k != "" {
				groups[k] = append(groups[k], a.ID)
			}
		}
	}
	for _, ids := range groups {
		slices.SortFunc(ids, func(a, b ID) int { return newestFirst(n.byID[b], n.byID[a]) })
	}
	return groups
}

// Publish adds an article while the newsroom runs. The source is taken from
// the article's ID; an article without a date is dated by the clock.
func (n *Newsroom) Publish(a Article) error {
	if _, ok := n.Source(a.ID.Source()); !ok || a.ID.Name() == "" {
		return fmt.Errorf("publish %q: no such source", a.ID)
	}
	if a.Published.IsZero() {
		a.Published = time.Now().Truncate(time.Second)
	}
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.insert(a)
}
