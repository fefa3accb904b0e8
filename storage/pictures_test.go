package storage

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

// save stores what is known of a picture whose content is a text.
func (d *desk) save(address, content string) Content {
	d.t.Helper()
	c := ContentOf([]byte(content))
	check(d.t, d.db.SavePicture(d.t.Context(), address, c, len(content)))
	return c
}

// look notes the pictures of an article; addresses of the same are parted by a space.
func (d *desk) look(id feeds.ArticleID, pictures ...string) []int {
	d.t.Helper()
	var list [][]string
	for _, p := range pictures {
		list = append(list, strings.Fields(p))
	}
	missing, err := d.db.Look(d.t.Context(), id, list)
	check(d.t, err)
	return missing
}

func (d *desk) has(id feeds.ArticleID) feeds.Pictures {
	d.t.Helper()
	a, err := d.db.Article(d.t.Context(), id)
	check(d.t, err)
	return a.Pictures
}

func TestAnArticleSaysWhichOfItsPicturesAreHere(t *testing.T) {
	d := newDesk(t, 3)
	a, b := d.ids[0], d.ids[1]
	if got := d.has(a); got != feeds.PicturesUnknown {
		t.Errorf("before anybody looked: %v", got)
	}
	if missing := d.look(a, "x", "y"); len(missing) != 2 || d.has(a) != feeds.PicturesNone {
		t.Errorf("nothing is here: %v, %v", missing, d.has(a))
	}
	d.save("x", "one")
	if got := d.has(a); got != feeds.PicturesSome {
		t.Errorf("with one of two: %v", got)
	}
	y := d.save("y", "two")
	if missing := d.look(b, "y"); len(missing) != 0 || d.has(a) != feeds.PicturesAll || d.has(b) != feeds.PicturesAll {
		t.Errorf("with all: %v, %v, %v", missing, d.has(a), d.has(b))
	}
	check(t, d.db.ForgetPictures(t.Context(), y))
	if d.has(a) != feeds.PicturesSome || d.has(b) != feeds.PicturesUnknown {
		t.Errorf("one is gone: %v, %v", d.has(a), d.has(b))
	}
	if d.look(d.ids[2]); d.has(d.ids[2]) != feeds.PicturesAll {
		t.Errorf("an article without pictures: %v", d.has(d.ids[2]))
	}
	check(t, d.db.SaveFullText(t.Context(), a, "<p>x</p>", "x", 500, ""))
	if got := d.has(a); got != feeds.PicturesUnknown {
		t.Errorf("with another text: %v", got)
	}
	if n, err := d.db.Look(t.Context(), 999, [][]string{{"x"}}); err != nil || n != nil {
		t.Errorf("an article that is not there: %v, %v", n, err)
	}
}

func TestOnlyWhatIsWholeWithItsPicturesIsOffline(t *testing.T) {
	d := newDesk(t, 2)
	offline := func() int {
		t.Helper()
		n, err := d.db.CountArticles(t.Context(), feeds.Scope{Text: "is:offline"}, 100)
		check(t, err)
		return n
	}
	d.look(d.ids[0], "x")
	check(t, d.db.SaveFullText(t.Context(), d.ids[0], "<p>x</p>", "x", 500, ""))
	d.look(d.ids[0], "x")
	if n := offline(); n != 0 {
		t.Errorf("without the picture %d are offline", n)
	}
	d.save("x", "one")
	d.look(d.ids[1]) // it has no picture, but is only a lead
	if n := offline(); n != 1 {
		t.Errorf("%d are offline", n)
	}
}

func TestTheSamePictureAtTwoAddressesCountsOnce(t *testing.T) {
	d := newDesk(t, 1)
	d.save("x", "the same")
	c := d.save("y", "the same")
	d.save("z", "another")
	if n, err := d.db.PictureBytes(t.Context()); err != nil || n != int64(len("the same")+len("another")) {
		t.Errorf("%d bytes, %v", n, err)
	}
	d.look(d.ids[0], "x", "y", "z")
	if n, bytes, err := d.db.PicturesOf(t.Context(), d.ids[0]); err != nil || n != 3 || bytes != 23 {
		t.Errorf("%d pictures, %d bytes, %v", n, bytes, err)
	}
	check(t, d.db.ForgetPictures(t.Context(), c))
	for _, address := range []string{"x", "y"} {
		if _, err := d.db.Picture(t.Context(), address); err != feeds.ErrNotFound {
			t.Errorf("%s: %v", address, err)
		}
	}
	if d.has(d.ids[0]) != feeds.PicturesSome {
		t.Errorf("%v", d.has(d.ids[0]))
	}
}

