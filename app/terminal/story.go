package terminal

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) storyCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "story ID",
		Short: "Full coverage: who tells a story, in the order of time",
		Long: `Story prints all articles about the same event, first report first. ID is the
number of the story or of any article of it.`,
		Example: "  tidingsctl story 412",
		Args:    takes(1, 1, "Story needs the number of one story or article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := articleID(args[0])
			if err != nil {
				return err
			}
			return s.story(ctx, core, id)
		}),
	}
}

func (s *session) story(ctx context.Context, core *app.Core, id feeds.ArticleID) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	st, members, err := storyWith(ctx, core, id)
	if err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	if s.out.json {
		r := storyOf(st)
		for _, m := range members {
			r.Articles = append(r.Articles, memberRecord(m, bar.name(ctx, m.Feed)))
		}
		return s.out.object(r)
	}
	now := s.now()
	s.out.brief(0, 3, headline(st.Lead))
	s.out.brief(0, 2, dotted(topicNames(st.Topics), count(st.Articles, "article", "articles"),
		count(st.Sources, "source", "sources"), span(st.First, st.Last, now)))
	digits := 0
	for _, m := range members {
		digits = max(digits, len(fmt.Sprint(m.ID)))
	}
	for _, m := range members {
		s.out.blank()
		s.printMember(m, bar.name(ctx, m.Feed), digits, now)
	}
	return nil
}

// storyWith finds a story by its ID, which is that of the article that founded
// it, else by any of its articles.
func storyWith(ctx context.Context, core *app.Core, id feeds.ArticleID) (feeds.Story, []feeds.Member, error) {
	st, members, err := core.Story(ctx, feeds.StoryID(id))
	if !errors.Is(err, feeds.ErrNotFound) {
		return st, members, err
	}
	a, err := core.Article(ctx, id)
	if err != nil {
		return feeds.Story{}, nil, err
	}
	if a.Story == 0 {
		return feeds.Story{}, nil, missing("It is not known yet which story this article belongs to. Please try again in a moment.")
	}
	return core.Story(ctx, a.Story)
}

func (s *session) printMember(m feeds.Member, source string, digits int, now time.Time) {
	label := fmt.Sprintf("%*d  ", digits, m.ID)
	margin := columns(label)
	what := m.Why
	switch {
	case m.First:
		what = "first report"
	case m.CopyOf != 0:
		what = fmt.Sprintf("same text as %d", m.CopyOf)
	}
	s.out.hanging(label, 2, headline(m.Article))
	s.out.brief(margin, 1, dotted(source, moment(m.Date(), now)))
	s.out.brief(margin, 2, clean(what))
}

// span is when a story began and ended.
func span(first, last, now time.Time) string {
	a, b := date(first, now), date(last, now)
	if a == b {
		return a
	}
	return a + " to " + b
}

func memberRecord(m feeds.Member, source string) articleRecord {
	r := record(m.Article, source)
	r.Why, r.CopyOf, r.First = m.Why, m.CopyOf, m.First
	return r
}

func (s *session) relatedCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "related ID",
		Short:   "What led to an article, and what followed",
		Long:    "Related prints articles that share the subject of an article but not its event, with the reason.",
		Example: "  tidingsctl related 412",
		Args:    takes(1, 1, "Related needs the number of one article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := articleID(args[0])
			if err != nil {
				return err
			}
			return s.related(ctx, core, id)
		}),
	}
}

func (s *session) related(ctx context.Context, core *app.Core, id feeds.ArticleID) error {
	if err := core.CatchUp(ctx); err != nil {
		return err
	}
	coverage, err := core.Coverage(ctx, id)
	if err != nil {
		return err
	}
	bar, err := readSidebar(ctx, core)
	if err != nil {
		return err
	}
	if len(coverage.Related) == 0 {
		return missing("Nothing related is stored.")
	}
	now, digits := s.now(), 0
	for _, r := range coverage.Related {
		digits = max(digits, len(fmt.Sprint(r.ID)))
	}
	for i, r := range coverage.Related {
		source := bar.name(ctx, r.Feed)
		if s.out.json {
			x := record(r.Article, source)
			x.Why, x.Score = r.Why, r.Score
			if err := s.out.object(x); err != nil {
				return err
			}
			continue
		}
		if i > 0 {
			s.out.blank()
		}
		label := fmt.Sprintf("%*d  ", digits, r.ID)
		s.out.hanging(label, 2, headline(r.Article))
		s.out.brief(columns(label), 1, dotted(source, age(r.Date(), now)))
		s.out.brief(columns(label), 2, clean(r.Why))
	}
	return nil
}
