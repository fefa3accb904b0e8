package storage

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"

	"tidings/feeds"
)

// rowsSQL reads the articles of a list of IDs, in its order; binSQL those of the
// bin.
var (
	rowsSQL = fmt.Sprintf(rowsForm, "0", "articles")
	binSQL  = fmt.Sprintf(rowsForm, "a.removed", "bin")
)

const rowsForm = `SELECT a.id, a.feed, a.read, a.starred, a.later, a.story, a.scores, a.topics, a.muted > 0, a.language, a.noted, a.changed, a.kept, a.pictures,
	h.guid, h.link, h.title, h.lead, h.image, h.comments, h.authors, h.categories, h.enclosures, h.links, h.rights,
	h.published, h.updated, h.received, h.words, h.full_text, IFNULL(s.sources, a.story <> 0), %s
	FROM json_each(?) AS j CROSS JOIN %s AS a ON a.id = j.value
	CROSS JOIN heads AS h ON h.id = a.id LEFT JOIN stories AS s ON s.id = a.story`

func scanArticle(scan scan, own []ownName) (feeds.Article, error) {
	var a feeds.Article
	var mask int64
	var scores, authors, categories, enclosures, links string
	var published, updated, received, deleted int64
	err := scan(&a.ID, &a.Feed, &a.Status.Read, &a.Status.Starred, &a.Status.Later, &a.Story, &scores, &mask, &a.Muted,
		&a.Language, &a.Noted, &a.Changed, &a.Kept, &a.Pictures, &a.GUID, &a.Link, &a.Title, &a.Lead, &a.Image, &a.Comments, &authors, &categories,
		&enclosures, &links, &a.Rights, &published, &updated, &received, &a.Words, &a.FullText, &a.Sources, &deleted)
	if err != nil {
		return a, err
	}
	a.Topics = withOwn(scoresFrom(scores), mask, own)
	a.Published, a.Updated, a.Received = fromMillis(published), fromMillis(updated), fromMillis(received)
	a.Deleted = fromMillis(deleted)
	if err := listFrom(authors, &a.Authors); err != nil {
		return a, err
	}
	if err := listFrom(categories, &a.Categories); err != nil {
		return a, err
	}
	if err := listFrom(links, &a.Links); err != nil {
		return a, err
	}
	return a, listFrom(enclosures, &a.Enclosures)
}

// listText is a list as it is stored: JSON, or nothing.
func listText[T any](list []T) (string, error) {
	if len(list) == 0 {
		return "", nil
	}
	b, err := json.Marshal(list)
	return string(b), err
}

func listFrom[T any](text string, into *[]T) error {
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), into)
}

// articles reads the articles of a list of IDs, in its order, also those of the
// bin.
func (s *session) articles(ctx context.Context, ids []int64) ([]feeds.Article, error) {
	out, err := s.rows(ctx, rowsSQL, ids)
	if err != nil || len(out) == len(ids) {
		return out, err
	}
	binned, err := s.rows(ctx, binSQL, ids)
	if err != nil || len(binned) == 0 {
		return out, err
	}
	place := make(map[feeds.ArticleID]int, len(ids))
	for i, id := range ids {
		place[feeds.ArticleID(id)] = i
	}
	out = append(out, binned...)
	slices.SortStableFunc(out, func(a, b feeds.Article) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return out, nil
}

func (s *session) rows(ctx context.Context, text string, ids []int64) ([]feeds.Article, error) {
	own, err := s.ownNames(ctx)
	if err != nil {
		return nil, err
	}
	out := make([]feeds.Article, 0, len(ids))
	err = s.each(ctx, func(scan scan) error {
		a, err := scanArticle(scan, own)
		out = append(out, a)
		return err
	}, text, jsonIDs(ids))
	return out, err
}

// Article returns one article, also of the bin, or feeds.ErrNotFound. It alone says
// how many comments there are.
func (db *DB) Article(ctx context.Context, id feeds.ArticleID) (feeds.Article, error) {
	var a feeds.Article
	err := db.read(ctx, func(s *session) error {
		list, err := s.articles(ctx, []int64{int64(id)})
		if err == nil && len(list) == 0 {
			err = feeds.ErrNotFound
		}
		if err != nil {
			return err
		}
		a = list[0]
		a.CommentCount, err = s.replies(ctx, id)
		return err
	})
	if err != nil && !errors.Is(err, feeds.ErrNotFound) {
		err = fmt.Errorf("read article %d: %w", id, err)
	}
	return a, err
}

// ArticlesByID returns the articles of a list of IDs in its order, without those
// that are not stored. Those of the bin have a time in Deleted.
func (db *DB) ArticlesByID(ctx context.Context, ids []feeds.ArticleID) ([]feeds.Article, error) {
	var out []feeds.Article
	err := db.read(ctx, func(s *session) (err error) {
		out, err = s.articles(ctx, int64s(ids))
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("read articles: %w", err)
	}
	return out, nil
}

func int64s[ID ~int64](ids []ID) []int64 {
	out := make([]int64, len(ids))
	for i, id := range ids {
		out[i] = int64(id)
	}
	return out
}

// Body returns the text of an article, also of the bin, or feeds.ErrNotFound.
func (db *DB) Body(ctx context.Context, id feeds.ArticleID) (feeds.Body, error) {
	var packed []byte
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, "SELECT data FROM bodies WHERE id = ?", []any{id}, &packed)
	})
	if err != nil {
		return feeds.Body{}, err
	}
	return unpack(packed)
}
