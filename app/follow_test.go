package app

import (
	"testing"
	"time"
)

func TestTheReaderIsToldOfDevelopments(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	d.check(d.core.Follow(t.Context(), d.article(ids[0]).Story))
	if news := d.core.News(); len(news) != 0 {
		t.Errorf("%+v", news)
	}
	d.now = d.now.Add(time.Hour)
	late := d.report("lantern", "Divers inspect ferry Aurelia off Quellport", "Divers inspected the ferry Aurelia, aground off Quellport, whose 212 passengers were rescued. Captain Ondrej Vask waits.", 30)
	if !d.together(ids[0], late) {
		t.Fatal("it is not of the story")
	}
	news := d.core.News()
	if len(news) != 1 || len(news[0].Articles) != 1 || news[0].Text != "One more report, now 4 sources: Divers inspect ferry Aurelia off Quellport" {
		t.Fatalf("%+v", news)
	}
	list, err := d.core.Followed(t.Context())
	d.check(err)
	if len(list) != 1 || list[0].New != 1 || list[0].Quiet {
		t.Errorf("%+v", list)
	}
	d.now = d.now.Add(time.Hour)
	d.report("beacon", "Ferry Aurelia refloated off Quellport", "The ferry Aurelia was refloated off Quellport; its 212 passengers had been rescued, captain Ondrej Vask said.", 10)
	if news := d.core.News(); len(news) != 0 {
		t.Errorf("told again within three hours: %+v", news)
	}
	d.now = d.now.Add(3 * time.Hour)
	if news := d.core.News(); len(news) != 1 || len(d.core.News()) != 0 {
		t.Errorf("%+v", news)
	}
	d.check(d.core.StorySeen(t.Context(), d.article(ids[0]).Story))
	if list, _ = d.core.Followed(t.Context()); list[0].New != 0 {
		t.Errorf("%+v", list)
	}
	d.now = d.now.Add(8 * 24 * time.Hour)
	news = d.core.News()
	if len(news) != 1 || len(news[0].Articles) != 0 || len(d.core.News()) != 0 {
		t.Errorf("%+v", news)
	}
	if list, _ = d.core.Followed(t.Context()); len(list) != 1 || !list[0].Quiet {
		t.Errorf("%+v", list)
	}
}

// A second article of a source on the same day, and a copy, are no news.
func TestOnlyNewSourcesAndNewDaysAreDevelopments(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	d.check(d.core.Follow(t.Context(), d.article(ids[0]).Story))
	d.now = d.now.Add(time.Hour)
	d.report("harbour", "Ferry Aurelia still aground off Quellport", "The ferry Aurelia was still aground off Quellport in the afternoon, after 212 passengers were rescued, captain Ondrej Vask said.", 30)
	if news := d.core.News(); len(news) != 0 {
		t.Errorf("%+v", news)
	}
	d.now = d.now.Add(24 * time.Hour)
	late := d.report("harbour", "Ferry Aurelia off Quellport: the day after", "A crane ship is to lift the ferry Aurelia from its sandbank at Quellport. The 212 passengers went home by bus, and captain Ondrej Vask was questioned for hours.", 30)
	if news := d.core.News(); len(news) != 1 {
		t.Errorf("%+v, one story: %v", news, d.together(ids[0], late))
	}
}

func TestAFollowGoesWithAStoryThatIsMerged(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	other := d.report("lantern", "Council votes on parking", "The council of Tolva voted on parking fees for residents.", 1000)
	d.check(d.core.Follow(t.Context(), d.article(other).Story))
	merged, err := d.core.MergeStories(t.Context(), d.article(ids[0]).Story, d.article(other).Story)
	d.check(err)
	list, err := d.core.Followed(t.Context())
	d.check(err)
	if len(list) != 1 || list[0].ID != merged || list[0].Articles != 4 {
		t.Errorf("%+v", list)
	}
	d.undo()
	if list, _ = d.core.Followed(t.Context()); len(list) != 1 || list[0].ID != d.article(other).Story {
		t.Errorf("%+v", list)
	}
}

func TestOpeningIsRemembered(t *testing.T) {
	d := newDesk(t)
	ids := d.ferry()
	d.check(d.core.Opened(t.Context(), ids[1]))
	d.check(d.core.SetRead(t.Context(), true, ids[0]))
	list, err := d.core.db.Openings(t.Context(), d.now.Add(-time.Hour), 9)
	d.check(err)
	if a := d.article(ids[1]); len(list) != 1 || list[0].Feed != a.Feed || !list[0].At.Equal(d.now) {
		t.Errorf("%+v", list)
	}
}
