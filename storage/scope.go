package storage

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"tidings/feeds"
	"tidings/feeds/query"
)

// A plan is a scope as storage understands it. One part of it becomes the walk,
// along an index in the order of the list; the others are conditions on what the
// walk meets:
//
//   - a text: the search index, see search.go
//   - a story, starred, later, a mark: few articles, an index each
//   - the bin: its own table, see binned
//   - one feed: its articles, or its unread ones
//   - several feeds (a folder): their walks merged, see merged
//   - topics: one walk for each, see arms; with feeds, along an index of both
//   - else the unread articles, whose index knows their topics, or all
//
// So a page costs what it shows. Dearer is only a topic that hardly any unread
// article has: then the walk passes what is unread once, in the index, or in the
// feeds if that is little.
type plan struct {
	none  bool // nothing can match
	order feeds.Order

	words                  query.Expr // to be found; nil: no text
	match                  string     // the same for FTS5
	feeds                  []int64    // in one of them; nil: any
	any                    uint64     // at least one of these topics; 0: no demand
	indexed                uint64     // topics that have indexes
	story                  feeds.StoryID
	unread, starred, later bool
	mark                   string // noted, changed or kept, whose index may be walked; where demands it
	bin                    bool
	byStory                bool
	muted                  bool // the text speaks of what is muted
	hidden                 bool // only that, whose index may be walked; where demands it
	many                   bool // are unread in the feeds, see merges

	where []string // further conditions on articles a
	args  []any
}

func (p *plan) add(cond string, args ...any) {
	p.where = append(p.where, cond)
	p.args = append(p.args, args...)
}

// demandMark asks for noted, changed or kept: with its index, or as a condition
// where another index is walked.
func (p *plan) demandMark(mark string) {
	p.mark = mark
	p.add("a." + mark + " = 1")
}

func (p *plan) clone() *plan {
	c := *p
	c.where, c.args = slices.Clone(p.where), slices.Clone(p.args)
	return &c
}

// within keeps only feeds that are also in list.
func (p *plan) within(list []int64) {
	if p.feeds != nil {
		list = slices.DeleteFunc(slices.Clone(list), func(id int64) bool { return !slices.Contains(p.feeds, id) })
	}
	if len(list) == 0 {
		p.none = true
	}
	p.feeds = append([]int64{}, list...)
}

// plan is for what the reader sees: without what is muted, unless it was put aside,
// is part of the story that is shown, or is asked for. What is unread is not muted.
func (db *DB) plan(ctx context.Context, s *session, in feeds.Scope) (*plan, error) {
	p, err := db.wholePlan(ctx, s, in)
	if err != nil || p.muted || p.unread || p.starred || p.later || p.bin || p.mark != "" || p.story != 0 {
		return p, err
	}
	var some bool
	if err := s.one(ctx, "SELECT EXISTS (SELECT 1 FROM articles INDEXED BY articles_muted WHERE muted > 0)", nil, &some); err != nil {
		return nil, err
	}
	if some {
		p.add("a.muted = 0")
	}
	return p, nil
}

// wholePlan knows nothing of mutes.
func (db *DB) wholePlan(ctx context.Context, s *session, in feeds.Scope) (*plan, error) {
	p := &plan{order: in.Order, story: in.Story, unread: in.UnreadOnly, starred: in.StarredOnly, later: in.LaterOnly, bin: in.Bin,
		byStory: in.ByStory && !in.Bin && in.Story == 0}
	if in.KeptOnly {
		p.demandMark("kept")
	}
	if in.Feed != 0 {
		p.within([]int64{int64(in.Feed)})
	}
	if in.Folder != 0 {
		t, err := s.folders(ctx)
		if err != nil {
			return nil, err
		}
		list, err := s.feedsInside(ctx, t.inside(in.Folder))
		if err != nil {
			return nil, err
		}
		p.within(list)
	}
	if err := s.planTopics(ctx, p, in); err != nil {
		return nil, err
	}
	if !in.Since.IsZero() {
		p.add("a.date >= ?", millis(in.Since))
	}
	if err := db.planText(ctx, s, p, in.Text); err != nil {
		return nil, err
	}
	if p.order == feeds.Relevance && p.match == "" {
		p.order = feeds.Newest
	}
	if p.unread && p.byTopic() && len(p.feeds) > 1 {
		var unread int
		err := s.one(ctx, "SELECT IFNULL(SUM(unread), 0) FROM feeds WHERE id IN (SELECT value FROM json_each(?))", []any{jsonIDs(p.feeds)}, &unread)
		p.many = unread > manyUnread
		if err != nil {
			return nil, err
		}
	}
	return p, nil
}

// manyUnread is how many unread articles of several feeds are too many to pass for
// a topic that they may not have. Tests make it small.
var manyUnread = 5000

// feedsInside are the feeds that stand in one of some folders, each once.
func (s *session) feedsInside(ctx context.Context, folders []feeds.FolderID) ([]int64, error) {
	return s.ids(ctx, `SELECT id FROM feeds WHERE removed = 0 AND (folder IN (SELECT value FROM json_each(?1))
		OR id IN (SELECT feed FROM further WHERE folder IN (SELECT value FROM json_each(?1))))`, jsonIDs(folders))
}

