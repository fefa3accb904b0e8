package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"tidings/feeds"
)

// SetLeads says which article stands for each story: the most typical one. Until
// then it is the one that founded it. What is no story, or no part of it, is
// passed over.
func (db *DB) SetLeads(ctx context.Context, leads map[feeds.StoryID]feeds.ArticleID) error {
	return db.write(ctx, func(s *session) error {
		for story, lead := range leads {
			err := s.exec(`UPDATE stories SET lead = ?1 WHERE id = ?2 AND lead <> ?1
				AND EXISTS (SELECT 1 FROM articles WHERE id = ?1 AND story = ?2)`, lead, story)
			if err != nil {
				return fmt.Errorf("set the lead of story %d: %w", story, err)
			}
		}
		return nil
	})
}

// Stories returns the stories that an article was added to since a time, those of
// most sources first, the newer first among equals. When there are fewer than
// limit, single articles follow, the newest first: a story each. What is muted
// altogether is left out.
func (db *DB) Stories(ctx context.Context, since time.Time, limit int) ([]feeds.Story, error) {
	var out []feeds.Story
	err := db.read(ctx, func(s *session) error {
		var leads []int64
		err := s.each(ctx, func(scan scan) error {
			st, lead, err := scanStory(scan)
			out = append(out, st)
			leads = append(leads, lead)
			return err
		}, "SELECT "+storyColumns+" FROM stories INDEXED BY stories_last WHERE last >= ? AND "+shown+" ORDER BY sources DESC, last DESC LIMIT ?",
			millis(since), limit)
		if err != nil {
			return err
		}
		if err := s.fillStories(ctx, out, leads); err != nil {
			return err
		}
		singles, err := s.singles(ctx, since, limit-len(out))
		out = append(out, singles...)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list stories: %w", err)
	}
	return out, nil
}

// shown is a story of which not everything is muted.
const shown = "EXISTS (SELECT 1 FROM articles AS a INDEXED BY articles_story WHERE a.story <> 0 AND a.story = stories.id AND a.muted = 0)"

const storyColumns = "id, lead, first, last, articles, sources, independent"

func scanStory(scan scan) (feeds.Story, int64, error) {
	var st feeds.Story
	var lead, first, last int64
	err := scan(&st.ID, &lead, &first, &last, &st.Articles, &st.Sources, &st.Independent)
	st.First, st.Last = fromMillis(first), fromMillis(last)
	return st, lead, err
}

// fillStories adds what the table does not hold: the leads, topics, what is unread.
func (s *session) fillStories(ctx context.Context, list []feeds.Story, leads []int64) error {
	articles, err := s.articles(ctx, leads)
	if err != nil {
		return err
	}
	byID := map[int64]feeds.Article{}
	for _, a := range articles {
		byID[int64(a.ID)] = a
	}
	at := make(map[feeds.StoryID]int, len(list))
	ids := make([]feeds.StoryID, len(list))
	topics := make([]map[feeds.Topic]float64, len(list))
	for i := range list {
		list[i].Lead = byID[leads[i]]
		ids[i], at[list[i].ID], topics[i] = list[i].ID, i, map[feeds.Topic]float64{}
	}
	own, err := s.ownNames(ctx)
	if err != nil {
		return err
	}
	err = s.each(ctx, func(scan scan) error {
		var story feeds.StoryID
		var read int
		var mask int64
		var scores string
		err := scan(&story, &read, &mask, &scores)
		i := at[story]
		list[i].Unread += 1 - read
		for _, x := range withOwn(scoresFrom(scores), mask, own) {
			topics[i][x.Topic] += x.Score
		}
		return err
	}, `SELECT a.story, a.read, a.topics, a.scores FROM json_each(?) AS j
		CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = j.value`, jsonIDs(ids))
	for i := range list {
		list[i].Topics = storyTopics(topics[i], list[i].Articles)
	}
	return err
}

// storyTopics are the three topics that the articles of a story agree on most,
// if at least a third of them do.
func storyTopics(sums map[feeds.Topic]float64, articles int) []feeds.TopicScore {
	var out []feeds.TopicScore
	for t, sum := range sums {
		if mean := sum / float64(articles); mean >= 0.1 {
			out = append(out, feeds.TopicScore{Topic: t, Score: mean})
		}
	}
	slices.SortFunc(out, func(a, b feeds.TopicScore) int {
		return cmp.Or(cmp.Compare(b.Score, a.Score), cmp.Compare(a.Topic, b.Topic))
	})
	return out[:min(3, len(out))]
}

// singles returns the newest articles that are alone in their story.
func (s *session) singles(ctx context.Context, since time.Time, limit int) ([]feeds.Story, error) {
	if limit <= 0 {
		return nil, nil
	}
	ids, err := s.ids(ctx, `SELECT a.id FROM articles AS a INDEXED BY articles_date
		WHERE a.date >= ? AND a.story <> 0 AND a.muted = 0 AND NOT EXISTS (SELECT 1 FROM stories AS s WHERE s.id = a.story)
		ORDER BY a.date DESC, a.id DESC LIMIT ?`, millis(since), limit)
	if err != nil {
		return nil, err
	}
	list, err := s.articles(ctx, ids)
	var out []feeds.Story
	for _, a := range list {
		out = append(out, single(a))
	}
	return out, err
}

func single(a feeds.Article) feeds.Story {
	return feeds.Story{ID: a.Story, Lead: a, First: a.Date(), Last: a.Date(), Articles: 1, Sources: 1, Independent: 1,
		Topics: a.Topics, Unread: 1 - asInt(a.Status.Read)}
}

// Story returns a story with its articles in the order of time, or
// feeds.ErrNotFound.
func (db *DB) Story(ctx context.Context, id feeds.StoryID) (feeds.Story, []feeds.Member, error) {
	var st feeds.Story
	var members []feeds.Member
	err := db.read(ctx, func(s *session) error {
		ids, err := s.ids(ctx, `SELECT id FROM articles INDEXED BY articles_story
			WHERE story <> 0 AND story = ? ORDER BY date, id`, id)
		if err != nil {
			return err
		}
		if members, err = s.members(ctx, ids); err != nil {
			return err
		}
		switch len(members) {
		case 0:
			return feeds.ErrNotFound
		case 1:
			st = single(members[0].Article)
			return nil
		}
		list, err := s.storiesByID(ctx, []int64{int64(id)})
		if len(list) == 1 {
			st = list[0]
		}
		return err
	})
	if err != nil {
		return feeds.Story{}, nil, fmt.Errorf("read story %d: %w", id, err)
	}
	return st, members, nil
}

// storiesByID reads stories of one article and more, in the order of their IDs in the
// list. Those without articles are left out.
func (s *session) storiesByID(ctx context.Context, ids []int64) ([]feeds.Story, error) {
	var out []feeds.Story
	var leads []int64
	err := s.each(ctx, func(scan scan) error {
		st, lead, err := scanStory(scan)
		out, leads = append(out, st), append(leads, lead)
		return err
	}, "SELECT t.id, t.lead, t.first, t.last, t.articles, t.sources, t.independent FROM json_each(?) AS j CROSS JOIN stories AS t ON t.id = j.value", jsonIDs(ids))
	if err != nil {
		return nil, err
	}
	if err := s.fillStories(ctx, out, leads); err != nil {
		return nil, err
	}
	alone, err := s.ids(ctx, `SELECT a.id FROM json_each(?) AS j
		CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = j.value
		WHERE NOT EXISTS (SELECT 1 FROM stories AS t WHERE t.id = j.value)`, jsonIDs(ids))
	if err != nil {
		return nil, err
	}
	list, err := s.articles(ctx, alone)
	for _, a := range list {
		out = append(out, single(a))
	}
	place := make(map[feeds.StoryID]int, len(ids))
	for i, id := range ids {
		place[feeds.StoryID(id)] = i
	}
	slices.SortStableFunc(out, func(a, b feeds.Story) int { return cmp.Compare(place[a.ID], place[b.ID]) })
	return out, err
}

// StoryTopics calls f for every article of some stories that has topics, in the order of
// time.
func (db *DB) StoryTopics(ctx context.Context, ids []feeds.StoryID, f func(in feeds.StoryID, of feeds.ArticleID, topics []feeds.TopicScore)) error {
	return db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var in feeds.StoryID
			var of feeds.ArticleID
			var scores string
			err := scan(&in, &of, &scores)
			f(in, of, scoresFrom(scores))
			return err
		}, `SELECT a.story, a.id, a.scores FROM json_each(?) AS j
			CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = j.value
			WHERE a.scores <> '' ORDER BY a.date, a.id`, jsonIDs(ids))
	})
}

func (s *session) members(ctx context.Context, ids []int64) ([]feeds.Member, error) {
	list, err := s.articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	out := make([]feeds.Member, len(list))
	at := map[feeds.ArticleID]int{}
	for i, a := range list {
		out[i] = feeds.Member{Article: a, First: i == 0}
		at[a.ID] = i
	}
	err = s.each(ctx, func(scan scan) error {
		var id, copyOf feeds.ArticleID
		var why string
		err := scan(&id, &why, &copyOf)
		out[at[id]].Why, out[at[id]].CopyOf = why, copyOf
		return err
	}, "SELECT article, why, copy_of FROM derived WHERE article IN (SELECT value FROM json_each(?))", jsonIDs(ids))
	return out, err
}
