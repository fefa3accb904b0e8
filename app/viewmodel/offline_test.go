package viewmodel

import (
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

var noon = time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)

func TestTheTopBarTellsWhatIsMostUrgent(t *testing.T) {
	last := noon.Add(-3 * time.Minute)
	for name, test := range map[string]struct {
		s     Standing
		want  string
		aside bool
	}{
		"nothing yet":               {Standing{}, "", false},
		"the last refresh":          {Standing{Last: last, Waiting: 3}, "Updated 3 min ago", false},
		"a refresh":                 {Standing{Refreshing: true, Done: 3, Total: 40, Last: last}, "3/40", false},
		"a refresh with news":       {Standing{Refreshing: true, Done: 3, Total: 40, New: 5}, "3/40 · 5 new", false},
		"a refresh while offline":   {Standing{Refreshing: true, Done: 3, Total: 40, Offline: true}, "3/40", false},
		"offline":                   {Standing{Offline: true, Since: noon.Add(-time.Hour), Last: last, Preparing: true}, "Offline since 11:00", true},
		"in a hotel":                {Standing{Offline: true, Captive: true, Since: noon, Last: last}, "This network wants a login", true},
		"offline from the start":    {Standing{Offline: true, Last: last}, "Offline", true},
		"preparing":                 {Standing{Preparing: true, Tried: 12, Wanted: 1200, Last: last}, "Preparing 12/1,200", true},
		"back, with one that waits": {Standing{Back: true, Waiting: 1, Preparing: true}, "Back online: 1 article is being fetched", true},
		"back during a refresh":     {Standing{Back: true, Waiting: 3, Refreshing: true}, "Back online: 3 articles are being fetched", true},
		"back with nothing to do":   {Standing{Back: true, Last: last}, "Back online", true},
		"back and gone again":       {Standing{Back: true, Offline: true}, "Offline", true},
	} {
		if line, aside := Status(test.s, noon); line != test.want || aside != test.aside {
			t.Errorf("%s: %q, %v", name, line, aside)
		}
	}
}

