package discover

import (
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"testing"
)

func TestAddressesOfWhatPeoplePaste(t *testing.T) {
	both := func(rest string) []string { return []string{"https://" + rest, "http://" + rest} }
	plainFirst := func(rest string) []string { return []string{"http://" + rest, "https://" + rest} }
	for text, want := range map[string][]string{
		"https://example.org/feed":                    {"https://example.org/feed"},
		"HTTP://Example.org/Feed?a=b#part":            {"http://example.org/Feed?a=b"},
		"  \u200bhttps://example.org/\u00a0\n":        {"https://example.org/"},
		"“https://example.org/feed”.":                 {"https://example.org/feed"},
		"<https://example.org/feed>":                  {"https://example.org/feed"},
		"Read https://example.org/a, it is good":      {"https://example.org/a"},
		"The Harbour Post\nhttps://example.org/":      {"https://example.org/"},
		"see (URL:https://example.org/a)":             {"https://example.org/a"},
		"example.org":                                 both("example.org"),
		"'example.org/news'":                          both("example.org/news"),
		"//example.org/news":                          both("example.org/news"),
		"münchen.example/zeitung":                     both("xn--mnchen-3ya.example/zeitung"),
		"báo.example":                                 both("xn--bo-mia.example"),
		"feed://example.org/rss":                      both("example.org/rss"),
		"feed:example.org/rss":                        both("example.org/rss"),
		"feed:https://example.org/rss":                {"https://example.org/rss"},
		"feed://http://example.org/rss":               {"http://example.org/rss"},
		"FEED:HTTPS://example.org/rss":                {"https://example.org/rss"},
		"itpc://example.org/pod":                      both("example.org/pod"),
		"view-source:https://example.org/":            {"https://example.org/"},
		"https://https://example.org/":                {"https://example.org/"},
		"http:/example.org":                           {"http://example.org"},
		"https//example.org":                          {"https://example.org"},
		"http:example.org":                            {"http://example.org"},
		"localhost":                                   plainFirst("localhost"),
		"localhost:8080/feed":                         plainFirst("localhost:8080/feed"),
		"127.0.0.1/feed":                              plainFirst("127.0.0.1/feed"),
		"[::1]:8080":                                  plainFirst("[::1]:8080"),
		"nas:5000/rss":                                plainFirst("nas:5000/rss"),
		"example.org:8443":                            plainFirst("example.org:8443"),
		"example.org:443":                             both("example.org:443"),
		"http://nas/rss":                              {"http://nas/rss"},
		"bücher.example:8080":                         plainFirst("xn--bcher-kva.example:8080"),
		"my_host.example":                             both("my_host.example"),
		"me:secret@example.org/feed":                  both("me:secret@example.org/feed"),
		"@tide@social.example":                        {"https://social.example/@tide"},
		"r/tides":                                     {"https://www.reddit.com/r/tides"},
		"/u/moon/":                                    {"https://www.reddit.com/user/moon"},
		"@tide.bsky.social":                           {"https://bsky.app/profile/tide.bsky.social"},
		"https://example.org/?u=http://b.org":         {"https://example.org/?u=http://b.org"},
		"web+feed://example.org/rss":                  both("example.org/rss"),
		"web+feed:https://example.org/rss":            {"https://example.org/rss"},
		"feeds://example.org/rss":                     both("example.org/rss"),
		"podcasts://example.org/tide":                 both("example.org/tide"),
		"www.example.org is nice":                     both("www.example.org"),
		"Try example.org/feed, it works":              both("example.org/feed"),
		"* example.org":                               both("example.org"),
		`<a href="https://example.org/feed">Feed</a>`: {"https://example.org/feed"},
		`<link rel="alternate" href='https://example.org/feed?a=b&amp;c=d'>`:      {"https://example.org/feed?a=b&c=d"},
		"[Feed](https://example.org/feed)":                                        {"https://example.org/feed"},
		"[Feed](https://example.org/feed), and more":                              {"https://example.org/feed"},
		"[https://example.org/feed]":                                              {"https://example.org/feed"},
		"URL:https://example.org/feed":                                            {"https://example.org/feed"},
		"url=https://example.org/feed":                                            {"https://example.org/feed"},
		"https://example.org/wiki/Tide_(sea)":                                     {"https://example.org/wiki/Tide_(sea)"},
		"(see https://example.org/wiki/Tide_(sea)).":                              {"https://example.org/wiki/Tide_(sea)"},
		"https://example.org/feed?x=[1]":                                          {"https://example.org/feed?x=[1]"},
		"https://example.org/a…":                                                  {"https://example.org/a"},
		"ttps://example.org/feed":                                                 {"https://example.org/feed"},
		"hhttp://example.org/feed":                                                {"http://example.org/feed"},
		"https;//example.org/feed":                                                {"https://example.org/feed"},
		`https:\\example.org\feed`:                                                {"https://example.org/feed"},
		"https:// example.org/feed":                                               {"https://example.org/feed"},
		"https：//example。org/feed":                                                {"https://example.org/feed"},
		"https://example.org/100%":                                                {"https://example.org/100%25"},
		"https://example.org/a%zb%2Fc":                                            {"https://example.org/a%25zb%2Fc"},
		"about:reader?url=https%3A%2F%2Fexample.org%2Fa%3Fb":                      {"https://example.org/a?b"},
		"https://www.google.com/url?sa=t&url=https%3A%2F%2Fexample.org%2Fa&usg=x": {"https://example.org/a"},
		"https://www.google.com/amp/s/example.org/a/amp":                          {"https://example.org/a/amp"},
		"https://example-org.cdn.ampproject.org/c/s/example.org/a":                {"https://example.org/a"},
		"https://l.facebook.com/l.php?u=https%3A%2F%2Fexample.org%2F":             {"https://example.org/"},
		"https://www.google.com/url?q=javascript:alert(1)":                        {"https://www.google.com/url?q=javascript:alert(1)"},
		"acct:tide@social.example":                                                {"https://social.example/@tide"},
		"!tides@lemmy.example":                                                    {"https://lemmy.example/c/tides"},
		"example.org/?u=http://b.org":                                             both("example.org/?u=http://b.org"),
	} {
		got, err := Address(text)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("%q: %q, %v; want %q", text, got, err, want)
		}
	}
}

