package storage

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
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

	keys     []int64 // by which the entry is to be known from now on, the surest first
	whole    bool    // that of its text is one of them, as of all that are stored
	also     int64   // by which it may be known besides
	inherits bool    // the last of the keys led to another article, and leads to this one from now on
	hash     int64
	unheard  bool // nothing is known by the surest
	renamed  bool // recognised by less than its keys, which are to be kept
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
			r.addTexts()
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
	texts   []int // the first entry with the text of each: see sameTexts
	shared  sharing
	taken   map[int64]bool // articles that an entry was found to be
}

// identify finds the surest key of each entry and what the document repeats.
func (r *recognition) identify() {
	r.texts = sameTexts(r.entries)
	r.shared = sharedBy(r.entries, r.texts)
	seen := make(map[int64]bool, len(r.entries))
	last := make(map[int]int, len(r.entries)) // by the first entry with the same text
	for i, e := range r.entries {
		m := &r.matches[i]
		if m.keys = surestKeys(e, r.shared); len(m.keys) == 0 {
			r.addText(i)
		}
		m.hash = number(e.Hash())
		if before, ok := last[r.texts[i]]; seen[m.keys[0]] || ok && sameArticle(r.entries[before], e) {
			m.Kind = Duplicate
		}
		seen[m.keys[0]], last[r.texts[i]] = true, i
	}
}

// sameArticle reports whether two entries of one document with the same text are one.
func sameArticle(a, b feeds.Entry) bool {
	return a.Link == b.Link && a.Published.Equal(b.Published) && sameFile(a, b)
}

// addText adds the key of its text to those of an entry. Most entries are known by what
// is surer, and as they are: to hash their texts would be a third of the work.
func (r *recognition) addText(i int) {
	m, e := &r.matches[i], r.entries[i]
	if m.whole {
		return
	}
	m.whole = true
	if r.shared.texts[r.texts[i]] {
		m.keys, m.also = append(m.keys, pieceKey(e)), textKey(e)
	} else {
		m.keys = append(m.keys, textKey(e))
	}
}

// addTexts adds the keys of all texts.
func (r *recognition) addTexts() {
	for i := range r.matches {
		r.addText(i)
	}
}

// keysOf are the numbers by which an entry is known that shares nothing with others, the
// surest first and that of its text last.
func keysOf(e feeds.Entry) []int64 { return append(surestKeys(e, sharing{}), textKey(e)) }

// surestKeys are those of GUID and link. The front page of a site is neither link nor
// GUID of an article.
func surestKeys(e feeds.Entry, shared sharing) []int64 {
	keys := make([]int64, 0, 3)
	if e.GUID != "" && !shared.guids[e.GUID] && !isFrontPage(e.GUID) {
		keys = append(keys, key64(feeds.Entry{Article: feeds.Article{GUID: e.GUID}}))
	}
	if link := feeds.CanonicalLink(e.Link); link != "" && !isFrontPage(e.Link) && !shared.links[e.Link] {
		keys = append(keys, key64(feeds.Entry{Article: feeds.Article{Link: e.Link}}))
	}
	return keys
}

func isFrontPage(address string) bool {
	link := feeds.CanonicalLink(address)
	return link != "" && !strings.ContainsAny(link, "/?#")
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
		if !ok || a.article == 0 || a.hash != m.hash {
			r.addText(i)
		}
		if !ok || m.Kind == Duplicate {
			continue
		}
		another := a.article == 0
		if !another && a.hash != m.hash {
			if another, err = s.isAnother(ctx, a.article, r.entries[i]); err != nil {
				return err
			}
		}
		if another {
			m.keys = append(m.keys[1:], m.keys[0])
			m.inherits = true
			continue
		}
		m.is(a)
		r.taken[a.article] = true
	}
	return nil
}

// isAnother reports whether an entry is another article than the one with its GUID or
// link: it is of another day, and little else is the same. An article that keeps both
// GUID and link is the same, whatever becomes of it, as live reports are for days.
func (s *session) isAnother(ctx context.Context, article int64, e feeds.Entry) (bool, error) {
	v, err := s.held(ctx, article)
	if errors.Is(err, sql.ErrNoRows) {
		return false, nil // it was deleted, and what is left tells too little
	}
	if err != nil || v.published == 0 || sameDate(v.published, e) {
		return false, err
	}
	switch {
	case e.GUID == "":
	case e.Link == "": // the episodes of most programmes: what else changes, the GUID is theirs
		return e.Title != "" && !alike(v.title, e.Title), nil
	case feeds.CanonicalLink(v.link) == feeds.CanonicalLink(e.Link):
		return false, nil
	}
	return s.isNextPiece(ctx, v, e)
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
			keys = append(append(keys, m.keys...), m.also)
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
	for _, key := range append(slices.Clone(m.keys), m.also) {
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
	if found[m.keys[0]].article != 0 { // it says what another article says
		m.keys[0] = pieceKey(r.entries[i])
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
	v, err := s.held(ctx, article)
	if errors.Is(err, sql.ErrNoRows) {
		return s.couldBe(ctx, article, e)
	}
	if err != nil || v.file != firstFile(e.Enclosures) || !sameDate(v.published, e) {
		return false, err
	}
	switch sameTime := v.published == 0 || e.Published.IsZero() || millis(e.Published) == v.published; {
	case sameTime:
		return true, nil
	case !alike(v.title, e.Title):
		return false, nil
	case sameNumbers(v.title, e.Title):
		return true, nil
	}
	share, ok, err := s.share(ctx, v, e)
	return ok && share >= sameText, err
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
