package storage

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"slices"
	"strings"

	"tidings/feeds"
)

// A key is the place of an article in a list.
type key struct {
	id   int64
	date int64
	rank float64
}

func (k key) cursor() feeds.Cursor {
	return feeds.Cursor{Rank: k.rank, Date: k.date, ID: feeds.ArticleID(k.id)}
}

// Articles returns a page of the articles in scope, those behind a cursor. The
// page says where the next one begins. A text that cannot be understood gives a
// *query.Error.
func (db *DB) Articles(ctx context.Context, in feeds.Scope, after feeds.Cursor, limit int) (feeds.Page, error) {
	var page feeds.Page
	err := db.read(ctx, func(s *session) error {
		p, err := db.plan(ctx, s, in)
		if err != nil {
			return err
		}
		if err := s.one(ctx, "SELECT value FROM counters WHERE name = 'articles'", nil, &page.Newest); err != nil {
			return err
		}
		keys, err := s.keys(ctx, p, after, limit+1) // one more tells whether there are more
		if err != nil {
			return err
		}
		if len(keys) > limit {
			page.More = true
			keys = keys[:limit]
		}
		if len(keys) == 0 {
			return nil
		}
		page.Next = keys[len(keys)-1].cursor()
		ids := make([]int64, len(keys))
		for i, k := range keys {
			ids[i] = k.id
		}
		if page.Articles, err = s.articles(ctx, ids); err == nil && p.byStory {
			page.Stories, err = s.inStories(ctx, p, page.Articles)
		}
		return err
	})
	if err != nil {
		return feeds.Page{}, fmt.Errorf("list articles: %w", err)
	}
	return page, nil
}

// keys walks a plan to the first articles behind a cursor.
func (s *session) keys(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	switch {
	case p.none || limit <= 0:
		return nil, nil
	case p.byStory:
		return s.heads(ctx, p, after, limit)
	case p.bin:
		return s.binned(ctx, p, after, limit)
	case p.match != "":
		return s.found(ctx, p, after, limit)
	}
	if p.merges() && len(p.feeds) >= wide {
		list, err := s.glance(ctx, p, after, limit)
		if len(list) == limit || err != nil {
			return list, err
		}
	}
	statements := p.statements(after, limit)
	var all []key
	for _, st := range statements {
		list, err := s.readKeys(ctx, st.text, st.args...)
		if err != nil {
			return nil, err
		}
		all = append(all, list...)
	}
	if len(statements) > 1 {
		all = p.first(all, limit)
	}
	return all, nil
}

// wide is of how many feeds on most articles are likely to be theirs, so that
// merging, which begins at every feed, can be saved. Tests make it small.
var wide = 100

// glance looks for a page of several feeds among the next articles of all. It
// returns fewer than limit if they do not fill it.
func (s *session) glance(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	all := p.clone()
	all.feeds = nil
	walks := all.walks()
	if len(walks) != 1 {
		return nil, nil
	}
	next := all.along("a.id, a.date, a.feed", walks[0], after, 8*limit)
	_, order := p.direction()
	return s.readKeys(ctx, "SELECT a.id, a.date FROM ("+next.text+
		") AS a WHERE a.feed IN (SELECT value FROM json_each(?)) "+order+" LIMIT ?",
		append(next.args, jsonIDs(p.feeds), limit)...)
}

// A statement with its arguments.
type statement struct {
	text string
	args []any
}

// statements read the first articles of a plan without a text behind a cursor,
// each those of one walk.
func (p *plan) statements(after feeds.Cursor, limit int) []statement {
	p = p.clone() // walks add conditions
	var out []statement
	if p.merges() {
		if !p.byTopic() || p.unread {
			p.filterBy("", "any")
		}
		for i := range p.feedWalks("f.value") {
			out = append(out, p.merged(i, after, limit))
		}
		return out
	}
	for _, w := range p.walks() {
		out = append(out, p.along("a.id, a.date", w, after, limit))
	}
	return out
}

// first sorts what several walks found, drops what was found twice, and cuts.
func (p *plan) first(all []key, limit int) []key {
	slices.SortFunc(all, func(a, b key) int {
		c := cmp.Or(cmp.Compare(b.date, a.date), cmp.Compare(b.id, a.id))
		if p.order == feeds.Oldest {
			return -c
		}
		return c
	})
	all = slices.Compact(all)
	return all[:min(limit, len(all))]
}

// direction of a walk: the comparison with the cursor, and the order.
func (p *plan) direction() (than, order string) {
	if p.order == feeds.Oldest {
		return ">", "ORDER BY a.date, a.id"
	}
	return "<", "ORDER BY a.date DESC, a.id DESC"
}

