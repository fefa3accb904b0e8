package app

import (
	"slices"
	"testing"

	"tidings/assets/newsroom"
	"tidings/feeds"
)

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

// Names and numbers that several languages write alike suggest where else a story is
// told. A wrong suggestion is worse than none.
func TestStoriesAreFoundInOtherLanguages(t *testing.T) {
	d, all := room(t)
	stories := map[feeds.StoryID][]newsroom.ID{}
	for id, a := range all {
		stories[a.Story] = append(stories[a.Story], id)
	}
	// A story may hold an article that is not of its event; what it is about is what
	// most of its articles tell, whichever of them comes first.
	about := func(id feeds.StoryID) string {
		counts := map[string]int{}
		for _, member := range stories[id] {
			a, _ := d.server.Article(member)
			counts[a.Event]++
		}
		best := ""
		for event, n := range counts {
			if n > counts[best] || n == counts[best] && event > best {
				best = event
			}
		}
		return best
	}
	found, wrong := 0, 0
	for id, ids := range stories {
		page, err := d.StoryPage(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		for _, other := range page.Elsewhere {
			found++
			if other.Lead.Language == all[ids[0]].Language {
				t.Errorf("%q is in the same language as %q", other.Lead.Title, all[ids[0]].Title)
			}
			if x, y := about(id), about(other.ID); x != y || x == "" {
				wrong++
				t.Logf("%s (%s) and %s (%s)", ids[0], x, newsroom.LinkID(other.Lead.Link), y)
			}
		}
	}
	t.Logf("%d stories found in other languages, %d of another event or of none", found, wrong)
	if found < 25 || wrong*10 > found {
		t.Errorf("of %d stories in other languages %d are wrong", found, wrong)
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
	p, err := d.FrontPage(t.Context(), FrontWishes{})
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
	sport, err := d.FrontPage(t.Context(), FrontWishes{Topics: []feeds.Topic{feeds.Sport}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range sport.Stories {
		if !shares(s.Topics, []feeds.Topic{feeds.Sport}) {
			t.Errorf("%q is not about sport: %v", s.Lead.Title, s.Topics)
		}
	}
	if len(sport.Stories) == 0 || len(sport.Stories) >= len(p.Stories) {
		t.Errorf("%d stories about sport, %d in all", len(sport.Stories), len(p.Stories))
	}
}
