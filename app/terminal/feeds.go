package terminal

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

type feedsFlags struct {
	search                               string
	troubled, retry, pause, resume, find bool
	address                              string
	page                                 pageFlags
}

// acts is how many things are to be done with a feed.
func (f feedsFlags) acts() int {
	n := 0
	for _, yes := range []bool{f.retry, f.pause, f.resume, f.find, f.address != "", f.page.wanted()} {
		if yes {
			n++
		}
	}
	return n
}

func (s *session) feedsCommand() *cobra.Command {
	var flags feedsFlags
	c := &cobra.Command{
		Use:   "feeds [ID|NAME]",
		Short: "List the subscriptions, or say how one of them is",
		Long: `Feeds lists the subscriptions with how many articles are unread, of how many,
and what is wrong with those that could not be fetched; with --troubled only
those that fail, have fallen silent, are gone or paused, and what to do about
them. With a feed it says how that one is: when it was asked and what came of
it, when it will be asked again for which reason, and how much it publishes.

--find-address looks for where a feed may be now: where redirects lead, on its
site and on the pages of its articles. --address gives it another address; its
articles stay, and tidingsctl undo gives back the old one.

--page looks again where the articles are on a page that is read in place of a
feed; selectors say it, as for tidingsctl add.`,
		Example: "  tidingsctl feeds\n  tidingsctl feeds --troubled\n  tidingsctl feeds 3\n  tidingsctl feeds 3 --find-address",
		Args:    takes(0, 1, "Feeds takes one number or name of a feed, or none."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if n := flags.acts(); n > 1 || n == 1 && len(args) == 0 || (flags.troubled || flags.search != "") && n+len(args) > 0 {
				return wrong("Name one feed and one thing to do with it, or --troubled or --search without a feed.")
			}
			bar, err := readSidebar(ctx, core)
			switch {
			case err != nil:
				return err
			case len(args) == 0:
				if err := bar.only(flags.search); err != nil {
					return err
				}
				return s.listFeeds(ctx, core, bar, flags.troubled)
			}
			f, err := bar.feed(args[0])
			if err != nil {
				return err
			}
			return s.oneFeed(ctx, core, bar, f, flags)
		}),
	}
	c.Flags().BoolVar(&flags.troubled, "troubled", false, "only feeds that are not fine, the worst first")
	c.Flags().StringVar(&flags.search, "search", "", "only feeds that have these words in a title, folder, address, description or language")
	c.Flags().BoolVar(&flags.retry, "retry", false, "ask the feed now")
	c.Flags().BoolVar(&flags.pause, "pause", false, "ask the feed no more until --resume")
	c.Flags().BoolVar(&flags.resume, "resume", false, "ask the feed again")
	c.Flags().BoolVar(&flags.find, "find-address", false, "look for where the feed may be now")
	flags.page.register(c, "look again where the articles are on its page")
	c.Flags().StringVar(&flags.address, "address", "", "give the feed this address")
	return c
}

func (s *session) listFeeds(ctx context.Context, core *app.Core, bar *sidebar, troubled bool) error {
	if len(bar.feeds) == 0 {
		return s.noArticles(bar, "")
	}
	list, err := core.Troubled(ctx)
	if err != nil {
		return err
	}
	if troubled {
		list = slices.DeleteFunc(list, func(h app.Health) bool { return !bar.has(h.Feed.ID) })
		return s.listTroubled(bar, list)
	}
	verdicts := map[feeds.FeedID]app.Verdict{}
	for _, h := range list {
		verdicts[h.Feed.ID] = h.Verdict
	}
	digits, widest := 0, 0
	for _, f := range bar.feeds {
		digits = max(digits, len(fmt.Sprint(f.ID)))
		widest = max(widest, columns(clean(f.Name())))
	}
	widest = max(8, min(widest, s.out.width-digits-20-longestState))
	folder := feeds.FolderID(0)
	for i, f := range bar.feeds {
		r := bar.record(f)
		r.State = string(cmp.Or(verdicts[f.ID], app.Verdict(r.State)))
		if s.out.json {
			if err := s.out.object(r); err != nil {
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
		s.out.line("%*d  %s  %5d of %-5d  %s", digits, f.ID, pad(clean(f.Name()), widest), f.Unread, f.Total, unusual(r.State))
		if also := bar.also(f); len(also) > 0 {
			s.out.brief(digits+2, 2, "also in "+clean(strings.Join(also, ", ")))
		}
		if f.Fetch.Error != "" {
			s.out.brief(digits+2, 2, clean(f.Fetch.Error))
		}
	}
	return nil
}

// longestState is the width of the longest word for a state in the list.
const longestState = len(app.Failing)

func heading(folder string) string {
	if folder == "" {
		return "Not in a folder"
	}
	return folder
}

// unusual is the state of a feed if that is worth a word in a list.
func unusual(state string) string {
	if state == string(app.Fine) {
		return ""
	}
	return state
}

// listTroubled lists the feeds that are not fine, and what to do about each.
func (s *session) listTroubled(bar *sidebar, list []app.Health) error {
	now := s.now()
	if s.out.json {
		for _, h := range list {
			if err := s.out.object(bar.health(s, h)); err != nil {
				return err
			}
		}
		return nil
	}
	if len(list) == 0 {
		s.out.line("%s", allWell(len(bar.feeds)))
		return nil
	}
	digits := 0
	for _, h := range list {
		digits = max(digits, len(fmt.Sprint(h.Feed.ID)))
	}
	for _, h := range list {
		s.out.line("%*d  %s · %s", digits, h.Feed.ID, clean(h.Feed.Name()), h.Verdict.Word())
		s.out.brief(digits+2, 4, clean(h.Says(now)))
		s.out.brief(digits+2, 3, h.Advice.Text)
		if how := command(h); how != "" {
			s.out.line("%*s  %s", digits, "", how)
		}
		s.out.blank()
	}
	s.out.line("%d of %s not fine.", len(list), count(len(bar.feeds), "feed is", "feeds are"))
	return nil
}

func allWell(n int) string {
	switch n {
	case 1:
		return "Your feed is well."
	case 2:
		return "Both feeds are well."
	}
	return fmt.Sprintf("All %d feeds are well.", n)
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
