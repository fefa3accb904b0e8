package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/discover"
	"tidings/feeds/opml"
	"tidings/storage"
)

// Subscribe adds a feed to a folder (zero: none). It does not ask the server:
// Refresh does. feeds.ErrExists says that it is subscribed already.
func (c *Core) Subscribe(ctx context.Context, f Found, folder feeds.FolderID) (feeds.FeedID, error) {
	plain, login := cutLogin(f.URL)
	login = cmp.Or(login, f.login)
	if feeds.SourceOf(plain) == feeds.ByCommand {
		if !f.typed {
			return 0, fmt.Errorf("subscribe to %s: %w", plain, discover.ErrNotAddress)
		}
		if err := c.allow(plain); err != nil {
			return 0, fmt.Errorf("subscribe to %s: %w", plain, err)
		}
	}
	id, err := c.db.AddFeed(ctx, feeds.Feed{
		Folder: folder, URL: plain, Site: f.Site, Title: f.Title,
		Description: f.Description, Language: f.Language, Added: c.now(), Access: feeds.Access{Secret: login != nil},
		Recipe: f.Recipe, FullText: f.named, // which brings the titles, too
	})
	if err == nil && login != nil {
		err = c.keep(ctx, feeds.Feed{ID: id, URL: plain}, secretsOf(login))
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
	old, err := c.db.Feed(ctx, f.ID)
	if err == nil {
		err = c.db.UpdateFeed(ctx, f)
	}
	if err == nil && f.Every != old.Every {
		err = c.reschedule(ctx, func(g feeds.Feed) bool { return g.ID == f.ID })
	}
	if err != nil {
		return fmt.Errorf("change %s: %w", f.Name(), err)
	}
	c.notify(Change{Feeds: true})
	c.lookDue()
	return nil
}

// SetFolderEvery changes how often the feeds in a folder are asked that have no interval
// of their own and their own place in it, also in folders inside it. Zero: as the folder around it says,
// else by the rhythm of each feed.
func (c *Core) SetFolderEvery(ctx context.Context, id feeds.FolderID, every time.Duration) error {
	if err := c.db.SetFolderEvery(ctx, id, every); err != nil {
		return fmt.Errorf("change folder: %w", err)
	}
	folders, err := c.db.Folders(ctx)
	if err == nil {
		inside := within(folders, id)
		err = c.reschedule(ctx, func(f feeds.Feed) bool { return inside[f.Folder] && f.Every == 0 })
	}
	if err != nil {
		return fmt.Errorf("change folder: %w", err)
	}
	c.notify(Change{Feeds: true})
	c.lookDue()
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
	return c.importOutlines(ctx, doc.Outlines, nil)
}

// importOutlines is Import without the feeds whose addresses are in leave.
func (c *Core) importOutlines(ctx context.Context, in []opml.Outline, leave map[string]bool) (added, existing int, err error) {
	list := subscriptions(in, nil, c.now())
	logins := takeLogins(list)
	without := plainAddresses(leave)
	list = slices.DeleteFunc(list, func(s storage.Subscription) bool { return without[plainAddress(s.Feed.URL)] })
	if added, existing, err = c.db.AddSubscriptions(ctx, list); err == nil {
		maps.DeleteFunc(logins, func(address string, _ *url.Userinfo) bool { return without[plainAddress(address)] })
		err = c.keepLogins(ctx, logins)
	}
	if err != nil {
		return 0, 0, fmt.Errorf("import: %w", err)
	}
	c.notify(Change{Feeds: true})
	return added, existing, nil
}

// plainAddresses are the addresses of a set in the form in which they are compared: what stands
// twice in a list is left out twice.
func plainAddresses(set map[string]bool) map[string]bool {
	out := map[string]bool{}
	for address, in := range set {
		if in {
			out[plainAddress(address)] = true
		}
	}
	return out
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
