package storage

import (
	"cmp"
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
	expr, err := db.parse(ctx, s, text)
	if err != nil || expr == nil {
		return err
	}
	p.muted = query.Speaks(expr, query.Muted)
	words, rest := query.Split(expr)
	if words != nil {
		p.words = words
		p.match, _ = query.MatchString(words) // Split gives what it can express
	}
	c := conditions{ctx: ctx, s: s, p: p}
	for _, e := range cheapFirst(conjuncts(rest)) {
		if err := c.demand(e); err != nil {
			return fmt.Errorf("search %q: %w", text, err)
		}
	}
	return nil
}

// parse reads a search, in which topics of the reader's own may be named.
func (db *DB) parse(ctx context.Context, s *session, text string) (query.Expr, error) {
	names, err := s.ownNames(ctx)
	if err != nil {
		return nil, err
	}
	own := make([]feeds.Topic, len(names))
	for i, x := range names {
		own[i] = x.topic
	}
	return query.Parse(text, db.now(), own...)
}

// cheapFirst puts what unpacks texts behind everything else, because SQLite stops
// at the first condition that decides.
func cheapFirst(list []query.Expr) []query.Expr {
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b query.Expr) int { return cmp.Compare(patterns(a), patterns(b)) })
	return list
}

// patterns counts the regular expressions of a condition.
func patterns(e query.Expr) int {
	n := 0
	switch e := e.(type) {
	case query.Pattern:
		return 1
	case query.Not:
		return patterns(e.X)
	case query.And:
		for _, x := range e {
			n += patterns(x)
		}
	case query.Or:
		for _, x := range e {
			n += patterns(x)
		}
	}
	return n
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
		case query.Noted, query.Changed, query.Kept:
			c.p.demandMark(string(e))
			return nil
		case query.Muted:
			c.p.hidden = true
			c.p.add(isSQL[e])
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
	c.p.indexed = names.indexed()
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
	case query.Pattern:
		return c.pattern(e)
	case query.URL:
		return "EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND instr(lower(h.link), lower(?)) > 0)", []any{string(e)}, nil
	}
	return "0", nil, nil // a Term without a letter: nothing has it
}

var isSQL = map[query.Is]string{
	query.Read: "a.read = 1", query.Unread: "a.read = 0", query.Starred: "a.starred = 1", query.Later: "a.later = 1",
	query.Noted: "a.noted = 1", query.Changed: "a.changed = 1", query.Kept: "a.kept = 1", query.Muted: "a.muted > 0",
	query.Offline: fmt.Sprintf("a.pictures = %d AND EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND (h.full_text = 1 OR h.link = '' OR h.words >= %d))",
		feeds.PicturesAll, feeds.WholeWords),
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

// pattern looks into the title first, which is read faster than the text.
func (c conditions) pattern(e query.Pattern) (string, []any, error) {
	return "(EXISTS (SELECT 1 FROM heads AS h WHERE h.id = a.id AND pattern_in(?, h.title))" +
		" OR EXISTS (SELECT 1 FROM bodies AS b WHERE b.id = a.id AND pattern_in(?, b.data)))", []any{e.Source, e.Source}, nil
}

func (c conditions) join(list []query.Expr, op string) (string, []any, error) {
	var parts []string
	var all []any
	for _, x := range cheapFirst(list) {
		cond, args, err := c.sql(x)
		if err != nil {
			return "", nil, err
		}
		parts = append(parts, cond)
		all = append(all, args...)
	}
	return "(" + strings.Join(parts, op) + ")", all, nil
}
