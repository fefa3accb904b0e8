package content

import "strings"

// A post is what a site shows of itself in the pages of others, before its
// script makes a frame of it: a quotation with a link.
type post struct {
	kind, name string
	key        string   // attribute that has its address; empty: none
	hosts      []string // of the link within it that leads to it
}

// posts by the class of their element.
var posts = map[string]post{
	"twitter-tweet":      {"twitter", "Post on X", "", []string{"twitter.com", "x.com"}},
	"twitter-video":      {"twitter", "Post on X", "", []string{"twitter.com", "x.com"}},
	"instagram-media":    {"instagram", "Post on Instagram", "data-instgrm-permalink", []string{"instagram.com"}},
	"tiktok-embed":       {"tiktok", "Video on TikTok", "cite", []string{"tiktok.com"}},
	"bluesky-embed":      {"bluesky", "Post on Bluesky", "", []string{"bsky.app"}},
	"mastodon-embed":     {"mastodon", "Post on Mastodon", "data-embed-url", nil},
	"reddit-embed-bq":    {"reddit", "Post on Reddit", "", []string{"reddit.com"}},
	"reddit-card":        {"reddit", "Post on Reddit", "", []string{"reddit.com"}},
	"fb-post":            {"facebook", "Post on Facebook", "data-href", []string{"facebook.com"}},
	"fb-video":           {"facebook", "Video on Facebook", "data-href", []string{"facebook.com"}},
	"text-post-media":    {"threads", "Post on Threads", "data-text-post-permalink", []string{"threads.net", "threads.com"}},
	"imgur-embed-pub":    {"imgur", "Imgur", "", []string{"imgur.com"}},
	"pinterest-embed":    {"pinterest", "Pinterest", "", []string{"pinterest.com"}},
	"telegram-post":      {"telegram", "Post on Telegram", "", []string{"t.me"}},
	"flourish-embed":     {"chart", "Chart", "", []string{"flourish.studio"}},
	"datawrapper-embed":  {"chart", "Chart", "", []string{"datawrapper.dwcdn.net"}},
	"codepen":            {"codepen", "CodePen", "", []string{"codepen.io"}},
	"soundcloud-wrapper": {"soundcloud", "SoundCloud", "", []string{"soundcloud.com"}},
}

// openPost begins a post in a frame of its own and reports whether it did.
func (b *builder) openPost(t *tag) bool {
	p, ok := postOf(t.attr("class"))
	if !ok || b.top().embed != nil {
		return false
	}
	n := len(b.frames)
	if t.name == "blockquote" {
		b.push(t, element{role: roleQuote})
	} else {
		b.wrap(t, roleQuote, Quote)
	}
	if len(b.frames) == n {
		return true // too deep: its text is what remains
	}
	e := &Embed{Kind: p.kind, Title: oneLine(t.attr("title"))}
	if p.key != "" {
		e.URL = strings.TrimSuffix(b.links.resolve(t.attr(p.key)), "/embed")
	}
	b.top().embed, b.top().post = e, &p
	return true
}

func postOf(class string) (post, bool) {
	for name := range strings.FieldsSeq(class) {
		if p, ok := posts[name]; ok {
			return p, true
		}
	}
	return post{}, false
}

// endPost emits a post: a card with its text.
func (b *builder) endPost(f frame) {
	e, x := f.embed, f.block
	if f.post != nil {
		if e.URL == "" {
			e.URL = lastLink(x.Children, f.post.hosts)
		}
		if e.Title == "" {
			e.Title = author(x.Children)
		}
		if e.Title == "" {
			e.Title = f.post.name
		}
	}
	if e.URL == "" {
		if f.wrap {
			x.Kind = Quote
		}
		if x.Spans == nil && len(x.Children) == 0 {
			return
		}
		f.embed = nil
		b.endQuote(f)
		return
	}
	if e.Title == "" {
		e.Title = titleOfKind(e.Kind)
	}
	x.Kind, x.Embed = Media, e
	b.emit(x)
}

// lastLink is the last link in blocks to one of the hosts: posts end with their
// date, which leads to them.
func lastLink(blocks []Block, hosts []string) string {
	for i := len(blocks) - 1; i >= 0; i-- {
		for j := len(blocks[i].Spans) - 1; j >= 0; j-- {
			link := blocks[i].Spans[j].Link
			for _, h := range hosts {
				if onHost(link, h) {
					return link
				}
			}
		}
		if u := lastLink(blocks[i].Children, hosts); u != "" {
			return u
		}
	}
	return ""
}

// onHost reports whether an address is of a host or of one below it.
func onHost(address, host string) bool {
	_, rest, _ := strings.Cut(address, "://")
	if i := strings.IndexAny(rest, "/?#"); i >= 0 {
		rest = rest[:i]
	}
	rest, ok := strings.CutSuffix(strings.ToLower(rest), host)
	return ok && (rest == "" || rest[len(rest)-1] == '.')
}

// author is who signed a post in its last line: "— Ann Example (@ann) May 1".
func author(blocks []Block) string {
	if len(blocks) == 0 {
		return ""
	}
	for _, s := range blocks[len(blocks)-1].Spans {
		lines := strings.Split(s.Text, "\n")
		line := lines[len(lines)-1]
		if name, ok := strings.CutPrefix(strings.TrimSpace(line), "— "); ok && len(name) < 200 {
			return strings.TrimRight(oneLine(name), " (")
		}
	}
	return ""
}