func TestWhatIsNoAddressIsAnError(t *testing.T) {
	for _, text := range []string{
		"", "  ", "news", "hello world", "two words.example", "me@example.org", "mailto:me@example.org",
		"javascript:alert(1)", "ftp://example.org/", "file:///etc/passwd", "https://", "feed:",
		"@", "@@", "@a@", "..", "a..b", "exa mple.org/x", "https://exa$mple.org", "example.org:port",
		"data:text/html,x", "3.14", "2026.11.27", "a.example and/or b.example", "see a.example/x or b.example/y",
		"https://[::1", "http://%zz/", strings.Repeat("x", 5000),
	} {
		if got, err := Address(text); !errors.Is(err, ErrNotAddress) || len(err.Error()) > 300 {
			t.Errorf("%q: %q, %v", text, got, err)
		}
	}
}

func TestWhatATextIsInsteadOfAnAddressIsSaid(t *testing.T) {
	for text, want := range map[string]error{
		"tide@example.org": ErrMail, "mailto:tide@example.org": ErrMail, "The Tide <tide@example.org>": ErrMail,
		"/home/tide/feeds.opml": ErrFile, "~/feeds.xml": ErrFile, "./feeds.opml": ErrFile, `C:\Users\tide\feeds.opml`: ErrFile,
		"file:///home/tide/feeds.opml": ErrFile, "my feeds.opml": ErrFile,
		"tides": ErrNotAddress, "what is tide@example.org about": ErrNotAddress, "@tide": ErrNotAddress,
	} {
		if _, err := Address(text); !errors.Is(err, want) || !errors.Is(err, ErrNotAddress) || want == ErrNotAddress && (errors.Is(err, ErrMail) || errors.Is(err, ErrFile)) {
			t.Errorf("%q: %v, want %v", text, err, want)
		}
	}
}

func TestSeveralAddressesAreToldFromASentence(t *testing.T) {
	for text, want := range map[string][]string{
		"https://a.example/\nhttps://b.example/x":                       {"https://a.example/", "https://b.example/x"},
		"a.example b.example\n\nc.example/feed\n":                       {"a.example", "b.example", "c.example/feed"},
		"The Post: https://a.example/, the Paper: <https://b.example/>": {"https://a.example/", "https://b.example/"},
		"@tide@social.example\nr/tides":                                 {"@tide@social.example", "r/tides"},
		"https://a.example/ https://a.example/":                         nil,
		"Read https://a.example/, it is good.":                          nil,
		"a.example is better than b.example":                            nil,
		"a.example":                                                     nil,
		"two words":                                                     nil,
		"":                                                              nil,
	} {
		if got := Several(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q; want %q", text, got, want)
		}
	}
	if got := Several(strings.Repeat("https://a.example/ ", 3) + manyAddresses(500)); len(got) != mostAddresses {
		t.Errorf("%d addresses are taken", len(got))
	}
}

func manyAddresses(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "https://%d.example/\n", i)
	}
	return b.String()
}

// FuzzAddress: what comes out can be asked for, and goes in again unchanged.
func FuzzAddress(f *testing.F) {
	for _, text := range []string{"example.org", "feed:https://a.b/c", "@a@b.c", "“http://[::1]:80/x y”", "mailto:a@b", "a:b@c.d:443/#"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, one := range Several(text) {
			if _, err := Address(one); err != nil {
				t.Errorf("%q: %v", one, err)
			}
		}
		urls, err := Address(text)
		if (err == nil) != (len(urls) > 0) {
			t.Fatalf("%q, %v", urls, err)
		}
		for _, address := range urls {
			u, err := url.Parse(address)
			if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || u.Fragment != "" {
				t.Errorf("%q: %v", address, err)
			}
		}
	})
}
