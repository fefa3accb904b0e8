package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tidings/app/export"
)

// folder is what lies in a folder.
func folder(t *testing.T, dir string) []string {
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

func TestSaveWritesWhatTheNameSays(t *testing.T) {
	d := fullDesk(t)
	dir := t.TempDir()
	for name, begins := range map[string]string{
		"a.pdf": "%PDF-1.7", "a.epub": "PK\x03\x04", "a.html": "<!DOCTYPE html>", "a.md": "---\ntitle:",
	} {
		path := filepath.Join(dir, name)
		r := one[savedRecord](t, d.fine("save", "1", "--no-pictures", "--to", path, "--json"))
		data, err := os.ReadFile(path)
		if err != nil || !strings.HasPrefix(string(data), begins) || r.File != path || r.Articles != 1 {
			t.Errorf("%s: %+v, %v, %.20q", name, r, err, data)
		}
	}
}

func TestSaveReplacesNothingUnasked(t *testing.T) {
	d := fullDesk(t)
	path := filepath.Join(t.TempDir(), "a.md")
	if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	a := d.run("save", "1", "--no-pictures", "--to", path)
	if data, _ := os.ReadFile(path); a.code != failure || !strings.Contains(a.err, "--force") || string(data) != "mine" {
		t.Errorf("%+v, %q", a, data)
	}
	d.fine("save", "1", "--no-pictures", "--to", path, "--force")
	if data, _ := os.ReadFile(path); string(data) == "mine" {
		t.Error("--force did not replace it")
	}
	if got := folder(t, filepath.Dir(path)); len(got) != 1 {
		t.Errorf("left behind: %v", got)
	}
}

func TestSaveGivesEachArticleAFileOfItsOwn(t *testing.T) {
	d := fullDesk(t)
	dir := filepath.Join(t.TempDir(), "notes")
	out := d.fine("save", "all", "--limit", "5", "--as", "markdown", "--no-pictures", "--to", dir)
	got := folder(t, dir)
	if len(got) != 5 || strings.Count(out, "\n") != 5 {
		t.Errorf("%v, %q", got, out)
	}
	d.fine("save", "all", "--limit", "5", "--as", "markdown", "--no-pictures", "--to", dir)
	if again := folder(t, dir); len(again) != 10 {
		t.Errorf("a second time: %v", again)
	}
	d.fine("save", "all", "--limit", "5", "--as", "markdown", "--no-pictures", "--to", dir, "--force")
	if again := folder(t, dir); len(again) != 10 {
		t.Errorf("a third time, replacing: %v", again)
	}
}

func TestSaveBringsAListIntoOneBook(t *testing.T) {
	d := fullDesk(t)
	path := filepath.Join(t.TempDir(), "b.epub")
	r := one[savedRecord](t, d.fine("save", "all", "--limit", "7", "--no-pictures", "--to", path, "--title", "Seven", "--json"))
	if r.Articles != 7 || r.Format != export.EPUB {
		t.Errorf("%+v", r)
	}
}

func TestSaveWritesToStandardOutput(t *testing.T) {
	d := fullDesk(t)
	if out := d.fine("save", "1", "--no-pictures", "--to", "-"); !strings.HasPrefix(out, "---\ntitle:") {
		t.Errorf("%.60q", out)
	}
	if out := d.fine("save", "1", "--no-pictures", "--to", "-", "--as", "html"); !strings.HasPrefix(out, "<!DOCTYPE html>") {
		t.Errorf("%.60q", out)
	}
}

func TestAMissingPictureIsSaid(t *testing.T) {
	d := fullDesk(t) // whose newsroom is closed
	a := d.run("save", "all", "--limit", "40", "--as", "html", "--to", filepath.Join(t.TempDir(), "a.html"))
	if a.code != fine || !strings.Contains(a.err, "could not be had") {
		t.Errorf("%+v", a)
	}
}

func TestSaveExplainsWhatItNeeds(t *testing.T) {
	d := fullDesk(t)
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"nothing named":      {nil, misuse, "Say which articles"},
		"no such format":     {[]string{"1", "--as", "doc"}, misuse, "There is no format"},
		"no such paper":      {[]string{"1", "--paper", "b5"}, misuse, "There is no paper"},
		"no such article":    {[]string{"999999"}, nothing, "not stored"},
		"no such list":       {[]string{"some"}, misuse, "is none of all"},
		"numbers and lists":  {[]string{"1", "--starred"}, misuse, "or say which list"},
		"an empty list":      {[]string{"starred"}, nothing, "no articles"},
		"a folder not there": {[]string{"1", "--no-pictures", "--to", filepath.Join(d.dir, "no", "such", "a.pdf")}, failure, ""},
	} {
		a := d.run(append([]string{"save"}, test.args...)...)
		if a.code != test.code || !strings.Contains(a.err, test.says) {
			t.Errorf("%s: exit %d, %s", name, a.code, a.err)
		}
	}
}
