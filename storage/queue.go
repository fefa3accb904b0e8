package storage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"time"

	"tidings/feeds"
)

// A Reason says why something waits in the queue. The numbers are stored and stay;
// what has a smaller one is fetched first.
type Reason int

// The reasons.
const (
	ForReader Reason = iota + 1 // the reader asked for it and there was no network
	ForPack                     // prepared for a time without a network, see Pack
	ForMark                     // starred, put aside to read later, or noted
	ForFeed                     // its feed is kept ready
)

// A Job is an article of which something is to be fetched.
type Job struct {
	Article  feeds.ArticleID
	Text     bool // its whole text
	Pictures bool
	Why      Reason
	Pack     int64 // zero: of none
	Tries    int
	Next     time.Time // not before; zero: at once
	Working  bool      // a program is at it
	Failed   bool      // given up
	Error    string    // a sentence: why the last try failed
	Added    time.Time
}

// What a job wants, as it is stored.
const (
	wantsText     = 1
	wantsPictures = 2
)

func wants(text, pictures bool) int { return asInt(text)*wantsText + asInt(pictures)*wantsPictures }

const jobColumns = "q.article, q.wants, q.why, q.pack, q.tries, q.next, q.leased, q.failed, q.error, q.added"

func (db *DB) scanJob(scan scan) (Job, error) {
	var j Job
	var w int
	var next, leased, added int64
	err := scan(&j.Article, &w, &j.Why, &j.Pack, &j.Tries, &next, &leased, &j.Failed, &j.Error, &added)
	j.Text, j.Pictures = w&wantsText != 0, w&wantsPictures != 0
	j.Next, j.Added = fromMillis(next), fromMillis(added)
	j.Working = leased > millis(db.now())
	return j, err
}

// Enqueue lets articles wait for what the job wants, for its reason and its pack. What
// waits already wants both then; what was given up is tried again only for the reader
// and for packs. It returns how many of the articles there are.
func (db *DB) Enqueue(ctx context.Context, ids []feeds.ArticleID, j Job) (int, error) {
	n := 0
	err := db.write(ctx, func(s *session) (err error) {
		n, err = s.enqueue(ids, j, db.now())
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("queue articles: %w", err)
	}
	return n, nil
}

func (s *session) enqueue(ids []feeds.ArticleID, j Job, now time.Time) (int, error) {
	n, err := s.change(`INSERT INTO queue (article, wants, why, pack, added)
		SELECT a.id, ?, ?, ?, ? FROM json_each(?) AS j CROSS JOIN articles AS a ON a.id = j.value WHERE true
		ON CONFLICT (article) DO UPDATE SET wants = wants | excluded.wants, why = MIN(why, excluded.why),
			pack = IIF(excluded.pack <> 0, excluded.pack, pack), failed = 0, tries = 0, next = 0, error = ''
			WHERE excluded.why <= ? OR failed = 0`,
		wants(j.Text, j.Pictures), j.Why, j.Pack, millis(now), jsonIDs(ids), ForPack)
	return int(n), err
}

// EnqueueMarked lets the latest articles that the reader marked, at most so many of each
// mark, wait for what is to be ready of them, unless that was done before. It returns
// how many that are.
func (db *DB) EnqueueMarked(ctx context.Context, r feeds.Ready, most int) (int, error) {
	n := 0
	err := db.write(ctx, func(s *session) error {
		for _, mark := range []string{"starred", "later", "noted"} {
			m, err := s.change(fmt.Sprintf(`INSERT INTO queue (article, wants, why, added)
				SELECT id, ?, ?, ? FROM (SELECT id, prepared FROM articles INDEXED BY articles_%s WHERE %s = 1 ORDER BY date DESC LIMIT ?)
				WHERE prepared < ? ON CONFLICT (article) DO NOTHING`, mark, mark),
				wants(r >= feeds.ReadyText, r >= feeds.ReadyPictures), ForMark, millis(db.now()), most, r)
			if err != nil {
				return err
			}
			n += int(m)
		}
		return nil
	})
	if err != nil {
		return 0, fmt.Errorf("queue marked articles: %w", err)
	}
	return n, nil
}

// EnqueueUnread lets the latest unread articles of a feed wait for what is to be ready of
// them.
func (db *DB) EnqueueUnread(ctx context.Context, feed feeds.FeedID, r feeds.Ready, most int) error {
	err := db.write(ctx, func(s *session) error {
		return s.exec(`INSERT INTO queue (article, wants, why, added)
			SELECT id, ?, ?, ? FROM articles INDEXED BY articles_feed_unread WHERE feed = ? AND read = 0 AND prepared < ?
			ORDER BY date DESC LIMIT ?
			ON CONFLICT (article) DO UPDATE SET wants = wants | excluded.wants WHERE failed = 0`,
			wants(r >= feeds.ReadyText, r >= feeds.ReadyPictures), ForFeed, millis(db.now()), feed, r, most)
	})
	if err != nil {
		return fmt.Errorf("queue articles of feed %d: %w", feed, err)
	}
	return nil
}

// TakeJob takes the first job that is due, for so long: no other program gets it until
// then. The error is feeds.ErrNotFound if none is due.
func (db *DB) TakeJob(ctx context.Context, lease time.Duration) (Job, error) {
	var j Job
	err := db.write(ctx, func(s *session) error {
		now := db.now()
		var id int64
		err := s.one(ctx, "SELECT article FROM queue INDEXED BY queue_order WHERE failed = 0 AND next <= ?1 AND leased <= ?1 ORDER BY why, article DESC LIMIT 1",
			[]any{millis(now)}, &id)
		if err != nil {
			return err
		}
		if err := s.exec("UPDATE queue SET leased = ? WHERE article = ?", millis(now.Add(lease)), id); err != nil {
			return err
		}
		j, err = db.scanJob(func(into ...any) error {
			return s.one(ctx, "SELECT "+jobColumns+" FROM queue AS q WHERE q.article = ?", []any{id}, into...)
		})
		return err
	})
	return j, err
}

// HoldJobs keeps jobs for so long from now on.
func (db *DB) HoldJobs(ctx context.Context, ids []feeds.ArticleID, lease time.Duration) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("UPDATE queue SET leased = ? WHERE leased > 0 AND article IN (SELECT value FROM json_each(?))",
			millis(db.now().Add(lease)), jsonIDs(ids))
	})
}

