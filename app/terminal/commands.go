package terminal

import (
	"context"
	"strings"

	"github.com/spf13/cobra"

	"tidings/app"
	"tidings/feeds"
)

// A commandRecord is a feed that a command prints.
type commandRecord struct {
	Feed    feeds.FeedID `json:"feed"`
	Name    string       `json:"name"`
	Command string       `json:"command"`
	Allowed bool         `json:"allowed"` // on this computer
}

func (s *session) commandsCommand() *cobra.Command {
	return &cobra.Command{
		Use:   "commands [on|off|allow FEED|forbid FEED]",
		Short: "Say which commands may run to be feeds on this computer",
		Long: `Commands lists the feeds that are what a command prints, and whether these commands
may run. That is switched off until "commands on", for this computer and for you alone:
neither a list of subscriptions nor a profile from elsewhere brings it along. A command
that you typed yourself is allowed; one that came with a list waits, paused, until
"commands allow". A command can do everything that you can.`,
		Example: "  tidingsctl commands\n  tidingsctl commands on\n  tidingsctl commands allow 3",
		Args:    takes(0, 2, "Commands takes on, off, or allow or forbid with the number or name of a feed."),
		RunE: s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
			bar, err := readSidebar(ctx, core)
			if err == nil && len(args) > 0 {
				err = s.changeCommands(ctx, core, bar, args)
			}
			if err != nil {
				return err
			}
			return s.listCommands(ctx, core)
		}),
	}
}

func (s *session) changeCommands(ctx context.Context, core *app.Core, bar *sidebar, args []string) error {
	switch {
	case len(args) == 1 && (args[0] == "on" || args[0] == "off"):
		return core.SetCommands(args[0] == "on")
	case len(args) == 2 && (args[0] == "allow" || args[0] == "forbid"):
	default:
		return wrong("Commands takes on, off, or allow or forbid with the number or name of a feed.")
	}
	f, err := bar.feed(args[1])
	switch {
	case err != nil:
		return err
	case f.Source() != feeds.ByCommand:
		return wrong("%s is not what a command prints.", f.Name())
	case args[0] == "allow":
		return core.AllowCommand(ctx, f.ID)
	}
	return core.ForbidCommand(ctx, f.ID)
}

func (s *session) listCommands(ctx context.Context, core *app.Core) error {
	list, err := core.Feeds(ctx)
	if err != nil {
		return err
	}
	if !s.out.json {
		s.out.text(0, map[bool]string{
			true: "Commands may be feeds on this computer, if you typed or allowed them.", false: "Feeds from commands are switched off on this computer.",
		}[core.Commands()])
	}
	for _, f := range list {
		if f.Source() != feeds.ByCommand {
			continue
		}
		r := commandRecord{f.ID, f.Name(), strings.TrimPrefix(f.URL, feeds.CommandScheme), core.MayRun(f)}
		if s.out.json {
			if err := s.out.object(r); err != nil {
				return err
			}
			continue
		}
		s.out.line("%d  %s · %s", r.Feed, clean(r.Name), map[bool]string{true: "allowed", false: "not allowed"}[r.Allowed])
		s.out.brief(4, 3, clean(r.Command))
	}
	return nil
}

// addByCommand subscribes to what a command prints.
func (s *session) addByCommand(ctx context.Context, core *app.Core, args []string, flags addFlags) error {
	address, ok := app.CommandAddress(args[0])
	if len(args) != 1 || !ok {
		return wrong("Give the command with its arguments as one argument, in quotes.")
	}
	return s.subscribe(ctx, core, address, flags)
}

// subscribeToEach subscribes to every newsletter of a mailbox by itself.
func (s *session) subscribeToEach(ctx context.Context, core *app.Core, found []app.Found, flags addFlags) error {
	var all []app.Found
	for _, f := range found {
		if f.Each != nil {
			all = app.Expand([]app.Found{f})
		}
	}
	if len(all) == 0 {
		return wrong("There are no newsletters of several senders here that you are not subscribed to.")
	}
	var looked []app.Looked
	for _, f := range all {
		looked = append(looked, app.Looked{Text: f.URL, Found: []app.Found{f}})
	}
	list, fresh, err := s.takeEach(ctx, core, looked, flags.folder)
	if err != nil {
		return err
	}
	if len(fresh) > 0 {
		if _, _, err := s.refresh(ctx, core, fresh); err != nil {
			return err
		}
	}
	bad, err := s.sayEach(ctx, core, list)
	s.failed = bad > 0
	return err
}
