package discover

import (
	"net/url"
	"slices"
	"strings"
)

// wikimediaHosts are wikis that have their pages at the same addresses.
var wikimediaHosts = []string{
	"wikipedia.org", "wiktionary.org", "wikinews.org", "wikivoyage.org", "wikibooks.org", "wikiquote.org",
	"wikisource.org", "wikiversity.org", "wikidata.org", "mediawiki.org",
}

// wikimedia has feeds of what changes: a page, or all of them.
func wikimedia(u *url.URL, path []string) []Candidate {
	base := "https://" + u.Host + "/w/index.php"
	title := u.Query().Get("title")
	if piece(path, 0) == "wiki" && len(path) > 1 {
		title = strings.Join(path[1:], "/")
	}
	changes := asking("Recent changes", base, "title", "Special:RecentChanges", "feed", "atom")
	if owner(u, "wikipedia.org") == "" && under(u, "wikipedia.org") && !strings.HasSuffix(u.Hostname(), ".m.wikipedia.org") {
		return nil // the page that lists the languages
	}
	if title == "" || strings.HasPrefix(title, "Special:") || strings.HasPrefix(title, "Main_Page") {
		return []Candidate{changes}
	}
	name := strings.ReplaceAll(title, "_", " ")
	return []Candidate{asking("Changes of “"+name+"”", base, "title", title, "action", "history", "feed", "atom"), changes}
}

// arxiv has feeds of its subjects, and of an author who has a number there.
func arxiv(_ *url.URL, path []string) []Candidate {
	switch {
	case (piece(path, 0) == "list" || piece(path, 0) == "archive") && len(path) > 1:
		return []Candidate{feed("arXiv, "+path[1], "https://rss.arxiv.org/atom", path[1])}
	case piece(path, 0) == "a" && len(path) > 1:
		return []Candidate{feed("arXiv, "+path[1], "https://arxiv.org/a", path[1]+".atom")}
	}
	return nil
}

// googleNews has the feed of a page below "/rss".
func googleNews(u *url.URL, path []string) []Candidate {
	base, query := "https://news.google.com/rss", u.Query()
	switch first := piece(path, 0); {
	case len(path) == 0 || first == "home" || first == "topstories":
		return []Candidate{asking("Google News", base, "hl", query.Get("hl"), "gl", query.Get("gl"), "ceid", query.Get("ceid"))}
	case first == "search" && query.Get("q") != "":
		return []Candidate{asking("“"+query.Get("q")+"” in Google News", base+"/search",
			"q", query.Get("q"), "hl", query.Get("hl"), "gl", query.Get("gl"), "ceid", query.Get("ceid"))}
	case (first == "topics" || first == "publications") && len(path) > 1:
		c := feed("Google News", base, path...)
		return []Candidate{asking("Google News", c.URL, "hl", query.Get("hl"), "gl", query.Get("gl"), "ceid", query.Get("ceid"))}
	}
	return nil
}

// steam has the news of a game.
func steam(_ *url.URL, path []string) []Candidate {
	if isOneOf(piece(path, 0), "app", "games", "news") && len(path) > 1 {
		if i := slices.IndexFunc(path, isNumber); i > 0 {
			return []Candidate{feed("News of a game", "https://store.steampowered.com/feeds/news/app", path[i])}
		}
	}
	return nil
}