func TestSinceWhenThereIsNoNetworkIsSaid(t *testing.T) {
	for want, at := range map[string]time.Time{
		"No network.":                          {},
		"No network since 11:30.":              noon.Add(-30 * time.Minute),
		"No network since yesterday 11:30.":    noon.Add(-24*time.Hour - 30*time.Minute),
		"No network since 22 November, 12:00.": noon.AddDate(0, 0, -4),
	} {
		if got := Network(false, at, noon); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := Network(true, noon, noon); got != "Online since 12:00." {
		t.Error(got)
	}
}

// stacked are folders inside each other, of which the outermost says what is kept ready.
var stacked = []feeds.Folder{{ID: 1, Name: "Asia", Ready: feeds.ReadyText}, {ID: 2, Parent: 1, Name: "Korea"}, {ID: 3, Name: "Sport"}}

func TestWhatIsKeptReadyIsWhatTheNearestSays(t *testing.T) {
	for folder, want := range map[feeds.FolderID]string{
		0: "As everything else: off",
		2: "As the folder " + Quoted("Asia") + ": whole texts",
		3: "As everything else: off",
	} {
		list := ReadyChoices(folder, stacked, feeds.ReadyOff)
		if len(list) != 4 || list[0].Name != want || list[0].Ready != feeds.ReadyAsAround || list[3].Name != "Whole texts and pictures" {
			t.Errorf("in folder %d: %+v", folder, list)
		}
	}
	for _, test := range []struct {
		f    feeds.Feed
		want string
	}{
		{feeds.Feed{Folder: 2}, "Whole texts, as the folder " + Quoted("Asia") + " says"},
		{feeds.Feed{Folder: 3}, "Whole texts and pictures, as everything else"},
		{feeds.Feed{Folder: 2, Ready: feeds.ReadyOff}, "Off"},
	} {
		if got := AboutReady(test.f, stacked, feeds.ReadyPictures); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
	loop := []feeds.Folder{{ID: 1, Parent: 2}, {ID: 2, Parent: 1}}
	if r, who := ReadyAround(1, loop, feeds.ReadyText); r != feeds.ReadyText || who != "" {
		t.Errorf("folders in each other: %v, %q", r, who)
	}
}

func TestWhoHasAChoiceOfItsOwnIsCounted(t *testing.T) {
	own := feeds.Feed{Ready: feeds.ReadyOff}
	for _, test := range []struct {
		list    []feeds.Feed
		folders []feeds.Folder
		want    string
	}{
		{[]feeds.Feed{{}}, nil, ""},
		{[]feeds.Feed{own, {}}, nil, "1 source has a choice of its own."},
		{[]feeds.Feed{own, own}, stacked, "1 folder and 2 sources have a choice of their own."},
	} {
		if got := OwnReady(test.list, test.folders); got != test.want {
			t.Errorf("%q, want %q", got, test.want)
		}
	}
}

func TestPicturesAreShownAsAFeedOrElseEverythingSays(t *testing.T) {
	if got := RemoteChoices(feeds.RemoteBlocked); got[0].Name != "As everything else: not shown" || got[1].Name != "Shown" || got[2].Name != "Not shown" {
		t.Errorf("%+v", got)
	}
	if a, b := AboutRemote(feeds.RemoteAsAll, feeds.RemoteShown), AboutRemote(feeds.RemoteBlocked, feeds.RemoteShown); a != "Shown, as everywhere" || b != "Not shown" {
		t.Errorf("%q, %q", a, b)
	}
}

func TestALineOfTheQueueSaysWhatWaitsAndWhy(t *testing.T) {
	x := Waiting{Source: "Yonhap", Text: true, Pictures: true, Why: "you asked for it"}
	with := func(change func(*Waiting)) Waiting {
		y := x
		change(&y)
		return y
	}
	for want, y := range map[string]Waiting{
		"text and pictures · you asked for it · waits its turn":          x,
		"text · you asked for it · being fetched":                        with(func(w *Waiting) { w.Pictures, w.Working = false, true }),
		"pictures · you asked for it · given up":                         with(func(w *Waiting) { w.Text, w.Failed, w.Offline = false, true, true }),
		"text and pictures · you asked for it · waits for the network":   with(func(w *Waiting) { w.Offline, w.Next = true, noon.Add(time.Hour) }),
		"text and pictures · you asked for it · tried again today 13:00": with(func(w *Waiting) { w.Next = noon.Add(time.Hour) }),
	} {
		if got := QueueNote(y, noon); got != Isolate("Yonhap")+" · "+want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

func TestThePresentBudgetIsAmongTheChoices(t *testing.T) {
	if got := Budgets(2 << 30); len(got) != 5 {
		t.Errorf("%v", got)
	}
	if got := Budgets(4 << 30); len(got) != 6 || got[3] != 4<<30 {
		t.Errorf("%v", got)
	}
}

func TestTheListThatIsShownCanBePrepared(t *testing.T) {
	names := func(name string, in feeds.Scope) string {
		var out []string
		for _, l := range PackLists(name, in) {
			out = append(out, strings.NewReplacer(Isolate("x")[:3], "", Isolate("x")[4:], "").Replace(l.Name))
		}
		return strings.Join(out, ", ")
	}
	for _, test := range []struct {
		name string
		in   feeds.Scope
		want string
	}{
		{"", feeds.Scope{Folder: 3}, "Unread, Read later"},
		{"Unread", feeds.Scope{UnreadOnly: true}, "Unread, Read later"},
		{"Bin", feeds.Scope{Bin: true}, "Unread, Read later"},
		{"Asia", feeds.Scope{Folder: 3}, "This list: Asia, Unread, Read later"},
		{"All articles", feeds.Scope{}, "Unread, Read later, This list: All articles"},
	} {
		if got := names(test.name, test.in); got != test.want {
			t.Errorf("%q: %q, want %q", test.name, got, test.want)
		}
	}
	if long := Short(strings.Repeat("長", 80)); len([]rune(long)) != 34 {
		t.Errorf("%q is %d long", long, len([]rune(long)))
	}
}

func TestRowsSayWhatIsHereWithAllItsPictures(t *testing.T) {
	list := []feeds.Article{{ID: 1, FullText: true, Pictures: feeds.PicturesAll}, {ID: 2, FullText: true, Pictures: feeds.PicturesSome}}
	rows := []Row{{Heading: "Today"}, {ID: 1}, {ID: 2}}
	MarkReady(rows, list, nil)
	if rows[0].Ready || !rows[1].Ready || rows[2].Ready {
		t.Errorf("%+v", rows)
	}
}
