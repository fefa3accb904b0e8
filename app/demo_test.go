package app

import (
	"net/http"
	"os"
	"testing"

	"tidings/feeds"
)

func TestADemoLeavesNothingBehind(t *testing.T) {
	d, err := OpenDemo(t.Context(), Config{})
	if err != nil {
		t.Fatal(err)
	}
	list, err := d.Feeds(t.Context())
	if err != nil || len(list) == 0 {
		t.Errorf("it has %d feeds, %v", len(list), err)
	}
	if folders, err := d.Folders(t.Context()); err != nil || len(folders) < 3 {
		t.Errorf("it has %d folders, %v", len(folders), err)
	}
	dir, url := d.Dir(), d.URL()
	if err := d.Close(); err != nil {
		t.Error(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("its profile is still there: %v", err)
	}
	if resp, err := http.Get(url); err == nil {
		_ = resp.Body.Close()
		t.Error("its server still answers")
	}
}

func TestADemoInANamedProfileKeepsIt(t *testing.T) {
	dir := t.TempDir()
	d, err := OpenDemo(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	refresh(t, d.Core, Selection{})
	want := len(listed(t, d.Core, feeds.Scope{}))
	if err := d.Close(); err != nil {
		t.Fatal(err)
	}
	if d, err = OpenDemo(t.Context(), Config{Dir: dir}); err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	if n := len(listed(t, d.Core, feeds.Scope{})); n != want || n == 0 {
		t.Errorf("%d articles the second time, want %d", n, want)
	}
}

func TestADemoWithoutAPlaceFails(t *testing.T) {
	file := t.TempDir() + "/file"
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenDemo(t.Context(), Config{Dir: file + "/profile"}); err == nil {
		t.Error("it opened a profile inside a file")
	}
}
