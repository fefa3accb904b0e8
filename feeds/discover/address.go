package discover

import (
	"fmt"
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"unicode"

	"golang.org/x/net/idna"
)

var (
	// scheme is http or https, also as people mistype it ("http:/x", "https//x"),
	// or one that says "subscribe to this" and means http.
	scheme = regexp.MustCompile(`(?i)^(?:(?:(?:web\+)?(?:feeds?|rss)|itpc|pcast|podcasts?|view-source):/*|(https?)(?::/*|//+))`)

	// otherScheme is one of those that have no host, and "ftp://" and the like.
	otherScheme = regexp.MustCompile(`^[\pL][\pL\d+.-]*:(?://|[^\d/]|$)`)
)

// short is how people call a place on a site that everybody knows: "r/name".
var short = regexp.MustCompile(`(?i)^/?(?:(r)|(u|user))/([\w-]{2,})/?$`)

// community is how Lemmy calls one: "!name@host".
var community = regexp.MustCompile(`^!([\w.-]+)@([^\s@/:]+)$`)

// shortened writes out what people call a place on a site that everybody knows: a
// subreddit or a user of Reddit, a name at Mastodon or Bluesky.
func shortened(text string) string {
	if m := short.FindStringSubmatch(text); m != nil {
		return "https://www.reddit.com/" + map[bool]string{true: "r", false: "user"}[m[1] != ""] + "/" + m[3]
	}
	if name, ok := strings.CutPrefix(text, "acct:"); ok {
		return "@" + strings.TrimPrefix(name, "@")
	}
	if name := strings.TrimPrefix(text, "@"); strings.HasSuffix(strings.ToLower(name), ".bsky.social") && !strings.ContainsAny(name, "/:@ ") {
		return "https://bsky.app/profile/" + name
	}
	return text
}

// Address makes full addresses of what a person pasted: a full address, one
// without its scheme, one for feed readers ("feed:…"), a fediverse name
// ("@name@host"), with spaces, quotes or a sentence around it. They are to be
// tried in order: https first, but http first where https is unlikely (this
// machine, an address of numbers, a port). The error is ErrNotAddress, ErrFile or ErrMail.
func Address(text string) ([]string, error) {
	picked := pick(text)
	if m := community.FindStringSubmatch(strings.TrimSpace(text)); m != nil {
		picked = "https://" + m[2] + "/c/" + m[1]
	}
	if urls := completed(picked); urls != nil {
		if u, err := url.Parse(urls[0]); err == nil {
			if within := completed(unwrapped(u)); within != nil {
				urls = within
			}
		}
		return urls, nil
	}
	err := insteadOf(text)
	if len(text) > 80 {
		text = strings.ToValidUTF8(text[:80], "") + "…"
	}
	return nil, fmt.Errorf("%w: %q", err, text)
}

func completed(picked string) []string { return complete(split(shortened(picked))) }

// split takes off the scheme, which may be there more than once ("feed:https:",
// "https://https://"). It is empty if there is none. What has another scheme,
// and a mail address, has no rest.
func split(text string) (protocol, rest string) {
	for m := scheme.FindStringSubmatch(text); m != nil; m = scheme.FindStringSubmatch(text) {
		if m[1] != "" {
			protocol = strings.ToLower(m[1])
		}
		text = text[len(m[0]):]
	}
	if protocol != "" {
		return protocol, text
	}
	if name, host, ok := strings.Cut(strings.TrimPrefix(text, "@"), "@"); ok && strings.HasPrefix(text, "@") {
		return "https", host + "/@" + name
	}
	text = strings.TrimPrefix(text, "//")
	host, _, _ := strings.Cut(text, "/")
	login, _, hasLogin := strings.Cut(host, "@")
	isMail := hasLogin && (!strings.Contains(login, ":") || strings.HasPrefix(strings.ToLower(login), "mailto:"))
	if isMail || !hasLogin && otherScheme.MatchString(text) {
		return "", ""
	}
	return "", text
}

// complete makes addresses of a host and what follows it; nil if it is no host.
func complete(protocol, rest string) []string {
	u, err := url.Parse("https://" + rest)
	if err != nil {
		u, err = url.Parse("https://" + loosePercent.ReplaceAllString(rest, "%25$1"))
	}
	if err != nil || !isHost(u.Hostname()) {
		return nil
	}
	local := isLocal(u.Hostname())
	var protocols []string
	switch {
	case protocol != "":
		protocols = []string{protocol}
	case u.Port() == "" && !local && !strings.Contains(u.Hostname(), "."):
		return nil // a word
	case u.Port() != "443" && (u.Port() != "" || local):
		protocols = []string{"http", "https"}
	default:
		protocols = []string{"https", "http"}
	}
	if ascii, err := idna.Lookup.ToASCII(u.Hostname()); err == nil {
		// Else net/url writes the name with percent signs.
		u.Host = strings.Replace(u.Host, u.Hostname(), ascii, 1)
	}
	u.Fragment, u.RawFragment = "", ""
	var urls []string
	for _, u.Scheme = range protocols {
		urls = append(urls, u.String())
	}
	return urls
}

// isHost reports whether a name can be one of a host, in any script.
func isHost(name string) bool {
	if _, err := netip.ParseAddr(name); err == nil {
		return true
	}
	if i := strings.LastIndexByte(name, '.'); i > 0 && isNumber(name[i+1:]) {
		return false // "3.14"; no domain is a number (RFC 1123, section 2.1)
	}
	for label := range strings.SplitSeq(strings.TrimSuffix(name, "."), ".") {
		if label == "" || len(label) > 255 || strings.ContainsFunc(label, func(r rune) bool {
			return !unicode.In(r, unicode.L, unicode.N, unicode.M) && r != '-' && r != '_'
		}) {
			return false
		}
	}
	return true
}

// isLocal reports whether a host is this machine or is named by number.
func isLocal(name string) bool {
	_, err := netip.ParseAddr(name)
	return err == nil || strings.EqualFold(name, "localhost") || strings.HasSuffix(name, ".localhost")
}
