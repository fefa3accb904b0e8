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

func (s *session) frontCommand() *cobra.Command {
	var typed []string
	c := &cobra.Command{
		Use:   "front",
		Short: "The front page: the stories of the day",
		Long: `Front prints the stories of the last day, those that most sources tell first.
The number before a story works for show, story and related. It shows what is
stored: tidingsctl refresh fetches what is new.`,
		Example: "  tidingsctl front\n  tidingsctl front --topic science --topic health",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			topics, err := topicsOf(typed)
			if err != nil {
				return err
			}
			if err := s.front(ctx, core, topics); err != nil || s.out.json {
				return err
			}
			s.out.blank()
			s.out.text(0, hint)
			return nil
		}),
	}
	c.Flags().StringSliceVar(&typed, "topic", nil, "only stories about this topic; several: at least one of them")
	return c
}

// front prints the front page.
func (s *session) front(ctx context.Context, core *app.Core, topics []feeds.Topic) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	page, err := core.FrontPage(ctx, app.FrontWishes{Topics: topics})
	if err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	switch {
	case s.out.json:
		return s.out.object(frontOf(ctx, page, bar, s.now()))
	case len(page.Stories) == 0 && len(bar.feeds) == 0:
		return s.noArticles(bar, "")
	case len(page.Stories) == 0 && len(topics) > 0:
		return missing("No story of the last days is about this.")
	case len(page.Stories) == 0:
		return missing("Nothing has appeared in the last days. tidingsctl refresh asks for news.")
	}
	s.printFront(ctx, page, bar)
	return nil
}

func frontOf(ctx context.Context, page app.FrontPage, bar *sidebar, now time.Time) frontRecord {
	out := frontRecord{
		Date: now.Format(time.DateOnly), Sources: page.Sources, Total: page.Total, Stories: []storyRecord{},
	}
	for _, st := range page.Stories {
		r := storyOf(st.Story)
		lead := record(st.Lead, bar.name(ctx, st.Lead.Feed))
		r.Lead, r.Why = &lead, st.Why
		for _, m := range st.Others {
			r.Articles = append(r.Articles, memberRecord(m, bar.name(ctx, m.Feed)))
		}
		out.Stories = append(out.Stories, r)
	}
	return out
}

func (s *session) printFront(ctx context.Context, page app.FrontPage, bar *sidebar) {
	now := s.now()
	s.out.brief(0, 2, now.Format("Monday 2 January 2006"))
	s.out.brief(0, 2, dotted(count(len(page.Stories), "story", "stories"), count(page.Sources, "source", "sources")))
	var widest feeds.ArticleID
	for _, st := range page.Stories {
		widest = max(widest, st.Lead.ID)
	}
	digits := len(fmt.Sprint(widest))
	for _, st := range page.Stories {
		s.out.blank()
		s.printFrontStory(ctx, st, bar, digits, now)
	}
}

// printFrontStory prints a story: kicker, headline, lead, and who tells it.
func (s *session) printFrontStory(ctx context.Context, st app.FrontStory, bar *sidebar, digits int, now time.Time) {
	label := fmt.Sprintf("%*d  ", digits, st.Lead.ID)
	margin := columns(label)
	about := topicNames(st.Topics[:min(len(st.Topics), 1)])
	s.out.brief(margin, 1, dotted(about, sources(st.Sources), age(st.Last, now)))
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
