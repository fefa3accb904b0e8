package app

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"

	"tidings/feeds"
	"tidings/feeds/opml"
	"tidings/storage"
	"tidings/storage/readers"
)

// ListOrigin is the Kind of an Origin that is a list of subscriptions.
const ListOrigin readers.Kind = "opml"

// An Origin is where subscriptions are imported from: a list of them, or what another
// reader has stored, with its articles.
type Origin struct{ readers.Place }

// IsList reports whether it is a list of subscriptions, without articles.
func (o Origin) IsList() bool { return o.Kind == ListOrigin }

// Name is what people call the other program.
func (o Origin) Name() string {
	if o.IsList() {
		return "A list of subscriptions"
	}
	return o.Kind.Name()
}

// OtherReaders are the programs whose data lies at its usual place on this computer.
// PreviewFrom tells how much each has.
func (c *Core) OtherReaders() []Origin {
	var out []Origin
	for _, p := range readers.Find(c.homes) {
		out = append(out, Origin{p})
	}
	return out
}

// ReaderNamed are the programs found that are called so in tidingsctl; "auto" is any. It
// reports false if no program is called so.
func (c *Core) ReaderNamed(name string) ([]Origin, bool) {
	var out []Origin
	known := name == "auto"
	for _, k := range readers.Kinds {
		known = known || string(k) == name
	}
	for _, o := range c.OtherReaders() {
		if name == "auto" || string(o.Kind) == name {
			out = append(out, o)
		}
	}
	return out, known
}

// ReaderNames are what ReaderNamed knows.
func ReaderNames() []string {
	var out []string
	for _, k := range readers.Kinds {
		out = append(out, string(k))
	}
	return append(out, "auto")
}

// OriginAt tells what a file or folder is that a person chose: the data of another reader,
// else a file is taken for a list of subscriptions.
func (c *Core) OriginAt(ctx context.Context, path string) (Origin, error) {
	p, err := readers.Recognise(ctx, path)
	if err == nil {
		return Origin{p}, nil
	}
	if info, e := os.Stat(path); e == nil && !info.IsDir() && errors.Is(err, readers.ErrUnknown) {
		return Origin{readers.Place{Kind: ListOrigin, Path: path}}, nil
	}
	return Origin{}, fmt.Errorf("import %s: %w", path, err)
}

// PreviewFrom says what ImportFrom would do, and changes nothing; ask and done are those of
// PreviewImport.
func (c *Core) PreviewFrom(ctx context.Context, o Origin, ask bool, done func(n, of int)) (Plan, error) {
	if o.IsList() {
		f, err := os.Open(o.Path)
		if err != nil {
			return Plan{}, fmt.Errorf("look at a list: %w", err)
		}
		defer f.Close()
		return c.PreviewImport(ctx, f, ask, done)
	}
	ctx, cancel := c.while(ctx)
	defer cancel()
	lib, err := readers.Open(ctx, o.Place)
	if err != nil {
		return Plan{}, fmt.Errorf("look at %s: %w", o.Name(), err)
	}
	defer lib.Close()
	list := c.libraryList(lib)
	plan, err := c.plan(ctx, list, takeLogins(list), lib.Warnings)
	if err != nil {
		return plan, err
	}
	for i, f := range lib.Feeds {
		p := &plan.Feeds[i]
		p.Articles, p.Unread, p.Starred = f.Articles, f.Unread, f.Starred
	}
	for _, x := range lib.Searches {
		plan.Searches = append(plan.Searches, x.Name)
	}
	if ask {
		c.askPlanned(ctx, plan.Feeds, done)
	}
	return plan, ctx.Err()
}

