package feeds

import (
	"strings"
	"testing"
	"time"
)

func whole() Entry {
	return Entry{
		Article: Article{
			GUID: "tag:harbour.example,2026:1", Link: "https://harbour.example/1?utm_source=feed", Title: "New dyke",
			Authors: []Author{{Name: "Ada Strand"}}, Categories: []string{"Towns", "Water"},
			Published: time.Date(2026, 1, 5, 8, 30, 0, 0, time.UTC), Enclosures: []Enclosure{{URL: "https://harbour.example/1.mp3"}},
		},
		Summary: "It will hold.", Content: strings.Repeat("<p>The council of the river towns met on Tuesday.</p>", 100),
	}
}

// These numbers are stored: with others, every article would be new or changed.
func TestIdentityAndHashStayWhatIsStored(t *testing.T) {
	e := whole()
	textOnly := Entry{Article: Article{Title: e.Title}, Summary: e.Summary, Content: e.Content}
	for name, pair := range map[string][2]string{
		"hash":             {e.Hash(), "b24c7f73a91d6d0460fd391f9afc9ad0"},
		"identity by text": {textOnly.Identity(), "t:9e623b1b64b29fdeec5d6b249434b96d"},
		"nothing":          {Entry{}.Identity(), "t:709e80c88487a2411e1ee4dfb9f22a86"},
	} {
		if pair[0] != pair[1] {
			t.Errorf("%s: %s, want %s", name, pair[0], pair[1])
		}
	}
}

func BenchmarkHash(b *testing.B) {
	e := whole()
	b.SetBytes(int64(len(e.Content)))
	b.ReportAllocs()
	for b.Loop() {
		e.Hash()
	}
}
