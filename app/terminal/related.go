package terminal

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

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
