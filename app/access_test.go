package app

import (
	"bytes"
	"errors"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/zalando/go-keyring"

	"tidings/app/secret"
	"tidings/feeds"
	"tidings/feeds/fetch"
)

// A memoryRing is a keyring for tests. It may be out of order.
type memoryRing struct {
	mu      sync.Mutex
	entries map[string]string
	broken  bool
}

func newRing() *memoryRing { return &memoryRing{entries: map[string]string{}} }

func (r *memoryRing) do(f func() error) error {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.broken {
		return errors.New("no bus")
	}
	return f()
}

func (r *memoryRing) Get(_, user string) (value string, err error) {
	err = r.do(func() error {
		var ok bool
		if value, ok = r.entries[user]; !ok {
			return keyring.ErrNotFound
		}
		return nil
	})
	return value, err
}

func (r *memoryRing) Set(_, user, value string) error {
	return r.do(func() error { r.entries[user] = value; return nil })
}

func (r *memoryRing) Delete(_, user string) error {
	return r.do(func() error {
		if _, ok := r.entries[user]; !ok {
			return keyring.ErrNotFound
		}
		delete(r.entries, user)
		return nil
	})
}

func (r *memoryRing) text() string {
	r.mu.Lock()
	defer r.mu.Unlock()
	var all strings.Builder
	for name, value := range r.entries {
		all.WriteString(name + " " + value + "\n")
	}
	return all.String()
}

// members is a site that wants a login, and notes what it was told.
type members struct {
	*httptest.Server
	mu   sync.Mutex
	last http.Header
}

func newMembers(t *testing.T) *members {
	m := &members{}
	m.Server = httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		m.mu.Lock()
		m.last = r.Header.Clone()
		m.mu.Unlock()
		if user, password, _ := r.BasicAuth(); user != "me" || password != "sesame" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		w.Header().Set("Content-Type", "application/rss+xml")
		_, _ = w.Write([]byte(strings.ReplaceAll(rssOf("Members", item("a", "One", "Text.", 1)), "{site}", m.URL)))
	}))
	t.Cleanup(m.Close)
	return m
}

func (m *members) told(key string) string {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.last.Get(key)
}

// with is the address of a site with a login in it.
func with(login, address string) string { return strings.Replace(address, "://", "://"+login+"@", 1) }

func TestALoginThatWasPastedIsKeptInTheKeyringAndNowhereElse(t *testing.T) {
	site, ring := newMembers(t), newRing()
	var log bytes.Buffer
	dir := t.TempDir()
	core := openCore(t, Config{Dir: dir, Keyring: ring, Log: slog.New(slog.NewTextHandler(&log, nil))})
	found, err := core.Find(t.Context(), with("me:sesame", site.URL+"/feed"))
	if err != nil || len(found) != 1 || strings.Contains(found[0].URL, "sesame") {
		t.Fatalf("found %+v, %v", found, err)
	}
	id, err := core.Subscribe(t.Context(), found[0], 0)
	if err != nil {
		t.Fatal(err)
	}
	if sum := refresh(t, core, Selection{Feed: id}); sum.New != 1 {
		t.Errorf("refreshed: %+v, %s", sum, feedBy(t, core, id).Fetch.Error)
	}
	if f := feedBy(t, core, id); f.URL != site.URL+"/feed" || !f.Access.Secret {
		t.Errorf("stored %+v", f)
	}
	if !strings.Contains(ring.text(), `"password":"sesame"`) {
		t.Errorf("the keyring has %s", ring.text())
	}
	s, err := core.Secrets(t.Context(), feedBy(t, core, id))
	if err != nil || s.User != "me" || s.Password != "sesame" {
		t.Errorf("%+v, %v", s, err)
	}
	var opml bytes.Buffer
	if err := core.Export(t.Context(), &opml); err != nil {
		t.Fatal(err)
	}
	_, _ = core.Find(t.Context(), with("me:sesame", "http://127.0.0.1:1/feed")) // nobody is there
	for name, text := range map[string]string{"OPML": opml.String(), "the log": log.String()} {
		if strings.Contains(text, "sesame") {
			t.Errorf("%s has the login: %s", name, text)
		}
	}
	files, _ := filepath.Glob(filepath.Join(dir, "*"))
	for _, file := range files {
		if text, _ := os.ReadFile(file); bytes.Contains(text, []byte("sesame")) {
			t.Errorf("%s has the login", file)
		}
	}
}

