package terminal

import (
	"context"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// scopeFlags say which articles, as a person types it.
type scopeFlags struct {
	unread, starred, later, today bool
	kept, noted, bin              bool
	feed, folder                  string
	topics, without               []string
}

func (x *scopeFlags) bind(c *cobra.Command) {
	f := c.Flags()
	f.BoolVar(&x.unread, "unread", false, "only articles that are not read")
	f.BoolVar(&x.starred, "starred", false, "only starred articles")
	f.BoolVar(&x.later, "later", false, "only articles to read later")
	f.BoolVar(&x.kept, "kept", false, "only articles of feeds that you left")
	f.BoolVar(&x.noted, "noted", false, "only articles with a note of yours")
	f.BoolVar(&x.today, "today", false, "only articles of today")
	f.StringVar(&x.feed, "feed", "", "only this feed (number or name)")
	f.StringVar(&x.folder, "folder", "", "only this folder with all inside it")
	f.StringSliceVar(&x.topics, "topic", nil, "only this topic; several: at least one of them")
	f.StringSliceVar(&x.without, "not-topic", nil, "nothing about this topic")
}

// words are flags without their dashes, as in "list unread today".
func (x *scopeFlags) words(args []string) error {
	for _, a := range args {
		switch a {
		case "unread":
			x.unread = true
		case "starred":
			x.starred = true
		case "later":
			x.later = true
		case "today":
			x.today = true
		case "kept":
			x.kept = true
		case "noted":
			x.noted = true
		case "bin":
			x.bin = true
		case "all":
		default:
			return wrong("%q is none of all, unread, starred, later, today, kept, noted, bin. tidingsctl search looks for words.", a)
		}
	}
	return nil
}

// any reports whether anything was said.
func (x *scopeFlags) any() bool {
	return x.unread || x.starred || x.later || x.today || x.kept || x.noted || x.bin || x.feed != "" || x.folder != "" ||
		len(x.topics)+len(x.without) > 0
}

// scope makes the value that the core understands.
func (x *scopeFlags) scope(b *sidebar, now time.Time) (feeds.Scope, error) {
	in := feeds.Scope{UnreadOnly: x.unread, StarredOnly: x.starred, LaterOnly: x.later, KeptOnly: x.kept, Bin: x.bin}
	if x.noted {
		in.Text = "is:noted"
	}
	if x.today {
		in.Since = app.Today(now)
	}
	if x.feed != "" {
		f, err := b.feed(x.feed)
		if err != nil {
			return in, err
		}
		in.Feed = f.ID
	}
	if x.folder != "" {
		f, err := b.folder(x.folder)
		if err != nil {
			return in, err
		}
		in.Folder = f.ID
	}
	var err error
	if in.Topics, err = b.topics(x.topics); err != nil {
		return in, err
	}
	in.Without, err = b.topics(x.without)
	return in, err
}

// orderOf reads the order of a list.
func orderOf(typed string) (feeds.Order, error) {
	switch typed {
	case "newest":
		return feeds.Newest, nil
	case "oldest":
		return feeds.Oldest, nil
	case "relevance":
		return feeds.Relevance, nil
	}
	return 0, wrong("There is no order %q, but newest, oldest, and relevance for a search.", typed)
}

// pageSize is how many articles are read at once.
const pageSize = 200

// articles are the first of a scope; limit 0 means all. More tells whether there
// are further ones.
func articles(ctx context.Context, core *app.Core, in feeds.Scope, limit int) (list []feeds.Article, more bool, err error) {
	var after feeds.Cursor
	for {
		n := pageSize
		if limit > 0 {
			n = min(n, limit-len(list))
		}
		page, err := core.Articles(ctx, in, after, n)
		if err != nil {
			return nil, false, err
		}
		list = append(list, page.Articles...)
		if !page.More || limit > 0 && len(list) >= limit {
			return list, page.More, nil
		}
		after = page.Next
	}
}
