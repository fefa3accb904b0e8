package parse

import (
	"reflect"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

const jsonDocument = `{"version": "https://jsonfeed.org/version/1.1", "title": "Quay &amp; Sea", "home_page_url": "https://quay.example/",
"feed_url": "/feed.json", "description": "Notes", "icon": "/i.png", "language": "en_AU", "authors": [{"name": "Ada", "url": "/ada"}],
"items": [
 {"id": "1", "url": "/1", "title": "One", "content_html": "<img src=\"a.png\">", "summary": "a < b", "image": "/1.png",
  "date_published": "2026-01-05T08:30:00+01:00", "date_modified": "2026-01-06T00:00:00Z", "tags": ["x", "y", "X"],
  "author": {"name": "Ben <ben@quay.example>"}, "attachments": [{"url": "/1.mp3", "mime_type": "audio/mpeg", "size_in_bytes": 12, "duration_in_seconds": 60, "title": "T"}]},
 {"id": 20000000000000001, "external_url": "https://else.example/2", "content_text": "one\n\ntwo", "tags": "z", "authors": "Cleo",
  "date_published": 17, "attachments": "none", "title": ["no"]},
 "not an item",
 {"id": "https://quay.example/3"}
]}`

func TestAnArticleThatHasNothingElseIsNamedByItsID(t *testing.T) {
	doc := read(t, `{"version": "https://jsonfeed.org/version/1.1", "items": [{"id": "Notes of May"}, {"id": "8f3a"}, {"id": "a b", "content_text": "x"}]}`)
	if got := []string{doc.Entries[0].Title, doc.Entries[1].Title, doc.Entries[2].Title}; !reflect.DeepEqual(got, []string{"Notes of May", "", ""}) {
		t.Errorf("got %q", got)
	}
}

func TestJSONFeedIsReadItemByItem(t *testing.T) {
	got := read(t, jsonDocument)
	want := &feeds.Document{
		Title: "Quay & Sea", Description: "Notes", Site: "https://quay.example/", URL: "https://harbour.example/feed.json",
		Language: "en-AU", Icon: "https://harbour.example/i.png", Authors: []feeds.Author{{Name: "Ada", URL: "https://harbour.example/ada"}},
		Warnings: []string{"item 3 is not an object"},
		Entries: []feeds.Entry{
			{Summary: "a &lt; b", Content: `<img src="https://harbour.example/a.png">`, Article: feeds.Article{
				GUID: "1", Link: "https://harbour.example/1", Title: "One", Image: "https://harbour.example/1.png",
				Published: at("2026-01-05T07:30:00Z"), Updated: at("2026-01-06T00:00:00Z"), Categories: []string{"x", "y"},
				Authors:    []feeds.Author{{Name: "Ben", Email: "ben@quay.example"}},
				Enclosures: []feeds.Enclosure{{URL: "https://harbour.example/1.mp3", Type: "audio/mpeg", Length: 12, Title: "T", Duration: time.Minute}},
			}},
			{Content: "<p>one</p><p>two</p>", Article: feeds.Article{
				GUID: "20000000000000001", Link: "https://else.example/2", Categories: []string{"z"}, Authors: []feeds.Author{{Name: "Cleo"}},
			}},
			{Article: feeds.Article{GUID: "https://quay.example/3", Link: "https://quay.example/3"}},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestDamagedJSONGivesWhatIsInIt(t *testing.T) {
	cut := jsonDocument[:strings.Index(jsonDocument, `"not an item"`)]
	for name, test := range map[string]struct {
		body    string
		entries int
	}{
		"cut off between items":   {cut, 2},
		"cut off in an item":      {cut[:len(cut)-20], 1},
		"line breaks in a string": {`{"version":"https://jsonfeed.org/version/1","items":[{"content_text":"a` + "\n\tb" + `"},{"id":"2"}]}`, 2},
		"items that are none":     {`{"version":"https://jsonfeed.org/version/1","items":{"a":1}}`, 0},
		"items that are null":     {`{"version":"https://jsonfeed.org/version/1","items":null}`, 0},
		"no version":              {`{"items":[{"id":"1"}]}`, 1},
		"something behind it":     {`{"items":[{"id":"1"}]} // end`, 1},
		"bytes that are not text": {"{\"items\":[{\"title\":\"\xff\"}]}", 1},
	} {
		t.Run(name, func(t *testing.T) {
			if got := len(read(t, test.body).Entries); got != test.entries {
				t.Errorf("%d entries, want %d", got, test.entries)
			}
		})
	}
}
