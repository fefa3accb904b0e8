package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tidings/app"
)

func TestAnotherReadersArticlesAreImported(t *testing.T) {
	d := desk{t, t.TempDir()}
	path := filepath.Join(t.TempDir(), "starred.json")
	err := os.WriteFile(path, []byte(`{"items":[{"guid":"q-1","title":"Ferry","published":1700000000,"canonical":[{"href":"https://quay.example/ferry"}],"content":{"content":"<p>It sails.</p>"},
		"categories":["user/-/state/com.google/starred"],"origin":{"streamId":"feed/https://quay.example/feed","title":"Quay"}},
		{"guid":"q-2","title":"Crane","origin":{"streamId":"feed/https://quay.example/feed"}}]}`), 0o600)
	if err != nil {
		t.Fatal(err)
	}
	plan := lines[plannedRecord](t, d.run("import", "--from", "greader", path, "--dry-run", "--json").out)
	if len(plan) != 1 || plan[0].State != "new" || plan[0].Articles != 2 || plan[0].Starred != 1 || plan[0].Unread != 0 {
		t.Errorf("%+v", plan)
	}
	if out := d.fine("import", "--from", "auto", path, "--dry-run"); !strings.Contains(out, "It has 2 articles, 0 of them unread and 1 starred.") || !strings.Contains(out, "Nothing was changed.") {
		t.Errorf("%s", out)
	}
	if sum := lines[app.Imported](t, d.run("import", "--from", "greader", path, "--json").out); len(sum) != 1 || sum[0].Added != 1 || sum[0].Articles != 2 {
		t.Errorf("%+v", sum)
	}
	if out := d.fine("import", "--from", "greader", path); !strings.Contains(out, "Nothing was new.") {
		t.Errorf("%s", out)
	}
	if out := d.fine("list", "starred"); !strings.Contains(out, "Ferry") {
		t.Errorf("%s", out)
	}
	d.fine("undo")
	if a := d.run("list"); strings.Contains(a.out, "Ferry") {
		t.Errorf("%s", a.out)
	}
}

func TestAReaderThatIsNotThereIsSaidToBeMissing(t *testing.T) {
	d := desk{t, t.TempDir()}
	for _, test := range []struct {
		args []string
		code int
		want string
	}{
		{[]string{"import", "--from", "auto"}, nothing, "No other reader was found"},
		{[]string{"import", "--from", "liferea"}, nothing, "--from liferea PATH"},
		{[]string{"import", "--from", "newspaper"}, misuse, "no reader “newspaper”"},
		{[]string{"import", "--from", "liferea", t.TempDir()}, misuse, "neither the data of a reader"},
		{[]string{"import", "--from", "liferea", filepath.Join(t.TempDir(), "no")}, failure, "There is no file"},
		{[]string{"import", "--from", "liferea", "--ask"}, misuse, "--ask goes with --dry-run"},
		{[]string{"import"}, misuse, "needs one OPML file"},
	} {
		if a := d.run(test.args...); a.code != test.code || !strings.Contains(a.err, test.want) {
			t.Errorf("%v: exit %d, %s", test.args, a.code, a.err)
		}
	}
}
