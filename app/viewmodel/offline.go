package viewmodel

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"tidings/feeds"
)

// Network says whether there is a network and since when; a zero time: since the start.
func Network(online bool, since, now time.Time) string {
	text := "Online"
	if !online {
		text = "No network"
	}
	if since.IsZero() {
		return text + "."
	}
	at := Clock(since, now)
	switch days := daysBetween(since.In(now.Location()), now); {
	case days == 1:
		at = InSentence(When(since, now))
	case days > 1:
		at = strings.TrimPrefix(InSentence(When(since, now)), "on ")
	}
	return text + " since " + at + "."
}

// Standing is what the top bar tells of: what a refresh does, whether there is a network,
// and what is being prepared.
type Standing struct {
	Refreshing       bool
	Done, Total, New int // of the refresh
	Offline          bool
	Captive          bool      // offline until somebody logs in to the network
	Since            time.Time // it is so; zero: since the start
	Back             bool      // the network came back a moment ago
	Waiting          int       // articles that are being fetched, or wait for it
	Preparing        bool
	Tried, Wanted    int       // articles of what is being prepared
	Last             time.Time // refresh; zero: none yet
}

// Status is the line of the top bar. aside says that it is about reading without a
// network.
func Status(s Standing, now time.Time) (line string, aside bool) {
	switch {
	case s.Back && !s.Offline && s.Waiting > 0:
		return "Back online: " + plural(s.Waiting, "article is being fetched", "articles are being fetched"), true
	case s.Back && !s.Offline:
		return "Back online", true
	case s.Refreshing && s.New > 0:
		return fmt.Sprintf("%d/%d · %d new", s.Done, s.Total, s.New), false
	case s.Refreshing:
		return fmt.Sprintf("%d/%d", s.Done, s.Total), false
	case s.Offline && s.Captive:
		return "This network wants a login", true
	case s.Offline && s.Since.IsZero():
		return "Offline", true
	case s.Offline:
		return "Offline since " + Clock(s.Since, now), true
	case s.Preparing:
		return "Preparing " + Number(s.Tried) + "/" + Number(s.Wanted), true
	case !s.Last.IsZero():
		return Updated(now.Sub(s.Last)), false
	}
	return "", false
}

// ReadyName is what of articles is kept ready; ReadyAsAround is what as says.
func ReadyName(r feeds.Ready, as string) string {
	switch r {
	case feeds.ReadyOff:
		return "off"
	case feeds.ReadyText:
		return "whole texts"
	case feeds.ReadyPictures:
		return "whole texts and pictures"
	}
	return as
}

// ReadyAround is what is kept ready where a feed or folder says nothing: what the nearest
// folder around it says, else what holds for everything. who is the name of that folder;
// empty: everything. folder is the one around; zero: none.
func ReadyAround(folder feeds.FolderID, folders []feeds.Folder, all feeds.Ready) (r feeds.Ready, who string) {
	for range len(folders) + 1 {
		i := slices.IndexFunc(folders, func(f feeds.Folder) bool { return f.ID == folder })
		if i < 0 {
			break
		}
		if folders[i].Ready != feeds.ReadyAsAround {
			return folders[i].Ready, folders[i].Name
		}
		folder = folders[i].Parent
	}
	return all, ""
}

// A ReadyChoice is one of the ways to keep a feed or folder ready.
type ReadyChoice struct {
	Ready feeds.Ready
	Name  string
}

// ReadyChoices are all of them. all is what holds for everything.
func ReadyChoices(folder feeds.FolderID, folders []feeds.Folder, all feeds.Ready) []ReadyChoice {
	r, who := ReadyAround(folder, folders, all)
	around := "As everything else"
	if who != "" {
		around = "As the folder " + Quoted(who)
	}
	list := []ReadyChoice{{feeds.ReadyAsAround, around + ": " + ReadyName(r, "")}}
	for _, r := range []feeds.Ready{feeds.ReadyOff, feeds.ReadyText, feeds.ReadyPictures} {
		list = append(list, ReadyChoice{r, Capital(ReadyName(r, ""))})
	}
	return list
}

// Capital is a sentence of the words.
func Capital(words string) string {
	for i, r := range words {
		return strings.ToUpper(string(r)) + words[i+len(string(r)):]
	}
	return words
}

// Uncapital is the words of a sentence, within another.
func Uncapital(sentence string) string {
	for i, r := range sentence {
		return strings.ToLower(string(r)) + sentence[i+len(string(r)):]
	}
	return sentence
}

// A RemoteChoice is one of the ways to treat the pictures of a feed.
type RemoteChoice struct {
	Remote feeds.Remote
	Name   string
}

// RemoteChoices are all of them. all is what holds for everything.
func RemoteChoices(all feeds.Remote) []RemoteChoice {
	return []RemoteChoice{
		{feeds.RemoteAsAll, "As everything else: " + RemoteName(all)},
		{feeds.RemoteShown, Capital(RemoteName(feeds.RemoteShown))},
		{feeds.RemoteBlocked, Capital(RemoteName(feeds.RemoteBlocked))},
	}
}

