package content

import (
	"net/url"
	"slices"
	"strings"
)

// ampFrames are the elements of AMP for films and posts of other sites, with the
// attribute that names one and the address that it stands for.
var ampFrames = map[string]struct{ key, before, after string }{
	"amp-youtube":     {"data-videoid", "https://www.youtube.com/embed/", ""},
	"lite-youtube":    {"videoid", "https://www.youtube.com/embed/", ""},
	"youtube-video":   {"video-id", "https://www.youtube.com/embed/", ""},
	"amp-vimeo":       {"data-videoid", "https://player.vimeo.com/video/", ""},
	"lite-vimeo":      {"videoid", "https://player.vimeo.com/video/", ""},
	"amp-dailymotion": {"data-videoid", "https://www.dailymotion.com/embed/video/", ""},
	"amp-twitter":     {"data-tweetid", "https://platform.twitter.com/embed/Tweet.html?id=", ""},
	"amp-instagram":   {"data-shortcode", "https://www.instagram.com/p/", "/embed"},
	"amp-tiktok":      {"data-src", "", ""},
	"amp-facebook":    {"data-href", "https://www.facebook.com/plugins/post.php?href=", ""},
	"amp-soundcloud":  {"data-trackid", "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/", ""},
	"amp-gist":        {"data-gistid", "https://gist.github.com/", ""},
	"amp-reddit":      {"data-src", "", ""},
}

// embedFrame takes an <iframe> and its like, and makes a card of it where it
// shows something that a reader could want.
func (b *builder) embedFrame(t *tag) {
	if pixel(dimension(t, "width"), dimension(t, "height")) {
		return
	}
	src := t.attr("src")
	if amp, ok := ampFrames[t.name]; ok {
		id := t.attr(amp.key)
		if id == "" {
			return
		}
		if strings.HasSuffix(amp.before, "=") {
			id = url.QueryEscape(id)
		}
		src = amp.before + id + amp.after
	}
	for _, key := range slices.Concat([]string{"data-src"}, lazy, []string{"data-litespeed-src", "data-cmp-src", "data-cookieblock-src"}) {
		if src != "" && src != "about:blank" {
			break
		}
		src = t.attr(key)
	}
	address := b.links.resolve(src)
	title := oneLine(t.attr("title"))
	if e := frameCard(address); e != nil {
		if title != "" {
			e.Title = title
		}
		b.addCard(e)
	} else if hostsMastodon(t, address) {
		b.addCard(&Embed{Kind: "mastodon", Title: "Post on Mastodon", URL: strings.TrimSuffix(address, "/embed")})
	} else if class := t.attr("class"); strings.Contains(class, "wp-embedded-content") && address != "" {
		page, _, _ := strings.Cut(address, "embed/")
		b.addCard(&Embed{Kind: "page", Title: title, URL: page})
	} else if worthy(t, address, title) {
		b.addCard(&Embed{Kind: "frame", Title: title, URL: address})
	}
}

func hostsMastodon(t *tag, address string) bool {
	return strings.Contains(t.attr("class"), "mastodon-embed") && address != ""
}

// advertisers are parts of the addresses of frames that sell something, count
// readers or ask whether they are human.
var advertisers = []string{
	"ads.", "/ads/", "/ad/", "adserv", "adsystem", "doubleclick", "googlesyndication", "googletagmanager", "taboola", "outbrain",
	"recaptcha", "hcaptcha", "criteo", "amazon-adsystem", "safeframe", "consent", "cookie", "disqus", "/comments", "newsletter", "subscribe",
	"signup", "sign-up", "banner", "/like.php", "/share", "cross domain", "xd_arbiter", "ad content", "badge", "widget", "analytics",
	"login", "chat",
}

// worthy reports whether a frame of a site that we do not know is shown: it says
// what it is, is large enough to be looked at and sells nothing.
func worthy(t *tag, address, title string) bool {
	if address == "" || title == "" || tracks(address) || hidden(t.attr("style")) {
		return false
	}
	w, h := dimension(t, "width"), dimension(t, "height")
	if w != 0 && w < 200 || h != 0 && h < 80 {
		return false
	}
	low := strings.ToLower(address + " " + title)
	return !slices.ContainsFunc(advertisers, func(s string) bool { return strings.Contains(low, s) }) &&
		!strings.HasPrefix(low[len(address)+1:], "advert")
}

// frameCard is the card for the frame of a site that we know; nil for others.
func frameCard(address string) *Embed {
	u, err := url.Parse(address)
	if err != nil || u.Host == "" {
		return nil
	}
	path := u.EscapedPath()
	if path == "" {
		path = "/"
	}
	for i := range providers {
		p := &providers[i]
		if !onHost(address, p.host) {
			continue
		}
		tail, ok := strings.CutPrefix(path, p.path)
		if !ok {
			continue
		}
		e := &Embed{Kind: p.kind, Title: p.name, URL: address}
		if p.page != "" {
			e.URL = p.page + tail
		}
		if p.turn != nil {
			if page, image := p.turn(tail, u.Query()); page != "" {
				e.URL, e.Image = page, image
			}
		}
		return e
	}
	return nil
}

// gistScript makes a card of the script that shows code kept at GitHub.
func (b *builder) gistScript(t *tag) {
	if src := b.links.resolve(t.attr("src")); t.name == "script" && onHost(src, "gist.github.com") {
		if e := frameCard(src); e != nil {
			b.addCard(e)
		}
	}
}
