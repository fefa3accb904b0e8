package discover

import (
	"net/url"
	"slices"
	"strings"
)

// youtube knows channels and playlists by their identifiers. Handles ("/@name")
// and old names ("/c/name") are only in the page.
func youtube(u *url.URL, path []string) []Candidate {
	const base = "https://www.youtube.com/feeds/videos.xml?"
	by := func(title, key, value string) []Candidate {
		return []Candidate{{URL: base + key + "=" + url.QueryEscape(value), Title: title, How: ByResolver}}
	}
	switch list := u.Query().Get("list"); {
	case len(path) > 1 && path[0] == "channel":
		return by("Videos", "channel_id", path[1])
	case len(path) > 1 && path[0] == "user":
		return by("Videos of "+path[1], "user", path[1])
	case strings.HasPrefix(list, "PL"), strings.HasPrefix(list, "UU"), strings.HasPrefix(list, "OL"):
		return by("Playlist", "playlist_id", list)
	}
	return nil
}

// reddit has a feed for every list of posts and for every discussion.
func reddit(u *url.URL, path []string) []Candidate {
	const base = "https://www.reddit.com"
	switch {
	case len(path) == 0:
		return []Candidate{feed("Reddit", base, ".rss")}
	case strings.HasSuffix(path[len(path)-1], ".rss"), len(path) < 2:
		return nil
	}
	kind, name := strings.ToLower(path[0]), path[1]
	switch {
	case kind == "r" && len(path) > 3 && path[2] == "comments":
		return []Candidate{
			feed("r/"+name, base, "r", name, ".rss"),
			feed("This discussion", base, "r", name, "comments", path[3], ".rss"),
		}
	case kind == "r" && len(path) > 2 && slices.Contains([]string{"new", "top", "rising", "hot", "controversial"}, path[2]):
		c := feed("r/"+name+", "+path[2], base, "r", name, path[2], ".rss")
		if period := u.Query().Get("t"); period != "" {
			c.URL += "?t=" + url.QueryEscape(period)
		}
		return []Candidate{c, feed("r/"+name, base, "r", name, ".rss")}
	case kind == "r", kind == "domain":
		return []Candidate{feed(kind+"/"+name, base, kind, name, ".rss")}
	case (kind == "u" || kind == "user") && len(path) > 3 && path[2] == "m":
		return []Candidate{feed(path[3], base, "user", name, "m", path[3], ".rss")}
	case kind == "u", kind == "user":
		return []Candidate{feed("u/"+name, base, "user", name, ".rss")}
	}
	return nil
}

// githubPages are first pieces of a path that name no owner.
var githubPages = []string{
	"about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore",
	"features", "issues", "join", "login", "marketplace", "new", "notifications", "organizations",
	"orgs", "pricing", "pulls", "readme", "search", "security", "settings", "site", "solutions",
	"sponsors", "stars", "team", "topics", "trending",
}

// github has feeds of what an owner does and of what happens in a repository.
func github(u *url.URL, path []string) []Candidate {
	const base = "https://github.com"
	if len(path) == 0 || owner(u, "github.com") != "" || slices.Contains(githubPages, strings.ToLower(path[0])) {
		return nil
	}
	who := path[0]
	if len(path) == 1 {
		return []Candidate{feed("Activity of "+who, base, who+".atom")}
	}
	repo := strings.TrimSuffix(path[1], ".git")
	name, base2 := who+"/"+repo, feed("", base, who, repo).URL
	releases := feed("Releases of "+name, base2, "releases.atom")
	commits := feed("Commits to "+name, base2, "commits.atom")
	tags := feed("Tags of "+name, base2, "tags.atom")
	section := ""
	if len(path) > 2 {
		section = path[2]
	}
	switch section {
	case "commits", "tree":
		if len(path) > 3 {
			commits = feed("Commits to "+name+", "+path[3], base2, "commits", path[3]+".atom")
		}
		return []Candidate{commits, releases, tags}
	case "tags":
		return []Candidate{tags, releases, commits}
	case "discussions":
		return []Candidate{feed("Discussions of "+name, base2, "discussions.atom"), releases, commits, tags}
	case "wiki":
		return []Candidate{feed("Wiki of "+name, base2, "wiki.atom"), releases, commits, tags}
	}
	return []Candidate{releases, commits, tags}
}

// gitlab has projects at any depth of groups; what follows "-" is a page of them.
func gitlab(u *url.URL, path []string) []Candidate {
	if end := slices.Index(path, "-"); end >= 0 {
		path = path[:end]
	}
	if len(path) < 2 || owner(u, "gitlab.com") != "" {
		return nil
	}
	name, base := strings.Join(path, "/"), feed("", "https://gitlab.com", path...).URL
	return []Candidate{
		feed("Releases of "+name, base, "-", "releases.atom"),
		{URL: base + "/-/commits/HEAD?format=atom", Title: "Commits to " + name, How: ByResolver},
		{URL: base + "/-/tags?format=atom", Title: "Tags of " + name, How: ByResolver},
	}
}

