package app

import (
	"strings"
	"testing"

	"tidings/feeds"
	"tidings/feeds/fetch"
	web "tidings/internal/internet"
)

func TestTheServerDecidesHowALoginIsSaid(t *testing.T) {
	world := web.OnLoopback(t, 6)
	host := world.Host("members.example")
	host.Login = &web.Login{User: "me", Password: "sesame", Kinds: []string{"SHA-256", "MD5"}}
	host.Feed("/feed", &web.Feed{Before: 3})
	host.Feed("/other", &web.Feed{Before: 2})
	core := openCore(t, Config{Keyring: newRing(), Fetch: fetch.Config{Transport: world.Transport(), Pace: -1}})
	found, err := core.Find(t.Context(), "http://me:sesame@members.example/feed")
	if err != nil || len(found) != 1 || found[0].Articles != 3 {
		t.Fatalf("found %+v, %v", found, err)
	}
	if _, err := core.Subscribe(t.Context(), found[0], 0); err != nil {
		t.Fatal(err)
	}
	other := subscribe(t, core, "http://members.example/other")
	if err := core.SetAccess(t.Context(), other, feeds.Access{}, &feeds.Secrets{User: "me", Password: "sesame"}); err != nil {
		t.Fatal(err)
	}
	if sum := refresh(t, core, Selection{}); sum.New != 5 || sum.Failed != 0 {
		t.Errorf("refreshed: %+v", sum)
	}
	refused := 0
	for _, v := range world.Visits() {
		if v.Status == 401 {
			refused++
		}
		if strings.HasPrefix(v.Header.Get("Authorization"), "Basic") {
			t.Errorf("the password was readable on the way to %s", v.Path)
		}
	}
	if n := len(world.Visits()); n != 4 || refused != 1 {
		t.Errorf("%d requests, %d refused; want one challenge and one request for each document", n, refused)
	}
}
