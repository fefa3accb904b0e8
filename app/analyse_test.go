package app

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

// docs are lines as "tidingsctl analyse" reads them.
const docs = `
{"id":"later","title":"Flood in Tarnby: two thousand people leave their homes","text":"The river Kessel has risen above the dikes of Tarnby. Two thousand people have left their homes, the mayor Lena Ostrow said. Soldiers fill sandbags at the old bridge.","url":"https://one.example/b","date":"2031-03-04T12:00:00Z"}
{"id":"sport","title":"Cup final: Brenn beat Solvik in the last minute","summary":"A goal in the last minute decided the final of the football league cup, and the coach wept.","url":"https://two.example/sport/c","date":"2031-03-04T11:00:00Z"}
{"id":"first","title":"Tarnby: river Kessel rises above the dikes","text":"In Tarnby the river Kessel has risen above its dikes in the night. The mayor Lena Ostrow asked two thousand people to leave their homes at the old bridge.","url":"https://two.example/a","date":"Tue, 04 Mar 2031 06:00:00 +0000"}
{"id":"german","title":"Die Bahn wird teurer","text":"Die Fahrkarten der Bahn werden im Sommer um vier Prozent teurer, und das ist nicht das letzte Mal, sagt der Vorstand.","lang":"en","date":""}
`

func analysed(t *testing.T) map[string]Analysis {
	t.Helper()
	var list []AnalysedDoc
	for line := range strings.Lines(strings.TrimSpace(docs)) {
		var d AnalysedDoc
		if err := json.Unmarshal([]byte(line), &d); err != nil {
			t.Fatal(err)
		}
		list = append(list, d)
	}
	got := Analyse(list, 2)
	out := map[string]Analysis{}
	for i, a := range got {
		if a.ID != list[i].ID {
			t.Errorf("result %d is of %s, want the order of the input", i, a.ID)
		}
		out[a.ID] = a
	}
	return out
}

func TestReportsOfOneEventAreOneCluster(t *testing.T) {
	got := analysed(t)
	if got["first"].Cluster != got["later"].Cluster {
		t.Errorf("the flood is in clusters %s and %s", got["first"].Cluster, got["later"].Cluster)
	}
	if got["sport"].Cluster == got["first"].Cluster || got["german"].Cluster == got["first"].Cluster {
		t.Errorf("everything is one cluster: %+v", got)
	}
	if !slices.Contains(got["first"].Related, "later") || slices.Contains(got["first"].Related, "first") {
		t.Errorf("related to the first are %v", got["first"].Related)
	}
}

func TestAnalysisTellsLanguageAndTopics(t *testing.T) {
	got := analysed(t)
	if got["german"].Lang != "de" || got["first"].Lang != "en" {
		t.Errorf("languages are %q and %q", got["german"].Lang, got["first"].Lang)
	}
	if s := got["sport"]; len(s.Topics) == 0 || s.Topics[0] != feeds.Sport || s.Scores[feeds.Sport] == 0 {
		t.Errorf("the cup final is about %v, %v", s.Topics, s.Scores)
	}
}

func TestNothingAnalysedIsNothing(t *testing.T) {
	if got := Analyse(nil, 10); len(got) != 0 {
		t.Errorf("it is %v", got)
	}
	if got := Analyse([]AnalysedDoc{{ID: "x"}}, 10); len(got) != 1 || got[0].Topics == nil {
		t.Errorf("an article without a text is %+v; topics must be a list", got)
	}
}

func TestADocumentIsParsedAsARefreshWould(t *testing.T) {
	body := strings.ReplaceAll(rssOf("Paper", item("a", "One &amp;amp; two", "&lt;p onclick=\"x()\"&gt;Text&lt;/p&gt;", 1)), "{site}", "https://paper.example")
	got := ParseDocument([]byte(body), "application/rss+xml", "https://paper.example/feed")
	if got.Err != "" || got.Feed.Title != "Paper" || len(got.Items) != 1 {
		t.Fatalf("it is %+v", got)
	}
	if i := got.Items[0]; i.Title != "One & two" || i.Link != "https://paper.example/articles/a" || i.ID != "a" || strings.TrimSpace(i.Summary) != "<p>Text</p>" || len(i.Published) != 19 {
		t.Errorf("the item is %+v", i)
	}
	if got := ParseDocument([]byte("<html><body>no"), "text/html", ""); got.Err == "" || got.Items == nil {
		t.Errorf("a page is %+v; items must be a list", got)
	}
}

func FuzzParseDocument(f *testing.F) {
	f.Add([]byte(rssOf("Paper", item("a", "One", "Text", 1))), "application/rss+xml", "https://paper.example/feed")
	f.Add([]byte(`{"version":"https://jsonfeed.org/version/1.1","items":[{"id":1}]}`), "application/feed+json", "")
	f.Add([]byte("\xff\xfe<\x00r\x00s\x00s\x00"), "", ":")
	f.Fuzz(func(t *testing.T, body []byte, kind, location string) {
		got := ParseDocument(body, kind, location)
		if _, err := json.Marshal(got); err != nil {
			t.Error(err)
		}
		for _, i := range got.Items {
			if strings.Contains(i.Content+i.Summary, "<script") {
				t.Errorf("a script survives: %+v", i)
			}
		}
	})
}
