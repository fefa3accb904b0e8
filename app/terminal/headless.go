package terminal

import (
	"context"
	"errors"
	"io"

	"github.com/spf13/cobra"

	"tidings/app"
)

// Headless does the main job of the window where there is no display: it
// fetches what is new and prints the front page; of the demo newsroom if there
// are no subscriptions. dir is the folder of the profile, empty for the usual
// one. The exit code is 0 unless the profile cannot be opened.
func Headless(ctx context.Context, dir string, out, errOut io.Writer) int {
	s := newSession(nil, out, errOut)
	s.config.Dir = dir
	err := s.headless(ctx)
	if err = errors.Join(err, s.out.flush()); err != nil {
		s.say("%s", app.Explain(err))
		return failure
	}
	return fine
}

// headlessCommand is what "make run" does without a display.
func (s *session) headlessCommand() *cobra.Command {
	return &cobra.Command{
		Use:    "headless",
		Short:  "Do what the window does, where there is no display",
		Hidden: true,
		Args:   cobra.NoArgs,
		RunE:   func(cmd *cobra.Command, _ []string) error { return s.headless(cmd.Context()) },
	}
}

const aboutWindow = "The window needs a display. Start tidings where there is one, on a desktop or through ssh -X."

// headless returns an error only if the profile cannot be opened. Everything
// else is said, and what is stored is shown.
func (s *session) headless(ctx context.Context) (err error) {
	core, err := app.Open(ctx, s.config)
	if err != nil {
		return err
	}
	defer func() { s.tell(core.Close()) }()
	list, err := core.Feeds(ctx)
	if err != nil {
		return err
	}
	if len(list) == 0 {
		s.headlessDemo(ctx)
	} else {
		s.headlessFront(ctx, core)
	}
	s.out.blank()
	s.out.text(0, aboutWindow)
	return nil
}

// headlessFront fetches what is new and prints the front page. Without a network
// it prints what is stored.
func (s *session) headlessFront(ctx context.Context, core *app.Core) {
	report, troubles, err := s.refresh(ctx, core, []app.Selection{{}})
	s.tell(err)
	switch {
	case len(troubles) > 0 && report.Failed == report.Feeds:
		s.say("No feed could be fetched; this is what is stored. %s", troubles[0].Error)
	case len(troubles) > 0:
		s.say("%s could not be fetched; tidingsctl feeds says why.", count(len(troubles), "feed", "feeds"))
	}
	s.tell(s.front(ctx, core, frontFlags{}))
	s.out.blank()
	s.out.text(0, hint)
}

// headlessDemo shows the demo newsroom and says how to begin.
func (s *session) headlessDemo(ctx context.Context) {
	s.out.text(0, "You have no subscriptions yet. This is the demo newsroom: invented sources, served by this program.")
	s.out.blank()
	demo := *s
	demo.config.Dir = "" // a temporary profile
	s.tell(demo.demo(ctx, false))
	s.out.blank()
	s.out.text(0, "To subscribe: tidingsctl add URL, or tidingsctl import FILE.opml.")
}

// tell says what went wrong where the work goes on.
func (s *session) tell(err error) {
	var own *problem
	switch {
	case err == nil:
	case errors.As(err, &own):
		s.say("%s", own.sentence)
	default:
		s.say("%s", app.Explain(err))
	}
}
