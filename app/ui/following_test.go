package ui

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"tidings/app"
)

// told remembers what the system was asked to tell.
type told struct {
	fyne.App
	list []*fyne.Notification
}

func (a *told) SendNotification(n *fyne.Notification) { a.list = append(a.list, n) }

const damText = "The dam of Aruna held through the night, said engineers of Vantia, after the river Orsk rose to nine metres. " +
	"Four thousand people of Lower Aruna slept in the school of Mirela. The mayor, Tesni Quarles, thanked the engineers."

// secondPaper writes about the dam once it is asked to.
func secondPaper(t *testing.T) string {
	s := httptest.NewServer(http.HandlerFunc(func(rw http.ResponseWriter, _ *http.Request) {
		fmt.Fprintf(rw, `<?xml version="1.0"?><rss version="2.0"><channel><title>Second Paper</title>
			<item><title>Aruna dam: Vantia engineers relieved, mayor Tesni Quarles thanks them</title><guid>x</guid><pubDate>%s</pubDate>
			<description>Engineers of Vantia are relieved: Aruna dam held while the Orsk stood at nine metres. In Mirela, people of Lower Aruna went home from the school in the morning; mayor Tesni Quarles spoke of luck.</description></item>
			</channel></rss>`, time.Now().Add(-10*time.Minute).Format(time.RFC1123Z))
	}))
	t.Cleanup(s.Close)
	return s.URL
}

// followedFixture follows the story of the dam, about which more has come. tells says
// whether the system is to tell.
func followedFixture(t *testing.T, tells bool) (*libraryFixture, *told) {
	t.Helper()
	f := newLibraryFixture(t)
	system := &told{App: f.app}
	f.app = system
	if !tells {
		f.following.toggleNotify()
	}
	catchUp := func() {
		f.fetch()
		if err := f.core.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		f.told()
	}
	f.site.say(damText)
	catchUp()
	f.timeline.advance(1)
	id := f.article.a.Story
	f.following.turn(id, f.article.a.Title)
	f.openKey("front")
	if _, err := f.core.Subscribe(t.Context(), app.Found{URL: secondPaper(t)}, 0); err != nil {
		t.Fatal(err)
	}
	catchUp()
	f.changed(app.Change{Followed: true})
	if s, _, err := f.core.Story(t.Context(), id); err != nil || s.Articles != 2 {
		t.Fatalf("the story has %d articles, %v", s.Articles, err)
	}
	return f, system
}

func TestTheSystemTellsOnceThatAFollowedStoryGoesOn(t *testing.T) {
	f, system := followedFixture(t, true)
	f.changed(app.Change{Followed: true})
	if len(system.list) != 1 || system.list[0].Title == "" || system.list[0].Content == "" {
		t.Errorf("told %+v", system.list)
	}
}

func TestNothingIsToldWhereTheReaderWantsNone(t *testing.T) {
	f, system := followedFixture(t, false)
	f.following.toggleNotify()
	f.changed(app.Change{Followed: true})
	if len(system.list) != 0 {
		t.Errorf("told %+v; what came while nothing was to be told is not told later", system.list)
	}
}
