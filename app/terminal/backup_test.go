package terminal

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestABackupIsAProfileOfItsOwn(t *testing.T) {
	d, copied := fullDesk(t), emptyDesk(t)
	d.fine("backup", "make", filepath.Join(copied.dir, "tidings.db"))
	if a, b := d.fine("feeds", "--json"), copied.fine("feeds", "--json"); a != b {
		t.Errorf("the copy has other feeds:\n%s", b)
	}
	if a := d.run("backup", "make", filepath.Join(copied.dir, "tidings.db")); a.code != failure || !strings.Contains(a.err, "already") {
		t.Errorf("a file is overwritten: %+v", a)
	}
}

func TestBackupsAreListedAndRestored(t *testing.T) {
	d := fullDesk(t)
	if a := d.run("backup"); a.code != nothing {
		t.Errorf("%+v", a)
	}
	before := d.fine("feeds", "--json")
	d.fine("backup", "make")
	d.fine("remove", "1")
	d.fine("backup", "restore", "1")
	if after := d.fine("feeds", "--json"); after != before {
		t.Errorf("it is not restored:\n%s", after)
	}
	list := lines[backupJSON](t, d.fine("backup", "list", "--json"))
	if len(list) != 2 || list[0].Number != 1 {
		t.Fatalf("%+v", list)
	}
	text := d.fine("backup")
	for _, want := range []string{"made by you", "replaced by a restored copy"} {
		if !strings.Contains(text, want) {
			t.Errorf("the list does not say %q:\n%s", want, text)
		}
	}
	if a := d.run("backup", "restore", "7"); a.code != nothing {
		t.Errorf("%+v", a)
	}
}

func TestADamagedFileIsMendedAndItIsSaid(t *testing.T) {
	d := fullDesk(t)
	before := d.fine("list", "--json")
	d.fine("backup", "make")
	path := filepath.Join(d.dir, "tidings.db")
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[9*4096+100] ^= 4
	if err := os.WriteFile(path, data, 0o600); err != nil {
		t.Fatal(err)
	}
	a := d.run("list", "--json")
	if a.code != fine || !strings.Contains(a.err, "Nothing was lost") {
		t.Errorf("exit %d, %s", a.code, a.err)
	}
	if a.out != before {
		t.Errorf("the list is another:\n%s", a.out)
	}
	if a := d.run("check", "--mend"); a.code != fine || a.err != "" {
		t.Errorf("%+v", a)
	}
}
