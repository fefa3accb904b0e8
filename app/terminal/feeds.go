package terminal

import (
	"context"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) feedsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "feeds [ID|NAME]",
		Short: "List the subscriptions, or say how one of them is",
		Long: `Feeds lists the subscriptions with how many articles are unread, of how many,
and what is wrong with those that could not be fetched. With a feed it says
when it was asked, and when it will be asked again for which reason.`,
		Example: "  tidingsctl feeds\n  tidingsctl feeds 3",
		Args:    takes(0, 1, "Feeds takes one number or name of a feed, or none."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			bar, err := readSidebar(ctx, core)
			switch {
			case err != nil:
				return err
			case len(args) == 0:
				return s.listFeeds(bar)
			}
			f, err := bar.feed(args[0])
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(feedOf(f, bar.path(f.Folder)))
			}
			s.printFeed(f, bar.path(f.Folder))
			return nil
		}),
	}
}

func (s *session) listFeeds(bar *sidebar) error {
	if len(bar.feeds) == 0 {
		return s.noArticles(bar, "")
	}
	digits, widest := 0, 0
	for _, f := range bar.feeds {
		digits = max(digits, len(fmt.Sprint(f.ID)))
		widest = max(widest, columns(clean(f.Name())))
	}
	widest = max(8, min(widest, s.out.width-digits-20))
	folder := feeds.FolderID(0)
	for i, f := range bar.feeds {
		if s.out.json {
			if err := s.out.object(feedOf(f, bar.path(f.Folder))); err != nil {
				return err
			}
			continue
		}
		if f.Folder != folder {
			if i > 0 {
				s.out.blank()
			}
			s.out.line("%s", clean(heading(bar.path(f.Folder))))
			folder = f.Folder
		}
		s.out.line("%*d  %s  %5d of %-5d  %s", digits, f.ID, pad(clean(f.Name()), widest), f.Unread, f.Total, unusual(f))
		if f.Fetch.Error != "" {
			s.out.brief(digits+2, 2, clean(f.Fetch.Error))
		}
	}
	return nil
}

func heading(folder string) string {
	if folder == "" {
		return "Not in a folder"
	}
	return folder
}

// unusual is the state of a feed if that is worth a word in a list.
func unusual(f feeds.Feed) string {
	if st := state(f); st != "fine" {
		return st
	}
	return ""
}

// printFeed says how a feed is.
func (s *session) printFeed(f feeds.Feed, folder string) {
	now, x := s.now(), f.Fetch
	s.out.brief(0, 2, clean(f.Name()))
	if f.Description != "" && f.Description != f.Name() {
		s.out.brief(0, 3, clean(f.Description))
	}
	s.out.blank()
	s.fact("number", fmt.Sprint(f.ID))
	s.fact("address", f.URL)
	s.fact("site", f.Site)
	s.fact("folder", folder)
	s.fact("language", f.Language)
	s.fact("articles", fmt.Sprintf("%d unread of %d", f.Unread, f.Total))
	s.fact("state", state(f))
	s.fact("error", x.Error)
	if x.Failures > 1 {
		s.fact("failures", fmt.Sprintf("%d in a row", x.Failures))
	}
	s.fact("added", moment(f.Added, now))
	s.fact("asked", moment(x.Checked, now))
	s.fact("changed", moment(x.Changed, now))
	s.fact("next", next(f, now))
	s.fact("because", x.Why)
}

// fact prints a line of a table, if there is anything to say.
func (s *session) fact(name, value string) {
	if value = clean(value); value != "" {
		s.out.hanging(pad(name, 10), 4, value)
	}
}

// next is when a feed will be asked again.
func next(f feeds.Feed, now time.Time) string {
	switch {
	case f.Local():
		return "never: you fill it yourself"
	case f.Paused:
		return "when you say so: it is paused"
	case f.Fetch.Gone:
		return "never: the server says that it is gone for good"
	case f.Fetch.Next.IsZero():
		return "at the next refresh"
	}
	return moment(f.Fetch.Next, now)
}

func (s *session) removeCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "remove FEED-ID...",
		Short: "Unsubscribe",
		Long: `Remove unsubscribes from feeds. Articles that are starred, noted or to be read
later stay (tidingsctl list kept); tidingsctl undo brings back the rest.`,
		Example: "  tidingsctl remove 3\n  tidingsctl undo",
		Args:    takes(1, -1, "Remove needs the numbers of feeds."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			bar, err := readSidebar(ctx, core)
			if err != nil {
				return err
			}
			var ids []feeds.FeedID
			for _, typed := range args { // all or none
				id, err := bar.feedID(typed)
				if err != nil {
					return err
				}
				ids = append(ids, id)
			}
			return s.remove(ctx, core, bar, ids)
		}),
	}
}

func (s *session) remove(ctx context.Context, core *app.Core, bar *sidebar, ids []feeds.FeedID) error {
	for _, id := range ids {
		if err := core.Unsubscribe(ctx, id); err != nil {
			return err
		}
		if s.out.json {
			if err := s.out.object(map[string]feeds.FeedID{"removed": id}); err != nil {
				return err
			}
			continue
		}
		s.out.brief(0, 3, fmt.Sprintf("Unsubscribed from %s. tidingsctl undo brings it back.", bar.name(ctx, id)))
	}
	return nil
}
