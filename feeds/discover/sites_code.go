package discover

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
)

// githubPages are first pieces of a path that name no owner.
var githubPages = []string{
	"about", "apps", "collections", "contact", "customer-stories", "enterprise", "events", "explore",
	"features", "issues", "join", "login", "marketplace", "new", "notifications", "organizations",
	"orgs", "pricing", "pulls", "readme", "search", "security", "settings", "site", "solutions",
	"sponsors", "stars", "team", "topics", "trending",
}

// github has feeds of what an owner does and of what happens in a repository. Issues and
// pull requests have none.
func github(u *url.URL, path []string) []Candidate {
	const base = "https://github.com"
	if piece(path, 0) == "orgs" {
		path = path[1:min(2, len(path))]
	}
	switch {
	case len(path) == 0:
		return nil
	case owner(u, "github.com") == "gist":
		if len(path) == 1 && len(path[0]) >= 20 { // the number of one
			return nil
		}
		return []Candidate{feed("Gists of "+path[0], "https://gist.github.com", path[0]+".atom")}
	case owner(u, "github.com") != "" || slices.Contains(githubPages, strings.ToLower(path[0])):
		return nil
	case len(path) == 1:
		return []Candidate{feed("Activity of "+path[0], base, path[0]+".atom")}
	}
	return githubRepository(feed("", base, path[0], strings.TrimSuffix(path[1], ".git")).URL, path)
}

func githubRepository(base string, path []string) []Candidate {
	name := path[0] + "/" + strings.TrimSuffix(path[1], ".git")
	releases := feed("Releases of "+name, base, "releases.atom")
	commits := feed("Commits to "+name, base, "commits.atom")
	tags := feed("Tags of "+name, base, "tags.atom")
	switch section := piece(path, 2); section {
	case "commits", "tree", "blob":
		branch := path[3:]
		if len(branch) > 0 { // of a branch, or of a file or folder in it
			branch = append(slices.Clone(branch[:len(branch)-1]), branch[len(branch)-1]+".atom")
			commits = feed("Commits to "+name+", "+strings.Join(path[3:], "/"), base+"/commits", branch...)
		}
		return []Candidate{commits, releases, tags}
	case "tags":
		return []Candidate{tags, releases, commits}
	case "discussions":
		return []Candidate{feed("Discussions of "+name, base, "discussions.atom"), releases, commits, tags}
	case "wiki":
		return []Candidate{feed("Wiki of "+name, base, "wiki.atom"), releases, commits, tags}
	}
	return []Candidate{releases, commits, tags}
}

// gitlab has projects at any depth of groups; what follows "-" is a page of them. It
// runs on hosts of its own too, where "-" tells it.
func gitlab(u *url.URL, path []string) []Candidate {
	var section, branch string
	if end := slices.Index(path, "-"); end >= 0 {
		section, branch = piece(path, end+1), piece(path, end+2)
		path = path[:end]
	}
	if len(path) == 0 || owner(u, "gitlab.com") != "" && under(u, "gitlab.com") {
		return nil
	}
	name, base := strings.Join(path, "/"), feed("", u.Scheme+"://"+u.Host, path...).URL
	activity := Candidate{URL: base + ".atom", Title: "Activity of " + name, How: ByResolver}
	if len(path) == 1 || path[0] == "groups" {
		if path[0] == "explore" || path[0] == "users" || path[0] == "help" {
			return nil
		}
		return []Candidate{{URL: strings.Replace(activity.URL, "/groups/", "/", 1), Title: activity.Title, How: ByResolver}}
	}
	releases := feed("Releases of "+name, base, "-", "releases.atom")
	commits := asking("Commits to "+name, base+"/-/commits/HEAD", "format", "atom")
	tags := asking("Tags of "+name, base+"/-/tags", "format", "atom")
	switch {
	case section == "issues":
		return []Candidate{feed("Issues of "+name, base, "-", "issues.atom"), releases, commits, tags}
	case section == "merge_requests":
		return []Candidate{feed("Merge requests of "+name, base, "-", "merge_requests.atom"), releases, commits, tags}
	case isOneOf(section, "commits", "tree", "blob") && branch != "":
		commits = asking("Commits to "+name+", "+branch, feed("", base, "-", "commits", branch).URL, "format", "atom")
		return []Candidate{commits, releases, tags}
	case section == "tags":
		return []Candidate{tags, releases, commits}
	}
	return []Candidate{releases, commits, tags, activity}
}

// isGitlab reports whether a path is one of GitLab's: "/group/project/-/issues".
func isGitlab(path []string) bool {
	end := slices.Index(path, "-")
	return end > 1 && isOneOf(piece(path, end+1), "tree", "blob", "commits", "commit", "issues", "merge_requests", "releases", "tags", "branches", "pipelines", "wikis")
}

// forgejo is the software of Codeberg, and Gitea that of which it came.
func forgejo(u *url.URL, path []string) []Candidate {
	base := u.Scheme + "://" + u.Host
	switch {
	case len(path) == 0, isOneOf(path[0], "explore", "user", "admin", "assets", "api", "issues", "pulls", "notifications"):
		return nil
	case len(path) == 1:
		return []Candidate{feed("Activity of "+path[0], base, path[0]+".rss")}
	}
	name := path[0] + "/" + path[1]
	releases := feed("Releases of "+name, base, path[0], path[1], "releases.rss")
	tags := feed("Tags of "+name, base, path[0], path[1], "tags.rss")
	activity := feed("Activity of "+name, base, path[0], path[1]+".rss")
	switch {
	case isOneOf(piece(path, 2), "src", "commits") && piece(path, 3) == "branch" && len(path) > 4:
		where := append([]string{path[0], path[1], "rss"}, path[3:]...)
		commits := feed("Commits to "+name+", "+strings.Join(path[4:], "/"), base, where...)
		return []Candidate{commits, releases, tags, activity}
	case piece(path, 2) == "tags":
		return []Candidate{tags, releases, activity}
	}
	return []Candidate{releases, tags, activity}
}

// forgejoKeywords are in every page of the two, unless somebody took them out.
var forgejoKeywords = [][]byte{
	[]byte(`content="go,git,self-hosted,gitea"`), []byte(`content="git,forge,forgejo"`), []byte("Powered by Gitea"), []byte("Powered by Forgejo"),
}

func isForgejo(page []byte) bool {
	return slices.ContainsFunc(forgejoKeywords, func(words []byte) bool { return bytes.Contains(page, words) })
}

// pypi has feeds of the releases of a project, and of what is new.
func pypi(_ *url.URL, path []string) []Candidate {
	if piece(path, 0) == "project" && len(path) > 1 {
		return []Candidate{feed("Releases of "+path[1], "https://pypi.org/rss/project", path[1], "releases.xml")}
	}
	return []Candidate{feed("Newest packages", "https://pypi.org/rss", "packages.xml"), feed("Newest updates", "https://pypi.org/rss", "updates.xml")}
}

// crates has feeds of the versions of a crate, and of what is new.
func crates(_ *url.URL, path []string) []Candidate {
	const base = "https://static.crates.io/rss"
	if piece(path, 0) == "crates" && len(path) > 1 {
		return []Candidate{feed("Versions of "+path[1], base, "crates", path[1]+".xml")}
	}
	return []Candidate{feed("New crates", base, "crates.xml"), feed("Updated crates", base, "updates.xml")}
}
