package content

import "strings"

// A provider is a site whose frames become cards. The address of a frame is not
// one for people: page makes that of it, from the part after path.
type provider struct {
	host, path string // of the frame; host with what is below it
	kind       string
	name       string // the title of a card without one
	page       string // what comes before the rest; empty: the frame's own address
}

// providers in order; the first that fits counts.
var providers = []provider{
	{"youtube.com", "/embed/videoseries", "youtube", "YouTube", ""},
	{"youtube.com", "/embed/", "youtube", "YouTube", "https://www.youtube.com/watch?v="},
	{"youtube-nocookie.com", "/embed/", "youtube", "YouTube", "https://www.youtube.com/watch?v="},
	{"youtube.com", "/v/", "youtube", "YouTube", "https://www.youtube.com/watch?v="},
	{"player.vimeo.com", "/video/", "vimeo", "Vimeo", "https://vimeo.com/"},
	{"dailymotion.com", "/embed/video/", "dailymotion", "Dailymotion", "https://www.dailymotion.com/video/"},
	{"open.spotify.com", "/embed/", "spotify", "Spotify", "https://open.spotify.com/"},
	{"open.spotify.com", "/embed-podcast/", "spotify", "Spotify", "https://open.spotify.com/"},
	{"w.soundcloud.com", "/player", "soundcloud", "SoundCloud", ""},
	{"bandcamp.com", "/EmbeddedPlayer", "bandcamp", "Bandcamp", ""},
	{"embed.podcasts.apple.com", "/", "podcast", "Apple Podcasts", "https://podcasts.apple.com/"},
	{"embed.music.apple.com", "/", "music", "Apple Music", "https://music.apple.com/"},
	{"embed.ted.com", "/talks/", "ted", "TED", "https://www.ted.com/talks/"},
	{"player.twitch.tv", "/", "twitch", "Twitch", ""},
	{"clips.twitch.tv", "/", "twitch", "Twitch", ""},
	{"facebook.com", "/plugins/", "facebook", "Facebook", ""},
	{"instagram.com", "/", "instagram", "Instagram", ""},
	{"tiktok.com", "/embed/", "tiktok", "TikTok", ""},
	{"platform.twitter.com", "/embed/", "twitter", "X", ""},
	{"archive.org", "/embed/", "archive", "Internet Archive", "https://archive.org/details/"},
	{"google.com", "/maps/", "map", "Map", ""},
	{"openstreetmap.org", "/export/embed.html", "map", "Map", ""},
	{"datawrapper.dwcdn.net", "/", "chart", "Chart", ""},
	{"flo.uri.sh", "/", "chart", "Chart", ""},
	{"public.flourish.studio", "/", "chart", "Chart", ""},
	{"infogram.com", "/", "chart", "Chart", ""},
	{"codepen.io", "/", "codepen", "CodePen", ""},
	{"streamable.com", "/", "video", "Streamable", ""},
	{"loom.com", "/embed/", "video", "Loom", "https://www.loom.com/share/"},
	{"player.bilibili.com", "/", "bilibili", "Bilibili", ""},
	{"rutube.ru", "/play/embed/", "rutube", "Rutube", "https://rutube.ru/video/"},
	{"vk.com", "/video_ext.php", "vk", "VK", ""},
	{"embed.nicovideo.jp", "/watch/", "niconico", "Niconico", "https://www.nicovideo.jp/watch/"},
	{"tv.naver.com", "/embed/", "naver", "Naver TV", "https://tv.naver.com/v/"},
	{"play.acast.com", "/", "podcast", "Acast", ""},
	{"embed.acast.com", "/", "podcast", "Acast", ""},
	{"megaphone.fm", "/", "podcast", "Podcast", ""},
	{"html5-player.libsyn.com", "/", "podcast", "Podcast", ""},
	{"buzzsprout.com", "/", "podcast", "Podcast", ""},
	{"player.simplecast.com", "/", "podcast", "Podcast", ""},
	{"player.captivate.fm", "/", "podcast", "Podcast", ""},
	{"omny.fm", "/", "podcast", "Podcast", ""},
	{"scribd.com", "/embeds/", "document", "Scribd", "https://www.scribd.com/document/"},
	{"documentcloud.org", "/", "document", "Document", ""},
	{"slideshare.net", "/", "document", "SlideShare", ""},
	{"kickstarter.com", "/", "page", "Kickstarter", ""},
}

