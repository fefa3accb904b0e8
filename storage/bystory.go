package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
)

// A list by story has of each story the article that comes first in the order of dates
// among those in scope. It walks as the list of single articles does and leaves out
// each article that has one of its story before it, which the index of stories tells.

// heads walks a plan by story to the first articles behind a cursor.
func (s *session) heads(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	single := p.clone()
	single.byStory = false
	var out []key
	for chunk := 2 * limit; ; chunk = min(2*chunk, sieveMost/4) {
		list, err := s.keys(ctx, single, after, chunk)
		if err != nil {
			return nil, err
		}
		first, err := s.firstOfStory(ctx, single, list)
		if err != nil {
			return nil, err
		}
		for _, k := range list {
			if first[k.id] {
				out = append(out, k)
			}
		}
		if len(out) >= limit || len(list) < chunk {
			return out[:min(limit, len(out))], nil
		}
		after = list[len(list)-1].cursor()
	}
}

// firstOfStory tells which articles have none of their story before them.
func (s *session) firstOfStory(ctx context.Context, p *plan, list []key) (map[int64]bool, error) {
	first := make(map[int64]bool, len(list))
	ids := make([]int64, len(list))
	for i, k := range list {
		ids[i], first[k.id] = k.id, true
	}
	before := ">"
	if p.order == feeds.Oldest {
		before = "<"
	}
	where, args := p.without().everything()
	// Of words the search index must be asked, for all of them together.
	text := `SELECT k.id, a.id FROM json_each(?) AS j CROSS JOIN articles AS k ON k.id = j.value
		CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = k.story AND (a.date, a.id) ` + before + ` (k.date, k.id)
		WHERE ` + where
	if p.match == "" {
		text = `SELECT k.id, 0 FROM json_each(?) AS j CROSS JOIN articles AS k ON k.id = j.value WHERE EXISTS
			(SELECT 1 FROM articles AS a INDEXED BY articles_story WHERE a.story <> 0 AND a.story = k.story
				AND (a.date, a.id) ` + before + ` (k.date, k.id) AND ` + where + `)`
	}
	later := map[int64][]int64{} // by what comes before: what does not come first then
	err := s.each(ctx, func(scan scan) error {
		var id, other int64
		err := scan(&id, &other)
		later[other] = append(later[other], id)
		return err
	}, text, append([]any{jsonIDs(ids)}, args...)...)
	if err != nil {
		return nil, err
	}
	have, err := s.haveWords(ctx, p, later)
	if err != nil {
		return nil, err
	}
	for other, ids := range later {
		if have[other] {
			for _, id := range ids {
				delete(first, id)
			}
		}
	}
	return first, nil
}

// haveWords tells which of some articles have the words of a plan; all without words.
func (s *session) haveWords(ctx context.Context, p *plan, of map[int64][]int64) (map[int64]bool, error) {
	have := make(map[int64]bool, len(of))
	var keys []key
	for id := range of {
		have[id] = p.match == ""
		keys = append(keys, key{id: id})
	}
	if p.match == "" || len(keys) == 0 {
		return have, nil
	}
	return s.having(ctx, p.match, keys)
}

// inStories counts what is in scope of the stories of some articles.
func (s *session) inStories(ctx context.Context, p *plan, list []feeds.Article) (map[feeds.StoryID]feeds.StoryCount, error) {
	out := map[feeds.StoryID]feeds.StoryCount{}
	members, err := s.membersInScope(ctx, p, storiesOf(list))
	if err != nil {
		return nil, err
	}
	sources := map[feeds.StoryID]map[int64]bool{}
	for _, m := range members {
		c := out[m.story]
		c.Articles++
		c.Unread += 1 - m.read
		if sources[m.story] == nil {
			sources[m.story] = map[int64]bool{}
		}
		sources[m.story][m.feed] = true
		c.Sources = len(sources[m.story])
		out[m.story] = c
	}
	return out, nil
}

func storiesOf(list []feeds.Article) []int64 {
	var ids []int64
	for _, a := range list {
		if a.Story != 0 {
			ids = append(ids, int64(a.Story))
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// A member of a story is an article of it that is in scope.
type member struct {
	key
	story feeds.StoryID
	feed  int64
	read  int
}

// membersInScope are the articles of stories that a plan asks for, latest first.
func (s *session) membersInScope(ctx context.Context, p *plan, stories []int64) ([]member, error) {
	where, args := p.without().everything()
	var out []member
	byID := map[int64][]int64{}
	err := s.each(ctx, func(scan scan) error {
		var m member
		err := scan(&m.story, &m.id, &m.date, &m.feed, &m.read)
		out, byID[m.id] = append(out, m), nil
		return err
	}, strings.Join([]string{`SELECT a.story, a.id, a.date, a.feed, a.read FROM json_each(?) AS j
		CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = j.value WHERE`, where,
		"ORDER BY a.date DESC, a.id DESC"}, " "), append([]any{jsonIDs(stories)}, args...)...)
	if err != nil {
		return nil, err
	}
	have, err := s.haveWords(ctx, p, byID)
	return slices.DeleteFunc(out, func(m member) bool { return !have[m.id] }), err
}

// StoryArticles returns the articles of a story that are in scope, latest first, without
// the one that a list by story shows for them.
func (db *DB) StoryArticles(ctx context.Context, story feeds.StoryID, in feeds.Scope) ([]feeds.Article, error) {
	in.ByStory = false
	var out []feeds.Article
	err := db.read(ctx, func(s *session) error {
		p, err := db.plan(ctx, s, in)
		if err != nil || p.none || p.bin {
			return err
		}
		members, err := s.membersInScope(ctx, p, []int64{int64(story)})
		if err != nil || len(members) == 0 {
			return err
		}
		ids := make([]int64, len(members))
		for i, m := range members {
			ids[i] = m.id
		}
		if p.order == feeds.Oldest {
			ids = ids[:len(ids)-1]
		} else {
			ids = ids[1:]
		}
		out, err = s.articles(ctx, ids)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list articles of story %d: %w", story, err)
	}
	return out, nil
}
