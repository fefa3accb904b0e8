package readers

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
)

// Homes are the folders below which programs keep their data.
type Homes struct {
	Home   string // the person's
	Data   string // $XDG_DATA_HOME
	Config string // $XDG_CONFIG_HOME
	Local  string // %LOCALAPPDATA%
	Roam   string // %APPDATA%
	System string // as runtime.GOOS
}

// OwnHomes are those of whoever runs the program.
func OwnHomes() Homes {
	home, _ := os.UserHomeDir() // without one, nothing is found
	h := Homes{Home: home, System: runtime.GOOS, Data: os.Getenv("XDG_DATA_HOME"), Config: os.Getenv("XDG_CONFIG_HOME"),
		Local: os.Getenv("LOCALAPPDATA"), Roam: os.Getenv("APPDATA")}
	if h.Data == "" {
		h.Data = filepath.Join(home, ".local", "share")
	}
	if h.Config == "" {
		h.Config = filepath.Join(home, ".config")
	}
	return h
}

// A usual place: pattern finds the database, lists are where its list of subscriptions may
// be, relative to the database's folder or, with a root, below that.
type usual struct {
	kind    Kind
	pattern string
	lists   []string
}

// usuals are the places of a system, those of the newest versions first.
func (h Homes) usuals() []usual {
	switch h.System {
	case "windows":
		return []usual{
			{RSSGuard, filepath.Join(h.Local, "RSS Guard*", "database", "local", "database.db"), nil},
			{RSSGuard, filepath.Join(h.Roam, "RSS Guard*", "database", "local", "database.db"), nil},
			{QuiteRSS, filepath.Join(h.Local, "QuiteRss", "QuiteRss", "feeds.db"), nil},
			{QuiteRSS, filepath.Join(h.Local, "QuiteRss", "feeds.db"), nil},
			{QuiteRSS, filepath.Join(h.Roam, "QuiteRss", "feeds.db"), nil},
		}
	case "darwin":
		support := filepath.Join(h.Home, "Library", "Application Support")
		boxed := filepath.Join(h.Home, "Library", "Containers", "com.ranchero.NetNewsWire-Evergreen", "Data", "Library", "Application Support")
		list := []string{"Subscriptions.opml"}
		return append([]usual{
			{NetNewsWire, filepath.Join(boxed, "NetNewsWire", "Accounts", "*", "DB.sqlite3"), list},
			{NetNewsWire, filepath.Join(support, "NetNewsWire", "Accounts", "*", "DB.sqlite3"), list},
			{RSSGuard, filepath.Join(support, "RSS Guard*", "database", "local", "database.db"), nil},
			{QuiteRSS, filepath.Join(support, "QuiteRss", "QuiteRss", "feeds.db"), nil},
		}, h.newsboats(h.Home, h.Data, h.Config)...)
	}
	var out []usual
	for _, root := range h.roots() {
		out = append(out,
			usual{Liferea, filepath.Join(root.data, "liferea", "liferea.db"), []string{filepath.Join(root.config, "liferea", "feedlist.opml")}},
			usual{RSSGuard, filepath.Join(root.config, "RSS Guard*", "database", "local", "database.db"), nil},
			usual{QuiteRSS, filepath.Join(root.data, "QuiteRss", "QuiteRss", "feeds.db"), nil},
			usual{QuiteRSS, filepath.Join(root.data, "data", "QuiteRss", "QuiteRss", "feeds.db"), nil})
		out = append(out, h.newsboats(root.home, root.data, root.config)...)
	}
	return append(out, usual{Liferea, filepath.Join(h.Home, ".liferea_1.*", "liferea.db"), []string{"feedlist.opml"}})
}

func (h Homes) newsboats(home, data, config string) []usual {
	var out []usual
	for _, name := range []string{"newsboat", "newsbeuter"} {
		out = append(out,
			usual{Newsboat, filepath.Join(data, name, "cache.db"), []string{filepath.Join(config, name, "urls")}},
			usual{Newsboat, filepath.Join(home, "."+name, "cache.db"), []string{"urls"}})
	}
	return out
}

