package content

import "testing"

func TestEmbedsAreCards(t *testing.T) {
	still := func(id string) string { return "https://i.ytimg.com/vi/" + id + "/hqdefault.jpg" }
	frame := func(src string) string { return `<iframe src="` + src + `"></iframe>` }
	for name, test := range map[string]struct {
		source string
		want   Embed
	}{
		"YouTube":                           {`<iframe src="//www.youtube-nocookie.com/embed/abc?rel=0" title="A talk"></iframe>`, Embed{"youtube", "A talk", "https://www.youtube.com/watch?v=abc", still("abc")}},
		"YouTube in XHTML":                  {`<iframe src="https://www.youtube.com/embed/abc"/>`, Embed{"youtube", "YouTube", "https://www.youtube.com/watch?v=abc", still("abc")}},
		"YouTube from a time":               {frame("https://www.youtube.com/embed/abc?start=90"), Embed{"youtube", "YouTube", "https://www.youtube.com/watch?v=abc&t=90s", still("abc")}},
		"YouTube short":                     {frame("https://www.youtube.com/shorts/abc"), Embed{"youtube", "YouTube", "https://www.youtube.com/watch?v=abc", still("abc")}},
		"YouTube list":                      {frame("https://www.youtube.com/embed/videoseries?list=PL1"), Embed{"youtube", "YouTube", "https://www.youtube.com/playlist?list=PL1", ""}},
		"YouTube channel":                   {frame("https://www.youtube.com/embed/live_stream?channel=UC1"), Embed{"youtube", "YouTube", "https://www.youtube.com/channel/UC1/live", ""}},
		"loaded late":                       {`<iframe data-src="https://player.vimeo.com/video/12?h=3"></iframe>`, Embed{"vimeo", "Vimeo", "https://vimeo.com/12", ""}},
		"loaded late by blank":              {`<iframe src="about:blank" data-lazy-src="https://player.vimeo.com/video/12"></iframe>`, Embed{"vimeo", "Vimeo", "https://vimeo.com/12", ""}},
		"YouTube of AMP":                    {`<amp-youtube data-videoid="abc"></amp-youtube>`, Embed{"youtube", "YouTube", "https://www.youtube.com/watch?v=abc", still("abc")}},
		"X of AMP":                          {`<amp-twitter data-tweetid="12"><blockquote>x</blockquote></amp-twitter>`, Embed{"twitter", "Post on X", "https://x.com/i/status/12", ""}},
		"Instagram of AMP":                  {`<amp-instagram data-shortcode="xy"></amp-instagram>`, Embed{"instagram", "Instagram", "https://www.instagram.com/p/xy/", ""}},
		"Dailymotion":                       {frame("https://www.dailymotion.com/embed/video/x1"), Embed{"dailymotion", "Dailymotion", "https://www.dailymotion.com/video/x1", "https://www.dailymotion.com/thumbnail/video/x1"}},
		"X":                                 {frame("https://platform.twitter.com/embed/Tweet.html?id=12"), Embed{"twitter", "Post on X", "https://x.com/i/status/12", ""}},
		"Bluesky":                           {frame("https://embed.bsky.app/embed/did:plc:x/app.bsky.feed.post/3k"), Embed{"bluesky", "Post on Bluesky", "https://bsky.app/profile/did:plc:x/post/3k", ""}},
		"Mastodon":                          {`<iframe class="mastodon-embed" src="https://social.example/@ann/12/embed"></iframe>`, Embed{"mastodon", "Post on Mastodon", "https://social.example/@ann/12", ""}},
		"Instagram":                         {frame("https://www.instagram.com/p/xy/embed/captioned/"), Embed{"instagram", "Instagram", "https://www.instagram.com/p/xy/", ""}},
		"TikTok":                            {frame("https://www.tiktok.com/embed/v2/12"), Embed{"tiktok", "TikTok", "https://www.tiktok.com/@/video/12", ""}},
		"Facebook":                          {frame("https://www.facebook.com/plugins/video.php?href=https%3A%2F%2Fwww.facebook.com%2Fx%2Fvideos%2F1"), Embed{"facebook", "Facebook", "https://www.facebook.com/x/videos/1", ""}},
		"Reddit":                            {frame("https://embed.reddit.com/r/x/comments/1/"), Embed{"reddit", "Post on Reddit", "https://www.reddit.com/r/x/comments/1/", ""}},
		"Spotify":                           {frame("https://open.spotify.com/embed/track/1"), Embed{"spotify", "Spotify", "https://open.spotify.com/track/1", ""}},
		"SoundCloud":                        {frame("https://w.soundcloud.com/player/?url=https%3A//soundcloud.com/x/y"), Embed{"soundcloud", "SoundCloud", "https://soundcloud.com/x/y", ""}},
		"Apple Podcasts":                    {frame("https://embed.podcasts.apple.com/us/podcast/x/id1"), Embed{"podcast", "Apple Podcasts", "https://podcasts.apple.com/us/podcast/x/id1", ""}},
		"CodePen":                           {frame("https://codepen.io/ann/embed/preview/x"), Embed{"codepen", "CodePen", "https://codepen.io/ann/pen/x", ""}},
		"Gist":                              {`<script src="https://gist.github.com/ann/12.js"></script>`, Embed{"gist", "Gist", "https://gist.github.com/ann/12", ""}},
		"map":                               {frame("https://www.google.com/maps/embed?pb=x"), Embed{"map", "Map", "https://www.google.com/maps/embed?pb=x", ""}},
		"a site we do not know":             {`<iframe src="https://tool.example/chart/1" title="How it rose" width=600 height=400></iframe>`, Embed{"frame", "How it rose", "https://tool.example/chart/1", ""}},
		"page of WordPress":                 {`<iframe class="wp-embedded-content" src="https://blog.example/a/embed/#?secret=x" title="“A” — Blog"></iframe>`, Embed{"page", "“A” — Blog", "https://blog.example/a/", ""}},
		"film with sources":                 {`<video poster="/p.jpg"><source src="/v.mp4">No film?</video>`, Embed{"video", "Video", "https://example.com/v.mp4", "https://example.com/p.jpg"}},
		"film loaded late":                  {`<video data-src="/v.mp4"></video>`, Embed{"video", "Video", "https://example.com/v.mp4", ""}},
		"film of AMP":                       {`<amp-video src="/v.mp4" poster="/p.jpg"></amp-video>`, Embed{"video", "Video", "https://example.com/v.mp4", "https://example.com/p.jpg"}},
		"film that is known to be playable": {`<video><source src="/v.ogv" type="video/ogg"><source src="/v.mp4" type="video/mp4"></video>`, Embed{"video", "Video", "https://example.com/v.mp4", ""}},
		"sound":                             {`<audio src="/a.mp3" title="The &quot;hour&quot;"></audio>`, Embed{"audio", `The "hour"`, "https://example.com/a.mp3", ""}},
	} {
		t.Run(name, func(t *testing.T) {
			clean := Clean("<p>a</p>"+test.source+"<p>b</p>", base)
			blocks := Blocks(clean)
			if len(blocks) != 3 || blocks[1].Kind != Media || *blocks[1].Embed != test.want {
				t.Errorf("got %s", clean)
			}
		})
	}
}

