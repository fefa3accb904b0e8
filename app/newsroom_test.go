package app

import (
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"tidings/assets/newsroom"
	"tidings/feeds"
)

// room is a core on the demo newsroom after its first refresh. Each test has its
// own: what one does, another does not see.
func room(t *testing.T) (*Demo, map[newsroom.ID]feeds.Article) {
	t.Helper()
	d, err := OpenDemo(t.Context(), Config{Dir: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = d.Close() }) // some tests have closed it
	d.server.Delay = 0
	// Nothing is derived before all is there: which source answers first then
	// does not matter.
	d.derive.turn <- struct{}{}
	if _, err := d.Refresh(t.Context(), Selection{}); err != nil {
		t.Fatal(err)
	}
	<-d.derive.turn
	if err := d.DeriveAll(t.Context()); err != nil {
		t.Fatal(err)
	}
	all := map[newsroom.ID]feeds.Article{}
	for _, a := range listed(t, d.Core, feeds.Scope{}) {
		all[newsroom.LinkID(a.Link)] = a
	}
	return d, all
}

func TestEverySourceOfTheNewsroomIsStored(t *testing.T) {
	d, all := room(t)
	list, err := d.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(list) != len(d.server.Sources()) {
		t.Errorf("%d feeds, want %d", len(list), len(d.server.Sources()))
	}
	for _, s := range d.server.Sources() {
		f := list[slices.IndexFunc(list, func(f feeds.Feed) bool { return strings.Contains(f.URL, "/"+s.Slug+"/") })]
		if f.Name() != s.Title {
			t.Errorf("%s is called %q, want %q", s.Slug, f.Name(), s.Title)
		}
		if s.Broken {
			if f.Fetch.Error != "127.0.0.1 has a problem of its own (500)." || f.Total != 0 {
				t.Errorf("the broken source %s says %q and has %d articles", s.Slug, f.Fetch.Error, f.Total)
			}
			continue
		}
		if want := len(d.server.Articles(s.Slug)); f.Total != want || f.Fetch.Error != "" {
			t.Errorf("%s has %d articles and says %q, want %d and nothing", s.Slug, f.Total, f.Fetch.Error, want)
		}
		for _, a := range d.server.Articles(s.Slug) {
			got, ok := all[a.ID]
			if !ok || got.Title != a.Title || got.Published.Sub(a.Published).Abs() > time.Minute {
				t.Errorf("%s is stored as %q of %v, want %q of %v", a.ID, got.Title, got.Published, a.Title, a.Published)
			}
			if got.Language != s.Language {
				t.Errorf("the language of %s is %q, want %q", a.ID, got.Language, s.Language)
			}
		}
	}
}

func TestASecondRefreshOfTheNewsroomBringsNothing(t *testing.T) {
	d, all := room(t)
	sum := refresh(t, d.Core, Selection{})
	if want := (Report{Feeds: 17, Unchanged: 16, Failed: 1}); sum != want {
		t.Errorf("the second refresh was %+v, want %+v", sum, want)
	}
	list, err := d.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Fetch.Error == "" && f.Fetch.Status != 304 {
			t.Errorf("%s answered %d, want 304", f.Name(), f.Fetch.Status)
		}
	}
	if n := len(listed(t, d.Core, feeds.Scope{})); n != len(all) {
		t.Errorf("%d articles, want %d", n, len(all))
	}
}

func TestAMovedSourceIsFollowed(t *testing.T) {
	d, all := room(t)
	var moved newsroom.Source
	for _, s := range d.server.Sources() {
		if s.Moved != "" {
			moved = s
		}
	}
	id := all[d.server.Articles(moved.Slug)[0].ID].Feed
	for range 3 {
		refresh(t, d.Core, Selection{Feed: id})
	}
	f := feedBy(t, d.Core, id)
	if want := d.URL() + moved.Moved; f.URL != want {
		t.Errorf("the subscription is to %s, want %s", f.URL, want)
	}
	if f.Total != len(d.server.Articles(moved.Slug)) {
		t.Errorf("it has %d articles after it moved", f.Total)
	}
	if sum := refresh(t, d.Core, Selection{Feed: id}); sum.Unchanged != 1 {
		t.Errorf("at its new address: %+v", sum)
	}
}

