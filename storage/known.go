package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"tidings/feeds"
)

// A Kind says what an entry of a document is to the store.
type Kind int

// The kinds of entries.
const (
	New       Kind = iota
	Unchanged      // stored as it is
	Changed        // stored, and its publisher changed it
	Deleted        // was stored and deleted: to be left out
	Duplicate      // stands in the document before
)

// A Match tells which stored article an entry is.
type Match struct {
	Kind    Kind
	Article feeds.ArticleID // zero for New and Duplicate
	NewID   bool            // it has another GUID or link than before

	keys    []int64 // by which the entry is to be known from now on, the surest first
	hash    int64
	unheard bool // nothing is known by the surest
	renamed bool // recognised by less than its keys, which are to be kept
}

// ToStore reports whether SaveFetch has something to do with the entry but for the number
// of its comments.
func (m Match) ToStore() bool { return m.Kind == New || m.Kind == Changed || m.renamed }

// Known compares the entries of a feed's document with what is stored, and
// returns a Match for each. An entry is known by its GUID, else its link, else
// its title and text. An entry with a new GUID is an old article all the same if
// it has the link, or the title and text, of one that is no longer in the
// document and has about the same date; see also reissue.go. A GUID or a link that
// different entries share identifies none of them, whether they stand in one document
// or come one after another.
func (db *DB) Known(ctx context.Context, feed feeds.FeedID, entries []feeds.Entry) ([]Match, error) {
	if len(entries) == 0 {
		return nil, nil
	}
	r := recognition{entries: entries, matches: make([]Match, len(entries))}
	r.identify()
	err := db.read(ctx, func(s *session) error {
		if some, err := s.hasEntries(ctx, feed); err != nil || !some {
			return err
		}
		if err := r.bySurestKey(ctx, s, feed); err != nil {
			return err
		}
		if err := r.byOtherKeys(ctx, s, feed); err != nil {
			return err
		}
		return r.reissued(ctx, s, feed)
	})
	if err != nil {
		return nil, fmt.Errorf("compare with what is stored: %w", err)
	}
	return r.matches, nil
}

// hasEntries reports whether anything is known of a feed's entries, which is not so when
// it is asked for the first time.
func (s *session) hasEntries(ctx context.Context, feed feeds.FeedID) (some bool, err error) {
	err = s.one(ctx, `SELECT EXISTS (SELECT 1 FROM identities WHERE feed = ?1) OR EXISTS (SELECT 1 FROM articles INDEXED BY articles_feed WHERE feed = ?1)
		OR EXISTS (SELECT 1 FROM bin INDEXED BY bin_again WHERE unfeed = 0 AND feed = ?1)`, []any{feed}, &some)
	return some, err
}

// recognition is the work of Known.
type recognition struct {
	entries []feeds.Entry
	matches []Match
	taken   map[int64]bool // articles that an entry was found to be
}

// identify finds the keys of each entry and what the document repeats.
func (r *recognition) identify() {
	guids, links := shared(r.entries)
	seen := map[int64]bool{}
	texts := map[int64]feeds.Entry{}
	for i, e := range r.entries {
		m := &r.matches[i]
		m.keys, m.hash = keysOf(e, guids, links), number(e.Hash())
		surest, text := m.keys[0], m.keys[len(m.keys)-1]
		first, repeated := texts[text]
		if seen[surest] || repeated && first.Link == e.Link && first.Published.Equal(e.Published) && sameFile(first, e) {
			m.Kind = Duplicate
		}
		seen[surest], texts[text] = true, e
	}
}

// sameFile compares what is attached first: of two episodes of a programme it may
// be all that differs.
func sameFile(a, b feeds.Entry) bool {
	return firstFile(a.Enclosures) == firstFile(b.Enclosures)
}

func firstFile(list []feeds.Enclosure) string {
	if len(list) == 0 {
		return ""
	}
	return list[0].URL
}

