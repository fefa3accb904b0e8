package discover

import (
	"net/url"
	"regexp"
	"strings"
)

const youtubeFeeds = "https://www.youtube.com/feeds/videos.xml"

// youtube knows channels and playlists by their identifiers. Handles ("/@name"), old
// names ("/c/name") and the channel of a video are only in the page: see Inside. A list
// that begins with RD or UL is a mix made for one viewer and has no feed.
func youtube(u *url.URL, path []string) []Candidate {
	list := u.Query().Get("list")
	switch {
	case piece(path, 0) == "channel" && len(path) > 1:
		return []Candidate{asking("Videos", youtubeFeeds, "channel_id", path[1])}
	case piece(path, 0) == "user" && len(path) > 1:
		return []Candidate{asking("Videos of "+path[1], youtubeFeeds, "user", path[1])}
	case strings.HasPrefix(list, "PL"), strings.HasPrefix(list, "UU"), strings.HasPrefix(list, "OL"), strings.HasPrefix(list, "FL"):
		return []Candidate{asking("Playlist", youtubeFeeds, "playlist_id", list)}
	}
	return nil
}

// youtubeChannel is what the pages of YouTube call the channel that they are of, the
// most certain first: the canonical address and the metadata of a channel's page, the
// metadata of a video's page.
var youtubeChannel = []*regexp.Regexp{
	regexp.MustCompile(`<link rel="canonical" href="https://www\.youtube\.com/channel/(UC[\w-]{22})"`),
	regexp.MustCompile(`<meta itemprop="(?:channelId|identifier)" content="(UC[\w-]{22})"`),
	regexp.MustCompile(`"externalId":"(UC[\w-]{22})"`),
	regexp.MustCompile(`"videoDetails":\{[^{}]*?"channelId":"(UC[\w-]{22})"`),
	regexp.MustCompile(`"externalChannelId":"(UC[\w-]{22})"`),
	regexp.MustCompile(`"channelId":"(UC[\w-]{22})"`),
}

func insideYoutube(page []byte) []Candidate {
	for _, pattern := range youtubeChannel {
		if m := pattern.FindSubmatch(page); m != nil {
			return []Candidate{asking("Videos", youtubeFeeds, "channel_id", string(m[1]))}
		}
	}
	return nil
}

// vimeo has feeds of people, channels and groups.
func vimeo(_ *url.URL, path []string) []Candidate {
	const base = "https://vimeo.com"
	switch first := piece(path, 0); {
	case (first == "channels" || first == "groups") && len(path) > 1:
		return []Candidate{feed(path[1], base, first, path[1], "videos", "rss")}
	case first == "" || strings.Trim(first, "0123456789") == "": // a video
		return nil
	case isOneOf(first, "album", "showcase", "watch", "categories", "features", "blog", "log_in", "join", "search", "ondemand", "manage", "help", "upgrade"):
		return nil
	default:
		return []Candidate{feed("Videos of "+first, base, first, "videos", "rss")}
	}
}

// dailymotion has feeds of people and playlists.
func dailymotion(_ *url.URL, path []string) []Candidate {
	const base = "https://www.dailymotion.com/rss"
	switch first := piece(path, 0); {
	case first == "playlist" && len(path) > 1:
		return []Candidate{feed("Playlist", base, "playlist", path[1])}
	case first == "user" && len(path) > 1:
		return []Candidate{feed("Videos of "+path[1], base, "user", path[1])}
	case len(path) == 1 && !isOneOf(first, "explore", "signin", "search", "upload", "about", "partner"):
		return []Candidate{feed("Videos of "+first, base, "user", first)}
	}
	return nil
}

// soundcloudUser is the number by which SoundCloud's feeds call a person; the page has
// it for phones.
var soundcloudUser = regexp.MustCompile(`"soundcloud://users:(\d+)"`)

func insideSoundcloud(page []byte) []Candidate {
	m := soundcloudUser.FindSubmatch(page)
	if m == nil {
		return nil
	}
	return []Candidate{{
		URL:   "https://feeds.soundcloud.com/users/soundcloud:users:" + string(m[1]) + "/sounds.rss",
		Title: "Sounds", How: ByResolver,
	}}
}

func isOneOf(text string, list ...string) bool {
	for _, one := range list {
		if strings.EqualFold(text, one) {
			return true
		}
	}
	return false
}