// libraryList are the feeds of another reader as subscriptions, in their order.
func (c *Core) libraryList(lib *readers.Library) []storage.Subscription {
	out := make([]storage.Subscription, 0, len(lib.Feeds))
	for _, f := range lib.Feeds {
		var path []storage.PathFolder
		for _, name := range f.Path {
			path = append(path, storage.PathFolder{Name: name})
		}
		out = append(out, storage.Subscription{Path: path, Feed: feeds.Feed{
			URL: f.URL, Site: f.Site, Title: f.Title, OwnTitle: f.OwnTitle, Description: f.Description, Added: c.now(),
		}})
	}
	return out
}

// Imported is what an import did.
type Imported struct {
	Added    int `json:"added"`    // subscriptions
	Existing int `json:"existing"` // subscriptions that were here before
	Articles int `json:"articles"` // that are new
	Read     int `json:"read"`     // articles that were here and are marked as read now
	Starred  int `json:"starred"`  // the same for a star
	Searches int `json:"searches"`
	Lost     int `json:"lost"` // articles that could not be read

	Warnings []string `json:"warnings,omitempty"` // sentences
}

// Any reports whether anything changed.
func (i Imported) Any() bool { return i.Added+i.Articles+i.Read+i.Starred+i.Searches > 0 }

// Said is what was done as a sentence, for a person.
func (i Imported) Said() string {
	var parts []string
	for _, x := range []struct {
		n    int
		noun string
	}{{i.Added, "subscription"}, {i.Articles, "article"}, {i.Searches, "saved search"}} {
		if x.n > 0 {
			parts = append(parts, number(x.n, x.noun))
		}
	}
	text := "Imported " + enumerated(parts)
	if len(parts) == 0 {
		text = "Nothing was new"
	}
	if i.Read+i.Starred > 0 {
		text += "; " + number(i.Read+i.Starred, "mark") + " taken over for what was here"
	}
	return text
}

// enumerated joins parts of a sentence.
func enumerated(parts []string) string {
	if len(parts) < 2 {
		return strings.Join(parts, "")
	}
	last := len(parts) - 1
	return strings.Join(parts[:last], ", ") + " and " + parts[last]
}

// ImportFrom subscribes to the feeds of an origin, without those whose addresses are in
// leave, and takes over their articles with what was done with them. It is one step that
// Undo takes back. No server is asked for it. If ctx ends, what is done until then stays,
// and is returned with the error. done hears how many of how many articles were looked at.
func (c *Core) ImportFrom(ctx context.Context, o Origin, leave map[string]bool, done func(n, of int)) (Imported, error) {
	ctx, end := c.while(ctx)
	defer end()
	c.replacing.RLock()
	defer c.replacing.RUnlock()
	if err := c.canStore(); err != nil {
		return Imported{}, fmt.Errorf("import: %w", err)
	}
	if o.IsList() {
		return c.importList(ctx, o.Path, leave)
	}
	lib, err := readers.Open(ctx, o.Place)
	if err != nil {
		return Imported{}, fmt.Errorf("import from %s: %w", o.Name(), err)
	}
	defer lib.Close()
	b := &bringer{core: c, lib: lib, name: o.Name(), done: done}
	err = b.run(ctx, leave)
	b.sum.Lost, b.sum.Warnings = lib.Lost, lib.Warnings
	if b.sum.Any() {
		c.notify(Change{Feeds: true, Articles: true, Derived: true})
		c.Derive()
	}
	c.noteFull(err)
	if err != nil {
		err = fmt.Errorf("import from %s: %w", o.Name(), err)
	}
	return b.sum, err
}

// importList is ImportFrom for a list.
func (c *Core) importList(ctx context.Context, path string, leave map[string]bool) (Imported, error) {
	f, err := os.Open(path)
	if err != nil {
		return Imported{}, fmt.Errorf("import: %w", err)
	}
	defer f.Close()
	doc, err := opml.Read(f)
	if err != nil {
		return Imported{}, fmt.Errorf("import: %w", err)
	}
	added, existing, err := c.importOutlines(ctx, doc.Outlines, leave)
	return Imported{Added: added, Existing: existing, Warnings: doc.Warnings}, err
}
