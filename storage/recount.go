package storage

import (
	"database/sql"
	"errors"
	"fmt"

	"tidings/feeds"
)

// mend brings the tables of a rebuilt database together again.
func (r *rebuild) mend() error {
	for _, f := range []func() error{r.lostFeeds, r.lostArticles, r.lostHeads, r.lostBodies, r.lostKeys, r.lostOthers, r.ownIndexes} {
		if err := f(); err != nil {
			return err
		}
	}
	if r.progress != nil {
		r.progress("count", 0, 0)
	}
	return r.s.recount(r.ctx)
}

// lostFeeds brings back feeds that only their articles tell of, removed, so that
// nothing is asked and the articles stay; and counts them.
func (r *rebuild) lostFeeds() error {
	n, err := r.s.change(`INSERT INTO feeds (id, address, url, title, added, removed)
		SELECT DISTINCT a.feed, 'lost:' || a.feed, '', 'Lost source ' || a.feed, ?1, ?1 FROM articles AS a
		WHERE a.feed NOT IN (SELECT id FROM feeds)`, millis(r.now))
	r.loss.Feeds += int(n)
	if err != nil {
		return err
	}
	if err := r.s.exec("UPDATE feeds SET folder = 0 WHERE folder <> 0 AND folder NOT IN (SELECT id FROM folders)"); err != nil {
		return err
	}
	return r.s.exec(`DELETE FROM further WHERE folder NOT IN (SELECT id FROM folders)
		OR NOT EXISTS (SELECT 1 FROM feeds AS f WHERE f.id = further.feed AND f.folder <> further.folder)`)
}

// lostArticles makes the narrow rows again of articles that have a head and a
// feed: unread, since nothing is known of what the reader did.
func (r *rebuild) lostArticles() error {
	if err := r.s.exec(`INSERT INTO articles (id, feed, date, hash)
		SELECT h.id, MIN(i.feed), IIF(h.published > 0 AND h.published < h.received, h.published, h.received), 0
		FROM heads AS h CROSS JOIN identities AS i ON i.article = h.id
		WHERE h.id NOT IN (SELECT id FROM articles) AND h.id NOT IN (SELECT id FROM bin) GROUP BY h.id`); err != nil {
		return err
	}
	for _, orphan := range []string{"heads", "bodies"} {
		n, err := r.s.change("DELETE FROM " + orphan + " WHERE id NOT IN (SELECT id FROM articles) AND id NOT IN (SELECT id FROM bin)")
		if err != nil {
			return err
		}
		if orphan == "heads" {
			r.loss.Articles += int(n)
		}
	}
	return nil
}

// lostHeads gives articles without a head an empty one; the text speaks for them,
// and the feed's next document fills it.
func (r *rebuild) lostHeads() error {
	ids, err := r.s.ids(r.ctx, "SELECT id FROM articles WHERE id NOT IN (SELECT id FROM heads) UNION ALL SELECT id FROM bin WHERE id NOT IN (SELECT id FROM heads)")
	if err != nil {
		return err
	}
	for _, id := range ids {
		var packed []byte
		lead := ""
		err := r.s.one(r.ctx, "SELECT data FROM bodies WHERE id = ?", []any{id}, &packed)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return err
		}
		if b, err := unpack(packed); err == nil {
			lead = b.Text[:characterStart(b.Text, min(300, len(b.Text)))]
		}
		err = r.s.exec(`INSERT INTO heads (id, guid, link, title, lead, image, comments, authors, categories, enclosures, published, updated, received, words)
			SELECT id, '', '', '', ?, '', '', '', '', '', date, 0, date, 0 FROM (SELECT id, date FROM articles UNION ALL SELECT id, date FROM bin) WHERE id = ?`, lead, id)
		if err != nil {
			return err
		}
		if err := r.s.exec("UPDATE articles SET hash = 0 WHERE id = ?", id); err != nil {
			return err
		}
	}
	r.loss.Headlines += len(ids)
	return nil
}

