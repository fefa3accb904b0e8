package tidings

import (
	"os"
	"strings"
	"testing"
)

// With a later typesetting library everything compiles, but the toolkit loses
// the fallback fonts of Thai, Indic and other scripts without a word.
func TestTheTypesettingLibraryIsTheOneThatTheToolkitNeeds(t *testing.T) {
	mod, err := os.ReadFile("go.mod")
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{"fyne.io/fyne/v2 v2.7.1\n", "github.com/go-text/typesetting v0.2.1\n"} {
		if !strings.Contains(string(mod), want) {
			t.Errorf("go.mod does not have %q; both move together, after a look at Thai and Hindi in the window's own fields", strings.TrimSpace(want))
		}
	}
}
