package storage

import (
	"context"
	"strconv"
	"testing"

	"tidings/feeds"
)

// BenchmarkLibrary measures what the sidebar counts of saved searches, and what
// limits cost.
func BenchmarkLibrary(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := openShelf(b, n)
			s.amounts(b, "as they came")
			_, err := s.db.MarkAllRead(context.Background(), feeds.Scope{}, 0)
			check(b, err)
			s.amounts(b, "nothing unread")
			ids := make([]feeds.ArticleID, 400) // the latest and some of any age
			for i := range ids {
				ids[i] = feeds.ArticleID(n - i)
				if i%4 == 0 {
					ids[i] = feeds.ArticleID(n/400*i + 1)
				}
			}
			no := false
			check(b, s.db.SetStatus(context.Background(), ids, Change{Read: &no}))
			s.amounts(b, "400 unread")
			s.limits(b)
		})
	}
}

func (s *shelf) amounts(b *testing.B, when string) {
	words := englishWords()
	for name, in := range map[string]feeds.Scope{
		"rare word": {Text: rare}, "commonest word": {Text: commonest}, "two words and topic": {Text: words[300] + " " + words[200], Topics: []feeds.Topic{feeds.Politics}},
		"folder": {Folder: s.folder}, "topic": {Topics: []feeds.Topic{feeds.Politics}},
	} {
		in.UnreadOnly = true
		s.time(b, "count of a saved search, "+when+": "+name, func() {
			_, err := s.db.CountArticles(context.Background(), in, 999)
			check(b, err)
		})
	}
}

func (s *shelf) limits(b *testing.B) {
	ctx := context.Background()
	for name, keep := range map[string]feeds.Keep{"days": {Days: 90}, "articles": {Articles: 100}} {
		s.time(b, "preview of a limit by "+name, func() {
			_, err := s.db.TidyPreview(ctx, &Limit{Keep: keep})
			check(b, err)
		})
	}
	check(b, s.db.SetKeep(ctx, feeds.Keep{Articles: 1000}))
	n := 0
	b.Run("tidy", func(b *testing.B) {
		for b.Loop() {
			m, err := s.db.Tidy(ctx)
			check(b, err)
			n = max(n, m)
		}
		b.ReportMetric(float64(n), "articles/first")
	})
	s.time(b, "tidy when there is nothing to do", func() {
		_, err := s.db.Tidy(ctx)
		check(b, err)
	})
	s.time(b, "first page of the bin", func() {
		_, err := s.db.Articles(ctx, feeds.Scope{Bin: true}, feeds.Cursor{}, pageSize)
		check(b, err)
	})
}
