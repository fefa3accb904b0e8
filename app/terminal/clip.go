package terminal

import (
	"context"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) clipCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "clip ADDRESS...",
		Short: "Put pages of the web aside to read later",
		Long: `Clip fetches each page, keeps the article on it among the saved pages, and puts it on the list to
read later. A page that is an article of a subscription already is only put on the list.`,
		Example: "  tidingsctl clip https://harbour.example/a-long-read",
		Args:    takes(1, -1, "Clip needs the address of a page."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			var ids []feeds.ArticleID
			for _, address := range args {
				id, err := core.Clip(ctx, address)
				if err != nil {
					return err
				}
				a, err := core.Article(ctx, id)
				if err != nil {
					return err
				}
				ids = append(ids, id)
				if !s.out.json {
					s.out.brief(0, 2, "To read later: "+a.Title)
				}
			}
			if s.out.json {
				return s.out.object(map[string]any{"ids": ids})
			}
			return nil
		}),
	}
}
