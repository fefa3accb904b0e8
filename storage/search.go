package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/query"
)

// planText reads the text of a scope. What it demands as a whole joins the plan,
// so that "is:unread topic:sport" walks the same index as the buttons do; words
// become a query of the search index; the rest become conditions.
func (db *DB) planText(ctx context.Context, s *session, p *plan, text string) error {
	if strings.TrimSpace(text) == "" {
		return nil
	}
	expr, err := query.Parse(text, db.now())
	if err != nil || expr == nil {
		return err
	}
	words, rest := query.Split(expr)
	if words != nil {
		p.match, _ = query.MatchString(words) // Split gives what it can express
	}
	c := conditions{ctx: ctx, s: s, p: p}
	for _, e := range conjuncts(rest) {
		if err := c.demand(e); err != nil {
			return fmt.Errorf("search %q: %w", text, err)
		}
	}
	return nil
}

func conjuncts(e query.Expr) []query.Expr {
	switch e := e.(type) {
	case nil:
		return nil
	case query.And:
		return e
	}
	return []query.Expr{e}
}

// conditions turns expressions into SQL.
type conditions struct {
	ctx context.Context
	s   *session
	p   *plan
}

// demand adds what every article of the list must match.
func (c conditions) demand(e query.Expr) error {
	switch e := e.(type) {
	case query.Is:
		switch e {
		case query.Unread:
			c.p.unread = true
			return nil
		case query.Starred:
			c.p.starred = true
			return nil
		case query.Later:
			c.p.later = true
			return nil
		}
	case query.Topic:
		return c.topic(e)
	case query.Story:
		if c.p.story == 0 {
			c.p.story = feeds.StoryID(e)
			return nil
		}
	case query.From, query.Folder:
		list, err := c.feeds(e)
		c.p.within(list)
		return err
	}
	cond, args, err := c.sql(e)
	if err == nil {
		c.p.add(cond, args...)
	}
	return err
}

func (c conditions) topic(t query.Topic) error {
	names, err := c.s.topicBits(c.ctx)
	if err != nil {
		return err
	}
	mask := names.mask([]feeds.Topic{feeds.Topic(t)})
	switch {
	case mask == 0:
		c.p.none = true
	case c.p.any == 0:
		c.p.any = mask
	default:
		c.p.add("a.topics & ?", int64(mask))
	}
	return nil
}

// feeds finds the feeds that From or Folder mean.
func (c conditions) feeds(e query.Expr) ([]int64, error) {
	var out []int64
	if from, ok := e.(query.From); ok {
		list, err := c.s.feeds(c.ctx, "1")
		for _, f := range list {
			if query.NameContains(f.Name(), string(from)) {
				out = append(out, int64(f.ID))
			}
		}
		return out, err
	}
	t, err := c.s.folders(c.ctx)
	if err != nil {
		return nil, err
	}
	var inside []feeds.FolderID
	for _, f := range t.order {
		if name, ok := e.(query.Folder); ok && query.NameContains(f.Name, string(name)) {
			inside = append(inside, t.inside(f.ID)...)
		}
	}
	return c.s.feedsInside(c.ctx, inside)
}

// sql is a condition on the article a.
func (c conditions) sql(e query.Expr) (string, []any, error) {
	if match, ok := query.MatchString(e); ok {
		return "a.id IN (SELECT rowid FROM search WHERE search MATCH ?)", []any{match}, nil
	}
	switch e := e.(type) {
	case query.And:
		return c.join(e, " AND ")
	case query.Or:
		return c.join(e, " OR ")
	case query.Not:
		cond, args, err := c.sql(e.X)
		return "NOT (" + cond + ")", args, err
	case query.Is:
		return isSQL[e], nil, nil
	case query.Has:
		return hasSQL[e], nil, nil
	case query.Since:
		return "a.date >= ?", []any{millis(e.Time)}, nil
	case query.Before:
		return "a.date < ?", []any{millis(e.Time)}, nil
	case query.Length:
		return c.length(e)
	case query.Lang:
		tag := strings.ToLower(string(e))
		return "(lower(a.language) = ? OR substr(lower(a.language), 1, ?) = ?)", []any{tag, len(tag) + 1, tag + "-"}, nil
	case query.Topic:
		names, err := c.s.topicBits(c.ctx)
		return "(a.topics & ?) <> 0", []any{int64(names.mask([]feeds.Topic{feeds.Topic(e)}))}, err
	case query.From, query.Folder:
		list, err := c.feeds(e)
		return "a.feed IN (SELECT value FROM json_each(?))", []any{jsonIDs(list)}, err
	case query.Story:
		return "a.story = ?", []any{int64(e)}, nil
	case query.URL:
		return "EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND instr(lower(h.link), lower(?)) > 0)", []any{string(e)}, nil
	}
	return "0", nil, nil // a Term without a letter: nothing has it
}

var isSQL = map[query.Is]string{
	query.Read: "a.read = 1", query.Unread: "a.read = 0", query.Starred: "a.starred = 1", query.Later: "a.later = 1",
}

