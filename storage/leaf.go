package storage

import (
	"context"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/query"
)

// Leafing through the newest articles finds what the first letters of a word stand
// in. The search index would collect everything that every word beginning so has,
// 0.7 seconds for a letter among 100,000 articles; but then most articles
// have such a word, and a page is full soon.
const (
	shortPrefix = 3    // letters of a beginning that is short
	leafSample  = 64   // articles that are read to see how many have it
	leafMost    = 2000 // articles that are read for a page
)

// quickerThanIndex compares what a page costs either way: by leafing, limit
// articles times total of the sample by found; by the index, a sixteenth of that
// for every article of all that has the word. Roughly, as measured on 10,000
// articles.
func quickerThanIndex(found, sample, all, limit int) bool {
	share := float64(found) / float64(sample)
	return share*share*float64(all) >= 16*float64(limit)
}

// leafed is the rank of what was found so: the order is by date then.
const leafed = 3.0

// leafThrough reads a list with the beginning of a word in it from the articles
// themselves. It reports false if too few articles have it: then the index is
// quicker.
func (s *session) leafThrough(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, bool, error) {
	goesOn := after.Rank == leafed
	if !goesOn && (after.Rank != 0 || !hasShortPrefix(p.words)) {
		return nil, false, nil
	}
	leaf := p.clone()
	leaf.match, leaf.words = "", nil
	if leaf.order == feeds.Relevance {
		leaf.order = feeds.Newest
	}
	var all int
	if err := s.one(ctx, "SELECT value FROM counters WHERE name = 'articles'", nil, &all); err != nil {
		return nil, false, err
	}
	var found []key
	chunk := leafSample
	for read := 0; ; {
		keys, err := s.keys(ctx, leaf, after, chunk)
		if err != nil {
			return nil, false, err
		}
		list, err := s.saying(ctx, p.words, keys)
		if err != nil {
			return nil, false, err
		}
		found = append(found, list...)
		read += len(keys)
		switch {
		case !goesOn && !quickerThanIndex(len(found), read, all, limit):
			return nil, false, nil
		case len(found) >= limit || len(keys) < chunk:
			found = found[:min(limit, len(found))]
			if p.order == feeds.Relevance {
				setRank(found, leafed)
			}
			return found, true, nil
		case !goesOn && read >= leafMost:
			return nil, false, nil
		}
		after = keys[len(keys)-1].cursor()
		chunk = min(2*chunk, 256)
	}
}

// hasShortPrefix reports whether a search asks for the beginning of words and says
// little of it.
func hasShortPrefix(e query.Expr) bool {
	return hasTerm(e, func(tokens []string, prefix bool) bool {
		return prefix && len(tokens) == 1 && utf8.RuneCountInString(tokens[0]) <= shortPrefix
	})
}

// saying keeps those articles of a list that have the words.
func (s *session) saying(ctx context.Context, words query.Expr, keys []key) ([]key, error) {
	at := make(map[int64]key, len(keys))
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i], at[k.id] = k.id, k
	}
	var out []key
	err := s.each(ctx, func(scan scan) error {
		var a feeds.Article
		var authors, note string
		var packed []byte
		if err := scan(&a.ID, &a.Title, &authors, &packed, &note); err != nil {
			return err
		}
		if err := listFrom(authors, &a.Authors); err != nil {
			return err
		}
		body, err := unpack(packed)
		if err == nil && query.Match(words, &query.Subject{Article: a, Text: body.Text, Note: note}) {
			out = append(out, at[int64(a.ID)])
		}
		return nil // one damaged text hides no other
	}, `SELECT h.id, h.title, h.authors, b.data, IFNULL(n.text, '') FROM json_each(?) AS j
		CROSS JOIN heads AS h ON h.id = j.value CROSS JOIN bodies AS b ON b.id = j.value
		LEFT JOIN notes AS n ON n.article = h.id`, jsonIDs(ids))
	return out, err
}
