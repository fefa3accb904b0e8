package storage

import (
	"context"
	"path"
	"strings"
	"unicode"

	"tidings/feeds"
)

// When a site moves to another domain or program, its feed may give all old articles
// new GUIDs and new links, and its texts may be a little different, too. Nothing of them
// is to be unread again. So what seems new is compared with the latest articles of the
// feed that are not in the document any more: one that has the title and the time of
// an entry is that entry, and if most entries of a document are found again by less than
// that (a title alone, a time with a title that is alike, the last part of the link),
// then these are, too.

// recalled is how many of a feed's latest articles are compared: more than documents
// hold.
const recalled = 300

// A trace is what an article can be recognised by.
type trace struct {
	stored
	title     string // folded
	published int64
	slug      string
	file      string
}

// reissued looks whether entries that seem new are old ones.
func (r *recognition) reissued(ctx context.Context, s *session, feed feeds.FeedID) error {
	var fresh []int
	for i, m := range r.matches {
		if m.Kind == New {
			fresh = append(fresh, i)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	list, err := r.traces(ctx, s, feed, fresh)
	if err != nil || len(list) == 0 {
		return err
	}
	found := r.pair(fresh, list, trace.isSame)
	if len(fresh) >= 3 && 2*len(found) < len(fresh) {
		if more := r.pair(fresh, list, trace.isLike); 2*len(more) >= len(fresh) {
			found = more
		}
	}
	for i, a := range found {
		r.matches[i].is(a.stored)
		r.matches[i].NewID, r.matches[i].renamed = r.matches[i].unheard, true
		r.taken[a.article] = true
	}
	return nil
}

// traces are the articles that entries may be. Unless most of a document seems new,
// which is seldom, those of the same time are enough.
func (r *recognition) traces(ctx context.Context, s *session, feed feeds.FeedID, fresh []int) ([]trace, error) {
	where, args := "", []any{feed, recalled}
	if known := len(r.entries) - len(fresh); len(fresh) < 3 || known > 2*len(fresh) {
		var times []int64
		for _, i := range fresh {
			if e := r.entries[i]; e.GUID == "" && e.Link == "" && e.Published.IsZero() {
				times = nil // nothing but the title tells
				break
			}
			times = append(times, millis(r.entries[i].Published))
		}
		if times != nil {
			where, args = " AND a.date IN (SELECT value FROM json_each(?3))", append(args, jsonIDs(times))
		}
	}
	var out []trace
	for _, table := range []string{"articles", "bin"} {
		err := s.each(ctx, func(scan scan) error {
			var a trace
			var link, files string
			if err := scan(&a.article, &a.there, &a.hash, &a.title, &a.published, &link, &files); err != nil {
				return err
			}
			if r.taken[a.article] {
				return nil
			}
			var list []feeds.Enclosure
			if err := listFrom(files, &list); err != nil {
				return err
			}
			a.title, a.slug, a.file = folded(a.title), slug(link), firstFile(list)
			out = append(out, a)
			return nil
		}, tracesSQL[table]+where+" ORDER BY a.date DESC LIMIT ?2", args...)
		if err != nil {
			return nil, err
		}
	}
	return out, nil
}

// tracesSQL finds the articles of a feed, and those that went from it.
var tracesSQL = map[string]string{
	"articles": `SELECT a.id, 1, a.hash, h.title, h.published, h.link, h.enclosures FROM articles AS a INDEXED BY articles_feed
		CROSS JOIN heads AS h ON h.id = a.id WHERE a.feed = ?1`,
	"bin": `SELECT a.id, 0, a.hash, h.title, h.published, h.link, h.enclosures FROM bin AS a INDEXED BY bin_again
		CROSS JOIN heads AS h ON h.id = a.id WHERE a.unfeed = 0 AND a.feed = ?1`,
}

// pair finds for each entry the only article that it can be, and for no article two
// entries.
func (r *recognition) pair(fresh []int, list []trace, same func(trace, trace) bool) map[int]trace {
	claims := map[int64]int{} // how many entries can be an article
	found := map[int]trace{}
	for _, i := range fresh {
		e := traceOf(r.entries[i])
		matching := 0
		for _, a := range list {
			if !same(a, e) {
				continue
			}
			claims[a.article]++
			found[i] = a
			matching++
		}
		if matching != 1 {
			delete(found, i)
		}
	}
	for i, a := range found {
		if claims[a.article] > 1 {
			delete(found, i)
		}
	}
	return found
}

func traceOf(e feeds.Entry) trace {
	return trace{title: folded(e.Title), published: millis(e.Published), slug: slug(e.Link), file: firstFile(e.Enclosures)}
}

// isSame reports whether title and time are those of an article. Where neither says
// when it was published, the title is all there is.
func (a trace) isSame(e trace) bool {
	return a.title != "" && a.title == e.title && a.published == e.published && a.file == e.file &&
		(a.published != 0 || a.slug == "" && e.slug == "")
}

// isLike reports whether an entry may be an article, if the whole document has new
// identities.
func (a trace) isLike(e trace) bool {
	if a.published != 0 && e.published != 0 && max(a.published-e.published, e.published-a.published) >= sameDay.Milliseconds() {
		return false
	}
	return a.title != "" && a.title == e.title || a.slug != "" && a.slug == e.slug ||
		a.published != 0 && a.published == e.published && alike(a.title, e.title)
}

// shortestSlug is how long the last part of an address must be to tell one article from
// the others, in bytes.
const shortestSlug = 6

// slug is the last part of the path of an address; empty if it tells nothing.
func slug(link string) string {
	canonical := feeds.CanonicalLink(link)
	canonical, _, _ = strings.Cut(canonical, "?")
	canonical, _, _ = strings.Cut(canonical, "#")
	_, p, ok := strings.Cut(canonical, "/")
	if !ok {
		return ""
	}
	last := path.Base(p)
	last = strings.ToLower(strings.TrimSuffix(last, path.Ext(last)))
	if len(last) < shortestSlug {
		return ""
	}
	return last
}

// folded is a title as it is compared: letters and digits in lower case.
func folded(title string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, title)
}

// alike reports whether titles have most of their pairs of letters in common (L. Dice,
// "Measures of the Amount of Ecologic Association Between Species", Ecology 26, 1945).
func alike(a, b string) bool {
	a, b = folded(a), folded(b)
	if a == b {
		return true
	}
	of := pairs(a)
	common, total := 0, 0
	for _, n := range of {
		total += n
	}
	for p, n := range pairs(b) {
		total += n
		common += min(n, of[p])
	}
	return total > 0 && 2*2*common >= total
}

func pairs(s string) map[[2]rune]int {
	out := map[[2]rune]int{}
	last := rune(-1)
	for _, r := range s {
		if last >= 0 {
			out[[2]rune{last, r}]++
		}
		last = r
	}
	return out
}
