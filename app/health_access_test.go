package app

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"tidings/feeds"
)

func TestWhatIsTypedJoinsTheSecretsThatAreKept(t *testing.T) {
	had := feeds.Secrets{User: "anna", Password: "pw", ProxyUser: "p", Headers: []feeds.Header{{Name: "Cookie", Value: "a=1"}, {Name: "X-Key", Value: "k"}}}
	got := TypedSecrets{Password: "new", Cookies: "b=2"}.onto(had)
	if got.User != "anna" || got.Password != "new" || len(got.Headers) != 2 || got.Headers[0].Value != "k" || got.Headers[1].Value != "b=2" || got.ProxyUser != "p" {
		t.Errorf("%+v", got)
	}
	if got = (TypedSecrets{User: "ben"}).onto(had); got.Password != "" {
		t.Error("the password of another goes with a new name")
	}
	if got = (TypedSecrets{Headers: []feeds.Header{{Name: "x-key", Value: "l"}}}).onto(had); len(got.Headers) != 2 || got.Headers[1].Value != "l" {
		t.Errorf("%+v", got.Headers)
	}
	if got = (TypedSecrets{Forget: true}).onto(had); got.User != "" || len(got.Headers) != 0 || got.ProxyUser != "p" {
		t.Errorf("after forgetting there is %+v", got)
	}
	if len(had.Headers) != 2 || had.Headers[0].Value != "a=1" {
		t.Errorf("what was kept became %+v", had.Headers)
	}
}

// guarded is a feed that wants anna's password and a cookie.
func guarded(t *testing.T) *httptest.Server {
	t.Helper()
	s := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != "anna" || password != "pw" || r.Header.Get("Cookie") != "s=1" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(rssOf("Members", item("a", "Dam holds", "Text.", 1))))
	}))
	t.Cleanup(s.Close)
	return s
}

func TestHowAFeedIsAskedIsTriedThenStoredInOneStep(t *testing.T) {
	ctx := t.Context()
	s := guarded(t)
	core := openCore(t, Config{})
	id := subscribe(t, core, s.URL+"/wrong")
	refresh(t, core, Selection{})
	f, err := core.Feed(ctx, id)
	if err != nil || f.Fetch.Status != http.StatusUnauthorized {
		t.Fatal(f.Fetch, err)
	}
	f.URL, f.Every = s.URL+"/feed", 3*time.Hour
	typed := TypedSecrets{User: "anna", Password: "pw", Cookies: "s=2"}
	if got, err := core.TryAccess(ctx, f, typed); err == nil || !strings.Contains(Explain(err), "login") {
		t.Errorf("a wrong cookie gives %+v, %q", got, Explain(err))
	}
	typed.Cookies = "s=1"
	if got, err := core.TryAccess(ctx, f, typed); err != nil || got.Title != "Members" || got.Articles != 1 || got.Status != 200 {
		t.Errorf("the right one gives %+v, %v", got, err)
	}
	if now, err := core.Feed(ctx, id); err != nil || now.Total != 0 || now.Access.Secret || now.URL == f.URL {
		t.Errorf("a try stored %+v, %v", now, err)
	}
	if err := core.ChangeAccess(ctx, f, typed); err != nil {
		t.Fatal(err)
	}
	now, err := core.Feed(ctx, id)
	if err != nil || now.Total != 1 || !now.Access.Secret || now.URL != f.URL || now.Every != f.Every || now.Fetch.Error != "" {
		t.Errorf("it is %+v, %v", now, err)
	}
	if _, err := core.Undo(ctx); err != nil {
		t.Fatal(err)
	}
	if old, err := core.Feed(ctx, id); err != nil || old.URL != s.URL+"/wrong" || old.Every != 0 {
		t.Errorf("one undo leaves %s every %s, %v", old.URL, old.Every, err)
	}
	f.URL = "paper"
	if err := core.ChangeAccess(ctx, f, TypedSecrets{}); err == nil || !IsMisuse(err) {
		t.Errorf("what is no address gives %v", err)
	}
}
