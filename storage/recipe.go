package storage

import (
	"context"
	"encoding/json"
	"fmt"

	"tidings/feeds"
)

// recipeText is a recipe as it is stored.
func recipeText(r feeds.Recipe) (string, error) {
	if r.Proper() {
		return "", nil
	}
	text, err := json.Marshal(r)
	return string(text), err
}

func recipeFrom(text string) (r feeds.Recipe, err error) {
	if text == "" {
		return r, nil
	}
	if err := json.Unmarshal([]byte(text), &r); err != nil {
		return r, fmt.Errorf("recipe of a feed: %w", err)
	}
	return r, nil
}

// NameArticle gives an article the title of its page. What was derived of it is due again.
func (db *DB) NameArticle(ctx context.Context, id feeds.ArticleID, title string) error {
	err := db.write(ctx, func(s *session) error {
		n, err := s.change("UPDATE heads SET title = ? WHERE id = ? AND id IN (SELECT id FROM articles)", title, id)
		if err != nil || n == 0 {
			return err
		}
		if err := s.exec("UPDATE articles SET derived = -abs(derived) WHERE id = ?", id); err != nil {
			return err
		}
		return s.forgetLook(int64(id))
	})
	if err != nil {
		return fmt.Errorf("name article %d: %w", id, err)
	}
	return nil
}