// shared finds GUIDs and links that stand at different entries. Entries that
// repeat both the link and the title are one entry twice.
func shared(entries []feeds.Entry) (guids, links map[string]bool) {
	guids, links = map[string]bool{}, map[string]bool{}
	byGUID, byLink := map[string]feeds.Entry{}, map[string]feeds.Entry{}
	for _, e := range entries {
		if first, ok := byGUID[e.GUID]; ok && e.GUID != "" {
			if first.Link != e.Link && first.Title != e.Title {
				guids[e.GUID] = true
			}
		} else {
			byGUID[e.GUID] = e
		}
		if first, ok := byLink[e.Link]; ok && e.Link != "" {
			if first.Title != e.Title {
				links[e.Link] = true
			}
		} else {
			byLink[e.Link] = e
		}
	}
	return guids, links
}

// keysOf are the numbers by which an entry is known, the surest first and that of
// its text last. The front page of a site is no link of an article.
func keysOf(e feeds.Entry, guids, links map[string]bool) []int64 {
	keys := make([]int64, 0, 3)
	if e.GUID != "" && !guids[e.GUID] {
		keys = append(keys, key64(feeds.Entry{Article: feeds.Article{GUID: e.GUID}}))
	}
	if link := feeds.CanonicalLink(e.Link); strings.ContainsAny(link, "/?#") && !links[e.Link] {
		keys = append(keys, key64(feeds.Entry{Article: feeds.Article{Link: e.Link}}))
	}
	return append(keys, key64(feeds.Entry{Article: feeds.Article{Title: e.Title}, Summary: e.Summary, Content: e.Content}))
}

// key64 is the identity of an entry as a number. Two of the same feed are equal
// by chance once in 10^19 pairs.
func key64(e feeds.Entry) int64 {
	sum := sha256.Sum256([]byte(e.Identity()))
	return int64(binary.BigEndian.Uint64(sum[:8]))
}

// number is the beginning of a hash in hexadecimal.
func number(hash string) int64 {
	n, _ := strconv.ParseUint(hash[:16], 16, 64) // it is hexadecimal, see feeds.Entry.Hash
	return int64(n)
}

// A stored article that a key leads to.
type stored struct {
	article int64 // zero: the key belongs to several
	there   bool  // not deleted
	hash    int64
}

// lookup finds the articles of keys.
func (s *session) lookup(ctx context.Context, feed feeds.FeedID, keys []int64) (map[int64]stored, error) {
	out := make(map[int64]stored, len(keys))
	err := s.each(ctx, func(scan scan) error {
		var key int64
		var a stored
		err := scan(&key, &a.article, &a.there, &a.hash)
		out[key] = a
		return err
	}, `SELECT i.key, i.article, a.id IS NOT NULL, IFNULL(a.hash, 0) FROM json_each(?) AS j
		CROSS JOIN identities AS i ON i.feed = ? AND i.key = j.value
		LEFT JOIN articles AS a ON a.id = i.article`, jsonIDs(keys), feed)
	return out, err
}

func (r *recognition) bySurestKey(ctx context.Context, s *session, feed feeds.FeedID) error {
	keys := make([]int64, len(r.matches))
	for i, m := range r.matches {
		keys[i] = m.keys[0]
	}
	found, err := s.lookup(ctx, feed, keys)
	if err != nil {
		return err
	}
	r.taken = make(map[int64]bool, len(found))
	for i := range r.matches {
		m := &r.matches[i]
		a, ok := found[m.keys[0]]
		m.unheard = !ok
		if !ok || m.Kind == Duplicate {
			continue
		}
		another := a.article == 0
		if !another && len(m.keys) > 1 && a.hash != m.hash {
			if another, err = s.isAnother(ctx, a.article, r.entries[i]); err != nil {
				return err
			}
		}
		if another {
			m.keys = append(m.keys[1:], m.keys[0]) // it identifies neither
			continue
		}
		m.is(a)
		r.taken[a.article] = true
	}
	return nil
}

