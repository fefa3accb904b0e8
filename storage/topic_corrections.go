package storage

import (
	"context"
	"fmt"
	"slices"

	"tidings/feeds"
)

// A said is what topics an article has and whether the reader said so, for the journal.
type said struct {
	Corrected bool               `json:"corrected,omitempty"`
	Scores    string             `json:"scores,omitempty"` // as articles.scores
	Own       []feeds.OwnTopicID `json:"own,omitempty"`
}

// CorrectTopics gives an article exactly these topics, in this order, whatever is
// derived of it later. One of the reader's own takes it for an example, and one that it
// was in and is not any more for what only seems to be like it. Topics that are not
// known are left out. The error is feeds.ErrNotFound if the article is not stored.
func (db *DB) CorrectTopics(ctx context.Context, id feeds.ArticleID, right []feeds.Topic) error {
	err := db.act(ctx, func(s *session) error {
		own, err := s.ownTopics(ctx, "1")
		if err != nil {
			return err
		}
		old, err := s.said(ctx, id, own)
		if err != nil {
			return err
		}
		now := said{Corrected: true}
		var list []feeds.TopicScore
		for _, t := range right {
			if t.Known() && !slices.ContainsFunc(list, func(x feeds.TopicScore) bool { return x.Topic == t }) {
				list = append(list, feeds.TopicScore{Topic: t, Score: 1})
			}
		}
		now.Scores = scoresText(list)
		steps := []step{{Do: doTopics, ID: int64(id), Said: &old}}
		for _, o := range own {
			in := slices.Contains(right, o.Topic())
			if in {
				now.Own = append(now.Own, o.ID)
			}
			if in == slices.Contains(old.Own, o.ID) {
				continue
			}
			before := o.OwnTopic
			o.Examples, o.Unlike = taught(o, id, in)
			steps = append(steps, step{Do: doTeachTopic, Topic: &before})
			if err := s.teach(o.OwnTopic); err != nil {
				return err
			}
		}
		if old.Corrected && old.Scores == now.Scores && slices.Equal(old.Own, now.Own) {
			return nil
		}
		if err := db.say(ctx, s, id, now); err != nil {
			return err
		}
		what, err := s.object(ctx, []int64{int64(id)})
		if err != nil {
			return err
		}
		return db.record(s, "Corrected the topics of "+what, append(steps, s.unmutings()...)...)
	})
	if err != nil {
		return fmt.Errorf("correct topics of article %d: %w", id, err)
	}
	return nil
}

// taught are the examples of a topic and what is unlike it, with an article in one of
// the lists and out of the other.
func taught(o ownTopic, id feeds.ArticleID, in bool) (examples, unlike []feeds.ArticleID) {
	without := func(list []feeds.ArticleID) []feeds.ArticleID {
		return slices.DeleteFunc(slices.Clone(list), func(x feeds.ArticleID) bool { return x == id })
	}
	examples, unlike = without(o.Examples), without(o.Unlike)
	if in {
		return append(examples, id), unlike
	}
	return examples, append(unlike, id)
}

// teach stores the examples of a topic.
func (s *session) teach(o feeds.OwnTopic) error {
	examples, err := listText(o.Examples)
	if err != nil {
		return err
	}
	unlike, err := listText(o.Unlike)
	if err != nil {
		return err
	}
	n, err := s.change("UPDATE own_topics SET examples = ?, unlike = ? WHERE id = ?", examples, unlike, o.ID)
	if err == nil && n == 0 {
		err = feeds.ErrNotFound
	}
	return err
}

// said is what topics an article has now, also one of the bin.
func (s *session) said(ctx context.Context, id feeds.ArticleID, own []ownTopic) (said, error) {
	var out said
	var mask int64
	err := s.one(ctx, `SELECT scores, topics, EXISTS (SELECT 1 FROM topic_corrections WHERE article = ?1)
		FROM (SELECT id, scores, topics FROM articles WHERE id = ?1 UNION ALL SELECT id, scores, topics FROM bin WHERE id = ?1)`,
		[]any{id}, &out.Scores, &mask, &out.Corrected)
	for _, o := range own {
		if mask&o.mask() != 0 {
			out.Own = append(out.Own, o.ID)
		}
	}
	return out, err
}

// say gives an article these topics.
func (db *DB) say(ctx context.Context, s *session, id feeds.ArticleID, now said) error {
	own, err := s.ownTopics(ctx, "1")
	if err != nil {
		return err
	}
	names, err := s.topicBits(ctx)
	if err != nil {
		return err
	}
	mask := int64(names.maskOf(scoresFrom(now.Scores)))
	for _, o := range own {
		if slices.Contains(now.Own, o.ID) {
			mask |= o.mask()
		}
	}
	text, args := "DELETE FROM topic_corrections WHERE article = ?", []any{id}
	if now.Corrected {
		text, args = "INSERT OR REPLACE INTO topic_corrections (article, scores) VALUES (?, ?)", []any{id, now.Scores}
	}
	if err := s.exec(text, args...); err != nil {
		return err
	}
	var rows int64
	for _, table := range []string{"articles", "bin"} {
		n, err := s.change("UPDATE "+table+" SET scores = ?, topics = ? WHERE id = ?", now.Scores, mask, id)
		if err != nil {
			return err
		}
		rows += n
	}
	if rows == 0 {
		return feeds.ErrNotFound
	}
	return db.muteAgain(ctx, s, []int64{int64(id)})
}

// corrected are the scores that the reader gave some of the articles that are derived.
func (s *session) corrected(ctx context.Context, list []feeds.Derived) (map[feeds.ArticleID]string, error) {
	ids := make([]feeds.ArticleID, len(list))
	for i, d := range list {
		ids[i] = d.Article
	}
	out := map[feeds.ArticleID]string{}
	err := s.each(ctx, func(scan scan) error {
		var id feeds.ArticleID
		var scores string
		err := scan(&id, &scores)
		out[id] = scores
		return err
	}, "SELECT c.article, c.scores FROM json_each(?) AS j CROSS JOIN topic_corrections AS c ON c.article = j.value", jsonIDs(ids))
	return out, err
}

// TopicCorrections are the built-in topics that the reader gave articles, also those
// that are gone by now.
func (db *DB) TopicCorrections(ctx context.Context) (map[feeds.ArticleID][]feeds.Topic, error) {
	out := map[feeds.ArticleID][]feeds.Topic{}
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var id feeds.ArticleID
			var scores string
			err := scan(&id, &scores)
			out[id] = []feeds.Topic{}
			for _, x := range scoresFrom(scores) {
				out[id] = append(out[id], x.Topic)
			}
			return err
		}, "SELECT article, scores FROM topic_corrections")
	})
	return out, err
}
