package readers

import (
	"os"
	"slices"

	"tidings/feeds/opml"
)

// readList takes over the subscriptions of the program's own list, which has the order of
// feeds and folders. If it cannot be read, those of the database remain.
func (l *Library) readList() {
	if l.List == "" {
		return
	}
	f, err := os.Open(l.List)
	if err != nil {
		l.warn("The list of subscriptions could not be opened; what the articles tell of them is used.")
		return
	}
	defer f.Close()
	doc, err := opml.Read(f)
	if err != nil {
		l.warn("The list of subscriptions could not be read; what the articles tell of them is used.")
		return
	}
	l.outlines(doc.Outlines, nil)
}

func (l *Library) outlines(list []opml.Outline, path []string) {
	for _, o := range list {
		if o.Folder() {
			l.outlines(o.Children, append(slices.Clone(path), oneLine(o.Title)))
			continue
		}
		own := o.OwnTitle
		if own == "" {
			own = o.Title // such lists have the name that their reader sees, and no other
		}
		l.add(Feed{Path: path, URL: o.URL, Site: o.Site, OwnTitle: own, Description: o.Description})
		l.outlines(o.Children, path)
	}
}