func TestAnImportedLoginIsKeptAndAnotherFeedsStays(t *testing.T) {
	site, ring := newMembers(t), newRing()
	core := openCore(t, Config{Keyring: ring})
	const list = `<opml><body><outline text="M" xmlUrl="{url}"/></body></opml>`
	in := func(login string) {
		t.Helper()
		if _, _, err := core.Import(t.Context(), strings.NewReader(strings.ReplaceAll(list, "{url}", with(login, site.URL+"/feed")))); err != nil {
			t.Fatal(err)
		}
	}
	in("me:sesame")
	in("me:other")
	if sum := refresh(t, core, Selection{}); sum.New != 1 {
		t.Errorf("%+v", sum)
	}
}

func TestLoginsInStoredAddressesAreTakenOutAtTheStart(t *testing.T) {
	site, ring := newMembers(t), newRing()
	dir := t.TempDir()
	core := openCore(t, Config{Dir: dir, Keyring: ring})
	id, err := core.db.AddFeed(t.Context(), feeds.Feed{URL: with("me:sesame", site.URL+"/feed"), Title: "Members"})
	if err != nil {
		t.Fatal(err)
	}
	f := feedBy(t, core, id)
	f.OwnTitle = "Mine" // the journal has the old feed now
	if err := core.ChangeFeed(t.Context(), f); err != nil {
		t.Fatal(err)
	}
	if err := core.Close(); err != nil {
		t.Fatal(err)
	}
	core = openCore(t, Config{Dir: dir, Keyring: ring})
	undo(t, core)
	if f := feedBy(t, core, id); f.URL != site.URL+"/feed" || !f.Access.Secret || f.Name() != "Members" {
		t.Errorf("stored %+v", f)
	}
	if sum := refresh(t, core, Selection{}); sum.New != 1 {
		t.Errorf("%+v, %s", sum, feedBy(t, core, id).Fetch.Error)
	}
}

func TestAFeedIsAskedAsTheReaderSays(t *testing.T) {
	site, ring := newMembers(t), newRing()
	core := openCore(t, Config{Keyring: ring})
	id := subscribe(t, core, site.URL+"/feed")
	if sum := refresh(t, core, Selection{}); sum.Failed != 1 {
		t.Errorf("without a login: %+v", sum)
	}
	a := feeds.Access{UserAgent: " Lynx/2 ", Proxy: feeds.DirectProxy, HTTP1: true}
	s := feeds.Secrets{User: "me", Password: "sesame", Headers: []feeds.Header{{Name: "Cookie", Value: "a=b"}, {Name: "x-key", Value: "k"}}}
	if err := core.SetAccess(t.Context(), id, a, &s); err != nil {
		t.Fatal(err)
	}
	if sum := refresh(t, core, Selection{}); sum.New != 1 {
		t.Errorf("%+v, %s", sum, feedBy(t, core, id).Fetch.Error)
	}
	for key, want := range map[string]string{"User-Agent": "Lynx/2", "Cookie": "a=b", "X-Key": "k"} {
		if got := site.told(key); got != want {
			t.Errorf("%s: %q, want %q", key, got, want)
		}
	}
	a.UserAgent = ""
	if err := core.SetAccess(t.Context(), id, a, nil); err != nil { // secrets stay
		t.Fatal(err)
	}
	if sum := refresh(t, core, Selection{}); sum.Failed != 0 || site.told("X-Key") != "k" || !strings.HasPrefix(site.told("User-Agent"), "Tidings/") {
		t.Errorf("%+v, told %v", sum, site.last)
	}
	undo(t, core)
	if got := feedBy(t, core, id).Access; got.UserAgent != "Lynx/2" || !got.Secret {
		t.Errorf("undone to %+v", got)
	}
	if err := core.SetAccess(t.Context(), id, feeds.Access{}, &feeds.Secrets{}); err != nil {
		t.Fatal(err)
	}
	if ring.text() != "" || feedBy(t, core, id).Access != (feeds.Access{}) {
		t.Errorf("left: %s, %+v", ring.text(), feedBy(t, core, id).Access)
	}
}

