package content

import "testing"

func TestQuotesSayWhoIsQuoted(t *testing.T) {
	const want = "<blockquote><p>a</p><footer>Ann Example</footer></blockquote>"
	for name, test := range map[string]struct{ source, want string }{
		"cite below":              {"<blockquote><p>a</p><cite>Ann Example</cite></blockquote>", `<blockquote><p>a</p><footer><em>Ann Example</em></footer></blockquote>`},
		"footer":                  {"<blockquote><p>a</p><footer>Ann Example</footer></blockquote>", want},
		"figure":                  {"<figure><blockquote><p>a</p></blockquote><figcaption>Ann Example</figcaption></figure>", want},
		"class":                   {`<blockquote><p>a</p><p class="attribution">Ann Example</p></blockquote>`, want},
		"dash":                    {"<blockquote><p>a</p><p>— Ann Example</p></blockquote>", "<blockquote><p>a</p><footer>— Ann Example</footer></blockquote>"},
		"dash and cite":           {"<blockquote><p>a</p><p>— <cite>Ann Example</cite></p></blockquote>", "<blockquote><p>a</p><footer>— <em>Ann Example</em></footer></blockquote>"},
		"a sentence after a dash": {"<blockquote><p>— a</p><p>— No, she said.</p></blockquote>", "<blockquote><p>— a</p><p>— No, she said.</p></blockquote>"},
		"a cite in a sentence":    {"<blockquote><p>a</p><p>see <cite>B</cite></p></blockquote>", "<blockquote><p>a</p><p>see <em>B</em></p></blockquote>"},
		"nothing but a cite":      {"<blockquote><cite>B</cite></blockquote>", "<blockquote><p><em>B</em></p></blockquote>"},
		"a footer of the article": {"<p>a</p><footer>b</footer>", "<p>a</p><p>b</p>"},
		"an empty quote":          {"<blockquote><footer>b</footer></blockquote>", "<p>b</p>"},
	} {
		cleans(t, name, test.source, test.want)
	}
}

// cleans checks what becomes of a source, and that it stays so.
func cleans(t *testing.T, name, source, want string) {
	t.Run(name, func(t *testing.T) {
		t.Helper()
		got := Clean(source, base)
		if oneline(got) != want {
			t.Errorf("got  %s\nwant %s", oneline(got), want)
		}
		if again := Clean(got, base); again != got {
			t.Errorf("read again %s\nwas %s", again, got)
		}
	})
}

func TestPullQuotesStandOnce(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"what the text says":        {`<p>They said: “We waited for ten years” and left.</p><aside class="pullquote"><p>We waited for ten years</p></aside><p>b</p>`, "<p>They said: “We waited for ten years” and left.</p><p>b</p>"},
		"what comes later":          {`<aside class="pullquote"><p>We waited.</p></aside><p>They said: we waited!</p>`, "<p>They said: we waited!</p>"},
		"what the text says not":    {`<p>a</p><aside class="pullquote">We <b>waited</b></aside><p>b</p>`, `<p>a</p><blockquote class="pullquote"><p>We <strong>waited</strong></p></blockquote><p>b</p>`},
		"of WordPress":              {`<p>a</p><figure class="wp-block-pullquote"><blockquote><p>We waited</p><cite>Ann</cite></blockquote></figure>`, `<p>a</p><blockquote class="pullquote"><p>We waited</p><footer><em>Ann</em></footer></blockquote>`},
		"divisions within it":       {`<div class="pullquote"><div>We waited</div><div>long</div></div><p>b</p>`, `<blockquote class="pullquote"><p>We waited</p><p>long</p></blockquote><p>b</p>`},
		"a whole article so marked": {`<div class="pullquote"><p>` + words(300) + `</p></div>`, "<p>" + words(300) + "</p>"},
		"a quotation that repeats":  {`<p>We waited</p><blockquote>We waited</blockquote>`, "<p>We waited</p><blockquote><p>We waited</p></blockquote>"},
	} {
		cleans(t, name, test.source, test.want)
	}
}

func words(n int) string {
	out := "word"
	for range n {
		out += " word"
	}
	return out
}

