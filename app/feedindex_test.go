package app

import (
	"fmt"
	"strings"
	"testing"

	"tidings/feeds"
)

var manyFeeds = []feeds.Feed{
	{ID: 1, Title: "Harbour Gazette", URL: "https://news.example.org/ports.xml", Folder: 1, Language: "en-GB"},
	{ID: 2, Title: "Le Phare", OwnTitle: "Café du port", URL: "https://phare.example/feed", Language: "fr", Description: "Nouvelles de la mer"},
	{ID: 3, Title: "東京新聞日報", URL: "https://tokyo.example/rss", Language: "ja", Folder: 2},
	{ID: 4, Title: "Новости порта", URL: "https://port.example/ru", Language: "ru", Also: []feeds.FolderID{2}},
	{ID: 5, Title: "Straßenbahn heute", URL: "https://bahn.example/", Site: "https://xn--mnchen-3ya.example/", Language: "de"},
	{ID: 6, Title: "أخبار الميناء", URL: "https://mina.example/", Language: "ar"},
	{ID: 7, Title: "Lighthouse", URL: feeds.SavedPages},
}

var manyFolders = []feeds.Folder{{ID: 1, Name: "Sea"}, {ID: 2, Parent: 1, Name: "Asia"}}

func TestFeedsAreFoundByWhateverIsKnownOfThem(t *testing.T) {
	x := NewFeedIndex(manyFeeds, manyFolders)
	for typed, want := range map[string]string{
		"":                  "1 2 3 4 5 6 7",
		"gazette":           "1",
		"GAZ har":           "1", // each word
		"gazette phare":     "",
		"harbour & gazette": "1",
		"house":             "7", // inside a word
		"cafe":              "2", // without its accent, by the own title
		"phare":             "2", // by the publisher's title
		"nouv":              "2", // by the description, where a word begins
		"ouvelles":          "",
		"strassenbahn":      "5",
		"京新":                "3",
		"порт":              "4",
		"ميناء":             "6",
		"asia":              "3 4", // by its folders, also a further one
		"sea":               "1 3 4",
		"example.org":       "1",
		"ports.xml":         "1",
		"münchen":           "5", // the letters of an address
		"xn--mnchen":        "5",
		"de":                "2 5", // a word of a description, a language
		"deutsch":           "5",
		"saved-pages":       "",
		"!":                 "",
		"\x00":              "",
		"zzz":               "",
		"port новости":      "4", // by the address and the title
		"   harbour    ":    "1",
	} {
		got := x.Find(typed)
		var ids []string
		for _, f := range manyFeeds {
			if _, ok := got.Marked[f.ID]; ok {
				ids = append(ids, fmt.Sprint(f.ID))
			}
		}
		if strings.Join(ids, " ") != want {
			t.Errorf("%q finds %v, want %s", typed, ids, want)
		}
	}
}

func TestWhatWasTypedIsMarkedInTheNamesOfFeeds(t *testing.T) {
	x := NewFeedIndex(manyFeeds, manyFolders)
	mark := strings.NewReplacer("[", MarkStart, "]", MarkEnd)
	for typed, want := range map[string]map[feeds.FeedID]string{
		"gaz harb": {1: "[Harbour] [Gazette]"},
		"house":    {7: "Light[house]"},
		"cafe":     {2: "[Café] du port"},
		"heute":    {5: "Straßenbahn [heute]"},
		"京新":       {3: "東[京新]聞日報"},
	} {
		for id, text := range want {
			if got := x.Find(typed).Marked[id]; got != mark.Replace(text) {
				t.Errorf("%q marks %q, want %q", typed, got, text)
			}
		}
	}
	found := x.Find("asia")
	if found.Folders[2] != MarkStart+"Asia"+MarkEnd || len(found.Folders) != 1 {
		t.Errorf("folders %v", found.Folders)
	}
	if first := x.Find("por").First; first != 2 { // 1 has it in its address only
		t.Errorf("the first is %d", first)
	}
	if first := x.Find("example.org").First; first != 1 {
		t.Errorf("the first is %d", first)
	}
}

func FuzzFeedIndex(f *testing.F) {
	f.Add("Harbour Gazette", "harb")
	f.Add("東京新聞", "京")
	f.Add("İstanbul ǅ ﬁ", "i")
	f.Fuzz(func(t *testing.T, name, typed string) {
		got := NewFeedIndex([]feeds.Feed{{ID: 1, Title: name}}, nil).Find(typed).Marked[1]
		plain := strings.NewReplacer(MarkStart, "", MarkEnd, "").Replace(got)
		if got != "" && !strings.ContainsAny(name, MarkStart+MarkEnd) && plain != name {
			t.Errorf("%q becomes %q", name, got)
		}
	})
}

func BenchmarkFeedIndex(b *testing.B) {
	var list []feeds.Feed
	for i := range 1000 {
		list = append(list, feeds.Feed{ID: feeds.FeedID(i + 1), Title: fmt.Sprint("The Harbour Gazette of Port ", i), Folder: 2,
			URL: fmt.Sprintf("https://port%d.example/feed.xml", i), Language: "en", Description: strings.Repeat("News of ships and harbours. ", 6)})
	}
	b.Run("made", func(b *testing.B) {
		for b.Loop() {
			NewFeedIndex(list, manyFolders)
		}
	})
	x := NewFeedIndex(list, manyFolders)
	for _, typed := range []string{"h", "harb gaz 99", "zzz"} {
		b.Run(typed, func(b *testing.B) {
			for b.Loop() {
				x.Find(typed)
			}
		})
	}
}
