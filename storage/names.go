package storage

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strings"

	"tidings/feeds"
)

// frequentAuthors is how many authors Frequent names.
const frequentAuthors = 200

// Frequent returns the authors and languages of the newest 2,000 articles, the most
// frequent first.
func (db *DB) Frequent(ctx context.Context) (authors, languages []string, err error) {
	byAuthor, byLanguage := map[string]int{}, map[string]int{}
	err = db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var language, text string
			if err := scan(&language, &text); err != nil {
				return err
			}
			if language != "" {
				byLanguage[language]++
			}
			var list []feeds.Author
			if err := listFrom(text, &list); err != nil {
				return err
			}
			for _, a := range list {
				if name := strings.TrimSpace(a.Name); name != "" {
					byAuthor[name]++
				}
			}
			return nil
		}, `SELECT a.language, h.authors FROM
			(SELECT id, language FROM articles INDEXED BY articles_date ORDER BY date DESC LIMIT ?) AS a
			CROSS JOIN heads AS h ON h.id = a.id`, recentTopics)
	})
	authors = frequent(byAuthor)
	return authors[:min(len(authors), frequentAuthors)], frequent(byLanguage), err
}

// frequent are names by how often they come, and by their spelling among equals.
func frequent(names map[string]int) []string {
	return slices.SortedFunc(maps.Keys(names), func(a, b string) int {
		return cmp.Or(cmp.Compare(names[b], names[a]), strings.Compare(a, b))
	})
}
