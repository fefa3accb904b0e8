package storage

import (
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"maps"
	"slices"
	"time"

	"tidings/feeds"
)

// Work is an article whose derived data are missing or old.
type Work struct {
	feeds.Article
	Body    feeds.Body
	Derived int    // the version in which it was derived before, also of an older text; 0: never
	Stays   *Moved // where it stays, because what is near it is not derived again; nil: to be placed
}

// A Reach is how far back an index of stories goes.
type Reach struct {
	Since time.Time
	Most  int // articles
}

// Pending returns articles without derived data of a version, or of an older text of
// theirs. Stories come out as they should when articles are placed in the order of
// their dates, so that after a new version those of a reach come first, the earliest
// first. Then those that never had any, the latest arrivals first, those with
// another text, and the old ones beyond the reach, which stay in their stories.
// Those returned are in the order of their dates.
func (db *DB) Pending(ctx context.Context, version, limit int, reach Reach) ([]Work, error) {
	var out []Work
	err := db.read(ctx, func(s *session) error {
		ids, err := s.again(ctx, version, limit, reach)
		if err != nil {
			return err
		}
		stay := 0
		if len(ids) == 0 {
			if ids, stay, err = s.pending(ctx, version, limit); err != nil {
				return err
			}
		}
		if out, err = s.works(ctx, ids); err != nil {
			return err
		}
		if err := s.derivedIn(ctx, out, ids); err != nil || stay == 0 {
			return err
		}
		return s.stays(ctx, out, ids[len(ids)-stay:])
	})
	if err != nil {
		return nil, fmt.Errorf("find articles to work on: %w", err)
	}
	slices.SortStableFunc(out, func(a, b Work) int { return a.Date().Compare(b.Date()) })
	return out, nil
}

func (s *session) works(ctx context.Context, ids []int64) ([]Work, error) {
	list, err := s.articles(ctx, ids)
	if err != nil {
		return nil, err
	}
	bodies, err := s.bodies(ctx, ids)
	out := make([]Work, len(list))
	for i, a := range list {
		out[i] = Work{Article: a, Body: bodies[a.ID]}
	}
	return out, err
}

// derivedIn notes in which version articles were derived before.
func (s *session) derivedIn(ctx context.Context, list []Work, ids []int64) error {
	in := make(map[feeds.ArticleID]int, len(ids))
	err := s.each(ctx, func(scan scan) error {
		var id feeds.ArticleID
		var version int
		err := scan(&id, &version)
		in[id] = version
		return err
	}, "SELECT a.id, abs(a.derived) FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value WHERE a.derived <> 0", jsonIDs(ids))
	for i := range list {
		list[i].Derived = in[list[i].ID]
	}
	return err
}

// again are those of an older version that are within a reach.
func (s *session) again(ctx context.Context, version, limit int, reach Reach) ([]int64, error) {
	var some bool
	err := s.one(ctx, "SELECT EXISTS (SELECT 1 FROM articles INDEXED BY articles_derived WHERE derived BETWEEN 1 AND ? - 1)", []any{version}, &some)
	if err != nil || !some {
		return nil, err
	}
	return s.ids(ctx, `SELECT id FROM articles INDEXED BY articles_date
		WHERE date >= MAX(?1, IFNULL((SELECT date FROM articles INDEXED BY articles_date ORDER BY date DESC LIMIT 1 OFFSET ?2), ?1))
		AND derived BETWEEN 1 AND ?3 - 1 ORDER BY date, id LIMIT ?4`, millis(reach.Since), reach.Most, version, limit)
}

// pending asks for each of the three reasons apart, because each is a piece of the
// index that can be walked from its end. The last ones stay in their stories.
func (s *session) pending(ctx context.Context, version, limit int) (out []int64, stay int, err error) {
	const old = "derived BETWEEN 1 AND ? - 1"
	for _, cond := range []string{"derived = 0 AND ? > 0", "derived < 0 AND ? > 0", old} {
		if len(out) >= limit {
			break
		}
		ids, err := s.ids(ctx, "SELECT id FROM articles INDEXED BY articles_derived WHERE "+cond+
			" ORDER BY derived DESC, id DESC LIMIT ?", version, limit-len(out))
		if err != nil {
			return nil, 0, err
		}
		if out = append(out, ids...); cond == old {
			stay = len(ids)
		}
	}
	return out, stay, nil
}

