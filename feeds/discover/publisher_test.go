package discover

import (
	"testing"

	"tidings/feeds"
)

func TestSectionsOfANewspaperAreOnePublisher(t *testing.T) {
	for _, test := range []struct{ site, url, want string }{
		{"https://www.harbour.example/", "https://feeds.elsewhere.example/1", "harbour.example"},
		{"https://sport.harbour.example/football", "", "harbour.example"},
		{"", "https://rss.harbour.example/sport.xml", "harbour.example"},
		{"https://www.harbour.co.uk", "", "harbour.co.uk"},
		{"https://ada.github.io/notes", "", "ada.github.io"},
		{"https://medium.com/@ada", "", "medium.com/@ada"},
		{"https://www.youtube.com/channel/UC1", "", "youtube.com/channel/uc1"},
		{"http://192.0.2.7:8080/", "", "192.0.2.7"},
		{"http://localhost/feed", "", "localhost"},
		{"not an address", "", ""},
	} {
		if got := Publisher(feeds.Feed{Site: test.site, URL: test.url}); got != test.want {
			t.Errorf("%q %q: %q", test.site, test.url, got)
		}
	}
	if got := Publisher(feeds.Feed{URL: feeds.SavedPages, Site: "https://a.example"}); got != "" {
		t.Errorf("saved pages are of %q", got)
	}
}
