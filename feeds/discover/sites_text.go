package discover

import (
	"net/url"
	"regexp"
	"strings"
)

// substack has one feed for each publication. Those with a domain of their own say it in
// their pages; a person's page names the publication: see Inside.
func substack(u *url.URL, path []string) []Candidate {
	if name := owner(u, "substack.com"); name != "" && name != "open" {
		return []Candidate{feed(name, "https://"+name+".substack.com", "feed")}
	}
	if len(path) > 1 && path[0] == "pub" { // "open.substack.com/pub/name/p/…"
		return []Candidate{feed(path[1], "https://"+url.PathEscape(path[1])+".substack.com", "feed")}
	}
	return nil
}

// substackName is the publication of a person, as the page's script has it, escaped once
// more than it would be by itself.
var substackName = regexp.MustCompile(`primaryPublication\\?":\s*\{[^{}]{0,400}?subdomain\\?":\s*\\?"([a-z0-9-]+)\\?"`)

func insideSubstack(page []byte) []Candidate {
	m := substackName.FindSubmatch(page)
	if m == nil {
		return nil
	}
	name := string(m[1])
	return []Candidate{feed(name, "https://"+name+".substack.com", "feed")}
}

// medium has feeds of people, publications, tags, and tags of a publication.
func medium(u *url.URL, path []string) []Candidate {
	const base = "https://medium.com/feed"
	if name := owner(u, "medium.com"); name != "" {
		return []Candidate{feed(name, "https://"+name+".medium.com", "feed")}
	}
	switch {
	case len(path) == 0, isOneOf(path[0], "m", "me", "feed", "search", "about", "p", "topics", "explore-topics"):
		return nil
	case path[0] == "tag" && len(path) > 1:
		return []Candidate{feed("Articles about "+path[1], base, "tag", path[1])}
	case path[0] == "tag":
		return nil
	case piece(path, 1) == "tagged" && len(path) > 2:
		return []Candidate{feed(path[0]+", "+path[2], base, path[0], "tagged", path[2]), feed(path[0], base, path[0])}
	}
	return []Candidate{feed(path[0], base, path[0])}
}

// devTo has feeds of everything, of a tag, and of people and organisations.
func devTo(_ *url.URL, path []string) []Candidate {
	const base = "https://dev.to"
	switch {
	case len(path) == 0:
		return []Candidate{feed("DEV", base, "feed")}
	case path[0] == "t" && len(path) > 1:
		return []Candidate{feed("#"+path[1], base, "feed", "tag", path[1])}
	case isOneOf(path[0], "t", "search", "about", "enter", "settings", "tags", "latest", "top", "videos", "pod"):
		return nil
	}
	return []Candidate{feed(path[0], base, "feed", path[0])}
}

// tumblr has feeds of blogs, and of a tag of a blog.
func tumblr(u *url.URL, path []string) []Candidate {
	name := owner(u, "tumblr.com")
	if name == "" && len(path) > 0 {
		if path[0] == "blog" && len(path) > 2 && path[1] == "view" { // the address in its app
			path = path[2:]
		}
		name, path = strings.TrimPrefix(path[0], "@"), path[1:]
		if isOneOf(name, "dashboard", "explore", "login", "register", "search", "settings", "tagged", "blog") {
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

// wordpress has a feed below every list of articles.
func wordpress(u *url.URL, path []string) []Candidate {
	name := owner(u, "wordpress.com")
	if name == "" {
		return nil
	}
	base := "https://" + name + ".wordpress.com"
	all := Candidate{URL: base + "/feed/", Title: name, How: ByResolver}
	if len(path) > 1 && isOneOf(path[0], "category", "tag", "author") {
		part := feed(name+", "+path[1], base, path[0], path[1], "feed")
		part.URL += "/"
		return []Candidate{part, all}
	}
	return []Candidate{all}
}

// blogger has feeds of a blog and of its labels.
func blogger(u *url.URL, path []string) []Candidate {
	name := owner(u, "blogspot.com")
	if name == "" {
		return nil
	}
	base := "https://" + name + ".blogspot.com/feeds/posts/default"
	all := feed(name, base)
	if piece(path, 0) == "search" && piece(path, 1) == "label" && len(path) > 2 {
		return []Candidate{feed(name+", "+path[2], base, "-", path[2]), all}
	}
	return []Candidate{all}
}

// journal is LiveJournal and what was made of its program.
func journal(u *url.URL, _ []string) []Candidate {
	for _, host := range []string{"livejournal.com", "dreamwidth.org"} {
		if name := owner(u, host); name != "" {
			return []Candidate{feed(name, "https://"+u.Hostname(), "data", "rss")}
		}
	}
	return nil
}
