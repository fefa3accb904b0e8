package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"tidings/feeds"
	"tidings/feeds/language"
)

// Marks around what was found, in a snippet.
const (
	MarkStart = "\x02"
	MarkEnd   = "\x03"
)

// The size of a snippet in bytes: what stands before the first word that was
// found, and all of it.
const (
	snippetBefore = 60
	snippetSize   = 240
)

// Snippets returns for each article a piece of its text around words (see
// query.Words), which are put between marks. Articles whose text has none of them
// are left out.
func (db *DB) Snippets(ctx context.Context, ids []feeds.ArticleID, words []string) (map[feeds.ArticleID]string, error) {
	out := map[feeds.ArticleID]string{}
	if len(words) == 0 {
		return out, nil
	}
	var bodies map[feeds.ArticleID]feeds.Body
	err := db.read(ctx, func(s *session) (err error) {
		bodies, err = s.bodies(ctx, int64s(ids))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read snippets: %w", err)
	}
	for id, b := range bodies {
		if snip := snippet(b.Text, words); snip != "" {
			out[id] = snip
		}
	}
	return out, nil
}

// snippet cuts the piece around the first word found and marks all in it.
func snippet(text string, words []string) string {
	first := places(text, words)
	if len(first) == 0 {
		return ""
	}
	from := back(text, first[0][0]-snippetBefore)
	to := max(back(text, from+snippetSize), first[0][1])
	var b strings.Builder
	if from > 0 {
		b.WriteString("…")
	}
	at := from
	for _, p := range first {
		if p[1] > to {
			break
		}
		b.WriteString(text[at:p[0]])
		b.WriteString(MarkStart + text[p[0]:p[1]] + MarkEnd)
		at = p[1]
	}
	b.WriteString(text[at:to])
	if to < len(text) {
		b.WriteString("…")
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

// places finds words and phrases in a text, in order and without overlaps.
func places(text string, words []string) [][2]int {
	var out [][2]int
	for _, word := range words {
		tokens, prefix := language.FoldQuery(word)
		found := language.Find(text, tokens, prefix)
		if len(found) == 0 { // it was asked for as the beginning of words
			found = language.Find(text, tokens, true)
		}
		out = append(out, found...)
	}
	slices.SortFunc(out, func(a, b [2]int) int { return cmp.Compare(a[0], b[0]) })
	end := 0
	return slices.DeleteFunc(out, func(p [2]int) bool {
		overlaps := p[0] < end
		end = max(end, p[1])
		return overlaps
	})
}

// back is the last place up to i where a character begins, at a space if one is
// near.
func back(text string, i int) int {
	if i <= 0 {
		return 0
	}
	if i >= len(text) {
		return len(text)
	}
	if space := strings.LastIndexByte(text[:i], ' '); i-space < 20 {
		return space + 1
	}
	for i > 0 && !utf8.RuneStart(text[i]) {
		i--
	}
	return i
}
