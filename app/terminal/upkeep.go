package terminal

import (
	"context"
	"os"
	"runtime"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) backupCommand() *cobra.Command {
	return &cobra.Command{
		Use:     "backup FILE",
		Short:   "Write a verified copy of everything",
		Long:    "Backup writes a verified copy of the profile's file, also while Tidings is running. FILE must not exist yet.",
		Example: "  tidingsctl backup tidings-backup.db",
		Args:    takes(1, 1, "Backup needs the name of a new file."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			if _, err := os.Lstat(args[0]); err == nil {
				return failed("There is a file %s already.", args[0])
			}
			if err := core.Backup(ctx, args[0]); err != nil {
				return err
			}
			if s.out.json {
				return s.out.object(map[string]string{"backup": args[0]})
			}
			s.out.text(0, "The copy is complete and verified: "+args[0])
			return nil
		}),
	}
}

func (s *session) checkCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "check",
		Short: "Look through the whole file for damage",
		Args:  cobra.NoArgs,
		RunE: s.withCore(func(ctx context.Context, core *app.Core, _ []string) error {
			if err := core.Check(ctx); err != nil {
				return err
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