func (s *session) planTopics(ctx context.Context, p *plan, in feeds.Scope) error {
	if len(in.Topics) == 0 && len(in.Without) == 0 {
		return nil
	}
	names, err := s.topicBits(ctx)
	if err != nil {
		return err
	}
	p.any, p.indexed = names.mask(in.Topics), names.indexed()
	if p.any == 0 && len(in.Topics) > 0 {
		p.none = true
	}
	if without := names.mask(in.Without); without != 0 {
		p.add("a.topics & ? = 0", int64(without))
	}
	return nil
}

// A walk goes along an index, with the conditions that the index answers.
type walk struct {
	index string
	conds []string
	args  []any
}

// walks returns one walk, or several to be merged. What the index does not answer
// is added to the conditions.
func (p *plan) walks() []walk {
	unread := ""
	if p.unread {
		unread = "a.read = 0"
	}
	switch {
	case p.story != 0:
		p.filterBy(unread, "feeds", "any", "marks")
		return []walk{{"articles_story", []string{"a.story <> 0", "a.story = ?"}, []any{p.story}}}
	case p.starred:
		p.filterBy(unread, "feeds", "any", "later")
		return []walk{{"articles_starred", []string{"a.starred = 1"}, nil}}
	case p.later:
		p.filterBy(unread, "feeds", "any")
		return []walk{{"articles_later", []string{"a.later = 1"}, nil}}
	case p.mark != "":
		p.filterBy(unread, "feeds", "any")
		return []walk{{"articles_" + p.mark, []string{"a." + p.mark + " = 1"}, nil}}
	case p.hidden:
		p.filterBy(unread, "feeds", "any")
		return []walk{{"articles_muted", []string{"a.muted > 0"}, nil}}
	case len(p.feeds) == 1 && p.byTopic() && !p.unread:
		return p.arms("?", p.feeds[0])
	case len(p.feeds) == 1:
		p.filterBy("", "any")
		return p.ofFeed("?", p.feeds[0])
	case p.byTopic() && !p.unread:
		p.filterBy("", "feeds")
		return p.arms("")
	case p.unread:
		p.filterBy("", "feeds", "any")
		return []walk{{"articles_unread", []string{unread}, nil}}
	}
	p.filterBy("", "feeds", "any")
	return []walk{{"articles_date", nil, nil}}
}

// filterBy makes parts of the plan conditions, because the index does not
// know of them.
func (p *plan) filterBy(unread string, parts ...string) {
	if unread != "" {
		p.add(unread)
	}
	for _, part := range parts {
		switch {
		case part == "feeds" && p.feeds != nil:
			p.add("a.feed IN (SELECT value FROM json_each(?))", jsonIDs(p.feeds))
		case part == "any" && p.any != 0:
			p.add("a.topics & ?", int64(p.any))
		case (part == "marks" || part == "starred") && p.starred:
			p.add("a.starred = 1")
		}
		if (part == "marks" || part == "later") && p.later {
			p.add("a.later = 1")
		}
	}
}

// filterAll makes all of the plan but its words conditions.
func (p *plan) filterAll() {
	unread := ""
	if p.unread {
		unread = "a.read = 0"
	}
	p.filterBy(unread, "feeds", "any", "marks")
	if p.story != 0 {
		p.add("a.story = ?", p.story)
	}
}

// merges reports whether the walks of several feeds are merged. Where many articles
// are unread, those of topics are sought in the index that knows both.
func (p *plan) merges() bool {
	return len(p.feeds) > 1 && p.story == 0 && !p.starred && !p.later && p.mark == "" && !p.hidden && !(p.many && p.byTopic())
}

// feedWalks are those of one of several feeds, whose place in the statement is
// value.
func (p *plan) feedWalks(value string) []walk {
	if p.byTopic() && !p.unread {
		return p.arms(value)
	}
	return p.ofFeed(value)
}

// ofFeed walks the articles of a feed; value is its place in the statement.
func (p *plan) ofFeed(value string, args ...any) []walk {
	if p.unread {
		return []walk{{"articles_feed_unread", []string{"a.read = 0", "a.feed = " + value}, args}}
	}
	return []walk{{"articles_feed", []string{"a.feed = " + value}, args}}
}

// builtIn is how many topics have a bit, and indexes, since the file was made.
const builtIn = 13

// byTopic reports whether indexes of topics give what the plan wants of them.
func (p *plan) byTopic() bool { return p.any != 0 && p.any&^p.indexed == 0 }

// arms walks the index of each topic; that by feed if there is a feed (its place in
// the statement).
func (p *plan) arms(feed string, args ...any) []walk {
	var out []walk
	for bit := range maxTopics {
		if p.any&(1<<bit) == 0 {
			continue
		}
		w := walk{conds: []string{fmt.Sprintf("a.topics & %d", 1<<bit)}, args: args}
		w.index = fmt.Sprintf("articles_topic_%d", bit)
		if feed != "" {
			w.index = fmt.Sprintf("articles_topic_feed_%d", bit)
			w.conds = append(w.conds, "a.feed = "+feed)
		}
		out = append(out, w)
	}
	return out
}

// everything is the plan as one condition, for statements on articles that need
// no order. What is in the bin is none of them.
func (p *plan) everything() (string, []any) {
	if p.none || p.bin {
		return "0", nil
	}
	return p.condition()
}

// condition is everything that a plan demands of an article, or of a row of the
// bin.
func (p *plan) condition() (string, []any) {
	all := p.clone()
	all.filterAll()
	if p.match != "" {
		all.add("a.id IN (SELECT rowid FROM search WHERE search MATCH ?)", p.match)
	}
	if len(all.where) == 0 {
		return "1", nil
	}
	return strings.Join(all.where, " AND "), all.args
}
