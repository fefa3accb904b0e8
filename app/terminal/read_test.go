package terminal

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestListShowsTheScope(t *testing.T) {
	d := fullDesk(t)
	all := lines[articleRecord](t, d.fine("list", "--limit", "0", "--json"))
	if len(all) <= pageSize {
		t.Fatalf("%d articles do not fill a page", len(all))
	}
	d.fine("read", fmt.Sprint(all[0].ID))
	d.fine("star", fmt.Sprint(all[1].ID))
	d.fine("later", fmt.Sprint(all[2].ID))
	is := func(topic feeds.Topic) func(articleRecord) bool {
		return func(a articleRecord) bool {
			return slices.ContainsFunc(a.Topics, func(s feeds.TopicScore) bool { return s.Topic == topic })
		}
	}
	business, sport := is(feeds.Business), is(feeds.Sport)
	for name, test := range map[string]struct {
		args []string
		want func(articleRecord) bool
	}{
		"unread":            {[]string{"unread"}, func(a articleRecord) bool { return a.ID != all[0].ID }},
		"starred":           {[]string{"--starred"}, func(a articleRecord) bool { return a.ID == all[1].ID }},
		"later":             {[]string{"later"}, func(a articleRecord) bool { return a.ID == all[2].ID }},
		"feed by number":    {[]string{"--feed", fmt.Sprint(all[3].Feed)}, func(a articleRecord) bool { return a.Feed == all[3].Feed }},
		"feed by name":      {[]string{"--feed", strings.ToLower(all[3].Source)}, func(a articleRecord) bool { return a.Feed == all[3].Feed }},
		"a topic":           {[]string{"--topic", "business"}, business},
		"a topic by name":   {[]string{"--topic", "Culture"}, is(feeds.Entertainment)},
		"one of two topics": {[]string{"--topic", "business", "--topic", "sport"}, func(a articleRecord) bool { return business(a) || sport(a) }},
		"a topic and no other": {[]string{"--topic", "business", "--not-topic", "world"}, func(a articleRecord) bool {
			return business(a) && !is(feeds.World)(a)
		}},
	} {
		t.Run(name, func(t *testing.T) {
			got := lines[articleRecord](t, d.fine(append([]string{"list", "--json", "--limit", "0"}, test.args...)...))
			var ids, want []feeds.ArticleID
			for _, a := range got {
				ids = append(ids, a.ID)
			}
			for _, a := range all {
				if test.want(a) {
					want = append(want, a.ID)
				}
			}
			if len(want) == 0 || !slices.Equal(ids, want) {
				t.Errorf("%v, want %v", ids, want)
			}
		})
	}
	oldest := lines[articleRecord](t, d.fine("list", "--order", "oldest", "--limit", "1", "--json"))
	if oldest[0].ID != all[len(all)-1].ID {
		t.Errorf("the oldest is %d, want %d", oldest[0].ID, all[len(all)-1].ID)
	}
}

func TestListsFitTheTerminal(t *testing.T) {
	d := fullDesk(t)
	all := lines[articleRecord](t, d.fine("list", "--limit", "0", "--json"))
	all = slices.DeleteFunc(all, func(a articleRecord) bool { return len(a.Topics) == 0 })
	longest := fmt.Sprint(slices.MaxFunc(all, func(a, b articleRecord) int { return cmp.Compare(a.Words, b.Words) }).ID)
	for _, args := range [][]string{
		{"list", "--limit", "0"}, {"front"}, {"topics"}, {"feeds"}, {"story", "1"}, {"show", "1"},
		{"search", "chip", "plant"}, {"front", "--by-time"}, {"story", "1", "--summary"}, {"summary", longest}, {"topics", "why", longest},
	} {
		for _, width := range []int{80, 44} {
			out := d.fine(append([]string{"--width", fmt.Sprint(width)}, args...)...)
			fits(t, out, width)
		}
	}
}

func TestSearchFindsInEveryLanguage(t *testing.T) {
	d := fullDesk(t)
	for _, words := range []string{"chip plant", "thoa thuan", "代表团", "베트남", "Handelskanal"} {
		got := d.run(append([]string{"search", "--json"}, strings.Fields(words)...)...)
		list := lines[articleRecord](t, got.out)
		if got.code != fine || len(list) == 0 {
			t.Errorf("%s: exit %d, %s", words, got.code, got.err)
			continue
		}
		if strings.ContainsAny(list[0].Snippet, "\x02\x03") {
			t.Errorf("%s: marks in %q", words, list[0].Snippet)
		}
	}
	if got := d.run("search", "xyzzyplugh"); got.code != nothing || got.out != "" {
		t.Errorf("nothing: exit %d, %q", got.code, got.out)
	}
	if got := d.run("search", "chip )"); got.code != misuse || strings.Contains(got.err, "went wrong") {
		t.Errorf("a wrong search: exit %d, %q", got.code, got.err)
	}
}

