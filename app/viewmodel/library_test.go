package viewmodel

import (
	"testing"
	"time"

	"tidings/feeds"
)

func TestTheMostUrgentNoticeIsShownAndTheOthersCanBeReached(t *testing.T) {
	list := []Bulletin{{Key: "damaged", Serious: true}, {Key: "network"}, {Key: "synced"}}
	for name, test := range map[string]struct {
		list  []Bulletin
		shown string
		fresh bool
		want  string
		place string
	}{
		"the first":                        {list, "", true, "damaged", "1 of 3"},
		"the one that was stepped to":      {list, "synced", false, "synced", "3 of 3"},
		"something serious comes to front": {list, "synced", true, "damaged", "1 of 3"},
		"nothing serious does not":         {list[1:], "synced", true, "synced", "2 of 2"},
		"the only one has no number":       {list[2:], "", true, "synced", ""},
		"the one that is gone":             {list[1:], "damaged", false, "network", "1 of 2"},
	} {
		b, any := Bulletins(test.list, test.shown, test.fresh)
		if !any || b.Key != test.want || b.Place != test.place {
			t.Errorf("%s: %+v", name, b)
		}
	}
	if _, any := Bulletins(nil, "network", true); any {
		t.Error("there is a notice where there is none")
	}
	if a, b := NextBulletin(list, "damaged"), NextBulletin(list, "synced"); a != "network" || b != "damaged" {
		t.Errorf("%s, %s", a, b)
	}
}

func TestKeptAndBinAreInTheSidebarWhileThereIsSomethingInThem(t *testing.T) {
	at := func(n feeds.Counts) (kept, bin int) {
		items := Sidebar(nil, nil, n, time.Time{})
		return Place(items, "kept"), Place(items, "bin")
	}
	if kept, bin := at(feeds.Counts{}); kept >= 0 || bin >= 0 {
		t.Error("they are there without anything in them")
	}
	if kept, bin := at(feeds.Counts{Kept: 2, Bin: 1}); kept < 0 || bin < 0 {
		t.Error("they are missing")
	}
}

func TestHowMuchIsKeptIsSaid(t *testing.T) {
	for want, k := range map[string]feeds.Keep{
		"as around":                       {},
		"for ever":                        {Days: feeds.KeepAll, Articles: feeds.KeepAll},
		"1 day":                           {Days: 1},
		"90 days":                         {Days: 90, Articles: feeds.KeepAll},
		"the newest 1,500 of each source": {Articles: 1500},
		"30 days, and at most the newest 100 of each source": {Days: 30, Articles: 100},
	} {
		if got := KeepName(k, "as around"); got != want {
			t.Errorf("%+v: %q, want %q", k, got, want)
		}
	}
}

func TestAFeedKeepsWhatTheNearestFolderSays(t *testing.T) {
	folders := []feeds.Folder{{ID: 1, Keep: feeds.Keep{Days: 30}}, {ID: 2, Parent: 1}, {ID: 3, Parent: 2, Keep: feeds.Keep{Articles: 50}}}
	all := feeds.Keep{Days: 365, Articles: 1000}
	for folder, want := range map[feeds.FolderID]feeds.Keep{
		0: all, 1: {Days: 30, Articles: 1000}, 2: {Days: 30, Articles: 1000}, 3: {Days: 30, Articles: 50},
	} {
		if got := KeepAround(folder, folders, all); got != want {
			t.Errorf("in folder %d: %+v, want %+v", folder, got, want)
		}
	}
}

func TestALimitIsAWayAndANumber(t *testing.T) {
	for _, test := range []struct {
		kind   KeepKind
		number string
		want   feeds.Keep
		ok     bool
	}{
		{KeepDays, " 30 ", feeds.Keep{Days: 30, Articles: feeds.KeepAll}, true},
		{KeepNewest, "200", feeds.Keep{Days: feeds.KeepAll, Articles: 200}, true},
		{KeepEver, "", feeds.Keep{Days: feeds.KeepAll, Articles: feeds.KeepAll}, true},
		{KeepAsAround, "x", feeds.Keep{}, true},
		{KeepDays, "0", feeds.Keep{}, false},
		{KeepNewest, "many", feeds.Keep{}, false},
	} {
		k, ok := KeepOf(test.kind, test.number)
		if ok != test.ok || ok && (k != test.want || KindOfKeep(k) != test.kind) {
			t.Errorf("%v %q: %+v, %v", test.kind, test.number, k, ok)
		}
	}
}

func TestNumbersAndSentencesOfTheLibrary(t *testing.T) {
	now := time.Date(2026, 11, 26, 12, 0, 0, 0, time.UTC)
	for _, test := range []struct{ got, want string }{
		{Number(7), "7"}, {Number(1234), "1,234"}, {Number(1234567), "1,234,567"},
		{Holdings(1, 2, 0, 0, 0, 1_500_000), "1 article · 2 sources · 1.5 MB on the disk"},
		{Holdings(1200, 1, 3, 4, 5, 10), "1,200 articles · 1 source · 3 starred · 4 kept of removed sources · 5 in the bin · 10 B on the disk"},
		{Examined(now.Add(-time.Hour), now), "Looked through today 11:00: no damage."},
		{Examined(now.AddDate(0, 0, -3), now), "Looked through on 23 November, 12:00: no damage."},
		{WouldGo(0, 0), "With this nothing goes now."},
		{WouldGo(1, 1), "With this 1 article goes from 1 source into the bin, where what is deleted lies for 30 days:"},
		{BackupWhy("before"), "before a restore"},
		{Share(1, 4), "25 %"}, {Share(1, 0), "0 %"},
		{Quoted(""), "“" + Isolate("Untitled") + "”"},
	} {
		if test.got != test.want {
			t.Errorf("%q, want %q", test.got, test.want)
		}
	}
}
