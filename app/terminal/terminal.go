// Package terminal is tidingsctl: Tidings without a window, on the same core
// and the same file.
//
// Run makes the tree of commands (one file for each group) and runs one. A
// command opens the profile, asks the core, and prints through a printer, which
// knows the width of the terminal and whether people or programs read. What
// goes wrong ends in one place, finish, as a sentence on standard error and an
// exit code. parse, extract and analyse need no profile: they measure single
// steps of an article's way from outside.
package terminal

import (
	"context"
	"io"
	"log"
	"log/slog"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/spf13/cobra"

	"tidings/app"
)

// A session is one run of the program: its streams, its flags, what it opened.
type session struct {
	in       io.Reader
	out      *printer
	err      io.Writer
	config   app.Config // of every core that is opened
	now      func() time.Time
	logFile  string
	closeLog func()

	begun  bool // the command line was understood
	failed bool // a part of the work failed, which has been said
}

// Main runs the program with the arguments of the process and ends it. An
// interrupt ends what goes on, as does a terminal that closes; a second one ends the
// process at once.
func Main() {
	// A command ends soon: memory is cheaper than collecting it, up to here.
	debug.SetGCPercent(200)
	debug.SetMemoryLimit(256 << 20)
	log.SetOutput(io.Discard) // where net/http writes about servers that answer what nobody asked
	endings := []os.Signal{os.Interrupt, syscall.SIGTERM}
	if !signal.Ignored(syscall.SIGHUP) { // as under nohup
		endings = append(endings, syscall.SIGHUP)
	}
	ctx, stop := signal.NotifyContext(context.Background(), endings...)
	context.AfterFunc(ctx, stop)
	os.Exit(Run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// Run runs the program with arguments and returns its exit code.
func Run(ctx context.Context, args []string, in io.Reader, out, errOut io.Writer) int {
	return newSession(in, out, errOut).run(ctx, args)
}

func newSession(in io.Reader, out, errOut io.Writer) *session {
	return &session{
		in: in, err: errOut, now: time.Now,
		out:      newPrinter(out),
		closeLog: func() {},
	}
}

func (s *session) run(ctx context.Context, args []string) int {
	root := s.root()
	root.SetArgs(args)
	root.SetIn(s.in)
	root.SetOut(s.out.to)
	root.SetErr(s.err)
	cmd, err := root.ExecuteContextC(ctx)
	code := s.finish(cmd, err)
	s.closeLog()
	return code
}

// root is the tree of commands.
func (s *session) root() *cobra.Command {
	root := &cobra.Command{
		Use:   "tidingsctl",
		Short: "Tidings in the terminal: subscribe to feeds, read, search",
		Long: `Tidings is the newspaper you edit for yourself. tidingsctl does in the terminal
what the window does, on the same profile, also while the window is open.

With --json, lists print one JSON object a line; everything else prints one
object (tidingsctl help json). Messages go to standard error.

Exit codes: 0 fine, 1 failed, 2 wrong use, 3 not found or nothing there,
4 some feeds could not be fetched.`,
		Example: `  tidingsctl add example.org
  tidingsctl refresh
  tidingsctl front
  tidingsctl list unread --topic technology
  tidingsctl show 412`,
		Version:           app.Version,
		SilenceErrors:     true,
		SilenceUsage:      true,
		PersistentPreRunE: func(*cobra.Command, []string) error { return s.begin() },
	}
	root.SetVersionTemplate("tidingsctl {{.Version}}\n")
	f := root.PersistentFlags()
	f.StringVar(&s.config.Dir, "data", s.config.Dir, "folder of the profile (else $TIDINGS_DATA, else the system's)")
	f.BoolVar(&s.out.json, "json", false, "print JSON for programs")
	f.IntVar(&s.out.width, "width", s.out.width, "columns that fit on a line")
	f.StringVar(&s.logFile, "log", "", "append a detailed log to this file (-: standard error)")
	root.AddGroup(&cobra.Group{ID: "read", Title: "Read:"}, &cobra.Group{ID: "feeds", Title: "Subscriptions:"},
		&cobra.Group{ID: "mark", Title: "Mark:"}, &cobra.Group{ID: "measure", Title: "Look at single steps:"},
		&cobra.Group{ID: "file", Title: "The profile and the program:"})
	s.add(root, "feeds", s.addCommand(), s.suggestCommand(), s.importCommand(), s.exportCommand(), s.refreshCommand(), s.feedsCommand(), s.accessCommand(), s.everyCommand(), s.moveCommand(), s.removeCommand(), s.commandsCommand(),
		s.rulesCommand(), s.keepCommand(), s.tidyCommand())
	s.add(root, "read", s.frontCommand(), s.listCommand(), s.searchCommand(), s.showCommand(), s.saveCommand(), s.storyCommand(), s.relatedCommand(), s.summaryCommand(), s.topicsCommand(), s.searchesCommand(), s.offlineCommand())
	s.add(root, "mark", append(s.markCommands(), s.noteCommand(), s.muteCommand(), s.clipCommand(), s.deleteCommand(), s.binCommand(), s.undoCommand())...)
	s.add(root, "measure", s.parseCommand(), s.extractCommand(), s.analyseCommand())
	s.add(root, "file", s.backupCommand(), s.checkCommand(), s.demoCommand(), s.versionCommand(), s.headlessCommand())
	root.AddCommand(jsonTopic())
	root.SetHelpCommandGroupID("file")
	root.SetCompletionCommandGroupID("file")
	return root
}

func (s *session) add(root *cobra.Command, group string, list ...*cobra.Command) {
	for _, c := range list {
		c.GroupID = group
		root.AddCommand(c)
	}
}

// begin is called when the command line was understood.
func (s *session) begin() error {
	s.begun = true
	s.out.width = max(s.out.width, narrowest)
	switch s.logFile {
	case "":
		return nil
	case "-":
		s.config.Log = slog.New(slog.NewTextHandler(s.err, nil))
		return nil
	}
	file, err := os.OpenFile(s.logFile, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	s.config.Log = slog.New(slog.NewTextHandler(file, nil))
	s.closeLog = func() { _ = file.Close() }
	return nil
}

// withCore runs a command on the profile.
func (s *session) withCore(f func(ctx context.Context, core *app.Core, args []string) error) func(*cobra.Command, []string) error {
	return func(cmd *cobra.Command, args []string) (err error) {
		config := s.config
		opened := s.showOpening(&config)
		core, err := app.Open(cmd.Context(), config)
		opened()
		if err != nil {
			return err
		}
		defer func() {
			if e := core.Close(); err == nil {
				err = e
			}
		}()
		for _, n := range core.Notices() {
			if n.Serious || n.Key == app.MendedNotice {
				s.say("%s", n.Text)
			}
		}
		return f(cmd.Context(), core, args)
	}
}
