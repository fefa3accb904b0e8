package discover

import (
	"net/url"
	"strings"
)

// redditSorts are the orders of posts that have feeds of their own.
var redditSorts = []string{"new", "top", "rising", "hot", "controversial", "best"}

// reddit has a feed for every list of posts, for every search and for every discussion.
func reddit(u *url.URL, path []string) []Candidate {
	const base = "https://www.reddit.com"
	if under(u, "redd.it") { // the page says which discussion it is
		return nil
	}
	kind, name, third := strings.ToLower(piece(path, 0)), piece(path, 1), piece(path, 2)
	period := u.Query().Get("t")
	switch {
	case len(path) == 0:
		return []Candidate{feed("Reddit", base, ".rss")}
	case kind == "search":
		return redditSearch(u, "", base)
	case len(path) == 1 && isOneOf(kind, redditSorts...):
		c := feed("Reddit, "+kind, base, kind, ".rss")
		return []Candidate{asking(c.Title, c.URL, "t", period)}
	case len(path) < 2:
		return nil
	case kind == "r" && third == "comments" && len(path) > 3:
		return []Candidate{
			feed("r/"+name, base, "r", name, ".rss"),
			feed("This discussion", base, "r", name, "comments", path[3], ".rss"),
		}
	case kind == "r" && third == "search", kind == "r" && u.Query().Get("f") != "":
		return append(redditSearch(u, name, base+"/r/"+url.PathEscape(name)), feed("r/"+name, base, "r", name, ".rss"))
	case kind == "r" && isOneOf(third, redditSorts...):
		c := feed("r/"+name+", "+third, base, "r", name, third, ".rss")
		return []Candidate{asking(c.Title, c.URL, "t", period), feed("r/"+name, base, "r", name, ".rss")}
	case kind == "r", kind == "domain":
		return []Candidate{feed(kind+"/"+name, base, kind, name, ".rss")}
	case (kind == "u" || kind == "user") && third == "m" && len(path) > 3:
		return []Candidate{feed(path[3], base, "user", name, "m", path[3], ".rss")}
	case (kind == "u" || kind == "user") && isOneOf(third, "submitted", "comments"):
		return []Candidate{feed("u/"+name+", "+third, base, "user", name, third, ".rss"), feed("u/"+name, base, "user", name, ".rss")}
	case kind == "u", kind == "user":
		return []Candidate{feed("u/"+name, base, "user", name, ".rss")}
	}
	return nil
}

// redditSearch is a search, or a flair of a subreddit, newest first.
func redditSearch(u *url.URL, name, base string) []Candidate {
	q, only := u.Query().Get("q"), ""
	if flair, ok := strings.CutPrefix(u.Query().Get("f"), "flair_name:"); ok && q == "" {
		q = "flair:" + flair
	}
	if q == "" {
		return nil
	}
	title := "“" + q + "” on Reddit"
	if name != "" {
		title, only = "“"+q+"” in r/"+name, "1"
	}
	return []Candidate{asking(title, base+"/search.rss", "q", q, "restrict_sr", only, "sort", "new")}
}

func hackerNews(*url.URL, []string) []Candidate {
	return []Candidate{feed("Hacker News", "https://news.ycombinator.com", "rss")}
}

// stackExchangeHosts are the sites of one company that share their addresses.
var stackExchangeHosts = []string{
	"stackoverflow.com", "serverfault.com", "superuser.com", "askubuntu.com", "mathoverflow.net", "stackapps.com", "stackexchange.com",
}

// stackExchange has feeds of questions: all, with a tag, one with its answers, and of
// what a person does.
func stackExchange(u *url.URL, path []string) []Candidate {
	base := "https://" + u.Host
	all := feed("Newest questions", base, "feeds")
	switch first, second := piece(path, 0), piece(path, 1); {
	case under(u, "stackexchange.com") && owner(u, "stackexchange.com") == "" && !strings.Contains(u.Hostname(), ".meta."):
		return nil
	case first == "questions" && second == "tagged" && len(path) > 2:
		return []Candidate{{URL: base + "/feeds/tag?tagnames=" + tagNames(path[2]) + "&sort=newest", Title: "Questions about " + path[2], How: ByResolver}, all}
	case (first == "questions" || first == "q") && isNumber(second):
		return []Candidate{all, feed("This question", base, "feeds", "question", second)}
	case first == "users" && isNumber(second):
		return []Candidate{feed("Activity of "+piece(append(path, "", ""), 2), base, "feeds", "user", second)}
	}
	return []Candidate{all}
}

// tagNames keeps what joins and ends tags: "+" and "or".
func tagNames(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "%2B", "+")
}

func isNumber(text string) bool {
	return text != "" && strings.Trim(text, "0123456789") == ""
}

// bluesky has a feed of what a person writes.
func bluesky(_ *url.URL, path []string) []Candidate {
	if len(path) < 2 || path[0] != "profile" {
		return nil
	}
	return []Candidate{feed(path[1], "https://bsky.app", "profile", path[1], "rss")}
}

// fediverse knows Mastodon (and what is like it), Lemmy and PeerTube, on any host.
func fediverse(u *url.URL, path []string) []Candidate {
	base := u.Scheme + "://" + u.Host
	first, second := piece(path, 0), piece(path, 1)
	switch {
	case first == "web" && strings.HasPrefix(second, "@"): // before Mastodon 4
		return mastodon(base, second, nil)
	case strings.HasPrefix(first, "@"):
		return mastodon(base, first, path[1:])
	case first == "users" && second != "": // the name of a person between servers
		return mastodon(base, "@"+second, nil)
	case first == "tags" && second != "":
		return []Candidate{feed("#"+second, base, "tags", second+".rss")}
	case (first == "c" || first == "u") && len(path) == 2:
		c := feed(first+"/"+second, base, "feeds", first, second+".xml")
		all := []Candidate{asking(c.Title, c.URL, "sort", "New")}
		if first == "c" && !strings.Contains(second, "@") {
			all = append(all, peertube(base, "videoChannelName", second))
		}
		return all
	case (first == "c" || first == "video-channels") && second != "":
		return []Candidate{peertube(base, "videoChannelName", second)}
	case (first == "a" || first == "accounts") && second != "":
		return []Candidate{peertube(base, "accountName", second)}
	}
	return nil
}

// peertube has one address of feeds, which a query narrows down (its REST reference,
// "Video Feeds").
func peertube(base, key, name string) Candidate {
	return asking("Videos of "+name, base+"/feeds/videos.xml", key, name)
}

// mastodon has the feed of a person on the person's own host; one of those of what the
// person writes with a tag as well.
func mastodon(base, handle string, rest []string) []Candidate {
	name, host, remote := strings.Cut(strings.TrimPrefix(handle, "@"), "@")
	if remote {
		base = "https://" + host
	}
	if name == "" || remote && (!isHost(host) || strings.Contains(host, ":")) { // a name, not a number of IPv6
		return nil
	}
	all := []Candidate{feed(handle, base, "@"+name+".rss")}
	if piece(rest, 0) == "tagged" && len(rest) > 1 {
		all = append([]Candidate{feed(handle+", #"+rest[1], base, "@"+name, "tagged", rest[1]+".rss")}, all...)
	}
	return all
}
