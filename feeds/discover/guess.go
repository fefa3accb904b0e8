package discover

import (
	"net/url"
	"strings"
)

// usual are paths at which feeds often are: of WordPress, of most others, and
// of the programs that make sites from files.
var usual = []string{"/feed", "/rss.xml", "/atom.xml", "/index.xml", "/rss"}

const mostGuesses = 5

// Guesses are a few addresses at which the host of u often has a feed: five at
// most. Those of the program that made the page (Reading.System; empty: not known) come
// first, and if u is in a section, the feed of that.
func Guesses(u *url.URL, system string) []Candidate {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	base := u.Scheme + "://" + u.Host
	var all []Candidate
	seen := map[string]bool{}
	add := func(address string) {
		if !seen[address] && len(all) < mostGuesses {
			seen[address] = true
			all = append(all, Candidate{URL: address, How: ByGuess})
		}
	}
	for _, path := range systemPaths(system) {
		if strings.HasPrefix(path, "?") { // of the page itself
			path = "/" + strings.TrimPrefix(u.EscapedPath(), "/") + path
		}
		add(base + path)
	}
	if path := pieces(u); len(path) > 0 {
		add(feed("", base, path[0], "feed").URL)
	}
	for _, path := range usual {
		add(base + path)
	}
	return all
}
