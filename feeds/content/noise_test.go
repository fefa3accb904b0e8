package content

import "testing"

func TestWhatIsNotTheArticleIsLeftOut(t *testing.T) {
	const want = "<p>a</p><p>b</p>"
	for name, source := range map[string]string{
		"advertisement":               "<p>a</p><p>Advertisement</p><p>b</p>",
		"advertisement in German":     "<p>a</p><div>— Anzeige —</div><p>b</p>",
		"advertisement in Japanese":   "<p>a</p><p>スポンサーリンク</p><p>b</p>",
		"links to share":              `<p>a</p><p><a href="https://www.facebook.com/sharer/sharer.php?u=x">Facebook</a> | <a href="https://twitter.com/intent/tweet?url=x">Tweet</a></p><p>b</p>`,
		"links to share with a word":  `<p>a</p><p>Share this: <a href="https://x.com/intent/post?u=x">X</a> <a href="https://t.me/share/url?url=x">T</a> <a href="mailto:?subject=x">Mail</a></p><p>b</p>`,
		"a list of links to share":    `<p>a</p><ul><li><a href="https://www.facebook.com/sharer.php?u=x">F</a></li><li><a href="https://www.linkedin.com/shareArticle?u=x">L</a></li></ul><p>b</p>`,
		"flares of FeedBurner":        `<p>a</p><p>b</p><div class="feedflare"><a href="http://feeds.feedburner.com/~ff/x?a=y"><img src="http://feeds.feedburner.com/~ff/x?d=z"></a></div><img src="http://feeds.feedburner.com/~r/x/~4/y" height="1" width="1">`,
		"pictures of FeedBurner":      `<p>a</p><p>b</p><a href="http://feeds.feedburner.com/~ff/x?a=y"><img src="http://feeds.feedburner.com/~ff/x?d=z"></a>`,
		"appeared first in Hungarian": `<p>a</p><p>b</p><p>A <a href="/a">T</a> bejegyzés először a <a href="/">S</a> oldalon jelent meg.</p>`,
		"appeared first in Chinese":   `<p>a</p><p>b</p><p><a href="/a">T</a>最先出现在<a href="/">S</a>。</p>`,
		"read on in Vietnamese":       `<p>a</p><p>b</p><p><a href="/a">Xem thêm</a></p>`,
		"a form to subscribe":         `<p>a</p><form><h3>Our letter</h3><input type=email><button>Subscribe</button></form><p>b</p>`,
		"a link without text":         `<p>a</p><a href="/x"></a><p><a href="/y"> </a></p><p>b</p>`,
		"a picture that counts":       `<p>a</p><img src="https://pixel.example/x.gif" width=1 height=1><p>b</p>`,
		"rules around nothing":        "<p>a</p><p>b</p><hr><p>Advertisement</p><hr>",
	} {
		cleans(t, name, source, want)
	}
}

func TestWhatIsTheArticleStays(t *testing.T) {
	for name, source := range map[string]string{
		"a sentence about advertisements": "<p>a</p><p>Advertisement is a word.</p>",
		"a heading":                       "<h2>Advertisement</h2><p>b</p>",
		"nothing but that":                "<p>Advertisement</p>",
		"a link to a page of Facebook":    `<p>a</p><p><a href="https://www.facebook.com/ann">Ann</a></p>`,
		"a sentence with a link to share": `<p>a</p><p>You can tell the world by way of <a href="https://twitter.com/intent/tweet?url=x">this link</a> if you like.</p>`,
		"a link to share alone in a list": `<ul><li>Write to us</li><li><a href="https://t.me/share/url?url=x">Tell others</a></li></ul>`,
		"mail to somebody":                `<p>a</p><p><a href="mailto:ann@example.com">Ann</a></p>`,
		"read on in the middle":           `<p><a href="https://example.com/a">Read more</a></p><p>b</p>`,
		"a post that appeared first":      "<p>a</p><p>The post appeared first on a wall.</p>",
	} {
		cleans(t, name, source, source)
	}
}
