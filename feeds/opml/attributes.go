package opml

import (
	"bytes"
	"cmp"
	"encoding/json"
	"html"
	"net"
	"net/url"
	"regexp"
	"strings"
	"time"
	"unicode/utf8"

	xhtml "golang.org/x/net/html"
	"golang.org/x/net/html/charset"
	"golang.org/x/text/encoding/unicode"

	"tidings/feeds"
)

// attributes of an outline; names are in lower case.
type attributes struct {
	prefix string // of our own; empty in other programs' files
	list   []xhtml.Attribute
}

// raw is the value of the first attribute of that name.
func (a attributes) raw(name string) string {
	for _, x := range a.list {
		if x.Key == name {
			return strings.TrimSpace(x.Val)
		}
	}
	return ""
}

// text is an attribute that people read. Some programs escape it twice.
func (a attributes) text(name string) string {
	s := a.raw(name)
	if a.prefix == "" && strings.Contains(s, "&") && strings.Contains(s, ";") {
		s = html.UnescapeString(s)
	}
	return oneLine(s)
}

// own is an attribute of our namespace.
func (a attributes) own(name string) string {
	if a.prefix == "" {
		return ""
	}
	return a.raw(a.prefix + strings.ToLower(name))
}

func (a attributes) outline() Outline {
	o := Outline{URL: cmp.Or(a.raw("xmlurl"), a.raw("feedurl"))}
	if o.URL == "" && isFeedType(a.raw("type")) {
		o.URL = a.raw("url")
	}
	command := a.own("command")
	if o.URL == "" && command != "" {
		o.URL = feeds.CommandScheme + command
	}
	if every, err := time.ParseDuration(a.own("every")); err == nil && every > 0 {
		o.Every = every
	}
	if o.Folder() {
		o.Title = cmp.Or(a.text("text"), a.text("title"))
		return o
	}
	o.Title, o.OwnTitle = a.titles()
	o.Site = a.raw("htmlurl")
	o.Description = a.text("description")
	o.Language = a.raw("language")
	for c := range strings.SplitSeq(a.text("category"), ",") {
		if c = strings.Trim(strings.TrimSpace(c), "/"); c != "" {
			o.Categories = append(o.Categories, c)
		}
	}
	o.FullText = a.own("fullText") == "true"
	o.Paused = a.own("paused") == "true" || command != "" // which runs only when the reader allows it
	o.Again = a.own("again") == "true"
	o.Access = feeds.Access{UserAgent: oneLine(a.own("userAgent")), Proxy: nearProxy(a.own("proxy")), HTTP1: a.own("http1") == "true"}
	o.Recipe = recipe(a.own("recipe"))
	return o
}

// recipe is how a page is read that is no feed. One that cannot be read is none.
func recipe(text string) (r feeds.Recipe) {
	if len(text) > longestRecipe || json.Unmarshal([]byte(text), &r) != nil {
		return feeds.Recipe{}
	}
	switch r.Kind {
	case feeds.RecipeData, feeds.RecipeList, feeds.RecipeMap:
		return r
	}
	return feeds.Recipe{}
}

// longestRecipe is more than any has, in bytes.
const longestRecipe = 16 << 10

// nearProxy is a proxy if it is none, or one on this machine: a list that somebody
// passed on must not lead what is asked through a stranger's machine.
func nearProxy(address string) string {
	if address == feeds.DirectProxy {
		return address
	}
	u, err := url.Parse(address)
	if err != nil || u.User != nil {
		return ""
	}
	if ip := net.ParseIP(u.Hostname()); u.Hostname() == "localhost" || ip != nil && ip.IsLoopback() {
		return address
	}
	return ""
}

// titles are the publisher's and the reader's. Where another program gives two,
// text is the one that it shows (OPML 2.0, "What is an outline element?").
func (a attributes) titles() (title, own string) {
	if a.prefix != "" {
		return a.text("title"), oneLine(a.own("ownTitle"))
	}
	title, own = a.text("title"), a.text("text")
	if title == "" || own == title {
		return own, ""
	}
	return title, own
}

// leadsElsewhere reports whether an outline without a feed's address is a link
// or a list to include, and no folder.
func (a attributes) leadsElsewhere() bool {
	return a.raw("url") != "" || a.raw("htmlurl") != ""
}

func isFeedType(t string) bool {
	switch strings.ToLower(t) {
	case "rss", "atom", "feed", "rss1", "rss2":
		return true
	}
	return false
}

// feedAddress completes an address of a feed; false for what is none. Files and mailboxes
// are taken from our own lists alone.
func feedAddress(text string, own bool) (string, bool) {
	u, err := url.Parse(text)
	switch feeds.SourceOf(text) {
	case feeds.OnDisk: // of this computer; another one would be told who we are
		return text, own && err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/") && !strings.HasPrefix(u.Path, "//")
	case feeds.InMailbox:
		return text, own && err == nil && u.Hostname() != ""
	}
	return webAddress(text)
}

// webAddress completes an address on the web; false for what is none.
func webAddress(text string) (string, bool) {
	scheme, rest, ok := strings.Cut(text, ":")
	if ok && strings.EqualFold(scheme, "feed") { // feed://host or feed:https://host
		text = rest
		if after, ok := strings.CutPrefix(rest, "//"); ok {
			text = "http://" + after
		}
	}
	if !strings.Contains(text, ":") && strings.Contains(text, ".") && !strings.HasPrefix(text, "/") {
		text = "http://" + text
	}
	u, err := url.Parse(text)
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" || strings.ContainsAny(text, " \n\t") {
		return "", false
	}
	return text, true
}

// oneLine makes one space of all white space in a row.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

var declaredEncoding = regexp.MustCompile(`^\s*<\?xml[^>]*?encoding\s*=\s*["']\s*([^"'\s]+)`)

// utf8Of brings a file to UTF-8: by its byte order mark, as it is where it is
// UTF-8, as it declares, else from windows-1252.
func utf8Of(body []byte) []byte {
	for _, mark := range []string{"\xff\xfe", "\xfe\xff"} {
		if bytes.HasPrefix(body, []byte(mark)) {
			decoder := unicode.UTF16(unicode.LittleEndian, unicode.UseBOM).NewDecoder()
			if text, err := decoder.Bytes(body); err == nil {
				return text
			}
		}
	}
	body = bytes.TrimPrefix(body, []byte("\ufeff"))
	if utf8.Valid(body) {
		return body
	}
	label := "windows-1252"
	if m := declaredEncoding.FindSubmatch(body); m != nil {
		label = string(m[1])
	}
	if e, name := charset.Lookup(label); e != nil && name != "utf-8" {
		if text, err := e.NewDecoder().Bytes(body); err == nil {
			return text
		}
	}
	return bytes.ToValidUTF8(body, []byte("\ufffd"))
}