// forgejo is the software of Codeberg.
func forgejo(u *url.URL, path []string) []Candidate {
	base := "https://" + u.Host
	switch {
	case len(path) == 1:
		return []Candidate{feed("Activity of "+path[0], base, path[0]+".rss")}
	case len(path) > 1:
		name := path[0] + "/" + path[1]
		return []Candidate{
			feed("Releases of "+name, base, path[0], path[1], "releases.rss"),
			feed("Activity of "+name, base, path[0], path[1]+".rss"),
		}
	}
	return nil
}

func bluesky(_ *url.URL, path []string) []Candidate {
	if len(path) < 2 || path[0] != "profile" {
		return nil
	}
	return []Candidate{feed(path[1], "https://bsky.app", "profile", path[1], "rss")}
}

func substack(u *url.URL, path []string) []Candidate {
	if name := owner(u, "substack.com"); name != "" && name != "open" {
		return []Candidate{feed(name, "https://"+name+".substack.com", "feed")}
	}
	if len(path) > 1 && path[0] == "pub" { // "open.substack.com/pub/name/p/…"
		return []Candidate{feed(path[1], "https://"+url.PathEscape(path[1])+".substack.com", "feed")}
	}
	return nil
}

func medium(u *url.URL, path []string) []Candidate {
	const base = "https://medium.com/feed"
	if name := owner(u, "medium.com"); name != "" {
		return []Candidate{feed(name, "https://"+name+".medium.com", "feed")}
	}
	switch {
	case len(path) == 0, slices.Contains([]string{"m", "me", "feed", "search", "about", "p"}, path[0]):
		return nil
	case path[0] == "tag" && len(path) > 1:
		return []Candidate{feed("Articles about "+path[1], base, "tag", path[1])}
	case path[0] == "tag":
		return nil
	}
	return []Candidate{feed(path[0], base, path[0])}
}

func tumblr(u *url.URL, path []string) []Candidate {
	name := owner(u, "tumblr.com")
	if name == "" && len(path) > 0 {
		if path[0] == "blog" && len(path) > 2 && path[1] == "view" { // the address in its app
			path = path[2:]
		}
		name, path = strings.TrimPrefix(path[0], "@"), path[1:]
		if slices.Contains([]string{"dashboard", "explore", "login", "register", "search", "settings", "tagged", "blog"}, name) {
			return nil
		}
	}
	if name == "" {
		return nil
	}
	base := "https://" + url.PathEscape(name) + ".tumblr.com"
	all := feed(name, base, "rss")
	if len(path) > 1 && path[0] == "tagged" {
		return []Candidate{feed(name+", "+path[1], base, "tagged", path[1], "rss"), all}
	}
	return []Candidate{all}
}

func wordpress(u *url.URL, path []string) []Candidate {
	name := owner(u, "wordpress.com")
	if name == "" {
		return nil
	}
	base := "https://" + name + ".wordpress.com"
	all := Candidate{URL: base + "/feed/", Title: name, How: ByResolver}
	if len(path) > 1 && (path[0] == "category" || path[0] == "tag" || path[0] == "author") {
		part := feed(name+", "+path[1], base, path[0], path[1], "feed")
		part.URL += "/"
		return []Candidate{part, all}
	}
	return []Candidate{all}
}

func blogger(u *url.URL, _ []string) []Candidate {
	name := owner(u, "blogspot.com")
	if name == "" {
		return nil
	}
	return []Candidate{feed(name, "https://"+name+".blogspot.com", "feeds", "posts", "default")}
}

// fediverse knows Mastodon (and what is like it) and Lemmy, on any host.
func fediverse(u *url.URL, path []string) []Candidate {
	if len(path) < 2 && (len(path) == 0 || !strings.HasPrefix(path[0], "@")) {
		return nil
	}
	base := u.Scheme + "://" + u.Host
	switch first := path[0]; {
	case first == "web" && len(path) > 1 && strings.HasPrefix(path[1], "@"): // before Mastodon 4
		return mastodon(base, path[1])
	case strings.HasPrefix(first, "@"):
		return mastodon(base, first)
	case first == "tags":
		return []Candidate{feed("#"+path[1], base, "tags", path[1]+".rss")}
	case (first == "c" || first == "u") && len(path) == 2:
		c := feed(first+"/"+path[1], base, "feeds", first, path[1]+".xml")
		c.URL += "?sort=New"
		return []Candidate{c}
	}
	return nil
}

// mastodon has the feed of a person on the person's own host.
func mastodon(base, handle string) []Candidate {
	name, host, remote := strings.Cut(strings.TrimPrefix(handle, "@"), "@")
	if remote {
		base = "https://" + host
	}
	if name == "" || remote && !isHost(host) {
		return nil
	}
	return []Candidate{feed(handle, base, "@"+name+".rss")}
}
