package readers

import (
	"context"
	"encoding/json"
	"strings"

	"tidings/feeds"
)

// NetNewsWire (github.com/Ranchero-Software/NetNewsWire, ArticlesDatabase) has a folder for
// each account with DB.sqlite3 and Subscriptions.opml. In the accounts "On My Mac" and
// iCloud the ID of a feed is its address; those of services have IDs that nothing here
// translates. Dates are seconds. Authors stand in a table of their own and, since version
// 6.2, as JSON beside the article.
func openNetNewsWire(ctx context.Context, l *Library) error {
	d := l.db
	if !d.has(ctx, "articles", "articleID", "feedID", "uniqueID") || !d.has(ctx, "statuses", "articleID", "read", "starred") {
		return ErrUnknown
	}
	l.readList()
	known, err := d.texts(ctx, "SELECT DISTINCT feedID FROM articles WHERE feedID LIKE 'http%'")
	if err != nil {
		return unreadable(ctx, err)
	}
	places := map[string]int{}
	listed := len(l.Feeds) > 0
	for _, key := range known {
		i, ok := l.find(key)
		if !ok && !listed { // with a list, what it lacks was unsubscribed from
			i, ok = l.add(Feed{URL: key})
		}
		if ok {
			places[key] = i
		}
	}
	field := func(names ...string) string { return d.text(ctx, "a", "articles", names...) }
	authors := field("authors")
	if authors == "NULL" {
		authors = d.netNewsWireAuthors(ctx)
	}
	read, starred := "s.read", "s.starred"
	from := "articles AS a LEFT JOIN statuses AS s ON s.articleID = a.articleID"
	l.query = selection(from, "a.rowid", "a.feedID", map[string]string{
		"guid": field("uniqueID"), "link": "COALESCE(NULLIF(" + field("url") + ", ''), " + field("externalURL") + ")", "title": field("title"),
		"summary":    field("summary"),
		"content":    "COALESCE(NULLIF(" + field("contentHTML") + ", ''), NULLIF(" + field("contentText") + ", ''), " + field("markdown") + ")",
		"author":     authors,
		"enclosures": field("imageURL"), "published": field("datePublished"), "updated": field("dateModified"),
		"received": d.text(ctx, "s", "statuses", "dateArrived"), "read": read, "starred": starred,
	})
	l.from = netNewsWireArticle
	return l.count(ctx, places, "SELECT a.rowid, a.feedID, "+read+", "+starred+" FROM "+from+" WHERE "+d.number(ctx, "s", "statuses", "userDeleted")+" = 0 ORDER BY 1")
}

// find is the place of a feed that was taken over.
func (l *Library) find(address string) (int, bool) {
	address = webAddress(address)
	for i, f := range l.Feeds {
		if f.URL == address {
			return i, true
		}
	}
	return 0, false
}

// netNewsWireAuthors is the expression for the authors of an article, as the JSON of later
// versions.
func (d *database) netNewsWireAuthors(ctx context.Context) string {
	for _, lookup := range []string{"authorsLookup", "authorLookup"} {
		for _, id := range []string{"authorID", "databaseID"} {
			if d.has(ctx, lookup, "authorID", "articleID") && d.has(ctx, "authors", id, "name") {
				return `(SELECT json_group_array(json_object('name', w.name)) FROM ` + lookup + ` AS k JOIN authors AS w ON w.` + id + ` = k.authorID WHERE k.articleID = a.articleID)`
			}
		}
	}
	return "NULL"
}

func netNewsWireArticle(r *row) Article {
	var authors []struct{ Name, URL, EmailAddress string }
	_ = json.Unmarshal([]byte(r.author), &authors) // what is no JSON names nobody
	r.author = ""
	if isDigest(r.guid) { // made by the program where the publisher gave none
		r.guid = ""
	}
	a := r.entry()
	for _, w := range authors {
		if w.Name != "" || w.EmailAddress != "" {
			a.Authors = append(a.Authors, feeds.Author{Name: oneLine(w.Name), Email: oneLine(w.EmailAddress), URL: webAddress(w.URL)})
		}
	}
	a.Published, a.Updated, a.Received = seconds(r.published), seconds(r.updated), seconds(r.received)
	a.Image = webAddress(r.enclosures)
	return a
}

// isDigest reports whether a text is an MD5 in hexadecimal.
func isDigest(text string) bool {
	return len(text) == 32 && strings.Trim(text, "0123456789abcdef") == ""
}
