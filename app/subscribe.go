package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/url"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/content"
	"tidings/feeds/discover"
	"tidings/feeds/fetch"
	"tidings/feeds/language"
	"tidings/feeds/opml"
	"tidings/feeds/parse"
)

// A Found feed is what a person who pasted an address can subscribe to.
type Found struct {
	URL         string
	Title       string
	Site        string
	Description string
	Language    string
	Articles    int       // in the document
	PerWeek     float64   // new articles a week; zero: not known
	Newest      time.Time // zero: no dates
	FullText    bool      // the feed seems to hold whole articles
	Samples     []Sample  // the newest headlines
	Subscribed  feeds.FeedID
	Err         error // a feed by its address that could not be read

	login *url.Userinfo // that a person pasted with the address
}

// A Sample is a headline of a feed that was found.
type Sample struct {
	Title     string
	Published time.Time
}

// looked is how many of the feeds that a page names are read for a preview.
const looked = 4

// Find looks for feeds at whatever a person pasted: a feed, a page, a host name.
func (c *Core) Find(ctx context.Context, text string) ([]Found, error) {
	ctx, cancel := c.while(ctx)
	defer cancel()
	shown, _ := cutLogin(text)
	get := c.answerFor(text)
	isFeed := func(a discover.Answer) bool {
		_, err := parse.Feed(a.Body, a.ContentType, a.URL)
		return err == nil
	}
	candidates, err := discover.Find(ctx, text, get, isFeed)
	if err != nil {
		return nil, fmt.Errorf("find feeds at %s: %w", shown, err)
	}
	if len(candidates) == 0 {
		return nil, fmt.Errorf("find feeds at %s: %w", shown, discover.ErrNoFeed)
	}
	var list []Found
	for i, cand := range candidates {
		f := Found{URL: cand.URL, Title: cand.Title}
		if cand.Answer == nil && i < looked {
			a, err := get(ctx, cand.URL)
			if ctx.Err() != nil {
				return nil, ctx.Err()
			}
			f.Err = err
			cand.Answer = &a
		}
		if cand.Answer != nil && f.Err == nil {
			f.read(*cand.Answer)
		}
		if known, err := c.db.FeedByURL(ctx, f.URL); err == nil {
			f.Subscribed = known.ID
		}
		list = append(list, f)
	}
	remember(list, text)
	// What could not be read comes last; order of discovery otherwise.
	slices.SortStableFunc(list, func(a, b Found) int { return cmp.Compare(btoi(a.Err != nil), btoi(b.Err != nil)) })
	if list[0].Err != nil {
		return nil, fmt.Errorf("find feeds at %s: %w", shown, list[0].Err)
	}
	return list, nil
}

