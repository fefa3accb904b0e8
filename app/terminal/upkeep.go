package terminal

import (
	"context"
	"runtime"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) checkCommand() *cobra.Command {
	var mend bool
	c := &cobra.Command{
		Use:   "check",
		Short: "Look through the whole file for damage",
		Long: `Check reads every page of the profile's file and compares every index with its
table. Opening a damaged file mends it already, as far as damage is met there;
--mend does so with whatever check finds: what can be read is saved, the newest
backup fills the gaps, and the damaged file is kept among the backups.`,
		Args: cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := core.Check(ctx); err != nil {
				if !mend || !app.IsDamage(err) {
					return err
				}
				return s.mend(ctx, core)
			}
			counts, err := core.Counts(ctx)
			if err != nil {
				return err
			}
			list, err := core.Feeds(ctx)
			if err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]any{"ok": true, "dir": core.Dir(), "feeds": len(list), "articles": counts.Total})
			}
			s.out.text(0, dotted("Everything is in order", count(len(list), "feed", "feeds"), count(counts.Total, "article", "articles"), core.Dir()))
			return nil
		}),
	}
	c.Flags().BoolVar(&mend, "mend", false, "mend what is damaged")
	return c
}

func (s *session) mend(ctx context.Context, core *app.Core) error {
	said, err := core.Mend(ctx)
	if err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(map[string]any{"ok": true, "mended": said})
	}
	s.out.text(0, said)
	return nil
}

func (s *session) versionCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version",
		Args:  cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			if s.out.json {
				return s.out.object(map[string]string{"version": app.Version, "go": runtime.Version(), "system": runtime.GOOS + "/" + runtime.GOARCH})
			}
			s.out.line("tidingsctl %s (%s, %s/%s)", app.Version, runtime.Version(), runtime.GOOS, runtime.GOARCH)
			return nil
		},
	}
}
