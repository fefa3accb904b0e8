package terminal

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type keepFlags struct {
	days, articles, feed, folder string
	dryRun                       bool
}

type keepRecord struct {
	Feed     feeds.FeedID   `json:"feed,omitempty"`
	Folder   feeds.FolderID `json:"folder,omitempty"`
	Name     string         `json:"name,omitempty"`
	Days     int            `json:"days"`     // 0: as what is around it; -1: all
	Articles int            `json:"articles"` // the same
}

func (s *session) keepCommand() *cobra.Command {
	var flags keepFlags
	c := &cobra.Command{
		Use:   "keep",
		Short: "Say how much is kept; everything unless you say so",
		Long: `Keep prints the limits that you set, or sets one: of everything, of a folder or
of a feed; that of a folder holds for the feeds that have their place in it.
The nearest holds. A limit is a number of days, or of the newest
articles of each feed; "all" keeps everything whatever holds around it, and
"default" leaves it to what is around it. What is starred, unread, to be read
later or has a note of yours stays in any case. What goes is in the bin for 30
days. --dry-run says what would go.`,
		Example: `  tidingsctl keep --days 365
  tidingsctl keep --feed Lighthouse --articles 200 --dry-run
  tidingsctl keep --folder Asia --days all`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error { return s.keep(ctx, core, flags) }),
	}
	f := c.Flags()
	f.StringVar(&flags.days, "days", "", "how many days, all, or default")
	f.StringVar(&flags.articles, "articles", "", "how many of the newest articles of a feed, all, or default")
	f.StringVar(&flags.feed, "feed", "", "of this feed (number or name)")
	f.StringVar(&flags.folder, "folder", "", "of this folder with all inside it")
	f.BoolVar(&flags.dryRun, "dry-run", false, "only say what would go")
	return c
}

func (s *session) keep(ctx context.Context, core *app.Core, flags keepFlags) error {
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	if flags.feed != "" && flags.folder != "" {
		return wrong("Set the limit of a feed or of a folder.")
	}
	if flags.days == "" && flags.articles == "" {
		if flags.feed != "" || flags.folder != "" || flags.dryRun {
			return wrong("Say how much is kept: --days or --articles.")
		}
		return s.printKeep(ctx, core, bar)
	}
	l, set, err := s.limitOf(ctx, core, bar, flags)
	if err != nil {
		return err
	}
	if l.Keep.Days, err = amountOf(flags.days, l.Keep.Days); err != nil {
		return err
	}
	if l.Keep.Articles, err = amountOf(flags.articles, l.Keep.Articles); err != nil {
		return err
	}
	if flags.dryRun {
		return s.printPreview(ctx, core, &l)
	}
	if err := set(l.Keep); err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(keepRecord{Feed: l.Feed, Folder: l.Folder, Days: l.Keep.Days, Articles: l.Keep.Articles})
	}
	s.out.brief(0, 2, "From now on: "+keepWords(l.Keep)+". tidingsctl tidy does it at once.")
	return nil
}

// limitOf is the limit that the flags mean as it is now, and what sets it.
func (s *session) limitOf(ctx context.Context, core *app.Core, bar *sidebar, flags keepFlags) (app.Limit, func(feeds.Keep) error, error) {
	switch {
	case flags.feed != "":
		f, err := bar.feed(flags.feed)
		return app.Limit{Feed: f.ID, Keep: f.Keep}, func(k feeds.Keep) error { return core.SetFeedKeep(ctx, f.ID, k) }, err
	case flags.folder != "":
		f, err := bar.folder(flags.folder)
		return app.Limit{Folder: f.ID, Keep: f.Keep}, func(k feeds.Keep) error { return core.SetFolderKeep(ctx, f.ID, k) }, err
	}
	k, err := core.Keep(ctx)
	return app.Limit{Keep: k}, func(k feeds.Keep) error { return core.SetKeep(ctx, k) }, err
}

