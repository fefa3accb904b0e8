package readers

import (
	"context"
	"net/url"
	"strconv"
	"strings"

	"tidings/feeds"
)

// Liferea (github.com/lwindolf/liferea, src/db.c) keeps articles in liferea.db and the list
// of subscriptions in feedlist.opml. Up to version 1.6 (schema 7) which article lies in
// which feed, and whether it was read, stood in a table of its own. Dates are seconds; what
// an article has several of are rows of metadata.
func openLiferea(ctx context.Context, l *Library) error {
	d := l.db
	if !d.has(ctx, "items", "title", "source") {
		return ErrUnknown
	}
	l.readList()
	list, err := d.lifereaFeeds(ctx)
	if err != nil {
		return err
	}
	places := l.addAll(list)
	from, id, node, read, own := `items AS i`, `i.rowid`, `CAST(i.node_id AS TEXT)`, d.number(ctx, "i", "items", "read"), d.number(ctx, "i", "items", "comment")
	if !d.has(ctx, "items", "node_id") {
		if !d.has(ctx, "itemsets", "item_id", "node_id", "read") {
			return ErrUnknown
		}
		from, node, read, own = `items AS i JOIN itemsets AS s ON s.item_id = i.rowid`, `CAST(s.node_id AS TEXT)`, `s.read`, d.number(ctx, "s", "itemsets", "comment")
	}
	starred := d.number(ctx, "i", "items", "marked")
	meta := func(key string) string {
		if !d.has(ctx, "metadata", "item_id", "key", "value") {
			return ""
		}
		return `(SELECT group_concat(CAST(value AS TEXT), char(31)) FROM metadata AS m WHERE m.item_id = i.rowid AND m.key = '` + key + `')`
	}
	l.query = selection(from, id, node, map[string]string{
		"guid": d.text(ctx, "i", "items", "source_id"), "link": d.text(ctx, "i", "items", "source"), "title": d.text(ctx, "i", "items", "title"),
		"content": d.text(ctx, "i", "items", "description"), "published": d.text(ctx, "i", "items", "date"), "read": read, "starred": starred,
		"author": meta("author"), "categories": meta("category"), "enclosures": meta("enclosure"),
	})
	l.from = lifereaArticle
	return l.count(ctx, places, "SELECT "+id+", "+node+", "+read+", "+starred+" FROM "+from+" WHERE "+own+" = 0 ORDER BY 1")
}

// lifereaFeeds are the feeds of the database, by their nodes.
func (d *database) lifereaFeeds(ctx context.Context) ([]keyed, error) {
	if !d.has(ctx, "subscription", "node_id", "source") {
		return nil, nil
	}
	tree, err := d.folders(ctx, "node", "node_id", "parent_id", "title")
	if err != nil {
		return nil, err
	}
	rows, err := d.QueryContext(ctx, "SELECT CAST(node_id AS TEXT), CAST(source AS TEXT) FROM subscription ORDER BY rowid")
	if err != nil {
		return nil, unreadable(ctx, err)
	}
	defer rows.Close()
	var out []keyed
	for rows.Next() {
		var node, source string
		if rows.Scan(&node, &source) != nil || strings.HasPrefix(source, "|") { // a command
			continue
		}
		out = append(out, keyed{node, Feed{URL: source, OwnTitle: tree[node].title, Path: tree.path(tree[node].parent)}})
	}
	return out, nil
}

func lifereaArticle(r *row) Article {
	authors, categories := parted(r.author), parted(r.categories)
	r.author = strings.Join(authors, ", ")
	a := r.entry()
	a.Published = seconds(r.published)
	for _, c := range categories {
		a.Categories = append(a.Categories, oneLine(c))
	}
	for _, e := range parted(r.enclosures) {
		if file, ok := lifereaFile(e); ok {
			a.Enclosures = append(a.Enclosures, file)
		}
	}
	return a
}

// lifereaFile reads "enc:<downloaded>:<type>:<bytes>:<address, escaped>", or an address.
func lifereaFile(text string) (feeds.Enclosure, bool) {
	fields := strings.SplitN(text, ":", 5)
	if len(fields) < 5 || fields[0] != "enc" {
		return feeds.Enclosure{URL: webAddress(text)}, webAddress(text) != ""
	}
	n, _ := strconv.ParseInt(fields[3], 10, 64)
	address := fields[4]
	if webAddress(address) == "" {
		address, _ = url.PathUnescape(address)
	}
	return feeds.Enclosure{URL: webAddress(address), Type: oneLine(fields[2]), Length: max(0, n)}, webAddress(address) != ""
}

// parted takes apart what group_concat joined.
func parted(list string) []string {
	if list == "" {
		return nil
	}
	return strings.Split(list, "\x1f")
}