func TestArticlesOfOneEventAreOneStory(t *testing.T) {
	d, all := room(t)
	// Events that are over within a day: one story in each language.
	for event, languages := range map[string][]string{
		"trade-channel": {"en", "vi"}, "chip-plant": {"en", "vi"}, "under-23": {"en", "vi"}, "comet": {"en"},
		"silver": {"en"}, "chat-rule": {"en", "vi"}, "ferry": {"en"}, "golden-gull": {"en"}, "azores-election": {"en"},
		"iwate-quake": {"en"}, "rice": {"en", "vi"}, "sea-charts": {"en"},
	} {
		for _, lang := range languages {
			stories := map[feeds.StoryID][]newsroom.ID{}
			for _, id := range d.server.Events()[event] {
				if a := all[id]; a.Language == lang {
					stories[a.Story] = append(stories[a.Story], id)
				}
			}
			if len(stories) != 1 {
				t.Errorf("%s in %s is %d stories: %v", event, lang, len(stories), stories)
			}
		}
	}
	// And over everything, days-long events and scripts without spaces included.
	var pairs, together, inStories, right int
	ids := make([]newsroom.ID, 0, len(all))
	for id := range all {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	event := func(id newsroom.ID) string { a, _ := d.server.Article(id); return a.Event }
	for i, x := range ids {
		for _, y := range ids[:i] {
			a, b := all[x], all[y]
			same := event(x) != "" && event(x) == event(y) && a.Language == b.Language
			if same {
				pairs++
			}
			if a.Story == b.Story {
				inStories++
				if same || event(x) == event(y) && event(x) != "" {
					right++
				}
				if same {
					together++
				}
			}
		}
	}
	t.Logf("of %d pairs of one event and language %d are in one story; of %d pairs in one story %d are of one event", pairs, together, inStories, right)
	if together*100 < pairs*58 {
		t.Errorf("only %d of %d pairs of one event are in one story", together, pairs)
	}
	if right*100 < inStories*80 {
		t.Errorf("only %d of %d pairs in one story are of one event", right, inStories)
	}
}

func TestCoverageNamesTheFirstReportAndWhoCopied(t *testing.T) {
	d, all := room(t)
	wire := all["orbit-wire/trade-channel-nine-documents"]
	c, err := d.Coverage(t.Context(), wire.ID)
	if err != nil {
		t.Fatal(err)
	}
	first, sources := 0, map[feeds.FeedID]bool{}
	copies := map[newsroom.ID]feeds.ArticleID{}
	for i, m := range c.Members {
		if m.First {
			first++
			if i != 0 {
				t.Errorf("the first report is at place %d", i)
			}
		}
		if i > 0 && m.Date().Before(c.Members[i-1].Date()) {
			t.Errorf("%s is out of order", m.Title)
		}
		sources[m.Feed] = true
		copies[newsroom.LinkID(m.Link)] = m.CopyOf
		if m.ID != feeds.ArticleID(c.Story.ID) && m.Why == "" { // else it founded the story
			t.Errorf("it does not say why %q belongs here", m.Title)
		}
	}
	if first != 1 || len(c.Members) != c.Story.Articles || len(sources) != c.Story.Sources || len(sources) < 4 {
		t.Errorf("%d first reports; %d members of %d sources, the story says %+v", first, len(c.Members), len(sources), c.Story)
	}
	for id, of := range copies {
		a, _ := d.server.Article(id)
		if a.CopyOf != "" && of == 0 {
			t.Errorf("%s is a copy and is not called one", id)
		}
		if a.CopyOf == "" && of != 0 {
			t.Errorf("%s is called a copy of %d", id, of)
		}
	}
	for _, r := range c.Related {
		if r.Story == wire.Story {
			t.Errorf("%q is related and in the story, too", r.Title)
		}
	}
	if len(c.Related) == 0 || c.Related[0].Why == "" || len(c.Related) > relatedShown {
		t.Errorf("related are %+v", c.Related)
	}
}

func TestTopicsOfClearCasesAreRight(t *testing.T) {
	_, all := room(t)
	for id, want := range map[newsroom.ID]feeds.Topic{
		"harbour-post/rowing-final": feeds.Sport, "delta-courier/under-23-late-winner": feeds.Sport,
		"bao-phuong-nam/u23-thang-jordan": feeds.Sport, "gangkou-ribao/dragon-boat-final": feeds.Sport,
		"diario-da-enseada/hoquei-final": feeds.Sport, "diario-da-enseada/acores-resultado": feeds.Politics,
		"harbour-post/azores-balance": feeds.Politics, "harbour-post/silver-quotas-lima": feeds.Business,
		"morgenblatt/silber-lizenzen": feeds.Business, "gangkou-ribao/silver-record": feeds.Business,
		"harbour-post/sanderling-survives": feeds.Science, "morgenblatt/kometensonde": feeds.Science,
		"morgenblatt/dunklere-stationen": feeds.Health, "gangkou-ribao/ward-lights": feeds.Health,
		"bao-phuong-nam/benh-vien-giam-den": feeds.Health, "morgenblatt/hochwasser-scheitel": feeds.Environment,
		"lantern-review/salt-ledger-review": feeds.Entertainment, "harbour-post/charts-in-drainpipes": feeds.Crime,
		"bao-phuong-nam/luat-du-lieu-khuon-mat": feeds.Technology, "harbour-post/bread-on-the-ferry": feeds.Lifestyle,
	} {
		a := all[id]
		if len(a.Topics) == 0 || a.Topics[0].Topic != want {
			t.Errorf("%s (%s) is about %v, want %s", id, a.Title, a.Topics, want)
		}
	}
}

func TestSearchFindsWhatPeopleType(t *testing.T) {
	d, all := room(t)
	for text, want := range map[string]newsroom.ID{
		"lap ky luc":         "bao-phuong-nam/bac-lap-ky-luc",
		"bệnh viện":          "bao-phuong-nam/benh-vien-giam-den",
		"benh vien":          "bao-phuong-nam/benh-vien-giam-den",
		"白银":                 "gangkou-ribao/silver-record",
		"罢工":                 "gangkou-ribao/rotterdam-strike-day-two",
		"pünktlich":          "morgenblatt/bahn-puenktlich",
		"punktlich":          "morgenblatt/bahn-puenktlich",
		"weisskohl":          "morgenblatt/kohlrouladen",
		"Weißkohl":           "morgenblatt/kohlrouladen",
		"harbour towns tide": "harbour-post/spring-tide-harbour-towns",
		`"harbour towns"`:    "harbour-post/spring-tide-harbour-towns",
	} {
		found := listed(t, d.Core, feeds.Scope{Text: text, Order: feeds.Relevance})
		if !slices.ContainsFunc(found, func(a feeds.Article) bool { return a.ID == all[want].ID }) {
			t.Errorf("%q finds %d articles and not %s", text, len(found), want)
		}
	}
}

func TestTheFrontPageIsRankedBySources(t *testing.T) {
	d, _ := room(t)
	p, err := d.FrontPage(t.Context(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Stories) < 10 || p.Stories[0].Story.Sources < 3 {
		t.Fatalf("the front page has %d stories, the first of %d sources", len(p.Stories), p.Stories[0].Story.Sources)
	}
	sources := map[feeds.FeedID]bool{}
	seen := map[feeds.StoryID]bool{}
	for i, s := range p.Stories {
		if i > 0 && s.Score > p.Stories[i-1].Score {
			t.Errorf("story %d outweighs the one before", i)
		}
		if seen[s.ID] {
			t.Errorf("%q is there twice", s.Lead.Title)
		}
		seen[s.ID] = true
		sources[s.Lead.Feed] = true
		own := map[feeds.FeedID]bool{s.Lead.Feed: true}
		for _, m := range s.Others {
			if own[m.Feed] {
				t.Errorf("%q names a source twice", s.Lead.Title)
			}
			own[m.Feed] = true
			sources[m.Feed] = true
		}
		if len(own) != s.Sources {
			t.Errorf("%q shows %d of %d sources", s.Lead.Title, len(own), s.Sources)
		}
	}
	if p.Sources != len(sources) || p.Total < len(p.Stories) {
		t.Errorf("the page says %d sources and %d stories; there are %d and %d", p.Sources, p.Total, len(sources), len(p.Stories))
	}
	sport, err := d.FrontPage(t.Context(), []feeds.Topic{feeds.Sport})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sport.Stories {
		if !about(s.Topics, []feeds.Topic{feeds.Sport}) {
			t.Errorf("%q is not about sport: %v", s.Lead.Title, s.Topics)
		}
	}
	if len(sport.Stories) == 0 || len(sport.Stories) >= len(p.Stories) {
		t.Errorf("%d stories about sport, %d in all", len(sport.Stories), len(p.Stories))
	}
}

func TestEverythingIsReadableWithoutTheServer(t *testing.T) {
	d, all := room(t)
	starred := all["harbour-post/port-strike-outline"]
	if err := d.SetStarred(t.Context(), true, starred.ID); err != nil {
		t.Fatal(err)
	}
	dir := d.Dir()
	if err := d.Close(); err != nil { // the core and the server
		t.Fatal(err)
	}

	core := openCore(t, Config{Dir: dir})
	if n := len(listed(t, core, feeds.Scope{})); n != len(all) {
		t.Errorf("%d articles, want %d", n, len(all))
	}
	for id, a := range all {
		if body, err := core.Body(t.Context(), a.ID); err != nil || body.Text == "" {
			t.Errorf("the text of %s is %q, %v", id, body.Text, err)
		}
	}
	if got := titles(t, core, feeds.Scope{StarredOnly: true}); !slices.Equal(got, []string{starred.Title}) {
		t.Errorf("starred are %q", got)
	}
	c, err := core.Coverage(t.Context(), starred.ID)
	if err != nil || len(c.Members) < 2 {
		t.Errorf("full coverage has %d articles, %v", len(c.Members), err)
	}
	if found := listed(t, core, feeds.Scope{Text: "rotterdam"}); len(found) < 5 {
		t.Errorf("%d articles are found", len(found))
	}

	sum := refresh(t, core, Selection{})
	if sum.Failed != sum.Feeds || sum.Feeds == 0 {
		t.Errorf("the refresh was %+v, want all to fail", sum)
	}
	list, err := core.Feeds(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range list {
		if f.Fetch.Error != "127.0.0.1 does not accept connections." || f.Fetch.ETag == "" && f.Total > 0 && f.Fetch.LastModified == "" {
			t.Errorf("%s says %q, with validators %q, %q", f.Name(), f.Fetch.Error, f.Fetch.ETag, f.Fetch.LastModified)
		}
	}
	if n := len(listed(t, core, feeds.Scope{})); n != len(all) {
		t.Errorf("after that %d articles, want %d", n, len(all))
	}
}

func TestBreakingNewsArrivesAndJoinsItsStory(t *testing.T) {
	d, all := room(t)
	of, _ := d.server.Article("harbour-post/ferry-to-alexandria")
	extra := of
	extra.ID, extra.Title = "pacific-sentinel/ferry-extra", of.Title+", and carry trains"
	extra.Published, extra.Section, extra.Picture, extra.Caption = time.Time{}, "", "", ""
	var told atomic.Bool
	heard := make(chan struct{})
	stop := d.Listen(func(ch Change) {
		if ch.Articles && told.CompareAndSwap(false, true) {
			close(heard)
		}
	})
	defer stop()
	if err := d.server.Publish(extra); err != nil {
		t.Fatal(err)
	}
	if sum := refresh(t, d.Core, Selection{}); sum.New != 1 {
		t.Fatalf("the refresh was %+v", sum)
	}
	<-heard
	a := articleCalled(t, d.Core, extra.Title)
	if want := all["harbour-post/ferry-to-alexandria"].Story; a.Story != want {
		t.Errorf("it is in story %d, want %d", a.Story, want)
	}
}
