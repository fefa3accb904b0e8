package readers

import (
	"archive/zip"
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const exportedJSON = `{"id":"user/-/state/com.google/starred","title":"Starred","items":[
	{"id":"tag:google.com,2005:reader/item/1","guid":"q-1","title":"Ferry","author":"Ada Moor","published":1700000000,"canonical":[{"href":"https://quay.example/ferry"}],
	 "content":{"content":"<p>It sails.</p>"},"categories":["user/-/state/com.google/starred","Ships"],"origin":{"streamId":"feed/https://quay.example/feed","title":"Quay","htmlUrl":"https://quay.example/"},
	 "enclosure":[{"href":"https://quay.example/a.mp3","type":"audio/mpeg","length":"4711"}]},
	{"id":"q-2","title":"Crane","updated":"1700000000","alternate":[{"href":"https://quay.example/crane"}],"summary":{"content":"It stands."},"categories":["user/-/state/com.google/kept-unread"],
	 "origin":{"streamId":"feed/12","feedUrl":"https://quay.example/feed"}},
	{"id":5,"title":["odd"]},
	{"id":"q-3","title":"Of nobody","origin":{"streamId":"feed/13"}}]}`

func TestExportedArticlesAreRead(t *testing.T) {
	path := write(t, filepath.Join(t.TempDir(), "starred.json"), exportedJSON)
	p, err := Recognise(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	l := opened(t, p)
	counted(t, l, 1, 2, 1, 1)
	list := all(t, l)
	if a := list["Ferry"]; a.GUID != "q-1" || a.Link != "https://quay.example/ferry" || !a.Status.Read || !a.Status.Starred || a.Published.Unix() != 1700000000 || len(a.Categories) != 1 || len(a.Enclosures) != 1 {
		t.Errorf("%+v", a)
	}
	if a := list["Crane"]; a.GUID != "q-2" || a.Content != "It stands." || a.Status.Read {
		t.Errorf("%+v", a)
	}
	if l.Lost != 2 {
		t.Errorf("%d lost", l.Lost)
	}
	cut := opened(t, Place{Kind: GoogleReader, Path: write(t, filepath.Join(t.TempDir(), "cut.json"), exportedJSON[:strings.Index(exportedJSON, `{"id":"q-2"`)+20])})
	if counted(t, cut, 1, 1, 0, 1); len(cut.Warnings) != 1 {
		t.Errorf("%q", cut.Warnings)
	}
}

func TestAnArchiveWithListAndArticlesIsRead(t *testing.T) {
	path := filepath.Join(t.TempDir(), "export.zip")
	f, err := os.Create(path)
	if err != nil {
		t.Fatal(err)
	}
	z := zip.NewWriter(f)
	for name, text := range map[string]string{
		"feeds.opml":   `<opml><body><outline text="Sea"><outline text="Quay" xmlUrl="https://quay.example/feed"/></outline></body></opml>`,
		"starred.json": exportedJSON, "note.txt": "x",
	} {
		w, err := z.Create(name)
		if err == nil {
			_, err = w.Write([]byte(text))
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	l := opened(t, Place{Kind: GoogleReader, Path: path})
	counted(t, l, 1, 2, 1, 2) // the name of the file says that they are starred
}

func FuzzReadExport(f *testing.F) {
	f.Add([]byte(exportedJSON))
	f.Add([]byte(`{"items":[{}]}`))
	f.Fuzz(func(t *testing.T, text []byte) {
		l := &Library{}
		_ = l.readExport(context.Background(), bytes.NewReader(text), "") // it may refuse, and must end
		for i := range l.Feeds {
			if err := l.Articles(t.Context(), i, func(Article) error { return nil }); err != nil {
				t.Fatal(err)
			}
		}
	})
}

func FuzzParseURLs(f *testing.F) {
	f.Add("https://a.example \"b c\" \"~d\"\n\"query:x:unread = \\\"yes\\\"\"")
	f.Add("\"query:x:((((title # 'a'")
	f.Fuzz(func(t *testing.T, text string) {
		l := &Library{}
		for _, w := range l.parseURLs(strings.NewReader(text)) {
			l.add(w)
		}
		for _, x := range l.Searches {
			if x.Text == "" {
				t.Fatalf("%q became an empty search", text)
			}
		}
	})
}
