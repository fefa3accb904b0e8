package readers

import (
	"os"
	"path/filepath"
	"testing"
)

func TestTheUsualPlacesAreFoundOnEverySystem(t *testing.T) {
	for name, test := range map[string]struct {
		file, list string
		want       Kind
		system     string
	}{
		"Liferea":                     {".local/share/liferea/liferea.db", ".config/liferea/feedlist.opml", Liferea, "linux"},
		"Liferea of long ago":         {".liferea_1.8/liferea.db", ".liferea_1.8/feedlist.opml", Liferea, "linux"},
		"Liferea from Flatpak":        {".var/app/net.sourceforge.liferea/data/liferea/liferea.db", ".var/app/net.sourceforge.liferea/config/liferea/feedlist.opml", Liferea, "linux"},
		"RSS Guard":                   {".config/RSS Guard 4/database/local/database.db", "", RSSGuard, "linux"},
		"RSS Guard from Flatpak":      {".var/app/io.github.martinrotter.rssguard/config/RSS Guard 4/database/local/database.db", "", RSSGuard, "linux"},
		"RSS Guard from Snap":         {"snap/rssguard/current/.config/RSS Guard 4/database/local/database.db", "", RSSGuard, "linux"},
		"RSS Guard on Windows":        {"Local/RSS Guard 4/database/local/database.db", "", RSSGuard, "windows"},
		"QuiteRSS":                    {".local/share/QuiteRss/QuiteRss/feeds.db", "", QuiteRSS, "linux"},
		"QuiteRSS on Windows":         {"Local/QuiteRss/QuiteRss/feeds.db", "", QuiteRSS, "windows"},
		"NetNewsWire":                 {"Library/Application Support/NetNewsWire/Accounts/OnMyMac/DB.sqlite3", "Library/Application Support/NetNewsWire/Accounts/OnMyMac/Subscriptions.opml", NetNewsWire, "darwin"},
		"Newsboat":                    {".newsboat/cache.db", ".newsboat/urls", Newsboat, "linux"},
		"Newsboat in the XDG folders": {".local/share/newsboat/cache.db", ".config/newsboat/urls", Newsboat, "linux"},
	} {
		t.Run(name, func(t *testing.T) {
			home := t.TempDir()
			path := write(t, filepath.Join(home, filepath.FromSlash(test.file)), string(magic))
			list := ""
			if test.list != "" {
				list = write(t, filepath.Join(home, filepath.FromSlash(test.list)), "x")
			}
			h := Homes{Home: home, Data: filepath.Join(home, ".local", "share"), Config: filepath.Join(home, ".config"), Local: filepath.Join(home, "Local"), Roam: filepath.Join(home, "Roaming"), System: test.system}
			if got := Find(h); len(got) != 1 || got[0] != (Place{test.want, path, list}) {
				t.Errorf("%+v", got)
			}
		})
	}
	if got := Find(Homes{Home: t.TempDir(), System: "linux"}); len(got) != 0 {
		t.Errorf("%+v", got)
	}
}

func TestWhatIsChosenIsRecognisedByItsTables(t *testing.T) {
	database := quiteRSS(t)
	other := filepath.Join(t.TempDir(), "backup.db")
	if err := os.Rename(database, other); err != nil {
		t.Fatal(err)
	}
	if p, err := Recognise(t.Context(), other); err != nil || p.Kind != QuiteRSS {
		t.Errorf("%+v, %v", p, err)
	}
	path := made(t, "liferea.db", append(lifereaTables, lifereaRows...)...)
	if p, err := Recognise(t.Context(), filepath.Dir(path)); err != nil || p != (Place{Kind: Liferea, Path: path}) {
		t.Errorf("%+v, %v", p, err)
	}
}
