package readers

import (
	"context"
	"strconv"
	"strings"

	"tidings/feeds"
)

// QuiteRSS (github.com/QuiteRSS/quiterss, src/database/database.cpp) keeps everything in
// feeds.db. Folders are feeds without an address; text is what the reader calls one, title
// what the publisher does. A read article has 1 or 2. Dates are written in UTC, lists have
// tabs between their parts.
func openQuiteRSS(ctx context.Context, l *Library) error {
	d := l.db
	if !d.has(ctx, "feeds", "id", "xmlUrl") || !d.has(ctx, "news", "feedId", "title") {
		return ErrUnknown
	}
	list, err := d.quiteRSSFeeds(ctx)
	if err != nil {
		return err
	}
	places := l.addAll(list)
	field := func(names ...string) string { return d.text(ctx, "n", "news", names...) }
	link := "COALESCE(NULLIF(" + field("link_href") + ", ''), " + field("link_alternate") + ")"
	read, starred := d.number(ctx, "n", "news", "read"), d.number(ctx, "n", "news", "starred")
	file := "NULLIF(" + field("enclosure_url") + ", '') || char(31) || IFNULL(" + field("enclosure_type") + ", '') || char(31) || IFNULL(" + field("enclosure_length") + ", '')"
	l.query = selection("news AS n", "n.rowid", "CAST(n.feedId AS TEXT)", map[string]string{
		"guid": field("guid"), "link": link, "title": field("title"), "summary": field("description"), "content": field("content"),
		"author": field("author_name"), "email": field("author_email"), "site": field("author_uri"), "categories": field("category"),
		"comments": field("comments"), "enclosures": file, "published": field("published"), "received": field("received"), "updated": field("modified"),
		"read": read, "starred": starred,
	})
	l.from = quiteRSSArticle
	if d.has(ctx, "news", "label") {
		if used, err := d.texts(ctx, "SELECT label FROM news WHERE label <> '' AND label <> ',' LIMIT 1"); err == nil && len(used) > 0 {
			l.warnOfLabels(ctx, "labels")
		}
	}
	return l.count(ctx, places, "SELECT n.rowid, CAST(n.feedId AS TEXT), "+read+", "+starred+" FROM news AS n WHERE "+d.number(ctx, "n", "news", "deleted")+" = 0 ORDER BY 1")
}

func (d *database) quiteRSSFeeds(ctx context.Context) ([]keyed, error) {
	tree, err := d.folders(ctx, "feeds", "id", "parentId", "text")
	if err != nil {
		return nil, err
	}
	field := func(name string) string { return "IFNULL(" + d.text(ctx, "f", "feeds", name) + ", '')" }
	rows, err := d.QueryContext(ctx, "SELECT CAST(f.id AS TEXT), "+field("xmlUrl")+", "+field("htmlUrl")+", "+field("title")+", "+field("text")+", "+field("description")+", "+field("parentId")+
		" FROM feeds AS f WHERE IFNULL(f.xmlUrl, '') <> '' ORDER BY "+d.number(ctx, "f", "feeds", "parentId")+", "+d.number(ctx, "f", "feeds", "rowToParent")+", f.rowid")
	if err != nil {
		return nil, unreadable(ctx, err)
	}
	defer rows.Close()
	var out []keyed
	for rows.Next() {
		var f keyed
		var parent string
		if rows.Scan(&f.key, &f.URL, &f.Site, &f.Title, &f.OwnTitle, &f.Description, &parent) == nil {
			f.Path = tree.path(parent)
			out = append(out, f)
		}
	}
	return out, nil
}

func quiteRSSArticle(r *row) Article {
	a := r.entry()
	a.Published, a.Received, a.Updated = written(r.published), written(r.received), written(r.updated)
	for c := range strings.SplitSeq(r.categories, "\t") {
		if c = oneLine(c); c != "" {
			a.Categories = append(a.Categories, c)
		}
	}
	if f := strings.Split(r.enclosures, "\x1f"); len(f) == 3 && webAddress(f[0]) != "" {
		n, _ := strconv.ParseInt(f[2], 10, 64)
		a.Enclosures = []feeds.Enclosure{{URL: webAddress(f[0]), Type: oneLine(f[1]), Length: max(0, n)}}
	}
	return a
}