func TestFramesThatShowNothingAreDropped(t *testing.T) {
	for name, source := range map[string]string{
		"one of a like name":     `<iframe src="https://notyoutube.com/embed/x"></iframe>`,
		"one below another":      `<iframe src="https://youtube.com.evil.example/embed/x"></iframe>`,
		"one without a title":    `<iframe src="https://tool.example/chart/1"></iframe>`,
		"advertisement":          `<iframe src="https://ads.example.net/x" title="Offer"></iframe>`,
		"advertisement by title": `<iframe src="https://example.net/x" title="Advertisement"></iframe>`,
		"form to subscribe":      `<iframe src="https://tool.example/subscribe" title="Our letter"></iframe>`,
		"a pixel":                `<iframe src="https://tool.example/x" title="x" width=1 height=1></iframe>`,
		"hidden":                 `<iframe src="https://tool.example/x" title="x" style="display:none"></iframe>`,
		"a strip":                `<iframe src="https://tool.example/x" title="x" width=600 height=40></iframe>`,
		"script of another site": `<script src="https://tool.example/x.js"></script>`,
		"film without address":   `<video></video>`,
		"film of another scheme": `<video src="file:///etc/x.mp4"></video>`,
		"the film of a blob":     `<video src="blob:https://example.com/1"></video>`,
		"YouTube without a film": `<amp-youtube></amp-youtube>`,
	} {
		if got := Clean(source, base); got != "" {
			t.Errorf("%s became %s", name, got)
		}
	}
}
