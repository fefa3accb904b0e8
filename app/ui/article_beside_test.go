package ui

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
	"tidings/feeds"
)

// rowsOf are the rows among the elements of a page, by their titles.
func rowsOf(list []pageElement) (out []pageRow) {
	for _, e := range list {
		if r, ok := e.(pageRow); ok {
			out = append(out, r)
		}
	}
	return out
}

func titlesOf(rows []pageRow) (out []string) {
	for _, r := range rows {
		out = append(out, r.title)
	}
	return out
}

// covered puts a story beside the article that is shown: the first report, a copy of
// its text in another source, and the article itself.
func coveredFixture(t *testing.T) *libraryFixture {
	f := newLibraryFixture(t)
	f.openKey("all")
	f.timeline.advance(1)
	at := func(id feeds.ArticleID, feed feeds.FeedID, hours int, copyOf feeds.ArticleID) feeds.Member {
		when := frontNow.Add(time.Duration(hours) * time.Hour)
		return feeds.Member{Article: feeds.Article{ID: id, Feed: feed, Title: fmt.Sprintf("Report %d", id), Published: when, Received: when, Language: "vi"}, CopyOf: copyOf, First: id == 901, Why: "dam"}
	}
	own := feeds.Member{Article: f.article.a}
	f.article.a.Language = "en"
	f.article.beside = app.Coverage{
		Story:   feeds.Story{ID: feeds.StoryID(f.article.a.ID), Sources: 3, Articles: 3},
		Members: []feeds.Member{at(901, 11, 0, 0), at(902, 12, 1, 901), own},
		Related: []feeds.Relation{{Article: at(903, 11, -90, 0).Article, Why: "Aruna"}},
	}
	return f
}

func TestTheFullCoverageFoldsCopiesUntilTheyAreAskedFor(t *testing.T) {
	f := coveredFixture(t)
	rows := rowsOf(f.article.coverage())
	if got := titlesOf(rows); !slices.Equal(got, []string{"Report 901"}) {
		t.Fatalf("the rows are %q", got)
	}
	first := rows[0]
	if len(first.badges) != 2 || first.badges[0].text != "first" || first.hint != "dam" || !strings.HasSuffix(first.meta, " · VI") {
		t.Errorf("the first report is shown as %+v", first)
	}
	first.badges[1].tap()
	if got := titlesOf(rowsOf(f.article.coverage())); !slices.Equal(got, []string{"Report 901", "Report 902"}) {
		t.Errorf("unfolded, the rows are %q", got)
	}
	if got := titlesOf(rowsOf(f.article.related())); !slices.Equal(got, []string{"Report 903"}) {
		t.Errorf("related are %q", got)
	}
}

func TestARowOfTheFullCoverageHasAMenuOfItsOwn(t *testing.T) {
	f := coveredFixture(t)
	f.article.again()
	var names []string
	for _, b := range f.article.page.boxes {
		for i := range b.zones {
			if z := &b.zones[i]; z.items != nil {
				for _, it := range f.article.page.menu(pageSpot{box: b, zone: z}) {
					names = append(names, it.Label)
				}
			}
		}
	}
	if !slices.Contains(names, "This is not about it") || slices.Contains(names, "Select all") {
		t.Errorf("the menu has %q", names)
	}
}

func TestALongArticleIsSaidInShortAndEscapeTakesThatAway(t *testing.T) {
	f := newLibraryFixture(t)
	var text strings.Builder
	for i := range 60 {
		fmt.Fprintf(&text, "<![CDATA[<p>The dam of Aruna held for the %dth night, and the engineers counted the water again.</p>]]>", i)
	}
	f.site.say(text.String())
	f.fetch()
	f.openKey("all")
	f.timeline.advance(1)
	if f.article.a.Words < summaryFrom {
		t.Fatalf("the article has %d words", f.article.a.Words)
	}
	f.typedRune('i')
	if len(f.article.short.list) == 0 && f.article.short.why == "" {
		t.Fatalf("nothing is said: %+v", f.article.short)
	}
	if len(f.article.summary()) != 1 {
		t.Error("it is not on the page")
	}
	was := len(f.past)
	f.typedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	if f.article.short.shown() || len(f.past) != was {
		t.Error("Escape did not take it away, or went back as well")
	}
}

func TestAShortArticleIsNotSaidInShort(t *testing.T) {
	f := newLibraryFixture(t)
	f.openKey("all")
	f.timeline.advance(1)
	f.typedRune('i')
	if f.article.short.shown() {
		t.Error("a short article was made shorter")
	}
}

func TestAStoryIsFollowedAndLeftByOneKey(t *testing.T) {
	f := newLibraryFixture(t)
	if err := f.core.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	f.told()
	f.timeline.advance(1)
	story := f.article.a.Story
	if story == 0 {
		t.Fatal("the article is in no story")
	}
	f.typedRune('w')
	if !f.following.has(story) {
		t.Fatal("the story is not followed")
	}
	f.typedRune('u')
	f.following.reload()
	if f.following.has(story) {
		t.Error("undo did not take it back")
	}
	f.typedRune('w')
	f.typedRune('w')
	if f.following.has(story) {
		t.Error("the second time did not end it")
	}
}