func TestWhatCannotBeSentIsRefusedWithASentence(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	id := subscribe(t, core, "http://127.0.0.1:1/feed")
	header := func(name, value string) *feeds.Secrets {
		return &feeds.Secrets{Headers: []feeds.Header{{Name: name, Value: value}}}
	}
	for name, test := range map[string]struct {
		a    feeds.Access
		s    *feeds.Secrets
		says string
	}{
		"a user agent of two lines": {feeds.Access{UserAgent: "a\nb"}, nil, "one line"},
		"a proxy without a kind":    {feeds.Access{Proxy: "localhost:8080"}, nil, "A proxy is an address"},
		"a proxy of another kind":   {feeds.Access{Proxy: "ftp://localhost"}, nil, "A proxy is an address"},
		"a header of two lines":     {feeds.Access{}, header("X", "a\r\nb"), "cannot be a header"},
		"a header with a space":     {feeds.Access{}, header("X Y", "a"), "cannot be a header"},
		"a header of ours":          {feeds.Access{}, header("host", "a"), "cannot be a header"},
	} {
		err := core.SetAccess(t.Context(), id, test.a, test.s)
		if err == nil || !strings.Contains(Explain(err), test.says) || !IsMisuse(err) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestALoginOfTheProxyIsASecret(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	id := subscribe(t, core, "http://127.0.0.1:1/feed")
	if err := core.SetAccess(t.Context(), id, feeds.Access{}, &feeds.Secrets{User: "me", Password: "sesame"}); err != nil {
		t.Fatal(err)
	}
	if err := core.SetAccess(t.Context(), id, feeds.Access{Proxy: "socks5://p:q@127.0.0.1:9"}, nil); err != nil {
		t.Fatal(err)
	}
	s, err := core.Secrets(t.Context(), feedBy(t, core, id))
	if err != nil || s.ProxyUser != "p" || s.ProxyPassword != "q" || s.Password != "sesame" {
		t.Errorf("%+v, %v", s, err)
	}
	if got := feedBy(t, core, id).Access.Proxy; got != "socks5://127.0.0.1:9" {
		t.Errorf("stored %q", got)
	}
}

func TestALoginOfTheProxyGoesToNoOther(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	id := subscribe(t, core, "http://127.0.0.1:1/feed")
	set := func(proxy string, s *feeds.Secrets) {
		t.Helper()
		if err := core.SetAccess(t.Context(), id, feeds.Access{Proxy: proxy}, s); err != nil {
			t.Fatal(err)
		}
	}
	told := func() string {
		t.Helper()
		r, err := core.request(t.Context(), feedBy(t, core, id))
		if err != nil {
			t.Fatal(err)
		}
		return r.ProxyUser.String()
	}
	set("http://p:q@one.example:8080", nil)
	if got := told(); got != "p:q" {
		t.Errorf("the proxy is told %q", got)
	}
	set("http://two.example:8080", nil)
	if got := told(); got != "" {
		t.Errorf("another proxy is told %q", got)
	}
	undo(t, core)
	if got := told(); got != "p:q" {
		t.Errorf("after undo the proxy is told %q", got)
	}
	f := feedBy(t, core, id)
	f.Access.Proxy = "http://two.example:8080"
	if err := core.ChangeAccess(t.Context(), f, TypedSecrets{Cookies: "a=b"}); err != nil {
		t.Fatal(err)
	}
	if s, err := core.Secrets(t.Context(), feedBy(t, core, id)); err != nil || s.ProxyUser != "" || len(s.Headers) != 1 {
		t.Errorf("a cookie was typed with another proxy: %+v, %v", s, err)
	}
}

func TestALoginIsNotTakenToAHostThatIsTyped(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	id := subscribe(t, core, with("me:sesame", "http://127.0.0.1:1/feed"))
	f := feedBy(t, core, id)
	f.URL = "http://127.0.0.2:1/feed"
	if err := core.ChangeAccess(t.Context(), f, TypedSecrets{Cookies: "a=b"}); err != nil {
		t.Fatal(err)
	}
	f = feedBy(t, core, id)
	if s, err := core.Secrets(t.Context(), f); err != nil || s.User != "" || s.Password != "" || len(s.Headers) != 1 {
		t.Errorf("the other host is told %+v, %v", s, err)
	}
}

func TestTheSearchForAFeedThatMovedTellsItsLoginToNoOther(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	id := subscribe(t, core, with("me:sesame", "http://127.0.0.1:1/feed"))
	f := feedBy(t, core, id)
	if login := core.finderOf(t.Context(), f).lookup.Login; login.Username() != "me" {
		t.Errorf("at its own host it is %v", login)
	}
	f.URL = "http://127.0.0.2:1/feed"
	if login := core.finderOf(t.Context(), f).lookup.Login; login != nil {
		t.Errorf("at another host it is %v", login)
	}
}

func TestSecretsDoNotFollowAFeedToAnotherHost(t *testing.T) {
	core := openCore(t, Config{Keyring: newRing()})
	id := subscribe(t, core, "https://a.example/feed")
	s := feeds.Secrets{User: "me", Password: "sesame", Headers: []feeds.Header{{Name: "X", Value: "y"}}, ProxyUser: "p"}
	if err := core.SetAccess(t.Context(), id, feeds.Access{Insecure: true}, &s); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		move string
		sent bool
	}{{"https://a.example/other", true}, {"https://b.example/feed", false}} {
		if moved, err := core.db.MoveFeed(t.Context(), id, test.move); err != nil || !moved {
			t.Fatal(moved, err)
		}
		r, err := core.request(t.Context(), feedBy(t, core, id))
		if err != nil || (r.User != nil) != test.sent || (r.Header != nil) != test.sent || r.Insecure != test.sent || r.ProxyUser == nil {
			t.Errorf("%s: %+v, %v", test.move, r, err)
		}
	}
	undo(t, core)
	if r, err := core.request(t.Context(), feedBy(t, core, id)); err != nil || r.User == nil || !r.Insecure {
		t.Errorf("back at its host: %+v, %v", r, err)
	}
}

func TestSecretsGoWithTheirFeedForGood(t *testing.T) {
	ring := newRing()
	var c calendar
	core := openCore(t, Config{Keyring: ring, Now: c.now})
	id := subscribe(t, core, with("me:sesame", "http://127.0.0.1:1/feed"))
	if err := core.Unsubscribe(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	c.pass(29 * 24 * time.Hour)
	core.settle()
	undo(t, core)
	if s, err := core.Secrets(t.Context(), feedBy(t, core, id)); err != nil || s.Password != "sesame" {
		t.Errorf("brought back: %+v, %v", s, err)
	}
	if err := core.Unsubscribe(t.Context(), id); err != nil {
		t.Fatal(err)
	}
	c.pass(31 * 24 * time.Hour)
	core.settle()
	if ring.text() != "" {
		t.Errorf("left in the keyring: %s", ring.text())
	}
}

func TestAKeyringThatDoesNotAnswerIsSaidAtTheFeed(t *testing.T) {
	site, ring := newMembers(t), newRing()
	dir := t.TempDir()
	core := openCore(t, Config{Dir: dir, Keyring: ring})
	id := subscribe(t, core, with("me:sesame", site.URL+"/feed"))
	ring.broken = true
	core.secrets.Reload()
	refresh(t, core, Selection{})
	f := feedBy(t, core, id)
	if f.Fetch.Class != fetch.NoLogin.String() || !strings.Contains(f.Fetch.Error, "keyring") || !strings.Contains(f.Fetch.Why, "login could not be read") {
		t.Errorf("%+v", f.Fetch)
	}
	if place := core.SecretsPlace(t.Context()); !strings.Contains(place, "no keyring") {
		t.Errorf("place: %s", place)
	}
	for _, err := range []error{secret.ErrNone, secret.ErrLocked, secret.ErrNoKeyring, secret.ErrPassphrase, secret.ErrKey} {
		if s := explainSecret(err); s == "" || s != Explain(&fetch.Error{Class: fetch.NoLogin, Err: err}) {
			t.Errorf("%v: %q", err, s)
		}
	}
}
