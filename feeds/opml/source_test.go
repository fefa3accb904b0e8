package opml

import (
	"bytes"
	"strings"
	"testing"
	"time"
)

func TestFilesMailboxesAndCommandsAreKeptWithoutSecrets(t *testing.T) {
	list := []Outline{
		{Title: "A", URL: "file:///home/tide/My%20news.xml"},
		{Title: "B", URL: "imaps://tide:secret@mail.example/News?of=list.example"},
		{Title: "C", URL: `exec:news --of "a b" x@y`},
		{Title: "D", URL: "https://tide:secret@a.example/f"},
	}
	var out bytes.Buffer
	if err := Write(&out, &Document{Outlines: list}, time.Unix(0, 0)); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(out.String(), "secret") || strings.Contains(out.String(), `xmlUrl="exec`) {
		t.Error(out.String())
	}
	doc, err := Read(&out)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"file:///home/tide/My%20news.xml", "imaps://tide@mail.example/News?of=list.example", `exec:news --of "a b" x@y`, "https://a.example/f"}
	for i, o := range doc.Outlines {
		if o.URL != want[i] || o.Paused != (i == 2) {
			t.Errorf("%d: %q, paused %v; want %q", i, o.URL, o.Paused, want[i])
		}
	}
}

func TestFilesOfOtherComputersAreLeftOut(t *testing.T) {
	const head = `<opml xmlns:tidings="urn:tidings:opml:1"><body>`
	for _, address := range []string{"file://server/share/x.xml", "file:////server/share/x.xml", "file:x.xml", "imaps:///x", "exec:news"} {
		doc, err := Read(strings.NewReader(head + `<outline text="x" xmlUrl="` + address + `"/></body></opml>`))
		if err != nil || len(doc.Outlines) != 0 || len(doc.Warnings) != 1 {
			t.Errorf("%s: %+v, %v", address, doc, err)
		}
	}
}
