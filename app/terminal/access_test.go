package terminal

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/zalando/go-keyring"
)

func TestALoginIsReadFromStandardInputAndGoesToTheServer(t *testing.T) {
	keyring.MockInit()
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		user, password, _ := r.BasicAuth()
		if user != "jo" || password != "sesame street" || r.Header.Get("X-Key") != "k" || r.Header.Get("Cookie") != "a=b" {
			w.WriteHeader(http.StatusUnauthorized)
			return
		}
		_, _ = w.Write([]byte(`<rss version="2.0"><channel><title>Members</title><item><title>One</title></item></channel></rss>`))
	}))
	t.Cleanup(server.Close)
	d := emptyDesk(t)
	d.runWith(`<opml><body><outline text="Members" xmlUrl="`+server.URL+`/feed"/></body></opml>`, "import", "-")
	if a := d.run("refresh"); a.code != partly {
		t.Fatalf("without a login: exit %d", a.code)
	}
	a := d.runWith("sesame street\na=b\n", "access", "--json", "--login", "jo", "--header", "x-key: k", "--header", "cookie", "members")
	r := one[accessRecord](t, a.out)
	if a.code != fine || r.User != "jo" || !slices.Equal(r.Headers, []string{"X-Key", "Cookie"}) || strings.Contains(a.out+a.err, "sesame") {
		t.Errorf("exit %d, %+v, %s", a.code, r, a.err)
	}
	if out := d.fine("refresh", "--json"); !strings.Contains(out, `"new":1`) {
		t.Errorf("refresh: %s", out)
	}
	out := d.fine("access", "members")
	for _, want := range []string{"jo", "X-Key, Cookie", "keyring"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not in %s", want, out)
		}
	}
	a = d.run("access", "members", "--header", "cookie:", "--json")
	if r := one[accessRecord](t, a.out); !slices.Equal(r.Headers, []string{"X-Key"}) || r.User != "jo" {
		t.Errorf("%+v", r)
	}
	if out := d.fine("access", "members", "--forget-secrets"); !strings.Contains(out, "as all feeds are") {
		t.Errorf("forgotten: %s", out)
	}
}

func TestHowAFeedIsAskedIsSetAndTakenBack(t *testing.T) {
	keyring.MockInit()
	d := fullDesk(t)
	set := func(args ...string) accessRecord {
		return one[accessRecord](t, d.fine(append([]string{"access", "1", "--json"}, args...)...))
	}
	r := set("--proxy", "socks5://127.0.0.1:9050", "--http1", "--accept-invalid-certificate", "--user-agent", "Lynx")
	if r.Proxy != "socks5://127.0.0.1:9050" || !r.HTTP1 || !r.Insecure || r.UserAgent != "Lynx" {
		t.Errorf("%+v", r)
	}
	if r = set("--proxy", "direct", "--http1=false"); r.Proxy != "direct" || r.HTTP1 || !r.Insecure {
		t.Errorf("%+v", r)
	}
	d.fine("undo")
	if r = set(); !r.HTTP1 {
		t.Errorf("undone to %+v", r)
	}
	if r = set("--proxy", "system", "--user-agent", "default"); r.Proxy != "" || r.UserAgent != "" {
		t.Errorf("%+v", r)
	}
}

func TestALoginThatIsLostOrForAnotherProxyIsSaid(t *testing.T) {
	keyring.MockInit()
	d := fullDesk(t)
	a := d.runWith("sesame\n", "access", "1", "--proxy", "http://127.0.0.1:8080", "--proxy-login", "jo")
	if a.code != fine || !strings.Contains(a.out, "at proxy  jo") {
		t.Fatalf("exit %d, %s%s", a.code, a.out, a.err)
	}
	if out := d.fine("access", "1", "--proxy", "http://127.0.0.2:8080", "--header", "X-Key: k"); strings.Contains(out, "jo") || !strings.Contains(out, "X-Key") {
		t.Errorf("another proxy gets the login: %s", out)
	}
	d.runWith("sesame\n", "access", "1", "--forget-secrets", "--proxy-login", "jo")
	if out := d.fine("access", "1", "--proxy", "http://127.0.0.1:8080"); strings.Contains(out, "jo") || !strings.Contains(out, "for another host or proxy") {
		t.Errorf("of a login for another proxy it says: %s", out)
	}
	keyring.MockInit() // everything is lost
	if a := d.run("access", "1"); a.code != fine || !strings.Contains(a.out, "127.0.0.1:8080") || !strings.Contains(a.err, "not kept here any more") {
		t.Errorf("of a lost login it says: exit %d, %s%s", a.code, a.out, a.err)
	}
}

func TestAccessSaysWhatIsWrong(t *testing.T) {
	keyring.MockInit()
	d := fullDesk(t)
	for name, test := range map[string]struct {
		args []string
		code int
		says string
	}{
		"no feed":              {[]string{"access"}, misuse, "one number or name"},
		"an unknown feed":      {[]string{"access", "999"}, nothing, "999"},
		"no password":          {[]string{"access", "1", "--login", "jo"}, misuse, "standard input"},
		"a proxy that is none": {[]string{"access", "1", "--proxy", "nowhere"}, misuse, "A proxy is an address"},
	} {
		if a := d.run(test.args...); a.code != test.code || !strings.Contains(a.err, test.says) {
			t.Errorf("%s: exit %d, %q", name, a.code, a.err)
		}
	}
}