// stays notes where articles stay.
func (s *session) stays(ctx context.Context, list []Work, ids []int64) error {
	which := make([]Moved, len(ids))
	for i, id := range ids {
		which[i].Article = feeds.ArticleID(id)
	}
	places, err := s.placements(ctx, which)
	at := make(map[feeds.ArticleID]*Moved, len(places))
	for i := range places {
		at[places[i].Article] = &places[i]
	}
	for i := range list {
		if p := at[list[i].ID]; p != nil && p.Story != 0 {
			list[i].Stays = p
		}
	}
	return err
}

func (s *session) bodies(ctx context.Context, ids []int64) (map[feeds.ArticleID]feeds.Body, error) {
	out := make(map[feeds.ArticleID]feeds.Body, len(ids))
	err := s.each(ctx, func(scan scan) error {
		var id feeds.ArticleID
		var packed sql.RawBytes // which is read before the next row
		if err := scan(&id, &packed); err != nil {
			return err
		}
		b, err := unpack(packed)
		out[id] = b
		return err
	}, "SELECT b.id, b.data FROM json_each(?) AS j CROSS JOIN bodies AS b ON b.id = j.value", jsonIDs(ids))
	return out, err
}

// SaveDerived stores what was derived of articles and makes them searchable.
// Articles that were deleted meanwhile are passed over. To those that never had
// derived data the rules are applied in the same transaction, and to all the mutes.
// Earlier articles that are in another story because of them are moved there.
func (db *DB) SaveDerived(ctx context.Context, list []feeds.Derived, moved ...Moved) error {
	// The search index wants ascending IDs; otherwise it writes each text by itself.
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b feeds.Derived) int { return cmp.Compare(a.Article, b.Article) })
	err := db.write(ctx, func(s *session) error {
		names, err := s.topicBits(ctx)
		if err != nil {
			return err
		}
		own, err := s.ownTopics(ctx, "1")
		if err != nil {
			return err
		}
		said, err := s.corrected(ctx, list)
		if err != nil {
			return err
		}
		before, err := s.before(ctx, list)
		if err != nil {
			return err
		}
		notes, err := s.notes(ctx, slices.Collect(maps.Keys(before)))
		if err != nil {
			return err
		}
		var stories, fresh, all []int64
		var kept, came []feeds.Derived
		for _, d := range list {
			if err := ctx.Err(); err != nil {
				return err
			}
			if scores, ok := said[d.Article]; ok {
				d.Topics = scoresFrom(scores)
			}
			was, ok := before[int64(d.Article)]
			if !ok { // deleted meanwhile
				continue
			}
			if err := s.saveDerived(d, names, own); err != nil {
				return fmt.Errorf("article %d: %w", d.Article, err)
			}
			kept = append(kept, d)
			stories, all = append(stories, was.story, int64(d.Story)), append(all, int64(d.Article))
			if !was.derived {
				fresh, came = append(fresh, int64(d.Article)), append(came, d)
			}
		}
		if err := s.saveRest(ctx, kept, before, notes); err != nil {
			return err
		}
		slices.Sort(stories)
		stories = slices.Compact(stories)
		if err := s.refreshStories(stories); err != nil {
			return err
		}
		if _, err := db.move(ctx, s, moved); err != nil {
			return err
		}
		if err := s.develop(ctx, came, db.now()); err != nil {
			return err
		}
		if err := db.searchOwn(ctx, s, own, all); err != nil {
			return err
		}
		if err := db.applyRules(ctx, s, fresh); err != nil {
			return err
		}
		if err := db.muteAgain(ctx, s, all); err != nil {
			return err
		}
		return db.showGrown(ctx, s, stories)
	})
	if err != nil {
		return fmt.Errorf("store derived data: %w", err)
	}
	return nil
}

// A derivedBefore is what an article was before it is derived.
type derivedBefore struct {
	derived bool // it had derived data
	story   int64
}

// before has those of a list that are still there.
func (s *session) before(ctx context.Context, list []feeds.Derived) (map[int64]derivedBefore, error) {
	ids := make([]feeds.ArticleID, len(list))
	for i, d := range list {
		ids[i] = d.Article
	}
	out := make(map[int64]derivedBefore, len(list))
	err := s.each(ctx, func(scan scan) error {
		var id int64
		var b derivedBefore
		err := scan(&id, &b.derived, &b.story)
		out[id] = b
		return err
	}, "SELECT a.id, a.derived <> 0, a.story FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value", jsonIDs(ids))
	return out, err
}

