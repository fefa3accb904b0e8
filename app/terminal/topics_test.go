package terminal

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestATopicOfOnesOwnIsMadeTriedAndRemoved(t *testing.T) {
	d := fullDesk(t)
	tried := d.ids("topics", "add", "Silver", "--word", "silver", "--dry-run")
	if len(tried) == 0 {
		t.Fatal("nothing would belong to it")
	}
	d.fine("topics", "add", "Silver", "--word", "silver", "--kind", "subject")
	found := d.ids("list", "--topic", "silver", "--limit", "0")
	slices.Sort(found)
	slices.Sort(tried)
	if !slices.Equal(found, tried) {
		t.Errorf("%v belong to it, tried were %v", found, tried)
	}
	own := func() ownTopicRecord {
		for _, r := range lines[ownTopicRecord](t, d.fine("topics", "--json")) {
			if r.Own {
				return r
			}
		}
		return ownTopicRecord{}
	}
	if r := own(); r.Name != "Silver" || r.Articles != len(found) || !slices.Equal(r.Spellings, []string{"silver"}) || r.Kind != "subject" {
		t.Errorf("%+v", r)
	}
	other := d.ids("search", "comet", "--limit", "1")[0]
	d.fine("topics", "add", "silver", "--like", fmt.Sprint(other))
	if r := own(); len(r.Examples) != 1 || len(r.Spellings) != 1 || r.Name != "Silver" {
		t.Errorf("added to, it is %+v", r)
	}
	if why := lines[reasonRecord](t, d.fine("topics", "why", fmt.Sprint(other), "--json")); why[0].Topic != "Silver" || why[0].Why != "you said so" {
		t.Errorf("%+v", why)
	}
	for _, st := range one[frontRecord](t, d.fine("front", "--topic", "Silver", "--json")).Stories {
		if !slices.ContainsFunc(st.Topics, func(s feeds.TopicScore) bool { return s.Topic == "Silver" }) {
			t.Errorf("%+v", st.Topics)
		}
	}
	fits(t, d.fine("topics"), 80)
	d.fine("topics", "remove", "Silver")
	if r := own(); r.Own {
		t.Errorf("removed: %+v", r)
	}
	d.fine("undo")
	if r := own(); r.Name != "Silver" {
		t.Errorf("taken back: %+v", r)
	}
}

func TestTopicsOfAnArticleAreCorrected(t *testing.T) {
	d := fullDesk(t)
	d.fine("topics", "set", "74", "Culture", "health")
	topics := func() (out []feeds.Topic) {
		for _, x := range one[articleRecord](t, d.fine("show", "74", "--json")).Topics {
			out = append(out, x.Topic)
		}
		return out
	}
	if got := topics(); !slices.Equal(got, []feeds.Topic{feeds.Entertainment, feeds.Health}) {
		t.Errorf("%v", got)
	}
	if out := d.fine("topics", "why", "74"); !strings.Contains(out, "you said so") {
		t.Errorf("%q", out)
	}
	d.fine("topics", "set", "74")
	if got := d.run("topics", "why", "74"); len(topics()) != 0 || got.code != nothing {
		t.Errorf("%v, exit %d", topics(), got.code)
	}
}

func TestATopicIsHiddenAndShown(t *testing.T) {
	d := fullDesk(t)
	sport := len(d.ids("list", "--topic", "sport", "--limit", "0"))
	if n := one[map[string]int](t, d.fine("topics", "hide", "sport", "--dry-run", "--json"))["hidden"]; n != sport || n == 0 {
		t.Errorf("it would hide %d of %d", n, sport)
	}
	day := time.Now().AddDate(0, 0, 30).Format(time.DateOnly)
	d.fine("topics", "hide", "sport", "--until", day)
	if left := d.ids("list", "--topic", "sport", "--limit", "0"); len(left) != 0 {
		t.Errorf("%d are left", len(left))
	}
	for _, st := range one[frontRecord](t, d.fine("front", "--json")).Stories {
		if len(st.Topics) > 0 && st.Topics[0].Topic == feeds.Sport {
			t.Errorf("story %d is on the front page", st.ID)
		}
	}
	if out := d.fine("topics"); !strings.Contains(out, "hidden until ") {
		t.Errorf("it is not said to be hidden:\n%s", out)
	}
	d.fine("topics", "hide", "sport") // for ever, in place of that
	if list := lines[muteRecord](t, d.fine("mute", "--json")); len(list) != 1 || list[0].Until != "" || list[0].Hidden != sport {
		t.Errorf("%+v", list)
	}
	d.fine("topics", "show", "sport")
	if again := d.ids("list", "--topic", "sport", "--limit", "0"); len(again) != sport {
		t.Errorf("%d of %d are back", len(again), sport)
	}
}

func TestWordsAreMuted(t *testing.T) {
	d := fullDesk(t)
	found := d.ids("search", "silver", "--limit", "0")
	if out := d.fine("mute", "silver", "--dry-run"); !strings.Contains(out, fmt.Sprint(len(found))) {
		t.Errorf("%q of %d", out, len(found))
	}
	made := one[map[string]int](t, d.fine("mute", "silver", "--until", "7d", "--unless", "Lima", "--json"))
	if made["hidden"] == 0 || made["hidden"] >= len(found) {
		t.Errorf("it hides %d of %d", made["hidden"], len(found))
	}
	if left := d.ids("search", "silver", "--limit", "0"); len(left) != len(found)-made["hidden"] {
		t.Errorf("%d of %d are left", len(left), len(found))
	}
	fits(t, d.fine("--width", "44", "mute"), 44)
	d.fine("mute", "--feed", "Harbour Post")
	list := lines[muteRecord](t, d.fine("mute", "--json"))
	if len(list) != 2 || list[0].Name != "silver" || !strings.Contains(list[1].Name, "Harbour Post") {
		t.Errorf("%+v", list)
	}
	d.fine("mute", "remove", "SILVER")
	d.fine("mute", "remove", fmt.Sprint(list[1].ID))
	if again := d.ids("search", "silver", "--limit", "0"); len(again) != len(found) {
		t.Errorf("%d of %d are back", len(again), len(found))
	}
}

func TestWhenAMuteEnds(t *testing.T) {
	now := time.Date(2026, 3, 12, 18, 0, 0, 0, time.UTC)
	for typed, want := range map[string]time.Time{
		"": {}, "12h": now.Add(12 * time.Hour), "7d": now.AddDate(0, 0, 7), "2w": now.AddDate(0, 0, 14),
		"2026-04-01": time.Date(2026, 4, 1, 0, 0, 0, 0, time.UTC),
	} {
		if got, err := endOf(typed, now); err != nil || !got.Equal(want) {
			t.Errorf("%q: %v, %v", typed, got, err)
		}
	}
	for _, typed := range []string{"d", "-3d", "3", "3y", "2026-03-12", "2026-13-40", "99999999d"} {
		if got, err := endOf(typed, now); err == nil {
			t.Errorf("%q ends %v", typed, got)
		}
	}
}
