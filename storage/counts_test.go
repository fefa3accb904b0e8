package storage

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"
	"time"

	"tidings/feeds"
)

// countsAreTrue counts everything and compares.
func countsAreTrue(t testing.TB, db *DB) {
	t.Helper()
	furtherIsTrue(t, db)
	check(t, db.read(t.Context(), func(s *session) error {
		for name, text := range map[string]string{
			"feeds": `SELECT COUNT(*) FROM feeds AS f WHERE
				f.total <> (SELECT COUNT(*) FROM articles WHERE feed = f.id) OR
				f.unread <> (SELECT COUNT(*) FROM articles WHERE feed = f.id AND read = 0)`,
			"starred": `SELECT (SELECT value FROM counters WHERE name = 'starred') <> (SELECT COUNT(*) FROM articles WHERE starred = 1)`,
			"later":   `SELECT (SELECT value FROM counters WHERE name = 'later') <> (SELECT COUNT(*) FROM articles WHERE later = 1)`,
			"noted":   `SELECT (SELECT value FROM counters WHERE name = 'noted') <> (SELECT COUNT(*) FROM articles WHERE noted = 1)`,
			"kept":    `SELECT (SELECT value FROM counters WHERE name = 'kept') <> (SELECT COUNT(*) FROM articles WHERE kept = 1)`,
			"bin":     `SELECT (SELECT value FROM counters WHERE name = 'bin') <> (SELECT COUNT(*) FROM bin WHERE unfeed = 0)`,
			"notes": `SELECT COUNT(*) FROM (SELECT article FROM notes EXCEPT
				SELECT id FROM (SELECT id, noted FROM articles UNION ALL SELECT id, noted FROM bin) WHERE noted = 1)`,
			"what is kept": `SELECT COUNT(*) FROM articles WHERE kept <> (feed IN (SELECT id FROM feeds WHERE removed > 0))`,
			"both":         `SELECT COUNT(*) FROM articles WHERE id IN (SELECT id FROM bin)`,
			"stories": `SELECT COUNT(*) FROM (
				SELECT id, first, last, articles, sources FROM stories EXCEPT
				SELECT story, MIN(date), MAX(date), COUNT(*), COUNT(DISTINCT feed) FROM articles WHERE story <> 0 GROUP BY story HAVING COUNT(*) > 1)`,
			"missing stories": `SELECT COUNT(*) FROM (
				SELECT story FROM articles WHERE story <> 0 GROUP BY story HAVING COUNT(*) > 1 EXCEPT SELECT id FROM stories)`,
			"leads":  `SELECT COUNT(*) FROM stories AS s WHERE NOT EXISTS (SELECT 1 FROM articles WHERE id = s.lead AND story = s.id)`,
			"voices": "SELECT COUNT(*) FROM stories WHERE independent <> " + independentSQL("stories.id") + " OR independent > sources",
			"mutes": `SELECT COUNT(*) FROM (SELECT id, muted, read FROM articles UNION ALL SELECT id, muted, read FROM bin)
				WHERE (muted > 0) <> (id IN (SELECT article FROM muted)) OR muted > 0 AND read = 0`,
			"whose mutes": "SELECT COUNT(*) FROM muted WHERE mute NOT IN (SELECT id FROM mutes) OR article NOT IN (SELECT id FROM heads)",
			"topics": `SELECT COUNT(*) FROM articles WHERE topics & ~(SELECT SUM(1 << bit) FROM
				(SELECT bit FROM topics UNION SELECT bit FROM own_topics)) <> 0`,
			"parts": `SELECT COUNT(*) FROM articles WHERE id NOT IN (SELECT id FROM heads) OR id NOT IN (SELECT id FROM bodies)`,
		} {
			var wrong int
			if err := s.one(t.Context(), text, nil, &wrong); err != nil {
				return err
			}
			if wrong != 0 {
				t.Errorf("counts of %s are wrong", name)
			}
		}
		return nil
	}))
}

// Whatever is done in whatever order, what is maintained equals what is counted.
func TestCountsStayTrue(t *testing.T) {
	for seed := range uint64(4) {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			play := newPlay(t, seed)
			for range 100 {
				play.step()
			}
			countsAreTrue(t, play.db)
			for err := error(nil); err != ErrNothingToUndo; {
				if _, err = play.db.Undo(t.Context()); err != nil && err != ErrNothingToUndo && !errors.Is(err, ErrGone) {
					t.Fatal(err)
				}
			}
			countsAreTrue(t, play.db)
			check(t, play.db.Check(t.Context()))
		})
	}
}

// A play does things by chance.
type play struct {
	*rand.Rand
	t       *testing.T
	db      *DB
	feeds   []feeds.FeedID
	folders []feeds.FolderID
	ids     []feeds.ArticleID
	n       int
}

func newPlay(t *testing.T, seed uint64) *play { return newPlayOn(t, openNew(t), seed) }

