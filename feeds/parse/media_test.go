package parse

import (
	"reflect"
	"strings"
	"testing"

	"tidings/feeds"
)

func TestPictureOfAnEntry(t *testing.T) {
	for name, test := range map[string]struct{ body, want string }{
		"largest content":        {rssItem(`<media:content url="/s.jpg" width="140" height="90"/><media:content url="/l.jpg" width="700" height="420"/><media:content url="/m.jpg" width="460" height="300"/>`), "https://harbour.example/l.jpg"},
		"content over preview":   {rssItem(`<media:thumbnail url="/t.jpg" width="900" height="900"/><media:content url="/c.jpg" medium="image"/>`), "https://harbour.example/c.jpg"},
		"largest thumbnail":      {rssItem(`<media:thumbnail url="/a.jpg" width="75"/><media:thumbnail url="/b.jpg" width="150"/>`), "https://harbour.example/b.jpg"},
		"in a group, of Atom":    {atomEntry(`<media:group xmlns:media="http://search.yahoo.com/mrss/"><media:thumbnail url="/g.jpg"/></media:group>`), "https://harbour.example/g.jpg"},
		"under a video":          {rssItem(`<media:content url="/v.mp4" type="video/mp4"><media:thumbnail url="/v.jpg"/></media:content>`), "https://harbour.example/v.jpg"},
		"by its name":            {rssItem(`<media:content url="/x.webp?w=3"/>`), "https://harbour.example/x.webp?w=3"},
		"podcast":                {rssItem(`<itunes:image href="/p.jpg"/>`), "https://harbour.example/p.jpg"},
		"enclosure":              {rssItem(`<enclosure url="/e.png" type="image/png"/>`), "https://harbour.example/e.png"},
		"element of no format":   {rssItem(`<image>https://harbour.example/i.png</image>`), "https://harbour.example/i.png"},
		"not the portrait":       {rssItem(`<media:content url="https://0.gravatar.com/avatar/12" medium="image"><media:title>Ada</media:title></media:content><media:thumbnail url="/r.jpg"/>`), "https://harbour.example/r.jpg"},
		"no preview of a person": {atomEntry(`<media:thumbnail xmlns:media="http://search.yahoo.com/mrss/" url="/face.png" width="40" height="40"/>`), ""},
		"a preview, if no more":  {rssItem(`<description>Text</description><media:thumbnail url="/t.jpg" width="72" height="72"/>`), "https://harbour.example/t.jpg"},
		"the text's own picture": {rssItem(`<description>&lt;img src="/large.jpg"&gt;</description><media:thumbnail url="/t.jpg" width="72" height="72"/>`), ""},
		"none":                   {rssItem(`<title>x</title>`), ""},
		"content elsewhere":      {atomEntry(`<content type="image/png" src="/c.png"/>`), "https://harbour.example/c.png"},
		"Atom enclosure":         {atomEntry(`<link rel="enclosure" type="image/jpeg" href="/k.jpg"/>`), "https://harbour.example/k.jpg"},
		"a prefix of their own":  {`<rss xmlns:m="http://search.yahoo.com/mrss/"><channel><item><m:thumbnail url="https://harbour.example/q.jpg"/></item></channel></rss>`, "https://harbour.example/q.jpg"},
	} {
		t.Run(name, func(t *testing.T) {
			e := one(t, test.body)
			if e.Image != test.want {
				t.Errorf("got %q, want %q", e.Image, test.want)
			}
			if e.Title == "Ada" {
				t.Error("the portrait's title became the entry's")
			}
		})
	}
}

func TestMediaRSSFillsWhatIsMissing(t *testing.T) {
	got := one(t, rssItem(`<media:group><media:title>Crane &amp;amp; quay</media:title><media:description>How it fell
and why</media:description><media:category label="Ports">p</media:category><media:keywords>crane, quay</media:keywords>
<media:player url="/player"/><media:credit role="author">Ada</media:credit>
<media:content url="/c.mp4" type="video/mp4" fileSize="77"><media:title>Clip</media:title></media:content></media:group>`))
	want := feeds.Entry{Summary: "<p>How it fell<br>and why</p>", Article: feeds.Article{
		Title: "Crane & quay", Authors: []feeds.Author{{Name: "Ada"}}, Categories: []string{"Ports", "crane", "quay"},
		Enclosures: []feeds.Enclosure{
			{URL: "https://harbour.example/c.mp4", Type: "video/mp4", Length: 77, Title: "Clip"},
			{URL: "https://harbour.example/player", Type: "text/html"},
		},
	}}
	got.Title, want.Title = "", "" // a title in the content comes before the group's
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
}