// GiveBackJob gives back a job that nothing was done about.
func (db *DB) GiveBackJob(ctx context.Context, id feeds.ArticleID) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("UPDATE queue SET leased = 0 WHERE article = ?", id)
	})
}

// An Outcome is what became of a job.
type Outcome struct {
	Ready    feeds.Ready // what of the article needs not be fetched any more
	LeftOut  bool        // there was no room for its pictures
	Pictures int         // that are here
	Bytes    int64       // of them
	Error    string      // a sentence; empty: all is here that can be had
	Again    time.Time   // when to try again; zero: done, or given up if there is an Error
	Text     bool        // Again: the text is still wanted
}

// EndJob stores what became of a job that was taken. A job that is not there any more is
// passed over.
func (db *DB) EndJob(ctx context.Context, j Job, o Outcome) error {
	err := db.write(ctx, func(s *session) error {
		err := s.one(ctx, "SELECT pack FROM queue WHERE article = ?", []any{j.Article}, &j.Pack)
		if errors.Is(err, sql.ErrNoRows) {
			return nil
		}
		if err != nil {
			return err
		}
		if !o.Again.IsZero() {
			return s.exec("UPDATE queue SET leased = 0, tries = tries + 1, next = ?, error = ?, wants = ? WHERE article = ?",
				millis(o.Again), o.Error, wants(o.Text, j.Pictures), j.Article)
		}
		if err := s.exec("UPDATE articles SET prepared = MAX(prepared, ?) WHERE id = ?", o.Ready, j.Article); err != nil {
			return err
		}
		if o.Error != "" {
			err = s.exec("UPDATE queue SET leased = 0, failed = 1, tries = tries + 1, error = ? WHERE article = ?", o.Error, j.Article)
		} else {
			err = s.exec("DELETE FROM queue WHERE article = ?", j.Article)
		}
		if err != nil || j.Pack == 0 {
			return err
		}
		return s.packed(ctx, j.Pack, o, db.now())
	})
	if err != nil {
		return fmt.Errorf("store what became of article %d in the queue: %w", j.Article, err)
	}
	return nil
}

