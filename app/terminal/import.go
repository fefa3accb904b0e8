package terminal

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
)

type importFlags struct {
	dryRun, ask bool
	from        string
}

func (s *session) importCommand() *cobra.Command {
	var flags importFlags
	c := &cobra.Command{
		Use:   "import FILE.opml | --from READER [PATH]",
		Short: "Subscribe to everything in an OPML file, or move in from another reader",
		Long: `Import subscribes to all feeds of an OPML file, in its folders; what you are
subscribed to already stays as it is. It is one step for tidingsctl undo.
"-" reads from standard input.

With --from it takes over what another reader has stored: feeds and folders, and
all articles that it kept, read and starred as they are there. READER is liferea,
rssguard, quiterss, netnewswire, newsboat, greader (the JSON or ZIP that FreshRSS
and others export), or auto for what is found. Its data is looked for at the usual
places; PATH is a folder or file elsewhere. The other reader's files are only
read, also while it runs, and no server is asked. What is read or starred in
Tidings stays so. A second import adds only what came since.

--dry-run only says what would be done: which feeds are new, which you have and
which stand twice in the file. With --ask their servers are asked, too, and
those that give no feed are marked; the exit code is 4 then.`,
		Example: "  tidingsctl import subscriptions.opml\n  tidingsctl refresh\n  tidingsctl import old.opml --dry-run --ask\n  tidingsctl import --from auto --dry-run\n  tidingsctl import --from liferea\n  tidingsctl import --from rssguard /mnt/old/database.db",
		Args: func(cmd *cobra.Command, args []string) error {
			if flags.from != "" {
				return takes(0, 1, "Import --from takes one file or folder, or none.")(cmd, args)
			}
			return takes(1, 1, "Import needs one OPML file, or - for standard input.")(cmd, args)
		},
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if flags.ask && !flags.dryRun {
				return wrong("--ask goes with --dry-run.")
			}
			if flags.from != "" {
				return s.importReader(ctx, core, flags, args)
			}
			in, end, err := s.open(args[0])
			if err != nil {
				return err
			}
			defer end()
			if flags.dryRun {
				return s.previewImport(ctx, core, in, flags.ask)
			}
			return s.importFrom(ctx, core, in)
		}),
	}
	c.Flags().BoolVar(&flags.dryRun, "dry-run", false, "only say what would be done")
	c.Flags().BoolVar(&flags.ask, "ask", false, "with --dry-run: ask the servers of new feeds whether they are there")
	c.Flags().StringVar(&flags.from, "from", "", "take over what another reader has: "+strings.Join(app.ReaderNames(), ", "))
	_ = c.RegisterFlagCompletionFunc("from", cobra.FixedCompletions(app.ReaderNames(), cobra.ShellCompDirectiveNoFileComp)) // the flag is there
	return c
}

// importReader imports from other readers, or says what that would do.
func (s *session) importReader(ctx context.Context, core *app.Core, flags importFlags, args []string) error {
	list, err := origins(ctx, core, flags.from, args)
	if err != nil {
		return err
	}
	var last error
	bad := 0
	for _, o := range list {
		if !s.out.json {
			s.out.hanging(o.Name()+" ", 2, o.Path)
		}
		if flags.dryRun {
			err = s.previewReader(ctx, core, o, flags.ask)
		} else {
			err = s.bring(ctx, core, o)
		}
		switch {
		case err == nil:
		case len(list) == 1 || ctx.Err() != nil:
			return err
		default: // the other programs' data is well all the same
			s.say("%s", app.Explain(err))
			last, s.failed = err, true
			bad++
		}
	}
	if bad == len(list) {
		return last
	}
	return nil
}

// origins are the readers that are meant.
func origins(ctx context.Context, core *app.Core, name string, args []string) ([]app.Origin, error) {
	found, known := core.ReaderNamed(name)
	if !known {
		return nil, wrong("There is no reader “%s”; it is one of %s.", name, strings.Join(app.ReaderNames(), ", "))
	}
	if len(args) == 0 {
		if len(found) == 0 && name == "auto" {
			return nil, missing("No other reader was found at its usual place.")
		}
		if len(found) == 0 {
			return nil, missing("Nothing of this reader was found at its usual place. Name its folder or file: tidingsctl import --from %s PATH.", name)
		}
		return found, nil
	}
	o, err := core.OriginAt(ctx, args[0])
	if err != nil {
		return nil, err
	}
	if o.IsList() || name != "auto" && string(o.Kind) != name {
		return nil, failed("%s is no data of this reader.", args[0])
	}
	return []app.Origin{o}, nil
}

// bring imports what one reader has.
func (s *session) bring(ctx context.Context, core *app.Core, o app.Origin) error {
	done, end := s.counting("Looked at %d of %d articles …")
	sum, err := core.ImportFrom(ctx, o, nil, done)
	end()
	if err != nil && !sum.Any() {
		return err
	}
	if s.out.json {
		if e := s.out.object(sum); e != nil {
			return e
		}
	} else {
		s.out.brief(2, 3, sum.Said()+".")
	}
	for _, w := range sum.Warnings {
		s.say("%s", w)
	}
	if sum.Lost > 0 {
		s.say("%s could not be read.", count(sum.Lost, "article", "articles"))
	}
	return err
}

// previewReader says what bring would do.
func (s *session) previewReader(ctx context.Context, core *app.Core, o app.Origin, ask bool) error {
	done, end := s.counting("Asked %d of %d feeds …")
	plan, err := core.PreviewFrom(ctx, o, ask, done)
	end()
	if err != nil {
		return err
	}
	if err := s.printPlan(plan); err != nil || s.out.json {
		return err
	}
	articles, unread, starred := plan.Total()
	s.out.text(0, fmt.Sprintf("It has %s, %d of them unread and %d starred.", count(articles, "article", "articles"), unread, starred))
	if n := len(plan.Searches); n > 0 {
		s.out.text(0, count(n, "search", "searches")+" would be saved: "+strings.Join(plan.Searches, ", ")+".")
	}
	return nil
}

// counting shows how far work is, where a person looks, until end is called.
func (s *session) counting(form string) (done func(n, of int), end func()) {
	if !isTerminal(s.err) {
		return nil, func() {}
	}
	line := &progressLine{to: s.err}
	return func(n, of int) { line.write(fmt.Sprintf(form, n, of)) }, line.clear
}