// AboutReady tells what is kept ready of a feed, and who says so.
func AboutReady(f feeds.Feed, folders []feeds.Folder, all feeds.Ready) string {
	if f.Ready != feeds.ReadyAsAround {
		return Capital(ReadyName(f.Ready, ""))
	}
	r, who := ReadyAround(f.Folder, folders, all)
	if who != "" {
		return Capital(ReadyName(r, "")) + ", as the folder " + Quoted(who) + " says"
	}
	return Capital(ReadyName(r, "")) + ", as everything else"
}

// AboutRemote tells whether the pictures of a feed are shown.
func AboutRemote(f, all feeds.Remote) string {
	if f == feeds.RemoteAsAll {
		return Capital(RemoteName(all)) + ", as everywhere"
	}
	return Capital(RemoteName(f))
}

// RemoteName is whether pictures are fetched from their servers.
func RemoteName(r feeds.Remote) string {
	if r == feeds.RemoteBlocked {
		return "not shown"
	}
	return "shown"
}

// OwnReady counts who has a choice of its own, in a sentence; empty: nobody.
func OwnReady(list []feeds.Feed, folders []feeds.Folder) string {
	var parts []string
	n := 0
	for _, f := range folders {
		if f.Ready != feeds.ReadyAsAround {
			n++
		}
	}
	if n > 0 {
		parts = append(parts, plural(n, "folder", "folders"))
	}
	m := 0
	for _, f := range list {
		if f.Ready != feeds.ReadyAsAround {
			m++
		}
	}
	if m > 0 {
		parts = append(parts, plural(m, "source", "sources"))
	}
	if len(parts) == 0 {
		return ""
	}
	if n+m == 1 {
		return parts[0] + " has a choice of its own."
	}
	return strings.Join(parts, " and ") + " have a choice of their own."
}

// Waiting is what is known of an article that waits to be fetched.
type Waiting struct {
	Source         string
	Text, Pictures bool
	Why            string
	Working        bool
	Failed         bool
	Next           time.Time // not before; zero: at once
	Offline        bool      // there is no network
}

// QueueNote tells of it in a line.
func QueueNote(x Waiting, now time.Time) string {
	var parts []string
	if x.Source != "" {
		parts = append(parts, Isolate(x.Source))
	}
	switch {
	case x.Text && x.Pictures:
		parts = append(parts, "text and pictures")
	case x.Text:
		parts = append(parts, "text")
	case x.Pictures:
		parts = append(parts, "pictures")
	}
	if x.Why != "" {
		parts = append(parts, x.Why)
	}
	switch {
	case x.Failed:
		parts = append(parts, "given up")
	case x.Working:
		parts = append(parts, "being fetched")
	case x.Offline:
		parts = append(parts, "waits for the network")
	case x.Next.After(now):
		parts = append(parts, "tried again "+InSentence(When(x.Next, now)))
	default:
		parts = append(parts, "waits its turn")
	}
	return strings.Join(parts, " · ")
}

// Budgets are the sizes that all pictures may take, the least first, with the present one
// among them.
func Budgets(now int64) []int64 {
	const giga = 1 << 30
	list := []int64{500 << 20, giga, 2 * giga, 5 * giga, 10 * giga}
	if now > 0 && !slices.Contains(list, now) {
		list = append(list, now)
		slices.Sort(list)
	}
	return list
}

// A PackList is a list that can be prepared for the next days.
type PackList struct {
	Name  string
	Scope feeds.Scope
}

// PackLists are the lists that can be prepared, the likeliest first. name and in are those of the list that is
// shown; an empty name: none is.
func PackLists(name string, in feeds.Scope) []PackList {
	list := []PackList{{"Unread", feeds.Scope{UnreadOnly: true}}, {"Read later", feeds.Scope{LaterOnly: true}}}
	known := slices.ContainsFunc(list, func(x PackList) bool { return x.Scope.Equal(in) })
	switch shown := (PackList{"This list: " + Short(name), in}); {
	case name == "" || known || in.Bin:
		return list
	case in.Equal(feeds.Scope{}): // everything, also what was read
		return append(list, shown)
	default:
		return append([]PackList{shown}, list...)
	}
}

// Short is a name with little room.
func Short(name string) string {
	const most = 32
	if r := []rune(name); len(r) > most {
		name = string(r[:most-1]) + "…"
	}
	return Isolate(name)
}

// MarkReady notes in the rows which articles are here with all their pictures, those
// of open stories too.
func MarkReady(rows []Row, list []feeds.Article, open map[feeds.StoryID][]feeds.Member) {
	here := make(map[feeds.ArticleID]bool, len(list))
	for _, members := range open {
		for _, m := range members {
			here[m.ID] = m.Offline()
		}
	}
	for _, a := range list {
		here[a.ID] = a.Offline()
	}
	for i := range rows {
		rows[i].Ready = rows[i].Heading == "" && here[rows[i].ID]
	}
}
