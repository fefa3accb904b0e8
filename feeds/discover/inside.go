package discover

import "net/url"

// Inside knows the feeds of sites that name them nowhere but in the markup of their
// pages, each in its own way: the channel of a YouTube handle or video, the person of a
// SoundCloud page, the publication of a Substack writer, and repositories of Forgejo
// and Gitea, which run on hosts of their own. It asks nobody.
func Inside(page []byte, location *url.URL) []Candidate {
	switch {
	case under(location, "youtube.com"), under(location, "youtu.be"):
		return insideYoutube(page)
	case under(location, "soundcloud.com"):
		return insideSoundcloud(page)
	case under(location, "substack.com"):
		return insideSubstack(page)
	case !isKnown(location) && isForgejo(page):
		return forgejo(location, pieces(location))
	}
	return nil
}