var hasSQL = map[query.Has]string{
	query.Image:    "EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND h.image <> '')",
	query.Audio:    `EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND instr(h.enclosures, '"audio/') > 0)`,
	query.FullText: "EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND h.full_text = 1)",
}

func (c conditions) length(e query.Length) (string, []any, error) {
	cond, args := "h.words >= ?", []any{e.Min}
	if e.Max >= 0 {
		cond, args = cond+" AND h.words <= ?", append(args, e.Max)
	}
	return "EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND " + cond + ")", args, nil
}

func (c conditions) join(list []query.Expr, op string) (string, []any, error) {
	var parts []string
	var all []any
	for _, x := range list {
		cond, args, err := c.sql(x)
		if err != nil {
			return "", nil, err
		}
		parts = append(parts, cond)
		all = append(all, args...)
	}
	return "(" + strings.Join(parts, op) + ")", all, nil
}

// found reads a list with words in it.
func (s *session) found(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	unread := ""
	if p.unread {
		unread = "a.read = 0"
	}
	p.filterBy(unread, "feeds", "any", "marks")
	if p.story != 0 {
		p.add("a.story = ?", p.story)
	}
	switch p.order {
	case feeds.Relevance:
		return s.ranked(ctx, p, after, limit)
	case feeds.Oldest:
		return s.window(ctx, p, span{1 << 62, 0}, after, limit)
	}
	return s.newest(ctx, p, after, limit)
}

// A span of IDs, both ends in it.
type span struct{ high, low int64 }

func (s *session) window(ctx context.Context, p *plan, in span, after feeds.Cursor, limit int) ([]key, error) {
	than, order := p.direction()
	conds := slices.Concat([]string{"search MATCH ?", "search.rowid BETWEEN ? AND ?"}, p.where,
		[]string{"(a.date, a.id) " + than + " (?, ?)"})
	return s.readKeys(ctx, "SELECT a.id, a.date FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE "+
		strings.Join(conds, " AND ")+" "+order+" LIMIT ?",
		slices.Concat([]any{p.match, in.low, in.high}, p.args, p.start(after), []any{limit})...)
}

// newest looks through the search index in windows of IDs, the latest first. IDs
// follow the time of arrival, and an article is never dated later than that; so
// once the page is full of articles newer than anything below, it is complete. A
// word that stands in every fourth article then costs as little as a rare one.
func (s *session) newest(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	h, err := s.horizons(ctx)
	if err != nil {
		return nil, err
	}
	var all []key
	for size, high := int64(4), int64(len(h)-1); high >= 0; size, high = size*4, high-size {
		low := max(0, high-size+1)
		list, err := s.window(ctx, p, span{(high+1)*blockSize - 1, low * blockSize}, after, limit)
		if err != nil {
			return nil, err
		}
		all = p.first(append(all, list...), limit)
		if low == 0 || len(all) == limit && all[limit-1].date >= h[low-1] {
			break
		}
	}
	return all, nil
}

// blockSize is how many IDs share a row of horizons.
const blockSize = 1024

// horizons returns for each block of IDs the latest date in it and all before it.
func (s *session) horizons(ctx context.Context) ([]int64, error) {
	var out []int64
	err := s.each(ctx, func(scan scan) error {
		var block int
		var newest int64
		if err := scan(&block, &newest); err != nil {
			return err
		}
		if len(out) > 0 {
			newest = max(newest, out[len(out)-1])
		}
		for len(out) <= block {
			out = append(out, newest)
		}
		return nil
	}, "SELECT block, newest FROM horizons ORDER BY block")
	return out, err
}

// maxRanked bounds the work of ranking: of more matches, the latest are ranked. A
// word that common says little about relevance.
const maxRanked = 20000

// ranked orders by how well the words match; the title counts most.
func (s *session) ranked(ctx context.Context, p *plan, after feeds.Cursor, limit int) ([]key, error) {
	lows, err := s.ids(ctx, "SELECT rowid FROM search WHERE search MATCH ? ORDER BY rowid DESC LIMIT 1 OFFSET ?", p.match, maxRanked)
	if err != nil {
		return nil, err
	}
	low := int64(0)
	if len(lows) > 0 {
		low = lows[0] + 1
	}
	if after.ID == 0 {
		after.Rank = -1e300 // ranks are negative, the best lowest
	}
	var out []key
	conds := slices.Concat([]string{"search MATCH ?", "search.rowid >= ?"}, p.where)
	err = s.each(ctx, func(scan scan) error {
		var k key
		err := scan(&k.id, &k.date, &k.rank)
		out = append(out, k)
		return err
	}, `SELECT id, date, rank FROM (
		SELECT a.id AS id, a.date AS date, bm25(search, 8.0, 4.0, 1.0) AS rank
		FROM search CROSS JOIN articles AS a ON a.id = search.rowid WHERE `+strings.Join(conds, " AND ")+`)
		WHERE (rank, -id) > (?, ?) ORDER BY rank, id DESC LIMIT ?`,
		slices.Concat([]any{p.match, low}, p.args, []any{after.Rank, -int64(after.ID), limit})...)
	return out, err
}