// saveDerived stores what was derived of one article, but for what saveRest stores.
func (s *session) saveDerived(d feeds.Derived, names topicBits, own []ownTopic) error {
	if err := s.learn(names, d.Topics); err != nil {
		return err
	}
	return s.exec(`UPDATE articles SET story = ?, topics = ?, scores = ?,
		language = IIF(?4 = '', language, ?4), derived = ? WHERE id = ?`,
		d.Story, int64(names.maskOf(d.Topics))|ownOf(own, d), scoresText(d.Topics), d.Language, d.Version, d.Article)
}

// saveRest stores vectors and texts, one table after the other: so each has the
// processor's caches, which the search index alone would fill.
func (s *session) saveRest(ctx context.Context, list []feeds.Derived, before map[int64]derivedBefore, notes map[int64]string) error {
	for _, d := range list {
		if err := s.savePlace(d); err != nil {
			return fmt.Errorf("article %d: %w", d.Article, err)
		}
	}
	for _, d := range list {
		if err := ctx.Err(); err != nil {
			return err
		}
		id := int64(d.Article)
		if err := s.index(id, d.Index, notes[id], before[id].derived); err != nil {
			return fmt.Errorf("article %d: %w", d.Article, err)
		}
	}
	return nil
}

// savePlace stores why an article is in its story, and its vector.
func (s *session) savePlace(d feeds.Derived) error {
	vector := d.Vector
	if vector == nil { // that would be NULL
		vector = []byte{}
	}
	return s.exec("INSERT OR REPLACE INTO derived (article, score, why, copy_of, vector) VALUES (?, ?, ?, ?, ?)",
		d.Article, d.Score, d.Why, d.CopyOf, vector)
}

// Vectors calls f for every article since a time that has a vector of a version, in the
// order of time, to fill the index of stories again. An error of f ends it.
func (db *DB) Vectors(ctx context.Context, since time.Time, version int,
	f func(id feeds.ArticleID, feed feeds.FeedID, date time.Time, story feeds.StoryID, vector []byte) error) error {
	return db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			var id feeds.ArticleID
			var feed feeds.FeedID
			var story feeds.StoryID
			var date int64
			var vector []byte
			if err := scan(&id, &feed, &date, &story, &vector); err != nil {
				return err
			}
			return f(id, feed, fromMillis(date), story, vector)
		}, `SELECT a.id, a.feed, a.date, a.story, d.vector FROM articles AS a INDEXED BY articles_date
			CROSS JOIN derived AS d ON d.article = a.id
			WHERE a.date >= ? AND abs(a.derived) = ? AND length(d.vector) > 0 ORDER BY a.date, a.id`, millis(since), version)
	})
}

// forgotten is how many articles one ForgetVectors looks at.
const forgotten = 2000

// ForgetVectors empties vectors of articles that are dated before a time, because
// the story index does not reach back to them, and they do not compress. Each
// call goes on where the last one ended, and looks at so few that nobody waits.
// What arrives later with a date that was passed already keeps its vector.
func (db *DB) ForgetVectors(ctx context.Context, before time.Time) error {
	err := db.write(ctx, func(s *session) error {
		var from, to int64
		if err := s.one(ctx, "SELECT IFNULL((SELECT value FROM counters WHERE name = 'vectors'), -(1 << 62))", nil, &from); err != nil {
			return err
		}
		err := s.one(ctx, `SELECT IFNULL(MAX(date), ?1) FROM (SELECT date FROM articles INDEXED BY articles_date
			WHERE date > ?1 AND date < ?2 ORDER BY date LIMIT ?3)`, []any{from, millis(before), forgotten}, &to)
		if err != nil || to == from {
			return err
		}
		err = s.exec(`UPDATE derived SET vector = x'' WHERE length(vector) > 0 AND article IN
			(SELECT id FROM articles INDEXED BY articles_date WHERE date > ? AND date <= ?)`, from, to)
		if err != nil {
			return err
		}
		return s.exec("INSERT OR REPLACE INTO counters (name, value) VALUES ('vectors', ?)", to)
	})
	if err != nil {
		return fmt.Errorf("forget vectors: %w", err)
	}
	return nil
}
