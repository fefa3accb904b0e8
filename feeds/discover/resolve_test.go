package discover

import (
	"net/url"
	"slices"
	"testing"
)

func parse(t testing.TB, address string) *url.URL {
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func urlsOf(candidates []Candidate) []string {
	var urls []string
	for _, c := range candidates {
		urls = append(urls, c.URL)
	}
	return urls
}

func TestFeedsOfSitesByTheirAddress(t *testing.T) {
	const tube = "https://www.youtube.com/feeds/videos.xml?"
	for address, want := range map[string][]string{
		"https://www.youtube.com/channel/UCtide0123":          {tube + "channel_id=UCtide0123"},
		"https://m.youtube.com/channel/UCtide0123/videos":     {tube + "channel_id=UCtide0123"},
		"https://youtube.com/user/harbour":                    {tube + "user=harbour"},
		"https://www.youtube.com/playlist?list=PL01&x=y":      {tube + "playlist_id=PL01"},
		"https://youtu.be/abc?list=PL01":                      {tube + "playlist_id=PL01"},
		"https://www.youtube.com/watch?v=abc&list=RDabc":      nil, // a mix made for one viewer
		"https://www.youtube.com/@harbour":                    nil, // the page says it
		"https://www.youtube.com/c/harbour":                   nil,
		"https://www.reddit.com/":                             {"https://www.reddit.com/.rss"},
		"https://old.reddit.com/r/tides/":                     {"https://www.reddit.com/r/tides/.rss"},
		"https://www.reddit.com/r/tides/top/?t=week":          {"https://www.reddit.com/r/tides/top/.rss?t=week", "https://www.reddit.com/r/tides/.rss"},
		"https://www.reddit.com/r/tides/comments/1ab/spring/": {"https://www.reddit.com/r/tides/.rss", "https://www.reddit.com/r/tides/comments/1ab/.rss"},
		"https://www.reddit.com/u/moon":                       {"https://www.reddit.com/user/moon/.rss"},
		"https://www.reddit.com/user/moon/m/sea":              {"https://www.reddit.com/user/moon/m/sea/.rss"},
		"https://www.reddit.com/domain/example.org":           {"https://www.reddit.com/domain/example.org/.rss"},
		"https://www.reddit.com/settings":                     nil,
		"https://github.com/moon":                             {"https://github.com/moon.atom"},
		"https://github.com/moon/tide":                        {"https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide.git":                    {"https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide/commits/dev":            {"https://github.com/moon/tide/commits/dev.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide/tags":                   {"https://github.com/moon/tide/tags.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom"},
		"https://github.com/moon/tide/discussions":            {"https://github.com/moon/tide/discussions.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide/wiki":                   {"https://github.com/moon/tide/wiki.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/features/actions":                 nil,
		"https://gist.github.com/moon/123":                    nil,
		"https://gitlab.com/sea/north/tide/-/issues":          {"https://gitlab.com/sea/north/tide/-/releases.atom", "https://gitlab.com/sea/north/tide/-/commits/HEAD?format=atom", "https://gitlab.com/sea/north/tide/-/tags?format=atom"},
		"https://gitlab.com/explore":                          nil,
		"https://codeberg.org/moon/tide":                      {"https://codeberg.org/moon/tide/releases.rss", "https://codeberg.org/moon/tide.rss"},
		"https://codeberg.org/moon":                           {"https://codeberg.org/moon.rss"},
		"https://bsky.app/profile/tide.example":               {"https://bsky.app/profile/tide.example/rss"},
		"https://bsky.app/profile/did:plc:abc/post/1":         {"https://bsky.app/profile/did:plc:abc/rss"},
		"https://bsky.app/search":                             nil,
		"https://tide.substack.com/p/spring":                  {"https://tide.substack.com/feed"},
		"https://open.substack.com/pub/tide/p/spring":         {"https://tide.substack.com/feed"},
		"https://substack.com/@tide":                          nil,
		"https://medium.com/@tide/spring-1a2b":                {"https://medium.com/feed/@tide"},
		"https://medium.com/the-tide":                         {"https://medium.com/feed/the-tide"},
		"https://medium.com/tag/sea":                          {"https://medium.com/feed/tag/sea"},
		"https://tide.medium.com/":                            {"https://tide.medium.com/feed"},
		"https://medium.com/":                                 nil,
		"https://tide.tumblr.com/post/1":                      {"https://tide.tumblr.com/rss"},
		"https://www.tumblr.com/tide":                         {"https://tide.tumblr.com/rss"},
		"https://www.tumblr.com/blog/view/tide":               {"https://tide.tumblr.com/rss"},
		"https://tide.tumblr.com/tagged/low%20water":          {"https://tide.tumblr.com/tagged/low%20water/rss", "https://tide.tumblr.com/rss"},
		"https://www.tumblr.com/explore/trending":             nil,
		"https://tide.wordpress.com/2026/01/05/spring/":       {"https://tide.wordpress.com/feed/"},
		"https://tide.wordpress.com/category/sea/":            {"https://tide.wordpress.com/category/sea/feed/", "https://tide.wordpress.com/feed/"},
		"https://tide.blogspot.com/2026/01/spring.html":       {"https://tide.blogspot.com/feeds/posts/default"},
		"https://social.example/@tide":                        {"https://social.example/@tide.rss"},
		"https://social.example/@tide/115":                    {"https://social.example/@tide.rss"},
		"https://social.example/@tide@other.example":          {"https://other.example/@tide.rss"},
		"https://social.example/web/@tide":                    {"https://social.example/@tide.rss"},
		"https://social.example/tags/sea":                     {"https://social.example/tags/sea.rss"},
		"https://lemmy.example/c/tides":                       {"https://lemmy.example/feeds/c/tides.xml?sort=New"},
		"https://lemmy.example/c/tides@other.example":         {"https://lemmy.example/feeds/c/tides@other.example.xml?sort=New"},
		"https://lemmy.example/u/moon":                        {"https://lemmy.example/feeds/u/moon.xml?sort=New"},
		"https://x.com/@tide":                                 nil,
		"https://example.org/news":                            nil,
		"https://notreddit.com/r/tides":                       nil,
		"https://social.example/@":                            nil,
		"mailto:tide@example.org":                             nil,
	} {
		got := Resolve(parse(t, address))
		if !slices.Equal(urlsOf(got), want) {
			t.Errorf("%s: %q; want %q", address, urlsOf(got), want)
		}
		for _, c := range got {
			if c.How != ByResolver || c.Title == "" {
				t.Errorf("%s: %+v", address, c)
			}
		}
	}
}

func TestGuessesAreFewAndOfTheSameHost(t *testing.T) {
	for address, want := range map[string][]string{
		"https://example.org": {
			"https://example.org/feed", "https://example.org/rss.xml", "https://example.org/atom.xml",
			"https://example.org/index.xml", "https://example.org/rss"},
		"http://example.org:8080/blog/2026/spring?a=b": {
			"http://example.org:8080/blog/feed", "http://example.org:8080/feed", "http://example.org:8080/rss.xml",
			"http://example.org:8080/atom.xml", "http://example.org:8080/index.xml"},
		"file:///etc": nil,
	} {
		if got := urlsOf(Guesses(parse(t, address))); !slices.Equal(got, want) {
			t.Errorf("%s: %q; want %q", address, got, want)
		}
	}
}