func TestPicturesBesideATextStandBelowIt(t *testing.T) {
	const first, second = `<media:content url="/1.jpg" medium="image"><media:description>Fog &amp; "gulls"</media:description></media:content>`, `<media:content url="/2.jpg?x" type="image/jpeg"/>`
	const figures = `<figure><img src="https://harbour.example/1.jpg" alt="Fog &amp; &#34;gulls&#34;"></figure><figure><img src="https://harbour.example/2.jpg?x" alt=""></figure>`
	for body, want := range map[string]string{
		"<description>&lt;p>Fog&lt;/p></description>" + first + second: "<p>Fog</p>" + figures,
		"<description>Fog\nagain</description>" + first + second:       "<p>Fog<br>again</p>" + figures,
		first + second + second:                  "<p>Fog &amp; &#34;gulls&#34;</p>" + figures,
		"<description>Fog</description>" + first: "Fog",
		"<description>Fog</description>" + strings.ReplaceAll(first+second, "/2.jpg", "/1.jpg"):                                 "Fog",
		`<description>Fog</description><media:content url="/1-small.jpg" width="90"/><media:content url="/1.jpg" width="900"/>`: "Fog",
		`<description>&lt;img src="https://harbour.example/1.jpg"></description>` + first + second:                              `<img src="https://harbour.example/1.jpg">`,
	} {
		if got := one(t, rssItem(body)).Summary; got != want {
			t.Errorf("%s:\ngot  %s\nwant %s", body, got, want)
		}
	}
}

func TestProgramsAreNoAddresses(t *testing.T) {
	e := one(t, rssItem(`<link>javascript:alert(1)</link><comments> JavaScript:x</comments><enclosure url="vbscript:x"/>`))
	if e.Link+e.Comments != "" || len(e.Enclosures) > 0 {
		t.Errorf("%+v", e)
	}
}

func TestAnEnclosureIsListedOnce(t *testing.T) {
	got := one(t, rssItem(`<enclosure url="/a.mp3" type="audio/mpeg"/><media:content url="/a.mp3" fileSize="5"/>`)).Enclosures
	want := []feeds.Enclosure{{URL: "https://harbour.example/a.mp3", Type: "audio/mpeg", Length: 5}}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v", got)
	}
}

func TestPlayingTime(t *testing.T) {
	for in, want := range map[string]string{
		"1:02:03": "1h2m3s", "62:03": "1h2m3s", "90": "1m30s", "1.5": "1.5s", "": "0s", "long": "0s", "-1": "0s", "1e99": "0s", "NaN": "0s",
	} {
		if got := duration(in).String(); got != want {
			t.Errorf("%q: %s, want %s", in, got, want)
		}
	}
	e := one(t, rssItem(`<enclosure url="/a.png" type="image/png"/><enclosure url="/a.mp3" type="audio/mpeg"/><itunes:duration>1:00</itunes:duration>`))
	if e.Enclosures[0].Duration != 0 || e.Enclosures[1].Duration.String() != "1m0s" {
		t.Errorf("%+v", e.Enclosures)
	}
}

func TestScheduleOfAFeed(t *testing.T) {
	for in, want := range map[string]string{"60": "1h0m0s", " 0.5 ": "30s", "0": "0s", "-5": "0s", "x": "0s", "99999999": "0s", "NaN": "0s"} {
		if got := ttl(in).String(); got != want {
			t.Errorf("ttl %q: %s, want %s", in, got, want)
		}
	}
	for in, want := range map[[2]string]string{
		{"hourly", "2"}: "30m0s", {"Daily", ""}: "24h0m0s", {"weekly", "0"}: "168h0m0s", {"never", "1"}: "0s",
	} {
		if got := syndication(in[0], in[1]).String(); got != want {
			t.Errorf("syndication %q: %s, want %s", in, got, want)
		}
	}
}
