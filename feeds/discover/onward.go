package discover

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// fewLinks is what a page has at most that is only a frame around another.
const fewLinks = 3

// meta notes what made the page and where it sends its visitors.
func (p *pageReader) meta(attr map[string]string) {
	switch {
	case p.generator == "" && strings.EqualFold(attr["name"], "generator"):
		p.generator = attr["content"]
	case p.sent == "" && !p.noscript && strings.EqualFold(attr["http-equiv"], "refresh"):
		p.sent = refreshTarget(attr["content"])
	}
}

// refreshTarget is where a page sends its visitors at once ("0; url=/news/"); empty if
// it is shown for a while, or only loaded again.
func refreshTarget(content string) string {
	delay, rest, _ := strings.Cut(strings.ReplaceAll(content, ",", ";"), ";")
	if n, err := strconv.ParseFloat(strings.TrimSpace(delay), 64); err != nil || n > 5 {
		return ""
	}
	rest = strings.TrimSpace(rest)
	if len(rest) < 4 || !strings.EqualFold(rest[:3], "url") {
		return ""
	}
	_, target, _ := strings.Cut(rest, "=")
	return strings.Trim(strings.TrimSpace(target), `"'`)
}

// pages are those to look at instead of this one.
func (p *pageReader) pages() []string {
	if p.links > fewLinks {
		p.framed = ""
	}
	var all []string
	for _, href := range []string{p.sent, p.framed, p.original} {
		u, ok := p.resolve(href)
		if !ok || u.String() == p.location.String() || href != p.sent && !sameSite(u, p.location) {
			continue
		}
		all = append(all, u.String())
	}
	return all
}

// inScript is a quoted full address, also as JSON in a script escapes it.
var inScript = regexp.MustCompile(`["'](https?:(?:\\?/){2}[^\s"'<>\\]+(?:\\?/[^\s"'<>\\]*)*)["']`)

// scripts adds addresses in a page's scripts that look like those of feeds.
func (p *pageReader) scripts(page []byte) {
	for _, m := range inScript.FindAllSubmatch(page, 2000) {
		address := strings.ReplaceAll(string(m[1]), `\/`, "/")
		if u, err := url.Parse(address); err == nil && looksLikeFeed(u) && len(p.found) < mostCandidates {
			p.add(address, "", "", ByScript)
		}
	}
}
