package terminal

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

func (s *session) noteCommand() *cobra.Command {
	var remove bool
	c := &cobra.Command{
		Use:   "note ID [TEXT...]",
		Short: "Read or write your note about an article",
		Long: `Note prints your note about an article, or writes it in place of the one before.
Search finds its words. tidingsctl undo takes back what was written.`,
		Example: "  tidingsctl note 412 'Ask Ada about this'\n  tidingsctl note 412\n  tidingsctl note 412 --remove",
		Args:    takes(1, -1, "Note needs the number of one article."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if remove && len(args) > 1 {
				return wrong("Write a note, or --remove it.")
			}
			id, err := s.visible(ctx, core, args[0])
			if err != nil {
				return err
			}
			if !remove && len(args) == 1 {
				return s.printNote(ctx, core, id)
			}
			if err := core.SetNote(ctx, id, strings.Join(args[1:], " ")); err != nil {
				return err
			}
			if s.out.json {
				return s.printNote(ctx, core, id)
			}
			if remove {
				s.out.brief(0, 2, "Removed the note.")
			} else {
				s.out.brief(0, 2, "Wrote the note.")
			}
			return nil
		}),
	}
	c.Flags().BoolVar(&remove, "remove", false, "take the note away")
	return c
}

func (s *session) printNote(ctx context.Context, core *app.Core, id feeds.ArticleID) error {
	note, err := core.Note(ctx, id)
	if err != nil {
		return err
	}
	switch {
	case s.out.json:
		return s.out.object(map[string]any{"id": id, "note": note})
	case note == "":
		return missing("There is no note about article %d.", id)
	}
	s.out.text(0, note)
	return nil
}
