package app

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/storage"
	"tidings/storage/checked"
)

// noticeOf is the text of a notice; empty: there is none.
func noticeOf(c *Core, k NoticeKey) string {
	for _, n := range c.Notices() {
		if n.Key == k {
			return n.Text
		}
	}
	return ""
}

func TestAChangedFileIsCopiedByTheClock(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", "Text.", 1))
	now := time.Now()
	core := openCore(t, Config{Dir: t.TempDir(), Now: func() time.Time { return now }})
	copies := func(want int, when string) {
		t.Helper()
		if err := core.backUpIfDue(t.Context()); err != nil {
			t.Fatal(err)
		}
		if list, err := core.Backups(); err != nil || len(list) != want {
			t.Errorf("%s: %d copies, %v", when, len(list), err)
		}
	}
	copies(0, "nothing to lose")
	subscribe(t, core, site.URL+"/a")
	now = time.Now()
	copies(1, "the first")
	copies(1, "at once again")
	now = now.Add(2 * backupEvery)
	copies(1, "nothing changed")
	later := now.Add(-time.Minute)
	for _, suffix := range []string{"", "-wal"} {
		if err := os.Chtimes(filepath.Join(core.Dir(), fileName+suffix), later, later); err != nil && !errors.Is(err, os.ErrNotExist) {
			t.Fatal(err)
		}
	}
	copies(2, "changed two hours later")
}

// A copy from a time when the clock was years ahead does not keep new ones from being
// made, nor does what was examined then.
func TestAClockThatWasAheadDoesNotStopBackups(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", "Text.", 1))
	ahead := time.Now().AddDate(4, 0, 0)
	now := ahead
	core := openCore(t, Config{Dir: t.TempDir(), Now: func() time.Time { return now }})
	subscribe(t, core, site.URL+"/a")
	if _, err := core.BackUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	core.examine()
	now = time.Now()
	if err := core.backUpIfDue(t.Context()); err != nil {
		t.Fatal(err)
	}
	if list, err := core.Backups(); err != nil || len(list) != 2 {
		t.Errorf("%d copies, %v", len(list), err)
	}
	core.examine()
	if at, err := core.db.Setting(t.Context(), examinedKey); err != nil || at > now.AddDate(1, 0, 0).Format(time.RFC3339) {
		t.Errorf("it was examined last at %s, %v", at, err)
	}
}

