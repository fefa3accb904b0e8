package readers

import (
	"context"
	"strings"

	"tidings/feeds"
)

// Newsboat (github.com/newsboat/newsboat, src/cache.cpp) keeps articles in cache.db and the
// subscriptions in the file urls. It has no stars, but flags, letters with a meaning that
// its reader gave them: what is flagged is never cleaned away there, so it is starred here.
func openNewsboat(ctx context.Context, l *Library) error {
	d := l.db
	if !d.has(ctx, "rss_feed", "rssurl", "title") || !d.has(ctx, "rss_item", "guid", "feedurl", "unread") {
		return ErrUnknown
	}
	list, err := d.newsboatFeeds(ctx)
	if err != nil {
		return err
	}
	if wanted := l.readURLs(); wanted != nil { // without the file, what has articles
		list = wanted.with(list)
	}
	places := l.addAll(list)
	field := func(names ...string) string { return d.text(ctx, "i", "rss_item", names...) }
	read, starred := "i.unread = 0", "0"
	if d.has(ctx, "rss_item", "flags") {
		starred = "IFNULL(i.flags, '') <> ''"
	}
	file := "NULLIF(" + field("enclosure_url") + ", '') || char(31) || IFNULL(" + field("enclosure_type") + ", '')"
	l.query = selection("rss_item AS i", "i.id", "i.feedurl", map[string]string{
		"guid": field("guid"), "link": field("url"), "title": field("title"), "content": field("content"), "author": field("author"),
		"enclosures": file, "published": field("pubDate"), "read": read, "starred": starred,
	})
	l.from = newsboatArticle
	return l.count(ctx, places, "SELECT i.id, i.feedurl, "+read+", "+starred+" FROM rss_item AS i WHERE "+d.number(ctx, "i", "rss_item", "deleted")+" = 0 ORDER BY 1")
}

func (d *database) newsboatFeeds(ctx context.Context) ([]keyed, error) {
	rows, err := d.QueryContext(ctx, "SELECT IFNULL(rssurl, ''), IFNULL("+d.text(ctx, "f", "rss_feed", "url")+", ''), IFNULL("+d.text(ctx, "f", "rss_feed", "title")+", '') FROM rss_feed AS f ORDER BY f.rowid")
	if err != nil {
		return nil, unreadable(ctx, err)
	}
	defer rows.Close()
	var out []keyed
	for rows.Next() {
		var f keyed
		if rows.Scan(&f.key, &f.Site, &f.Title) == nil {
			f.URL = f.key
			out = append(out, f)
		}
	}
	return out, nil
}

func newsboatArticle(r *row) Article {
	a := r.entry()
	a.Published = seconds(r.published)
	if f := strings.Split(r.enclosures, "\x1f"); len(f) == 2 && webAddress(f[0]) != "" {
		a.Enclosures = []feeds.Enclosure{{URL: webAddress(f[0]), Type: oneLine(f[1])}}
	}
	return a
}