// A root is where a program sees its home: programs from Flatpak and Snap see another.
type root struct{ home, data, config string }

func (h Homes) roots() []root {
	out := []root{{h.Home, h.Data, h.Config}}
	flats, _ := filepath.Glob(filepath.Join(h.Home, ".var", "app", "*"))
	for _, f := range flats {
		out = append(out, root{f, filepath.Join(f, "data"), filepath.Join(f, "config")})
	}
	snaps, _ := filepath.Glob(filepath.Join(h.Home, "snap", "*", "current"))
	for _, s := range snaps {
		out = append(out, root{s, filepath.Join(s, ".local", "share"), filepath.Join(s, ".config")})
	}
	return out
}

// Find returns the places where programs keep their data, in the order of Kinds. Of
// several databases of one program all are found: they may be accounts.
func Find(h Homes) []Place {
	if h.Home == "" {
		return nil
	}
	var out []Place
	seen := map[string]bool{}
	for _, u := range h.usuals() {
		found, _ := filepath.Glob(u.pattern)
		for _, path := range found {
			real, err := filepath.EvalSymlinks(path)
			if err != nil || seen[real] || isDatabase(path) != nil {
				continue
			}
			seen[real] = true
			out = append(out, Place{Kind: u.kind, Path: path, List: listBeside(path, u.lists)})
		}
	}
	slices.SortStableFunc(out, func(a, b Place) int { return slices.Index(Kinds, a.Kind) - slices.Index(Kinds, b.Kind) })
	return out
}

// listBeside is the first of the lists that there is; empty: none.
func listBeside(path string, lists []string) string {
	for _, name := range lists {
		if !filepath.IsAbs(name) {
			name = filepath.Join(filepath.Dir(path), name)
		}
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			return name
		}
	}
	return ""
}

// names of the files that programs keep, and of the lists beside them.
var filesOf = []struct {
	kind  Kind
	file  string
	lists []string
}{
	{Liferea, "liferea.db", []string{"feedlist.opml"}},
	{RSSGuard, "database.db", nil},
	{QuiteRSS, "feeds.db", nil},
	{NetNewsWire, "DB.sqlite3", []string{"Subscriptions.opml"}},
	{Newsboat, "cache.db", []string{"urls"}},
}

// inside are folders in which the files may lie below the one that a person chose.
var inside = []string{"", "database/local", "QuiteRss", "OnMyMac", "Accounts/OnMyMac", "liferea"}

// Recognise tells what a file or folder is that a person chose: by its tables, whatever it
// is called. The error is ErrUnknown, or the system's.
func Recognise(ctx context.Context, path string) (Place, error) {
	info, err := os.Stat(path)
	if err != nil {
		return Place{}, err
	}
	if !info.IsDir() {
		return recogniseFile(ctx, path)
	}
	for _, sub := range inside {
		for _, f := range filesOf {
			file := filepath.Join(path, filepath.FromSlash(sub), f.file)
			if isDatabase(file) != nil {
				continue
			}
			if p, err := recogniseFile(ctx, file); err == nil {
				return p, nil
			}
		}
	}
	return Place{}, ErrUnknown
}

func recogniseFile(ctx context.Context, path string) (Place, error) {
	if isDatabase(path) != nil {
		switch strings.ToLower(filepath.Ext(path)) {
		case ".json", ".zip":
			return Place{Kind: GoogleReader, Path: path}, nil
		}
		return Place{}, ErrUnknown
	}
	kind, err := kindOf(ctx, path)
	if err != nil {
		return Place{}, err
	}
	p := Place{Kind: kind, Path: path}
	for _, u := range OwnHomes().usuals() { // its list may lie elsewhere
		if ok, _ := filepath.Match(u.pattern, path); ok && u.kind == kind {
			p.List = listBeside(path, u.lists)
		}
	}
	for _, f := range filesOf {
		if f.kind == kind && p.List == "" {
			p.List = listBeside(path, f.lists)
		}
	}
	return p, nil
}
