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
	{[]string{"youtube.com", "youtu.be"}, youtube},
	{[]string{"reddit.com"}, reddit},
	{[]string{"github.com"}, github},
	{[]string{"gitlab.com"}, gitlab},
	{[]string{"codeberg.org"}, forgejo},
	{[]string{"bsky.app"}, bluesky},
	{[]string{"substack.com"}, substack},
	{[]string{"medium.com"}, medium},
	{[]string{"tumblr.com"}, tumblr},
	{[]string{"wordpress.com"}, wordpress},
	{[]string{"blogspot.com"}, blogger},
	{[]string{"threads.net", "threads.com", "tiktok.com", "x.com", "twitter.com"}, noFeeds},
}

// Resolve knows the feeds of sites by their address alone. Some patterns
// (Mastodon, Lemmy) are of software that runs on any host, so that what it
// says is likely and not certain. It asks nobody.
func Resolve(u *url.URL) []Candidate {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	path := pieces(u)
	if s, ok := siteOf(u); ok {
		return s.feeds(u, path)
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
	for piece := range strings.SplitSeq(u.EscapedPath(), "/") {
		if text, err := url.PathUnescape(piece); err == nil && text != "" {
			path = append(path, text)
		}
	}
	return path
}

// feed is a candidate at base and further pieces of a path.
func feed(title, base string, path ...string) Candidate {
	for _, piece := range path {
		base += "/" + url.PathEscape(piece)
	}
	return Candidate{URL: base, Title: title, How: ByResolver}
}

func noFeeds(*url.URL, []string) []Candidate { return nil }