func newPlayOn(t *testing.T, db *DB, seed uint64) *play {
	p := &play{Rand: rand.New(rand.NewPCG(seed, 7)), t: t, db: db, folders: []feeds.FolderID{0}}
	for range 4 {
		p.addFeed()
	}
	return p
}

func (p *play) addFeed() {
	p.n++
	p.feeds = append(p.feeds, addFeed(p.t, p.db, fmt.Sprint("feed", p.n), pick(p, p.folders)))
}

func pick[T any](p *play, list []T) T { return list[p.IntN(len(list))] }

func (p *play) some() []feeds.ArticleID {
	var out []feeds.ArticleID
	for range p.IntN(6) {
		if len(p.ids) > 0 {
			out = append(out, pick(p, p.ids))
		}
	}
	return out
}

func (p *play) step() {
	ctx, t := p.t.Context(), p.t
	on := p.IntN(2) == 0
	switch p.IntN(19) {
	case 0, 1, 2:
		var entries []feeds.Entry
		for range 1 + p.IntN(5) {
			e := entry(fmt.Sprint(p.IntN(60)), p.IntN(5000))
			e.Content += fmt.Sprint(p.IntN(2))
			entries = append(entries, e)
		}
		p.ids = append(p.ids, fetch(t, p.db, pick(p, p.feeds), entries...).New...)
	case 3, 4:
		if list := p.some(); len(list) > 0 {
			derive(t, p.db, feeds.StoryID(list[0]), []feeds.Topic{pick(p, feeds.Topics)}, list...)
		}
	case 5:
		check(t, p.db.SetStatus(ctx, p.some(), Change{Read: &on}))
	case 6:
		check(t, p.db.SetStatus(ctx, p.some(), Change{Starred: &on, Later: &on}))
	case 7:
		_, err := p.db.MarkAllRead(ctx, feeds.Scope{Feed: pick(p, p.feeds)}, 0)
		check(t, err)
	case 8:
		check(t, p.db.DeleteArticles(ctx, p.some()))
	case 9:
		// It may have been removed before.
		if err := p.db.RemoveFeed(ctx, pick(p, p.feeds)); err != nil && !errors.Is(err, feeds.ErrNotFound) {
			t.Fatal(err)
		}
		p.addFeed()
	case 10:
		id, err := p.db.AddFolder(ctx, 0, fmt.Sprint("folder", p.IntN(3)))
		check(t, err)
		p.folders = []feeds.FolderID{0, id}
	case 11:
		if _, err := p.db.Undo(ctx); err != nil && err != ErrNothingToUndo && !errors.Is(err, ErrGone) {
			t.Fatal(err)
		}
		p.folders = []feeds.FolderID{0}
	case 12:
		_, err := p.db.EmptyBin(ctx, noon.Add(-time.Hour))
		check(t, err)
	case 13:
		f, err := p.db.Feed(ctx, pick(p, p.feeds))
		check(t, err)
		f.Folder, f.Position = pick(p, p.folders), p.IntN(3)
		check(t, p.db.UpdateFeed(ctx, f))
	case 14:
		p.readerDoes()
	case 15:
		_, err := p.db.ClearBin(ctx)
		check(t, err)
	case 16:
		_, err := p.db.Tidy(ctx)
		check(t, err)
	case 17:
		check(t, p.db.SetKeep(ctx, feeds.Keep{Articles: p.IntN(9)}))
	case 18:
		check(t, p.db.RestoreArticles(ctx, p.some()))
	}
}

func TestCountsAreThoseOfTheSidebar(t *testing.T) {
	db := openNew(t)
	outer, err := db.AddFolder(t.Context(), 0, "Asia")
	check(t, err)
	inner, err := db.AddFolder(t.Context(), outer, "Ports")
	check(t, err)
	a, b := addFeed(t, db, "a", outer), addFeed(t, db, "b", inner)
	ids := fetch(t, db, a, entry("1", 10), entry("2", 60*30)).New
	fetch(t, db, b, entry("3", 20))
	yes := true
	check(t, db.SetStatus(t.Context(), ids[:1], Change{Read: &yes, Starred: &yes, Later: &yes}))

	c, err := db.Counts(t.Context(), noon.Add(-12*time.Hour))
	check(t, err)
	if c.Unread != 2 || c.Total != 3 || c.Starred != 1 || c.Later != 1 || c.Today != 1 {
		t.Errorf("%+v", c)
	}
	if c.Feeds[a] != (feeds.Count{Unread: 1, Total: 2}) || c.Folders[outer] != (feeds.Count{Unread: 2, Total: 3}) ||
		c.Folders[inner] != (feeds.Count{Unread: 1, Total: 1}) || len(c.Folders) != 2 {
		t.Errorf("%+v", c)
	}
	folders, err := db.Folders(t.Context())
	check(t, err)
	if len(folders) != 2 || folders[0].Name != "Asia" || folders[0].Total != 3 || folders[1].Unread != 1 {
		t.Errorf("%+v", folders)
	}
}
