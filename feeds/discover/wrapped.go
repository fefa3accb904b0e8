package discover

import (
	"net/url"
	"strings"
)

// wrappers are pages that only send on to an address in their query, where people copy
// links from: they ask or warn before, so that following them would end there.
var wrappers = map[string]string{
	"google.com/url": "q", "l.facebook.com/l.php": "u", "lm.facebook.com/l.php": "u", "l.instagram.com/": "u", "out.reddit.com/": "url",
	"youtube.com/redirect": "q", "steamcommunity.com/linkfilter/": "u", "vk.com/away.php": "to", "t.umblr.com/redirect": "z",
}

// unwrapped is the address that u only leads to; empty: it is one of its own. Copies of
// pages for phones (AMP), which search machines keep, name their site in the path.
func unwrapped(u *url.URL) string {
	host := strings.TrimPrefix(strings.ToLower(u.Hostname()), "www.")
	key, wraps := wrappers[host+u.Path]
	path := pieces(u)
	switch {
	case wraps:
		to := u.Query().Get(key)
		if host == "google.com" && to == "" {
			to = u.Query().Get("url")
		}
		if strings.HasPrefix(to, "http://") || strings.HasPrefix(to, "https://") {
			return to
		}
	case piece(path, 0) == "amp" && (strings.HasPrefix(host, "google.")), under(u, "cdn.ampproject.org") && len(piece(path, 0)) <= 2:
		if piece(path, 1) == "s" && strings.Contains(piece(path, 2), ".") {
			return "https://" + strings.Join(path[2:], "/")
		}
		if strings.Contains(piece(path, 1), ".") {
			return "http://" + strings.Join(path[1:], "/")
		}
	}
	return ""
}
