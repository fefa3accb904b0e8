package content

import "strings"

// withoutNoise removes paragraphs that only say that an advertisement stands
// there, and rows of links with which to share the article.
func withoutNoise(blocks []Block) []Block {
	first := -1
	for i := range blocks {
		if noise(&blocks[i]) {
			first = i
			break
		}
	}
	if first < 0 {
		return blocks
	}
	out := blocks[:first:first]
	for i := first; i < len(blocks); i++ {
		if !noise(&blocks[i]) {
			out = addBlock(out, blocks[i])
		}
	}
	if len(out) == 0 {
		return blocks // there is nothing else
	}
	return out
}

func noise(x *Block) bool {
	switch x.Kind {
	case Paragraph:
		return adLabel(x.Spans) || shares(x.Spans)
	case List:
		for i := range x.Children {
			c := x.Children[i].Children
			if len(c) != 1 || c[0].Kind != Paragraph || !shares(c[0].Spans) {
				return false
			}
		}
		return true
	}
	return false
}

func adLabel(spans []Span) bool {
	if len(spans) > 2 || spansLen(spans) > 80 {
		return false
	}
	return adLabels[strings.Trim(strings.ToLower(plain(spans)), " .:-–—[]()*↓▼\u00A0\n")]
}

// adLabels are paragraphs that announce an advertisement and say nothing else.
var adLabels = func() map[string]bool {
	set := map[string]bool{}
	for s := range strings.SplitSeq(`advertisement|advertisements|advertisment|advertising|advertisement - scroll to continue|advertisement scroll to continue|story continues below advertisement|article continues below advertisement|article continues below this ad|article continues below|story continues below|continue reading below|scroll to continue|scroll to continue with content|skip advertisement|sponsored content|paid content|anzeige|werbung|publicité|publicidad|publicidade|continua depois da publicidade|continúa después de la publicidad|pubblicità|advertentie|reklame|annonse|annons|mainos|reklama|reklam|реклама|διαφήμιση|広告|スポンサーリンク|광고|广告|廣告|quảng cáo|iklan|โฆษณา|إعلان|פרסומת`, "|") {
		set[s] = true
	}
	return set
}()

// shares reports whether a paragraph consists of links with which to share the
// article, perhaps after a word or two.
func shares(spans []Span) bool {
	links, other := 0, 0
	for i := range spans {
		s := &spans[i]
		if len(s.Text) > 60 {
			return false
		}
		if s.Link != "" && shareLink(s.Link) {
			links++
		} else if other += len(strings.Trim(s.Text, " \n\u00A0|·•/,-–—:")); other >= 40 {
			return false
		}
	}
	return links > 1 || links == 1 && other == 0
}

// shareLinks are addresses at which sites take a link from a reader.
var shareLinks = []struct{ host, path string }{
	{"facebook.com", "/sharer"}, {"facebook.com", "/share.php"}, {"facebook.com", "/dialog/share"}, {"facebook.com", "/dialog/feed"},
	{"twitter.com", "/share"}, {"twitter.com", "/intent/tweet"}, {"twitter.com", "/home?status="}, {"x.com", "/intent/"}, {"x.com", "/share"},
	{"linkedin.com", "/shareArticle"}, {"linkedin.com", "/sharing/"}, {"linkedin.com", "/cws/share"},
	{"pinterest.com", "/pin/create"}, {"reddit.com", "/submit"}, {"t.me", "/share"}, {"telegram.me", "/share"},
	{"wa.me", "/?text="}, {"api.whatsapp.com", "/send"}, {"web.whatsapp.com", "/send"}, {"getpocket.com", "/save"}, {"getpocket.com", "/edit"},
	{"tumblr.com", "/share"}, {"tumblr.com", "/widgets/share"}, {"news.ycombinator.com", "/submitlink"}, {"bsky.app", "/intent/"},
	{"threads.net", "/intent/"}, {"mastodonshare.com", "/"}, {"vk.com", "/share"}, {"connect.ok.ru", "/"}, {"line.me", "/R/"},
	{"social-plugins.line.me", "/"}, {"b.hatena.ne.jp", "/"}, {"plus.google.com", "/share"}, {"flipboard.com", "/bookmarklet"},
	{"addtoany.com", "/"}, {"addthis.com", "/"}, {"instapaper.com", "/hello2"}, {"xing.com", "/spi/shares"}, {"service.weibo.com", "/share"},
	{"digg.com", "/submit"}, {"delicious.com", "/"}, {"stumbleupon.com", "/submit"}, {"feeds.feedburner.com", "/~"}, {"evernote.com", "/clip"},
	{"zalo.me", "/share"}, {"sharer.pinterest.com", "/"}, {"buffer.com", "/add"}, {"bufferapp.com", "/add"}, {"printfriendly.com", "/"},
}

func shareLink(link string) bool {
	if rest, ok := strings.CutPrefix(link, "mailto:"); ok {
		return strings.HasPrefix(rest, "?")
	}
	_, rest, _ := strings.Cut(link, "://")
	slash := strings.IndexByte(rest, '/')
	if slash < 0 {
		return false
	}
	for i := range shareLinks {
		if s := &shareLinks[i]; strings.HasPrefix(rest[slash:], s.path) && onHost(link, s.host) {
			return true
		}
	}
	return false
}
