package storage

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strconv"
)

// refreshStories counts stories anew whose articles came, went or moved. The articles
// of each are read once and counted here: SQLite would look for them once for each
// column, and sort them for each that counts what is different.
func (s *session) refreshStories(ids []int64) error {
	ids = slices.Clone(ids)
	slices.Sort(ids)
	ids = slices.DeleteFunc(slices.Compact(ids), func(id int64) bool { return id == 0 })
	if len(ids) == 0 {
		return nil
	}
	if err := s.countStories(ids); err != nil {
		return fmt.Errorf("count stories: %w", err)
	}
	return nil
}

func (s *session) countStories(ids []int64) error {
	ctx := context.Background() // a transaction is undone between its statements and not within one
	before, err := s.storyRows(ctx, ids)
	if err != nil {
		return err
	}
	several, err := s.severalIn(ctx, ids)
	if err != nil {
		return err
	}
	members, err := s.storyMembers(ctx, several)
	if err != nil {
		return err
	}
	for _, list := range members {
		id := list[0].story
		was, ok := before[id]
		if !ok {
			was.lead = id
		}
		delete(before, id)
		if now := storyRowOf(list, was.lead); now != was {
			if err := s.putStory(id, now); err != nil {
				return err
			}
		}
	}
	for id := range before {
		if err := s.exec("DELETE FROM stories WHERE id = ?", id); err != nil {
			return err
		}
	}
	return nil
}

// A storyRow is what the table of stories has of one.
type storyRow struct {
	lead, first, last              int64
	articles, sources, independent int
}

func (s *session) storyRows(ctx context.Context, ids []int64) (map[int64]storyRow, error) {
	out := map[int64]storyRow{}
	err := s.each(ctx, func(scan scan) error {
		var id int64
		var r storyRow
		err := scan(&id, &r.lead, &r.first, &r.last, &r.articles, &r.sources, &r.independent)
		out[id] = r
		return err
	}, `SELECT t.id, t.lead, t.first, t.last, t.articles, t.sources, t.independent
		FROM json_each(?) AS j CROSS JOIN stories AS t ON t.id = j.value`, jsonIDs(ids))
	return out, err
}

func (s *session) putStory(id int64, r storyRow) error {
	return s.exec(`INSERT INTO stories (id, lead, first, last, articles, sources, independent) VALUES (?, ?, ?, ?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET lead = excluded.lead, first = excluded.first, last = excluded.last,
			articles = excluded.articles, sources = excluded.sources, independent = excluded.independent`,
		id, r.lead, r.first, r.last, r.articles, r.sources, r.independent)
}

// severalIn are the stories that have several articles.
func (s *session) severalIn(ctx context.Context, ids []int64) ([]int64, error) {
	return s.ids(ctx, `SELECT j.value FROM json_each(?) AS j WHERE 1 <
		(SELECT COUNT(*) FROM articles AS a INDEXED BY articles_story WHERE a.story <> 0 AND a.story = j.value)`, jsonIDs(ids))
}

// A storyMember is an article of a story, as far as it is counted.
type storyMember struct {
	story, id, date, feed, copyOf int64
	publisher                     string
}

// storyMembers are the articles of stories, those of one story together in the order of
// their dates.
func (s *session) storyMembers(ctx context.Context, stories []int64) (out [][]storyMember, err error) {
	if len(stories) == 0 {
		return nil, nil
	}
	var list []storyMember
	err = s.each(ctx, func(scan scan) error {
		var m storyMember
		err := scan(&m.story, &m.id, &m.date, &m.feed, &m.copyOf, &m.publisher)
		if m.publisher == "" { // then a feed is its own
			m.publisher = strconv.FormatInt(m.feed, 10)
		}
		list = append(list, m)
		return err
	}, `SELECT a.story, a.id, a.date, a.feed, IFNULL(d.copy_of, 0), f.publisher FROM json_each(?) AS j
		CROSS JOIN articles AS a INDEXED BY articles_story ON a.story <> 0 AND a.story = j.value
		CROSS JOIN feeds AS f ON f.id = a.feed LEFT JOIN derived AS d ON d.article = a.id`, jsonIDs(stories))
	slices.SortStableFunc(list, func(a, b storyMember) int {
		return cmp.Or(cmp.Compare(a.story, b.story), cmp.Compare(a.date, b.date), cmp.Compare(a.id, b.id))
	})
	for len(list) > 0 {
		n := slices.IndexFunc(list, func(m storyMember) bool { return m.story != list[0].story })
		if n < 0 {
			n = len(list)
		}
		out, list = append(out, list[:n]), list[n:]
	}
	return out, err
}

// storyRowOf counts the articles of a story. Its lead is the one before, as long as that
// is one of them, else the first.
func storyRowOf(list []storyMember, lead int64) storyRow {
	r := storyRow{lead: list[0].id, first: list[0].date, last: list[len(list)-1].date, articles: len(list)}
	sources, publishers := make([]int64, 0, len(list)), make([]string, 0, len(list))
	here := make(map[int64]bool, len(list))
	for _, m := range list {
		here[m.id] = true
		sources = append(sources, m.feed)
	}
	if here[lead] {
		r.lead = lead
	}
	for _, m := range list {
		if m.copyOf != 0 { // of copies of what is not here the first counts
			if here[m.copyOf] {
				continue
			}
			here[m.copyOf] = true
		}
		publishers = append(publishers, m.publisher)
	}
	r.sources, r.independent = unlike(sources), unlike(publishers)
	return r
}

// unlike is how many different values a list has; it sorts the list.
func unlike[T cmp.Ordered](list []T) int {
	slices.Sort(list)
	return len(slices.Compact(list))
}
