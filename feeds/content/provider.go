package content

import (
	"net/url"
	"strings"
)

// A provider is a site whose frames become cards. The address of a frame is not
// one for people: page makes that of it, from the part after path.
type provider struct {
	host, path string // of the frame; host with what is below it
	kind       string
	name       string // the title of a card without one
	page       string // what comes before the rest; empty: the frame's own address, or what turn makes of it
	turn       func(tail string, query url.Values) (page, image string)
}

// providers in order; the first that fits counts.
var providers = []provider{
	{"youtube.com", "/embed/", "youtube", "YouTube", "", youTube},
	{"youtube-nocookie.com", "/embed/", "youtube", "YouTube", "", youTube},
	{"youtube.com", "/shorts/", "youtube", "YouTube", "", youTube},
	{"youtube.com", "/live/", "youtube", "YouTube", "", youTube},
	{"youtube.com", "/v/", "youtube", "YouTube", "", youTube},
	{"youtube.com", "/watch", "youtube", "YouTube", "", youTube},
	{"youtu.be", "/", "youtube", "YouTube", "", youTube},
	{"facebook.com", "/plugins/", "facebook", "Facebook", "", named("href")},
	{"instagram.com", "/", "instagram", "Instagram", "https://www.instagram.com/", withoutEmbed("https://www.instagram.com/")},
	{"tiktok.com", "/embed/v2/", "tiktok", "TikTok", "https://www.tiktok.com/@/video/", nil},
	{"tiktok.com", "/embed/", "tiktok", "TikTok", "https://www.tiktok.com/@/video/", nil},
	{"platform.twitter.com", "/embed/", "twitter", "Post on X", "", tweet},
	{"embed.bsky.app", "/embed/", "bluesky", "Post on Bluesky", "", blueskyPost},
	{"embed.reddit.com", "/", "reddit", "Post on Reddit", "https://www.reddit.com/", nil},
	{"redditmedia.com", "/", "reddit", "Post on Reddit", "https://www.reddit.com/", nil},
	{"codepen.io", "/", "codepen", "CodePen", "", pen},
	{"gist.github.com", "/", "gist", "Gist", "", gist},
	{"threads.net", "/", "threads", "Post on Threads", "", withoutEmbed("https://www.threads.net/")},
	{"t.me", "/", "telegram", "Post on Telegram", "https://t.me/", nil},
	{"jsfiddle.net", "/", "code", "JSFiddle", "", nil},
	{"codesandbox.io", "/embed/", "code", "CodeSandbox", "https://codesandbox.io/s/", nil},
	{"stackblitz.com", "/", "code", "StackBlitz", "", nil},
	{"giphy.com", "/embed/", "picture", "GIPHY", "https://giphy.com/gifs/", nil},
	{"ted.com", "/", "ted", "TED", "", nil},
	{"podbean.com", "/", "podcast", "Podcast", "", nil},
	{"spreaker.com", "/", "podcast", "Podcast", "", nil},
	{"player.podigee-cdn.net", "/", "podcast", "Podcast", "", nil},
	{"deezer.com", "/", "music", "Deezer", "", nil},
	{"mixcloud.com", "/", "music", "Mixcloud", "", nil},
	{"bbc.co.uk", "/", "video", "BBC", "", nil},
	{"rumble.com", "/embed/", "video", "Rumble", "", nil},
	{"odysee.com", "/$/embed/", "video", "Odysee", "https://odysee.com/", nil},
	{"wistia.com", "/embed/", "video", "Wistia", "", nil},
	{"wistia.net", "/embed/", "video", "Wistia", "", nil},
	{"players.brightcove.net", "/", "video", "Video", "", nil},
	{"jwplayer.com", "/", "video", "Video", "", nil},
	{"youku.com", "/embed/", "video", "Youku", "https://v.youku.com/v_show/id_", nil},
	{"v.qq.com", "/", "video", "Tencent Video", "", nil},
	{"player.vimeo.com", "/video/", "vimeo", "Vimeo", "https://vimeo.com/", nil},
	{"dailymotion.com", "/embed/video/", "dailymotion", "Dailymotion", "", dailymotion},
	{"open.spotify.com", "/embed/", "spotify", "Spotify", "https://open.spotify.com/", nil},
	{"open.spotify.com", "/embed-podcast/", "spotify", "Spotify", "https://open.spotify.com/", nil},
	{"w.soundcloud.com", "/player", "soundcloud", "SoundCloud", "", named("url")},
	{"bandcamp.com", "/EmbeddedPlayer", "bandcamp", "Bandcamp", "", nil},
	{"embed.podcasts.apple.com", "/", "podcast", "Apple Podcasts", "https://podcasts.apple.com/", nil},
	{"embed.music.apple.com", "/", "music", "Apple Music", "https://music.apple.com/", nil},
	{"embed.ted.com", "/talks/", "ted", "TED", "https://www.ted.com/talks/", nil},
	{"player.twitch.tv", "/", "twitch", "Twitch", "", nil},
	{"clips.twitch.tv", "/", "twitch", "Twitch", "", nil},
	{"archive.org", "/embed/", "archive", "Internet Archive", "https://archive.org/details/", nil},
	{"google.com", "/maps/", "map", "Map", "", nil},
	{"openstreetmap.org", "/export/embed.html", "map", "Map", "", nil},
	{"datawrapper.dwcdn.net", "/", "chart", "Chart", "", nil},
	{"flo.uri.sh", "/", "chart", "Chart", "", nil},
	{"public.flourish.studio", "/", "chart", "Chart", "", nil},
	{"infogram.com", "/", "chart", "Chart", "", nil},
	{"streamable.com", "/", "video", "Streamable", "", nil},
	{"loom.com", "/embed/", "video", "Loom", "https://www.loom.com/share/", nil},
	{"player.bilibili.com", "/", "bilibili", "Bilibili", "", nil},
	{"rutube.ru", "/play/embed/", "rutube", "Rutube", "https://rutube.ru/video/", nil},
	{"vk.com", "/video_ext.php", "vk", "VK", "", nil},
	{"embed.nicovideo.jp", "/watch/", "niconico", "Niconico", "https://www.nicovideo.jp/watch/", nil},
	{"tv.naver.com", "/embed/", "naver", "Naver TV", "https://tv.naver.com/v/", nil},
	{"play.acast.com", "/", "podcast", "Acast", "", nil},
	{"embed.acast.com", "/", "podcast", "Acast", "", nil},
	{"megaphone.fm", "/", "podcast", "Podcast", "", nil},
	{"html5-player.libsyn.com", "/", "podcast", "Podcast", "", nil},
	{"buzzsprout.com", "/", "podcast", "Podcast", "", nil},
	{"player.simplecast.com", "/", "podcast", "Podcast", "", nil},
	{"player.captivate.fm", "/", "podcast", "Podcast", "", nil},
	{"omny.fm", "/", "podcast", "Podcast", "", nil},
	{"scribd.com", "/embeds/", "document", "Scribd", "https://www.scribd.com/document/", nil},
	{"documentcloud.org", "/", "document", "Document", "", nil},
	{"slideshare.net", "/", "document", "SlideShare", "", nil},
	{"kickstarter.com", "/", "page", "Kickstarter", "", nil},
	{"geo.dailymotion.com", "/player", "dailymotion", "Dailymotion", "", dailymotion},
}