func TestPicturesOfWhatIsMarkedOrPreparedAreNeeded(t *testing.T) {
	d := newDesk(t, 6)
	ctx, yes := t.Context(), true
	for i, id := range d.ids {
		d.now = noon.Add(time.Duration(i) * time.Hour)
		d.save(fmt.Sprint(i), fmt.Sprint("picture ", i))
		d.look(id, fmt.Sprint(i))
	}
	check(t, d.db.SetStatus(ctx, d.ids[0:1], Change{Starred: &yes}))
	check(t, d.db.SetStatus(ctx, d.ids[1:2], Change{Later: &yes}))
	check(t, d.db.SetNote(ctx, d.ids[2], "a note"))
	d.enqueue(Job{Pictures: true, Why: ForFeed}, d.ids[3], d.ids[4])
	for range 2 {
		j, err := d.db.TakeJob(ctx, time.Minute)
		check(t, err)
		check(t, d.db.EndJob(ctx, j, Outcome{Ready: feeds.ReadyPictures}))
	}
	needed := func(want ...bool) {
		t.Helper()
		list, err := d.db.Pictures(ctx)
		check(t, err)
		if len(list) != len(want) {
			t.Fatalf("%d pictures", len(list))
		}
		for i, p := range list {
			if p.Needed != want[i] || p.Content != ContentOf([]byte(fmt.Sprint("picture ", i))) {
				t.Errorf("number %d: %+v", i, p)
			}
		}
	}
	needed(true, true, true, true, true, false)
	check(t, d.db.SetStatus(ctx, d.ids[3:4], Change{Read: &yes}))
	no := false
	check(t, d.db.SetStatus(ctx, d.ids[0:1], Change{Starred: &no}))
	needed(false, true, true, false, true, false)
}

func TestWhereItIsLostWhatIsHereNobodySaysIt(t *testing.T) {
	d := newDesk(t, 2)
	d.save("x", "one")
	d.look(d.ids[0], "x")
	check(t, d.db.write(t.Context(), func(s *session) error {
		r := rebuild{ctx: t.Context(), s: s, missing: map[string][]span{"pictures": {{high: maxKey, low: minKey}}}}
		return r.lostOthers()
	}))
	if got := d.has(d.ids[0]); got != feeds.PicturesUnknown {
		t.Errorf("%v", got)
	}
}

func TestABinnedArticleComesBackWithWhatIsStillHere(t *testing.T) {
	d := newDesk(t, 1)
	ctx := t.Context()
	c := d.save("x", "one")
	d.save("y", "two")
	d.look(d.ids[0], "x", "y")
	check(t, d.db.DeleteArticles(ctx, d.ids))
	check(t, d.db.ForgetPictures(ctx, c))
	check(t, d.db.RestoreArticles(ctx, d.ids))
	if got := d.has(d.ids[0]); got != feeds.PicturesSome {
		t.Errorf("%v", got)
	}
}

func TestOneOfThePlacesOfAPictureIsEnough(t *testing.T) {
	d := newDesk(t, 1)
	ctx := t.Context()
	if missing := d.look(d.ids[0], "small large", "other"); len(missing) != 2 {
		t.Errorf("missing are %v", missing)
	}
	c := d.save("large", "one")
	if missing := d.look(d.ids[0], "small large", "other"); len(missing) != 1 || missing[0] != 1 || d.has(d.ids[0]) != feeds.PicturesSome {
		t.Errorf("missing are %v, %v", missing, d.has(d.ids[0]))
	}
	if p, err := d.db.PictureInstead(ctx, "small"); err != nil || p.Content != c {
		t.Errorf("%+v, %v", p, err)
	}
	if _, err := d.db.PictureInstead(ctx, "other"); err != feeds.ErrNotFound {
		t.Errorf("%v", err)
	}
	d.save("other", "two")
	if n, _, err := d.db.PicturesOf(ctx, d.ids[0]); err != nil || n != 2 || d.has(d.ids[0]) != feeds.PicturesAll {
		t.Errorf("%d are here, %v, %v", n, d.has(d.ids[0]), err)
	}
}
