package terminal

import (
	"bytes"
	"testing"

	"tidings/app"
)

func TestAProfileThatTakesLongToOpenSaysHowFarItIs(t *testing.T) {
	for want, w := range map[string]app.Work{
		"Counting your articles…":                        {Doing: "Counting your articles…"},
		"Bringing your articles into a safer file… 25 %": {Doing: "Bringing your articles into a safer file…", Done: 1, Total: 4},
	} {
		if got := openingText(w); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	var c app.Config
	s := &session{err: &bytes.Buffer{}}
	s.showOpening(&c)()
	if c.Progress != nil {
		t.Error("progress is written where nobody watches")
	}
}
