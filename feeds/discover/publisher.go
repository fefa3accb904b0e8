package discover

import (
	"cmp"
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/publicsuffix"

	"tidings/feeds"
)

// platforms are domains below which everybody publishes under a name of their own: in
// the first part of the path.
var platforms = []string{
	"medium.com", "youtube.com", "reddit.com", "vimeo.com", "soundcloud.com", "mastodon.social",
	"bsky.app", "t.me", "telegram.org", "feedburner.com", "google.com",
}

// Publisher names whose feed one is: the registrable domain of its site, else of its
// own address, so that the sections of a newspaper are one publisher. Where everybody
// can publish, the first part of the path belongs to the name. It is empty for what
// has no host.
func Publisher(f feeds.Feed) string {
	if f.Local() {
		return ""
	}
	return cmp.Or(publisherOf(f.Site), publisherOf(f.URL))
}

func publisherOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || u.Hostname() == "" {
		return ""
	}
	host := strings.ToLower(strings.TrimSuffix(u.Hostname(), "."))
	domain, err := publicsuffix.EffectiveTLDPlusOne(host)
	if err != nil { // an address in numbers, or a name of the local network
		return host
	}
	if !slices.Contains(platforms, domain) {
		return domain
	}
	first, _, _ := strings.Cut(strings.Trim(u.Path, "/"), "/")
	if first == "channel" || first == "user" || first == "r" || first == "c" {
		first = strings.Trim(u.Path, "/")
	}
	return strings.TrimSuffix(domain+"/"+strings.ToLower(first), "/")
}
