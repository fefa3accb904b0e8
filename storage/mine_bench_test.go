package storage

import (
	"strconv"
	"testing"

	"tidings/feeds"
)

// BenchmarkMine measures what topics of the reader's own, mutes and lists by story cost.
func BenchmarkMine(b *testing.B) {
	for _, n := range sizes(b) {
		b.Run(strconv.Itoa(n), func(b *testing.B) {
			s := openShelf(b, n)
			s.byStory(b)
			s.mutes(b)
			s.own(b)
		})
	}
}

// list reads a page of 50, behind some others.
func (s *shelf) list(b *testing.B, in feeds.Scope, behind int) {
	b.Helper()
	var after feeds.Cursor
	for range behind / 500 {
		page, err := s.db.Articles(b.Context(), in, after, 500)
		check(b, err)
		after = page.Next
	}
	name := "page"
	if in.ByStory {
		name += " by story"
	}
	if in.UnreadOnly {
		name += ", unread"
	}
	if len(in.Topics) > 0 {
		name += ", " + string(in.Topics[0])
	}
	if in.Text != "" {
		name += ", " + in.Text
	}
	s.time(b, name+" behind "+strconv.Itoa(behind), func() {
		_, err := s.db.Articles(b.Context(), in, after, 50)
		check(b, err)
	})
}

func (s *shelf) byStory(b *testing.B) {
	for _, in := range []feeds.Scope{{}, {UnreadOnly: true}, {Topics: []feeds.Topic{feeds.World}}, {Text: "harbour"}} {
		s.list(b, in, 0)
		in.ByStory = true
		s.list(b, in, 0)
		s.list(b, in, 5000)
	}
}

func (s *shelf) mutes(b *testing.B) {
	mute := feeds.Mute{Name: "Sport", Scope: feeds.Scope{Topics: []feeds.Topic{feeds.Sport}}}
	s.time(b, "mute a topic, and show it again", func() {
		id, _, err := s.db.SaveMute(b.Context(), mute)
		check(b, err)
		check(b, s.db.DeleteMute(b.Context(), id))
	})
	s.time(b, "try a mute", func() {
		_, err := s.db.TryMute(b.Context(), mute)
		check(b, err)
	})
	id, _, err := s.db.SaveMute(b.Context(), mute)
	check(b, err)
	s.time(b, "page, a topic muted", func() {
		_, err := s.db.Articles(b.Context(), feeds.Scope{}, feeds.Cursor{}, 50)
		check(b, err)
	})
	s.time(b, "page of a search, a topic muted", func() {
		_, err := s.db.Articles(b.Context(), feeds.Scope{Text: "harbour"}, feeds.Cursor{}, 50)
		check(b, err)
	})
	check(b, s.db.DeleteMute(b.Context(), id))
}

func (s *shelf) own(b *testing.B) {
	var members []feeds.ArticleID
	for id := s.size; id > 0 && len(members) < 1000; id -= 17 {
		members = append(members, feeds.ArticleID(id))
	}
	s.time(b, "make an own topic of 1,000 articles, and drop it", func() {
		id, err := s.db.SaveOwnTopic(b.Context(), feeds.OwnTopic{Name: "Own"}, members)
		check(b, err)
		check(b, s.db.DeleteOwnTopic(b.Context(), id))
	})
	_, err := s.db.SaveOwnTopic(b.Context(), feeds.OwnTopic{Name: "Own"}, members)
	check(b, err)
	s.time(b, "count the unread of own topics", func() {
		_, err := s.db.OwnTopicCounts(b.Context(), 999)
		check(b, err)
	})
}
