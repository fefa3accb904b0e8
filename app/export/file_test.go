package export

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// names are those of the files in a folder.
func names(t *testing.T, dir string) []string {
	t.Helper()
	list, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	var out []string
	for _, d := range list {
		out = append(out, d.Name())
	}
	return out
}

func TestAFileIsReplacedOnlyByForce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.md")
	list := []Article{article("One", "<p>First.</p>")}
	if _, err := Save(t.Context(), path, false, Markdown, list, options(t)); err != nil {
		t.Fatal(err)
	}
	before, _ := os.ReadFile(path)
	list[0].Title = "Two"
	if _, err := Save(t.Context(), path, false, Markdown, list, options(t)); !errors.Is(err, fs.ErrExist) {
		t.Errorf("saving again: %v", err)
	}
	if after, _ := os.ReadFile(path); string(after) != string(before) {
		t.Error("the file was replaced")
	}
	if _, err := Save(t.Context(), path, true, Markdown, list, options(t)); err != nil {
		t.Error(err)
	}
	if after, _ := os.ReadFile(path); string(after) == string(before) {
		t.Error("the file was not replaced")
	}
	if got := names(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestWhatFailsLeavesNoFile(t *testing.T) {
	dir := t.TempDir()
	o := options(t)
	ctx, cancel := context.WithCancel(t.Context())
	o.Done = func(int, int) { cancel() }
	for _, f := range Formats {
		if _, err := Save(ctx, filepath.Join(dir, "a"+f.Extension()), false, f, []Article{everything(), everything()}, o); !errors.Is(err, context.Canceled) {
			t.Errorf("%s: %v", f, err)
		}
	}
	if got := names(t, dir); len(got) != 0 {
		t.Errorf("left behind: %v", got)
	}
	if _, err := Save(t.Context(), filepath.Join(dir, "gone", "a.md"), false, Markdown, []Article{everything()}, options(t)); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("no folder: %v", err)
	}
}

// fullDisk takes so many bytes and then nothing more.
type fullDisk struct{ room int }

var errFull = errors.New("no space left on device")

func (d *fullDisk) Write(p []byte) (int, error) {
	if len(p) > d.room {
		n := d.room
		d.room = 0
		return n, errFull
	}
	d.room -= len(p)
	return len(p), nil
}

func TestAFullDiskIsTold(t *testing.T) {
	for _, f := range Formats {
		whole := len(written(t, f, options(t), everything()))
		for _, room := range []int{0, whole / 3, whole - 1} {
			if _, err := Write(t.Context(), &fullDisk{room}, f, []Article{everything()}, options(t)); !errors.Is(err, errFull) {
				t.Errorf("%s with room for %d of %d: %v", f, room, whole, err)
			}
		}
	}
}

func TestWhatIsPrintedGoesAfterADay(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "print")
	first, err := Print(t.Context(), dir, []Article{article("News", "<p>x</p>")}, options(t))
	if err != nil {
		t.Fatal(err)
	}
	second, err := Print(t.Context(), dir, []Article{article("News", "<p>x</p>")}, options(t))
	if err != nil || first == second {
		t.Fatal(first, second, err)
	}
	old := time.Now().Add(-25 * time.Hour)
	if err := os.Chtimes(first, old, old); err != nil {
		t.Fatal(err)
	}
	if _, err := Print(t.Context(), dir, []Article{article("Other", "<p>x</p>")}, options(t)); err != nil {
		t.Fatal(err)
	}
	if got := names(t, dir); len(got) != 2 || got[0] != "News (2).pdf" || got[1] != "Other.pdf" {
		t.Error(got)
	}
}

func TestPaperIsAsUsualWhereOneLives(t *testing.T) {
	for _, test := range []struct {
		env    map[string]string
		letter bool
	}{
		{map[string]string{"LANG": "en_US.UTF-8"}, true},
		{map[string]string{"LANG": "en_US.UTF-8", "LC_PAPER": "de_DE.UTF-8"}, false},
		{map[string]string{"LC_ALL": "fr_CA"}, true},
		{map[string]string{"LANG": "C.UTF-8"}, false},
		{nil, false},
	} {
		if got := Letter(func(key string) string { return test.env[key] }); got != test.letter {
			t.Errorf("%v: %v", test.env, got)
		}
	}
}

func TestFormatsAreKnownByNameAndEnding(t *testing.T) {
	for typed, want := range map[string]Format{"pdf": PDF, "PDF": PDF, "md": Markdown, "markdown": Markdown, ".htm": HTML, "html": HTML, "epub": EPUB, "a.epub": EPUB} {
		if got, ok := FormatOf(typed); !ok || got != want {
			t.Errorf("%q: %q", typed, got)
		}
	}
	for _, typed := range []string{"", "doc", "txt", "."} {
		if got, ok := FormatOf(typed); ok {
			t.Errorf("%q: %q", typed, got)
		}
	}
}
