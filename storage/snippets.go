package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/language"
	"tidings/feeds/query"
)

// Marks around what was found, in a snippet.
const (
	MarkStart = "\x02"
	MarkEnd   = "\x03"
)

// Snippets returns for each article a piece of its text, or of the reader's note,
// around words (see query.Words) and what patterns find: the piece that has most
// of them. What was found is put between marks. Articles whose text has nothing of
// it are left out.
func (db *DB) Snippets(ctx context.Context, ids []feeds.ArticleID, words []string, patterns ...query.Pattern) (map[feeds.ArticleID]string, error) {
	out := map[feeds.ArticleID]string{}
	wanted := newSought(words, patterns)
	if wanted.size() == 0 {
		return out, nil
	}
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var id feeds.ArticleID
			var packed []byte
			var note string
			if err := scan(&id, &packed, &note); err != nil {
				return err
			}
			b, err := unpack(packed)
			if err != nil {
				return err
			}
			if snip := wanted.snippet(b.Text, note); snip != "" {
				out[id] = snip
			}
			return ctx.Err()
		}, `SELECT b.id, b.data, IFNULL(n.text, '') FROM json_each(?) AS j CROSS JOIN bodies AS b ON b.id = j.value
			LEFT JOIN notes AS n ON n.article = b.id`, jsonIDs(ids))
	})
	if err != nil {
		return nil, fmt.Errorf("read snippets: %w", err)
	}
	return out, nil
}

// Places are the ranges of bytes in a title where words (see query.Words) and what
// patterns find stand, in order and without overlaps.
func Places(title string, words []string, patterns ...query.Pattern) [][2]int {
	return joined(newSought(words, patterns).in(title))
}

// sought is what is looked for in texts.
type sought struct {
	needles  []language.Needle
	patterns []query.Pattern
}

func newSought(words []string, patterns []query.Pattern) sought {
	s := sought{patterns: patterns}
	for _, word := range words {
		tokens, prefix := language.FoldQuery(word)
		if len(tokens) > 0 {
			s.needles = append(s.needles, language.Needle{Tokens: tokens, Prefix: prefix || strings.HasSuffix(word, "*")})
		}
	}
	return s
}

// size is how many different things are looked for.
func (s sought) size() int { return len(s.needles) + len(s.patterns) }

// maxMatches bounds what a pattern finds in a piece of text.
const maxMatches = 100

// in finds everything in a text, in order.
func (s sought) in(text string) []language.Place {
	found := language.Find(text, s.needles)
	if len(s.patterns) == 0 {
		return found
	}
	for i, p := range s.patterns {
		for _, r := range p.Places(text, maxMatches) {
			found = append(found, language.Place{From: r[0], To: r[1], Needle: len(s.needles) + i})
		}
	}
	slices.SortStableFunc(found, func(a, b language.Place) int { return a.From - b.From })
	return found
}

// joined makes one range of places that overlap.
func joined(found []language.Place) [][2]int {
	var out [][2]int
	for _, p := range found {
		if last := len(out) - 1; last >= 0 && p.From < out[last][1] {
			out[last][1] = max(out[last][1], p.To)
			continue
		}
		out = append(out, [2]int{p.From, p.To})
	}
	return out
}

// snippet is the best passage of a text, or of the note if that has more.
func (s sought) snippet(text, note string) string {
	best, in := s.passage(text), text
	if p := s.passage(note); p.different > best.different {
		best, in = p, note
	}
	if best.different == 0 {
		return ""
	}
	return best.cut(in)
}
