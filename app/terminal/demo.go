package terminal

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"tidings/app"
)

func (s *session) demoCommand() *cobra.Command {
	var serve bool
	c := &cobra.Command{
		Use:   "demo",
		Short: "Show the demo newsroom: invented sources, no network needed",
		Long: `Demo serves a dozen invented newspapers on a loopback address, subscribes to
all of them in a temporary profile, fetches them and prints the front page.
One of the sources is broken on purpose.

With --data the profile stays there. With --serve the newsroom stays open until
it is interrupted, for other commands and for the window.`,
		Example: "  tidingsctl demo\n  tidingsctl demo --serve",
		Args:    cobra.NoArgs,
		RunE: func(cmd *cobra.Command, _ []string) error {
			return s.demo(cmd.Context(), serve)
		},
	}
	c.Flags().BoolVar(&serve, "serve", false, "keep serving the newsroom until interrupted")
	return c
}

func (s *session) demo(ctx context.Context, serve bool) (err error) {
	d, err := app.OpenDemo(ctx, s.config)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, d.Close()) }()
	// That one source is broken belongs to the demo and is no failure of it.
	if _, _, err := s.refresh(ctx, d.Core, []app.Selection{{}}); err != nil {
		return err
	}
	if err := s.front(ctx, d.Core, frontFlags{}); err != nil || !serve {
		return err
	}
	return s.serve(ctx, d)
}

// serve keeps the newsroom open until the program is interrupted.
func (s *session) serve(ctx context.Context, d *app.Demo) error {
	list := filepath.Join(d.Dir(), "newsroom.opml")
	file, err := os.OpenFile(list, os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	if err := errors.Join(d.Export(ctx, file), file.Close()); err != nil {
		return err
	}
	if s.out.json {
		err = s.out.object(map[string]string{"address": d.URL(), "opml": list, "data": d.Dir()})
	} else {
		s.out.blank()
		s.out.line("The newsroom is open until you interrupt it (Ctrl+C).")
		for _, fact := range [][2]string{{"address", d.URL()}, {"opml", list}, {"data", d.Dir()}} {
			// Whole, so that it can be copied.
			_, err = s.out.to.WriteString(pad(fact[0], 9) + fact[1] + "\n")
		}
	}
	if err = errors.Join(err, s.out.flush()); err != nil {
		return err
	}
	<-ctx.Done()
	return nil
}
