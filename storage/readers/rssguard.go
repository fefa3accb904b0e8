package readers

import (
	"context"
	"encoding/base64"
	"encoding/json"
	"strings"

	"tidings/feeds"
)

// RSS Guard (github.com/martinrotter/rssguard, resources/sql and, before version 4,
// resources/misc) keeps everything in database.db. A feed has its address in source,
// formerly url; an article has the number of its feed or, in versions 3.2 to 4, its text
// custom_id, which is unique in an account. Dates are milliseconds. The IDs of articles are
// the publisher's GUIDs in its own accounts only; those of services mean nothing elsewhere.
func openRSSGuard(ctx context.Context, l *Library) error {
	d := l.db
	if !d.has(ctx, "Messages", "feed", "title", "is_read") || !d.has(ctx, "Feeds", "id", "title") {
		return ErrUnknown
	}
	byID := !strings.HasPrefix(d.columns(ctx, "Messages")["feed"], "text") && !strings.HasPrefix(d.columns(ctx, "Messages")["feed"], "varchar")
	byID = byID || !d.has(ctx, "Feeds", "custom_id")
	feedKey, key := `CAST(f.id AS TEXT)`, `CAST(m.feed AS TEXT)`
	if !byID {
		feedKey, key = d.accountKey(ctx, "f", "Feeds", "custom_id"), d.accountKey(ctx, "m", "Messages", "feed")
	}
	list, err := d.rssGuardFeeds(ctx, feedKey)
	if err != nil {
		return err
	}
	places := l.addAll(list)
	read, starred := d.number(ctx, "m", "Messages", "is_read"), d.number(ctx, "m", "Messages", "is_important")
	guid := d.text(ctx, "m", "Messages", "custom_id")
	if d.has(ctx, "Accounts", "id", "type") && d.has(ctx, "Messages", "account_id") {
		guid = `IIF((SELECT type FROM Accounts AS a WHERE a.id = m.account_id) IN ('std-rss', 'standard'), ` + guid + `, NULL)`
	}
	l.query = selection("Messages AS m", "m.rowid", key, map[string]string{
		"guid": guid, "link": d.text(ctx, "m", "Messages", "url"), "title": d.text(ctx, "m", "Messages", "title"),
		"content": d.text(ctx, "m", "Messages", "contents"), "author": d.text(ctx, "m", "Messages", "author"),
		"published": d.text(ctx, "m", "Messages", "date_created"), "enclosures": d.text(ctx, "m", "Messages", "enclosures"),
		"read": read, "starred": starred,
	})
	l.from = rssGuardArticle
	l.warnOfLabels(ctx, "Labels")
	gone := d.number(ctx, "m", "Messages", "is_deleted") + " = 0 AND " + d.number(ctx, "m", "Messages", "is_pdeleted") + " = 0"
	return l.count(ctx, places, "SELECT m.rowid, "+key+", "+read+", "+starred+" FROM Messages AS m WHERE "+gone+" ORDER BY 1")
}

// accountKey joins the number of an account with a name that is unique in it.
func (d *database) accountKey(ctx context.Context, alias, table, column string) string {
	return d.number(ctx, alias, table, "account_id") + ` || ' ' || CAST(` + alias + `."` + column + `" AS TEXT)`
}

func (d *database) rssGuardFeeds(ctx context.Context, key string) ([]keyed, error) {
	tree, err := d.folders(ctx, "Categories", "id", "parent_id", "title")
	if err != nil {
		return nil, err
	}
	order := d.number(ctx, "f", "Feeds", "ordr")
	rows, err := d.QueryContext(ctx, `SELECT `+key+`, IFNULL(`+d.text(ctx, "f", "Feeds", "source", "url")+`, ''), IFNULL(`+d.text(ctx, "f", "Feeds", "title")+`, ''), IFNULL(`+
		d.text(ctx, "f", "Feeds", "description")+`, ''), IFNULL(`+d.text(ctx, "f", "Feeds", "category")+`, '') FROM Feeds AS f ORDER BY `+order+`, f.rowid`)
	if err != nil {
		return nil, unreadable(ctx, err)
	}
	defer rows.Close()
	var out []keyed
	for rows.Next() {
		var f keyed
		var category string
		if rows.Scan(&f.key, &f.URL, &f.OwnTitle, &f.Description, &category) == nil {
			f.Path = tree.path(category)
			out = append(out, f)
		}
	}
	return out, nil
}

// warnOfLabels says that labels stay behind: Tidings has none that are put on by hand.
func (l *Library) warnOfLabels(ctx context.Context, table string) {
	if !l.db.has(ctx, table, "name") {
		return
	}
	names, err := l.db.texts(ctx, `SELECT DISTINCT CAST(name AS TEXT) FROM "`+table+`" LIMIT 100`)
	if err == nil && len(names) > 0 {
		l.warn("Labels are not taken over; a topic of your own can gather the same articles.")
	}
}

func rssGuardArticle(r *row) Article {
	a := r.entry()
	a.Published = milliseconds(r.published)
	a.Enclosures = rssGuardFiles(r.enclosures)
	return a
}

// rssGuardFiles reads a JSON list of addresses and types, or the form before it: type and
// address in base64 with & between them, several with # between them.
func rssGuardFiles(text string) []feeds.Enclosure {
	var list []struct{ URL, Mime string }
	if json.Unmarshal([]byte(text), &list) != nil {
		list = nil
		for one := range strings.SplitSeq(text, "#") {
			kind, address, ok := strings.Cut(one, "&")
			if !ok {
				kind, address = "", one
			}
			list = append(list, struct{ URL, Mime string }{unbase(address), unbase(kind)})
		}
	}
	var out []feeds.Enclosure
	for _, x := range list {
		if address := webAddress(x.URL); address != "" {
			out = append(out, feeds.Enclosure{URL: address, Type: oneLine(x.Mime)})
		}
	}
	return out
}

func unbase(text string) string {
	plain, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		return text
	}
	return strings.ToValidUTF8(string(plain), "")
}