// isAnother reports whether an entry is another article than the one with its GUID or
// link: nothing else that tells articles apart is the same, and it is of another day. So
// it is where every article of a feed has the same GUID.
func (s *session) isAnother(ctx context.Context, article int64, e feeds.Entry) (bool, error) {
	var published int64
	var title, link string
	err := s.one(ctx, "SELECT published, title, link FROM heads WHERE id = ?", []any{article}, &published, &title, &link)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil // it was deleted, and what is left tells too little
	}
	return err == nil && published != 0 && !sameDate(published, e) && !alike(title, e.Title) &&
		(e.GUID == "" || feeds.CanonicalLink(link) != feeds.CanonicalLink(e.Link) || e.Link == ""), err
}

func (m *Match) is(a stored) {
	m.Article = feeds.ArticleID(a.article)
	switch {
	case !a.there:
		m.Kind = Deleted
	case a.hash == m.hash:
		m.Kind = Unchanged
	default:
		m.Kind = Changed
	}
}

// byOtherKeys looks whether entries that seem new are old ones with a new GUID.
func (r *recognition) byOtherKeys(ctx context.Context, s *session, feed feeds.FeedID) error {
	var keys []int64
	for _, m := range r.matches {
		if m.Kind == New && m.Article == 0 {
			keys = append(keys, m.keys...)
		}
	}
	if len(keys) == 0 {
		return nil
	}
	found, err := s.lookup(ctx, feed, keys)
	if err != nil || len(found) == 0 {
		return err
	}
	for i := range r.matches {
		if err := r.sameUnderNewGUID(ctx, s, i, found); err != nil {
			return err
		}
	}
	return nil
}

func (r *recognition) sameUnderNewGUID(ctx context.Context, s *session, i int, found map[int64]stored) error {
	m := &r.matches[i]
	if m.Kind != New {
		return nil
	}
	for _, key := range m.keys {
		a, ok := found[key]
		if !ok || a.article == 0 || r.taken[a.article] {
			continue
		}
		same, err := s.canBe(ctx, a.article, r.entries[i])
		if err != nil {
			return err
		}
		if same {
			m.is(a)
			m.NewID = m.unheard
			r.taken[a.article] = true
			return nil
		}
	}
	return nil
}

// sameDay is how far the dates of an article and its new version may lie apart
// when the GUID differs. A page that has another article every day under the same
// address, such as the weather, is a new article every day.
const sameDay = 20 * time.Hour

// canBe tells whether an entry can be a new version of a stored article: both have
// about the same date, as far as they say, and the same file attached. Under the same
// link another title at another time is another article.
func (s *session) canBe(ctx context.Context, article int64, e feeds.Entry) (bool, error) {
	var ms int64
	var enclosures, title string
	err := s.one(ctx, "SELECT published, enclosures, title FROM heads WHERE id = ?", []any{article}, &ms, &enclosures, &title)
	if errors.Is(err, sql.ErrNoRows) {
		return s.couldBe(ctx, article, e)
	}
	if err != nil {
		return false, err
	}
	var list []feeds.Enclosure
	if err := listFrom(enclosures, &list); err != nil || firstFile(list) != firstFile(e.Enclosures) {
		return false, err
	}
	sameTime := ms == 0 || e.Published.IsZero() || millis(e.Published) == ms
	return sameDate(ms, e) && (sameTime || alike(title, e.Title)), nil
}

// couldBe is canBe for an article that is gone for good: only its date is left.
func (s *session) couldBe(ctx context.Context, article int64, e feeds.Entry) (bool, error) {
	var ms int64
	err := s.one(ctx, "SELECT published FROM destroyed WHERE article = ?", []any{article}, &ms)
	if errors.Is(err, sql.ErrNoRows) {
		return true, nil // before dates were kept
	}
	return err == nil && sameDate(ms, e), err
}

func sameDate(ms int64, e feeds.Entry) bool {
	published := fromMillis(ms)
	if published.IsZero() || e.Published.IsZero() {
		return true
	}
	return e.Published.Sub(published).Abs() < sameDay
}
