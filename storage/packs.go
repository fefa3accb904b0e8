package storage

import (
	"context"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Pack is what the reader prepared for a time without a network.
type Pack struct {
	ID        int64
	Began     time.Time
	Ended     time.Time // zero: it goes on
	Cancelled bool
	Articles  int // in all
	Done      int // ready, as far as there was room
	Failed    int // could not be fetched, or not all of it
	LeftOut   int // of those that are done, without their pictures
	Pictures  int
	Bytes     int64 // of them
	Most      int64 // bytes of pictures; zero: as many as there is room for
}

// packsKept is how many packs are remembered.
const packsKept = 20

// BeginPack lets articles wait for what the job wants, together. Articles that are not
// there are left out; if none is, the pack has ended at once.
func (db *DB) BeginPack(ctx context.Context, ids []feeds.ArticleID, j Job, most int64) (Pack, error) {
	p := Pack{Began: db.now().UTC().Truncate(time.Millisecond), Most: most}
	err := db.write(ctx, func(s *session) error {
		err := s.one(ctx, "INSERT INTO packs (began, articles, most) VALUES (?, 0, ?) RETURNING id", []any{millis(p.Began), most}, &p.ID)
		if err != nil {
			return err
		}
		old, err := s.ids(ctx, "SELECT DISTINCT pack FROM queue WHERE pack <> 0 AND article IN (SELECT value FROM json_each(?))", jsonIDs(ids))
		if err != nil {
			return err
		}
		j.Why, j.Pack = ForPack, p.ID
		if p.Articles, err = s.enqueue(ids, j, p.Began); err != nil {
			return err
		}
		if err := s.exec("UPDATE packs SET articles = ? WHERE id = ?", p.Articles, p.ID); err != nil {
			return err
		}
		if err := s.endPacks(append(old, p.ID), p.Began); err != nil { // the old ones may have lost their last article to this one
			return err
		}
		return s.exec("DELETE FROM packs WHERE ended > 0 AND id <= ?", p.ID-packsKept)
	})
	if err != nil {
		return Pack{}, fmt.Errorf("prepare articles: %w", err)
	}
	return p, nil
}

// packed counts what became of an article of a pack.
func (s *session) packed(ctx context.Context, pack int64, o Outcome, now time.Time) error {
	err := s.exec(`UPDATE packs SET done = done + ?, failed = failed + ?, left_out = left_out + ?, pictures = pictures + ?, bytes = bytes + ? WHERE id = ?`,
		asInt(o.Error == ""), asInt(o.Error != ""), asInt(o.LeftOut), o.Pictures, o.Bytes, pack)
	if err != nil {
		return err
	}
	return s.endPacks([]int64{pack}, now)
}

// reopenPacks forgets what was given up of packs, because it is tried again: it is
// counted when it ends.
func (s *session) reopenPacks() error {
	const failed = "FROM queue AS q JOIN article_pictures AS x ON x.article = q.article JOIN pictures AS p ON p.address = x.address WHERE q.pack = packs.id AND q.failed = 1"
	return s.exec(`UPDATE packs SET ended = 0, failed = MAX(0, failed - (SELECT COUNT(*) FROM queue WHERE pack = packs.id AND failed = 1)),
		pictures = MAX(0, pictures - (SELECT COUNT(DISTINCT x.article || ' ' || x.picture) ` + failed + `)),
		bytes = MAX(0, bytes - (SELECT IFNULL(SUM(p.bytes), 0) ` + failed + `))
		WHERE id IN (SELECT pack FROM queue WHERE pack <> 0 AND failed = 1)`)
}

// endPacks ends those packs of which nothing waits any more.
func (s *session) endPacks(packs []int64, now time.Time) error {
	return s.exec(`UPDATE packs SET ended = MAX(began, ?) WHERE ended = 0 AND id IN (SELECT value FROM json_each(?))
		AND NOT EXISTS (SELECT 1 FROM queue WHERE pack = packs.id AND pack <> 0 AND failed = 0)`, millis(now), jsonIDs(packs))
}

// CancelPacks ends all packs: what has arrived stays.
func (db *DB) CancelPacks(ctx context.Context) error {
	err := db.act(ctx, func(s *session) error {
		if err := s.exec("DELETE FROM queue WHERE pack <> 0 AND failed = 0"); err != nil {
			return err
		}
		return s.exec("UPDATE packs SET ended = MAX(began, ?), cancelled = 1 WHERE ended = 0", millis(db.now()))
	})
	if err != nil {
		return fmt.Errorf("cancel what is prepared: %w", err)
	}
	return nil
}

const packColumns = "id, began, ended, cancelled, articles, done, failed, left_out, pictures, bytes, most"

// Pack returns one pack; the latest if id is zero. The error is feeds.ErrNotFound if
// there is none.
func (db *DB) Pack(ctx context.Context, id int64) (Pack, error) {
	var p Pack
	err := db.read(ctx, func(s *session) error {
		var began, ended int64
		err := s.one(ctx, "SELECT "+packColumns+" FROM packs WHERE ?1 = 0 OR id = ?1 ORDER BY id DESC LIMIT 1", []any{id},
			&p.ID, &began, &ended, &p.Cancelled, &p.Articles, &p.Done, &p.Failed, &p.LeftOut, &p.Pictures, &p.Bytes, &p.Most)
		p.Began, p.Ended = fromMillis(began), fromMillis(ended)
		return err
	})
	return p, err
}