// answer asks for a page or a feed. Pages come in UTF-8; feeds as they are,
// because the parser wants to decode them itself.
func (c *Core) answer(ctx context.Context, url string) (discover.Answer, error) {
	r, err := c.fetch.Get(ctx, fetch.Request{URL: url, Accept: fetch.AcceptPage})
	if err != nil {
		return discover.Answer{}, err
	}
	a := discover.Answer{URL: r.URL, ContentType: r.ContentType, Header: r.Header, Body: r.Body}
	if strings.Contains(r.ContentType, "html") && !strings.Contains(r.ContentType, "xhtml") {
		a.Body, a.ContentType = parse.UTF8(r.Body, r.ContentType), "text/html; charset=utf-8"
	}
	return a, nil
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

// read fills in what the document says.
func (f *Found) read(a discover.Answer) {
	doc, err := parse.Feed(a.Body, a.ContentType, a.URL)
	if err != nil {
		f.Err = err
		return
	}
	f.Title = cmp.Or(doc.Title, f.Title, hostOf(a.URL))
	f.Site, f.Description, f.Language = doc.Site, doc.Description, doc.Language
	f.Articles = len(doc.Entries)
	entries := slices.Clone(doc.Entries)
	slices.SortStableFunc(entries, func(a, b feeds.Entry) int { return b.Published.Compare(a.Published) })
	words, whole := 0, 0
	for i, e := range entries {
		if i < 3 {
			f.Samples = append(f.Samples, Sample{Title: cmp.Or(e.Title, content.Lead(content.Text(e.Summary), 80)), Published: e.Published})
		}
		if n := content.Process(cmp.Or(e.Content, e.Summary), f.Site).Words; n > 0 {
			words += n
			whole++
		}
	}
	f.FullText = whole > 0 && words/whole >= 150
	if len(entries) > 0 {
		f.Newest = entries[0].Published
		if f.Language == "" {
			f.Language = language.Of(entries[0].Title, entries[0].Summary, "")
		}
	}
	f.PerWeek = perWeek(entries)
}

// perWeek is how many articles a week appear, by the dates in the document.
func perWeek(newestFirst []feeds.Entry) float64 {
	var dates []time.Time
	for _, e := range newestFirst {
		if !e.Published.IsZero() {
			dates = append(dates, e.Published)
		}
	}
	if len(dates) < 2 {
		return 0
	}
	span := dates[0].Sub(dates[len(dates)-1])
	if span < time.Hour {
		return 0
	}
	return float64(len(dates)-1) / (span.Hours() / (7 * 24))
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return address
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// Subscribe adds a feed to a folder (zero: none). It does not ask the server:
// Refresh does. feeds.ErrExists says that it is subscribed already.
func (c *Core) Subscribe(ctx context.Context, f Found, folder feeds.FolderID) (feeds.FeedID, error) {
	plain, login := cutLogin(f.URL)
	login = cmp.Or(login, f.login)
	id, err := c.db.AddFeed(ctx, feeds.Feed{
		Folder: folder, URL: plain, Site: f.Site, Title: f.Title,
		Description: f.Description, Language: f.Language, Added: c.now(), Access: feeds.Access{Secret: login != nil},
	})
	if err == nil && login != nil {
		err = c.keep(ctx, id, plain, secretsOf(login))
	}
	if err != nil {
		return id, fmt.Errorf("subscribe to %s: %w", plain, err)
	}
	c.notify(Change{Feeds: true})
	return id, nil
}

// Unsubscribe removes a feed. Undo brings it back with its articles; those that are
// starred, noted or to be read later stay in any case.
func (c *Core) Unsubscribe(ctx context.Context, id feeds.FeedID) error {
	if err := c.db.RemoveFeed(ctx, id); err != nil {
		return fmt.Errorf("unsubscribe: %w", err)
	}
	c.notify(Change{Feeds: true, Articles: true})
	return nil
}

// ChangeFeed stores the reader's settings of a feed: name, folder, position,
// interval, full text, paused.
func (c *Core) ChangeFeed(ctx context.Context, f feeds.Feed) error {
	if err := c.db.UpdateFeed(ctx, f); err != nil {
		return fmt.Errorf("change %s: %w", f.Name(), err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// AddFolder makes a folder, or finds the one of that name.
func (c *Core) AddFolder(ctx context.Context, parent feeds.FolderID, name string) (feeds.FolderID, error) {
	name = strings.TrimSpace(name)
	if name == "" {
		return 0, errors.New("add folder: a folder needs a name")
	}
	id, err := c.db.AddFolder(ctx, parent, name)
	if err != nil {
		return 0, fmt.Errorf("add folder %s: %w", name, err)
	}
	c.notify(Change{Feeds: true})
	return id, nil
}

// RenameFolder gives a folder another name.
func (c *Core) RenameFolder(ctx context.Context, id feeds.FolderID, name string) error {
	if err := c.db.RenameFolder(ctx, id, strings.TrimSpace(name)); err != nil {
		return fmt.Errorf("rename folder: %w", err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// RemoveFolder removes a folder; what is in it moves to the folder around it.
func (c *Core) RemoveFolder(ctx context.Context, id feeds.FolderID) error {
	if err := c.db.RemoveFolder(ctx, id); err != nil {
		return fmt.Errorf("remove folder: %w", err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// CloseFolder folds or unfolds a folder in the sidebar.
func (c *Core) CloseFolder(ctx context.Context, id feeds.FolderID, closed bool) error {
	if err := c.db.SetFolderClosed(ctx, id, closed); err != nil {
		return fmt.Errorf("fold folder: %w", err)
	}
	c.notify(Change{Feeds: true})
	return nil
}

// Import subscribes to everything in an OPML file, in one step that Undo takes
// back. It says how many feeds are new and how many were subscribed already.
func (c *Core) Import(ctx context.Context, r io.Reader) (added, existing int, err error) {
	doc, err := opml.Read(r)
	if err != nil {
		return 0, 0, fmt.Errorf("import: %w", err)
	}
	list := subscriptions(doc.Outlines, nil, c.now())
	logins := takeLogins(list)
	if added, existing, err = c.db.AddSubscriptions(ctx, list); err == nil {
		err = c.keepLogins(ctx, logins)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("import: %w", err)
	}
	c.notify(Change{Feeds: true})
	return added, existing, nil
}

// Export writes all subscriptions as OPML.
func (c *Core) Export(ctx context.Context, w io.Writer) error {
	list, err := c.db.Feeds(ctx)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	folders, err := c.db.Folders(ctx)
	if err != nil {
		return fmt.Errorf("export: %w", err)
	}
	if err := writeOPML(w, list, folders, c.now()); err != nil {
		return fmt.Errorf("export: %w", err)
	}
	return nil
}
