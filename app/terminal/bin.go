package terminal

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) deleteCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "delete ID...",
		Short:   "Delete articles, into the bin",
		Long:    "Delete puts articles into the bin. Their feeds do not bring them back; tidingsctl undo and tidingsctl bin restore do.",
		Example: "  tidingsctl delete 412 413",
		Args:    takes(1, -1, "Name at least one article by its number."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			ids, err := s.allVisible(ctx, core, args)
			if err != nil {
				return err
			}
			if err := core.DeleteArticles(ctx, ids...); err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]int{"deleted": len(ids)})
			}
			s.out.brief(0, 2, fmt.Sprintf("Deleted %s. tidingsctl undo brings back what you did not want to delete.", count(len(ids), "article", "articles")))
			return nil
		}),
	}
}

func (s *session) binCommand() *cobra.Command {
	var limit int
	list := func(ctx context.Context, core *app.Core, _ []string) error {
		return s.list(ctx, core, scopeFlags{bin: true}, "", "newest", limit)
	}
	c := &cobra.Command{
		Use:   "bin",
		Short: "List what was deleted, bring it back, or destroy it",
		Long: `Bin lists the articles that were deleted, by you, a rule or a limit, the latest
first. bin restore brings some back; bin empty destroys all for good. What lies
there for 30 days is destroyed by itself.`,
		Example: "  tidingsctl bin\n  tidingsctl bin restore 412\n  tidingsctl bin empty",
		Args:    cobra.NoArgs,
		RunE:    s.withCore(list),
	}
	listed := &cobra.Command{Use: "list", Short: "List what was deleted", Args: cobra.NoArgs, RunE: s.withCore(list)}
	for _, x := range []*cobra.Command{c, listed} {
		x.Flags().IntVar(&limit, "limit", 50, "how many; 0: all")
	}
	c.AddCommand(listed, s.restoreCommand(), s.emptyCommand())
	return c
}

func (s *session) restoreCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "restore ID...",
		Short:   "Bring articles back",
		Example: "  tidingsctl bin restore 412 413",
		Args:    takes(1, -1, "Name at least one article by its number."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			var ids []feeds.ArticleID
			for _, typed := range args { // all or none
				id, err := articleID(typed)
				if err != nil {
					return err
				}
				a, err := core.Article(ctx, id)
				if err != nil && !app.IsMissing(err) {
					return err
				}
				if err != nil || a.Deleted.IsZero() {
					return missing("There is no article %d in the bin.", id)
				}
				ids = append(ids, id)
			}
			if err := core.RestoreArticles(ctx, ids...); err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]int{"restored": len(ids)})
			}
			s.out.brief(0, 2, fmt.Sprintf("Restored %s.", count(len(ids), "article", "articles")))
			return nil
		}),
	}
}

func (s *session) emptyCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "empty",
		Short:   "Destroy what is in the bin",
		Long:    "Empty destroys what is in the bin. Nothing brings it back.",
		Example: "  tidingsctl bin empty",
		Args:    cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			n, err := core.EmptyBin(ctx)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]int{"destroyed": n})
			}
			s.out.brief(0, 2, fmt.Sprintf("Destroyed %s.", count(n, "article", "articles")))
			return nil
		}),
	}
}
