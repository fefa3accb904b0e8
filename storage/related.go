package storage

import (
	"context"
	"fmt"
	"strings"
	"time"

	"tidings/feeds"
	"tidings/feeds/query"
)

// A WeighedWord is a word to look for, with what it counts.
type WeighedWord struct {
	Text   string
	Weight float64
}

// wordRows is how many articles of a word are looked at, the latest. What is common
// is not found by one word alone, and reading more costs in proportion.
const wordRows = 200

// Older returns articles dated before a time that have at least two of the words,
// those with most weight first, with their texts. from is the article at which the
// caller's own memory begins: where most articles arrived before it, only these are
// looked at, and of each word the latest, so that what it costs does not grow with
// the file.
func (db *DB) Older(ctx context.Context, words []WeighedWord, before time.Time, from feeds.ArticleID, limit int) ([]Work, error) {
	var out []Work
	err := db.read(ctx, func(s *session) error {
		var newest feeds.ArticleID
		if err := s.one(ctx, "SELECT IFNULL(MAX(id), 0) FROM articles", nil, &newest); err != nil {
			return err
		}
		if from <= newest/2 {
			from = newest + 1
		}
		text, args := olderSQL(words, from)
		if text == "" {
			return nil
		}
		ids, err := s.ids(ctx, text, append(args, millis(before), limit)...)
		if err != nil {
			return err
		}
		list, err := s.articles(ctx, ids)
		if err != nil {
			return err
		}
		bodies, err := s.bodies(ctx, ids)
		for _, a := range list {
			out = append(out, Work{Article: a, Body: bodies[a.ID]})
		}
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("find older articles: %w", err)
	}
	return out, nil
}

// olderSQL is empty if there are no two words that can be looked for.
func olderSQL(words []WeighedWord, below feeds.ArticleID) (string, []any) {
	var arms []string
	var args []any
	for _, w := range words {
		match, ok := query.MatchString(query.Term{Text: w.Text})
		if !ok {
			continue
		}
		arms = append(arms, `SELECT * FROM (SELECT rowid AS id, ? AS weight FROM search
			WHERE search MATCH ? AND rowid < ? ORDER BY rowid DESC LIMIT ?)`)
		args = append(args, w.Weight, match, int64(below), wordRows)
	}
	if len(arms) < 2 {
		return "", nil
	}
	return `SELECT a.id FROM (SELECT id, SUM(weight) AS weight FROM (` + strings.Join(arms, " UNION ALL ") + `)
		GROUP BY id HAVING COUNT(*) > 1) AS found CROSS JOIN articles AS a ON a.id = found.id
		WHERE a.date < ? ORDER BY found.weight DESC, a.id DESC LIMIT ?`, args
}