// lostBodies gives articles whose text is gone or unreadable an empty one.
func (r *rebuild) lostBodies() error {
	ids, err := r.s.ids(r.ctx, "SELECT id FROM heads WHERE id NOT IN (SELECT id FROM bodies)")
	if err != nil {
		return err
	}
	if r.loss.Rescued > 0 { // some may have come from damaged pages
		err = r.s.each(r.ctx, func(scan scan) error {
			var id int64
			var packed []byte
			if err := scan(&id, &packed); err != nil {
				return err
			}
			if _, err := unpack(packed); err != nil {
				ids = append(ids, id)
			}
			return nil
		}, "SELECT id, data FROM bodies")
		if err != nil {
			return err
		}
	}
	for _, id := range ids {
		if err := r.s.exec("INSERT OR REPLACE INTO bodies (id, data) VALUES (?, ?)", id, pack(feeds.Body{})); err != nil {
			return err
		}
		if err := r.s.exec("UPDATE articles SET hash = 0 WHERE id = ?", id); err != nil {
			return err
		}
		if err := r.s.exec("UPDATE heads SET full_text = 0 WHERE id = ?", id); err != nil {
			return err
		}
	}
	r.loss.Texts += len(ids)
	return nil
}

// lostKeys makes articles known again by what their heads tell, where the keys
// could not be read.
func (r *rebuild) lostKeys() error {
	if len(r.missing["identities"]) == 0 {
		return nil
	}
	type head struct {
		id   int64
		feed feeds.FeedID
		feeds.Entry
	}
	var list []head
	err := r.s.each(r.ctx, func(scan scan) error {
		var h head
		err := scan(&h.id, &h.feed, &h.GUID, &h.Link)
		list = append(list, h)
		return err
	}, `SELECT a.id, a.feed, h.guid, h.link FROM articles AS a CROSS JOIN heads AS h ON h.id = a.id
		WHERE NOT EXISTS (SELECT 1 FROM identities AS i WHERE i.feed = a.feed AND i.article = a.id)`)
	if err != nil {
		return err
	}
	for _, h := range list {
		keys := keysOf(h.Entry)
		for _, key := range keys[:len(keys)-1] { // the last is of the text as the feed had it
			if err := r.s.exec("INSERT OR IGNORE INTO identities (feed, key, article) VALUES (?, ?, ?)", h.feed, key, h.id); err != nil {
				return err
			}
		}
	}
	return nil
}

// lostOthers drops what belongs to nothing, and counts what no source gave of the
// tables whose rows nothing else tells of.
func (r *rebuild) lostOthers() error {
	for _, name := range []string{"folders", "searches", "rules", "notes", "settings", "own_topics", "topic_corrections", "mutes",
		"story_corrections", "followed"} {
		for _, s := range r.missing[name] {
			r.loss.Others += int(min(s.high-s.low+1, 1))
		}
	}
	for _, text := range []string{
		"DELETE FROM derived WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM revisions WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM notes WHERE article NOT IN (SELECT id FROM heads)",
		"UPDATE articles SET derived = 0 WHERE id NOT IN (SELECT article FROM derived)",
		"DELETE FROM queue WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM muted WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM developments WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM opens WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM places WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM replies WHERE article NOT IN (SELECT id FROM heads)",
		"DELETE FROM tries WHERE feed NOT IN (SELECT id FROM feeds)",
		"DELETE FROM former WHERE feed NOT IN (SELECT id FROM feeds)",
	} {
		if err := r.s.exec(text); err != nil {
			return fmt.Errorf("mend: %w", err)
		}
	}
	if len(r.missing["pictures"])+len(r.missing["article_pictures"]) == 0 {
		return nil
	}
	return r.s.forgetLooks()
}

// ownIndexes makes the indexes of the reader's own topics.
func (r *rebuild) ownIndexes() error {
	list, err := r.s.ownTopics(r.ctx, "1")
	for _, o := range list {
		err = errors.Join(err, r.s.indexTopic(o.bit))
	}
	return err
}
