package storage

import (
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
