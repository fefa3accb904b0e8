package terminal

import (
	"context"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) summaryCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "summary ID",
		Short: "The three sentences that say most of an article",
		Long: `Summary prints the three sentences of an article that say most of it, as they
stand there. tidingsctl story ID --summary does so for a story.`,
		Example: "  tidingsctl summary 412",
		Args:    takes(1, 1, "Summary needs the number of one article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			id, err := articleID(args[0])
			if err != nil {
				return err
			}
			list, err := core.Summary(ctx, id)
			if err != nil {
				return err
			}
			if len(list) == 0 {
				return missing("Article %d is hardly longer than a summary of it. tidingsctl show %d prints it.", id, id)
			}
			return s.printSummary(id, list)
		}),
	}
}

type summaryRecord struct {
	ID      feeds.ArticleID `json:"id"`
	Summary []string        `json:"summary"`
}

func (s *session) printSummary(id feeds.ArticleID, list []feeds.Sentence) error {
	r := summaryRecord{ID: id}
	for i, x := range list {
		r.Summary = append(r.Summary, x.Text)
		if s.out.json {
			continue
		}
		if i > 0 {
			s.out.blank()
		}
		s.out.text(0, clean(x.Text))
	}
	if s.out.json {
		return s.out.object(r)
	}
	return nil
}
