package terminal

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"tidings/app"
)

// The exit codes.
const (
	fine    = 0
	failure = 1
	misuse  = 2
	nothing = 3
	partly  = 4 // some feeds could not be fetched
)

// A problem ends the program with a sentence that is not app.Explain's.
type problem struct {
	code     int
	sentence string
}

func (p *problem) Error() string { return p.sentence }

func wrong(format string, args ...any) error {
	return &problem{misuse, fmt.Sprintf(format, args...)}
}

func missing(format string, args ...any) error {
	return &problem{nothing, fmt.Sprintf(format, args...)}
}

func failed(format string, args ...any) error {
	return &problem{failure, fmt.Sprintf(format, args...)}
}

// takes checks how many arguments a command has; most -1 means any number. The
// sentence says what it needs.
func takes(least, most int, sentence string) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < least || most >= 0 && len(args) > most {
			return errors.New(sentence)
		}
		return nil
	}
}

// finish says what went wrong and returns the exit code.
func (s *session) finish(cmd *cobra.Command, err error) int {
	err = errors.Join(err, s.out.flush())
	if err == nil {
		if s.failed {
			return partly
		}
		return fine
	}
	if s.config.Log != nil {
		s.config.Log.Error("tidingsctl", "err", err)
	}
	var own *problem
	switch {
	case errors.As(err, &own):
		if own.sentence != "" {
			s.say("%s", own.sentence)
		}
		return own.code
	case !s.begun:
		s.say("%s", clean(err.Error()))
		s.say("See %s --help.", cmd.CommandPath())
		return misuse
	}
	s.say("%s", app.Explain(err))
	switch {
	case app.IsMissing(err):
		return nothing
	case app.IsMisuse(err):
		return misuse
	}
	return failure
}

// say tells a person something that is not part of the answer.
func (s *session) say(format string, args ...any) {
	fmt.Fprintln(s.err, clean(fmt.Sprintf(format, args...)))
}