func TestPicturesSideBySideAreAGallery(t *testing.T) {
	const a, b = `<img src="https://a.example/a.jpg">`, `<img src="https://a.example/b.jpg">`
	const want = `<figure class="gallery"><figure>` + a + `</figure><figure>` + b + `</figure></figure>`
	for name, test := range map[string]struct{ source, want string }{
		"figure":                          {"<figure>" + a + b + "</figure>", want},
		"figures":                         {"<figure><figure>" + a + "</figure><figure>" + b + "</figure></figure>", want},
		"of WordPress":                    {`<figure class="wp-block-gallery"><ul><li><figure>` + a + `</figure></li><li><figure>` + b + `</figure></li></ul></figure>`, want},
		"division":                        {`<div class="gallery"><div>` + a + `</div><div>` + b + `</div></div>`, want},
		"row of a table":                  {"<table><tr><td>" + a + "<td>" + b + "</table>", want},
		"captions":                        {"<figure>" + a + "<figcaption>A</figcaption>" + b + "<figcaption>B</figcaption></figure>", `<figure class="gallery"><figure>` + a + `<figcaption>A</figcaption></figure><figure>` + b + `<figcaption>B</figcaption></figure></figure>`},
		"a caption for all":               {"<figure>" + a + b + "<figcaption>Both</figcaption></figure>", want[:len(want)-len("</figure>")] + "<figcaption>Both</figcaption></figure>"},
		"one picture":                     {"<figure><figure>" + a + "</figure><figcaption>A</figcaption></figure>", "<figure>" + a + "<figcaption>A</figcaption></figure>"},
		"caption of all, behind a figure": {`<figure class="gallery"><figure>` + a + `<figcaption>A</figcaption></figure><figure>` + b + `</figure><figcaption>C</figcaption></figure>`, `<figure class="gallery"><figure>` + a + `<figcaption>A</figcaption></figure><figure>` + b + `</figure><figcaption>C</figcaption></figure>`},
		"text among them":                 {`<div class="gallery">` + a + "<p>x</p>" + b + "</div>", "<figure>" + a + "</figure><p>x</p><figure>" + b + "</figure>"},
		"below each other":                {a + b, "<figure>" + a + "</figure><figure>" + b + "</figure>"},
		"text below each":                 {`<ul class="gallery"><li>` + a + "A</li><li>" + b + "B</li></ul>", "<ul><li><figure>" + a + "</figure><p>A</p></li><li><figure>" + b + "</figure><p>B</p></li></ul>"},
		"the list in a gallery":           {`<div class="gallery"><ul><li>` + a + "A</li><li>" + b + "B</li></ul></div>", `<figure class="gallery"><figure>` + a + `<figcaption>A</figcaption></figure><figure>` + b + `<figcaption>B</figcaption></figure></figure>`},
	} {
		cleans(t, name, test.source, test.want)
	}
}

func TestPostsAreCardsWithTheirText(t *testing.T) {
	for name, test := range map[string]struct{ source, want string }{
		"X": {`<blockquote class="twitter-tweet"><p lang="en" dir="ltr">Hello</p>&mdash; Ann (@ann) <a href="https://twitter.com/ann/status/1?ref_src=x">May 1</a></blockquote><script async src="https://platform.twitter.com/widgets.js"></script>`,
			`<blockquote data-embed="twitter" cite="https://twitter.com/ann/status/1" title="Ann (@ann)"><p lang="en" dir="ltr">Hello</p><p>— Ann (@ann) <a href="https://twitter.com/ann/status/1">May 1</a></p></blockquote>`},
		"Instagram": {`<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/x/"><a href="https://www.instagram.com/p/x/">View</a></blockquote>`,
			`<blockquote data-embed="instagram" cite="https://www.instagram.com/p/x/" title="Post on Instagram"><p><a href="https://www.instagram.com/p/x/">View</a></p></blockquote>`},
		"Bluesky": {`<blockquote class="bluesky-embed"><p>Hi</p>— Ann (<a href="https://bsky.app/profile/did:plc:x">@ann</a>) <a href="https://bsky.app/profile/did:plc:x/post/1">May</a></blockquote>`,
			`<blockquote data-embed="bluesky" cite="https://bsky.app/profile/did:plc:x/post/1" title="Ann"><p>Hi</p><p>— Ann (<a href="https://bsky.app/profile/did:plc:x">@ann</a>) <a href="https://bsky.app/profile/did:plc:x/post/1">May</a></p></blockquote>`},
		"Facebook without text":  {`<p>a</p><div class="fb-post" data-href="https://www.facebook.com/x/posts/1"></div><p>b</p>`, `<p>a</p><a data-embed="facebook" href="https://www.facebook.com/x/posts/1">Post on Facebook</a><p>b</p>`},
		"one without address":    {`<blockquote class="twitter-tweet"><p>Hello</p></blockquote>`, "<blockquote><p>Hello</p></blockquote>"},
		"a link to another site": {`<blockquote class="twitter-tweet"><p>Hello <a href="https://notx.com/a">x</a></p></blockquote>`, `<blockquote><p>Hello <a href="https://notx.com/a">x</a></p></blockquote>`},
	} {
		cleans(t, name, test.source, test.want)
	}
}
