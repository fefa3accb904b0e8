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
		"https://www.youtube.com/channel/UCtide0123":               {tube + "channel_id=UCtide0123"},
		"https://m.youtube.com/channel/UCtide0123/videos":          {tube + "channel_id=UCtide0123"},
		"https://youtube.com/user/harbour":                         {tube + "user=harbour"},
		"https://www.youtube.com/playlist?list=PL01&x=y":           {tube + "playlist_id=PL01"},
		"https://youtu.be/abc?list=PL01":                           {tube + "playlist_id=PL01"},
		"https://www.youtube.com/watch?v=abc&list=RDabc":           nil, // a mix made for one viewer
		"https://www.youtube.com/@harbour":                         nil, // the page says it
		"https://www.youtube.com/c/harbour":                        nil,
		"https://www.reddit.com/":                                  {"https://www.reddit.com/.rss"},
		"https://old.reddit.com/r/tides/":                          {"https://www.reddit.com/r/tides/.rss"},
		"https://www.reddit.com/r/tides/top/?t=week":               {"https://www.reddit.com/r/tides/top/.rss?t=week", "https://www.reddit.com/r/tides/.rss"},
		"https://www.reddit.com/r/tides/comments/1ab/spring/":      {"https://www.reddit.com/r/tides/.rss", "https://www.reddit.com/r/tides/comments/1ab/.rss"},
		"https://www.reddit.com/u/moon":                            {"https://www.reddit.com/user/moon/.rss"},
		"https://www.reddit.com/user/moon/m/sea":                   {"https://www.reddit.com/user/moon/m/sea/.rss"},
		"https://www.reddit.com/domain/example.org":                {"https://www.reddit.com/domain/example.org/.rss"},
		"https://www.reddit.com/settings":                          nil,
		"https://www.reddit.com/new/":                              {"https://www.reddit.com/new/.rss"},
		"https://www.reddit.com/search/?q=low+water&sort=top":      {"https://www.reddit.com/search.rss?q=low+water&sort=new"},
		"https://www.reddit.com/r/tides/search?q=sea":              {"https://www.reddit.com/r/tides/search.rss?q=sea&restrict_sr=1&sort=new", "https://www.reddit.com/r/tides/.rss"},
		"https://www.reddit.com/r/tides/?f=flair_name%3A%22Low%22": {"https://www.reddit.com/r/tides/search.rss?q=flair%3A%22Low%22&restrict_sr=1&sort=new", "https://www.reddit.com/r/tides/.rss"},
		"https://www.reddit.com/user/moon/submitted/":              {"https://www.reddit.com/user/moon/submitted/.rss", "https://www.reddit.com/user/moon/.rss"},
		"https://redd.it/1ab":                                      nil, // the page it leads to says it
		"https://news.ycombinator.com/newest":                      {"https://news.ycombinator.com/rss"},
		"https://stackoverflow.com/questions/tagged/go+sqlite":     {"https://stackoverflow.com/feeds/tag?tagnames=go+sqlite&sort=newest", "https://stackoverflow.com/feeds"},
		"https://sea.stackexchange.com/questions/12/why":           {"https://sea.stackexchange.com/feeds", "https://sea.stackexchange.com/feeds/question/12"},
		"https://stackoverflow.com/users/7/moon":                   {"https://stackoverflow.com/feeds/user/7"},
		"https://stackexchange.com/sites":                          nil,
		"https://vimeo.com/123456":                                 nil, // a video
		"https://vimeo.com/tide":                                   {"https://vimeo.com/tide/videos/rss"},
		"https://vimeo.com/channels/sea":                           {"https://vimeo.com/channels/sea/videos/rss"},
		"https://www.dailymotion.com/tide":                         {"https://www.dailymotion.com/rss/user/tide"},
		"https://www.dailymotion.com/video/x1":                     nil,
		"https://pypi.org/project/tide/":                           {"https://pypi.org/rss/project/tide/releases.xml"},
		"https://crates.io/crates/tide":                            {"https://static.crates.io/rss/crates/tide.xml"},
		"https://dev.to/moon/spring-1ab":                           {"https://dev.to/feed/moon"},
		"https://dev.to/t/sea":                                     {"https://dev.to/feed/tag/sea"},
		"https://medium.com/the-tide/tagged/sea":                   {"https://medium.com/feed/the-tide/tagged/sea", "https://medium.com/feed/the-tide"},
		"https://tide.blogspot.com/search/label/Sea":               {"https://tide.blogspot.com/feeds/posts/default/-/Sea", "https://tide.blogspot.com/feeds/posts/default"},
		"https://tide.livejournal.com/":                            {"https://tide.livejournal.com/data/rss"},
		"https://vi.wikipedia.org/wiki/Th%E1%BB%A7y_tri%E1%BB%81u": {
			"https://vi.wikipedia.org/w/index.php?title=Th%E1%BB%A7y_tri%E1%BB%81u&action=history&feed=atom",
			"https://vi.wikipedia.org/w/index.php?title=Special%3ARecentChanges&feed=atom"},
		"https://www.wikipedia.org/":                                     nil,
		"https://arxiv.org/list/cs.CL/recent":                            {"https://rss.arxiv.org/atom/cs.CL"},
		"https://arxiv.org/a/moon_t_1":                                   {"https://arxiv.org/a/moon_t_1.atom"},
		"https://news.google.com/search?q=tide&hl=vi&gl=VN&ceid=VN%3Avi": {"https://news.google.com/rss/search?q=tide&hl=vi&gl=VN&ceid=VN%3Avi"},
		"https://news.google.com/topics/CAAq?hl=vi":                      {"https://news.google.com/rss/topics/CAAq?hl=vi"},
		"https://store.steampowered.com/app/730/Tide/":                   {"https://store.steampowered.com/feeds/news/app/730"},
		"https://www.youtube.com/shorts/abc":                             nil, // the page says whose it is
		"https://open.spotify.com/show/1":                                nil,
		"https://github.com/moon":                                        {"https://github.com/moon.atom"},
		"https://github.com/moon/tide":                                   {"https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide.git":                               {"https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide/commits/dev":                       {"https://github.com/moon/tide/commits/dev.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide/tags":                              {"https://github.com/moon/tide/tags.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom"},
		"https://github.com/moon/tide/discussions":                       {"https://github.com/moon/tide/discussions.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/moon/tide/wiki":                              {"https://github.com/moon/tide/wiki.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/commits.atom", "https://github.com/moon/tide/tags.atom"},
		"https://github.com/features/actions":                            nil,
		"https://gist.github.com/moon/123":                               {"https://gist.github.com/moon.atom"},
		"https://gist.github.com/0123456789abcdef0123":                   nil,
		"https://github.com/orgs/sea/repositories":                       {"https://github.com/sea.atom"},
		"https://github.com/moon/tide/blob/dev/doc/a.md":                 {"https://github.com/moon/tide/commits/dev/doc/a.md.atom", "https://github.com/moon/tide/releases.atom", "https://github.com/moon/tide/tags.atom"},
		"https://gitlab.com/sea/north/tide/-/issues":                     {"https://gitlab.com/sea/north/tide/-/issues.atom", "https://gitlab.com/sea/north/tide/-/releases.atom", "https://gitlab.com/sea/north/tide/-/commits/HEAD?format=atom", "https://gitlab.com/sea/north/tide/-/tags?format=atom"},
		"https://gitlab.com/moon":                                        {"https://gitlab.com/moon.atom"},
		"https://gitlab.com/groups/sea":                                  {"https://gitlab.com/sea.atom"},
		"https://git.example/moon/tide/-/tree/dev":                       {"https://git.example/moon/tide/-/commits/dev?format=atom", "https://git.example/moon/tide/-/releases.atom", "https://git.example/moon/tide/-/tags?format=atom"},
		"https://gitlab.com/explore":                                     nil,
		"https://codeberg.org/moon/tide":                                 {"https://codeberg.org/moon/tide/releases.rss", "https://codeberg.org/moon/tide/tags.rss", "https://codeberg.org/moon/tide.rss"},
		"https://codeberg.org/moon/tide/src/branch/dev":                  {"https://codeberg.org/moon/tide/rss/branch/dev", "https://codeberg.org/moon/tide/releases.rss", "https://codeberg.org/moon/tide/tags.rss", "https://codeberg.org/moon/tide.rss"},
		"https://codeberg.org/explore/repos":                             nil,
		"https://codeberg.org/moon":                                      {"https://codeberg.org/moon.rss"},
		"https://bsky.app/profile/tide.example":                          {"https://bsky.app/profile/tide.example/rss"},
		"https://bsky.app/profile/did:plc:abc/post/1":                    {"https://bsky.app/profile/did:plc:abc/rss"},
		"https://bsky.app/search":                                        nil,
		"https://tide.substack.com/p/spring":                             {"https://tide.substack.com/feed"},
		"https://open.substack.com/pub/tide/p/spring":                    {"https://tide.substack.com/feed"},
		"https://substack.com/@tide":                                     nil,
		"https://medium.com/@tide/spring-1a2b":                           {"https://medium.com/feed/@tide"},
		"https://medium.com/the-tide":                                    {"https://medium.com/feed/the-tide"},
		"https://medium.com/tag/sea":                                     {"https://medium.com/feed/tag/sea"},
		"https://tide.medium.com/":                                       {"https://tide.medium.com/feed"},
		"https://medium.com/":                                            nil,
		"https://tide.tumblr.com/post/1":                                 {"https://tide.tumblr.com/rss"},
		"https://www.tumblr.com/tide":                                    {"https://tide.tumblr.com/rss"},
		"https://www.tumblr.com/blog/view/tide":                          {"https://tide.tumblr.com/rss"},
		"https://tide.tumblr.com/tagged/low%20water":                     {"https://tide.tumblr.com/tagged/low%20water/rss", "https://tide.tumblr.com/rss"},
		"https://www.tumblr.com/explore/trending":                        nil,
		"https://tide.wordpress.com/2026/01/05/spring/":                  {"https://tide.wordpress.com/feed/"},
		"https://tide.wordpress.com/category/sea/":                       {"https://tide.wordpress.com/category/sea/feed/", "https://tide.wordpress.com/feed/"},
		"https://tide.blogspot.com/2026/01/spring.html":                  {"https://tide.blogspot.com/feeds/posts/default"},
		"https://social.example/@tide":                                   {"https://social.example/@tide.rss"},
		"https://social.example/@tide/115":                               {"https://social.example/@tide.rss"},
		"https://social.example/@tide@other.example":                     {"https://other.example/@tide.rss"},
		"https://social.example/web/@tide":                               {"https://social.example/@tide.rss"},
		"https://social.example/tags/sea":                                {"https://social.example/tags/sea.rss"},
		"https://lemmy.example/c/tides":                                  {"https://lemmy.example/feeds/c/tides.xml?sort=New", "https://lemmy.example/feeds/videos.xml?videoChannelName=tides"},
		"https://tube.example/c/tides/videos":                            {"https://tube.example/feeds/videos.xml?videoChannelName=tides"},
		"https://tube.example/a/moon/video-channels":                     {"https://tube.example/feeds/videos.xml?accountName=moon"},
		"https://social.example/@tide/tagged/sea":                        {"https://social.example/@tide/tagged/sea.rss", "https://social.example/@tide.rss"},
		"https://social.example/users/tide":                              {"https://social.example/@tide.rss"},
		"https://lemmy.example/c/tides@other.example":                    {"https://lemmy.example/feeds/c/tides@other.example.xml?sort=New"},
		"https://lemmy.example/u/moon":                                   {"https://lemmy.example/feeds/u/moon.xml?sort=New"},
		"https://x.com/@tide":                                            nil,
		"https://example.org/news":                                       nil,
		"https://notreddit.com/r/tides":                                  nil,
		"https://social.example/@":                                       nil,
		"mailto:tide@example.org":                                        nil,
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

const tideChannel = "UC0123456789012345678901"

func TestFeedsThatOnlyTheMarkupOfAPageTells(t *testing.T) {
	tube := []string{youtubeFeeds + "?channel_id=" + tideChannel}
	for name, test := range map[string]struct {
		at, page string
		want     []string
	}{
		"a channel":               {"https://www.youtube.com/@tide", `<script>{"channelId":"UCother67890123456789012"}</script><link rel="canonical" href="https://www.youtube.com/channel/` + tideChannel + `">`, tube},
		"a channel by its script": {"https://www.youtube.com/c/tide", `{"metadata":{"externalId":"` + tideChannel + `"}}`, tube},
		"a video":                 {"https://www.youtube.com/watch?v=abc", `{"channelId":"UCother67890123456789012"},"videoDetails":{"videoId":"abc","title":"High water","channelId":"` + tideChannel + `"`, tube},
		"a video's metadata":      {"https://m.youtube.com/shorts/abc", `<meta itemprop="channelId" content="` + tideChannel + `">`, tube},
		"a page of no channel":    {"https://www.youtube.com/feed/trending", `{"channelId":"UC1"}`, nil},
		"sounds": {"https://soundcloud.com/tide", `<meta property="al:ios:url" content="soundcloud://users:4711">`,
			[]string{"https://feeds.soundcloud.com/users/soundcloud:users:4711/sounds.rss"}},
		"a writer": {"https://substack.com/@moon", `JSON.parse("{\"profile\":{\"primaryPublication\":{\"id\":1,\"subdomain\":\"tide\"}}}")`,
			[]string{"https://tide.substack.com/feed"}},
		"a repository on a host of its own": {"https://git.example/moon/tide", `<meta name="keywords" content="git,forge,forgejo">`,
			[]string{"https://git.example/moon/tide/releases.rss", "https://git.example/moon/tide/tags.rss", "https://git.example/moon/tide.rss"}},
		"the same words elsewhere": {"https://a.example/x/y", `git, forge, forgejo`, nil},
	} {
		if got := urlsOf(Inside([]byte(test.page), parse(t, test.at))); !slices.Equal(got, test.want) {
			t.Errorf("%s: %q; want %q", name, got, test.want)
		}
	}
}

func TestPodcastsAreLookedUpByTheirNumber(t *testing.T) {
	for address, want := range map[string]string{
		"https://podcasts.apple.com/vn/podcast/tide/id987654?i=1000": "https://itunes.apple.com/lookup?entity=podcast&id=987654",
		"https://itunes.apple.com/podcast/id987654":                  "https://itunes.apple.com/lookup?entity=podcast&id=987654",
		"https://overcast.fm/itunes987654/tide":                      "https://itunes.apple.com/lookup?entity=podcast&id=987654",
		"https://overcast.fm/itunes987654-tide":                      "https://itunes.apple.com/lookup?entity=podcast&id=987654",
		"https://podcasts.apple.com/vn/browse":                       "",
		"https://a.example/id987654":                                 "",
	} {
		if got, _ := lookUp(parse(t, address)); got != want {
			t.Errorf("%s: %q; want %q", address, got, want)
		}
	}
	for text, want := range map[string][]string{
		`{"results":[{"feedUrl":"https://a.example/pod","collectionName":"Tide"},{"collectionName":"No feed"}]}`: {"https://a.example/pod"},
		`{"results":[{"feedUrl":"javascript:x"}]}`:                                                               nil,
		`{"results":{}}`: nil,
		`<html>`:         nil,
	} {
		if got := urlsOf(readApple([]byte(text))); !slices.Equal(got, want) {
			t.Errorf("%s: %q; want %q", text, got, want)
		}
	}
}

func TestOneFeedInTwoFormats(t *testing.T) {
	const rss, atom = "application/rss+xml", "application/atom+xml"
	for _, test := range []struct {
		a, b Candidate
		want bool
	}{
		{Candidate{URL: "https://a.example/feed/"}, Candidate{URL: "https://a.example/feed/atom/"}, true},
		{Candidate{URL: "https://a.example/rss.xml"}, Candidate{URL: "https://a.example/atom.xml"}, true},
		{Candidate{URL: "https://a.example/feed.xml"}, Candidate{URL: "https://a.example/feed.json"}, true},
		{Candidate{URL: "https://a.example/posts?format=rss"}, Candidate{URL: "https://a.example/posts?format=atom"}, true},
		{Candidate{URL: "https://a.example/feeds/posts/default"}, Candidate{URL: "https://a.example/feeds/posts/default?alt=rss"}, true},
		{Candidate{URL: "https://a.example/1", Title: "Tide » RSS Feed", Type: rss}, Candidate{URL: "https://a.example/2", Title: "Tide - Atom 1.0", Type: atom}, true},
		{Candidate{URL: "https://a.example/sport/rss.xml"}, Candidate{URL: "https://a.example/news/rss.xml"}, false},
		{Candidate{URL: "https://a.example/1", Title: "RSS", Type: rss}, Candidate{URL: "https://a.example/2", Title: "Atom", Type: atom}, false},
		{Candidate{URL: "https://a.example/1", Title: "Tide", Type: rss}, Candidate{URL: "https://a.example/2", Title: "Tide", Type: rss}, false},
		{Candidate{URL: "https://a.example/feed/"}, Candidate{URL: "https://a.example/comments/feed/", Comments: true}, false},
		{Candidate{URL: "https://a.example/rss"}, Candidate{URL: "https://b.example/rss"}, false},
	} {
		if twins(test.a, test.b) != test.want || twins(test.b, test.a) != test.want {
			t.Errorf("%+v and %+v: want %v", test.a, test.b, test.want)
		}
	}
}

func TestTheProgramThatMadeASiteSaysWhereItsFeedIs(t *testing.T) {
	for page, want := range map[string]string{
		`<meta name="generator" content="WordPress 6.4">`:              "https://a.example/feed/",
		`<img src="/wp-content/uploads/a.png">`:                        "https://a.example/feed/",
		`<meta content="Joomla! - Open Source" name=generator>`:        "https://a.example/blog/tide?format=feed&type=rss",
		`<meta name="Generator" content="Drupal 9">`:                   "https://a.example/rss.xml",
		`<meta name="generator" content="Hugo 0.120.4">`:               "https://a.example/index.xml",
		`<script src="https://static1.squarespace.com/x.js"></script>`: "https://a.example/blog/tide?format=rss",
		`<p>Made by hand</p>`:                                          "https://a.example/blog/feed",
	} {
		at := parse(t, "https://a.example/blog/tide")
		got := Guesses(at, Read([]byte(page), nil, at).System)
		if len(got) > mostGuesses || got[0].URL != want {
			t.Errorf("%s: %q; want %q first", page, urlsOf(got), want)
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
		if got := urlsOf(Guesses(parse(t, address), "")); !slices.Equal(got, want) {
			t.Errorf("%s: %q; want %q", address, got, want)
		}
	}
}
