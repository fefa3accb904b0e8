package storage

import (
	"context"
	"hash/maphash"
	"strings"
	"unicode"

	"tidings/feeds"
	"tidings/feeds/compare"
)

// The pieces of a series differ in little: a comic of the day, the episodes of a
// programme that all link to its page, quotes without titles, the weather. What tells
// them apart, and what tells them from new versions of one article, is here.

// A sharing is what different entries of a document have in common, which
// identifies none of them.
type sharing struct {
	guids, links map[string]bool
	texts        map[int]bool // by the first entry with the text
}

// sharedBy finds what entries share that are not the same article.
func sharedBy(entries []feeds.Entry, texts []int) sharing {
	s := sharing{guids: map[string]bool{}, links: map[string]bool{}, texts: map[int]bool{}}
	byGUID, byLink := make(map[string]int, len(entries)), make(map[string]int, len(entries))
	for i, e := range entries {
		if first, ok := byGUID[e.GUID]; !ok || e.GUID == "" {
			byGUID[e.GUID] = i
		} else if !repeats(entries[first], e) {
			s.guids[e.GUID] = true
		}
		if first, ok := byLink[e.Link]; !ok || e.Link == "" {
			byLink[e.Link] = i
		} else if !repeats(entries[first], e) {
			s.links[e.Link] = true
		}
		if first := entries[texts[i]]; texts[i] != i && (!sameFile(first, e) || !e.Published.Equal(first.Published)) {
			s.texts[texts[i]] = true
		}
	}
	return s
}

// sameTexts has for each entry the place of the first one with the same title and text.
func sameTexts(entries []feeds.Entry) []int {
	first := make(map[uint64]int, len(entries))
	same := make([]int, len(entries))
	var h maphash.Hash
	for i := range entries {
		e := &entries[i]
		h.Reset()
		for _, text := range [...]string{e.Title, "\x00", e.Summary, "\x00", e.Content} {
			h.WriteString(text)
		}
		for n := h.Sum64(); ; n++ { // another text has the same number once in 10^17
			at, ok := first[n]
			if !ok {
				at, first[n] = i, i
			}
			if f := &entries[at]; f.Title == e.Title && f.Summary == e.Summary && f.Content == e.Content {
				same[i] = at
				break
			}
		}
	}
	return same
}

// repeats reports whether an entry is another one of the same document once more, which
// has the same GUID or link: perhaps in an older version. An article that stands
// there twice does less harm than one that is not seen.
func repeats(first, e feeds.Entry) bool {
	sameID := e.GUID != "" && e.GUID == first.GUID && e.Link == first.Link
	switch {
	case !sameFile(first, e):
		return false
	case e.Title != first.Title: // a headline that was mended
		return sameID && !e.Published.IsZero() && e.Published.Equal(first.Published) && alike(first.Title, e.Title)
	case e.Summary == first.Summary && e.Content == first.Content:
		return true
	}
	sameTime := e.Published.Equal(first.Published) || e.Published.IsZero() || first.Published.IsZero()
	return sameID && e.Title != "" && sameTime
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

// textKey is an entry's key of title and text.
func textKey(e feeds.Entry) int64 {
	return key64(feeds.Entry{Article: feeds.Article{Title: e.Title}, Summary: e.Summary, Content: e.Content})
}

// pieceKey is the key of title, text, date and file, for an entry that says what another
// article said already.
func pieceKey(e feeds.Entry) int64 {
	when := e.Published.UTC().Format("20060102150405")
	return key64(feeds.Entry{Article: feeds.Article{Title: e.Title}, Summary: e.Summary, Content: e.Content + "\x00" + when + "\x00" + firstFile(e.Enclosures)})
}

// A counterpart is what of a stored article is compared with an entry.
type counterpart struct {
	id          int64
	title, link string
	published   int64
	file        string
}

// held reads a stored article; sql.ErrNoRows if it was deleted for good.
func (s *session) held(ctx context.Context, article int64) (counterpart, error) {
	v := counterpart{id: article}
	var enclosures string
	err := s.one(ctx, "SELECT title, link, published, enclosures FROM heads WHERE id = ?", []any{article}, &v.title, &v.link, &v.published, &enclosures)
	if err != nil {
		return v, err
	}
	var list []feeds.Enclosure
	if err := listFrom(enclosures, &list); err != nil {
		return v, err
	}
	v.file = firstFile(list)
	return v, nil
}

// sameText is the share of an article's text from which on an entry is a new version of it
// although numbers in its title are others; otherText is the one below which it is not,
// although the titles are alike. See compare.Share.
const (
	sameText  = 0.9
	otherText = 0.5
)

// share compares the text of a stored article with that of an entry.
func (s *session) share(ctx context.Context, v counterpart, e feeds.Entry) (share float64, ok bool, err error) {
	var data []byte
	if err := s.one(ctx, "SELECT data FROM bodies WHERE id = ?", []any{v.id}, &data); err != nil {
		return 0, false, err
	}
	body, err := unpack(data)
	if err != nil {
		return 0, false, nil // damaged: nothing can be said
	}
	text := e.Content
	if text == "" {
		text = e.Summary
	}
	share, ok = compare.Share(body.HTML, text)
	return share, ok, nil
}

// isNextPiece reports whether an entry of another day that has nothing but the link of an
// article, or its GUID and not its link, is another one: by title, file or text.
func (s *session) isNextPiece(ctx context.Context, v counterpart, e feeds.Entry) (bool, error) {
	switch {
	case e.Title != "" && !alike(v.title, e.Title):
		return true, nil
	case v.file != firstFile(e.Enclosures) && v.file != "" && len(e.Enclosures) > 0:
		return true, nil
	}
	share, ok, err := s.share(ctx, v, e)
	if err != nil || !ok {
		return !ok && e.Title != "" && !sameNumbers(v.title, e.Title), err
	}
	if e.Title == "" || !sameNumbers(v.title, e.Title) {
		return share < sameText, nil
	}
	return share < otherText, nil
}

// sameNumbers reports whether two titles have the same numbers in them. Those of a
// series often differ in nothing else.
func sameNumbers(a, b string) bool { return numbersOf(a) == numbersOf(b) }

func numbersOf(title string) string {
	return strings.Join(strings.FieldsFunc(title, func(r rune) bool { return !unicode.IsDigit(r) }), " ")
}
