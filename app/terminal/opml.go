package terminal

import (
	"bytes"
	"context"
	"io"
	"os"

	"github.com/spf13/cobra"

	"tidings/app"
)

type importFlags struct{ dryRun, ask bool }

func (s *session) importCommand() *cobra.Command {
	var flags importFlags
	c := &cobra.Command{
		Use:   "import FILE.opml",
		Short: "Subscribe to everything in an OPML file",
		Long: `Import subscribes to all feeds of an OPML file, in its folders; what you are
subscribed to already stays as it is. It is one step for tidingsctl undo.
"-" reads from standard input.

--dry-run only says what would be done: which feeds are new, which you have and
which stand twice in the file. With --ask their servers are asked, too, and
those that give no feed are marked; the exit code is 4 then.`,
		Example: "  tidingsctl import subscriptions.opml\n  tidingsctl refresh\n  tidingsctl import old.opml --dry-run --ask",
		Args:    takes(1, 1, "Import needs one OPML file, or - for standard input."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			in, end, err := s.open(args[0])
			if err != nil {
				return err
			}
			defer end()
			switch {
			case flags.dryRun:
				return s.previewImport(ctx, core, in, flags.ask)
			case flags.ask:
				return wrong("--ask goes with --dry-run.")
			}
			return s.importFrom(ctx, core, in)
		}),
	}
	c.Flags().BoolVar(&flags.dryRun, "dry-run", false, "only say what would be done")
	c.Flags().BoolVar(&flags.ask, "ask", false, "with --dry-run: ask the servers of new feeds whether they are there")
	return c
}

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
