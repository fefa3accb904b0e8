package terminal

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// hint says what to do with the numbers on the front page.
const hint = "tidingsctl show N reads an article, story N shows who tells it, related N what led to it."

// frontFlags say which front page.
type frontFlags struct {
	topics, without []string
	byTime, fresh   bool
}

func (s *session) frontCommand() *cobra.Command {
	var flags frontFlags
	c := &cobra.Command{
		Use:   "front",
		Short: "The front page: the stories of the day",
		Long: `Front prints the stories of the last day, each with the reason for its place:
how many independent sources tell it, how fresh it is and how fast it grows, and
how near it is to what you read. --by-time prints the latest first instead. What
came since you looked last is marked as new. Below stand names that are talked
about now and were not before, and pages that several of your sources link to.

The number before a story works for show, story and related. It shows what is
stored: tidingsctl refresh fetches what is new.`,
		Example: "  tidingsctl front\n  tidingsctl front --new --without sport\n  tidingsctl front --topic science --topic health --by-time",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := s.front(ctx, core, flags); err != nil || s.out.json {
				return err
			}
			s.out.blank()
			s.out.text(0, hint)
			return nil
		}),
	}
	f := c.Flags()
	f.StringSliceVar(&flags.topics, "topic", nil, "only stories about this topic; several: at least one of them")
	f.StringSliceVar(&flags.without, "without", nil, "no stories about this topic")
	f.BoolVar(&flags.byTime, "by-time", false, "the latest development first")
	f.BoolVar(&flags.fresh, "new", false, "only what is new since you looked last")
	return c
}

// front prints the front page. A person who sees it has looked at it.
func (s *session) front(ctx context.Context, core *app.Core, flags frontFlags) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	wishes := app.FrontWishes{ByTime: flags.byTime}
	if wishes.Topics, err = bar.topics(flags.topics); err != nil {
		return err
	}
	if wishes.Without, err = bar.topics(flags.without); err != nil {
		return err
	}
	page, err := core.FrontPage(ctx, wishes)
	if err != nil {
		return err
	}
	if flags.fresh && !page.Since.IsZero() {
		page.Stories = slices.DeleteFunc(page.Stories, func(st app.FrontStory) bool { return !st.New })
	}
	if s.out.json {
		return s.out.object(frontOf(ctx, page, bar, s.now()))
	}
	if err := core.FrontSeen(ctx); err != nil {
		return err
	}
	switch {
	case len(page.Stories) > 0:
	case len(bar.feeds) == 0:
		return s.noArticles(bar, "")
	case flags.fresh && page.Total > 0:
		return missing("Nothing is new since %s.", moment(page.Since, s.now()))
	case len(wishes.Topics)+len(wishes.Without) > 0:
		return missing("No story of the last days is about this.")
	default:
		return missing("Nothing has appeared in the last days. tidingsctl refresh asks for news.")
	}
	s.printFront(ctx, page, bar)
	return nil
}

func frontOf(ctx context.Context, page app.FrontPage, bar *sidebar, now time.Time) frontRecord {
	out := frontRecord{
		Date: now.Format(time.DateOnly), Sources: page.Sources, Total: page.Total, New: page.New, Since: stamp(page.Since),
		Stories: []storyRecord{}, Names: trendsOf(page.Names), Links: trendsOf(page.Links),
	}
	for _, st := range page.Stories {
		r := storyOf(st.Story)
		lead := record(st.Lead, bar.name(ctx, st.Lead.Feed))
		r.Lead, r.Why, r.Score, r.New = &lead, st.Why, st.Score, st.New
		for _, m := range st.Others {
			r.Articles = append(r.Articles, memberRecord(m, bar.name(ctx, m.Feed)))
		}
		out.Stories = append(out.Stories, r)
	}
	return out
}

func trendsOf(list []app.Trend) []trendRecord {
	out := []trendRecord{}
	for _, t := range list {
		out = append(out, trendRecord{t.Text, t.Link, t.Page, t.Sources, t.Articles, t.Why})
	}
	return out
}

func (s *session) printFront(ctx context.Context, page app.FrontPage, bar *sidebar) {
	now := s.now()
	s.out.brief(0, 2, now.Format("Monday 2 January 2006"))
	fresh := ""
	if page.New > 0 {
		fresh = fmt.Sprintf("%d new since %s", page.New, clockOrDay(page.Since, now))
	}
	s.out.brief(0, 2, dotted(count(len(page.Stories), "story", "stories"), count(page.Sources, "source", "sources"), fresh))
	var widest feeds.ArticleID
	for _, st := range page.Stories {
		widest = max(widest, st.Lead.ID)
	}
	digits := len(fmt.Sprint(widest))
	for _, st := range page.Stories {
		s.out.blank()
		s.printFrontStory(ctx, st, bar, digits, now)
	}
	s.printTrends(page)
}

// printFrontStory prints a story: kicker, headline, lead, and who tells it.
func (s *session) printFrontStory(ctx context.Context, st app.FrontStory, bar *sidebar, digits int, now time.Time) {
	label := fmt.Sprintf("%*d  ", digits, st.Lead.ID)
	margin := columns(label)
	about, fresh := topicNames(st.Topics[:min(len(st.Topics), 1)]), ""
	if st.New {
		fresh = "New"
	}
	s.out.brief(margin, 2, dotted(fresh, about, st.Why, age(st.Last, now)))
	s.out.hanging(label, 3, headline(st.Lead))
	s.out.brief(margin, 2, clean(st.Lead.Lead))
	names := []string{bar.name(ctx, st.Lead.Feed)}
	for _, m := range st.Others {
		if n := bar.name(ctx, m.Feed); !slices.Contains(names, n) {
			names = append(names, n)
		}
	}
	s.out.brief(margin, 2, strings.Join(names, ", "))
}

// printTrends prints who is talked about and what is linked to.
func (s *session) printTrends(page app.FrontPage) {
	if len(page.Names) > 0 {
		var names []string
		for _, t := range page.Names {
			names = append(names, fmt.Sprintf("%s (%s)", clean(t.Text), count(t.Sources, "source", "sources")))
		}
		s.out.blank()
		s.out.hanging("Talked about now: ", 3, strings.Join(names, ", "))
	}
	if len(page.Links) > 0 {
		s.out.blank()
		s.out.line("Linked to by several sources:")
		for _, t := range page.Links {
			label := fmt.Sprintf("%4d  ", t.Sources)
			s.out.hanging(label, 2, clean(t.Text))
			s.out.brief(columns(label), 2, clean(t.Link))
		}
	}
}

// clockOrDay is the time of a day that is today, else the day with the time.
func clockOrDay(t, now time.Time) string {
	if t = t.In(now.Location()); app.Today(t).Equal(app.Today(now)) {
		return t.Format("15:04")
	}
	return t.Format("Mon 15:04")
}