// Jobs returns what waits, in the order in which it is fetched, and then what was given
// up; of one pack if that is not zero.
func (db *DB) Jobs(ctx context.Context, pack int64, limit int) ([]Job, error) {
	var out []Job
	err := db.read(ctx, func(s *session) error {
		return s.each(ctx, func(scan scan) error {
			j, err := db.scanJob(scan)
			out = append(out, j)
			return err
		}, "SELECT "+jobColumns+" FROM queue AS q WHERE ?1 = 0 OR q.pack = ?1 ORDER BY q.failed, q.why, q.article DESC LIMIT ?2", pack, limit)
	})
	if err != nil {
		return nil, fmt.Errorf("list the queue: %w", err)
	}
	return out, nil
}

// QueueState counts the queue.
type QueueState struct {
	Waiting, Working, Failed int
	Next                     time.Time // when the next job is due; zero: there is none
}

// QueueState tells how much waits.
func (db *DB) QueueState(ctx context.Context) (QueueState, error) {
	var q QueueState
	var next sql.NullInt64
	now := millis(db.now())
	err := db.read(ctx, func(s *session) error {
		return s.one(ctx, `SELECT COUNT(*) FILTER (WHERE failed = 0 AND leased <= ?1), COUNT(*) FILTER (WHERE failed = 0 AND leased > ?1),
			COUNT(*) FILTER (WHERE failed = 1), MIN(MAX(next, leased)) FILTER (WHERE failed = 0) FROM queue`, []any{now},
			&q.Waiting, &q.Working, &q.Failed, &next)
	})
	if next.Valid {
		q.Next = time.UnixMilli(next.Int64).UTC()
	}
	return q, err
}

// DropJobs takes articles off the queue; the reader can undo it.
func (db *DB) DropJobs(ctx context.Context, ids []feeds.ArticleID) error {
	err := db.act(ctx, func(s *session) error {
		var steps []step
		n := 0
		for w := wantsText; w <= wantsText+wantsPictures; w++ {
			there, err := s.ids(ctx, "SELECT article FROM queue WHERE wants = ? AND article IN (SELECT value FROM json_each(?)) ORDER BY article", w, jsonIDs(ids))
			if err != nil {
				return err
			}
			if len(there) == 0 {
				continue
			}
			n += len(there)
			steps = append(steps, step{Do: doQueue, ID: int64(w), Articles: packIDs(there)})
		}
		if n == 0 {
			return nil
		}
		if err := s.drops(ctx, db.now(), "article IN (SELECT value FROM json_each(?))", jsonIDs(ids)); err != nil {
			return err
		}
		return db.record(s, "Took "+many(n, "article")+" off the queue", steps...)
	})
	if err != nil {
		return fmt.Errorf("take articles off the queue: %w", err)
	}
	return nil
}

// drops deletes jobs so that nothing enqueues them again by itself.
func (s *session) drops(ctx context.Context, now time.Time, where string, args ...any) error {
	err := s.exec("UPDATE articles SET prepared = ? WHERE id IN (SELECT article FROM queue WHERE why >= ? AND "+where+")",
		append([]any{feeds.ReadyPictures, ForMark}, args...)...)
	if err != nil {
		return err
	}
	packs, err := s.ids(ctx, "SELECT DISTINCT pack FROM queue WHERE pack <> 0 AND "+where, args...)
	if err != nil {
		return err
	}
	if err := s.exec("DELETE FROM queue WHERE "+where, args...); err != nil {
		return err
	}
	return s.endPacks(packs, now)
}

// queueAgain lets articles wait again that the reader took off the queue.
func (s *session) queueAgain(ctx context.Context, st step, now time.Time) error {
	there, err := s.stillThere(ctx, st, "articles")
	if err != nil {
		return err
	}
	ids := make([]feeds.ArticleID, len(there))
	for i, id := range there {
		ids[i] = feeds.ArticleID(id)
	}
	_, err = s.enqueue(ids, Job{Text: st.ID&wantsText != 0, Pictures: st.ID&wantsPictures != 0, Why: ForReader}, now)
	return err
}

// RetryJobs lets everything that waits or was given up be tried at once. Packs that
// something of was given up go on.
func (db *DB) RetryJobs(ctx context.Context) error {
	return db.write(ctx, func(s *session) error {
		if err := s.reopenPacks(); err != nil {
			return err
		}
		return s.exec("UPDATE queue SET failed = 0, tries = 0, next = 0 WHERE failed = 1 OR next > 0")
	})
}

// ForgetFailures deletes what was given up before a time.
func (db *DB) ForgetFailures(ctx context.Context, before time.Time) error {
	return db.write(ctx, func(s *session) error {
		return s.exec("DELETE FROM queue WHERE failed = 1 AND added < ?", millis(before))
	})
}
