package app

import (
	"fmt"
	"testing"
	"time"

	"tidings/feeds"
	"tidings/storage"
)

// BenchmarkFrontPage makes the front page of a day with 4,800 articles of 200 feeds,
// with 100,000 articles stored: of each four one story, opened now and then. The
// first page of a program also looks for trends.
func BenchmarkFrontPage(b *testing.B) {
	dir := b.TempDir()
	fillFront(b, dir, 100_000, 4_800)
	core := openCore(b, Config{Dir: dir})
	begun := time.Now()
	if _, err := core.FrontPage(b.Context(), FrontWishes{}); err != nil {
		b.Fatal(err)
	}
	first := time.Since(begun)
	for name, wishes := range map[string]FrontWishes{
		"by-weight": {}, "by-time": {ByTime: true}, "topic": {Topics: []feeds.Topic{feeds.Religion}},
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				p, err := core.FrontPage(b.Context(), wishes)
				if err != nil || len(p.Stories) != frontShown {
					b.Fatalf("%d stories, %v", len(p.Stories), err)
				}
			}
			b.ReportMetric(float64(first.Milliseconds()), "first-ms")
		})
	}
	b.Run("story-page", func(b *testing.B) {
		p, err := core.FrontPage(b.Context(), FrontWishes{})
		if err != nil {
			b.Fatal(err)
		}
		for b.Loop() {
			if _, err := core.StoryPage(b.Context(), p.Stories[0].ID); err != nil {
				b.Fatal(err)
			}
		}
	})
}

// fillFront stores articles, so many of them a day, with stories and topics.
func fillFront(b *testing.B, dir string, articles, daily int) {
	core := openCore(b, Config{Dir: dir})
	var ids []feeds.FeedID
	for i := range 200 {
		ids = append(ids, subscribe(b, core, feedURL(i)))
	}
	p := newPress(5, time.Now())
	apart := 24 * time.Hour / time.Duration(daily)
	for done := 0; done < articles; done += 1000 {
		list := make([]storage.Fetched, 10)
		for i := range list {
			feed := (done/100 + i) % len(ids)
			list[i] = storage.Fetched{Feed: ids[feed], Received: p.now}
			for n := range 100 {
				number := done + i*100 + n
				r := p.write(p.tongues[feed%len(p.tongues)], feed, number, number/4, 900)
				list[i].Articles = append(list[i].Articles, prepare(feeds.Entry{Article: feeds.Article{
					GUID: r.guid, Title: r.title, Link: site(feed) + r.link, Published: p.now.Add(-time.Duration(articles-number) * apart),
				}, Content: r.body + `<p><a href="https://elsewhere.example/` + fmt.Sprint(number/9) + `">more</a></p>`},
					storage.Match{}, site(feed), p.tongues[feed%len(p.tongues)].tag, p.now))
			}
		}
		if _, err := core.db.SaveFetches(b.Context(), list); err != nil {
			b.Fatal(err)
		}
		deriveFront(b, core, p.now)
	}
	for i := range 300 {
		if err := core.db.NoteOpened(b.Context(), feeds.ArticleID(articles-i*20)); err != nil {
			b.Fatal(err)
		}
	}
}

// deriveFront makes a story of every fourth run of four articles a hundred apart, so
// that its articles are of several feeds.
func deriveFront(b *testing.B, core *Core, now time.Time) {
	work, err := core.db.Pending(b.Context(), derivedVersion, 1000, storage.Reach{Since: now})
	if err != nil {
		b.Fatal(err)
	}
	if err := core.noteLinks(b.Context(), work); err != nil {
		b.Fatal(err)
	}
	derived := make([]feeds.Derived, len(work))
	for i, w := range work {
		derived[i] = feeds.Derived{Article: w.ID, Version: derivedVersion, Story: feeds.StoryID(w.ID), Language: w.Language,
			Index: storage.IndexText(w.Article, w.Body.Text), Topics: []feeds.TopicScore{{Topic: feeds.Topics[int(w.ID)%len(feeds.Topics)], Score: 0.5}}}
		if at := int64(w.ID) - 1; at%4 == 0 {
			derived[i].Story = feeds.StoryID(at/1000*1000 + at%100 + 1)
		}
	}
	if err := core.db.SaveDerived(b.Context(), derived); err != nil {
		b.Fatal(err)
	}
}