func TestFrontPageLeadsToStoriesAndArticles(t *testing.T) {
	d := fullDesk(t)
	page := one[frontRecord](t, d.fine("front", "--json"))
	if len(page.Stories) < 5 || page.Stories[0].Sources < 2 || page.Stories[0].Lead == nil {
		t.Fatalf("%d stories, the first %+v", len(page.Stories), page.Stories)
	}
	first := page.Stories[0]
	byStory := d.fine("story", "--json", fmt.Sprint(first.ID))
	byLead := d.fine("story", "--json", fmt.Sprint(first.Lead.ID))
	if byStory != byLead {
		t.Error("a story is another one by the number of its article")
	}
	st := one[storyPageRecord](t, byStory)
	if len(st.Articles) != first.Count || !st.Articles[0].First || st.Sources != first.Sources {
		t.Errorf("%+v, want %d articles of %d sources", st, first.Count, first.Sources)
	}
	if !slices.IsSortedFunc(st.Articles, func(a, b articleRecord) int { return strings.Compare(a.Published, b.Published) }) {
		t.Error("a story is not in the order of time")
	}
	out := d.fine("front")
	title := strings.Fields(first.Lead.Title)[0]
	if !strings.Contains(out, title) || !strings.Contains(out, first.Why) || first.Independent < 2 {
		t.Errorf("the front page lacks %q:\n%s", title, out)
	}
	for _, r := range one[frontRecord](t, d.fine("front", "--topic", "sport", "--json")).Stories {
		if !slices.ContainsFunc(r.Topics, func(s feeds.TopicScore) bool { return s.Topic == feeds.Sport }) {
			t.Errorf("story %d is about %v", r.ID, r.Topics)
		}
	}
}

func TestRelatedGivesReasons(t *testing.T) {
	d := fullDesk(t)
	page := one[frontRecord](t, d.fine("front", "--json"))
	for _, st := range page.Stories {
		got := d.run("related", "--json", fmt.Sprint(st.Lead.ID))
		if got.code == nothing {
			continue
		}
		for _, r := range lines[articleRecord](t, got.out) {
			if r.Why == "" || r.Score <= 0 || r.ID == st.Lead.ID {
				t.Errorf("related to %d: %+v", st.Lead.ID, r)
			}
		}
		fits(t, d.fine("related", fmt.Sprint(st.Lead.ID)), 80)
		return
	}
	t.Error("nothing is related to anything on the front page")
}

func TestTopicsAreCounted(t *testing.T) {
	d := fullDesk(t)
	sum := 0
	for _, r := range lines[topicRecord](t, d.fine("topics", "--json")) {
		if !r.Topic.Known() || r.Name == "" {
			t.Errorf("%+v", r)
		}
		sum += r.Articles
	}
	if sum == 0 {
		t.Error("no article has a topic")
	}
}

func TestShowPrintsTheArticleInEveryForm(t *testing.T) {
	n, url := room(t)
	d := emptyDesk(t)
	d.runWith(string(n.OPML(url)), "import", "-")
	d.run("refresh")
	var short articleRecord // of a feed that gives leads only
	for _, a := range lines[articleRecord](t, d.fine("list", "--limit", "0", "--json")) {
		for _, s := range n.Sources() {
			if !s.Full && !s.Broken && s.Title == a.Source && short.ID == 0 {
				short = a
			}
		}
	}
	if short.ID == 0 {
		t.Fatal("every feed is full")
	}
	id := fmt.Sprint(short.ID)
	before := one[articleRecord](t, d.fine("show", "--json", id))
	after := one[articleRecord](t, d.fine("show", "--json", "--full", id))
	if !after.FullText || len(after.Text) <= len(before.Text) {
		t.Errorf("the full text has %d bytes, the feed's %d", len(after.Text), len(before.Text))
	}
	feed := one[articleRecord](t, d.fine("show", "--json", "--feed-text", id))
	if feed.Text != before.Text || feed.HTML != before.HTML {
		t.Errorf("the feed's own text is %q, was %q", feed.Text, before.Text)
	}
	if html := d.fine("show", "--html", id); strings.TrimSpace(html) != strings.TrimSpace(after.HTML) || !strings.Contains(html, "<p>") {
		t.Errorf("HTML %.80q", html)
	}
	out := d.fine("show", id)
	if !strings.Contains(out, after.Source) || !strings.Contains(out, after.Link) {
		t.Errorf("the head is missing:\n%s", out)
	}
	if again := one[articleRecord](t, d.fine("show", "--json", id)); again.Read {
		t.Error("showing an article marked it as read")
	}
}
