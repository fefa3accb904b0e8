package terminal

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"tidings/feeds"
)

// pressOffice is a site without a feed, with four releases on its page.
func pressOffice(t *testing.T) string {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path != "/press" {
			http.NotFound(w, r)
			return
		}
		w.Header().Set("Content-Type", "text/html")
		fmt.Fprint(w, `<title>Press office</title><ul>`)
		for i := range 4 {
			fmt.Fprintf(w, `<li class="release"><a href="/press/%d">Release number %[1]d about the harbour bridge</a> <b>House %[1]d</b></li>`, i)
		}
	}))
	t.Cleanup(server.Close)
	return server.URL + "/press"
}

func TestASiteWithoutAFeedIsAddedByItsPage(t *testing.T) {
	url, d := pressOffice(t), emptyDesk(t)
	got := d.run("add", "--list", url)
	if got.code != 0 || !strings.Contains(got.err, onlyPage) || !strings.Contains(got.out, "1 way to read it:") || !strings.Contains(got.out, "Release number 0") || !strings.Contains(got.out, "li.release") {
		t.Errorf("exit %d, %s\n%s", got.code, got.err, got.out)
	}
	if several := d.run("add", url, url+"?x=1"); several.code == 0 || !strings.Contains(several.err, "has no feed") {
		t.Errorf("of several: exit %d, %s", several.code, several.err)
	}
	added := one[addedRecord](t, d.fine("add", "--json", "--title", "b", url))
	if added.Report.New != 4 || len(added.Found) != 1 || added.Found[0].Recipe == nil || added.Found[0].Recipe.Title != "b" || added.Found[0].Samples[0].Title != "House 0" {
		t.Errorf("added %+v", added)
	}
	wrong := d.run("add", url, "--items", "li[")
	if wrong.code == 0 || !strings.Contains(wrong.err, "“li[”") {
		t.Errorf("a wrong selector: exit %d, %s", wrong.code, wrong.err)
	}
}

func TestHowAPageIsReadIsChanged(t *testing.T) {
	url, d := pressOffice(t), emptyDesk(t)
	d.fine("add", url, "--items", "ul", "--title", "b")
	got := d.run("feeds", "1", "--page")
	if got.code != 0 || !strings.Contains(got.out, "Release number 2") || !strings.Contains(got.err, "tidingsctl undo") {
		t.Errorf("exit %d, %s\n%s", got.code, got.err, got.out)
	}
	if h := one[healthRecord](t, d.fine("feeds", "1", "--json")); h.Recipe == nil || h.Recipe.Kind != feeds.RecipeList || h.Recipe.Title != "" || h.Total != 4 {
		t.Errorf("it is %+v", h)
	}
	if again := d.run("feeds", "1", "--page"); again.code != 0 || !strings.Contains(again.err, "so already") {
		t.Errorf("again: exit %d, %s", again.code, again.err)
	}
	d.fine("undo")
	if out := d.fine("feeds", "1"); !strings.Contains(out, "headline at “b”") {
		t.Errorf("after undo it is\n%s", out)
	}
}
