package terminal

import (
	"bytes"
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) importFrom(ctx context.Context, core *app.Core, in io.Reader) error {
	added, existing, err := core.Import(ctx, in)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(map[string]int{"added": added, "existing": existing})
	}
	s.out.brief(0, 3, "Subscribed to "+count(added, "feed", "feeds")+".")
	if existing > 0 {
		s.out.brief(0, 3, "You had "+count(existing, "feed", "feeds")+" of the file already.")
	}
	if added > 0 {
		s.out.brief(0, 3, "tidingsctl refresh fetches what is new.")
	}
	return nil
}

func (s *session) exportCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "export [FILE]",
		Short:   "Write all subscriptions as OPML",
		Long:    "Export writes all subscriptions with their folders and your settings as OPML, which every feed reader can import.",
		Example: "  tidingsctl export > subscriptions.opml",
		Args:    takes(0, 1, "Export writes one file."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if len(args) == 0 || args[0] == "-" {
				return core.Export(ctx, s.out.to)
			}
			var whole bytes.Buffer // a file that is there is replaced only by a whole one
			if err := core.Export(ctx, &whole); err != nil {
				return err
			}
			return os.WriteFile(args[0], whole.Bytes(), 0o600)
		}),
	}
}