// embedFrame takes an <iframe> and its like. Frames of sites we do not know,
// mostly advertisements, are dropped.
func (b *builder) embedFrame(t *tag) {
	src := t.attr("src")
	if id := t.attr("data-videoid"); id != "" && t.name == "amp-youtube" {
		src = "https://www.youtube.com/embed/" + id
	}
	if src == "" || src == "about:blank" {
		for _, key := range lazy {
			if src = t.attr(key); src != "" {
				break
			}
		}
	}
	address := b.links.resolve(src)
	if e := frameCard(address); e != nil {
		if title := oneLine(t.attr("title")); title != "" {
			e.Title = title
		}
		b.addCard(e)
	}
}

func frameCard(address string) *Embed {
	_, rest, ok := strings.Cut(address, "://")
	if !ok {
		return nil
	}
	host, path := rest, "/"
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		host, path = rest[:i], rest[i:]
	}
	for _, p := range providers {
		if !strings.HasSuffix(host, p.host) || len(host) > len(p.host) && host[len(host)-len(p.host)-1] != '.' {
			continue
		}
		if tail, ok := strings.CutPrefix(path, p.path); ok {
			if p.page != "" {
				if i := strings.IndexAny(tail, "?&#"); i >= 0 {
					tail = tail[:i]
				}
				address = p.page + tail
			}
			return &Embed{Kind: p.kind, Title: p.name, URL: address}
		}
	}
	return nil
}

// openFilm begins a <video> or <audio>; its address may come with a <source>.
func (b *builder) openFilm(t *tag, pos int) {
	e := &Embed{Kind: strings.TrimPrefix(t.name, "amp-"), URL: t.attr("src")}
	if e.Title = oneLine(t.attr("title")); e.Title == "" {
		e.Title = oneLine(t.attr("aria-label"))
	}
	if e.Image = b.links.resolve(t.attr("poster")); tracks(e.Image) {
		e.Image = ""
	}
	b.film = e
	b.skip = skip{name: t.name, pos: pos}
}

// endFilm ends what was skipped; a film or sound becomes a card.
func (b *builder) endFilm() {
	e := b.film
	b.film = nil
	if e == nil {
		return
	}
	if e.URL == "" {
		e.URL = b.skip.src
	}
	if e.URL = b.links.resolve(e.URL); e.URL == "" {
		return
	}
	b.addCard(e)
}

func (b *builder) addCard(e *Embed) {
	if e.Title == "" {
		e.Title = titleOfKind(e.Kind)
	}
	b.flush()
	b.emit(Block{Kind: Media, Embed: e})
}

func titleOfKind(kind string) string { return strings.ToUpper(kind[:1]) + kind[1:] }

// openCard begins a card as Clean writes it. Its text is its title.
func (b *builder) openCard(t *tag, kind string) {
	address := b.links.resolve(t.attr("href"))
	if address == "" || !validKind(kind) {
		return
	}
	b.flush()
	b.look.link, b.linkTitle = "", ""
	b.relook()
	b.card = &Embed{Kind: kind, URL: address, Image: b.links.resolve(t.attr("data-image"))}
}

func validKind(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isLetter(s[i]) {
			return false
		}
	}
	return s != "" && len(s) <= 16
}

func (b *builder) endCard() {
	e := b.card
	b.card = nil
	var title strings.Builder
	for _, s := range b.line.take() {
		title.WriteString(s.Text)
	}
	e.Title = oneLine(title.String())
	b.addCard(e)
}
