package terminal

import (
	"context"
	"errors"

	"github.com/spf13/cobra"

	"tidings/app"
)

// noneOrTwo checks the arguments of a command that is a setting: a place and what holds
// there, or nothing. The sentence says what it needs.
func noneOrTwo(sentence string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) != 0 && len(args) != 2 {
			return errors.New(sentence)
		}
		return nil
	}
}

// setting runs a command that is a setting: it prints what the reader chose, or sets what
// holds for a feed or a folder.
func (s *session) setting(
	print func(ctx context.Context, core *app.Core, bar *sidebar) error,
	set func(ctx context.Context, core *app.Core, bar *sidebar, place, typed string) error,
) func(*cobra.Command, []string) error {
	return s.withCore(func(ctx context.Context, core *app.Core, args []string) error {
		bar, err := readSidebar(ctx, core)
		switch {
		case err != nil:
			return err
		case len(args) == 0:
			return print(ctx, core, bar)
		}
		return set(ctx, core, bar, args[0], args[1])
	})
}