func TestARestoredBackupShowsAtOnce(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", "Text.", 1))
	core := openCore(t, Config{Dir: t.TempDir()})
	id := subscribe(t, core, site.URL+"/a")
	b, err := core.BackUp(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if err := core.Unsubscribe(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	if err := core.Restore(t.Context(), b.Path); err != nil {
		t.Fatal(err)
	}
	if list, err := core.Feeds(t.Context()); err != nil || len(list) != 1 {
		t.Errorf("%v, %v", list, err)
	}
	if err := core.DeriveAll(t.Context()); err != nil {
		t.Error(err)
	}
}

// Damage that is met while the program runs is mended without the reader's help.
func TestDamageIsMendedByItself(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", strings.Repeat("Text about rivers. ", 2000), 1))
	dir := t.TempDir()
	core := openCore(t, Config{Dir: dir})
	subscribe(t, core, site.URL+"/a")
	refresh(t, core, Selection{})
	if err := core.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	if _, err := core.BackUp(t.Context()); err != nil { // also brings the log into the file
		t.Fatal(err)
	}
	core.settle()
	path := filepath.Join(dir, fileName)
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	data[20*4096+77] ^= 1
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := f.WriteAt(data[20*4096:21*4096], 20*4096); err != nil {
		t.Fatal(err)
	}
	_ = f.Close()
	mended := make(chan struct{})
	stop := core.Listen(func(Change) {
		if noticeOf(core, MendedNotice) != "" {
			select {
			case mended <- struct{}{}:
			default:
			}
		}
	})
	defer stop()
	core.examine()
	core.spawn(core.guard)
	select {
	case <-mended:
	case <-t.Context().Done():
	}
	if text := noticeOf(core, MendedNotice); !strings.Contains(text, "Nothing was lost") {
		t.Errorf("it says %q", text)
	}
	if err := core.Check(t.Context()); err != nil {
		t.Error(err)
	}
	if got := titles(t, core, feeds.Scope{}); len(got) != 1 {
		t.Errorf("%q", got)
	}
}

func TestAFullDiskPausesFetchingAndGoesOn(t *testing.T) {
	site := newPages(t)
	site.feed("/a", "A", item("a1", "One", "Text.", 1))
	core := openCore(t, Config{Dir: t.TempDir()})
	subscribe(t, core, site.URL+"/a")
	refresh(t, core, Selection{})
	site.feed("/a", "A", item("a1", "One", "Text.", 1), item("a2", "Two", "Text.", 1))
	checked.Inject(func(op checked.Op, _ string, _ int64, _ int) int {
		if op == checked.Write {
			return checked.Full
		}
		return 0
	})
	defer checked.Inject(nil)
	if _, err := core.Refresh(t.Context(), Selection{}); !errors.Is(err, storage.ErrFull) || !strings.Contains(Explain(err), "full") {
		t.Errorf("%v", err)
	}
	if noticeOf(core, FullNotice) == "" {
		t.Error("nothing is said")
	}
	if got := titles(t, core, feeds.Scope{}); len(got) != 1 {
		t.Errorf("reading meanwhile: %q", got)
	}
	checked.Inject(nil)
	if sum := refresh(t, core, Selection{}); sum.New != 1 {
		t.Errorf("when there is room again: %+v", sum)
	}
	if text := noticeOf(core, FullNotice); text != "" {
		t.Errorf("it still says %q", text)
	}
}

func TestAProfileWhoseDriveIsMissingIsNotMadeAnew(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "drive", "tidings")
	_, err := Open(t.Context(), Config{Dir: dir})
	if err == nil || !strings.Contains(Explain(err), "Is a drive missing?") {
		t.Errorf("%v", err)
	}
	if _, err := os.Stat(filepath.Dir(dir)); err == nil {
		t.Error("a folder was made")
	}
}

func TestFoldersThatAreCopiedElsewhereAreKnown(t *testing.T) {
	root := t.TempDir()
	if err := os.MkdirAll(filepath.Join(root, "shared", ".stfolder"), 0o700); err != nil {
		t.Fatal(err)
	}
	for dir, want := range map[string]string{
		"Dropbox/tidings":              "Dropbox",
		"OneDrive - Delta Ltd/tidings": "OneDrive",
		"Library/Mobile Documents/x":   "iCloud",
		"shared/deep/tidings":          "Syncthing",
		"Documents/tidings":            "",
		"box/tidings":                  "",
	} {
		if got := synced(filepath.Join(root, dir)); got != want {
			t.Errorf("%s: %q", dir, got)
		}
	}
	core := openCore(t, Config{Dir: filepath.Join(root, "shared")})
	if text := noticeOf(core, SyncedNotice); !strings.Contains(text, "Syncthing") {
		t.Errorf("it says %q", text)
	}
	if err := core.Dismiss(t.Context(), SyncedNotice); err != nil || len(core.Notices()) > 0 {
		t.Errorf("%v, %v", core.Notices(), err)
	}
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	if again := openCore(t, Config{Dir: filepath.Join(root, "shared")}); len(again.Notices()) > 0 {
		t.Errorf("it is told again: %v", again.Notices())
	}
}

func TestALossIsToldInNumbers(t *testing.T) {
	now := time.Date(2026, 3, 4, 12, 0, 0, 0, time.UTC)
	for want, l := range map[string]storage.Loss{
		"Nothing was lost. ": {},
		"Lost: 1 article, 12 texts of articles; 30 entries came from the backup of today 09:30. ": {
			Articles: 1, Texts: 12, FromBackup: 30, Backup: now.Add(-150 * time.Minute)},
		"1 entry came from a damaged place": {Rescued: 1},
		"could not be read at all":          {Everything: true},
	} {
		if got := explainLoss(l, now); !strings.Contains(got, want) {
			t.Errorf("%+v: %s", l, got)
		}
	}
}