// amountOf reads a limit; what was not typed stays.
func amountOf(typed string, was int) (int, error) {
	switch typed {
	case "":
		return was, nil
	case "all":
		return feeds.KeepAll, nil
	case "default":
		return 0, nil
	}
	n, err := strconv.Atoi(typed)
	if err != nil || n <= 0 {
		return 0, wrong("%q is no limit: a number above 0, all, or default.", typed)
	}
	return n, nil
}

func keepWords(k feeds.Keep) string {
	var parts []string
	for _, x := range []struct {
		n    int
		noun string
	}{{k.Days, "day"}, {k.Articles, "newest article"}} {
		switch {
		case x.n == feeds.KeepAll:
			parts = append(parts, "all "+x.noun+"s")
		case x.n > 0:
			parts = append(parts, "the "+count(x.n, x.noun, x.noun+"s"))
		}
	}
	if len(parts) == 0 {
		return "as around it"
	}
	return dotted(parts...)
}

func (s *session) printKeep(ctx context.Context, core *app.Core, bar *sidebar) error {
	general, err := core.Keep(ctx)
	if err != nil {
		return err
	}
	list := []keepRecord{{Days: general.Days, Articles: general.Articles}}
	for _, f := range bar.folders {
		list = append(list, keepRecord{Folder: f.ID, Name: bar.path(f.ID), Days: f.Keep.Days, Articles: f.Keep.Articles})
	}
	for _, f := range bar.feeds {
		list = append(list, keepRecord{Feed: f.ID, Name: f.Name(), Days: f.Keep.Days, Articles: f.Keep.Articles})
	}
	for i, r := range list {
		k := feeds.Keep{Days: r.Days, Articles: r.Articles}
		if i > 0 && k == (feeds.Keep{}) {
			continue
		}
		switch {
		case s.out.json:
			if err := s.out.object(r); err != nil {
				return err
			}
		case i == 0 && k == (feeds.Keep{}):
			s.out.line("Everything is kept.")
		case i == 0:
			s.out.brief(0, 2, "Of each feed: "+keepWords(k))
		default:
			s.out.brief(0, 2, fmt.Sprintf("%s: %s", clean(r.Name), keepWords(k)))
		}
	}
	return nil
}

func (s *session) tidyCommand() *cobra.Command {
	var dryRun bool
	c := &cobra.Command{
		Use:     "tidy",
		Short:   "Put into the bin what is beyond the limits",
		Long:    "Tidy puts into the bin what is beyond the limits that you set (tidingsctl keep). --dry-run only says what would go.",
		Example: "  tidingsctl tidy --dry-run\n  tidingsctl tidy",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if dryRun {
				return s.printPreview(ctx, core, nil)
			}
			n, err := core.Tidy(ctx)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]int{"tidied": n})
			}
			s.out.brief(0, 2, fmt.Sprintf("Put %s into the bin.", count(n, "article", "articles")))
			return nil
		}),
	}
	c.Flags().BoolVar(&dryRun, "dry-run", false, "only say what would go")
	return c
}

type outgoRecord struct {
	Feed     feeds.FeedID `json:"feed"`
	Name     string       `json:"name"`
	Articles int          `json:"articles"`
	Oldest   string       `json:"oldest"`
	Newest   string       `json:"newest"`
}

// printPreview says what Tidy would take away.
func (s *session) printPreview(ctx context.Context, core *app.Core, change *app.Limit) error {
	p, err := core.TidyPreview(ctx, change)
	if err != nil {
		return err
	}
	for _, o := range p.Feeds {
		if s.out.json {
			if err := s.out.object(outgoRecord{o.Feed.ID, o.Feed.Name(), o.Articles, stamp(o.Oldest), stamp(o.Newest)}); err != nil {
				return err
			}
			continue
		}
		s.out.line("%6d  %s  (%s – %s)", o.Articles, clean(o.Feed.Name()), o.Oldest.Format(time.DateOnly), o.Newest.Format(time.DateOnly))
	}
	if !s.out.json {
		s.out.line("%6d  in all would go into the bin.", p.Articles)
	}
	return nil
}
