package newsroom

import (
	"encoding/xml"
	"slices"
)

type opmlDoc struct {
	XMLName xml.Name      `xml:"opml"`
	Version string        `xml:"version,attr"`
	Title   string        `xml:"head>title"`
	Folders []opmlOutline `xml:"body>outline"`
}

type opmlOutline struct {
	Text     string        `xml:"text,attr"`
	Title    string        `xml:"title,attr,omitempty"`
	Type     string        `xml:"type,attr,omitempty"`
	URL      string        `xml:"xmlUrl,attr,omitempty"`
	Home     string        `xml:"htmlUrl,attr,omitempty"`
	Language string        `xml:"language,attr,omitempty"`
	Children []opmlOutline `xml:"outline"`
}

// OPML lists all sources in their folders, as they are served at base, an
// address without a final slash.
func (n *Newsroom) OPML(base string) []byte {
	doc := opmlDoc{Version: "2.0", Title: "The demo newsroom"}
	for _, s := range n.sources {
		i := slices.IndexFunc(doc.Folders, func(f opmlOutline) bool { return f.Text == s.Folder })
		if i < 0 {
			i = len(doc.Folders)
			doc.Folders = append(doc.Folders, opmlOutline{Text: s.Folder})
		}
		doc.Folders[i].Children = append(doc.Folders[i].Children, opmlOutline{
			Text: s.Title, Title: s.Title, Type: "rss", Language: s.Language,
			URL: base + s.Feed, Home: base + s.Home,
		})
	}
	slices.SortFunc(doc.Folders, func(a, b opmlOutline) int {
		if a.Text < b.Text {
			return -1
		}
		return 1
	})
	b, err := xml.MarshalIndent(doc, "", "  ")
	if err != nil {
		panic(err) // strings in, strings out
	}
	return append([]byte(xml.Header), b...)
}