// start is the cursor as two arguments; the beginning lies before everything.
func (p *plan) start(after feeds.Cursor) []any {
	if after.ID != 0 {
		return []any{after.Date, int64(after.ID)}
	}
	if p.order == feeds.Oldest {
		return []any{int64(math.MinInt64), int64(math.MinInt64)}
	}
	return []any{int64(math.MaxInt64), int64(math.MaxInt64)}
}

func (p *plan) along(columns string, w walk, after feeds.Cursor, limit int) statement {
	than, order := p.direction()
	conds := slices.Concat(w.conds, p.where, []string{"(a.date, a.id) " + than + " (?, ?)"})
	text := "SELECT " + columns + " FROM articles AS a INDEXED BY " + w.index +
		" WHERE " + strings.Join(conds, " AND ") + " " + order + " LIMIT ?"
	return statement{text, slices.Concat(w.args, p.args, p.start(after), []any{limit})}
}

func (s *session) readKeys(ctx context.Context, text string, args ...any) ([]key, error) {
	var out []key
	err := s.each(ctx, func(scan scan) error {
		var k key
		err := scan(&k.id, &k.date)
		out = append(out, k)
		return err
	}, text, args...)
	return out, err
}

// merged walks several feeds at once, each along the same one of its walks. The
// recursive query is a queue ordered by date (sqlite.org/lang_with.html, section
// 3.4): it begins with the first article of every feed, and each that is taken out
// puts the next of its feed in.
func (p *plan) merged(arm int, after feeds.Cursor, limit int) statement {
	than, order := p.direction()
	next := func(feed, place string) string {
		w := p.feedWalks(feed)[arm]
		conds := slices.Concat(w.conds, p.where, []string{"(a.date, a.id) " + than + " " + place})
		return "(SELECT a.id FROM articles AS a INDEXED BY " + w.index + " WHERE " +
			strings.Join(conds, " AND ") + " " + order + " LIMIT 1)"
	}
	queue := "ORDER BY 2 DESC, 3 DESC"
	if p.order == feeds.Oldest {
		queue = "ORDER BY 2, 3"
	}
	text := `WITH RECURSIVE queue (feed, date, id) AS (
		SELECT f.value, k.date, k.id FROM json_each(?) AS f CROSS JOIN articles AS k ON k.id = ` + next("f.value", "(?, ?)") + `
		UNION ALL
		SELECT q.feed, k.date, k.id FROM queue AS q CROSS JOIN articles AS k ON k.id = ` + next("q.feed", "(q.date, q.id)") + `
		` + queue + `)
		SELECT id, date FROM queue LIMIT ?`
	return statement{text, slices.Concat([]any{jsonIDs(p.feeds)}, p.args, p.start(after), p.args, []any{limit})}
}

// recentTopics is how many articles TopicCounts looks at.
const recentTopics = 2000

// TopicCounts tells how many of the newest 2,000 articles in scope have each
// topic, whatever topics the scope asks for.
func (db *DB) TopicCounts(ctx context.Context, in feeds.Scope) (map[feeds.Topic]int, error) {
	in.Topics, in.Without, in.Order, in.ByStory = nil, nil, feeds.Newest, false
	out := map[feeds.Topic]int{}
	err := db.read(ctx, func(s *session) error {
		p, err := db.plan(ctx, s, in)
		if err != nil || p.none {
			return err
		}
		names, err := s.topicBits(ctx)
		if err != nil {
			return err
		}
		newest, err := s.newestIDs(ctx, p, recentTopics)
		if err != nil {
			return err
		}
		return s.each(ctx, func(scan scan) error {
			var mask int64
			var n int
			err := scan(&mask, &n)
			for name, bit := range names.of {
				if mask&(1<<bit) != 0 {
					out[name] += n
				}
			}
			return err
		}, "SELECT a.topics, COUNT(*) FROM ("+newest.text+") AS k CROSS JOIN articles AS a ON a.id = k.id GROUP BY a.topics", newest.args...)
	})
	if err != nil {
		return nil, fmt.Errorf("count topics: %w", err)
	}
	return out, nil
}

// newestIDs is a statement that gives the IDs of the first articles of a plan:
// where one walk does, that walk, so that they need not come here and go back.
func (s *session) newestIDs(ctx context.Context, p *plan, limit int) (statement, error) {
	if p.match == "" {
		if list := p.statements(feeds.Cursor{}, limit); len(list) == 1 {
			return list[0], nil
		}
	}
	keys, err := s.keys(ctx, p, feeds.Cursor{}, limit)
	ids := make([]int64, len(keys))
	for i, k := range keys {
		ids[i] = k.id
	}
	return statement{"SELECT value AS id FROM json_each(?)", []any{jsonIDs(ids)}}, err
}
