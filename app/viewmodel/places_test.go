package viewmodel

import (
	"testing"

	"tidings/feeds"
)

var threeFolders = []feeds.Folder{{ID: 1, Name: "Asia"}, {ID: 2, Parent: 1, Name: "South"}, {ID: 3, Name: "Daily"}}

func TestWhatBecameOfTheFeedsOfAFolderIsSaid(t *testing.T) {
	list := []feeds.Feed{{Folder: 2}, {Folder: 2, Also: []feeds.FolderID{3}}, {Folder: 3, Also: []feeds.FolderID{2}}, {Folder: 3}}
	for id, want := range map[feeds.FolderID]string{
		1: "Removed the folder " + Quoted("Asia") + ".",
		2: "Removed the folder " + Quoted("Asia/South") + ". 1 feed is in " + Quoted("Asia") + " now. 2 feeds are in other folders as before.",
		3: "Removed the folder " + Quoted("Daily") + ". 1 feed is outside all folders now. 2 feeds are in other folders as before.",
	} {
		if got := RemovedFolder(id, list, threeFolders); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	f := feeds.Feed{Title: "Harbour", Folder: 2, Also: []feeds.FolderID{3}}
	took := "Took " + Quoted("Harbour") + " out of "
	for from, want := range map[feeds.FolderID]string{
		2: took + Quoted("Asia/South") + ". Its place is in " + Quoted("Daily") + " now.",
		3: took + Quoted("Daily") + ".",
	} {
		if got := LeftFolder(f, from, threeFolders); got != want {
			t.Errorf("got %s, want %s", got, want)
		}
	}
	for id, want := range map[feeds.FolderID]string{
		2: "1 feed only stands here too: for it holds what is set at its own place.",
		3: "1 feed only stands here too: for it holds what is set at its own place.",
	} {
		if got := Guests(id, list[1:3], threeFolders); got != want {
			t.Errorf("guests of %d: %s", id, got)
		}
	}
	if got := AlsoIn(f, threeFolders); got != Isolate("Daily") {
		t.Errorf("also in %s", got)
	}
	f.Also = nil
	if got, want := LeftFolder(f, 2, threeFolders), took+Quoted("Asia/South")+". It is in no folder now."; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}

func TestTheRowsOfAFeedHaveKeysOfTheirOwn(t *testing.T) {
	list := []feeds.Feed{{ID: 7, Title: "Harbour", Folder: 2, Also: []feeds.FolderID{3}}}
	items := Sidebar(list, threeFolders, feeds.Counts{}, noon)
	own, also := Place(items, "feed:7"), Place(items, "feed:7@3")
	if own < 0 || also < 0 || own == also || items[own].Also || !items[also].Also || items[also].Folder != 3 {
		t.Fatalf("own %d, also %d of %+v", own, also, items)
	}
	if Place(items, "feed:7@1") != own {
		t.Error("a row that went does not lead to the feed's own place")
	}
	if got := KeyOf(items, feeds.Scope{Feed: 7}); got != "feed:7" {
		t.Errorf("the feed is marked at %s", got)
	}
	c := FolderChoices(list[0], threeFolders)
	if c[0].In || !c[1].Own || c[1].Indent != 1 || !c[2].In || c[2].Own {
		t.Errorf("%+v", c)
	}
}
