package discover

import (
	"net/url"
	"slices"
	"strings"
)

// A site knows where the feeds of an address are. path is the address's path in
// pieces, none of them empty, unescaped.
type site struct {
	hosts []string // with what is before them: "example.org" is "www.example.org" too
	feeds func(u *url.URL, path []string) []Candidate
}

// sites are asked in order; the first that has the host answers alone.
var sites = []site{
	{[]string{"youtube.com", "youtube-nocookie.com", "youtu.be"}, youtube},
	{[]string{"vimeo.com"}, vimeo},
	{[]string{"dailymotion.com"}, dailymotion},
	{[]string{"reddit.com", "redd.it"}, reddit},
	{[]string{"news.ycombinator.com"}, hackerNews},
	{stackExchangeHosts, stackExchange},
	{[]string{"github.com"}, github},
	{[]string{"gitlab.com"}, gitlab},
	{[]string{"codeberg.org", "gitea.com"}, forgejo},
	{[]string{"pypi.org"}, pypi},
	{[]string{"crates.io"}, crates},
	{[]string{"bsky.app"}, bluesky},
	{[]string{"substack.com"}, substack},
	{[]string{"medium.com"}, medium},
	{[]string{"dev.to"}, devTo},
	{[]string{"tumblr.com"}, tumblr},
	{[]string{"wordpress.com"}, wordpress},
	{[]string{"blogspot.com"}, blogger},
	{[]string{"livejournal.com", "dreamwidth.org"}, journal},
	{wikimediaHosts, wikimedia},
	{[]string{"arxiv.org"}, arxiv},
	{[]string{"news.google.com"}, googleNews},
	{[]string{"steampowered.com", "steamcommunity.com"}, steam},
	{[]string{"podcasts.apple.com", "itunes.apple.com", "overcast.fm"}, noFeeds}, // see lookUp
	{[]string{"soundcloud.com"}, noFeeds},                                        // see Inside
}

// closed are sites that have no feeds for anybody. What is below another name of their
// domain, such as a blog of the company, may have one.
var closed = []string{
	"x.com", "twitter.com", "tiktok.com", "threads.net", "threads.com", "instagram.com", "facebook.com",
	"linkedin.com", "open.spotify.com", "discord.com", "discord.gg", "t.me", "telegram.me", "twitch.tv",
	"whatsapp.com", "snapchat.com", "weibo.com",
}

// neverHas reports whether a site is known to have no feeds at all.
func neverHas(u *url.URL) bool {
	name := strings.ToLower(u.Hostname())
	for _, prefix := range []string{"www.", "m.", "mobile.", "web."} {
		name = strings.TrimPrefix(name, prefix)
	}
	return slices.Contains(closed, name)
}

// Resolve knows the feeds of sites by their address alone. Some patterns
// (Mastodon, Lemmy, PeerTube, GitLab) are of software that runs on any host, so that
// what it says is likely and not certain. It asks nobody.
func Resolve(u *url.URL) []Candidate {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" || neverHas(u) {
		return nil
	}
	path := pieces(u)
	if s, ok := siteOf(u); ok {
		return s.feeds(u, path)
	}
	if isGitlab(path) {
		return gitlab(u, path)
	}
	return fediverse(u, path)
}

func siteOf(u *url.URL) (site, bool) {
	for _, s := range sites {
		if slices.ContainsFunc(s.hosts, func(host string) bool { return under(u, host) }) {
			return s, true
		}
	}
	return site{}, false
}

// isKnown reports whether Resolve knows the site and not only the pattern.
func isKnown(u *url.URL) bool {
	_, ok := siteOf(u)
	return ok
}

// under reports whether u's host is host or ends with it.
func under(u *url.URL, host string) bool {
	name := strings.ToLower(u.Hostname())
	return name == host || strings.HasSuffix(name, "."+host)
}

// owner is the one label before host, as in "owner.example.org"; empty for
// "www" and for none.
func owner(u *url.URL, host string) string {
	name := strings.TrimSuffix(strings.ToLower(u.Hostname()), "."+host)
	if name == host || name == "www" || strings.Contains(name, ".") {
		return ""
	}
	return name
}

func pieces(u *url.URL) []string {
	var path []string
	for part := range strings.SplitSeq(u.EscapedPath(), "/") {
		if text, err := url.PathUnescape(part); err == nil && text != "" {
			path = append(path, text)
		}
	}
	return path
}

// piece is that of a path at i; empty if there is none.
func piece(path []string, i int) string {
	if i < len(path) {
		return path[i]
	}
	return ""
}

// feed is a candidate at base and further pieces of a path.
func feed(title, base string, path ...string) Candidate {
	for _, part := range path {
		base += "/" + url.PathEscape(part)
	}
	return Candidate{URL: base, Title: title, How: ByResolver}
}

// asking is a candidate with a query: names and values in turn, empty ones left out.
func asking(title, base string, query ...string) Candidate {
	mark := "?"
	for i := 0; i+1 < len(query); i += 2 {
		if query[i+1] != "" {
			base += mark + query[i] + "=" + url.QueryEscape(query[i+1])
			mark = "&"
		}
	}
	return Candidate{URL: base, Title: title, How: ByResolver}
}

func noFeeds(*url.URL, []string) []Candidate { return nil }
