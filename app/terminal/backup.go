package terminal

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) backupCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "backup",
		Short: "List, make and restore copies of everything",
		Long: `While the window is open, Tidings copies the profile's file by itself when it has
changed: it keeps a copy of each hour of a day, each day of a week and each week
of two months, as far as there is room. Every copy is verified.`,
		Example: `  tidingsctl backup list
  tidingsctl backup make
  tidingsctl backup make /media/stick/tidings.db
  tidingsctl backup restore 2`,
		Args: cobra.NoArgs,
		RunE: s.withCore(s.listBackups),
	}
	c.AddCommand(
		&cobra.Command{Use: "list", Short: "List the copies in the profile, the latest first", Args: cobra.NoArgs, RunE: s.withCore(s.listBackups)},
		&cobra.Command{
			Use:   "make [FILE]",
			Short: "Write a verified copy, into the profile or a new file",
			Long:  "Make writes a verified copy, also while Tidings is running. FILE must not exist yet; without one the copy goes to the others in the profile, and stays.",
			Args:  takes(0, 1, "A copy goes into one file."),
			RunE:  s.withCore(s.makeBackup),
		},
		&cobra.Command{
			Use:   "restore NUMBER|FILE",
			Short: "Put a copy in the place of the profile's file",
			Long: `Restore puts a copy, by its number in the list or as a file, in the place of the
profile's file. What was there becomes a backup itself, so that a restore can be
taken back. No other Tidings may have the profile open.`,
			Args: takes(1, 1, "Name a copy, by its number in tidingsctl backup list or as a file."),
			RunE: s.withCore(s.restoreBackup),
		})
	return c
}

// why says for what reason a copy was made.
var why = map[string]string{
	"": "by the clock", "wanted": "made by you", "version": "before an update",
	"before": "replaced by a restored copy", "damaged": "set aside because it was damaged",
}

// backupJSON is a copy for programs.
type backupJSON struct {
	Number int       `json:"number"`
	Path   string    `json:"path"`
	Made   time.Time `json:"made"`
	Bytes  int64     `json:"bytes"`
	Why    string    `json:"why"`
}

func (s *session) listBackups(_ context.Context, core *app.Core, _ []string) error {
	list, err := core.Backups()
	if err != nil {
		return err
	}
	if len(list) == 0 && !s.out.json {
		return missing("There is no backup yet. tidingsctl backup make writes one.")
	}
	for i, b := range list {
		if s.out.json {
			if err := s.out.object(backupJSON{i + 1, b.Path, b.Made, b.Bytes, string(b.Why)}); err != nil {
				return err
			}
			continue
		}
		s.out.line("%3d  %-30s %9s  %s", i+1, moment(b.Made, s.now()), size(b.Bytes), why[string(b.Why)])
	}
	return nil
}

func (s *session) makeBackup(ctx context.Context, core *app.Core, args []string) error {
	path := ""
	if len(args) == 0 {
		b, err := core.BackUp(ctx)
		if err != nil {
			return err
		}
		path = b.Path
	} else {
		path = args[0]
		if _, err := os.Lstat(path); err == nil {
			return failed("There is a file %s already.", path)
		}
		if err := core.Backup(ctx, path); err != nil {
			return err
		}
	}
	if s.out.json {
		return s.out.object(map[string]string{"backup": path})
	}
	s.out.text(0, "The copy is complete and verified: "+path)
	return nil
}

func (s *session) restoreBackup(ctx context.Context, core *app.Core, args []string) error {
	path := args[0]
	if n, err := strconv.Atoi(path); err == nil {
		list, err := core.Backups()
		if err != nil {
			return err
		}
		if n < 1 || n > len(list) {
			return missing("There is no copy number %d; tidingsctl backup list shows them.", n)
		}
		path = list[n-1].Path
	}
	if err := core.Restore(ctx, path); err != nil {
		return err
	}
	if s.out.json {
		return s.out.object(map[string]string{"restored": path})
	}
	s.out.text(0, "Restored: "+path)
	s.out.text(0, "What was there before is a backup now; tidingsctl backup list shows it first.")
	return nil
}
