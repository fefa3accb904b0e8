package discover

import "net/url"

// usual are paths at which feeds often are: of WordPress, of most others, and
// of the programs that make sites from files.
var usual = []string{"/feed", "/rss.xml", "/atom.xml", "/index.xml", "/rss"}

// Guesses are a few addresses at which the host of u often has a feed: five at
// most. If u is in a section, its feed is the first.
func Guesses(u *url.URL) []Candidate {
	if u.Scheme != "http" && u.Scheme != "https" || u.Host == "" {
		return nil
	}
	base := u.Scheme + "://" + u.Host
	var all []Candidate
	if path := pieces(u); len(path) > 0 {
		all = append(all, Candidate{URL: feed("", base, path[0], "feed").URL, How: ByGuess})
	}
	for _, path := range usual[:len(usual)-len(all)] {
		all = append(all, Candidate{URL: base + path, How: ByGuess})
	}
	return all
}