func youTube(tail string, q url.Values) (page, image string) {
	id, _, _ := strings.Cut(tail, "/")
	if v := q.Get("v"); v != "" {
		id = v
	}
	list, channel := q.Get("list"), q.Get("channel")
	switch {
	case id == "videoseries" && plainID(list):
		return "https://www.youtube.com/playlist?list=" + list, ""
	case id == "live_stream" && plainID(channel):
		return "https://www.youtube.com/channel/" + channel + "/live", ""
	case !plainID(id):
		return "", ""
	}
	page = "https://www.youtube.com/watch?v=" + id
	start := q.Get("start")
	if start == "" {
		start = strings.TrimSuffix(q.Get("t"), "s")
	}
	if digits(start) && start != "0" && len(start) < 7 {
		page += "&t=" + start + "s"
	}
	return page, "https://i.ytimg.com/vi/" + id + "/hqdefault.jpg"
}

func dailymotion(tail string, q url.Values) (page, image string) {
	id := strings.Trim(tail, "/")
	if v := q.Get("video"); v != "" {
		id = v
	}
	if !plainID(id) {
		return "", ""
	}
	return "https://www.dailymotion.com/video/" + id, "https://www.dailymotion.com/thumbnail/video/" + id
}

func tweet(_ string, q url.Values) (page, image string) {
	if id := q.Get("id"); digits(id) {
		return "https://x.com/i/status/" + id, ""
	}
	return "", ""
}

// blueskyPost turns did:…/app.bsky.feed.post/key into the address of the post.
func blueskyPost(tail string, _ url.Values) (page, image string) {
	who, key, ok := strings.Cut(tail, "/app.bsky.feed.post/")
	if !ok {
		return "", ""
	}
	return "https://bsky.app/profile/" + who + "/post/" + key, ""
}

func pen(tail string, _ url.Values) (page, image string) {
	return "https://codepen.io/" + strings.Replace(strings.Replace(tail, "/embed/preview/", "/pen/", 1), "/embed/", "/pen/", 1), ""
}

func gist(tail string, _ url.Values) (page, image string) {
	return "https://gist.github.com/" + strings.TrimSuffix(strings.TrimSuffix(tail, ".js"), ".pibb"), ""
}

// named takes the address of the page from a parameter of the frame's.
func named(key string) func(string, url.Values) (string, string) {
	return func(_ string, q url.Values) (page, image string) {
		var r resolver
		u := r.resolve(q.Get(key))
		if strings.Contains(u, "://api.") {
			return "", "" // not for people
		}
		return u, ""
	}
}

func withoutEmbed(site string) func(string, url.Values) (string, string) {
	return func(tail string, _ url.Values) (page, image string) {
		tail, _, _ = strings.Cut(tail, "/embed")
		return site + strings.TrimRight(tail, "/") + "/", ""
	}
}

// plainID reports whether a text could be what sites call their films by.
func plainID(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; !isLetter(c) && (c < '0' || c > '9') && c != '-' && c != '_' {
			return false
		}
	}
	return s != "" && len(s) <= 64
}
